"""Compare as a script runs it: what it says of which groups, what it leaves out and says so, and what it makes of an address."""

import re
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from lib import shipped
from lib.figures import Comparable
from lib.model import REGION_WIDE, About, Activity, Assessment, Cell, Evidence, Matrix, Message, Stage, Status
from pages.shared import comparison, data, groups
from tests import injection
from tests.test_pages import address, opened, other_matrices, ran, texts  # noqa: F401  (a fixture)

COMPARE = "pages/explore/compare.py"
NORTH_AND_SOUTH = "demonstration-north,demonstration-south"
IN, PARTLY, PLANNED, NOT, NA = Status


def shown(**parameters: str) -> AppTest:
    return opened(COMPARE, **parameters)


def chosen(app: AppTest) -> list[str]:
    return app.multiselect(key="choose-groups").value


def html(app: AppTest) -> list[str]:
    """The lists of activities, a column each."""
    return [element.proto.body for element in app.get("html") if "overflow-wrap" in element.proto.body and "<style>" not in element.proto.body]


def warnings(app: AppTest) -> list[str]:
    return [warning.value for warning in app.warning]


def said_of(app: AppTest) -> dict[str, str]:
    """What the table of all points says may be said, by point."""
    table = app.table[-1].value
    return dict(zip(table.iloc[:, 0].str.split().str[0], table.iloc[:, 1], strict=True))


def test_compare_opens_on_two_regions_with_a_clean_address():
    app = shown()
    assert chosen(app) == ["gulf-of-aden", "west-africa"]
    assert address(app) == {}
    assert "imply no opinion on the legal status" in texts(app)


def test_practices_come_first_and_what_is_recorded_is_counted_and_not_compared():
    app = shown(groups="west-africa,americas", point="3")
    said = texts(app)
    assert [header.value for header in app.header] == ["Practices side by side: 3 Protection-sensitive entry systems", "Figures"]
    assert "10 activities recorded, in 8 of 35 countries; none marked as good practice" in said
    assert "- West Africa: documents record an activity in place in 1 of 22 countries." in said
    assert "These numbers are not to be compared" in said and "limits on movement" in said
    assert "Nothing is assessed here." in said
    assert "Whatever the unknown cells hold" not in said and "larger share" not in said and "%" not in said
    assert not app.get("arrow_vega_lite_chart")


def test_good_practice_stands_above_the_newest_records_and_says_that_an_office_marked_it():
    north, _ = html(shown(groups=NORTH_AND_SOUTH, point="1"))
    marked = north.index("★ Marked as good practice by an office")
    assert marked < north.index("Country A</strong>: ") < north.index("Recorded, newest first") < north.index("Region-wide</strong>: ")


def test_more_activities_are_opened_by_column_and_the_address_says_so():
    app = shown(groups="central-asia,europe", point="3")
    short = [column.count("<li>") for column in html(app)]
    assert short == [4, 4]
    ran(app.button(key="more-europe").click().run())
    assert address(app)["open"] == "europe"
    opened_column = html(app)[1]
    assert opened_column.count("<li>") == 17 and "Known by their titles alone: examples, not records" in opened_column
    assert html(app)[0].count("<li>") == 4
    ran(app.button(key="more-europe").click().run())
    assert "open" not in address(app)


def test_titles_alone_are_shown_on_demand_only():
    app = shown(groups="demonstration-north,demonstration-process.demonstration-process-observers", point="1")
    assert html(app)[1].count("<li>") == 1
    assert [button.label for button in app.button if button.key == "more-demonstration-process.demonstration-process-observers"] == ["Show 1 more"]


def test_region_wide_activities_stand_in_their_regions_column_only():
    app = shown(
        groups="west-africa,conference-or-process.ecowas-member-states", point="1", open="west-africa,conference-or-process.ecowas-member-states"
    )
    region, process = html(app)
    assert "Region-wide" in region and "Region-wide" not in process


