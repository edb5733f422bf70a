"""What this visitor wrote into a planning session, saw there, could not save, and may take back: kept for as long as the visit lasts, on whatever page.

Each write names the version that was seen. Where another one stands there by now nothing is written, and the text is kept aside until somebody has looked
at both (planning_fields.py).
"""

from typing import Any, NamedTuple

import streamlit as st

from lib import store
from lib.exceptions import Changed, StoreError
from lib.model import Message
from pages.shared import acting
from pages.shared.data import kept, render
from pages.shared.planning_room import Room, by

_UNDO = 50
"""How many steps can be taken back."""


class Place(NamedTuple):
    """Where a field is kept."""

    session: str
    subject: str
    field: str


class Seen(NamedTuple):
    """What a visitor saw last in a field, and its version."""

    value: str
    version: int


class Step(NamedTuple):
    """What a visitor recorded, to be taken back: what stood there before, and what stands there since."""

    at: Place
    before: str
    after: Seen


def key(at: Place) -> str:
    """The key of a field's widget. A field that is shown anew gets a new one: a browser would put its old text back into the old."""
    return f"draft-{at.session}-{at.subject}-{at.field}-{memory('turns').get(at, 0)}"


def record(room: Room, subject: str, field: str, value: str, *, remember: bool = True) -> bool:
    """Write a field without a widget, upon what this run saw there; whether it was written. Only what is remembered can be taken back."""
    draft = room.drafts.get((subject, field))
    failed = _write(Place(room.session.id, subject, field), value, Seen(draft.value, draft.version) if draft else Seen("", 0), remember=remember)
    return not _told(failed)


def tell() -> None:
    """Say once why something could not be recorded."""
    if message := memory("told").pop("message", None):
        st.warning(render(message), icon=":material/cloud_off:")


def unsaved(session: str) -> list[Place]:
    """The fields of a session in which this visitor typed what is not saved."""
    return [at for at in memory("unsaved") if at.session == session]


def can_undo(session: str) -> bool:
    """Whether this visitor has recorded something that can be taken back."""
    return any(step.at.session == session for step in _steps())


def undo(session: str) -> None:
    """Write again what stood where this visitor recorded something last. Where somebody else has written since, nothing is: that step is no longer ours."""
    steps = _steps()
    step = next((one for one in reversed(steps) if one.at.session == session), None)
    if step is None:
        return
    failed = _write(step.at, step.before, step.after, remember=False)
    if failed is None or isinstance(failed, Changed):
        steps.remove(step)
    if not _told(failed):
        memory("unsaved").pop(step.at, None)
        show_anew(step.at)


def memory(part: str) -> dict[Any, Any]:
    """What is remembered: what was `seen` in each place, what is `unsaved` there, how often it was shown anew (`turns`), where this
    run's change was made (`typed`), what is to be `told`."""
    memory: dict[Any, Any] = st.session_state.setdefault(f"planning-{part}", {})
    return memory


def _steps() -> list[Step]:
    steps: list[Step] = st.session_state.setdefault("planning-steps", [])
    return steps


def save(at: Place, value: str) -> None:
    """Save what was typed upon what was seen; where that is not possible it is kept aside, and the page says so."""
    seen, aside = memory("seen")[at], memory("unsaved")
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
        draft = store.write(kept(), at.session, at.subject, at.field, value, acting.actor(by()), expected=upon.version)
    except StoreError as error:
        return error
    memory("seen")[at] = now = Seen(value, draft.version)
    if remember and value != upon.value:
        _remember(Step(at, upon.value, now))
    return None


def _told(failed: StoreError | None) -> bool:
    """Whether something failed; then the page says so on its next run."""
    if failed:
        changed = isinstance(failed, Changed)
        memory("told")["message"] = Message("planning.changed") if changed else Message("planning.not_saved", {"reason": failed.message})
    return failed is not None


def _remember(step: Step) -> None:
    """A text that is saved while it is typed is one step."""
    steps = _steps()
    if steps and steps[-1].at == step.at:
        step = step._replace(before=steps.pop().before)
    steps.append(step)
    del steps[:-_UNDO]


def show_anew(at: Place) -> None:
    """Let a field show what stands there now."""
    memory("turns")[at] = memory("turns").get(at, 0) + 1
