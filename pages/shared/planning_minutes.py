"""The minutes of a session as a Word document: with what is internal only where somebody asks for it."""

from functools import partial

import streamlit as st

from lib import planning, store
from lib.model import Entry, Judged, Matrix, Message, Revision
from lib.outputs import documents
from lib.planning import Minutes
from lib.store import Session
from pages.shared import data
from pages.shared.data import catalogue, framework, in_this_language, kept, language, places, say
from pages.shared.planning_room import base_of


def offer(session: Session) -> None:
    """The minutes as everybody may have them; and, where there are internal notes, those of the room alone. StoreError."""
    notes = {(one.subject, one.field): one.value for one in store.drafts(kept(), session.id)}
    internal = any(field == "internal" and value and notes.get((subject, "note"), "").strip() for (subject, field), value in notes.items())
    for kind in ("shared", "internal") if internal else ("shared",):
        st.download_button(
            say(f"planning.minutes.{kind}"),
            in_this_language(partial(document, session, internal=kind == "internal")),
            file_name=f"minutes-{session.region}-{session.begun_at.date()}{'-internal' if kind == 'internal' else ''}.docx",
            mime=documents.MIME,
            key=f"minutes-{kind}",
            icon=":material/lock:" if kind == "internal" else ":material/description:",
            on_click="ignore",
        )


def offer_of(entry: Entry) -> None:
    """The minutes of the session that was closed with a revision; an action that was brought up to date outside one has none. StoreError."""
    if session := next((one for one in store.sessions(kept(), entry.region, open=False) if one.number == entry.number), None):
        offer(session)


def document(session: Session, *, internal: bool) -> bytes:
    """The minutes of a session as it stands now. Called in a thread beside the page's script. StoreError."""
    notes = [Message("workbook.demonstration")] if places().region(session.region).demonstration else []
    return documents.minutes(minutes(session), catalogue(language()), internal=internal, notes=notes)


def minutes(session: Session) -> Minutes:
    """What a session came to; while it is open, what it would come to upon what it began with. StoreError."""
    drafts, base = store.drafts(kept(), session.id), base_of(session)
    before, after, judged = _published(session, base) if session.number else (base.matrix, _draft(session, base), ())
    return planning.minutes(session, drafts, before, after, framework(), places(), judged=judged)


def _published(session: Session, base: Revision) -> tuple[Matrix, Matrix, tuple[Judged, ...]]:
    """The matrix upon which a session was published, the one that it was closed with, and what its changes were published as."""
    number = session.number or 0
    entries = {entry.number: entry for entry in store.history(kept(), session.region)}
    before, after = (data.revision(session.region, one, entries[one].fingerprint) if one in entries else None for one in (number - 1, number))
    return (before or base).matrix, (after or base).matrix, entries[number].judged if number in entries else ()


def _draft(session: Session, base: Revision) -> Matrix:
    said = planning.recorded(store.drafts(kept(), session.id), base.matrix, framework(), places())
    return planning.outcome(said, base.matrix, on=session.begun_at.date(), words=catalogue(language()))
