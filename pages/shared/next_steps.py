"""What to do next where a page has nothing to show: why that is, and the ways on as links."""

import streamlit as st

from lib.model import Message, Revision
from pages.shared import address
from pages.shared.data import say, shown

_PAGES = {
    "upload": ("pages/manage/upload.py", ":material/upload_file:"),
    "planning": ("pages/plan/planning.py", ":material/groups:"),
    "history": ("pages/manage/history.py", ":material/history:"),
    "practices": ("pages/explore/practices.py", ":material/search:"),
    "overview": ("pages/explore/overview.py", ":material/grid_on:"),
}


def ways(*pages: str, **choices: str) -> None:
    """Links to pages, with choices for their addresses. Who looks back gets none: only what is current can be acted on."""
    if shown().as_of:
        return
    with st.container(horizontal=True):
        for page in pages:
            path, icon = _PAGES[page]
            st.page_link(path, label=say(f"next.to.{page}"), icon=icon, query_params=address.way(**choices))


def begin(revision: Revision) -> None:
    """Of a region of which nothing is known at all: why, and how to begin. Nothing otherwise."""
    if not is_empty(revision):
        return
    region, on = Message(f"region.{revision.region}"), shown().as_of
    text = say("next.nothing.then", region=region, date=on.date()) if on else say("next.nothing", region=region)
    st.info(text, icon=":material/flag:")
    ways("upload", "planning", region=revision.region)


def is_empty(revision: Revision) -> bool:
    """Whether nothing at all is known of a region."""
    matrix = revision.matrix
    return not (matrix.assessments or matrix.remarks or matrix.activities or matrix.situations or matrix.follow_up)
