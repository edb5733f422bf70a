"""The records of an old Excel workbook (.xls, BIFF5 and BIFF8), gone through before calamine reads it: limits, and what its values do not tell.

A workbook is a stream of records, each a number, a length, and so many bytes. First come those of the workbook – sheets, fonts, looks, the palette – then
each sheet's. Rows and columns are counted from 0.
"""

import struct
from collections.abc import Callable, Iterator, Mapping

from lib.intake import colours
from lib.intake.cfb import CompoundFile, Damaged
from lib.intake.grid import Beside, Broken, Looked, Unseen
from lib.intake.limits import Extent, Filled, Refused

STREAMS = ("Workbook", "Book")
ERRORS: Mapping[int, str] = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
"""What the numbers of error values stand for, in .xls and in .xlsb."""

_BIFF8, _WORKSHEET = 0x600, 0x10
_BEGIN, _END = 0x809, 0x0A
_WEB = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b")
"""What stands before the address of a web page."""


def look(data: bytes) -> Looked:
    """Go through a workbook. Refused beyond a limit, and for what is no workbook, or has a password."""
    try:
        file = CompoundFile(data)
        stream = None if file.top() & {"WordDocument", "PowerPoint Document"} else file.stream(*STREAMS)
        if stream is None:
            raise Refused("not-a-workbook")
        return _Book(stream).looked
    except (Damaged, struct.error, IndexError) as error:
        raise Refused("damaged") from error


