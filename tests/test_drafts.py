"""What is recorded in a planning session: nothing acknowledged is lost, nobody overwrites somebody unseen, and closing is publishing – on both databases."""

import io
import json
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, insert

from lib import model, store
from lib.exceptions import BrokenExport, Changed, Overtaken, SessionClosed, StoreNotEmpty, UnknownSession
from lib.model import Actor, Judged, Matrix, Revision, RevisionKind
from lib.store import HandIn, Session, Store, opening, tables
from tests import exports
from tests.databases import empty
from tests.recorders import everyone_is_heard, what_was_acknowledged_survives_kills
from tests.workbooks import SAMPLE, written

REGION = SAMPLE.about.region
BY = Actor("A person")
OTHER = Actor("Another")
START = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
FIELD = ("cell/DJI/1", "missing")


@pytest.fixture
def opened(address: str) -> Iterator[Store]:
    """A store with one revision, whose clock goes on by an hour at each look."""
    hours = iter(range(10**6))
    opened = store.open_store(address, now=lambda: START + timedelta(hours=next(hours)))
    put(opened, SAMPLE)
    yield opened
    opened.close()


def put(opened: Store, matrix: Matrix, data: bytes = b"") -> Revision:
    """Publish upon whatever is current."""
    current = store.latest_stamp(opened).get(matrix.about.region)
    return store.publish(opened, matrix, data, BY, kind=RevisionKind.UPLOAD, expected=current.fingerprint if current else "")


def begun(opened: Store, region: str = REGION, name: str = "Spring") -> Session:
    return store.begin(opened, region, BY, name=name)


def noted(note: str) -> Matrix:
    return replace(SAMPLE, about=replace(SAMPLE.about, notes=note))


# Sessions


def test_a_session_begins_upon_what_is_current(opened: Store):
    second = put(opened, noted("2"))
    found = store.begin(opened, REGION, Actor("A\0 person"), name="Spring\0 – Réunion")
    assert found == Session(found.id, REGION, 2, second.fingerprint, "Spring – Réunion", "A person", START + timedelta(hours=2))
    assert found.open
    assert store.session(opened, found.id) == found


def test_a_region_without_a_revision_can_have_a_session(opened: Store):
    found = begun(opened, "europe")
    assert (found.base, found.fingerprint) == (0, "")
    new = store.close(opened, found.id, replace(SAMPLE, about=replace(SAMPLE.about, region="europe")), b"", BY, expected="")
    assert (new.region, new.number, new.base) == ("europe", 1, "")


def test_sessions_are_listed_newest_first_by_region_and_by_whether_they_are_open(opened: Store):
    one, two, elsewhere = begun(opened), begun(opened), begun(opened, "europe")
    closed = store.abandon(opened, one.id)
    assert not closed.open
    assert store.sessions(opened) == (elsewhere, two, closed)
    assert store.sessions(opened, REGION) == (two, closed)
    assert store.sessions(opened, open=True) == (elsewhere, two)
    assert store.sessions(opened, REGION, open=False) == (closed,)


def test_a_session_that_there_is_not_is_said(opened: Store):
    for ask in (
        lambda: store.session(opened, "none"),
        lambda: store.drafts(opened, "none"),
        lambda: store.abandon(opened, "none"),
        lambda: store.write(opened, "none", *FIELD, "x", BY, expected=0),
        lambda: store.close(opened, "none", SAMPLE, b"", BY, expected=model.fingerprint(SAMPLE)),
    ):
        with pytest.raises(UnknownSession):
            ask()
    assert len(store.history(opened)) == 1


# Writing


def test_what_was_written_is_there_after_the_store_was_opened_anew(address: str):
    first = store.open_store(address)
    session = begun(first)
    new = store.write(first, session.id, *FIELD, "Zwei\nZeilen – مرحبا 👩‍🚀\0", Actor("A\0 person"), expected=0)
    first.close()
    again = store.open_store(address)
    assert (new.value, new.by, new.version) == ("Zwei\nZeilen – مرحبا 👩‍🚀", "A person", 1)
    assert store.drafts(again, session.id) == (new,)
    again.close()


def test_each_writing_counts_one_version_on(opened: Store):
    session = begun(opened)
    found = [store.write(opened, session.id, *FIELD, text, BY, expected=version) for version, text in enumerate(("a", "ab", ""))]
    assert [draft.version for draft in found] == [1, 2, 3]
    assert store.drafts(opened, session.id) == (found[-1],)


