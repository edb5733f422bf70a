"""What a desk does on Gaps, in a real browser."""

import re
from io import BytesIO
from pathlib import Path

from playwright.sync_api import Page, expect

from lib import intake, shipped
from lib.model import Scope
from tests.browser.look import settle, visit

NORTH = "/gaps?region=demonstration-north"


def choose(page: Page, label: str) -> None:
    page.get_by_role("radio", name=label).or_(page.get_by_role("button", name=label, exact=True)).first.click()
    settle(page)


def test_from_overview_to_a_small_workbook_that_reads_back(page: Page, tmp_path: Path) -> None:
    visit(page, "/")
    page.get_by_role("link", name="West Africa").click()
    expect(page.get_by_label("Region", exact=True)).to_have_value("West Africa")
    settle(page)
    page.get_by_role("button", name="Explore").click()
    page.get_by_role("menuitem", name="Gaps").click()
    settle(page)
    expect(page.get_by_label("Region", exact=True)).to_have_value("West Africa")
    expect(page.get_by_text("What it would take to begin")).to_be_visible()
    choose(page, "What to ask first")
    expect(page.get_by_text(re.compile(r"^\d+ cells to ask in "))).to_be_visible()
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Workbook with these cells").click()
    path = tmp_path / downloading.value.suggested_filename
    downloading.value.save_as(path)
    report = intake.read(BytesIO(path.read_bytes()), path.name, shipped.framework(), shipped.places())
    assert report.matrix is not None and not report.errors
    assert report.scope is Scope.PARTIAL and report.base
    assert report.matrix.about.region == "west-africa"
    assert len(report.matrix.places) == 1 and not report.matrix.assessments
    assert path.name == f"west-africa-{report.matrix.places[0]}-en.xlsx"


def test_a_click_on_a_line_opens_the_point_and_a_route_with_its_patchy_stretches_can_be_walked_by_keyboard(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 1400})
    visit(page, NORTH)
    page.locator("[data-testid=stVegaLiteChart] [role='graphics-symbol'][aria-label^='partly in place in 3']").first.click(force=True)
    settle(page)
    expect(page.get_by_label("Read about this point")).to_have_value("4 Reception")
    assert "point=4" in page.url

    visit(page, "/gaps?region=demonstration-south&part=route&route=demonstration-sea-route&route_view=table")
    page.get_by_role("grid").locator("[tabindex='0']").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    settle(page)
    expect(page.get_by_role("link", name="Read what is behind this cell on Coverage")).to_be_visible()
    assert "place=XAL" in page.url
