"""Which of a region's gaps do we act on, who does it by when – and what do we now know that we did not? A session in a room, on the wall."""

import streamlit as st

from lib.exceptions import StoreError
from lib.model import Cell
from pages.shared import (
    acting,
    filters,
    glossary,
    planning_begin,
    planning_close,
    planning_drafts,
    planning_last,
    planning_list,
    planning_record,
    planning_room,
    planning_steps,
    planning_tab,
    planning_view,
)
from pages.shared.data import current_or_reason, render, revision, say, shown

place = ""
try:
    session = None if shown().as_of else planning_room.asked()
    if session is None:
        st.title(say("page.planning"), anchor=False)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            region = filters.region()
            glossary.offer("gap", "assessed", glossary.STATUSES, "recorded", "not_known", "contested", "action", "publish")
        if region.demonstration:
            st.badge(say("workbook.demonstration"), color="orange")
        if shown().as_of:
            st.info(say("upload.not_then"), icon=":material/history:")
        elif acting.allowed("sessions", region.id) and current_or_reason(region.id):
            planning_begin.show(region)
    elif not planning_room.is_in(session):
        planning_close.tell()
        planning_begin.show_closed(session)
    else:
        stamp = shown().stamps.get(session.region)
        room = planning_room.enter(session)
        st.html(planning_view.STYLE)
        planning_room.show_head(room, stamp)
        stop = planning_steps.show(room)
        place = "/".join(stop)
        planning_drafts.tell()
        wall, side = st.columns((5, 2), gap="medium")
        with wall:
            if stop.step == planning_steps.LAST:
                planning_last.show(room)
            elif stop.step == planning_steps.END:
                planning_close.show(room, revision(session.region, *stamp) if stamp else None)
            elif point := planning_steps.point_of(room, stop):
                planning_view.show(room, point, stop.place)
                if room.by:
                    planning_record.show(room, Cell(stop.place, point.point))
        with side, st.container(key="planning-list", gap="xsmall"):
            planning_list.show(session.id)
except StoreError as error:
    st.error(render(error.message), icon=":material/cloud_off:")
planning_tab.serve(place)
