"""The workbook that goes back to an office: its own, with a list in front of what to correct, and nothing else in it changed."""

import posixpath
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from lib import outputs, schema, shipped
from lib.intake import listing
from lib.intake.codes import finding
from lib.intake.fix_list import with_fix_list
from lib.mapping import Foreign
from lib.model import Finding, Message, Report, Severity
from lib.schema import LANGUAGES, MAX_TEXT
from tests import hostile
from tests.fuzz import mutant
from tests.hostile import BOOK, NS, REL, RELATIONS, STYLES, TYPES, archive, parts
from tests.test_workbook_writing import faults
from tests.workbooks import CATALOGUES, FRAMEWORK, PLACES, after, codes, edited, report, saved, write, written

ROOT = Path(__file__).parents[1]
DAY = date(2026, 11, 26)
EN = CATALOGUES["en"]
HEADINGS = ("Severity", "Sheet", "Cell", "What stands there", "What is wrong", "What to write instead", "Code")
PROPERTIES = "docProps/app.xml"
MAIN = re.compile(r"xl/workbook\.xml|book/a\.xml")
MAY_CHANGE = {TYPES, PROPERTIES}

# Workbooks


def wrong(book: Workbook) -> None:
    write(
        ("Matrix", "D4", "plannned"), ("Matrix", "D5", "plannned"), ("Matrix", "E5", "xyz"), ("Activities", "B2", "Atlantis"), ("Remarks", "G3", "once")
    )(book)  # fmt: skip


def of_an_office() -> bytes:
    """A workbook with much that goes by the place of a sheet among the others, and much that openpyxl alone would lose."""
    book = Workbook()
    first, second, hidden = book.active, book.create_sheet('L\'état & "2"'), book.create_sheet("Hidden")
    for sheet in (first, second, hidden):
        sheet.append(["Country", "Status"])
        sheet.append(["Kenya", 1.5])
        sheet.print_area = "A1:B2"
    first.print_title_rows = "1:1"
    second.defined_names["mine"] = DefinedName("mine", attr_text="'L''état & \"2\"'!$A$1")
    book.defined_names["all"] = DefinedName("all", attr_text="Sheet!$A$1")
    first["A2"].comment = Comment("A comment", "An office")
    chart = BarChart()
    chart.add_data(Reference(first, min_col=2, min_row=1, max_row=2), titles_from_data=True)
    first.add_chart(chart, "D2")
    book.create_chartsheet("Chart").add_chart(BarChart())
    hidden.sheet_state = "hidden"
    book.active = 1
    return saved(book)


def prefixed() -> bytes:
    """A workbook whose parts write their namespaces out, as some programs do."""

    def change(xml: bytes) -> bytes:
        xml = re.sub(rb"<(/?)(?=[A-Za-z])", rb"<\1x:", xml)
        return xml.replace(b"xmlns=", b"xmlns:x=")

    whole = parts()
    return archive(whole | {name: change(whole[name]) for name in (BOOK, RELATIONS, TYPES)})


def elsewhere(target: str) -> bytes:
    """A workbook in a folder of its own; its sheets stay where they were."""
    whole = parts()
    whole[TYPES] = whole[TYPES].replace(b"/xl/workbook.xml", b"/book/a.xml")
    whole["_rels/.rels"] = whole["_rels/.rels"].replace(b'"xl/workbook.xml"', f'"{target}"'.encode())
    whole["book/a.xml"] = whole.pop(BOOK)
    whole["book/_rels/a.xml.rels"] = whole.pop(RELATIONS).replace(b'Target="', b'Target="/xl/')
    return archive(whole)


