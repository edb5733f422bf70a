"""A file from outside, looked through before any library opens it: a stream through its parts that stops at the first limit passed.

Most workbooks are zips of XML parts. A few kilobytes of it can unpack to gigabytes, fill a cell at the end of the grid or merge a whole sheet, and openpyxl
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
from lib.intake import biff, biff12, guard, open_document
from lib.intake.codes import finding, quoted
from lib.intake.grid import Looked
from lib.intake.guard import Form
from lib.intake.limits import Refused
from lib.intake.parts import Counted, count
from lib.model import Finding, Message

_FIRST = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
"""These name the sheets: read first, so that a finding can say in which sheet it is."""
_ENDINGS: Mapping[Form, tuple[str, ...]] = {
    Form.EXCEL: (".xlsx", ".xlsm", ".xltx", ".xltm"),
    Form.BINARY_EXCEL: (".xlsb",),
    Form.OLD_EXCEL: (".xls", ".xlt"),
    Form.OPEN_DOCUMENT: (".ods", ".ots"),
    Form.TEXT: (".csv", ".tsv", ".tab", ".txt"),
}
_MEDIA_TYPES: Mapping[Form, str] = {
    Form.EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.BINARY_EXCEL: "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
    Form.OLD_EXCEL: "application/vnd.ms-excel",
    Form.OPEN_DOCUMENT: "application/vnd.oasis.opendocument.spreadsheet",
    Form.TEXT: "text/csv",
}
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ELSEWHERE = re.compile(r"[/\\]|[A-Za-z]:|(.*[/\\])?\.\.([/\\]|$)")

_CARRIED: Mapping[str, re.Pattern[str]] = {
    "has-macros": re.compile(r".*vbaproject\.bin|xl/macrosheets/.+|basic/.+"),
    "has-external-links": re.compile(r"xl/(externallinks/.+|querytables/.+|connections\.xml)"),
    "has-embedded-objects": re.compile(r"xl/(embeddings|activex)/.+"),
}
"""What a workbook may carry and nobody here runs, follows or opens, by the names of its parts in lower case."""
_CARRIED_BY_OLD: Mapping[str, tuple[str, ...]] = {"has-macros": ("_VBA_PROJECT_CUR",), "has-embedded-objects": ("MBD0",)}
"""The same in an old workbook, by the names of its streams."""


def look(data: bytes, form: Form) -> Looked | Finding:
    """What a file of this form tells beside its values; or the finding that says why it is not opened. What a text holds is counted when it is read."""
    counted = Counted()
    try:
        match form:
            case Form.TEXT:
                return Looked()
            case Form.OLD_EXCEL:
                return biff.look(data)
        _parts(data, counted)
        match form:
            case Form.BINARY_EXCEL:
                return biff12.look(data)
            case Form.OPEN_DOCUMENT:
                return open_document.look(data)
        return counted.looked()
    except Refused as refused:
        return finding(refused.code, counted.sheet(), "", "", None, **refused.params)
    except MemoryError:
        raise
    except Exception:  # zipfile has no one error for what a broken archive can do
        return finding("damaged")


def _parts(data: bytes, counted: Counted) -> None:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        entries = archive.infolist()
        _as_a_whole(entries, len(data))
        for entry in sorted(entries, key=lambda entry: entry.filename not in _FIRST):
            with archive.open(entry) as part:
                counted.part = entry.filename
                count(part, counted)
    counted.together()


def notes(data: bytes, name: str, form: Form) -> Iterator[Finding]:
    """What a file carries along and nobody reads, and a name that says something else than its bytes."""
    ending = PurePath(name).suffix
    if ending and ending.lower() not in _ENDINGS[form]:
        yield finding("other-ending", ending=quoted(ending), kind=Message(f"finding.kind{form.value}"), usual=form.value)
    for code in _carried(data, form):
        yield finding(code)


def _carried(data: bytes, form: Form) -> Iterator[str]:
    if form is Form.OLD_EXCEL:
        yield from (code for code, streams in _CARRIED_BY_OLD.items() if any(name.encode("utf-16-le") in data for name in streams))
    if form in (Form.EXCEL, Form.BINARY_EXCEL, Form.OPEN_DOCUMENT):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = [name.lower() for name in archive.namelist()]
        yield from (code for code, carried in _CARRIED.items() if any(map(carried.fullmatch, names)))


class Received(NamedTuple):
    """What received bytes are by their content: the ending that a file's name should have, its media type, and what it carries along."""

    ending: str
    media_type: str
    carried: tuple[Finding, ...]


def kind(data: bytes) -> Received:
    """What kind of file these bytes are. Excel refuses a workbook with macros whose name hides them."""
    form = guard.form(data)
    if not isinstance(form, Form):
        return Received(".bin", "application/octet-stream", ())
    carried = tuple(map(finding, _carried(data, form)))
    if form is Form.EXCEL and any(one.code == "has-macros" for one in carried):
        return Received(".xlsm", "application/vnd.ms-excel.sheet.macroEnabled.12", carried)
    return Received(form.value, _MEDIA_TYPES[form], carried)


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
