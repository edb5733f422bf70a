"""What the wall shows: one point, or one cell of it, in type that is read from the back row. What offices wrote is shown as text."""

from collections.abc import Iterable, Iterator
from html import escape

import streamlit as st

from lib import figures
from lib.model import REGION_WIDE, Cell, FollowUp, Message
from lib.planning import AgendaPoint, Gap, OnRoute, of_cell
from pages.shared import helping
from pages.shared.cell_panel import as_activity, as_list, as_text, behind
from pages.shared.data import render, say
from pages.shared.filters import point_name
from pages.shared.planning_room import Room

STYLE = """<style>
.wall { overflow-wrap: anywhere; line-height: 1.3; font-size: 1.35rem }
.wall h1 { font-size: 2.3rem; font-weight: 600; line-height: 1.15; margin: 0; padding: 0 }
.wall p { margin: .35rem 0; font-size: inherit } .wall .most { font-size: 1.6rem } .wall .less { font-size: 1.15rem }
.wall li, .wall dd, .wall dt { font-size: 1.25rem } .wall small { font-size: 1rem }
[data-testid="stColumn"]:has(.st-key-planning-list) { position: sticky; top: 4rem; align-self: flex-start; max-height: calc(100vh - 5rem); overflow-y: auto }
.st-key-planning-help :is(p, li) { font-size: 1.25rem }
</style>"""
"""Streamlit's own largest text is that of a page, not of a wall; and the list of what is decided stays in sight while somebody records below."""


def show(room: Room, point: AgendaPoint, place: str) -> None:
    """A point, or where a place is named its cell there."""
    if place:
        _show_cell(room, point, place)
    else:
        _show_point(point)


def _show_point(point: AgendaPoint) -> None:
    """A point as a whole: what is said of it, where it is reported as missing, where it is not known, on which routes that lies."""
    tied = render(figures.tied_in_words(point.tied)) if point.tied else ""
    on_routes = [one for one in point.routes if one.reported]
    _wall(f"<h1>{escape(point_name(point.point))}</h1>", _line(render(point.said), "most"), *_lists(point), *_routes(on_routes), _line(tied, "less"))
    if recorded := [gap for kind in figures.LISTS for gap in point.gaps[kind] if gap.records]:
        with st.expander(say("planning.recorded", n=len(recorded))):
            _wall(as_list(_in_short(gap) for gap in recorded))
    if point.region_wide:
        with st.expander(say("planning.region_wide", n=len(point.region_wide))):
            _wall(as_list(as_activity(one) for one in point.region_wide))
    if point.follow_up:
        with st.expander(say("planning.agreed_here", n=len(point.follow_up))):
            _wall(as_list(as_action(one) for one in point.follow_up))
    if others := [one for one in point.routes if one not in on_routes]:
        with st.expander(say("planning.routes", n=len(others))):
            _wall(*_routes(others))


def _show_cell(room: Room, point: AgendaPoint, place: str) -> None:
    """One cell: what is published, what the room says, what is missing and recorded, who could help, the routes."""
    cell = Cell(place, point.point)
    status = room.text(of_cell(cell), "status")
    lines = [
        f"<h1>{escape(say(f'place.{place}'))}</h1>",
        _line(point_name(point.point)),
        _line("; ".join(map(render, room.known[cell])), "most"),
        _line(say("planning.in_the_room", status=Message(f"status.{status}")) if status else "", "most"),
    ]
    on_routes = [one for one in point.routes if place in (*one.reported, *one.unknown)]
    _wall(*lines, *behind(room.base, cell, figures.ALL_EVIDENCE), *_routes(on_routes))
    if cell in {gap.cell for gap in point.reported}:
        with st.container(key="planning-help"):
            helping.show(cell, room.region)


def as_action(action: FollowUp) -> str:
    """An agreed action as HTML: what, then where, who and when."""
    where = point_name(action.point) + (f", {say(f'place.{action.place}')}" if action.place != REGION_WIDE else "")
    facts = [say(f"state.{action.state}"), say("panel.due", due=action.due) if action.due else "", action.lead, "; ".join(action.partners)]
    facts += [action.target, action.reason]
    return f"{as_text(action.action)}<br><small>{' · '.join(as_text(fact) for fact in (where, *facts) if fact)}</small>"


def _wall(*pieces: str) -> None:
    st.html(f'<div class="wall">{"".join(pieces)}</div>')


def _line(text: str, kind: str = "") -> str:
    return f'<p class="{kind}">{escape(text)}</p>' if text else ""


def _lists(point: AgendaPoint) -> Iterator[str]:
    """The four lists, each with its countries; what is not known stands apart, and smaller."""
    for kind in figures.LISTS[:-1]:
        if found := point.gaps[kind]:
            yield f"<p><strong>{escape(say(f'gaps.list.{kind}'))} ({len(found)}):</strong> {_names(found)}</p>"
    if not point.reported:
        yield _line(say("planning.none_reported"))
    unknown = point.gaps[figures.LISTS[-1]]
    recorded = [gap for gap in unknown if gap.records]
    for id, found in (("planning.recorded_only", recorded), ("planning.not_known", [gap for gap in unknown if not gap.records])):
        if found:
            yield f'<p class="less"><strong>{escape(say(id, n=len(found)))}:</strong> {_names(found)}</p>'


def _names(gaps: Iterable[Gap]) -> str:
    return escape(", ".join(say(f"place.{gap.cell.place}") for gap in gaps))


def _in_short(gap: Gap) -> str:
    """A country, what is known of it, and the titles of what is recorded there."""
    head = f"<strong>{escape(say(f'place.{gap.cell.place}'))}</strong> – {escape('; '.join(map(render, gap.said)))}"
    return "<br>".join((head, *(f"<small>{as_text(one.activity)}</small>" for one in gap.records)))


def _routes(routes: Iterable[OnRoute]) -> Iterator[str]:
    """In a line each, the countries of a route that report a gap or of which it is not known, in travel order."""
    for one in routes:
        parts = [
            say(f"planning.route.{id}", countries=tuple(Message(f"place.{place}") for place in places))
            for id, places in (("reported", one.reported), ("unknown", one.unknown))
            if places
        ]
        yield f'<p class="less"><strong>{escape(say(f"route.{one.route.id}"))}:</strong> {escape("; ".join(parts))}</p>'
