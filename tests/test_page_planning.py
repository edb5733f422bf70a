"""The Planning page as a script runs it: begun or joined, gone through, recorded by one or several, closed with one revision."""

import json
from dataclasses import replace
from io import BytesIO
from types import SimpleNamespace

import docx
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lib import handing_in, intake, planning, shipped, store
from lib.exceptions import StoreFull
from lib.model import REGION_WIDE, Actor, Assessment, Cell, Judged, Matrix, Remark, Revision, RevisionKind, State, Status
from lib.planning import MOVED, WAS_WRONG, YES
from lib.schema import MAX_TEXT
from lib.store import Session
from pages.shared import by_itself, data, planning_drafts, planning_minutes, planning_tab
from tests import injection
from tests.strategies import FRAMEWORK, PLACES
from tests.test_news import Open
from tests.test_page_gaps import html
from tests.test_pages import address, forget, opened, ran
from tests.workbooks import CATALOGUES

PLANNING, HISTORY = "pages/plan/planning.py", "pages/manage/history.py"
NORTH = "demonstration-north"
CELL = Cell("XAA", "8")
"""Reported as not in place, and the first gap of the first point."""


@pytest.fixture(autouse=True)
def new_process():
    forget()
    yield
    forget()


def current(region: str = NORTH) -> Revision:
    found = store.current(data.kept(), region)
    assert found is not None
    return found


def begun(region: str = NORTH, step: str = "", place: str = "", name: str = "Ada") -> AppTest:
    """A session that was begun on the page, at a step."""
    app = opened(PLANNING, region=region)
    app.text_input(key="acting-name").set_value(name)
    ran(app.run())
    return at(ran(app.button(key="planning-begin").click().run()), step, place)


def joined(app: AppTest, step: str = "", place: str = "", name: str = "Bo") -> AppTest:
    """Another visitor in the same session, at a step."""
    other = opened(PLANNING, session=address(app)["session"])
    other.text_input(key="acting-name").set_value(name)
    return at(ran(other.run()), step, place)


def at(app: AppTest, step: str, place: str = "") -> AppTest:
    ran(app.selectbox(key="choose-step").set_value(step or "last").run())
    return app if step in ("", "last", "end") else ran(app.selectbox(key="choose-place").set_value(place).run())


def session(app: AppTest) -> Session:
    return store.session(data.kept(), address(app)["session"])


def drafts(app: AppTest) -> dict[tuple[str, str], str]:
    return {(one.subject, one.field): one.value for one in store.drafts(data.kept(), address(app)["session"])}


def field(app: AppTest, field: str, subject: str = planning.of_cell(CELL)):
    """The widget of a field."""
    beginning = f"draft-{address(app)['session']}-{subject}-{field}-"
    kinds = (app.text_input, app.text_area, app.selectbox, app.pills, app.checkbox)
    [found] = [one for kind in kinds for one in kind if (one.key or "").startswith(beginning)]
    return found


def type_in(app: AppTest, name: str, value: object, subject: str = planning.of_cell(CELL)) -> AppTest:
    return ran(field(app, name, subject).set_value(value).run())


def by_another(app: AppTest, name: str, value: str, subject: str = planning.of_cell(CELL), who: str = "Bo") -> None:
    """Somebody else writes in the session, having seen what stands there."""
    there = {(one.subject, one.field): one.version for one in store.drafts(data.kept(), address(app)["session"])}
    store.write(data.kept(), address(app)["session"], subject, name, value, Actor(who), expected=there.get((subject, name), 0))


def button(app: AppTest, label: str):
    [found] = [one for one in app.button if one.label == label]
    return found


def press(app: AppTest, label: str) -> AppTest:
    return ran(button(app, label).click().run())


def new_action(app: AppTest, label: str = "Agree an action") -> str:
    """A new action's subject, after the click that begins it."""
    before = set(drafts(app))
    press(app, label)
    [subject] = {subject for subject, _ in set(drafts(app)) - before}
    return subject


