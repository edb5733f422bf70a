"""Publishing what was there before, or what came with the product, anew: who does it and why, and what became of it."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from lib import model, shipped, store
from lib.exceptions import Overtaken, StoreError
from lib.model import Actor, Entry, Judged, Message, Revision, RevisionKind
from pages.shared import acting, address
from pages.shared.changes import Judged as Kinds
from pages.shared.data import framework, kept, places, render, say

_TOLD = "history-told"


def open_one(number: int) -> None:
    """Open a revision by its number; 0 goes back to the list."""
    address.put(revision=str(number) if number else "", offer="", **{"from": "", "to": ""})


@dataclass(frozen=True)
class Act:
    """What would be published anew: `publish` does it (by whom, why), upon what was shown as current; `fingerprint` is of what it publishes."""

    region: str
    fingerprint: str
    publish: Callable[[Actor, str], Revision]


def restoring(entry: Entry, current: Entry) -> Act:
    """Publishing an earlier revision anew, upon the one that is shown as current."""
    return Act(
        entry.region,
        entry.fingerprint,
        lambda by, note: store.restore(kept(), entry.region, entry.number, by, note=note, expected=current.fingerprint),
    )


def taking_offer(offer: Revision, current: Entry, kinds: Kinds) -> Act:
    """Publishing the newer shipped workbook, as it was shown, upon the revision that is shown as current."""
    taken = tuple(Judged(*cell, kind) for cell, kind in kinds.items())

    def publish(by: Actor, note: str) -> Revision:
        book = shipped.workbook(offer.region, framework(), places())
        if book is None or model.fingerprint(book[0]) != offer.fingerprint:
            raise Overtaken(store.current(kept(), offer.region))  # the file is another one by now: what was shown is not what would go in
        upon = current.fingerprint
        return store.publish(kept(), *book, by, kind=RevisionKind.SHIPPED, expected=upon, base=upon, note=note, judged=taken)

    return Act(offer.region, offer.fingerprint, publish)


def ask(act: Act, label: str) -> None:
    """Ask for a name, a note and a click. Without the first two there is nothing to click. Who may not publish here is told so instead."""
    if not acting.allowed("restore", act.region):
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        by = acting.ask(say("history.name_of"), width=300)
        note = st.text_input(say("history.note"), key=f"note-{act.fingerprint}", max_chars=500, live="500ms")
        note = (note or "").strip()
        ready = bool(by and note)
        st.button(label, key="act", type="primary", disabled=not ready, on_click=_act, args=(act, by, note))
    if not ready:
        st.caption(say("history.missing"))


def _act(act: Act, by: str, note: str) -> None:
    """Publish what was shown when the button was drawn; the page then opens what is current."""
    try:
        new = act.publish(acting.actor(by), note)
        st.session_state[_TOLD] = "success", Message("history.published", {"number": new.number, "region": Message(f"region.{new.region}")})
        open_one(new.number)
    except Overtaken as overtaken:
        number = overtaken.current.number if overtaken.current else 0
        same = overtaken.current is not None and overtaken.current.fingerprint == act.fingerprint
        st.session_state[_TOLD] = ("info", Message("history.same", {"number": number})) if same else ("warning", Message("history.overtaken"))
        open_one(number)
    except StoreError as error:
        st.session_state[_TOLD] = "error", error.message


def tell() -> None:
    """What became of the last click, said once."""
    if told := st.session_state.pop(_TOLD, None):
        kind, message = told
        {"success": st.success, "info": st.info, "warning": st.warning, "error": st.error}[kind](render(message))


def offered(current: Entry) -> Revision | None:
    """The newer shipped workbook of a region, if there is one. Looked for again after each publication, and every ten minutes."""
    return _offered(current.region, current.fingerprint, current.number)


@st.cache_resource(max_entries=100, ttl="10m", show_spinner=False)
def _offered(region: str, fingerprint: str, number: int) -> Revision | None:
    return next(iter(shipped.offered(kept(), framework(), places(), region)), None)
