"""A visitor with a real browser."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import chromium
from tests.browser.look import settle

MARK = "[role='graphics-symbol'][aria-label^='{place}, {point} ']"

_UNTIL_THE_PANEL_SAYS = """beginning => {
  window.took = new Promise(done => {
    let begun
    addEventListener('pointerdown', () => { begun = performance.now() }, { once: true, capture: true })
    const watch = new MutationObserver(() => {
      if (!document.getElementById('cell')?.textContent.startsWith(beginning)) return
      watch.disconnect()
      done((performance.now() - begun) / 1000)
    })
    watch.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
  })
}"""
"""Timed inside the page, from the mouse's button to the text in the document, so that playwright's own waiting does not count."""


@contextmanager
def browser() -> Iterator[Browser]:
    """A Chromium without a window."""
    path = chromium.provide()
    if path is None:
        raise RuntimeError(chromium.ADVICE)
    with sync_playwright() as playwright:
        one = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        yield one
        one.close()


def open_coverage(browser: Browser, address: str, query: str) -> Page:
    """Coverage in a browser that has nothing of it in its cache; returns as soon as the heatmap can be read."""
    page = browser.new_context(viewport={"width": 1280, "height": 1200}).new_page()
    page.goto(f"http://{address}/coverage?{query}", wait_until="commit")
    page.locator(MARK.split("[aria")[0]).first.wait_for(timeout=60_000)
    return page


def click_on(page: Page, place: str, point: str) -> float:
    """Click on a cell of the heatmap, by the country's name and the point; returns the seconds until the panel shows it."""
    settle(page)
    page.bring_to_front()
    page.evaluate(_UNTIL_THE_PANEL_SAYS, f"{place} – {point} ")
    page.locator(MARK.format(place=place, point=point)).click()
    took: float = page.evaluate("() => window.took")
    return took
