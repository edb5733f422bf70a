"""A store as one file, and back: a zip that any program can open, the same from SQLite and from PostgreSQL.

`revisions.jsonl`, `sessions.jsonl`, `drafts.jsonl`, `readings.jsonl`, `rights.jsonl` and `audit.jsonl` hold a line per row of their tables (of a revision
with its seal), `files/<receipt>` the bytes as they were received, `manifest.json` how many lines there are of each and the SHA-256 of them all. An import
checks all of it before it writes anything, and only goes into an empty store: two histories never become one. Rights that its administrator granted
there already stay, and so does its trail, which the other is added to. Files that wait are left behind. Exports of format 1 hold revisions alone, those
of format 2 neither rights nor a trail.
"""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import groupby
from typing import IO, Any, BinaryIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from sqlalchemy import Column, Table, insert, literal, select

from lib import model
from lib.exceptions import BrokenExport, StoreFull, StoreNotEmpty, StoreUnavailable
from lib.mapping import Mapping
from lib.plain import from_plain
from lib.store import tables
from lib.store.audit import noted_of
from lib.store.drafts import draft_of, session_of
from lib.store.opening import Store, shown
from lib.store.rights import check, granted_of
from lib.store.tables import AUDIT, DRAFT, GRANTED, KEPT, READING, REVISION, SESSION

_FORMAT = 3
_MANIFEST = "manifest.json"
_PARTS = {"revisions": REVISION, "sessions": SESSION, "drafts": DRAFT, "readings": READING, "rights": GRANTED, "audit": AUDIT}
_KNOWN = {1: ("revisions",), 2: ("revisions", "sessions", "drafts", "readings"), _FORMAT: tuple(_PARTS)}
"""The formats that are read, and their parts in the order in which their lines are hashed."""


def export_store(store: Store, target: BinaryIO) -> int:
    """Write everything that a store holds as one file, but for files that wait; how many revisions that were.

    The trail has it afterwards, but for a disk that is full: that must keep nobody from saving what is there.
    """
    digest = hashlib.sha256()
    files: dict[str, Any] = {}
    counts = dict.fromkeys(_PARTS, 0)
    with ZipFile(target, "w") as archive, store.reading() as connection:
        if store.engine.dialect.name == "postgresql":  # all of it as of one moment, as SQLite reads anyway
            connection.execution_options(isolation_level="REPEATABLE READ")
        check(store, connection, "export_store")
        for name, table in _PARTS.items():
            query = select(*_columns(table)).order_by(*table.primary_key.columns)
            with _part(archive, _lines(name)) as part:
                for row in connection.execute(query, execution_options={"yield_per": 20}).mappings():
                    line = json.dumps(dict(row)).encode() + b"\n"
                    part.write(line)
                    digest.update(line)
                    counts[name] += 1
                    if table is REVISION:
                        files[row["receipt"]] = (REVISION.c.region == row["region"]) & (REVISION.c.number == row["number"])
        for receipt, where in files.items():
            with _part(archive, _file(receipt)) as part:
                part.write(connection.scalars(select(REVISION.c.data).where(where)).one())
        with _part(archive, _MANIFEST) as part:
            part.write(json.dumps({"format": _FORMAT, **counts, "sha256": digest.hexdigest()}).encode())
    with suppress(StoreFull, StoreUnavailable), store.writing() as connection:
        store.note(connection, store.now(), "export_store")
    return counts["revisions"]


def import_store(store: Store, source: BinaryIO) -> int:
    """Put everything that an export holds into an empty store, all at once or nothing; how many revisions that were.

    BrokenExport where it is not what was exported, StoreNotEmpty where the store holds revisions or sessions.
    """
    try:
        with ZipFile(source) as archive:
            manifest = json.loads(archive.read(_MANIFEST))
            parts = _KNOWN[manifest["format"]]
            _verify(archive, manifest, parts)
            _insert(store, archive, parts)
            return int(manifest["revisions"])
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, AttributeError, KeyError, TypeError, ValueError, OverflowError):
        raise BrokenExport() from None


