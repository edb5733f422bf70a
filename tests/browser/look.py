"""How a test looks at a page: open it, wait until it has settled, check it with axe, keep a picture."""

from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

ARTEFACTS = Path(__file__).parents[2] / "artefacts"

_SETTLED = """() => {
  const app = document.querySelector('[data-testid=stApp]')
  const busy = !app || app.dataset.testConnectionState !== 'CONNECTED' || app.dataset.testScriptState !== 'notRunning'
    || !document.querySelector('[data-testid=stMainBlockContainer] [data-testid=stElementContainer]')
    || document.querySelector('[data-stale=true], [data-testid=stAppSkeleton], [data-testid=stSkeleton]')
    || [...document.querySelectorAll('[data-testid=stVegaLiteChart]')].some(chart => !chart.querySelector('svg, canvas'))
  window.quietSince = busy ? undefined : (window.quietSince ?? performance.now())
  return !busy && performance.now() - window.quietSince > 250
}"""
"""Quiet for a quarter of a second: right after a click the script has not begun to run yet."""

_DRAWN = "(themes) => [...document.querySelectorAll('.st-key-theme *')].some((e) => themes.includes(e.shadowRoot?.querySelector('i')?.dataset.drawn))"
"""The theme that the page was last drawn in: told by the little component that lets it follow, which is loaded after the page."""


def visit(page: Page, path: str) -> None:
    """Open a path of the page's server (`/coverage?region=west-africa`) and wait until it stands."""
    page.goto(path)
    settle(page)


def settle(page: Page, timeout: float = 30_000) -> None:
    """Wait until Streamlit has run the script and drawn all of it (`timeout` in milliseconds)."""
    page.evaluate("window.quietSince = undefined")
    page.wait_for_function(_SETTLED, timeout=timeout, polling=50)


def switch_theme(page: Page, theme: Literal["light", "dark"]) -> None:
    """Switch an open page to light or dark, and wait until it has run again in the new colours."""
    page.wait_for_function(_DRAWN, arg=["light", "dark"])
    page.emulate_media(color_scheme=theme)
    page.wait_for_function(_DRAWN, arg=[theme])
    settle(page)


def violations(page: Page, within: str | None = None) -> list[str]:
    """What axe finds wrong on the page (WCAG 2.2 A and AA), one line per element: rule, element, why. `within` is a CSS selector."""
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
    found: list[dict[str, Any]] = Axe().run(page, context=within, options=rules).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]} – {'; '.join(check['message'] for check in (*node['any'], *node['all'], *node['none']))}"
        for rule in found
        for node in rule["nodes"]
    ]


def keep_picture(page: Page, name: str) -> Path:
    """A picture of the whole page in artefacts/, for people to look at; returns its path."""
    size = page.viewport_size or {"width": 1280, "height": 720}
    # Streamlit scrolls inside the window, so "the whole page" is a window as tall as its content.
    height = page.evaluate("() => document.fonts.ready.then(() => document.querySelector('[data-testid=stMain]').scrollHeight)")
    path = ARTEFACTS / f"{name}.png"
    if height > size["height"]:
        page.set_viewport_size({"width": size["width"], "height": height})
        page.wait_for_timeout(100)
    page.screenshot(path=path)
    page.set_viewport_size(size)
    return path
