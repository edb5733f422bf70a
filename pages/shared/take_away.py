"""The buttons of a briefing's files: a click makes one while the page says so, the next one saves it."""

from typing import cast

import streamlit as st

from lib.exceptions import MatricesError
from pages.shared.briefing import Choice
from pages.shared.data import say
from pages.shared.takes import TAKES, Take, made

_MIME = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "html": "text/html",
    "csv": "text/csv",
    "zip": "application/zip",
}
_READY = "briefing-ready"
"""The files that this session has asked for, by form and choice: they are made again without a click where the cache has let one go."""


def show(choice: Choice) -> None:
    """A button for each form."""
    with st.container(horizontal=True):
        for take in TAKES:
            with st.container(width="content"):
                _show(take, choice)
    st.caption(say("leaving.takes"))


def _show(take: Take, choice: Choice) -> None:
    what = say(take.label)
    ready = cast("set[tuple[str, ...]]", st.session_state.setdefault(_READY, set()))
    asked = (take.label, *choice.key)
    place = st.empty()
    if asked not in ready and not place.button(say("briefing.make", what=what), key=f"make-{take.label}", icon=":material/draft:"):
        return
    try:
        with place, st.spinner(say("briefing.making", what=what), show_time=True):
            data = made(take, choice)
    except MatricesError:
        place.error(say("briefing.failed", what=what), icon=":material/error:")
        return
    ready.add(asked)
    place.download_button(
        say("briefing.download", what=what),
        data,
        file_name=take.file_name(choice),
        mime=_MIME.get(take.ending_of(choice), "application/octet-stream"),
        key=f"download-{take.label}",
        icon=":material/lock:" if choice.internal and not take.matrix else ":material/download:",
        type="primary",
        on_click="ignore",
    )
