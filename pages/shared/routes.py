"""Points along a route: the heatmap with the countries of a route as its rows, in travel order, and its patchy stretches marked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from lib import figures
from lib.framework import Theme
from lib.model import Matrix, Message, Revision
from lib.pictured import Drawn, as_picture, draw
from lib.places import Route
from lib.words import render
from pages.shared import address, downloads, groups
from pages.shared.cell_panel import as_link
from pages.shared.data import catalogue, framework, joined, language, named, places, say
from pages.shared.legend import legend
from pages.shared.matrix import cells_table, show_chart, show_grid
from pages.shared.theme import theme


def show(countries: Collection[str], points: tuple[str, ...]) -> None:
    """Choose one of the routes through some countries, and see points along it."""
    routes = {route.id: route for route in places().routes_through(*countries)}
    if not routes:
        st.info(f"{say('route.none')} {say('next.route')}", icon=":material/route:")
        return
    with st.container(horizontal=True):
        chosen = address.choose_one("route", say("filter.route"), list(routes), lambda id: say(f"route.{id}"), width=420)
        way = address.choose_view("route_view", say("filter.view"), ("chart", "table"), lambda code: say(f"view.{code}"))
    if len(routes) > 1:
        with st.expander(say("route.all", routes=len(routes))):
            _show_all(list(routes.values()), points)
    route = routes[chosen]
    sides = groups.sides([groups.comparables()[f"route.{route.id}"]])
    if not sides:
        return
    known = sides[0].revisions
    along = _along(known, route, points, theme())
    with st.container(horizontal=True):
        st.markdown(f"**{say(f'route.{route.id}')}** – {along.drawn.takeaway}", width="stretch")
        downloads.offer(
            f"route-{route.id}",
            lambda: cells_table(along.drawn, figures.ALL_EVIDENCE),
            lambda: as_picture(_along(known, route, points, "light").drawn),
            title=say("route.caption", route=Message(f"route.{route.id}")),
            revisions=list(known.values()),
        )
    st.html(legend(theme(), language()))
    if way == "chart":
        show_chart(along.drawn, alt=along.drawn.takeaway)
    else:
        show_grid(along.drawn)
    st.caption(say("route.note"))
    if cell := along.drawn.cells.get(address.cell()):
        st.markdown(f"**{cell['label']}**")
        st.page_link(
            "pages/explore/coverage.py",
            label=say("route.open"),
            icon=":material/arrow_forward:",
            query_params=address.way(region=places().region_of(cell["place"]).id, group="", place=cell["place"], point=cell["point"]),
        )
    with st.expander(say("route.points")):
        st.markdown("\n".join(f"- {line}" for line in along.said))
    st.html(f"<small>{escape(say('route.source'))} {_sources(route)}</small>")


def _show_all(routes: Sequence[Route], points: tuple[str, ...]) -> None:
    """In a line each where the points break off along every one of some routes."""
    sides = groups.sides([groups.comparables()[f"route.{route.id}"] for route in routes])
    if sides:
        told = {id: revision for side in sides for id, revision in side.revisions.items()}
        matrices = {id: revision.matrix for id, revision in told.items()}
        fingerprints = tuple(revision.fingerprint for revision in told.values())
        st.table(_all(fingerprints, matrices, tuple(route.id for route in routes), points, language()), alt=say("filter.route"), hide_index=True)


@st.cache_resource(max_entries=100, show_spinner=False)
def _all(
    fingerprints: tuple[str, ...], _matrices: Mapping[str, Matrix], routes: tuple[str, ...], points: tuple[str, ...], language: str
) -> list[dict[str, str]]:
    words = catalogue(language)
    stops = {route.id: route.stops for route in places().routes}
    rows = []
    for id in routes:
        cells = figures.group_cells(groups.comparables()[f"route.{id}"], _matrices, points)
        said = render(figures.route_takeaway(cells, figures.stretches(cells, stops[id])), words)
        rows.append({words.text("filter.route"): words.text(f"route.{id}"), words.text("route.where"): said})
    return rows


@dataclass(frozen=True)
class Along:
    """Points along a route: drawn, and said point by point."""

    drawn: Drawn
    said: tuple[str, ...]


def _along(known: Mapping[str, Revision], route: Route, points: tuple[str, ...], theme: Theme) -> Along:
    matrices = {id: revision.matrix for id, revision in known.items()}
    return _drawn(tuple(revision.fingerprint for revision in known.values()), matrices, route, points, theme, language())


@st.cache_resource(max_entries=100, show_spinner=False, hash_funcs={Route: lambda route: route.id})
def _drawn(
    fingerprints: tuple[str, ...], _matrices: Mapping[str, Matrix], route: Route, points: tuple[str, ...], theme: Theme, language: str
) -> Along:
    words = catalogue(language)
    cells = figures.group_cells(groups.comparables()[f"route.{route.id}"], _matrices, points)
    found = figures.stretches(cells, route.stops)
    told = [render(figures.stretch_in_words(row), words) for row in found.to_dict("records")]
    caption = render(Message("route.caption", {"route": Message(f"route.{route.id}")}), words)
    rows = {
        stop.place: render(
            Message("route.stop", {"order": stop.order, "place": Message(f"place.{stop.place}"), "role": Message(f"roles.{stop.role}")}), words
        )
        for stop in route.stops
    }
    drawn = draw(
        cells,
        rows,
        caption,
        [caption],
        render(figures.route_takeaway(cells, found), words),
        framework(),
        theme,
        words,
        stretches=None if found.empty else found.drop(columns="between").assign(words=told),
    )
    said = {point: joined((render(message, words) for message in figures.route_in_words(cells, found, point)), words) for point in points}
    return Along(drawn, tuple(named(f"**{point} {words.text(f'point.{point}.short')}**", told, words) for point, told in said.items()))


def _sources(route: Route) -> str:
    """Who names the stops of a route, each source once."""
    links = dict.fromkeys((stop.source, stop.link) for stop in route.stops)
    return joined(as_link(source, link) for source, link in links)
