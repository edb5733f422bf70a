"""What a focal point does on Compare, in a real browser."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.look import settle, visit
from tests.browser.test_injection import FOREIGN
from tests.injection import GOOD_LINKS, REGION

NORTH_AND_SOUTH = "/compare?groups=demonstration-north,demonstration-south"


def address(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


SAID = """() => {
  const main = document.querySelector('[data-testid=stMain]').cloneNode(true)
  main.querySelectorAll('svg').forEach((picture) => picture.remove())
  return main.textContent
}"""
"""All that a page says beside its charts."""


def bars(page: Page):
    return page.locator("[data-testid=stVegaLiteChart] [role='graphics-symbol'][aria-label^='in place in']")


def test_a_link_opens_the_same_comparison_in_a_fresh_browser_and_figures_follow_with_the_interval_on_demand(page: Page, new_page: NewPage) -> None:
    visit(page, "/compare?groups=west-africa,americas&point=3")
    expect(page.get_by_text("10 activities recorded, in 8 of 35 countries")).to_be_visible()
    page.get_by_label("Action point", exact=True).focus()
    page.keyboard.type("7 Solutions")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Practices side by side: 7 ")).to_be_visible()
    settle(page)
    page.get_by_role("button", name=re.compile("^.*Show 8 more")).first.click()
    settle(page)
    fresh = new_page()
    visit(fresh, page.url.removeprefix(page.url.split("/compare")[0]))
    assert address(fresh) == address(page)
    assert address(page) | {"groups": "west-africa,americas", "point": "7"} == address(page)
    assert fresh.evaluate(SAID) == page.evaluate(SAID)
    expect(fresh.get_by_role("heading", name="West Africa")).to_be_visible()

    visit(fresh, NORTH_AND_SOUTH + "&point=4")
    charts = fresh.get_by_test_id("stVegaLiteChart")
    expect(charts).to_have_count(1)
    expect(bars(fresh).first).to_be_visible()
    fresh.get_by_text("Show what is possible at least and at most").click()
    expect(charts).to_have_count(2)
    settle(fresh)
    assert address(fresh)["interval"] == "on"
    expect(fresh.get_by_text("a larger share of the countries of Demonstration South than of those of Demonstration North")).to_be_visible()


def test_nothing_that_a_workbook_says_runs_or_becomes_an_element(new_page: NewPage, hostile: str) -> None:
    page = new_page(base_url=hostile)
    other = "conference-or-process.ecowas-member-states"
    for point in ("3", "5"):
        visit(page, f"/compare?groups={REGION.id},{other}&point={point}&open={REGION.id},{other}&interval=on")
        expect(page.get_by_test_id("stException")).to_have_count(0)
        assert page.evaluate(FOREIGN) == []
        assert page.evaluate("window.pwned") is None
    visit(page, f"/compare?groups={REGION.id},{other}&point=3&open={REGION.id}")
    links = page.evaluate("() => [...document.querySelectorAll('a[target=_blank]')].map((a) => a.getAttribute('href'))")
    assert links == list(GOOD_LINKS)