@pytest.mark.parametrize("expected", [0, 1, 3])
def test_whoever_writes_upon_another_version_gets_what_is_there_and_overwrites_nothing(opened: Store, expected: int):
    session = begun(opened)
    store.write(opened, session.id, *FIELD, "one", BY, expected=0)
    current = store.write(opened, session.id, *FIELD, "two", OTHER, expected=1)
    with pytest.raises(Changed) as raised:
        store.write(opened, session.id, *FIELD, "mine", BY, expected=expected)
    assert raised.value.current == current
    assert store.drafts(opened, session.id) == (current,)
    assert store.write(opened, session.id, *FIELD, "mine", BY, expected=current.version).version == 3


def test_whoever_saw_something_that_never_was_is_told_that_nothing_is_there(opened: Store):
    session = begun(opened)
    with pytest.raises(Changed) as raised:
        store.write(opened, session.id, *FIELD, "mine", BY, expected=1)
    assert raised.value.current is None
    assert store.drafts(opened, session.id) == ()


def test_writing_what_stands_there_already_succeeds_and_changes_nothing(opened: Store):
    session = begun(opened)
    first = store.write(opened, session.id, *FIELD, "the same", BY, expected=0)
    for expected in (0, 1, 7):
        assert store.write(opened, session.id, *FIELD, "the same", OTHER, expected=expected) == first
    assert store.drafts(opened, session.id) == (first,)


def test_fields_subjects_and_sessions_do_not_touch_each_other(opened: Store):
    one, two = begun(opened), begun(opened)
    places = [(one, "cell/DJI/1", "missing"), (one, "cell/DJI/1", "reason"), (one, "cell/DJI/2", "missing"), (two, "cell/DJI/1", "missing")]
    found = [store.write(opened, session.id, subject, field, str(n), BY, expected=0) for n, (session, subject, field) in enumerate(places)]
    assert store.drafts(opened, one.id) == tuple(found[:3])
    assert store.drafts(opened, two.id) == tuple(found[3:])


def test_drafts_after_a_moment_are_those_written_then_or_later(opened: Store):
    session = begun(opened)
    first, second = (store.write(opened, session.id, "session", field, "x", BY, expected=0) for field in ("note", "present"))
    assert store.drafts(opened, session.id, after=first.at) == (first, second)
    assert store.drafts(opened, session.id, after=second.at) == (second,)
    assert store.drafts(opened, session.id, after=second.at + timedelta(seconds=1)) == ()
    again = store.write(opened, session.id, "session", "note", "y", BY, expected=1)
    assert store.drafts(opened, session.id, after=second.at) == (second, again)


def test_recorders_who_write_at_the_same_time_are_all_heard(address: str):
    everyone_is_heard(address, writers=4, edits=12)


def test_a_recorder_who_is_killed_loses_nothing_that_was_acknowledged(address: str):
    what_was_acknowledged_survives_kills(address, times=4)


# Closing


def test_closing_publishes_and_marks_the_session_with_the_revision(opened: Store):
    session = begun(opened)
    draft = store.write(opened, session.id, *FIELD, "x", BY, expected=0)
    judged = (Judged("DJI", "1", "progress"),)
    new = store.close(opened, session.id, noted("after"), b"bytes", OTHER, expected=session.fingerprint, note="A note", judged=judged)
    assert new == store.current(opened, REGION)
    assert (new.number, new.kind, new.by, new.note, new.judged) == (2, RevisionKind.PLANNING, "Another", "A note", judged)
    assert (new.matrix, new.base, new.receipt) == (noted("after"), session.fingerprint, model.receipt(b"bytes"))
    assert store.bytes_of(opened, REGION, 2) == b"bytes"
    assert store.session(opened, session.id) == replace(session, closed_at=new.at, number=2)
    assert store.drafts(opened, session.id) == (draft,), "its drafts are what its minutes are made of"


def test_closing_upon_what_is_no_longer_current_writes_nothing_and_leaves_the_session_open(opened: Store):
    session = begun(opened)
    meanwhile = put(opened, noted("meanwhile"))
    with pytest.raises(Overtaken) as raised:
        store.close(opened, session.id, noted("after"), b"", BY, expected=session.fingerprint)
    assert raised.value.current == meanwhile
    assert store.session(opened, session.id) == session
    assert len(store.history(opened)) == 2
    assert store.close(opened, session.id, noted("after"), b"", BY, expected=meanwhile.fingerprint).number == 3


