"""A planning session in a real browser: by keyboard alone from beginning to end, and by two at once until the server is killed."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lib import handing_in, intake, planning, store
from lib.model import Actor, Assessment, Cell, Revision, RevisionKind, State, Status
from tests.browser.conftest import ROOT, NewPage, StartServer, _wait_for, forget_the_lost_connection
from tests.browser.look import keep_picture, look_over, settle, switch_theme, violations, visit
from tests.browser.test_injection import unharmed, watched
from tests.injection import FULL
from tests.injection import REGION as HOSTILE
from tests.strategies import FRAMEWORK, PLACES

REGION = "demonstration-north"
MISSING = "What is missing, or challenges"

_FOCUSED = """() => {
  const e = document.activeElement
  if (!e.matches('a, button, input, textarea')) return ''
  return (e.getAttribute('aria-label') || (e.labels && e.labels[0] ? e.labels[0].innerText : '') || e.innerText || '').trim()
}"""
_LONGEST_WAY = 150


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Press Tab until what has the focus is called so, or begins so."""
    for _ in range(_LONGEST_WAY):
        page.keyboard.press(key)
        found = page.evaluate(_FOCUSED)
        if any(line == name or line.startswith(f"{name} –") for line in found.splitlines()):  # an icon, or when it was saved, beside it
            return
    raise AssertionError(f"Tab does not lead to {name}")


def fill(page: Page, name: str, text: str) -> None:
    """Type a text into a field by keyboard, leave it, and wait until it is saved."""
    tab_to(page, name)
    page.keyboard.type(text)
    page.keyboard.press("Tab")
    settle(page)


def press(page: Page, name: str) -> None:
    tab_to(page, name)
    page.keyboard.press("Enter")
    settle(page)


def judge(page: Page, status: str) -> None:
    """Choose a status other than the published one, and say that the situation has changed: arrows move among choices, the space bar chooses."""
    tab_to(page, "In place")
    while page.evaluate(_FOCUSED) != status:
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    settle(page)
    tab_to(page, "The situation has changed")
    page.keyboard.press("Space")
    settle(page)


def shortcut(page: Page, letter: str) -> None:
    page.keyboard.press(f"Alt+{letter}")
    settle(page)


def named(page: Page, name: str = "Ada") -> None:
    fill(page, "Your name", name)


def begin(page: Page, region: str = REGION) -> str:
    """Begin a session; its address."""
    visit(page, f"/planning?region={region}")
    named(page)
    press(page, "Begin")
    expect(page.get_by_role("heading", level=1)).to_have_text("What was agreed last time")
    return page.url


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a store in a file of its own."""
    return f"sqlite:///{tmp_path_factory.mktemp('store') / 'matrices.sqlite'}"


@pytest.fixture(scope="module")
def dashboard(server: StartServer, database: str) -> str:
    """A dashboard on that store, on which sessions are begun, each of a region of its own."""
    return server(MATRICES_DATABASE_URL=database)


@contextmanager
def killable(home: Path) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """A dashboard that can be killed: its address and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {"HOME": str(home), "MATRICES_DATABASE_URL": f"sqlite:///{home / 'matrices.sqlite'}"}
    command = (sys.executable, "-m", "streamlit", "run", "serve.py", "--server.port", str(port), "--server.headless", "true")
    log = home / "server.log"
    with log.open("w") as sink:
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **own}, stdin=subprocess.DEVNULL, stdout=sink, stderr=subprocess.STDOUT)
    try:
        _wait_for(f"http://localhost:{port}/_stcore/health", process, log)
        yield f"http://localhost:{port}", process
    finally:
        process.kill()
        process.wait(timeout=20)
    assert '"errors"' not in log.read_text()


