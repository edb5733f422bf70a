"""The marks, colours and names that a file in a layout of its own showed: what each stands for, to look at and to answer. Each keeps its place."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

import streamlit as st

from lib.mapping import MarkKind, MarkSeen, NameSeen
from lib.model import REGION_WIDE, Status
from lib.places import Region
from lib.store import HandIn
from pages.shared import said
from pages.shared.cell_panel import as_text
from pages.shared.data import by_name, framework, places, say
from pages.shared.sheet_preview import swatch

_Seen = TypeVar("_Seen", MarkSeen, NameSeen)
_FIRST = 24
"""So many are shown before somebody asks for the rest."""


def ask_marks(one: HandIn, marks: Sequence[MarkSeen]) -> None:
    """What the marks and colours stand for."""
    if not marks:
        return
    st.markdown(f"**{say('correcting.marks')}**")
    st.caption(say("correcting.marks.help"))
    shown = _first(one, marks, "marks")
    with st.grid(3, min_column_width=280, vertical_alignment="bottom"):
        for number, mark in enumerate(shown, 1):
            with st.container(gap="xxsmall"):
                where = as_text(say("correcting.seen", n=mark.n, where=mark.where))
                st.html(f'<div style="overflow-wrap:anywhere">{_looks(mark)} <small>{where}</small></div>')
                key = said.show(f"mark-{one.region}-{one.receipt}-{mark.kind}-{mark.mark}", mark.means)
                st.selectbox(
                    say("correcting.mark", number=number),
                    [*Status, *([""] if mark.means is None or mark.means in ("", *Status) else ["", mark.means])],
                    index=None,
                    format_func=lambda code: say(f"status.{code}") if code else say("correcting.mark.nothing"),
                    placeholder=say("correcting.open"),
                    key=key,
                    on_change=_take_mark,
                    args=(one, mark.kind, mark.mark, key),
                    label_visibility="collapsed",
                )


def ask_names(one: HandIn, names: Sequence[NameSeen]) -> None:
    """What the names stand for that are no known country, or no known action point."""
    if not names:
        return
    st.markdown(f"**{say('correcting.names')}**")
    st.caption(say("correcting.names.help"))
    region = places().region(one.region)
    with st.grid(3, min_column_width=280, vertical_alignment="bottom"):
        for number, name in enumerate(_first(one, _each_once(names), "names"), 1):
            with st.container(gap="xxsmall"):
                facts = [say("correcting.seen", n=name.n, where=name.where)] if name.n else []
                facts += [say("correcting.proposal", name=_stands_for(name.proposal))] if name.proposal else []
                facts_in_html = as_text(" · ".join(facts))
                st.html(f'<div style="overflow-wrap:anywhere"><strong>{as_text(name.spelling)}</strong> <small>{facts_in_html}</small></div>')
                key = said.show(f"name-{one.region}-{one.receipt}-{name.point}-{name.spelling}", name.means)
                st.selectbox(
                    say("correcting.name", number=number),
                    _options(name, region),
                    index=None,
                    format_func=partial(_stands_for, point=name.point),
                    placeholder=say("correcting.open"),
                    key=key,
                    on_change=_take_name,
                    args=(one, name.spelling, key),
                    label_visibility="collapsed",
                )


def _each_once(names: Sequence[NameSeen]) -> list[NameSeen]:
    """Each name once as a country's and once as a point's, in an order that no answer changes: where it was met, and what was answered.

    That a name stands for none of them says not of what: it answers wherever the name was met.
    """
    answers = {name.spelling: name for name in names if name.means is not None}
    found = {(name.spelling, name.point): name for name in names if name.means is None}
    for key, name in found.items():
        answer = answers.get(name.spelling)
        if answer and (not answer.means or answer.point == name.point):
            found[key] = replace(name, means=answer.means)
    taken = {name.spelling for name in found.values() if name.means is not None}
    found |= {(spelling, answer.point): answer for spelling, answer in answers.items() if spelling not in taken}
    return [found[key] for key in sorted(found, key=lambda key: (key[0].casefold(), *key))]


def _first(one: HandIn, seen: Sequence[_Seen], what: str) -> list[_Seen]:
    """The first, each in its place whatever is answered; all of it where somebody asked, or where something further down was open at first."""
    found = list(seen)
    if len(found) <= _FIRST:
        return found
    key = f"all-{what}-{one.region}-{one.receipt}"
    st.session_state.setdefault(key, any(later.means is None for later in found[_FIRST:]))
    return found if st.toggle(say(f"correcting.{what}.all", n=len(found)), key=key) else found[:_FIRST]


def _looks(mark: MarkSeen) -> str:
    """A mark as it looks in the file, as HTML: what a colour is called, for who cannot tell it."""
    if mark.kind is MarkKind.TEXT:
        return f"<strong>{as_text(mark.mark)}</strong>"
    return f"{swatch(mark.mark)} {as_text(say(f'correcting.kind.{mark.kind}', colour=mark.mark))}"


def _options(name: NameSeen, region: Region) -> list[str]:
    """What a name may stand for, the proposal first."""
    countries = [*by_name(region.countries), REGION_WIDE]
    options = [f"point.{id}" for id in framework().point_ids] if name.point else countries
    first, last = ([code] if code else [] for code in (name.proposal, name.means))
    return list(dict.fromkeys((*first, *options, "", *last)))


def _stands_for(code: str, point: bool = False) -> str:
    if not code:
        return say("correcting.name.no_point" if point else "correcting.name.no_country")
    kind, _, id = code.partition(".")
    return f"{id} {say(f'point.{id}.short')}" if kind == "point" else say(f"place.{code}")


def _take_mark(one: HandIn, kind: MarkKind, mark: str, key: str) -> None:
    said.say_so(one, lambda mapping: said.with_mark(mapping, kind, mark, st.session_state[key]))


def _take_name(one: HandIn, spelling: str, key: str) -> None:
    said.say_so(one, lambda mapping: said.with_name(mapping, spelling, st.session_state[key]))
