"""One field of a planning session on the page: saved as it is typed, and never in the place of what somebody else wrote there.

A field shows what this visitor last saw in it, until they say otherwise: no text changes beneath somebody's hands. Each write names the version that was
seen. Where another one stands there by now nothing is written, both texts are on the page, and the visitor says which of them stays, or both. What could
not be saved is kept for as long as the visit lasts, on whatever page.
"""

from collections.abc import Callable, Sequence
from html import escape
from typing import Any, NamedTuple

import streamlit as st

from lib import store
from lib.exceptions import Changed, StoreError
from lib.model import Actor, Message
from lib.planning import YES
from pages.shared.cell_panel import as_text
from pages.shared.data import kept, render, say
from pages.shared.planning_room import Room, by, clock

_SHORT, _LONG = 500, 10_000
"""The most letters of a line and of a text."""
_UNDO = 50
"""How many steps can be taken back."""

Ways = Callable[[str], str]


class Place(NamedTuple):
    """Where a field is kept."""

    session: str
    subject: str
    field: str

    @property
    def key(self) -> str:
        """The key of its widget."""
        return f"draft-{self.session}-{self.subject}-{self.field}"


class Seen(NamedTuple):
    """What a visitor saw last in a field, and its version."""

    value: str
    version: int


class Step(NamedTuple):
    """What a visitor recorded, to be taken back: what stood there before, and what stands there since."""

    at: Place
    before: str
    after: Seen


def line(room: Room, subject: str, field: str, label: str, **look: Any) -> str:
    """A short text, saved while it is typed."""
    at = _show(room, subject, field)
    st.text_input(_labelled(room, at, label), max_chars=_SHORT, live="500ms", **_common(room, at), **look)
    return _tell(room, at, as_text, both="; ")


def text(room: Room, subject: str, field: str, label: str, **look: Any) -> str:
    """A longer text, saved when its field is left."""
    at = _show(room, subject, field)
    st.text_area(_labelled(room, at, label), max_chars=_LONG, height=100, **_common(room, at), **look)
    return _tell(room, at, as_text, both="\n")


def choice(room: Room, subject: str, field: str, label: str, options: Sequence[str], format: Callable[[str], str], **look: Any) -> str:
    """One of a few; the first stands for nothing recorded."""
    at = _show(room, subject, field, lambda value: value or options[0])
    st.selectbox(_labelled(room, at, label), options, format_func=format, **_common(room, at, options[0]), **look)
    return _tell(room, at, lambda value: escape(format(value or options[0])), shown=lambda value: value or options[0])


def pick(room: Room, subject: str, field: str, label: str, options: Sequence[str], format: Callable[[str], str]) -> str:
    """One of a few that all stand on the page, or none."""
    at = _show(room, subject, field, lambda value: value or None)
    st.pills(_labelled(room, at, label), options, format_func=format, **_common(room, at))
    return _tell(room, at, lambda value: escape(format(value) if value else say("planning.unticked")), shown=lambda value: value or None)


def tick(room: Room, subject: str, field: str, label: str) -> bool:
    """A mark, set or not."""
    at = _show(room, subject, field, lambda value: value == YES)
    st.checkbox(label, **_common(room, at))
    return _tell(room, at, lambda value: escape(say("planning.ticked" if value else "planning.unticked")), shown=lambda value: value == YES) == YES


def record(room: Room, subject: str, field: str, value: str, *, remember: bool = True) -> bool:
    """Write a field without a widget, upon what this run saw there; whether it was written. Only what is remembered can be taken back."""
    draft = room.drafts.get((subject, field))
    failed = _write(Place(room.session.id, subject, field), value, Seen(draft.value, draft.version) if draft else Seen("", 0), remember=remember)
    return not _told(failed)


def tell() -> None:
    """Say once why something could not be recorded."""
    if message := _memory("told").pop("message", None):
        st.warning(render(message), icon=":material/cloud_off:")


def unsaved(session: str) -> list[Place]:
    """The fields of a session in which this visitor typed what is not saved."""
    return [at for at in _memory("unsaved") if at.session == session]


def show_unsaved(session: str) -> None:
    """The texts that this visitor typed and that are not saved, to be taken along."""
    for at in unsaved(session):
        _quote(say("planning.mine"), as_text(_memory("unsaved")[at]))


def can_undo(session: str) -> bool:
    """Whether this visitor has recorded something that can be taken back."""
    return any(step.at.session == session for step in _steps())


def undo(session: str) -> None:
    """Write again what stood where this visitor recorded something last. Where somebody else has written since, nothing is."""
    steps = _steps()
    step = next((one for one in reversed(steps) if one.at.session == session), None)
    if step and not _told(_write(step.at, step.before, step.after, remember=False)):
        steps.remove(step)
        st.session_state.pop(step.at.key, None)  # the field is shown anew, with what stands there now


# How a field is shown and saved


def _memory(part: str) -> dict[Any, Any]:
    memory: dict[Any, Any] = st.session_state.setdefault(f"planning-{part}", {})
    return memory


def _steps() -> list[Step]:
    steps: list[Step] = st.session_state.setdefault("planning-steps", [])
    return steps


