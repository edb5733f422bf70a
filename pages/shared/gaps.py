"""A region's gaps on a page: what is counted of them, their chart and its twin, cached per revision and view."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Any, Literal

import pandas as pd
import streamlit as st

from lib import charts, figures, planning
from lib.framework import Theme
from lib.model import REGION_WIDE, Cell, Message, Revision
from lib.words import Catalogue, render
from pages.shared import address
from pages.shared.cell_panel import as_list, as_text
from pages.shared.data import catalogue, framework, joined, language, named, say
from pages.shared.filters import point_name
from pages.shared.matrix import ACCENT, INK, View, footnote, short_names
from pages.shared.theme import theme

By = Literal["point", "place"]
BY: tuple[By, By] = ("point", "place")
"""What a line of the lists may be."""


_MARKED = ("patchy", "absent")
"""What is said of a point's spread beside its name; the rest is said where it is opened."""


@dataclass(frozen=True)
class Gaps:
    """The gaps of a view: its cells, the four lists (of each cell a mapping), and the rows (points or countries, by code) with their names and what is
    said of each; of each contested cell what is missing, and apart from it the sentences that say so."""

    cells: pd.DataFrame
    lists: Mapping[str, Sequence[Mapping[Any, Any]]]
    rows: Mapping[str, str]
    said: Mapping[str, Sequence[Message]]
    words: Mapping[Cell, str]
    contested: Mapping[Cell, tuple[str, Sequence[str]]]
    takeaway: str
    begin: Message | None
    specification: dict[str, Any]
    bars: pd.DataFrame
    table: pd.DataFrame


def gaps(revision: Revision, view: View, by: By) -> Gaps:
    """The gaps of a revision, counted once per revision, view, theme and language."""
    return _gaps(revision.fingerprint, revision, view, by, theme(), language())


@st.cache_resource(max_entries=200, show_spinner=False, hash_funcs={View: repr})
def _gaps(fingerprint: str, _revision: Revision, view: View, by: By, theme: Theme, language: str) -> Gaps:
    words = catalogue(language)
    cells = figures.cells(_revision.matrix, view.countries, view.points, view.evidence)
    counts = figures.gap_counts(cells, by)
    said = _of_points(cells, Message(f"region.{view.region}")) if by == "point" else _of_places(cells)
    counts = counts.set_index(by).loc[list(said)].reset_index()  # in the order in which they are shown
    names = short_names(said, words) if by == "point" else {place: words.text(f"place.{place}") for place in said}
    spread = {
        row["point"]: words.text(f"spread.{row['spread']}.short") for row in figures.spread(cells).to_dict("records") if row["spread"] in _MARKED
    }
    heads = {id: " – ".join(filter(None, (name, spread.get(id)))) for id, name in names.items()}
    begin = figures.begin_in_words(cells)
    lists = {code: words.text(f"gaps.list.{code}") for code in figures.LISTS if not begin or code == figures.LISTS[-1]}
    kinds = {kind: words.text(f"gaps.kind.{kind}") for kind in figures.KINDS}
    table = counts.assign(**{by: counts[by].map(heads)}).rename(columns={by: words.text(f"heatmap.{by}"), **kinds})
    titles = {"row": words.text(f"heatmap.{by}"), "cells": words.text("gaps.cells")}
    most = len(view.countries) if by == "point" else len(view.points)
    key = render(Message(f"gaps.chart.{by}", {"whole": most}), words)
    return Gaps(
        cells=cells,
        lists={kind: rows.to_dict("records") for kind, rows in figures.gaps(cells, _revision.matrix).items()},
        rows=names,
        said=said,
        words={
            Cell(row["place"], row["point"]): joined((render(m, words) for m in figures.cell_in_words(row)), words)
            for row in cells.to_dict("records")
        },
        contested={Cell(one.place, one.point): told for one in _revision.matrix.remarks if (told := planning.contested(one.missing))[1]},
        takeaway=render(figures.takeaway(cells), words),
        begin=begin,
        specification=charts.gap_lists(
            heads, lists, titles, most=most, footnote=(footnote(_revision, words)[0], key), ink=INK[theme], accent=ACCENT[theme]
        ),
        bars=_bars(counts, by, names, words, theme).query("list in @lists"),
        table=table,
    )


