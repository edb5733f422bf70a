"""Every page and its main states, each opened once and looked over: by axe in light and dark, on a laptop, on a projector, at 400 % and on paper.

What must be right whatever a page shows is `look.look_over`; pictures for people are left in artefacts/ if they ask for them. The window is the same for
all, as a reader's. `make test` looks at each page in the state that shows most of it, `make looks` at all its states.
"""

import shutil
from collections.abc import Iterator
from functools import partial
from itertools import combinations
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from lib import words
from lib.outputs import template
from tests.browser.conftest import StartServer, watched
from tests.browser.look import LAPTOP, OF_THE_LOOK, PROJECTOR, look_over, resize, settle, sheets, switch_theme, violations, visit
from tests.strategies import FOLDER, FRAMEWORK, PLACES


class State(NamedTuple):
    """A state of a page: its address, a sentence to be read there, what axe finds there in Streamlit's own front end, and how many sheets of paper are enough
    for it (0: not looked at)."""

    path: str
    sentence: str
    allowed: tuple[str, ...] = ()
    sheets: int = 0


BESIDE_TAGS = 'target-size: <input aria-label="{}"'
"""Streamlit gives what is left of the box beside the chosen values to its text field."""
NORTH, SOUTH, BOTH = "region=demonstration-north", "region=demonstration-south", "groups=demonstration-north,demonstration-south"
LONG_NAMES = (
    "unhcr-regional-bureau.east-and-horn-of-africa-and-great-lakes,europe,"
    "conference-or-process.rabat-process-partners,route.darien-and-central-american-corridor"
)
STATES = {
    "overview": State("/", "With recorded cells: 15 of 22 countries", sheets=2),
    "coverage": State(f"/coverage?{NORTH}&place=XAB&point=3", "Most often reported as not in place: ", sheets=1),
    "coverage-recorded": State("/coverage?region=west-africa&place=MRT&point=6", "Activities are recorded in 15 of 22 countries"),
    "coverage-forty-eight": State("/coverage?region=europe&place=LTU&point=4", "Activities are recorded in "),
    "coverage-table": State(f"/coverage?{NORTH}&view=table&place=XAB&point=3", "Most often reported as not in place: "),
    "coverage-table-recorded": State("/coverage?region=west-africa&view=table&place=SEN&point=7", "Some 12,000 Mauritanian refugees went home"),
    "coverage-some": State(
        "/coverage?region=europe&group=un-subregion.southern-europe&points=1,3&evidence=document&order=assessed",
        "Europe",
        (BESIDE_TAGS.format("Evidence"),),
        sheets=1,
    ),
    "coverage-link-to-nothing": State("/coverage?region=west-africa&place=XXX&point=99&group=none", "Choose a cell in the matrix", sheets=1),
    "gaps": State(f"/gaps?{NORTH}&point=5&place=XAD", "Patchy: in place or partly in 3 of 8 countries"),
    "gaps-table": State(f"/gaps?{NORTH}&view=table&by=place", "Who could help"),
    "gaps-to-begin-with": State("/gaps?region=europe&by=place", "48 countries × 10 points leave 480 cells to ask"),
    "gaps-ask": State("/gaps?region=west-africa&part=ask", "What one answer would settle"),
    "gaps-what-if": State(f"/gaps?{SOUTH}&part=what_if&point=3&closed=XAL:3", "Demonstration South"),
    "gaps-route": State(f"/gaps?{SOUTH}&part=route&route=demonstration-sea-route", "Patchy stretches"),
    "gaps-route-table": State(f"/gaps?{SOUTH}&part=route&route_view=table", "Demonstration"),
    "gaps-routes-of-europe": State("/gaps?region=europe&part=route", "Route"),
    "compare": State(f"/compare?{BOTH}&point=5&interval=on", "Which has the larger share cannot be said"),
    "compare-table": State(f"/compare?{BOTH}&point=8&interval=on&view=table", "Figures"),
    "compare-all-points": State(f"/compare?{BOTH},demonstration-process.demonstration-process-observers&rows=all", "Figures", sheets=7),
    "compare-recorded": State("/compare?groups=west-africa,americas&point=3", "10 activities recorded, in 8 of 35 countries"),
    "compare-long-names": State(f"/compare?groups={LONG_NAMES}&rows=all", "Figures"),
    "compare-nothing": State("/compare?groups=none", "Choose"),
    "country": State("/country?place=XAB", "10 of 10 points assessed"),
    "country-recorded": State("/country?place=ETH", "Source: matrix of Gulf of Aden"),
    "country-nothing": State("/country?place=AND", "Andorra"),
    "practices": State("/practices", "774 activities"),
    "practices-long-heads": State("/practices?q=children&page=2", "activities;"),
    "practices-some": State("/practices?q=border&points=3,4&regions=europe", "activities;"),
    "practices-demonstration": State("/practices?data=demonstration&good=yes", "activities;"),
    "practices-none": State("/practices?q=zzzz&points=3&places=HUN", "No activity fits all of this:"),
    "briefing": State(f"/briefing?about={NORTH.removeprefix('region=')}", "Briefing"),
    "briefing-recorded": State("/briefing?about=europe", "Briefing"),
    "briefing-two": State(f"/briefing?about={BOTH.removeprefix('groups=')}&sections=gaps&language=fr", "Briefing"),
    "planning": State(f"/planning?{NORTH}", "Begin a session"),
    "progress": State(f"/progress?{NORTH}", "1 target is recorded in a document"),
    "progress-targets": State("/progress?region=eastern-and-southern-africa", "What was agreed"),
    "progress-nothing": State("/progress?region=europe&scope=all", "What changed"),
    "upload": State(f"/upload?{NORTH}", "Hand in the edited one"),
    "history": State("/history?region=west-africa", "The first revision: there is none before it."),
    "history-looking-back": State("/history?region=europe&as_of=2020-01-01", "Later revisions are not shown."),
    "method": State("/method", "There is no score"),
}
EMPTY = {
    "empty-overview": State("/", "With recorded cells: 0 of 22 countries"),
    "empty-coverage": State("/coverage?region=americas", "Nothing is known yet of the 35 countries shown."),
    "empty-gaps": State("/gaps?region=americas&part=ask", "In each of 35 countries 10 cells wait for an answer, 350 in all"),
    "empty-workbook": State("/coverage?region=west-africa&place=SEN&point=7", "Nothing is known yet of the 22 countries shown."),
}
IN_EVERY_RUN = (
    "overview", "coverage", "coverage-forty-eight", "coverage-table-recorded", "gaps", "compare", "country", "practices", "briefing", "progress",
    "upload", "method", "empty-coverage",
)  # fmt: skip
INVENTED = "Demonstration – invented data"

