"""Workbooks in layouts of their own: what every code of the reader stands for, and laws that hold whatever a file says. See tests/corpus for the layouts."""

import re
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some
from openpyxl import Workbook

from lib import figures, intake
from lib.intake.codes import CODES, Loses
from lib.mapping import ColumnMeaning, Layout, Mapping, MarkKind, MarkMeaning, NameMeaning, SheetMapping
from lib.model import Report, Scope, Severity, Stage, Status
from tests.corpus import CASES
from tests.corpus.judging import read
from tests.strategies import NAMES, tries
from tests.workbooks import FRAMEWORK, PLACES, codes, repacked, saved

Row = Sequence[object]

POINTS = [point.name["en"] for point in FRAMEWORK.points]
LIST = ("Country", "Action point", "Activity", "Status", "Year", "Link")


def book(*rows: Row, title: str = "Sheet1", merged: str = "", beneath: object = None) -> bytes:
    made = Workbook()
    sheet = made.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    if merged:
        sheet.merge_cells(merged)
    return saved(made)


def reading(data: bytes, corrections: Mapping | None = None, region: str = "") -> Report:
    return intake.checked(data, "office.xlsx", FRAMEWORK, PLACES, lambda: NAMES, corrections=corrections, region=region)


def both_ways() -> bytes:
    """Countries down and across, points down and across: two tables of the same size in one."""
    return book(["", "1. Cooperation", "2. Data", "Kenya", "Uganda"], ["Kenya", "Yes", "No"], ["Uganda", "No", "Yes"],
                ["1. Cooperation", None, None, "Yes", "No"], ["2. Data", None, None, "No", "Yes"])  # fmt: skip


def beneath() -> bytes:
    """A value that lies hidden under merged cells."""
    made = Workbook()
    for row in (["Country", *POINTS[:2]], ["Kenya", "Yes", "No"], ["Uganda", "Yes", "No"]):
        made.active.append(row)
    made.active.merge_cells("B3:C3")
    whole = saved(made)
    cell = b'<c r="C3" t="inlineStr"><is><t>No</t></is></c></row></sheetData>'
    return repacked(whole, lambda name, part: re.sub(rb'(<c r="C3"[^>]*/>)?</row></sheetData>', cell, part))


BROUGHT_ABOUT: dict[str, bytes] = {
    "code-disagrees": book(["Country", "ISO3", *POINTS[:2]], ["Kenya", "UGA", "Yes", "No"], ["Uganda", "UGA", "Yes", "No"]),
    "beside-nothing": book(LIST, ["Kenya", 3, None, "n/a", 2010, None], ["Kenya", 4, "A centre", "Yes", 2010, None]),
    "place-carried": book(["Country", *POINTS[:2]], ["Kenya", "A committee of all the ministries meets each month", None],
                          [None, None, "A register of all who arrive is kept at the border"]),
    "row-without-point": book(LIST, ["Kenya", None, "A centre", "Yes", 2010, None], ["Kenya", 4, "A centre", "Yes", 2010, None]),
    "not-links": book(LIST, ["Kenya", 4, "A centre", "Yes", 2010, "see the report"]),
    "two-readings": both_ways(),
    "covered-cells": beneath(),
    "year-taken": book(["Situation in June 2024"], ["Country", *POINTS[:2]], ["Kenya", "Yes", "No"]),
    "formulas-without-value": book(LIST, ["Kenya", 4, "A centre", "=B2", 2010, None], ["Kenya", 4, "A committee", "Yes", 2010, None]),
    "text-cut": ("Country;Action point;Activity\nKenya;4;" + "word " * 8000 + "\nUganda;4;A centre\n").encode(),
    "assessed-twice": book(["Assessment by the office"], ["Country", *POINTS[:2]], ["Kenya", "Yes", "No"], ["Kenya", "No", "No"]),
}  # fmt: skip
"""What no file of the corpus holds."""

