"""Before a session: join one that is open, begin one, or look up what became of those that are closed. And after it: what it was closed with."""

from collections.abc import Sequence

import streamlit as st

from lib import planning, store
from lib.exceptions import StoreError
from lib.model import Message
from lib.places import Region
from lib.store import Session
from pages.shared import acting, address, data, history, planning_drafts, planning_fields, planning_minutes
from pages.shared.cell_panel import as_paragraph
from pages.shared.data import framework, in_this_language, kept, places, render, say, shown
from pages.shared.planning_room import ask_name, base_of, by, join, leave

_CLOSED = 10
"""How many of the closed sessions are listed: History has all that published something."""
BECAME = "planning-became"
"""The key of the message that says what became of a session."""
_TOLD = "planning-begin-told"


def show(region: Region) -> None:
    """The sessions of a region: the open ones, a new one, the closed ones. StoreError."""
    if message := st.session_state.pop(_TOLD, None):
        st.error(render(message), icon=":material/cloud_off:")
    st.markdown(say("planning.what"))
    ask_name()
    found = store.sessions(kept(), region.id)
    _open([one for one in found if one.open])
    st.header(say("planning.begin"), anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        default = say("planning.source", day=shown().known_at.date())
        name = st.text_input(say("planning.called"), default, key=f"planning-called-{region.id}", max_chars=100, live="500ms", width=420)
        ready = bool(by() and (name or "").strip())
        st.button(
            say("planning.begin.do"),
            key="planning-begin",
            type="primary",
            icon=":material/play_arrow:",
            disabled=not ready,
            on_click=_begin,
            args=(region.id, (name or "").strip()),
        )
    if not ready:
        st.caption(say("planning.begin.missing"))
    _ended([one for one in found if not one.open][:_CLOSED])


def _open(found: Sequence[Session]) -> None:
    if not found:
        st.caption(say("next.session"))
        return
    st.header(say("planning.open", n=len(found)), anchor=False)
    for one in found:
        with st.container(border=True):
            _name(one)
            st.caption(_so_far(one))
            st.button(say("planning.join"), key=f"planning-join-{one.id}", icon=":material/login:", on_click=join, args=(one.id,))


def _ended(found: Sequence[Session]) -> None:
    if not found:
        return
    st.header(say("planning.ended"), anchor=False)
    for one in found:
        with st.container(horizontal=True, vertical_alignment="center"):
            with st.container(width="stretch"):
                _name(one)
            st.button(
                say("planning.look"), key=f"planning-look-{one.id}", type="tertiary", icon=":material/description:", on_click=join, args=(one.id,)
            )


def _name(one: Session) -> None:
    """A session by its name, who began it, and when: what people typed, as text."""
    st.html(as_paragraph(say("planning.begun", name=one.name, by=one.begun_by, at=history.when(one.begun_at))))


def _so_far(one: Session) -> str:
    """How much is recorded in a session."""
    said = planning.recorded(store.drafts(kept(), one.id), base_of(one).matrix, framework(), places())
    counts = {"cells": len(said.cells), "actions": len(said.actions) + len(said.no_actions), "notes": len(said.notes)}
    return say("planning.so_far", **counts)


def _begin(region: str, name: str) -> None:
    try:
        new = store.begin(kept(), region, acting.actor(by()), name=name)
    except StoreError as error:
        st.session_state[_TOLD] = error.message
    else:
        join(new.id)


def show_closed(session: Session) -> None:
    """What a session was closed with, and the ways to look at it and to take it along. StoreError."""
    st.title(say("page.planning"), anchor=False)
    if places().region(session.region).demonstration:
        st.badge(say("workbook.demonstration"), color="orange")
    _name(session)
    if unsaved := planning_drafts.unsaved(session.id):
        st.warning(say("planning.unsaved.closed", n=len(unsaved)), icon=":material/info:")
        planning_fields.show_unsaved(session.id)
    query = {"region": session.region}
    with st.container(key=BECAME):
        if session.number and session.closed_at:
            at, where = history.when(session.closed_at), Message(f"region.{session.region}")
            st.success(say("planning.published", number=session.number, region=where, at=at), icon=":material/check_circle:")
        else:
            st.info(say("planning.abandoned"), icon=":material/close:")
    with st.container(horizontal=True, vertical_alignment="center"):
        planning_minutes.offer(session)
        if session.number:
            entry = next(one for one in store.history(kept(), session.region) if one.number == session.number)
            revision = data.revision(session.region, entry.number, entry.fingerprint)
            st.download_button(
                say("planning.workbook"),
                in_this_language(lambda: history.as_workbook(revision)),
                file_name=f"{session.region}-{session.number}.xlsx",
                key="planning-workbook",
                icon=":material/download:",
                on_click="ignore",
            )
    if session.number:
        with st.container(horizontal=True):
            st.page_link(
                "pages/explore/coverage.py",
                label=say("upload.to.coverage"),
                icon=":material/table_chart:",
                query_params=address.way(**query, group=""),
            )
            st.page_link(
                "pages/plan/progress.py", label=say("planning.to.progress"), icon=":material/trending_up:", query_params=address.way(**query)
            )
            number = {"revision": str(session.number)}
            st.page_link(
                "pages/manage/history.py", label=say("upload.to.history"), icon=":material/history:", query_params=address.way(**query, **number)
            )
    st.button(say("planning.leave"), key="planning-leave", icon=":material/arrow_back:", type="tertiary", on_click=leave)
