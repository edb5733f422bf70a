"""The pieces of a country's page, as HTML that prints on A4: what offices wrote stands in it as escaped text and nothing else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from lib import charts, figures, planning
from lib.framework import Theme
from lib.model import Activity, Cell, Matrix, Message, Revision, Role, Situation
from lib.places import Region, Route, Stop
from lib.words import render
from pages.shared import helping
from pages.shared.cell_panel import as_activity, as_link, as_list, as_of, as_paragraph, as_text, behind
from pages.shared.data import by_name, catalogue, framework, joined, language, named, places, say, today
from pages.shared.data import render as in_words
from pages.shared.legend import legend
from pages.shared.matrix import rests_on
from pages.shared.theme import theme

_HELPERS = 3
"""How many good practices elsewhere stand with a gap."""

# What else a country's page has on paper beside what every page has (paper.py): the light colours of a dark screen, and no links to other pages.
STYLE = """<style>
.sheet { overflow-wrap: anywhere; font-size: 0.9375rem }
.sheet a { color: inherit }
.sheet p, .sheet ul, .sheet dl { margin: 0 0 0.4rem }
.sheet h2, .sheet h3 { margin: 0; padding: 0 0 0.25rem; scroll-margin-top: 4rem }
.sheet h2 { font-size: 1.375rem } .sheet h3 { font-size: 1.0625rem }
.sheet table { border-collapse: collapse; width: 100%; margin: 0 }
.sheet caption { caption-side: top; text-align: left; font-size: 1.0625rem; font-weight: 600; color: inherit; padding: 0 0 0.25rem }
.sheet th, .sheet td { text-align: left; vertical-align: top; padding: 2px 8px 2px 0; border: 0; border-bottom: 1px solid rgba(128, 128, 128, 0.3) }
.sheet thead th, .sheet td.year { white-space: nowrap } .sheet tbody th { font-weight: 400 }
.sheet .mark { display: inline-block; min-width: 3rem; padding: 0 4px; margin-right: 6px; text-align: center; border-radius: 3px; white-space: nowrap;
  background: var(--fill); color: var(--ink); border: 1px solid var(--outline) }
.sheet thead th:first-child { width: 34% }
[data-testid="stLayoutWrapper"]:has(> .st-key-paper) { display: none }
@media print {
  [data-testid="stLayoutWrapper"]:has(> .st-key-language), [data-testid="stPageLink"],
  .st-key-choices, .st-key-along, .st-key-screen { display: none !important }
  .sheet { font-size: 10pt; line-height: 1.4 } .sheet h2 { font-size: 13pt } .sheet h3 { font-size: 11pt }
  .sheet h2, .sheet h3, .sheet caption, .sheet thead, .sheet .lead { break-after: avoid }
  .sheet dl, .sheet .lead, .sheet .whole { break-inside: avoid }
  .sheet .mark { background: var(--paper-fill); color: var(--paper-ink); border-color: var(--paper-outline) }
  [data-testid="stLayoutWrapper"]:has(> .st-key-paper) { display: block }
}
</style>"""


@dataclass(frozen=True)
class Known:
    """What is known of a country: the sentences over its points, and by point each cell (figures, look, look on paper, and `words`)."""

    takeaway: str
    cells: Mapping[str, Mapping[Any, Any]]


def known(revision: Revision, place: str) -> Known:
    """What a revision knows of a country, drawn once per revision, theme and language."""
    return _known(revision.fingerprint, revision, place, theme(), language())


@st.cache_resource(max_entries=400, show_spinner=False)
def _known(fingerprint: str, _revision: Revision, place: str, theme: Theme, language: str) -> Known:
    words, frame = catalogue(language), framework()
    example = words.text("legend.example.mark")
    cells = figures.cells(_revision.matrix, (place,), frame.point_ids)
    cells = charts.paint(cells[cells["place"] == place], frame, theme, example)
    paper = charts.paint(cells, frame, "light", example)[["fill", "ink", "outline"]]
    cells = cells.join(paper.add_prefix("paper_"))
    said = [render(message, words) for message in figures.country_in_words(cells)]
    rows = cells.to_dict("records")
    doubted = {(remark.place, remark.point) for remark in _revision.matrix.remarks if planning.contested(remark.missing)[1]}
    for row in rows:
        row["words"] = joined((render(message, words) for message in figures.cell_in_words(row)), words)
        if (row["place"], row["point"]) in doubted:
            row["words"] = render(Message("country.contested", {"known": row["words"]}), words)
    return Known(" ".join(said), {row["point"]: row for row in rows})


def to_choose() -> Mapping[str, str]:
    """All declared countries with their names, in the order of these; the invented ones marked, after the real ones."""
    return _to_choose(language())


@st.cache_resource(show_spinner=False)
def _to_choose(language: str) -> Mapping[str, str]:
    words, found = catalogue(language), {}
    for invented in (False, True):
        for place in words.by_name({place for region in places().regions if region.demonstration is invented for place in region.countries}):
            called = Message(f"place.{place}")
            found[place] = render(Message("country.invented", {"country": called}) if invented else called, words)
    return found


def first_of(region: str) -> str:
    """The country that opens where none is asked for: the first of a region (its identifier) where there is such a one, else the first of all."""
    return next((by_name(one.countries)[0] for one in places().regions if one.id == region), next(iter(to_choose())))


def sheet(*pieces: str) -> None:
    """Show pieces of HTML as part of the page that is printed."""
    st.html(f'<div class="sheet">{"".join(pieces)}</div>')


def glance(known: Known, told: Iterable[str]) -> str:
    """The points in a table, each with what is known of it and its newest year, and leading to its section where it has one (`told`)."""
    told = set(told)
    heads = "".join(f'<th scope="col">{escape(text)}</th>' for text in (say("column.point"), say("country.known"), say("country.newest")))
    rows = "".join(
        f'<tr><th scope="row"><a href="#{_anchor(point) if point in told else "not-known"}">{escape(_point(point))}</a></th>'
        f'<td>{_mark(cell)}{escape(cell["words"])}</td><td class="year">{escape(_newest(cell))}</td></tr>'
        for point, cell in known.cells.items()
    )
    return f"<table><caption>{escape(say('country.glance'))}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _newest(cell: Mapping[str, Any]) -> str:
    """The newest year of a cell's records; that none has one; nothing where there is no record. A year, no age: the page may be read much later."""
    return str(cell["newest"] or (say("panel.no_year") if cell["records"] else ""))


