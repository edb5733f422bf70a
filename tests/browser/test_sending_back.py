"""A desk sends a workbook back to its office, in a real browser; the office corrects it, and it is taken."""

from io import BytesIO

import openpyxl
from playwright.sync_api import Page, expect

from tests.browser.look import keep_picture, settle, switch_theme, violations, visit
from tests.browser.test_upload import REGION, hand_in
from tests.workbooks import saved

NAME = "Ma matrice d'été.xlsx"


def test_an_office_gets_its_workbook_back_corrects_it_and_hands_it_in_again(page: Page):
    visit(page, f"/upload?region={REGION}")
    with page.expect_download() as downloading:
        page.get_by_role("button", name="In French").click()
    book = openpyxl.load_workbook(BytesIO(downloading.value.path().read_bytes()))
    was = book["Matrice"]["C3"].value
    book["Matrice"]["C3"] = "Prevuu"
    hand_in(page, saved(book), NAME)
    page.get_by_role("button", name="Send it back").click()
    expect(page.get_by_text("1 erreur doit être corrigée avant qu'il puisse être publié.")).to_be_visible()
    settle(page)
    assert violations(page) == []
    keep_picture(page, "upload-send-back")
    switch_theme(page, "dark")
    keep_picture(page, "upload-send-back-dark")
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Their workbook, the fix list in front").click()
    assert downloading.value.suggested_filename == "Ma matrice d'été – Liste de corrections.xlsx"
    book = openpyxl.load_workbook(BytesIO(downloading.value.path().read_bytes()))
    assert book.sheetnames[:2] == ["Liste de corrections", "À propos"]
    book["Matrice"]["C3"] = was
    page.keyboard.press("Escape")
    hand_in(page, saved(book), "again.xlsx")
    expect(page.get_by_text("Nothing new: all of this is published already, as revision 1.")).to_be_visible()
