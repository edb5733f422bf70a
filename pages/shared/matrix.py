"""A region's matrix on a page: the heatmap, or its twin the grid, from one table, cached per revision and view."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from lib import charts, figures
from lib.framework import Theme
from lib.model import REGION_WIDE, Cell, Evidence, Message, Param, Revision, Status
from lib.words import Catalogue, render
from pages.shared import address
from pages.shared.data import by_name, catalogue, framework, language, places, say
from pages.shared.theme import theme

ACCENT: dict[Theme, str] = {"light": "#0072BC", "dark": "#5CB3F0"}
INK: dict[Theme, str] = {"light": "#1F2937", "dark": "#E5E7EB"}
PAPER: dict[Theme, str] = {"light": "#FFFFFF", "dark": "#0F1419"}
KINDS = (*(str(status) for status in Status), "recorded", "unknown")


@dataclass(frozen=True)
class View:
    """What of a region is looked at: codes only, so that it can key a cache. `countries` and `points` are in the order to be shown."""

    region: str
    countries: tuple[str, ...]
    points: tuple[str, ...]
    evidence: frozenset[Evidence]


@dataclass(frozen=True)
class Drawn:
    """A view ready to be shown: its cells (figures, look and words of each), the chart's specification and datasets, the grid's data, and the takeaway."""

    cells: Mapping[Cell, Mapping[str, Any]]
    specification: dict[str, Any]
    datasets: dict[str, pd.DataFrame]
    grid: dict[str, Any]
    takeaway: str
    width: int


def drawn(revision: Revision, view: View) -> Drawn:
    """A view of a revision, drawn once per revision, theme and language."""
    return _drawn(revision.fingerprint, revision, view, theme(), language())


# View by its repr: Streamlit would take 1 ms to hash its hundred codes one by one.
@st.cache_resource(max_entries=200, show_spinner=False, hash_funcs={View: repr})
def _drawn(fingerprint: str, _revision: Revision, view: View, theme: Theme, language: str) -> Drawn:
    words = catalogue(language)
    cells = figures.cells(_revision.matrix, view.countries, view.points, view.evidence)
    rows = {place: words.text(f"place.{place}") for place in (REGION_WIDE, *view.countries)}
    caption = render(Message("grid.caption", {"region": Message(f"region.{view.region}")}), words)
    return draw(cells, rows, caption, footnote(_revision, words), render(figures.takeaway(cells), words), theme, words)


def draw(
    cells: pd.DataFrame,
    rows: Mapping[str, str],
    caption: str,
    footnote: Sequence[str],
    takeaway: str,
    theme: Theme,
    words: Catalogue,
    stretches: pd.DataFrame | None = None,
) -> Drawn:
    """Cells as a matrix: the rows by place, with their names in order; along a route with its patchy stretches."""
    frame = framework()
    cells = charts.paint(worded(cells, rows, words), frame, theme, words.text("legend.example.mark"))
    counts = figures.by_point(cells)
    several = cells["point"].nunique() > 1  # of one point the cell itself says as much
    margin = {row["place"]: render(figures.known_in_words(row), words) if several else "" for row in figures.by_place(cells).to_dict("records")}
    points = short_names(cells["point"].unique(), words)
    stacks = charts.paint_counts(counts, frame, theme)
    counted = {id: render(figures.counts_in_words(counts, id), words) for id in points}
    stacks = stacks.assign(words=stacks["point"].map(counted), point_name=stacks["point"].map(points))
    titles = {name: words.text(f"heatmap.{name}") for name in ("place", "point", "known", "counts")}
    countries = len(rows) - (REGION_WIDE in rows)
    datasets = {
        charts.GRID: cells[["place", "point", "place_name", "point_name", "words", "label", "mark", "fill", "ink", "outline"]],
        charts.COUNTS: stacks,
        charts.MARGIN: pd.DataFrame({"place": list(margin), "point": list(points)[-1], "words": list(margin.values())}),
    }
    if stretches is not None:
        datasets[charts.STRETCHES] = stretches
    return Drawn(
        cells={Cell(row["place"], row["point"]): row for row in cells.to_dict("records")},
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
            {kind: words.text(f"kind.{kind}") for kind in KINDS},
            points,
            {"caption": caption, "corner": titles["place"], "margin": words.text("grid.margin")},
        ),
        takeaway=takeaway,
        width=charts.width(rows, points),
    )


def short_names(points: Iterable[str], words: Catalogue) -> dict[str, str]:
    """Points by code: number and short name."""
    return {id: f"{id} {words.text(f'point.{id}.short')}" for id in points}


def picture(revision: Revision, view: View) -> dict[str, Any]:
    """A view as a whole chart for a file: in the light theme, no cell open."""
    return as_picture(_drawn(revision.fingerprint, revision, view, "light", language()))


def as_picture(light: Drawn) -> dict[str, Any]:
    """A matrix drawn in the light theme as a whole chart, no cell open."""
    return {**light.specification, "datasets": {**light.datasets, charts.OPEN: charts.opened((), Cell("", ""))}}


def table(revision: Revision, view: View) -> pd.DataFrame:
    """A view as a table for a file (`cells_table`)."""
    return cells_table(_drawn(revision.fingerprint, revision, view, "light", language()), view.evidence)


def cells_table(drawn: Drawn, evidence: frozenset[Evidence]) -> pd.DataFrame:
    """A matrix as a table for a file: one row per cell, the columns named in words; with the evidence counted, unless it is all."""
    words = catalogue(language())
    heads = [words.text(f"downloads.{name}") for name in ("place", "iso3", "point", "known", "status", "stage", "records", "newest", "words")]
    rows = [
        (
            cell["place_name"],
            None if cell["place"] == REGION_WIDE else cell["place"],
            cell["point_name"],
            words.text(f"downloads.known.{cell['known']}"),
            words.text(f"status.{cell['status']}") if cell["status"] else None,
            words.text(f"stage.{cell['stage']}") if cell["stage"] else None,
            cell["records"] or None,  # none found is not a zero
            cell["newest"],
            cell["words"],
        )
        for cell in drawn.cells.values()
    ]
    told = pd.DataFrame(rows, columns=heads, dtype=object)
    if evidence == figures.ALL_EVIDENCE:
        return told
    counted = "; ".join(words.text(f"evidence.{kind}") for kind in Evidence if kind in evidence)
    return told.assign(**{words.text("downloads.evidence"): counted})


def footnote(revision: Revision, words: Catalogue) -> tuple[str, str]:
    """What a picture of the matrix says of itself, and its key."""
    frame, as_of = framework(), revision.matrix.about.as_of
    params: dict[str, Param] = {"region": Message(f"region.{revision.region}"), "kind": rests_on([revision])}
    first = Message("heatmap.footnote", {**params, "date": as_of}) if as_of else Message("heatmap.footnote.undated", params)
    statuses = ", ".join(f"{frame.glyphs[status]} {words.text(f'status.{status}')}" for status in Status)
    return render(first, words), render(Message("heatmap.key", {"statuses": statuses, "unknown": frame.glyphs[None]}), words)


_RESTS_ON = {"invented": "workbook.demonstration", "shipped": "heatmap.shipped", "published": "heatmap.published"}


def rests_on(revisions: Iterable[Revision]) -> Message:
    """What pictures and pages say of the revisions that they show: invented, coded from documents by the project, or published by offices."""
    return Message(_RESTS_ON[figures.rests_on(revisions, places())])


def worded(cells: pd.DataFrame, rows: Mapping[str, str], words: Catalogue) -> pd.DataFrame:
    """The cells with what they are called and what is known of them, in words."""
    said = ["; ".join(render(message, words) for message in figures.cell_in_words(cell)) for cell in cells.to_dict("records")]
    named = cells.assign(
        place_name=cells["place"].map(rows),
        point_name=[f"{point} {words.text(f'point.{point}')}" for point in cells["point"]],
        words=said,
    )
    return named.assign(label=named["place_name"] + ", " + named["point_name"] + ": " + named["words"])


def show_chart(view: Drawn, alt: str) -> None:
    """The heatmap; a click on a cell opens it."""
    cell = address.cell()
    # A chart keeps its selection and tells of changes only: where another cell was opened by other means since, the one clicked before could not be
    # clicked again. A new key clears the selection.
    if st.session_state.get("clicked", cell) != cell:
        del st.session_state["clicked"]
        st.session_state["heatmap-number"] = st.session_state.get("heatmap-number", 0) + 1
    key = f"heatmap-{st.session_state.get('heatmap-number', 0)}"
    st.vega_lite_chart(
        None,
        {**view.specification, "datasets": {**view.datasets, charts.OPEN: charts.opened(view.cells, cell)}},
        width="content",
        key=key,
        on_select=partial(_clicked, key),
        selection_mode="cell",
        alt=alt,
    )


def _clicked(key: str) -> None:
    chosen = st.session_state[key]["selection"].get("cell")
    if chosen:
        place, point = chosen[0]["place"], chosen[0]["point"]
        st.session_state["clicked"] = (place, point)
        address.put(place=place, point=point)


def show_grid(view: Drawn) -> None:
    """The same matrix as a table for keyboard, screen reader and print."""
    known = view.cells.get(address.cell())
    opened = say("grid.opened", cell=known["label"]) if known else ""
    _grid()(
        data={**view.grid, "place": address.get("place"), "point": address.get("point"), "opened": opened},
        key="grid",
        on_opened_change=_opened,
    )


@st.cache_resource(show_spinner=False)
def _grid() -> Any:
    return st.components.v2.component("matrix_grid", **charts.grid_front_end())


def _opened() -> None:
    cell = st.session_state["grid"].opened
    if cell:
        address.put(place=cell["place"], point=cell["point"])


def in_order(revision: Revision, countries: tuple[str, ...], order: str) -> tuple[str, ...]:
    """Countries by name, or those with the most assessed cells first (then by name). Records put nobody in front."""
    named = by_name(countries)
    if order == "name":
        return tuple(named)
    known = figures.by_place(figures.cells(revision.matrix, countries, framework().point_ids)).set_index("place")
    return tuple(sorted(named, key=lambda place: -known.at[place, "assessed"]))


@dataclass(frozen=True)
class Small:
    """A region's matrix for a card: the picture, and what it says in words."""

    specification: dict[str, Any]
    words: str


