"""The package of a workbook, looked through before any library opens it: a stream through its parts that stops at the first limit passed.

A workbook is a zip of XML parts. A few kilobytes of it can unpack to gigabytes, fill a cell at the end of the grid or merge a whole sheet, and openpyxl
would set out to build all that. Here nothing is built: each part is unpacked piece by piece and counted. The limits stand in lib/schema.py. A declared
dimension is no reason to refuse a workbook, many good ones declare a wrong one. Parts that are no XML are never unpacked, here or later.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import PurePath
from typing import NamedTuple

from lib import schema
from lib.intake.codes import finding, quoted
from lib.intake.parts import Counted, Refused, count
from lib.model import Finding

_FIRST = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
"""These name the sheets: read first, so that a finding can say in which sheet it is."""
_ENDINGS = (".xlsx", ".xlsm", ".xltx", ".xltm")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ELSEWHERE = re.compile(r"[/\\]|[A-Za-z]:|(.*[/\\])?\.\.([/\\]|$)")

_CARRIED: Mapping[str, re.Pattern[str]] = {
    "has-macros": re.compile(r".*vbaproject\.bin|xl/macrosheets/.+"),
    "has-external-links": re.compile(r"xl/(externallinks/.+|querytables/.+|connections\.xml)"),
    "has-embedded-objects": re.compile(r"xl/(embeddings|activex)/.+"),
}
"""What a workbook may carry and nobody here runs, follows or opens, by the names of its parts in lower case."""


def refusal(data: bytes) -> Finding | None:
    """The finding that says why a package is not opened; None for one within all limits. `data` begins as a zip does."""
    counted = Counted()
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            _as_a_whole(entries, len(data))
            for entry in sorted(entries, key=lambda entry: entry.filename not in _FIRST):
                with archive.open(entry) as part:
                    counted.part = entry.filename
                    count(part, counted)
        counted.together()
    except Refused as refused:
        return finding(refused.code, counted.sheet(), "", "", None, **refused.params)
    except MemoryError:
        raise
    except Exception:  # zipfile has no one error for what a broken archive can do
        return finding("damaged")
    return None


def notes(data: bytes, name: str) -> Iterator[Finding]:
    """What a package carries along and nobody reads, and a file's name that says something else than its bytes."""
    ending = PurePath(name).suffix
    if ending and ending.lower() not in _ENDINGS:
        yield finding("other-ending", ending=quoted(ending))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = [name.lower() for name in archive.namelist()]
    for code, carried in _CARRIED.items():
        if any(map(carried.fullmatch, names)):
            yield finding(code)


class Received(NamedTuple):
    """What received bytes are by their content: the ending that a file's name should have, its media type, and what it carries along."""

    ending: str
    media_type: str
    carried: tuple[Finding, ...]


def kind(data: bytes) -> Received:
    """What kind of file these bytes are. Excel refuses a workbook with macros whose name hides them."""
    try:
        carried = tuple(notes(data, ""))
    except zipfile.BadZipFile:
        return Received(".bin", "application/octet-stream", ())
    if any(one.code == "has-macros" for one in carried):
        return Received(".xlsm", "application/vnd.ms-excel.sheet.macroEnabled.12", carried)
    return Received(".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", carried)


def _as_a_whole(entries: Sequence[zipfile.ZipInfo], packed: int) -> None:
    """What the package's own list of its parts gives away."""
    if len(entries) > schema.MAX_PARTS:
        raise Refused("too-many-parts", limit=schema.MAX_PARTS)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > schema.MAX_UNPACKED:
        raise Refused("unpacks-too-large", limit=schema.MAX_UNPACKED // 2**20)
    if unpacked > schema.MAX_BYTES and unpacked > packed * schema.MAX_RATIO:
        raise Refused("packed-too-tightly", limit=schema.MAX_RATIO)
    if any(_ELSEWHERE.match(entry.filename) for entry in entries):
        raise Refused("part-elsewhere")
    if len({entry.filename.casefold() for entry in entries}) < len(entries):
        raise Refused("part-twice")
    if any(entry.compress_type not in _METHODS for entry in entries):
        raise Refused("damaged")
