"""The dashboard with a page that breaks, over a text that must stay within the process: History of Europe. `uvicorn tests.browser.faulty:app`."""

from lib import store
from lib.model import Entry
from lib.store import Store
from serve import app

__all__ = ["app"]

OF_A_CELL = "Zweiundvierzig-in-a-page"

_history = store.history


def history(kept: Store, region: str | None = None) -> tuple[Entry, ...]:
    """As the store's own, but of Europe."""
    if region == "europe":
        int(OF_A_CELL)
    return _history(kept, region)


store.history = history
