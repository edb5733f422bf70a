"""The cells of files in any format: what stands in them, what else of them may mean something, and what is said where something is not seen."""

import zipfile
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from time import process_time as time_of_processor

import pytest
import xlwt
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Color, Font, PatternFill

from lib import intake, schema
from lib.intake import by_calamine, by_openpyxl, opening, receiving
from lib.intake.grid import Broken, Grid, Unseen
from lib.intake.limits import Refused
from lib.intake.opening import Opened, ReaderName, opened
from lib.model import Severity
from tests import binary_excel
from tests.hostile import MERGED, Hostile, cell, in_strict, replaced, sheet, with_parts
from tests.other_formats import FORMATS, HOSTILE, as_ods, as_xls, ods, ods_cell, ods_row, values
from tests.test_receiving import SOON, is_one_plain_sentence, received
from tests.workbooks import FRAMEWORK, PLACES, SAMPLE, Edit, codes, edited, repacked, saved, says, write, written

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl's, of what it leaves out

UNKNOWN_FONT = replaced(b'<family val="2"/>', b'<family val="99"/>')
"""What openpyxl does not understand, and calamine does not look at."""

TYPICAL = {
    "One": [
        ["Country", "Point 1", "Since", None],
        ["Kenya", "In place", 2010, datetime(2024, 6, 1)],
        ["Côte d’Ivoire", 1.5, None, datetime(2024, 6, 1, 10, 30)],
        ["Two\nlines", "NA", 0, -3],
    ],
    "Две": [[None], ["x"]],
}


def cells(file: Opened) -> dict[str, dict[int, dict[int, object]]]:
    return {grid.title: {number: dict(row) for number, row in grid.rows.items()} for grid in file.grids}


def book(edit: Edit) -> bytes:
    """A workbook of one sheet, as openpyxl writes it."""
    new = Workbook()
    edit(new)
    return saved(new)


def only(data: bytes) -> Grid:
    [grid] = opened(data).grids
    return grid


def coloured(fill: PatternFill | None = None, font: Font | None = None, value: object = "x") -> bytes:
    def edit(new: Workbook) -> None:
        new.active["B2"] = value
        if fill:
            new.active["B2"].fill = fill
        if font:
            new.active["B2"].font = font

    return book(edit)


# The same cells whatever the format


def excel(sheets: dict[str, list[list[object]]]) -> bytes:
    new = Workbook()
    new.remove(new.active)
    for title, rows in sheets.items():
        made = new.create_sheet(title)
        for row, line in enumerate(rows, 1):
            for column, value in enumerate(line, 1):
                made.cell(row, column, value)
    return saved(new)


@pytest.mark.parametrize("form", [".xls", ".ods"])
def test_a_cell_is_the_same_in_every_format(form: str):
    said = opened(FORMATS[form](TYPICAL))
    assert said.reader is ReaderName.CALAMINE
    assert cells(said) == cells(opened(excel(TYPICAL)))
    assert [type(value) for value in said.grids[0].rows[2].values()] == [str, str, int, datetime]


def test_a_cell_is_the_same_in_a_binary_workbook_but_for_dates_without_a_look():
    plain = {"One": [line[:3] for line in TYPICAL["One"]], "Две": TYPICAL["Две"]}
    assert cells(opened(FORMATS[".xlsb"](plain))) == cells(opened(excel(plain)))


@pytest.mark.parametrize("form", FORMATS)
def test_our_template_saved_in_another_format_is_read_as_our_template(form: str):
    said = received(FORMATS[form](values(written("fr"))), f"matrice{form}")
    assert (said.layout, said.matrix, said.language, codes(said)) == ("template", SAMPLE, "fr", [])


