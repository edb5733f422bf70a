"""What to raise, where and with whom: what is reported as missing – and, apart from it, what is not known and whom to ask first."""

from functools import partial

import streamlit as st

from lib import figures
from lib.model import Message
from pages.shared import address, asking, downloads, filters, gaps, glossary, helping, next_steps, routes, what_if
from pages.shared.data import current_or_reason, places, render, say, shown
from pages.shared.matrix import View, in_order, what_is_shown

st.title(say("page.gaps"), anchor=False)

with st.container(horizontal=True):
    region = filters.region()
    group = filters.group(region)
    points = filters.points()
with st.container(horizontal=True, vertical_alignment="bottom"):
    part = address.choose_view("part", say("filter.part"), ("missing", "ask", "what_if", "route"), lambda code: say(f"gaps.part.{code}"))
    if part == "missing":
        by = address.choose_view("by", say("filter.by"), gaps.BY, lambda code: say(f"gaps.by.{code}"))
        way = address.choose_view("view", say("filter.view"), ("chart", "table"), lambda code: say(f"view.{code}"))
    glossary.offer("gap", "not_assessed", *(("stretch",) if part == "route" else ("patchy", "absent", "good_practice", "contested")))

revision = current_or_reason(region.id)
if revision is None:
    st.stop()
view = View(region.id, in_order(revision, places().members(region, group), "name"), points, figures.ALL_EVIDENCE)

if region.demonstration:
    st.badge(say("workbook.demonstration"), color="orange")
if part != "missing" or shown().as_of:  # else it is said below what it would take to begin
    next_steps.begin(revision)

if part == "missing":
    found = gaps.gaps(revision, view, by)
    with st.container(horizontal=True):
        if found.begin:
            st.info(render(found.begin), icon=":material/flag:", width="stretch")
        else:
            st.markdown(f"**{what_is_shown(view, group)}** – {found.takeaway}", width="stretch")
        downloads.offer(
            f"gaps-{region.id}",
            partial(gaps.cells_table, revision, view),
            partial(gaps.picture, revision, view, by),
            title=say("gaps.picture", region=Message(f"region.{region.id}")),
            revisions=[revision],
        )
    if found.begin:
        next_steps.ways("upload", "planning", region=region.id)
    st.caption(say(f"gaps.order.{'none' if found.begin and by == 'point' else by}"))
    chart = st.container()
    opened = address.choose_one(by, say(f"gaps.open.{by}"), list(found.rows), found.rows.__getitem__, width=420)
    with chart:
        gaps.show(found, by, way, opened)
    st.markdown("  \n".join(said[:1].upper() + said[1:] for said in map(render, found.said[opened])))
    gaps.show_lists(found, by, opened)
    if gap := helping.choose(found, by, opened):
        helping.show(gap, region)
elif part == "ask":
    asking.show(gaps.gaps(revision, view, "point"), revision, view)
elif part == "what_if":
    what_if.show(gaps.gaps(revision, view, "point"), revision)
else:
    routes.show(view.countries, points)