def said(app: AppTest) -> str:
    kinds = (app.title, app.header, app.subheader, app.markdown, app.caption, app.info, app.warning, app.error, app.success)
    return "\n".join([element.value for kind in kinds for element in kind] + [html(app)])


def say_why(app: AppTest, change: str = MOVED) -> AppTest:
    """Say of each changed status of which nobody said it yet why it is another."""
    while open := [one for one in app.pills if "-change-" in one.key and one.value is None]:
        ran(open[0].set_value(change).run())
    return app


def closed(app: AppTest) -> AppTest:
    say_why(at(app, "end"))
    assert not app.button(key="planning-close").disabled, said(app)
    return ran(app.button(key="planning-close").click().run())


def text_of(document: bytes) -> str:
    paper = docx.Document(BytesIO(document))
    return "\n".join([one.text for one in paper.paragraphs] + [cell.text for table in paper.tables for row in table.rows for cell in row.cells])


# Begin, join, go on


@pytest.mark.parametrize("region", [region.id for region in shipped.places().regions])
def test_a_session_can_be_gone_through_from_end_to_end_in_every_region(region: str):
    app = begun(region)
    seen = []
    while not app.button(key="planning-next").disabled:
        ran(app.button(key="planning-next").click().run())
        seen.append((address(app)["step"], address(app).get("place", "")))
        assert not app.error
    assert {step for step, _ in seen} == {*FRAMEWORK.point_ids, "end"}
    assert seen[-1] == ("end", "")
    assert any(place for _, place in seen) is PLACES.region(region).demonstration, "no office of the real ones has reported a gap"


def test_nothing_is_begun_without_a_name():
    app = opened(PLANNING, region=NORTH)
    assert app.button(key="planning-begin").disabled
    assert "Your name and what the session is called are needed first." in said(app)


def test_a_session_that_was_begun_stands_in_the_address_and_in_the_list_of_another_visitor():
    app = begun()
    assert session(app).begun_by == "Ada"
    type_in(at(app, "8", "XAA"), "status", Status.PARTLY)
    other = opened(PLANNING, region=NORTH)
    assert "1 session is open" in said(other)
    assert "So far: cells 1, actions 0, notes 0." in said(other)
    press(other, "Join")
    assert address(other)["session"] == address(app)["session"]
    assert "What was agreed last time" in html(other)


def test_the_way_leads_from_the_point_that_most_report_as_missing_through_each_of_its_gaps_and_back():
    app = begun()
    way = []
    for _ in range(3):
        ran(app.button(key="planning-next").click().run())
        way.append((address(app)["step"], address(app).get("place", "")))
    assert way == [("8", ""), ("8", "XAA"), ("8", "XAB")]
    ran(app.button(key="planning-back").click().run())
    assert address(app)["place"] == "XAA"


def test_decided_marks_the_point_as_reached_and_goes_on():
    app = begun(step="8")
    ran(app.button(key="planning-decide").click().run())
    assert drafts(app)["point/8", "reached"] == YES
    assert address(app)["place"] == "XAA"
    assert "Reached: 1 of 10 points" in said(app)


def test_a_link_leads_to_the_place_in_the_agenda_whatever_region_was_looked_at_last():
    id = address(begun())["session"]
    app = opened(PLANNING, region="europe", session=id, step="8", place="XAA")
    assert "<h1>Country A</h1>" in html(app)
    assert address(app)["region"] == NORTH


def test_a_session_that_there_is_not_is_said():
    app = opened(PLANNING, session="0" * 32)
    assert "names something that is not here" in app.toast[0].value
    assert "session" not in address(app)


def test_a_session_is_left_and_found_again():
    app = begun()
    press(app, "All sessions")
    assert "session" not in address(app)
    assert "1 session is open" in said(app)


def test_looking_back_nothing_is_planned():
    app = opened(PLANNING, region=NORTH, as_of="2026-01-01")
    assert "you are looking back" in said(app)
    assert not [one for one in app.button if one.key == "planning-begin"]


# On the wall