def test_a_workbook_that_only_calamine_opens_has_the_same_cells_as_openpyxl_gives():
    data = edited(lambda new: (write(("Remarks", "C3", "=A1"), ("Remarks", "C4", 2.0))(new), new["Remarks"].merge_cells("A5:B6")))
    ours, _ = by_openpyxl.grids(data)
    looked = opening._look(data, intake.guard.form(data))
    theirs = by_calamine.grids(data, looked.beside)
    assert [(one.title, one.rows, one.hidden, one.merged, one.hidden_columns, one.hidden_sheet) for one in theirs] == [
        (one.title, one.rows, one.hidden, one.merged, one.hidden_columns, one.hidden_sheet) for one in ours
    ]
    assert Broken("formula-without-value", "=A1") in theirs[2].rows[3].values()
    assert looked.unseen >= {Unseen.COLOURS, Unseen.LINKS}


def test_a_first_cell_that_is_not_a1_stays_where_it_is():
    for form in (as_xls, as_ods):
        assert opened(form({"One": [[None], [None, None, "x", None, "y"]]})).grids[0].rows == {2: {3: "x", 5: "y"}}


ERROR = '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value=""><text:p>#DIV/0!</text:p></table:table-cell>'


def xlsb_error() -> bytes:
    texts: list[str] = []
    return binary_excel.book({"One": binary_excel.sheet({0: ["x", "#DIV/0!"]}, texts)}, texts)


WITH_ERRORS = {
    ".xls": lambda: as_xls({"One": [["x"]]}, lambda new: new.get_sheet(0).row(0).set_cell_error(1, "#DIV/0!")),
    ".ods": lambda: ods(ods_row(ods_cell("x"), ERROR)),
    ".xlsb": xlsb_error,
    ".xlsx that only calamine opens": with_parts(
        STYLES=UNKNOWN_FONT, SHEET=sheet('<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><v>#DIV/0!</v></c></row>')
    ),
}


@pytest.mark.parametrize("make", WITH_ERRORS.values(), ids=WITH_ERRORS)
def test_an_error_value_is_told_from_a_blank_cell(make: Callable[[], bytes]):
    said = opened(make())
    assert said.reader is ReaderName.CALAMINE
    assert Broken("error-value", "#DIV/0!") in [grid.rows.get(1, {}).get(2) for grid in said.grids]


# What else of a cell may mean something


def test_a_fill_is_seen_as_it_is_shown():
    shades = {
        "00b050": PatternFill("solid", fgColor="FF00B050"),
        "ffc000": PatternFill("solid", fgColor=Color(indexed=51)),
        "4f81bd": PatternFill("solid", fgColor=Color(theme=4)),
        "b8cce4": PatternFill("solid", fgColor=Color(theme=4, tint=0.5999938962981048)),
        "366092": PatternFill("solid", fgColor=Color(theme=4, tint=-0.249977111117893)),
    }
    seen = {name: only(coloured(fill)).fills for name, fill in shades.items()}
    assert seen == {name: {(2, 2): "#ffcc00" if name == "ffc000" else f"#{name}"} for name in shades}


def test_the_fill_of_a_blank_cell_is_seen_too():
    assert only(coloured(PatternFill("solid", fgColor="FFFF0000"), value=None)).fills == {(2, 2): "#ff0000"}


@pytest.mark.parametrize("fill", [PatternFill("solid", fgColor="FFFFFFFF"), PatternFill("gray125", fgColor="FFFF0000"), PatternFill()])
def test_white_patterns_and_no_fill_are_no_colour(fill: PatternFill):
    assert only(coloured(fill)).fills == {}


def test_the_colour_of_a_text_is_seen_unless_it_is_black():
    assert only(coloured(font=Font(color="FFC00000"))).fonts == {(2, 2): "#c00000"}
    assert only(coloured(font=Font(color=Color(theme=1)))).fonts == {}
    assert only(coloured(font=Font(color="FF000000"))).fonts == {}
    assert only(coloured(font=Font(color="FFC00000"), value=None)).fonts == {}


