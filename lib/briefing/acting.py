"""What could be borrowed for a subject's gaps, what was agreed and where it stands, and what was noted for the room alone."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lib import figures
from lib.briefing.citing import Citing
from lib.briefing.content import Block, Said, Section, Table, Text, written
from lib.briefing.told import Told, more, point_said
from lib.figures import Helper
from lib.framework import point_in_words
from lib.model import Activity, Cell, Message, State
from lib.planning import Note
from lib.words import Catalogue, joined

_NOTE = 1_000
"""Letters of a note: it stands nowhere else in words that can be looked up."""
_BORROWED, _ACTIONS, _TARGETS = 4, 6, 4
"""Rows of the tables, so that a region takes about two pages."""


def practices(told: Told) -> Section:
    """What offices elsewhere marked as good practice, at the points of its gaps: the points in their order, and for each the nearest first."""
    heading = Message("briefing.section.practices")
    if told.nothing_assessed:
        return Section("practices", heading, Message("briefing.practices.no_gap"), ())
    found = [one for point in told.gaps for one in _offered(told, point)]
    if not found:
        return Section("practices", heading, Message("briefing.practices.none"), (Said((Message("gaps.help.also.note"),)),))
    rows = tuple(_borrowed(*one, told.citing) for one in found[:_BORROWED])
    table = Table(
        Message("briefing.practices.table"),
        (Message("heatmap.point"), Message("heatmap.place"), Message("compare.column.activity"), Message("briefing.column.why")),
        rows,
        (28, 30, 60, 52),
        more(len(found) - _BORROWED, "practices"),
    )
    return Section("practices", heading, Message("briefing.practices.found", {"name": told.name}), (table,))


def _offered(told: Told, point: str) -> Iterator[tuple[Cell, Helper]]:
    """What could help with the gaps of a point, each once and with the gap that it is offered for: the worst gaps first, and for each the nearest."""
    there = sum(one.good_practice and one.point == point for matrix in told.others.values() for one in matrix.activities)
    found: list[tuple[str, Activity]] = []
    for place in (place for cells in told.gaps[point].values() for place, _ in cells):
        if len(found) == there:  # every further gap would be offered the same again
            return
        for one in figures.helpers(Cell(place, point), told.others, told.places):
            if (one.region, one.activity) not in found:
                found.append((one.region, one.activity))
                yield Cell(place, point), one


def _borrowed(gap: Cell, one: Helper, citing: Citing) -> tuple[Said, ...]:
    ask: tuple[Text, ...] = (Message("gaps.help.ask", {"office": written(one.office)}),) if one.office else ()
    activity = one.activity
    return (
        point_said(activity.point),
        Said((Message(f"place.{activity.place}"), Message(f"region.{one.region}"))),
        Said((written(activity.activity),), citing.number(activity.source, activity.link)),
        Said((Message("briefing.practices.for", {"place": Message(f"place.{gap.place}")}), *(one.reasons[1:2] or one.reasons), *ask)),
    )


# What was agreed


def follow_up(told: Told) -> Section:
    """The agreed actions by where they stand, what is overdue first; what documents record apart."""
    heading, found = Message("briefing.section.follow_up"), figures.actions(told.matrix, told.on)
    if found.empty:
        return Section("follow_up", heading, Message("progress.actions.none"), ())
    first, *others = figures.actions_in_words(figures.action_counts(found), told.on)
    blocks: list[Block] = [Said(tuple(others))] if others else []
    rows: list[Any] = found.to_dict("records")
    open_ones = [row for row in rows if row["group"] in figures.OPEN]
    recorded = [row for row in rows if row["group"] == State.RECORDED]
    if open_ones:
        blocks.append(_action_table(open_ones, _ACTIONS, Message("briefing.actions.open"), told))
    elif recorded:
        blocks.append(_action_table(recorded, _TARGETS, Message("briefing.actions.recorded"), told))
    return Section("follow_up", heading, first, tuple(blocks))


def _action_table(rows: Sequence[Mapping[str, Any]], most: int, caption: Message, told: Told) -> Table:
    return Table(
        caption,
        tuple(Message(id) for id in ("column.due", "column.action", "progress.column.where", "minutes.column.who", "column.state")),
        tuple(_action(row, told) for row in rows[:most]),
        (30, 50, 30, 38, 22),
        more(len(rows) - most, "progress"),
    )


def _action(row: Mapping[str, Any], told: Told) -> tuple[Said, ...]:
    who = joined((row["lead"], *row["partners"]), told.words)
    where: list[Text] = [point_in_words(row["point"])] if row["point"] else []
    if row["place"]:
        where.append(Message(f"place.{row['place']}"))
    return (
        Said((figures.due_in_words({**row, "due": written(row["due"], 40)}, told.on),), strong=row["group"] == "overdue"),
        Said((written(row["action"]),), told.citing.number(row["source"])),
        Said(tuple(where)),
        Said((written(who, 120),)),
        Said((Message(f"state.{row['state']}"), *([written(row["reason"], 120)] if row["reason"] else []))),
    )


def notes(told: Told) -> Section:
    """What a planning session noted for the room alone."""
    rows = tuple((Said(_noted(one, told.words)), Said((written(one.text, _NOTE),))) for one in told.subject.notes)
    table = Table(Message("briefing.notes.table"), (Message("briefing.column.about"), Message("briefing.column.note")), rows, (50, 120))
    return Section("notes", Message("briefing.section.notes"), Message("briefing.internal"), (table,))


def _noted(note: Note, words: Catalogue) -> tuple[Text, ...]:
    """What a note is about. A code that is not declared, which a draft may hold, stands as it is."""
    named: list[Text] = []
    for id, code, message in (
        (f"point.{note.point}.short", note.point, point_in_words(note.point)),
        (f"place.{note.place}", note.place, Message(f"place.{note.place}")),
    ):
        if code:
            named.append(message if id in words.names else code)
    return tuple(named) or (Message("minutes.notes.session"),)
