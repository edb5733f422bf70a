"""The look around and the meaning of words in a real browser, by keyboard alone: nothing traps whoever comes for the first time."""

from playwright.sync_api import Page, expect

from tests.browser.look import settle, violations, visit


def test_the_look_around_is_gone_through_by_keyboard_and_keeps_its_place(page: Page) -> None:
    visit(page, "/")
    page.get_by_role("button", name="Look around in 5 steps").focus()
    page.keyboard.press("Enter")
    settle(page)
    page.get_by_role("button", name="Next").focus()
    for step in range(2, 6):
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name=f"{step} of 5: ")).to_be_visible()
        settle(page)
        assert page.evaluate("document.activeElement.tagName") == "BUTTON", "the focus went astray"
    assert violations(page) == []
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Look around in 5 steps")).to_be_visible()
    expect(page.get_by_text("First time here?")).to_have_count(0)


def test_the_meaning_of_words_opens_and_closes_by_keyboard_and_leads_to_all_of_them(page: Page) -> None:
    visit(page, "/gaps?region=demonstration-north")
    page.get_by_role("button", name="What the words mean").focus()
    page.keyboard.press("Enter")
    meaning = page.get_by_text("At least one country has the point at least partly in place")
    expect(meaning).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(meaning).not_to_be_visible()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="All words, on Method").click()
    settle(page)
    page.get_by_role("link", name="What the words mean").click()
    expect(page.locator("#word-region")).to_be_in_viewport()
    assert violations(page) == []
