"""The figures of groups side by side: the stacked counts, the intervals, and what may be said of any two. Drawn once per revisions and view."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from lib import charts, figures
from lib.framework import Theme
from lib.model import Message, Param, Status
from lib.words import Catalogue, joined, named, render
from pages.shared.data import catalogue, framework, language
from pages.shared.groups import Side
from pages.shared.matrix import ACCENT, INK, rests_on

KINDS = ("in_place", "partly", "planned", "not_in_place", "recorded", "unknown", "not_applicable")
"""What is counted, in the order of a stack."""
Names = Mapping[str, Message]
"""What the groups are called, by their identifiers, in order."""
Cells = Mapping[str, pd.DataFrame]
"""The cells of the groups at the points that are shown."""
Picture = dict[str, Any]
"""A chart's specification with its datasets."""


@dataclass(frozen=True)
class Pair:
    """What may be said of two groups: their names, what the sentences leave out, the sentences on the first point, and a table of those on each."""

    names: str
    guards: tuple[str, ...]
    sentences: tuple[str, ...]
    table: pd.DataFrame


@dataclass(frozen=True)
class Drawn:
    """The figures of some groups at some points, ready to be shown: charts, their twins as tables, and sentences.

    `counts` is None where no office judged any of it: then what is `recorded` (on the first point) is all that may be said. `intervals` are of one
    point and the groups with something assessed there, None where there is none.
    """

    takeaway: str
    counts: Picture | None
    counts_alt: str
    counts_table: pd.DataFrame
    intervals: Picture | None
    intervals_alt: str
    intervals_table: pd.DataFrame
    recorded: tuple[str, ...]
    recorded_table: pd.DataFrame
    pairs: tuple[Pair, ...]


def drawn(sides: Sequence[Side], points: tuple[str, ...], theme: Theme) -> Drawn:
    """The figures of the groups at some points, all of one framework."""
    return _drawn(tuple(side.fingerprints for side in sides), points, theme, language(), tuple(sides))


def pictures(cells: Cells, names: Names, point: str, theme: Theme, words: Catalogue, foot: Sequence[str]) -> tuple[Picture, Picture | None]:
    """The stacked counts of some groups at one point, and the intervals of both shares; None where nothing is assessed."""
    here = {id: _at(table, (point,)) for id, table in cells.items()}
    counts, shares = figures.group_counts(here), figures.group_shares(here)
    told = shares.assign(told=[_of(names[row["group"]], figures.share_in_words(row), words) for row in shares.to_dict("records")])
    stacked = _counts(_counted(counts, names, (point,), words), figures.group_totals(counts), names, (point,), theme, words, foot)
    return stacked, _intervals(told, names, theme, words, foot[:1]) if len(told) else None


def show(picture: Picture, key: str, alt: str) -> None:
    """A chart as wide as it is drawn."""
    st.vega_lite_chart(None, picture, width="content", key=key, alt=alt)


def show_table(table: pd.DataFrame, alt: str) -> None:
    """The twin of a chart, in HTML that a keyboard and a screen reader can use."""
    st.table(table, hide_index=True, alt=alt, width="content")


def show_pair(pair: Pair, by_point: bool) -> None:
    """What may be said of two groups: first what the sentences leave out."""
    st.markdown(f"**{pair.names}**")
    for guard in pair.guards:
        st.warning(guard, icon=":material/warning:")
    if by_point:
        show_table(pair.table, pair.names)
    else:
        st.markdown("\n\n".join(pair.sentences))


@dataclass(frozen=True)
class _Figures:
    """What is counted of some groups at every point, and of each pair its comparison and which answers would settle it."""

    counts: pd.DataFrame
    totals: pd.DataFrame
    shares: pd.DataFrame
    pairs: Mapping[tuple[str, str], tuple[pd.DataFrame, pd.DataFrame]]


@st.cache_resource(max_entries=50, show_spinner=False)
def _figures(fingerprints: tuple[tuple[str, ...], ...], _cells: Cells) -> _Figures:
    counts = figures.group_counts(_cells)
    pairs = {
        (x, y): (figures.comparison(_cells[x], _cells[y]), figures.settling_comparison(_cells[x], _cells[y])) for x, y in figures.pairs([*_cells])
    }
    return _Figures(counts, figures.group_totals(counts), figures.group_shares(_cells), pairs)


