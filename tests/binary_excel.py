"""A binary workbook (.xlsb), written by hand: no library writes one. Its records as [MS-XLSB] describes them, as few as Excel and calamine need."""

import struct
from collections.abc import Iterable, Mapping, Sequence

from tests.hostile import archive

Cell = str | float | bool | None
ERRORS = {"#N/A": 0x2A, "#DIV/0!": 0x07}

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet'
    '.binary.macroEnabled.main"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def record(kind: int, body: bytes = b"") -> bytes:
    """One record: its number in one or two bytes, the length of its body in one to four."""
    number = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, left = b"", len(body)
    while True:
        left, part = left >> 7, left & 0x7F
        length += bytes([part | (0x80 if left else 0)])
        if not left:
            return number + length + body


def text(words: str) -> bytes:
    return struct.pack("<I", len(words)) + words.encode("utf-16-le")


def cell(column: int, value: Cell, texts: list[str]) -> bytes:
    """A cell of a row, its column counted from 0; what begins with # is an error."""
    at = struct.pack("<II", column, 0)
    match value:
        case None:
            return record(1, at)
        case bool():
            return record(4, at + bytes([value]))
        case str() if value in ERRORS:
            return record(3, at + bytes([ERRORS[value]]))
        case str():
            texts.append(value)
            return record(7, at + struct.pack("<I", len(texts) - 1))
        case _:
            return record(5, at + struct.pack("<d", value))


def row(number: int, hidden: bool = False) -> bytes:
    """What stands before the cells of a row, counted from 0."""
    return record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0x10 if hidden else 0, 0, 0))


def sheet(rows: Mapping[int, Sequence[Cell]], texts: list[str], hidden: Iterable[int] = (), after: bytes = b"", before: bytes = b"") -> bytes:
    """A worksheet, its rows by their numbers from 0."""
    cells = b"".join(
        row(number, number in hidden) + b"".join(cell(column, one, texts) for column, one in enumerate(line)) for number, line in rows.items()
    )
    size = struct.pack("<4I", min(rows, default=0), max(rows, default=0), 0, max(map(len, rows.values()), default=1) - 1)
    return record(129) + record(148, size) + before + record(145) + cells + record(146) + after + record(130)


def book(sheets: Mapping[str, bytes], texts: Sequence[str] = (), states: Mapping[str, int] | None = None) -> bytes:
    """A workbook of these worksheets; 1 in `states` hides one."""
    parts = {
        "[Content_Types].xml": _TYPES.encode(),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.bin")}),
        "xl/_rels/workbook.bin.rels": _relations(
            {f"rId{number}": ("worksheet", f"worksheets/sheet{number}.bin") for number in range(1, len(sheets) + 1)}
            | {"rId900": ("sharedStrings", "sharedStrings.bin")}
        ),
        "xl/workbook.bin": record(131)
        + record(143)
        + b"".join(
            record(156, struct.pack("<II", (states or {}).get(title, 0), number) + text(f"rId{number}") + text(title))
            for number, title in enumerate(sheets, 1)
        )
        + record(144)
        + record(132),
        "xl/sharedStrings.bin": record(159, struct.pack("<II", len(texts), len(texts)))
        + b"".join(record(19, b"\0" + text(one)) for one in texts)
        + record(160),
    }
    return archive(parts | {f"xl/worksheets/sheet{number}.bin": content for number, content in enumerate(sheets.values(), 1)})


def _relations(several: Mapping[str, tuple[str, str]]) -> bytes:
    lines = "".join(f'<Relationship Id="{id}" Type="{_RELATIONS}/{kind}" Target="{target}"/>' for id, (kind, target) in several.items())
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'.encode()
