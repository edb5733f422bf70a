"""Takes the pictures of the guide (docs/images/guide) anew: `make screenshots`. The dashboard as it is shipped, in a window of 1280 × 720, in light colours."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from tests.browser import chromium
from tests.browser.conftest import FLAGS, serving
from tests.browser.look import settle, visit
from tests.browser.test_upload import edited, hand_in, planned, publish, take

FOLDER = Path(__file__).parents[1] / "docs" / "images" / "guide"
SIZE = {"width": 1280, "height": 720}
REGION = "demonstration-north"


def opened(path: str, under: str = "") -> Callable[[Page], None]:
    """Open a path; scroll until a heading stands at the top, if one is named."""

    def show(page: Page) -> None:
        visit(page, path)
        if under:
            scroll_to(page, under)

    return show


def scroll_to(page: Page, heading: str) -> None:
    """Scroll until a heading stands under the bar on top."""
    settle(page)
    page.get_by_role("heading", name=heading).first.evaluate("e => { e.style.scrollMarginTop = '80px'; e.scrollIntoView() }")
    page.wait_for_timeout(300)


def handed_in(page: Page) -> None:
    """A workbook with one changed status, before it is published."""
    hand_in(page, edited(take(page), planned("XAB", "K")), "Country B, November.xlsx")
    scroll_to(page, "4. What changes")


def published(page: Page) -> None:
    """That workbook published, and the history of its region."""
    publish(page)
    visit(page, f"/history?region={REGION}")


def in_a_session(page: Page) -> None:
    """A planning session at a point that is patchy, a country chosen."""
    visit(page, f"/planning?region={REGION}")
    page.get_by_label("Your name").fill("A person")
    settle(page)
    page.get_by_role("button", name="Begin", exact=True).click()
    settle(page)
    visit(page, f"{page.url}&step=5&place=XAD")
    page.get_by_label("Your name").fill("A person")
    page.get_by_label("Your name").blur()


PICTURES: dict[str, Callable[[Page], None]] = {
    "overview": opened("/"),
    "coverage": opened(f"/coverage?region={REGION}&place=XAB&point=3"),
    "gaps": opened(f"/gaps?region={REGION}&point=5"),
    "ask": opened("/gaps?region=west-africa&part=ask"),
    "compare": opened("/compare?groups=demonstration-north,demonstration-south&point=5", under="Figures"),
    "country": opened(f"/country?region={REGION}&place=XAD"),
    "practices": opened("/practices?q=training"),
    "progress": opened(f"/progress?region={REGION}"),
    "briefing": opened(f"/briefing?about={REGION}"),
    "upload": handed_in,
    "history": published,
    "planning": in_a_session,
}
"""The pictures, each with how it comes about, in this order: what is published stays published."""


def take_all() -> None:
    """Take every picture."""
    path = chromium.find()
    assert path, chromium.ADVICE
    expect.set_options(timeout=60_000)  # nothing is tested here: a busy machine may take its time
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, serving(Path(home), {}) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=[*FLAGS, "--font-render-hinting=none"]
        )  # a headless one would crowd the letters
        page = browser.new_context(base_url=address, viewport=SIZE, color_scheme="light", locale="en-GB").new_page()
        for name, show in PICTURES.items():
            show(page)
            settle(page)
            page.mouse.move(0, 0)  # what it points to would show its own buttons
            page.screenshot(path=FOLDER / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    take_all()