def test_a_sentence_is_written_where_it_stays_true_whatever_is_not_known():
    said = texts(shown(groups=NORTH_AND_SOUTH, point="3"))
    assert "Assessed in 7 of 8 countries of Demonstration North and 9 of 12 countries of Demonstration South." in said
    assert (
        "Whatever the unknown cells hold, a larger share of the countries of Demonstration North than of those of Demonstration South have it."
        in said
    )


def test_what_cannot_be_said_comes_with_what_would_settle_it_and_what_is_left_out_before_it():
    app = shown(groups=NORTH_AND_SOUTH, point="8")
    assert "Which has the larger share cannot be said: not assessed in 0 of 7" in texts(app)
    assert "One answer would settle it. Ask any of: Country J, " in texts(app)
    assert warnings(app) == ["Not applicable, and left out of the shares: 1 of 8 in Demonstration North, 0 of 12 in Demonstration South."]


def test_all_points_are_told_of_one_by_one():
    app = shown(groups=NORTH_AND_SOUTH, rows="all")
    told = said_of(app)
    assert [*told] == list(data.framework().point_ids)
    assert told["4"].startswith("Whatever the unknown cells hold, a larger share of the countries of Demonstration South")
    assert told["9"].startswith("Not applicable, and left out of the shares: 1 of 8") and told["9"].endswith("No single answer would settle it.")
    assert "can be said at 1 Cooperation, 3 Entry systems, 4 Reception, 6 Processes and procedures, and 10 Information" in texts(app)


def test_the_table_twin_counts_what_the_chart_shows():
    app = shown(groups=NORTH_AND_SOUTH, point="8", view="table", interval="on")
    counts, intervals = (table.value for table in app.table)
    assert counts.to_dict("records")[0] == {
        "Group": "Demonstration North", "Action point": "8 Addressing secondary movements", "Countries counted": 7, "In place": 0, "Partly in place": 0,
        "Planned": 2, "Reported as not in place": 5, "Recorded only, not assessed": 0, "Not known": 0, "Not applicable (apart)": 1,
    }  # fmt: skip
    assert intervals["In words"].iloc[2] == (
        "Demonstration South: In place in at least 0 and at most 11 of 12 countries, whatever the unknown cells hold; 1 of 12 assessed"
    )
    assert "%" not in intervals.to_string()


def test_a_percentage_is_written_only_where_enough_is_known():
    app = shown(groups=NORTH_AND_SOUTH, point="4", view="table", interval="on")
    told = app.table[1].value["In words"]
    assert not told[told.str.startswith("Demonstration North")].str.contains("%").any()  # 8 countries
    assert told[told.str.startswith("Demonstration South")].str.contains("%").all()  # 12 countries, one not known


def test_intervals_are_shown_on_demand_and_the_address_says_so():
    app = shown(groups=NORTH_AND_SOUTH, point="4")
    assert "What share of the countries has it: at least and at most" not in texts(app)
    ran(app.toggle(key="choose-interval").set_value(True).run())
    assert "What share of the countries has it: at least and at most" in texts(app)
    assert address(app)["interval"] == "on"


def test_countries_of_both_groups_are_named_before_the_sentence_and_counted_in_neither():
    app = shown(groups="demonstration-north,demonstration-process.demonstration-process-members", point="1")
    assert warnings(app) == ["Country A, Country B, Country C, and Country D belong to both and are counted in neither."]


def test_of_more_than_three_groups_the_first_is_compared_with_each_other():
    four = "demonstration-south,demonstration-north,demonstration-process.demonstration-process-members,route.demonstration-sea-route"
    said = texts(shown(groups=four, point="1"))
    assert "Demonstration South is compared with each of the others." in said
    assert said.count("**Demonstration South and ") == 3 and "**Demonstration North and " not in said


def test_territories_that_no_workbook_tells_of_are_named():
    said = texts(shown(groups="un-subregion.melanesia,un-subregion.polynesia"))
    assert "UN subregion: Melanesia: no workbook here tells of New Caledonia; it counts as not known." in said


