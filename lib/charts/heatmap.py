"""The matrix as a picture: filled cells are assessed, outlined ones recorded only, almost empty ones not known.

Every cell has a glyph or a number as well as a colour, so that nothing hangs on colour alone. The stacked counts of each point stand above the columns
in the same chart, because margins in charts of their own drift out of line with the rows.
"""

import json
import textwrap
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from lib.charts.once import once
from lib.framework import Framework, Look, Theme
from lib.model import REGION_WIDE, Cell, Stage, Status

GRID, COUNTS, MARGIN, OPEN, STRETCHES = "grid", "counts", "margin", "open", "stretches"
"""The chart's named datasets: the cells, the counts by point, the words at the end of each row, the open cell (one row or none), and, where the rows
are those of a route, its patchy stretches."""

_COLUMNS, _NARROWEST, _WIDEST = 680, 68, 110
"""Width of all points' columns and of one, in pixels: ten of them, the longest name and the margin fit a laptop of 1280 pixels."""
_LONGEST_NAME = 290
_COUNTS_HEIGHT = 64
_STACK = ("in_place", "partly", "planned", "not_in_place", "recorded", "unknown", "not_applicable")


def paint(cells: pd.DataFrame, framework: Framework, theme: Theme, example: str) -> pd.DataFrame:
    """The cells of `figures.cells` with what is drawn of each: adds mark (the glyph, or glyph and number), fill, ink and outline (colours). `example` marks
    a cell of which nothing is known but a title."""
    rows = zip(cells["known"], cells["status"], cells["stage"], cells["records"], cells["examples"], cells["conflict"], strict=True)
    drawn = [_drawn(framework, theme, example, *row) for row in rows]
    return cells.assign(**pd.DataFrame(drawn, columns=["mark", "fill", "ink", "outline"], index=cells.index))


def _drawn(
    framework: Framework,
    theme: Theme,
    example: str,
    known: str,
    status: Status | None,
    stage: Stage | None,
    records: int,
    examples: int,
    conflict: bool,
) -> tuple[str, str, str, str]:
    if status is not None:
        return _marked(framework.glyphs[status], framework.assessed[theme][status])
    if known == "recorded":
        look = framework.recorded[theme][stage or Stage.NOT_IN_PLACE]
        if not records:  # by evidence that is not looked at: neither a zero nor unknown
            return _marked("…", look)
        glyph = framework.glyphs[Status(stage)] if stage else ""
        return _marked(f"{glyph} {records}{' ≠' if conflict else ''}".strip(), look)
    return _marked(example if examples else framework.glyphs[None], framework.unknown[theme])


def _marked(mark: str, look: Look) -> tuple[str, str, str, str]:
    return mark, look.fill, look.ink, look.outline


def paint_counts(counts: pd.DataFrame, framework: Framework, theme: Theme) -> pd.DataFrame:
    """The counts of `figures.by_point`, zeros left out, with the order, fill, ink and outline of each segment of the stack."""
    known = counts[counts["countries"] > 0]
    frame = framework.recorded[theme][Stage.IN_PLACE].fill
    looks = [look_of(framework, theme, kind) for kind in known["kind"]]
    return known.assign(
        order=[_STACK.index(kind) for kind in known["kind"]],
        fill=[look.fill for look in looks],
        ink=[look.ink for look in looks],
        outline=[frame if kind == "unknown" else look.outline for kind, look in zip(known["kind"], looks, strict=True)],
    )


def opened(cells: Collection[Cell], cell: Cell) -> pd.DataFrame:
    """The open cell for OPEN, with the first place and point of the cells shown, beside which its row and column are marked. No row where it is not
    among them."""
    rows = [(*cell, *next(iter(cells)))] if cell in cells else []
    return pd.DataFrame(rows, columns=["place", "point", "first_place", "first_point"], dtype=str)


def look_of(framework: Framework, theme: Theme, kind: str) -> Look:
    """How a kind of cell (a Status, "recorded" or "unknown") is drawn where it is counted."""
    if kind == "unknown":
        return framework.unknown[theme]
    return framework.recorded[theme][Stage.PLANNED] if kind == "recorded" else framework.assessed[theme][Status(kind)]


