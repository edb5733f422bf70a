"""Groups of countries side by side: their counts stacked, and on demand what a share is at least and at most.

A stack counts countries: the longer one belongs to the larger group. What is not applicable stands beside it, apart, because it is none of the countries
counted. An interval is a solid bar up to the lowest possible share and a pale, outlined part from there to the highest: drawn as one bar, what is not
known would look large.
"""

import json
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from lib.charts.heatmap import paint_counts
from lib.charts.once import once
from lib.framework import Framework, Theme
from lib.model import Status

STACKS, ENDS, INTERVALS = "stacks", "ends", "intervals"
"""The named datasets: the segments of the stacks, the words behind each stack, and the intervals."""

_ACROSS, _STEP, _BAR = 700, 34, 22
_NAME = 34
"""Letters of a group's name in a line: the longest declared one takes two."""
_APART = 0.02
"""The gap before what is not applicable, as a part of the width."""


def stack(counts: pd.DataFrame, framework: Framework, theme: Theme) -> pd.DataFrame:
    """The counts of `figures.by_point`, with the group of each, as segments: adds order, fill, ink and outline (`paint_counts`), start and end (countries;
    of what is not applicable, behind a gap), and middle."""
    drawn = paint_counts(counts, framework, theme).sort_values("order", kind="stable")
    ends = drawn.groupby(["group", "point"], sort=False)["countries"].cumsum()
    gap = (drawn["kind"] == Status.NOT_APPLICABLE) * _APART * most(counts)
    start = ends - drawn["countries"] + gap
    return drawn.assign(start=start, end=ends + gap, middle=start + drawn["countries"] / 2)


def most(counts: pd.DataFrame) -> int:
    """The countries of the largest group: what scales the stacks."""
    return max(1, int(counts.groupby(["group", "point"])["countries"].sum().max()))


@once
def stacks(
    groups: Mapping[str, str], points: Mapping[str, str], kinds: Mapping[str, str], titles: Mapping[str, str], *,
    looks: pd.DataFrame, countries: int, footnote: Sequence[str], ink: str,
) -> dict[str, Any]:  # fmt: skip
    """The Vega-Lite specification of the stacked counts: a panel for each point, a row for each group.

    `groups`, `points` and `kinds` map codes to words, in order; `titles` name the tooltip's lines ("group", "point", "counts"); `looks` are the segments
    (kind, fill, outline) that the key is made of; `countries` scales the stacks; `footnote` are the lines below, `ink` is the colour of text.
    Data come beside it under STACKS (group, point, kind, start, end, middle, countries, ink, words, group_name, point_name) and ENDS (group, point,
    words).
    """
    fills, outlines = (dict(zip(looks["kind"], looks[part], strict=True)) for part in ("fill", "outline"))
    shown = [kind for kind in kinds if kind in fills]
    named = f"{json.dumps({kind: kinds[kind] for kind in shown}, ensure_ascii=False)}[datum.value]"
    key = alt.Legend(
        title=None, orient="top", direction="horizontal", columns=4, labelExpr=named, labelLimit=0, labelFontSize=12, labelColor=ink, symbolType="square",
        symbolStrokeWidth=1,
    )  # fmt: skip
    scale = alt.Scale(domain=[0, countries * (1 + _APART)], nice=False)
    y = _rows(groups, ink)
    base = alt.Chart(alt.NamedData(STACKS)).encode(
        y=y,
        tooltip=[
            alt.Tooltip("group_name:N", title=titles["group"]),
            alt.Tooltip("point_name:N", title=titles["point"]),
            alt.Tooltip("words:N", title=titles["counts"]),
        ],
    )
    bars = base.mark_bar(strokeWidth=1, height=_BAR).encode(
        x=alt.X("start:Q", axis=None, scale=scale),
        x2="end:Q",
        fill=alt.Fill("kind:N", scale=alt.Scale(domain=shown, range=[fills[kind] for kind in shown]), legend=key),
        stroke=alt.Stroke("kind:N", scale=alt.Scale(domain=shown, range=[outlines[kind] for kind in shown]), legend=key),
        description="words:N",
    )
    numbers = base.mark_text(fontSize=11, aria=False, tooltip=None).encode(
        x=alt.X("middle:Q", axis=None, scale=scale),
        text="countries:Q",
        color=alt.Color("ink:N", scale=None),
    )
    ends = _behind(alt.Chart(alt.NamedData(ENDS)), y, ink)
    return _panels([bars, numbers, ends], "point", points, len(groups), footnote, ink)