def test_the_colours_of_an_old_workbook_are_seen():
    def edit(new: xlwt.Workbook) -> None:
        new.get_sheet(0).write(1, 0, "x", xlwt.easyxf("pattern: pattern solid, fore_colour red; font: colour blue"))
        new.get_sheet(0).write(1, 1, None, xlwt.easyxf("pattern: pattern solid, fore_colour bright_green"))
        new.get_sheet(0).write(1, 2, "x", xlwt.easyxf("pattern: pattern thin_horz_bands, fore_colour red"))

    grid = only(as_xls({"One": [["x"]]}, edit))
    assert (grid.fills, grid.fonts) == ({(2, 1): "#ff0000", (2, 2): "#00ff00"}, {(2, 1): "#0000ff"})


def test_the_palette_of_an_old_workbook_counts():
    def edit(new: xlwt.Workbook) -> None:
        xlwt.add_palette_colour("of_our_own", 0x21)
        new.set_colour_RGB(0x21, 1, 2, 3)
        new.get_sheet(0).write(0, 0, "x", xlwt.easyxf("pattern: pattern solid, fore_colour of_our_own"))

    assert only(as_xls({"One": []}, edit)).fills == {(1, 1): "#010203"}


def test_the_colours_of_an_open_document_are_seen_also_where_the_column_has_them():
    styles = (
        '<style:style style:name="good" style:family="table-cell"><style:table-cell-properties fo:background-color="#C6EFCE"/>'
        '<style:text-properties fo:color="#006100"/></style:style>'
        '<style:style style:name="better" style:family="table-cell" style:parent-style-name="good"/>'
        '<style:style style:name="white" style:family="table-cell"><style:table-cell-properties fo:background-color="#ffffff"/></style:style>'
    )
    columns = '<table:table-column table:number-columns-repeated="2"/><table:table-column table:default-cell-style-name="better"/>'
    row = ods_row(ods_cell("x", 'table:style-name="good"'), ods_cell("x", 'table:style-name="white"'), ods_cell("x"))
    grid = only(ods(columns + row, styles))
    assert grid.fills == {(1, 1): "#c6efce", (1, 3): "#c6efce"}
    assert grid.fonts == {(1, 1): "#006100", (1, 3): "#006100"}


def test_comments_are_seen_and_hidden_places_merged_ones_and_links():
    def edit(new: Workbook) -> None:
        page = new.active
        page["A1"], page["A3"], page["C3"] = "title", "x", "y"
        page["A3"].comment, page["C3"].hyperlink = Comment("why", "somebody"), "https://example.org/"
        page.merge_cells("A1:C2")
        page.row_dimensions[3].hidden = page.column_dimensions["C"].hidden = True
        new.create_sheet("Notes").sheet_state = "veryHidden"

    first, second = opened(book(edit)).grids
    assert first.comments == {(3, 1): "why"}
    assert (first.merged, first.hidden, first.hidden_columns) == (((1, 1, 2, 3),), {3}, {3})
    assert first.links == {(3, 3): "https://example.org/"}
    assert (first.hidden_sheet, second.hidden_sheet) == (False, True)


def test_an_old_workbook_shows_the_same():
    def edit(new: xlwt.Workbook) -> None:
        page = new.get_sheet(0)
        page.write_merge(0, 1, 0, 2, "title")
        page.write(2, 2, "y")
        page.row(2).hidden = page.col(2).hidden = 1
        new.add_sheet("Notes").visibility = 2

    first, second = opened(as_xls({"One": []}, edit)).grids
    assert (first.merged, first.hidden, first.hidden_columns) == (((1, 1, 2, 3),), {3}, {3})
    assert (first.hidden_sheet, second.hidden_sheet) == (False, True)


