"""The language of the interface in a browser: chosen at the top of every page, kept in the address, and told to a screen reader."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.look import keep_picture, visit
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
