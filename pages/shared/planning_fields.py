"""One field of a planning session on the page: saved as it is typed, and never in the place of what somebody else wrote there.

What somebody else wrote arrives in a field on the next run, unless that run came of typing in this very field, or of news, when somebody may be
typing, or the field holds something that is not saved: then both texts are on the page, and the visitor says which of them stays, or both.
"""

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import streamlit as st

from lib import figures
from lib.planning import YES
from pages.shared.by_itself import for_news
from pages.shared.cell_panel import as_text
from pages.shared.data import render, say
from pages.shared.planning_drafts import Place, Seen, key, memory, save, show_anew, unsaved
from pages.shared.planning_room import Room, clock

_SHORT, _LONG = 500, 10_000
"""The most letters of a line and of a text."""


def line(room: Room, subject: str, field: str, label: str, **look: Any) -> str:
    """A short text, saved while it is typed."""
    at = _show(room, subject, field)
    st.text_input(_labelled(room, at, label), _stands(at), max_chars=_SHORT, live="500ms", **_common(at), **look)
    return _tell(room, at, as_text, both="; ")


def text(room: Room, subject: str, field: str, label: str, **look: Any) -> str:
    """A longer text, saved whenever its writer pauses (planning_tab.py), and when its field is left."""
    at = _show(room, subject, field)
    st.text_area(_labelled(room, at, label), _stands(at), max_chars=_LONG, height=100, **_common(at), **look)
    return _tell(room, at, as_text, both="\n")


def due(room: Room, subject: str, label: str, **look: Any) -> None:
    """A due date. One that cannot be read stays in its field, and its label does not say that it was saved."""
    at = _show(room, subject, "due")
    written = room.text(subject, "due")
    readable = not written or figures.last_day(written) is not None
    label = _labelled(room, at, label) if readable else label
    st.text_input(label, _stands(at), max_chars=_SHORT, live="500ms", help=say("progress.due.help"), **_common(at), **look)
    _tell(room, at, as_text)
    if not readable:
        _lack(say("planning.due.none"))


def choice(room: Room, subject: str, field: str, label: str, options: Sequence[str], format: Callable[[str], str], **look: Any) -> str:
    """One of a few; the first stands for nothing recorded."""
    at = _show(room, subject, field, lambda value: value or options[0])
    st.selectbox(_labelled(room, at, label), options, options.index(_stands(at)), format_func=format, **_common(at, options[0]), **look)
    return _tell(room, at, lambda value: escape(format(value or options[0])))


def pick(room: Room, subject: str, field: str, label: str, options: Sequence[str], format: Callable[[str], str]) -> str:
    """One of a few that all stand on the page. None is at first; what was chosen is taken back by a button of its own, never by a second press."""
    at = _show(room, subject, field, lambda value: value or None)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.pills(_labelled(room, at, label), options, default=_stands(at), format_func=format, required=True, **_common(at))
        if room.text(subject, field):
            st.button(say("planning.take_back"), key=f"back-{key(at)}", icon=":material/undo:", type="tertiary", on_click=_take_back, args=(at,))
    return _tell(room, at, lambda value: escape(format(value) if value else say("planning.unticked")))


def tick(room: Room, subject: str, field: str, label: str) -> bool:
    """A mark, set or not."""
    at = _show(room, subject, field, lambda value: value == YES)
    st.checkbox(label, _stands(at), **_common(at))
    return _tell(room, at, lambda value: escape(say("planning.ticked" if value else "planning.unticked"))) == YES


def show_lacking(room: Room, subject: str) -> None:
    """What a subject still lacks to be published, in a line each."""
    for one in room.said.incomplete:
        if one.subject == subject:
            _lack(render(one.why))


def _lack(text: str) -> None:
    st.html(f'<p class="lacking">{escape(text)}</p>')


def show_unsaved(session: str) -> None:
    """The texts that this visitor typed and that are not saved, to be taken along."""
    for at in unsaved(session):
        with st.expander(say("planning.note")) if at.field == "note" else st.container():  # it may be an internal one
            _quote(say("planning.mine"), as_text(memory("unsaved")[at]))


# How a field is shown and saved


def _show(room: Room, subject: str, field: str, shown: Callable[[str], Any] = str) -> Place:
    """Puts into the field's widget what stands there, or what this visitor could not save.

    What somebody else wrote comes in a new widget: the old one may hold letters that are still on their way, and would write them over it."""
    at, draft = Place(room.session.id, subject, field), room.drafts.get((subject, field))
    now = Seen(draft.value, draft.version) if draft else Seen("", 0)
    typed = memory("typed").pop(at, False)
    if at not in memory("unsaved"):
        if memory("seen").get(at, now).version != now.version and not typed and not for_news():
            show_anew(at)
        if key(at) not in st.session_state:
            memory("seen")[at] = now
    if key(at) not in st.session_state:
        st.session_state[key(at)] = shown(memory("unsaved").get(at, memory("seen")[at].value))
    return at


def _stands(at: Place) -> Any:
    """What stands in a field, as its first value too: see pages/shared/address.py."""
    return st.session_state[key(at)]


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
    memory("typed")[at] = True
    save(at, _value(at, nothing))


# Where two write in one field


def _tell(room: Room, at: Place, in_words: Callable[[str], str], *, both: str = "") -> str:
    """Below a field: what somebody else wrote there meanwhile, and what is to become of both. Returns what is recorded, or will be."""
    draft, seen, aside = room.drafts.get((at.subject, at.field)), memory("seen")[at], memory("unsaved")
    now = Seen(draft.value, draft.version) if draft else Seen("", 0)
    mine = aside.get(at)
    if mine is None:
        return now.value
    other = bool(draft) and now.version != seen.version
    head = say("planning.meanwhile", by=draft.by, time=clock(draft.at)) if draft and other else ""
    with st.container(border=True):
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


def _take_back(at: Place) -> None:
    """Nothing is chosen any more."""
    save(at, "")
    show_anew(at)


def _take(at: Place) -> None:
    """Show what somebody else wrote."""
    memory("unsaved").pop(at, None)
    show_anew(at)


def _settle(at: Place, value: str, upon: Seen) -> None:
    """Write what somebody chose, having seen what stands there."""
    memory("seen")[at] = upon
    save(at, value)
    show_anew(at)
