"""Closing a session: what is left out, what clashes with what others published meanwhile, what changes, and one button that publishes and closes."""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from lib import closing, planning, store
from lib.exceptions import MoreRecorded, Overtaken, SessionClosed, StoreError
from lib.framework import point_in_words
from lib.handing_in import Comparison
from lib.model import Cell, Draft, Judged, Message, Revision
from lib.planning import MOVED, WAS_WRONG, Kind, Recorded, of_cell
from lib.store import Session
from pages.shared import acting, deciding, findings, planning_drafts, planning_list, planning_record, planning_tab, what_changes
from pages.shared.cell_panel import as_list
from pages.shared.data import catalogue, kept, language, render, say
from pages.shared.planning_begin import BECAME
from pages.shared.planning_fields import pick
from pages.shared.planning_room import Room
from pages.shared.planning_steps import go

_TOLD = "planning-close-told"


def show(room: Room, upon: Revision | None) -> None:
    """Look at what the session comes to upon the current revision (None: none yet), and close it. StoreError."""
    st.html(f'<div class="wall"><h1>{escape(say("planning.step.end"))}</h1></div>')
    tell()
    if room.by:
        planning_record.note_on_session(room)
    said = room.said
    _incomplete(room, said)
    first = closing.compare(room.session, said, room.base, upon, catalogue(language()))
    answers = deciding.clashes(first, "planning.clash")
    open = {clash: clash.mine for clash in first.merged.clashes if clash not in answers}
    compared, preview = (
        closing.compare(room.session, said, room.base, upon, catalogue(language()), answers=some) for some in (answers, answers | open)
    )
    assert preview.merged.matrix is not None
    st.header(say("planning.changes"), anchor=False)
    if open:
        st.caption(say("upload.preview"))
    kinds = planning.kinds(said, first.before, preview.merged.matrix)
    _ask_kinds(room, kinds)
    reasons = [say("upload.open", n=len(open))] if open else []
    judged: dict[Cell, str] = {cell: kind.change for cell, kind in kinds.items() if kind.change}
    if unsaid := len(kinds) - len(judged):
        reasons.append(say("planning.kinds.open", n=unsaid))
    else:
        name = f"planning-{room.session.region}-{room.session.id[:12]}"
        what_changes.show(first.before, preview.merged.matrix, name=name, revisions=[upon] if upon else [], judged=judged)
    if not open and compared.merged.changes and (wrong := findings.of_merged(compared)):
        st.error(say("planning.wrong"), icon=":material/error:")
        findings.show(wrong)
        reasons.append(say("upload.errors", n=len(wrong)))
    if not open and not compared.merged.changes:
        reasons.append(say("planning.nothing"))
    if unsaved := planning_drafts.unsaved(room.session.id):
        reasons.append(say("planning.unsaved.count", n=len(unsaved)))
    _publish(room, compared, tuple(Judged(cell.place, cell.point, change) for cell, change in judged.items()), reasons)


def _ask_kinds(room: Room, kinds: Mapping[Cell, Kind]) -> None:
    """Of each assessed status that is another now, whether the situation changed or the earlier one was wrong; it is recorded like all that the room says."""
    asked = [(cell, kind) for cell, kind in kinds.items() if kind.asked]
    if not asked:
        return
    st.subheader(say("planning.kinds", n=len(asked)), anchor=False)
    st.caption(say("planning.kinds.help"))
    with st.container(border=True):
        for cell, kind in asked:
            point = point_in_words(cell.point)
            before, after = (Message(f"status.{status}") for status in (kind.before, kind.after))
            label = say("what_changes.judge.cell", place=Message(f"place.{cell.place}"), point=point, before=before, after=after)
            pick(room, of_cell(cell), "change", label, (MOVED, WAS_WRONG), lambda code: say(f"planning.change.{code}"))


def _incomplete(room: Room, said: Recorded) -> None:
    """What will not be published as it is, each with its reason and the way to it."""
    if not said.incomplete:
        return
    st.warning(say("planning.left_out", n=len(said.incomplete)), icon=":material/rule:")
    entries = {entry.subject: entry for part in planning_list.parts(room, said).values() for entry in part}
    for number, one in enumerate(said.incomplete):
        entry = entries[one.subject]
        with st.container(horizontal=True, vertical_alignment="center"):
            label = planning_list.name(entry)
            st.button(label, key=f"planning-complete-{number}", type="tertiary", on_click=go, args=planning_list.target(entry))
            st.html(as_list([f"{escape(render(one.why))} {entry.said}"]))


def _publish(room: Room, compared: Comparison, judged: tuple[Judged, ...], reasons: Sequence[str]) -> None:
    st.header(say("planning.closing"), anchor=False)
    if not acting.allowed("close", room.session.region):
        return
    key = f"planning-note-{room.session.id}"
    note = st.text_input(say("planning.close.note"), room.session.name, key=key, max_chars=500, live="500ms", persist_state="session")
    missing = [say(f"upload.missing.{field}") for field, text in (("name", room.by), ("note", note)) if not (text or "").strip()]
    missing = [*reasons, *missing]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            say("planning.close"),
            key="planning-close",
            type="primary",
            icon=":material/publish:",
            disabled=bool(missing),
            on_click=_close,
            args=(room.session, tuple(room.drafts.values()), compared, judged, (note or "").strip(), room.by),
        )
        with st.popover(say("planning.abandon"), icon=":material/close:", disabled=not room.by):
            st.markdown(say("planning.abandon.sure"))
            st.button(say("planning.abandon.yes"), key="planning-abandon", on_click=_abandon, args=(room.session,))
    for reason in missing:
        st.caption(reason)


def _close(session: Session, seen: Sequence[Draft], compared: Comparison, judged: tuple[Judged, ...], note: str, by: str) -> None:
    """Publish what stood on the page when the button was drawn; not where somebody recorded or published anything since."""
    try:
        closing.close(kept(), session, seen, compared, acting.actor(by), note=note, judged=judged)
    except MoreRecorded as more:
        st.session_state[_TOLD] = more.message
    except Overtaken:
        st.session_state[_TOLD] = Message("planning.overtaken")
    except SessionClosed:
        pass  # by somebody else: the page shows what it was closed with
    except StoreError as error:
        st.session_state[_TOLD] = Message("planning.not_closed", {"reason": error.message})
    else:
        planning_tab.lead_to(BECAME)


def _abandon(session: Session) -> None:
    try:
        store.abandon(kept(), session.id)
        planning_tab.lead_to(BECAME)
    except SessionClosed:
        pass
    except StoreError as error:
        st.session_state[_TOLD] = Message("planning.not_closed", {"reason": error.message})


def tell() -> None:
    """What became of the last click, said once."""
    if message := st.session_state.pop(_TOLD, None):
        st.warning(render(message), icon=":material/info:")
