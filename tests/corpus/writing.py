"""A workbook of the corpus as bytes, in the formats that offices send: .xlsx, .xls, .ods, .csv. Odd packages of .xlsx are in packages.py."""

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from html import escape

import odf.opendocument
import odf.style
import odf.table
import odf.text
import xlwt
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from tests import binary_excel
from tests.corpus.book import Book, Formula, Rich, Sheet, Value, Wrong, shown

NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRINGS = "xl/sharedStrings.xml"
XLS_ERRORS = {"#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D, "#NUM!": 0x24, "#N/A": 0x2A}


def xlsx(book: Book) -> bytes:
    """As Excel writes it: texts in a part that all sheets share, formulas with their results."""
    return _shared(with_own_texts(book))


def with_own_texts(book: Book) -> bytes:
    """As openpyxl and other programs write it: each text in its cell."""
    made = Workbook()
    made.remove(made.active)
    for sheet in book:
        _sheet(made.create_sheet(sheet.title), sheet)
    data = io.BytesIO()
    made.save(data)
    return _with_results(data.getvalue(), book)


def _sheet(target: Worksheet, sheet: Sheet) -> None:
    for row, column, value in sheet.values():
        cell = target.cell(row, column)
        match value:
            case Formula():
                cell.value = f"={value.text}"
            case Wrong():
                cell.value = value.text
                cell.data_type = "e"
            case Rich():
                cell.value = CellRichText([TextBlock(InlineFont(b=True), part) if at % 2 else part for at, part in enumerate(value.parts)])
            case str():
                cell.value = value
                cell.data_type = "s"  # a text that begins with "=" is none of openpyxl's formulas
            case _:
                cell.value = value
    for ref, colour in sheet.fills.items():
        for cell in _cells(target, ref):
            cell.fill = PatternFill("solid", fgColor=colour.removeprefix("#"))
    for ref, colour in sheet.fonts.items():
        for cell in _cells(target, ref):
            cell.font = Font(color=colour.removeprefix("#"))
    for ref, look in sheet.formats.items():
        for cell in _cells(target, ref):
            cell.number_format = look
    for ref, link in sheet.links.items():
        target[ref].hyperlink = link
    for ref, comment in sheet.comments.items():
        target[ref].comment = Comment(comment, "Somebody")
    for ref in sheet.merged:
        target.merge_cells(ref)
    for number in sheet.hidden_rows:
        target.row_dimensions[number].hidden = True
    for letter in sheet.hidden_columns:
        target.column_dimensions[letter].hidden = True
    if sheet.hidden:
        target.sheet_state = "hidden"


def _cells(target: Worksheet, ref: str) -> Iterator[object]:
    left, top, right, bottom = range_boundaries(ref)
    for row in target.iter_rows(top, bottom, left, right):
        yield from row


def _with_results(data: bytes, book: Book) -> bytes:
    results = {f"={value.text}"[1:]: value.result for sheet in book for *_, value in sheet.values() if isinstance(value, Formula)}
    if not any(result is not None for result in results.values()):
        return data

    def put(found: "re.Match[str]") -> str:
        result = results[found[3].replace("&quot;", '"').replace("&amp;", "&")]
        kind = ' t="str"' if isinstance(result, str) else ""
        return f"<c{found[1]}{kind}><f>{found[3]}</f><v>{'' if result is None else escape(str(result))}</v></c>"

    def change(name: str, xml: bytes) -> bytes:
        if not name.startswith("xl/worksheets/"):
            return xml
        return re.sub(r"<c((?: (?!t=)\w+=\"[^\"]*\")*)( t=\"\w+\")?><f>([^<]*)</f><v ?/?>(?:</v>)?</c>", put, xml.decode()).encode()

    return repacked(data, change)


def _shared(data: bytes) -> bytes:
    texts: dict[str, int] = {}

    def share(found: "re.Match[str]") -> str:
        return f'<c{found[1]} t="s"><v>{texts.setdefault(found[2], len(texts))}</v></c>'

    def change(name: str, content: bytes) -> bytes:
        match name:
            case _ if name.startswith("xl/worksheets/sheet"):
                return re.sub(r'<c((?: \w+="[^"]*")*) t="inlineStr"><is>(.*?)</is></c>', share, content.decode(), flags=re.DOTALL).encode()
            case "[Content_Types].xml":
                part = (
                    f'<Override PartName="/{STRINGS}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
                )
                return content.replace(b"</Types>", f"{part}</Types>".encode())
            case "xl/_rels/workbook.xml.rels":
                relation = f'<Relationship Type="{REL}/sharedStrings" Target="sharedStrings.xml" Id="strings"/>'
                return content.replace(b"</Relationships>", f"{relation}</Relationships>".encode())
        return content

    return added(repacked(data, change), {STRINGS: f'<sst xmlns="{NS}">{"".join(f"<si>{text}</si>" for text in texts)}</sst>'.encode()})


def added(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """A package with more parts."""
    new = io.BytesIO(data)
    with zipfile.ZipFile(new, "a", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return new.getvalue()


def repacked(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """A package with its parts changed, those left out for which None is given."""
    new = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if (content := change(name, source.read(name))) is not None:
                target.writestr(name, content)
    return new.getvalue()


def xls(book: Book) -> bytes:
    """As xlwt writes it: Excel 97–2003."""
    made = xlwt.Workbook(encoding="utf-8")
    for sheet in book:
        target = made.add_sheet(sheet.title, cell_overwrite_ok=True)
        filled = {address: colour for ref, colour in sheet.fills.items() for address in _addresses(ref)}
        for row, column, value in sheet.values():
            look = _xls_look(filled.pop((row, column), ""), value)
            if isinstance(value, Wrong):
                target.row(row - 1).set_cell_error(column - 1, XLS_ERRORS[value.text])
            else:
                target.write(row - 1, column - 1, shown(value) if isinstance(value, Formula | Rich) else value, look)
        for (row, column), colour in filled.items():
            target.write(row - 1, column - 1, None, _xls_look(colour, None))
        for ref in sheet.merged:
            left, top, right, bottom = range_boundaries(ref)
            target.merge(top - 1, bottom - 1, left - 1, right - 1)
        for number in sheet.hidden_rows:
            target.row(number - 1).hidden = True
        target.visibility = 1 if sheet.hidden else 0
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


XLS_COLOURS = {"#00b050": 17, "#ffc000": 51, "#ff0000": 10, "#ffff00": 13, "#92d050": 50, "#d9d9d9": 22}


def _xls_look(colour: str, value: Value) -> xlwt.XFStyle:
    look = xlwt.XFStyle()
    if colour:
        look.pattern.pattern = xlwt.Pattern.SOLID_PATTERN
        look.pattern.pattern_fore_colour = XLS_COLOURS[colour]
    if isinstance(value, datetime.date):
        look.num_format_str = "YYYY-MM-DD"
    return look


def _addresses(ref: str) -> list[tuple[int, int]]:
    left, top, right, bottom = range_boundaries(ref)
    return [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]


def ods(book: Book) -> bytes:
    """As LibreOffice would save it, by odfpy."""
    made = odf.opendocument.OpenDocumentSpreadsheet()
    looks: dict[str, odf.style.Style] = {}
    for sheet in book:
        merged = {(top, left): (bottom - top + 1, right - left + 1) for left, top, right, bottom in map(range_boundaries, sheet.merged)}
        covered = {address for ref in sheet.merged for address in _addresses(ref)} - set(merged)
        filled = {address: colour for ref, colour in sheet.fills.items() for address in _addresses(ref)}
        for colour in {*filled.values()} - set(looks):
            looks[colour] = odf.style.Style(name=f"fill{len(looks)}", family="table-cell")
            looks[colour].addElement(odf.style.TableCellProperties(backgroundcolor=colour))
            made.automaticstyles.addElement(looks[colour])
        table = odf.table.Table(name=sheet.title)
        for row, values in enumerate(sheet.rows, 1):
            line = odf.table.TableRow(**({"visibility": "collapse"} if row in sheet.hidden_rows else {}))
            width = max([len(values), *(column for at, column in (*merged, *covered, *filled) if at == row)])
            for column in range(1, width + 1):
                value = values[column - 1] if column <= len(values) else None
                more = {"stylename": looks[filled[row, column]]} if (row, column) in filled else {}
                if (row, column) in merged:
                    more["numberrowsspanned"], more["numbercolumnsspanned"] = merged[row, column]
                line.addElement(odf.table.CoveredTableCell() if (row, column) in covered else _ods_cell(value, more))
            table.addElement(line)
        made.spreadsheet.addElement(table)
    data = io.BytesIO()
    made.write(data)
    return data.getvalue()


def _ods_cell(value: Value, more: dict[str, object]) -> odf.table.TableCell:
    match value:
        case bool():
            more |= {"valuetype": "boolean", "booleanvalue": str(value).lower()}
        case int() | float():
            more |= {"valuetype": "float", "value": value}
        case datetime.date():
            more |= {"valuetype": "date", "datevalue": value.isoformat()}
        case None:
            pass
        case _:
            more |= {"valuetype": "string"}
    cell = odf.table.TableCell(**more)
    for line in shown(value).split("\n") if value is not None else ():
        cell.addElement(odf.text.P(text=line))
    return cell


def xlsb(book: Book) -> bytes:
    """As Excel saves it in its binary format; values only."""
    texts: list[str] = []
    sheets = {
        sheet.title: binary_excel.sheet(
            {at: [_binary(value) for value in row] for at, row in enumerate(sheet.rows)}, texts, [number - 1 for number in sheet.hidden_rows]
        )
        for sheet in book
    }
    return binary_excel.book(sheets, texts, {sheet.title: 1 for sheet in book if sheet.hidden})


def _binary(value: Value) -> binary_excel.Cell:
    return value if isinstance(value, bool | int | float | None) else shown(value)


def csv_in(encoding: str = "utf-8", delimiter: str = ",", line_end: str = "\r\n", ragged: bool = False) -> Callable[[Book], bytes]:
    """A writer of the first sheet as text; `ragged` leaves out what is blank at a row's end."""
    return partial(_csv, encoding=encoding, delimiter=delimiter, line_end=line_end, ragged=ragged)


def _csv(book: Book, encoding: str, delimiter: str, line_end: str, ragged: bool) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=line_end)
    width = max(map(len, book[0].rows))
    for row in book[0].rows:
        values = [shown(value) for value in row]
        while ragged and values and not values[-1]:
            values.pop()
        writer.writerow(values if ragged else [*values, *[""] * (width - len(values))])
    return text.getvalue().encode(encoding)