@pytest.mark.parametrize("how", ["closed", "abandoned"])
def test_a_closed_session_takes_nothing_more(opened: Store, how: str):
    session = begun(opened)
    draft = store.write(opened, session.id, *FIELD, "x", BY, expected=0)
    if how == "closed":
        store.close(opened, session.id, noted("after"), b"", BY, expected=session.fingerprint)
    else:
        assert store.abandon(opened, session.id).number is None
    before, history = store.session(opened, session.id), store.history(opened)
    for again in (
        lambda: store.write(opened, session.id, *FIELD, "y", BY, expected=1),
        lambda: store.write(opened, session.id, *FIELD, "x", BY, expected=1),
        lambda: store.abandon(opened, session.id),
        lambda: store.close(opened, session.id, noted("again"), b"", BY, expected=history[-1].fingerprint),
    ):
        with pytest.raises(SessionClosed):
            again()
    assert (store.session(opened, session.id), store.history(opened), store.drafts(opened, session.id)) == (before, history, (draft,))


def test_a_session_is_not_closed_with_another_regions_matrix(opened: Store):
    session = begun(opened, "europe")
    with pytest.raises(ValueError, match="europe"):
        store.close(opened, session.id, noted("after"), b"", BY, expected=model.fingerprint(SAMPLE))
    assert store.session(opened, session.id).open
    assert len(store.history(opened)) == 1


