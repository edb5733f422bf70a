"""A planning session as a page sees it: found by the address (`session=`), with what it began upon, its agenda, and what is recorded in it by now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from html import escape
from typing import Any

import streamlit as st

from lib import figures, planning, shipped, store
from lib.exceptions import UnknownSession
from lib.model import Cell, Draft, Matrix, Message, Revision, Status
from lib.places import Region
from lib.planning import Agenda, Recorded
from lib.store import Session, Stamp
from pages.shared import acting, address, data
from pages.shared.by_itself import for_news
from pages.shared.cell_panel import as_text
from pages.shared.data import by_name, framework, kept, places, say

_ROOM = "planning-room"
"""In which room the page was last."""


@dataclass(frozen=True)
class Room:
    """A session in this run of the page. `base` is what it began upon, `said` what of each cell was known then, `by` under which name this visitor
    records ("": under none yet, and nothing can be recorded)."""

    session: Session
    base: Revision
    agenda: Agenda
    known: Mapping[Cell, tuple[Message, ...]]
    drafts: Mapping[tuple[str, str], Draft]
    by: str

    @property
    def region(self) -> Region:
        """The session's region."""
        return places().region(self.session.region)

    @cached_property
    def said(self) -> Recorded:
        """What is recorded, typed."""
        return planning.recorded(self.drafts.values(), self.base.matrix, framework(), places())

    @cached_property
    def published(self) -> Mapping[Cell, Status]:
        """The statuses that stood when the session began; a cell that nobody assessed has none."""
        return {Cell(one.place, one.point): one.status for one in self.base.matrix.assessments}

    def text(self, subject: str, field: str) -> str:
        """What is recorded in a field."""
        draft = self.drafts.get((subject, field))
        return draft.value.strip() if draft else ""


def by() -> str:
    """Under which name this visitor records; "" where they have none yet, or only look on."""
    return acting.name()


def ask_name(**look: Any) -> None:
    """Ask under which name somebody records; it is the one under which they publish."""
    acting.ask(say("upload.name"), width=200, autocomplete="name", **look)


def show_head(room: Room, current: Stamp | None) -> None:
    """Which session it is, and whether somebody published since it began."""
    with st.container(horizontal=True, vertical_alignment="center", key="planning-head"):
        region = say(f"region.{room.session.region}")
        st.html(f"<strong>{escape(region)}</strong> · {as_text(room.session.name)}", width="stretch")
        if room.region.demonstration:
            st.badge(say("workbook.demonstration"), color="orange")
        ask_name(label_visibility="collapsed", placeholder=say("upload.name"))
        st.button(say("planning.leave"), key="planning-leave", icon=":material/logout:", type="tertiary", on_click=leave)
    if current and current.fingerprint != room.session.fingerprint:
        st.caption(say("planning.published_since", number=current.number))


def asked() -> Session | None:
    """The session that the address names. A link wins over the region that was looked at last; what this visitor last had open does not. StoreError."""
    id = address.get("session")
    if not id:
        return None
    linked = "session" in st.query_params
    try:
        found = store.session(kept(), id)
    except UnknownSession:
        leave()
        if linked:
            st.toast(say("address.unknown", choice=say("planning.session")), icon=":material/link_off:", duration="infinite")
        return None
    if linked:
        address.put(region=found.region)
    elif address.get("region") != found.region:
        return None
    address.put(session=id)
    return found


def enter(session: Session) -> Room:
    """A session with all that is recorded in it now. StoreError."""
    base = base_of(session)
    return Room(
        session=session,
        base=base,
        agenda=_agenda(base.fingerprint, base.matrix),
        known=_known(base.fingerprint, base.matrix),
        drafts={(one.subject, one.field): one for one in store.drafts(kept(), session.id)},
        by=by(),
    )


def base_of(session: Session) -> Revision:
    """The revision that a session began upon; an empty one where its region had none. StoreError."""
    if session.base:
        return data.revision(session.region, session.base, session.fingerprint)
    return shipped.empty(session.region, framework(), places())


def is_in(session: Session) -> bool:
    """Whether the page is in a session's room: while that is open – and a run for news leads nobody out of it, who may be typing. That it was closed
    meanwhile is said by the list at the side."""
    there = session.open or (for_news() and st.session_state.get(_ROOM) == session.id)
    st.session_state[_ROOM] = session.id if there else ""
    return there


def join(id: str) -> None:
    """Open a session, at its beginning."""
    address.put(session=id, step="", place="")


def leave() -> None:
    """Go back to the list of sessions; what is recorded stays."""
    address.put(session="", step="", place="")


def clock(at: datetime) -> str:
    """The time of day of a moment (in UTC) as the visitor's own clock shows it."""
    return f"{at - timedelta(minutes=st.context.timezone_offset or 0):%H:%M}"


def countries(room: Room) -> tuple[str, ...]:
    """The region's countries by name."""
    return tuple(by_name(room.region.countries))


@st.cache_resource(max_entries=50, show_spinner=False)
def _agenda(fingerprint: str, _matrix: Matrix) -> Agenda:
    return planning.agenda(_matrix, framework(), places())


@st.cache_resource(max_entries=50, show_spinner=False)
def _known(fingerprint: str, _matrix: Matrix) -> Mapping[Cell, tuple[Message, ...]]:
    cells = figures.cells(_matrix, places().region(_matrix.about.region).countries, framework().point_ids)
    return {Cell(row["place"], row["point"]): figures.cell_in_words(row) for row in cells.to_dict("records")}
