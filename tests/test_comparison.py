"""Two groups of countries on a point: what is true whatever the unknown cells hold, and nothing else."""

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import figures
from lib.figures.comparison import tallies
from lib.model import REGION_WIDE, About, Activity, Assessment, Matrix, Message, Stage, Status
from tests import completions, examples
from tests.completions import both_shares, cells, is_assessed, several
from tests.examples import said
from tests.strategies import tries

IN, PARTLY, PLANNED, NOT, NA = Status
NORTH, SOUTH = Message("region.demonstration-north"), Message("region.demonstration-south")


def compared(x, y):
    """The comparison of two groups on one point."""
    return figures.comparison(cells(x, prefix="X"), cells(y, prefix="Y")).iloc[0].to_dict()


def words_of(x, y) -> list[str]:
    return [said(message) for message in figures.comparison_in_words(compared(x, y), NORTH, SOUTH)]


def test_the_worked_example_of_comparison_is_right():
    page = examples.example("Comparison")
    x, y, differences = page.tables
    table = figures.comparison(examples.cells(x), examples.cells(y)).set_index("point")
    columns = [f"{share}_{end}" for share in figures.SHARES for end in ("least", "most")]
    for point, *between in differences[1:]:
        assert [*table.loc[point, columns]] == pytest.approx([float(Fraction(one)) for one in between])
    rows = table.reset_index().to_dict("records")
    assert [said(message) for row in rows for message in figures.comparison_in_words(row, NORTH, SOUTH)] == page.sentences


def test_more_is_said_of_either_side():
    assert compared((IN, IN), (NOT, NOT))["verdict"] == "x"
    assert compared((NOT, NOT), (IN, IN))["verdict"] == "y"
    assert words_of((NOT, NOT), (IN, IN)) == [
        "Whatever the unknown cells hold, a larger share of the countries of Demonstration South than of those of Demonstration North have it."
    ]


def test_a_share_that_may_be_equal_is_not_said_to_be_larger():
    assert words_of((IN, NOT), (PARTLY, NOT))[0].endswith("have it in place, and no smaller a share in place or partly.")
    assert words_of((IN, NOT), (IN, PARTLY))[0].endswith(
        "of the countries of Demonstration South than of those of Demonstration North have it in place or partly, and no smaller a share in place."
    )


def test_equal_shares_are_said_to_be_the_same():
    assert words_of((IN, PARTLY, NOT), (IN, PARTLY, PLANNED)) == [
        "The same share of the countries of Demonstration North as of those of Demonstration South have it in place, "
        "and the same share in place or partly."
    ]


def test_where_nothing_is_assessed_on_a_side_only_records_are_counted():
    assert words_of((IN, IN), (None, None)) == [
        "No comparison: nothing is assessed in Demonstration South.",
        "Demonstration North: documents record no activity in place in 2 countries; what they do not record is not known.",
        "Demonstration South: documents record no activity in place in 2 countries; what they do not record is not known.",
    ]
    assert words_of((NA, NA), (IN,))[0] == "No comparison: the point is not applicable in any country of Demonstration North."


def test_recorded_countries_are_counted_with_all_of_the_group_and_not_by_activity():
    records = (
        Activity("", "KEN", "1", "One", Stage.IN_PLACE),
        Activity("", "KEN", "1", "Two", Stage.IN_PLACE),
        Activity("", "UGA", "1", "Three", Stage.PLANNED),
        Activity("", "TZA", "1", "Four"),
        Activity("", REGION_WIDE, "1", "Five", Stage.IN_PLACE),
    )
    matrix = Matrix(About("europe"), assessments=(Assessment("RWA", "1", NA),), activities=records)
    table = figures.recorded_in_place(figures.cells(matrix, ("KEN", "UGA", "TZA", "RWA"), ["1"]))
    assert table.to_dict("records") == [{"point": "1", "recorded": 1, "countries": 4}]
    assert (
        said(figures.recorded_in_words(table.iloc[0].to_dict(), NORTH))
        == "Demonstration North: documents record an activity in place in 1 of 4 countries."
    )


def test_recorded_countries_are_whole_numbers_in_the_order_of_the_points():
    matrix = Matrix(About("europe"), activities=(Activity("", "KEN", "10", "One", Stage.IN_PLACE),))
    expected = pd.DataFrame({"point": ["3", "10", "2"], "recorded": [0, 1, 0], "countries": [2, 2, 2]})
    pd.testing.assert_frame_equal(figures.recorded_in_place(figures.cells(matrix, ("KEN", "UGA"), ("3", "10", "2"))), expected)


def test_countries_of_both_groups_are_counted_in_neither():
    both = cells((IN, IN, NOT, NOT))
    x, y = both[both["place"].isin([REGION_WIDE, "C0", "C1", "C2"])], both[both["place"].isin([REGION_WIDE, "C2", "C3"])]
    row = figures.comparison(x, y).iloc[0]
    assert (row["verdict"], row["x_countries"], row["y_countries"]) == ("x", 2, 1)
    assert figures.apart(x, y)[2] == ("C2",)
    assert said(figures.shared_in_words(("KEN",))) == "Kenya belongs to both and is counted in neither."
    assert said(figures.shared_in_words(("KEN", "UGA"))) == "Kenya and Uganda belong to both and are counted in neither."


