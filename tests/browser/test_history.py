"""What a focal point does on History, in a real browser: look what was published, compare, go back, and see every page as of then."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from lib import shipped, store
from lib.model import Actor, Assessment, Judged, Matrix, Remark, RevisionKind, Status
from lib.store import Store
from tests import injection
from tests.browser.conftest import NewPage, StartServer
from tests.browser.look import look_over, settle, visit
from tests.browser.test_injection import FOREIGN
from tests.strategies import FRAMEWORK, PLACES
from tests.workbooks import written

NORTH = "demonstration-north"
CELL = ("XAB", "9")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a store in a file of its own."""
    return f"sqlite:///{tmp_path_factory.mktemp('store') / 'matrices.sqlite'}"


@pytest.fixture(scope="module")
def dashboard(server: StartServer, file: str) -> str:
    """A dashboard on that store."""
    return server(MATRICES_DATABASE_URL=file)


@pytest.fixture(scope="module")
def kept(dashboard: str, file: str) -> Iterator[Store]:
    """The same store, from another process, with the shipped workbooks; two revisions of a region have been published into it while the dashboard runs."""
    found = store.open_store(file)
    shipped.publish_first(found, FRAMEWORK, PLACES)
    first = store.current(found, NORTH)
    assert first
    second = publish(found, replace(first.matrix, assessments=with_status(first.matrix, Status.IN_PLACE)), "The centre opened", "progress")
    publish(found, replace(second, remarks=(*second.remarks, Remark("XAC", "9", "There is no staff at night"))), "A remark")
    yield found
    found.close()


def with_status(matrix: Matrix, status: Status) -> tuple[Assessment, ...]:
    return (*(one for one in matrix.assessments if (one.place, one.point) != CELL), Assessment(*CELL, status))


def publish(kept: Store, matrix: Matrix, note: str, judged: str = "") -> Matrix:
    current = store.latest_stamp(kept)[matrix.about.region].fingerprint
    kinds = (Judged(*CELL, judged),) if judged else ()
    kind, by = RevisionKind.UPLOAD, Actor("Amina Diallo")
    return store.publish(kept, matrix, written(), by, kind=kind, expected=current, base=current, note=note, judged=kinds).matrix


@pytest.fixture
def page(new_page: NewPage, dashboard: str, kept: Store) -> Page:
    return new_page(base_url=dashboard)


