"""A store as one file, and back: a zip that any program can open, the same from SQLite and from PostgreSQL.

`revisions.jsonl` holds a line per revision (its row in the table, with its seal), `files/<receipt>` the bytes as they were received, `manifest.json` how
many lines there are and their SHA-256. Where readings are remembered, `readings.jsonl` has a line for each, and the manifest its SHA-256 too. An import
checks all of it before it writes anything, and only goes into an empty store: two histories never become one.
"""

import hashlib
import json
import zlib
from collections.abc import Iterator
from itertools import groupby
from typing import IO, Any, BinaryIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from sqlalchemy import insert, select

from lib import model
from lib.exceptions import BrokenExport, StoreNotEmpty
from lib.store import tables
from lib.store.opening import Store, shown
from lib.store.tables import KEPT, READING, REVISION

_FORMAT = 1
_MANIFEST, _REVISIONS, _READINGS = "manifest.json", "revisions.jsonl", "readings.jsonl"


def export_store(store: Store, target: BinaryIO) -> int:
    """Write everything that a store holds as one file; how many revisions that were."""
    digest = hashlib.sha256()
    files: dict[str, Any] = {}
    count = 0
    with ZipFile(target, "w") as archive, store.reading() as connection:
        with _part(archive, _REVISIONS) as part:
            for row in connection.execute(
                select(*KEPT).order_by(REVISION.c.region, REVISION.c.number), execution_options={"yield_per": 20}
            ).mappings():
                line = json.dumps(dict(row)).encode() + b"\n"
                part.write(line)
                digest.update(line)
                files[row["receipt"]] = (REVISION.c.region == row["region"]) & (REVISION.c.number == row["number"])
                count += 1
        for receipt, where in files.items():
            with _part(archive, _file(receipt)) as part:
                part.write(connection.scalars(select(REVISION.c.data).where(where)).one())
        manifest = {"format": _FORMAT, "revisions": count, "sha256": digest.hexdigest()}
        if readings := connection.execute(select(READING).order_by(READING.c.shape)).mappings().all():
            lines = b"".join(json.dumps(dict(row)).encode() + b"\n" for row in readings)
            with _part(archive, _READINGS) as part:
                part.write(lines)
            manifest["readings"] = hashlib.sha256(lines).hexdigest()
        with _part(archive, _MANIFEST) as part:
            part.write(json.dumps(manifest).encode())
    return count


def import_store(store: Store, source: BinaryIO) -> int:
    """Put everything that an export holds into an empty store, all at once or nothing; how many revisions that were.

    BrokenExport where it is not what was exported, StoreNotEmpty where the store holds revisions.
    """
    try:
        with ZipFile(source) as archive:
            _verify(archive)
            return _insert(store, archive)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError, TypeError, ValueError, OverflowError):
        raise BrokenExport() from None


def _verify(archive: ZipFile) -> None:
    """ValueError or KeyError where anything is not as it was exported."""
    manifest = json.loads(archive.read(_MANIFEST))
    digest = hashlib.sha256()
    with archive.open(_REVISIONS) as part:
        for line in part:
            digest.update(line)
    expected = {"format": _FORMAT, "revisions": sum(1 for _ in _rows(archive, _REVISIONS)), "sha256": digest.hexdigest()}
    if _READINGS in archive.namelist():
        expected["readings"] = hashlib.sha256(archive.read(_READINGS)).hexdigest()
    if manifest != expected:
        raise ValueError("the manifest tells of other revisions or readings")
    for _, rows in groupby(_rows(archive, _REVISIONS), key=lambda row: row["region"]):
        for number, row in enumerate(rows, 1):
            found = tables.revision(row)
            if (found.number, found.region) != (number, found.matrix.about.region):
                raise ValueError("a revision is not where it belongs")
    for receipt in {row["receipt"] for row in _rows(archive, _REVISIONS)}:
        if model.receipt(archive.read(_file(receipt))) != receipt:
            raise ValueError("a file is not what was received")


def _insert(store: Store, archive: ZipFile) -> int:
    with store.writing() as connection:
        if store.engine.dialect.name == "postgresql":
            connection.exec_driver_sql("LOCK TABLE revision IN EXCLUSIVE MODE")
        if connection.execute(select(REVISION.c.number).limit(1)).first():
            raise StoreNotEmpty(store=shown(store.engine.url))
        count = 0
        for count, row in enumerate(_rows(archive, _REVISIONS), 1):  # noqa: B007  # its last value is asked for
            values = {column.name: row[column.name] for column in KEPT}
            connection.execute(insert(REVISION).values(**values, data=archive.read(_file(row["receipt"]))))
        if _READINGS in archive.namelist():
            for row in _rows(archive, _READINGS):
                connection.execute(insert(READING).values({column.name: row[column.name] for column in READING.columns}))
        return count


def _rows(archive: ZipFile, part_name: str) -> Iterator[dict[str, Any]]:
    with archive.open(part_name) as part:
        yield from map(json.loads, part)


def _file(receipt: str) -> str:
    return f"files/{receipt}"


def _part(archive: ZipFile, name: str) -> IO[bytes]:
    """A part to write: its date is always the same, so that equal stores give equal files."""
    info = ZipInfo(name)
    info.compress_type = ZIP_DEFLATED
    return archive.open(info, "w", force_zip64=True)
