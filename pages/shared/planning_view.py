"""What the wall shows: one point, or one cell of it, in type that is read from the back row. What offices wrote is shown as text."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape

import streamlit as st

from lib import figures, store
from lib.exceptions import StoreError
from lib.model import REGION_WIDE, Cell, FollowUp, Message, Status
from lib.planning import AgendaPoint, Gap, OnRoute
from pages.shared import actions, helping
from pages.shared.cell_panel import as_activity, as_list, as_text, behind
from pages.shared.data import joined, kept, named, render, say, today
from pages.shared.filters import point_name
from pages.shared.planning_room import Room, enter

STYLE = """<style>
html { font-size: clamp(16px, calc(0.94vw + 4px), 36px) }
[data-testid="stMain"] :is(p, small, input, textarea, button, kbd) { font-size: 1rem }
[data-testid="stMain"] :is([data-testid="stTable"] p, p[style*="font-size"], .stMarkdownBadge) { font-size: 1rem !important }
[data-testid="stMain"] [data-testid="stWidgetLabel"] p { font-size: 1.1rem }
[data-testid="stMain"] :is(input, textarea) { font-size: 1.15rem }
.stTextArea [data-testid="InputInstructions"] { display: none }
.wall { overflow-wrap: anywhere; line-height: 1.3; font-size: 1.5rem }
.wall h1 { font-size: 2.3rem; font-weight: 600; line-height: 1.15; margin: 0; padding: 0 } .wall h1:focus { outline: none }
[data-testid="stMain"] .wall p { margin: .3rem 0; font-size: inherit } [data-testid="stMain"] .wall .most { font-size: 1.6rem }
[data-testid="stMain"] .wall .less { font-size: 1.25rem }
.wall li, .wall dd, .wall dt { font-size: 1.35rem } .wall small { font-size: 1.1rem }
[data-testid="stMain"] .lacking { font-weight: 600; margin: 0; padding-left: .5rem; border-left: 4px solid #D0312D }
[data-testid="stColumn"]:has(.st-key-planning-list) { position: sticky; top: 4rem; align-self: flex-start; max-height: calc(100vh - 15rem); overflow-y: auto }
[data-testid="stMain"] .st-key-planning-help :is(p, li) { font-size: 1.35rem }
[data-testid="stMain"] h2 { font-size: 1.25rem }
[data-testid="stMain"] :is(.st-key-who, .st-key-language) :is(p, small, button) { font-size: .875rem }
.st-key-planning-list [data-testid="stBaseButton-tertiary"] { min-height: 1.75rem; text-align: left }
</style>"""
"""The page is read from the back row: everything grows with the wall, nothing is smaller than Streamlit's own text, and the list of what is decided stays
in sight while somebody records below. Who is here and the languages keep their size: the header has no room for more. What Streamlit says below a text of
pressing Ctrl+Enter would be wrong here: a pause does that."""

SECONDS = 4
"""How often the wall looks for what others recorded."""


def show(room: Room, point: AgendaPoint, place: str) -> None:
    """A point, or where a place is named its cell there."""
    if place:
        _show_cell(room, point, place)
    else:
        _show_point(room, point)


def _show_point(room: Room, point: AgendaPoint) -> None:
    """A point as a whole: what is said of it, where it is reported as missing, where it is not known, on which routes that lies."""
    first = room.agenda.points[0]
    order = say("planning.order") if point == first and any(one.tied for one in room.agenda.points) else ""  # once, not at each point
    on_routes = [one for one in point.routes if one.reported]
    with st.container(gap="xsmall"):
        _wall(f"<h1>{escape(point_name(point.point))}</h1>", _line(say("planning.as_published", said=point.said), "most"))
        _in_session(room.session.id, point.point)
        _wall(*_lists(point), *_routes(on_routes), _line(order, "less"))
    if recorded := [gap for kind in figures.LISTS for gap in point.gaps[kind] if gap.records]:
        with st.expander(say("planning.recorded", n=len(recorded))):
            _wall(as_list(_in_short(gap) for gap in recorded))
    if point.region_wide:
        with st.expander(say("planning.region_wide", n=len(point.region_wide))):
            _wall(as_list(as_activity(one) for one in point.region_wide))
    if point.follow_up:
        with st.expander(say("planning.agreed_here", n=len(point.follow_up))):
            due = due_in_words(room)
            _wall(as_list(as_action(one, due[one.ref]) for one in point.follow_up))
    if others := [one for one in point.routes if one not in on_routes]:
        with st.expander(say("planning.routes", n=len(others))):
            _wall(*_routes(others))


def _show_cell(room: Room, point: AgendaPoint, place: str) -> None:
    """One cell: what is published, what the room says, what is missing and recorded, the routes, who could help."""
    cell = Cell(place, point.point)
    on_routes = [one for one in point.routes if place in (*one.reported, *one.unknown)]
    with st.container(gap="xsmall"):
        head = f"<h1>{escape(say(f'place.{place}'))}</h1>"
        _wall(head, _line(point_name(point.point)), _line(joined(map(render, room.known[cell])), "most"))
        _in_session(room.session.id, point.point, place)
    written, reported = [*behind(room.base, cell, figures.ALL_EVIDENCE), *_routes(on_routes)], cell in {gap.cell for gap in point.reported}
    if not (written or reported):
        return
    # Whoever records needs the fields in sight, on a laptop too; whoever only follows reads.
    key = f"planning-behind-{place}-{point.point}"
    with st.expander(say("planning.behind"), key=key, icon=":material/subject:") if room.by else st.container(gap="xsmall"):
        _wall(*written)
        if reported:
            with st.container(key="planning-help"):
                helping.show(cell, room.region)


@st.fragment(run_every=SECONDS)
def _in_session(id: str, point: str, place: str = "") -> None:
    """The statuses that the session has set or contested at a point, or in one cell of it: beside what is published, never in it."""
    try:
        room = enter(store.session(kept(), id))
    except StoreError:
        return  # the list at the side says why
    said = [one for one in room.said.cells if one.cell.point == point and place in ("", one.cell.place)]
    if place:
        for one in said:
            status = say("planning.in_the_room", status=Message(f"status.{one.status}")) if one.status else ""
            contested = say("planning.in_the_room.contested", why=one.contested) if one.contested else ""
            _wall(_line(status, "most"), _line(contested, "most"))
    elif judged := [one for one in said if one.status or one.contested]:
        lines = (f"{escape(_moved(one.cell, one.status, room.published.get(one.cell)))}" for one in judged)
        _wall(f"<p><strong>{escape(say('planning.in_session', n=len(judged)))}</strong> {joined(lines)}</p>")


def _moved(cell: Cell, status: Status | None, before: Status | None) -> str:
    was = Message(f"status.{before}") if before else Message("planning.not_assessed")
    if not status:
        return say("planning.in_session.contested", place=Message(f"place.{cell.place}"), before=was)
    return say("planning.in_session.cell", place=Message(f"place.{cell.place}"), status=Message(f"status.{status}"), before=was)


def due_in_words(room: Room) -> Mapping[str, str]:
    """When each action that the session began with is or was due (HTML), by its ref; how late it is stands out."""
    on = today()
    said = {}
    for row in actions.known(room.base, on).to_dict("records"):
        due = escape(render(figures.due_in_words(row, on)))
        said[row["ref"]] = f"<strong>{due}</strong>" if row["group"] == "overdue" else due
    return said


def as_action(action: FollowUp, due: str) -> str:
    """An agreed action as HTML: what, then where, who and when (`due`: HTML)."""
    where = point_name(action.point) + (f", {say(f'place.{action.place}')}" if action.place != REGION_WIDE else "")
    facts = [as_text(fact) for fact in (action.lead, joined(action.partners), action.target, action.reason) if fact]
    return f"{as_text(action.action)}<br><small>{' · '.join((escape(where), escape(say(f'state.{action.state}')), due, *facts))}</small>"


def _wall(*pieces: str) -> None:
    st.html(f'<div class="wall">{"".join(pieces)}</div>')


def _line(text: str, kind: str = "") -> str:
    return f'<p class="{kind}">{escape(text)}</p>' if text else ""


def _named(name: str, html: str, kind: str = "") -> str:
    return f'<p class="{kind}">{named(f"<strong>{escape(name)}</strong>", html)}</p>'


def _lists(point: AgendaPoint) -> Iterator[str]:
    """The four lists, each with its countries; what is not known stands apart, and smaller."""
    for kind in figures.LISTS[:-1]:
        if found := point.gaps[kind]:
            yield _named(f"{say(f'gaps.list.{kind}')} ({len(found)})", _names(found))
    if not point.reported:
        yield _line(say("planning.none_reported"))
    unknown = point.gaps[figures.LISTS[-1]]
    recorded = [gap for gap in unknown if gap.records]
    for id, gaps in (("planning.recorded_only", recorded), ("planning.not_known", [gap for gap in unknown if not gap.records])):
        if gaps:
            yield _named(say(id, n=len(gaps)), _names(gaps), "less")


def _names(gaps: Iterable[Gap]) -> str:
    return escape(", ".join(say(f"place.{gap.cell.place}") for gap in gaps))


def _in_short(gap: Gap) -> str:
    """A country, what is known of it, and the titles of what is recorded there."""
    head = f"<strong>{escape(say(f'place.{gap.cell.place}'))}</strong> – {escape(joined(map(render, gap.said)))}"
    return "<br>".join((head, *(f"<small>{as_text(one.activity)}</small>" for one in gap.records)))


def _routes(routes: Iterable[OnRoute]) -> Iterator[str]:
    """In a line each, the countries of a route that report a gap or of which it is not known, in travel order."""
    for one in routes:
        parts = [
            say(f"planning.route.{id}", countries=tuple(Message(f"place.{place}") for place in places), n=len(places))
            for id, places in (("reported", one.reported), ("unknown", one.unknown))
            if places
        ]
        yield _named(say(f"route.{one.route.id}"), escape(joined(parts)), "less")
