"""What was agreed last time, first: each action with what became of it. What documents record as targets stands apart: nobody here agreed to it."""

from html import escape

import streamlit as st

from lib import planning
from lib.model import FollowUp, State
from pages.shared.cell_panel import as_list
from pages.shared.data import say
from pages.shared.planning_fields import choice, due, line, show_lacking
from pages.shared.planning_room import Room
from pages.shared.planning_view import as_action, due_in_words

_STATES = ("", *(state for state in State if state is not State.RECORDED))
_OPEN = (State.AGREED, State.IN_PROGRESS)


def show(room: Room) -> None:
    """The actions that are open, to be talked about one after the other; those that ended, and the targets of documents, folded away."""
    found = room.agenda.last_time
    open = [one for one in found if one.state in _OPEN or room.text(planning.of_follow_up(one.ref), "state")]
    st.html(f'<div class="wall"><h1>{escape(say("planning.step.last"))}</h1></div>')
    if not open:
        st.html(f'<div class="wall"><p>{escape(say("planning.last.none"))} {escape(say("next.step"))}</p></div>')
    due = due_in_words(room)
    for one in open:
        _show(room, one, due[one.ref])
    ended = [one for one in found if one not in open]
    for id, folded in (("planning.last.ended", ended), ("planning.last.targets", room.agenda.targets)):
        if folded:
            with st.expander(say(id, n=len(folded))):
                st.html(f'<div class="wall">{as_list(as_action(one, due[one.ref]) for one in folded)}</div>')


def _show(room: Room, action: FollowUp, when: str) -> None:
    subject = planning.of_follow_up(action.ref)
    with st.container(border=True):
        st.html(f'<div class="wall"><p>{as_action(action, when)}</p></div>')
        if not room.by:
            return
        with st.container(horizontal=True, vertical_alignment="bottom"):
            label = say("planning.last.state")
            choice(room, subject, "state", label, _STATES, lambda code: say(f"state.{code}") if code else say("planning.last.unchanged"), width=220)
            line(room, subject, "reason", say("planning.last.reason"))
            due(room, subject, say("planning.last.due"), width=190)
        show_lacking(room, subject)
