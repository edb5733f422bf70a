"""What is shown, to take away."""

from collections.abc import Callable
from typing import Any

import pandas as pd


def offer(name: str, table: Callable[[], pd.DataFrame], picture: Callable[[], dict[str, Any]] | None = None) -> None:
    """Offer a table, and its picture, for download under a file stem."""
