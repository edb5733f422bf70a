"""The store of published revisions: what is written once is there for good, in order, as it was, on both databases."""

import io
import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError

from lib import model, shipped, store, words
from lib.exceptions import (
    BrokenExport,
    CannotBeGranted,
    Changed,
    DamagedStore,
    NewerStore,
    Overtaken,
    Refused,
    StoreError,
    StoreNotEmpty,
    UnknownRevision,
    UnknownStore,
)
from lib.model import About, Actor, Assessment, Matrix, Remark, Revision, RevisionKind, Right, Status
from lib.plain import to_plain
from lib.store import Stamp, Store
from lib.store.tables import METADATA
from tests.databases import empty
from tests.exports import held
from tests.strategies import FRAMEWORK, PLACES
from tests.workbooks import SAMPLE, written

REGION = SAMPLE.about.region
OTHER = Matrix(About("west-africa"), ("MLI",), (Assessment("MLI", "1", Status.PLANNED),))
BY = Actor("A person")
MIGRATIONS = Path(store.__file__).parent / "migrations"
START = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)


@pytest.fixture
def opened(address: str) -> Iterator[Store]:
    """An empty store whose clock goes on by an hour at each look."""
    hours = iter(range(10**6))
    opened = store.open_store(address, now=lambda: START + timedelta(hours=next(hours)))
    yield opened
    opened.close()


def put(opened: Store, matrix: Matrix, data: bytes = b"", note: str = "", base: str = "", kind: RevisionKind = RevisionKind.UPLOAD) -> Revision:
    """Publish upon whatever is current."""
    current = store.latest_stamp(opened).get(matrix.about.region)
    return store.publish(opened, matrix, data, BY, kind=kind, expected=current.fingerprint if current else "", base=base, note=note)


def noted(matrix: Matrix, note: str) -> Matrix:
    return replace(matrix, about=replace(matrix.about, notes=note))


# Publishing and reading


def test_a_published_revision_is_read_as_it_was_written(opened: Store):
    note = "Réunion de mars – «oui»\n\tمرحبا 👩‍🚀"
    new = put(opened, SAMPLE, written(), note, base="abc")
    assert new == Revision(
        region=REGION,
        number=1,
        matrix=SAMPLE,
        fingerprint=model.fingerprint(SAMPLE),
        receipt=model.receipt(written()),
        by="A person",
        at=START,
        note=note,
        kind=RevisionKind.UPLOAD,
        base="abc",
    )
    assert store.current(opened, REGION) == store.revision(opened, REGION, 1) == new
    assert store.bytes_of(opened, REGION, 1) == written()


def test_texts_that_no_database_can_hold_lose_only_what_it_cannot(opened: Store):
    odd = noted(SAMPLE, "a\0b")
    new = store.publish(opened, odd, b"\0\xff", Actor("n\0n"), kind=RevisionKind.UPLOAD, expected="", note="x\ud800y")
    assert (new.by, new.note, new.matrix) == ("nn", "x?y", odd)
    assert store.current(opened, REGION) == new
    assert store.bytes_of(opened, REGION, 1) == b"\0\xff"


def test_numbers_count_within_a_region(opened: Store):
    found = [put(opened, one) for one in (SAMPLE, OTHER, noted(SAMPLE, "2"), noted(SAMPLE, "3"), noted(OTHER, "2"))]
    assert [(one.region, one.number) for one in found] == [(REGION, 1), ("west-africa", 1), (REGION, 2), (REGION, 3), ("west-africa", 2)]
    assert [(one.region, one.number) for one in store.history(opened)] == [
        (REGION, 1),
        (REGION, 2),
        (REGION, 3),
        ("west-africa", 1),
        ("west-africa", 2),
    ]
    assert [one.number for one in store.history(opened, "west-africa")] == [1, 2]


def test_history_tells_everything_but_the_matrix(opened: Store):
    new = put(opened, SAMPLE, written(), "A note", base="abc")
    [entry] = store.history(opened, REGION)
    assert (entry.region, entry.number, entry.fingerprint, entry.receipt) == (REGION, 1, new.fingerprint, new.receipt)
    assert (entry.by, entry.at, entry.note, entry.kind, entry.base) == ("A person", START, "A note", RevisionKind.UPLOAD, "abc")


