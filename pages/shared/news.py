"""What was published while a page stood open: noted by session at the edge of the process (serving/news.py), said once by the page that shows it."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from lib.model import Message
from pages.shared.data import say

_MOST = 1000
"""How many sessions are remembered: one that ends before its page runs is never told."""

_of: dict[str, tuple[str, ...]] = {}


def note(session: str, regions: tuple[str, ...]) -> None:
    """Remember of which regions something new was published, for the next run of a session's page."""
    while len(_of) >= _MOST:
        _of.pop(next(iter(_of)))
    _of[session] = regions


def tell() -> None:
    """Say of which regions a newer revision is shown than before, if this run was for that."""
    context = get_script_run_ctx()
    if regions := _of.pop(context.session_id, ()) if context else ():
        named = tuple(Message(f"region.{region}") for region in regions)
        st.toast(say("news.published", regions=named), icon=":material/update:", duration="long")
