"""What stands where, what is missing and, apart from it, what is not known of a subject.

The most important stands first, and how much is left out is said with the page that has it. Countries are never ranked by what they do.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from typing import Any

import pandas as pd

from lib import figures
from lib.briefing import drawn
from lib.briefing.citing import Citing
from lib.briefing.content import Block, Points, Said, Section, Table, Text, written
from lib.briefing.told import Told, more, number_said, place_said, point_said
from lib.framework import point_in_words
from lib.model import REGION_WIDE, Activity, Evidence, Message, Situation, Stage, years

_SOURCES = 2
"""Sources named of one point."""
_COUNTRIES = 10
"""Countries named of one point and list."""
_REMARKS, _SITUATIONS, _RECORDS, _GAPS, _ASKED, _SETTLED, _CONTESTS = 2, 3, 4, 4, 4, 2, 4
"""Rows of the tables, so that a region takes about two pages."""


def situation(told: Told) -> Section:
    """What is known, point by point and country by country; where nothing is assessed, what documents record; and mixed movements there."""
    known = figures.region_in_words(told.matrix, told.cells)
    blocks: list[Block] = [Said((reduce(_and, known),))]
    if told.nothing_assessed:
        blocks.append(Said((Message("briefing.no_picture"),)))
    if not (told.cells["known"] == "unknown").all():
        blocks += drawn.charts_of(told)
    blocks += [_by_point(told), *_newest_records(told), *_situations(told)]
    return Section("situation", Message("briefing.section.situation"), told.takeaway, tuple(blocks))


def _and(first: Message, then: Message) -> Message:
    return Message("briefing.and", {"first": first, "then": then})


def _by_point(told: Told) -> Table:
    """Every point in the framework's order with its counts; where nothing is assessed, with what documents record and on what that rests."""
    heads: tuple[Message, ...] = (Message("heatmap.point"), Message("heatmap.known"))
    shares: tuple[int, ...] = (45, 125)
    rows: list[tuple[Said, ...]] = [(point_said(point), Said((told.counts[point],))) for point in told.framework.point_ids]
    if told.nothing_assessed:
        heads, shares = (*heads, Message("compare.recorded.all")), (38, 92, 40)
        recorded = figures.recorded_in_place(told.cells).set_index("point")
        rows = [(*row, _documented(recorded.loc[point], told, point)) for row, point in zip(rows, told.framework.point_ids, strict=True)]
    below = (Message("compare.recorded.caption"), Message("briefing.cited", {"most": _SOURCES})) if told.nothing_assessed else ()
    return Table(Message("briefing.by_point", {"name": told.name}), heads, tuple(rows), shares, below)


def _documented(counted: Any, told: Told, point: str) -> Said:
    """In how many countries documents record an activity in place, with the newest of the activities that this rests on."""
    recorded, countries = int(counted["recorded"]), int(counted["countries"])
    there = [one for one in told.matrix.activities if one.point == point and one.place != REGION_WIDE and one.stage is Stage.IN_PLACE]
    rests_on = [one for one in sorted(there, key=_newest, reverse=True) if one.evidence is not Evidence.TITLE_ONLY]
    said = Message("compare.recorded.cell" if recorded else "compare.recorded.none", {"recorded": recorded, "n": countries})
    return Said((said,), told.citing.of(rests_on, _SOURCES))


def _newest(activity: Activity) -> int:
    return max(years(activity.year), default=0)


def _newest_records(told: Told) -> Iterator[Table]:
    """Where no office has judged anything, the newest of what documents record: no recommendation, and no status."""
    if not told.nothing_assessed:
        return
    found = sorted((one for one in told.matrix.activities if one.evidence is not Evidence.TITLE_ONLY), key=_newest, reverse=True)
    if found:
        rows = tuple(_recorded(one, told.citing) for one in found[:_RECORDS])
        yield Table(
            Message("briefing.records"),
            (Message("heatmap.place"), Message("heatmap.point"), Message("compare.column.activity"), Message("briefing.column.stage")),
            rows,
            (28, 32, 82, 28),
            (Message("panel.recorded"), *more(len(found) - _RECORDS, "coverage")),
        )


def _recorded(one: Activity, citing: Citing) -> tuple[Said, ...]:
    stage = Message(f"stage.{one.stage}") if one.stage else Message("panel.no_stage")
    activity = Said((written(one.activity),), citing.number(one.source, one.link))
    return place_said(one.place), point_said(one.point), activity, Said((stage, written(one.year, 40)))


def _situations(told: Told) -> Iterator[Table]:
    """Mixed movements in the countries of which a figure or text stands in the workbook: the newest first."""
    found = sorted((one for one in told.matrix.situations if _about(one)), key=lambda one: max(years(one.as_of), default=0), reverse=True)
    if found:
        rows = [(place_said(one.place), Said(_about(one), told.citing.number(one.source, one.link))) for one in found[:_SITUATIONS]]
        yield Table(
            Message("briefing.situations"),
            (Message("heatmap.place"), Message("briefing.column.situation")),
            tuple(rows),
            (35, 135),
            more(len(found) - _SITUATIONS, "country"),
        )


