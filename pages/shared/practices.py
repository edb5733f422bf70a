"""Practices on a page: which are asked for, by the address; the choices with their counts; cards, and the same as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd
import streamlit as st

from lib import search
from lib.model import REGION_WIDE, Evidence, Message, Revision
from lib.places import Region
from lib.schema import ACTIVITIES
from lib.search import Facet, Found, Index, Practice
from pages.shared import address, next_steps, paper
from pages.shared.cell_panel import as_activity
from pages.shared.data import by_name, framework, joined, places, render, say

CARDS = 20
"""So many stand on a page."""

Known = Mapping[Facet, Sequence[str]]
"""The codes of each facet that an address may name, in the order to be shown."""


@dataclass(frozen=True)
class Asked:
    """What the address asks for: a text ("" for none), and codes of each facet."""

    text: str
    choices: Mapping[Facet, tuple[str, ...]]


def choose_regions() -> tuple[Region, ...]:
    """The regions to look through: the real ones or, where they are declared and chosen, the invented ones – never both."""
    real, invented = (tuple(region for region in places().regions if region.demonstration is kind) for kind in (False, True))
    if not (real and invented):
        return real or invented
    chosen = address.choose_view("data", say("practices.data"), ("real", "demonstration"), lambda code: say(f"practices.data.{code}"))
    return invented if chosen == "demonstration" else real


def loaded(revisions: Sequence[Revision]) -> Index:
    """All activities of some regions, ready to be searched."""
    return _index(tuple(revision.fingerprint for revision in revisions), revisions)


@st.cache_resource(max_entries=8, show_spinner=False)
def _index(fingerprints: tuple[str, ...], _revisions: Sequence[Revision]) -> Index:
    return search.index({revision.region: revision.matrix for revision in _revisions}, places())


def known(index: Index, regions: Sequence[Region]) -> Known:
    """What can be chosen among some regions: what is declared, and the actors and years that their activities name."""
    countries = {country for region in regions for country in region.countries}
    actors, years = index.members[Facet.ACTOR], index.members[Facet.YEARS]
    return {
        Facet.POINT: framework().point_ids,
        Facet.REGION: [region.id for region in regions],
        Facet.GROUP: [group.id for group in places().groups if countries & {*group.countries}],
        Facet.PLACE: [REGION_WIDE, *by_name(countries)],
        Facet.ACTOR: sorted(actors, key=lambda code: (-actors[code].bit_count(), code)),
        Facet.YEARS: sorted(years, key=lambda code: "" if code == search.NO_YEAR else code, reverse=True),
        Facet.EVIDENCE: tuple(Evidence),
        Facet.GOOD: [search.GOOD],
    }


def asked(known: Known) -> Asked:
    """What the address asks for, as far as it can be chosen."""
    named = {facet: address.get(facet).split(",") for facet in known}
    return Asked(address.get("q"), {facet: tuple(code for code in codes if code in named[facet]) for facet, codes in known.items()})


def type_text(asked: Asked) -> None:
    """The search box; it searches while somebody types."""
    if st.session_state.get("choose-q") != asked.text:
        st.session_state["choose-q"] = asked.text
    st.text_input(
        say("practices.text"),
        asked.text,
        key="choose-q",
        type="search",
        live="500ms",
        placeholder=say("practices.text.placeholder"),
        help=say("practices.text.help"),
        on_change=lambda: address.put(q=st.session_state["choose-q"]),
    )


def choose(index: Index, known: Known, asked: Asked, found: Found) -> None:
    """The facets with their counts, and the way out of all choices."""
    for facet, codes in known.items():
        if facet is not Facet.GOOD:
            _choose(facet, codes, asked, found.counts[facet], index)
    _choose_good(asked, found.counts[Facet.GOOD].get(search.GOOD, 0))
    with paper.off("counts"):
        st.caption(say("practices.counts"))
    if asked.text or any(asked.choices.values()):
        st.button(say("practices.clear"), icon=":material/filter_alt_off:", on_click=address.put, kwargs=dict.fromkeys(("q", *known), ""))


def _choose(facet: Facet, codes: Sequence[str], asked: Asked, counts: Mapping[str, int], index: Index) -> None:
    # A browser sends back the labels that it was last told of, and these hold counts that change: tell it anew of what is chosen, each time.
    st.session_state[f"choose-{facet}"] = list(asked.choices[facet])
    address.choose_some(
        facet,
        say(f"practices.{facet}"),
        [code for code in codes if code in counts or code in asked.choices[facet]],
        lambda code: say("practices.option", name=_label(facet, code, index), count=counts.get(code, 0)),
        placeholder=say("practices.any"),
    )


def _choose_good(asked: Asked, count: int) -> None:
    chosen = bool(asked.choices[Facet.GOOD])
    if st.session_state.get("choose-good") != chosen:
        st.session_state["choose-good"] = chosen
    st.toggle(
        say("practices.good", count=count),
        chosen,
        key="choose-good",
        help=say("practices.good.help"),
        disabled=not (count or chosen),
        on_change=lambda: address.put(good=search.GOOD if st.session_state["choose-good"] else ""),
    )
    address.put(good=search.GOOD if chosen else "")


def _label(facet: Facet, code: str, index: Index) -> str:
    """What a code is called. An actor is called as an office wrote it: text, never Markdown."""
    match facet:
        case Facet.POINT:
            return _label_of_point(code)
        case Facet.ACTOR:
            return index.actors[code]
        case Facet.YEARS if code == search.NO_YEAR:
            return say("practices.no_year")
        case Facet.YEARS:
            first, last = code.split("-")
            return say("practices.span", first=first, last=last)
        case Facet.REGION | Facet.GROUP | Facet.PLACE:
            return say(f"{facet.removesuffix('s')}.{code}")
        case Facet.EVIDENCE:
            return say(f"evidence.{code}")
        case Facet.GOOD:
            return say("practices.good.chosen")


def _label_of_point(id: str) -> str:
    return f"{id} {say(f'point.{id}.short')}"


def say_found(index: Index, asked: Asked, found: Found) -> None:
    """How many of how many are shown, and in which order."""
    order = say("practices.order.text" if asked.text.strip() else "practices.order.newest")
    st.markdown(f"**{render(search.found_in_words(found, len(index.practices)))}** {order}")


def say_nothing(index: Index, asked: Asked, found: Found) -> None:
    """What was looked for in vain, and what each choice stands in the way of."""
    if not index.practices:
        st.info(say("practices.empty"), icon=":material/info:")
        next_steps.ways("upload")
        return
    chosen = {facet: codes for facet, codes in asked.choices.items() if codes}
    lines = [_looked_for(say("practices.text.chosen"), (asked.text,))] if asked.text.strip() else []
    lines += [_looked_for(_name(facet), tuple(_label(facet, code, index) for code in codes)) for facet, codes in chosen.items()]
    items = "".join(f'<li><span dir="auto">{escape(line)}</span></li>' for line in lines)
    st.html(f'<p><strong>{escape(say("practices.nothing"))}</strong></p><ul style="overflow-wrap:anywhere">{items}</ul>')
    st.caption(say("practices.nothing.recorded"))
    if asked.text.strip() and not search.searchable(asked.text):
        st.caption(say("practices.unsearchable"))
    ways: dict[str, tuple[str, int]] = {
        "q": (say("practices.text.chosen"), found.without_text),
        **{facet: (_name(facet), n) for facet, n in found.without.items()},
    }
    for name, (facet, n) in ways.items():
        if n:
            label = say("practices.without", facet=facet, n=n)
            st.button(label, key=f"without-{name}", icon=":material/filter_alt_off:", on_click=address.put, kwargs={name: ""})
    if not any(n for _, n in ways.values()):
        st.caption(say("practices.without.none"))


def _looked_for(facet: str, chosen: tuple[str, ...]) -> str:
    return say("practices.nothing.choice", facet=facet, chosen=joined(chosen))  # any of these would do: no "and"


def _name(facet: Facet) -> str:
    return say("practices.good.chosen" if facet is Facet.GOOD else f"practices.{facet}")


def choose_page(regions: Sequence[Region], asked: Asked, found: Found) -> int:
    """The page of cards, which the address names: the first where it names none of these, or something else was asked for just before."""
    pages = -(-len(found.practices) // CARDS)
    if st.session_state.setdefault("practices-asked", (regions, asked)) != (regions, asked):
        st.session_state["practices-asked"] = (regions, asked)
        st.session_state["practices-number"] = st.session_state.get("practices-number", 0) + 1
        address.put(page="")
    page = next((number for number in range(1, pages + 1) if str(number) == address.get("page")), 1)
    address.put(page="" if page == 1 else str(page))
    if pages > 1:
        # Its state cannot be set once it is there without a warning in the log: what is newly asked for gets a new one.
        key = f"choose-page-{st.session_state.get('practices-number', 0)}"
        st.pagination(pages, default=page, width="stretch", key=key, on_change=lambda: address.put(page=str(st.session_state[key])))
    return page


def show_cards(found: Found, page: int) -> None:
    """A page of cards; the head of each opens its cell."""
    with st.grid(2, min_column_width=340):
        for practice in found.practices[(page - 1) * CARDS : page * CARDS]:
            with st.container(border=True, height="stretch", gap="xsmall"):
                _card(practice)


def _card(practice: Practice) -> None:
    one = practice.activity
    st.page_link(
        "pages/explore/coverage.py",
        label=say(
            "practices.head",
            place=Message(f"place.{one.place}"),
            region=Message(f"region.{practice.region}"),
            point=_label_of_point(one.point),
        ),
        icon=":material/arrow_forward:",
        # Coverage remembers a grouping to which the country need not belong.
        query_params=address.way(region=practice.region, place=one.place, point=one.point, group=""),
    )
    st.html(f'<div style="overflow-wrap:anywhere">{as_activity(one)}</div>')


def table(found: Found) -> pd.DataFrame:
    """All activities that were found, one a row: the region, then the columns of the workbook's sheet in its words."""
    headings = [say("practices.regions"), *(say(f"column.{column.key}") for column in ACTIVITIES.columns)]
    return pd.DataFrame([_row(practice) for practice in found.practices], columns=headings)


def _row(practice: Practice) -> list[str]:
    one = practice.activity
    cells = {
        "place": say(f"place.{one.place}"),
        "point": _label_of_point(one.point),
        "stage": say(f"stage.{one.stage}") if one.stage else "",
        "actors": joined(one.actors),
        "good_practice": say("yes_no.yes" if one.good_practice else "yes_no.no"),
        "evidence": say(f"evidence.{one.evidence}"),
    }
    row = [cells[column.key] if column.key in cells else str(getattr(one, column.key)) for column in ACTIVITIES.columns]
    return [say(f"region.{practice.region}"), *row]
