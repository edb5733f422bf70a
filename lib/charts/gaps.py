"""The four lists of gaps as four columns of bars, apart: reported as not in place, planned, partly in place – and not known, which is no gap."""

import json
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from lib.charts.heatmap import look_of
from lib.charts.once import once
from lib.framework import Framework, Theme

GAPS = "gaps"
"""The chart's one dataset."""

_WIDTH, _LONGEST_NAME, _ROOM_FOR_NUMBER = 190, 300, 34


def paint_gaps(counts: pd.DataFrame, lists: Mapping[str, str], framework: Framework, theme: Theme) -> pd.DataFrame:
    """The counts of `figures.gap_counts` as GAPS, a row for each row and kind: row (the point or country), kind, list (to which the kind belongs, by
    `lists`), cells, order (of the kinds), fill and outline, and the list's whole number (number, at the end of its bar: end)."""
    by = counts.columns[0]
    bars = counts.melt(by, var_name="kind", value_name="cells").rename(columns={by: "row"})
    bars["list"] = bars["kind"].map(lists)
    looks = {kind: look_of(framework, theme, kind) for kind in lists}
    whole = bars.groupby(["row", "list"], sort=False)["cells"].transform("sum")
    last = ~bars.duplicated(["row", "list"], keep="last") & (whole > 0)
    return bars.assign(
        order=bars["kind"].map({kind: number for number, kind in enumerate(lists)}),
        fill=[looks[kind].fill for kind in bars["kind"]],
        outline=[looks[kind].ink if kind == "unknown" else looks[kind].outline for kind in bars["kind"]],
        number=whole.astype(str).where(last, ""),
        end=whole,
    )


@once
def gap_lists(
    rows: Mapping[str, str], lists: Mapping[str, str], titles: Mapping[str, str], *, most: int, footnote: Sequence[str], ink: str, accent: str
) -> dict[str, Any]:
    """The Vega-Lite specification. `rows` and `lists` map codes to names, in order; `titles` name the tooltip's lines ("row", "cells"); `most` cells a
    row can have. The data come beside it under GAPS: row, list, kind, cells, order, fill, outline, number, end, row_name, words, pointer."""
    step = 24 if len(rows) <= 20 else 17
    y = alt.Y("row:N", sort=list(rows), axis=_names(rows, ink), scale=alt.Scale(domain=list(rows), paddingInner=0.3, paddingOuter=0.15))
    scale = alt.Scale(domain=[0, max(most, 1)], range=[0, _WIDTH - _ROOM_FOR_NUMBER], nice=False)
    base = alt.Chart().encode(y=y)
    bars = (
        base.transform_filter("datum.cells > 0")
        .mark_bar(strokeWidth=0.7)
        .encode(
            x=alt.X("cells:Q", stack="zero", axis=None, scale=scale),
            order=alt.Order("order:Q", sort="ascending"),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("outline:N", scale=None),
            description="words:N",
        )
    )
    numbers = base.mark_text(align="left", dx=4, fontSize=12, color=ink, aria=False).encode(x=alt.X("end:Q", scale=scale, axis=None), text="number:N")
    pointers = base.mark_text(text="▶", align="right", dx=-4, fontSize=11, color=accent, aria=False).encode(
        x=alt.value(0), opacity=alt.condition(f"datum.pointer && datum.list === {json.dumps(next(iter(lists)))}", alt.value(1), alt.value(0))
    )
    # The whole line of a row answers to a click, however short its bar.
    line = (
        base.mark_bar(opacity=0, aria=False, cursor="pointer", height=step)
        .encode(
            x=alt.value(0),
            x2=alt.value(_WIDTH),
            tooltip=[alt.Tooltip("row_name:N", title=titles["row"]), alt.Tooltip("words:N", title=titles["cells"])],
        )
        .add_params(alt.selection_point(name="row", fields=["row"]))
    )
    heading = alt.Header(
        title=None,
        labelExpr=f"{json.dumps({code: textwrap.wrap(name, 26) for code, name in lists.items()}, ensure_ascii=False)}[datum.value]",
        labelAnchor="start",
        labelAlign="left",
        labelFontSize=12,
        labelFontWeight="bold",
        labelColor=ink,
    )
    note = [line for text in footnote for line in textwrap.wrap(text, 150)]
    drawn: dict[str, Any] = (
        alt.layer(bars, numbers, pointers, line, data=alt.NamedData(GAPS))
        .properties(width=_WIDTH, height=alt.Step(step))
        .facet(column=alt.Column("list:N", sort=list(lists), header=heading), spacing=16)
        .properties(title=alt.TitleParams(note, orient="bottom", anchor="start", limit=0, fontSize=11, fontWeight="normal", color=ink, offset=10))
        .configure_view(stroke=None)
        .to_dict()
    )
    return drawn


def _names(rows: Mapping[str, str], ink: str) -> alt.Axis:
    return alt.Axis(
        title=None,
        labelLimit=_LONGEST_NAME,
        labelFontSize=12,
        labelColor=ink,
        labelPadding=14,
        labelExpr=f"{json.dumps(dict(rows), ensure_ascii=False)}[datum.value]",
        ticks=False,
        domain=False,
    )