def test_a_region_that_nobody_published_has_nothing(opened: Store):
    put(opened, SAMPLE)
    assert store.current(opened, "west-africa") is None
    assert store.history(opened, "west-africa") == ()
    assert set(store.latest_stamp(opened)) == {REGION}
    for read in (store.revision, store.bytes_of):
        with pytest.raises(UnknownRevision):
            read(opened, "west-africa", 1)
        with pytest.raises(UnknownRevision):
            read(opened, REGION, 2)


def test_publishing_upon_what_is_no_longer_current_gives_the_current_one_and_writes_nothing(opened: Store):
    first = put(opened, SAMPLE)
    second = put(opened, noted(SAMPLE, "2"))
    for expected in (first.fingerprint, "", "of another store"):
        with pytest.raises(Overtaken) as raised:
            store.publish(opened, noted(SAMPLE, "3"), b"", BY, kind=RevisionKind.UPLOAD, expected=expected)
        assert raised.value.current == second
    assert len(store.history(opened)) == 2
    third = store.publish(opened, noted(SAMPLE, "3"), b"", BY, kind=RevisionKind.UPLOAD, expected=raised.value.current.fingerprint)
    assert third.number == 3


def test_publishing_upon_a_revision_that_never_was_says_that_there_is_none(opened: Store):
    with pytest.raises(Overtaken) as raised:
        store.publish(opened, SAMPLE, b"", BY, kind=RevisionKind.UPLOAD, expected="something")
    assert raised.value.current is None
    assert store.history(opened) == ()


def test_of_two_who_publish_between_question_and_answer_one_is_overtaken(address: str):
    """PostgreSQL lets both ask; SQLite lets the second wait."""
    slow, fast = store.open_store(address), store.open_store(address)
    put(fast, SAMPLE)

    if address.startswith("postgresql"):

        @event.listens_for(slow.engine, "before_cursor_execute")
        def overtake(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            if statement.startswith("INSERT"):
                put(fast, noted(SAMPLE, "fast"))

    else:
        put(fast, noted(SAMPLE, "fast"))
    with pytest.raises(Overtaken) as raised:
        store.publish(slow, noted(SAMPLE, "slow"), b"", BY, kind=RevisionKind.UPLOAD, expected=model.fingerprint(SAMPLE))
    assert raised.value.current == store.revision(fast, REGION, 2)
    assert [one.number for one in store.history(fast)] == [1, 2]
    slow.close()
    fast.close()


def test_restoring_publishes_an_earlier_matrix_with_its_bytes_as_the_next_one(opened: Store):
    first, second = put(opened, SAMPLE, written()), put(opened, noted(SAMPLE, "2"), b"other")
    new = store.restore(opened, REGION, 1, Actor("Another"), note="Back")
    assert (new.number, new.matrix, new.receipt, new.kind, new.by, new.note) == (3, SAMPLE, first.receipt, RevisionKind.RESTORE, "Another", "Back")
    assert new.base == second.fingerprint
    assert store.bytes_of(opened, REGION, 3) == written()
    assert [one.number for one in store.history(opened)] == [1, 2, 3]
    with pytest.raises(UnknownRevision):
        store.restore(opened, REGION, 9, BY)


def test_restoring_upon_what_is_no_longer_current_writes_nothing(opened: Store):
    first, second = put(opened, SAMPLE), put(opened, noted(SAMPLE, "2"))
    with pytest.raises(Overtaken) as raised:
        store.restore(opened, REGION, 1, BY, expected=first.fingerprint)
    assert raised.value.current == second
    assert store.restore(opened, REGION, 1, BY, expected=second.fingerprint).base == second.fingerprint
    assert [one.number for one in store.history(opened)] == [1, 2, 3]


# What a page asks at each click


def test_the_latest_stamp_is_one_query_for_all_regions(opened: Store):
    put(opened, SAMPLE)
    second, other = put(opened, noted(SAMPLE, "2")), put(opened, OTHER)
    asked: list[str] = []
    event.listen(opened.engine, "before_cursor_execute", lambda _c, _r, statement, *_: asked.append(statement))
    assert store.latest_stamp(opened) == {REGION: Stamp(2, second.fingerprint), "west-africa": Stamp(1, other.fingerprint)}
    assert [statement for statement in asked if statement != "BEGIN"] == [statement for statement in asked if "SELECT" in statement]
    assert len([statement for statement in asked if "SELECT" in statement]) == 1


def test_the_latest_stamp_scans_an_index_and_no_revision(tmp_path: Path):
    opened = store.open_store(f"sqlite:///{tmp_path / 'matrices.sqlite'}")
    put(opened, SAMPLE)
    asked: list[str] = []
    event.listen(opened.engine, "before_cursor_execute", lambda _c, _r, statement, *_: asked.append(statement))
    store.latest_stamp(opened)
    [query] = [statement for statement in asked if "SELECT" in statement]
    with opened.reading() as connection:
        plan = [row.detail for row in connection.execute(text(f"EXPLAIN QUERY PLAN {query}"))]
    assert any("COVERING INDEX" in step for step in plan)
    assert [step for step in plan if "SCAN revision" in step and "USING COVERING INDEX" not in step] == []
    opened.close()


def test_as_of_a_day_gives_what_was_current_when_it_ended(opened: Store):
    stamps = [Stamp(one.number, one.fingerprint) for one in (put(opened, SAMPLE), put(opened, noted(SAMPLE, "2")), put(opened, OTHER))]
    assert store.as_of(opened, START - timedelta(seconds=1)) == {}
    assert store.as_of(opened, START) == {REGION: stamps[0]}
    assert store.as_of(opened, START + timedelta(hours=2)) == {REGION: stamps[1], "west-africa": stamps[2]}
    assert store.as_of(opened, START + timedelta(days=99)) == store.latest_stamp(opened)


# That nothing is ever changed


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE revision SET note = 'changed'",
        "UPDATE revision SET number = 5",
        "DELETE FROM revision",
        "INSERT INTO revision SELECT region, number + 2, fingerprint, receipt, base, actor, at, note, kind, judged, seal, matrix, data FROM revision",
        "INSERT INTO revision SELECT region, number, fingerprint, receipt, base, actor, at, 'changed', kind, judged, seal, matrix, data FROM revision",
    ],
)
def test_the_database_itself_refuses_to_change_what_is_published(opened: Store, statement: str):
    before = put(opened, SAMPLE, written())
    with pytest.raises(IntegrityError), opened.writing() as connection:
        connection.execute(text(statement))
    assert store.history(opened) == (store.history(opened, REGION)[0],)
    assert store.current(opened, REGION) == before