OF_THE_CORPUS = (
    "a workbook that was mailed about", "headings that only people can tell", "marks with notes behind them", "a binary workbook with numbers and hidden rows",
    "one point in two columns that differ", "examples with their country before a colon", "not applicable needs its reason",
    "a sheet of lists that is not ours", "two years of the same matrix", "a point that is not there", "columns that are hidden",
    "one korea without saying which",
    "a country of another region in a grid", "yellow for what somebody wants to check", "letras estropeadas", "colours without a legend are asked",
    "comments on cells", "an error in an old workbook", "country names by formula", "bullets that open with a country", "a formula without its result",
    "a cross under one of four statuses", "bullets under a line of introduction", "not applicable is no stage", "words win over colours that disagree",
    "two countries in one row", "a status and a gap for each point", "roman sections in capitals with more columns", "a column for each point and year",
)  # fmt: skip


def test_the_other_codes_of_foreign_layouts_are_brought_about_by_the_corpus():
    named = {case.name: case for case in CASES}
    found = {code for name in OF_THE_CORPUS for code in codes(read(named[name]))}
    first, last = list(CODES).index("no-matrix"), list(CODES).index("comments-not-read")
    assert set(list(CODES)[first : last + 1]) - found == set(BROUGHT_ABOUT)


@pytest.mark.parametrize("code", BROUGHT_ABOUT)
def test_a_code_of_a_foreign_layout_is_brought_about(code: str):
    assert code in codes(reading(BROUGHT_ABOUT[code]))


def counted(report: Report) -> int:
    """How many cells the findings say are not read."""
    return sum(int(one.message.params.get("n", 1)) for one in report.findings if CODES[one.code].loses is not Loses.NOTHING)


CELLS = some.sampled_from(
    [None, "Yes", "No", "n/a", "x", "Kenya", "Uganda", "Puntland", "Total", "1. Cooperation among key partners", "4. Reception", "Country", "Status",
     "Activity", "Gaps", "Point", "A hotline at the border", "- a\n- b", 1, 2, 0.5, date(2010, 6, 1), "2010", "Green = in place", "#N/A"]
)  # fmt: skip


@tries(150)
@given(some.lists(some.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=12))
def test_whatever_a_sheet_holds_each_cell_is_read_or_counted_by_a_finding(rows: list[list[object]]):
    report = reading(book(*rows))
    filled = sum(value is not None for row in rows for value in row)
    assert report.cells_read + report.cells_not_read == filled
    assert counted(report) == report.cells_not_read


def test_what_people_say_of_a_mark_a_name_and_a_column_counts_above_all():
    data = book(
        ["Country", "4. Reception", "Shelter"], ["Puntland", "High", "Yes"], ["Kenya", "High", "No"], ["Uganda", "Low", "No"], ["Mali", "High", "No"]
    )
    said = Mapping(
        sheets=(SheetMapping("Sheet1", Layout.STATUS_GRID, 1, 1, columns=(ColumnMeaning(1, "place"), ColumnMeaning(2, "point.4"))),),
        marks=(MarkMeaning(MarkKind.TEXT, "High", Status.IN_PLACE), MarkMeaning(MarkKind.TEXT, "Low", "")),
        names=(NameMeaning("Puntland", "ETH"),),
        region="eastern-and-southern-africa",
    )
    report = reading(data, said)
    assert report.matrix is not None
    assert {(one.place, one.point): one.stage for one in report.matrix.activities} == {("KEN", "4"): Stage.IN_PLACE}
    assert not [one for one in report.findings if one.severity is Severity.ERROR]


def test_what_people_say_is_no_assessment_is_none_whatever_the_title_says():
    data = book(["Assessment by the office"], ["Country", *POINTS[:2]], ["Kenya", "Yes", "No"])
    assert reading(data).matrix.assessments  # type: ignore[union-attr]
    assert not reading(data, Mapping(assessed=False)).matrix.assessments  # type: ignore[union-attr]


def test_a_sheet_whose_rows_of_headings_people_name_is_read_by_those_headings():
    data = book(
        ["Country", "1. Cooperation", "2. Data"], ["Kenya", "Yes", "No"], ["Country", "3. Entry systems", "4. Reception"], ["Uganda", "Yes", "No"]
    )
    report = reading(data, Mapping(sheets=(SheetMapping("Sheet1", Layout.STATUS_GRID, 3, 3),)))
    assert {(one.place, one.point) for one in report.matrix.activities} == {("UGA", "3"), ("UGA", "4")}  # type: ignore[union-attr]


