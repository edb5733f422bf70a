"""What two matrices of a region differ in, found once per pair of fingerprints, and as it is drawn and taken away."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from lib import charts, figures, merge, model, schema
from lib.framework import Theme
from lib.merge import RowChange
from lib.model import REGION_WIDE, Cell, Matrix, Message, Param, Revision
from lib.words import Catalogue, joined, render
from pages.shared.data import catalogue, framework, language, places
from pages.shared.legend import key, line
from pages.shared.matrix import INK, short_names

Judged = Mapping[Cell, str]
"""What kind of change cells were taken for."""

_SMALL = 10
"""Rows of a matrix that is shown whole, however little of it changes."""


@dataclass(frozen=True)
class Found:
    """What differs: every cell that either matrix assesses (`figures.changes`, as the rule proposes), the rows that differ, in the order in which they are
    listed."""

    cells: pd.DataFrame
    rows: tuple[RowChange, ...]


@dataclass(frozen=True)
class Map:
    """The map of changes: its specification and dataset, what it shows as a table, and whether rows or columns without a change are left out."""

    specification: dict[str, Any]
    datasets: dict[str, pd.DataFrame]
    table: pd.DataFrame
    part: bool


def found(before: Matrix, after: Matrix, revisions: Iterable[Revision] = ()) -> Found:
    """What differs between two matrices of one region. CannotBeMerged where one of them says two things of one cell."""
    one, other = (_fingerprint(matrix, revisions) for matrix in (before, after))
    return _found(one, other, before, after, language())


def _fingerprint(matrix: Matrix, revisions: Iterable[Revision]) -> str:
    return next((one.fingerprint for one in revisions if one.matrix is matrix), "") or model.fingerprint(matrix)


@st.cache_resource(max_entries=400, show_spinner=False)
def _found(before: str, after: str, _before: Matrix, _after: Matrix, language: str) -> Found:
    points, words = framework().point_ids, catalogue(language)
    order = {place: number for number, place in enumerate(words.by_name((*_before.places, *_after.places)))}
    rank = {place: number for number, place in enumerate(("", REGION_WIDE, *order))}
    columns = {point: number for number, point in enumerate(("", *points))}
    sheets = [sheet.key for sheet in schema.SHEETS]

    def where(place: str, point: str) -> tuple[int, str, int]:
        return rank.get(place, len(rank)), place, columns.get(point, len(columns))

    rows = sorted(merge.row_changes(_before, _after), key=lambda row: (sheets.index(row.sheet), where(row.place, row.point)))
    cells = figures.changes(_before, _after)
    in_order = sorted(cells.index, key=lambda number: where(str(cells.at[number, "place"]), str(cells.at[number, "point"])))
    return Found(cells.loc[in_order].reset_index(drop=True), tuple(rows))


def said_otherwise(before: Matrix, after: Matrix, revisions: Iterable[Revision] = ()) -> tuple[figures.SaidOtherwise, ...]:
    """The sentences of the region's figures that are others afterwards."""
    one, other = (_fingerprint(matrix, revisions) for matrix in (before, after))
    return _said(one, other, before, after)


@st.cache_resource(max_entries=100, show_spinner=False)
def _said(before: str, after: str, _before: Matrix, _after: Matrix) -> tuple[figures.SaidOtherwise, ...]:
    return figures.said_otherwise(_before, _after, places().region(_after.about.region).countries, framework().point_ids)


def changed(cells: pd.DataFrame) -> list[dict[str, Any]]:
    """The cells whose status changed."""
    return [{str(name): value for name, value in row.items()} for row in cells[cells["change"].notna()].to_dict("records")]


def kinds(cells: pd.DataFrame) -> dict[Cell, str]:
    """The kind of change of each cell whose status changed."""
    return {Cell(row["place"], row["point"]): row["change"] for row in changed(cells)}


def change_map(cells: pd.DataFrame, rows: Sequence[RowChange], region: str, shown: Sequence[str], theme: Theme) -> Map | None:
    """The map of a region's changes; `shown` are its countries. None where no cell changes."""
    words, others, taken = catalogue(language()), merge.beside_statuses(rows), {Cell(row["place"], row["point"]): row for row in changed(cells)}
    touched = {*taken, *others}
    if not touched:
        return None
    countries = words.by_name({*shown, *(cell.place for cell in touched)} - {REGION_WIDE})
    all_rows, all_columns = [REGION_WIDE, *countries], list(framework().point_ids)
    whole = len(all_rows) <= _SMALL
    lines = all_rows if whole else [place for place in all_rows if any(cell.place == place for cell in touched)]
    columns = all_columns if whole else [point for point in all_columns if any(cell.point == point for cell in touched)]
    names, points = {place: words.text(f"place.{place}") for place in lines}, short_names(columns, words)
    told = [_told(Cell(place, point), taken, others, names, points, words) for place in lines for point in columns]
    table = charts.paint_changes(pd.DataFrame(told, dtype=object), framework(), theme)  # objects: no change is None
    titles = {"place": words.text("heatmap.place"), "point": words.text("heatmap.point"), "change": words.text("what_changes.column.what")}
    foot = (render(Message("what_changes.map.footnote", {"region": Message(f"region.{region}")}), words), _key_in_words(words))
    return Map(
        charts.change_map(names, points, titles, footnote=foot, ink=INK[theme]),
        {charts.CHANGED: table[["place", "point", "place_name", "point_name", "words", "label", "mark", "fill", "ink", "outline"]]},
        _map_table(table, words),
        part=not whole and (len(lines), len(columns)) != (len(all_rows), len(all_columns)),
    )