CHART = "[data-testid=stVegaLiteChart] svg"
CELLS = f"{CHART} .view_1_marks path"
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


class Window(NamedTuple):
    """A window that stays open from test to test, and what it did that no window may."""

    page: Page
    sent_elsewhere: list[str]
    console_errors: list[str]


@pytest.fixture(scope="module")
def window(browser: Browser, address: str) -> Iterator[Window]:
    """The window on the dashboard as it is shipped."""
    wrong: tuple[list[str], list[str]] = [], []
    with watched(browser, *wrong, base_url=address) as page:
        yield Window(page, *wrong)


@pytest.fixture(scope="module")
def without(browser: Browser, server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    """A window on a dashboard with its invented regions switched off, on a folder that holds their workbooks and one that is blank."""
    folder = tmp_path_factory.mktemp("without")
    for name in ("framework.toml", "groupings.csv", "names.csv", "routes.csv", "demonstration-north.xlsx", "demonstration-south.xlsx"):
        shutil.copy(FOLDER / name, folder)
    shutil.copytree(FOLDER / "demonstration", folder / "demonstration")
    catalogue = words.catalogue("en", FRAMEWORK.texts("en"), PLACES.texts("en"))
    (folder / "west-africa.xlsx").write_bytes(template(PLACES.region("west-africa"), FRAMEWORK, PLACES, catalogue))
    wrong: tuple[list[str], list[str]] = [], []
    with watched(browser, *wrong, base_url=server(MATRICES_FOLDER=str(folder), MATRICES_DEMONSTRATION="off")) as page:
        yield Window(page, *wrong)


def of(states: dict[str, State]) -> list[Any]:
    """The names of these states; those that only `make looks` looks at are marked."""
    return [pytest.param(name, marks=() if name in IN_EVERY_RUN else pytest.mark.looks) for name in states]


@pytest.mark.parametrize("name", of(STATES))
def test_every_page_is_right_for_everyone_on_screens_and_on_paper(window: Window, name: str) -> None:
    see(window, name, STATES[name])


@pytest.mark.parametrize("name", of(EMPTY))
def test_a_region_of_which_nothing_is_known_is_right_too(without: Window, name: str) -> None:
    see(without, name, EMPTY[name])


def see(window: Window, name: str, state: State) -> None:
    page = window.page
    page.emulate_media(color_scheme="light", media="null")
    resize(page, *LAPTOP)
    visit(page, state.path)
    look_over(page, name, state.allowed, partial(own, name=name, state=state))
    assert not state.sheets or sheets(page) <= state.sheets, "more paper than what it says needs"
    assert not window.sent_elsewhere, "the page asked for something beyond this machine"
    assert not window.console_errors, "the browser's console shows errors"


def own(page: Page, name: str, state: State) -> None:
    """What is right of a page beside what is right of all: what it says, whose data it shows, and where things stand."""
    expect(page.get_by_text(state.sentence).filter(visible=True).first).to_be_visible()
    if name.startswith(("overview", "country", "coverage", "gaps", "progress", "method", "empty")):
        times = 2 if name in ("overview", "country") else int("demonstration" in state.path)
        expect(page.get_by_test_id("stMarkdown").get_by_text(INVENTED)).to_have_count(times)
    if name.startswith("practices") and name != "practices-none":
        expect(page.get_by_test_id("stPageLink").first).to_be_in_viewport()
    if name == "country-recorded":
        expect(page.get_by_role("link", name="10 Information strategy")).to_be_in_viewport()
    if "/coverage" in state.path:
        panel_has_its_place(page)
        if "view=table" not in state.path:
            chart_reads_well(page)


def chart_reads_well(page: Page) -> None:
    """No text of the chart is cut off, or stands on another or on a cell that is not its own; what is not known has its own colour."""
    fills = {FRAMEWORK.unknown[theme].fill for theme in ("light", "dark")}
    assert any(page.locator(f"{CELLS}[fill='{fill}']").count() for fill in fills)
    frame, texts = boxes(page, CHART)[0], boxes(page, f"{CHART} text")
    cells, marks = boxes(page, CELLS), boxes(page, f"{CHART} .concat_1_layer_1_marks text")
    headings = [*boxes(page, f"{CHART} .role-axis-label text"), *boxes(page, f"{CHART} .concat_1_layer_2_marks text")]
    assert len(cells) == len(marks) and len(headings) >= 2
    assert [text.text for text in texts if not frame.holds(text) or "…" in text.text] == [], "cut off"
    assert [mark.text for cell, mark in zip(cells, marks, strict=True) if not cell.holds(mark)] == [], "wider than its cell"
    around = [*headings, *(box for box in texts if box.text in "▶▼"), *boxes(page, f"{CHART} .concat_0_layer_1_marks text")]
    assert [(one.text, other.text) for one, other in combinations(around, 2) if one.overlaps(other)] == []
    assert [heading.text for heading in headings if any(heading.overlaps(cell) for cell in cells)] == []


def panel_has_its_place(page: Page) -> None:
    """To the right of the matrix where there is room, below it where there is not."""
    matrix = boxes(page, f"{CHART}, .matrix")[0]
    panel = page.get_by_label("Country or territory", exact=True).bounding_box()
    assert panel is not None
    beside = page.viewport_size == {"width": PROJECTOR[0], "height": PROJECTOR[1]}
    assert panel["x"] > matrix.right if beside else panel["y"] > matrix.bottom or matrix.right < 900


def test_the_panel_is_never_too_narrow_to_read_in(window: Window) -> None:
    """Screens between the two sizes: it moves below the matrix before it is."""
    page = window.page
    visit(page, STATES["coverage"].path)
    for width in (1366, 1440, 1536, 1680, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(100)
        panel = page.locator(".st-key-panel").bounding_box()
        assert panel is not None and panel["width"] > 380, width


def test_invented_regions_that_are_switched_off_are_nowhere(without: Window) -> None:
    page = without.page
    for path in ("/", "/method", "/coverage?region=demonstration-north&place=XAB&point=3"):
        visit(page, path)
        assert "emonstration" not in page.locator("body").inner_text()
        assert "Country B" not in page.locator("body").inner_text()
    page.get_by_label("Region", exact=True).click()
    expect(page.get_by_role("option")).to_have_count(8)
    expect(page.get_by_role("option", name="Demonstration")).to_have_count(0)


def test_axe_finds_nothing_in_the_open_choice_of_downloads(window: Window) -> None:
    page = window.page
    visit(page, STATES["coverage"].path)
    for theme in ("light", "dark"):
        switch_theme(page, theme)
        page.get_by_role("button", name="Download").click()
        settle(page)
        expect(page.get_by_role("button", name="Picture (PDF")).to_be_visible()
        assert violations(page, "[data-testid=stPopoverBody]") == []
        page.keyboard.press("Escape")


def test_what_axe_would_find_is_found(window: Window) -> None:
    """What the tests above rest on: axe looks into the page, and into the table's shadow."""
    page = window.page
    page.emulate_media(color_scheme="light", media="null")
    visit(page, STATES["coverage-table-recorded"].path)
    page.evaluate("""() => {
      const table = [...document.querySelectorAll('*')].map((e) => e.shadowRoot?.querySelector('.matrix')).find(Boolean)
      table.querySelector('td.margin').style.color = 'lightgray'
      document.querySelector('h1').insertAdjacentHTML('afterend', '<img src="data:,"><h4>Too deep</h4>')
    }""")
    assert {violation.split(":")[0] for violation in violations(page)} == {"color-contrast", "image-alt", "heading-order"}
    assert {violation.split(":")[0] for violation in violations(page, only=OF_THE_LOOK)} == {"color-contrast"}
