"""The way through a session: what was agreed last time, each point and then each of its reported gaps, and the end. Where it is stands in the address
(`step=`, `place=`); the keys Alt+N, Alt+P and Alt+D go on, back, and on with a mark that the point was reached. Where they lead, the focus follows
(planning_tab.py)."""

from typing import Any, NamedTuple

import streamlit as st

from lib.model import REGION_WIDE
from lib.planning import YES, AgendaPoint, of_point
from pages.shared import address, planning_drafts
from pages.shared.data import say
from pages.shared.filters import point_name
from pages.shared.planning_room import Room, countries

LAST, END = "last", "end"
"""The first step and the last one; those between are points."""


class Stop(NamedTuple):
    """Where a session is: a step, and at a point the country in view ("": the point as a whole)."""

    step: str
    place: str = ""


def stops(room: Room) -> tuple[Stop, ...]:
    """The way as it lies before the room: a cell of which nobody reports a gap is no stop of its own, but can be chosen."""
    points = [Stop(one.point, place) for one in room.agenda.points for place in ("", *(gap.cell.place for gap in one.reported))]
    return Stop(LAST), *points, Stop(END)


def point_of(room: Room, stop: Stop) -> AgendaPoint | None:
    """The point that is in view; None at the beginning and at the end."""
    return next((one for one in room.agenda.points if one.point == stop.step), None)


def show(room: Room) -> Stop:
    """The buttons and the choices by which a session moves; returns where it is."""
    way = stops(room)
    steps = tuple(dict.fromkeys(stop.step for stop in way))
    with st.container(horizontal=True, vertical_alignment="bottom", key="planning-way"):
        buttons = st.container(horizontal=True, width="content")
        step = address.choose_one("step", say("planning.step"), steps, _step_name, width="stretch")
        place = ""
        if step not in (LAST, END):
            places = ("", REGION_WIDE, *countries(room))
            place = address.choose_one("place", say("planning.place"), places, _place_name, width="stretch")
    stop = Stop(step, place)
    number = way.index(stop if stop in way else Stop(step))
    with buttons:
        back, on = way[max(number - 1, 0)], way[min(number + 1, len(way) - 1)]
        _button("back", back, "Alt+P", icon=":material/arrow_back:", disabled=number == 0)
        _button("next", on, "Alt+N", icon=":material/arrow_forward:", disabled=number == len(way) - 1)
        if step not in (LAST, END):
            decided: dict[str, Any] = {"on_click": _decide, "args": (room, step, on), "disabled": not room.by}
            st.button(say("planning.decide"), key="planning-decide", shortcut="Alt+D", icon=":material/task_alt:", **decided)
    if not room.by:
        st.info(say("planning.no_name"), icon=":material/badge:")
    return stop


def go(step: str, place: str = "") -> None:
    """Go to a stop."""
    address.put(step="" if step == LAST else step, place=place)


def _button(way: str, to: Stop, keys: str, **look: Any) -> None:
    st.button(say(f"planning.{way}"), key=f"planning-{way}", shortcut=keys, on_click=go, args=to, **look)


def _decide(room: Room, point: str, to: Stop) -> None:
    """Mark that a point was reached, and go on."""
    if room.text(of_point(point), "reached") == YES or planning_drafts.record(room, of_point(point), "reached", YES, remember=False):
        go(*to)


def _place_name(code: str) -> str:
    return say(f"place.{code}") if code else say("planning.whole_point")


def _step_name(id: str) -> str:
    return say(f"planning.step.{id}") if id in (LAST, END) else point_name(id)
