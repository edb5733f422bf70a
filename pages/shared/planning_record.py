"""What the room records of the point in view: the status of a cell and what is said of it, notes, and what is done about it."""

from secrets import token_hex

import streamlit as st

from lib.framework import point_in_words
from lib.model import REGION_WIDE, Cell, Message, State, Status
from lib.planning import MOVED, SESSION, WAS_WRONG, YES, of_action, of_cell, of_point
from lib.planning.subjects import taken_apart
from pages.shared import planning_drafts, planning_tab
from pages.shared.data import say
from pages.shared.planning_fields import choice, due, line, pick, show_lacking, text, tick
from pages.shared.planning_room import Room, countries

_NOTHING = ""
_STATES = (State.AGREED, State.NO_ACTION)
_CHANGES = (MOVED, WAS_WRONG)


def show(room: Room, cell: Cell) -> None:
    """The fields of a cell, or of a point as a whole (`cell.place` is empty), and what is done about it."""
    if cell.place:
        _assess(room, cell)
    else:
        _note_on_point(room, cell.point)
    _decide(room, cell)


def _assess(room: Room, cell: Cell) -> None:
    """The fields of a cell."""
    subject = of_cell(cell)
    with st.container(border=True):
        st.header(say("planning.assess", cell=_where(cell)), anchor=False)
        status = pick(room, subject, "status", say("planning.status"), tuple(Status), lambda code: say(f"status.{code}"))
        st.caption(say(f"status.{status}.definition") if status else say("planning.status.none"))
        published = room.published.get(cell)
        if status and published and status != published:
            pick(
                room,
                subject,
                "change",
                say("planning.change", status=Message(f"status.{published}")),
                _CHANGES,
                lambda code: say(f"planning.change.{code}"),
            )
        if status == Status.NOT_APPLICABLE or room.text(subject, "reason"):
            line(room, subject, "reason", say("planning.not_applicable"))
        show_lacking(room, subject)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            line(room, subject, "source", say("column.source"), placeholder=say("planning.source", day=room.session.begun_at.date()))
            line(room, subject, "year", say("column.year"), width=150)
        left, right = st.columns(2)
        with left:
            text(room, subject, "missing", say("column.missing"))
            if published or room.text(subject, "contested"):  # what nobody assessed cannot be doubted
                text(room, subject, "contested", say("planning.contest"), help=say("planning.contest.help"))
        with right:
            text(room, subject, "recommendation", say("column.recommendation"))
            _note(room, subject)
        st.caption(say("planning.saving"))


def _note_on_point(room: Room, point: str) -> None:
    """A note on a point as a whole."""
    with st.container(border=True):
        st.caption(say("planning.choose_country"))
        _note(room, of_point(point))
        st.caption(say("planning.saving"))


def note_on_session(room: Room) -> None:
    """Who was there, and a note on the session as a whole."""
    with st.container(border=True):
        line(room, SESSION, "present", say("planning.present"))
        _note(room, SESSION)
        st.caption(say("planning.saving"))


def _decide(room: Room, cell: Cell) -> None:
    """The actions at a point (`cell.place` is empty), or in one of its cells: agree one, or say why there is none. The newest stands first."""
    st.header(say("planning.actions", cell=_where(cell)), anchor=False)
    where = cell if cell.place else Cell(REGION_WIDE, cell.point)
    with st.container(horizontal=True):
        for state, icon in ((State.AGREED, ":material/add_task:"), (State.NO_ACTION, ":material/block:")):
            key = f"planning-new-{state}"
            st.button(say(f"planning.new.{state}"), key=key, icon=icon, on_click=_begin, args=(room, where, state))
    for id in _actions(room, cell):
        _action(room, id)


def _note(room: Room, subject: str) -> None:
    """A note; an internal one is folded away, for everybody reads the wall."""
    folded = st.empty()
    internal = tick(room, subject, "internal", say("planning.internal"))
    key = f"planning-internal-{subject}"  # opened for one, it stays closed for the next
    with folded.expander(say("planning.note.internal"), key=key, icon=":material/lock:") if internal else folded.container():
        text(room, subject, "note", say("planning.note"))


def _action(room: Room, id: str) -> None:
    subject = of_action(id)
    none = (room.text(subject, "state") or State.AGREED) == State.NO_ACTION
    with st.container(border=True, key=_box(id)):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            choice(room, subject, "state", say("planning.decision"), _STATES, lambda state: say(f"planning.decision.{state}"), width=170)
            places = (_NOTHING, REGION_WIDE, *countries(room))
            choice(room, subject, "place", say("column.place"), places, lambda code: say(f"place.{code}") if code else "–", width=230)
            first = ("reason", "planning.because") if none else ("action", "column.action")
            line(room, subject, first[0], say(first[1]))
        if none:
            line(room, subject, "action", say("planning.about"))
        else:
            with st.container(horizontal=True, vertical_alignment="bottom"):
                line(room, subject, "lead", say("column.lead"))
                line(room, subject, "partners", say("planning.partners"))
                due(room, subject, say("column.due"), width=190)
            line(room, subject, "target", say("column.target"))
        show_lacking(room, subject)
        icon = ":material/delete:"
        key = f"planning-withdraw-{id}"
        label = say("planning.withdraw")
        st.button(label, key=key, icon=icon, type="tertiary", on_click=_withdraw, args=(room, subject))


def _withdraw(room: Room, subject: str) -> None:
    planning_drafts.record(room, subject, "withdrawn", YES)


def _actions(room: Room, cell: Cell) -> list[str]:
    """The identifiers of the actions at a point, or in a cell, that were not taken back; the one that was begun last first."""
    found = []
    for (subject, field), draft in room.drafts.items():
        if field == "point" and draft.value == cell.point and taken_apart(subject).kind == "action":
            place = room.text(subject, "place")
            if not room.text(subject, "withdrawn") and cell.place in ("", place):
                found.append((draft.at, taken_apart(subject).id))
    return [id for _, id in sorted(found, reverse=True)]


def _begin(room: Room, where: Cell, state: State) -> None:
    """An empty action: where it would be is written at once, so that a reload, and everybody else, finds its fields."""
    id = token_hex(6)
    subject = of_action(id)
    fields = {"place": where.place, "point": where.point, **({"state": state} if state is State.NO_ACTION else {})}
    for field, value in fields.items():
        if not planning_drafts.record(room, subject, field, value, remember=False):
            return
    planning_tab.lead_to(_box(id))


def _box(id: str) -> str:
    """The key of the fields of an action."""
    return f"planning-action-{id}"


def _where(cell: Cell) -> Message:
    point = point_in_words(cell.point)
    return Message("planning.cell", {"place": Message(f"place.{cell.place}"), "point": point}) if cell.place else point
