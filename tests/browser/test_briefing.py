"""What somebody does on Briefing, in a real browser: choose, read what it says, make a file while the page says so, and save it."""

import re
from io import BytesIO
from pathlib import Path

import docx
from playwright.sync_api import Page, expect

from tests.browser.look import settle, visit


def test_a_document_is_made_while_the_page_says_so_and_then_saved(page: Page) -> None:
    visit(page, "/briefing?about=demonstration-north")
    page.get_by_role("button", name="Make the Word document").click()
    expect(page.get_by_text("Making the Word document: the pictures take a few seconds")).to_be_visible()
    save = page.get_by_role("button", name="Download the Word document")
    expect(save).to_be_visible(timeout=60_000)
    settle(page, 60_000)
    with page.expect_download() as saved:
        save.click()
    assert re.fullmatch(r"briefing-demonstration-north-\d{4}-\d\d-\d\d\.docx", saved.value.suggested_filename)
    document = docx.Document(BytesIO(Path(saved.value.path()).read_bytes()))
    assert len(document.inline_shapes) == 1 and document.tables
