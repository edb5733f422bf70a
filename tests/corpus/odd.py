"""Workbooks of Open XML as other programs write them: valid, and hard on readers that know Excel's own files only."""

import io
import re
import zipfile
from collections.abc import Mapping

import openpyxl
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter

from tests.corpus.book import Book
from tests.corpus.writing import NS, REL, STRINGS, added, repacked, with_own_texts, xlsx
from tests.hostile import OLE, RELATIONS, STRICT, macro_types
from tests.hostile import pivot_cache as pivot_cache_of_the_sample

STYLES, BOOK, TYPES, FIRST = "xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml", "xl/worksheets/sheet1.xml"
STRICT_REL = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def _changed(book: Book, part: str, *changes: tuple[str, str]) -> bytes:
    """A workbook with texts of one part replaced, each of which must be there."""

    def change(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        text = content.decode()
        for old, new in changes:
            text, times = re.subn(old, lambda _, new=new: new, text, count=1)
            assert times, (part, old)
        return text.encode()

    return repacked(xlsx(book), change)


def strict(book: Book) -> bytes:
    """Strict Open XML: other namespaces, and a word for it in the workbook."""

    def change(name: str, content: bytes) -> bytes:
        content = content.replace(NS.encode(), STRICT.encode()).replace(REL.encode(), STRICT_REL.encode())
        return re.sub(rb"<workbook ", b'<workbook conformance="strict" ', content, count=1) if name == BOOK else content

    return repacked(xlsx(book), change)


def empty_fill(book: Book) -> bytes:
    """A fill that says nothing, as some report generators write it: openpyxl refuses the whole file."""
    return _changed(book, STYLES, ("<fills[^>]*>", '<fills count="9"><fill/>'))


def without_shared_strings(book: Book) -> bytes:
    """All texts stand in their cells; the part for shared ones is announced and not there."""
    return repacked(with_announced_strings(book), lambda name, content: None if name == STRINGS else content)


def with_announced_strings(book: Book) -> bytes:
    """All texts stand in their cells, and the part for shared ones is there as well."""
    own = {name: content for name, content in _parts(with_own_texts(book)) if name.startswith("xl/worksheets/")}
    return repacked(xlsx(book), lambda name, content: own.get(name, content))


def _parts(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def dimension(book: Book, ref: str) -> bytes:
    """A declared size that is not true."""
    return _changed(book, FIRST, ('<dimension ref="[^"]*"', f'<dimension ref="{ref}"'))


def merged_to_the_end(book: Book) -> bytes:
    """The title in the first row is merged over all 16,384 columns."""
    return _changed(book, FIRST, ("</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1"/></mergeCells>'))


def last_row_styled(book: Book) -> bytes:
    """The sheet declares a million rows, and the last one has a height of its own."""
    row = '<row r="1048576" ht="12.8" customHeight="1"/></sheetData>'
    return _changed(book, FIRST, ('<dimension ref="[^"]*"', '<dimension ref="A1:AMJ1048576"'), ("</sheetData>", row))


def blank_cells_with_a_look(book: Book, rows: int, columns: int) -> bytes:
    """So many blank cells below the table that only have a look."""
    letters = [get_column_letter(column) for column in range(1, columns + 1)]
    first = len(book[0].rows) + 1
    cells = "".join(f'<c r="{letter}{{0}}" s="0"/>' for letter in letters)
    more = "".join(f'<row r="{row}">{cells.format(row)}</row>' for row in range(first, first + rows))
    return _changed(book, FIRST, ("</sheetData>", f"{more}</sheetData>"))


def drawing_missing(book: Book) -> bytes:
    """The sheet announces a drawing that is not there."""
    data = _changed(book, FIRST, ("</worksheet>", f'<drawing xmlns:r="{REL}" r:id="d1"/></worksheet>'))
    return added(data, {"xl/worksheets/_rels/sheet1.xml.rels": relations(("d1", f"{REL}/drawing", "../drawings/drawing1.xml"))})


def pivot_cache(book: Book) -> bytes:
    """With what a pivot table keeps of fifty thousand rows elsewhere: openpyxl builds an object of each."""
    relation = f'<Relationship Id="p1" Type="{REL}/pivotCacheDefinition" Target="pivotCache/pivotCacheDefinition1.xml"/>'
    ends = {
        RELATIONS: (b"</Relationships>", relation),
        BOOK: (b"</workbook>", f'<pivotCaches><pivotCache cacheId="1" xmlns:r="{REL}" r:id="p1"/></pivotCaches>'),
    }

    def change(name: str, content: bytes) -> bytes:
        end, more = ends.get(name, (b"", ""))
        return content.replace(end, more.encode() + end) if end else content

    return added(
        repacked(xlsx(book), change),
        {name: content for name, content in _parts(pivot_cache_of_the_sample(50_000)) if name.startswith("xl/pivotCache/")},
    )


def relations(*several: tuple[str, str, str]) -> bytes:
    """A part of relations: identifier, type, target of each."""
    inside = "".join(f'<Relationship Id="{id}" Type="{type_}" Target="{target}"/>' for id, type_, target in several)
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'.encode()


def macros(book: Book) -> bytes:
    """With a project of macros, as .xlsm has it."""
    return added(repacked(xlsx(book), lambda name, content: macro_types(content) if name == TYPES else content), {"xl/vbaProject.bin": OLE})


def link_elsewhere(book: Book) -> bytes:
    """With what another workbook last said, which this one asked for values."""
    return added(xlsx(book), {"xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{NS}"><externalBook/></externalLink>'.encode()})


def without_addresses(book: Book) -> bytes:
    """Rows and cells do not say where they stand: the next one is meant. Only where no cell is left out before another."""
    return repacked(
        xlsx(book), lambda name, content: re.sub(rb'(<(?:row|c)) r="\w+"', rb"\1", content) if name.startswith("xl/worksheets/") else content
    )


def prefixed(book: Book) -> bytes:
    """Every element of the sheets has a prefix, as .NET libraries write them."""

    def change(name: str, content: bytes) -> bytes:
        if not name.startswith("xl/worksheets/sheet"):
            return content
        content = re.sub(rb"<(/?)(\w+)(?=[\s/>])", rb"<\1x:\2", content)
        return content.replace(b'xmlns="', b'xmlns:x="', 1)

    return repacked(xlsx(book), change)


def refilled(book: Book, looks: Mapping[str, PatternFill]) -> bytes:
    """With fills of other kinds in place of plain colours ("#00b050")."""
    made = openpyxl.load_workbook(io.BytesIO(xlsx(book)))
    for sheet in made:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.fill.fill_type:
                    cell.fill = looks[f"#{cell.fill.fgColor.rgb[2:].lower()}"]
    return _saved(made)


def conditional(book: Book) -> bytes:
    """With rules that colour cells by their words."""
    made = openpyxl.load_workbook(io.BytesIO(xlsx(book)))
    for word, colour in (("In place", "00B050"), ("Not in place", "FF0000")):
        rule = CellIsRule(operator="equal", formula=[f'"{word}"'], fill=PatternFill(bgColor=colour, fill_type="solid"))
        made.active.conditional_formatting.add("B2:K50", rule)
    return _saved(made)


def filtered(book: Book) -> bytes:
    """With a saved filter over the table."""
    made = openpyxl.load_workbook(io.BytesIO(xlsx(book)))
    made.active.auto_filter.ref = made.active.dimensions
    return _saved(made)


def _saved(made: openpyxl.Workbook) -> bytes:
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()
