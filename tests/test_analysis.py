"""The workbook for analysts: its figures are formulas over its own tables, and show what lib.figures counts also where nobody calculates."""

import io
import re
from collections.abc import Mapping
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from lib import figures, shipped, words
from lib.figures import SHARES
from lib.model import Assessment, Matrix, Revision, Status
from lib.outputs.leaving import analysis
from lib.schema import LANGUAGES
from tests.examples import WORDS
from tests.injection import MATRIX
from tests.strategies import FRAMEWORK, PLACES

NORTH, WEST = (shipped.current(region, FRAMEWORK, PLACES) for region in ("demonstration-north", "west-africa"))
EMPTY = shipped.empty("europe", FRAMEWORK, PLACES)
HOSTILE = replace(WEST, matrix=MATRIX)
NOWHERE = tuple(Assessment(place, "9", Status.NOT_APPLICABLE) for place in PLACES.region(NORTH.region).countries)
INAPPLICABLE = replace(NORTH, matrix=replace(NORTH.matrix, assessments=NOWHERE))
BLANK = None
"""What openpyxl reads of a formula that comes to an empty text: where nothing is assessed, no status has a count."""
FIRST = 5
"""The first row of the summary that has figures."""


def written(revision: Revision) -> bytes:
    return analysis(revision, FRAMEWORK, PLACES, WORDS)


