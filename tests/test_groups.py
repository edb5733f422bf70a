"""Groups of any grouping side by side: whose matrices tell of their countries, what could be borrowed from them, and what is counted of them."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import figures, shipped, words
from lib.figures import Comparable
from lib.model import REGION_WIDE, About, Activity, Assessment, Evidence, Matrix, Message, Stage, Status
from lib.places import Group, Places, Region, Route, Stop
from tests.completions import cells
from tests.examples import said
from tests.strategies import FRAMEWORK, PLACES, matrices, tries

IN, PARTLY, PLANNED, NOT, NA = Status
EAST, WEST = Region("east", "East", ("KEN", "UGA")), Region("west", "West", ("SEN", "MLI"))
INVENTED = Region("invented", "Invented", ("XAA", "XAB"), demonstration=True)
PROCESS = Group("process.both", "Process", "Both", ("SEN", "KEN", "ABW"))
ROUTE = Route("road", "Road", tuple(Stop(place, order, "", "", "") for order, place in enumerate(("MLI", "SEN", "MLI"))))
DECLARED = Places({}, (EAST, WEST, INVENTED), (PROCESS, Group("process.invented", "Process", "Invented", ("XAA",))), (ROUTE,))
KNOWN = figures.comparables(DECLARED)
NORTH, SOUTH = Message("region.demonstration-north"), Message("region.demonstration-south")


def activity(place: str, text: str = "An activity", year: str = "2010", **more: object) -> Activity:
    return replace(Activity("", place, "1", text, Stage.IN_PLACE, year=year), **more)


def matrix(region: Region, *activities: Activity, **assessed: Status) -> Matrix:
    return Matrix(
        About(region.id), region.countries, tuple(Assessment(place, "1", status) for place, status in assessed.items()), activities=activities
    )


def known(group: Comparable, **matrices: Matrix) -> dict[str, str]:
    table = figures.group_cells(group, matrices, ["1"])
    return dict(zip(table["place"], table["known"], strict=True))


def words_of(found: figures.Practices, group: Comparable) -> list[str]:
    return [said(message) for message in figures.practices_in_words(found, group)]


def test_a_country_is_looked_up_in_the_matrix_of_its_own_region():
    east = matrix(EAST, KEN=IN, SEN=NOT)  # what a matrix says of another region's country is not its to say
    assert known(KNOWN["process.both"], east=east, west=matrix(WEST)) == {"SEN": "unknown", "KEN": "assessed", "ABW": "unknown"}


def test_a_territory_that_no_region_declares_is_not_known_and_counts():
    group = KNOWN["process.both"]
    assert group.outside == ("ABW",) and dict(group.sources) == {"east": ("KEN",), "west": ("SEN",)}
    totals = figures.group_totals(
        figures.group_counts({"g": figures.group_cells(group, {"east": matrix(EAST, KEN=IN), "west": matrix(WEST)}, ["1"])})
    )
    assert totals[["applicable", "assessed", "unknown"]].to_dict("records") == [{"applicable": 3, "assessed": 1, "unknown": 2}]


def test_region_wide_activities_are_in_no_figure_and_in_no_other_group():
    west = matrix(WEST, activity(REGION_WIDE), activity("SEN"))
    assert known(KNOWN["west"], west=west) == {"SEN": "recorded", "MLI": "unknown"}
    assert [one.place for one in figures.practices(KNOWN["west"], {"west": west}, "1").recorded] == [REGION_WIDE, "SEN"]
    assert [one.place for one in figures.practices(KNOWN["route.road"], {"west": west}, "1").recorded] == ["SEN"]


def test_a_country_that_a_route_crosses_twice_is_counted_once():
    assert KNOWN["route.road"].countries == ("MLI", "SEN")


def test_invented_countries_are_told_of_by_invented_regions_only():
    group = KNOWN["process.invented"]
    assert group.demonstration and [*group.sources] == ["invented"]
    mixed = figures.comparables(replace(DECLARED, groups=(replace(PROCESS, countries=("XAA", "KEN")),)))["process.both"]
    assert mixed.demonstration and [*mixed.sources] == ["invented"] and mixed.outside == ("KEN",)


def test_every_declared_group_can_be_chosen_by_a_code_of_its_own():
    found = figures.comparables(PLACES)
    assert len(found) == len(PLACES.regions) + len(PLACES.groups) + len(PLACES.routes)
    assert not [id for id in found if "," in id]
    for group in found.values():
        inside = [place for places in group.sources.values() for place in places]
        assert sorted((*inside, *group.outside)) == sorted(set(group.countries))
        assert {PLACES.region(region).demonstration for region in group.sources} == {group.demonstration}
        assert said(group.name)


@tries(10)
@given(matrices())
def test_a_regions_cells_are_the_same_whether_it_stands_alone_or_beside_others(one):
    region = PLACES.region(one.about.region)
    group = figures.comparables(PLACES)[region.id]
    alone = figures.cells(one, region.countries, FRAMEWORK.point_ids)
    alone = alone[alone["place"] != REGION_WIDE].reset_index(drop=True)
    pd.testing.assert_frame_equal(figures.group_cells(group, {region.id: one}, FRAMEWORK.point_ids), alone)


def test_good_practice_stands_on_top_then_the_newest_and_titles_apart():
    one = matrix(
        WEST,
        activity("SEN", "old", "2008"),
        activity("SEN", "undated", ""),
        activity("MLI", "title", "2024", evidence=Evidence.TITLE_ONLY),
        activity("MLI", "new", "2019-2021"),
        activity("MLI", "good", "2001", good_practice=True),
        activity("MLI", "better", "2012", good_practice=True),
        replace(activity("MLI", "elsewhere"), point="2"),
    )
    found = figures.practices(KNOWN["west"], {"west": one}, "1")
    assert [[one.activity for one in these] for these in (found.good, found.recorded, found.examples)] == [
        ["better", "good"],
        ["new", "old", "undated"],
        ["title"],
    ]
    assert words_of(found, KNOWN["west"]) == [
        "5 activities recorded, in 2 of 2 countries",
        "1 more known by its title alone",
        "2 marked as good practice",
    ]


def test_region_wide_activities_are_counted_apart_from_those_of_countries():
    found = figures.practices(KNOWN["west"], {"west": matrix(WEST, activity("SEN"), activity(REGION_WIDE), activity(REGION_WIDE))}, "1")
    assert words_of(found, KNOWN["west"]) == ["1 activity recorded, in 1 of 2 countries", "2 more region-wide", "none marked as good practice"]


def test_a_title_marked_as_good_practice_is_shown_as_such_and_is_still_no_record():
    title = activity("SEN", evidence=Evidence.TITLE_ONLY, good_practice=True)
    found = figures.practices(KNOWN["west"], {"west": matrix(WEST, title)}, "1")
    assert found.good == (title,)
    assert words_of(found, KNOWN["west"]) == [
        "No activity recorded in any country; what is not recorded is not known",
        "1 more known by its title alone",
        "1 marked as good practice",
    ]


def test_up_to_three_groups_are_compared_each_with_each_and_more_with_the_first():
    assert figures.pairs(["a"]) == ()
    assert figures.pairs(["a", "b", "c"]) == (("a", "b"), ("a", "c"), ("b", "c"))
    assert figures.pairs(["a", "b", "c", "d"]) == (("a", "b"), ("a", "c"), ("a", "d"))


def totals(**groups: pd.DataFrame) -> pd.DataFrame:
    return figures.group_totals(figures.group_counts(groups))


def test_what_is_assessed_is_said_of_each_group_with_its_countries_that_count():
    found = totals(x=cells((IN, NOT, None, NA)), y=cells((NA, NA)), z=cells((None,)))
    names = {"x": NORTH, "y": SOUTH, "z": Message("region.europe")}
    assert said(figures.assessed_in_words(found, names)) == (
        "Assessed in 2 of 3 countries of Demonstration North, no country of Demonstration South, where it is not applicable, and 0 of 1 country of Europe."
    )


def test_the_totals_of_a_group_stand_in_the_order_given_and_count_a_record_as_not_assessed():
    told = replace(matrix(EAST, activity("KEN"), KEN=IN), activities=(activity("KEN"), activity("UGA", point="10")))
    table = figures.group_cells(KNOWN["east"], {"east": told}, ["1", "10", "2"])
    counts = figures.group_counts({"z": table, "a": table})
    assert [*counts.index] == [*range(2 * 3 * 7)]
    rows = [("1", 1, 0, 1, 2, 1), ("10", 0, 1, 1, 2, 0), ("2", 0, 0, 2, 2, 0)]
    kept = ["group", "point", "in_place", "recorded", "unknown", "applicable", "assessed"]
    found = figures.group_totals(counts)
    assert found[kept].to_numpy().tolist() == [[group, *row] for group in "za" for row in rows]
    assert [*found.columns] == ["group", "point", *map(str, Status), "recorded", "unknown", "applicable", "assessed"]


@given(st.lists(st.sampled_from((None, *Status)), min_size=1, max_size=8))
def test_the_totals_of_a_group_count_every_country_once(group):
    row = totals(x=cells(group)).iloc[0]
    kinds = [*map(str, Status), "recorded", "unknown"]
    assert row[kinds].sum() == len(group)
    assert row["applicable"] == len(group) - group.count(NA)
    assert row["assessed"] == len(group) - group.count(NA) - group.count(None)


def test_there_is_no_interval_where_nothing_is_assessed():
    found = figures.group_shares({"x": cells((IN, None, None)), "y": cells((None, None)), "z": cells((IN, NOT))})
    assert [(row.group, row.share) for row in found.itertuples()] == [(group, share) for group in "xz" for share in figures.SHARES]
    assert [said(figures.interval_in_words(row)) for row in found[found["share"] == "in_place"].to_dict("records")] == ["1 to 3 of 3", "1 of 2"]


def test_the_shares_of_groups_have_a_row_for_each_share_and_the_columns_of_shares():
    found = figures.group_shares({"x": cells((None, None)), "y": cells((IN, NOT))})
    assert [*found.index] == [0, 1] and [*found.columns] == [*figures.shares(cells((IN,))).columns, "group"]


def test_a_region_has_region_wide_practices_of_its_own_and_any_other_group_none():
    told = {"east": matrix(EAST, activity(REGION_WIDE), activity("KEN")), "west": matrix(WEST, activity(REGION_WIDE))}
    known = figures.comparables(DECLARED)
    assert [one.place for one in figures.practices(known["east"], told, "1").recorded] == [REGION_WIDE, "KEN"]
    assert [one.place for one in figures.practices(known["process.both"], told, "1").recorded] == ["KEN"]


def test_at_which_points_something_can_be_said_of_any_pair():
    unsaid = figures.comparison(cells((IN, None), (IN,)), cells((NOT, None), (None,), prefix="D"))
    told = figures.comparison(cells((IN,), (None,)), cells((NOT,), (None,), prefix="D"))
    assert said(figures.said_at_in_words([unsaid])) == "Who has the larger share cannot be said at any point."
    assert said(figures.said_at_in_words([unsaid, told])) == (
        "Who has the larger share, or that nobody has, can be said at 1 Cooperation; at the other points it cannot."
    )


@pytest.mark.parametrize("turned", [False, True])
def test_a_group_within_another_leaves_nothing_to_compare_or_to_ask(turned):
    whole = cells((IN, IN, NOT), (IN, None, NOT))
    whole = whole[whole["place"] != REGION_WIDE]
    both = (whole, whole[whole["place"] == "C2"])
    x, y = both[::-1] if turned else both
    table = figures.comparison(x, y)
    assert [*table["verdict"]] == ["nothing_assessed"] * 2
    assert sorted(table.iloc[0][["x_countries", "y_countries"]]) == [0, 2]
    assert "has no country that belongs to it alone" in said(figures.comparison_in_words(table.iloc[0].to_dict(), NORTH, SOUTH)[0])
    assert figures.settling_comparison(x, y).empty


def test_the_invented_groups_show_every_sentence_of_a_comparison():
    invented = {id: group for id, group in figures.comparables(PLACES).items() if group.demonstration}
    told = {region.id: shipped.current(region.id, FRAMEWORK, PLACES).matrix for region in PLACES.regions if region.demonstration}
    table = {id: figures.group_cells(group, told, FRAMEWORK.point_ids) for id, group in invented.items()}
    ids = {
        message.id
        for x in invented
        for y in invented
        if x != y
        for row in figures.comparison(table[x], table[y]).to_dict("records")
        for message in figures.comparison_in_words(row, invented[x].name, invented[y].name)
    }
    beside = {"comparison.shared"}  # said of two groups, not of a point
    assert set(words.ids("comparison.")) - beside <= ids