def _mark(cell: Mapping[str, Any]) -> str:
    look = ";".join(
        f"--{part.replace('_', '-')}:{cell[part]}" for paper in ("", "paper_") for part in (f"{paper}fill", f"{paper}ink", f"{paper}outline")
    )
    return f'<span class="mark" style="{look}" aria-hidden="true">{escape(cell["mark"])}</span>'


def _point(point: str) -> str:
    return f"{point} {say(f'point.{point}')}"


def _anchor(point: str) -> str:
    return f"point-{escape(point)}"


def situation(matrix: Matrix, place: str) -> str:
    """Mixed movements in the country: roles, words, and a figure only with all that it needs. "Not known" where nothing is recorded."""
    found = "".join(_situation(one) for one in matrix.situations if one.place == place)
    return f'<section class="whole"><h2>{escape(say("country.situation"))}</h2>{found or as_paragraph(say("country.situation.unknown"))}</section>'


def _situation(situation: Situation) -> str:
    figure, source = figures.situation_figure(situation), as_link(situation.source or situation.link, situation.link)
    pieces = [
        as_text(situation.situation),
        as_text(in_words(figure)) if figure else "",
        escape(say("country.roles", roles=tuple(Message(f"roles.{role}") for role in situation.roles))) if situation.roles else "",
        f"<small>{named(escape(say('panel.source')), source)}</small>" if source else "",
    ]
    return "".join(f"<p>{piece}</p>" for piece in pieces if piece)


def routes(place: str) -> str:
    """The declared routes that a country lies on, each with its role, all stops in travel order, and the source of its stop."""
    lies_on = places().routes_through(place)
    found = as_list(_route(route, place) for route in lies_on)
    key = f'<p class="lead">{escape(say("country.routes.key"))}</p>'
    return f"<section><h2>{escape(say('country.routes'))}</h2>{key + found if lies_on else as_paragraph(say('country.routes.unknown'))}</section>"


def _route(route: Route, place: str) -> str:
    own = next(stop for stop in route.stops if stop.place == place)
    role = say(f"roles.{own.role}") if own.role in set(Role) else own.role
    stages = " → ".join(" / ".join(_stop(stop, place) for stop in stage) for stage in route.stages)
    source = f"<br><small>{named(escape(say('panel.source')), as_link(own.source or own.link, own.link))}</small>"
    return f"{named(escape(say(f'route.{route.id}')), f'<strong>{escape(role)}</strong>')}<br>{stages}{source}"


def _stop(stop: Stop, place: str) -> str:
    called = escape(say(f"place.{stop.place}"))
    return f"<strong>{called}</strong>" if stop.place == place else called


def written(revision: Revision, place: str, known: Known) -> dict[str, str]:
    """The points about which something is known or was written, in order, each with what stands behind it as HTML."""
    found = _behind(revision.fingerprint, revision, place, today(), language())
    return {point: html for point, html in found.items() if html or known.cells[point]["known"] != "unknown"}


@st.cache_resource(max_entries=200, show_spinner=False)
def _behind(fingerprint: str, _revision: Revision, place: str, on: date, language: str) -> Mapping[str, str]:
    """What stands behind each of a country's cells, by point. Actions are judged on a day."""
    return {point: "".join(behind(_revision, Cell(place, point), figures.ALL_EVIDENCE)) for point in framework().point_ids}


