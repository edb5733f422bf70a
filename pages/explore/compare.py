"""What other regions and groups do at one action point that could be borrowed, and what may be said of who has more of it."""

from functools import partial

import streamlit as st

from lib.model import Message
from lib.places import slug
from pages.shared import address, comparison, downloads, glossary, groups, next_steps, paper, routes
from pages.shared.data import framework, say
from pages.shared.theme import theme

st.title(say("page.compare"), anchor=False)

with st.container(horizontal=True):
    chosen = groups.choose()
    point = address.choose_one("point", say("panel.point"), framework().point_ids, lambda id: f"{id} {say(f'point.{id}.short')}", width=300)
with st.container(horizontal=True, vertical_alignment="center"):
    if any(group.demonstration for group in chosen):
        st.badge(say("workbook.demonstration"), color="orange")
    groups.offer_other_kind(chosen)
    if chosen:
        with paper.off("to-figures", width="content"):
            st.markdown(say("compare.to_figures"))
    glossary.offer("grouping", "good_practice", "recorded", "not_assessed")
if len(chosen) < 2:
    with paper.off("choose"):
        st.info(say("compare.choose"), icon=":material/touch_app:")
groups.say_outside(chosen)

if sides := groups.sides(chosen):
    told_by = groups.told_by(sides)
    st.header(say("compare.practices", point=point, name=Message(f"point.{point}")), anchor="practices")
    st.caption(say("compare.practices.caption"))
    with st.grid(min(len(sides), 4), min_column_width=250, gap="medium"):
        for side in sides:
            with st.container(border=True, height="stretch"):
                groups.show_practices(side, point)
    downloads.offer(f"compare-practices-{slug(point)}", partial(groups.practices_table, sides, point), revisions=told_by)

    st.header(say("compare.figures"), anchor="figures")
    choices = st.container(horizontal=True, vertical_alignment="bottom")
    with choices:
        rows = address.choose_view("rows", say("compare.rows"), ("point", "all"), lambda code: say(f"compare.rows.{code}"))
    points = (point,) if rows == "point" else framework().point_ids
    part = slug(point) if rows == "point" else "all"
    shown = comparison.drawn(sides, points, theme())

    if shown.counts is None:
        st.caption(say("compare.recorded.caption"))
        st.markdown("\n".join(f"- {sentence}" for sentence in shown.recorded) if rows == "point" else say("compare.recorded.all"))
        if rows == "all":
            comparison.show_table(shown.recorded_table, say("compare.recorded.all"))
        downloads.offer(f"compare-recorded-{part}", lambda: shown.recorded_table, revisions=told_by)
        st.info(say("compare.needed"), icon=":material/info:")
        next_steps.ways("upload", "planning")
    else:
        with choices:
            way = address.choose_view("view", say("filter.view"), ("chart", "table"), lambda code: say(f"view.{code}"))
            with_intervals = shown.intervals is not None and address.switch("interval", say("compare.interval"))

        st.subheader(say("compare.counts"), anchor=False)
        st.markdown(f"**{shown.takeaway}**")
        if way == "chart":
            comparison.show(shown.counts, "counts", shown.counts_alt)
        else:
            comparison.show_table(shown.counts_table, say("compare.counts"))
        downloads.offer(
            f"compare-counts-{part}",
            lambda: shown.counts_table,
            lambda: comparison.drawn(sides, points, "light").counts or {},
            title=say("compare.counts"),
            revisions=told_by,
        )

        if with_intervals and shown.intervals:
            st.subheader(say("compare.intervals"), anchor=False)
            st.markdown(say("compare.intervals.caption"))
            if way == "chart":
                comparison.show(shown.intervals, "intervals", shown.intervals_alt)
            else:
                comparison.show_table(shown.intervals_table, say("compare.intervals"))
            downloads.offer(
                f"compare-intervals-{part}",
                lambda: shown.intervals_table,
                lambda: comparison.drawn(sides, points, "light").intervals or {},
                title=say("compare.intervals"),
                revisions=told_by,
            )

        if shown.pairs:
            st.subheader(say("compare.said"), anchor="said")
            if len(chosen) > 3:
                st.caption(say("compare.said.first", group=chosen[0].name))
            for pair in shown.pairs:
                comparison.show_pair(pair, by_point=rows == "all")
            st.caption(say("compare.said.caption"))

    if address.switch("along", say("country.along")):
        routes.show([country for side in sides for country in side.group.countries], points)
