"""From the workbook that is taken away to the revision that everybody sees, in a real browser."""

import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import openpyxl
import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from lib.schema import MAX_BYTES
from tests import hostile
from tests.browser.conftest import NewPage, StartServer
from tests.browser.look import keep_picture, settle, switch_theme, violations, visit
from tests.workbooks import saved

REGION, SOUTH, AMERICAS = "demonstration-north", "demonstration-south", "americas"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Edit = Callable[[Workbook], object]


@pytest.fixture(scope="module")
def base_url(server: StartServer) -> str:
    """A server of this module's own, each test with a region of its own: what is published stays published."""
    return server()


def take(page: Page, region: str = REGION) -> Workbook:
    """The region's current workbook, as a person takes it."""
    visit(page, f"/upload?region={region}")
    with page.expect_download() as downloading:
        page.get_by_role("button", name="In English").click()
    return openpyxl.load_workbook(BytesIO(downloading.value.path().read_bytes()))


def hand_in(page: Page, data: bytes, name: str = "matrix.xlsx") -> None:
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": XLSX, "buffer": data})
    expect(page.get_by_role("heading", name="3. What was read").or_(page.get_by_text("This file was not taken"))).to_be_visible(timeout=30_000)
    settle(page)


def sign(page: Page) -> None:
    settle(page)
    page.get_by_label("Your name").fill("A person")
    page.get_by_label("What has changed, and why").fill("A note")
    settle(page)
    expect(page.get_by_role("button", name="Publish", exact=True)).to_be_enabled()


def publish(page: Page) -> None:
    sign(page)
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Published as revision")).to_be_visible()


def planned(country: str, column: str) -> Edit:
    """Write "Planned" into a country's cell, by the country's code and the column's letter."""

    def edit(book: Workbook) -> None:
        row = next(cells[1].row for cells in book["Matrix"].iter_rows(min_row=2) if cells[1].value == country)
        book["Matrix"][f"{column}{row}"] = "Planned"

    return edit


def edited(book: Workbook, *edits: Edit) -> bytes:
    """A copy of a workbook after some edits; the book itself stays as it is."""
    copy = openpyxl.load_workbook(BytesIO(saved(book)))
    for edit in edits:
        edit(copy)
    return saved(copy)


def expect_cell(page: Page, region: str, place: str, point: str, text: str) -> None:
    visit(page, f"/coverage?region={region}&place={place}&point={point}")
    expect(page.get_by_text(re.compile(f"^Assessed as: {text}")).first).to_be_visible()


def test_a_changed_workbook_is_seen_published_and_shown(new_page: NewPage, base_url: str) -> None:
    page = new_page(base_url=base_url)
    book = take(page)
    hand_in(page, edited(book, planned("XAA", "C")))
    expect(page.get_by_role("heading", name="4. What changes")).to_be_visible()
    expect(page.get_by_role("button", name="Publish", exact=True)).to_be_disabled()
    page.reload()
    settle(page)
    expect(page.get_by_role("heading", name="4. What changes")).to_be_visible()
    for theme in ("light", "dark"):
        switch_theme(page, theme)
        assert violations(page) == []
        assert page.get_by_test_id("stMain").evaluate("e => e.scrollWidth <= e.clientWidth"), "the page scrolls sideways"
        keep_picture(page, f"upload-{theme}")
    publish(page)
    settle(page)
    assert violations(page) == []
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Receipt").click()
    receipt = downloading.value.path().read_text()
    assert "SHA-256:" in receipt and "Revision:  2" in receipt and "By:        A person" in receipt
    page.reload()
    settle(page)
    expect(page.get_by_text("Published as revision 2 of Demonstration North")).to_be_visible()
    page.get_by_role("link", name="Look at it on Coverage").click()
    settle(page)
    expect_cell(page, REGION, "XAA", "1", "Planned")


def test_two_who_edit_one_base_are_both_published(new_page: NewPage, base_url: str) -> None:
    one, two = new_page(base_url=base_url), new_page(base_url=base_url)
    book = take(one, SOUTH)
    visit(two, f"/upload?region={SOUTH}")
    hand_in(one, edited(book, planned("XAL", "C")), "one.xlsx")
    hand_in(two, edited(book, planned("XAM", "D")), "two.xlsx")
    sign(two)
    publish(one)
    two.get_by_role("button", name="Publish", exact=True).click()
    expect(two.get_by_text("Nothing was published: somebody else was first.")).to_be_visible()
    settle(two)
    two.get_by_role("button", name="Publish", exact=True).click()
    expect(two.get_by_text("Published as revision 3")).to_be_visible()
    expect_cell(two, SOUTH, "XAL", "1", "Planned")
    expect_cell(two, SOUTH, "XAM", "2", "Planned")


def test_a_clash_is_answered(new_page: NewPage, base_url: str) -> None:
    page = new_page(base_url=base_url)
    book = take(page, AMERICAS)
    hand_in(page, edited(book, lambda book: book["About"].__setitem__("B12", "The first note")), "one.xlsx")
    publish(page)
    hand_in(page, edited(book, lambda book: book["About"].__setitem__("B12", "The second note")), "two.xlsx")
    expect(page.get_by_text("1 thing that both changed")).to_be_visible()
    expect(page.get_by_text("Not yet: 1 question above is open.")).to_be_visible()
    for theme in ("light", "dark"):
        switch_theme(page, theme)
        assert violations(page) == []
    keep_picture(page, "upload-clash")
    page.get_by_text("Something else").click()
    page.get_by_label("What goes in instead, number 1").fill("Both notes")
    page.get_by_label("What goes in instead, number 1").blur()
    expect(page.get_by_text("Not yet: 1 question above is open.")).to_be_hidden()
    publish(page)
    assert take(page, AMERICAS)["About"]["B12"].value == "Both notes"


def as_large_as(size: int, data: bytes) -> bytes:
    """A workbook with a picture in it that makes it so large, to the byte."""

    def padded(more: int) -> bytes:
        made = BytesIO(data)
        with ZipFile(made, "a", ZIP_STORED) as opened:
            opened.writestr("xl/media/image1.png", bytes(more))
        return made.getvalue()

    return padded(size - len(padded(0)))


def test_a_file_that_cannot_be_read_is_one_sentence_and_the_page_lives(new_page: NewPage, base_url: str) -> None:
    page = new_page(base_url=base_url)
    book = take(page, AMERICAS)
    for code, sentence in ("unpacks-too-large", "Unpacked, this file is larger than"), ("password-protected", "is protected by a password"):
        one = next(one for one in hostile.HOSTILE if one.code == code)
        hand_in(page, one.make(), f"{code}.xlsx")
        expect(page.get_by_text(sentence)).to_be_visible()
        expect(page.get_by_role("heading", name="3. What was read")).to_have_count(0)
    assert violations(page) == []
    file = edited(book, lambda book: book["Matrix"].__setitem__("C3", "Plannd"))
    hand_in(page, as_large_as(MAX_BYTES + 1, file), "large.xlsx")
    expect(page.get_by_text("The file is larger than 10 MiB")).to_be_visible()
    hand_in(page, as_large_as(MAX_BYTES, file))  # to the byte as large as a file may be
    expect(page.get_by_text("Did you mean “Planned”?")).to_be_visible()
    assert violations(page) == []
    keep_picture(page, "upload-errors")
