"""Taking a view away: every file that Coverage offers comes, on the first click and from a thread of its own."""

import csv

from playwright.sync_api import Page, expect

from tests.browser.look import visit

BEGINNINGS = {"Data, row by row (CSV": b"\xef\xbb\xbfCountry", "Picture (PNG": b"\x89PNG", "Picture (SVG": b"<svg", "Picture (PDF": b"%PDF"}


def test_each_file_is_made_on_a_click(page: Page, tmp_path) -> None:
    visit(page, "/coverage?region=west-africa")
    page.get_by_role("button", name="Download").click()
    for button, beginning in BEGINNINGS.items():
        with page.expect_download() as download:
            page.get_by_role("button", name=button).click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        assert path.read_bytes().startswith(beginning)
    assert {path.name for path in tmp_path.iterdir()} == {f"coverage-west-africa.{ending}" for ending in ("csv", "png", "svg", "pdf")}
    with (tmp_path / "coverage-west-africa.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 23 * 10
    expect(page.get_by_test_id("stDownloadButtonError")).to_have_count(0)
