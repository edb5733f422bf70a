"""A page that runs again by itself, for something that befell its session at the edge of the process (serving/): noted there, said once by that run."""

import asyncio
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.scriptrunner import get_script_run_ctx

from lib import schema
from lib.model import Message
from pages.shared.data import say

PUBLISHED, TURNED_AWAY = "published", "turned_away"
_TEXTS = {"large": "upload.wait.large", "many": "upload.wait", "own": "upload.wait.own", "slow": "upload.wait.slow"}
_MOST = 1000
"""How much is remembered: a session that ends before its page runs is never told."""
_FOR_NEWS = "runs-for-news"
_BETWEEN, _LONGEST = 0.1, 60.0
"""Seconds until it is looked again whether a session is still, and for how long."""

_noted: dict[tuple[str, str], Any] = {}


def run_again(session: Any, about: str, what: Any) -> None:
    """Let a session's page run again, to say what befell it: of which regions something new was PUBLISHED (their identifiers), or why an upload was
    TURNED_AWAY (it was too "large", "many" were arriving, it had sent too many of its "own", it was too "slow")."""
    while len(_noted) >= _MOST:
        _noted.pop(next(iter(_noted)))
    _noted[session.id, about] = what
    _run(session, _LONGEST)


def is_still(session: Any) -> bool:
    """Whether no run of a session goes on or is about to begin. Until then Streamlit does not know what the page last sent: to let it run again would put
    what was chosen and typed before in the place of a click or a text that has only just arrived."""
    # Private names of Streamlit's, here and below: it has no way yet to tell an open page something.
    return session._scriptrunner is None


def _run(session: Any, left: float) -> None:
    if is_still(session):
        asked = ClientState()
        asked.CopyFrom(session._client_state)
        # What the page last sent was the address before its run: what was chosen then stands in it no more.
        asked.query_string = urlencode(session.session_state.query_params._query_params, doseq=True)
        session.request_rerun(asked)
    elif left > 0:
        asyncio.get_running_loop().call_later(_BETWEEN, _run, session, left - _BETWEEN)


def tell_news() -> None:
    """Say of which regions a newer revision is shown than before, if this run is for that."""
    regions = _of_this_session(PUBLISHED)
    st.session_state[_FOR_NEWS] = bool(regions)
    if regions:
        named = tuple(Message(f"region.{region}") for region in regions)
        st.toast(say("news.published", regions=named), icon=":material/update:", duration="long")


def for_news() -> bool:
    """Whether this run is for news alone: nobody clicked or left a field, and somebody may be typing."""
    return bool(st.session_state.get(_FOR_NEWS))


def tell_turned_away() -> bool:
    """Say why this session's upload was turned away; whether there was anything to say."""
    why = _of_this_session(TURNED_AWAY)
    if why:
        icon = ":material/block:" if why == "large" else ":material/hourglass_top:"
        st.warning(say(_TEXTS[why], most=schema.MAX_BYTES // 2**20), icon=icon)
    return bool(why)


def _of_this_session(about: str) -> Any:
    context = get_script_run_ctx()
    return _noted.pop((context.session_id, about), None) if context else None