def test_a_point_tells_where_it_is_missing_and_a_cell_what_is_known_of_it():
    app = begun(step="8")
    assert "<strong>Reported as not in place (5)</strong>: Country A, Country B, Country D, Country E, Country G" in html(app)
    at(app, "8", "XAA")
    assert "Assessed as: Reported as not in place" in html(app)
    assert "Compare figures with the countries along the Demonstration Sea Route." in html(app)
    assert "Who could help: Country A, 8 Secondary movements" in said(app)


def test_in_a_region_that_nobody_assessed_no_gap_is_reported_and_what_is_not_known_stands_apart():
    app = begun("europe", step="1")
    assert "No office reports a gap here." in html(app)
    assert "<strong>Not known (42)</strong>: " in html(app)
    assert "Reported as not in place" not in html(app)


def test_what_was_agreed_last_time_comes_first_and_targets_of_documents_stand_apart():
    app = begun()
    assert "Sign an agreement with Agency Two on voluntary return." in html(app)
    assert "1 target recorded in a document: nobody here agreed to it" in [one.label for one in app.expander]


def publish(matrix: Matrix, by: str = "Another person") -> Revision:
    upon = current(matrix.about.region)
    return store.publish(data.kept(), matrix, b"", Actor(by), kind=RevisionKind.UPLOAD, expected=upon.fingerprint, note="Theirs")


# Recording


def test_without_a_name_everything_can_be_read_and_nothing_recorded():
    id = address(begun())["session"]
    app = opened(PLANNING, session=id, step="8", place="XAA")
    assert "<h1>Country A</h1>" in html(app)
    assert "Type your name above to record something" in said(app)
    for step in ("last", "8", "end"):
        at(app, step)
        assert not [one for kind in (app.text_input, app.text_area, app.pills, app.checkbox) for one in kind if (one.key or "").startswith("draft-")]
        assert not [one for one in app.button if one.label in ("Agree an action", "No action, because …")]
    assert app.button(key="planning-close").disabled


def test_what_is_typed_is_saved_at_once_under_the_name_and_its_field_says_when():
    app = begun(step="8", place="XAA")
    type_in(app, "missing", "Interpreters")
    [draft] = store.drafts(data.kept(), address(app)["session"])
    assert (draft.subject, draft.field, draft.value, draft.by) == ("cell/XAA/8", "missing", "Interpreters", "Ada")
    assert f"saved {draft.at:%H:%M}" in field(app, "missing").label
    assert "All of this is saved" in said(app)


def test_a_status_shows_its_definition_and_stands_on_the_wall_beside_what_is_published():
    app = type_in(begun(step="8", place="XAA"), "status", Status.PARTLY)
    assert "In this session: Partly in place" in html(app)
    assert "Assessed as: Reported as not in place" in html(app)
    assert data.say("status.partly.definition") in said(app)


def test_a_point_as_a_whole_tells_what_the_session_set_so_far_apart_from_what_is_published():
    app = type_in(begun(step="8", place="XAA"), "status", Status.PARTLY)
    at(app, "8")
    assert "As published: planned in 2 and reported as not in place in 5, of 7 countries" in html(app)
    assert "In this session (1):</strong> Country A – Partly in place (published: Reported as not in place)" in html(app)
    assert "In this session" not in html(at(app, "7"))


def test_a_status_other_than_the_published_one_asks_whether_the_situation_changed_or_the_earlier_one_was_wrong():
    app = begun(step="8", place="XAA")
    assert "Has the situation changed" not in "".join(one.label for one in app.pills)
    type_in(app, "status", Status.PARTLY)
    assert field(app, "change").value is None, "nothing is chosen for the room"
    type_in(app, "change", planning.MOVED)
    [cell] = planning.recorded(store.drafts(data.kept(), address(app)["session"]), current().matrix, FRAMEWORK, PLACES).cells
    assert cell.change == planning.MOVED
    type_in(app, "status", Status.NOT_IN_PLACE)
    assert "Has the situation changed" not in "".join(one.label for one in app.pills), "it is what is published"


def test_what_nobody_assessed_is_neither_contested_nor_asked_about_a_change():
    app = begun("west-africa", step="1", place="GHA")
    type_in(app, "status", Status.PARTLY, "cell/GHA/1")
    assert [one.label for one in app.text_area if one.label.startswith("Contested")] == []
    assert "Has the situation changed" not in "".join(one.label for one in app.pills)


