"""Looking back: every page as it was at a moment, by the address (`as_of=2026-11-26`, or to the second)."""

from datetime import UTC, date, datetime, time

import streamlit as st

from pages.shared import address
from pages.shared.data import Shown, say


def moment() -> datetime | None:
    """The moment that the address asks for (a day is meant to its end), None for now. In UTC, as the history has it."""
    asked = address.get("as_of")
    if not asked:
        return None
    try:
        found = _read(asked)
    except ValueError:
        address.put(as_of="")
        st.toast(say("address.unknown", choice=say("as_of")), icon=":material/link_off:", duration="infinite")
        return None
    address.put(as_of=asked)
    return found


def _read(asked: str) -> datetime:
    """A day to its end, or a moment; in UTC where it names no other time. ValueError."""
    if len(asked) == len("2026-11-26"):
        return datetime.combine(date.fromisoformat(asked), time.max, UTC)
    found = datetime.fromisoformat(asked)
    return found.replace(tzinfo=found.tzinfo or UTC)


def tell(shown: Shown) -> None:
    """Say on every page that it looks back, or that the store cannot be reached and from when what is shown was known."""
    if shown.as_of:
        with st.container(horizontal=True, vertical_alignment="center", key="as-of"):
            st.warning(say("as_of.shown", date=shown.as_of.date(), time=f"{shown.as_of:%H:%M}"), icon=":material/history:", width="stretch")
            st.button(say("as_of.now"), on_click=address.put, kwargs={"as_of": ""})
        if not shown.stamps:
            st.info(say("next.nothing.anywhere"), icon=":material/inventory_2:")
    if not shown.reached:
        st.warning(say("as_of.unreached", date=shown.known_at.date(), time=f"{shown.known_at:%H:%M}"), icon=":material/cloud_off:")
