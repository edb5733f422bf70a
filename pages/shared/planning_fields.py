"""One field of a planning session on the page: saved as it is typed, and never in the place of what somebody else wrote there.

A field shows what this visitor last saw in it, until they say otherwise: no text changes beneath somebody's hands. Where somebody else wrote there
meanwhile both texts are on the page, and the visitor says which of them stays, or both.
"""

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import streamlit as st

from lib.planning import YES
from pages.shared.cell_panel import as_text
from pages.shared.data import say
from pages.shared.planning_drafts import Place, Seen, key, memory, save, show_anew, unsaved
from pages.shared.planning_room import Room, clock

_SHORT, _LONG = 500, 10_000
"""The most letters of a line and of a text."""


def line(room: Room, subject: str, field: str, label: str, **look: Any) -> str:
    """A short text, saved while it is typed."""
    at = _show(room, subject, field)
    st.text_input(_labelled(room, at, label), max_chars=_SHORT, live="500ms", **_common(at), **look)
    return _tell(room, at, as_text, both="; ")


def text(room: Room, subject: str, field: str, label: str, **look: Any) -> str:
    """A longer text, saved when its field is left."""
    at = _show(room, subject, field)
    st.text_area(_labelled(room, at, label), max_chars=_LONG, height=100, **_common(at), **look)
    return _tell(room, at, as_text, both="\n")


def choice(room: Room, subject: str, field: str, label: str, options: Sequence[str], format: Callable[[str], str], **look: Any) -> str:
    """One of a few; the first stands for nothing recorded."""
    at = _show(room, subject, field, lambda value: value or options[0])
    st.selectbox(_labelled(room, at, label), options, format_func=format, **_common(at, options[0]), **look)
    return _tell(room, at, lambda value: escape(format(value or options[0])))


def pick(room: Room, subject: str, field: str, label: str, options: Sequence[str], format: Callable[[str], str]) -> str:
    """One of a few that all stand on the page, or none."""
    at = _show(room, subject, field, lambda value: value or None)
    st.pills(_labelled(room, at, label), options, format_func=format, **_common(at))
    return _tell(room, at, lambda value: escape(format(value) if value else say("planning.unticked")))


def tick(room: Room, subject: str, field: str, label: str) -> bool:
    """A mark, set or not."""
    at = _show(room, subject, field, lambda value: value == YES)
    st.checkbox(label, **_common(at))
    return _tell(room, at, lambda value: escape(say("planning.ticked" if value else "planning.unticked"))) == YES


def show_unsaved(session: str) -> None:
    """The texts that this visitor typed and that are not saved, to be taken along."""
    for at in unsaved(session):
        _quote(say("planning.mine"), as_text(memory("unsaved")[at]))


# How a field is shown and saved


def _show(room: Room, subject: str, field: str, shown: Callable[[str], Any] = str) -> Place:
    """Puts into the field's widget what stands there, or what this visitor could not save; an older widget stays as it is."""
    at, draft = Place(room.session.id, subject, field), room.drafts.get((subject, field))
    if key(at) not in st.session_state:
        if at not in memory("unsaved"):
            memory("seen")[at] = Seen(draft.value, draft.version) if draft else Seen("", 0)
        st.session_state[key(at)] = shown(memory("unsaved").get(at, memory("seen")[at].value))
    return at


def _common(at: Place, nothing: str = "") -> dict[str, Any]:
    return {"key": key(at), "on_change": _changed, "args": (at, nothing)}


def _labelled(room: Room, at: Place, label: str) -> str:
    """The label, and when what stands in the field was saved. Without markup: who listens to a page hears labels letter by letter."""
    draft, seen = room.drafts.get((at.subject, at.field)), memory("seen")[at]
    if at in memory("unsaved") or draft is None or draft.version != seen.version:
        return label
    return f"{label} – {say('planning.saved', time=clock(draft.at))}"


def _value(at: Place, nothing: str = "") -> str:
    """What stands in a field's widget, as a draft holds it."""
    value = st.session_state.get(key(at))
    if isinstance(value, bool):
        return YES if value else ""
    return "" if value is None or value == nothing else str(value)


def _changed(at: Place, nothing: str) -> None:
    save(at, _value(at, nothing))


# Where two write in one field


def _tell(room: Room, at: Place, in_words: Callable[[str], str], *, both: str = "") -> str:
    """Below a field: what somebody else wrote there meanwhile, and what is to become of both. Returns what is recorded, or will be."""
    draft, seen, aside = room.drafts.get((at.subject, at.field)), memory("seen")[at], memory("unsaved")
    now = Seen(draft.value, draft.version) if draft else Seen("", 0)
    mine = aside.get(at)
    if mine is None and now.version == seen.version:
        return now.value
    other = bool(draft) and now.version != seen.version
    head = say("planning.meanwhile", by=draft.by, time=clock(draft.at)) if draft and other else ""
    with st.container(border=True):
        if mine is None:
            _quote(head, in_words(now.value))
            st.button(say("planning.show_theirs"), key=f"theirs-{key(at)}", on_click=_take, args=(at,))
            return now.value
        st.warning(say("planning.unsaved.clash" if other else "planning.unsaved"), icon=":material/call_split:")
        if other:
            _quote(head, in_words(now.value))
        _quote(say("planning.mine"), in_words(mine))
        with st.container(horizontal=True):
            label = say("planning.keep_mine" if other else "planning.save_again")
            st.button(label, key=f"mine-{key(at)}", on_click=_settle, args=(at, mine, now))
            if other:
                st.button(say("planning.keep_theirs"), key=f"theirs-{key(at)}", on_click=_take, args=(at,))
            if other and both:
                joined = both.join((now.value, mine))
                st.button(say("planning.keep_both"), key=f"both-{key(at)}", on_click=_settle, args=(at, joined, now))
    return now.value


def _quote(head: str, words: str) -> None:
    """Whose a text is, and the text: what people wrote, as text."""
    st.html(f'<div style="overflow-wrap:anywhere"><small>{escape(head)}</small><br>{words}</div>')


def _take(at: Place) -> None:
    """Show what somebody else wrote."""
    memory("unsaved").pop(at, None)
    show_anew(at)


def _settle(at: Place, value: str, upon: Seen) -> None:
    """Write what somebody chose, having seen what stands there."""
    memory("seen")[at] = upon
    save(at, value)
    show_anew(at)
