"""Each finding: what in a workbook brings it about, where it points, and that its words can be said."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import Workbook

from lib import schema, words
from lib.intake import document
from lib.intake.codes import CODES, a1, address
from lib.model import Severity
from tests import other_formats
from tests.hostile import HARMLESS, HOSTILE
from tests.workbooks import Edit, after, codes, edited, repacked, report, saved, says, write, written

ERROR, WARNING, NOTE = Severity


@dataclass(frozen=True)
class Case:
    code: str
    severity: Severity
    where: str
    edit: Edit
    says: str


def rename(sheet: str, title: str) -> Edit:
    return lambda book: setattr(book[sheet], "title", title)


def remove(sheet: str) -> Edit:
    return lambda book: book.remove(book[sheet])


def without_column(sheet: str, column: int) -> Edit:
    return lambda book: book[sheet].delete_cols(column)


def added_sheet(book: Workbook) -> None:
    book.create_sheet("My notes").append(["one", None, "two"])


def twin_sheet(book: Workbook) -> None:
    book.create_sheet("Actividades").append(["one", "two"])


def ambiguous(book: Workbook) -> None:
    cell = next(row for row in book["Lists"].iter_rows() if row[0].value == "status" and row[1].value == "partly")[2]
    cell.value = "In place"


def hidden(book: Workbook) -> None:
    book["Activities"].row_dimensions[2].hidden = True


def second_row(book: Workbook) -> None:
    book["Situation"].append(["Yemen", None, "Yemen again"])


CASES = [
    Case("newer-format", ERROR, "About!B8", write(("About", "B8", 2)), "format version 2; this version of the dashboard reads version 1"),
    Case("old-template", NOTE, "About!B8", write(("About", "B8", 0)), "an old template, format version 0"),
    Case("ambiguous-label", ERROR, "Lists!C", ambiguous, "“In place” stands for two things"),
    Case("sheet-missing", ERROR, "", remove("Matrix"), "The sheet “Matrix” is missing"),
    Case("sheet-missing", ERROR, "", remove("About"), "The sheet “About” is missing"),
    Case("sheet-absent", WARNING, "", remove("Follow-up"), "The sheet “Follow-up” is missing: nothing of what it holds"),
    Case("sheet-twice", ERROR, "Actividades", twin_sheet, "2 cells are not read"),
    Case("sheet-not-read", NOTE, "My notes", added_sheet, "its 2 cells are not read"),
    Case("headings-missing", ERROR, "Matrix", lambda book: book["Matrix"].delete_rows(1), "The headings of this sheet cannot be found"),
    Case("column-missing", ERROR, "Activities", without_column("Activities", 2), "The column “Country or territory” is missing"),
    Case("column-absent", WARNING, "Activities", without_column("Activities", 6), "The column “Actors (a; b; c)” is missing"),
    Case("column-absent", WARNING, "Matrix", without_column("Matrix", 4), "The column “Data collection and analysis” is missing"),
    Case("column-twice", ERROR, "Remarks!H1", write(("Remarks", "H1", "Source"), ("Remarks", "H2", "x")), "“Source”; 2 cells of this one"),
    Case("column-not-read", WARNING, "Remarks!H1", write(("Remarks", "H1", "Colour"), ("Remarks", "H3", "x")), "“Colour” is not a heading"),
    Case("column-unnamed", WARNING, "Remarks!H1", write(("Remarks", "H3", "x"), ("Remarks", "H2", "y")), "no heading; 2 cells of it are not"),
    Case("outside-table", NOTE, "About!A40", write(("About", "A40", "Please call us")), "“Please call us” stands outside the table"),
    Case("hidden-rows", NOTE, "Activities", hidden, "1 row of this sheet is hidden, by a filter perhaps; it is read"),
    Case("error-value", ERROR, "Situation!D2", write(("Situation", "D2", "#N/A")), "an Excel error, #N/A"),
    Case("formula-without-value", WARNING, "Remarks!C3", write(("Remarks", "C3", "=A1&B1")), "a formula whose result was not saved"),
    Case("unknown-label", ERROR, "Matrix!D4", write(("Matrix", "D4", "plannned")), "“plannned” is not a status. Did you mean “Planned”?"),
    Case("unknown-label", ERROR, "Matrix!D4", write(("Matrix", "D4", "xyz")), "Choose one of these: In place, Partly in place, Planned, Reported as"),
    Case("unknown-label", ERROR, "Activities!E2", write(("Activities", "E2", "donne")), "“donne” is not a stage of an activity."),
    Case("unknown-label", ERROR, "Follow-up!I2", write(("Follow-up", "I2", "donne")), "“donne” is not a state of an action. Did you mean “Done”?"),
    Case("unknown-label", ERROR, "Situation!B2", write(("Situation", "B2", "Origin; Transitt")), "“Transitt” is not a role in mixed movements."),
    Case("unknown-label", ERROR, "Activities!H2", write(("Activities", "H2", "perhaps")), "“perhaps” is not “Yes” or “No”."),
    Case("unknown-label", ERROR, "Activities!I2", write(("Activities", "I2", "hearsay")), "“hearsay” is not a kind of evidence."),
    Case("unknown-label", ERROR, "About!B9", write(("About", "B9", "whole")), "“whole” is not a scope. Choose one of these: Full and Partial."),
    Case("unknown-label", ERROR, "About!B6", write(("About", "B6", "Klingon")), "“Klingon” is not a language of the workbook."),
    Case("unknown-place", ERROR, "Activities!B2", write(("Activities", "B2", "Jibouti")), "“Jibouti” is not the name of a"),
    Case("unknown-iso3", ERROR, "Matrix!B3", write(("Matrix", "B3", "DJB")), "“DJB” is not an ISO 3166 code"),
    Case("unknown-point", ERROR, "Activities!C2", write(("Activities", "C2", "11")), "“11” is not an action point. Choose"),
    Case("unknown-region", ERROR, "About!B2", write(("About", "B2", "Gulf of Adenn")), "here. Did you mean “Gulf of Aden”?"),
    Case("unknown-framework", ERROR, "About!B7", write(("About", "B7", "Another plan")), "“Another plan” is not the framework in use here"),
    Case("not-a-number", ERROR, "Situation!D2", write(("Situation", "D2", "over 1000")), "“over 1000” is not a whole number"),
    Case("not-a-number", ERROR, "Situation!D2", write(("Situation", "D2", 12.5)), "“12.5” is not a whole number"),
    Case("not-a-number", ERROR, "About!B8", write(("About", "B8", "first")), "“first” is not a whole number"),
    Case("not-a-day", ERROR, "About!B4", write(("About", "B4", "30 June")), "“30 June” is not a date"),
    Case("day-completed", NOTE, "About!B4", write(("About", "B4", "2026-02")), "“2026-02” is read as February 28, 2026"),
    Case("unusual-year", WARNING, "Remarks!G3", write(("Remarks", "G3", "in the nineties")), "“in the nineties” is not a year"),
    Case("not-a-link", WARNING, "Activities!K3", write(("Activities", "K3", "javascript:alert(1)")), "“javascript:alert(1)” is not a web address"),
    Case("field-missing", ERROR, "About", lambda book: book["About"].delete_rows(2), "The line “Region” is missing"),
    Case("required-blank", ERROR, "Activities!D2", write(("Activities", "D2", None)), "“Activity” is blank"),
    Case("required-blank", ERROR, "Follow-up!I2", write(("Follow-up", "I2", None)), "“State” is blank"),
    Case("required-blank", ERROR, "About!B2", write(("About", "B2", None)), "“Region” is blank"),
    Case("required-blank", ERROR, "Remarks!B3", write(("Remarks", "B3", "=A1&B1")), "“Action point” is blank"),
    Case("place-disagrees", ERROR, "Matrix!A3", write(("Matrix", "A3", "Somalia")), "“Somalia” and the code DJI are not the same"),
    Case("place-not-in-region", ERROR, "Activities!B2", write(("Activities", "B2", "Kenya")), "Kenya is not among the declared"),
    Case("row-twice", ERROR, "Matrix!A13", write(("Matrix", "A13", "Yemen")), "“Yemen” has a row for the same already, row 6"),
    Case("row-twice", ERROR, "Matrix!B13", write(("Matrix", "B13", "YEM")), "“YEM” has a row for the same already, row 6"),
    Case("row-twice", ERROR, "Remarks!A4", write(("Remarks", "A4", "Yemen"), ("Remarks", "B4", 10)), "row 2"),
    Case("row-twice", ERROR, "Situation!A4", second_row, "row 2"),
    Case("ref-twice", ERROR, "Activities!A3", write(("Activities", "A3", "a1")), "The reference “a1” is used in row 2 already"),
    Case("reason-missing", ERROR, "Matrix!L6", write(("Remarks", "E2", None)), "and “Information strategy”. Add a row in Remarks"),
    Case("places-missing", WARNING, "Matrix", lambda book: book["Matrix"].delete_rows(11, 2), "no row: Saudi Arabia and United Arab Emirates."),
    Case("rows-not-read", NOTE, "Activities", write(("Activities", "B2", "Atlantis")), "1 row of this sheet is not read"),
]  # fmt: skip


def test_a_workbook_with_nothing_wrong_has_no_finding():
    assert codes(report(written())) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code} {case.where}")
def test_a_finding_names_the_cell_and_says_what_to_write(case: Case):
    found = [finding for finding in after(case.edit).findings if finding.code == case.code]
    assert [finding.severity for finding in found] == [case.severity]
    assert f"{found[0].sheet}!{found[0].cell}".rstrip("!").startswith(case.where)
    assert case.where.endswith(found[0].cell) or case.where == "Lists!C"
    assert case.says in says(found[0])


def archive(**parts: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return data.getvalue()


def with_part(part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The sample's workbook with one part of its package changed."""
    return repacked(written(), lambda name, content: change(content) if name == part else content)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)

