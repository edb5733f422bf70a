"""What of what was agreed is late, and what moved since then? Actions with what is overdue first, and the change report between two days."""

import streamlit as st

from lib.exceptions import StoreError
from pages.shared import actions, filters, glossary, since
from pages.shared.data import current_or_reason, render, say

st.title(say("page.progress"), anchor=False)
with st.container(horizontal=True, vertical_alignment="bottom"):
    region = filters.region()
    glossary.offer("action", "revision", "publish", "as_of")
if region.demonstration:
    st.badge(say("workbook.demonstration"), color="orange")
try:
    if revision := current_or_reason(region.id):
        actions.show(revision)
    since.show(region)
except StoreError as error:
    st.error(render(error.message), icon=":material/cloud_off:")