def test_a_foreign_file_leaves_out_nothing_that_is_published():
    assert reading(book(["Country", *POINTS[:2]], ["Kenya", "Yes", "No"])).scope is Scope.PARTIAL


def test_a_part_of_a_country_keeps_its_name_and_two_of_them_are_two_records():
    data = book(["", "Puntland", "Somaliland", "Ethiopia"], ["4. Reception", "Yes", "Yes", "No"], ["3. Entry systems", "No", "Yes", "No"])
    said = Mapping(names=(NameMeaning("Puntland", "SOM"), NameMeaning("Somaliland", "SOM")))
    report = reading(data, said)
    found = [one.activity for one in report.matrix.activities if (one.place, one.point) == ("SOM", "4")]  # type: ignore[union-attr]
    assert found == ["Puntland: 4. Reception: Yes", "Somaliland: 4. Reception: Yes"]
    assert "place-twice" not in codes(report)


def test_in_a_section_each_line_that_opens_with_a_country_is_of_that_country():
    rows = (["Activities", "Gaps", "Recommendations"], ["1. Cooperation among key partners"],
            ["Belarus: a task force meets\nUkraine: a memorandum was signed\nand renewed", "None", None])  # fmt: skip
    matrix = reading(book(*rows), region="europe").matrix
    assert {one.place: one.activity for one in matrix.activities} == {"BLR": "a task force meets", "UKR": "a memorandum was signed\nand renewed"}  # type: ignore[union-attr]
    assert not matrix.remarks  # type: ignore[union-attr]


def test_an_assessment_names_the_cell_that_it_comes_from():
    report = reading(book(["Country", *POINTS[:2]], ["Kenya", "Yes", "No"]), Mapping(assessed=True))
    assert {(one.place, one.point): one.source for one in report.matrix.remarks} == {  # type: ignore[union-attr]
        ("KEN", "1"): "office.xlsx, Sheet1!B2",
        ("KEN", "2"): "office.xlsx, Sheet1!C2",
    }


def test_what_a_title_says_of_the_year_holds_for_records_without_one():
    [one, _] = reading(BROUGHT_ABOUT["year-taken"]).matrix.activities  # type: ignore[union-attr]
    assert one.year == "2024"
    between = reading(book(["Progress 2010-2012, as of 2013"], ["Country", *POINTS[:2]], ["Kenya", "Yes", "No"])).matrix
    assert {one.year for one in between.activities} <= {"", "2013"}  # type: ignore[union-attr]


def test_an_assessment_in_a_dated_sheet_is_of_its_year_so_that_a_later_one_is_progress():
    before, after = (
        reading(book([f"Situation in June {year}"], ["Country", *POINTS[:2]], ["Kenya", mark, "No"]), Mapping(assessed=True)).matrix
        for year, mark in ((2024, "No"), (2025, "Yes"))
    )
    assert before and after
    assert {one.year for one in before.remarks} == {"2024"}
    assert {row["point"]: row["change"] for row in figures.changes(before, after).to_dict("records")} == {"1": "progress", "2": None}


def test_a_finding_names_the_country_and_the_point_of_its_cell_as_far_as_it_is_about_one():
    report = reading(book(["Country", *POINTS[:2]], ["Kenya", "Yes", "~~"], ["Uganda", "No", "Yes"]))
    assert [(one.cell, one.place, one.point) for one in report.findings if one.code == "mark-asked"] == [("C2", "KEN", "2")]
    several = reading(book(["Country", *POINTS[:2]], ["Kenya and Uganda", "Yes", "~~"]))
    assert {(one.place, one.point) for one in several.findings if one.cell == "C2"} == {("", "2")}
    assert {(one.place, one.point) for one in several.findings if one.cell == "A2"} <= {("", "")}


def test_a_text_in_spanish_is_read_as_it_was_saved_in_spain():
    data = "País;Punto de acción;Actividad\nMéxico;4;Campaña para la niñez acompañada\nPanamá;3;Información a la llegada\n".encode("cp1252")
    activities = reading(data).matrix.activities  # type: ignore[union-attr]
    assert {one.activity for one in activities} == {"Campaña para la niñez acompañada", "Información a la llegada"}
