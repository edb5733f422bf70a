"""Follow-up on a given day: what is late, what is due soon, and what nobody agreed to."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import figures
from lib.figures import GROUPS, OPEN, SOON, last_day
from lib.model import About, FollowUp, Matrix, State
from tests.examples import said
from tests.strategies import matrices, years

TODAY = date(2026, 11, 26)


def matrix(*actions: tuple[State, str]) -> Matrix:
    return Matrix(About("europe"), follow_up=tuple(FollowUp(f"r{n}", "HUN", "3", f"Action {n}", state=s, due=d) for n, (s, d) in enumerate(actions)))


def group(state: State, due: str, on: date = TODAY) -> str:
    return figures.actions(matrix((state, due)), on)["group"][0]


@pytest.mark.parametrize(
    ("due", "last"),
    [
        ("2027", date(2027, 12, 31)),
        ("2027-06", date(2027, 6, 30)),
        ("2028-02", date(2028, 2, 29)),
        ("2027-06-30", date(2027, 6, 30)),
        ("2015-2018", date(2018, 12, 31)),
        ("", None),
        ("soon", None),
        ("2027-13", None),
        ("2027-00", None),
        ("2027-02-30", None),
        ("0000", None),
        ("２０２７", None),
        ("2027-06-30 or so", None),
    ],
)
def test_what_is_due_in_a_month_or_a_year_is_in_time_until_its_last_day(due, last):
    assert last_day(due) == last


@pytest.mark.parametrize("state", [State.AGREED, State.IN_PROGRESS])
@pytest.mark.parametrize("due", ["2027", "2027-06", "2027-06-30"])
def test_an_action_is_overdue_from_the_day_after_its_last_day(state, due):
    last = last_day(due)
    assert group(state, due, last) == "soon"
    assert group(state, due, last + timedelta(1)) == "overdue"
    assert group(state, due, last - SOON) == "soon"
    assert group(state, due, last - SOON - timedelta(1)) == "later"


def test_without_a_date_nothing_is_late():
    assert group(State.AGREED, "") == group(State.IN_PROGRESS, "when funds allow") == "undated"


@given(matrices(), st.dates(date(1980, 1, 1), date(2050, 1, 1)))
def test_only_what_was_agreed_and_goes_on_is_ever_open(matrix, on):
    found = figures.actions(matrix, on)
    assert len(found) == len(matrix.follow_up)
    for row in found.to_dict("records"):
        assert (row["group"] in OPEN) == (row["state"] in (State.AGREED, State.IN_PROGRESS))
    assert sum(figures.action_counts(found).values()) == len(found)


@given(years(), st.dates(date(1980, 1, 1), date(2050, 1, 1)), st.integers(0, 4000))
def test_what_is_overdue_stays_overdue(due, on, days):
    if group(State.AGREED, due, on) == "overdue":
        assert group(State.AGREED, due, on + timedelta(days)) == "overdue"


def test_the_longest_overdue_stands_first_and_the_documents_targets_last():
    found = figures.actions(
        matrix(
            (State.RECORDED, "2012"), (State.DONE, "2026"), (State.AGREED, ""), (State.AGREED, "2027-10"), (State.AGREED, "2026-12"),
            (State.IN_PROGRESS, "2026-10"), (State.AGREED, "2025"), (State.NO_ACTION, ""), (State.DROPPED, "2024"),
        ),
        TODAY,
    )  # fmt: skip
    assert list(found["ref"]) == ["r6", "r5", "r4", "r3", "r2", "r1", "r8", "r7", "r0"]
    assert list(dict.fromkeys(found["group"])) == list(GROUPS)


def test_the_counts_are_said_with_the_targets_apart():
    found = figures.actions(
        matrix((State.AGREED, "2025"), (State.AGREED, "2026-12"), (State.DONE, ""), (State.NO_ACTION, ""), (State.RECORDED, "2012")), TODAY
    )
    assert [said(one) for one in figures.actions_in_words(figures.action_counts(found), TODAY)] == [
        "2 agreed actions are open: 1 overdue and 1 due by February 24, 2027.",
        "Ended: 1 done and 1 on which no action was agreed.",
        "1 target is recorded in a document: nobody here agreed to it, and it is never overdue.",
    ]


def test_targets_alone_are_no_actions():
    counts = figures.action_counts(figures.actions(matrix((State.RECORDED, "2012"), (State.RECORDED, "2012")), TODAY))
    assert [said(one) for one in figures.actions_in_words(counts, TODAY)] == [
        "No agreed action is open.",
        "2 targets are recorded in documents: nobody here agreed to them, and none is ever overdue.",
    ]


@pytest.mark.parametrize(
    ("state", "due", "words"),
    [
        (State.AGREED, "2026-11", "By November 30, 2026: in 4 days"),
        (State.AGREED, "2026-11-25", "Overdue: by November 25, 2026, 1 day late"),
        (State.AGREED, "2027-10", "By October 31, 2027"),
        (State.AGREED, "", "No due date"),
        (State.AGREED, "when {funds} allow", "“when {funds} allow”, which is no date"),
        (State.DONE, "2025", "By December 31, 2025"),
        (State.RECORDED, "2012", "By December 31, 2012, as the document says"),
    ],
)
def test_when_an_action_is_due_is_said_with_how_late_it_is(state, due, words):
    [row] = figures.actions(matrix((state, due)), TODAY).to_dict("records")
    assert said(figures.due_in_words(row, TODAY)) == words


def test_a_matrix_without_follow_up_has_no_rows():
    assert figures.actions(matrix(), TODAY).empty
    assert sum(figures.action_counts(figures.actions(matrix(), TODAY)).values()) == 0
