"""What a workbook means: blanks, labels, numbers and dates as people write them; and that every cell is accounted for."""

from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from lib import intake, schema
from lib.intake import layout
from lib.intake.vocabulary import Vocabulary, known_labels, normalise
from lib.model import REGION_WIDE, Assessment, Cell, Evidence, Scope, Severity, Stage, State, Status
from lib.outputs import template
from lib.places import Region
from lib.schema import LANGUAGES, NOT_ASSESSED
from tests.strategies import FRAMEWORK, PLACES, tries
from tests.workbooks import CATALOGUES, COUNTRIES, SAMPLE, Edit, after, codes, edited, repacked, report, saved, write, written

KNOWN = known_labels(FRAMEWORK, PLACES, "en")


def move_column(sheet: Worksheet, column: int, to: int) -> None:
    for row in range(1, sheet.max_row + 1):
        sheet.cell(row, to).value = sheet.cell(row, column).value
    sheet.delete_cols(column)


# The whole


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_reads_the_same_in_every_language(language: str):
    said = report(written(language))
    assert said.matrix == SAMPLE
    assert (said.layout, said.language, said.scope, said.base, said.findings, said.erased) == ("template", language, Scope.FULL, "", (), ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_its_lists_sheet_a_workbook_is_known_by_its_sheets_names(language: str):
    def edit(book: Workbook) -> None:
        book.remove(book["Lists"])

    said = after(edit, language)
    assert (said.matrix, said.findings, said.language) == (SAMPLE, (), language)


def test_a_workbook_may_mix_languages():
    said = after(write(("Activités", "E2", "Planned"), ("Activités", "B2", "Djibouti"), ("Matrice", "C3", "Existe")), "fr")
    assert (said.matrix, said.findings) == (SAMPLE, ())


def test_the_shape_of_the_file_says_what_it_is_and_never_its_name():
    assert intake.read(BytesIO(written()), "a picture.jpg", FRAMEWORK, PLACES).matrix == SAMPLE


def test_sheets_and_columns_may_stand_in_any_order_and_titles_above_the_headings():
    def edit(book: Workbook) -> None:
        book.move_sheet("Follow-up", -5)
        move_column(book["Activities"], 2, 12)
        book["Remarks"].insert_rows(1, 3)
        book["Remarks"]["A1"] = "Remarks of our office"

    said = after(edit)
    assert said.matrix == SAMPLE
    assert codes(said) == ["outside-table"]


def test_the_headings_are_the_row_in_which_most_are_known():
    def edit(book: Workbook) -> None:
        book["Remarks"].insert_rows(1)
        write(("Remarks", "A1", "Source"), ("Remarks", "B1", "our office"))(book)

    said = after(edit)
    assert said.matrix == SAMPLE
    assert codes(said) == ["outside-table", "outside-table"]


def test_the_templates_own_legend_may_stand_beside_a_table():
    legend = [f"{FRAMEWORK.glyphs[status]} {FRAMEWORK.labels[status]['en']}" for status in Status]
    said = after(write(*(("Matrix", f"N{row}", text) for row, text in enumerate(legend, start=3))))
    assert (said.matrix, said.findings) == (SAMPLE, ())


def test_a_title_above_a_column_that_is_not_read_is_no_part_of_it():
    def edit(book: Workbook) -> None:
        book["Remarks"].insert_rows(1)
        write(("Remarks", "H1", "Implementation matrix: Gulf of Aden"), ("Remarks", "H2", "Colour"), ("Remarks", "H3", "red"))(book)

    said = after(edit)
    assert (codes(said), said.cells_not_read) == (["column-not-read"], 2)


def test_rows_may_be_sorted_and_parted_by_blank_ones():
    def edit(book: Workbook) -> None:
        book["Activities"].insert_rows(3, 2)
        book["Matrix"].insert_rows(5, 1)

    assert after(edit).matrix == SAMPLE


def test_rows_hidden_by_a_filter_are_read():
    def edit(book: Workbook) -> None:
        book["Activities"].row_dimensions[2].hidden = True

    assert after(edit).matrix == SAMPLE


@pytest.mark.parametrize("region", PLACES.regions, ids=lambda region: region.id)
def test_a_template_alone_brings_no_finding_up(region: Region):
    language = LANGUAGES[PLACES.regions.index(region) % len(LANGUAGES)]
    said = report(template(region, FRAMEWORK, PLACES, CATALOGUES[language]))
    assert (said.findings, said.cells_not_read) == ((), 0)
    assert said.matrix is not None
    assert said.matrix.about.region == region.id
    assert set(said.matrix.places) == set(region.countries)
    assert said.matrix.assessments == ()


def test_without_a_region_there_is_no_matrix_but_everything_else_is_checked():
    said = after(write(("About", "B2", None), ("Follow-up", "I2", "donne")))
    assert said.matrix is None
    assert said.layout == layout.NAME
    assert {"required-blank", "unknown-label"} <= set(codes(said))


def test_the_matrix_has_the_rows_of_its_sheet_and_no_other():
    said = after(lambda book: book["Matrix"].delete_rows(5))
    assert said.matrix is not None
    assert said.matrix.places == tuple(place for place in COUNTRIES if place != "SOM")


def test_a_partial_workbook_may_leave_countries_out():
    def edit(book: Workbook) -> None:
        book["Matrix"].delete_rows(7, 6)
        book["About"]["B9"] = "Partial"
        book["About"]["B10"] = "f" * 64

    said = after(edit)
    assert (codes(said), said.scope, said.base) == ([], Scope.PARTIAL, "f" * 64)


# Blank, not assessed, not applicable


def test_a_blank_status_is_no_assessment_and_erases_nothing():
    said = after(write(("Matrix", "C3", None), ("Matrix", "E4", "\u00a0\u200b ")))
    assert said.matrix is not None
    assert said.matrix.assessments == (Assessment("YEM", "10", Status.NOT_APPLICABLE),)
    assert (said.erased, said.findings) == ((), ())


@pytest.mark.parametrize("word", ["Not assessed", "Sin evaluar"])
def test_the_words_not_assessed_erase(word: str):
    said = after(write(("Matrix", "C3", word), ("Matrix", "D2", word)))
    assert said.matrix is not None
    assert not [one for one in said.matrix.assessments if one.place == "DJI"]
    assert said.erased == (Cell(REGION_WIDE, "2"), Cell("DJI", "1"))


def test_a_wrong_status_is_no_assessment():
    said = after(write(("Matrix", "C3", "donne")))
    assert said.matrix is not None
    assert len(said.matrix.assessments) == 2


def test_what_a_blank_cell_of_an_activity_means():
    def edit(book: Workbook) -> None:
        book["Activities"]["K2"].hyperlink = None
        write(*(("Activities", f"{column}2", None) for column in "AEFGHIJK"))(book)

    said = after(edit)
    assert said.matrix is not None
    first = said.matrix.activities[0]
    assert (first.ref, first.stage, first.actors, first.year, first.good_practice) == ("", None, (), "", False)
    assert (first.evidence, first.source, first.link) == (Evidence.DOCUMENT, "", "")


# Labels


def test_a_label_that_an_office_changed_in_lists_still_reads():
    def edit(book: Workbook) -> None:
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    renamed = {"Planned": "Being planned", "Djibouti": "Republic of Djibouti", "Stage": "How far", "Activities": "Things done"}
                    cell.value = renamed.get(cell.value, cell.value) if isinstance(cell.value, str) else cell.value
        book["Activities"].title = "Things done"

    said = after(edit)
    assert (said.matrix, said.findings) == (SAMPLE, ())


def test_labels_are_compared_as_people_read_them():
    labels = ["PARTLY IN PLACE", "  Partly\u00a0in  place ", "Par\u00adtly in\u200b place", "existe en parte", "Partiellement en  place"]
    said = after(write(*(("Matrix", f"E{row}", label) for row, label in enumerate(labels, start=3))))
    assert said.matrix is not None
    assert [one.status for one in said.matrix.assessments if one.point == "3"] == [Status.PARTLY] * len(labels)


def test_an_action_point_is_known_by_number_name_and_other_names():
    labels: list[object] = [3, 3.0, "3", "3.", "Point 3", "point 3:", "Action point 3", "Punto 3", "Protection-sensitive entry systems"]
    labels += ["3 Protection-sensitive entry systems", "3. Protection–sensitive entry systems", "Entry systems", "3 Systèmes d’entrée"]
    said = after(activities("C", labels))
    assert said.matrix is not None
    assert [one.point for one in said.matrix.activities[2:]] == ["3"] * len(labels)


@pytest.mark.parametrize("label", ["4 Entry systems", "33", "0", "3 Something else", "Point", "three"])
def test_a_number_beside_another_name_is_no_action_point(label: str):
    assert KNOWN.code("point", label) is None


def test_action_points_head_columns_by_number_too():
    def edit(book: Workbook) -> None:
        for number in range(1, 11):
            book["Matrix"].cell(1, number + 2).value = number

    assert after(edit).matrix == SAMPLE


@pytest.mark.parametrize("name", ["Côte d’Ivoire", "COTE D'IVOIRE", "Cote  d`Ivoire", "civ"])
def test_country_names_are_known_without_accents_and_by_code(name: str):
    assert KNOWN.code("place", name) == "CIV"


def test_na_is_namibia_nowhere_and_missing_nowhere():
    said = after(write(("Remarks", "C3", "NA"), ("Activities", "F2", "NA; None")))
    assert said.matrix is not None
    assert said.matrix.remarks[1].missing == "NA"
    assert said.matrix.activities[0].actors == ("NA", "None")
    assert KNOWN.code("place", "NA") is None
    assert KNOWN.code("place", "NAM") == "NAM"


def test_every_country_is_known_by_its_name_in_every_language():
    for language in LANGUAGES:
        for iso3, names in PLACES.names.items():
            assert KNOWN.code("place", names[language]) == iso3


def test_every_region_is_known_by_its_name_in_every_language_and_by_its_identifier():
    for region in PLACES.regions:
        names = {CATALOGUES[language].text(f"region.{region.id}") for language in LANGUAGES}
        assert {KNOWN.code("region", name) for name in (*names, region.id)} == {region.id}


def test_no_label_means_two_things_in_any_language():
    def meanings(words: Vocabulary) -> dict[tuple[str, str], str]:
        return {(name, label): code for name, codes in words.codes.items() for label, code in codes.items()}

    english, *others = (meanings(known_labels(FRAMEWORK, PLACES, language)) for language in LANGUAGES)
    assert all(other == english for other in others)


def test_a_code_decides_how_a_country_is_meant_and_however_its_name_is_written():
    assert after(write(("Matrix", "A3", "Jibouti, Rep. of"))).matrix == SAMPLE
    assert after(write(("Matrix", "B3", None))).matrix == SAMPLE
    assert after(write(("Matrix", "A3", None))).matrix == SAMPLE
    assert after(write(("Matrix", "B3", "dji"))).matrix == SAMPLE


@pytest.mark.parametrize("text", ["Ａ  b", "a B", "a\u200b b", "\u00e1 b", "a\u0301\n b", " A\u00a0B "])
def test_normalised_labels_are_the_same(text: str):
    assert normalise(text) == "a b"


# Values


def activities(column: str, values: list[object]) -> Edit:
    """An edit that adds an activity for each value, with the value in one column."""

    def edit(book: Workbook) -> None:
        for row, value in enumerate(values, start=4):
            write(*(("Activities", f"{letter}{row}", text) for letter, text in {"B": "Djibouti", "C": 3, "D": "More"}.items()))(book)
            book["Activities"][f"{column}{row}"] = value

    return edit


def test_years_and_periods_as_people_write_them():
    written_as: dict[object, str] = {
        2010: "2010",
        2011.0: "2011",
        "2008-2011": "2008-2011",
        "2008 – 2011": "2008-2011",
        "2024-06": "2024-06",
        "2024-06-30": "2024-06-30",
        datetime(2024, 6, 30): "2024-06-30",
        date(2024, 6, 29): "2024-06-29",
    }
    said = after(activities("G", list(written_as)))
    assert said.matrix is not None
    assert [one.year for one in said.matrix.activities[2:]] == list(written_as.values())
    assert said.findings == ()


@pytest.mark.parametrize(("shown", "year"), [("mmm-yy", "2024-06"), ("yyyy", "2024"), ("[$-40C]mmmm yyyy", "2024-06"), ("dd/mm/yyyy", "2024-06-01")])
def test_a_month_that_excel_made_a_day_of_is_read_as_its_cell_shows_it(shown: str, year: str):
    def edit(book: Workbook) -> None:
        book["Activities"]["G2"] = datetime(2024, 6, 1)
        book["Activities"]["G2"].number_format = shown

    said = after(edit)
    assert said.matrix is not None
    assert said.matrix.activities[0].year == year


def test_an_unusual_year_is_kept_as_text():
    texts: list[object] = ["2011-2008", "2024-13", "2024-02-30", "around 2010", "10", "20100", "2010/2011", "TRUE"]
    said = after(activities("G", texts))
    assert said.matrix is not None
    assert [one.year for one in said.matrix.activities[2:]] == texts
    assert codes(said) == ["unusual-year"] * len(texts)


@pytest.mark.parametrize(
    ("value", "day"),
    [(datetime(2024, 6, 30), date(2024, 6, 30)), ("2024-06-30", date(2024, 6, 30)), ("2024-06", date(2024, 6, 30)), (2024, date(2024, 12, 31))],
)
def test_the_day_of_a_matrix_may_be_a_month_or_a_year(value: object, day: date):
    said = after(write(("About", "B4", value)))
    assert said.matrix is not None
    assert said.matrix.about.as_of == day
    assert said.errors == ()


def situations(column: str, values: list[object]) -> Edit:
    """An edit that leaves one row for each value in Situation, with the value in one column."""

    def edit(book: Workbook) -> None:
        for row, (value, place) in enumerate(zip(values, COUNTRIES, strict=False), start=2):
            write(("Situation", f"A{row}", place), ("Situation", f"{column}{row}", value))(book)

    return edit


def test_whole_numbers_as_people_group_them():
    values: list[object] = [1840000, 1840000.0, "1840000", "1 840 000", "1\u00a0840\u202f000", "1,840,000", "1'840'000"]
    said = after(situations("D", values))
    assert said.matrix is not None
    assert [one.figure for one in said.matrix.situations] == [1840000] * len(values)
    assert said.findings == ()


def test_what_is_no_whole_number_is_not_read():
    values: list[object] = [0.5, -3, "12.5", "1.840.000", "1,84", "18,40000", "many", True, "9" * 5000, 1e300]
    said = after(situations("D", values))
    assert said.matrix is not None
    assert [one.figure for one in said.matrix.situations] == [None] * len(values)
    assert codes(said) == ["not-a-number"] * len(values)


def test_numbers_and_dates_in_a_column_of_text_read_as_excel_shows_them():
    values: list[object] = [2010.0, 12.5, 0.1 + 0.2, True, datetime(2024, 6, 30, 12, 5)]
    said = after(activities("J", values))
    assert said.matrix is not None
    assert [one.source for one in said.matrix.activities[2:]] == ["2010", "12.5", "0.3", "TRUE", "2024-06-30 12:05"]


def test_text_keeps_its_lines_and_loses_the_space_around_it():
    said = after(write(("Remarks", "C3", " \u00a0one\r\ntwo\n \u200b")))
    assert said.matrix is not None
    assert said.matrix.remarks[1].missing == "one\ntwo"


def test_yes_and_no():
    said = after(activities("H", ["Yes", True, "oui", "SÍ", "No", False]))
    assert said.matrix is not None
    assert [one.good_practice for one in said.matrix.activities[2:]] == [True, True, True, True, False, False]


def test_names_are_parted_by_semicolons():
    said = after(write(("Activities", "F2", " UNHCR ;IOM;; Ministry, of the Interior; ")))
    assert said.matrix is not None
    assert said.matrix.activities[0].actors == ("UNHCR", "IOM", "Ministry, of the Interior")


def linked(text: str | None, target: str) -> Edit:
    def edit(book: Workbook) -> None:
        book["Activities"]["K2"].hyperlink = target
        book["Activities"]["K2"].value = text

    return edit


@pytest.mark.parametrize(
    ("text", "target", "link", "found"),
    [
        ("the report", "https://example.org/r", "https://example.org/r", []),
        ("https://example.org/text", "https://example.org/target", "https://example.org/text", []),
        ("the report", "file:///C:/report.pdf", "the report", ["not-a-link"]),
        ("HTTP://EXAMPLE.ORG", "mailto:a@example.org", "HTTP://EXAMPLE.ORG", []),
    ],
)
def test_a_link_is_the_web_address_that_the_cell_shows_or_leads_to(text: str, target: str, link: str, found: list[str]):
    said = after(linked(text, target))
    assert said.matrix is not None
    assert (said.matrix.activities[0].link, codes(said)) == (link, found)


def test_a_formula_counts_with_its_stored_result():
    data = edited(write(("Remarks", "C3", "=1+1"), ("Remarks", "D3", "=A1"), ("Matrix", "C3", '=IF(1,"In place")')))
    said = report(
        repacked(data, lambda name, xml: xml.replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>").replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>"))
    )
    assert said.matrix is not None
    assert said.matrix.remarks[1].missing == "2"
    assert [(one.code, one.sheet, one.cell, one.value) for one in said.findings] == [
        ("formula-without-value", "Matrix", "C3", '=IF(1,"In place")'),
        ("formula-without-value", "Remarks", "D3", "=A1"),
    ]


