"""How many have it, at least and at most, and how that is said."""

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import figures
from lib.figures.shares import tally
from lib.model import REGION_WIDE, About, Activity, Assessment, Matrix, Status
from tests import completions, examples
from tests.completions import both_shares, cells, groups, is_assessed, several
from tests.examples import said
from tests.strategies import tries

IN, PARTLY, PLANNED, NOT, NA = Status
COUNTS = ["have", "applicable", "assessed", "unknown", "not_applicable"]


def share(table: pd.DataFrame, name: str = "in_place", point: str = "1") -> dict[str, object]:
    return table[(table["point"] == point) & (table["share"] == name)].iloc[0].to_dict()


def words_of(*group: Status | None, name: str = "in_place") -> str:
    return said(figures.share_in_words(share(figures.shares(cells(group)), name)))


def test_the_worked_example_of_shares_is_right():
    page = examples.example("Shares")
    table = examples.cells(page.tables[0])
    found = figures.shares(table)
    for name, k, *fractions in page.tables[1][1:]:
        row = share(found, name, "3")
        assert [row["have"], row["lowest"], row["highest"], row["known"]] == [int(k), *(float(Fraction(one)) for one in fractions)]
    counted = figures.counts_in_words(figures.by_point(table), "3")
    assert [said(counted), *(said(figures.share_in_words(row)) for row in found.to_dict("records"))] == page.sentences


def test_the_worked_example_of_percentages_is_right():
    page = examples.example("Percentages")
    found = figures.shares(examples.cells(page.tables[0]))
    assert [said(figures.share_in_words(share(found, point="4")))] == page.sentences


def test_in_place_is_part_of_in_place_or_partly():
    found = figures.shares(cells((IN, IN, PARTLY, PLANNED, NOT, None, NA)))
    assert [share(found, name)["have"] for name in figures.SHARES] == [2, 3]
    assert {column: share(found)[column] for column in COUNTS[1:]} == {"applicable": 6, "assessed": 5, "unknown": 1, "not_applicable": 1}


def test_where_nothing_is_assessed_there_is_no_figure():
    row = share(figures.shares(cells((None, None, NA))))
    assert pd.isna(row["lowest"]) and pd.isna(row["highest"])
    assert (row["known"], row["applicable"]) == (0, 2)
    assert words_of(None, None, NA) == "Nothing assessed"


def test_where_the_point_applies_nowhere_there_is_a_dash():
    row = share(figures.shares(cells((NA, NA))))
    assert all(pd.isna(row[column]) for column in ("lowest", "highest", "known"))
    assert words_of(NA, NA) == "–"


def test_the_region_wide_row_is_in_no_share():
    assessed = (Assessment(REGION_WIDE, "1", IN), Assessment("KEN", "1", NOT))
    found = figures.shares(figures.cells(Matrix(About("europe"), assessments=assessed), ["KEN"], ["1"]))
    assert (share(found)["have"], share(found)["applicable"]) == (0, 1)


def test_a_group_without_countries_has_points_and_no_figure():
    found = figures.shares(figures.cells(Matrix(About("europe")), [], ["1", "2"]))
    assert [*found["point"]] == ["1", "1", "2", "2"]
    assert {said(figures.share_in_words(row)) for row in found.to_dict("records")} == {"–"}


def test_counts_are_whole_numbers():
    assert {kind.kind for kind in tally(cells((IN, None))).dtypes} == {"i"}


def test_points_stand_in_the_order_of_the_table():
    assert [*figures.shares(cells(*[(IN,)] * 11))["point"].unique()] == [str(number) for number in range(1, 12)]


def test_the_cells_of_a_country_are_a_group_too_and_the_region_wide_row_is_none():
    found = figures.shares(cells((IN, None), (PARTLY, NA)), by=["place"])
    assert found[["place", "share", "have", "applicable"]].to_numpy().tolist() == [
        ["C0", "in_place", 1, 2],
        ["C0", "in_place_or_partly", 2, 2],
        ["C1", "in_place", 0, 1],
        ["C1", "in_place_or_partly", 0, 1],
    ]


def test_revisions_in_one_table_are_counted_apart():
    one, two = cells((IN, None)), cells((IN, PARTLY))
    both = pd.concat([one.assign(revision=1), two.assign(revision=2)], ignore_index=True)
    found = figures.shares(both, by=["revision", "point"])
    assert found.loc[found["revision"] == 2].drop(columns="revision").reset_index(drop=True).equals(figures.shares(two))