def opened(data: bytes, *, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def expected(matrix: Matrix, region: str) -> list[list[object]]:
    """The summary as the figures have it: countries, not applicable, N, A, the statuses, recorded, unknown, known share, bounds."""
    cells = figures.cells(matrix, PLACES.region(region).countries, FRAMEWORK.point_ids)
    counts, shares = figures.by_point(cells), figures.shares(cells)
    lines = []
    for point in FRAMEWORK.point_ids:
        kinds = {row.kind: row.countries for row in counts[counts["point"] == point].itertuples()}
        bounds = shares[shares["point"] == point].set_index("share")
        n, a = int(bounds["applicable"].iloc[0]), int(bounds["assessed"].iloc[0])
        judged = [kinds[kind] if a else BLANK for kind in ("in_place", "partly", "planned", "not_in_place")]
        statuses = [*judged, kinds["recorded"], kinds["unknown"]]
        ends = [bounds.at[share, end] for share in SHARES for end in ("lowest", "highest")]
        said = ["–"] * 5 if n == 0 else [a / n, *(ends if a else ["Nothing assessed"] * 4)]
        lines.append([sum(kinds.values()), kinds["not_applicable"], n, a, *statuses, *said])
    return lines


def shown(sheet: Worksheet) -> list[list[object]]:
    rows = sheet.iter_rows(min_row=FIRST, max_row=FIRST + len(FRAMEWORK.points) - 1, min_col=2, max_col=16, values_only=True)
    return [list(row) for row in rows]


def approximately(lines: list[list[object]]) -> list[list[object]]:
    return [[pytest.approx(one) if isinstance(one, int | float) else one for one in line] for line in lines]


@pytest.mark.parametrize("revision", [NORTH, WEST, EMPTY, INAPPLICABLE], ids=("assessed", "recorded", "empty", "inapplicable"))
def test_without_calculation_the_summary_shows_what_the_figures_count(revision: Revision):
    assert shown(opened(written(revision), values=True)["Summary"]) == approximately(expected(revision.matrix, revision.region))


@pytest.mark.parametrize("revision", [NORTH, WEST, INAPPLICABLE], ids=("assessed", "recorded", "inapplicable"))
def test_each_count_of_the_summary_counts_the_rows_of_the_table(revision: Revision):
    data = written(revision)
    book, values = opened(data), opened(data, values=True)
    summary = book["Summary"]
    counted = 0
    for cell in (cell for row in summary.iter_rows(min_row=FIRST, max_row=FIRST + 9) for cell in row):
        if found := re.fullmatch(r'=(?:IF\((\w+)=0,"",)?(COUNTIFS\([^()]*\))\)?', str(cell.value)):
            assessed, formula = found.groups()
            blank = assessed is not None and values["Summary"][assessed].value == 0
            assert (BLANK if blank else countifs(formula, book)) == values["Summary"][cell.coordinate].value, cell.coordinate
            counted += 1
    assert counted == 10 * 8


def countifs(formula: str, book: openpyxl.Workbook) -> int:
    """What a COUNTIFS over defined names and cells of the summary comes to."""
    arguments = re.fullmatch(r"COUNTIFS\((.*)\)", formula)[1].split(",")
    columns = [named(name, book) for name in arguments[::2]]
    wanted = [None if one == '"<>"' else book["Summary"][one.replace("$", "")].value for one in arguments[1::2]]
    return sum(
        all((value is not None) if want is None else value == want for value, want in zip(row, wanted, strict=True))
        for row in zip(*columns, strict=True)
    )


def named(name: str, book: openpyxl.Workbook) -> list[object]:
    """The values of a defined name's one column."""
    ((sheet, area),) = book.defined_names[name].destinations
    return [row[0].value for row in book[sheet][area]]


def test_the_region_as_a_whole_is_in_no_count():
    sheet = opened(written(NORTH), values=True)["Summary"]
    assert {line[0] for line in shown(sheet)} == {len(PLACES.region(NORTH.region).countries)}


def test_cells_activities_and_follow_up_are_tables_of_excel_with_every_row():
    book = opened(written(NORTH))
    sizes = {name: sheet.tables[f"table_{key}"].ref for name, key, sheet in ((n, k, book[n]) for n, k in KEYS.items())}
    assert sizes["Cells"].endswith(str(1 + 9 * 10))
    assert sizes["Activities"].endswith(str(1 + len(NORTH.matrix.activities)))
    assert sizes["Follow-up"].endswith(str(1 + len(NORTH.matrix.follow_up)))
    for name in KEYS:
        (table,) = book[name].tables.values()
        assert [column.name for column in table.tableColumns] == [cell.value for cell in book[name][1]]


KEYS: Mapping[str, str] = {"Cells": "cells", "Activities": "activities", "Follow-up": "follow_up"}


def test_a_region_of_which_nothing_is_known_has_tables_too():
    book = opened(written(EMPTY))
    assert {sheet: book[sheet].tables[f"table_{key}"].ref.split(":")[1].strip("ABCDEFGHIJKLMNOPQ") for sheet, key in KEYS.items()} == {
        "Cells": "491",
        "Activities": "2",
        "Follow-up": "2",
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_every_language_the_headings_of_a_table_differ(language: str):
    """Excel takes no table in which two are the same."""
    texts = words.catalogue(language, FRAMEWORK.texts(language), PLACES.texts(language))
    book = opened(analysis(NORTH, FRAMEWORK, PLACES, texts))
    assert [table for sheet in book for table in sheet.tables] == [f"table_{key}" for key in KEYS.values()]
    assert book.sheetnames[0] == texts.text("leaving.summary")


def test_nothing_that_an_office_wrote_becomes_a_formula_or_a_link_that_runs():
    book = opened(written(HOSTILE))
    for sheet in book:
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert [cell.coordinate for cell in cells if cell.data_type == "f" and (sheet.title != "Summary" or cell.column == 1)] == []
        assert {cell.hyperlink.target[:4] for cell in cells if cell.hyperlink} <= {"http"}
    assert "=1+1" in [value for row in book["Activities"].iter_rows(values_only=True) for value in row]


def test_the_workbook_says_which_revision_it_is_as_of_when_and_whose_judgement_it_is_not():
    marked = replace(WEST, matrix=replace(WEST.matrix, about=replace(WEST.matrix.about, sharing="For governments", notes="An internal remark")))
    book = opened(written(marked))
    said = " ".join(str(value) for sheet in ("Summary", "About") for row in book[sheet].iter_rows(values_only=True) for value in row if value)
    assert all(
        text in said for text in (WEST.fingerprint[:12], "November 23, 2026", "For governments", "Nobody's official assessment", "legal status")
    )
    assert "An internal remark" not in " ".join(str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row)


def test_the_same_revision_gives_the_same_bytes():
    assert written(NORTH) == written(NORTH)