def address(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def test_a_revision_is_opened_its_files_taken_away_it_is_compared_and_its_link_shows_the_same_in_a_fresh_browser(
    page: Page, new_page: NewPage, dashboard: str
) -> None:
    visit(page, f"/history?region={NORTH}")
    expect(page.get_by_text("The centre opened")).to_be_visible()
    page.get_by_role("button", name="Open revision 2").click()
    expect(page.get_by_role("heading", name="What it changed, compared with revision 1")).to_be_visible()
    expect(page.get_by_text("Country B, 9 Return and alternatives")).to_be_visible()
    settle(page)
    assert address(page) == {"region": NORTH, "revision": "2"}
    take_files_of_the_second(page)
    page.get_by_label("Compare this revision", exact=False).first.click()
    page.get_by_role("option", name=re.compile("^Revision 1:")).click()
    settle(page)
    page.get_by_label("… with this one").click()
    page.get_by_role("option", name=re.compile("^Revision 3:")).click()
    expect(page.get_by_role("heading", name="From revision 1 to revision 3")).to_be_visible()
    settle(page)
    assert address(page) == {"region": NORTH, "from": "1", "to": "3"}
    fresh = new_page(base_url=dashboard)
    visit(fresh, page.url.removeprefix(dashboard))
    assert fresh.get_by_test_id("stMain").inner_text() == page.get_by_test_id("stMain").inner_text()


def take_files_of_the_second(page: Page) -> None:
    """The file as it was received, and the workbook to edit."""
    with page.expect_download() as received:
        page.get_by_role("button", name="The file as it was received").click()
    assert received.value.suggested_filename == f"{NORTH}-2-as-received.xlsx"
    assert Path(received.value.path()).read_bytes() == written()
    with page.expect_download() as ours:
        page.get_by_role("button", name="As a workbook to edit").click()
    assert ours.value.suggested_filename == f"{NORTH}-2.xlsx"
    assert Path(ours.value.path()).read_bytes()[:2] == b"PK"


def test_a_link_to_then_shows_every_page_as_it_was(page: Page) -> None:
    visit(page, f"/history?region={NORTH}&revision=1")
    page.get_by_role("link", name="See every page as of then").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Coverage")
    settle(page)
    visit(page, f"{page.url}&place={CELL[0]}&point={CELL[1]}")  # a page loaded anew knows its address alone
    expect(page.get_by_text("This is what was published by")).to_be_visible()
    then = page.locator(".st-key-panel").inner_text()
    page.get_by_role("button", name="Show what is current").click()
    settle(page)
    expect(page.get_by_text("This is what was published by")).to_have_count(0)
    now = page.locator(".st-key-panel").inner_text()
    assert then != now and "Assessed as: In place" in now


def test_going_back_publishes_the_earlier_revision_and_both_stay(page: Page, kept: Store) -> None:
    before = store.latest_stamp(kept)[NORTH]
    visit(page, f"/history?region={NORTH}&revision=2")
    page.get_by_text("Go back to this revision").click()
    publish_it = page.get_by_role("button", name="Publish revision 2 anew")
    expect(publish_it).to_be_disabled()
    page.get_by_label("Your name").fill("Amina Diallo")
    page.get_by_label("Why").fill("The remark was wrong")
    expect(publish_it).to_be_enabled()
    publish_it.dblclick()
    expect(page.get_by_role("heading", name=re.compile(f"^Revision {before.number + 1}:"))).to_be_visible()
    settle(page)
    assert [entry.number for entry in store.history(kept, NORTH)] == [*range(1, before.number + 2)]
    assert store.latest_stamp(kept)[NORTH].fingerprint == store.revision(kept, NORTH, 2).fingerprint
    visit(page, f"/history?region={NORTH}")
    expect(page.get_by_text("The remark was wrong")).to_be_visible()
    expect(page.get_by_text("A remark", exact=True)).to_be_visible()


STATES = {
    "list": f"/history?region={NORTH}",
    "one": f"/history?region={NORTH}&revision=2",
    "one, table": f"/history?region={NORTH}&revision=3&view=table",
    "two": f"/history?region={NORTH}&from=1&to=3",
}


@pytest.mark.parametrize("states", [("two",), pytest.param(tuple(STATES), marks=pytest.mark.looks)], ids=len)
def test_every_state_is_right_for_everyone_on_screens_and_on_paper(page: Page, states: tuple[str, ...]) -> None:
    for state in states:
        page.emulate_media(color_scheme="light")
        visit(page, STATES[state])
        look_over(page, f"history {state}")


def test_nothing_that_a_workbook_a_name_or_a_note_says_runs_or_becomes_an_element(
    server: StartServer,
    new_page: NewPage,
    tmp_path: Path,
) -> None:
    hostile_store = f"sqlite:///{tmp_path / 'matrices.sqlite'}"
    (tmp_path / "matrices").mkdir()
    page = new_page(base_url=server(MATRICES_FOLDER=str(injection.fill(tmp_path / "matrices")), MATRICES_DATABASE_URL=hostile_store))
    visit(page, "/history")
    found = store.open_store(hostile_store)
    region = injection.REGION.id
    current = store.current(found, region)
    assert current
    changed = replace(
        injection.MATRIX,
        remarks=(replace(injection.MATRIX.remarks[0], missing=f"{injection.EVERYTHING} and more"),),
        activities=injection.MATRIX.activities[::2],
        follow_up=(),
    )
    kind, by = RevisionKind.UPLOAD, Actor(injection.EVERYTHING)
    store.publish(found, changed, b"", by, kind=kind, expected=current.fingerprint, note=injection.EVERYTHING)
    found.close()
    for path in (f"/history?region={region}", f"/history?region={region}&revision=2&open=about,matrix,remarks,activities,situation,follow_up"):
        visit(page, path)
        expect(page.get_by_test_id("stException")).to_have_count(0)
        assert page.evaluate(FOREIGN) == []
        assert page.evaluate("window.pwned") is None
        assert page.locator("a[target=_blank]").count() == 0
