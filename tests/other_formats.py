"""Workbooks in other formats than today's .xlsx – .xls by xlwt, .ods by odfpy, .xlsb by hand – and such of them as nobody should send."""

import struct
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from io import BytesIO

import openpyxl
import xlwt
from odf import table, text
from odf.opendocument import OpenDocumentSpreadsheet

from tests import binary_excel
from tests.binary_excel import record
from tests.hostile import LAUGHS, Hostile, archive

Values = dict[str, list[list[object]]]
"""By the title of a sheet, its rows of values."""

ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("fo", "xsl-fo-compatible"))
)


def values(data: bytes) -> Values:
    """What stands in the cells of a workbook."""
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in openpyxl.load_workbook(BytesIO(data))}


def as_xls(sheets: Values, edit: Callable[[xlwt.Workbook], object] = lambda book: None) -> bytes:
    book, day = xlwt.Workbook(), xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for title, rows in sheets.items():
        sheet = book.add_sheet(title)
        for row, line in enumerate(rows):
            for column, value in enumerate(line):
                if value is not None:
                    sheet.write(row, column, value, *([day] if isinstance(value, (date, datetime)) else []))
    edit(book)
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def as_ods(sheets: Values) -> bytes:
    document = OpenDocumentSpreadsheet()
    for title, rows in sheets.items():
        sheet = table.Table(name=title)
        for line in rows:
            row = table.TableRow()
            for value in line:
                row.addElement(_ods_cell(value))
            sheet.addElement(row)
        document.spreadsheet.addElement(sheet)
    data = BytesIO()
    document.write(data)
    return data.getvalue()


def _ods_cell(value: object) -> table.TableCell:
    match value:
        case None:
            return table.TableCell()
        case bool():
            return table.TableCell(valuetype="boolean", booleanvalue=str(value).lower())
        case int() | float():
            return table.TableCell(valuetype="float", value=value)
        case date():
            return table.TableCell(valuetype="date", datevalue=value.isoformat())
    cell = table.TableCell(valuetype="string")
    for line in str(value).split("\n"):
        cell.addElement(text.P(text=line))
    return cell


def as_xlsb(sheets: Values) -> bytes:
    """Dates become texts: what tells a date from a number stands in the styles, which are not written."""
    texts: list[str] = []
    parts = {
        title: binary_excel.sheet({number: list(map(_xlsb_value, line)) for number, line in enumerate(rows)}, texts) for title, rows in sheets.items()
    }
    return binary_excel.book(parts, texts)


def _xlsb_value(value: object) -> binary_excel.Cell:
    return value.date().isoformat() if isinstance(value, datetime) else value  # type: ignore[return-value]


FORMATS: dict[str, Callable[[Values], bytes]] = {".xls": as_xls, ".ods": as_ods, ".xlsb": as_xlsb}


