"""Who asks: whoever the provider of the sign-in vouched for. Where sign-in is off, nobody in particular, who may do everything.

A sign-in says only who somebody is. Streamlit keeps that in a signed cookie for 30 days, and hands it to a session when it begins; what they may do is
asked of the store at each click.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from streamlit import config
from streamlit.errors import StreamlitSecretNotFoundError

from lib.model import Actor, Message

NOBODY = Actor("")

_LONGEST = 100
"""Letters of a name, as where one is typed."""
_NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
_SHORTEST_SECRET = 32
"""Characters of the secret that cookies are signed with: who guesses it signs in as anybody."""
_CALLBACK = "/oauth2callback"
_SECRETS = "STREAMLIT_SECRETS_FILES"

_beside: ContextVar[Actor | None] = ContextVar("asker", default=None)
"""Who asks in a thread beside a session's script, where Streamlit does not say."""
_settled: ContextVar[bool | None] = ContextVar("guarded", default=None)
"""What `settle` found for the run in this thread; None beside a run."""


def settle() -> None:
    """Settle for this run whether sign-in is on: Streamlit looks for files at each question where there are no secrets, and a run asks ten times.
    StreamlitSecretNotFoundError."""
    _settled.set(_has_sign_in())


def guarded() -> bool:
    """Whether sign-in is on: whether there are [auth] secrets. StreamlitSecretNotFoundError where there are secrets that cannot be read – they may well
    say that it is on."""
    found = _settled.get()
    return _has_sign_in() if found is None else found


def _has_sign_in() -> bool:
    try:
        return "auth" in st.secrets
    except StreamlitSecretNotFoundError:
        if config.is_manually_set("secrets.files") or any(Path(path).exists() for path in config.get_option("secrets.files")):
            raise
        return False


def four_eyes() -> bool:
    """Whether two people see what is published: where sign-in is on, unless somebody says otherwise."""
    return os.environ.get("MATRICES_FOUR_EYES", "").lower() != "off"


def problem() -> Message | None:
    """Why nobody could sign in, or why it would not be safe; None where sign-in is off or set up in full. Asked before the first visitor.

    `streamlit run` reads the variable that names the secrets, uvicorn does not: then nobody would sign in, and everybody might do everything.
    """
    if named := os.environ.get(_SECRETS):
        config.set_option("secrets.files", named.split())
    try:
        auth = st.secrets["auth"] if guarded() else {} if named else None
    except StreamlitSecretNotFoundError as error:
        return Message("sign_in.set_up.unread", {"reason": str(error)})
    if auth is None:
        return None
    if missing := [name for name in _NEEDED if not auth.get(name)]:
        return Message("sign_in.set_up.missing", {"names": tuple(missing)})
    if not auth["redirect_uri"].endswith(_CALLBACK):
        return Message("sign_in.set_up.redirect", {"ending": _CALLBACK})
    if len(str(auth["cookie_secret"])) < _SHORTEST_SECRET:
        return Message("sign_in.set_up.secret", {"least": _SHORTEST_SECRET})
    if any(_in_the_clear(auth[name]) for name in ("redirect_uri", "server_metadata_url")):
        return Message("sign_in.set_up.clear")
    return None


def signed_in() -> bool:
    """Whether a provider vouched for whoever is here; not whether they may do anything."""
    return st.user.get("is_logged_in") is True


def doubt() -> Message | None:
    """Why whoever signed in cannot be taken for who they say; None where nothing speaks against it."""
    claims = st.user.to_dict()
    if not _email(claims):
        return Message("sign_in.no_email")
    # Some providers say nothing of it, as they give out the addresses themselves; what they say counts.
    if str(claims.get("email_verified", True)).lower() != "true":
        return Message("sign_in.not_verified", {"email": _email(claims)})
    # Streamlit takes a token for another application too, if it was issued at our request ("azp").
    audience: Any = claims.get("aud")
    if st.secrets["auth"]["client_id"] not in (audience if isinstance(audience, list) else [audience]):
        return Message("sign_in.another_audience")
    return None


def who() -> Actor:
    """Whoever asks in this session; NOBODY where nobody signed in, or who did is not taken for who they say."""
    if (asker := _beside.get()) is not None:
        return asker
    if not guarded() or not signed_in() or doubt():
        return NOBODY
    claims = st.user.to_dict()
    name = " ".join(str(claims.get("name") or "").split())
    return Actor(name[:_LONGEST] or _email(claims), _email(claims))


def since() -> str:
    """When whoever is here signed in, as their provider says (UTC); "" where it does not say. All windows of one sign-in share it."""
    issued: Any = st.user.get("iat")
    try:
        return datetime.fromtimestamp(issued, UTC).isoformat(timespec="seconds")
    except (TypeError, ValueError, OverflowError):
        return ""


@contextmanager
def asking_as(asker: Actor) -> Iterator[None]:
    """In a thread beside a session's script: let what is asked be asked by who saw the button."""
    before = _beside.set(asker)
    try:
        yield
    finally:
        _beside.reset(before)


def _email(claims: Mapping[str, Any]) -> str:
    email = claims.get("email")
    return email.strip().lower() if isinstance(email, str) else ""


def _in_the_clear(url: str) -> bool:
    """Whether an address lets others on the way read along."""
    parts = urlsplit(url)
    return parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1", "::1")
