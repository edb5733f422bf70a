"""What was published of a region, when and by whom; what each revision changed; and the way back to any of them."""

import streamlit as st

from lib.exceptions import StoreError
from pages.shared import address, filters, glossary, history, next_steps, restoring
from pages.shared.data import may, render, say, shown

st.title(say("page.history"), anchor=False)

try:
    with st.container(horizontal=True):
        region = filters.region()
        history.forget_other_region(region.id)
        found = history.entries(region.id)
        entry, pair = history.choose(found)
        glossary.offer("revision", "publish", "as_of")
    if region.demonstration:
        st.badge(say("workbook.demonstration"), color="orange")
    restoring.tell()
    offer = None if shown().as_of or not found or not may("publish", region.id) else restoring.offered(found[0])
    if not found:
        st.info(say("history.nothing.then" if shown().as_of else "history.nothing"), icon=":material/inventory_2:")
        next_steps.ways("upload", "planning", region=region.id)
    elif pair:
        history.compare(*pair)
    elif entry:
        history.show_one(entry, found)
    elif offer and address.get("offer"):
        history.show_offer(offer, found[0])
    else:
        address.put(offer="")
        if offer:
            history.mention_offer()
        history.show_list(found)
    history.remember(region.id)
except StoreError as error:
    st.error(render(error.message), icon=":material/cloud_off:")