class _Book:
    """A workbook whose records were gone through."""

    def __init__(self, stream: bytes) -> None:
        self.looked = Looked()
        self.filled = Filled()
        self.numbers: dict[int, int] = {}
        """The sheets' numbers, by where their records begin."""
        self.fonts: list[int] = []
        self.looks: list[tuple[int, int]] = []
        """The font of each look, and the colour that it fills a cell with; -1 for none."""
        self.palette = list(colours.PALETTE)
        self.biff8, self.depth, self.inside = True, 0, False
        self.beside, self.extent = Beside(), Extent()
        for at, kind, body in _records(stream):
            if kind == _BEGIN:
                self.begins(at, *struct.unpack_from("<HH", body))
            elif kind == _END:
                self.depth -= 1
            elif self.depth == 1 and self.inside and kind in _OF_SHEETS:
                _OF_SHEETS[kind](self, body)
            elif kind in _OF_BOOKS:
                _OF_BOOKS[kind](self, body)

    def begins(self, at: int, version: int, kind: int) -> None:
        """The workbook's own records, a sheet's, or those of a chart in a sheet."""
        self.depth += 1
        if self.depth == 1:
            self.biff8 = version >= _BIFF8
            self.inside = kind == _WORKSHEET
            self.beside, self.extent = self.looked.beside.setdefault(self.numbers.get(at, -1), Beside()), Extent()

    def password(self, _: bytes) -> None:
        raise Refused("password-protected")

    def sheet(self, body: bytes) -> None:
        self.numbers.setdefault(struct.unpack_from("<I", body)[0], len(self.numbers))

    def font(self, body: bytes) -> None:
        self.fonts.append(struct.unpack_from("<H", body, 4)[0])
        if len(self.fonts) == 4:
            self.fonts.append(self.fonts[0])  # the number 4 is left out

    def colours(self, body: bytes) -> None:
        for number in range(min(struct.unpack_from("<H", body)[0], len(self.palette) - 8)):
            self.palette[8 + number] = f"#{body[2 + 4 * number : 5 + 4 * number].hex()}"

    def look(self, body: bytes) -> None:
        """A look of cells: its font; the kind of its fill, and the fill's colour."""
        if self.biff8:
            solid, colour = struct.unpack_from("<I", body, 14)[0] >> 26 == 1, struct.unpack_from("<H", body, 18)[0] & 0x7F
        else:
            packed = struct.unpack_from("<I", body, 8)[0]
            solid, colour = packed >> 16 & 0x3F == 1, packed & 0x7F
        self.looks.append((struct.unpack_from("<H", body)[0], colour if solid else -1))

    def row(self, body: bytes) -> None:
        if body[12] & 0x20:
            self.beside.hidden.add(struct.unpack_from("<H", body)[0] + 1)

    def columns(self, body: bytes) -> None:
        first, last, _, _, says = struct.unpack_from("<5H", body)
        if says & 1:
            self.beside.hidden_columns.update(range(first + 1, min(last, 255) + 2))

    def comment(self, body: bytes) -> None:
        row, column = struct.unpack_from("<2H", body)
        self.beside.comments[row + 1, column + 1] = ""

    def link(self, body: bytes) -> None:
        """A link that cells share; those within the workbook have no address, those to files another form of it."""
        top, bottom, left, right = struct.unpack_from("<4H", body)
        at = body.find(_WEB)
        if at < 0:
            return
        length = struct.unpack_from("<I", body, at + 16)[0]
        target = body[at + 20 : at + 20 + length].decode("utf-16-le", errors="replace").partition("\0")[0]
        self.beside.links.append(((top + 1, left + 1, bottom + 1, right + 1), target))

    def rule(self, _: bytes) -> None:
        self.looked.unseen.add(Unseen.RULES)

    def cell(self, body: bytes, error: int | None = None) -> None:
        row, column, look = struct.unpack_from("<3H", body)
        self.one(row, column, look, error)

    def error(self, body: bytes) -> None:
        self.cell(body, body[6] if body[7] else None)

    def formula(self, body: bytes) -> None:
        self.cell(body, body[8] if body[6] == 2 and body[12:14] == b"\xff\xff" else None)

    def numbers_beside(self, body: bytes) -> None:
        """Several numbers side by side, each with its look."""
        row, first = struct.unpack_from("<2H", body)
        for number in range((len(body) - 6) // 6):
            self.one(row, first + number, struct.unpack_from("<H", body, 4 + 6 * number)[0])

    def blank(self, body: bytes) -> None:
        self.fill(*struct.unpack_from("<3H", body))

    def blanks(self, body: bytes) -> None:
        row, first = struct.unpack_from("<2H", body)
        for number in range((len(body) - 6) // 2):
            self.fill(row, first + number, struct.unpack_from("<H", body, 4 + 2 * number)[0])

    def one(self, row: int, column: int, look: int, error: int | None = None) -> None:
        """A cell that holds something."""
        place = (row + 1, column + 1)
        self.filled.add_cells()
        self.extent.add(*place)
        if error is not None:
            self.beside.broken[place] = Broken("error-value", ERRORS.get(error, "#N/A"))
        if (font := self.of_font(look)) not in ("", colours.BLACK):
            self.beside.fonts[place] = font
        self.fill(row, column, look)

    def fill(self, row: int, column: int, look: int) -> None:
        if look < len(self.looks) and (fill := self.shown(self.looks[look][1])) not in ("", colours.WHITE):
            self.beside.fills[row + 1, column + 1] = fill

    def of_font(self, look: int) -> str:
        font = self.looks[look][0] if look < len(self.looks) else -1
        return self.shown(self.fonts[font]) if 0 <= font < len(self.fonts) else ""

    def shown(self, number: int) -> str:
        """A colour of the palette; none for the system's own."""
        return self.palette[number] if 0 <= number < len(self.palette) else ""


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Where each record begins, its number, its bytes."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


_OF_BOOKS: Mapping[int, Callable[[_Book, bytes], None]] = {
    0x2F: _Book.password,
    0x85: _Book.sheet,
    0x31: _Book.font,
    0x92: _Book.colours,
    0xE0: _Book.look,
}
_OF_SHEETS: Mapping[int, Callable[[_Book, bytes], None]] = {
    0x2F: _Book.password,
    0x208: _Book.row,
    0x7D: _Book.columns,
    0x1C: _Book.comment,
    0x1B8: _Book.link,
    0x1B0: _Book.rule,
    **dict.fromkeys((0x203, 0x204, 0x27E, 0xD6, 0xFD), _Book.cell),
    0x205: _Book.error,
    **dict.fromkeys((0x06, 0x206, 0x406), _Book.formula),
    0xBD: _Book.numbers_beside,
    0x201: _Book.blank,
    0xBE: _Book.blanks,
}
