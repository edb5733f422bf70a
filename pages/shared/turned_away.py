"""Uploads that the server did not let in: noted by session at the edge of the process (serving/limits.py), said once by that session's page."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.shared.data import say

_TEXTS = {"many": "upload.wait", "own": "upload.wait.own", "slow": "upload.wait.slow"}
"""What the page says of each reason."""
_MOST = 1000
"""How many sessions are remembered: one that ends before its page runs is never told."""

_why: dict[str, str] = {}


def note(session: str, why: str) -> None:
    """Remember why an upload of a session was turned away: "many" were arriving, it had sent too many of its "own", it was too "slow"."""
    while len(_why) >= _MOST:
        _why.pop(next(iter(_why)))
    _why[session] = why


def tell() -> bool:
    """Say why this session's upload was turned away; whether there was anything to say."""
    context = get_script_run_ctx()
    why = _why.pop(context.session_id, "") if context else ""
    if why:
        st.warning(say(_TEXTS[why]), icon=":material/hourglass_top:")
    return bool(why)
