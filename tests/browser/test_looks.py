"""How every page looks, light and dark, on a laptop and on a projector: pictures for people in artefacts/, and what must be right in each."""

import shutil
from itertools import combinations
from typing import NamedTuple

import pytest
from playwright.sync_api import Page, expect

from lib import words
from lib.framework import Theme
from lib.outputs import template
from tests.browser.conftest import NewPage, StartServer
from tests.browser.look import keep_picture, settle, switch_theme, visit
from tests.strategies import FOLDER, FRAMEWORK, PLACES

THEMES: tuple[Theme, ...] = ("light", "dark")
SIZES = ((1280, 720), (1920, 1080))
SHIPPED = {
    "overview": ("/", "With recorded cells: 15 of 22 countries"),
    "method": ("/method", "There is no score"),
    "gaps": ("/gaps?region=demonstration-north&point=5&place=XAD", "Patchy: in place or partly in 3 of 8 countries"),
    "gaps-to-begin-with": ("/gaps?region=europe&by=place", "48 countries × 10 points leave 480 cells to ask"),
    "country": ("/country?region=demonstration-north&place=XAB", "10 of 10 points assessed"),
    "practices": ("/practices?q=training&points=3", "none marked by an office as good practice"),
    "compare": ("/compare?groups=demonstration-north,demonstration-south&point=5&interval=on", "Which has the larger share cannot be said"),
    "progress": ("/progress?region=demonstration-north", "1 target is recorded in a document"),
    "sparse": ("/coverage?region=west-africa&place=MRT&point=6", "Activities are recorded in 15 of 22 countries"),
    "full": ("/coverage?region=demonstration-north&place=XAB&point=3", "Most often reported as not in place: "),
    "full-as-table": ("/coverage?region=demonstration-north&view=table&place=XAB&point=3", "Most often reported as not in place: "),
    "forty-eight-countries": ("/coverage?region=europe&place=LTU&point=4", "Activities are recorded in "),
}
EMPTY = {
    "overview-empty": ("/", "With recorded cells: 0 of 22 countries"),
    "no-workbook": ("/coverage?region=americas", "Nothing is known yet of the 35 countries shown."),
    "gaps-of-nothing": ("/gaps?region=americas&part=ask", "In each of 35 countries 10 cells wait for an answer, 350 in all"),
    "blank-workbook": ("/coverage?region=west-africa&place=SEN&point=7", "Nothing is known yet of the 22 countries shown."),
}
"""By name: the address, and the sentence to be read there."""
INVENTED = "Demonstration – invented data"

CHART = "[data-testid=stVegaLiteChart] svg"
CELLS = f"{CHART} .view_1_marks path"
CUT_OFF = "all => all.filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.textContent)"
BOXES = """all => all.filter((e) => e.matches('path, svg, div') || e.textContent.trim()).map((e) => {
  const { left, right, top, bottom } = e.getBoundingClientRect()
  return [e.matches('text') ? e.textContent : '', left, right, top, bottom]
})"""


class Box(NamedTuple):
    """Where something stands on the screen, in pixels, and what it says."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Whether two things stand on one another, by more than the blank rim of letters."""
        return min(self.right, other.right) - max(self.left, other.left) > 1.5 and min(self.bottom, other.bottom) - max(self.top, other.top) > 1.5

    def holds(self, other: "Box") -> bool:
        """Whether another thing stands within this one, but for the blank rim of letters above and below."""
        return self.left <= other.left and other.right <= self.right and self.top - 2 <= other.top and other.bottom <= self.bottom + 2


def boxes(page: Page, selector: str) -> list[Box]:
    return [Box(*values) for values in page.locator(selector).evaluate_all(BOXES)]