def bare() -> bytes:
    """A workbook without properties, styles of its own, and a view, written in UTF-16."""
    whole = parts()
    for part in (PROPERTIES, "docProps/core.xml"):
        del whole[part]
        whole["_rels/.rels"] = re.sub(rb'<Relationship [^>]*"%s"/>' % part.encode(), b"", whole["_rels/.rels"])
        whole[TYPES] = re.sub(rb'<Override PartName="/%s"[^>]*/>' % part.encode(), b"", whole[TYPES])
    text = re.sub(r"<bookViews>.*</bookViews>", "", whole[BOOK].decode())
    return archive(whole | {BOOK: text.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")})


def in_many_windows() -> bytes:
    views = b'<bookViews><workbookView firstSheet="2" activeTab="3"/><workbookView/></bookViews>'
    return archive(parts() | {BOOK: re.sub(rb"<bookViews>.*</bookViews>", views, parts()[BOOK])})


MADE: dict[str, Callable[[], bytes]] = {
    "the sample": written,
    "in French": lambda: written("fr"),
    "in Spanish": lambda: written("es"),
    "saved by openpyxl": lambda: edited(wrong),
    "of an office": of_an_office,
    "with macros": hostile.with_macros,
    "with prefixes": prefixed,
    "in many windows": in_many_windows,
    **{path.stem: path.read_bytes for path in sorted(shipped.folder().glob("*.xlsx"))},
    **{
        f"template in {language}": lambda language=language: outputs.template(PLACES.regions[0], FRAMEWORK, PLACES, CATALOGUES[language])
        for language in LANGUAGES
    },
}
FOR_CALAMINE: dict[str, Callable[[], bytes]] = MADE | {
    "in Strict Open XML": lambda: hostile.in_strict(written()),
    "with a pivot table's cache": partial(hostile.pivot_cache, 50),
}
FOR_OPENPYXL: dict[str, Callable[[], bytes]] = MADE | {
    "bare": bare,
    "elsewhere": lambda: elsewhere("book/a.xml"),
    "elsewhere, by an absolute path": lambda: elsewhere("/book/a.xml"),
}
"""The workbooks that each library can open."""


def about(data: bytes) -> Report:
    """A report that has something to say of the first cells of each sheet."""
    main = next(part for name, part in unzipped(data).items() if MAIN.fullmatch(name))
    titles = [sheet.get("name") for sheet in etree.fromstring(main).iterfind("{*}sheets/{*}sheet") if sheet.get("name") != "Chart"]
    found = [finding("unknown-place", title, cell, "Atlantis") for title in titles for cell in ("A1", "B2")]
    return Report("matrix.xlsx", "template", findings=(finding("has-macros"), *found, *(finding("sheet-not-read", title, n=3) for title in titles)))


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert package.testzip() is None
        assert len(package.namelist()) == len(set(package.namelist()))
        return {name: package.read(name) for name in package.namelist()}


def fixed(data: bytes, said: Report | None = None) -> bytes:
    back = with_fix_list(data, said or about(data), EN, DAY)
    assert back is not None
    return back


@pytest.fixture(params=[*(FOR_CALAMINE | FOR_OPENPYXL)])
def before(request: pytest.FixtureRequest) -> bytes:
    return (FOR_CALAMINE | FOR_OPENPYXL)[request.param]()


@pytest.fixture(params=[*FOR_CALAMINE])
def for_calamine(request: pytest.FixtureRequest) -> bytes:
    return FOR_CALAMINE[request.param]()


@pytest.fixture(params=[*FOR_OPENPYXL])
def for_openpyxl(request: pytest.FixtureRequest) -> bytes:
    return FOR_OPENPYXL[request.param]()


# Nothing else is changed


def test_only_what_names_the_sheets_changes_and_one_sheet_is_added(before: bytes):
    old, new = unzipped(before), unzipped(fixed(before))
    [main] = filter(MAIN.fullmatch, old)
    relations = posixpath.join(posixpath.dirname(main), "_rels", posixpath.basename(main) + ".rels")
    assert {name for name in old if new[name] != old[name]} <= MAY_CHANGE | {main, relations}
    assert len(new.keys() - old.keys()) == 1
    assert list(new)[: len(old)] == list(old)


@pytest.mark.parametrize("name", [name for name in FOR_OPENPYXL if name != "with macros"])  # these are no XML to look into
def test_the_package_is_whole(name: str):
    data = FOR_OPENPYXL[name]()
    assert [*faults(fixed(data))] == [*faults(data)]


def test_what_names_the_sheets_keeps_its_prefixes_and_what_it_says_besides(before: bytes):
    old, new = unzipped(before), unzipped(fixed(before))
    for name in old:
        if new[name] != old[name]:
            was, now = etree.fromstring(old[name]), etree.fromstring(new[name])
            assert (now.tag, now.nsmap, dict(now.attrib)) == (was.tag, was.nsmap, dict(was.attrib))
            assert len([*now.iter()]) - len([*was.iter()]) in ({1} if b"bookViews" in old[name] or "workbook.xml" not in name else {1, 3})


def test_every_cell_says_what_it_said(for_calamine: bytes):
    was, now = (CalamineWorkbook.from_filelike(BytesIO(data)) for data in (for_calamine, fixed(for_calamine)))
    assert now.sheet_names == ["Fix list", *was.sheet_names]
    kinds = {one.name: (one.typ, one.visible) for one in now.sheets_metadata}
    assert {one.name: (one.typ, one.visible) for one in was.sheets_metadata} == {title: kinds[title] for title in was.sheet_names}
    for title in was.sheet_names:
        if "Chart" not in title:
            assert now.get_sheet_by_name(title).to_python() == was.get_sheet_by_name(title).to_python()


def named(of: Workbook | Worksheet) -> dict[str, str]:
    return {name: one.attr_text for name, one in of.defined_names.items()}


def test_openpyxl_opens_it_and_sees_the_same_with_what_belongs_to_each_sheet(for_openpyxl: bytes):
    was, now = (openpyxl.load_workbook(BytesIO(data)) for data in (for_openpyxl, fixed(for_openpyxl)))
    assert now.sheetnames == ["Fix list", *was.sheetnames]
    assert named(now) == named(was)
    for sheet in was.worksheets:
        other = now[sheet.title]
        assert [*other.values] == [*sheet.values]
        assert (other.print_area, other.print_title_rows, other.sheet_state) == (sheet.print_area, sheet.print_title_rows, sheet.sheet_state)
        assert named(other) == named(sheet)
        assert len(other._charts) == len(sheet._charts)
        assert [cell.comment.text for row in other for cell in row if cell.comment] == [
            cell.comment.text for row in sheet for cell in row if cell.comment
        ]


def test_the_sheets_of_an_office_did_have_what_belongs_to_each():
    book = openpyxl.load_workbook(BytesIO(fixed(of_an_office())))
    first, second = book["Sheet"], book['L\'état & "2"']
    assert (first.print_area, first.print_title_rows) == ("'Sheet'!$A$1:$B$2", "$1:$1")
    assert second.defined_names["mine"].attr_text == "'L''état & \"2\"'!$A$1"
    assert first["A2"].comment and first._charts and book.chartsheets


def test_it_opens_where_it_did_so_that_no_two_sheets_are_selected(for_openpyxl: bytes):
    """Two selected sheets are a group: what is typed into one goes into the other too."""
    was, now = (openpyxl.load_workbook(BytesIO(data)) for data in (for_openpyxl, fixed(for_openpyxl)))
    assert now.active.title == was.active.title
    assert not now["Fix list"].sheet_view.tabSelected
    assert [one.title for one in now.worksheets if one.sheet_view.tabSelected] == [one.title for one in was.worksheets if one.sheet_view.tabSelected]
    assert {view.firstSheet for view in now.views} <= {0, None}


def test_each_window_keeps_its_sheet_and_shows_the_first_tab():
    book = openpyxl.load_workbook(BytesIO(fixed(in_many_windows())))
    assert [(view.activeTab, view.firstSheet) for view in book.views] == [(4, 0), (1, 0)]


def test_the_properties_of_the_document_name_the_list_among_the_sheets():
    said = etree.fromstring(unzipped(fixed(of_an_office()))[PROPERTIES])
    assert said.findtext("{*}TitlesOfParts") is None  # openpyxl names none: nothing is made up
    said = etree.fromstring(unzipped(fixed(written()))[PROPERTIES])
    titles = said.find("{*}TitlesOfParts/{*}vector")
    assert [title.text for title in titles][:3] == ["Fix list", "About", "Matrix"]
    assert int(titles.get("size")) == len(titles)
    assert said.findtext("{*}HeadingPairs/{*}vector/{*}variant/{*}i4") == "8"


# The list


def rows(data: bytes) -> list[tuple[str | None, ...]]:
    return [*openpyxl.load_workbook(BytesIO(data)).worksheets[0].values]


def test_the_list_says_what_the_report_does_alike_together_and_the_code_last():
    said = after(wrong)
    found = rows(fixed(edited(wrong), said))
    assert found[0][0] == "What to correct in “matrix.xlsx”"
    assert found[1][0] == "Handed in on November 26, 2026: 4 errors, 1 warning, and 1 note."
    heading = found.index(HEADINGS)
    assert [(severity, sheet, cell, value, code) for severity, sheet, cell, value, *_, code in found[heading + 1 :]] == [
        ("Error", "Matrix", "D4", "plannned", "unknown-label"),
        ("Error", "Matrix", "D5", "plannned", "unknown-label"),
        ("Error", "Matrix", "E5", "xyz", "unknown-label"),
        ("Error", "Activities", "B2", "Atlantis", "unknown-place"),
        ("Warning", "Remarks", "G3", "once", "unusual-year"),
        ("Note", "Activities", None, None, "rows-not-read"),
    ]
    assert found[heading + 1][4:6] == ("“plannned” is not a status.", "Did you mean “Planned”?")


@pytest.mark.parametrize(
    ("language", "title", "severity", "words"),
    [
        ("fr", "Liste de corrections", "Erreur", "«\u00a0plannned\u00a0» n'est pas un statut. Vouliez-vous dire «\u00a0Prévu\u00a0»\u00a0?"),
        ("es", "Lista de correcciones", "Error", "«plannned» no es un estado. ¿Quiso decir «Previsto»?"),
    ],
)
def test_the_list_is_in_the_language_of_the_office(language: str, title: str, severity: str, words: str):
    matrix = CATALOGUES[language].text("sheet.matrix")
    data = edited(write((matrix, "D4", "plannned")), language)
    back = with_fix_list(data, report(data), CATALOGUES[language])
    book = openpyxl.load_workbook(BytesIO(back))
    assert book.sheetnames[0] == title
    last = [*book.worksheets[0].values][-1]
    assert (last[0], f"{last[4]} {last[5]}") == (severity, words)


def test_each_row_leads_to_its_cell(for_openpyxl: bytes):
    said = about(for_openpyxl)
    book = openpyxl.load_workbook(BytesIO(fixed(for_openpyxl, said)))
    led = 0
    for row in [*book.worksheets[0].iter_rows()][6:]:
        _, sheet, cell, *_ = (one.value for one in row)
        links = {one.column_letter: one.hyperlink for one in row if one.hyperlink}
        if sheet:
            [(column, link)] = links.items()
            title, target = re.fullmatch(r"'((?:[^']|'')+)'!([A-Z]+[0-9]+)", link.location).groups()
            assert (title.replace("''", "'"), target, column) == (sheet, cell or "A1", "C" if cell else "B")
            assert sheet in book.sheetnames and link.target is None
            led += 1
        else:
            assert links == {}
    assert led == len(said.findings) - 1


def test_a_sheet_that_the_workbook_does_not_have_is_named_and_leads_nowhere():
    said = Report("a.xlsx", "template", findings=(finding("unknown-place", "Another", "B2", "x"),))
    sheet = openpyxl.load_workbook(BytesIO(fixed(written(), said))).worksheets[0]
    assert [*sheet.values][-1][1:3] == ("Another", "B2")
    assert not any(cell.hyperlink for row in sheet for cell in row)


@pytest.mark.parametrize(
    "text",
    ["=1+1", "=cmd|' /C calc'!A0", "+1", "@SUM(A1)", "<b>&amp;", "</t></is>", "]]>", " spaced ", "_x0041_", "a_xb", "_x00e9_x0041_", "a\nb", "😀"],
)
def test_what_an_office_wrote_stays_text(text: str):
    data = fixed(written(), Report("a.xlsx", "template", findings=(finding("unknown-place", "Matrix", "A1", text),)))
    cell = openpyxl.load_workbook(BytesIO(data)).worksheets[0]["D7"]
    seen = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()[6][3]
    assert seen == text
    assert cell.data_type == "inlineStr" or cell.data_type == "s"


def test_what_xml_forbids_is_left_out_and_no_text_is_longer_than_a_cell():
    long = Finding(
        "unknown-place",
        Severity.ERROR,
        Message("finding.did-you-mean", {"label": "😀" * MAX_TEXT}),
        Message("finding.kind.status"),
        "Matrix",
        "A1",
        "a\x07\ud800b",
    )
    data = fixed(written(), Report("a.xlsx", "template", findings=(long,)))
    row = rows(data)[-1]
    assert row[3] == "ab"
    assert len(row[4].encode("utf-16-le")) // 2 <= MAX_TEXT


def test_lines_are_broken_by_a_look_that_the_workbook_has_and_by_none_that_it_has_not():
    def look(data: bytes):
        sheet = openpyxl.load_workbook(BytesIO(data)).worksheets[0]
        return sheet.cell(sheet.max_row, 5).alignment.wrap_text, sheet.column_dimensions["E"].width

    assert look(fixed(written())) == (True, 60)
    assert look(fixed(of_an_office())) == (None, 110)
    filled = parts()[STYLES].replace(b'fillId="0"', b'fillId="1"')
    assert look(fixed(archive(parts() | {STYLES: filled}))) == (None, 110)


@pytest.mark.parametrize("taken", [("Fix list",), ("fix LIST", "Fix list 2")])
def test_the_list_has_a_title_that_no_other_sheet_has(taken: tuple[str, ...]):
    data = edited(lambda book: [book.create_sheet(title) for title in taken])
    titles = openpyxl.load_workbook(BytesIO(fixed(data))).sheetnames
    assert titles[0] == f"Fix list {len(taken) + 1}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_title_is_one_that_excel_takes(language: str):
    title = CATALOGUES[language].text("fix_list.sheet")
    assert len(f"{title} 9999") <= 31
    assert not re.search(r"[\[\]:*?/\\']", title)


# It comes back


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reader_reads_the_same_with_the_list_in_front_whatever_its_language(language: str):
    data = edited(wrong)
    said = report(data)
    once = with_fix_list(data, said, CATALOGUES[language])
    assert report(once) == said
    assert report(with_fix_list(once, said, CATALOGUES[language])) == said


def test_a_sheet_of_an_office_that_only_has_the_title_of_a_list_is_named_as_not_read():
    said = after(lambda book: book.create_sheet("Fix list").append(["Our own", "notes"]))
    assert codes(said) == ["sheet-not-read"]
    said = after(lambda book: book.create_sheet("Ours").append(["What to correct in “a.xlsx”"]))
    assert codes(said) == ["sheet-not-read"]


def test_what_is_corrected_in_the_workbook_that_came_back_counts():
    data = edited(wrong)
    book = openpyxl.load_workbook(BytesIO(fixed(data, report(data))))
    write(
        ("Matrix", "D4", "Planned"), ("Matrix", "D5", "Planned"), ("Matrix", "E5", None), ("Activities", "B2", "Djibouti"), ("Remarks", "G3", 2024)
    )(book)
    assert codes(report(saved(book))) == []


def test_reading_needs_nothing_of_what_edits_a_package():
    """The child process that reads files from outside may not load lxml."""
    code = "import sys; sys.modules['lxml'] = None; import lib.intake; print('read')"
    assert subprocess.run((sys.executable, "-c", code), cwd=ROOT, capture_output=True, text=True, check=True).stdout == "read\n"


# What it is not made of

UNUSUAL: dict[str, bytes] = {
    "nothing": b"",
    "text": b"Country;Status",
    "an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
    "half a package": written()[:2000],
    "a binary workbook": archive({TYPES: b"<x/>", "xl/workbook.bin": b"\x00"}),
    "an open document": archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
    "a signed workbook": archive(parts() | {"_xmlsignatures/origin.sigs": b""}),
    "a shared workbook": archive(parts() | {"xl/revisions/revisionHeaders.xml": b"<headers/>"}),
    "no sheets": archive(parts() | {BOOK: re.sub(rb"<sheets>.*</sheets>", b"<sheets/>", parts()[BOOK])}),
    "another root": archive(parts() | {BOOK: b"<x/>"}),
    "another namespace": archive(parts() | {BOOK: parts()[BOOK].replace(NS.encode(), b"urn:x")}),
    "chart sheets only": archive(parts() | {RELATIONS: parts()[RELATIONS].replace(f"{REL}/worksheet".encode(), f"{REL}/chartsheet".encode())}),
    "a number that is none": archive(parts() | {BOOK: parts()[BOOK].replace(b'sheetId="1"', b'sheetId="one"')}),
}


@pytest.mark.parametrize("data", UNUSUAL.values(), ids=UNUSUAL)
def test_a_file_that_cannot_be_edited_gives_none(data: bytes):
    assert with_fix_list(data, about(written()), EN) is None


def test_a_file_that_was_refused_is_not_even_opened():
    assert with_fix_list(written(), Report("a.xlsx", findings=(finding("damaged"),)), EN) is None


def test_a_workbook_that_another_sheet_would_take_beyond_a_limit_stays_as_it_is(monkeypatch: pytest.MonkeyPatch):
    with monkeypatch.context() as limited:
        limited.setattr(schema, "MAX_SHEETS", 7)
        assert with_fix_list(written(), about(written()), EN) is None
    monkeypatch.setattr(schema, "MAX_BYTES", len(written()))
    assert with_fix_list(written(), about(written()), EN) is None


def test_whatever_a_damaged_package_is_like_nothing_is_raised():
    said = about(written())
    made = [with_fix_list(mutant(number), said, EN) for number in range(150)]
    assert None in made and any(made)


# A workbook of its own


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_alone_says_the_same(language: str):
    said, catalogue = after(wrong), CATALOGUES[language]
    data = outputs.fix_list_alone(said, catalogue, DAY)
    listed = listing.listing(said, catalogue, DAY)
    book = openpyxl.load_workbook(BytesIO(data))
    assert book.sheetnames == [catalogue.text("fix_list.sheet")]
    found = [tuple(value or "" for value in row) for row in book.active.values]
    assert found[len(listed.above) + 1 :] == [listed.headings, *listed.rows]
    assert [row[0] for row in found[: len(listed.above)]] == [*listed.above]
    assert listed.rows


def test_the_list_alone_is_the_same_each_time_and_text_in_it_is_text():
    said = Report("=1.xls", "template", findings=(finding("unknown-place", "A", "B2", "=1+1"),))
    one, two = (unzipped(outputs.fix_list_alone(said, EN, DAY)) for _ in range(2))
    assert one == two
    assert all(b"<f>" not in part for part in one.values())


# The text for the e-mail


def test_the_email_says_what_was_received_what_is_wrong_and_what_to_do():
    assert outputs.email(after(wrong), EN, Message("region.gulf-of-aden"), "abcdef0123456789", own=True) == (
        "We have received your workbook “matrix.xlsx” (Gulf of Aden, reference abcdef012345).\n\n"
        "4 errors have to be corrected before it can be published. 1 warning does not stand in the way; please look at it all the same.\n\n"
        "– Matrix D4, Matrix D5: “plannned” is not a status. Did you mean “Planned”?\n"
        "– Matrix E5: “xyz” is not a status. Choose one of these: In place, Partly in place, Planned, Reported as not in place, Not applicable, and"
        " Not assessed.\n"
        "– Activities B2: “Atlantis” is not the name of a country or territory known here. Write the name as the list in the template does.\n"
        "– Remarks G3: “once” is not a year, month, day or period; it is kept as text and counts for no year. Write 2024, 2024-06, 2024-06-30 or"
        " 2022-2024.\n\n"
        "The complete list is the first sheet of the attached workbook, which is your own: a click on a cell in the list leads to it. Please correct this"
        " workbook and send it back. The list may stay in it.\n"
    )


def test_the_email_counts_what_it_does_not_name_and_says_where_the_list_is():
    found = [finding("unknown-place", "Matrix", f"A{row}", "Atlantis" if row < 10 else f"Place {row}") for row in range(2, 20)]
    text = outputs.email(Report("a.xls", "template", findings=(finding("has-macros"), *found)), EN, Message("region.europe"), "f" * 64, own=False)
    assert "18 errors have to be corrected" in text
    assert "– Matrix A2, Matrix A3, Matrix A4, Matrix A5, Matrix A6 …: “Atlantis”" in text
    assert "Place 13" in text and "Place 14" not in text
    assert "… and 6 more, in the list." in text
    assert "The complete list is attached." in text
    assert "macros" not in text


def test_the_email_on_a_file_without_errors_does_not_ask_for_any_to_be_corrected():
    text = outputs.email(Report("a.xlsx", "template", findings=(finding("not-a-link", "A", "B2", "x"),)), EN, Message("region.europe"), "f", own=True)
    assert "It holds no error" in text and "1 warning does not stand in the way" in text and "corrected before" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_office_that_sent_a_layout_of_its_own_is_told_where_to_answer(language: str):
    taken = finding("layout-taken", "A", layout=Message("layout.status_grid"), percent=90)
    asks, catalogue = Report("a.xlsx", "status_grid", findings=(taken,), foreign=Foreign("")), CATALOGUES[language]
    answer = catalogue.text("fix_list.answer")
    assert answer in listing.listing(asks, catalogue).above and answer in outputs.email(asks, catalogue, Message("region.europe"), "f", own=True)
    plain = replace(asks, foreign=None)
    assert answer not in listing.listing(plain, catalogue).above and answer not in outputs.email(
        plain, catalogue, Message("region.europe"), "f", own=True
    )


def test_the_email_names_what_is_wrong_with_the_file_as_a_whole():
    text = outputs.email(
        Report("a.xlsx", "template", findings=(finding("sheet-missing", name="Matrix"),)), EN, Message("region.europe"), "f", own=True
    )
    assert "\n– The sheet “Matrix” is missing." in text


@pytest.mark.parametrize(("language", "words"), [("fr", "5 erreurs doivent être corrigées"), ("es", "Hay que corregir 5 errores")])
def test_the_email_is_in_the_language_of_the_office(language: str, words: str):
    found = tuple(finding("unknown-place", "A", f"B{row}", "x") for row in range(5))
    text = outputs.email(Report("a.xlsx", "template", findings=found), CATALOGUES[language], Message("region.west-africa"), "f", own=True)
    assert words in text
    assert CATALOGUES[language].text("region.west-africa") in text
