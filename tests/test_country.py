"""What is said of one country: the sentences over its points, its figure, its routes and groupings."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import figures
from lib.exceptions import UnknownRegion
from lib.model import REGION_WIDE, About, Activity, Assessment, Evidence, Matrix, Situation, Status
from tests.examples import said
from tests.strategies import FRAMEWORK, PLACES, matrices

IN, PARTLY, NOT, APART = Status.IN_PLACE, Status.PARTLY, Status.NOT_IN_PLACE, Status.NOT_APPLICABLE
WHOLE = Situation("XAC", (), "A coast", 3150, "people rescued at sea", "2025", "A report", "https://example.org/report")


def sentences(statuses: tuple[Status | None, ...], recorded: int = 0, points: int = 10) -> str:
    """What is said of a country with these statuses at its first points and an activity at each of the next `recorded` ones."""
    ids = FRAMEWORK.point_ids[:points]
    matrix = Matrix(
        About("demonstration-north"),
        assessments=tuple(Assessment("XAB", point, status) for point, status in zip(ids, statuses, strict=False) if status),
        activities=tuple(Activity("", "XAB", point, "An activity") for point in ids[len(statuses) :][:recorded]),
    )
    return " ".join(said(message) for message in figures.country_in_words(country(matrix, "XAB", ids)))


def country(matrix, place, points):
    cells = figures.cells(matrix, [place], points)
    return cells[cells["place"] == place]


@pytest.mark.parametrize(
    ("statuses", "recorded", "points", "sentence"),
    [
        (
            (IN, IN, IN, PARTLY, PARTLY, NOT, NOT), 2, 10,
            "7 of 10 points assessed: in place at 3, partly in place at 2, and reported as not in place at 2. "
            "2 more are not assessed but recorded. 1 is not known.",
        ),
        ((Status.PLANNED,), 1, 10, "1 of 10 points assessed: planned at 1. 1 more is not assessed but recorded. 8 are not known."),
        ((IN,) * 10, 0, 10, "10 of 10 points assessed: in place at 10."),
        ((IN, APART), 0, 10, "1 of 9 points assessed: in place at 1. 8 are not known. 1 further point is not applicable."),
        ((), 6, 10, "No point is assessed. Activities are recorded at 6 of 10 points. 4 are not known."),
        ((APART, APART), 1, 10, "No point is assessed. Activities are recorded at 1 of 8 points. 7 are not known. 2 further points are not applicable."),
        ((), 0, 10, "Nothing is known yet of the 10 points. Not known is not the same as not in place."),
        ((APART,) * 10, 0, 10, "None of the 10 points is applicable."),
        ((IN,), 0, 1, "1 of 1 point assessed: in place at 1."),
        ((), 1, 1, "No point is assessed. Activities are recorded at 1 of 1 point."),
        ((), 0, 1, "Nothing is known yet of the one point. Not known is not the same as not in place."),
        ((APART,), 0, 1, "The one point is not applicable."),
    ],
)  # fmt: skip
def test_a_countrys_points_are_said_in_sentences(statuses, recorded, points, sentence):
    assert sentences(statuses, recorded, points) == sentence


def test_a_title_alone_leaves_a_country_unknown():
    matrix = Matrix(About("demonstration-north"), activities=(Activity("", "XAB", "1", "A title", evidence=Evidence.TITLE_ONLY),))
    assert figures.country_in_words(country(matrix, "XAB", ("1", "2")))[0].id == "country.nothing_known"


@given(matrices(), st.data())
def test_every_point_is_said_once_and_once_only(matrix, data):
    place = data.draw(st.sampled_from(PLACES.region(matrix.about.region).countries))
    messages = {message.id: message.params for message in figures.country_in_words(country(matrix, place, FRAMEWORK.point_ids))}
    counted = sum(
        messages[id]["n"]
        for id in ("country.more_recorded", "country.unknown", "country.not_applicable", "country.none_applicable")
        if id in messages
    )
    if nothing := messages.get("country.nothing_known"):
        counted += nothing["n"]
    if recorded := messages.get("country.recorded"):
        counted += recorded["recorded"]
    if assessed := messages.get("country.assessed"):
        assert sum(part.params["points"] for part in assessed["parts"]) == assessed["assessed"]
        counted += assessed["assessed"]
    assert counted == len(FRAMEWORK.point_ids)


def test_no_share_and_no_percentage_is_said_of_a_country():
    assert "%" not in sentences((IN, IN, NOT)) and "cover" not in sentences((IN, IN, NOT))


def test_a_figure_is_shown_with_what_it_counts_and_of_when():
    assert said(figures.situation_figure(WHOLE)) == "3,150 people rescued at sea (as of 2025)"


@pytest.mark.parametrize(
    ("without", "lacks"),
    [
        ({"figure_meaning": ""}, "what it counts"),
        ({"as_of": ""}, "its date"),
        ({"source": ""}, "its source"),
        ({"as_of": "", "source": ""}, "its date and its source"),
    ],
)
def test_a_figure_that_lacks_anything_is_not_shown_and_it_is_said_what_lacks(without, lacks):
    sentence = said(figures.situation_figure(replace(WHOLE, **without)))
    assert sentence == f"A figure is recorded but not shown. It lacks: {lacks}."


def test_a_figure_of_zero_is_a_figure_and_none_is_none():
    assert said(figures.situation_figure(replace(WHOLE, figure=0))).startswith("0 people")
    assert figures.situation_figure(replace(WHOLE, figure=None)) is None


@pytest.mark.parametrize(
    ("n", "sentence"),
    [
        (0, "No activity is recorded for the region as a whole; whether there is any is not known."),
        (1, "1 activity is recorded for the region as a whole. It is none of this country's own."),
        (3, "3 activities are recorded for the region as a whole. They are none of this country's own."),
    ],
)
def test_activities_of_the_region_as_a_whole_are_not_the_countrys(n, sentence):
    activities = tuple(Activity("", REGION_WIDE, "1", "Together") for _ in range(n))
    matrix = Matrix(About("demonstration-north"), activities=(*activities, Activity("", "XAB", "1", "Alone")))
    assert said(figures.region_wide_in_words(matrix)) == sentence


def test_stops_of_the_same_order_stand_together_in_travel_order():
    (route,) = (route for route in PLACES.routes if route.id == "demonstration-sea-route")
    assert [[stop.place for stop in stage] for stage in route.stages] == [["XAK"], ["XAL"], ["XAJ", "XAM"], ["XAC"], ["XAA"]]


@pytest.mark.parametrize("route", PLACES.routes, ids=lambda route: route.id)
def test_no_stop_is_lost_among_the_stages_and_every_country_finds_its_route(route):
    assert tuple(stop for stage in route.stages for stop in stage) == route.stops
    assert all(route in PLACES.routes_through(stop.place) for stop in route.stops)


def test_a_country_off_the_routes_lies_on_none():
    assert PLACES.routes_through("AND") == ()


def test_the_groups_of_a_country_are_those_that_name_it():
    assert {group.id for group in PLACES.groups_of("SEN")} >= {"un-subregion.western-africa", "unhcr-regional-bureau.west-and-central-africa"}
    assert all("SEN" in group.countries for group in PLACES.groups_of("SEN"))


def test_a_country_of_two_regions_is_shown_in_the_one_preferred_else_in_the_first():
    west = PLACES.region("west-africa")
    twice = replace(PLACES, regions=(*PLACES.regions, replace(west, id="another")))
    assert twice.region_of("SEN").id == "west-africa"
    assert twice.region_of("SEN", "another").id == "another"
    assert twice.region_of("SEN", "europe").id == "west-africa"


def test_a_country_that_no_region_declares_is_an_error():
    with pytest.raises(UnknownRegion):
        PLACES.region_of("ZZZ")