def test_a_session_by_keyboard_alone_from_beginning_to_end(new_page: NewPage, dashboard: str, database: str) -> None:
    page = new_page(base_url=dashboard)
    begin(page)
    shortcut(page, "n")
    expect(page.get_by_role("heading", level=1)).to_have_text("8 Secondary movements")
    shortcut(page, "n")
    expect(page.get_by_role("heading", level=1)).to_have_text("Country A")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_label("Source", exact=True)).to_be_in_viewport()  # the fields are in sight, whatever is written about the cell
    judge(page, "Partly in place")
    expect(page.get_by_text("In this session: Partly in place")).to_be_visible()
    tab_to(page, MISSING)
    page.keyboard.type("Interpreters at night")
    shortcut(page, "d")  # at once: the key that leads away leaves the field first
    expect(page.get_by_role("heading", level=1)).to_have_text("Country B")
    judge(page, "Planned")
    press(page, "Agree an action")
    expect(page.get_by_label("Action", exact=True)).to_be_focused()
    page.keyboard.type("Train twelve interpreters")
    settle(page)
    fill(page, "Lead", "Ministry of the Interior")
    fill(page, "Due", "2027-06")

    page.reload()
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Country B")
    expect(page.get_by_label("Your name")).to_have_value("Ada")
    expect(page.get_by_label("Action –")).to_have_value("Train twelve interpreters")
    shortcut(page, "p")
    expect(page.get_by_label(MISSING)).to_have_value("Interpreters at night")
    press(page, "Agree an action")
    fill(page, "Action", "Share figures along the route")
    fill(page, "Lead", "UNHCR")
    for _ in range(2):
        shortcut(page, "n")
    expect(page.get_by_role("heading", level=1)).to_have_text("Country D")
    judge(page, "In place")
    press(page, "No action, because …")
    fill(page, "No action, because", "It works")
    for theme in ("light", "dark"):
        switch_theme(page, theme)
        assert violations(page) == []
        keep_picture(page, f"planning-{theme}")

    tab_to(page, "Step", "Shift+Tab")
    page.keyboard.type("Close")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Close the session")
    for _ in range(page.get_by_text("The situation has changed", exact=True).count()):
        tab_to(page, "The situation has changed")
        page.keyboard.press("Space")
        settle(page)
    keep_picture(page, "planning-close")
    press(page, "Publish and close the session")
    expect(page.get_by_test_id("stAlert").filter(has_text="Published as revision 2 of Demonstration North")).to_be_focused()
    assert violations(page) == []

    kept = store.open_store(database)
    new = store.current(kept, REGION)
    assert new is not None
    expect_published(new)
    tab_to(page, "The updated workbook (Excel)")
    with page.expect_download() as downloading:
        page.keyboard.press("Enter")
    report = intake.read(BytesIO(downloading.value.path().read_bytes()), "a.xlsx", FRAMEWORK, PLACES)
    assert not report.errors and handing_in.compare(kept, report, new).unchanged
    kept.close()
    expect_on_other_pages(page)


def expect_published(new: Revision) -> None:
    said = {Assessment("XAA", "8", Status.PARTLY), Assessment("XAB", "8", Status.PLANNED), Assessment("XAD", "8", Status.IN_PLACE)}
    assert said <= set(new.matrix.assessments)
    assert "Interpreters at night" in {one.missing for one in new.matrix.remarks}
    states = {one.action: (one.state, one.lead, one.due) for one in new.matrix.follow_up}
    assert states["Train twelve interpreters"] == (State.AGREED, "Ministry of the Interior", "2027-06")
    assert states["Share figures along the route"][0] is State.AGREED
    assert [one.reason for one in new.matrix.follow_up if one.state is State.NO_ACTION and one.place == "XAD"] == ["It works"]


def expect_on_other_pages(page: Page) -> None:
    visit(page, f"/coverage?region={REGION}&place=XAD&point=8")
    expect(page.get_by_text(re.compile("^Assessed as: In place")).first).to_be_visible()
    visit(page, f"/progress?region={REGION}")
    expect(page.get_by_text("Train twelve interpreters").first).to_be_visible()
    visit(page, f"/history?region={REGION}&revision=2")
    expect(page.get_by_role("button", name="Minutes (Word)")).to_be_visible()


def publish_again(database: str) -> None:
    """Publish what the region's current revision says as the next one, from another process."""
    with closing(store.open_store(database)) as kept:
        current = store.current(kept, REGION)
        assert current is not None
        upon = current.fingerprint
        store.publish(kept, current.matrix, b"", Actor("Cy"), kind=RevisionKind.PLANNING, expected=upon, base=upon, note="News")


def type_while_news_arrives(page: Page, name: str, database: str) -> str:
    """Type into a long text without a pause, so that nothing of it is sent, while somebody publishes: until the page has run again by itself, and on.
    What was typed."""
    tab_to(page, name)
    page.keyboard.type("Half a sentence")
    publish_again(database)
    news, dots = page.get_by_text("Published just now: Demonstration North."), 0
    while not news.is_visible():
        assert dots < 400, "no news arrives"
        page.keyboard.type(".", delay=50)
        dots += 1
    expect(page.get_by_label(name)).to_be_focused()
    page.keyboard.type(" and the rest")
    page.keyboard.press("Tab")
    settle(page)
    return f"Half a sentence{'.' * dots} and the rest"


