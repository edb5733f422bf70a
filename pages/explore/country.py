"""One country to read before a meeting, to print on A4 and to hand over: its situation, routes and action points, and who could help."""

from functools import partial

import streamlit as st

from lib import figures
from lib.framework import point_in_words
from lib.model import REGION_WIDE, Cell, Message
from pages.shared import address, country, downloads, glossary, languages, next_steps, routes
from pages.shared.data import current_or_reason, framework, places, render, revisions, say

COVERAGE = "pages/explore/coverage.py"

st.html(country.STYLE)
with st.container(horizontal=True, vertical_alignment="bottom"):
    title = st.container(width="stretch")
    choices = st.container(horizontal=True, vertical_alignment="bottom", width="content", key="choices")
    with choices:
        st.caption(say("country.print"), width="content")
        names, first = country.to_choose(), country.first_of(address.get("region"))
        place = address.choose_subject("place", say("country.choose"), list(names), names.__getitem__, first, width=280)
        region = places().region_of(place, address.get("region"))
        address.put(region=region.id)
title.title(say(f"place.{place}"), anchor=False)
revision = current_or_reason(region.id)
if revision is None:
    st.stop()

with choices:
    downloads.offer(f"country-{place}", partial(country.table, revision, place), revisions=[revision])
    glossary.offer("assessed", glossary.STATUSES, "recorded", "not_known", "good_practice", "action", "as_of")
known = country.known(revision, place)
if region.demonstration:
    st.badge(say("workbook.demonstration"), color="orange")
next_steps.begin(revision)
st.markdown(f"**{say(f'region.{region.id}')}** – {known.takeaway}")
st.caption(country.sources(revision, region))
country.key()

written = country.written(revision, place, known)
if written:
    languages.say_as_written()
country.sheet(country.glance(known, written))
left, right = st.columns(2, gap="medium")
with left:
    country.sheet(country.situation(revision.matrix, place))
with right:
    country.sheet(country.routes(place))
if places().routes_through(place):
    with st.container(key="along"):
        if address.switch("along", say("country.along")):
            routes.show((place,), framework().point_ids)

heading = f"<h2>{say('country.points')}</h2>"
gaps = [point for point in written if country.is_gap(known.cells[point])]
others = revisions(region.demonstration) if gaps else {}
for point, behind in written.items():
    helpers = country.helpers(Cell(place, point), others) if point in gaps else ""
    country.sheet(heading, country.point(known.cells[point], behind, helpers))
    heading = ""  # stands in one piece with what comes first, so that no page ends with it
    st.page_link(
        COVERAGE,
        label=say("country.open", point=point_in_words(point)),
        icon=":material/arrow_forward:",
        query_params=address.way(region=region.id, group="", place=place, point=point),
    )
if unknown := [point for point in known.cells if point not in written]:
    country.sheet(heading, country.not_known(unknown))
st.page_link(
    COVERAGE,
    label=say("country.open.row", country=Message(f"place.{place}")),
    icon=":material/arrow_forward:",
    query_params=address.way(region=region.id, group="", place=place),
)
country.sheet(country.groupings(place, region))
st.markdown(render(figures.region_wide_in_words(revision.matrix)))
st.page_link(
    COVERAGE,
    label=say("country.region_wide.open"),
    icon=":material/arrow_forward:",
    query_params=address.way(region=region.id, group="", place=REGION_WIDE),
)
