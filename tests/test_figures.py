"""What is known of a cell, and what is counted of it."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import figures, shipped, words
from lib.model import REGION_WIDE, About, Activity, Assessment, Evidence, Matrix, Message, Stage, Status
from tests.strategies import tries

FRAMEWORK = shipped.framework()
PLACES = shipped.places()
WORDS = words.catalogue("en", FRAMEWORK.texts("en"), PLACES.texts("en"))
COUNTRIES = ("KEN", "UGA", "TZA")


def matrix(*activities: Activity, assessed: dict[tuple[str, str], Status] | None = None, countries: tuple[str, ...] = COUNTRIES) -> Matrix:
    given = tuple(Assessment(place, point, status) for (place, point), status in (assessed or {}).items())
    return Matrix(About("eastern-and-southern-africa"), places=countries, activities=activities, assessments=given)


def activity(place: str = "KEN", point: str = "3", stage: Stage | None = Stage.IN_PLACE, year: str = "2010", **more: object) -> Activity:
    return replace(Activity("r", place, point, "An activity", stage, year=year), **more)


def cells(matrix: Matrix, **how: object) -> pd.DataFrame:
    return figures.cells(matrix, matrix.places, FRAMEWORK.point_ids, **how)


def cell(matrix: Matrix, place: str = "KEN", point: str = "3", **how: object) -> dict[str, object]:
    table = cells(matrix, **how)
    return table[(table["place"] == place) & (table["point"] == point)].iloc[0].to_dict()


def said(message: Message) -> str:
    return words.render(message, WORDS)


def counts(matrix: Matrix, point: str = "3") -> dict[str, int]:
    table = figures.by_point(cells(matrix))
    return {kind: n for kind, n in table[table["point"] == point].set_index("kind")["countries"].to_dict().items() if n}


def test_a_blank_cell_is_not_known_and_never_not_in_place():
    assert cell(matrix())["known"] == "unknown"
    assert counts(matrix()) == {"unknown": 3}
    assert said(figures.cell_in_words(cell(matrix()))[0]) == "Not known"


def test_a_declared_country_without_a_fact_counts():
    table = figures.cells(matrix(activity()), (*COUNTRIES, "RWA"), FRAMEWORK.point_ids)
    assert set(table.loc[table["place"] == "RWA", "known"]) == {"unknown"}
    assert set(figures.by_point(table).groupby("point")["countries"].sum()) == {4}


def test_a_recorded_cell_is_not_an_assessed_one():
    assert cell(matrix(activity()))["known"] == "recorded"
    assert cell(matrix(activity()))["status"] is None
    assert counts(matrix(activity())) == {"recorded": 1, "unknown": 2}


def test_an_assessment_stands_before_the_records_of_its_cell():
    both = cell(matrix(activity(), assessed={("KEN", "3"): Status.NOT_IN_PLACE}))
    assert (both["known"], both["status"], both["records"]) == ("assessed", Status.NOT_IN_PLACE, 1)


def test_a_title_alone_is_an_example_and_no_record():
    known = cell(matrix(activity(evidence=Evidence.TITLE_ONLY)))
    assert (known["known"], known["records"], known["examples"], known["stage"], known["newest"]) == ("unknown", 0, 1, None, None)


def test_the_most_advanced_stage_and_the_newest_year_are_shown():
    known = cell(matrix(activity(stage=Stage.PLANNED, year="2008-2011"), activity(stage=Stage.PARTLY, year="2009")))
    assert (known["stage"], known["newest"], known["records"]) == (Stage.PARTLY, 2011, 2)


@pytest.mark.parametrize(
    ("older", "newer", "conflict"),
    [
        (("2008", Stage.IN_PLACE), ("2012", Stage.PLANNED), True),
        (("2008", Stage.PLANNED), ("2012", Stage.IN_PLACE), False),
        (("2008", Stage.IN_PLACE), ("2008", Stage.PLANNED), False),
        (("2008", Stage.PARTLY), ("2012", Stage.PARTLY), False),
        (("", Stage.IN_PLACE), ("2012", Stage.PLANNED), False),
        (("2008", None), ("2012", Stage.PLANNED), False),
    ],
)
def test_records_conflict_where_a_newer_one_says_less(older, newer, conflict):
    records = [activity(year=year, stage=stage) for year, stage in (newer, older)]
    assert cell(matrix(*records))["conflict"] is conflict


def test_a_record_without_a_stage_gives_no_stage_a_year():
    known = cell(matrix(activity(stage=None, year="2012"), activity(stage=Stage.PLANNED, year="2009")))
    assert (known["stage"], known["stage_year"], known["newest"]) == (Stage.PLANNED, 2009, 2012)
    without = cell(matrix(activity(stage=None, year="2012")))
    assert (without["stage"], without["stage_year"], without["newest"]) == (None, None, 2012)


def test_a_record_that_it_is_not_in_place_denies_only_what_another_one_says():
    assert cell(matrix(activity(stage=Stage.NOT_IN_PLACE), activity(stage=Stage.IN_PLACE)))["denied"] is True
    assert cell(matrix(activity(stage=Stage.NOT_IN_PLACE)))["denied"] is False
    assert cell(matrix(activity(stage=Stage.IN_PLACE)))["denied"] is False


def test_a_stage_is_said_with_its_own_year_and_not_with_a_newer_records():
    """Or "in place; newest record of 2019" would be taken for "in place in 2019"."""
    old_and_new = cell(matrix(activity(stage=Stage.IN_PLACE, year="2007"), activity(stage=Stage.PLANNED, year="2019")))
    assert [said(message) for message in figures.cell_in_words(old_and_new)] == [
        "Not assessed. 2 recorded activities, the most advanced: In place (2007)",
        "newest record: Planned (2019)",
        "≠ a newer record says less than an older one",
    ]
    one = cell(matrix(activity(year="2007")))
    assert [said(message) for message in figures.cell_in_words(one)] == ["Not assessed. 1 recorded activity: In place (2007)"]


def test_an_assessed_cell_names_the_newest_record_beside_it():
    both = cell(matrix(activity(year="2012"), assessed={("KEN", "3"): Status.PARTLY}))
    assert [said(message) for message in figures.cell_in_words(both)] == ["Assessed as: Partly in place", "newest record: In place (2012)"]


def test_a_newest_record_without_a_stage_is_said_by_its_year_and_a_stage_without_a_year_by_itself():
    assessed = {("KEN", "3"): Status.PARTLY}
    lines = [said(message) for message in figures.cell_in_words(cell(matrix(activity(stage=None, year="2012"), assessed=assessed)))]
    assert lines == ["Assessed as: Partly in place", "newest record: 2012"]
    lines = [said(message) for message in figures.cell_in_words(cell(matrix(activity(year=""))))]
    assert lines == ["Not assessed. 1 recorded activity: In place"]


def test_points_and_countries_stand_in_the_order_of_the_table_and_not_of_the_alphabet():
    table = figures.cells(matrix(activity(), assessed={("UGA", "10"): Status.IN_PLACE}), ("UGA", "KEN"), ("3", "10", "2"))
    counted = figures.by_point(table)
    assert [*counted["point"].unique()] == ["3", "10", "2"]
    assert figures.by_place(table).to_dict("records") == [
        {"place": REGION_WIDE, "applicable": 3, "assessed": 0, "recorded": 0, "not_applicable": 0},
        {"place": "UGA", "applicable": 3, "assessed": 1, "recorded": 0, "not_applicable": 0},
        {"place": "KEN", "applicable": 3, "assessed": 0, "recorded": 1, "not_applicable": 0},
    ]


def test_region_wide_activities_are_in_no_countrys_figure():
    wide = matrix(activity(place=REGION_WIDE), assessed={(REGION_WIDE, "3"): Status.IN_PLACE})
    assert cell(wide, REGION_WIDE)["known"] == "assessed"
    assert counts(wide) == {"unknown": 3}
    assert said(figures.takeaway(cells(wide))).startswith("Nothing is known yet of the 3 countries")


def test_not_applicable_leaves_the_count_and_is_named():
    assessed = {("KEN", "3"): Status.NOT_APPLICABLE, ("UGA", "3"): Status.IN_PLACE, ("TZA", "3"): Status.PARTLY}
    table = figures.by_point(cells(matrix(assessed=assessed)))
    assert said(figures.counts_in_words(table, "3")) == "in place in 1 and partly in place in 1, of 2 countries; not applicable in a further 1"


def test_a_point_that_applies_nowhere_has_no_figure():
    assessed = {(country, "3"): Status.NOT_APPLICABLE for country in COUNTRIES}
    table = figures.by_point(cells(matrix(assessed=assessed)))
    assert said(figures.counts_in_words(table, "3")) == "not applicable in any of 3 countries"


def test_the_margin_of_a_row_says_what_is_known_and_no_coverage():
    assessed = {("KEN", "1"): Status.NOT_IN_PLACE, ("KEN", "2"): Status.NOT_APPLICABLE}
    table = figures.by_place(cells(matrix(activity(), assessed=assessed)))
    rows = {row["place"]: said(figures.known_in_words(row)) for row in table.to_dict("records")}
    assert rows == {
        REGION_WIDE: "0 of 10 assessed",
        "KEN": "1 of 9 assessed, 1 recorded",
        "UGA": "0 of 10 assessed",
        "TZA": "0 of 10 assessed",
    }


def test_the_evidence_looked_at_changes_records_and_never_assessments():
    both = matrix(activity(), activity(evidence=Evidence.OWN_KNOWLEDGE), assessed={("UGA", "3"): Status.PLANNED})
    assert cell(both, evidence={Evidence.OWN_KNOWLEDGE})["records"] == 1
    unseen = cell(both, evidence=set())
    assert (unseen["known"], unseen["records"], unseen["stage"]) == ("recorded", 0, None), "what is left out is not unknown"
    assert said(figures.cell_in_words(unseen)[0]) == "Not assessed. Recorded, but not by evidence of the kind chosen"
    assert cell(both, "UGA", evidence=set())["status"] is Status.PLANNED


def test_the_takeaway_names_every_point_that_ties_and_no_other():
    reports = [("KEN", "3"), ("UGA", "3"), ("UGA", "8"), ("TZA", "8"), ("KEN", "1")]
    sentence = said(figures.takeaway(cells(matrix(assessed=dict.fromkeys(reports, Status.NOT_IN_PLACE)))))
    assert sentence == (
        "3 of 3 countries have assessed cells. Most often reported as not in place: 3 Entry systems and 8 Secondary movements (in 2 countries)."
    )


def test_the_takeaway_names_a_point_that_one_country_alone_reports():
    assert said(figures.takeaway(cells(matrix(assessed={("KEN", "3"): Status.NOT_IN_PLACE})))) == (
        "1 of 3 countries have assessed cells. Most often reported as not in place: 3 Entry systems (in 1 country)."
    )


def test_the_takeaway_names_points_in_the_order_of_the_table():
    reports = dict.fromkeys([("KEN", "10"), ("KEN", "2")], Status.NOT_IN_PLACE)
    assert "not in place: 2 Data and 10 Information (in 1 country)" in said(figures.takeaway(cells(matrix(assessed=reports))))


def test_the_takeaway_of_records_claims_no_status():
    sentence = said(figures.takeaway(cells(matrix(activity()))))
    assert sentence == ("No office has assessed a cell yet. Activities are recorded in 1 of 3 countries; what is not recorded is not known.")


def test_a_grouping_without_countries_is_said_to_be_empty():
    assert said(figures.takeaway(cells(matrix(countries=())))) == "No country of this region belongs to the grouping chosen."


def test_a_cards_words_say_how_much_is_known_and_from_when():
    one = replace(matrix(activity(year="2008-2011")), about=About("europe", as_of=date(2026, 11, 23)))
    lines = [said(message) for message in figures.region_in_words(one, cells(one))]
    assert lines == [
        "With assessed cells: 0 of 3 countries",
        "With recorded cells: 1 of 3 countries",
        "Years named by the records: 2008 to 2011",
        "Workbook of November 23, 2026",
    ]


def test_a_card_without_a_dated_record_names_no_years():
    one = matrix(activity(year=""))
    assert [said(message) for message in figures.region_in_words(one, cells(one))] == [
        "With assessed cells: 0 of 3 countries",
        "With recorded cells: 1 of 3 countries",
    ]


statuses = st.dictionaries(st.tuples(st.sampled_from(COUNTRIES), st.sampled_from(FRAMEWORK.point_ids)), st.sampled_from(Status), max_size=30)
records = st.lists(
    st.builds(
        activity,
        place=st.sampled_from((REGION_WIDE, *COUNTRIES)),
        point=st.sampled_from(FRAMEWORK.point_ids),
        stage=st.sampled_from((None, *Stage)),
        year=st.sampled_from(("", "1999", "2008-2011", "2020")),
        evidence=st.sampled_from(Evidence),
    ),
    max_size=12,
)


@tries(40)
@given(statuses, records)
def test_every_country_is_counted_once_at_every_point(assessed, recorded):
    table = figures.by_point(cells(matrix(*recorded, assessed=assessed)))
    assert set(table.groupby("point")["countries"].sum()) == {len(COUNTRIES)}


@tries(40)
@given(statuses, records)
def test_records_change_no_count_of_assessments(assessed, recorded):
    kinds = [*map(str, Status)]

    def assessed_counts(*activities):
        table = figures.by_point(cells(matrix(*activities, assessed=assessed)))
        return table[table["kind"].isin(kinds)].reset_index(drop=True)

    assert assessed_counts(*recorded).equals(assessed_counts())


@tries(40)
@given(statuses, records, st.permutations(COUNTRIES))
def test_the_order_of_countries_does_not_matter(assessed, recorded, order):
    one, other = matrix(*recorded, assessed=assessed), matrix(*recorded, assessed=assessed, countries=tuple(order))
    assert figures.by_point(cells(one)).equals(figures.by_point(cells(other)))


@tries(40)
@given(statuses, records)
def test_everything_that_is_known_can_be_said(assessed, recorded):
    table = cells(matrix(*recorded, assessed=assessed))
    by_point = figures.by_point(table)
    sentences = [said(m) for known in table.to_dict("records") for m in figures.cell_in_words(known)]
    sentences += [said(figures.counts_in_words(by_point, point)) for point in FRAMEWORK.point_ids]
    sentences += [said(figures.takeaway(table))]
    assert all(sentences) and not any("{" in sentence or "%" in sentence for sentence in sentences)