def test_an_internal_note_is_folded_away_on_the_wall():
    app = begun(step="8", place="XAA")
    type_in(app, "internal", True)
    type_in(app, "note", "The ministry is split")
    folded = {one.label: one for one in app.expander}
    assert "The ministry is split" in folded["1 internal note"].get("html")[0].proto.body
    assert folded["Internal note: open to read or write"].text_area[0].value == "The ministry is split"
    assert html(app).count("The ministry is split") == 1, "nowhere else"


def test_what_is_late_is_marked_under_what_was_agreed_last_time():
    assert "days late</strong>" in html(begun())


def test_that_the_order_is_not_certain_is_said_once():
    app = begun("europe")
    seen = 0
    while not app.button(key="planning-next").disabled:
        ran(app.button(key="planning-next").click().run())
        seen += "This order is not certain" in html(app)
    assert seen == 1


def test_not_applicable_asks_why():
    app = type_in(begun(step="8", place="XAA"), "status", Status.NOT_APPLICABLE)
    assert "“Not applicable” needs a reason." in html(app)
    type_in(app, "reason", "No border")
    assert "“Not applicable” needs a reason." not in html(app)


def test_what_was_recorded_is_there_after_a_reload():
    app = type_in(begun(step="8", place="XAA"), "missing", "Interpreters")
    again = joined(app, "8", "XAA", name="Ada")
    assert field(again, "missing").value == "Interpreters"


def test_where_two_write_in_one_field_both_texts_are_shown_and_nothing_is_overwritten():
    one = begun(step="8", place="XAA")
    two = joined(one, "8", "XAA")
    type_in(one, "missing", "From Ada")
    type_in(two, "missing", "From Bo")
    assert drafts(one)["cell/XAA/8", "missing"] == "From Ada"
    assert "Not saved: somebody else wrote in this field meanwhile." in said(two)
    assert "Ada wrote here at" in html(two) and "From Ada" in html(two) and "From Bo" in html(two)


@pytest.mark.parametrize(("answer", "kept"), [("Mine", "From Bo"), ("Theirs", "From Ada"), ("Both", "From Ada\nFrom Bo")])
def test_of_two_texts_the_one_that_is_chosen_stays_or_both_do(answer: str, kept: str):
    one = begun(step="8", place="XAA")
    two = joined(one, "8", "XAA")
    type_in(one, "missing", "From Ada")
    press(type_in(two, "missing", "From Bo"), answer)
    assert drafts(two)["cell/XAA/8", "missing"] == field(two, "missing").value == kept
    assert "Not saved" not in said(two)


def test_an_answer_counts_only_for_what_was_shown():
    one = begun(step="8", place="XAA")
    two = joined(one, "8", "XAA")
    type_in(one, "missing", "From Ada")
    type_in(two, "missing", "From Bo")
    by_another(one, "missing", "A third text", who="Cy")
    press(two, "Mine")
    assert drafts(two)["cell/XAA/8", "missing"] == "A third text"
    assert "Cy wrote here at" in html(two)


def test_what_somebody_else_recorded_arrives_in_an_open_form_and_is_written_upon():
    app = type_in(begun(step="8", place="XAA"), "missing", "From Ada")
    by_another(app, "missing", "From Bo")
    by_another(app, "status", Status.PLANNED)
    ran(app.run())
    assert field(app, "missing").value == "From Bo" and field(app, "status").value == Status.PLANNED
    type_in(app, "missing", "From both")
    assert drafts(app)["cell/XAA/8", "missing"] == "From both"


def test_a_status_is_taken_back_by_its_own_button_only():
    app = type_in(begun(step="8", place="XAA"), "status", Status.PARTLY)
    assert field(app, "status").proto.required
    press(app, "Take it back")
    assert drafts(app)["cell/XAA/8", "status"] == "" and field(app, "status").value is None
    assert not [one for one in app.button if one.label == "Take it back"]


