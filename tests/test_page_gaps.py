"""The Gaps page as a script runs it: the four lists apart, whom to ask, who could help, what if."""

import pytest
from streamlit.testing.v1 import AppTest

from lib import shipped
from tests.test_pages import address, opened, other_matrices, ran, texts  # noqa: F401

GAPS = "pages/explore/gaps.py"
NORTH, SOUTH = "demonstration-north", "demonstration-south"


def html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def headings(app: AppTest) -> list[str]:
    return [line.value for line in app.markdown if line.value.startswith(("**Reported", "**Planned", "**Partly", "**Apart"))]


@pytest.mark.parametrize("region", [region.id for region in shipped.places().regions])
def test_the_gaps_of_every_region_can_be_shown(region):
    app = opened(GAPS, region=region)
    assert not app.toast and not app.error


@pytest.mark.parametrize("region", ["europe", NORTH])
@pytest.mark.parametrize("part", ["ask", "what_if", "route"])
def test_every_part_can_be_shown_of_what_nobody_assessed_and_of_what_offices_did(region, part):
    app = opened(GAPS, region=region, part=part)
    assert not app.toast and not app.error


def test_the_points_that_most_countries_report_stand_first_and_the_first_is_open():
    app = opened(GAPS, region=NORTH)
    assert app.selectbox(key="choose-point").value == "8"
    assert headings(app) == ["**Reported as not in place: 5**", "**Planned, not begun: 2**"]
    assert "Absent throughout: not even partly in place in any of 7 countries, all assessed." in texts(app)
    assert "No office reports here: Partly in place." in texts(app)
    assert "Every cell here is assessed." in texts(app)


def test_the_four_lists_of_a_point_are_apart_with_what_offices_wrote():
    app = opened(GAPS, region=NORTH, point="5")
    assert headings(app) == [
        "**Reported as not in place: 2**",
        "**Planned, not begun: 1**",
        "**Partly in place: 2**",
        "**Apart: not assessed: 2**",
    ]
    assert "Nobody at the border asks about needs." in html(app)
    assert "Train the shift leaders first." in html(app)


def test_the_lists_of_a_country_name_points():
    app = opened(GAPS, region=NORTH, by="place", place="XAD")
    assert "5 Profiling and referral" in html(app)
    assert app.selectbox(key="choose-place").options[:2] == ["Country A", "Country B"]


def test_who_could_help_names_the_office_and_the_reasons_and_keeps_the_merely_recorded_apart():
    app = opened(GAPS, region=NORTH, point="5", place="XAD")
    assert "1 activity elsewhere at this point was marked by an office as good practice." in texts(app)
    assert "In the same grouping: Demonstration North" in html(app)
    assert "Ask Invented bureau of Demonstration North" in html(app)
    assert app.expander[0].label == "Also recorded at this point elsewhere: 3 activities, which nobody recommends"


def test_a_region_that_nobody_assessed_says_first_what_it_would_take_to_begin():
    app = opened(GAPS, region="west-africa", point="5")
    assert "What it would take to begin" in app.info[0].value
    assert "22 countries × 10 points leave 220 cells to ask" in app.info[0].value
    assert "West Africa: documents record an activity in place in 1 of 22 countries." in texts(app)
    assert headings(app) == ["**Apart: not assessed: 22**"]
    assert "not certain" not in texts(app)


def test_a_region_without_a_workbook_has_no_gap_and_everything_to_ask(other_matrices):  # noqa: F811
    (other_matrices / "europe.xlsx").unlink()
    app = opened(GAPS, region="europe", by="place")
    assert "48 countries × 10 points leave 480 cells to ask; in 0 of them" in app.info[0].value
    assert headings(app) == ["**Apart: not assessed: 10**"]


def test_what_to_ask_first_names_the_country_with_most_to_ask_and_its_cells():
    app = opened(GAPS, region=SOUTH, part="ask")
    assert "12 countries have cells that nobody assessed, 53 in all; most of them in Country U and Country P (7 each)." in texts(app)
    assert "**7 cells to ask in Country U**" in texts(app)
    assert "**4 Reception** – One answer would settle it. Ask any of: Country U." in texts(app)


def test_another_country_can_be_asked_and_the_address_says_so():
    app = opened(GAPS, region=SOUTH, part="ask")
    ran(app.selectbox(key="choose-place").select("XAM").run())
    assert "**2 cells to ask in Country M**" in texts(app)
    assert address(app) == {"region": SOUTH, "part": "ask", "place": "XAM"}


def test_what_if_counts_before_and_after_and_the_ticks_are_in_the_address():
    app = opened(GAPS, region=SOUTH, part="what_if", point="3")
    assert "Nothing is chosen yet." in app.info[0].value
    ran(app.pills[0].set_value(["XAL:3"]).run())
    ran(app.pills[3].set_value(["XAN:3"]).run())
    assert address(app)["closed"] == "XAL:3,XAN:3"
    assert "In place in 3 of 12 countries as assessed now, in 5 with the gaps closed" in texts(app)
    table = app.table[0].value.to_string()
    assert "3 and at most 6 of 12" in table and "5 and at most 7 of 12" in table
    ran(app.button[0].click().run())
    assert "closed" not in address(app)


def test_ticks_of_one_point_stay_while_another_is_looked_at():
    app = opened(GAPS, region=SOUTH, part="what_if", point="3", closed="XAL:3")
    ran(app.selectbox(key="choose-point").select("5").run())
    ran(app.pills[0].set_value(["XAJ:5"]).run())
    assert address(app)["closed"] == "XAL:3,XAJ:5"
    assert "**3 Entry systems**" in texts(app) and "**5 Profiling and referral**" in texts(app)


def test_a_route_says_where_it_is_patchy_and_only_as_assessed():
    app = opened(GAPS, region=SOUTH, part="route", route="demonstration-sea-route")
    assert "Patchy stretches along this route at 3 Entry systems, 5 Profiling and referral, 9 Return and alternatives, and 10 Information." in texts(
        app
    )
    real = opened(GAPS, region="west-africa", part="route")
    assert "Nothing is assessed along this route" in texts(real)