@pytest.fixture(scope="module")
def without(server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The dashboard with its invented regions switched off, on a folder that holds their workbooks and one that is blank."""
    folder = tmp_path_factory.mktemp("without")
    for name in ("framework.toml", "groupings.csv", "names.csv", "routes.csv", "demonstration-north.xlsx", "demonstration-south.xlsx"):
        shutil.copy(FOLDER / name, folder)
    shutil.copytree(FOLDER / "demonstration", folder / "demonstration")
    catalogue = words.catalogue("en", FRAMEWORK.texts("en"), PLACES.texts("en"))
    (folder / "west-africa.xlsx").write_bytes(template(PLACES.region("west-africa"), FRAMEWORK, PLACES, catalogue))
    return server(MATRICES_FOLDER=str(folder), MATRICES_DEMONSTRATION="off")


@pytest.mark.parametrize("state", SHIPPED)
def test_every_page_looks_right_light_and_dark_on_a_laptop_and_a_projector(page: Page, state: str) -> None:
    look_at(page, state, *SHIPPED[state])


@pytest.mark.parametrize("state", EMPTY)
def test_a_region_of_which_nothing_is_known_looks_right_too(new_page: NewPage, without: str, state: str) -> None:
    look_at(new_page(base_url=without), state, *EMPTY[state])


def look_at(page: Page, state: str, path: str, sentence: str) -> None:
    """A page in all its looks. The theme is switched while it is open: what is drawn in colours of its own has to follow."""
    visit(page, path)
    for theme in THEMES:
        switch_theme(page, theme)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            settle(page)
            expect(page.get_by_text(sentence).first).to_be_visible()
            times = 2 if state in ("overview", "country") else int("demonstration" in path)
            expect(page.get_by_test_id("stMarkdown").get_by_text(INVENTED)).to_have_count(times)
            is_sound(page)
            if "/coverage" in path:
                panel_has_its_place(page, beside=width == 1920)
                if "table" not in path:
                    assert page.locator(f"{CELLS}[fill='{FRAMEWORK.unknown[theme].fill}']").count() > 0
                    chart_reads_well(page)
            keep_picture(page, f"{state}-{theme}-{width}")


def is_sound(page: Page) -> None:
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_test_id("stAlertContentError")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    assert page.get_by_test_id("stMain").evaluate("e => e.scrollWidth <= e.clientWidth"), "the page scrolls sideways"
    assert page.locator("h1, h2, h3, th, [data-testid=stPageLink]").evaluate_all(CUT_OFF) == []


def chart_reads_well(page: Page) -> None:
    """No text of the chart is cut off, or stands on another or on a cell that is not its own."""
    frame, texts = boxes(page, CHART)[0], boxes(page, f"{CHART} text")
    cells, marks = boxes(page, CELLS), boxes(page, f"{CHART} .concat_1_layer_1_marks text")
    headings = [*boxes(page, f"{CHART} .role-axis-label text"), *boxes(page, f"{CHART} .concat_1_layer_2_marks text")]
    assert len(cells) == len(marks) and len(headings) >= 10 + 2 * len(cells) // 10
    assert [text.text for text in texts if not frame.holds(text) or "…" in text.text] == [], "cut off"
    assert [mark.text for cell, mark in zip(cells, marks, strict=True) if not cell.holds(mark)] == [], "wider than its cell"
    around = [*headings, *(box for box in texts if box.text in "▶▼"), *boxes(page, f"{CHART} .concat_0_layer_1_marks text")]
    assert [(one.text, other.text) for one, other in combinations(around, 2) if one.overlaps(other)] == []
    assert [heading.text for heading in headings if any(heading.overlaps(cell) for cell in cells)] == []


def panel_has_its_place(page: Page, beside: bool) -> None:
    """To the right of the matrix where there is room, below it where there is not."""
    matrix = boxes(page, f"{CHART}, .matrix")[0]
    panel = page.get_by_label("Country or territory", exact=True).bounding_box()
    assert panel is not None
    assert panel["x"] > matrix.right if beside else panel["y"] > matrix.bottom


def test_the_panel_is_never_too_narrow_to_read_in(page: Page) -> None:
    """Screens between the two sizes: it moves below the matrix before it is."""
    visit(page, SHIPPED["full"][0])
    for width in (1366, 1440, 1536, 1680, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(100)
        panel = page.locator(".st-key-panel").bounding_box()
        assert panel is not None and panel["width"] > 380, width


def test_invented_regions_that_are_switched_off_are_nowhere(new_page: NewPage, without: str) -> None:
    page = new_page(base_url=without)
    for path in ("/", "/method", "/coverage?region=demonstration-north&place=XAB&point=3"):
        visit(page, path)
        assert "emonstration" not in page.locator("body").inner_text()
        assert "Country B" not in page.locator("body").inner_text()
    page.get_by_label("Region", exact=True).click()
    expect(page.get_by_role("option")).to_have_count(8)
    expect(page.get_by_role("option", name="Demonstration")).to_have_count(0)
