"""Who could help with a gap: what an office elsewhere marked as good practice at the same point, and apart from it what is merely recorded."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import NamedTuple

import streamlit as st

from lib import figures
from lib.figures import Helper
from lib.model import Cell, Matrix, Message, Revision
from lib.places import Region
from pages.shared import address, next_steps
from pages.shared.cell_panel import as_activity, as_list, as_text
from pages.shared.data import language, places, render, revisions, say
from pages.shared.filters import point_name
from pages.shared.gaps import By, Gaps

_REPORTED = figures.LISTS[:-1]
"""The lists of what an office reports as a gap; what is not known is none."""


def choose(gaps: Gaps, by: By, opened: str) -> Cell | None:
    """Choose one of the reported gaps of a row; None where it has none."""
    of = "place" if by == "point" else "point"
    codes = [row[of] for kind in _REPORTED for row in gaps.lists[kind] if row[by] == opened]
    if not codes:
        return None
    chosen = address.choose_one(of, say("gaps.help.gap"), codes, lambda code: say(f"place.{code}") if of == "place" else point_name(code), width=420)
    return Cell(chosen, opened) if by == "point" else Cell(opened, chosen)


def show(gap: Cell, region: Region) -> None:
    """The activities that could help with a gap, nearest first, and those also recorded."""
    known = revisions(region.demonstration)
    helpers = offered(gap, known)
    st.markdown(f"**{say('gaps.help.title', place=Message(f'place.{gap.place}'), point=point_name(gap.point))}**")
    st.markdown(say("gaps.help.offered", n=len(helpers)) if helpers else say("gaps.help.none"))
    if helpers:
        st.html(_list(helpers))
    else:
        next_steps.ways("practices", points=gap.point, q="")
    if also := _also(_of(known), known, gap, language()):
        with st.expander(say("gaps.help.also", n=also.number)):
            st.caption(say("gaps.help.also.note"))
            st.html(also.html)


def offered(gap: Cell, revisions: Mapping[str, Revision]) -> Sequence[Helper]:
    """The good practices elsewhere that could help with a gap, nearest first: found once for what all regions show."""
    return _offered(_of(revisions), revisions, gap)


@st.cache_resource(max_entries=400, show_spinner=False)
def _offered(fingerprints: str, _revisions: Mapping[str, Revision], gap: Cell) -> Sequence[Helper]:
    return figures.helpers(gap, _matrices(_revisions), places())


class _Told(NamedTuple):
    """Activities as HTML, and how many they are."""

    number: int
    html: str


@st.cache_resource(max_entries=200, show_spinner=False)
def _also(fingerprints: str, _revisions: Mapping[str, Revision], gap: Cell, language: str) -> _Told | None:
    """What is also recorded at a gap's point; None where there is nothing. Kept as HTML: there may be dozens."""
    also = figures.also_recorded(gap, _matrices(_revisions), places())
    return _Told(len(also), _list(also)) if also else None


def _of(revisions: Mapping[str, Revision]) -> str:
    """What tells revisions from others."""
    return " ".join(one.fingerprint for one in revisions.values())


def _matrices(revisions: Mapping[str, Revision]) -> dict[str, Matrix]:
    return {id: revision.matrix for id, revision in revisions.items()}


def _list(helpers: Sequence[Helper]) -> str:
    return f'<div style="overflow-wrap:anywhere">{as_list(map(_item, helpers))}</div>'


def _item(helper: Helper) -> str:
    """An activity, where it is, why it is offered, and whom to ask."""
    where = say(f"place.{helper.activity.place}") if helper.activity.place in places().names else say(f"region.{helper.region}")
    reasons = " · ".join(escape(render(reason)) for reason in helper.reasons if reason.id != "helper.good_practice")
    office = say("gaps.help.ask_at", office=helper.office, contact=helper.contact) if helper.contact else say("gaps.help.ask", office=helper.office)
    lines = [f"<strong>{escape(where)}</strong>", as_activity(helper.activity)]
    lines += [f"<small>{line}</small>" for line in (reasons, as_text(office) if helper.office and helper.reasons else "") if line]
    return "<br>".join(lines)