def _told(
    cell: Cell,
    taken: Mapping[Cell, Mapping[str, Any]],
    others: Mapping[Cell, int],
    names: Mapping[str, str],
    points: Mapping[str, str],
    words: Catalogue,
) -> dict[str, Any]:
    """A cell of the map with what changes in it, in words."""
    status, n = taken.get(cell), others.get(cell, 0)
    said = [figures.change_in_words(status)] if status else []
    said += [Message("what_changes.others", {"n": n})] if n else []
    sentence = joined((render(one, words) for one in said or [Message("what_changes.unchanged")]), words)
    named = {"place": names[cell.place], "point": points[cell.point], "words": sentence}
    return {
        **cell._asdict(),
        "change": status["change"] if status else None,
        "others": n,
        "place_name": names[cell.place],
        "point_name": points[cell.point],
        "words": sentence,
        "label": render(Message("what_changes.map.cell", named), words),
    }


def _map_table(table: pd.DataFrame, words: Catalogue) -> pd.DataFrame:
    """The twin of the map: the cells in which something changes."""
    touched = table[table["change"].notna() | (table["others"] > 0)]
    return pd.DataFrame(
        {
            words.text("heatmap.place"): touched["place_name"],
            words.text("heatmap.point"): touched["point_name"],
            words.text("what_changes.column.what"): touched["words"],
        }
    )


def _key_in_words(words: Catalogue) -> str:
    named = ", ".join(f"{glyph} {words.text(f'change.{kind}.name')}" for kind, glyph in charts.CHANGE_GLYPHS.items())
    return render(Message("what_changes.key.foot", {"kinds": named, "others": Message("what_changes.key.others")}), words)


@st.cache_data(show_spinner=False)
def legend(theme: Theme, language: str) -> str:
    """The key of the map as HTML."""
    words, frame = catalogue(language), framework()
    boxes = [
        key(charts.change_look(frame, theme, kind), glyph, words.text(f"change.{kind}.name"), words.text(f"what_changes.kind.{kind}.help"))
        for kind, glyph in charts.CHANGE_GLYPHS.items()
    ]
    others = key(charts.change_look(frame, theme, None), "+2", words.text("what_changes.key.others"), words.text("what_changes.key.others.help"))
    return line(words.text("what_changes.key"), [*boxes, others])


def every_change(cells: pd.DataFrame, rows: Sequence[RowChange]) -> pd.DataFrame:
    """Every change as a table for a file: a line for each column of a row, its columns named in words."""
    words = catalogue(language())
    taken = kinds(cells)

    def say(message: Message) -> str:
        return render(message, words)

    lines: list[tuple[object, ...]] = []
    for row in rows:
        told = row.fields or (None,)
        for field in told:
            point = row.point or (field.column.removeprefix("point.") if field and field.column.startswith("point.") else "")
            lines.append(
                (
                    words.text(f"sheet.{row.sheet}"),
                    words.text(f"place.{row.place}") if row.place else None,
                    row.place if row.place and row.place != REGION_WIDE else None,
                    f"{point} {words.text(f'point.{point}')}" if point else None,
                    words.text(f"what_changes.row.{row.kind}"),
                    row.name or None,
                    say(merge.column_in_words(row.sheet, field.column)) if field else None,
                    say(merge.value_in_words(row.sheet, field.column, field.before)) if field and row.kind != "added" else None,
                    say(merge.value_in_words(row.sheet, field.column, field.after)) if field and row.kind != "withdrawn" else None,
                    _kind_name(taken.get(Cell(row.place, point)), row.sheet, words),
                )
            )
    named: tuple[Param, ...] = ("sheet", "place", "iso3", "point", "row", "name", "column", "before", "after", "change")
    heads = [words.text(f"downloads.{id}" if id in ("place", "iso3", "point") else f"what_changes.column.{id}") for id in named]
    return pd.DataFrame(lines, columns=heads, dtype=object)


def _kind_name(kind: str | None, sheet: str, words: Catalogue) -> str | None:
    return words.text(f"change.{kind}.name") if kind and sheet == schema.MATRIX.key else None