def test_an_open_document_shows_the_same():
    annotation = "<office:annotation><text:p>why</text:p></office:annotation>"
    link = '<text:a xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="https://example.org/">y</text:a>'
    grid = only(
        ods(
            '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
            + ods_row(ods_cell("title", 'table:number-columns-spanned="3" table:number-rows-spanned="2"'))
            + ods_row("<table:covered-table-cell/>")
            + ods_row(
                f'<table:table-cell office:value-type="string">{annotation}<text:p>x</text:p></table:table-cell>',
                "<table:table-cell/>",
                ods_cell(link),
                says='table:visibility="filter"',
            )
        )
    )
    assert (grid.merged, grid.hidden, grid.hidden_columns) == (((1, 1, 2, 3),), {3}, {3})
    assert grid.rows == {1: {1: "title"}, 3: {1: "x", 3: "y"}}
    assert (list(grid.comments), grid.links) == ([(3, 1)], {(3, 3): "https://example.org/"})


def test_what_lies_hidden_under_merged_cells_is_counted_and_not_read():
    data = with_parts(SHEET=sheet(f'<row r="1">{cell("A1", "seen")}{cell("B1", "under")}</row>', MERGED.format("A1:B1")))()
    grid = opened(data).grids[2]
    assert (grid.rows, grid.covered) == ({1: {1: "seen"}}, 1)


def test_colours_that_rules_set_are_said_to_be_unseen():
    def edit(new: Workbook) -> None:
        new.active["A1"] = 1
        new.active.conditional_formatting.add("A1:B2", CellIsRule("equal", ["1"], fill=PatternFill("solid", bgColor="FFFF0000")))

    assert opened(book(edit)).unseen == {Unseen.RULES}


def test_a_workbook_keeps_its_colours_in_strict_open_xml_and_with_an_empty_fill():
    data = coloured(PatternFill("solid", fgColor="FF00B050"))
    empty = repacked(data, lambda name, xml: xml.replace(b"<fill><patternFill /></fill>", b"<fill/>") if name == "xl/styles.xml" else xml)
    assert b"<fill/>" in zipfile.ZipFile(BytesIO(empty)).read("xl/styles.xml")
    for odd in (in_strict(data), empty):
        said = opened(odd)
        assert (said.reader, said.grids[0].fills) == (ReaderName.OPENPYXL, {(2, 2): "#00b050"})


def test_comments_that_cannot_be_read_cost_nothing_else():
    def edit(new: Workbook) -> None:
        new.active["A1"] = "x"
        new.active["A1"].comment = Comment("why", "somebody")

    data = repacked(book(edit), lambda name, xml: xml.replace(b'ref="A1"', b'ref="?"') if "comments" in name else xml)
    said = opened(data)
    assert (said.grids[0].rows, said.grids[0].comments, said.unseen) == ({1: {1: "x"}}, {}, {Unseen.COMMENTS})


# Tables in text

TABLE = "Country;Point 1\nCôte d’Ivoire;“In place”\nMali;Planned\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_a_table_in_text_is_read_whatever_its_encoding_and_separator(encoding: str, separator: str):
    said = opened(TABLE.replace(";", separator).encode(encoding))
    assert said.reader is ReaderName.CSV
    assert said.grids[0].rows[2] == {1: "Côte d’Ivoire", 2: "“In place”"}
    assert [one.code for one in said.guessed] == (["encoding-guessed"] if encoding == "cp1252" else [])