def picture(revision: Revision, view: View, by: By) -> dict[str, Any]:
    """The bars of a view as a whole chart for a file: in the light theme, no line open."""
    light = _gaps(revision.fingerprint, revision, view, by, "light", language())
    return {**light.specification, "datasets": {charts.GAPS: light.bars.assign(pointer=False)}}


def cells_table(revision: Revision, view: View) -> pd.DataFrame:
    """The four lists of a view as a table for a file: one row per cell, with what its office wrote."""
    words, found = catalogue(language()), _gaps(revision.fingerprint, revision, view, "point", "light", language())
    heads = [
        words.text(id)
        for id in ("filter.region", "gaps.list", "heatmap.place", "heatmap.point", "panel.missing", "panel.recommendation", "heatmap.known")
    ]
    region = words.text(f"region.{view.region}")
    rows = [
        (
            region,
            words.text(f"gaps.kind.{kind if row['known'] == 'assessed' else row['known']}"),
            words.text(f"place.{row['place']}"),
            " ".join((row["point"], words.text(f"point.{row['point']}"))),
            row["missing"],
            row["recommendation"],
            found.words[Cell(row["place"], row["point"])],
        )
        for kind, cells in found.lists.items()
        for row in cells
    ]
    return pd.DataFrame(rows, columns=heads)


def _of_points(cells: pd.DataFrame, region: Message) -> dict[str, Sequence[Message]]:
    """What is said of each point, in the order in which points are shown; of one at which nothing is assessed, what documents record."""
    counts, records = figures.by_point(cells), {row["point"]: row for row in figures.recorded_in_place(cells).to_dict("records")}
    spread = {row["point"]: row for row in figures.spread(cells).to_dict("records")}
    said: dict[str, Sequence[Message]] = {}
    for row in figures.order(cells).to_dict("records"):
        point, here = row["point"], spread[row["point"]]
        count = figures.counts_in_words(counts, point)
        if here["unknown"] == here["applicable"] > 0:
            said[point] = [count, figures.recorded_in_words(records[point], region)]
        else:
            said[point] = [count, figures.spread_in_words(here), *([figures.tied_in_words(row["tied"])] if row["tied"] else [])]
    return said


def _of_places(cells: pd.DataFrame) -> dict[str, Sequence[Message]]:
    """What is said of each country, in the table's order: countries are not ranked."""
    known = figures.by_place(cells[cells["place"] != REGION_WIDE])
    return {row["place"]: [figures.known_in_words(row)] for row in known.to_dict("records")}


def _bars(counts: pd.DataFrame, by: By, names: Mapping[str, str], words: Catalogue, theme: Theme) -> pd.DataFrame:
    bars = charts.paint_gaps(counts, figures.KINDS, framework(), theme)
    said = [render(Message(f"gaps.count.{by}.{kind}", {"n": int(cells)}), words) for kind, cells in zip(bars["kind"], bars["cells"], strict=True)]
    return bars.assign(row_name=bars["row"].map(names), words=said)


def show(gaps: Gaps, by: By, way: str, opened: str) -> None:
    """The four lists of all rows, as bars or as their twin, a table."""
    if way == "chart":
        _show_chart(gaps, by, opened)
    else:
        st.table(gaps.table, alt=gaps.takeaway, hide_index=True, width="content")


def _show_chart(gaps: Gaps, by: By, opened: str) -> None:
    # A chart keeps its selection and tells of changes only: a new key clears it where another row was opened by other means (as in matrix.py).
    clicked = f"clicked-{by}"
    if st.session_state.get(clicked, opened) != opened:
        del st.session_state[clicked]
        st.session_state["gaps-number"] = st.session_state.get("gaps-number", 0) + 1
    key = f"gaps-{by}-{st.session_state.get('gaps-number', 0)}"
    bars = gaps.bars.assign(pointer=gaps.bars["row"] == opened)
    st.vega_lite_chart(
        None,
        {**gaps.specification, "datasets": {charts.GAPS: bars}},
        width="content",
        key=key,
        on_select=partial(_clicked, key, by, clicked),
        selection_mode="row",
        alt=gaps.takeaway,
    )


