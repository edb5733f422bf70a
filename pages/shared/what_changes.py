"""What changes from one matrix to another of the same region, on a page: a sentence, a map, every change old → new, and what is said otherwise."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from lib import change_report, figures, schema
from lib.exceptions import CannotBeMerged
from lib.framework import point_in_words
from lib.merge import RowChange
from lib.model import Cell, Matrix, Message, Revision
from pages.shared import address, change_list, changes, downloads
from pages.shared.cell_panel import as_list
from pages.shared.changes import Found, Map
from pages.shared.data import language, places, render, say
from pages.shared.theme import theme

_FIRST = 15
"""How many changes of a sheet are listed before somebody asks for the rest."""
_PARTS = ("judge", *(sheet.key for sheet in schema.SHEETS))
"""The lists that can be opened, as the address has them."""


def show(
    before: Matrix,
    after: Matrix,
    *,
    name: str,
    revisions: Sequence[Revision] = (),
    judged: Mapping[Cell, str] | None = None,
    judge: bool = False,
) -> dict[Cell, str]:
    """Show what changes; returns the kind of change of each cell whose status changes.

    `name`: the stem of the files to take away, and what keeps this page's choices apart; `revisions`: what the files say they are of. `judged` are the
    kinds that somebody took changes for, instead of the rule's proposals; with `judge` the reader chooses them here.
    """
    try:
        found = changes.found(before, after, revisions)
    except CannotBeMerged:
        st.error(say("what_changes.cannot"), icon=":material/error:")
        return {}
    if not found.rows:
        st.info(say("what_changes.nothing"), icon=":material/check:")
        return {}
    cells = figures.as_judged(found.cells, judged or {})
    if judge:
        cells = figures.as_judged(cells, _chosen(name, cells))
    address.put(open=",".join(_open()))
    region = after.about.region
    said = [render(message) for message in change_report.in_words(cells, found.rows)]
    with st.container(horizontal=True):
        st.markdown(" ".join((f"**{said[0]}**", *said[1:])))
        drawn = changes.change_map(cells, found.rows, region, _countries(region), theme())
        picture = partial(_picture, cells, found, region) if drawn else None
        downloads.offer(name, partial(changes.every_change, cells, found.rows), picture, revisions=revisions)
    _show_map(drawn, region, said)
    if judge:
        _judge(name, cells)
    _show_list(cells, found.rows)
    _show_said(changes.said_otherwise(before, after, revisions))
    return changes.kinds(cells)


def _countries(region: str) -> tuple[str, ...]:
    return places().region(region).countries


def _picture(cells: pd.DataFrame, found: Found, region: str) -> dict[str, Any]:
    """The map for a file; only where there is one."""
    drawn = changes.change_map(cells, found.rows, region, _countries(region), "light")
    return {**drawn.specification, "datasets": drawn.datasets} if drawn else {}


def _show_map(drawn: Map | None, region: str, said: Sequence[str]) -> None:
    if drawn is None:
        st.markdown(say("what_changes.map.none"))
        return
    st.subheader(say("what_changes.map"), anchor="map")
    way = address.choose_view("view", say("filter.view"), ("chart", "table"), lambda code: say(f"view.{code}"))
    if drawn.part:
        st.caption(say("what_changes.map.part"))
    told = say("what_changes.map.alt", region=Message(f"region.{region}"), changes=" ".join(said))
    if way == "table":
        st.table(drawn.table, hide_index=True, alt=told, width="content")
        return
    st.html(changes.legend(theme(), language()))
    st.vega_lite_chart(None, {**drawn.specification, "datasets": drawn.datasets}, width="content", key="changes", alt=told)


def _chosen(name: str, cells: pd.DataFrame) -> dict[Cell, str]:
    """What the reader chose on this page, for changes from the same status to the same status only."""
    memory = _choices(name)
    rows = changes.changed(cells)
    return {Cell(row["place"], row["point"]): memory[_change(row)] for row in rows if _change(row) in memory}


def _choices(name: str) -> dict[tuple[str, ...], str]:
    memory: dict[tuple[str, ...], str] = st.session_state.setdefault(f"judged-{name}", {})
    return memory


def _change(row: Mapping[str, Any]) -> tuple[str, ...]:
    return row["place"], row["point"], str(row["before"]), str(row["after"])


def _judge(name: str, cells: pd.DataFrame) -> None:
    """A choice for each changed status."""
    rows = changes.changed(cells)
    if not rows:
        return
    st.subheader(say("what_changes.judge"), anchor="judge")
    st.caption(say("what_changes.judge.help"))
    shown = _as_many(rows, "judge")
    with st.grid(3, min_column_width=300):
        for row in shown:
            key = f"judge-{name}-{row['place']}-{row['point']}"
            if st.session_state.get(key) != row["change"]:
                st.session_state[key] = row["change"]
            before, after = (Message(f"status.{row[when] or schema.NOT_ASSESSED}") for when in ("before", "after"))
            point = point_in_words(row["point"])
            st.selectbox(
                say("what_changes.judge.cell", place=Message(f"place.{row['place']}"), point=point, before=before, after=after),
                figures.choices(row),
                format_func=lambda kind: say(f"change.{kind}.name"),
                key=key,
                on_change=_choose,
                args=(name, key, _change(row)),
            )
    _offer_more(rows, "judge")


def _choose(name: str, key: str, change: tuple[str, ...]) -> None:
    _choices(name)[change] = st.session_state[key]


def _show_list(cells: pd.DataFrame, rows: Sequence[RowChange]) -> None:
    st.subheader(say("what_changes.list"), anchor="changes")
    statuses = changes.changed(cells)
    for sheet in schema.SHEETS:
        here = [row for row in rows if row.sheet == sheet.key]
        if sheet is schema.MATRIX:
            lines: list[Callable[[], str]] = [partial(change_list.status, one) for one in statuses]
            lines += [partial(change_list.country, one) for one in here if one.kind != "changed"]
        else:
            lines = [partial(change_list.row, one) for one in here]
        if lines:
            st.markdown(f"**{say(f'sheet.{sheet.key}')}**")
            st.html(f'<div style="overflow-wrap:anywhere">{as_list(line() for line in _as_many(lines, sheet.key))}</div>')
            _offer_more(lines, sheet.key)


def _as_many(lines: Sequence[Any], part: str) -> Sequence[Any]:
    """All of a list that is opened, the first ones of any other."""
    return lines if part in _open() else lines[:_FIRST]


def _offer_more(lines: Sequence[Any], part: str) -> None:
    if len(lines) > _FIRST and part not in _open():
        label = say("what_changes.more", n=len(lines) - _FIRST)
        st.button(label, key=f"more-{part}", icon=":material/expand_more:", type="tertiary", on_click=_open_list, args=(part,))


def _open() -> list[str]:
    return [part for part in address.get("open").split(",") if part in _PARTS]


def _open_list(part: str) -> None:
    address.put(open=",".join((*_open(), part)))


def _show_said(said: Sequence[figures.SaidOtherwise]) -> None:
    """The sentences of the region's figures that are others now."""
    st.subheader(say("what_changes.said"), anchor="said")
    if not said:
        st.markdown(say("what_changes.said.nothing"))
        return
    heads = [say(f"what_changes.said.{part}") for part in ("about", "before", "after")]
    told = [[render(part) for part in one] for one in said]
    st.table(pd.DataFrame(told, columns=heads), hide_index=True, alt=say("what_changes.said"))