@pytest.mark.parametrize("first", ["europe", "demonstration-north"])
def test_real_and_invented_groups_are_never_shown_together(first):
    other = {"europe": "demonstration-north", "demonstration-north": "europe"}[first]
    app = shown(groups=f"{first},{other},americas,demonstration-south")
    assert chosen(app) == [first, "americas" if first == "europe" else "demonstration-south"]
    assert "Invented and real data are never shown together. Left out: " in warnings(app)[0]
    assert len(app.toast) == 1
    names = app.multiselect(key="choose-groups").options
    assert any("Demonstration" in name for name in names) is all("Demonstration" in name for name in names) is (first != "europe")
    assert ("Demonstration – invented data" in texts(app)) is (first != "europe")


def test_the_invented_regions_are_a_click_away_and_stay_in_the_address():
    app = shown()
    ran(next(button for button in app.button if "invented" in button.label).click().run())
    assert address(app)["groups"] == NORTH_AND_SOUTH
    assert chosen(ran(app.run())) == NORTH_AND_SOUTH.split(",")
    ran(next(button for button in app.button if "real" in button.label).click().run())
    assert chosen(app) == ["gulf-of-aden", "west-africa"]


def test_with_nothing_chosen_the_page_asks_for_groups():
    app = shown(groups="europe,americas")
    ran(app.multiselect(key="choose-groups").set_value([]).run())
    assert address(app)["groups"] == "none" and chosen(app) == []
    assert "Choose at least two regions" in texts(app) and not app.toast
    assert "imply no opinion on the legal status" in texts(app)
    ran(app.multiselect(key="choose-groups").set_value(["europe"]).run())
    assert "Choose at least two regions" in texts(app) and "of 48 countries" in texts(app)


@pytest.mark.parametrize("bad", [{"groups": "atlantis"}, {"groups": "atlantis,<script>"}, {"point": "77"}, {"interval": "maybe"}, {"rows": "none"}])
def test_an_address_that_names_what_is_not_here_says_so(bad):
    app = shown(**({"groups": NORTH_AND_SOUTH} | bad))
    assert len(app.toast) == 1 and "names something that is not here" in app.toast[0].value


def test_more_groups_than_fit_are_left_out_and_it_is_said():
    nine = [region.id for region in data.places().regions if not region.demonstration] + ["un-subregion.polynesia"]
    app = shown(groups=",".join(nine))
    assert chosen(app) == nine[: groups.MOST]
    assert len(app.toast) == 1


def test_a_workbook_with_errors_stops_the_comparison_and_not_that_of_other_groups(other_matrices):  # noqa: F811
    (other_matrices / "europe.xlsx").write_bytes(b"not a workbook")
    app = shown(groups="americas,conference-or-process.rabat-process-partners")
    assert app.error[0].value == "The workbook of Europe cannot be shown"
    assert "Choose groups that do not draw on it" in texts(app) and not app.header
    assert len(shown(groups="americas,west-africa").header) == 2


def test_a_region_without_a_workbook_is_not_known_and_not_zero(other_matrices):  # noqa: F811
    (other_matrices / "europe.xlsx").unlink()
    said = texts(shown(groups="europe,americas", point="3"))
    assert "No activity recorded in any country; what is not recorded is not known" in said
    assert "Europe: documents record no activity in place in 48 countries; what they do not record is not known." in said


# What the invented matrices do not show, in small ones of our own


def side(name: str, statuses: tuple[Status | None, ...], *activities: Activity) -> groups.Side:
    """A group of as many countries as there are statuses, all at the first point."""
    countries = data.places().region(name).countries[: len(statuses)]
    assessments = tuple(Assessment(country, "1", status) for country, status in zip(countries, statuses, strict=True) if status)
    matrix = Matrix(About(name), countries, assessments, activities=activities)
    group = Comparable(name, Message(f"region.{name}"), countries, {name: countries}, (), region_wide=True, demonstration=True)
    revision = replace(shipped.empty(name, data.framework(), data.places()), matrix=matrix, fingerprint=f"{statuses}{activities}")
    return groups._side(group, {name: revision})


