"""What if some gaps were closed: tick them, and read the counts and intervals before and after."""

import pandas as pd
import streamlit as st

from lib import figures
from lib.model import Cell
from pages.shared import address
from pages.shared.data import render, say
from pages.shared.filters import point_name
from pages.shared.gaps import Gaps


def show(gaps: Gaps) -> None:
    """Tick gaps of a point, and see every point with ticks before and after."""
    st.markdown(say("gaps.what_if.note"))
    point = address.choose_one("point", say("gaps.what_if.point"), list(gaps.rows), gaps.rows.__getitem__, width=420)
    for kind in figures.LISTS:
        here = [f"{row['place']}:{point}" for row in gaps.lists[kind].to_dict("records") if row["point"] == point]
        if here:
            address.tick("closed", say(f"gaps.list.{kind}"), here, lambda code: say(f"place.{code.partition(':')[0]}"))
    st.caption(say("gaps.what_if.unknown"))
    closed = _closed(gaps)
    if not closed:
        st.info(say("gaps.what_if.nothing"), icon=":material/check_box_outline_blank:")
        return
    if st.button(say("gaps.what_if.clear"), icon=":material/backspace:"):
        address.put(closed="")
        st.rerun()
    after = figures.what_if(gaps.cells, closed)
    for point in [point for point in gaps.rows if any(cell.point == point for cell in closed)]:
        st.markdown(f"**{point_name(point)}** – {render(figures.what_if_in_words(figures.shares(gaps.cells), figures.shares(after), point))}")
        st.table(_before_and_after(gaps.cells, after, point), alt=point_name(point), hide_index=True, width="content")


def _closed(gaps: Gaps) -> list[Cell]:
    """The ticked cells that are gaps of the view."""
    ticked = {Cell(*code.split(":", 1)) for code in address.get("closed").split(",") if ":" in code}
    return [
        Cell(row["place"], row["point"]) for rows in gaps.lists.values() for row in rows.to_dict("records") if (row["place"], row["point"]) in ticked
    ]


def _before_and_after(before: pd.DataFrame, after: pd.DataFrame, point: str) -> list[dict[str, str]]:
    """The counts and both intervals of a point, as assessed now and with the gaps closed."""
    rows = {"": ["gaps.what_if.counts", *(f"share.{share}" for share in figures.SHARES)]}
    columns = {say(f"gaps.what_if.{when}"): _said(cells, point) for when, cells in (("now", before), ("then", after))}
    return [dict(zip(("", *columns), line, strict=True)) for line in zip(map(say, rows[""]), *columns.values(), strict=True)]


def _said(cells: pd.DataFrame, point: str) -> list[str]:
    shares = [row for row in figures.shares(cells).to_dict("records") if row["point"] == point]
    return [render(figures.counts_in_words(figures.by_point(cells), point)), *(render(figures.share_in_words(row)) for row in shares)]