def _verify(archive: ZipFile, manifest: Any, parts: Iterable[str]) -> None:
    """ValueError, KeyError, TypeError or AttributeError where anything is not as it was exported."""
    digest = hashlib.sha256()
    for name in parts:
        with archive.open(_lines(name)) as part:
            for line in part:
                digest.update(line)
    counts = {name: sum(1 for _ in _rows(archive, name)) for name in parts}
    if manifest != {"format": manifest["format"], **counts, "sha256": digest.hexdigest()}:
        raise ValueError("the manifest tells of other rows")
    numbers = set()
    for _, rows in groupby(_rows(archive, "revisions"), key=lambda row: row["region"]):
        for number, row in enumerate(rows, 1):
            found = tables.revision(row)
            if (found.number, found.region) != (number, found.matrix.about.region):
                raise ValueError("a revision is not where it belongs")
            numbers.add((found.region, found.number))
    for receipt in {row["receipt"] for row in _rows(archive, "revisions")}:
        if model.receipt(archive.read(_file(receipt))) != receipt:
            raise ValueError("a file is not what was received")
    if "sessions" in parts:
        _verify_sessions(archive, numbers)
    if "readings" in parts:
        for row in _rows(archive, "readings"):
            from_plain(Mapping, json.loads(_fitting(row, READING)["corrections"]))
    if "rights" in parts:
        for row in _rows(archive, "rights"):
            granted_of(_fitting(row, GRANTED))
        for row in _rows(archive, "audit"):
            noted_of(_fitting(row, AUDIT))


def _verify_sessions(archive: ZipFile, numbers: set[tuple[str, int]]) -> None:
    """That sessions and drafts are such rows, that the revisions of the one and the sessions of the other are there."""
    sessions = [session_of(_fitting(row, SESSION)) for row in _rows(archive, "sessions")]
    named = {(one.region, number) for one in sessions for number in (one.base or None, one.number) if number is not None}
    drafts = {draft_of(_fitting(row, DRAFT)).session for row in _rows(archive, "drafts")}
    if not named <= numbers or not drafts <= {one.id for one in sessions}:
        raise ValueError("a session is not whole")


def _fitting(row: dict[str, Any], table: Table) -> dict[str, Any]:
    """A row that has a value of the right type for each column of its table, and no other; ValueError where it has not."""
    columns = _columns(table)
    for column in columns:
        value = row.get(column.name) if column.nullable else row[column.name]
        if not (type(value) is column.type.python_type or (column.nullable and value is None)):
            raise ValueError(f"{column.name} is no {column.type}")
    if not row.keys() <= {column.name for column in columns}:
        raise ValueError(f"a row of {table.name} has more than its columns")
    return row


def _insert(store: Store, archive: ZipFile, parts: Iterable[str]) -> None:
    with store.writing() as connection:
        check(store, connection, "import_store")
        if store.engine.dialect.name == "postgresql":
            connection.exec_driver_sql("LOCK TABLE revision, session IN EXCLUSIVE MODE")
        if any(connection.execute(select(literal(1)).select_from(table).limit(1)).first() for table in (REVISION, SESSION)):
            raise StoreNotEmpty(store=shown(store.engine.url))
        there = {tuple(row) for row in connection.execute(select(GRANTED.c.identity, GRANTED.c.region))}
        for name in parts:
            for row in _rows(archive, name):
                if name == "rights" and (row["identity"], row["region"]) in there:
                    continue
                data = {"data": archive.read(_file(row["receipt"]))} if name == "revisions" else {}
                connection.execute(insert(_PARTS[name]).values(**{column.name: row.get(column.name) for column in _columns(_PARTS[name])}, **data))
        store.note(connection, store.now(), "import_store")


def _columns(table: Table) -> tuple[Column[Any], ...]:
    """What a line holds of a row: the bytes of a revision stand apart, and the lines of the trail are numbered anew."""
    return KEPT if table is REVISION else tuple(column for column in table.columns if column is not AUDIT.c.id)


def _rows(archive: ZipFile, name: str) -> Iterator[dict[str, Any]]:
    with archive.open(_lines(name)) as part:
        yield from map(json.loads, part)


def _lines(name: str) -> str:
    return f"{name}.jsonl"


def _file(receipt: str) -> str:
    return f"files/{receipt}"


def _part(archive: ZipFile, name: str) -> IO[bytes]:
    """A part to write: its date is always the same, so that equal stores give equal files."""
    info = ZipInfo(name)
    info.compress_type = ZIP_DEFLATED
    return archive.open(info, "w", force_zip64=True)
