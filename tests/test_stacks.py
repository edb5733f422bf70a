"""Groups side by side as a picture: counts that are stacked, what does not apply apart from them, and intervals that do not make ignorance look large."""

import json

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from lib import charts, figures
from lib.model import Status
from tests.completions import cells
from tests.strategies import FRAMEWORK, tries

IN, PARTLY, PLANNED, NOT, NA = Status
KINDS = {"in_place": "In place", "not_in_place": "Not", "recorded": "Recorded", "unknown": "Unknown", "not_applicable": "Apart"}
TITLES = {"group": "Group", "point": "Point", "counts": "Countries", "share": "Share"}


def segments(**groups: pd.DataFrame) -> pd.DataFrame:
    return charts.stack(figures.group_counts(groups), FRAMEWORK, "light")


def drawn(found: pd.DataFrame, points: tuple[str, ...] = ("1",), groups: tuple[str, ...] = ("x", "y")) -> dict:
    return charts.stacks(
        {id: f"The group {id}" for id in groups},
        {id: f"Point {id}" for id in points},
        KINDS,
        TITLES,
        looks=found[["kind", "fill", "outline"]],
        countries=charts.most(found),
        footnote=("a",),
        ink="#000000",
    )


def between() -> dict:
    return charts.intervals({"x": "X"}, {"in_place": "In place"}, TITLES, ends=("none", "all"), footnote=(), accent="#0072BC", ink="#000000")


def test_segments_follow_one_another_from_in_place_to_not_known():
    counts = figures.group_counts({"x": cells((NOT, IN, None, PARTLY, IN))})
    found = charts.stack(counts[::-1], FRAMEWORK, "light")
    assert [*found["kind"]] == ["in_place", "partly", "not_in_place", "unknown"]
    assert [*found["start"]] == [0, 2, 3, 4] and [*found["end"]] == [2, 3, 4, 5]


def test_what_is_not_applicable_stands_apart_from_the_countries_counted():
    found = segments(x=cells((IN, NA, NA, None))).set_index("kind")
    assert found.at["unknown", "end"] == 2
    assert found.at["not_applicable", "start"] > 2
    assert found.at["not_applicable", "end"] - found.at["not_applicable", "start"] == 2


@tries(40)
@given(st.lists(st.lists(st.sampled_from((None, *Status)), min_size=1, max_size=6), min_size=1, max_size=3))
def test_every_stack_is_as_long_as_its_group(groups):
    found = segments(**{f"g{number}": cells(group) for number, group in enumerate(groups)})
    for number, group in enumerate(groups):
        stack = found[found["group"] == f"g{number}"]
        assert (stack["end"] - stack["start"]).sum().round(9) == len(group)
    assert charts.most(found) == max(map(len, groups))


def test_a_panel_shows_one_point_and_every_group():
    found = segments(x=cells((IN,), (NOT,)), y=cells((None,), (IN,)))
    panels = drawn(found, ("1", "2"))["vconcat"]
    assert [panel["title"]["text"] for panel in panels] == ["Point 1", "Point 2"]
    filters = [[layer["transform"][0]["filter"] for layer in panel["layer"]] for panel in panels]
    assert filters == [['datum["point"] === "1"'] * 3, ['datum["point"] === "2"'] * 3]
    assert {tuple(layer["encoding"]["y"]["sort"]) for panel in panels for layer in panel["layer"]} == {("x", "y")}


def test_the_key_names_the_kinds_that_are_drawn_and_no_others():
    bars = drawn(segments(x=cells((IN, None)), y=cells((NA, IN))))["vconcat"][0]["layer"][0]
    assert bars["encoding"]["fill"]["scale"]["domain"] == ["in_place", "unknown", "not_applicable"]


def test_a_recorded_country_is_drawn_in_no_colour_of_an_assessed_one():
    counts = pd.DataFrame({"group": "x", "point": "1", "kind": ["recorded"], "countries": [1]})
    assessed = {look.fill for look in FRAMEWORK.assessed["light"].values()}
    assert not set(charts.stack(counts, FRAMEWORK, "light")["fill"]) & assessed


def test_an_interval_is_solid_up_to_the_lowest_and_pale_from_there_to_the_highest():
    pale, solid, _ = between()["vconcat"][0]["layer"]
    assert (solid["encoding"]["x"]["field"], solid["encoding"]["x2"]["field"]) == ("none", "lowest")
    assert (pale["encoding"]["x"]["field"], pale["encoding"]["x2"]["field"]) == ("lowest", "highest")
    assert pale["mark"]["fillOpacity"] < 0.2 and pale["mark"]["stroke"] == "#0072BC" and "fillOpacity" not in solid["mark"]


def test_the_scale_of_shares_names_its_two_ends_and_no_percentage():
    axis = between()["vconcat"][0]["layer"][0]["encoding"]["x"]["axis"]
    assert axis["values"] == [0, 1] and '"none"' in axis["labelExpr"] and '"all"' in axis["labelExpr"]
    assert "%" not in json.dumps(between())


def test_a_name_from_a_declared_list_stays_text_in_the_specification():
    name = '"]+(window.pwned=1)+["'
    specification = charts.stacks({"x": name}, {"1": name}, KINDS, TITLES, looks=segments(x=cells((IN,))), countries=1, footnote=(), ink="#000000")
    axis = specification["vconcat"][0]["layer"][0]["encoding"]["y"]["axis"]["labelExpr"]
    assert axis == json.dumps({"x": [name]}) + "[datum.value]"


def test_a_specification_fetches_nothing_and_holds_no_rows():
    for specification in (drawn(segments(x=cells((IN,)), y=cells((NOT,)))), between()):
        text = json.dumps({key: value for key, value in specification.items() if key != "$schema"})
        assert "http" not in text and '"values": [{' not in text and "datasets" not in text