def test_while_a_text_of_ones_own_waits_for_an_answer_nothing_says_that_all_is_saved():
    app = begun(step="8", place="XAA")
    by_another(app, "missing", "From Bo")
    type_in(app, "missing", "From Ada")
    assert "1 text of yours is not saved" in said(app) and "All of this is saved" not in said(app)
    press(app, "Both")
    assert "not saved" not in said(app) and "All of this is saved" in said(app)


def test_what_a_browser_sends_after_a_reload_is_taken_only_where_it_is_a_field_of_ours():
    kept = {
        "name": "Ada",
        "unsaved": [["s", "cell/XAA/8", "missing", "Mine", "Before", 2], ["s", "cell/XAA/8", "colour", "x", "", 0], ["s", "x", "y", "", "", 0]],
    }
    st.session_state["planning-tab"] = SimpleNamespace(found=json.dumps(kept))
    try:
        planning_tab._hear()
        at = planning_drafts.Place("s", "cell/XAA/8", "missing")
        assert planning_drafts.unsaved("s") == [at] and planning_drafts.memory("unsaved")[at] == "Mine"
        assert planning_drafts.memory("seen")[at] == ("Before", 2) and st.session_state["acting-name"] == "Ada"
    finally:
        st.session_state.clear()


def test_a_choice_that_two_made_is_told_in_words():
    app = begun(step="8", place="XAA")
    by_another(app, "status", Status.PLANNED)
    type_in(app, "status", Status.PARTLY)
    assert "<br>Planned</div>" in html(app) and "<br>Partly in place</div>" in html(app)
    assert not [one for one in app.button if one.label == "Both"], "a cell has one status"


def test_two_who_say_the_same_agree():
    app = begun(step="8", place="XAA")
    by_another(app, "internal", YES)
    type_in(app, "internal", True)
    assert "Not saved" not in said(app)


def test_a_text_that_could_not_be_saved_waits_through_a_look_elsewhere_and_closing_waits_for_it(monkeypatch: pytest.MonkeyPatch):
    app = begun(step="8", place="XAA")
    real = store.write

    def full(*_: object, **__: object) -> None:
        raise StoreFull(store="a store")

    monkeypatch.setattr(store, "write", full)
    type_in(app, "missing", "Interpreters")
    assert "Not saved. " in said(app) and "the disk of the store of published revisions is full" in said(app)
    monkeypatch.setattr(store, "write", real)
    at(app, "end")
    assert "1 text that you typed is not saved" in said(app) and app.button(key="planning-close").disabled
    at(app, "8", "XAA")
    assert field(app, "missing").value == "Interpreters"
    press(app, "Save again")
    assert drafts(app)["cell/XAA/8", "missing"] == "Interpreters"
    assert "Not saved" not in said(app)


def test_undo_writes_what_stood_there_before_step_by_step():
    app = begun(step="8", place="XAA")
    type_in(app, "missing", "One")
    type_in(app, "status", Status.PARTLY)
    type_in(app, "status", Status.PLANNED)  # one step with the one before, as of letters that are typed
    press(app, "Undo")
    assert drafts(app)["cell/XAA/8", "status"] == "" and field(app, "status").value is None
    press(app, "Undo")
    assert drafts(app)["cell/XAA/8", "missing"] == field(app, "missing").value == ""
    assert button(app, "Undo").disabled


def test_undo_takes_nothing_back_that_somebody_else_wrote_since():
    app = type_in(begun(step="8", place="XAA"), "missing", "One")
    by_another(app, "missing", "Theirs")
    press(app, "Undo")
    assert drafts(app)["cell/XAA/8", "missing"] == "Theirs"
    assert field(app, "missing").value == "Theirs"
    assert "Nothing was changed: somebody else has written in the same place since." in said(app)
    assert button(app, "Undo").disabled, "a step that cannot be taken back is not offered again"