@st.cache_resource(max_entries=200, show_spinner=False)
def _drawn(fingerprints: tuple[tuple[str, ...], ...], points: tuple[str, ...], theme: Theme, language: str, _sides: tuple[Side, ...]) -> Drawn:
    words, names = catalogue(language), {side.group.id: side.group.name for side in _sides}
    every = {side.group.id: side.cells for side in _sides}
    found = _figures(fingerprints, every)
    cells = {id: _at(table, points) for id, table in every.items()}
    totals, shares, foot = _at(found.totals, points), _at(found.shares, points), _footnote(_sides, words)
    counted = _counted(_at(found.counts, points), names, points, words)
    shares = shares.assign(told=[_of(names[row["group"]], figures.share_in_words(row), words) for row in shares.to_dict("records")])
    compared = {pair: _at(table, points) for pair, (table, _) in found.pairs.items()}
    takeaway = _takeaway(points, cells, totals, names, [*compared.values()], words)
    judged = (totals["assessed"] + totals["not_applicable"]).any()
    return Drawn(
        takeaway=takeaway,
        counts=_counts(counted, totals, names, points, theme, words, foot) if judged else None,
        counts_alt=joined((takeaway, *dict.fromkeys(counted["label"])), words) if len(points) == 1 else takeaway,
        counts_table=_counts_table(totals, names, words),
        intervals=_intervals(shares, names, theme, words, foot[:1]) if len(points) == 1 and len(shares) else None,
        intervals_alt=joined(shares["told"], words),
        intervals_table=_intervals_table(shares, names, words),
        recorded=tuple(
            render(figures.recorded_in_words(figures.recorded_in_place(cells[id]).iloc[0].to_dict(), name), words) for id, name in names.items()
        ),
        recorded_table=_recorded_table(cells, names, points, words),
        pairs=tuple(
            _pair((names[x], names[y]), figures.apart(cells[x], cells[y])[2], table, found.pairs[x, y][1], words)
            for (x, y), table in compared.items()
        ),
    )


def _at(table: pd.DataFrame, points: tuple[str, ...]) -> pd.DataFrame:
    return table[table["point"].isin(points)]


def _takeaway(points: tuple[str, ...], cells: Cells, totals: pd.DataFrame, names: Names, compared: Sequence[pd.DataFrame], words: Catalogue) -> str:
    if len(points) == 1:
        return render(figures.assessed_in_words(totals, names), words)
    return render(figures.said_at_in_words(compared) if compared else figures.takeaway(next(iter(cells.values()))), words)


def _counted(counts: pd.DataFrame, names: Names, points: tuple[str, ...], words: Catalogue) -> pd.DataFrame:
    """The counts with what they are called and what they say in words."""
    said = {(group, point): render(figures.counts_in_words(counts[counts["group"] == group], point), words) for group in names for point in points}
    where = [*zip(counts["group"], counts["point"], strict=True)]
    called = counts.assign(
        group_name=[render(names[group], words) for group, _ in where],
        point_name=[_point(point, words) for _, point in where],
        words=[said[one] for one in where],
    )
    of = called["group_name"] + ", " + called["point_name"]
    return called.assign(label=[named(one, text, words) for one, text in zip(of, called["words"], strict=True)])


def _counts(
    counted: pd.DataFrame, totals: pd.DataFrame, names: Names, points: tuple[str, ...], theme: Theme, words: Catalogue, foot: Sequence[str]
) -> Picture:
    segments = charts.stack(counted, framework(), theme)
    specification = charts.stacks(
        {id: render(name, words) for id, name in names.items()},
        {point: _point(point, words) for point in points},
        {kind: _kind(kind, words) for kind in KINDS},
        {name: words.text(f"compare.column.{name}") for name in ("group", "point", "counts")},
        looks=segments[["kind", "fill", "outline"]],
        countries=charts.most(counted),
        footnote=foot,
        ink=INK[theme],
    )
    behind = totals.assign(words=[render(figures.known_in_words(row), words) for row in totals.to_dict("records")])
    return {**specification, "datasets": {charts.STACKS: segments, charts.ENDS: behind[["group", "point", "words"]]}}


def _counts_table(totals: pd.DataFrame, names: Names, words: Catalogue) -> pd.DataFrame:
    """The counts in figures. Where nothing is assessed the statuses are empty: a zero would read as knowledge."""
    figure = {kind: totals[kind].astype(object) for kind in KINDS}
    for kind in Status:
        figure[kind] = figure[kind].where((totals["assessed"] + totals["not_applicable"]) > 0, "")
    return pd.DataFrame(
        {
            words.text("compare.column.group"): [render(names[group], words) for group in totals["group"]],
            words.text("compare.column.point"): [_point(point, words) for point in totals["point"]],
            words.text("compare.column.applicable"): totals["applicable"],
            **{_kind(kind, words): figure[kind] for kind in KINDS},
        }
    )


