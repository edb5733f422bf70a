"""The charts of a briefing, in the light theme: the pages' own, from the same tables."""

import math
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import pandas as pd

from lib import charts, figures
from lib.briefing.content import Chart
from lib.briefing.told import Told, point_name
from lib.framework import Framework
from lib.model import REGION_WIDE, Cell, Message, Status
from lib.words import Catalogue, render

_INK, _ACCENT = "#1F2937", "#0072BC"
_ROWS = 16
"""Countries of a matrix in one picture: more could not be read on a slide."""


def charts_of(told: Told) -> Iterator[Chart]:
    """What stands where, in small by point, and in large by point and country. Where nothing is assessed there are no lists to be drawn."""
    if not told.nothing_assessed:
        yield _lists(told)
    yield from _matrices(told)


def _lists(told: Told) -> Chart:
    """The four lists of gaps of each point as bars, apart."""
    return Chart(
        title=Message("gaps.picture", {"region": told.name}),
        takeaway=told.takeaway,
        alt=(told.takeaway, *_by_point(told)),
        made=partial(_bars, told.cells, told.framework, told.words),
    )


def _bars(cells: pd.DataFrame, framework: Framework, words: Catalogue) -> dict[str, Any]:
    counts = figures.gap_counts(cells, "point")
    names = {code: words.text(f"gaps.list.{code}") for code in figures.LISTS}
    points = {point: f"{point} {words.text(f'point.{point}.short')}" for point in counts["point"]}
    most = cells.loc[cells["place"] != REGION_WIDE, "place"].nunique()
    bars = charts.paint_gaps(counts, figures.KINDS, framework, "light").query("list in @names")
    said = [render(Message(f"gaps.count.point.{kind}", {"n": int(n)}), words) for kind, n in zip(bars["kind"], bars["cells"], strict=True)]
    drawn = charts.gap_lists(
        points,
        names,
        {"row": words.text("heatmap.point"), "cells": words.text("gaps.cells")},
        most=most,
        footnote=(render(Message("gaps.chart.point", {"whole": most}), words),),
        ink=_INK,
        accent=_ACCENT,
    )
    return {**drawn, "datasets": {charts.GAPS: bars.assign(row_name=bars["row"].map(points), words=said, pointer=False)}}


def _by_point(told: Told) -> Iterator[Message]:
    """Each point with its counts in words."""
    yield from (Message("briefing.point", {"point": point_name(point), "said": said}) for point, said in told.counts.items())


def _matrices(told: Told) -> Iterator[Chart]:
    """The matrix of a subject as pictures that can be read on a slide: its countries in the table's order, so many to each. The counts above the columns
    are those of all its countries."""
    cells = told.cells
    countries = [place for place in cells["place"].unique() if place != REGION_WIDE]
    if not countries:
        return
    region_wide = [place for place in cells["place"].unique() if place == REGION_WIDE]
    pictures = math.ceil(len(countries) / _ROWS)
    size = math.ceil(len(countries) / pictures)
    for number, first in enumerate(range(0, len(countries), size), 1):
        rows = [*region_wide, *countries[first : first + size]]
        title = Message("grid.caption", {"region": told.name})
        if pictures > 1:
            title = Message("briefing.of_several", {"title": title, "number": number, "of": pictures})
        yield Chart(
            title=title,
            takeaway=told.takeaway,
            alt=(title, told.takeaway, *(_by_point(told) if number == 1 else ())),
            made=partial(_matrix, cells, rows, told.framework, told.words),
            large=True,
        )


def _matrix(cells: pd.DataFrame, rows: Sequence[str], framework: Framework, words: Catalogue) -> dict[str, Any]:
    names = {place: words.text(f"place.{place}") for place in rows}
    points = {id: f"{id} {words.text(f'point.{id}.short')}" for id in cells["point"].unique()}
    shown = charts.paint(cells[cells["place"].isin(rows)], framework, "light", words.text("legend.example.mark"))
    rows_shown: list[Any] = shown.to_dict("records")
    said = ["; ".join(render(message, words) for message in figures.cell_in_words(cell)) for cell in rows_shown]
    shown = shown.assign(place_name=shown["place"].map(names), point_name=shown["point"].map(points), words=said, label=said)
    stacks = charts.paint_counts(figures.by_point(cells), framework, "light").assign(words="", point_name="")
    known: list[Any] = figures.by_place(cells).to_dict("records")
    margin = {row["place"]: render(figures.known_in_words(row), words) for row in known}
    drawn = charts.heatmap(
        names,
        points,
        {name: words.text(f"heatmap.{name}") for name in ("place", "point", "known", "counts")},
        footnote=(_key(framework, words),),
        accent=_ACCENT,
        ink=_INK,
        countries=cells.loc[cells["place"] != REGION_WIDE, "place"].nunique(),
    )
    datasets = {
        charts.GRID: shown[["place", "point", "place_name", "point_name", "words", "label", "mark", "fill", "ink", "outline"]],
        charts.COUNTS: stacks,
        charts.MARGIN: pd.DataFrame({"place": rows, "point": list(points)[-1], "words": [margin[place] for place in rows]}),
        charts.OPEN: charts.opened((), Cell("", "")),
    }
    return {**drawn, "datasets": datasets}


def _key(framework: Framework, words: Catalogue) -> str:
    """What the glyphs of a matrix mean."""
    statuses = ", ".join(f"{framework.glyphs[status]} {words.text(f'status.{status}')}" for status in Status)
    return render(Message("heatmap.key", {"statuses": statuses, "unknown": framework.glyphs[None]}), words)
