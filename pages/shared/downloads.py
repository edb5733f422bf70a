"""What a page offers to take away."""

from collections.abc import Callable
from typing import Any

import pandas as pd


def offer(name: str, table: Callable[[], pd.DataFrame], picture: Callable[[], dict[str, Any]] | None = None) -> None:
    """Offer what is shown as files."""