def test_where_the_session_cannot_be_marked_nothing_is_published(opened: Store):
    session = begun(opened)

    def fail(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("UPDATE session"):
            raise KeyboardInterrupt

    event.listen(opened.engine, "before_cursor_execute", fail)
    with pytest.raises(KeyboardInterrupt):
        store.close(opened, session.id, noted("after"), b"", BY, expected=session.fingerprint)
    event.remove(opened.engine, "before_cursor_execute", fail)
    assert len(store.history(opened)) == 1
    assert store.session(opened, session.id) == session
    assert store.close(opened, session.id, noted("after"), b"", BY, expected=session.fingerprint).number == 2


def test_of_two_who_publish_between_question_and_answer_the_session_is_overtaken(address: str):
    """PostgreSQL lets both ask; SQLite lets the second wait."""
    slow, fast = store.open_store(address), store.open_store(address)
    put(fast, SAMPLE)
    session = begun(slow)
    if address.startswith("postgresql"):

        @event.listens_for(slow.engine, "before_cursor_execute")
        def overtake(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            if statement.startswith("INSERT INTO revision"):
                put(fast, noted("fast"))

    else:
        put(fast, noted("fast"))
    with pytest.raises(Overtaken) as raised:
        store.close(slow, session.id, noted("slow"), b"", BY, expected=model.fingerprint(SAMPLE))
    assert raised.value.current == store.revision(fast, REGION, 2)
    assert store.session(fast, session.id) == session
    slow.close()
    fast.close()


def test_what_is_written_while_a_session_closes_waits_and_is_refused(address: str):
    """Whoever is told that a text is kept finds it in the minutes: none arrives behind them."""
    closing, writing = store.open_store(address), store.open_store(address)
    put(closing, SAMPLE)
    session = begun(closing)
    told: list[object] = []
    writer = threading.Thread(target=lambda: told.append(_outcome_of_writing(writing, session)))

    @event.listens_for(closing.engine, "before_cursor_execute")
    def write_meanwhile(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("INSERT INTO revision"):
            writer.start()
            writer.join(0.5)
            told.append("not yet")

    store.close(closing, session.id, noted("after"), b"", BY, expected=session.fingerprint)
    writer.join()
    assert told == ["not yet", SessionClosed]
    assert store.drafts(closing, session.id) == ()
    closing.close()
    writing.close()


def _outcome_of_writing(opened: Store, session: Session) -> object:
    try:
        return store.write(opened, session.id, *FIELD, "late", BY, expected=0)
    except SessionClosed:
        return SessionClosed


# Older stores, export and import


def test_a_store_of_the_version_before_keeps_what_it_holds(address: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(opening, "VERSION", "r0002")
    old = store.open_store(address)
    kept = HandIn(REGION, model.receipt(b"x"), "a.xlsx", START)
    first = Revision(region=REGION, number=1, matrix=SAMPLE, fingerprint=model.fingerprint(SAMPLE), receipt=model.receipt(b""), by="", at=START)
    with old.writing() as connection:
        values = {"region": REGION, "receipt": kept.receipt, "name": kept.name, "at": tables.moment(START), "data": b"x"}
        connection.execute(insert(tables.HAND_IN).values(values))
        connection.execute(insert(tables.REVISION).values(**tables.row(first), data=b""))
    old.close()
    monkeypatch.undo()
    again = store.open_store(address)
    assert (store.waiting(again), store.current(again, REGION), store.sessions(again)) == ((kept,), first, ())
    assert store.session(again, begun(again).id).base == 1
    again.close()


def export(opened: Store) -> bytes:
    target = io.BytesIO()
    store.export_store(opened, target)
    return target.getvalue()


@pytest.fixture
def another(request: pytest.FixtureRequest, tmp_path: Path, address: str) -> Iterator[Store]:
    """An empty store in the other database."""
    on_postgresql = address.startswith("sqlite")
    found = store.open_store(empty(request.getfixturevalue("postgresql")) if on_postgresql else f"sqlite:///{tmp_path / 'another.sqlite'}")
    yield found
    found.close()


def test_sessions_and_drafts_move_between_databases_as_they_are(opened: Store, another: Store):
    closed, held = begun(opened), begun(opened, name="Réunion")
    for session, value in ((closed, "a"), (held, "Zwei\nZeilen – مرحبا 👩‍🚀")):
        store.write(opened, session.id, *FIELD, value, BY, expected=0)
    store.close(opened, closed.id, noted("after"), written(), BY, expected=closed.fingerprint)
    exported = export(opened)
    assert store.import_store(another, io.BytesIO(exported)) == 2
    assert store.sessions(another) == store.sessions(opened)
    for session in (closed, held):
        assert store.drafts(another, session.id) == store.drafts(opened, session.id)
    assert exports.held(export(another)) == exports.held(exported)
    assert store.write(another, held.id, *FIELD, "and on", OTHER, expected=1).version == 2


def test_a_store_that_holds_a_session_alone_takes_no_import(opened: Store, another: Store):
    session = begun(another, "europe")
    with pytest.raises(StoreNotEmpty):
        store.import_store(another, io.BytesIO(export(opened)))
    assert (store.sessions(another), store.history(another)) == ((session,), ())


def test_an_export_of_before_there_were_sessions_can_be_imported(opened: Store, another: Store):
    with zipfile.ZipFile(io.BytesIO(export(opened))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.dumps({"format": 1, "revisions": 1, "sha256": model.receipt(parts["revisions.jsonl"])}).encode()
    old = io.BytesIO()
    with zipfile.ZipFile(old, "w") as archive:
        for name, part in (parts | {"manifest.json": manifest}).items():
            if name not in ("sessions.jsonl", "drafts.jsonl"):
                archive.writestr(name, part)
    assert store.import_store(another, old) == 1
    assert store.history(another) == store.history(opened)
    assert store.sessions(another) == ()


def test_an_export_made_while_a_session_closes_is_whole(address: str, another: Store):
    exporting, closing = store.open_store(address), store.open_store(address)
    put(closing, SAMPLE)
    session = begun(closing)

    @event.listens_for(exporting.engine, "before_cursor_execute")
    def close_meanwhile(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "FROM session" in statement:
            store.close(closing, session.id, noted("after"), b"", BY, expected=session.fingerprint)

    exported = export(exporting)
    event.remove(exporting.engine, "before_cursor_execute", close_meanwhile)
    assert store.import_store(another, io.BytesIO(exported)) == 1
    assert store.sessions(another) == (session,), "all of it as of the moment at which the export began"
    exporting.close()
    closing.close()


def test_a_session_whose_revision_is_of_another_region_is_no_whole_export(opened: Store, another: Store):
    begun(opened, "europe")
    with zipfile.ZipFile(io.BytesIO(export(opened))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["sessions.jsonl"] = parts["sessions.jsonl"].replace(b'"number": null', b'"number": 1')
    whole = b"".join(parts[f"{name}.jsonl"] for name in ("revisions", "sessions", "drafts"))
    parts["manifest.json"] = json.dumps({"format": 2, "revisions": 1, "sessions": 1, "drafts": 0, "sha256": model.receipt(whole)}).encode()
    harmed = io.BytesIO()
    with zipfile.ZipFile(harmed, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    with pytest.raises(BrokenExport):
        store.import_store(another, harmed)
    assert (store.history(another), store.sessions(another)) == ((), ())
