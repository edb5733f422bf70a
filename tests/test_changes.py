"""What changed between two matrices: what is progress, and what only looks like it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import figures
from lib.model import REGION_WIDE, About, Activity, Assessment, Evidence, Matrix, Remark, Status
from tests import examples
from tests.examples import CODES, said
from tests.strategies import matrices, tries

IN, PARTLY, PLANNED, NOT, NA = Status
BETTER_FIRST = (IN, PARTLY, PLANNED, NOT)


def matrix(status: Status | None, year: str = "", as_of: date | None = date(2025, 6, 30), **more: object) -> Matrix:
    assessed = (Assessment("KEN", "1", status),) if status else ()
    return replace(Matrix(About("europe", as_of=as_of), assessments=assessed, remarks=(Remark("KEN", "1", year=year),)), **more)


def change(before: Matrix, after: Matrix) -> str | None:
    return figures.changes(before, after)["change"][0]


def test_the_worked_example_of_changes_is_right():
    page = examples.example("Changes")
    rows = [(CODES[name], *row) for name, *row in page.tables[0][1:]]
    both = [
        Matrix(
            About("demonstration-north", as_of=as_of),
            assessments=tuple(Assessment(row[0], "1", status) for row in rows if (status := examples.status(row[column]))),
            remarks=tuple(Remark(row[0], "1", year=row[column + 2]) for row in rows),
        )
        for column, as_of in ((1, date(2025, 6, 30)), (2, date(2026, 6, 30)))
    ]
    found = figures.changes(*both)
    assert found.set_index("place")["change"].to_dict() == {row[0]: row[-1].replace(" ", "_") or None for row in rows}
    assert [said(message) for message in figures.trend_in_words(figures.trend(found))] == page.sentences


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (matrix(PARTLY, "2024"), matrix(IN, "2026"), "progress"),
        (matrix(IN, "2024"), matrix(PARTLY, "2026"), "setback"),
        (matrix(None), matrix(IN, "2026"), "newly_known"),
        (matrix(None), matrix(NA, "2026"), "newly_known"),
        (matrix(IN), matrix(None), "withdrawn"),
        (matrix(PARTLY), matrix(NA, "2026"), "correction"),
        (matrix(NA), matrix(IN, "2026"), "correction"),
        (matrix(PARTLY, "2024"), matrix(IN), "correction"),
        (matrix(PARTLY, "2024"), matrix(PARTLY, "2026"), None),
    ],
)
def test_each_change_has_one_kind(before, after, expected):
    assert change(before, after) == expected


@pytest.mark.parametrize(
    ("as_of", "old", "new", "later"),
    [
        (date(2025, 6, 30), "", "2026", True),
        (date(2025, 6, 30), "", "2025", False),
        (date(2025, 6, 30), "", "2025-07", True),
        (date(2025, 6, 30), "", "2025-06", False),
        (date(2025, 6, 30), "", "2025-07-01", True),
        (date(2025, 6, 30), "2026", "2026", False),
        (date(2025, 6, 30), "", "2015", False),
        (date(2025, 6, 30), "", "2020-2026", True),
        (date(2025, 6, 30), "", "last year", False),
        (None, "2024", "2025", True),
        (None, "2024", "2024-12", False),
        (None, "2020-2025", "2024", False),
        (None, "", "2026", False),
    ],
)
def test_evidence_is_later_only_if_it_surely_is(as_of, old, new, later):
    assert change(matrix(PARTLY, old, as_of), matrix(IN, new)) == ("progress" if later else "correction")


def test_activities_are_evidence_and_titles_alone_are_not():
    record = Activity("", "KEN", "1", "A centre", year="2026")
    assert change(matrix(PARTLY), matrix(IN, activities=(record,))) == "progress"
    assert change(matrix(PARTLY), matrix(IN, activities=(replace(record, evidence=Evidence.TITLE_ONLY),))) == "correction"
    assert change(matrix(PARTLY), matrix(IN, activities=(replace(record, point="2"),))) == "correction"


def test_another_framework_makes_a_change_a_reclassification():
    other = matrix(IN, "2026", about=About("europe", framework="another"))
    assert change(matrix(PARTLY), other) == "reclassification"
    assert change(matrix(None), other) == "newly_known"
    assert [said(message) for message in figures.trend_in_words(figures.trend(figures.changes(matrix(PARTLY), other)))] == [
        "Of 1 cell that both revisions assess: progress in 0, setback in 0.",
        "Reclassified, because template or definition changed: 1 cell.",
    ]
    rows = figures.changes(matrix(PARTLY), other).to_dict("records")
    assert said(figures.change_in_words(rows[0])) == "Partly in place → In place (reclassification)"


def test_the_region_wide_row_is_listed_and_in_no_trend():
    wide = [Matrix(About("europe"), assessments=(Assessment(REGION_WIDE, "1", status),)) for status in (NOT, IN)]
    found = figures.changes(*wide)
    assert [*found["place"]] == [REGION_WIDE]
    assert set(figures.trend(found).values()) == {0}


def test_a_trend_counts_only_cells_that_both_assess_whatever_the_publisher_calls_the_others():
    found = figures.changes(matrix(None), matrix(IN, "2026")).assign(change="progress")
    assert (figures.trend(found)["held"], figures.trend(found)["progress"]) == (0, 0)
    assert [said(message) for message in figures.trend_in_words(figures.trend(found))] == [
        "No cell is assessed in both revisions, so nothing can be said of progress or setback."
    ]


def test_what_is_newly_known_leads_where_nothing_can_be_said_of_progress():
    found = figures.changes(matrix(None), matrix(IN, "2026"))
    assert [said(message) for message in figures.trend_in_words(figures.trend(found))] == [
        "Newly known: 1 cell, which is no progress.",
        "No cell is assessed in both revisions, so nothing can be said of progress or setback.",
    ]
    found = figures.changes(matrix(IN), matrix(None))
    assert [said(message) for message in figures.trend_in_words(figures.trend(found))] == [
        "No cell is assessed in both revisions, so nothing can be said of progress or setback.",
        "Withdrawn: 1 cell.",
    ]


def test_of_what_is_no_trend_only_the_newly_known_stands_before_that_nothing_can_be_said():
    before = matrix(NA, assessments=(Assessment("KEN", "1", NA),))
    after = matrix(IN, assessments=(Assessment("KEN", "1", IN), Assessment("KEN", "2", IN)))
    assert [said(message) for message in figures.trend_in_words(figures.trend(figures.changes(before, after)))] == [
        "Newly known: 1 cell, which is no progress.",
        "No cell is assessed in both revisions, so nothing can be said of progress or setback.",
        "Corrected: 1 cell.",
    ]


def test_a_change_is_said_in_words():
    rows = figures.changes(matrix(None), matrix(IN)).to_dict("records")
    assert [said(figures.change_in_words(row)) for row in rows] == ["Not assessed → In place (newly known)"]
    rows = figures.changes(matrix(PARTLY, "2024"), matrix(NOT, "2026")).to_dict("records")
    assert [said(figures.change_in_words(row)) for row in rows] == ["Partly in place → Reported as not in place (setback)"]


def test_the_same_matrix_twice_has_no_change():
    assert [*figures.changes(matrix(IN), matrix(IN))["change"]] == [None]
    assert figures.changes(Matrix(About("europe")), Matrix(About("europe"))).empty


@tries(12)
@given(matrices(), matrices())
def test_every_change_has_a_kind_and_newly_known_is_never_progress(before, after):
    found = figures.changes(before, after)
    for row in found.to_dict("records"):
        assert (row["change"] is None) == (row["before"] is row["after"])
        assert (row["change"] == "newly_known") == (row["before"] is None)
        assert (row["change"] == "withdrawn") == (row["after"] is None)
        if row["change"] in ("progress", "setback"):
            ranks = BETTER_FIRST.index(row["after"]) - BETTER_FIRST.index(row["before"])
            assert (ranks < 0) == (row["change"] == "progress") and ranks != 0
    counts = figures.trend(found)
    assert counts["progress"] + counts["setback"] <= counts["held"] <= len(found)
    assert all(said(message) for message in figures.trend_in_words(counts))


@tries(6)
@given(matrices(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_change(one, random):
    other = replace(one, assessments=tuple(random.sample(one.assessments, len(one.assessments))))
    assert not figures.changes(one, other)["change"].any()