def test_each_database_refuses_its_own_way_of_replacing_rows(opened: Store):
    before = put(opened, SAMPLE, written())
    copy = "SELECT region, number, fingerprint, receipt, base, actor, at, 'changed', kind, judged, seal, matrix, data FROM revision"
    statement = "TRUNCATE revision" if opened.engine.dialect.name == "postgresql" else f"INSERT OR REPLACE INTO revision {copy}"
    with pytest.raises(IntegrityError), opened.writing() as connection:
        connection.execute(text(statement))
    assert store.current(opened, REGION) == before


def test_what_was_changed_by_other_means_is_not_shown(opened: Store):
    """Whoever owns the database can take its triggers off; the seal and the receipt still tell."""
    put(opened, SAMPLE, written())
    with opened.writing() as connection:
        triggers = {"sqlite": "DROP TRIGGER revision_UPDATE", "postgresql": "DROP TRIGGER revision_kept ON revision"}
        connection.execute(text(triggers[opened.engine.dialect.name]))
        connection.execute(text("UPDATE revision SET matrix = replace(matrix, 'partly', 'in_place'), data = substr(data, 2)"))
    for read in (store.current, lambda *where: store.revision(*where, 1), lambda *where: store.bytes_of(*where, 1)):
        with pytest.raises(DamagedStore):
            read(opened, REGION)


