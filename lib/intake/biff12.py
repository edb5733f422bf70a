"""The records of a binary workbook (.xlsb), gone through before calamine reads it: limits, and what its values do not tell.

The package is that of an .xlsx; its parts are streams of records instead of XML, each a number of one or two bytes, a length of one to four, and so many
bytes. Rows and columns are counted from 0.
"""

import posixpath
import struct
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from xml.etree.ElementTree import ParseError, fromstring

from lib import schema
from lib.intake.biff import ERRORS
from lib.intake.codes import a1
from lib.intake.grid import Beside, Broken, Looked, Unseen
from lib.intake.limits import LAST_COLUMN, LAST_ROW, Extent, Filled, Refused, too_far

BOOK = "xl/workbook.bin"

_RELATIONS, _TEXTS, _COMMENTS = "xl/_rels/workbook.bin.rels", "xl/sharedStrings.bin", "xl/comments"
_SHEET, _TEXT, _ROW, _COLUMNS, _MERGED, _LINK, _RULE = 156, 19, 0, 60, 176, 494, 461
_FILLED, _ERRORS, _SHARED, _INLINE = range(2, 12), (3, 11), 7, (6, 8)
"""Cells that hold something; among them errors, texts that are shared, and texts of their own."""


def look(data: bytes) -> Looked:
    """Go through a workbook. Refused beyond a limit, and where its records cannot be told."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _looked(archive)
    except (struct.error, IndexError, UnicodeDecodeError, ParseError, KeyError) as error:
        raise Refused("damaged") from error


def _looked(archive: zipfile.ZipFile) -> Looked:
    names = frozenset(archive.namelist())
    looked, filled = Looked(unseen={Unseen.COLOURS}), Filled()
    if any(name.startswith(_COMMENTS) for name in names):
        looked.unseen.add(Unseen.COMMENTS)
    texts = [struct.unpack_from("<I", body, 1)[0] for kind, body in _records(archive.read(_TEXTS)) if kind == _TEXT] if _TEXTS in names else []
    targets = _targets(archive.read(_RELATIONS))
    sheets = [_text(body, 8) for kind, body in _records(archive.read(BOOK)) if kind == _SHEET]
    if len(sheets) > schema.MAX_SHEETS:
        raise Refused("too-many-sheets", limit=schema.MAX_SHEETS)
    for number, relation in enumerate(sheets):
        if (part := targets.get(relation, "")) in names:
            looked.beside[number] = _sheet(archive.read(part), texts, filled, looked.unseen)
    return looked


def _sheet(part: bytes, texts: Sequence[int], filled: Filled, unseen: set[Unseen]) -> Beside:
    beside, extent, row = Beside(), Extent(), 0
    for kind, body in _records(part):
        if kind == _ROW:
            row = struct.unpack_from("<I", body)[0] + 1
            if body[11] & 0x10:
                beside.hidden.add(row)
        elif kind in _FILLED:
            column = struct.unpack_from("<I", body)[0] + 1
            if row > LAST_ROW or column > LAST_COLUMN:
                raise too_far(a1(row, column))
            extent.add(row, column)
            filled.add_cells()
            if kind in _ERRORS:
                beside.broken[row, column] = Broken("error-value", ERRORS.get(body[8], "#N/A"))
            elif kind == _SHARED and (text := struct.unpack_from("<I", body, 8)[0]) < len(texts):
                filled.add_characters(texts[text])
            elif kind in _INLINE:
                filled.add_characters(struct.unpack_from("<I", body, 8)[0])
        elif kind == _COLUMNS:
            first, last, _, _, says = struct.unpack_from("<5I", body + b"\0\0")
            if says & 1:
                beside.hidden_columns.update(range(first + 1, min(last + 1, LAST_COLUMN) + 1))
        elif kind == _MERGED:
            top, bottom, left, right = struct.unpack_from("<4I", body)
            beside.merged.append((top + 1, left + 1, bottom + 1, right + 1))
        elif kind in (_LINK, _RULE):
            unseen.add(Unseen.LINKS if kind == _LINK else Unseen.RULES)
    return beside


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """The number and the bytes of each record."""
    at = 0
    while at < len(part):
        kind, at = part[at], at + 1
        if kind & 0x80:
            kind, at = kind & 0x7F | (part[at] & 0x7F) << 7, at + 1
        length = 0
        for shift in (0, 7, 14, 21):
            byte, at = part[at], at + 1
            length |= (byte & 0x7F) << shift
            if not byte & 0x80:
                break
        yield kind, part[at : at + length]
        at += length


def _text(body: bytes, at: int) -> str:
    length = struct.unpack_from("<I", body, at)[0]
    return body[at + 4 : at + 4 + 2 * length].decode("utf-16-le")


def _targets(relations: bytes) -> Mapping[str, str]:
    """The parts that the workbook's relations lead to, by their identifiers."""
    return {one.get("Id", ""): posixpath.normpath(posixpath.join("/xl", one.get("Target", "")))[1:] for one in fromstring(relations)}