def _intervals(shares: pd.DataFrame, names: Names, theme: Theme, words: Catalogue, foot: Sequence[str]) -> Picture:
    shown = {id: render(name, words) for id, name in names.items() if id in set(shares["group"])}
    rows = shares.assign(
        none=0, words=[render(figures.interval_in_words(row), words) for row in shares.to_dict("records")], group_name=shares["group"].map(shown)
    )
    specification = charts.intervals(
        shown,
        {share: named(_point(shares["point"].iloc[0], words), words.text(f"share.{share}"), words) for share in figures.SHARES},
        {name: words.text(f"compare.column.{name}") for name in ("group", "share")},
        ends=(words.text("compare.no_country"), words.text("compare.every_country")),
        footnote=(*foot, words.text("compare.intervals.caption")),
        accent=ACCENT[theme],
        ink=INK[theme],
    )
    return {**specification, "datasets": {charts.INTERVALS: rows[["group", "share", "none", "lowest", "highest", "words", "told", "group_name"]]}}


def _intervals_table(shares: pd.DataFrame, names: Names, words: Catalogue) -> pd.DataFrame:
    columns = {
        "group": [render(names[group], words) for group in shares["group"]],
        "share": [words.text(f"share.{share}") for share in shares["share"]],
        "least": shares["have"],
        "most": shares["have"] + shares["unknown"],
        "applicable": shares["applicable"],
        "assessed": shares["assessed"],
        "words": shares["told"],
    }
    return pd.DataFrame({words.text(f"compare.column.{name}"): column for name, column in columns.items()})


def _recorded_table(cells: Cells, names: Names, points: tuple[str, ...], words: Catalogue) -> pd.DataFrame:
    """What documents record at each point, a column for each group."""
    columns = {
        render(names[id], words): [
            render(
                Message(
                    "compare.recorded.cell" if row["recorded"] else "compare.recorded.none", {"recorded": row["recorded"], "n": row["countries"]}
                ),
                words,
            )
            for row in figures.recorded_in_place(table).to_dict("records")
        ]
        for id, table in cells.items()
    }
    return pd.DataFrame({words.text("compare.column.point"): [_point(point, words) for point in points], **columns})


def _pair(names: tuple[Message, Message], shared: tuple[str, ...], compared: pd.DataFrame, settling: pd.DataFrame, words: Catalogue) -> Pair:
    said = [_said(row, names, settling, words) for row in compared.to_dict("records")]
    overlap = [render(figures.shared_in_words(shared), words)] if shared else []
    return Pair(
        render(Message("compare.pair", dict(zip("xy", names, strict=True))), words),
        guards=(*overlap, *(said[0][0] if len(said) == 1 else ())),
        sentences=said[0][1],
        table=pd.DataFrame(
            {
                words.text("compare.column.point"): [_point(point, words) for point in compared["point"]],
                words.text("compare.column.said"): [" ".join((*guards, *sentences)) for guards, sentences in said],
            }
        ),
    )


def _said(
    row: Mapping[Any, Any], names: tuple[Message, Message], settling: pd.DataFrame, words: Catalogue
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What to know before the sentences on one point, and the sentences: what may be said, or what would settle it."""
    found = figures.comparison_in_words(row, *names)
    guards = tuple(message for message in found if message.id == "comparison.not_applicable")
    sentences = tuple(message for message in found if message not in guards)
    if row["verdict"] == figures.CANNOT_BE_SAID:
        sentences += figures.settling_in_words(settling, row["point"])
    return tuple(render(message, words) for message in guards), tuple(render(message, words) for message in sentences)


def _footnote(sides: Sequence[Side], words: Catalogue) -> tuple[str, ...]:
    """What a picture says of itself: whose workbooks it was made from and as of when, and what they are."""
    about = {region: revision.matrix.about for side in sides for region, revision in side.revisions.items()}
    workbooks = tuple(
        Message("compare.workbook" if one.as_of else "compare.workbook.undated", _dated(region, one.as_of)) for region, one in about.items()
    )
    kind = rests_on([revision for side in sides for revision in side.revisions.values()])
    return (render(Message("compare.footnote", {"workbooks": workbooks, "kind": kind}), words), words.text("compare.key"))


def _dated(region: str, as_of: Any) -> dict[str, Param]:
    return {"region": Message(f"region.{region}"), **({"date": as_of} if as_of else {})}


def _of(group: Message, said: Message, words: Catalogue) -> str:
    return render(Message("compare.of", {"group": group, "said": said}), words)


def _point(point: str, words: Catalogue) -> str:
    return f"{point} {words.text(f'point.{point}')}"


def _kind(kind: str, words: Catalogue) -> str:
    return words.text(f"compare.kind.{kind}" if kind in ("recorded", "unknown", "not_applicable") else f"status.{kind}")