def test_what_was_once_sealed_stays_sealed_in_every_version(opened: Store):
    """A seal that is made another way would make every store there is a damaged one."""
    put(opened, SAMPLE, written(), "A note")
    with opened.reading() as connection:
        row = dict(connection.execute(text("SELECT * FROM revision")).mappings().one())
    assert row["at"] == "2026-03-01T23:30:00.000000+00:00"
    assert row["matrix"] == json.dumps(to_plain(SAMPLE), separators=(",", ":"))
    assert row["seal"] == "c4978980f4a41d3c40a3b357fde5fec9c4e311eb037eff2682bbd27d9eb63dba"


def test_the_migrations_make_the_table_that_the_statements_go_by(opened: Store):
    with opened.reading() as connection:
        migrated = MigrationContext.configure(connection)
        assert compare_metadata(migrated, METADATA) == []
        assert (migrated.get_current_revision(),) == tuple(ScriptDirectory(MIGRATIONS).get_heads())


def test_opening_a_store_again_changes_nothing(address: str):
    first = store.open_store(address)
    put(first, SAMPLE)
    again = store.open_store(address)
    assert store.history(again) == store.history(first)
    first.close()
    again.close()


def test_a_store_of_a_newer_version_is_refused(address: str):
    opened = store.open_store(address)
    put(opened, SAMPLE)
    with opened.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'r9999'"))
    with pytest.raises(NewerStore):
        store.open_store(address)
    assert len(store.history(opened)) == 1
    opened.close()


def test_a_sqlite_store_is_on_the_disk_before_a_revision_is_acknowledged(tmp_path: Path):
    opened = store.open_store(f"sqlite:///{tmp_path / 'matrices.sqlite'}")
    with opened.reading() as connection:
        settings = [connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("journal_mode", "synchronous")]
    assert settings == ["wal", 2]  # 2: FULL
    opened.close()


@pytest.mark.parametrize(
    "url",
    [
        *("", "nonsense", "mysql://host/name", "sqlite://", "sqlite:///:memory:", "sqlite+aiosqlite:///x", "postgresql+asyncpg://x/y"),
        *("postgresql://host:port/name", "postgresql://host/name?sslmod=require"),
    ],
)
def test_an_address_of_neither_database_is_refused(url: str):
    with pytest.raises(UnknownStore):
        store.open_store(url)