def test_two_record_at_once_in_the_same_field_too_and_neither_news_a_reload_nor_a_killed_server_loses_what_was_written(
    new_page: NewPage, tmp_path: Path, console_errors: list[str]
) -> None:
    database = f"sqlite:///{tmp_path / 'matrices.sqlite'}"
    with killable(tmp_path) as (dashboard, process):
        one, two = new_page(base_url=dashboard), new_page(base_url=dashboard)
        session = begin(one)
        for page, name in ((one, "Ada"), (two, "Bo")):
            visit(page, f"{session}&step=8&place=XAA")
            named(page, name)
        they_write_in_one_field(one, two)
        fill(two, "Recommendation", "Only Bo")
        expect(one.get_by_text("what is missing · recommendation")).to_be_visible()  # in the list, within seconds
        typed = type_while_news_arrives(one, "Recommendation", database)
        one.get_by_role("button", name="Both").click()
        settle(one)
        fill(one, "Source", "The border guard")
        expect(one.get_by_label(MISSING)).to_have_value("From Ada, and more\nFrom Bo")
        for page in (one, two):
            expect(page.get_by_text("All of this is saved")).to_be_visible()
        notes_stay_closed(one, session)
        process.kill()
        process.wait(timeout=20)
    [key] = re.findall("session=([0-9a-f]+)", session)
    kept = store.open_store(database)
    found = {one.field: one.value for one in store.drafts(kept, key) if one.subject == planning.of_cell(Cell("XAA", "8"))}
    kept.close()
    assert found == {"missing": "From Ada, and more\nFrom Bo", "recommendation": f"Only Bo\n{typed}", "source": "The border guard"}
    forget_the_lost_connection(console_errors)


def they_write_in_one_field(one: Page, two: Page) -> None:
    """What the first writes arrives at the second; what the second writes waits for an answer, over a reload too."""
    tab_to(one, MISSING)
    one.keyboard.type("From Ada")
    expect(one.get_by_label(f"{MISSING} – saved")).to_be_focused()  # a pause saves; the field was not left
    one.keyboard.type(", and more")
    expect(two.get_by_text("Cells: 1")).to_be_visible()
    tab_to(two, MISSING)
    two.keyboard.type("From Bo")
    expect(two.get_by_text("Not saved: somebody else wrote in this field meanwhile.")).to_be_visible()
    expect(two.get_by_text("Ada wrote here at")).to_be_visible()
    settle(two)
    assert violations(two) == []
    keep_picture(two, "planning-clash")
    two.reload()
    settle(two)
    expect(two.get_by_text("Not saved: somebody else wrote")).to_be_visible()
    expect(two.get_by_text("1 text of yours is not saved")).to_be_visible()
    expect(two.get_by_label(MISSING)).to_have_value("From Bo")
    two.get_by_role("button", name="Both").click()
    settle(two)
    expect(two.get_by_text("All of this is saved")).to_be_visible()


def notes_stay_closed(page: Page, session: str) -> None:
    """An internal note that was opened at one country stays closed at the next."""
    for place in ("XAB", "XAD"):
        visit(page, f"{session}&step=8&place={place}")
        page.get_by_text("Internal, not for onward sharing").click()
        page.get_by_text("Internal note: open to read or write").click()
        fill(page, "Note for the minutes", f"Split over {place}")
    expect(page.get_by_label("Note for the minutes")).to_be_visible()
    shortcut(page, "p")
    expect(page.get_by_role("heading", level=1)).to_have_text("Country B")
    expect(page.get_by_text("2 internal notes")).to_be_visible()
    for hidden in (page.get_by_label("Note for the minutes"), page.get_by_text("Split over")):
        for found in hidden.all():
            expect(found).not_to_be_visible()


STATES = {
    "planning-begin": "",
    "planning-last": "&step=last",
    "planning-point": "&step=1",
    "planning-cell": "&step=1&place=ITA",
    "planning-end": "&step=end",
}


@pytest.mark.parametrize("states", [("planning-cell",), pytest.param(tuple(STATES), marks=pytest.mark.looks)], ids=len)
def test_every_step_of_a_large_region_is_right_for_everyone(new_page: NewPage, dashboard: str, states: tuple[str, ...]) -> None:
    page = new_page(base_url=dashboard)
    session = begin(page, "europe")
    for name in states:
        step = STATES[name]
        page.emulate_media(color_scheme="light")
        visit(page, session + step if step else "/planning?region=europe&session=")
        look_over(page, name)


def test_what_offices_and_the_room_wrote_is_shown_as_text(new_page: NewPage, hostile: str) -> None:
    page = watched(new_page(base_url=hostile, own=True))
    session = begin(page, HOSTILE.id)
    for step in ("last", FULL.point, f"{FULL.point}&place={FULL.place}", "end"):
        visit(page, f"{session}&step={step}")
        named(page)
        unharmed(page)
