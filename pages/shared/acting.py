"""In whose name somebody acts here: the one that they signed in with; where nobody signs in, the one that they type, asked once a session."""

from typing import Any

import streamlit as st

from lib.exceptions import NotAllowed
from lib.model import Actor, Right
from lib.store import RIGHTS
from pages.shared.data import may, render, say
from pages.shared.who import four_eyes, guarded, who

NAME = "acting-name"
"""Under which a typed name stands; nothing stands there where people sign in."""


def ask(label: str, **look: Any) -> str:
    """The name to act under, asked for where nobody signs in; "" while there is none."""
    if not guarded():
        st.text_input(label, key=NAME, max_chars=100, live="500ms", persist_state="session", **look)
    return name()


def name() -> str:
    """The name to act under; "" while there is none."""
    return who().name if guarded() else (st.session_state.get(NAME) or "").strip()


def actor(typed: str) -> Actor:
    """Who acts: whoever is signed in, whatever was typed; else whoever typed this name."""
    return who() if guarded() else Actor(typed)


def allowed(action: str, region: str | None = None) -> bool:
    """Whether whoever is here may do something (a function of the store) in a region; where not, the page says which right that takes and whom to ask."""
    if may(action, region):
        return True
    st.info(render(NotAllowed(action, region or "", right=RIGHTS[action] or Right.VIEWER).message), icon=":material/lock:")
    return False


def alone(by: Actor | None) -> bool:
    """Whether whoever is here would publish what they handed in themselves, where two people have to see it; the page says so."""
    if not guarded() or not four_eyes() or by is None or by.identity != who().identity:
        return False
    st.info(say("desk.alone"), icon=":material/lock:")
    return True
