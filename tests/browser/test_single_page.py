"""The one web page of a region, opened from the disk without a network: worked by keyboard, readable in both themes, and nothing in it runs but its own."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from lib import shipped
from lib.model import Revision
from lib.outputs.leaving import page as written
from tests.browser.conftest import NewPage
from tests.browser.look import THEMES, violations
from tests.browser.test_injection import FOREIGN, LINKS, said, seen, watched
from tests.examples import WORDS
from tests.injection import FULL, GOOD_LINKS, MATRIX, PAYLOADS, TALL
from tests.strategies import FRAMEWORK, PLACES

NORTH, WEST, EUROPE = (shipped.current(region, FRAMEWORK, PLACES) for region in ("demonstration-north", "west-africa", "europe"))
HOSTILE = replace(WEST, matrix=MATRIX)


@pytest.fixture
def opened(new_page: NewPage, tmp_path: Path):
    """`opened(revision, color_scheme="dark")` opens its page from the disk in a window without a network, and remembers what it asked for."""

    def opened(revision: Revision, **options: object) -> Page:
        path = tmp_path / f"{revision.region}.html"
        path.write_bytes(written(revision, FRAMEWORK, PLACES, WORDS))
        page = watched(new_page(base_url=tmp_path.as_uri(), offline=True, **options))
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(path.as_uri())
        return page

    return opened


def cell(page: Page, name: str) -> Locator:
    """The cell whose name begins so."""
    return page.get_by_role("gridcell", name=re.compile(f"^{name}"))


def test_a_cell_is_opened_by_keyboard_and_its_activities_lead_to_their_sources(opened):
    page = opened(WEST)
    page.get_by_label("Order").focus()
    page.keyboard.press("Tab")
    expect(cell(page, "Region-wide, 1 ")).to_be_focused()
    while not page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("Senegal, 1 "):
        page.keyboard.press("ArrowDown")
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(cell(page, "Senegal, 7 ")).to_be_focused()
    panel = page.get_by_role("region", name="What is behind the open cell")
    expect(panel.get_by_role("heading", level=2)).to_have_text("Senegal – 7 Solutions for refugees")
    expect(panel.get_by_text("Some 12,000 Mauritanian refugees went home from Senegal with UNHCR in 2009.")).to_be_visible()
    page.keyboard.press("Tab")
    link = panel.get_by_role("link", name="UNHCR Global Report 2009, West Africa")
    expect(link).to_be_focused()
    assert link.get_attribute("href").startswith("https://docslib.org/doc/4558892/")
    expect(page.locator("#line")).to_contain_text("Open cell: Senegal – 7 Solutions for refugees")
    assert [url.split(":")[0] for url in page.asked] == ["file"]


def test_every_cell_says_what_the_dashboard_says_of_it(opened):
    page = opened(NORTH)
    expect(page.locator("[data-row]")).to_have_count(9 * 10)
    expect(cell(page, "Country B, 3 ")).to_have_attribute(
        "aria-label", "Country B, 3 Entry systems: Assessed as: In place; newest record: In place (2026)"
    )
    cell(page, "Country E, 4 ").click()
    panel = page.locator("#panel")
    for remark in NORTH.matrix.remarks:
        if (remark.place, remark.point) == ("XAE", "4"):
            expect(panel).to_contain_text(remark.missing)
    expect(panel.get_by_role("heading", name="Follow-up")).to_be_visible()
    cell(page, "Country H, 2 ").click()
    expect(panel).to_contain_text("That says nothing about whether one exists.")


def test_the_rows_are_put_in_another_order_and_the_open_cell_stays_open(opened):
    page = opened(NORTH)
    cell(page, "Country H, 1 ").click()
    names = page.locator("tbody th")
    assert names.all_inner_texts() == ["Region-wide", *(f"Country {letter}" for letter in "ABCDEFGH")]
    page.get_by_label("Order").select_option("Most assessed first")
    assert [text[-1] for text in names.all_inner_texts()] == [*"e", *"ABCDEFGH"]
    assert page.locator("tbody td.margin").all_inner_texts()[1:] == sorted(
        page.locator("tbody td.margin").all_inner_texts()[1:], key=lambda text: -int(text.split()[0])
    )
    expect(cell(page, "Country H, 1 ")).to_have_attribute("aria-selected", "true")


@pytest.mark.parametrize("revision", [NORTH, EUROPE], ids=("assessed", "recorded"))
def test_axe_finds_nothing_with_a_cell_open(opened, revision: Revision):
    page = opened(revision)
    cell(page, "Region-wide, 1 ").click()
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        assert violations(page) == []
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(15, 20, 25)"
        assert dark is (theme == "dark")


def test_what_a_workbook_says_stays_text(opened):
    page = opened(HOSTILE)
    cell(page, f"Benin, {FULL.point} ").click()
    page.mouse.move(640, 400)
    assert page.evaluate("() => [window.pwned, window.opened]") == [None, []]
    assert [element[:43] for element in page.evaluate(FOREIGN)] == ['<script type="application/json" id="matrix"'], "the data, and nothing else"
    shown = Counter(map(seen, page.locator("#panel .text").all_inner_texts()))
    assert not said(FULL) - shown
    assert said(FULL).total() > 11 * len(PAYLOADS)
    links = page.evaluate(LINKS)
    assert [href for _, _, href in links] == list(GOOD_LINKS)
    assert {(protocol, rel) for protocol, rel, _ in links} == {("http:", "noopener noreferrer"), ("https:", "noopener noreferrer")}
    assert [url.split(":")[0] for url in page.asked] == ["file"]


def test_no_text_is_wider_than_the_page(opened):
    page = opened(HOSTILE)
    cell(page, f"Burkina Faso, {TALL.point} ").click()
    for width in (400, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


def test_its_own_policy_lets_no_other_script_run_and_loads_nothing(opened, console_errors: list[str]):
    page = opened(NORTH)
    page.evaluate("""() => {
      const script = document.createElement('script')
      script.textContent = 'window.pwned = 1'
      document.body.append(script)
      document.body.insertAdjacentHTML('beforeend', '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" onerror="window.broken = 1">')
    }""")
    page.wait_for_timeout(200)
    assert page.evaluate("window.pwned") is None
    assert console_errors, "the browser says what the policy refused"
    assert all("Content Security Policy" in error for error in console_errors)
    console_errors.clear()


def test_on_paper_it_is_light_and_whole(opened):
    page = opened(EUROPE, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator(".matrix").evaluate("e => e.scrollHeight <= e.clientHeight + 1")
    expect(page.get_by_label("Order")).to_be_hidden()
