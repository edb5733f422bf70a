"""Who handed in, published, planned, was given a right or was refused something, and when: for administrators, and for everybody where nobody signs in."""

import streamlit as st

from lib.exceptions import StoreError
from pages.shared import acting, trail
from pages.shared.data import render, say

st.title(say("page.audit"), anchor=False)
st.caption(say("audit.what"))
if acting.allowed("audit"):
    try:
        trail.show()
    except StoreError as error:
        st.error(render(error.message), icon=":material/cloud_off:")
