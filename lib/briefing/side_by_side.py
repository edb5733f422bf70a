"""Subjects beside one another: what each does that could be borrowed first, then what may be said of who has more – or what would settle it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from lib import figures
from lib.briefing.content import Block, Said, Section, Table, Text, written
from lib.briefing.told import Told, more, point_said
from lib.figures import Practices
from lib.model import REGION_WIDE, Activity, Message, years

_GOOD = 6
"""Good practices named of all groups together."""


def sections(subjects: Sequence[Told]) -> tuple[Section, ...]:
    """The comparison of two subjects or more, practices first."""
    return _practices(subjects), _figures(subjects)


def _practices(subjects: Sequence[Told]) -> Section:
    points = subjects[0].framework.point_ids
    found = {point: [figures.practices(one.subject.group, _matrices(one), point) for one in subjects] for point in points}
    rows = tuple((point_said(point), *(_counted(there, one) for one, there in zip(subjects, found[point], strict=True))) for point in points)
    heads = (Message("heatmap.point"), *(one.name for one in subjects))
    table = Table(Message("briefing.compare.practices"), heads, rows, (30, *([140 // len(subjects)] * len(subjects))))
    good = [(one, activity) for point in points for one, there in zip(subjects, found[point], strict=True) for activity in there.good]
    blocks: tuple[Block, ...] = (table,)
    if good:
        blocks = (_good(good), table)
    takeaway = Message("briefing.compare.good" if good else "briefing.compare.no_good")
    return Section(
        "compare_practices", Message("briefing.section.compare_practices"), takeaway, (*blocks, Said((Message("compare.practices.caption"),)))
    )


def _matrices(told: Told) -> Mapping[str, Any]:
    return {region: revision.matrix for region, revision in told.subject.revisions.items()}


def _counted(there: Practices, told: Told) -> Said:
    return Said(figures.practices_in_words(there, told.subject.group))


def _good(good: Sequence[tuple[Told, Activity]]) -> Table:
    """Good practices, the newest first: each an office's own mark."""
    newest = sorted(good, key=lambda one: max(years(one[1].year), default=0), reverse=True)
    rows = tuple(
        (
            point_said(one.point),
            Said((Message(f"place.{one.place}"), told.name)),
            Said((written(one.activity),), told.citing.number(one.source, one.link)),
        )
        for told, one in newest[:_GOOD]
    )
    heads = (Message("heatmap.point"), Message("heatmap.place"), Message("compare.column.activity"))
    return Table(Message("compare.good"), heads, rows, (35, 45, 90), more(len(newest) - _GOOD, "compare"))


def _figures(subjects: Sequence[Told]) -> Section:
    heading, cells = Message("briefing.section.compare_figures"), {one.subject.group.id: _countries(one) for one in subjects}
    names = {one.subject.group.id: one.name for one in subjects}
    totals = figures.group_totals(figures.group_counts(cells))
    if not (totals["assessed"] + totals["not_applicable"]).any():
        return Section("compare_figures", heading, Message("compare.needed"), (_recorded(cells, names), Said((Message("compare.recorded.caption"),))))
    compared = {pair: figures.comparison(cells[pair[0]], cells[pair[1]]) for pair in figures.pairs([*cells])}
    blocks = tuple(block for (x, y), table in compared.items() for block in _pair(cells[x], cells[y], table, names[x], names[y]))
    first = (Said((Message("compare.said.first", {"group": subjects[0].name}),)),) if len(subjects) > 3 else ()
    return Section(
        "compare_figures",
        heading,
        figures.said_at_in_words(list(compared.values())),
        (*first, *blocks, Said((Message("compare.said.caption"),))),
    )


def _countries(told: Told) -> pd.DataFrame:
    return told.cells[told.cells["place"] != REGION_WIDE].reset_index(drop=True)


def _pair(x: pd.DataFrame, y: pd.DataFrame, table: pd.DataFrame, x_name: Message, y_name: Message) -> Iterator[Block]:
    """What may be said of two groups at each point; first which countries are counted in neither."""
    if shared := figures.apart(x, y)[2]:
        yield Said((figures.shared_in_words(shared),), strong=True)
    settling = figures.settling_comparison(x, y)
    rows = tuple((point_said(row["point"]), Said(_said(row, x_name, y_name, settling))) for row in table.to_dict("records"))
    yield Table(
        Message("compare.pair", {"x": x_name, "y": y_name}), (Message("compare.column.point"), Message("compare.column.said")), rows, (40, 130)
    )


def _said(row: Mapping[Any, Any], x: Message, y: Message, settling: pd.DataFrame) -> tuple[Text, ...]:
    """The sentences on one point: what is to be known before, what may be said, and where nothing may be, what would settle it."""
    found = figures.comparison_in_words(row, x, y)
    guards = tuple(one for one in found if one.id == "comparison.not_applicable")
    said = tuple(one for one in found if one not in guards)
    if row["verdict"] == figures.CANNOT_BE_SAID:
        said += figures.settling_in_words(settling, row["point"])
    return (*guards, *said)


def _recorded(cells: Mapping[str, pd.DataFrame], names: Mapping[str, Message]) -> Table:
    """Where no office has judged anything: in how many countries of each group documents record an activity that is in place. No comparison."""
    found = {id: figures.recorded_in_place(table).set_index("point") for id, table in cells.items()}
    points = next(iter(found.values())).index
    rows = tuple((point_said(point), *(_count(table.loc[point]) for table in found.values())) for point in points)
    heads = (Message("compare.column.point"), *names.values())
    return Table(Message("compare.recorded.all"), heads, rows, (40, *([130 // len(names)] * len(names))))


def _count(row: Any) -> Said:
    recorded, countries = int(row["recorded"]), int(row["countries"])
    return Said((Message("compare.recorded.cell" if recorded else "compare.recorded.none", {"recorded": recorded, "n": countries}),))
