"""The buttons of a briefing's files: a click makes one while the page says so, the next one saves it."""

from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.exceptions import MatricesError
from lib.model import Message
from pages.shared.briefing import Choice
from pages.shared.data import in_this_language, say
from pages.shared.takes import TAKES, Take, made


class Asked(NamedTuple):
    """A form that somebody has just asked for, and where the page tells of it."""

    take: Take
    place: DeltaGenerator


def show(choice: Choice) -> Asked | None:
    """A button for each form: to make it, or to save it where it is made. The one that was clicked, if any, is for `make`, when the page stands."""
    clicked = None
    with st.container(horizontal=True):
        for take in TAKES:
            if (take.label, *choice.key) in _ready():
                _offer(take, choice)
            elif st.button(say("briefing.make", what=Message(f"{take.label}.the")), key=f"make-{take.label}", icon=":material/draft:"):
                clicked = take
    st.caption(say("leaving.takes"))
    place = st.empty()
    return Asked(clicked, place) if clicked else None


def make(asked: Asked, choice: Choice) -> None:
    """Make a form while the page says so, and show its button."""
    # No st.spinner: it waits for a moment before it shows.
    asked.place.info(say("briefing.making", what=Message(f"{asked.take.label}.the")), icon=":material/hourglass_top:")
    try:
        made(asked.take, choice)
    except MatricesError:
        asked.place.error(say("briefing.failed", what=Message(asked.take.label)), icon=":material/error:")
        return
    _ready().add((asked.take.label, *choice.key))
    st.rerun()


def _offer(take: Take, choice: Choice) -> None:
    st.download_button(
        say("briefing.download", what=Message(f"{take.label}.the")),
        in_this_language(lambda: made(take, choice)),
        file_name=take.file_name(choice),
        key=f"download-{take.label}",
        icon=":material/lock:" if choice.internal and not take.matrix else ":material/download:",
        type="primary",
        on_click="ignore",
    )


def _ready() -> set[tuple[str, ...]]:
    """The files that this session has asked for, by form and choice: one that the cache has let go is made again at the click that saves it."""
    found: set[tuple[str, ...]] = st.session_state.setdefault("briefing-ready", set())
    return found
