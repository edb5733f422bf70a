"""Groups of countries side by side on a page: which ones, what their matrices say, and what could be borrowed from each.

Everything is cached under the fingerprints of the revisions that it was made from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd
import streamlit as st

from lib import figures
from lib.figures import Comparable
from lib.model import Activity, Message, Revision
from pages.shared import address, cell_panel
from pages.shared.data import framework, joined, language, places, readable, render, say

MOST = 8
"""Groups at once: more columns are too narrow to read, and more rows too many to compare."""
_SHORT = 4
"""Activities of a column before the rest is asked for."""


@dataclass(frozen=True)
class Side:
    """One of the groups beside the others: the revisions of the regions that tell of its countries, and its cells at every point."""

    group: Comparable
    revisions: Mapping[str, Revision]
    cells: pd.DataFrame

    @property
    def fingerprints(self) -> tuple[str, ...]:
        """What everything that is made of this side is cached under."""
        return (self.group.id, *(revision.fingerprint for revision in self.revisions.values()))


def choose() -> tuple[Comparable, ...]:
    """Choose groups of any grouping, invented ones or real ones: the first decides, and the page says which it leaves out."""
    known = comparables()
    asked = [known[code] for code in dict.fromkeys(address.get("groups").split(",")) if code in known]
    invented = asked[0].demonstration if asked else all(one.demonstration for one in known.values())
    if others := tuple(one.name for one in asked if one.demonstration is not invented):
        st.warning(say("compare.kinds_apart", groups=others), icon=":material/warning:")
    chosen = address.choose_several(
        "groups",
        say("compare.groups"),
        [one.id for one in known.values() if one.demonstration is invented],
        lambda code: render(known[code].name),
        default=_first_two(False) or _first_two(True),
        most=MOST,
        placeholder=say("compare.groups.none"),
        width="stretch",
        wrap=True,
    )
    return tuple(known[code] for code in chosen)


def offer_other_kind(chosen: Sequence[Comparable]) -> None:
    """A button to the invented groups from the real ones, and back: in one list they would be mixed."""
    invented = any(group.demonstration for group in chosen)
    if others := _first_two(not invented):
        st.button(
            say("compare.real" if invented else "compare.invented"),
            type="tertiary",
            icon=":material/swap_horiz:",
            on_click=address.put,
            kwargs={"groups": ",".join(others)},
        )


def say_outside(chosen: Sequence[Comparable]) -> None:
    """Which countries and territories of the groups no workbook tells of: they are not known, and they count."""
    for group in chosen:
        if group.outside:
            outside = tuple(Message(f"place.{place}") for place in group.outside)
            st.caption(say("compare.outside", n=len(outside), places=outside, group=group.name))


def sides(chosen: Sequence[Comparable]) -> tuple[Side, ...]:
    """The chosen groups with what their matrices say; none where a workbook that tells of one cannot be used, and the page says why."""
    sources = dict.fromkeys(region for group in chosen for region in group.sources)
    usable = readable(sources)
    if len(usable) < len(sources):
        st.info(say("compare.unusable"), icon=":material/info:")
        return ()
    return tuple(_side(group, {region: usable[region] for region in group.sources}) for group in chosen)


def told_by(sides: Sequence[Side]) -> tuple[Revision, ...]:
    """The revisions that tell of the groups' countries, each once."""
    return tuple({region: revision for side in sides for region, revision in side.revisions.items()}.values())


def show_practices(side: Side, point: str) -> None:
    """One group's column: how much is recorded, good practice first, then the other activities, newest first, and the rest on demand."""
    opened = address.get("open").split(",")
    is_open = side.group.id in opened
    column = _column(side.fingerprints, side, point, is_open, language())
    st.subheader(render(side.group.name), anchor=False)
    st.markdown(column.counts)
    st.html(f'<div style="overflow-wrap:anywhere">{column.activities}</div>')
    if column.more:
        others = [code for code in opened if code and code != side.group.id]
        st.button(
            say("compare.fewer") if is_open else say("compare.more", n=column.more),
            key=f"more-{side.group.id}",
            icon=f":material/{'expand_less' if is_open else 'expand_more'}:",
            on_click=address.put,
            kwargs={"open": ",".join(others if is_open else [*others, side.group.id])},
        )


def practices_table(chosen: Sequence[Side], point: str) -> pd.DataFrame:
    """The activities of all columns, a row each, for a download."""
    rows = [_row(side, activity) for side in chosen for activity in _of(side, point)]
    return pd.DataFrame(rows, columns=[say(f"compare.column.{name}") for name in _COLUMNS])


_COLUMNS = ("group", "place", "activity", "good", "stage", "year", "actors", "evidence", "source", "link")


def _row(side: Side, one: Activity) -> tuple[str, ...]:
    return (
        render(side.group.name),
        say(f"place.{one.place}"),
        one.activity,
        say(f"yes_no.{'yes' if one.good_practice else 'no'}"),
        say(f"stage.{one.stage}") if one.stage else "",
        one.year,
        joined(one.actors),
        say(f"evidence.{one.evidence}"),
        one.source,
        one.link,
    )


@dataclass(frozen=True)
class Column:
    """A group's practices ready to be shown: what is counted of them, the activities as HTML, and how many stand behind "more"."""

    counts: str
    activities: str
    more: int


# An open and a closed column of eight groups at ten points.
@st.cache_resource(max_entries=200, show_spinner=False)
def _column(fingerprints: tuple[str, ...], _side: Side, point: str, is_open: bool, language: str) -> Column:
    found = figures.practices(_side.group, {region: revision.matrix for region, revision in _side.revisions.items()}, point)
    said = [render(message) for message in figures.practices_in_words(found, _side.group)]
    lists = {"good": found.good, "recorded": found.recorded, "examples": found.examples}
    activities = sum(map(len, lists.values()))
    left = activities if is_open else _SHORT
    html = []
    for kind, these in lists.items():
        shown = these[:left] if is_open or kind != "examples" else ()
        left -= len(shown)
        if shown:
            html += [cell_panel.as_heading(say(f"compare.{kind}")), cell_panel.as_list(map(_item, shown))]
    closed = min(_SHORT, len(found.good) + len(found.recorded))
    return Column(joined(said), "".join(html), activities - closed)


def _item(one: Activity) -> str:
    return f"<strong>{escape(say(f'place.{one.place}'))}</strong>: {cell_panel.as_activity(one)}"


def _of(side: Side, point: str) -> tuple[Activity, ...]:
    found = figures.practices(side.group, {region: revision.matrix for region, revision in side.revisions.items()}, point)
    return (*found.good, *found.recorded, *found.examples)


def _side(group: Comparable, revisions: Mapping[str, Revision]) -> Side:
    return Side(group, revisions, _cells(tuple(revision.fingerprint for revision in revisions.values()), group.id, group, revisions))


@st.cache_resource(max_entries=100, show_spinner=False)
def _cells(fingerprints: tuple[str, ...], id: str, _group: Comparable, _revisions: Mapping[str, Revision]) -> pd.DataFrame:
    return figures.group_cells(_group, {region: revision.matrix for region, revision in _revisions.items()}, framework().point_ids)


@st.cache_resource(show_spinner=False)
def comparables() -> dict[str, Comparable]:
    """Every declared region, group and route by its identifier."""
    return figures.comparables(places())


def _first_two(invented: bool) -> tuple[str, ...]:
    """What is compared before anybody has chosen: the first two regions of a kind."""
    return tuple(region.id for region in places().regions if region.demonstration is invented)[:2]