def test_a_formula_whose_result_is_an_empty_text_is_a_blank_cell():
    data = edited(write(("Remarks", "C3", "=A1")))
    said = report(repacked(data, lambda name, xml: xml.replace(b'r="C3"', b't="str" r="C3"') if b"<f>A1</f>" in xml else xml))
    assert said.matrix is not None
    assert (said.matrix.remarks[1].missing, said.findings) == ("", ())


def test_a_row_without_what_it_must_have_is_not_read_and_its_cells_are_counted():
    said = after(write(("Activities", "B2", "Atlantis")))
    assert said.matrix is not None
    assert said.matrix.activities == SAMPLE.activities[1:]
    assert said.cells_not_read == 11


def test_of_two_rows_about_the_same_the_first_is_read():
    said = after(
        write(("Remarks", "A4", "Yemen"), ("Remarks", "B4", 10), ("Remarks", "C4", "A gap"), ("Matrix", "B13", "YEM"), ("Matrix", "C13", "Planned"))
    )
    assert said.matrix == SAMPLE
    assert [one.cell for one in said.errors] == ["B13", "A4"]


def test_a_row_about_a_country_of_another_region_is_not_read():
    said = after(write(("Matrix", "B13", "KEN"), ("Matrix", "C13", "Planned"), ("Situation", "A4", "Kenya")))
    assert said.matrix == SAMPLE
    assert [one.code for one in said.errors] == ["place-not-in-region"] * 2


