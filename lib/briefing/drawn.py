"""The charts of a briefing, in the light theme: the pages' own, from the same tables."""

import math
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import pandas as pd

from lib import charts, figures
from lib.briefing.content import Chart
from lib.briefing.told import Told
from lib.framework import Framework, point_in_words
from lib.model import REGION_WIDE, Message
from lib.pictured import ACCENT, INK, as_picture, draw, key, short_names
from lib.words import Catalogue, render

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
    points = short_names(counts["point"], words)
    most = cells.loc[cells["place"] != REGION_WIDE, "place"].nunique()
    bars = charts.paint_gaps(counts, figures.KINDS, framework, "light").query("list in @names")
    said = [render(Message(f"gaps.count.point.{kind}", {"n": int(n)}), words) for kind, n in zip(bars["kind"], bars["cells"], strict=True)]
    drawn = charts.gap_lists(
        points,
        names,
        {"row": words.text("heatmap.point"), "cells": words.text("gaps.cells")},
        most=most,
        footnote=(render(Message("gaps.chart.point", {"whole": most}), words),),
        ink=INK["light"],
        accent=ACCENT["light"],
    )
    return {**drawn, "datasets": {charts.GAPS: bars.assign(row_name=bars["row"].map(points), words=said, pointer=False)}}


def _by_point(told: Told) -> Iterator[Message]:
    """Each point with its counts in words."""
    yield from (Message("briefing.point", {"point": point_in_words(point), "said": said}) for point, said in told.counts.items())


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
    shown = cells[cells["place"].isin(rows)]
    names = {place: words.text(f"place.{place}") for place in rows}
    return as_picture(draw(shown, names, "", (key(framework, words),), "", framework, "light", words, counted=cells))