def test_an_action_is_begun_where_the_room_is_and_is_there_for_everybody():
    app = begun(step="8", place="XAA")
    subject = new_action(app)
    for name, value in (("action", "Train"), ("lead", "UNHCR"), ("partners", "A; B"), ("due", "2027-06"), ("target", "Twelve")):
        type_in(app, name, value, subject)
    other = joined(app, "8", "XAA")
    assert field(other, "action", subject).value == "Train"
    assert "Train" in html(other)
    [found] = planning.recorded(store.drafts(data.kept(), address(app)["session"]), current().matrix, FRAMEWORK, PLACES).actions
    assert (found.place, found.point, found.action, found.lead, found.partners, found.due) == ("XAA", "8", "Train", "UNHCR", ("A", "B"), "2027-06")


def test_at_a_point_as_a_whole_an_action_is_the_regions():
    app = begun(step="8")
    subject = new_action(app, "No action, because …")
    assert drafts(app) == {(subject, "place"): REGION_WIDE, (subject, "point"): "8", (subject, "state"): State.NO_ACTION}
    assert "“No action” needs a reason." in html(app)
    type_in(app, "reason", "Another region does it", subject)
    assert "“No action” needs a reason." not in html(app)


def test_a_date_that_is_none_is_said_beside_its_field():
    app = begun(step="8", place="XAA")
    subject = new_action(app)
    type_in(app, "due", "soon", subject)
    assert data.say("planning.due.none") in html(app)
    assert "saved" not in field(app, "due", subject).label
    assert drafts(app)[subject, "due"] == field(app, "due", subject).value == "soon", "what was typed stays"
    type_in(app, "due", "2027-06", subject)
    assert data.say("planning.due.none") not in html(app) and "saved" in field(app, "due", subject).label


def test_an_action_that_is_taken_back_is_gone_and_comes_back_by_undo():
    app = begun(step="8", place="XAA")
    subject = new_action(app)
    type_in(app, "action", "Train", subject)
    press(app, "Take this one back")
    assert "Train" not in html(app)
    press(app, "Undo")
    assert field(app, "action", subject).value == "Train"


def test_the_list_leads_to_what_it_names():
    app = type_in(begun(step="8", place="XAA"), "status", Status.PARTLY)
    at(app, "end")
    press(app, "8 Country A")
    assert (address(app)["step"], address(app)["place"]) == ("8", "XAA")


def test_what_people_write_in_a_session_is_shown_as_text():
    app = begun("west-africa", step=injection.FULL.point, place=injection.FULL.place)
    subject, action = planning.of_cell(injection.FULL), new_action(app)
    text = injection.EVERYTHING[:9_000]
    type_in(app, "note", text, subject)
    type_in(app, "missing", text, subject)
    by_another(app, "missing", text + "!", subject, who="<b>Bo</b>")
    for payload in injection.HTML:
        type_in(app, "action", payload, action)
        shown = html(app) + "".join(one.value for one in (*app.markdown, *app.caption))
        assert payload not in shown
    assert "<b>Bo</b>" not in html(ran(app.run()))
    assert injection.MARKDOWN[0] not in "".join(one.value for kind in (app.markdown, app.caption, app.warning) for one in kind)


# Closing


def test_a_session_is_closed_with_one_revision_that_holds_what_the_room_said():
    upon = current()
    app = type_in(begun(step="8", place="XAA"), "status", Status.PARTLY)
    type_in(app, "missing", "Interpreters")
    type_in(app, "contested", "The law was changed")
    type_in(app, "note", "The ministry is split")
    type_in(app, "internal", True)
    subject = new_action(app)
    type_in(app, "action", "Train", subject)
    type_in(app, "lead", "UNHCR", subject)
    [old] = [one for one in current().matrix.follow_up if one.action.startswith("Write one referral form")]
    at(app, "last")
    type_in(app, "state", State.DONE, planning.of_follow_up(handing_in.with_refs(Matrix(upon.matrix.about, follow_up=(old,))).follow_up[0].ref))
    closed(app)
    new = current()
    assert (new.number, new.kind, new.by, new.base) == (upon.number + 1, RevisionKind.PLANNING, "Ada", upon.fingerprint)
    assert Assessment("XAA", "8", Status.PARTLY) in new.matrix.assessments
    [remark] = [one for one in new.matrix.remarks if (one.place, one.point) == CELL]
    assert remark.missing == "Interpreters" and "Planning session, " in remark.source, "a status that is set settles what was contested"
    assert new.judged == (Judged("XAA", "8", "progress"),) and new.matrix.about.as_of == session(app).begun_at.date()
    states = {one.action: one.state for one in new.matrix.follow_up}
    assert states["Train"] is State.AGREED and states[old.action] is State.DONE
    assert "ministry is split" not in repr(new.matrix)
    assert session(app).number == new.number
    assert f"Published as revision {new.number} of Demonstration North" in said(app)