def test_counts_are_those_of_the_margin_over_a_matrix():
    table = cells((IN, PARTLY, None, NA), (NOT, PLANNED, None, None))
    margin = figures.by_point(table).pivot(index="point", columns="kind", values="countries")
    counts = tally(table)
    assert {status: [*counts[status]] for status in Status} == {status: [*margin[status]] for status in Status}
    assert [*counts["unknown"]] == [*(margin["recorded"] + margin["unknown"])]


@pytest.mark.parametrize(
    ("group", "sentence"),
    [
        ([IN] * 6 + [NOT] * 3, "In place in 6 of 9 countries, all assessed"),
        ([IN], "In place in 1 of 1 country, all assessed"),
        ([IN] * 6 + [NOT] * 4, "In place in 6 of 10 countries (60%), all assessed"),
        ([IN] * 5 + [NOT] * 7, "In place in 5 of 12 countries (42%), all assessed"),
        (
            [IN] * 5 + [NOT] * 3 + [None] * 4,
            "In place in at least 5 and at most 9 of 12 countries (41% to 75%), whatever the unknown cells hold; 8 of 12 assessed",
        ),
        (
            [IN] * 5 + [NOT] * 2 + [None] * 5,
            "In place in at least 5 and at most 10 of 12 countries, whatever the unknown cells hold; 7 of 12 assessed",
        ),
        (
            [IN] * 4 + [NOT] * 4 + [None] * 4,
            "In place in at least 4 and at most 8 of 12 countries (33% to 67%), whatever the unknown cells hold; 8 of 12 assessed",
        ),
        ([NOT] * 8 + [None], "In place in at least 0 and at most 1 of 9 countries, whatever the unknown cells hold; 8 of 9 assessed"),
    ],
)
def test_a_percentage_stands_only_beside_ten_countries_of_which_most_are_known(group, sentence):
    assert words_of(*group) == sentence


@tries(18)
@given(several())
def test_the_lowest_and_the_highest_share_are_those_of_all_completions(points):
    found = figures.shares(cells(*points))
    for point, group in enumerate(points, 1):
        reached = [both_shares(completed) for completed in completions.completions(group)] if is_assessed(group) else []
        for number, name in enumerate(figures.SHARES):
            row = share(found, name, str(point))
            if reached:
                assert (row["lowest"], row["highest"]) == (float(min(both[number] for both in reached)), float(max(both[number] for both in reached)))
            else:
                assert pd.isna(row["lowest"]) and pd.isna(row["highest"])


@tries(18)
@given(several(unknown=6, known=8), st.data())
def test_filling_unknown_cells_never_leaves_the_old_interval(points, data):
    filled = [[cell or data.draw(st.sampled_from((None, *Status))) for cell in group] for group in points]
    before, after = (figures.shares(cells(*some)) for some in (points, filled))
    known = before["lowest"].notna()
    assert (before["lowest"] <= after["lowest"])[known].all() and (after["highest"] <= before["highest"])[known].all()


@tries(18)
@given(several(unknown=6, known=8))
def test_an_interval_is_as_wide_as_the_share_that_is_unknown(points):
    found = figures.shares(cells(*points))
    assert (found["assessed"] + found["unknown"] == found["applicable"]).all()
    found = found.dropna()
    assert (found["lowest"] <= found["highest"]).all()
    assert (found["highest"] - found["lowest"]).to_numpy() == pytest.approx((found["unknown"] / found["applicable"]).to_numpy())


@tries(10)
@given(several(), st.integers(1, 3))
def test_countries_where_it_is_not_applicable_change_no_share(points, more):
    one, other = (figures.shares(cells(*([*[NA] * n, *group] for group in points))) for n in (0, more))
    assert one.drop(columns="not_applicable").equals(other.drop(columns="not_applicable"))


@tries(10)
@given(several(), st.randoms(use_true_random=False))
def test_the_order_of_countries_changes_no_share(points, random):
    rows = cells(*points)
    places = [*rows["place"].unique()]
    random.shuffle(places)
    assert figures.shares(pd.concat([rows[rows["place"] == place] for place in places])).equals(figures.shares(rows))


@tries(10)
@given(groups(), st.lists(st.sampled_from([f"C{n}" for n in range(8)]), max_size=8))
def test_records_change_no_share(group, recorded):
    countries = [f"C{n}" for n in range(len(group))]
    assessed = tuple(Assessment(country, "1", status) for country, status in zip(countries, group, strict=True) if status)
    one = Matrix(About("europe"), assessments=assessed)
    other = Matrix(About("europe"), assessments=assessed, activities=tuple(Activity("", place, "1", "An activity") for place in recorded))
    assert figures.shares(figures.cells(one, countries, ["1"])).equals(figures.shares(figures.cells(other, countries, ["1"])))
