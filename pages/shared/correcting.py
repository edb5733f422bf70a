"""A file in a layout of its own: how it was taken, how sure that is, and all that a person can say about it so that it is read as its office meant it."""

from collections.abc import Sequence

import streamlit as st

from lib import store
from lib.exceptions import StoreError
from lib.mapping import Foreign, Layout, Mapping
from lib.model import Actor, Matrix, Message, Report, Status
from lib.store import HandIn
from pages.shared import hand_ins, mark_meanings, said, sheet_meanings
from pages.shared.data import kept, render, say

_SURE, _LIKELY = 0.9, 0.6
"""From this confidence on a reading is called sure, or likely."""
_ASKING = {"two-readings", "no-matrix", "no-region"}
"""The findings that ask how the file is read, beside marks and names that wait for an answer."""


def correct(one: HandIn, report: Report) -> None:
    """Say how a file was read, and let people say how it is meant. Of a file in our own layout there is nothing to say."""
    if report.foreign is None:
        return
    mapping = report.mapping or Mapping()
    told = store.corrections(kept(), one.region, one.receipt)
    _say_how_it_was_taken(report, told)
    _offer_what_is_remembered(one, report.foreign, told)
    _say_regions(one, report.foreign.regions)
    if report.layout != Layout.NOT_READ and _has_statuses(report, report.foreign):
        _ask_assessed(one, mapping)
    key = f"correcting-{one.region}-{one.receipt}"
    st.session_state[f"{key}-open"] = st.session_state.get(f"{key}-open") or _asks(report, report.foreign)
    with st.expander(say("correcting.correct"), expanded=st.session_state[f"{key}-open"], key=key, icon=":material/tune:"):
        sheet, preview = sheet_meanings.show(one, report.foreign, mapping)
        mark_meanings.ask_marks(one, report.foreign.marks)
        mark_meanings.ask_names(one, report.foreign.names)
        sheet_meanings.ask(one, sheet, preview)


def says_anything(matrix: Matrix) -> bool:
    """Whether a matrix holds more than whose it is."""
    return bool(matrix.assessments or matrix.remarks or matrix.activities or matrix.situations or matrix.follow_up)


def remember(report: Report, told: Mapping | None, by: Actor) -> None:
    """Remember what was said of a file that was published, for the next one of its shape."""
    if report.foreign is None or not told or told == Mapping():
        return
    try:
        store.remember(kept(), report.foreign.shape, told, by)
    except StoreError as error:  # what was published is published; the next file of this shape is asked about once more
        st.toast(render(error.message), icon=":material/cloud_off:", duration="infinite")


def _say_how_it_was_taken(report: Report, told: Mapping | None) -> None:
    if report.layout == Layout.NOT_READ:
        st.warning(say("correcting.not_found"), icon=":material/help:")
        return
    sure = report.confidence or 0.0
    how = "said" if told and told.sheets else "sure" if sure >= _SURE else "likely" if sure >= _LIKELY else "unsure"
    st.info(say(f"correcting.taken.{how}", layout=Message(f"correcting.taken.{report.layout}")), icon=":material/table_view:")


def _offer_what_is_remembered(one: HandIn, foreign: Foreign, told: Mapping | None) -> None:
    """Where a file of the same shape was published before, and nothing was said of this one yet: read it the same way, or not."""
    found = store.remembered(kept(), foreign.shape)
    if found is None:
        return
    date = found.at.date()
    if told is None:
        with st.container(border=True):
            st.markdown(say("correcting.remembered", date=date))
            with st.container(horizontal=True):
                st.button(say("correcting.remembered.use"), key="remembered-use", type="primary", on_click=_use, args=(one, found.mapping))
                st.button(say("correcting.remembered.not"), key="remembered-not", on_click=_use, args=(one, Mapping()))
    elif told == found.mapping:
        st.caption(say("correcting.remembered.used", date=date))


def _use(one: HandIn, mapping: Mapping) -> None:
    said.say_so(one, lambda _: mapping)


def _say_regions(one: HandIn, regions: Sequence[str]) -> None:
    """Where a file names the countries of other regions too: they are read when it is handed in for those."""
    others = tuple(region for region in regions if region != one.region)
    if not others:
        return
    names = tuple(Message(f"region.{region}") for region in others)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(say("correcting.regions", region=Message(f"region.{one.region}"), others=names), icon=":material/public:", width="stretch")
        for region in others:
            label = say("correcting.regions.hand_in", region=Message(f"region.{region}"))
            st.button(label, key=f"hand-in-{region}", on_click=hand_ins.hand_in_for, args=(one, region))


def _ask_assessed(one: HandIn, mapping: Mapping) -> None:
    """Whose word a status is: what documents record and what an office assesses are two kinds of knowledge."""
    key = said.show(f"assessed-{one.region}-{one.receipt}", mapping.assessed)
    st.radio(
        say("correcting.assessed"),
        (False, True),
        format_func=lambda assessed: say(f"correcting.assessed.{assessed}"),
        captions=[say(f"correcting.assessed.{assessed}.help") for assessed in (False, True)],
        key=key,
        on_change=_take_assessed,
        args=(one, key),
    )


def _has_statuses(report: Report, foreign: Foreign) -> bool:
    """Whether a status was met at all: as a mark, or as what became of one."""
    matrix = report.matrix
    stated = matrix is not None and (bool(matrix.assessments) or any(one.stage for one in matrix.activities))
    return stated or any(mark.means in set(Status) for mark in foreign.marks)


def _take_assessed(one: HandIn, key: str) -> None:
    said.say_so(one, lambda mapping: said.with_assessed(mapping, st.session_state[key]))


def _asks(report: Report, foreign: Foreign) -> bool:
    """Whether something is open that only a person can answer."""
    return (
        any(mark.means is None for mark in foreign.marks)
        or any(name.means is None for name in foreign.names)
        or any(one.code in _ASKING for one in report.findings)
    )
