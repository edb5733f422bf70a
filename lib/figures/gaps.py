"""What is missing and, apart from it, what is not known: four lists, never one.

Limit worth knowing: the fourth list is no list of gaps. A cell that nobody assessed may be in place.
"""

from collections.abc import Iterable
from typing import Literal

import pandas as pd

from lib.framework import point_in_words
from lib.model import REGION_WIDE, Matrix, Message, Param, Status

LISTS = (str(Status.NOT_IN_PLACE), str(Status.PLANNED), str(Status.PARTLY), "unknown")
"""The four lists in order: reported as not in place; planned, not begun; partly in place; not known."""
KINDS = {**{kind: kind for kind in LISTS[:-1]}, "recorded": LISTS[-1], "unknown": LISTS[-1]}
"""What is counted and the list to which it belongs: of the fourth, recorded only and then nothing."""


def gaps(cells: pd.DataFrame, matrix: Matrix) -> dict[str, pd.DataFrame]:
    """The cells of countries in four tables, by the names of LISTS.

    Columns: place, point; known ("assessed", "recorded", "unknown"); records, examples (activities); missing, recommendation (what the office wrote
    of it in Remarks, or ""). Rows in the table's order; of the cells not known, those that documents record come first.
    """
    written = [(remark.place, remark.point, remark.missing, remark.recommendation) for remark in matrix.remarks]
    remarks = pd.DataFrame(written, columns=["place", "point", "missing", "recommendation"], dtype=str)
    country = cells["place"] != REGION_WIDE
    shown = cells[["place", "point", "known", "records", "examples"]]
    lists = {kind: shown[country & (cells["status"] == kind)] for kind in LISTS[:-1]}
    lists[LISTS[-1]] = pd.concat([shown[country & (cells["known"] == known)] for known in ("recorded", "unknown")])
    texts = {"missing": "", "recommendation": ""}
    return {kind: rows.merge(remarks, how="left", on=["place", "point"]).fillna(texts) for kind, rows in lists.items()}


def gap_counts(cells: pd.DataFrame, by: Literal["point", "place"]) -> pd.DataFrame:
    """How many cells of countries stand in each of the four lists, by point (countries) or by country (points), in the table's order.

    Columns: point or place; the first three of LISTS, and in place of the fourth its two halves "recorded" and "unknown" (counts, zero where none).
    """
    countries = cells[cells["place"] != REGION_WIDE]
    kind = countries["status"].where(countries["known"] == "assessed", countries["known"]).astype(str)
    table = pd.crosstab(countries[by], kind).reindex(index=countries[by].unique(), columns=list(KINDS), fill_value=0)
    return table.rename_axis(columns=None).reset_index()


def begin_in_words(cells: pd.DataFrame) -> Message | None:
    """Where nothing is assessed, what it would take to begin: how many cells wait for an office's answer, and of how many documents tell. Else None."""
    countries = cells[cells["place"] != REGION_WIDE]
    if countries.empty or (countries["known"] == "assessed").any():
        return None
    counts: dict[str, Param] = {
        "n": len(countries),
        "countries": countries["place"].nunique(),
        "points": countries["point"].nunique(),
        "recorded": int((countries["known"] == "recorded").sum()),
    }
    return Message("gaps.begin", counts)


def gaps_in_words(gaps: dict[str, pd.DataFrame], by: Literal["point", "place"]) -> dict[str, tuple[Message, ...]]:
    """The four lists in words, point by point (naming countries) or country by country (naming points), under the point's or country's code.

    Lists that are empty there are left out; the fourth is said in two sentences, recorded only and then nothing.
    """
    said: dict[str, list[Message]] = {}
    for kind, rows in gaps.items():
        halves = {known: rows[rows["known"] == known] for known in ("recorded", "unknown")} if kind == LISTS[-1] else {kind: rows}
        for name, half in halves.items():
            for code, there in half.groupby(by, sort=False):
                of = there["place" if by == "point" else "point"]
                said.setdefault(str(code), []).append(Message(f"gaps.{by}.{name}", {"n": len(of), "cells": _named(of, by)}))
    return {code: tuple(messages) for code, messages in said.items()}


def _named(codes: Iterable[str], by: Literal["point", "place"]) -> Param:
    if by == "point":
        return tuple(Message(f"place.{code}") for code in codes)
    return tuple(map(point_in_words, codes))