def test_cyrillic_in_an_old_encoding_is_read_with_a_warning():
    said = opened(
        "Страна;Статус;Примечание\nКазахстан;Запланировано;Принят новый закон\nКыргызстан;Частично;Работает центр приёма\n".encode("cp1251")
    )
    assert said.grids[0].rows[2] == {1: "Казахстан", 2: "Запланировано", 3: "Принят новый закон"}
    assert [(one.code, one.severity) for one in said.guessed] == [("encoding-guessed", Severity.WARNING)]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('a;b\n"one\ntwo";"say ""x"""\n', {1: {1: "a", 2: "b"}, 2: {1: "one\ntwo", 2: 'say "x"'}}),
        ("Title\n\na,b,c\n1,2\n3,4,5\n", {1: {1: "Title"}, 3: {1: "a", 2: "b", 3: "c"}, 4: {1: "1", 2: "2"}, 5: {1: "3", 2: "4", 3: "5"}}),
        ("sep=^\r\na^b;c\r\nd^e\r\n", {1: {1: "a", 2: "b;c"}, 2: {1: "d", 2: "e"}}),
        ("a;b\nMali;one, two, three\nNiger;four, five\n", {1: {1: "a", 2: "b"}, 2: {1: "Mali", 2: "one, two, three"}, 3: {1: "Niger", 2: "four, five"}}),
        ("a;b\rc;d\r", {1: {1: "a", 2: "b"}, 2: {1: "c", 2: "d"}}),
        ("a;b\nNA; \u00a0\n007;NO\n", {1: {1: "a", 2: "b"}, 2: {1: "NA"}, 3: {1: "007", 2: "NO"}}),
    ],
    ids=["breaks in quotation marks", "lines of several lengths under a title", "Excel's own line", "commas in texts", "an old Mac", "as it is written"],
)  # fmt: skip
def test_a_table_in_text_is_parted_as_it_is_meant(text: str, rows: dict[int, dict[int, str]]):
    assert only(text.encode()).rows == rows


def test_quotation_marks_that_are_not_closed_are_said():
    said = opened(b'a;b\nc;d\n"e;f\n')
    assert [(one.code, one.severity) for one in said.guessed] == [("quotes-open", Severity.WARNING)]


def test_a_table_in_text_under_the_name_of_a_workbook_says_so():
    said = received(TABLE.encode(), "matrix.xlsx")
    assert said.cells_read + said.cells_not_read == 6


# From outside


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
def test_a_hostile_file_in_another_format_is_refused_soon_and_in_a_plain_sentence(hostile: Hostile):
    data = hostile.make()
    begun = time_of_processor()
    said = intake.checked(data, "matrix.xlsx", FRAMEWORK, PLACES)
    assert time_of_processor() - begun < SOON
    assert is_one_plain_sentence(said, hostile.code)


@pytest.mark.parametrize("form", FORMATS)
def test_a_name_with_another_ending_is_noted(form: str):
    said = received(FORMATS[form](values(written())), "matrix.xlsx")
    assert (said.matrix, codes(said)) == (SAMPLE, ["other-ending"])
    assert form in says(said.findings[0])


@pytest.mark.parametrize("form", [*FORMATS, ".csv"])
def test_kept_bytes_go_out_under_the_ending_of_what_they_are(form: str):
    data = FORMATS[form](TYPICAL) if form in FORMATS else TABLE.encode()
    kind = intake.kind(data)
    assert (kind.ending, kind.carried) == (form, ())
    assert kind.media_type.startswith(("application/vnd.", "text/csv"))


def test_a_reader_that_breaks_inside_is_an_answer(monkeypatch: pytest.MonkeyPatch):
    class PanicException(BaseException): ...

    def breaks(*_: object) -> None:
        raise PanicException("/srv/secret")

    monkeypatch.setattr(by_calamine, "load_workbook", breaks)
    with pytest.raises(Refused) as refused:
        opened(as_xls(TYPICAL))
    assert refused.value.code == "damaged"


def test_somebody_who_stops_the_reader_is_not_held_up(monkeypatch: pytest.MonkeyPatch):
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(by_calamine, "load_workbook", stopped)
    with pytest.raises(KeyboardInterrupt):
        opened(as_xls(TYPICAL))


def test_a_child_that_finds_no_memory_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(schema, "READER_MEMORY", 256 * 2**20)
    assert is_one_plain_sentence(received(as_xls({"One": [["x"]]}, lambda new: new.get_sheet(0).write(65_535, 150, "y"))), "took-too-much-memory")


def test_the_index_of_names_is_built_once_for_the_same_places():
    received(written())
    before = receiving._names.cache_info()
    received(written())
    assert receiving._names.cache_info().hits == before.hits + 1
    assert receiving._names.cache_info().misses == before.misses
