"""A matrix as it is shown, on pages and in briefings: its cells, with what is known of them in words, as a heatmap and as its twin the grid."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
import pyarrow as pa

from lib import charts, figures
from lib.framework import Framework, Theme
from lib.model import REGION_WIDE, Cell, Message, Status
from lib.words import Catalogue, joined, named, render

ACCENT: dict[Theme, str] = {"light": "#0072BC", "dark": "#5CB3F0"}
INK: dict[Theme, str] = {"light": "#1F2937", "dark": "#E5E7EB"}
PAPER: dict[Theme, str] = {"light": "#FFFFFF", "dark": "#0F1419"}
_KINDS = (*(str(status) for status in Status), "recorded", "unknown")


@dataclass(frozen=True)
class Drawn:
    """A view ready to be shown: its cells (figures, look and words of each), the chart's specification and datasets, the grid's data, and the takeaway."""

    cells: Mapping[Cell, Mapping[str, Any]]
    specification: dict[str, Any]
    datasets: dict[str, pd.DataFrame]
    grid: dict[str, Any]
    takeaway: str
    width: int

    @cached_property
    def sent(self) -> dict[str, pa.Table]:
        """The datasets as a page sends them."""
        return sent(self.datasets)


def sent(datasets: Mapping[str, pd.DataFrame]) -> dict[str, pa.Table]:
    """The datasets of a chart that is kept, as a page sends them at every run: each run that turned the tables into this anew took half a millisecond for
    it, and left up to five hundred dead references at each column (pandas tidies them up only then)."""
    return {name: pa.Table.from_pandas(table) for name, table in datasets.items()}


def draw(
    cells: pd.DataFrame,
    rows: Mapping[str, str],
    caption: str,
    footnote: Sequence[str],
    takeaway: str,
    framework: Framework,
    theme: Theme,
    words: Catalogue,
    *,
    stretches: pd.DataFrame | None = None,
    counted: pd.DataFrame | None = None,
) -> Drawn:
    """Cells as a matrix: the rows by place, with their names in order; along a route with its patchy stretches. `counted` are the cells that the counts
    above the columns are of, where only some of their rows are shown."""
    counted = cells if counted is None else counted
    cells = charts.paint(_worded(cells, rows, words), framework, theme, words.text("legend.example.mark"))
    counts = figures.by_point(counted)
    several = cells["point"].nunique() > 1  # of one point the cell itself says as much
    known: list[Any] = figures.by_place(cells).to_dict("records")
    margin = {row["place"]: render(figures.known_in_words(row), words) if several else "" for row in known}
    points = short_names(cells["point"].unique(), words)
    stacks = charts.paint_counts(counts, framework, theme)
    in_words = {id: render(figures.counts_in_words(counts, id), words) for id in points}
    stacks = stacks.assign(words=stacks["point"].map(in_words), point_name=stacks["point"].map(points))
    titles = {name: words.text(f"heatmap.{name}") for name in ("place", "point", "known", "counts")}
    countries = counted.loc[counted["place"] != REGION_WIDE, "place"].nunique()
    found: list[Any] = cells.to_dict("records")
    datasets = {
        charts.GRID: cells[["place", "point", "place_name", "point_name", "words", "label", "mark", "fill", "ink", "outline"]],
        charts.COUNTS: stacks,
        charts.MARGIN: pd.DataFrame({"place": list(margin), "point": list(points)[-1], "words": list(margin.values())}),
    }
    if stretches is not None:
        datasets[charts.STRETCHES] = stretches
    return Drawn(
        cells={Cell(row["place"], row["point"]): row for row in found},
        specification=charts.heatmap(
            rows,
            points,
            titles,
            footnote=footnote,
            accent=ACCENT[theme],
            ink=INK[theme],
            countries=countries,
            stretches=PAPER[theme] if stretches is not None else "",
        ),
        datasets=datasets,
        grid=charts.grid(
            cells,
            counts,
            margin,
            {kind: words.text(f"kind.{kind}") for kind in _KINDS},
            points,
            {"caption": caption, "corner": titles["place"], "margin": words.text("grid.margin")},
        ),
        takeaway=takeaway,
        width=charts.width(rows, points),
    )


def short_names(points: Iterable[str], words: Catalogue) -> dict[str, str]:
    """Points by code: number and short name."""
    return {id: f"{id} {words.text(f'point.{id}.short')}" for id in points}


def as_picture(light: Drawn) -> dict[str, Any]:
    """A matrix drawn in the light theme as a whole chart, no cell open."""
    return {**light.specification, "datasets": {**light.datasets, charts.OPEN: charts.opened((), Cell("", ""))}}


def key(framework: Framework, words: Catalogue) -> str:
    """What the glyphs of a matrix mean."""
    statuses = ", ".join(f"{framework.glyphs[status]} {words.text(f'status.{status}')}" for status in Status)
    return render(Message("heatmap.key", {"statuses": statuses, "unknown": framework.glyphs[None]}), words)


def _worded(cells: pd.DataFrame, rows: Mapping[str, str], words: Catalogue) -> pd.DataFrame:
    """The cells with what they are called and what is known of them, in words."""
    found: list[Any] = cells.to_dict("records")
    said = [joined((render(message, words) for message in figures.cell_in_words(cell)), words) for cell in found]
    called = cells.assign(
        place_name=cells["place"].map(rows),
        point_name=[f"{point} {words.text(f'point.{point}')}" for point in cells["point"]],
        words=said,
    )
    where = called["place_name"] + ", " + called["point_name"]
    return called.assign(label=[named(one, known, words) for one, known in zip(where, said, strict=True)])