def test_a_country_that_is_not_known_is_asked_for_no_reason():
    assert [one.code for one in after(write(("Matrix", "A6", "Atlantis"), ("Matrix", "B6", None))).errors] == ["unknown-place"]


def test_of_two_rows_with_one_reference_both_are_read():
    said = after(write(("Activities", "A3", "a1")))
    assert said.matrix is not None
    assert [one.ref for one in said.matrix.activities] == ["a1", ""]


def test_the_states_of_follow_up_stand_for_themselves():
    said = after(write(("Follow-up", "I2", "Recorded in a document"), ("Follow-up", "I3", "sin acción")))
    assert said.matrix is not None
    assert [one.state for one in said.matrix.follow_up] == [State.RECORDED, State.NO_ACTION]
    assert said.matrix.activities[0].stage is Stage.PLANNED


# Laws


def filled(book: Workbook) -> int:
    """The cells of a workbook in which something stands, counted without the reader."""
    values = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None)
    return sum(bool(str(value).replace("\u200b", " ").strip()) for value in values)


PLACED = st.tuples(
    st.sampled_from(["About", "Matrix", "Remarks", "Activities", "Situation", "Follow-up", "Lists"]),
    st.builds(lambda column, row: f"{'ABCDEFGHIJKLMNOP'[column]}{row}", st.integers(0, 15), st.integers(1, 15)),
    st.one_of(
        st.none(),
        st.integers(-5, 3000),
        st.floats(allow_nan=False, allow_infinity=False),
        st.booleans(),
        st.datetimes(datetime(1950, 1, 1), datetime(2050, 1, 1)),
        st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12),
        st.sampled_from(
            ["In place", "Not applicable", "Kenya", "Yemen", "YEM", "3", "Point 4", "Region", "Source", "#N/A", "=A1", "a; b", " \u00a0", "\u200b"]
        ),
        st.sampled_from([words for codes in KNOWN.labels.values() for words in codes.values()]),
    ),
)
STRUCTURE = st.sampled_from(
    [
        lambda book: None,
        lambda book: book.remove(book["Lists"]),
        lambda book: book.remove(book["Matrix"]),
        lambda book: book["Activities"].delete_rows(1),
        lambda book: book["Activities"].delete_cols(2),
        lambda book: book["Matrix"].delete_cols(1),
        lambda book: book["Remarks"].insert_rows(1, 12),
        lambda book: book.create_sheet("Matriz").append(["x", 1]),
        lambda book: setattr(book["About"], "title", "Cover"),
    ]
)