def sentences(x: tuple[Status | None, ...], y: tuple[Status | None, ...]) -> tuple[str, ...]:
    drawn = comparison.drawn((side("demonstration-north", x), side("europe", y)), ("1",), "light")
    return drawn.pairs[0].sentences


@pytest.mark.parametrize(
    ("x", "y", "said"),
    [
        ((IN, NOT), (PARTLY, NOT), "have it in place, and no smaller a share in place or partly."),
        ((IN, PARTLY), (IN, NOT), "have it in place or partly, and no smaller a share in place."),
        ((IN, NOT), (IN, PLANNED), "and the same share in place or partly."),
        ((IN, NOT, NOT), (PARTLY, PARTLY, NOT), "and a larger share of those of Europe in place or partly."),
        ((NA, NA), (IN,), "No comparison: the point is not applicable in any country of Demonstration North."),
        ((None, None), (IN,), "No comparison: nothing is assessed in Demonstration North."),
    ],
)
def test_every_kind_of_sentence_can_be_read_on_the_page(x, y, said):
    assert sentences(x, y)[0].endswith(said)


def test_a_group_with_nothing_assessed_has_neither_zeros_nor_an_interval():
    drawn = comparison.drawn((side("demonstration-north", (IN, NOT)), side("europe", (None, None))), ("1",), "light")
    assert drawn.counts_table[["In place", "Partly in place", "Not known"]].to_numpy().tolist() == [[1, 0, 0], ["", "", 2]]
    assert set(drawn.intervals_table["Group"]) == {"Demonstration North"}


def test_where_the_point_applies_nowhere_the_counts_are_drawn_and_no_interval():
    drawn = comparison.drawn((side("demonstration-north", (NA, NA)), side("europe", (NA,))), ("1",), "dark")
    assert drawn.counts is not None and drawn.intervals is None
    assert drawn.counts_alt.endswith("Europe, 1 Cooperation among key partners: not applicable in the one country")


def test_activities_are_rows_of_their_own_in_a_download_with_their_group_and_country():
    place = data.places().region("europe").countries[0]
    title = Activity("", place, "1", "=1+1 <b>", None, ("One", "Two"), "2020", True, Evidence.TITLE_ONLY, "Report", "https://example.org")
    wide = replace(title, place=REGION_WIDE, activity="Wide", stage=Stage.PLANNED, good_practice=False, evidence=Evidence.DOCUMENT)
    table = groups.practices_table((side("europe", (None,), wide, title, replace(title, point="2")),), "1")
    assert table.to_numpy().tolist() == [
        ["Europe", data.say(f"place.{place}"), "=1+1 <b>", "Yes", "", "2020", "One; Two", "Title only", "Report", "https://example.org"],
        ["Europe", "Region-wide", "Wide", "No", "Planned", "2020", "One; Two", "Document", "Report", "https://example.org"],
    ]


def test_what_offices_wrote_is_escaped_in_every_column():
    activities = tuple(injection.activity(Cell(place, "1"), text) for place in (REGION_WIDE, "ALB") for text in injection.PAYLOADS)
    europe = side("europe", (None,) * 48, *activities)
    column = groups._column(europe.fingerprints, europe, "1", True, "en")
    assert column.activities.count("<li>") == len(activities)
    inside = re.sub(
        r"</?(p|strong|ul|li|small)>|<p class=\"lead\">|<br>|<span dir=\"auto\">|</span>|<a href=\"https?://[^\"]*\" style=\"color:inherit\" target=\"_blank\" "
        r"rel=\"noopener noreferrer\">|</a>",
        "",
        column.activities,
    )
    assert "<" not in inside