def _clicked(key: str, by: By, clicked: str) -> None:
    if chosen := st.session_state[key]["selection"].get("row"):
        st.session_state[clicked] = chosen[0]["row"]
        address.put(**{by: chosen[0]["row"]})


def show_lists(gaps: Gaps, by: By, opened: str) -> None:
    """The lists of one row, apart: of each cell what its office wrote, and of those not known what is recorded. Empty ones are named in a line."""
    here = {kind: [row for row in rows if row[by] == opened] for kind, rows in gaps.lists.items()}
    filled = [kind for kind, rows in here.items() if rows]
    if empty := [say(f"gaps.list.{kind}") for kind in figures.LISTS[:-1] if kind not in filled]:
        st.caption(say("gaps.empty.reported", lists=joined(empty)))
    if figures.LISTS[-1] not in filled:
        st.caption(say("gaps.empty.unknown"))
    for column, kind in zip(st.columns(len(filled) or 1), filled, strict=False):
        with column.container(border=True, height="stretch"):
            st.markdown(f"**{named(say(f'gaps.list.{kind}'), str(len(here[kind])))}**")
            st.html(f'<div style="overflow-wrap:anywhere">{_list(here[kind], by, gaps)}</div>')
    _show_contested(gaps, by, opened)


def _show_contested(gaps: Gaps, by: By, opened: str) -> None:
    """The cells of a row that are in no list and contested all the same: reported as in place, or as not applicable."""
    listed = {(row["place"], row["point"]) for rows in gaps.lists.values() for row in rows}
    cells = gaps.cells.loc[gaps.cells[by] == opened, ["place", "point"]].itertuples(index=False, name=None)
    rows = [{"place": cell[0], "point": cell[1]} for cell in cells if cell in gaps.contested and cell not in listed]
    if rows:
        with st.container(border=True):
            st.markdown(f"**{named(say('gaps.contested'), str(len(rows)))}**")
            items = (
                "<br>".join((named(f"<strong>{escape(_name(row, by))}</strong>", escape(gaps.words[Cell(**row)])), *_doubts(row, gaps)))
                for row in rows
            )
            st.html(f'<div style="overflow-wrap:anywhere">{as_list(items)}</div>')


def _list(rows: Sequence[Mapping[Any, Any]], by: By, gaps: Gaps) -> str:
    """Cells with what is written of them, then in a line those of which nothing is."""
    written = {id(row): list(_written(row, gaps)) for row in rows}
    items = ["<br>".join([f"<strong>{escape(_name(row, by))}</strong>", *written[id(row)]]) for row in rows if written[id(row)]]
    bare = ", ".join(escape(_name(row, by)) for row in rows if not written[id(row)])
    return (as_list(items) if items else "") + (f"<p><strong>{bare}</strong></p>" if bare else "")


def _name(row: Mapping[str, Any], by: By) -> str:
    return say(f"place.{row['place']}") if by == "point" else point_name(row["point"])


def _doubts(row: Mapping[str, Any], gaps: Gaps) -> Iterator[str]:
    _, doubts = gaps.contested.get(Cell(row["place"], row["point"]), ("", ()))
    yield from (f"<strong>{as_text(doubt)}</strong>" for doubt in doubts)


def _written(row: Mapping[str, Any], gaps: Gaps) -> Iterator[str]:
    yield from _doubts(row, gaps)
    missing, _ = gaps.contested.get(Cell(row["place"], row["point"]), (row["missing"], ()))
    for part, text in (("missing", missing), ("recommendation", row["recommendation"])):
        if text:
            yield named(escape(say(f"panel.{part}")), as_text(text))
    if row["known"] != "assessed" and (row["records"] or row["examples"]):
        yield escape(gaps.words[Cell(row["place"], row["point"])])
