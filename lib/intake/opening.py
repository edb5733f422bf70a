"""The bytes of a file → the filled cells of its sheets, by whoever sees most of them: openpyxl, python-calamine or, for texts, the csv module.

openpyxl sees nearly everything of an Excel workbook. calamine, which sees values, reads what openpyxl cannot open or would take too long over, and all
other workbooks. What calamine does not tell was found when the file was looked through; what nobody sees is named.
"""

import csv
import re
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

from lib.intake import by_calamine, by_csv, by_openpyxl, guard, package
from lib.intake.codes import finding
from lib.intake.grid import Grid, Looked, Unseen
from lib.intake.guard import Form
from lib.intake.limits import Refused
from lib.model import Finding, Message


class ReaderName(StrEnum):
    """Who read a file."""

    OPENPYXL = "openpyxl"
    CALAMINE = "calamine"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Opened:
    """The sheets of a file in their order, who read them, what of them could not be seen, and what had to be guessed."""

    grids: tuple[Grid, ...]
    reader: ReaderName
    unseen: frozenset[Unseen] = frozenset()
    guessed: tuple[Finding, ...] = ()


TELLING = frozenset({Unseen.LINKS, Unseen.HIDDEN, Unseen.ERRORS})
"""What of our own template would say something: its colours and comments do not."""

_DIALECT = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)
"""The names of Strict Open XML, which openpyxl does not know, and those that it knows for the same."""
_NO_FILL = re.compile(rb"<((?:\w+:)?)fill\s*/>")
"""A fill of no kind, which openpyxl does not understand."""


def opened(data: bytes, looked: Looked | None = None) -> Opened:
    """The sheets of a file. Refused where nobody can open it.

    Only for bytes that were `looked` through, or come from ourselves: calamine ends the whole process where memory does not suffice.
    """
    form = guard.form(data)
    if not isinstance(form, Form):
        raise Refused(form)
    if form is Form.TEXT:
        return _text(data)
    found = _by_openpyxl(data) if form is Form.EXCEL and not (looked and looked.heavy) else None
    return found or _by_calamine(data, looked or _look(data, form))


def not_seen(unseen: Collection[Unseen]) -> tuple[Finding, ...]:
    """The note on what of a file could not be seen."""
    what = tuple(Message(f"unseen.{one}") for one in Unseen if one in unseen)
    return (finding("not-seen", what=what),) if what else ()


def _by_openpyxl(data: bytes) -> Opened | None:
    """The sheets of an Excel workbook, mended if need be; None where openpyxl does not see any."""
    for mend in (bytes, _mended):
        try:
            grids, unseen = by_openpyxl.grids(mend(data))
        except MemoryError:
            raise
        except Exception:  # openpyxl raises nearly anything on a file that it cannot open, with server paths in its words
            continue
        if grids:
            return Opened(grids, ReaderName.OPENPYXL, unseen)
    return None


def _by_calamine(data: bytes, looked: Looked) -> Opened:
    try:
        return Opened(by_calamine.grids(data, looked.beside), ReaderName.CALAMINE, frozenset(looked.unseen))
    except by_calamine.Unopened:
        raise Refused("damaged") from None


def _look(data: bytes, form: Form) -> Looked:
    looked = package.look(data, form)
    if isinstance(looked, Finding):
        raise Refused(looked.code, **looked.message.params)
    return looked


def _text(data: bytes) -> Opened:
    try:
        grid, guessed = by_csv.grid(data)
    except csv.Error:
        raise Refused("damaged") from None
    return Opened((grid,), ReaderName.CSV, guessed=guessed)


def _mended(data: bytes) -> bytes:
    """An Excel workbook in the words that openpyxl knows."""
    mended = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(mended, "w") as target:
        for part in source.namelist():
            content = source.read(part)
            if part.endswith((".xml", ".rels")):
                for strict, known in _DIALECT:
                    content = content.replace(strict, known)
                content = _NO_FILL.sub(rb"<\1fill><\1patternFill/></\1fill>", content)
            target.writestr(part, content)
    return mended.getvalue()
