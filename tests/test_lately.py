"""What the Overview says under the matrices: what is new, due or old in the real regions."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import figures, store
from lib.model import About, Activity, Actor, Assessment, Evidence, FollowUp, Matrix, State, Status
from pages.shared import lately
from tests.examples import said
from tests.strategies import FRAMEWORK, PLACES, matrices
from tests.test_page_gaps import html
from tests.test_page_history import better, current, publish
from tests.test_page_history import kept as kept
from tests.test_pages import address, opened, ran, texts

WEST = "west-africa"
TODAY = datetime.now(UTC).date()


def links(app) -> str:
    return "\n".join(link.proto.label for link in app.get("page_link"))


def cells(*activities: Activity):
    return figures.cells(Matrix(About("europe"), activities=activities), ("HUN", "AUT"), FRAMEWORK.point_ids)


def test_a_cell_is_as_old_as_its_newest_record_and_without_a_year_neither_old_nor_new():
    found = cells(
        Activity("", "HUN", "1", "Old", year="2010"),
        Activity("", "HUN", "2", "Old", year="2010"),
        Activity("", "HUN", "2", "New", year="2019-2024"),
        Activity("", "AUT", "1", "Undated"),
        Activity("", "AUT", "2", "A title", year="1999", evidence=Evidence.TITLE_ONLY),
        Activity("", "region-wide", "1", "Of all", year="1999"),
    )
    assert figures.ages(found, 2021) == {"older": 1, "dated": 2, "undated": 1}
    assert figures.ages(found, 2010)["older"] == 0 and figures.ages(found, 2025)["older"] == 2
    assert said(figures.ages_in_words(figures.ages(found, 2021))) == "1 of 2 cells; 1 more without a year"


def test_where_nothing_is_recorded_nothing_is_said_of_its_age():
    assert figures.ages_in_words(figures.ages(cells(), 2021)) is None


@given(matrices(), st.integers(1980, 2040), st.integers(0, 20))
def test_the_later_the_year_the_more_is_older_and_never_more_than_is_dated(matrix, year, later):
    found = figures.cells(matrix, PLACES.region(matrix.about.region).countries, FRAMEWORK.point_ids)
    one, other = figures.ages(found, year), figures.ages(found, year + later)
    assert 0 <= one["older"] <= other["older"] <= one["dated"] == other["dated"]
    assert one["dated"] + one["undated"] <= len(found)


def test_the_overview_says_what_changed_what_is_open_and_how_old_the_records_are(kept):
    matrix = current(kept, WEST).matrix
    late = FollowUp("f", matrix.places[0], "3", "Train *the* police", due="2020", state=State.AGREED)
    publish(kept, replace(matrix, assessments=(Assessment(matrix.places[0], "1", Status.PARTLY),), follow_up=(late,)))
    app = opened()
    assert "- **West Africa**: Newly known: 1 cell" in texts(app)
    assert "- **West Africa**: 1 agreed action is open: 1 overdue." in texts(app)
    assert "- **Europe**: " in texts(app) and "Demonstration North**:" not in texts(app)
    assert address(app) == {}


def test_without_a_change_or_an_action_the_overview_says_so(kept):
    said = texts(opened())
    assert "Nothing changed in any region; the Demonstration regions are not counted here." in said
    assert "No agreed action is open in any region; the Demonstration regions are not counted here." in said


def test_where_there_is_no_invented_region_nothing_is_said_of_one(kept, monkeypatch):
    monkeypatch.setattr(lately, "_invented", list)
    said = texts(opened())
    assert "Nothing changed in any region." in said and "Demonstration regions" not in said


def test_where_an_invented_region_changed_the_overview_leads_to_it(kept):
    assert "on Progress" not in links(opened())
    publish(kept, better(current(kept).matrix)[0])
    app = opened()
    assert "Nothing changed in any region; the Demonstration regions are not counted here." in texts(app)
    assert "Not counted here, but changed: Demonstration North. It can be seen on Progress." in texts(app)
    assert "Demonstration North on Progress" in links(app) and "Demonstration South on Progress" not in links(app)


def test_another_day_and_year_can_be_chosen(kept):
    publish(kept, replace(current(kept, WEST).matrix, activities=()))
    app = opened()
    before = texts(app)
    ran(app.selectbox(key="choose-older").select("2000").run())
    assert address(app) == {"older": "2000"}
    assert texts(app) != before and "Records from before 2000" in texts(app)
    tomorrow = (TODAY + timedelta(1)).isoformat()
    app.query_params["since"] = tomorrow
    assert address(ran(app.run())) == {"since": TODAY.isoformat(), "older": "2000"}, "a day that is still to come tells nothing"


def test_sessions_that_are_open_are_named_as_text(kept):
    store.begin(kept, WEST, Actor("Amina <b>"), name="Autumn *session*")
    app = opened()
    assert "West Africa: Autumn *session*, begun by Amina &lt;b&gt; on" in html(app)
    assert "Planning sessions that are open" in texts(app)


@pytest.mark.parametrize("closed", [True, False])
def test_a_session_is_named_as_long_as_it_is_open(kept, closed):
    session = store.begin(kept, WEST, Actor("Amina"), name="Autumn")
    if closed:
        store.abandon(kept, session.id)
    assert ("Planning sessions that are open" in texts(opened())) is not closed
