"""What if some gaps were closed: tick them, and see the counts and intervals before and after."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from lib import figures, outputs
from lib.framework import Theme
from lib.model import Cell, Message, Revision
from pages.shared import address, comparison, downloads
from pages.shared.data import catalogue, language, render, say
from pages.shared.filters import point_name
from pages.shared.gaps import Gaps
from pages.shared.matrix import footnote
from pages.shared.theme import theme

_WHEN = {"before": Message("gaps.what_if.now"), "after": Message("gaps.what_if.then")}


def show(gaps: Gaps, revision: Revision) -> None:
    """Tick gaps of a point, and see every point with ticks before and after."""
    st.markdown(say("gaps.what_if.note"))
    point = address.choose_one("point", say("gaps.what_if.point"), list(gaps.rows), gaps.rows.__getitem__, width=420)
    for kind in figures.LISTS:
        here = [f"{row['place']}:{point}" for row in gaps.lists[kind] if row["point"] == point]
        if here:
            address.tick("closed", say(f"gaps.list.{kind}"), here, lambda code: say(f"place.{code.partition(':')[0]}"))
    st.caption(say("gaps.what_if.unknown"))
    closed = _closed(gaps)
    if not closed:
        st.info(f"{say('gaps.what_if.nothing')} {say('next.what_if')}", icon=":material/check_box_outline_blank:")
        return
    st.button(say("gaps.what_if.clear"), icon=":material/backspace:", on_click=address.put, kwargs={"closed": ""})
    cells = {"before": gaps.cells, "after": figures.what_if(gaps.cells, closed)}
    for point in [point for point in gaps.rows if any(cell.point == point for cell in closed)]:
        _show_point(cells, point, revision)


def _show_point(cells: Mapping[str, pd.DataFrame], point: str, revision: Revision) -> None:
    """One point before and after: the sentence, the counts and intervals as charts and as a table."""
    now, then = (figures.shares(table) for table in cells.values())
    sentence, table = render(figures.what_if_in_words(now, then, point)), _table(cells, point)
    with st.container(horizontal=True):
        st.markdown(f"**{point_name(point)}** – {sentence}", width="stretch")
        downloads.offer(
            f"what-if-{revision.region}-{point}",
            lambda: table,
            lambda: outputs.beside([("", one) for one in _pictures(cells, point, revision, "light") if one], 1),
            title=sentence,
            revisions=[revision],
        )
    stacked, intervals = _pictures(cells, point, revision, theme())
    comparison.show(stacked, f"what-if-counts-{point}", sentence)
    if intervals:
        comparison.show(intervals, f"what-if-intervals-{point}", sentence)
    st.table(table, alt=point_name(point), hide_index=True, width="content")


def _pictures(cells: Mapping[str, pd.DataFrame], point: str, revision: Revision, theme: Theme) -> tuple[dict[str, Any], dict[str, Any] | None]:
    words = catalogue(language())
    return comparison.pictures(cells, _WHEN, point, theme, words, (footnote(revision, words)[0], words.text("gaps.what_if.note")))


def _closed(gaps: Gaps) -> list[Cell]:
    """The ticked cells that are gaps of the view."""
    ticked = {Cell(*code.split(":", 1)) for code in address.get("closed").split(",") if ":" in code}
    return [Cell(row["place"], row["point"]) for rows in gaps.lists.values() for row in rows if (row["place"], row["point"]) in ticked]


def _table(cells: Mapping[str, pd.DataFrame], point: str) -> pd.DataFrame:
    """The counts and both intervals of a point in words, as assessed now and with the gaps closed."""
    heads = [say("gaps.what_if.counts"), *(say(f"share.{share}") for share in figures.SHARES)]
    return pd.DataFrame({say("gaps.what_if.of"): heads, **{render(name): _said(cells[when], point) for when, name in _WHEN.items()}})


def _said(cells: pd.DataFrame, point: str) -> list[str]:
    shares = [row for row in figures.shares(cells).to_dict("records") if row["point"] == point]
    return [render(figures.counts_in_words(figures.by_point(cells), point)), *(render(figures.share_in_words(row)) for row in shares)]