@tries(25)
@given(st.lists(PLACED, max_size=8), STRUCTURE)
def test_every_cell_is_counted_once_and_what_is_not_read_has_a_finding(cells: list[tuple[str, str, object]], structure: Edit):
    book = openpyxl.load_workbook(BytesIO(written()))
    write(*cells)(book)
    structure(book)
    data = saved(book)
    said = report(data)
    # Otherwise openpyxl puts a text into a blank cell that has a link.
    assert said.cells_read + said.cells_not_read == filled(openpyxl.load_workbook(BytesIO(data), read_only=True))
    assert bool(said.cells_not_read) <= bool(said.findings)
    if said.matrix is not None:
        statuses = {(one.place, one.point) for one in said.matrix.assessments}
        assert statuses.isdisjoint((one.place, one.point) for one in said.erased)
        assert NOT_ASSESSED not in {one.status for one in said.matrix.assessments}


STATUSES = st.sampled_from([None, "", " ", "\u00a0", *schema.VOCABULARIES[schema.Kind.STATUS]])


@tries(15)
@given(st.dictionaries(st.tuples(st.integers(2, 12), st.integers(3, 12)), STATUSES))
def test_a_blank_status_never_appears_among_the_assessments(said_in: dict[tuple[int, int], str | None]):
    rows = (REGION_WIDE, *COUNTRIES)

    def edit(book: Workbook) -> None:
        for row in range(2, 13):
            for column in range(3, 13):
                book["Matrix"].cell(row, column).value = said_in.get((row, column))

    said = after(edit)
    assert said.matrix is not None
    wanted = {(rows[row - 2], str(column - 2)): status for (row, column), status in said_in.items() if status and status.strip()}
    found = {(one.place, one.point): str(one.status) for one in said.matrix.assessments}
    assert found | dict.fromkeys(said.erased, NOT_ASSESSED) == wanted


