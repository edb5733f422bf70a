"""What a desk does with a country's page, in a real browser: choose, read, follow, print."""

import re

from playwright.sync_api import Page, expect

from tests.browser.look import settle, switch_theme, visit
from tests.browser.test_coverage import address

ASSESSED, RECORDED, EMPTY = "/country?place=XAB", "/country?place=ETH", "/country?place=AND"


def pages(page: Page) -> int:
    """The number of pages of A4 that the page prints on."""
    return len(re.findall(rb"/Type /Page\b", page.pdf(format="A4")))


def test_a_country_is_chosen_read_and_opened_on_coverage(page: Page) -> None:
    visit(page, RECORDED)
    page.get_by_label("Country or territory", exact=True).focus()
    page.keyboard.type("Senegal")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Senegal")
    settle(page)
    assert address(page) == {"place": "SEN", "region": "west-africa"}
    page.get_by_role("link", name="7 Solutions for refugees").click()
    expect(page.get_by_role("heading", name="7 Solutions for refugees")).to_be_in_viewport()
    assert address(page) == {"place": "SEN", "region": "west-africa"}
    page.get_by_role("link", name="Open 7 Solutions on Coverage").click()
    expect(page.get_by_role("heading", name="Senegal – 7 Solutions for refugees")).to_be_visible()
    settle(page)
    assert address(page) == {"region": "west-africa", "place": "SEN", "point": "7"}


def test_on_paper_stand_all_of_a_country_its_sources_and_the_disclaimer_whatever_the_screens_colours(
    page: Page,
) -> None:
    visit(page, EMPTY)
    assert pages(page) == 1, "one of which nothing is known fits a page"
    visit(page, RECORDED)
    assert 3 <= pages(page) <= 5
    page.emulate_media(media="print")
    for gone in ("stHeader", "stSelectbox", "stPageLink"):
        assert page.get_by_test_id(gone).count()
        expect(page.get_by_test_id(gone).filter(visible=True)).to_have_count(0)
    for text in ("imply no opinion on the legal status", "Source: matrix of Gulf of Aden", "The workbook's content is as of"):
        expect(page.get_by_text(text)).to_be_visible()
    addresses = page.evaluate("() => [...document.querySelectorAll('.sheet a[href^=http]')].map((a) => getComputedStyle(a, '::after').content)")
    assert addresses and all("http" in written for written in addresses)
    page.emulate_media(media="null")

    visit(page, ASSESSED)
    looks = {}
    for theme in ("light", "dark"):
        switch_theme(page, theme)
        page.emulate_media(media="print", color_scheme=theme)
        looks[theme] = page.evaluate("""() => [...document.querySelectorAll('.sheet p, .sheet .mark, .stHtml span[aria-hidden]')]
          .filter((e) => e.checkVisibility()).map((e) => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor])""")
        page.emulate_media(media="null", color_scheme=theme)
    assert looks["light"] == looks["dark"]
    assert len({tuple(look) for look in looks["light"]}) > 3
