"""The literal page, served as serve.py serves the real one: what it needs is loaded before the first visitor, and frozen."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Load what draws, then keep the garbage collector off it."""
    import pandas  # noqa: F401  # the chart's datasets are tables

    gc.collect()
    gc.freeze()
    collecting = asyncio.create_task(collect_between_clicks())
    yield
    collecting.cancel()


async def collect_between_clicks():
    """As often as the real one does: what a session leaves behind is not counted as what it needs."""
    while True:
        await asyncio.sleep(5)
        gc.collect()


app = st.App(Path(__file__).with_name("dashboard.py"), lifespan=lifespan)