def thumbnail(revision: Revision, theme: Theme, language: str) -> Small:
    """A revision's matrix in small, cached like the large one."""
    return _thumbnail(revision.fingerprint, revision, theme, language)


@st.cache_resource(max_entries=200, show_spinner=False)
def _thumbnail(fingerprint: str, _revision: Revision, theme: Theme, language: str) -> Small:
    words, frame = catalogue(language), framework()
    matrix, countries = _revision.matrix, places().region(_revision.region).countries
    cells = charts.paint(figures.cells(matrix, countries, frame.point_ids), frame, theme, words.text("legend.example.mark"))
    specification = charts.thumbnail([REGION_WIDE, *countries], frame.point_ids)
    said = figures.region_in_words(matrix, cells)
    return Small(
        {**specification, "datasets": {charts.GRID: cells[["place", "point", "fill", "outline"]]}},
        "  \n".join(render(message, words) for message in said),
    )


def what_is_shown(view: View, group: str) -> str:
    """Whose cells a sentence speaks of: the region, the grouping and the points, as far as they are chosen."""
    shown = say(f"region.{view.region}")
    if group:
        shown = say("coverage.part", whole=shown, part=Message(f"group.{group}"))
    if view.points != framework().point_ids:
        points = tuple(Message("figure.point", {"id": id, "name": Message(f"point.{id}.short")}) for id in view.points)
        shown = render(Message("coverage.part", {"whole": shown, "part": Message("coverage.points", {"points": points})}), catalogue(language()))
    return shown
