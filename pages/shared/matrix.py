"""A region's matrix on a page: the heatmap, or its twin the grid, from one table, cached per revision and view."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import pandas as pd
import streamlit as st

from lib import charts, figures
from lib.framework import Theme
from lib.model import REGION_WIDE, Evidence, Message, Param, Revision
from lib.pictured import ACCENT as ACCENT
from lib.pictured import INK as INK
from lib.pictured import PAPER as PAPER
from lib.pictured import Drawn, as_picture, draw, key, sent
from lib.pictured import short_names as short_names
from lib.words import Catalogue, render
from pages.shared import address
from pages.shared.data import by_name, catalogue, framework, joined, language, places, say
from pages.shared.theme import theme


@dataclass(frozen=True)
class View:
    """What of a region is looked at: codes only, so that it can key a cache. `countries` and `points` are in the order to be shown."""

    region: str
    countries: tuple[str, ...]
    points: tuple[str, ...]
    evidence: frozenset[Evidence]


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
    return draw(cells, rows, caption, footnote(_revision, words), render(figures.takeaway(cells), words), framework(), theme, words)


def picture(revision: Revision, view: View) -> dict[str, Any]:
    """A view as a whole chart for a file: in the light theme, no cell open."""
    return as_picture(_drawn(revision.fingerprint, revision, view, "light", language()))


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
    counted = joined((words.text(f"evidence.{kind}") for kind in Evidence if kind in evidence), words)
    return told.assign(**{words.text("downloads.evidence"): counted})


def footnote(revision: Revision, words: Catalogue) -> tuple[str, str]:
    """What a picture of the matrix says of itself, and its key."""
    as_of = revision.matrix.about.as_of
    params: dict[str, Param] = {"region": Message(f"region.{revision.region}"), "kind": rests_on([revision])}
    first = Message("heatmap.footnote", {**params, "date": as_of}) if as_of else Message("heatmap.footnote.undated", params)
    return render(first, words), key(framework(), words)


_RESTS_ON = {"invented": "workbook.demonstration", "shipped": "heatmap.shipped", "published": "heatmap.published"}


def rests_on(revisions: Iterable[Revision]) -> Message:
    """What pictures and pages say of the revisions that they show: invented, coded from documents by the project, or published by offices."""
    return Message(_RESTS_ON[figures.rests_on(revisions, places())])


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
        {**view.specification, "datasets": {**view.sent, charts.OPEN: charts.opened(view.cells, cell)}},
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
    front_end: dict[str, Any] = charts.grid_front_end()
    return st.components.v2.component("matrix_grid", **front_end)


def _opened() -> None:
    cell = st.session_state["grid"].opened
    if cell:
        address.put(place=cell["place"], point=cell["point"])


def in_order(revision: Revision, countries: tuple[str, ...], order: str) -> tuple[str, ...]:
    """Countries by name, or those with the most assessed cells first (then by name). Records put nobody in front."""
    named = by_name(countries)
    if order == "name":
        return tuple(named)
    known = _assessed(revision.fingerprint, revision)
    return tuple(sorted(named, key=lambda place: -known[place]))


@st.cache_resource(max_entries=200, show_spinner=False)
def _assessed(fingerprint: str, _revision: Revision) -> dict[str, int]:
    """How many cells are assessed, by country of the revision's region, whatever grouping is looked at."""
    countries = places().region(_revision.region).countries
    known = figures.by_place(figures.cells(_revision.matrix, countries, framework().point_ids))
    return dict(zip(known["place"], known["assessed"].tolist(), strict=True))


@dataclass(frozen=True)
class Small:
    """A region's matrix for a card: the picture, and what it says in words."""

    specification: dict[str, Any]
    words: str

    @cached_property
    def sent(self) -> dict[str, Any]:
        """The picture as a page sends it."""
        return {**self.specification, "datasets": sent(self.specification["datasets"])}


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