def test_why_an_assessed_status_is_another_is_asked_before_anything_is_published():
    app = at(type_in(begun(step="8", place="XAA"), "status", Status.PARTLY), "end")
    assert app.button(key="planning-close").disabled and "of 1 changed status it is not said" in said(app)
    assert "progress in 1" not in said(app), "nothing is guessed"
    say_why(app, WAS_WRONG)
    assert "Corrected: 1 cell." in said(app)
    assert drafts(app)[planning.of_cell(CELL), "change"] == WAS_WRONG
    ran(app.button(key="planning-close").click().run())
    assert current().judged == (Judged("XAA", "8", "correction"),)
    [told] = planning_minutes.minutes(session(app)).assessed
    assert told.change == "correction"


def test_the_workbook_of_a_closed_session_reads_back_identical():
    app = type_in(begun(step="8", place="XAA"), "status", Status.PARTLY)
    type_in(app, "missing", "Interpreters", planning.of_cell(CELL))
    closed(app)
    data_ = handing_in.download(current(), FRAMEWORK, PLACES, CATALOGUES["en"])
    report = intake.read(BytesIO(data_), "a.xlsx", FRAMEWORK, PLACES)
    compared = handing_in.compare(data.kept(), report, current())
    assert not report.errors and compared.unchanged


def test_what_is_not_complete_is_named_and_left_out():
    app = type_in(begun(step="8", place="XAA"), "status", Status.NOT_APPLICABLE)
    new_action(app, "No action, because …")
    type_in(at(app, "8", "XAB"), "status", Status.PARTLY, "cell/XAB/8")
    at(app, "end")
    assert "2 things are not complete." in said(app)
    closed(app)
    assert Assessment("XAA", "8", Status.NOT_IN_PLACE) in current().matrix.assessments
    assert Assessment("XAB", "8", Status.PARTLY) in current().matrix.assessments
    assert not [one for one in current().matrix.follow_up if one.state is State.NO_ACTION and one.point == "8"]


def test_what_no_workbook_can_hold_cannot_be_published_and_is_named():
    matrix = current().matrix
    long = Remark("XAB", "8", missing="x" * MAX_TEXT)
    publish(replace(matrix, remarks=(*(one for one in matrix.remarks if (one.place, one.point) != ("XAB", "8")), long)))
    app = type_in(begun(step="8", place="XAB"), "contested", "The law was changed", "cell/XAB/8")
    at(app, "end")
    assert "As it is, the matrix would have errors." in said(app)
    assert app.button(key="planning-close").disabled


def test_nothing_recorded_is_nothing_to_publish_but_the_session_can_be_closed():
    app = begun(step="end")
    assert app.button(key="planning-close").disabled
    assert "nothing is recorded that would change the matrix" in said(app)
    ran(app.button(key="planning-abandon").click().run())
    assert "This session was closed without publishing." in said(app)
    assert current().number == 1


def test_what_somebody_published_meanwhile_stays_and_where_both_changed_one_thing_it_is_asked():
    app = type_in(begun(step="8", place="XAA"), "status", Status.PARTLY)
    matrix = current().matrix
    others = [one for one in matrix.assessments if (one.place, one.point) not in (CELL, ("XAB", "8"))]
    publish(replace(matrix, assessments=(*others, Assessment("XAA", "8", Status.PLANNED), Assessment("XAB", "8", Status.IN_PLACE))))
    at(app, "end")
    assert "revision 2 is current" in said(app)
    assert "1 thing that both changed" in said(app) and app.button(key="planning-close").disabled
    answer = next(one for one in app.radio if one.label.startswith("What goes in"))
    assert answer.options == ["What is published", "What this session says", "Something else"]
    ran(answer.set_value("theirs").run())
    ran(say_why(app).button(key="planning-close").click().run())
    assert {Assessment("XAA", "8", Status.PARTLY), Assessment("XAB", "8", Status.IN_PLACE)} <= set(current().matrix.assessments)
    assert current().number == 3


