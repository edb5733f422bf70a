"""The dashboard with a page that breaks, over a text that must stay within the process: History of Europe. `uvicorn tests.browser.faulty:app`."""

from streamlit import net_util

from lib import store
from lib.model import Entry
from lib.store import Store
from serve import app
from tests.browser.planted import FOREIGN, OF_A_CELL

__all__ = ["app"]

_history = store.history


def history(kept: Store, region: str | None = None) -> tuple[Entry, ...]:
    """As the store's own, but of Europe."""
    if region == "europe":
        int(OF_A_CELL)
    return _history(kept, region)


store.history = history
net_util.get_external_ip = lambda: FOREIGN
