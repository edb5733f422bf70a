"""Which region to look at next, and how much is known there: every region as a small matrix, in a fixed order, without totals."""

from typing import Any

import pandas as pd
import streamlit as st

from lib import outputs
from lib.model import Revision
from pages.shared import address, downloads, first_look, glossary, lately, next_steps
from pages.shared.data import current_or_reason, language, places, say
from pages.shared.legend import legend
from pages.shared.matrix import thumbnail
from pages.shared.theme import theme

st.title(say("page.overview"), anchor=False)
first_look.show()
st.markdown(say("overview.introduction"))
with st.container(horizontal=True, vertical_alignment="bottom"):
    with st.container():
        st.html(legend(theme(), language()))
    glossary.offer("region", "cell", "assessed", glossary.STATUSES, "recorded", "not_known")

real: dict[str, Revision] = {}
with st.grid(4, gap="medium"):
    for region in places().regions:
        with st.container(border=True, height="stretch"):
            st.page_link(
                "pages/explore/coverage.py",
                label=f"**{say(f'region.{region.id}')}**",
                icon=":material/arrow_forward:",
                query_params=address.way(region=region.id),
            )
            if region.demonstration:
                st.badge(say("workbook.demonstration"), color="orange")
            revision = current_or_reason(region.id)
            if revision:
                small = thumbnail(revision, theme(), language())
                st.vega_lite_chart(None, small.sent, alt=small.words, key=f"region-{region.id}")
                st.caption(small.words)
                if next_steps.is_empty(revision):
                    next_steps.ways("upload", region=region.id)
                if not region.demonstration:
                    real[say(f"region.{region.id}")] = revision


def table() -> pd.DataFrame:
    """What is known of every real region in words, for a file."""
    known = [thumbnail(revision, "light", language()).words.replace("  \n", "; ") for revision in real.values()]
    return pd.DataFrame({say("method.region"): list(real), say("heatmap.known"): known})


def picture() -> dict[str, Any]:
    """The small matrices of all real regions, for a file."""
    return outputs.beside([(name, thumbnail(revision, "light", language()).specification) for name, revision in real.items()], 4, width=220)


downloads.offer("overview", table, picture if real else None, title=say("leaving.overview"), revisions=list(real.values()))
lately.show(list(real.values()))
