"""One bad day of a dashboard on PostgreSQL, from its start to its stop: what its log tells of it, what its figures count, what its visitors read."""

import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from tests.browser.conftest import ROOT, _wait_for, free_port, watched
from tests.browser.look import keep_picture, settle, visit
from tests.browser.planted import FOREIGN, OF_A_CELL
from tests.browser.test_upload import hand_in, take
from tests.databases import kill, new_postgresql
from tests.workbooks import saved

MARKS = {
    "cell": "Zweiundvierzig-in-a-cell",
    "note": "Zweiundvierzig-in-a-note",
    "person": "Zweiundvierzig-the-person",
    "file": "Zweiundvierzig-the-file",
    "password": "Zweiundvierzig-the-password",
    "secret": "Zweiundvierzig-the-cookie-secret",
    "page": OF_A_CELL,
}
"""Texts that must not stand in the log, by where they are planted."""
SENTENCES = {
    "too many": "This file was not taken: too many have been sent from here within a minute.",
    "broken": "Something went wrong here, and it is our mistake.",
    "away": "cannot be reached",
}
UPLOADS = 3


@dataclass
class Day:
    """What was seen of it: the log's lines, the codes of /readyz in turn, the figures at its end, ours and Streamlit's, how a page
    of each origin is answered that wants a session, the sentences that visitors read."""

    log: list[dict[str, object]]
    text: str
    ready: list[int]
    figures: str
    of_streamlit: str
    origins: dict[str, int]
    read: dict[str, str]


