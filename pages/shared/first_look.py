"""A look around for whoever opens the dashboard for the first time: a few steps on the Overview, each with the page on which it can be tried. Nothing opens
by itself and nothing covers the page; the step stands in the address (`look=`), so that a trainer's link opens it."""

import streamlit as st

from pages.shared import address
from pages.shared.data import framework, places, say

_PAGES = {"cell": "coverage", "open_cell": "coverage", "gaps": "gaps", "planning": "planning", "upload": "upload"}
"""The steps, in order, each with the page on which it can be tried."""
_PATHS = {
    "coverage": "pages/explore/coverage.py",
    "gaps": "pages/explore/gaps.py",
    "planning": "pages/plan/planning.py",
    "upload": "pages/manage/upload.py",
}
_STEPS = tuple(_PAGES)
_ICONS = {"back": ":material/arrow_back:", "next": ":material/arrow_forward:", "all": ":material/print:", "close": ":material/close:"}
_ALL = "all"
_SKIPPED = "first-look-skipped"
_STYLE = "<style>@media print { .st-key-look { break-after: page } }</style>"


def show() -> None:
    """The step that the address names, or all of them to print; else the button that opens the first, which stays for whoever wants it later."""
    asked = address.get("look")
    address.put(look=asked if asked in (*_STEPS, _ALL) else "")
    if asked == _ALL:
        with st.container(border=True, key="look"):
            st.html(_STYLE)
            for step in _STEPS:
                _show(step)
            _ways({"close": ""})
            st.caption(say("look.print"))
    elif asked in _STEPS:
        at = _STEPS.index(asked)
        with st.container(border=True, key="look"):
            _show(asked)
            _ways({**({"back": _STEPS[at - 1]} if at else {}), "next": "".join(_STEPS[at + 1 : at + 2]), "all": _ALL, "close": ""})
    else:
        _offer()


def _offer() -> None:
    """The button. Its hint goes, for this visit, with the first look or with "Not now"."""
    new = _SKIPPED not in st.session_state
    with st.container(horizontal=True, vertical_alignment="center", key="look-ways"):
        if new:
            st.markdown(f"**{say('look.hint')}**", width="content")
        label = say("look.open", n=len(_STEPS))
        st.button(
            label, key="look-open", icon=":material/explore:", type="secondary" if new else "tertiary", on_click=_go, kwargs={"look": _STEPS[0]}
        )
        if new:
            st.button(say("look.skip"), key="look-skip", type="tertiary", on_click=_go, kwargs={"look": ""})


def _show(step: str) -> None:
    """A step: what it is about, and the page on which it can be tried – in an invented region where there is one, so that nothing real is touched."""
    st.header(say("look.step", number=_STEPS.index(step) + 1, all=len(_STEPS), title=say(f"look.{step}.title")), anchor=False)
    st.markdown(say(f"look.{step}"))
    regions = places().regions
    region = next((one for one in regions if one.demonstration), regions[0])
    choices = {"region": region.id}
    if step == "open_cell":
        choices |= {"place": region.countries[0], "point": framework().point_ids[0]}
    page = _PAGES[step]
    st.page_link(_PATHS[page], label=say("look.try", page=say(f"page.{page}")), icon=":material/arrow_forward:", query_params=address.way(**choices))


def _ways(ways: dict[str, str]) -> None:
    """The buttons under a step, by what they are called, each with the step to which it leads. After the last step the one that led on ends the look: the
    keyboard stays where it is."""
    if ways.get("next") == "":
        del ways["close"]
    with st.container(horizontal=True, key="look-ways"):
        for name, step in ways.items():
            said = name if step else "close"
            st.button(
                say(f"look.{said}"),
                key=f"look-{name}",
                icon=_ICONS[said],
                type="primary" if name == "next" else "secondary",
                on_click=_go,
                kwargs={"look": step},
            )


def _go(look: str) -> None:
    st.session_state[_SKIPPED] = True
    address.put(look=look)