def test_a_group_within_another_has_no_country_to_compare():
    both = cells((IN, IN, NOT))
    within = both[both["place"].isin([REGION_WIDE, "C2"])]
    sentences = [said(message) for message in figures.comparison_in_words(figures.comparison(both, within).iloc[0], NORTH, SOUTH)]
    assert sentences == [
        "No comparison: Demonstration South has no country that belongs to it alone.",
        "Demonstration North: documents record no activity in place in 2 countries; what they do not record is not known.",
    ]


def test_a_group_without_a_country_of_its_own_has_zeros_and_no_blanks():
    both = cells((IN, IN, NOT)).query("place != @REGION_WIDE")
    own, none = tallies(both, both[both["place"] == "C2"])
    assert own.to_dict("records") == [{**dict.fromkeys(map(str, Status), 0), "in_place": 2, "unknown": 0}]
    assert none.to_dict("records") == [{**dict.fromkeys(map(str, Status), 0), "unknown": 0}]


def test_where_the_shares_are_divided_each_group_is_named_with_its_own():
    more_in_place, more_at_all = (IN, NOT, NOT), (PARTLY, PARTLY, NOT)
    sentence = (
        "Neither has more: whatever the unknown cells hold, a larger share of the countries of Demonstration {} have it in place, "
        "and a larger share of those of Demonstration {} in place or partly."
    )
    assert words_of(more_in_place, more_at_all) == [sentence.format("North", "South")]
    assert words_of(more_at_all, more_in_place) == [sentence.format("South", "North")]


def test_a_different_part_not_applicable_is_named_beside_the_verdict():
    assert words_of((IN, NA, NA), (NOT, NOT))[1:] == [
        "Not applicable, and left out of the shares: 2 of 3 in Demonstration North, 0 of 2 in Demonstration South."
    ]
    assert words_of((IN, NA), (NOT, NOT, NA, NA))[1:] == []


def verdict(x, y):
    """Of the shares of two completed groups: whose is larger, on both or on one while the other is equal."""
    pairs = [*zip(x, y, strict=True)]
    if all(a == b for a, b in pairs):
        return "same"
    return "x" if all(a >= b for a, b in pairs) else "y" if all(a <= b for a, b in pairs) else "divided"


LARGER = {
    "comparison.more": [True, True],
    "comparison.more.in_place": [True, False],
    "comparison.more.in_place_or_partly": [False, True],
}
"""In which of the two shares a sentence says that more have it; in the other it says no fewer."""


@tries(30)
@given(several(unknown=3, known=4), several(unknown=3, known=4))
def test_a_verdict_is_written_exactly_where_it_is_true_under_every_completion(left, right):
    size = min(len(left), len(right))
    found = figures.comparison(cells(*left[:size], prefix="X"), cells(*right[:size], prefix="Y"))
    for x, y, row in zip(left, right, found.to_dict("records"), strict=False):
        if not (is_assessed(x) and is_assessed(y)):
            assert row["verdict"] == "nothing_assessed"
            continue
        xs, ys = ({both_shares(completed) for completed in completions.completions(group)} for group in (x, y))
        verdicts = {verdict(a, b) for a in xs for b in ys}
        assert row["verdict"] == (verdicts.pop() if len(verdicts) == 1 else "cannot_be_said")
        if row["verdict"] in ("x", "y"):
            claimed = LARGER[figures.comparison_in_words(row, NORTH, SOUTH)[0].id]
            more, less = (xs, ys) if row["verdict"] == "x" else (ys, xs)
            assert all(p > q if larger else p >= q for a in more for b in less for p, q, larger in zip(a, b, claimed, strict=True))


@tries(15)
@given(several(unknown=3, known=4), several(unknown=3, known=4))
def test_the_difference_of_a_share_stays_within_its_bounds_and_reaches_both(left, right):
    size = min(len(left), len(right))
    found = figures.comparison(cells(*left[:size], prefix="X"), cells(*right[:size], prefix="Y"))
    for x, y, row in zip(left, right, found.to_dict("records"), strict=False):
        if not (is_assessed(x) and is_assessed(y)):
            continue
        xs, ys = ({both_shares(completed) for completed in completions.completions(group)} for group in (x, y))
        for number, share in enumerate(figures.SHARES):
            differences = [a[number] - b[number] for a in xs for b in ys]
            assert (row[f"{share}_least"], row[f"{share}_most"]) == pytest.approx((float(min(differences)), float(max(differences))))


@tries(8)
@given(several(), several(), st.randoms(use_true_random=False))
def test_the_order_of_countries_and_of_sides_changes_no_verdict(left, right, random):
    size = min(len(left), len(right))
    shuffled = [random.sample(group, len(group)) for group in left[:size]]
    one = figures.comparison(cells(*left[:size], prefix="X"), cells(*right[:size], prefix="Y"))
    other = figures.comparison(cells(*right[:size], prefix="Y"), cells(*shuffled, prefix="X"))
    assert [*one["verdict"]] == [{"x": "y", "y": "x"}.get(verdict, verdict) for verdict in other["verdict"]]
