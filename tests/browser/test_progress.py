"""What a desk officer does on Progress, in a real browser: see what is late, say what became of it, follow a change to its cell."""

import re

import pytest
from playwright.sync_api import Page, TimeoutError, expect

from lib.merge import with_refs
from tests.browser.conftest import NewPage, StartServer
from tests.browser.look import keep_picture, settle, violations, visit
from tests.browser.test_injection import unharmed
from tests.injection import MATRIX, REGION

NORTH = "/progress?region=demonstration-north"


@pytest.fixture(scope="module")
def dashboard(server: StartServer) -> str:
    """A dashboard on a store of its own: something is published there."""
    return server()


def choose(page: Page, label: str, beginning: str) -> None:
    """Choose the first option that begins so. A list closes where the page runs again at that moment: then it is opened once more."""
    for patience in (5_000, 5_000, 30_000):
        settle(page)
        page.get_by_role("combobox", name=label, exact=True).press("ArrowDown")
        try:
            page.get_by_role("option", name=re.compile(f"^{beginning}")).first.click(timeout=patience)
        except TimeoutError:
            continue
        settle(page)
        return
    raise AssertionError(f"{label} offers no {beginning}")


def test_the_report_is_taken_and_what_became_of_an_action_is_published_and_its_change_leads_to_the_revision(
    new_page: NewPage, dashboard: str
) -> None:
    page = new_page(base_url=dashboard)
    visit(page, NORTH)
    expect(page.get_by_role("heading", name=re.compile(r"^Overdue \([0-9]+\)"))).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Report (Word)").click()
    assert re.fullmatch(r"changes-demonstration-north-[0-9-]+\.docx", waiting.value.suggested_filename)
    assert waiting.value.path().read_bytes().startswith(b"PK")
    choose(page, "Action", "5, Country B: Write one referral form")
    page.get_by_label("Due", exact=True).fill("2020-06")
    page.get_by_label("Lead", exact=True).fill("")
    expect(page.get_by_text("No lead is named: nobody could be asked what became of it.")).to_be_visible()
    settle(page)
    assert violations(page, ".st-key-became") == []
    keep_picture(page, "progress-asked")
    page.get_by_label("Due", exact=True).fill("2026-06-30")
    page.get_by_label("Lead", exact=True).fill("Border Guard of Country B")
    page.keyboard.press("Tab")  # left, the field is taken, and the page runs again: a list that was open would close
    settle(page)
    choose(page, "State", "Done")
    page.get_by_label("Your name").fill("Amina Diallo")
    page.get_by_label("Note: how you know").fill("The border guard wrote")
    button = page.get_by_role("button", name="Publish")
    expect(button).to_be_enabled()
    keep_picture(page, "progress-editing")
    button.click()
    expect(page.get_by_text("Published: revision 2 of Demonstration North is current now.")).to_be_visible()
    settle(page)
    expect(page.get_by_text("Follow-up: 1 changed")).to_be_visible()
    page.get_by_role("link", name="Revision 2").click()
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("History")
    expect(page.get_by_text("The border guard wrote")).to_be_visible()


def test_what_a_workbook_says_of_actions_stays_text_on_the_page(new_page: NewPage, hostile: str) -> None:
    page = new_page(base_url=hostile, own=True)
    page.add_init_script("window.opened = []")
    for action in ("", *(one.ref for one in with_refs(MATRIX).follow_up[:2])):
        visit(page, f"/progress?region={REGION.id}&action={action}")
        assert page.get_by_label("State", exact=True).count() == bool(action)
        unharmed(page)
