"""The running list at the side: what is decided so far, by whomever, with the way to each; it asks the store every few seconds."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

import streamlit as st

from lib import figures, planning, store
from lib.exceptions import StoreError
from lib.model import REGION_WIDE, Cell, FollowUp, Message, State
from lib.planning import Recorded
from lib.planning.subjects import Subject, taken_apart
from pages.shared import planning_drafts
from pages.shared.cell_panel import as_text
from pages.shared.data import framework, kept, named, render, say
from pages.shared.planning_room import Room, clock, enter
from pages.shared.planning_steps import END, LAST, go
from pages.shared.planning_view import SECONDS


class Entry(NamedTuple):
    """One thing of the list: its subject, where it leads, what is said of it (HTML), and whether that is for the room alone."""

    subject: str
    cell: Cell
    said: str
    internal: bool = False


@st.fragment(run_every=SECONDS)
def show(id: str) -> None:
    """The list of a session, and the button that takes back what this visitor recorded last."""
    try:
        session = store.session(kept(), id)
        room = enter(session)
    except StoreError as error:
        st.warning(render(error.message), icon=":material/cloud_off:")
        return
    if not session.open:  # the page stays: somebody may be typing in it
        st.warning(say("planning.closed_meanwhile"), icon=":material/info:")
        if st.button(say("planning.look"), key="planning-closed"):
            st.rerun()
        return
    said = room.said
    st.header(say("planning.list"), anchor=False)
    newest = max((draft.at for draft in room.drafts.values()), default=None)
    with st.container(horizontal=True, vertical_alignment="center"):
        if unsaved := planning_drafts.unsaved(id):
            st.warning(say("planning.list.unsaved", n=len(unsaved)), icon=":material/error:")
        else:
            st.caption(say("planning.list.saved", time=clock(newest)) if newest else say("planning.list.nothing"))
        disabled = not room.by or not planning_drafts.can_undo(id)
        why = None if disabled else say("planning.undo.help")  # a hint on what cannot be pressed makes the list scroll, with nothing in it to reach
        if st.button(say("planning.undo"), key="planning-undo", icon=":material/undo:", type="tertiary", disabled=disabled, help=why):
            planning_drafts.undo(id)
            st.rerun()
    st.caption(say("planning.list.reached", reached=len(said.reached), points=len(framework().point_ids)))
    for part, entries in parts(room, said).items():
        if entries:
            st.markdown(f"**{named(say(f'planning.list.{part}'), str(len(entries)))}**")
        for entry in entries:
            if not entry.internal:
                _show(part, entry, [one.why for one in said.incomplete if one.subject == entry.subject])
        if internal := [entry for entry in entries if entry.internal]:
            with st.expander(say("planning.list.internal", n=len(internal)), icon=":material/lock:"):
                for entry in internal:
                    _show(part, entry, [])


def parts(room: Room, said: Recorded) -> dict[str, list[Entry]]:
    """What is decided, by kind."""
    return {
        "cells": list(_cells(said)),
        "actions": [_action(one) for one in said.actions],
        "no_actions": [_action(one) for one in said.no_actions],
        "moved": list(_moved(room, said)),
        "notes": list(_notes(said)),
    }


def _cells(said: Recorded) -> Iterator[Entry]:
    for one in said.cells:
        facts = [escape(say(f"status.{one.status}"))] if one.status else []
        facts += [escape(say(f"planning.list.{field}")) for field in ("contested", "missing", "recommendation") if getattr(one, field)]
        yield Entry(planning.of_cell(one.cell), one.cell, " · ".join(facts))


def _action(one: FollowUp) -> Entry:
    facts = [one.reason] if one.state is State.NO_ACTION else [one.lead, _due(one.due)]
    return Entry(planning.of_action(one.ref), Cell(one.place, one.point), " – ".join(as_text(fact) for fact in (one.action, *facts) if fact))


def _moved(room: Room, said: Recorded) -> Iterator[Entry]:
    known = {one.ref: one for one in room.agenda.last_time}
    for one in said.moved:
        action = known.get(one.ref)
        facts = (action.action if action else "", say(f"state.{one.state}") if one.state else "", one.reason, _due(one.due))
        yield Entry(
            planning.of_follow_up(one.ref),
            Cell(action.place, action.point) if action else Cell("", ""),
            " – ".join(as_text(fact) for fact in facts if fact),
        )


def _due(due: str) -> str:
    """When something is due, in words; what cannot be read as a date is called none."""
    return say("panel.due" if figures.last_day(due) else "planning.list.no_date", due=due) if due else ""


def _notes(said: Recorded) -> Iterator[Entry]:
    for one in said.notes:
        subject = planning.of_cell(Cell(one.place, one.point)) if one.place else planning.of_point(one.point) if one.point else planning.SESSION
        yield Entry(f"{subject}#note", Cell(one.place, one.point), as_text(one.text), one.internal)


def _show(part: str, entry: Entry, why: Sequence[Message]) -> None:
    """An entry: a button by which its place in the session is opened, what is said of it, and why it is not complete."""
    with st.container(gap=None):
        key = f"planning-go-{part}-{entry.subject}"
        if st.button(name(entry), key=key, type="tertiary", icon=":material/error:" if why else None):
            go(*target(entry))
            st.rerun()
        open = "".join(f'<p class="lacking">{escape(render(one))}</p>' for one in why)
        st.html(f'<div style="overflow-wrap:anywhere"><small>{entry.said}</small>{open}</div>')


def name(entry: Entry) -> str:
    """Where an entry belongs, in words: nothing that somebody typed."""
    place, point = entry.cell
    if not point:
        return say("planning.session") if _subject(entry).kind == "session" else say("planning.step.last")
    return f"{point} {say(f'place.{place}')}" if place else f"{point} {say(f'point.{point}.short')}"


def _subject(entry: Entry) -> Subject:
    return taken_apart(entry.subject.partition("#")[0])


def target(entry: Entry) -> tuple[str, str]:
    """The step and the country by which an entry is reached."""
    kind = _subject(entry).kind
    if kind == "session":
        return END, ""
    if kind == "follow_up":
        return LAST, ""
    place = "" if kind == "action" and entry.cell.place == REGION_WIDE else entry.cell.place
    return entry.cell.point, place