def ods(rows: str, before: str = "", **parts: bytes) -> bytes:
    """An OpenDocument spreadsheet of one sheet."""
    content = (
        f"<office:document-content {_NAMES}><office:automatic-styles>{before}</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="One">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    return archive({"mimetype": ODS, "META-INF/manifest.xml": b"<manifest/>", "content.xml": content.encode()} | parts)


def ods_row(*cells: str, says: str = "") -> str:
    return f"<table:table-row {says}>{''.join(cells)}</table:table-row>"


def ods_cell(words: str, says: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {says}><text:p>{words}</text:p></table:table-cell>'


def repeated(columns: int = 1, rows: int = 1) -> bytes:
    says = f'table:number-rows-repeated="{rows}"'
    return ods(ods_row(ods_cell("x", f'table:number-columns-repeated="{columns}"'), says=says))


def xlsb_at(row: int, column: int) -> bytes:
    """A binary workbook with something in its first cell and in another one, counted from 0."""
    texts: list[str] = []
    cells = binary_excel.row(0) + binary_excel.cell(0, "x", texts) + binary_excel.row(row) + binary_excel.cell(column, "y", texts)
    size = struct.pack("<4I", 0, 1, 0, 1)
    return binary_excel.book({"One": record(129) + record(148, size) + record(145) + cells + record(146) + record(130)}, texts)


def xls_with_record(kind: int, body: bytes) -> bytes:
    """An old workbook whose first record is followed by one of these."""
    data = as_xls({"One": [["x"]]})
    begin = data.index(b"\x09\x08\x10\x00")
    at = begin + 4 + 16
    more = struct.pack("<HH", kind, len(body)) + body
    padding = data.rindex(b"\x00" * len(more), at, begin + 4096)
    return data[:at] + more + data[at:padding] + data[padding + len(more) :]


def damaged(data: bytes, at: float) -> bytes:
    """A file that is cut off somewhere."""
    return data[: int(len(data) * at)]


def compound(*streams: str) -> bytes:
    """An old workbook whose stream is called otherwise."""
    data = as_xls({"One": [["x"]]})
    name = "Workbook".encode("utf-16-le")
    for stream in streams:
        new = stream.encode("utf-16-le")[: len(name)].ljust(len(name), b"\0")
        data = data.replace(name, new, 1)
    return data


PROSE = "Dear colleagues,\n\nplease find below what we know of Kenya.\nIt is not much: we only began.\n\nWith kind regards,\nSomebody\n"

HOSTILE = [
    Hostile("an old workbook with a password", "password-protected", partial(xls_with_record, 0x2F, bytes(6))),
    Hostile("an old workbook cut off", "damaged", lambda: damaged(as_xls({"One": [["x" * 30, n] for n in range(2_000)]}), 0.5)),
    Hostile("the first cell of an old workbook and the last", "too-far-away", lambda: as_xls(
        {"One": [["x"]]}, lambda book: book.get_sheet(0).write(65_535, 255, "y"))),
    Hostile("another file in the format of old workbooks", "not-a-workbook", lambda: compound("Slides")),
    Hostile("a document of Word before 2007", "not-a-workbook", lambda: compound("WordDocument")),
    Hostile("a binary workbook whose cells are far apart", "too-far-away", partial(xlsb_at, 1_048_575, 16_383)),
    Hostile("a binary workbook with a cell beyond all rows", "too-far-away", partial(xlsb_at, 4_000_000_000, 0)),
    Hostile("a binary workbook with records that end nowhere", "damaged", lambda: binary_excel.book({"One": b"\x81\x01\xff\xff\xff\xff"})),
    Hostile("a binary workbook of a thousand sheets and one", "too-many-sheets", lambda: binary_excel.book(
        {f"S{n}": binary_excel.sheet({}, []) for n in range(1_001)})),
    Hostile("a text that a million cells share", "too-much-text", lambda: binary_excel.book(
        {"One": binary_excel.sheet({0: [None]}, [], after=b"")[:-2] + b"".join(
            binary_excel.row(n) + record(7, struct.pack("<III", 0, 0, 0)) for n in range(1_000))}, ["x" * 30_000])),
    Hostile("a cell that repeats over a whole sheet", "too-many-cells", partial(repeated, 16_384, 1_048_576)),
    Hostile("a cell that repeats beyond all numbers", "too-many-cells", partial(repeated, 10**30)),
    Hostile("cells of a spreadsheet that are far apart", "too-far-away", lambda: ods(
        ods_row(ods_cell("x")) + ods_row("<table:table-cell/>", says='table:number-rows-repeated="1048574"')
        + ods_row('<table:table-cell table:number-columns-repeated="16383"/>', ods_cell("y")))),
    Hostile("two thousand million blanks in a text", "too-much-text", lambda: ods(ods_row(ods_cell('x<text:s text:c="2000000000"/>')))),
    Hostile("billion laughs in a spreadsheet", "document-type", lambda: ods("", **{"content.xml": f"{LAUGHS}<x/>".encode()})),
    Hostile("a spreadsheet with a password", "password-protected", lambda: ods("", **{
        "META-INF/manifest.xml": b"<manifest><file-entry><encryption-data/></file-entry></manifest>"})),
    Hostile("a spreadsheet without its content", "damaged", lambda: archive({"mimetype": ODS})),
    Hostile("a spreadsheet cut off inside", "damaged", lambda: ods("", **{"content.xml": ods(ods_row(ods_cell("x")))[:100]})),
    Hostile("a text document", "not-a-workbook", lambda: archive({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"})),
    Hostile("prose", "text-file", lambda: PROSE.encode()),
    Hostile("one column", "text-file", lambda: b"Kenya\nUganda\nTanzania\n"),
    Hostile("a table of one line", "text-file", lambda: b"Country;Status\n"),
    Hostile("a table in text with too many cells", "too-many-cells", lambda: b"1;2;3;4;5;6;7;8;9;10\n" * 50_001),
    Hostile("a table in text with a cell far away", "too-far-away", lambda: b"a;b\n" * 2 + b";" * 99_999 + b"x\n" + b"a;b\n" * 1_000),
]  # fmt: skip
"""What must be refused, by what is wrong with it; see tests/hostile.py."""
