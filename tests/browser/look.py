"""How a test looks at a page: open it, wait until it has settled, look it over in all its looks, check it with axe, keep a picture if one is asked for."""

import os
import re
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LAPTOP, PROJECTOR = (1280, 720), (1920, 1080)
PAPER = (688, 1016)
"""A4 within its margins, in pixels."""
PHONE = (320, 800)
"""What is left of a laptop's window at 400 % (WCAG 1.4.10)."""
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


_OF_STREAMLIT = {
    "presentation-role-conflict": "the box that files are dropped on says that it is nothing; its button is beside it",
    "aria-dialog-name": "a toast stays until it is closed and Tab reaches it, but it has no name",
}
"""Rules of good practice, beyond WCAG, that Streamlit's own front end breaks, and why that harms nobody here."""


OF_THE_LOOK = ("color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable")
"""The rules whose answer hangs on colours or on the size of the window: the others read what the page says of itself, which is the same in all its looks."""


def violations(page: Page, within: str | None = None, only: Collection[str] = ()) -> list[str]:
    """What axe finds wrong on the page (WCAG 2.2 A and AA; of a whole page also that its headings and landmarks are in order), one line per element:
    rule, element, why. `within` is a CSS selector; `only` names the rules to go by."""
    rules = {
        "runOnly": [*only] or ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", *(() if within else ("best-practice",))],
        "rules": {} if only else {rule: {"enabled": False} for rule in _OF_STREAMLIT},
        "resultTypes": ["violations"],
    }
    found: list[dict[str, Any]] = Axe().run(page, context=within, options=rules).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]} – {'; '.join(check['message'] for check in (*node['any'], *node['all'], *node['none']))}"
        for rule in found
        for node in rule["nodes"]
    ]


def keep_picture(page: Page, name: str) -> None:
    """A picture of the whole page in artefacts/, for people to look at: taken if they ask for it (`PICTURES=1`), for no test depends on one."""
    if "PICTURES" not in os.environ:
        return
    size = page.viewport_size or {"width": 1280, "height": 720}
    # Streamlit scrolls inside the window, so "the whole page" is a window as tall as its content.
    height = page.evaluate("() => document.fonts.ready.then(() => document.querySelector('[data-testid=stMain]').scrollHeight)")
    if height > size["height"]:
        page.set_viewport_size({"width": size["width"], "height": height})
        page.wait_for_timeout(100)
    page.screenshot(path=ARTEFACTS / f"{name}.png")
    page.set_viewport_size(size)


CUT_OFF = "all => all.filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.textContent)"

_SIDEWAYS = "e => e.scrollWidth > e.clientWidth"
_TO_CLICK = ":is([data-testid=stMain], [data-testid=stHeader]) :is(button, input, select, textarea, [role=combobox], [role=radio], [role=switch])"


_OF_THE_SCREEN = re.compile(
    r"Click a cell|Choose a cell|read what is behind|\(a picture |First time here|^To the figures|Numbers in brackets|Open Progress"
)
"""What only helps whoever has the page before them: what to click, and what stands elsewhere."""


def look_over(page: Page, name: str, allowed: Collection[str] = (), also: Callable[[Page], object] = lambda page: None) -> None:
    """See that an open page is right in all its looks, whatever it shows, and keep pictures of it. `allowed`: what axe finds in Streamlit's own front end
    and cannot be mended from here (`element`); each must be found
    on a laptop. `also` looks at the page in every theme and size."""
    for theme in THEMES:  # axe looks at the light page on a laptop, and at the dark one on a projector at what may differ there
        switch_theme(page, theme)
        found = {violation: element(violation) for violation in violations(page, only=() if theme == "light" else OF_THE_LOOK)}
        assert [violation for violation, what in found.items() if what not in allowed] == []
        assert theme == "dark" or set(allowed) == set(found.values()), "an exception that is not needed any more"
        for width, height in (LAPTOP, PROJECTOR) if theme == "light" else (PROJECTOR, LAPTOP):
            resize(page, width, height)
            is_sound(page)
            also(page)
        keep_picture(page, f"{name}-{theme}-{width}")
    prints(page)
    resize(page, *PHONE)
    assert not page.get_by_test_id("stMain").evaluate(_SIDEWAYS), "at 400 % the page scrolls sideways"
    resize(page, *LAPTOP)


_ONE_OVER_THE_OTHER = """() => {
  const [who, languages] = [".st-key-who", ".st-key-language"].map((it) => document.querySelector(it)?.getBoundingClientRect())
  return who && languages && who.right > languages.left && who.left < languages.right && who.bottom > languages.top && who.top < languages.bottom
}"""


def is_sound(page: Page) -> None:
    """No error, its title in view, and nothing wider than the place it has."""
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_test_id("stAlertContentError")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    assert not page.get_by_test_id("stMain").evaluate(_SIDEWAYS), "the page scrolls sideways"
    assert not page.evaluate(_ONE_OVER_THE_OTHER), "who is here and the languages stand one over the other"
    for chart in page.get_by_test_id("stVegaLiteChart").all():
        assert chart.evaluate("e => e.scrollWidth <= e.clientWidth + 1"), "a chart is cut off"
    assert page.locator("h1, h2, h3, th, [data-testid=stPageLink]").evaluate_all(CUT_OFF) == []


def prints(page: Page) -> None:
    """On A4 stands what was chosen and whose judgement it is not, as wide as the paper, and nothing to click; a chart fits a sheet."""
    page.emulate_media(media="print")
    resize(page, *PAPER)
    expect(page.locator(".on-paper")).to_be_visible()
    expect(page.get_by_text("imply no opinion on the legal status").last).to_be_visible()
    expect(page.locator(_TO_CLICK).filter(visible=True)).to_have_count(0)
    expect(page.get_by_text(_OF_THE_SCREEN).filter(visible=True)).to_have_count(0)
    assert not page.get_by_test_id("stMain").evaluate(_SIDEWAYS), "a page is wider than the paper"
    for chart in page.locator("[data-testid=stVegaLiteChart] svg").all():
        box = chart.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= PAPER[0] + 1 and box["height"] <= PAPER[1]
    page.emulate_media(media="null")


def sheets(page: Page) -> int:
    """On how many sheets of A4 a page is printed."""
    return len(re.findall(rb"/Type /Page\b", page.pdf(prefer_css_page_size=True)))


def resize(page: Page, width: int, height: int) -> None:
    """Make the window so large, and wait until the page has followed."""
    if page.viewport_size != {"width": width, "height": height}:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(150)  # what is drawn anew is drawn by the browser alone: no script runs
        page.wait_for_function(_SETTLED, polling=50)


def element(violation: str) -> str:
    """A violation by its rule, its element and that element's name: what Streamlit generates anew with each version is left out."""
    rule, html = violation.split(": ", 1)
    tag, name = re.match(r"<(\w+)", html), re.search(r'aria-label="[^"]*"', html)
    return f"{rule}: <{tag[1] if tag else '?'} {name[0] if name else ''}".strip()
