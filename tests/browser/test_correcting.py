"""From what an office sent in a layout of its own to the revision that everybody sees, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, StartServer
from tests.browser.look import OF_THE_LOOK, keep_picture, settle, switch_theme, violations, visit
from tests.browser.test_upload import hand_in, publish
from tests.test_page_correcting import coloured


@pytest.fixture
def base_url(server: StartServer) -> str:
    """A server of its own: what is published stays published."""
    return server()


def choose(page: Page, label: str, option: str) -> None:
    box = page.get_by_label(label, exact=True)
    box.scroll_into_view_if_needed()
    settle(page)  # a list closes when what lies behind it scrolls
    box.click()
    page.get_by_role("option", name=option, exact=True).click()
    settle(page)


def test_a_french_grid_of_colours_is_read_once_its_two_colours_are_named(new_page: NewPage, base_url: str) -> None:
    page = new_page(base_url=base_url)
    visit(page, "/upload?region=west-africa")
    hand_in(page, coloured(), "matrice.xlsx")
    expect(page.get_by_text("It cannot be published yet: 2 errors come first.")).to_be_visible()
    for theme in ("light", "dark"):
        switch_theme(page, theme)
        assert violations(page, only=() if theme == "light" else OF_THE_LOOK) == []
        assert page.get_by_test_id("stMain").evaluate("e => e.scrollWidth <= e.clientWidth"), "the page scrolls sideways"
        keep_picture(page, f"correcting-{theme}")
    choose(page, "What mark 1 stands for", "In place")
    choose(page, "What mark 2 stands for", "Planned")
    expect(page.get_by_role("heading", name="4. What changes")).to_be_visible()
    page.reload()
    settle(page)
    expect(page.get_by_label("What mark 1 stands for", exact=True)).to_have_value("In place")
    publish(page)
    visit(page, "/coverage?region=west-africa&place=BEN&point=1")
    expect(page.get_by_text("matrice.xlsx, Matrice!B3").first).to_be_visible()
    hand_in_again(page)
    page.get_by_role("button", name="Read it as then").click()
    expect(page.get_by_role("heading", name="4. What changes")).to_be_visible()


def hand_in_again(page: Page) -> None:
    """The next file of the same shape."""
    visit(page, "/upload?region=west-africa&file=")
    hand_in(page, coloured(("Mali",)), "matrice-2.xlsx")
