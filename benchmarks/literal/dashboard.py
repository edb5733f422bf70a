"""A dashboard of constants: the calls to Streamlit that the real one made, made again with the same arguments (benchmarks/recording.py).

All that it decides is which of the recorded views to draw: the one that the address names, else the one of the cell that was clicked last.
"""

import os
import pickle
from pathlib import Path

import streamlit as st


@st.cache_resource
def recording():
    """The chart's key, and the calls by view."""
    return pickle.loads(Path(os.environ["LITERAL_RECORDING"]).read_bytes())


def play(calls):
    """Make the calls; what was made within a container is made within it."""
    for name, arguments, functions, state, within in calls:
        given = arguments | dict.fromkeys(functions, nothing)
        if name == "navigation":
            chosen = navigate(given, *within)
            continue
        if name == "run":
            chosen.run()
            continue
        if name == "component":
            component(*given.pop("declared"))(**given)
            continue
        if name == "page_link":
            given["page"] = linked[Path(given["page"]).stem]
        for key, value in state.items():
            if st.session_state.get(key) != value:
                st.session_state[key] = value
        made = getattr(st, name)(**given)
        if within:
            for container, inside in zip(made if isinstance(made, list) else [made], within, strict=True):
                with container:
                    play(inside)


def nothing():
    """What happens when somebody uses a widget, apart from the page running again."""


@st.cache_resource
def component(name, _parts):
    """A component as the real page declares it."""
    return st.components.v2.component(name, **_parts)


def navigate(arguments, page):
    """The same pages in the bar at the top; whichever is asked for is the recorded one."""

    def draw():
        play(page)

    pages = {section: [st.Page(draw, **one) for one in listed] for section, listed in arguments["pages"].items()}
    linked.update({page.url_path: page for listed in pages.values() for page in listed})
    return st.navigation(**arguments | {"pages": pages})


def view():
    """The name of the view to draw."""
    if asked := st.query_params.get("view"):
        return asked
    clicked = st.session_state[chart]["selection"].get("cell") if chart in st.session_state else None
    return "coverage?" + (f"place={clicked[0]['place']}&point={clicked[0]['point']}" if clicked else "")


linked = {}  # the pages by the names of the real ones' files, for links to them
chart, calls = recording()
play(calls[view()])
