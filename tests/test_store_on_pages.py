"""What the pages ask of the store, how often, and what they say when it cannot answer."""

import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, event

from lib import shipped, store
from lib.exceptions import StoreUnavailable
from lib.model import Actor, RevisionKind
from pages.shared import data
from tests.conftest import new_store
from tests.test_pages import COVERAGE, ROOT, forget, opened, ran, texts
from tests.writers import everyone_starts

PAGES = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("pages/[ea]*/*.py"))
"""All but those that manage the store itself."""
SHIPPED = Counter({region.id: 1 for region in shipped.places().regions if (shipped.folder() / f"{region.id}.xlsx").exists()})


@pytest.fixture
def new_process() -> Iterator[None]:
    shared = store.address()
    forget(new_store())
    yield
    forget(shared)


@pytest.fixture
def asked() -> Iterator[list[str]]:
    """The questions to any store, as they are asked."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith("BEGIN"):
            found.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield found
    event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture
def away(new_process: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Regions of which the store cannot be reached, once a test puts them in; "" is the question which revisions to show."""
    gone: list[str] = []
    revision, latest, as_of = store.revision, store.latest_stamp, store.as_of

    def unavailable(region: str) -> None:
        if region in gone:
            raise StoreUnavailable(store="")

    monkeypatch.setattr(store, "revision", lambda kept, region, number: (unavailable(region), revision(kept, region, number))[1])
    monkeypatch.setattr(store, "latest_stamp", lambda kept: (unavailable(""), latest(kept))[1])
    monkeypatch.setattr(store, "as_of", lambda kept, moment: (unavailable(""), as_of(kept, moment))[1])
    yield gone
    gone.clear()


def publish() -> None:
    """Another revision of Europe, of which nothing is known."""
    current = store.current(data.kept(), "europe")
    assert current
    empty = shipped.empty("europe", data.framework(), data.places()).matrix
    store.publish(data.kept(), empty, b"", Actor("somebody"), kind=RevisionKind.UPLOAD, expected=current.fingerprint)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("moment", ["", "2999-01-01"])
def test_a_page_that_was_seen_before_asks_the_store_one_question(page: str, moment: str, asked: list[str]) -> None:
    app = opened(page, **({"as_of": moment} if moment else {}))
    asked.clear()
    ran(app.run())
    assert len(asked) == 1 and "fingerprint" in asked[0]


def test_no_page_is_left_out_above() -> None:
    shown = set(re.findall(r'PAGES / "(explore|about)" / "(\w+\.py)"', (ROOT / "dashboard.py").read_text()))
    assert {f"pages/{section}/{page}" for section, page in shown} == set(PAGES)


def test_threads_that_ask_first_at_the_same_moment_publish_each_workbook_once(new_process: None) -> None:
    with ThreadPoolExecutor(4) as threads:
        for one in [threads.submit(data.kept) for _ in range(4)]:
            assert store.latest_stamp(one.result()).keys() == SHIPPED.keys()
    assert Counter(entry.region for entry in store.history(data.kept())) == SHIPPED


def test_processes_that_start_at_the_same_moment_publish_each_workbook_once(address: str) -> None:
    everyone_starts(address, processes=2)


def test_what_is_shown_while_the_store_is_away_is_what_it_said_last(away: list[str]) -> None:
    app = opened(COVERAGE, region="europe")
    before = texts(app)
    away.append("")
    ran(app.run())
    assert "cannot be reached. What is shown was current on" in app.warning[0].value
    assert texts(app) == before
    away.clear()
    publish()
    ran(app.run())
    assert not app.warning and "Nothing is known yet of the 48 countries shown" in texts(app)


def test_a_moment_is_known_while_the_store_is_away_if_it_was_the_last_that_somebody_looked_back_to(away: list[str]) -> None:
    app = opened(COVERAGE, region="europe", as_of="2999-01-01")
    away.append("")
    ran(app.run())
    assert "What is shown was current on" in app.warning[1].value and app.title and not app.error
    app.query_params["as_of"] = "2998-01-01"
    ran(app.run())
    assert "cannot be reached now" in app.error[0].value and not app.title


@pytest.mark.parametrize(
    ("page", "others"),
    [
        ("pages/explore/practices.py", {}),
        ("pages/explore/compare.py", {"groups": "europe,americas"}),
        ("pages/explore/coverage.py", {"region": "europe"}),
    ],
)
def test_matrices_that_cannot_be_read_now_are_one_sentence_however_many_they_are(page: str, others: dict[str, str], away: list[str]) -> None:
    away += SHIPPED
    app = opened(page, **others)
    assert len(app.error) == 1 and "cannot be reached now" in app.error[0].value


def test_a_disk_that_is_full_at_the_first_start_is_a_sentence_and_the_next_click_tries_again(new_process: None) -> None:
    room = [40]

    def small(connection: object, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count={room[0]}")  # type: ignore[attr-defined]

    event.listen(Engine, "connect", small)
    try:
        app = opened()
        assert "the disk of the store of published revisions is full" in app.error[0].value
        assert not app.title
        room[0] = 1_000_000
        ran(app.run())
        assert not app.error and app.title
    finally:
        event.remove(Engine, "connect", small)
    assert Counter(entry.region for entry in store.history(data.kept())) == SHIPPED