def point(cell: Mapping[str, Any], behind: str, more: str = "") -> str:
    """The section of one point: its status or its records and their years, what was written, and what else is to be told (`more`)."""
    behind = behind or as_paragraph(say("panel.nothing.assessed"))
    lead = f'<h3 id="{_anchor(cell["point"])}">{escape(_point(cell["point"]))}</h3><p class="lead">{_mark(cell)}<strong>{escape(cell["words"])}</strong></p>'
    return f"<section>{lead}{behind}{more}</section>"


def not_known(points: Sequence[str]) -> str:
    """The points of which nothing is known, in one section; named where they are some of all."""
    head = f'<h3 id="not-known">{escape(say("country.points.unknown", n=len(points)))}</h3>'
    names = "" if tuple(points) == framework().point_ids else as_paragraph(joined(map(_point, points)))
    return f'<section class="whole">{head}{names}{as_paragraph(say("country.points.unknown.help"))}</section>'


def key() -> None:
    """The key to the colours, on screen in the screen's theme and on paper in the light one."""
    with st.container(key="screen"):
        st.html(legend(theme(), language()))
    with st.container(key="paper"):
        st.html(legend("light", language()))


def is_gap(cell: Mapping[str, Any]) -> bool:
    """Whether an office reports that something is missing: what is recorded or not known is no gap."""
    return cell["status"] in figures.LISTS[:-1]


def helpers(gap: Cell, revisions: Mapping[str, Revision]) -> str:
    """Who could help with a gap: the nearest good practices elsewhere, why each is offered, and whom to ask."""
    found = helping.offered(gap, revisions)
    head = f'<p class="lead"><strong>{escape(say("country.helpers"))}</strong></p>'
    if not found:
        return head + as_paragraph(say("country.helpers.none"))
    more = as_paragraph(say("country.helpers.more", n=len(found) - _HELPERS)) if len(found) > _HELPERS else ""
    return head + as_list(_helper(helper) for helper in found[:_HELPERS]) + more


def _helper(helper: figures.Helper) -> str:
    where = say("country.helper", country=Message(f"place.{helper.activity.place}"), region=Message(f"region.{helper.region}"))
    office = ", ".join(text for text in (helper.office, helper.contact) if text)
    ask = say("country.helper.ask", office=office) if office else say("country.helper.nobody")
    reasons = " · ".join(escape(in_words(reason)) for reason in helper.reasons)
    return f"<strong>{escape(where)}</strong>: {as_activity(helper.activity)}<br><small>{reasons} · {as_text(ask)}</small>"


def groupings(place: str, region: Region) -> str:
    """The region and the other groupings to which a country belongs."""
    named = [say("country.groupings.region", region=Message(f"region.{region.id}")), *(say(f"group.{g.id}") for g in places().groups_of(place))]
    return f'<section class="whole"><h2>{escape(say("country.groupings"))}</h2>{as_list(map(escape, named))}</section>'


def sources(revision: Revision, region: Region) -> str:
    """Where the page comes from and as of when, for whoever gets it on paper."""
    kind = rests_on([revision])
    return f"{as_of(revision)} {say('country.sources', region=Message(f'region.{region.id}'), kind=kind)}"


def table(revision: Revision, place: str) -> pd.DataFrame:
    """The country to take away: a row for each activity at each point, and one for each point without any; columns named in words."""
    return pd.DataFrame(list(_rows(revision.matrix, place, known(revision, place))))


def _rows(matrix: Matrix, place: str, known: Known) -> Iterator[dict[str, Any]]:
    for point, cell in known.cells.items():
        remarks = [remark for remark in matrix.remarks if (remark.place, remark.point) == (place, point)]
        actions = [action for action in matrix.follow_up if (action.place, action.point) == (place, point)]
        head = {
            say("column.place"): say(f"place.{place}"),
            say("column.iso3"): place,
            say("column.point"): _point(point),
            say("country.known"): cell["words"],
            **{
                say(f"column.{part}"): "\n".join(filter(None, (getattr(r, part) for r in remarks)))
                for part in ("missing", "recommendation", "reason")
            },
            say("panel.follow_up"): "\n".join(f"{action.action} ({say(f'state.{action.state}')})" for action in actions),
        }
        activities: Sequence[Activity | None] = [a for a in matrix.activities if (a.place, a.point) == (place, point)]
        for activity in activities or [None]:
            yield head | {
                say("column.activity"): activity.activity if activity else "",
                say("column.stage"): say(f"stage.{activity.stage}") if activity and activity.stage else "",
                say("column.actors"): joined(activity.actors) if activity else "",
                say("column.year"): activity.year if activity else "",
                say("column.good_practice"): say(f"yes_no.{'yes' if activity.good_practice else 'no'}") if activity else "",
                say("column.evidence"): say(f"evidence.{activity.evidence}") if activity else "",
                say("column.source"): activity.source if activity else "",
                say("column.link"): activity.link if activity else "",
            }
