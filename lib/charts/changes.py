"""What changed as a map of cells: each changed status by kind of change, and how many rows beside it changed in the same cell.

What says something of a country is filled (progress, setback, newly known); what says something of the matrix only is grey (correction,
reclassification) or almost empty (withdrawn). Every kind has its own glyph: nothing hangs on colour.
"""

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from lib.charts.heatmap import column_width, header, row_height, row_names
from lib.charts.once import once
from lib.framework import Framework, Look, Theme
from lib.model import Stage, Status

CHANGED = "changed"
"""The chart's one dataset: the cells."""
CHANGE_GLYPHS: Mapping[str, str] = {
    "progress": "▲",
    "setback": "▼",
    "newly_known": "◆",
    "correction": "✎",
    "reclassification": "⇄",
    "withdrawn": "✕",
}


def change_look(framework: Framework, theme: Theme, kind: str | None) -> Look:
    """How a kind of change is drawn; None is a cell in which something else than the status changed."""
    assessed, recorded, unknown = framework.assessed[theme], framework.recorded[theme], framework.unknown[theme]
    outlined = recorded[Stage.NOT_IN_PLACE]
    looks = {
        "progress": assessed[Status.IN_PLACE],
        "setback": assessed[Status.NOT_IN_PLACE],
        "newly_known": assessed[Status.PLANNED],
        "correction": assessed[Status.NOT_APPLICABLE],
        "reclassification": recorded[Stage.IN_PLACE],
        "withdrawn": Look(unknown.fill, outlined.ink, outlined.outline),
    }
    return looks[kind] if kind else outlined


def paint_changes(cells: pd.DataFrame, framework: Framework, theme: Theme) -> pd.DataFrame:
    """Cells (place, point, change: a kind or None, others: rows that changed beside the status) with what is drawn of each: adds mark, fill, ink and
    outline. A cell in which nothing changed is almost the page itself."""
    drawn = [_drawn(framework, theme, *row) for row in zip(cells["change"], cells["others"], strict=True)]
    return cells.assign(**pd.DataFrame(drawn, columns=["mark", "fill", "ink", "outline"], index=cells.index))


def _drawn(framework: Framework, theme: Theme, change: str | None, others: int) -> tuple[str, str, str, str]:
    look = change_look(framework, theme, change) if change or others else framework.unknown[theme]
    mark = " ".join(part for part in (CHANGE_GLYPHS[change] if change else "", f"+{others}" if others else "") if part)
    return mark, look.fill, look.ink, look.outline


@once
def change_map(
    places: Mapping[str, str], points: Mapping[str, str], titles: Mapping[str, str], *, footnote: Sequence[str], ink: str
) -> dict[str, Any]:
    """The Vega-Lite specification. `places` and `points` map codes to what heads the rows and columns, in order; `titles` name the tooltip's lines
    ("place", "point", "change"). Data come beside it under CHANGED: place, point, place_name, point_name, words, label, mark, fill, ink, outline."""
    rows, columns = list(places), list(points)
    column, step = column_width(len(columns)), row_height(len(rows))
    x = alt.X("point:N", sort=columns, scale=alt.Scale(domain=columns, paddingInner=0, paddingOuter=0), axis=header(points, column, ink))
    y = alt.Y("place:N", sort=rows, scale=alt.Scale(domain=rows, paddingInner=0, paddingOuter=0), axis=row_names(places, ink))
    base = alt.Chart(alt.NamedData(CHANGED)).encode(x=x, y=y)
    boxes = base.mark_rect(width=column - 4, height=step - 3, strokeWidth=1, cornerRadius=2).encode(
        fill=alt.Fill("fill:N", scale=None),
        stroke=alt.Stroke("outline:N", scale=None),
        tooltip=[
            alt.Tooltip("place_name:N", title=titles["place"]),
            alt.Tooltip("point_name:N", title=titles["point"]),
            alt.Tooltip("words:N", title=titles["change"]),
        ],
        description="label:N",
    )
    marks = base.mark_text(fontSize=min(13, step - 4), aria=False, tooltip=None).encode(text="mark:N", color=alt.Color("ink:N", scale=None))
    lines = [line for text in footnote for line in textwrap.wrap(text, max(80, column * len(columns) // 6))]
    foot = alt.TitleParams(lines, orient="bottom", anchor="start", fontSize=11, fontWeight="normal", color=ink, offset=10)
    whole = alt.layer(boxes, marks).properties(width=column * len(columns), height=step * len(rows))
    # In a column of its own, as the heatmap: the page would squeeze a single chart, its names included, into the width of its cells.
    drawn: dict[str, Any] = alt.vconcat(whole, title=foot).configure_view(stroke=None).to_dict()
    return drawn