def test_whoever_is_overtaken_at_the_last_moment_publishes_nothing_and_is_told():
    app = say_why(at(type_in(begun(step="8", place="XAA"), "status", Status.PARTLY), "end"))
    publish(replace(current().matrix, assessments=current().matrix.assessments[1:]))
    ran(app.button(key="planning-close").click().run())
    assert "Not published: somebody else published first." in said(app)
    assert session(app).open and current().number == 2
    ran(app.button(key="planning-close").click().run())
    assert current().number == 3


def test_what_another_recorded_since_the_page_was_drawn_is_looked_at_before_it_is_published():
    app = say_why(at(type_in(begun(step="8", place="XAA"), "status", Status.PARTLY), "end"))
    by_another(app, "status", Status.IN_PLACE, "cell/XAB/8")
    ran(app.button(key="planning-close").click().run())
    assert "something was recorded while this page stood here" in said(app)
    assert session(app).open
    ran(say_why(app).button(key="planning-close").click().run())
    assert Assessment("XAB", "8", Status.IN_PLACE) in current().matrix.assessments


def test_what_is_typed_after_somebody_closed_the_session_is_shown_to_whoever_typed_it():
    one = type_in(begun(step="8", place="XAA"), "status", Status.PARTLY)
    two = joined(one, "8", "XAB")
    closed(one)
    by_itself.run_again(Open(runs=False, id="test session id"), by_itself.PUBLISHED, (NORTH,))
    ran(two.run())  # whoever is typing stays where they are
    assert "Somebody closed this session: nothing more is recorded in it." in said(two)
    assert field(two, "missing", "cell/XAB/8").value == ""
    type_in(two, "missing", "Too late", "cell/XAB/8")
    assert "The session was closed before this text of yours was saved." in said(two)
    assert "Too late" in html(two)


# Minutes


def test_internal_notes_are_in_the_minutes_only_where_they_are_asked_for():
    app = type_in(begun(step="8", place="XAA"), "status", Status.PARTLY)
    type_in(app, "note", "The ministry is split")
    type_in(app, "internal", True)
    type_in(at(app, "8"), "note", "Come back in spring", planning.of_point("8"))
    closed(app)
    shared, internal = (text_of(planning_minutes.document(session(app), internal=asked)) for asked in (False, True))
    assert "Come back in spring" in shared and "Come back in spring" in internal
    assert "The ministry is split" not in shared and "The ministry is split" in internal
    assert [one.label for one in app.get("download_button")][:2] == ["Minutes (Word)", "Minutes with internal notes, not for onward sharing (Word)"]


def test_history_offers_the_minutes_of_a_revision_that_a_session_was_closed_with_and_of_no_other():
    app = type_in(begun(step="8", place="XAA"), "status", Status.PARTLY)
    closed(app)
    labels = [[one.label for one in opened(HISTORY, region=NORTH, revision=number).get("download_button")] for number in ("1", "2")]
    assert ["Minutes (Word)" in found for found in labels] == [False, True]
    told = planning_minutes.minutes(session(app))
    assert [(one.cell, one.before, one.after) for one in told.assessed] == [(CELL, Status.NOT_IN_PLACE, Status.PARTLY)]


def test_an_action_brought_up_to_date_outside_a_session_has_no_minutes():
    upon = current()
    store.publish(data.kept(), upon.matrix, b"", Actor("A"), kind=RevisionKind.PLANNING, expected=upon.fingerprint)
    st.cache_resource.clear()
    assert "Minutes (Word)" not in [one.label for one in opened(HISTORY, region=NORTH, revision="2").get("download_button")]
