"""What is missing and, apart from it, what is not known: four lists, never one.

Limit worth knowing: the fourth list is no list of gaps. A cell that nobody assessed may be in place.
"""

from collections.abc import Iterable
from typing import Literal

import pandas as pd

from lib.model import REGION_WIDE, Matrix, Message, Param, Status

LISTS = (str(Status.NOT_IN_PLACE), str(Status.PLANNED), str(Status.PARTLY), "unknown")
"""The four lists in order: reported as not in place; planned, not begun; partly in place; not known."""


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
    return tuple(Message("figure.point", {"id": code, "name": Message(f"point.{code}.short")}) for code in codes)