@pytest.fixture(scope="module")
def day(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    home, port = tmp_path_factory.mktemp("day"), free_port()
    log, seen = home / "server.log", Day([], "", [], "", "", {}, {})
    with new_postgresql() as database, log.open("w") as sink:
        variables = {
            "HOME": str(home),
            "MATRICES_DATABASE_URL": re.sub(r"//[^@]*@", f"//postgres:{MARKS['password']}@", database.get_uri()),
            "MATRICES_UPLOADS_PER_MINUTE": str(UPLOADS),
            "STREAMLIT_SERVER_COOKIE_SECRET": MARKS["secret"],
        }
        assert MARKS["password"] in variables["MATRICES_DATABASE_URL"]
        process = subprocess.Popen(
            (sys.executable, "-m", "uvicorn", "tests.browser.faulty:app", "--port", str(port)),
            cwd=ROOT,
            env={**os.environ, **variables},
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
        )
        address = f"http://localhost:{port}"
        try:
            _wait_for(f"{address}/_stcore/health", process, log)
            with watched(browser, [], [], base_url=address) as page:
                seen.ready.append(code(f"{address}/readyz"))
                uploads(page, seen)
                visit(page, "/history?region=europe")
                seen.read["broken"] = page.get_by_role("alert").filter(has_text=SENTENCES["broken"]).inner_text()
                keep_picture(page, "edge-broken")
                seen.origins = {origin: session(port, origin) for origin in (f"http://localhost:{port}", f"http://{FOREIGN}")}
                kill(database)
                page.wait_for_timeout(1100)  # the answer of before holds for a second
                seen.ready.append(code(f"{address}/readyz"))
                visit(page, "/coverage?region=demonstration-north")
                seen.read["away"] = page.get_by_test_id("stMain").inner_text()
                database.ensure_postgres_running()
                page.wait_for_timeout(1100)
                seen.ready.append(code(f"{address}/readyz"))
                seen.figures, seen.of_streamlit = (
                    urllib.request.urlopen(f"{address}{path}").read().decode() for path in ("/metrics", "/_stcore/metrics")
                )
        finally:
            process.terminate()
            process.wait(timeout=20)
    seen.text = log.read_text()
    seen.log = [json.loads(line) for line in seen.text.splitlines()]
    yield seen


def uploads(page: Page, seen: Day) -> None:
    """A workbook that is published, two files that cannot be read, and one too many."""
    book = take(page)
    book["About"]["B12"] = MARKS["cell"]
    hand_in(page, saved(book), f"{MARKS['file']}.xlsx")
    page.get_by_label("Your name").fill(MARKS["person"])
    page.get_by_label("What has changed, and why").fill(MARKS["note"])
    settle(page)
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Published as revision 2")).to_be_visible(timeout=30_000)
    visit(page, "/upload?region=demonstration-north")
    codes = []
    for n in range(UPLOADS):
        settle(page)
        data = saved(book)[: 3000 + n] + MARKS["cell"].encode()
        with page.expect_response(lambda answer: answer.request.method == "PUT") as answered:
            page.locator("input[type=file]").set_input_files({"name": f"{MARKS['file']}-{n}.xlsx", "mimeType": "", "buffer": data})
        codes.append(answered.value.status)
    assert codes == [204, 204, 429]
    alert = page.get_by_role("alert").filter(has_text=SENTENCES["too many"])
    expect(alert).to_be_visible(timeout=30_000)
    settle(page)
    seen.read["too many"] = alert.inner_text()
    keep_picture(page, "edge-too-many")


def session(port: int, origin: str) -> int:
    """How a page of an origin is answered that wants a session: 101 where it gets one."""
    try:
        with connect(f"ws://localhost:{port}/_stcore/stream", origin=Origin(origin), subprotocols=[Subprotocol("streamlit")]):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


def code(url: str) -> int:
    try:
        with urllib.request.urlopen(url) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_no_secret_and_no_word_of_anybodys_stands_in_the_log(day: Day) -> None:
    assert {where: mark for where, mark in MARKS.items() if mark.lower() in day.text.lower()} == {}


def test_what_happened_stands_in_the_log_one_line_an_event(day: Day) -> None:
    events = {str(line["event"]) for line in day.log}
    assert {"started", "done", "read", "turned_away", "script_error", "store_error", "not_ready", "ready", "stopped"} <= events
    done = [(line["action"], line["region"]) for line in day.log if line["event"] == "done"]
    assert ("keep", "demonstration-north") in done
    assert ("publish", "demonstration-north") in done


@pytest.mark.parametrize("name", SENTENCES)
def test_a_visitor_reads_one_calm_sentence(day: Day, name: str) -> None:
    assert SENTENCES[name] in day.read[name]


def test_the_number_that_a_visitor_reads_is_in_the_log_with_what_broke_where(day: Day) -> None:
    (broken,) = (line for line in day.log if line["event"] == "script_error")
    assert str(broken["number"]) in day.read["broken"]
    assert broken["page"] == "history"
    error = broken["errors"][0]  # type: ignore[index]
    assert error["type"] == "ValueError"
    assert error["where"][0].startswith("tests/browser/faulty.py:")


def test_readiness_follows_the_database(day: Day) -> None:
    assert day.ready == [200, 503, 200]


@pytest.mark.parametrize(
    "figure",
    [
        'matrices_actions_total{action="keep",region="demonstration-north"} 1.0',
        'matrices_actions_total{action="publish",region="demonstration-north"} 2.0',  # the first one as it was shipped
        'matrices_uploads_turned_away_total{why="own"} 1.0',
        'matrices_script_errors_total{page="history"} 1.0',
        'matrices_store_errors_total{error="StoreUnavailable"}',
        'matrices_run_seconds_count{page="upload",part="page"}',
        "matrices_sessions 1.0",
        "matrices_readers 0.0",
    ],
)
def test_the_figures_count_it(day: Day, figure: str) -> None:
    assert f"\n{figure}" in day.figures


def test_no_file_stays_in_memory_once_it_is_kept_or_refused(day: Day) -> None:
    assert "cache_memory_bytes" in day.of_streamlit
    assert "UploadedFileManager" not in day.of_streamlit


def test_a_page_of_somebody_elses_gets_no_session_and_nobody_is_asked_who_we_are(day: Day) -> None:
    own, foreign = day.origins.values()
    assert own == 101
    assert foreign == 403
