"""An office edits its region's workbook and hands it in; whoever keeps the region sees what would change, answers what is open, and publishes it."""

import streamlit as st

from lib.exceptions import StoreError
from lib.model import Message
from lib.store import HandIn
from pages.shared import acting, address, filters, glossary, hand_ins, looking, publishing
from pages.shared.data import render, revision, say, shown

st.title(say("page.upload"), anchor=False)
if shown().as_of:
    st.info(say("upload.not_then"), icon=":material/history:")
    st.stop()
with st.container(horizontal=True, vertical_alignment="bottom"):
    region = filters.region()
    glossary.offer("region", "assessed", glossary.STATUSES, "recorded", "revision", "publish")
if region.demonstration:
    st.badge(say("workbook.demonstration"), color="orange")
try:
    stamp = shown().stamps.get(region.id)
    upon = revision(region.id, *stamp) if stamp else None
    looking.take_away(region, upon)
    if not acting.allowed("keep", region.id):
        st.stop()
    st.header(say("upload.hand_in"), anchor=False)
    hand_ins.receive(region)
    chosen = hand_ins.choose(region)
    if isinstance(chosen, HandIn) and chosen.region != region.id:
        st.warning(
            say("upload.other_region", region=Message(f"region.{chosen.region}"), chosen=Message(f"region.{region.id}")), icon=":material/swap_horiz:"
        )
        st.button(
            say("upload.other_region.switch", region=Message(f"region.{chosen.region}")), on_click=address.put, kwargs={"region": chosen.region}
        )
    elif isinstance(chosen, HandIn):
        st.header(say("upload.report"), anchor=False)
        looking.look_and_publish(chosen, upon)
    elif chosen:
        publishing.show_published(chosen)
except StoreError as error:
    st.error(render(error.message), icon=":material/cloud_off:")