def _show(room: Room, subject: str, field: str, shown: Callable[[str], Any] = str) -> Place:
    """Puts into the field's widget what stands there, or what this visitor could not save; an older widget stays as it is."""
    at, draft = Place(room.session.id, subject, field), room.drafts.get((subject, field))
    if at.key not in st.session_state:
        if at not in _memory("unsaved"):
            _memory("seen")[at] = Seen(draft.value, draft.version) if draft else Seen("", 0)
        st.session_state[at.key] = shown(_memory("unsaved").get(at, _memory("seen")[at].value))
    return at


def _common(room: Room, at: Place, nothing: str = "") -> dict[str, Any]:
    return {"key": at.key, "on_change": _changed, "args": (at, nothing), "disabled": not room.by}


def _labelled(room: Room, at: Place, label: str) -> str:
    """The label, and when what stands in the field was saved."""
    draft, seen = room.drafts.get((at.subject, at.field)), _memory("seen")[at]
    if at in _memory("unsaved") or draft is None or draft.version != seen.version:
        return label
    return f"{label} :small[– {say('planning.saved', time=clock(draft.at))}]"


def _value(at: Place, nothing: str = "") -> str:
    """What stands in a field's widget, as a draft holds it."""
    value = st.session_state.get(at.key)
    if isinstance(value, bool):
        return YES if value else ""
    return "" if value is None or value == nothing else str(value)


def _changed(at: Place, nothing: str) -> None:
    _save(at, _value(at, nothing))


def _save(at: Place, value: str) -> None:
    """Save what was typed upon what was seen; where that is not possible it is kept aside, and the page says so."""
    seen, aside = _memory("seen")[at], _memory("unsaved")
    failed = None if value == seen.value else _write(at, value, seen)
    if failed is None:
        aside.pop(at, None)
        return
    aside[at] = value
    if not isinstance(failed, Changed):  # two who wrote in one field are told below it
        _told(failed)


def _write(at: Place, value: str, upon: Seen, *, remember: bool = True) -> StoreError | None:
    """Write upon what was seen; returns why it was not written."""
    try:
        draft = store.write(kept(), at.session, at.subject, at.field, value, Actor(by()), expected=upon.version)
    except StoreError as error:
        return error
    _memory("seen")[at] = now = Seen(value, draft.version)
    if remember and value != upon.value:
        _remember(Step(at, upon.value, now))
    return None


def _told(failed: StoreError | None) -> bool:
    """Whether something failed; then the page says so on its next run."""
    if failed:
        _memory("told")["message"] = failed.message if isinstance(failed, Changed) else Message("planning.not_saved", {"reason": failed.message})
    return failed is not None


def _remember(step: Step) -> None:
    """A text that is saved while it is typed is one step."""
    steps = _steps()
    if steps and steps[-1].at == step.at:
        step = step._replace(before=steps.pop().before)
    steps.append(step)
    del steps[:-_UNDO]


# Where two write in one field


def _tell(room: Room, at: Place, in_words: Ways, *, both: str = "", shown: Callable[[str], Any] = str) -> str:
    """Below a field: what somebody else wrote there meanwhile, and what is to become of both. Returns what is recorded, or will be."""
    draft, seen, aside = room.drafts.get((at.subject, at.field)), _memory("seen")[at], _memory("unsaved")
    now = Seen(draft.value, draft.version) if draft else Seen("", 0)
    mine = aside.get(at)
    if mine is None and now.version == seen.version:
        return now.value
    other = bool(draft) and now.version != seen.version
    head = say("planning.meanwhile", by=draft.by, time=clock(draft.at)) if draft and other else ""
    with st.container(border=True):
        if mine is None:
            _quote(head, in_words(now.value))
            st.button(say("planning.show_theirs"), key=f"theirs-{at.key}", on_click=_take, args=(at, now, shown))
            return now.value
        st.warning(say("planning.unsaved.clash" if other else "planning.unsaved"), icon=":material/call_split:")
        if other:
            _quote(head, in_words(now.value))
        _quote(say("planning.mine"), in_words(mine))
        with st.container(horizontal=True):
            label = say("planning.keep_mine" if other else "planning.save_again")
            st.button(label, key=f"mine-{at.key}", on_click=_settle, args=(at, mine, now, shown))
            if other:
                st.button(say("planning.keep_theirs"), key=f"theirs-{at.key}", on_click=_take, args=(at, now, shown))
            if other and both:
                joined = both.join((now.value, mine))
                st.button(say("planning.keep_both"), key=f"both-{at.key}", on_click=_settle, args=(at, joined, now, shown))
    return now.value


def _quote(head: str, words: str) -> None:
    """Whose a text is, and the text: what people wrote, as text."""
    st.html(f'<div style="overflow-wrap:anywhere"><small>{escape(head)}</small><br>{words}</div>')


def _take(at: Place, now: Seen, shown: Callable[[str], Any]) -> None:
    """Show what somebody else wrote."""
    _memory("unsaved").pop(at, None)
    _memory("seen")[at] = now
    st.session_state[at.key] = shown(now.value)


def _settle(at: Place, value: str, upon: Seen, shown: Callable[[str], Any]) -> None:
    """Write what somebody chose, having seen what stands there."""
    _memory("seen")[at] = upon
    _save(at, value)
    st.session_state[at.key] = shown(value)