FILES = {
    "too-large": [b"x" * (schema.MAX_BYTES + 1)],
    "empty-file": [b"", b" \r\n"],
    "not-a-workbook": [
        b"%PDF-1.7\n\x00\x01\x02",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        archive(**{"hello.txt": b"hello"}),
        archive(**{"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}),
        archive(mimetype=b"application/epub+zip"),
    ],
    "web-page": [b"<html><table><tr><td>Kenya</td></tr></table></html>", b"\xef\xbb\xbf\r\n<!DOCTYPE html><html></html>"],
    "text-file": [b"Country;Status", "Country\tStatus".encode("utf-16"), b"Dear colleagues,\nsee below.\n"],
    "xml-file": [b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'],
    "old-excel": [b"\x09\x04\x06\x00" + bytes(100)],
    "password-protected": [OLE + "EncryptedPackage".encode("utf-16-le")],
    "damaged": [
        OLE,
        written()[:2000],
        written()[:-100],
        with_part("xl/worksheets/sheet2.xml", lambda xml: xml[: len(xml) // 2]),
        with_part("xl/workbook.xml", lambda xml: b"<x/>"),
        with_part("xl/worksheets/sheet2.xml", lambda xml: xml.replace(b't="s"><v>', b't="s"><v>9999')),
    ],
    "no-sheets": [
        with_part("xl/workbook.xml", lambda xml: xml[: xml.index(b"<sheets>")] + b"<sheets/></workbook>"),
    ],
}


@pytest.mark.parametrize(("code", "number"), [(code, number) for code, several in FILES.items() for number in range(len(several))])
def test_a_file_that_cannot_be_read_is_one_plain_finding(code: str, number: int):
    said = report(FILES[code][number])
    assert codes(said) == [code]
    assert (said.layout, said.matrix, said.cells_read) == (None, None, 0)
    assert (said.findings[0].severity, said.findings[0].sheet, said.findings[0].cell) == (Severity.ERROR, "", "")
    assert "/" not in says(said.findings[0])


def test_a_zip_with_a_password_says_so():
    data = bytearray(written())
    flags = data.index(b"PK\x01\x02") + 8
    data[flags] |= 1
    assert codes(report(bytes(data))) == ["password-protected"]


def test_of_a_foreign_workbook_every_cell_is_counted_as_not_read():
    book = Workbook()
    book.active.append(["Country", "Status"])
    book.active.append(["Kenya", None, "done"])
    assert (report(saved(book)).cells_read, report(saved(book)).cells_not_read) == (0, 4)


OF_FILES_FROM_OUTSIDE = {
    *(hostile.code for hostile in HOSTILE),
    *(note for note, _ in HARMLESS.values() if note),
    *(hostile.code for hostile in other_formats.HOSTILE),
    *(
        "other-ending",
        "encoding-guessed",
        "quotes-open",
        "too-many-findings",
        "took-too-long",
        "took-too-much-memory",
        "reader-stopped",
        "readers-busy",
    ),
}
"""See test_receiving.py and test_opening.py."""


OF_FOREIGN_LAYOUTS = list(CODES)[list(CODES).index("no-matrix") : list(CODES).index("comments-not-read") + 1]
"""See test_foreign.py."""


def test_every_code_is_brought_about_by_a_test():
    elsewhere = {"not-found", *OF_FILES_FROM_OUTSIDE, *OF_FOREIGN_LAYOUTS}
    assert {case.code for case in CASES} | set(FILES) | elsewhere == set(CODES)  # not-found: see test_command_line.py


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_its_words(code: str):
    assert {f"finding.{code}", f"finding.{code}.fix"} <= set(words.ids("finding."))


def test_no_words_stand_in_the_catalogue_for_a_code_that_is_gone():
    said = {id.removeprefix("finding.").removesuffix(".fix") for id in words.ids("finding.") if not id.startswith("finding.kind.")}
    assert said - set(CODES) == {"did-you-mean", "may-be"}


def test_the_page_of_codes_is_up_to_date():
    """`make docs`, or python -m lib.intake.document > docs/finding-codes.md."""
    page = (Path(__file__).parents[1] / "docs/finding-codes.md").read_text(encoding="utf-8")
    assert page == document.page()
    assert [line.removeprefix("## ") for line in page.splitlines() if line.startswith("## ")] == list(CODES)


def test_a_long_value_is_shortened_where_it_is_named():
    found = after(write(("Matrix", "D4", "a narrative " * 100))).findings[0]
    assert len(found.value) == 200
    assert len(says(found)) < 300


def test_all_findings_are_collected_in_one_pass_and_in_the_sheets_order():
    edit = write(("Follow-up", "I2", "donne"), ("Matrix", "D10", "x"), ("Matrix", "D9", "x"), ("Matrix", "C9", "x"), ("About", "B8", 2))
    where = [f"{finding.sheet}!{finding.cell}" for finding in after(edit).errors]
    assert where == ["About!B8", "Matrix!C9", "Matrix!D9", "Matrix!D10", "Follow-up!I2"]


def test_a_finding_names_the_country_and_the_action_point_that_its_row_and_column_are_about():
    def edit(book: Workbook) -> None:
        book["Matrix"]["C3"] = "perhaps"
        book["Remarks"]["G2"] = "last year"
        book["Activities"]["E2"] = "perhaps"

    found = {(one.sheet, one.cell): (one.place, one.point) for one in report(edited(edit)).findings}
    assert found[("Matrix", "C3")] == ("DJI", "1")
    assert found[("Activities", "E2")] == ("DJI", "3")
    assert found[("Remarks", "G2")] == ("YEM", "10")


def test_an_error_in_a_cell_says_nothing_more_of_it_than_that():
    assert codes(after(write(("Follow-up", "I2", "donne")))) == ["rows-not-read", "unknown-label"]


def test_an_unknown_word_that_resembles_nothing_gets_no_proposal():
    found = next(one for one in after(write(("Activities", "B2", "Hungary/Slovakia"))).findings if one.code == "unknown-place")
    assert "Did you mean" not in says(found)


@pytest.mark.parametrize("lists", [True, False])
def test_a_proposal_is_in_the_words_of_the_file(lists: bool):
    def edit(book: Workbook) -> None:
        write(("Activités", "E2", "prevus"), ("Activités", "B2", "Ethiopi"))(book)
        if not lists:
            book.remove(book["Lists"])

    said = after(edit, "fr")
    assert [finding.fix.params["label"] for finding in said.errors] == ["Éthiopie", "Prévu"]


@pytest.mark.parametrize(("row", "column", "cell"), [(1, 1, "A1"), (14, 4, "D14"), (3, 27, "AA3"), (9, 702, "ZZ9"), (10, 16384, "XFD10")])
def test_cells_are_named_as_excel_names_them(row: int, column: int, cell: str):
    assert a1(row, column) == cell
    assert address(cell) == (row, column)
