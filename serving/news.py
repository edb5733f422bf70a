"""What somebody publishes is seen on every open page within two seconds, at whichever process it is open: the store is asked once for the whole process,
and only a page that shows an earlier revision runs again – by itself, as if somebody had clicked.

A page that looks back to a moment stays as it is. One that runs is left alone, and one that was found behind is given the time until the next look: it may
be about to run anyway.
"""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from streamlit import runtime

from lib.exceptions import StoreError
from lib.store import Stamp
from pages.shared import by_itself
from pages.shared.data import Shown

SECONDS_BETWEEN_LOOKS = 0.7
"""A page is found behind at one look and runs at the next: two of these, and the run, fit into two seconds."""

_Stamps = Mapping[str, Stamp]


async def tell(latest: Callable[[], _Stamps]) -> None:
    """Run the open pages again that show an earlier revision than `latest` gives (a StoreError of its is no news), until cancelled."""
    behind: dict[str, tuple[_Stamps, int]] = {}
    while True:
        await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        sessions = _open()
        if not sessions:
            continue
        try:
            stamps = await asyncio.to_thread(latest)
        except StoreError:
            continue
        behind = {
            session.id: _looks(behind, session.id, stamps, still=by_itself.is_still(session))
            for session in sessions
            if missed(_shown(session), stamps)
        }
        for session in sessions:
            # Told once of the same: a page that may not see it (any more) would run without end.
            if behind.get(session.id, (stamps, 0))[1] == 2 and by_itself.is_still(session):
                by_itself.run_again(session, by_itself.PUBLISHED, missed(_shown(session), stamps))


def missed(shown: Shown | None, stamps: _Stamps) -> tuple[str, ...]:
    """The regions of which a page shows another revision than the current one; none where it shows nothing, or what was at a moment."""
    if shown is None or shown.as_of is not None:
        return ()
    return tuple(region for region, stamp in stamps.items() if shown.stamps.get(region) != stamp)


def _looks(behind: Mapping[str, tuple[_Stamps, int]], id: str, stamps: _Stamps, *, still: bool) -> tuple[_Stamps, int]:
    """The stamps that a page lacks, and at how many looks it was found to while it did not run."""
    before, looks = behind.get(id, (stamps, 0))
    return stamps, (looks if before == stamps else 0) + still


# Private names of Streamlit's, as in `by_itself`.


def _open() -> list[Any]:
    """The sessions of pages that are open."""
    return [info.session for info in runtime.get_instance()._session_mgr.list_active_sessions()] if runtime.exists() else []


def _shown(session: Any) -> Shown | None:
    try:
        found: Shown = session.session_state["shown"]
    except KeyError:
        return None
    return found
