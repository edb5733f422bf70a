"""What a desk does on Coverage, in a real browser."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.look import settle, visit

NORTH = "/coverage?region=demonstration-north"


def address(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def cell(page: Page, country: str, point: str):
    return page.locator(f"[role='graphics-symbol'][aria-label^='{country}, {point} ']")


def panel(page: Page, country: str, point: str) -> None:
    expect(page.get_by_role("heading", name=f"{country} – {point}")).to_be_visible()


def focused(page: Page) -> str:
    """The accessible name of what has the focus, inside components too."""
    return page.evaluate("() => { let e = document.activeElement; while (e?.shadowRoot) e = e.shadowRoot.activeElement; return e?.ariaLabel ?? '' }")


def test_a_click_on_a_cell_opens_it_beside_the_chart_and_in_the_address(page: Page) -> None:
    visit(page, NORTH)
    cell(page, "Country B", "3").click()
    panel(page, "Country B", "3 Protection-sensitive entry systems")
    assert address(page) == {"region": "demonstration-north", "place": "XAB", "point": "3"}


def test_a_click_on_another_cell_and_back_opens_each(page: Page) -> None:
    visit(page, NORTH)
    for country in ("Country B", "Country C", "Country B"):
        cell(page, country, "3").click()
        panel(page, country, "3")


def test_a_cell_can_be_clicked_again_after_another_was_chosen_by_name(page: Page) -> None:
    visit(page, NORTH)
    cell(page, "Country B", "3").click()
    panel(page, "Country B", "3")
    settle(page)
    page.get_by_label("Country or territory", exact=True).focus()
    page.keyboard.type("Country D")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    panel(page, "Country D", "3")
    settle(page)
    cell(page, "Country B", "3").click()
    panel(page, "Country B", "3")


def test_a_link_opens_the_same_view_in_a_fresh_browser(page: Page, new_page: NewPage) -> None:
    visit(page, NORTH + "&points=1,3,8&evidence=document&order=assessed&view=table&place=XAC&point=3")
    fresh = new_page()
    visit(fresh, page.url.removeprefix(page.url.split("/coverage")[0]))
    for one in (page, fresh):
        panel(one, "Country C", "3")
        expect(one.get_by_role("grid").get_by_role("columnheader")).to_have_count(5)
    assert address(fresh) == address(page)
    settle(page), settle(fresh)
    assert page.get_by_role("grid").inner_text() == fresh.get_by_role("grid").inner_text()


def test_a_choice_survives_a_look_at_another_page(page: Page) -> None:
    visit(page, NORTH + "&place=XAB&point=3")
    page.get_by_role("button", name="About").click()
    page.get_by_role("menuitem", name="Method").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Method")
    page.get_by_role("button", name="Explore").click()
    page.get_by_role("menuitem", name="Coverage").click()
    panel(page, "Country B", "3")
    settle(page)
    assert address(page) == {"region": "demonstration-north", "place": "XAB", "point": "3"}


def test_overview_leads_to_a_regions_matrix(page: Page) -> None:
    visit(page, "/")
    page.get_by_role("link", name="Central Asia").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Coverage")
    settle(page)
    assert address(page) == {"region": "central-asia"}
    expect(page.get_by_label("Region", exact=True)).to_have_value("Central Asia")


def test_the_grid_is_worked_by_keyboard_alone(page: Page) -> None:
    visit(page, NORTH + "&view=table")
    page.get_by_role("radio", name="Table").focus()
    while not focused(page).startswith("Region-wide, 1 "):
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    panel(page, "Country B", "3")
    settle(page)
    assert address(page)["place"] == "XAB"
    assert focused(page).startswith("Country B, 3 "), "the focus stays on the cell that was opened"


@pytest.mark.parametrize("view", ["chart", "table"])
def test_forty_eight_countries_need_no_scrolling_sideways_on_a_projector(page: Page, view: str) -> None:
    visit(page, f"/coverage?region=europe&view={view}")
    main = page.get_by_test_id("stMain")
    assert main.evaluate("e => e.scrollWidth <= e.clientWidth")
    drawing = page.locator(".matrix, [data-testid=stVegaLiteChart]").first
    assert drawing.evaluate("e => e.scrollWidth <= e.clientWidth + 1")


def test_the_panel_shows_every_activity_with_its_year_and_a_link_to_its_source(page: Page) -> None:
    visit(page, "/coverage?region=west-africa&place=SEN&point=7")
    expect(page.get_by_text("Some 12,000 Mauritanian refugees went home from Senegal with UNHCR in 2009.")).to_be_visible()
    expect(page.get_by_role("link", name="UNHCR Global Report 2009, West Africa")).to_have_attribute(
        "href", re.compile("^https://docslib.org/doc/4558892/")
    )
