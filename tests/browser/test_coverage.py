"""What a desk does on Coverage, in a real browser."""

import re
from urllib.parse import parse_qs, urlsplit

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


def test_cells_are_clicked_chosen_by_name_and_clicked_again_and_the_last_survives_a_look_at_another_page(page: Page) -> None:
    visit(page, NORTH)
    for country in ("Country B", "Country C", "Country B"):
        cell(page, country, "3").click()
        panel(page, country, "3 Protection-sensitive entry systems")
    assert address(page) == {"region": "demonstration-north", "place": "XAB", "point": "3"}
    settle(page)
    page.get_by_label("Country or territory", exact=True).focus()
    page.keyboard.type("Country D")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    panel(page, "Country D", "3")
    settle(page)
    cell(page, "Country B", "3").click()
    panel(page, "Country B", "3")
    page.get_by_role("button", name="About").click()
    page.get_by_role("menuitem", name="Method").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Method")
    page.get_by_role("button", name="Explore").click()
    page.get_by_role("menuitem", name="Coverage").click()
    panel(page, "Country B", "3")
    settle(page)
    assert address(page) == {"region": "demonstration-north", "place": "XAB", "point": "3"}


def test_a_link_opens_the_same_view_in_a_fresh_browser_and_there_the_grid_is_worked_by_keyboard_alone(page: Page, new_page: NewPage) -> None:
    visit(page, NORTH + "&points=1,3,8&evidence=document&order=assessed&view=table&place=XAC&point=3")
    fresh = new_page()
    visit(fresh, page.url.removeprefix(page.url.split("/coverage")[0]))
    for one in (page, fresh):
        panel(one, "Country C", "3")
        expect(one.get_by_role("grid").get_by_role("columnheader")).to_have_count(5)
    assert address(fresh) == address(page)
    settle(page), settle(fresh)
    assert page.get_by_role("grid").inner_text() == fresh.get_by_role("grid").inner_text()

    visit(fresh, NORTH + "&view=table")
    fresh.get_by_role("radio", name="Table").focus()
    while not focused(fresh).startswith("Region-wide, 1 "):
        fresh.keyboard.press("Tab")
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight", "Enter"):
        fresh.keyboard.press(key)
    panel(fresh, "Country B", "3")
    settle(fresh)
    assert address(fresh)["place"] == "XAB"
    assert focused(fresh).startswith("Country B, 3 "), "the focus stays on the cell that was opened"


def test_overview_leads_to_a_regions_matrix(page: Page) -> None:
    visit(page, "/")
    page.get_by_role("link", name="Central Asia").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Coverage")
    settle(page)
    assert address(page) == {"region": "central-asia"}
    expect(page.get_by_label("Region", exact=True)).to_have_value("Central Asia")


def test_the_panel_links_each_source_and_a_table_of_forty_eight_countries_needs_no_scrolling_sideways(page: Page) -> None:
    visit(page, "/coverage?region=west-africa&place=SEN&point=7")
    expect(page.get_by_text("Some 12,000 Mauritanian refugees went home from Senegal with UNHCR in 2009.")).to_be_visible()
    expect(page.get_by_role("link", name="UNHCR Global Report 2009, West Africa")).to_have_attribute(
        "href", re.compile("^https://docslib.org/doc/4558892/")
    )
    visit(page, "/coverage?region=europe&view=table")
    assert page.get_by_test_id("stMain").evaluate("e => e.scrollWidth <= e.clientWidth")
    assert page.locator(".matrix").evaluate("e => e.scrollWidth <= e.clientWidth + 1")