def test_the_address_comes_from_the_environment_or_is_a_file_in_var(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MATRICES_DATABASE_URL", "postgresql://host/name")
    assert store.address() == "postgresql://host/name"
    monkeypatch.delenv("MATRICES_DATABASE_URL")
    assert store.address() == f"sqlite:///{Path(__file__).parents[1] / 'var' / 'matrices.sqlite'}"


def test_everything_that_the_store_says_has_its_words():
    english = words.catalogue("en")
    kinds = [kind for kind in StoreError.__subclasses__() if kind not in (CannotBeGranted, Refused)]
    assert len(kinds) == 13
    for kind in kinds:
        error = kind(None) if kind in (Changed, Overtaken) else kind(store="/here", number=3)
        assert words.render(error.message, english)


# Shipped workbooks


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one shipped workbook that can be used, and one that cannot."""
    (tmp_path / f"{REGION}.xlsx").write_bytes(written())
    (tmp_path / "europe.xlsx").write_bytes(b"no workbook")
    monkeypatch.setattr(shipped, "folder", lambda: tmp_path)
    return tmp_path


def test_a_shipped_workbook_becomes_the_first_revision_of_its_region(opened: Store, folder: Path):
    for _ in range(2):
        shipped.publish_first(opened, FRAMEWORK, PLACES)
    [entry] = store.history(opened)
    assert (entry.region, entry.number, entry.kind, entry.by) == (REGION, 1, RevisionKind.SHIPPED, "")
    assert store.revision(opened, REGION, 1).matrix == SAMPLE
    assert store.bytes_of(opened, REGION, 1) == written()
    assert shipped.offered(opened, FRAMEWORK, PLACES) == ()


def test_a_newer_shipped_workbook_is_offered_and_never_forced(opened: Store, folder: Path):
    put(opened, noted(SAMPLE, "What the office says"))
    shipped.publish_first(opened, FRAMEWORK, PLACES)
    assert [entry.kind for entry in store.history(opened)] == [RevisionKind.UPLOAD]
    [offer] = shipped.offered(opened, FRAMEWORK, PLACES)
    assert (offer.region, offer.matrix) == (REGION, SAMPLE)
    assert shipped.offered(opened, FRAMEWORK, PLACES, REGION) == (offer,)
    assert shipped.offered(opened, FRAMEWORK, PLACES, "west-africa") == ()
    put(opened, SAMPLE, kind=RevisionKind.SHIPPED)
    put(opened, noted(SAMPLE, "Once more"))
    assert shipped.offered(opened, FRAMEWORK, PLACES) == ()


# Export and import


@pytest.fixture
def exported(opened: Store) -> bytes:
    """An export of five revisions, two of which have the same bytes."""
    for number in range(3):
        put(opened, replace(SAMPLE, remarks=(Remark("DJI", "1", missing=f"{number} – \0"),)), written(), note="é" * number)
    put(opened, OTHER, b"other")
    store.restore(opened, REGION, 1, BY)
    return export(opened)


def export(opened: Store) -> bytes:
    target = io.BytesIO()
    store.export_store(opened, target)
    return target.getvalue()


@pytest.fixture
def another(request: pytest.FixtureRequest, tmp_path: Path, address: str) -> Iterator[Store]:
    """An empty store in the other database."""
    if address.startswith("sqlite"):
        found = store.open_store(empty(request.getfixturevalue("postgresql")))
    else:
        found = store.open_store(f"sqlite:///{tmp_path / 'another.sqlite'}")
    yield found
    found.close()


def test_a_store_moves_between_databases_as_it_is(opened: Store, exported: bytes, another: Store):
    assert store.import_store(another, io.BytesIO(exported)) == 5
    assert store.history(another) == store.history(opened)
    for entry in store.history(opened):
        where = (entry.region, entry.number)
        assert store.revision(another, *where) == store.revision(opened, *where)
        assert store.bytes_of(another, *where) == store.bytes_of(opened, *where)
    assert held(export(another)) == held(exported)
    assert put(another, noted(SAMPLE, "on")).number == 5


def test_an_export_holds_each_file_once_under_its_receipt(exported: bytes):
    with zipfile.ZipFile(io.BytesIO(exported)) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if name.startswith("files/")}
    assert files == {f"files/{model.receipt(data)}": data for data in (written(), b"other")}


def test_a_store_that_holds_revisions_takes_no_import(opened: Store, exported: bytes):
    before = store.history(opened)
    with pytest.raises(StoreNotEmpty):
        store.import_store(opened, io.BytesIO(exported))
    assert store.history(opened) == before


Parts = dict[str, bytes]


def lines(parts: Parts, change: Callable[[list[dict[str, object]]], object], name: str = "revisions") -> None:
    """Change the revisions of an export (or its sessions, or drafts, or rights), and the manifest to match."""
    rows = [json.loads(line) for line in parts[f"{name}.jsonl"].splitlines()]
    change(rows)
    parts[f"{name}.jsonl"] = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    names = ("revisions", "sessions", "drafts", "readings", "rights", "audit")
    whole = [parts[f"{name}.jsonl"] for name in names]
    counts = dict(zip(names, (len(part.splitlines()) for part in whole), strict=True))
    parts["manifest.json"] = json.dumps({"format": 3, **counts, "sha256": model.receipt(b"".join(whole))}).encode()


def other_bytes(parts: Parts) -> None:
    parts[f"files/{model.receipt(b'other')}"] = b"others"


HARM: dict[str, Callable[[Parts], object]] = {
    "no revisions": lambda parts: parts.pop("revisions.jsonl"),
    "no manifest": lambda parts: parts.pop("manifest.json"),
    "a file lost": lambda parts: parts.pop(f"files/{model.receipt(b'other')}"),
    "a file changed": other_bytes,
    "the last line lost": lambda parts: parts.update({"revisions.jsonl": parts["revisions.jsonl"].rpartition(b"\n{")[0] + b"\n"}),
    "a revision lost": lambda parts: lines(parts, lambda rows: rows.pop(1)),
    "revisions exchanged": lambda parts: lines(parts, lambda rows: rows.insert(0, rows.pop(1))),
    "a note changed": lambda parts: lines(parts, lambda rows: rows[1].update(note="changed")),
    "a matrix changed": lambda parts: lines(parts, lambda rows: rows[1].update(matrix=str(rows[1]["matrix"]).replace("DJI", "ETH"))),
    "another format": lambda parts: parts.update({"manifest.json": parts["manifest.json"].replace(b'"format": 3', b'"format": 4')}),
    "no JSON": lambda parts: parts.update({"revisions.jsonl": b"Country;Status\n"}),
    "other JSON": lambda parts: lines(parts, lambda rows: rows.append({})),
    "no drafts": lambda parts: parts.pop("drafts.jsonl"),
    "a draft changed": lambda parts: parts.update({"drafts.jsonl": parts["drafts.jsonl"].replace(b"A gap", b"A lap")}),
    "drafts without their session": lambda parts: lines(parts, list.clear, "sessions"),
    "a session of a revision that is lost": lambda parts: lines(parts, lambda rows: rows[0].update(number=7), "sessions"),
    "a version that is no number": lambda parts: lines(parts, lambda rows: rows[0].update(version="1"), "drafts"),
    "a draft without a time": lambda parts: lines(parts, lambda rows: rows[0].update(at="yesterday"), "drafts"),
    "a draft that lacks its field": lambda parts: lines(parts, lambda rows: rows[0].pop("field"), "drafts"),
    "a draft with more than its columns": lambda parts: lines(parts, lambda rows: rows[0].update(more="x"), "drafts"),
    "a draft that is no row": lambda parts: lines(parts, lambda rows: rows.append([]), "drafts"),
    "no rights": lambda parts: parts.pop("rights.jsonl"),
    "a right that there is not": lambda parts: lines(parts, lambda rows: rows[0].update(right="owner"), "rights"),
    "a right for nobody": lambda parts: lines(parts, lambda rows: rows[0].update(identity=None), "rights"),
    "a line of the trail lost": lambda parts: parts.update({"audit.jsonl": parts["audit.jsonl"].partition(b"\n")[2]}),
    "a line of the trail changed": lambda parts: parts.update({"audit.jsonl": parts["audit.jsonl"].replace(b"publish", b"restore")}),
    "a line of the trail without a time": lambda parts: lines(parts, lambda rows: rows[0].update(at="yesterday"), "audit"),
}


@pytest.mark.parametrize("harm", [*HARM, "cut", "a byte changed", "no zip"])
def test_an_export_that_is_not_whole_is_refused_whole(harm: str, tmp_path: Path):
    source = store.open_store(f"sqlite:///{tmp_path / 'source.sqlite'}")
    for number in range(3):
        put(source, noted(SAMPLE, str(number)), b"first")
    put(source, OTHER, b"other")
    session = store.begin(source, REGION, BY, name="A session")
    store.grant(source, "ada@example.org", Right.PUBLISHER, REGION)
    store.write(source, session.id, "cell/DJI/1", "missing", "A gap", BY, expected=0)
    data = export(source)
    source.close()
    if change := HARM.get(harm):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        change(parts)
        harmed = io.BytesIO()
        with zipfile.ZipFile(harmed, "w") as archive:
            for name, part in parts.items():
                archive.writestr(name, part)
        data = harmed.getvalue()
    else:
        data = {"cut": data[:-100], "a byte changed": data[:200] + bytes([data[200] ^ 1]) + data[201:], "no zip": b"Country;Status\n" * 50}[harm]
    target = store.open_store(f"sqlite:///{tmp_path / 'target.sqlite'}")
    with pytest.raises(BrokenExport):
        store.import_store(target, io.BytesIO(data))
    assert (store.history(target), store.rights(target), store.audit(target)) == ((), (), ())
    target.close()


def test_a_copy_of_a_sqlite_store_made_as_the_page_on_backups_says_is_a_store(tmp_path: Path):
    opened = store.open_store(f"sqlite:///{tmp_path / 'matrices.sqlite'}")
    put(opened, SAMPLE, written())
    source = sqlite3.connect(tmp_path / "matrices.sqlite")
    source.execute(f"VACUUM INTO '{tmp_path / 'copy.sqlite'}'")
    source.close()
    copy = store.open_store(f"sqlite:///{tmp_path / 'copy.sqlite'}")
    assert store.current(copy, REGION) == store.current(opened, REGION)
    opened.close()
    copy.close()
