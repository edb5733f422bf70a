"""How a desk finds a practice, in a real browser."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.look import settle, visit
from tests.browser.test_coverage import address
from tests.browser.test_injection import seen, shown, unharmed, watched
from tests.injection import GOOD_LINKS, LONG, PAYLOADS


def choose(page: Page, facet: str, option: str) -> None:
    page.get_by_label(facet, exact=True).click()
    page.get_by_role("option", name=option).click()
    page.keyboard.press("Escape")
    settle(page)


def tags(page: Page) -> list[str]:
    return [tag.strip() for tag in page.locator("[data-testid=stMultiSelect] [data-tag]").all_inner_texts()]


def count(page: Page) -> int:
    said = page.get_by_text(re.compile(r"\d+ of \d+ activities;")).inner_text()
    return int(said.split()[0])


def test_a_practice_is_found_by_typing_and_choosing_and_opens_its_cell(page: Page) -> None:
    visit(page, "/practices")
    box = page.get_by_label("Search", exact=True)
    box.press_sequentially("border off", delay=60)
    expect(page.get_by_text(re.compile(r"^7 of 774 activities;"))).to_be_visible()  # no Enter: it searches while one types
    expect(box).to_be_focused()
    choose(page, "Action point", "3 Entry systems")
    choose(page, "Region", "Europe")
    assert address(page) == {"q": "border off", "points": "3", "regions": "europe"}
    head = page.get_by_test_id("stPageLink").first
    country = head.inner_text().splitlines()[-1].split(" (")[0]  # after the arrow
    head.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Coverage")
    expect(page.get_by_role("heading", level=2)).to_contain_text(f"{country} – 3 ")


def test_the_numbers_behind_what_is_chosen_keep_up_and_what_was_chosen_stays_chosen_and_a_link_opens_the_same_cards_in_a_fresh_browser(
    page: Page, new_page: NewPage
) -> None:
    visit(page, "/practices")
    choose(page, "Action point", "3 Entry systems")
    assert tags(page) == [f"3 Entry systems ({count(page)})"]
    choose(page, "Actor", "UNHCR")
    first = count(page)
    assert tags(page) == [f"3 Entry systems ({first})", f"UNHCR ({first})"]
    choose(page, "Action point", "4 Reception")
    assert address(page) == {"points": "3,4", "actors": "unhcr"}
    assert [tag.rsplit(" ", 1)[0] for tag in tags(page)] == ["3 Entry systems", "4 Reception", "UNHCR"]
    assert f"3 Entry systems ({first})" in tags(page) and f"UNHCR ({count(page)})" in tags(page)

    visit(page, "/practices?evidence=document&years=2010-2014")
    page.get_by_role("button", name="Page 3", exact=True).click()
    expect(page).to_have_url(re.compile("page=3"))
    settle(page)
    fresh = new_page()
    visit(fresh, page.url[page.url.index("/practices") :])
    cards = [one.get_by_test_id("stPageLink").all_inner_texts() for one in (page, fresh)]
    assert len(cards[0]) == 20 and cards[0] == cards[1]
    assert address(fresh) == address(page)


def test_every_card_shows_what_a_workbook_says_letter_by_letter_and_what_is_searched_for_is_text_too(new_page: NewPage, hostile: str) -> None:
    page = watched(new_page(base_url=hostile, own=True))
    said: set[str] = set()
    links: set[str] = set()
    total, number = 1, 1
    while (number - 1) * 20 < total:
        visit(page, f"/practices?page={number}")
        unharmed(page)
        said |= set(shown(page))
        links |= {link.get_attribute("href") or "" for link in page.locator("a[target=_blank]").all()}
        total, number = count(page), number + 1
    assert total > len(PAYLOADS)
    assert {seen(text) for text in (*PAYLOADS, LONG)} - said == set()
    assert links == set(GOOD_LINKS)
    page.get_by_label("Actor", exact=True).click()
    expect(page.get_by_role("option").first).to_be_visible()
    unharmed(page)

    visit(page, "/practices")
    box = page.get_by_label("Search", exact=True)
    for texts in (PAYLOADS[::2], PAYLOADS[1::2]):
        box.fill(f"zzzz {' '.join(texts)}")
        box.press("Enter")
        expect(page.get_by_text("No activity fits all of this:")).to_be_visible()
        settle(page)
        unharmed(page)
