"""What leaves as HXL is read and validated by HXL's own library, says which revision it is, and mixes neither two kinds of knowledge nor a region with
its countries."""

import csv as reading
import io
from collections import Counter
from dataclasses import replace

import hxl
import openpyxl
import pytest
from hxl.input import InputOptions

from lib import figures, shipped
from lib.model import REGION_WIDE, FollowUp, Revision, Status
from lib.outputs.leaving import TABLES, hxl_csv, hxl_workbook
from tests.examples import WORDS
from tests.injection import MATRIX
from tests.strategies import FRAMEWORK, PLACES

LOCAL = InputOptions(allow_local=True)
NORTH, WEST = (shipped.current(region, FRAMEWORK, PLACES) for region in ("demonstration-north", "west-africa"))
EMPTY = shipped.empty("europe", FRAMEWORK, PLACES)
HOSTILE = replace(WEST, matrix=MATRIX)


def as_csv(revision: Revision, table: str) -> bytes:
    return hxl_csv(revision, table, FRAMEWORK, PLACES, WORDS)


def rows(data: bytes) -> list[dict[str, str]]:
    """The rows by tag, as HXL's library reads them."""
    source = hxl.data(io.BytesIO(data), LOCAL)
    tags = [column.display_tag for column in source.columns]
    return [dict(zip(tags, row.values, strict=True)) for row in source]


def errors(data: bytes) -> list[str]:
    """What HXL's own schema finds wrong."""
    found: list[str] = []
    schema = hxl.schema(None, callback=lambda problem: found.append(str(problem)) if problem.rule.severity == "error" else None)
    schema.validate(hxl.data(io.BytesIO(data), LOCAL))
    return found


@pytest.mark.parametrize("revision", [NORTH, WEST, EMPTY, HOSTILE], ids=("demonstration", "shipped", "empty", "hostile"))
@pytest.mark.parametrize("table", TABLES)
def test_hxl_reads_each_table_and_finds_no_error(revision: Revision, table: str):
    data = as_csv(revision, table)
    tags = [column.display_tag for column in hxl.data(io.BytesIO(data), LOCAL).columns]
    assert tags[:4] == ["#region+name", "#loc+type", "#country+name", "#country+code+v_iso3"]
    assert tags[-4:] == ["#date+as_of", "#meta+revision", "#meta+sharing", "#meta+note"]
    assert len(tags) == len(set(tags))
    assert errors(data) == []


def test_the_schema_would_find_what_is_wrong():
    assert errors(as_csv(NORTH, "cells").replace(b"2026-", b"sometime ")) != []


def test_headings_are_words_and_tags_stand_below_them():
    heads, tags, *_ = reading.reader(io.StringIO(as_csv(NORTH, "cells").decode("utf-8-sig"), newline=""))
    assert dict(zip(tags, heads, strict=True))["#status+assessed+name"] == "Status (assessed)"


def test_statuses_are_counted_as_the_figures_count_them():
    counts = figures.by_point(figures.cells(NORTH.matrix, PLACES.region(NORTH.region).countries, FRAMEWORK.point_ids))
    expected = {(row.point, row.kind): row.countries for row in counts.itertuples() if row.countries and row.kind in set(Status)}
    told = [row for row in rows(as_csv(NORTH, "cells")) if row["#country+code+v_iso3"] and row["#status+assessed+code"]]
    assert Counter((row["#indicator+code"], row["#status+assessed+code"]) for row in told) == expected


def test_a_region_as_a_whole_is_no_country():
    whole = [row for row in rows(as_csv(NORTH, "cells")) if row["#loc+type"] == "Region-wide"]
    assert [(row["#country+name"], row["#country+code+v_iso3"]) for row in whole] == [("", "")] * 10
    assert any(one.place == REGION_WIDE for one in WEST.matrix.activities)
    assert any(row["#loc+type"] == "Region-wide" and not row["#country+name"] for row in rows(as_csv(WEST, "activities")))


def test_what_is_not_known_is_blank_and_no_zero():
    told = rows(as_csv(EMPTY, "cells"))
    assert len(told) == 490
    assert {row["#status+known"] for row in told} == {"Not known"}
    assert {row[tag] for row in told for tag in ("#status+assessed+code", "#activity+recorded+num", "#date+recorded+newest")} == {""}


def test_each_row_says_which_revision_it_is_as_of_when_and_how_far_it_may_be_shared():
    marked = replace(NORTH, matrix=replace(NORTH.matrix, about=replace(NORTH.matrix.about, sharing="For governments")))
    for row in rows(as_csv(marked, "activities")):
        assert row["#meta+revision"] == NORTH.fingerprint[:12]
        assert row["#date+as_of"] == str(NORTH.matrix.about.as_of)
        assert row["#meta+sharing"] == "For governments"
        assert row["#meta+note"].startswith("Demonstration – invented data")
    (row, *_) = rows(as_csv(EMPTY, "cells"))
    assert (row["#meta+revision"], row["#meta+sharing"]) == (EMPTY.fingerprint[:12], "not marked")


def test_a_table_of_nothing_has_no_row_that_could_be_counted():
    for table in ("activities", "follow_up"):
        assert rows(as_csv(EMPTY, table)) == [] != rows(as_csv(NORTH, table))
        assert len(as_csv(EMPTY, table).splitlines()) == 2, "headings and tags stay"


def test_years_and_due_days_can_be_sorted():
    due = replace(WEST, matrix=replace(WEST.matrix, follow_up=(FollowUp("", "SEN", "3", "An action", due="2027-02"),)))
    (action,) = rows(as_csv(due, "follow_up"))
    assert (action["#description+due"], action["#date+due"], action["#status+followup+code"]) == ("2027-02", "2027-02-28", "agreed")
    spans = {row["#description+period"]: (row["#date+start"], row["#date+end"]) for row in rows(as_csv(WEST, "activities"))}
    period = next(text for text in spans if "-" in text and len(text) == 9)
    assert spans[period] == tuple(period.split("-"))


def test_no_text_of_an_office_is_taken_for_a_formula_or_for_a_tag():
    for table in TABLES:
        for line in reading.reader(io.StringIO(as_csv(HOSTILE, table).decode("utf-8-sig"), newline="")):
            assert not [field for field in line if field.startswith(("=", "+", "-", "@", "\t", "\r"))]
    book = openpyxl.load_workbook(io.BytesIO(hxl_workbook(HOSTILE, FRAMEWORK, PLACES, WORDS)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert "=1+1" in [cell.value for cell in cells]


def test_the_workbook_has_a_sheet_for_each_table_with_the_same_rows():
    data = hxl_workbook(NORTH, FRAMEWORK, PLACES, WORDS)
    assert data == hxl_workbook(NORTH, FRAMEWORK, PLACES, WORDS)
    for number, table in enumerate(TABLES):
        source = hxl.data(io.BytesIO(data), InputOptions(allow_local=True, sheet_index=number))
        told, alone = list(source), rows(as_csv(NORTH, table))
        tags = [column.display_tag for column in source.columns]
        assert [list(row) for row in alone] == [tags] * len(alone)
        assert [[*map(str, row.values)] for row in told] == [[text.removeprefix("'") for text in row.values()] for row in alone]
