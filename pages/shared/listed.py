"""The pages in the bar at the top, each found on the disk once and not at every run: Streamlit takes 50 µs for that, and there are thirteen."""

from copy import copy
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.navigation.page import Page


def listed(path: Path, **look: Any) -> Page:
    """A page as `st.Page` makes it. Each run has its own, since it remembers whether it has run."""
    return copy(_made(path, **look))


@cache
def _made(path: Path, **look: Any) -> Page:
    return st.Page(path, **look)
