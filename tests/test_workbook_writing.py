"""What a workbook that we write is: a whole package, the same each time, text as text, drop-downs that lead somewhere."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from posixpath import dirname, join, normpath

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from lib import intake, schema
from lib.exceptions import CannotBeWritten, UnknownRegion, UnknownText
from lib.model import REGION_WIDE, About, Activity, Assessment, FollowUp, Matrix, Remark, Role, Scope, Situation, Stage, State, Status
from lib.outputs import template, workbook
from lib.outputs.cells import LONGEST_LINK
from lib.places import slug
from lib.schema import LANGUAGES, Kind
from lib.words import Catalogue, catalogue
from tests.strategies import FRAMEWORK, NASTY, PLACES, matrices, tries

CATALOGUES = {language: catalogue(language, FRAMEWORK.texts(language), PLACES.texts(language)) for language in LANGUAGES}
EN = CATALOGUES["en"]
GULF = About("gulf-of-aden", office="An office", as_of=date(2026, 11, 23), framework=FRAMEWORK.id)


def written(matrix: Matrix, words: Catalogue = EN, **options: object) -> openpyxl.Workbook:
    """The workbook of a matrix as openpyxl opens it; a warning of its fails the test."""
    return opened(workbook(matrix, FRAMEWORK, PLACES, words, **options))


def opened(data: bytes) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return openpyxl.load_workbook(io.BytesIO(data))


def an_activity(**fields: object) -> Activity:
    return replace(Activity("a1b2c3d4", "KEN", "3", "An activity"), **fields)


def below(sheet: Worksheet, heading: str) -> object:
    """What stands in the first row under a heading."""
    return next(cell for cell in sheet[1] if cell.value == heading).offset(row=1).value


def faults(data: bytes) -> Iterator[str]:
    """What makes a package one that a spreadsheet program would have to repair."""
    package = "http://schemas.openxmlformats.org/package/2006/"
    relations = {"r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships"}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
        if len(parts) != len(archive.namelist()):
            yield "a part stands twice"
    trees = {name: etree.fromstring(content) for name, content in parts.items()}
    types = trees.pop("[Content_Types].xml")
    named = {one.get("PartName").lstrip("/") for one in types.iter(f"{{{package}content-types}}Override")}
    endings = {one.get("Extension") for one in types.iter(f"{{{package}content-types}}Default")}
    yield from (f"{name} is declared and absent" for name in named - set(trees))
    yield from (f"{name} has no content type" for name in set(trees) - named if name.rsplit(".")[-1] not in endings)
    for name, tree in trees.items():
        if name.endswith(".rels"):
            home = dirname(dirname(name))
            related = list(tree.iter(f"{{{package}relationships}}Relationship"))
            ids = [one.get("Id") for one in related]
            inner = (normpath(join(home, one.get("Target"))) for one in related if one.get("TargetMode") != "External")
            yield from (f"{name} leads to {target}, which is absent" for target in inner if target not in trees)
            source = join(home, name.rsplit("/")[-1].removesuffix(".rels"))
            used = set(trees[source].xpath("//@r:id", namespaces=relations)) if source in trees else set(ids)
            if len(set(ids)) != len(ids) or not used <= set(ids):
                yield f"{name} has ids that do not fit {source}"


@tries(30)
@given(matrices(), st.sampled_from(LANGUAGES))
def test_whatever_a_matrix_holds_its_workbook_is_a_whole_package(matrix: Matrix, language: str):
    data = workbook(matrix, FRAMEWORK, PLACES, CATALOGUES[language])
    assert list(faults(data)) == []
    opened(data)


@tries(60)
@given(matrices(), st.sampled_from(LANGUAGES), st.sampled_from(Scope), st.sampled_from(("", "f" * 64)))
def test_a_matrix_comes_back_from_its_workbook_as_it_was(matrix: Matrix, language: str, scope: Scope, base: str):
    data = workbook(matrix, FRAMEWORK, PLACES, CATALOGUES[language], scope=scope, base=base)
    report = intake.read(io.BytesIO(data), "matrix.xlsx", FRAMEWORK, PLACES)
    assert report.matrix == matrix
    assert (report.language, report.scope, report.base, report.erased) == (language, scope, base, ())
    assert report.cells_not_read == 0


@tries(12)
@given(matrices(), st.sampled_from(LANGUAGES))
def test_the_same_matrix_gives_the_same_parts(matrix: Matrix, language: str):
    def parts() -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(workbook(matrix, FRAMEWORK, PLACES, CATALOGUES[language]))) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    assert parts() == parts()


@pytest.mark.parametrize("text", NASTY)
def test_text_stays_text_and_as_it_was(text: str):
    matrix = Matrix(GULF, ("KEN",), remarks=(Remark("KEN", "3", missing=text, source=text),), activities=(an_activity(activity=text, link=text),))
    book = written(replace(matrix, about=replace(GULF, notes=text)))
    cells = [book["Remarks"]["C2"], book["Remarks"]["F2"], book["Activities"]["D2"], book["Activities"]["K2"], book["About"]["B12"]]
    assert [cell.value for cell in cells] == [text] * 5
    assert {cell.data_type for cell in cells} == {"s"}


def test_no_cell_of_a_workbook_holds_a_formula():
    rows = tuple(an_activity(ref=str(n), activity=text, source=text, link=text, actors=(text.replace(";", ","),)) for n, text in enumerate(NASTY))
    data = workbook(Matrix(GULF, ("KEN",), activities=rows), FRAMEWORK, PLACES, EN)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if "worksheets/sheet" in name and b"<f>" in archive.read(name)]


def test_line_ends_are_made_one_and_what_xml_forbids_can_be_seen():
    book = written(Matrix(GULF, remarks=(Remark("KEN", "3", missing="a\r\nb\rc", recommendation="bell \x07, half \ud800, none \uffff"),)))
    assert book["Remarks"]["C2"].value == "a\nb\nc"
    assert book["Remarks"]["D2"].value == "bell \ufffd, half \ufffd, none \ufffd"


def test_a_text_that_no_cell_can_hold_is_refused_and_not_cut():
    longest = "😀" * (schema.MAX_TEXT // 2) + "x"
    assert written(Matrix(GULF, remarks=(Remark("KEN", "3", longest),)))["Remarks"]["C2"].value == longest
    with pytest.raises(CannotBeWritten, match="Remarks!C2"):
        written(Matrix(GULF, remarks=(Remark("KEN", "3", longest + "x"),)))


@pytest.mark.parametrize("link", ["https://example.org/a?b=c&d=%20#e", "HTTP://EXAMPLE.ORG", "https://example.org/" + "x" * (LONGEST_LINK - 20)])
def test_a_web_address_can_be_followed(link: str):
    cell = written(Matrix(GULF, activities=(an_activity(link=link),)))["Activities"]["K2"]
    assert cell.value == link
    assert [cell.hyperlink.target, *filter(None, [cell.hyperlink.location])] == link.split("#")


@pytest.mark.parametrize(
    "link",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "www.example.org",
        "internal:About!A1",
        "https://example.org/a b",
        "https://example.org/" + "x" * LONGEST_LINK,
    ],
)
def test_any_other_link_is_text(link: str):
    cell = written(Matrix(GULF, activities=(an_activity(link=link),)))["Activities"]["K2"]
    assert cell.value == link
    assert cell.hyperlink is None


def test_links_beyond_what_excel_opens_stand_as_text(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("lib.outputs.cells.MOST_LINKS", 2)
    sheet = written(Matrix(GULF, activities=tuple(an_activity(ref=str(n), link="https://example.org") for n in range(3))))["Activities"]
    assert [sheet.cell(row, 11).value for row in (2, 3, 4)] == ["https://example.org"] * 3
    assert [bool(sheet.cell(row, 11).hyperlink) for row in (2, 3, 4)] == [True, True, False]


def test_labels_stand_for_codes_and_lists_share_a_cell():
    book = written(
        Matrix(
            GULF,
            ("ETH", "YEM"),
            (Assessment(REGION_WIDE, "1", Status.IN_PLACE), Assessment("YEM", "10", Status.NOT_APPLICABLE)),
            activities=(an_activity(place="ETH", stage=Stage.NOT_IN_PLACE, actors=("A", "B"), year="2008-2011", good_practice=True),),
            situations=(Situation("YEM", (Role.ORIGIN, Role.TRANSIT), figure=0, as_of="2024-06"),),
            follow_up=(FollowUp("r1", REGION_WIDE, "9", "Do it", state=State.NO_ACTION, due="2026"),),
        )
    )
    assert [[cell.value for cell in row[:3]] for row in book["Matrix"].iter_rows(min_row=2)] == [
        ["Region-wide", None, "In place"],
        ["Ethiopia", "ETH", None],
        ["Yemen", "YEM", None],
    ]
    assert book["Matrix"]["L4"].value == "Not applicable"
    assert [cell.value for cell in book["Activities"][2]][1:9] == [
        "Ethiopia", "3 Protection-sensitive entry systems", "An activity", "Reported as not in place", "A; B", "2008-2011", "Yes", "Document",
    ]  # fmt: skip
    assert below(book["Situation"], "Role (a; b)") == "Origin; Transit"
    assert (below(book["Situation"], "Figure"), below(book["Situation"], "As of")) == (0, "2024-06")
    assert [cell.value for cell in book["Follow-up"][2]][1:3] == [
        "Region-wide",
        "9 Return arrangements for non-refugees and alternative migration options",
    ]
    assert (below(book["Follow-up"], "State"), below(book["Follow-up"], "Due")) == ("No action", "2026")


def test_about_says_whose_it_is_and_what_it_came_from():
    sheet = written(Matrix(GULF), scope=Scope.PARTIAL, base="f" * 64)["About"]
    assert sheet["A1"].value == "Implementation matrix: Gulf of Aden"
    facts = {sheet.cell(row, 1).value: sheet.cell(row, 2).value for row in range(2, 13)}
    assert facts["As of (date)"] == datetime(2026, 11, 23)
    assert (facts["Region"], facts["Framework"], facts["Format version"]) == ("Gulf of Aden", "10-Point Plan", 1)
    assert (facts["Scope"], facts["Base revision"], facts["Language"]) == ("Partial", "f" * 64, "English")
    assert all(cell.value is None for cell in sheet[13])


def test_a_day_and_a_number_that_excel_would_change_are_text():
    book = written(Matrix(replace(GULF, as_of=date(1899, 12, 31)), situations=(Situation("YEM", figure=12345678901234567),)))
    assert book["About"]["B4"].value == "1899-12-31"
    assert below(book["Situation"], "Figure") == "12345678901234567"


def test_a_status_of_a_country_without_a_row_gets_one():
    sheet = written(Matrix(GULF, ("YEM",), (Assessment("KEN", "1", Status.PLANNED),)))["Matrix"]
    assert [cell.value for cell in sheet[4]][:3] == ["Kenya", "KEN", "Planned"]


@pytest.mark.parametrize("lost", [Assessment("YEM", "11", Status.PLANNED), Assessment("ZZZ", "1", Status.PLANNED)])
def test_a_status_that_has_no_cell_is_refused_and_not_lost(lost: Assessment):
    with pytest.raises(UnknownText):
        written(Matrix(GULF, ("YEM",), (lost,)))


def test_no_workbook_is_written_for_a_region_that_is_not_declared():
    with pytest.raises(UnknownRegion):
        written(Matrix(About("atlantis")))


def labels(words: Catalogue, kind: Kind) -> list[str]:
    return [words.text(schema.label(kind, code)) for code in schema.VOCABULARIES[kind]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_drop_down_leads_to_its_labels_and_reaches_the_rows_that_an_office_adds(language: str):
    words = CATALOGUES[language]
    places = ("YEM", "DJI")
    book = written(Matrix(GULF, places), words)
    expected = {f"list_{kind.value}": labels(words, kind) for kind in schema.VOCABULARIES if kind is not Kind.ROLES}
    expected["list_point"] = [f"{id} {words.text(f'point.{id}')}" for id in FRAMEWORK.point_ids]
    expected["list_place"] = [words.text(f"place.{place}") for place in (REGION_WIDE, *places)]
    assert set(book.defined_names) == set(expected)
    for name, wanted in expected.items():
        [(sheet, area)] = book.defined_names[name].destinations
        left, top, right, bottom = range_boundaries(area)
        assert [book[sheet].cell(row, left).value for row in range(top, bottom + 1)] == wanted
        assert left == right
    used = set()
    for sheet in book.worksheets[1:-1]:
        for validation in sheet.data_validations.dataValidation:
            used.add(validation.formula1)
            assert (validation.type, validation.errorStyle) == ("list", "warning")
            _, first, _, last = range_boundaries(str(validation.sqref))
            assert first == 2
            assert last > 2_000
    assert used == set(expected) - {"list_scope", "list_language"}
    assert [(str(one.sqref), one.formula1) for one in book.worksheets[0].data_validations.dataValidation] == [
        ("B6", "list_language"),
        ("B9", "list_scope"),
    ]


def test_drop_downs_stand_in_the_columns_of_their_kind():
    book = written(Matrix(GULF, ("YEM",)))
    for declared in (schema.matrix_sheet(FRAMEWORK), *schema.TABLES):
        sheet = book[EN.text(f"sheet.{declared.key}")]
        found = {range_boundaries(str(one.sqref))[0]: one.formula1 for one in sheet.data_validations.dataValidation}
        listed = {f"list_{kind.value}" for kind in (*schema.VOCABULARIES, Kind.PLACE, Kind.POINT) if kind is not Kind.ROLES}
        kinds = {at: f"list_{column.kind.value}" for at, column in enumerate(declared.columns, start=1)}
        assert found == {at: name for at, name in kinds.items() if name in listed}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lists_map_every_label_of_the_format_to_its_code(language: str):
    words = CATALOGUES[language]
    sheet = written(Matrix(GULF, ("YEM",)), words)["Lists"]
    rows = list(sheet.iter_rows(values_only=True))
    assert sheet.sheet_state == "hidden"
    assert rows[0][0] == schema.LISTS_MARK
    assert rows[1] == schema.LISTS_COLUMNS
    mapped = {(vocabulary, code): label for vocabulary, code, label in rows[2:]}
    assert len(mapped) == len(rows) - 2
    for vocabulary, code, id in schema.lists(FRAMEWORK):
        assert mapped[vocabulary, code] == (f"{code} {words.text(id)}" if vocabulary == "point" else words.text(id))
    assert mapped["place", "YEM"] == words.text("place.YEM")
    assert mapped["region", "gulf-of-aden"] == words.text("region.gulf-of-aden")


def test_each_status_has_the_frameworks_colours_and_they_follow_an_edit():
    [area] = written(Matrix(GULF, ("YEM",)))["Matrix"].conditional_formatting
    assert "C2" in area.sqref
    assert "L1000" in area.sqref
    found = {rule.formula[0]: (rule.dxf.fill.bgColor.rgb[2:], rule.dxf.font.color.rgb[2:]) for rule in area.rules}
    looks = FRAMEWORK.assessed["light"]
    assert found == {f'"{FRAMEWORK.labels[s]["en"]}"': (looks[s].fill[1:].upper(), looks[s].ink[1:].upper()) for s in Status}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_of_a_region_asks_for_everything_and_says_nothing(language: str):
    words = CATALOGUES[language]
    region = PLACES.region("west-africa")
    data = template(region, FRAMEWORK, PLACES, words)
    book = opened(data)
    assert list(faults(data)) == []
    assert book.sheetnames == [*(words.text(f"sheet.{sheet.key}") for sheet in schema.SHEETS), "Lists"]
    rows = list(book.worksheets[1].iter_rows(min_row=2, values_only=True))
    assert rows[0][:2] == (words.text("place.region-wide"), None)
    assert [(name, iso3) for name, iso3, *_ in rows[1:]] == [(words.text(f"place.{row[1]}"), row[1]) for row in rows[1:]]
    assert {row[1] for row in rows[1:]} == set(region.countries)
    assert [row[0] for row in rows[1:]] == sorted((row[0] for row in rows[1:]), key=slug)
    assert not any(cell for row in rows for cell in row[2:])
    for declared, sheet in zip(schema.TABLES, book.worksheets[2:], strict=False):
        headings = [cell.value for cell in sheet[1]]
        assert headings == [words.text(schema.heading(column)) for column in declared.columns]
        assert sheet.max_row == 1
    said = {cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row if isinstance(cell, str)}
    assert {FRAMEWORK.definitions[status][language] for status in Status} <= said
    assert words.text("workbook.disclaimer") in said


def test_accents_do_not_send_a_country_to_the_end_of_the_template():
    sheet = opened(template(PLACES.region("middle-east-and-north-africa"), FRAMEWORK, PLACES, CATALOGUES["fr"])).worksheets[1]
    names = [cell.value for cell in sheet["A"]]
    assert names.index("Égypte") < names.index("Israël")


def test_the_sheets_are_ready_to_fill_in_and_to_print():
    book = written(Matrix(GULF, ("YEM",), activities=(an_activity(),)))
    for declared, sheet in zip((schema.matrix_sheet(FRAMEWORK), *schema.TABLES), book.worksheets[1:], strict=False):
        assert sheet.freeze_panes == ("C2" if declared.key == "matrix" else "A2")
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
        assert sheet.print_title_rows == "$1:$1"
        assert not sheet.protection.sheet
    sheet = book["Activities"]
    assert sheet.column_dimensions["A"].hidden
    assert sheet["D2"].alignment.wrap_text
    assert abs(sheet.column_dimensions["D"].width - 70) < 1
    assert sheet["G2"].number_format == "@"  # or Excel makes a day of 2024-06


def test_an_invented_matrix_says_so_on_every_page_and_no_other_does():
    invented, coded = written(Matrix(About("demonstration-north", framework=FRAMEWORK.id))), written(Matrix(GULF))
    banner = EN.text("workbook.demonstration")
    assert all(sheet.oddHeader.right.text == banner for sheet in invented.worksheets[:-1])
    assert not any(sheet.oddHeader.right.text for sheet in coded.worksheets[:-1])
    assert [banner in [cell.value for cell in book["About"]["A"]] for book in (invented, coded)] == [True, False]