@once
def intervals(
    groups: Mapping[str, str],
    shares: Mapping[str, str],
    titles: Mapping[str, str],
    *,
    ends: tuple[str, str],
    footnote: Sequence[str],
    accent: str,
    ink: str,
) -> dict[str, Any]:
    """The Vega-Lite specification of what a share is at least and at most: a panel for each share, a row for each group.

    `ends` are the words at the two ends of the scale; the rest as for `stacks`. Data come beside it under INTERVALS (group, share, none = 0, lowest,
    highest up to 1, words, told, group_name).
    """
    y = _rows(groups, ink)
    scale = alt.Scale(domain=[0, 1], nice=False)
    named = f"datum.value === 0 ? {json.dumps(ends[0], ensure_ascii=False)} : {json.dumps(ends[1], ensure_ascii=False)}"
    axis = alt.Axis(
        values=[0, 1],
        title=None,
        labelExpr=named,
        labelFlush=True,
        labelLimit=0,
        labelFontSize=11,
        labelColor=ink,
        ticks=False,
        domain=False,
        grid=True,
    )
    base = alt.Chart(alt.NamedData(INTERVALS)).encode(
        y=y, tooltip=[alt.Tooltip("group_name:N", title=titles["group"]), alt.Tooltip("told:N", title=titles["share"])], description="told:N"
    )
    unsure = base.transform_filter("datum.highest > datum.lowest")
    possible = unsure.mark_bar(height=_BAR, color=accent, fillOpacity=0.12, stroke=accent, strokeWidth=1, strokeDash=[3, 2]).encode(
        x=alt.X("lowest:Q", axis=axis, scale=scale), x2="highest:Q"
    )
    certain = base.mark_bar(height=_BAR, color=accent, aria=False).encode(x=alt.X("none:Q", axis=axis, scale=scale), x2="lowest:Q")
    return _panels([possible, certain, _behind(alt.Chart(alt.NamedData(INTERVALS)), y, ink)], "share", shares, len(groups), footnote, ink)


def _rows(groups: Mapping[str, str], ink: str) -> alt.Y:
    lines = json.dumps({id: textwrap.wrap(name, _NAME) for id, name in groups.items()}, ensure_ascii=False)
    axis = alt.Axis(
        title=None,
        labelExpr=f"{lines}[datum.value]",
        labelLimit=0,
        labelFlush=False,
        labelFontSize=12,
        labelLineHeight=13,
        labelColor=ink,
        # Vega grows labels of several lines downwards from the middle of their row.
        labelOffset=alt.condition(f"length({lines}[datum.value]) > 1", alt.value(-7), alt.value(0)),
        ticks=False,
        domain=False,
    )
    return alt.Y("group:N", sort=list(groups), axis=axis, scale=alt.Scale(domain=list(groups), paddingInner=0, paddingOuter=0))


def _behind(chart: alt.Chart, y: alt.Y, ink: str) -> Any:
    """The words behind each row."""
    words = chart.mark_text(align="left", baseline="middle", fontSize=11, color=ink, aria=False, tooltip=None)
    return words.encode(y=y, x=alt.value(_ACROSS + 10), text="words:N")


def _panels(layers: Sequence[Any], field: str, panels: Mapping[str, str], rows: int, footnote: Sequence[str], ink: str) -> dict[str, Any]:
    """The layers once for each value of a field, one below the other, each under its name."""
    # Each layer by itself: a filter on all of them would not reach the data that they name.
    drawn = [
        alt.layer(*(layer.transform_filter(f"datum[{json.dumps(field)}] === {json.dumps(id)}") for layer in layers)).properties(
            width=_ACROSS, height=_STEP * rows, title=alt.TitleParams(name, anchor="start", fontSize=13, fontWeight="bold", color=ink, offset=4)
        )
        for id, name in panels.items()
    ]
    lines = [line for text in footnote for line in textwrap.wrap(text, 150)]
    foot = alt.TitleParams(lines, orient="bottom", anchor="start", limit=0, fontSize=11, fontWeight="normal", color=ink, offset=10)
    whole: dict[str, Any] = alt.vconcat(*drawn, spacing=14, title=foot).configure_view(stroke=None).to_dict()
    return whole
