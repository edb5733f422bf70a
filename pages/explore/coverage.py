"""What is known of each country at each action point of one region: see the whole, open any cell, read what is behind it."""

from functools import partial

import streamlit as st

from lib.model import Evidence
from lib.pictured import Drawn
from pages.shared import address, cell_panel, downloads, filters, glossary, next_steps
from pages.shared.data import current_or_reason, language, places, say
from pages.shared.legend import legend
from pages.shared.matrix import View, drawn, in_order, picture, show_chart, show_grid, table, what_is_shown
from pages.shared.theme import theme

# What Streamlit has no setting for: a stretched container would shrink to 8rem before it moves below its neighbour, too narrow to read in.
STYLE = """<style>
[data-testid="stLayoutWrapper"]:has(> .st-key-panel) { flex-basis: 26rem }
.st-key-panel h2 { font-size: 1.125rem }
</style>"""

st.title(say("page.coverage"), anchor=False)

with st.container(horizontal=True):
    region = filters.region()
    group = filters.group(region)
    points = filters.points()
    evidence = address.choose_some(
        "evidence", say("filter.evidence"), tuple(Evidence), lambda code: say(f"evidence.{code}"), placeholder=say("filter.all_evidence"), width=170
    )
    order = address.choose_one("order", say("filter.order"), ("name", "assessed"), lambda code: say(f"order.{code}"), width=150)
    way = address.choose_view("view", say("filter.view"), ("chart", "table"), lambda code: say(f"view.{code}"))

revision = current_or_reason(region.id)
if revision is None:
    st.stop()
view = View(region.id, in_order(revision, places().members(region, group), order), points, frozenset(Evidence(code) for code in evidence))
matrix: Drawn = drawn(revision, view)

if region.demonstration:
    st.badge(say("workbook.demonstration"), color="orange")
next_steps.begin(revision)
with st.container(horizontal=True):
    with st.container():
        st.markdown(f"**{what_is_shown(view, group)}** – {matrix.takeaway}")
        cell_panel.show_in_a_line(matrix)
    downloads.offer(
        f"coverage-{region.id}", partial(table, revision, view), partial(picture, revision, view), title=matrix.grid["caption"], revisions=[revision]
    )
with st.container(horizontal=True, vertical_alignment="bottom"):
    with st.container():
        st.html(legend(theme(), language()))
    glossary.offer("coverage", "cell", "assessed", glossary.STATUSES, "recorded", "not_known", "good_practice", "region_wide", "contested")
st.html(STYLE)
with st.container(horizontal=True, gap="medium"):
    with st.container(width=matrix.width):
        if way == "chart":
            show_chart(matrix, alt=matrix.takeaway)
        else:
            show_grid(matrix)
    with st.container(border=True, width="stretch", key="panel"):
        cell_panel.show(revision, view, matrix)
