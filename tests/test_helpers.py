"""Who could help with a gap, and why."""

from dataclasses import replace

import pytest

from lib import figures
from lib.model import REGION_WIDE, About, Activity, Cell, Evidence, Matrix, Message
from lib.places import Group, Places, Region, Route, Stop
from tests import examples
from tests.examples import CODES, said
from tests.strategies import PLACES

NORTH, SOUTH = "demonstration-north", "demonstration-south"
GAP = Cell("XAJ", "10")


def matrices(*activities: Activity) -> dict[str, Matrix]:
    """The two invented regions, each with the activities of its countries; those of a region as a whole go to the south."""
    north = {*PLACES.region(NORTH).countries}
    about = {id: About(id, office=f"Office {id[14:]}", contact=f"{id}@example.org") for id in (NORTH, SOUTH)}
    return {
        NORTH: Matrix(about[NORTH], activities=tuple(a for a in activities if a.place in north)),
        SOUTH: Matrix(about[SOUTH], activities=tuple(a for a in activities if a.place not in north)),
    }


def practice(place: str, **more: object) -> Activity:
    return replace(Activity("", place, "10", "A hotline", good_practice=True), **more)


def found(*activities: Activity, gap: Cell = GAP) -> list[str]:
    return [helper.activity.place for helper in figures.helpers(gap, matrices(*activities), PLACES)]


def test_the_worked_example_of_helpers_is_right():
    page = examples.example("Who could help")
    known = matrices(*(practice(CODES[country], activity=text, good_practice=good == "yes") for country, text, good in page.tables[0][1:]))
    offered = (*figures.helpers(GAP, known, PLACES), *figures.also_recorded(GAP, known, PLACES))
    names = {code: name for name, code in CODES.items()}
    lines = [f"{names[helper.activity.place]}: {' – '.join(said(reason) for reason in helper.reasons)}".strip() for helper in offered]
    assert lines == page.sentences


def test_the_office_to_ask_is_that_of_the_workbook():
    helper = figures.helpers(GAP, matrices(practice("XAA")), PLACES)[0]
    assert (helper.region, helper.office, helper.contact) == (NORTH, "Office north", "demonstration-north@example.org")
    assert helper.activity == practice("XAA")


def test_only_activities_marked_by_an_office_are_recommended():
    known = matrices(practice("XAA", good_practice=False), practice("XAK"))
    assert [helper.activity.place for helper in figures.helpers(GAP, known, PLACES)] == ["XAK"]
    assert [(helper.activity.place, helper.reasons) for helper in figures.also_recorded(GAP, known, PLACES)] == [("XAA", ())]


def test_of_what_is_only_recorded_too_the_office_to_ask_is_that_of_the_workbook():
    helper = figures.also_recorded(GAP, matrices(practice("XAA", good_practice=False)), PLACES)[0]
    assert (helper.region, helper.office, helper.contact, helper.reasons) == (NORTH, "Office north", "demonstration-north@example.org", ())


def test_a_route_and_a_grouping_of_just_these_two_countries_are_reasons():
    two = tuple(Stop(place, order, "", "", "") for order, place in enumerate(("KEN", "UGA")))
    places = Places({}, (Region("east", "East", ("KEN", "UGA")),), (Group("two", "Process", "Two", ("UGA", "KEN")),), (Route("road", "Road", two),))
    found = figures.helpers(Cell("UGA", "10"), {"east": Matrix(About("east"), activities=(practice("KEN"),))}, places)
    assert [helper.reasons for helper in found] == [
        (
            Message("helper.good_practice"),
            Message("helper.route", {"routes": (Message("route.road"),)}),
            Message("helper.grouping", {"groupings": (Message("region.east"), Message("group.two"))}),
        )
    ]


def test_a_title_alone_is_not_recorded():
    known = matrices(practice("XAA", good_practice=False, evidence=Evidence.TITLE_ONLY))
    assert figures.also_recorded(GAP, known, PLACES) == ()


def test_neither_the_country_itself_nor_another_point_helps():
    assert found(practice("XAJ"), practice("XAA", point="9")) == []


def test_those_on_the_same_route_come_before_those_in_the_same_region():
    assert found(practice("XAG"), practice("XAN"), practice("XAA")) == ["XAA", "XAN", "XAG"]
    assert found(practice("XAH"), practice("XAU"), gap=Cell("XAG", "10")) == ["XAU", "XAH"]


def test_an_activity_of_the_region_as_a_whole_helps_its_countries_first():
    assert found(practice("XAB"), practice(REGION_WIDE), gap=Cell("XAQ", "10")) == [REGION_WIDE, "XAB"]
    helper = figures.helpers(Cell("XAQ", "10"), matrices(practice(REGION_WIDE)), PLACES)[0]
    assert [said(reason) for reason in helper.reasons] == ["An office marked it as good practice", "In the same grouping: Demonstration South"]


@pytest.mark.parametrize(("gap", "offered"), [(Cell("KEN", "10"), []), (GAP, ["XAA"])])
def test_an_invented_country_helps_no_real_one(gap, offered):
    assert found(practice("XAA"), gap=gap) == offered


def test_a_real_country_helps_no_invented_one():
    real = {"europe": Matrix(About("europe"), activities=(practice("FRA"),))}
    assert figures.helpers(GAP, real, PLACES) == ()
    assert [helper.activity.place for helper in figures.helpers(Cell("DEU", "10"), real, PLACES)] == ["FRA"]
