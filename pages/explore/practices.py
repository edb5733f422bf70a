"""Which practice to borrow for a gap: every region's activities, found by text and by choice."""

import streamlit as st

from lib.search import search
from pages.shared import downloads, glossary, languages, practices
from pages.shared.data import revisions, say

# What Streamlit has no setting for. As on Coverage: a stretched container moves below its neighbour before it is too narrow to read in. And the head of a
# card goes on in a second line instead of being cut off.
STYLE = """<style>
[data-testid="stLayoutWrapper"]:has(> .st-key-found) { flex-basis: 26rem }
[data-testid="stPageLink"] :is(span, p) { white-space: normal }
</style>"""

st.title(say("page.practices"), anchor=False)
st.html(STYLE)
with st.container(horizontal=True, vertical_alignment="bottom"):
    box = st.container(width="stretch")
    regions = practices.choose_regions()
    glossary.offer("recorded", "good_practice", "region_wide", "grouping")
invented = any(region.demonstration for region in regions)
if invented:
    st.badge(say("workbook.demonstration"), color="orange")
told_by = list(revisions(invented).values())
index = practices.loaded(told_by)
known = practices.known(index, regions)
asked = practices.asked(known)
found = search(index, asked.text, asked.choices)
with box:
    practices.type_text(asked)

with st.container(horizontal=True, gap="medium"):
    with st.container(width=250, gap="xsmall"):
        practices.choose(index, known, asked, found)
    with st.container(width="stretch", key="found"):
        if found.practices:
            practices.say_found(index, asked, found)
            st.caption(say("practices.caption"))
            languages.say_as_written()
            with st.container(horizontal=True, horizontal_alignment="distribute"):
                page = practices.choose_page(regions, asked, found)
                downloads.offer("practices-demonstration" if invented else "practices", lambda: practices.table(found), revisions=told_by)
            practices.show_cards(found, page)
        else:
            practices.say_nothing(index, asked, found)