@once
def heatmap(
    places: Mapping[str, str],
    points: Mapping[str, str],
    titles: Mapping[str, str],
    *,
    footnote: Sequence[str],
    accent: str,
    ink: str,
    countries: int,
    stretches: str = "",
) -> dict[str, Any]:
    """The Vega-Lite specification of a matrix with its margins.

    `places` and `points` map codes to what heads the rows and columns, in order; `titles` name the tooltip's lines ("place", "point", "known", "counts");
    `ink` is the colour of text, `accent` the open cell's; `countries` scales the stacks. `footnote` are
    the lines below. Data come beside it under GRID (place, point, mark, fill,
    ink, outline, words, label), COUNTS (point, countries, order, fill, ink, outline, words), MARGIN (place, point, words) and
    OPEN (place, point, first_place, first_point); with `stretches` (the colour behind their lines), STRETCHES (point, start,
    end, words).
    """
    rows, columns = list(places), list(points)
    column, step = column_width(len(columns)), row_height(len(rows))
    across = column * len(columns)
    x = alt.X("point:N", sort=columns, scale=alt.Scale(domain=columns, paddingInner=0, paddingOuter=0))
    y = alt.Y("place:N", sort=rows, scale=alt.Scale(domain=rows, paddingInner=0, paddingOuter=0))
    bare = x.axis(None)
    stacks = _stacks(bare, titles, countries, column, ink).properties(width=across, height=_COUNTS_HEIGHT)
    grid = _grid(x.axis(header(points, column, ink)), bare, y.axis(row_names(places, ink)), titles, column, step)
    margin = (
        alt.Chart(alt.NamedData(MARGIN))
        .mark_text(align="left", baseline="middle", dx=column // 2 + 8, fontSize=11, color=ink, aria=False, tooltip=None)
        .encode(y=y, x=bare, text="words:N")
    )
    layers = [*grid, margin, *_open(bare, y, accent, ink, column, step)]
    if stretches:
        layers += _stretches(bare, y, titles, ink, stretches, column)
    if len(rows) > 20:  # a tall matrix repeats its headings at the foot, so that one of the two is in view
        layers.append(alt.Chart(alt.NamedData(OPEN)).mark_point(opacity=0, aria=False).encode(x=x.axis(header(points, column, ink, "bottom")), y=y))
    matrix = alt.layer(*layers).resolve_axis(x="independent").properties(width=across, height=step * len(rows))
    # What a picture needs that leaves the page: whose matrix it is, as of when, and what the glyphs mean.
    lines = [line for text in footnote for line in textwrap.wrap(text, width(places, points) // 6)]
    foot = alt.TitleParams(lines, orient="bottom", anchor="start", limit=0, fontSize=11, fontWeight="normal", color=ink, offset=10)
    drawn: dict[str, Any] = alt.vconcat(stacks, matrix, spacing=4, title=foot).configure_view(stroke=None).to_dict()
    return drawn


def width(places: Mapping[str, str], points: Mapping[str, str]) -> int:
    """The heatmap's whole width in pixels, with the names before it and the margin behind it."""
    names = min(_LONGEST_NAME, 6 * max(map(len, places.values())))
    return max(200, names + 16) + column_width(len(points)) * len(points) + 134


def column_width(points: int) -> int:
    """Fewer points share the width of ten."""
    return max(_NARROWEST, min(_WIDEST, _COLUMNS // max(points, 1)))


def row_height(rows: int) -> int:
    """Tall enough to read from a chair, small enough that headings at both ends keep one in view."""
    return max(17, min(26, 660 // max(rows, 1)))


def header(points: Mapping[str, str], column: int, ink: str, orient: Any = "top") -> alt.Axis:
    """What heads the columns: the points' names, wrapped."""
    lines = {id: textwrap.wrap(name, column * 12 // 68, break_long_words=False) for id, name in points.items()}
    most = max((len(wrapped) for wrapped in lines.values()), default=1)
    return alt.Axis(
        orient=orient,
        title=None,
        labelAngle=0,
        labelLimit=0,
        labelFlush=False,
        labelOverlap=False,  # of labels that touch every other one would go
        labelLineHeight=12,
        labelFontSize=11,
        labelColor=ink,
        labelExpr=f"{json.dumps(lines, ensure_ascii=False)}[datum.value]",
        # Vega grows labels of several lines downwards, over the cells, unless they are pushed up by hand; the pointer at a column stands below them.
        labelPadding=4 + (10 + 12 * (most - 1) if orient == "top" else 0),
        ticks=False,
        domain=False,
    )


def row_names(places: Mapping[str, str], ink: str) -> alt.Axis:
    """What heads the rows: the places' names, the region-wide one in bold."""
    return alt.Axis(
        title=None,
        labelLimit=_LONGEST_NAME,
        labelFlush=False,
        labelFontSize=12,
        labelColor=ink,
        labelFontWeight=alt.condition(f"datum.value === '{REGION_WIDE}'", alt.value("bold"), alt.value("normal")),
        labelExpr=f"{json.dumps(dict(places), ensure_ascii=False)}[datum.value]",
        ticks=False,
        domain=False,
    )


def _stacks(x: alt.X, titles: Mapping[str, str], countries: int, column: int, ink: str) -> alt.LayerChart | alt.FacetChart:
    tall = 12 * max(countries, 1) / _COUNTS_HEIGHT  # a segment that has room for its number
    titled = alt.Axis(
        title=titles["counts"], titleAngle=0, titleAlign="right", titleFontSize=12, titleFontWeight="normal", titleColor=ink, titlePadding=16,
        labels=False, ticks=False, domain=False, grid=False,
    )  # fmt: skip
    base = alt.Chart(alt.NamedData(COUNTS)).encode(
        x=x,
        y=alt.Y("countries:Q", stack="zero", axis=titled, scale=alt.Scale(domain=[0, max(countries, 1)], nice=False), sort=None),
        order=alt.Order("order:Q", sort="ascending"),
        tooltip=[alt.Tooltip("point_name:N", title=titles["point"]), alt.Tooltip("words:N", title=titles["counts"])],
    )
    bars = base.mark_bar(strokeWidth=0.5, width=column - 16).encode(
        fill=alt.Fill("fill:N", scale=None), stroke=alt.Stroke("outline:N", scale=None), description="words:N"
    )
    numbers = base.mark_text(fontSize=10, aria=False, tooltip=None).encode(
        y=alt.Y("countries:Q", stack="zero", axis=titled, bandPosition=0.5),
        text=alt.condition(f"datum.countries >= {tall}", alt.Text("countries:Q"), alt.value("")),
        color=alt.Color("ink:N", scale=None),
    )
    return alt.layer(bars, numbers)


def _grid(x: alt.X, bare: alt.X, y: alt.Y, titles: Mapping[str, str], column: int, step: int) -> tuple[alt.Chart, alt.Chart]:
    chosen = alt.selection_point(name="cell", fields=["place", "point"])
    base = alt.Chart(alt.NamedData(GRID)).encode(x=x, y=y)
    tooltip = [
        alt.Tooltip("place_name:N", title=titles["place"]),
        alt.Tooltip("point_name:N", title=titles["point"]),
        alt.Tooltip("words:N", title=titles["known"]),
    ]
    # An inset outline on a slightly smaller rectangle keeps neighbours apart and tells recorded cells from filled ones.
    boxes = (
        base.mark_rect(width=column - 4, height=step - 3, strokeWidth=1, cornerRadius=2, cursor="pointer")
        .encode(fill=alt.Fill("fill:N", scale=None), stroke=alt.Stroke("outline:N", scale=None), tooltip=tooltip, description="label:N")
        .add_params(chosen)
    )
    marks = base.mark_text(fontSize=min(13, step - 4), aria=False, tooltip=None, cursor="pointer").encode(
        x=bare, text="mark:N", color=alt.Color("ink:N", scale=None)
    )
    return boxes, marks


def _open(x: alt.X, y: alt.Y, accent: str, ink: str, column: int, step: int) -> tuple[alt.Chart, alt.Chart, alt.Chart]:
    """A frame around the open cell, and pointers at its row and column. No lines along them: an outline means "recorded only"."""
    base = alt.Chart(alt.NamedData(OPEN))
    pointer: dict[str, Any] = {"color": accent, "fontSize": 12, "aria": False, "tooltip": None}
    # The frame is in the colour of text and leaves a gap around the cell: it can be seen beside every fill.
    frame = base.mark_rect(filled=False, stroke=ink, strokeWidth=2, width=column + 2, height=step + 3, cornerRadius=4, aria=False, tooltip=None)
    return (
        frame.encode(x=x, y=y),
        base.mark_text(text="▶", dx=-column // 2 - 6, **pointer).encode(x=_at(x, "first_point"), y=y),
        base.mark_text(text="▼", dy=-step // 2 - 5, **pointer).encode(x=x, y=_at(y, "first_place")),
    )


def _stretches(x: alt.X, y: alt.Y, titles: Mapping[str, str], ink: str, paper: str, column: int) -> tuple[alt.Chart, ...]:
    """A line at the right edge of a column, from one end of a patchy stretch to the other, on a paler one: it can be seen beside every fill."""
    tooltip = [alt.Tooltip("words:N", title=titles["known"])]
    base = alt.Chart(alt.NamedData(STRETCHES)).encode(x=x)
    line = base.encode(y=_at(y, "start"), y2="end:N")
    ends = [base.encode(y=_at(y, end)) for end in ("start", "end")]
    beside: dict[str, Any] = {"xOffset": column / 2 - 7}
    return (
        line.mark_rule(strokeWidth=7, color=paper, aria=False, **beside),
        line.mark_rule(strokeWidth=3, color=ink, **beside).encode(tooltip=tooltip, description="words:N"),
        *(end.mark_point(shape="circle", filled=True, size=70, color=paper, opacity=1, aria=False, **beside) for end in ends),
        *(end.mark_point(shape="circle", filled=True, size=36, color=ink, opacity=1, aria=False, **beside) for end in ends),
    )


def _at(axis: Any, field: str) -> Any:
    """The same axis, read from another field."""
    moved = axis.copy()
    moved["shorthand"] = f"{field}:N"
    return moved


@once
def thumbnail(places: Sequence[str], points: Sequence[str]) -> dict[str, Any]:
    """A region's matrix in small: colours only, for a card that says the rest in words. Data under GRID as for `heatmap`."""
    boxes = (
        alt.Chart(alt.NamedData(GRID))
        .mark_rect(strokeWidth=0.6, aria=False, tooltip=None)
        .encode(
            x=alt.X("point:N", axis=None, scale=alt.Scale(domain=list(points), paddingInner=0.12, paddingOuter=0)),
            y=alt.Y("place:N", axis=None, scale=alt.Scale(domain=list(places), paddingInner=0.12, paddingOuter=0)),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("outline:N", scale=None),
        )
        .properties(height=100, width="container", padding={"bottom": 0})
    )
    drawn: dict[str, Any] = boxes.configure_view(stroke=None).to_dict()
    return drawn
