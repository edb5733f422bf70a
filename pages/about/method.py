"""What a figure means and where it comes from: looked up when somebody in the room asks."""

import streamlit as st

from lib import schema
from lib.model import Message, Status
from pages.shared import glossary
from pages.shared.data import by_name, framework, joined, places, say

st.title(say("page.method"), anchor=False)
st.markdown(say("method.introduction", framework=Message("framework.name"), title=Message("framework.title")))

sections = ("known", "words", "figures", "points", "regions", *(("sources",) if say("framework.provenance") else ()), "workbook")
st.markdown(" · ".join(f"[{say('glossary.title' if anchor == 'words' else f'method.{anchor}.title')}](#{anchor})" for anchor in sections))

st.header(say("method.known.title"), anchor="known")
st.markdown(say("method.known"))
st.table(
    [
        {
            say("method.glyph"): framework().glyphs[status],
            say("method.status"): say(f"status.{status}"),
            say("method.status.definition"): say(f"status.{status}.definition"),
        }
        for status in Status
    ],
    alt=say("method.status"),
    hide_index=True,
    width="content",
)

st.header(say("glossary.title"), anchor="words")
glossary.show()

st.header(say("method.figures.title"), anchor="figures")
st.markdown(say("method.figures"))

st.header(say("method.points.title"), anchor="points")
st.table(
    [
        {say("method.number"): id, say("heatmap.point"): say(f"point.{id}"), say("method.points.definition"): say(f"point.{id}.definition")}
        for id in framework().point_ids
    ],
    alt=say("method.points.title"),
    hide_index=True,
    width="content",
)

st.header(say("method.regions.title"), anchor="regions")
st.markdown(say("method.regions"))
st.table(
    [
        {
            say("method.region"): say(f"region.{region.id}"),
            say("method.countries"): joined(say(f"place.{iso3}") for iso3 in by_name(region.countries)),
        }
        for region in places().regions
    ],
    alt=say("method.regions.title"),
    hide_index=True,
    width="content",
)

if provenance := say("framework.provenance"):
    st.header(say("method.sources.title"), anchor="sources")
    st.markdown(provenance)

st.header(say("method.workbook.title"), anchor="workbook")
st.markdown(say("method.workbook"))
st.table(
    [
        {
            say("method.sheet"): say(f"sheet.{sheet.key}"),
            say("method.row"): say(f"sheet.{sheet.key}.row"),
            say("method.columns"): joined(
                [say(f"{'field' if sheet is schema.ABOUT else 'column'}.{column.key}") for column in sheet.columns if not column.hidden]
                + ([say("method.matrix.points")] if sheet is schema.MATRIX else [])
            ),
        }
        for sheet in schema.SHEETS
    ],
    alt=say("method.workbook.title"),
    hide_index=True,
    width="content",
)
