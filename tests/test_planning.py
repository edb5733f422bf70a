"""A planning session: what it goes through, what its drafts say, what the matrix is after it, what its minutes hold."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import figures, intake, merge, planning, shipped, words
from lib.model import (
    REGION_WIDE,
    About,
    Assessment,
    Cell,
    Draft,
    FollowUp,
    Judged,
    Matrix,
    Message,
    Remark,
    State,
    Status,
    fingerprint,
)  # fmt: skip
from lib.outputs import workbook
from lib.places import Stop
from lib.plain import to_plain
from lib.planning import (
    FIELDS,
    MOVED,
    SESSION,
    WAS_WRONG,
    YES,
    AtCell,
    Moved,
    Note,
    Recorded,
    of_action,
    of_cell,
    of_follow_up,
    of_point,
)  # fmt: skip
from lib.store import Session
from tests.strategies import FRAMEWORK, PLACES, matrices, texts, tries, years
from tests.workbooks import CATALOGUES, SAMPLE

ENGLISH = CATALOGUES["en"]
ON = date(2026, 11, 26)
BEGUN = datetime(2026, 11, 26, 9, tzinfo=UTC)
DEFAULT_SOURCE = "Planning session, November 26, 2026"
DJI, ETH, YEM = Cell("DJI", "1"), Cell("ETH", "3"), Cell("YEM", "10")
NEW = of_action("0123456789ab")
HELD = Session("s", SAMPLE.about.region, 1, "f", "Spring", "A person", BEGUN)

Written = dict[tuple[str, str], str]


def drafts(written: Written, by: str = "A person") -> tuple[Draft, ...]:
    return tuple(
        Draft("s", subject, field, value, 1, by, BEGUN + timedelta(minutes=n)) for n, ((subject, field), value) in enumerate(written.items(), 1)
    )


def recorded(written: Written, matrix: Matrix = SAMPLE) -> Recorded:
    return planning.recorded(drafts(written), matrix, FRAMEWORK, PLACES)


def outcome(written: Written, matrix: Matrix = SAMPLE) -> Matrix:
    return planning.outcome(recorded(written, matrix), matrix, on=ON, words=ENGLISH)


def at(cell: Cell, **fields: str) -> Written:
    return {(of_cell(cell), field): text for field, text in fields.items()}


def of(subject: str, **fields: str) -> Written:
    return {(subject, field): text for field, text in fields.items()}


def action(**fields: str) -> Written:
    return of(NEW, **{"place": "SOM", "point": "4", "action": "Train the guards", "lead": "The bureau", **fields})


def status(matrix: Matrix, cell: Cell) -> Status | None:
    return next((one.status for one in matrix.assessments if (one.place, one.point) == cell), None)


def remark(matrix: Matrix, cell: Cell) -> Remark | None:
    return next((one for one in matrix.remarks if (one.place, one.point) == cell), None)


def why(written: Written, matrix: Matrix = SAMPLE) -> list[tuple[str, str]]:
    return [(one.subject, one.why.id) for one in recorded(written, matrix).incomplete]


# Laws

SECRET = "not for onward sharing: 7f3a"


@st.composite
def sessions(draw: st.DrawFn) -> tuple[Matrix, Written]:
    """A matrix, and what a room wrote upon it, fields blank and repeated among them."""
    matrix = draw(matrices())
    places = (REGION_WIDE, *PLACES.region(matrix.about.region).countries)
    cells = st.builds(Cell, st.sampled_from(places), st.sampled_from(FRAMEWORK.point_ids))
    known = [one.ref for one in merge.with_refs(matrix).follow_up]
    subjects = st.one_of(
        cells.map(of_cell),
        st.sampled_from([of_cell(Cell(one.place, one.point)) for one in matrix.remarks] or [of_cell(Cell(places[1], "1"))]),
        st.sampled_from(FRAMEWORK.point_ids).map(of_point),
        st.sampled_from(["aaaaaaaaaaaa", "bbbbbbbbbbbb"]).map(of_action),
        st.sampled_from([*known, "gone"]).map(of_follow_up),
        st.just(SESSION),
    )
    values = {
        "status": st.sampled_from(["", *Status]),
        "internal": st.just(YES),
        "note": st.just(SECRET),
        "reached": st.just(YES),
        "withdrawn": st.sampled_from(["", "", YES]),
        "place": st.sampled_from(["", *places]),
        "point": st.sampled_from(["", *FRAMEWORK.point_ids]),
        "year": years(),
        "change": st.sampled_from(["", MOVED, WAS_WRONG]),
    }
    written: Written = {}
    for subject in draw(st.lists(subjects, max_size=6, unique=True)):
        kind = subject.split("/")[0]
        states = st.sampled_from(["", State.AGREED, State.NO_ACTION] if kind == "action" else ["", *State])
        for field in FIELDS[kind]:  # type: ignore[index]  # the kinds are those
            if draw(st.booleans()):
                written[subject, field] = draw(states if field == "state" else values.get(field, texts()))
    return matrix, written


@given(matrices())
@tries(25)
def test_a_session_in_which_nothing_was_recorded_changes_nothing(matrix: Matrix):
    assert planning.recorded((), matrix, FRAMEWORK, PLACES) == Recorded()
    assert outcome({}, matrix) == matrix


@given(sessions())
@tries(60)
def test_what_came_of_a_session_comes_of_it_again(session: tuple[Matrix, Written]):
    matrix, written = session
    once = outcome(written, matrix)
    assert outcome(written, once) == once
    assert planning.outcome(recorded(written, matrix), once, on=ON, words=ENGLISH) == once


@given(sessions())
@tries(60)
def test_only_what_a_session_names_changes(session: tuple[Matrix, Written]):
    matrix, written = session
    named = {tuple(subject.split("/")[1:]) for subject, _ in written}
    for change in merge.differences(matrix, outcome(written, matrix)):
        sheet, row, column = change.unit
        match sheet:
            case "matrix" if column:
                assert (row[0], column.removeprefix("point.")) in named
            case "matrix":  # a country that had no row has one now, with the statuses that were set
                assert change.before is None
                assert {(row[0], name.removeprefix("point.")) for name, _ in change.after} <= named
            case "about":
                assert (column, change.after) == ("as_of", ON)
            case "remarks" | "follow_up":
                assert row in named
            case _:
                raise AssertionError(change)


@given(sessions(), st.randoms(use_true_random=False))
@tries(30)
def test_the_order_in_which_drafts_arrive_does_not_matter(session: tuple[Matrix, Written], random):
    matrix, written = session
    found = list(drafts(written))
    random.shuffle(found)
    assert planning.recorded(found, matrix, FRAMEWORK, PLACES) == recorded(written, matrix)


@given(sessions())
@tries(60)
def test_no_note_ever_gets_into_the_matrix(session: tuple[Matrix, Written]):
    matrix, written = session
    found = outcome(written, matrix)
    assert SECRET not in json.dumps(to_plain(found))
    assert outcome({where: text for where, text in written.items() if where[1] not in ("note", "internal")}, matrix) == found


@given(sessions())
@tries(30)
def test_minutes_for_sharing_hold_everything_but_internal_notes(session: tuple[Matrix, Written]):
    matrix, written = session
    marked = written | {(subject, "internal"): YES for subject, field in written if field == "note"}
    for some, shared in ((marked, False), ({where: text for where, text in written.items() if where[1] != "internal"}, True)):
        whole = planning.minutes(HELD, drafts(some), matrix, outcome(some, matrix), FRAMEWORK, PLACES)
        found = planning.for_sharing(whole)
        assert (SECRET in repr(found)) == (shared and SECRET in some.values())
        assert replace(found, notes=whole.notes) == whole


# What is set in a cell


def test_a_cell_that_was_not_known_becomes_an_assessment_that_rests_on_the_session():
    cell = Cell("SOM", "4")
    found = outcome(at(cell, status="planned"))
    assert status(SAMPLE, cell) is None
    assert status(found, cell) is Status.PLANNED
    assert remark(found, cell) == Remark("SOM", "4", source=DEFAULT_SOURCE, year="2026-11-26")
    assert found.activities == SAMPLE.activities, "what documents record stays what they record"


def test_a_source_that_was_typed_goes_with_its_own_year_or_with_none():
    cell = at(ETH, missing="A desk", source="A law")
    assert remark(outcome(cell), ETH) == Remark("ETH", "3", "A desk", source="A law")
    assert remark(outcome(cell | at(ETH, year="2025")), ETH) == Remark("ETH", "3", "A desk", source="A law", year="2025")
    same = outcome(at(DJI, status="partly", source="A source"))
    assert remark(same, DJI) == Remark("DJI", "1", "A gap", "A proposal", source="A source", year="2024")


def test_a_status_that_the_room_set_is_the_sessions_beside_older_texts_that_keep_their_source():
    found = outcome(at(DJI, status="partly"))
    assert status(found, DJI) is Status.PARTLY
    assert remark(found, DJI) == Remark("DJI", "1", "A gap", "A proposal", source=f"A source, 2024; {DEFAULT_SOURCE}", year="2026-11-26")
    bare = replace(SAMPLE, remarks=(Remark("DJI", "1", missing="A gap"),))
    unsourced = Remark("DJI", "1", missing="A gap", source=f"earlier text without a source; {DEFAULT_SOURCE}", year="2026-11-26")
    assert remark(outcome(at(DJI, status="partly"), bare), DJI) == unsourced


def test_a_source_without_a_text_is_lost_only_to_one_that_was_typed():
    alone = replace(SAMPLE, remarks=(Remark("DJI", "1", source="A source", year="2024"),))
    both = f"A source, 2024; {DEFAULT_SOURCE}"
    assert remark(outcome(at(DJI, status="partly"), alone), DJI) == Remark("DJI", "1", source=both, year="2026-11-26")
    assert remark(outcome(at(DJI, missing="Two posts"), alone), DJI) == Remark("DJI", "1", "Two posts", source=both, year="2026-11-26")
    assert remark(outcome(at(DJI, status="partly", source="A law"), alone), DJI) == Remark("DJI", "1", source="A law")
    bare = replace(SAMPLE, remarks=(Remark("DJI", "1"),))
    assert remark(outcome(at(DJI, status="partly"), bare), DJI) == Remark("DJI", "1", source=DEFAULT_SOURCE, year="2026-11-26")


def test_where_an_older_text_stays_beside_a_new_one_both_sources_are_named():
    found = outcome(at(DJI, missing="Two posts"))
    both = f"A source, 2024; {DEFAULT_SOURCE}"
    assert remark(found, DJI) == Remark("DJI", "1", "Two posts", "A proposal", source=both, year="2026-11-26")
    typed = outcome(at(DJI, status="partly", source="A law", year="2025"))
    assert remark(typed, DJI) == Remark("DJI", "1", "A gap", "A proposal", source="A source, 2024; A law", year="2025")
    of_that_year = outcome(at(DJI, status="partly", year="2025"))
    assert remark(of_that_year, DJI) == Remark("DJI", "1", "A gap", "A proposal", source=both, year="2025")
    again = planning.outcome(recorded(at(DJI, recommendation="Hire"), found), found, on=date(2027, 5, 3), words=ENGLISH)
    assert remark(again, DJI) == Remark("DJI", "1", "Two posts", "Hire", source=f"{both}; Planning session, May 3, 2027", year="2027-05-03")
    unsourced = outcome(at(DJI, missing="Two posts"), replace(SAMPLE, remarks=(Remark("DJI", "1", recommendation="A proposal", year="2020"),)))
    assert remark(unsourced, DJI).source == f"earlier text without a source; {DEFAULT_SOURCE}"


@given(sessions())
@tries(100)
def test_an_older_text_never_stands_beside_a_source_that_did_not_say_it(session: tuple[Matrix, Written]):
    matrix, written = session
    said = {one.cell: one for one in recorded(written, matrix).cells}
    after = outcome(written, matrix)
    for old in matrix.remarks:
        new, cell = remark(after, Cell(old.place, old.point)), said.get(Cell(old.place, old.point), AtCell(Cell(old.place, old.point)))
        kept = [name for name in ("missing", "recommendation", "reason") if getattr(old, name) and getattr(new, name) == getattr(old, name)]
        if any(getattr(cell, name) != getattr(old, name) for name in kept):
            assert new.source == old.source or new.source.startswith(f"{old.source or 'earlier text without a source'}")
            assert new.year in (old.year, cell.year) or new.source != old.source


@given(sessions())
@tries(60)
def test_a_status_that_the_room_set_without_a_source_is_the_sessions_and_the_older_source_stays(session: tuple[Matrix, Written]):
    matrix, written = session
    said, after = recorded(written, matrix), outcome(written, matrix)
    left_out = {one.subject for one in said.incomplete}
    for one in said.cells:
        if one.status not in (None, status(matrix, one.cell)) and not one.source and of_cell(one.cell) not in left_out:
            new, old = remark(after, one.cell), remark(matrix, one.cell) or Remark(*one.cell)
            assert new.source == DEFAULT_SOURCE or new.source.endswith(f"; {DEFAULT_SOURCE}")
            assert new.source.startswith(old.source) and new.year == (one.year or "2026-11-26")


def test_a_matrix_speaks_for_the_day_of_the_session_that_changed_it_if_that_is_later():
    assert outcome(at(DJI, status="partly")).about.as_of == ON
    assert outcome(at(DJI, status="in_place", note="x")).about.as_of == SAMPLE.about.as_of, "nothing changed"
    for before, after in ((None, ON), (date(2027, 1, 1), date(2027, 1, 1))):
        matrix = replace(SAMPLE, about=replace(SAMPLE.about, as_of=before))
        assert outcome(of(of_follow_up("f1"), state="done"), matrix).about.as_of == after


def test_a_status_that_is_set_as_it_was_keeps_what_it_rests_on():
    assert outcome(at(DJI, status="in_place")) == SAMPLE
    assert outcome(at(ETH, status="partly")) == SAMPLE, "and gets no empty remark"


def test_what_is_missing_and_recommended_is_written_beside_the_status_without_touching_it():
    found = outcome(at(DJI, missing="Two posts", recommendation="Hire"))
    assert remark(found, DJI) == Remark("DJI", "1", "Two posts", "Hire", source=f"A source, 2024; {DEFAULT_SOURCE}", year="2026-11-26")
    assert found.assessments == SAMPLE.assessments


def test_a_blank_takes_nothing_away():
    assert outcome(at(DJI, status="", missing="", recommendation=" \n", source="", contested="")) == SAMPLE


def test_why_a_point_does_not_apply_goes_when_it_does_apply_after_all():
    found = outcome(at(YEM, status="planned"))
    assert remark(found, YEM) == Remark("YEM", "10", source=DEFAULT_SOURCE, year="2026-11-26")
    assert remark(outcome(at(YEM, missing="A desk")), YEM).reason == "A reason"


CONTESTED = "Contested in the planning session of November 26, 2026: "


def test_a_contested_status_stays_and_the_remark_says_so_once_and_in_which_session():
    found = outcome(at(DJI, contested="The centre\nclosed"))
    assert status(found, DJI) is Status.IN_PLACE
    assert remark(found, DJI).missing == f"A gap\n{CONTESTED}The centre closed"
    assert remark(outcome(at(ETH, contested="No law")), ETH).missing == f"{CONTESTED}No law"
    shorter = outcome(at(DJI, contested="The centre"), found)
    assert remark(shorter, DJI).missing == f"A gap\n{CONTESTED}The centre closed\n{CONTESTED}The centre"


def test_a_contest_outlives_a_new_text_and_ends_with_the_next_status():
    found = outcome(at(DJI, contested="The centre closed"))
    both = outcome(at(DJI, contested="The centre", missing="Two posts"), found)
    assert remark(both, DJI).missing == f"Two posts\n{CONTESTED}The centre closed\n{CONTESTED}The centre"
    for settled in (Status.PARTLY, Status.IN_PLACE):
        assert remark(outcome(at(DJI, status=settled), both), DJI).missing == "Two posts"
        assert remark(outcome(at(DJI, status=settled, contested="x"), both), DJI).missing == "Two posts"
    own = replace(SAMPLE, remarks=(Remark("DJI", "1", "Contested: by an office, in its own words"),))
    stays = remark(outcome(at(DJI, status="partly"), own), DJI)
    assert stays.source.startswith("earlier text without a source; Planning session") and stays.year == ON.isoformat()
    assert replace(stays, source="", year="") == own.remarks[0]


def doubts(missing: str) -> tuple[str, tuple[str, ...]]:
    return planning.contested(missing)


def test_that_a_status_is_contested_is_told_apart_from_what_is_missing():
    once = outcome(at(DJI, contested="The centre closed\nin May"))
    twice = outcome(at(DJI, contested="Nobody works there"), once)
    missing, (first, second) = doubts(remark(twice, DJI).missing)
    assert missing == "A gap"
    assert first.startswith("Contested") and first.endswith(": The centre closed in May")
    assert second.startswith("Contested") and second.endswith(": Nobody works there")
    missing, found = doubts(remark(outcome(at(ETH, contested="No law")), ETH).missing)
    assert missing == "" and len(found) == 1


@given(texts())
def test_what_is_only_missing_is_not_contested(missing: str):
    assert doubts(missing) == (missing, ())
    assert doubts(f"It is Contested: {missing}")[1] == ()


def test_a_country_without_a_row_gets_one_when_it_is_assessed():
    bare = replace(SAMPLE, places=("DJI", "ETH", "YEM"))
    assert outcome(at(Cell("SOM", "4"), status="planned"), bare).places == ("DJI", "ETH", "YEM", "SOM")
    assert outcome(at(Cell(REGION_WIDE, "4"), status="planned"), bare).places == bare.places
    assert outcome(at(Cell("SOM", "4"), missing="A desk"), bare).places == bare.places


# Actions


def test_an_agreed_action_becomes_a_row_of_follow_up_under_its_own_ref():
    found = outcome(action(lead="The bureau", partners=" A;; B ;", target="Ten", due="2027-06", source=""))
    assert found.follow_up[-1] == FollowUp(
        "0123456789ab", "SOM", "4", "Train the guards", "The bureau", ("A", "B"), "Ten", "2027-06", State.AGREED, "", DEFAULT_SOURCE
    )
    assert found.follow_up[:-1] == merge.with_refs(SAMPLE).follow_up
    edited = outcome(action(action="Train all guards"), found)
    assert [one.action for one in edited.follow_up if one.ref == "0123456789ab"] == ["Train all guards"]


def test_no_action_is_kept_with_its_reason_and_is_about_its_point():
    found = outcome(of(NEW, place="SOM", point="4", state="no_action", reason="Nobody can go there"))
    assert found.follow_up[-1].action == words.render(Message("figure.point", {"id": "4", "name": Message("point.4")}), ENGLISH)
    assert (found.follow_up[-1].state, found.follow_up[-1].reason) == (State.NO_ACTION, "Nobody can go there")
    told = outcome(action(state="no_action", reason="Nobody can go there"))
    assert told.follow_up[-1].action == "Train the guards"


def test_an_action_that_was_taken_back_or_never_begun_is_none():
    for written in (action(withdrawn=YES), of(NEW, place="SOM", point="4", state="agreed"), of(NEW, place="SOM", action=" ")):
        assert recorded(written) == Recorded()
        assert outcome(written) == SAMPLE
    assert recorded(action(withdrawn="")).actions


def test_why_a_status_is_another_is_read_and_says_nothing_by_itself():
    assert recorded(at(DJI, status="partly", change=WAS_WRONG)).cells == (AtCell(DJI, Status.PARTLY, change="was_wrong"),)
    assert recorded(at(DJI, status="partly", change=MOVED)).cells == (AtCell(DJI, Status.PARTLY, change="moved"),)
    assert recorded(at(DJI, change=MOVED)) == Recorded()
    with pytest.raises(ValueError, match="kind of change"):
        recorded(at(DJI, status="partly", change="better"))


def test_what_became_of_an_earlier_action_is_its_new_state_with_that_states_reason():
    [first, second] = merge.with_refs(SAMPLE).follow_up
    dropped = outcome(of(of_follow_up("f1"), state="dropped", reason="No money", due="2028"))
    assert dropped.follow_up == (replace(first, state=State.DROPPED, reason="No money", due="2028"), second)
    again = outcome(of(of_follow_up("f1"), state="agreed"), dropped)
    assert again.follow_up[0] == replace(first, due="2028"), "why it was dropped is not why it was taken up again"
    assert outcome(of(of_follow_up(second.ref), state="done")).follow_up == (first, replace(second, state=State.DONE)), "without a Ref of its own"


# What is not complete


def test_what_cannot_be_published_is_told_with_its_reason_and_left_out():
    cell = Cell("SOM", "4")
    cases = [
        (at(cell, status="not_applicable", missing="A desk"), of_cell(cell), "not_applicable"),
        (at(Cell("FRA", "4"), status="planned"), of_cell(Cell("FRA", "4")), "place"),
        (at(Cell("SOM", "99"), status="planned"), of_cell(Cell("SOM", "99")), "point"),
        (at(cell, contested="No"), of_cell(cell), "contested"),
        (at(cell, contested="No", status="planned"), of_cell(cell), "contested"),
        (of(NEW, place="SOM", point="4", lead="The bureau"), NEW, "action"),
        (of(NEW, point="4", action="Train", lead="A"), NEW, "where"),
        (of(NEW, place="SOM", action="Train", lead="A"), NEW, "where"),
        (action(lead=""), NEW, "lead"),
        (action(due="2026-11-25"), NEW, "past"),
        (action(due="2026-10"), NEW, "past"),
        (action(due="2024-2025"), NEW, "past"),
        (action(place="FRA"), NEW, "place"),
        (action(point="99"), NEW, "point"),
        (of(NEW, place="SOM", point="4", state="no_action"), NEW, "because"),
        (of(of_follow_up("lost"), state="done"), of_follow_up("lost"), "gone"),
        (of(of_follow_up("f1"), state="no_action"), of_follow_up("f1"), "because"),
        (of(of_follow_up("f1"), state="dropped"), of_follow_up("f1"), "dropped"),
        (of(of_follow_up("f1"), state="in_progress", due="2025"), of_follow_up("f1"), "past"),
        (of(of_follow_up("f1"), due="2025"), of_follow_up("f1"), "past"),
    ]
    for written, subject, reason in cases:
        assert why(written) == [(subject, f"planning.incomplete.{reason}")]
        assert outcome(written) == SAMPLE
        assert words.render(recorded(written).incomplete[0].why, ENGLISH)
        beside = outcome(written | at(DJI, missing="Two posts"))
        assert beside == outcome(at(DJI, missing="Two posts")), "what is complete beside it goes in"


def test_a_due_date_of_this_day_or_later_is_none_of_the_past_nor_is_that_of_what_ended():
    for written in (*(action(due=due) for due in ("2026-11-26", "2026-11", "2026", "soon")), of(of_follow_up("f1"), state="done", due="2025")):
        assert why(written) == []


def test_why_an_action_was_dropped_is_asked_once():
    dropped = outcome(of(of_follow_up("f1"), state="dropped", reason="No money"))
    assert why(of(of_follow_up("f1"), state="dropped"), dropped) == []


def test_not_applicable_takes_a_reason_from_the_room_or_from_the_remark_that_is_published():
    assert why(at(Cell("SOM", "4"), status="not_applicable", reason="No border")) == []
    assert why(at(YEM, status="not_applicable")) == []


def test_what_a_session_calls_complete_is_published_without_an_error():
    written = (
        at(Cell("SOM", "4"), status="not_applicable", reason="No border") | at(YEM, status="partly", contested="=1+1") | action(due="end of 2027")
    )
    written |= at(Cell(REGION_WIDE, "2"), status="in_place") | of(of_action("0" * 12), place=REGION_WIDE, point="2", state="no_action", reason="Done")
    written |= of(of_follow_up("f1"), state="in_progress") | at(ETH, missing="Zwei\r\nZeilen ")
    assert recorded(written).incomplete == ()
    found = outcome(written)
    report = intake.read(BytesIO(workbook(found, FRAMEWORK, PLACES, ENGLISH)), "after.xlsx", FRAMEWORK, PLACES)
    assert report.errors == ()
    assert report.matrix is not None
    assert fingerprint(report.matrix) == fingerprint(merge.with_refs(found))


@pytest.mark.parametrize(("subject", "field"), [("cell/DJI", "status"), ("point/", "note"), ("other/1", "note"), ("point/1", "status"), ("", "note")])
def test_a_draft_of_nothing_that_we_know_is_a_mistake_and_says_so(subject: str, field: str):
    with pytest.raises(ValueError, match=r"session|point"):
        recorded({(subject, field): "x"})


def test_refs_and_points_may_hold_any_sign():
    odd = replace(SAMPLE, follow_up=(replace(SAMPLE.follow_up[0], ref="a/b/c"),))
    assert recorded(of(of_follow_up("a/b/c"), state="done"), odd) == Recorded(moved=(Moved("a/b/c", State.DONE),), reached=("3",))
    assert recorded(at(Cell("DJI", "1/a"), missing="x")).cells == (AtCell(Cell("DJI", "1/a"), missing="x"),)


# What is told of it


def test_a_session_is_told_in_the_order_of_points_and_places():
    written = at(YEM, missing="c") | at(Cell("SOM", "2"), missing="b") | at(Cell("DJI", "2"), missing="a") | at(Cell(REGION_WIDE, "2"), missing="0")
    assert [one.missing for one in recorded(written).cells] == ["0", "a", "b", "c"]


def test_notes_are_of_a_cell_a_point_or_the_session_and_say_whether_they_are_internal():
    written = (
        at(DJI, note="c") | of(of_point("1"), note="b", internal=YES) | of(SESSION, note="a", present="Everybody") | of(of_point("2"), internal=YES)
    )
    found = recorded(written)
    assert found.notes == (Note("", "", "a", False), Note("", "1", "b", True), Note("DJI", "1", "c", False))
    assert (found.present, found.cells, found.reached) == ("Everybody", (), ("1",))


def test_a_point_is_reached_when_it_is_marked_or_anything_is_recorded_of_it():
    for written, points in (
        (of(of_point("3"), reached=YES), ("3",)),
        (of(of_point("3"), reached=""), ()),
        (at(YEM, missing="x"), ("10",)),
        (action(), ("4",)),
        (of(of_follow_up("f1"), state="done"), ("3",)),
        (of(of_follow_up("gone"), state="done"), ()),
    ):
        assert recorded(written).reached == points


def test_minutes_tell_what_was_before_what_was_said_and_what_is_there_now():
    written = at(DJI, status="partly", missing="Two posts", contested="Closed") | at(Cell("SOM", "4"), status="not_applicable") | action()
    written |= of(of_follow_up("f1"), state="done") | of(SESSION, present="Everybody", note=SECRET, internal=YES)
    found = planning.minutes(
        HELD, (*drafts(written), *drafts(at(ETH, recommendation="Hire"), "Another")), SAMPLE, outcome(written), FRAMEWORK, PLACES
    )
    [cell] = found.assessed
    assert (cell.cell, cell.before, cell.said, cell.after) == (DJI, Status.IN_PLACE, Status.PARTLY, Status.PARTLY)
    assert (cell.source, cell.year, cell.reason, cell.change) == ("", "", "", "not_said")
    assert [(one.cell, one.missing, one.recommendation) for one in found.remarked] == [(DJI, "Two posts", ""), (ETH, "", "Hire")]
    assert [(one.cell, one.status, one.why, one.settled) for one in found.contested] == [(DJI, Status.IN_PLACE, "Closed", Status.PARTLY)]
    assert [(one.action, one.source) for one in found.actions] == [("Train the guards", DEFAULT_SOURCE)]
    assert [(one.before.state, one.after.state) for one in found.followed] == [(State.AGREED, State.DONE)]
    assert [one.action for one in found.left] == ["Another action"]
    assert found.not_reached == ("2", "5", "6", "7", "8", "9", "10")
    assert [one.cell for one in found.incomplete] == [Cell("SOM", "4")]
    assert (found.held, found.by, found.present) == (ON, ("A person", "Another"), "Everybody")
    assert found.notes == (Note("", "", SECRET, True),)
    assert planning.for_sharing(found).notes == ()


def test_minutes_show_where_what_somebody_else_published_was_kept():
    written = at(DJI, status="partly")
    kept = outcome(at(DJI, status="planned"))
    [cell] = planning.minutes(HELD, drafts(written), SAMPLE, kept, FRAMEWORK, PLACES).assessed
    assert (cell.before, cell.said, cell.after) == (Status.IN_PLACE, Status.PARTLY, Status.PLANNED)


def test_minutes_tell_what_kind_of_change_each_is_as_it_was_said_or_published():
    cell = Cell("SOM", "4")
    written = at(DJI, status="partly", change=MOVED) | at(ETH, status="in_place") | at(cell, status="planned") | at(YEM, status="not_applicable")
    told = (HELD, drafts(written), SAMPLE, outcome(written), FRAMEWORK, PLACES)
    assert [one.change for one in planning.minutes(*told).assessed] == ["setback", "not_said", "newly_known", "same"]
    judged = (Judged("ETH", "3", "correction"), Judged("YEM", "10", "progress"))
    assert [one.change for one in planning.minutes(*told, judged=judged).assessed] == ["setback", "correction", "newly_known", "same"]


def test_minutes_name_everybody_whose_words_stand_there_and_who_began_it_though_they_wrote_nothing():
    written = (*drafts(at(DJI, missing="x"), "Bo"), *drafts(at(ETH, missing=""), "Chi"), *drafts(of(SESSION, present="All"), "Bo"))
    assert planning.minutes(HELD, written, SAMPLE, SAMPLE, FRAMEWORK, PLACES).by == ("A person", "Bo", "Chi")


def test_minutes_hold_of_no_action_what_was_typed_and_nothing_that_we_filled_in():
    written = of(NEW, place="SOM", point="4", state="no_action", reason="Nobody can go there")
    [found] = planning.minutes(HELD, drafts(written), SAMPLE, outcome(written), FRAMEWORK, PLACES).no_actions
    assert (found.action, found.reason) == ("", "Nobody can go there")


def test_a_point_of_which_an_earlier_action_was_only_left_as_it_was_is_not_reached():
    def told(written: Written) -> tuple[tuple[str, ...], list[str]]:
        found = planning.minutes(HELD, drafts(written), SAMPLE, outcome(written), FRAMEWORK, PLACES)
        return found.not_reached, [one.action for one in found.left]

    assert told(of(of_follow_up("f1"), state="done")) == (("1", "2", *"456789", "10"), ["Another action"])
    assert told(at(DJI, missing="x")) == ((*"23456789", "10"), ["One action", "Another action"])


@given(sessions())
@tries(40)
def test_a_point_is_reached_on_the_wall_or_not_reached_in_the_minutes(session: tuple[Matrix, Written]):
    matrix, written = session
    found = planning.minutes(HELD, drafts(written), matrix, outcome(written, matrix), FRAMEWORK, PLACES)
    assert sorted((*recorded(written, matrix).reached, *found.not_reached)) == sorted(FRAMEWORK.point_ids)


def test_what_is_not_complete_stands_in_minutes_once_with_all_its_reasons_and_nowhere_else():
    cell, second = Cell("SOM", "4"), of_action("f" * 12)
    written = action(due="2025", lead="") | of(second, place="SOM", point="4", state="no_action") | of(of_follow_up("f1"), state="dropped")
    written |= at(cell, status="not_applicable", missing="A desk") | at(YEM, status="planned")
    found = planning.minutes(HELD, drafts(written), SAMPLE, outcome(written), FRAMEWORK, PLACES)
    assert (found.remarked, found.contested, found.actions, found.no_actions, found.followed) == ((), (), (), (), ())
    assert [one.cell for one in found.assessed] == [YEM]
    assert [(one.cell, one.action, [why.id.rpartition(".")[2] for why in one.why]) for one in found.incomplete] == [
        (cell, "", ["not_applicable"]),
        (cell, "", ["lead", "past"]),
        (cell, "", ["because"]),
        (Cell("ETH", "3"), "One action", ["dropped"]),
    ]
    said = recorded(written)
    assert [one.said for one in found.incomplete] == [said.cells[0], *said.actions, *said.no_actions, *said.moved]
    assert [one.action for one in found.left] == ["Another action"], "something was recorded of the other"


@given(sessions())
@tries(40)
def test_minutes_tell_all_that_was_recorded_either_as_published_or_as_left_out(session: tuple[Matrix, Written]):
    matrix, written = session
    said, found = recorded(written, matrix), planning.minutes(HELD, drafts(written), matrix, outcome(written, matrix), FRAMEWORK, PLACES)
    left_out = [one.said for one in found.incomplete]
    assert sorted(one.ref for one in (*found.actions, *found.no_actions, *left_out) if isinstance(one, FollowUp)) == sorted(
        one.ref for one in (*said.actions, *said.no_actions)
    )
    assert sorted((*(one.after.ref for one in found.followed), *(one.ref for one in left_out if isinstance(one, Moved)))) == sorted(
        one.ref for one in said.moved
    )
    told = [{one.cell for one in part} for part in (found.assessed, found.remarked, found.contested)]
    cells = {one.cell for one in left_out if isinstance(one, AtCell)}
    assert not cells & set.union(*told)
    assert {one.cell for one in said.cells if one.status or one.missing or one.recommendation or one.contested} <= cells.union(*told)


# What kind of change it is


def test_whether_a_better_status_is_progress_is_said_by_the_room_and_never_guessed():
    before = replace(SAMPLE, assessments=(Assessment("DJI", "1", Status.PLANNED),))
    for status, change, kind in (
        ("in_place", MOVED, "progress"),
        ("not_in_place", MOVED, "setback"),
        ("in_place", WAS_WRONG, "correction"),
        ("not_in_place", WAS_WRONG, "correction"),
        ("in_place", "", None),
    ):
        written = at(DJI, status=status, change=change)
        found = planning.kinds(recorded(written, before), before, outcome(written, before))
        assert found == {DJI: planning.Kind(Status.PLANNED, Status(status), kind, True)}


def test_what_was_not_known_or_does_not_apply_is_asked_of_nobody():
    written = at(Cell("SOM", "4"), status="planned", change=MOVED) | at(YEM, status="planned", change=MOVED)
    found = planning.kinds(recorded(written), SAMPLE, outcome(written))
    assert {cell: (one.change, one.asked) for cell, one in found.items()} == {
        Cell("SOM", "4"): ("newly_known", False),
        YEM: ("correction", False),
    }


# The agenda

NORTH = shipped.current("demonstration-north", FRAMEWORK, PLACES).matrix


@pytest.mark.parametrize("region", ["demonstration-north", "west-africa", "gulf-of-aden"])
def test_an_agenda_holds_every_point_and_the_four_lists_as_the_figures_have_them(region: str):
    matrix = shipped.current(region, FRAMEWORK, PLACES).matrix
    cells = figures.cells(matrix, PLACES.region(region).countries, FRAMEWORK.point_ids)
    found = planning.agenda(matrix, FRAMEWORK, PLACES)
    order = figures.order(cells)
    assert [(one.point, one.tied) for one in found.points] == list(zip(order["point"], order["tied"], strict=True))
    counts = figures.by_point(cells)
    for point in found.points:
        assert point.said == figures.counts_in_words(counts, point.point)
        for kind, rows in figures.gaps(cells, matrix).items():
            here = rows[rows["point"] == point.point]
            assert [(g.cell.place, g.missing, g.recommendation) for g in point.gaps[kind]] == list(
                zip(here["place"], here["missing"], here["recommendation"], strict=True)
            )
        for gap in (*point.reported, *point.gaps["unknown"]):
            assert gap.status == status(matrix, gap.cell)
            assert [one.activity for one in gap.records] == [a.activity for a in matrix.activities if (a.place, a.point) == gap.cell]


def test_last_times_actions_come_first_those_still_open_by_due_date_and_targets_of_documents_apart():
    states = [
        (State.DONE, "2020"),
        (State.AGREED, ""),
        (State.RECORDED, "2010"),
        (State.IN_PROGRESS, "2027-06"),
        (State.AGREED, "2027"),
        (State.DROPPED, ""),
    ]
    rows = tuple(FollowUp("", "DJI", "4", str(n), due=due, state=state) for n, (state, due) in enumerate(states))
    found = planning.agenda(replace(SAMPLE, follow_up=rows), FRAMEWORK, PLACES)
    assert [one.action for one in found.last_time] == ["4", "3", "1", "0", "5"]
    assert [one.action for one in found.targets] == ["2"]
    assert all(one.ref for one in (*found.last_time, *found.targets)), "what a draft names it by"
    assert {one.point: [row.action for row in one.follow_up] for one in found.points if one.follow_up} == {"4": ["4", "3", "1", "0", "5"]}


def test_region_wide_activities_stand_beside_a_point_and_in_no_list():
    found = {one.point: one for one in planning.agenda(SAMPLE, FRAMEWORK, PLACES).points}
    assert [one.ref for one in found["1"].region_wide] == ["a2"]
    assert found["3"].region_wide == ()
    assert all(gap.cell.place != REGION_WIDE for one in found.values() for gaps in one.gaps.values() for gap in gaps)


def test_routes_of_a_point_name_the_countries_that_report_a_gap_apart_from_those_not_known():
    points = planning.agenda(NORTH, FRAMEWORK, PLACES).points
    assert any(one.reported and one.unknown for point in points for one in point.routes)
    for point in points:
        missing = {gap.cell.place for gap in point.reported}
        unknown = {gap.cell.place for gap in point.gaps["unknown"]}
        for route in PLACES.routes:
            there = [one for one in point.routes if one.route is route]
            assert bool(there) == any(stop.place in missing | unknown for stop in route.stops)
            for one in there:
                assert one.reported == _on(route.stops, missing)
                assert one.unknown == _on(route.stops, unknown)


def _on(stops: Iterable[Stop], places: set[str]) -> tuple[str, ...]:
    return tuple(stop.place for stop in stops if stop.place in places)


def test_who_could_help_is_told_for_each_reported_gap_and_for_nothing_that_is_not_known():
    known = {region.id: shipped.current(region.id, FRAMEWORK, PLACES).matrix for region in PLACES.regions if region.demonstration}
    points = planning.agenda(NORTH, FRAMEWORK, PLACES).points
    assert any(helpers for point in points for helpers in planning.helping(point, known, PLACES).values())
    for point in points:
        assert planning.helping(point, known, PLACES) == {gap.cell: figures.helpers(gap.cell, known, PLACES) for gap in point.reported}


def test_an_agenda_of_a_region_of_which_nothing_is_known_asks_for_every_cell():
    empty = Matrix(About("gulf-of-aden"))
    found = planning.agenda(empty, FRAMEWORK, PLACES)
    countries = PLACES.region("gulf-of-aden").countries
    assert [[gap.cell.place for gap in point.gaps["unknown"]] for point in found.points] == [list(countries)] * len(FRAMEWORK.point_ids)
    assert (found.last_time, found.targets) == ((), ())
    assert all(point.reported == () for point in found.points)