@tries(100)
@given(st.one_of(st.binary(max_size=200), st.binary(max_size=50).map(lambda rest: b"PK\x03\x04" + rest)))
def test_no_bytes_make_the_reader_fail(data: bytes):
    said = report(data)
    assert said.matrix is None
    assert [one.severity for one in said.findings] == [Severity.ERROR]


@tries(50)
@given(st.integers(0, len(written()) - 1), st.integers(0, 7), st.booleans())
def test_no_damage_to_a_workbook_makes_the_reader_fail(at: int, bit: int, cut: bool):
    data = bytearray(written())
    if cut:
        del data[at:]
    else:
        data[at] ^= 1 << bit
    said = report(bytes(data))
    assert said.findings or said.matrix == SAMPLE


@tries(30)
@given(st.data())
def test_no_damage_inside_a_workbook_makes_the_reader_fail(draw: st.DataObject):
    """Changed before it is packed: no check-sum gives it away."""

    def change(xml: bytes) -> bytes:
        at = draw.draw(st.integers(0, len(xml) - 1))
        return xml[:at] + bytes([draw.draw(st.integers(32, 126))]) + xml[at + 1 :]

    name = draw.draw(st.sampled_from(["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/sharedStrings.xml", "xl/workbook.xml"]))
    said = report(repacked(written(), lambda part, content: change(content) if part == name else content))
    assert said.layout is None or said.cells_read


def test_a_cell_far_away_costs_no_more_than_one_at_hand():
    said = after(write(("Remarks", "XFD1048576", "far away")))
    assert codes(said) == ["column-unnamed"]


def test_saving_in_openpyxl_loses_nothing():
    assert report(saved(openpyxl.load_workbook(BytesIO(written())))).matrix == SAMPLE