def _about(situation: Situation) -> tuple[Text, ...]:
    figure = figures.situation_figure(replace(situation, figure_meaning=written(situation.figure_meaning, 120), as_of=written(situation.as_of, 40)))
    text: tuple[Text, ...] = (written(situation.situation),) if situation.situation else ()
    return (*text, figure) if figure else text


# What is missing, and what is not known


def gaps(told: Told) -> Section:
    """What offices report as missing, the points in their order; nothing of what is not known."""
    heading, points = Message("briefing.section.gaps"), list(told.gaps)
    if told.nothing_assessed:
        return Section("gaps", heading, Message("briefing.gaps.nothing_assessed"), ())
    contested = tuple(_contested(told))
    if not points:
        return Section("gaps", heading, Message("briefing.gaps.none"), contested)
    shown = points[:_GAPS]
    rows = tuple((point_said(point), Said(tuple(_listed(told.gaps[point]))), _missing(told, point)) for point in shown)
    tied = tuple(point_in_words(point) for point in shown if told.order[point])
    table = Table(
        Message("briefing.gaps.table"),
        (Message("heatmap.point"), Message("briefing.column.reported"), Message("panel.missing")),
        rows,
        (35, 70, 65),
        (
            Message("gaps.order.point"),
            *([Message("briefing.gaps.tied", {"n": len(tied), "points": tied})] if tied else []),
            *more(len(points) - _GAPS, "gaps"),
        ),
    )
    return Section("gaps", heading, _spread(told.cells), (table, *contested))


def _contested(told: Told) -> Iterator[Table]:
    """Which published statuses a planning session doubted: no gap, so in a table of its own."""
    if told.contests:
        rows = tuple((point_said(point), place_said(place), Said((written(one),))) for point, place, one in told.contests[:_CONTESTS])
        heads = (Message("heatmap.point"), Message("heatmap.place"), Message("glossary.contested"))
        yield Table(Message("minutes.contested"), heads, rows, (35, 35, 100), more(len(told.contests) - _CONTESTS, "coverage"))


def _listed(lists: Mapping[str, Sequence[tuple[str, str]]]) -> Iterator[Message]:
    """The lists of a point, each with its number of countries and the first of their names."""
    for kind, cells in lists.items():
        places = [Message(f"place.{place}") for place, _ in cells]
        left = len(places) - _COUNTRIES
        named = (*places[:_COUNTRIES], *([Message("briefing.countries.more", {"n": left})] if left > 0 else []))
        yield Message(f"gaps.point.{kind}", {"n": len(places), "cells": named})


def _missing(told: Told, point: str) -> Said:
    """What offices wrote is missing at a point, in the lists' order."""
    wrote = [(place, missing) for cells in told.gaps[point].values() for place, missing in cells if missing]
    sources = {one.place: one.source for one in told.matrix.remarks if one.point == point}
    said = tuple(
        Message("briefing.of_place", {"place": Message(f"place.{place}"), "said": written(missing, 120)}) for place, missing in wrote[:_REMARKS]
    )
    cites = dict.fromkeys(number for place, _ in wrote[:_REMARKS] for number in told.citing.number(sources[place]))
    return Said((*said, *more(len(wrote) - _REMARKS, "gaps")), tuple(cites))


def _spread(cells: pd.DataFrame) -> Message:
    """At which points the gaps are patchy and at which they are absent throughout, whatever the unknown cells hold."""
    found = figures.spread(cells)
    named = {kind: tuple(map(point_in_words, found.loc[found["spread"] == kind, "point"])) for kind in ("patchy", "absent")}
    kinds = "_".join(kind for kind, points in named.items() if points)
    return Message(f"briefing.gaps.{kinds or 'unsaid'}", {kind: points for kind, points in named.items() if points})


def unknown(told: Told) -> Section:
    """What nobody assessed, whom to ask first, and what one answer would settle."""
    heading, asked = Message("briefing.section.unknown"), figures.countries_to_ask(told.cells)
    if asked.empty:
        return Section("unknown", heading, Message("gaps.ask.none"), ())
    rows = tuple(
        (place_said(row["place"]), Said((number_said(row["unknown"]),)), Said((number_said(row["recorded"]),)))
        for row in asked.head(_ASKED).to_dict("records")
    )
    table = Table(
        Message("gaps.part.ask"),
        (Message("gaps.ask.country"), Message("gaps.ask.unknown"), Message("gaps.ask.recorded")),
        rows,
        (80, 45, 45),
        (Message("gaps.ask.order"), *more(len(asked) - _ASKED, "gaps")),
    )
    settling = figures.settling(told.cells)
    points = list(settling["point"].unique())
    settled = tuple(_settled(settling, point) for point in points[:_SETTLED])
    one_answer: tuple[Block, ...] = ()
    if settled:
        one_answer = (
            Said((Message("gaps.ask.settle"),), strong=True),
            Points((*settled, *(Said((m,)) for m in more(len(points) - _SETTLED, "gaps"))), lead=Said((Message("gaps.ask.settle.note"),))),
        )
    return Section("unknown", heading, figures.asking_in_words(asked), (table, *one_answer))


def _settled(settling: pd.DataFrame, point: str) -> Said:
    first, *others = figures.settling_in_words(settling, point)
    return Said((Message("briefing.point", {"point": point_in_words(point), "said": first}), *others))
