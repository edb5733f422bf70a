"""The language of the interface in a browser: chosen at the top of every page, kept in the address, and told to a screen reader."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.look import keep_picture, settle, visit
from tests.workbooks import CATALOGUES

COVERAGE = "/coverage?region=west-africa"


def status(language: str) -> str:
    return CATALOGUES[language].text("status.planned")


def spoken(page: Page, language: str) -> None:
    """Wait until the page speaks a language, and says so itself."""
    expect(page.locator("p", has_text=status(language)).first).to_be_visible()
    page.wait_for_function("language => document.documentElement.lang === language", arg=language)


def test_a_link_opens_in_its_language_and_another_can_be_chosen_that_stays(page: Page):
    visit(page, f"{COVERAGE}&lang=fr")
    spoken(page, "fr")
    choice = page.get_by_role("radiogroup", name=CATALOGUES["fr"].text("languages.choose"))
    expect(choice.get_by_role("radio")).to_have_text(["English", "Français", "Español"])
    choice.get_by_text("Español", exact=True).click()
    spoken(page, "es")
    expect(page).to_have_url(re.compile(r"lang=es"))
    region = page.get_by_role("combobox").first
    expect(region).to_have_value(CATALOGUES["es"].text("region.west-africa"))
    keep_picture(page, "language-es")
    # Spanish names touch one another over the columns, and Vega would hide every other one.
    assert page.locator('[data-testid=stVegaLiteChart] text[opacity="0"]').count() == 0
    page.get_by_test_id("stTopNavSection").last.click()
    page.get_by_test_id("stTopNavDropdownLink").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(CATALOGUES["es"].text("page.method"))
    expect(page).to_have_url(re.compile(r"/method\?lang=es"))
    page.wait_for_function("document.documentElement.lang === 'es'")


def test_it_is_chosen_with_the_keyboard(page: Page):
    visit(page, COVERAGE)
    spoken(page, "en")
    page.get_by_role("radio", name="Français").focus()
    page.keyboard.press("Space")
    spoken(page, "fr")


@pytest.mark.parametrize(("locale", "language"), [("es-MX", "es"), ("de-DE", "en")])
def test_without_a_choice_it_is_the_browsers_and_the_address_stays_clean(new_page: NewPage, locale: str, language: str):
    page = new_page(locale=locale)
    visit(page, COVERAGE)
    spoken(page, language)
    assert "lang=" not in page.url


@pytest.mark.parametrize("width", [1280, 400])
def test_the_choice_covers_nothing(new_page: NewPage, width: int):
    page = new_page(viewport={"width": width, "height": 720})
    visit(page, f"{COVERAGE}&lang=fr")
    spoken(page, "fr")
    keep_picture(page, f"language-{width}")
    box = page.locator(".st-key-language").bounding_box()
    title = page.get_by_role("heading", level=1).bounding_box()
    menu = page.get_by_test_id("stMainMenu").bounding_box()
    assert box and title and menu
    assert box["x"] >= 0 and box["x"] + box["width"] <= width
    assert box["y"] + box["height"] <= title["y"]
    assert box["x"] + box["width"] <= menu["x"] or box["y"] >= menu["y"] + menu["height"]


LISTED = Path(__file__).parents[2] / "docs" / "accessibility.md"
ENGLISH = re.compile(
    r"\b(all|app|apply|available|choose|clear|copy|dark|date:?|dismiss|drag|drop|enter|file|for|heading|help|here|light|main|next|no|of|open|press|previous"
    r"|print|record|remove|results?|select|selected|skip|streamlit|system|the|theme|to|upload|value|values|with)\b",
    re.IGNORECASE,
)
"""Words of controls that are not French."""
SAID = """() => {
  const found = new Set(), quoted = '[data-testid=stHtml], [data-testid=stMarkdownContainer], [data-testid=stIconMaterial], svg, script, style, noscript'
  for (const e of document.querySelectorAll('body *')) {
    if (e.closest(quoted) || !e.checkVisibility()) continue
    for (const name of ['aria-label', 'placeholder', 'title']) if (e.getAttribute(name)) found.add(e.getAttribute(name))
    for (const text of e.childNodes) if (text.nodeType === 3 && text.textContent.trim()) found.add(text.textContent.trim())
  }
  return [...found]
}"""


@pytest.mark.looks
def test_what_is_english_on_a_french_page_is_listed(page: Page):
    listed = LISTED.read_text().split("## What Streamlit says in English")[1]
    known = [re.compile(re.escape(text).replace("…", ".*")) for text in re.findall("“(.+?)”", listed)]
    said: set[str] = set()
    for path, box in (
        ("/upload", ""),
        ("/practices", "stMultiSelect"),
        ("/compare", "stMultiSelect"),
        ("/progress", "stSelectbox"),
        ("/briefing", ""),
    ):
        visit(page, f"{path}?lang=fr")
        spoken_of = page.get_by_role("heading", level=1)
        expect(spoken_of).to_have_text(CATALOGUES["fr"].text(f"page.{path[1:]}"))
        if box:
            page.get_by_test_id(box).first.locator("input").last.click()
            page.keyboard.type("zzzz")
            page.wait_for_timeout(300)
        said.update(page.evaluate(SAID))
    page.keyboard.press("Escape")
    settle(page)
    page.get_by_test_id("stMainMenu").get_by_role("button").click()
    said.update(page.evaluate(SAID))
    assert {"Skip to main content", "No results", "file upload"} <= said, "the page says them still, and this test sees it"
    assert [text for text in sorted(said) if ENGLISH.search(text) and not any(one.fullmatch(text) for one in known)] == []
