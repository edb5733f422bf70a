"""A matrix as flat tables: its cells, its activities, its follow-up, one row each, every column under its HXL tag.

Tags are the same in every language (https://hxlstandard.org); headings are words. What an office assessed and what documents record stand under tags of
their own (+assessed, +recorded), so that no program adds one to the other. A row about the region as a whole names no country: it is in no count of
countries. What is missing is None, never a zero.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd

from lib import figures
from lib.framework import Framework
from lib.model import REGION_WIDE, Revision, years
from lib.outputs.leaving import imprint
from lib.places import Places
from lib.words import Catalogue, joined, render

WHERE: Mapping[str, str] = {
    "#region+name": "field.region",
    "#loc+type": "leaving.about",
    "#country+name": "downloads.place",
    "#country+code+v_iso3": "downloads.iso3",
    "#indicator+code": "leaving.point",
    "#indicator+name": "downloads.point",
}
CELLS: Mapping[str, str] = {
    **WHERE,
    "#status+known": "downloads.known",
    "#status+assessed+code": "leaving.status.code",
    "#status+assessed+name": "downloads.status",
    "#status+recorded+code": "leaving.stage.code",
    "#status+recorded+name": "downloads.stage",
    "#activity+recorded+num": "downloads.records",
    "#activity+title_only+num": "leaving.examples",
    "#date+recorded+newest": "downloads.newest",
    "#description+words": "downloads.words",
}
ACTIVITIES: Mapping[str, str] = {
    **WHERE,
    "#activity+id": "column.ref",
    "#activity+description": "column.activity",
    "#status+recorded+code": "leaving.stage.code",
    "#status+recorded+name": "column.stage",
    "#org+actor+list": "column.actors",
    "#description+period": "column.year",
    "#date+start": "leaving.first_year",
    "#date+end": "leaving.last_year",
    "#activity+good_practice": "column.good_practice",
    "#meta+evidence+code": "leaving.evidence.code",
    "#meta+evidence+name": "column.evidence",
    "#meta+source": "column.source",
    "#meta+url": "column.link",
}
FOLLOW_UP: Mapping[str, str] = {
    **WHERE,
    "#activity+followup+id": "column.ref",
    "#activity+followup+description": "column.action",
    "#org+lead": "column.lead",
    "#org+partner+list": "column.partners",
    "#description+target": "column.target",
    "#description+due": "column.due",
    "#date+due": "leaving.last_day",
    "#status+followup+code": "leaving.state.code",
    "#status+followup+name": "column.state",
    "#description+reason": "column.reason",
    "#meta+source": "column.source",
}
OF_THE_FILE: Mapping[str, str] = {
    "#date+as_of": "downloads.as_of",
    "#meta+revision": "downloads.revision",
    "#meta+sharing": "field.sharing",
    "#meta+note": "downloads.note",
}
"""The columns of each table and what stands in last columns of all, by tag: the text that heads it."""

Row = dict[str, object]


def cells(revision: Revision, framework: Framework, places: Places, words: Catalogue) -> pd.DataFrame:
    """One row per cell under CELLS: the region-wide row first, then the countries by name. UnknownRegion."""
    countries = words.by_name(places.region(revision.region).countries)
    known = figures.cells(revision.matrix, countries, framework.point_ids)
    rows = (
        _where(revision, cell["place"], cell["point"], words)
        | {
            "#status+known": words.text(f"downloads.known.{cell['known']}"),
            **_coded("#status+assessed", "status", cell["status"], words),
            **_coded("#status+recorded", "stage", cell["stage"], words),
            "#activity+recorded+num": cell["records"] or None,  # none found is not a zero
            "#activity+title_only+num": cell["examples"] or None,
            "#date+recorded+newest": cell["newest"],
            "#description+words": in_words(cell, words),
        }
        for cell in known.to_dict("records")
    )
    return _table(rows, CELLS)


def activities(revision: Revision, _: Framework, places: Places, words: Catalogue) -> pd.DataFrame:
    """One row per activity under ACTIVITIES, in the order of the sheet; one known by its title alone among them, told by its evidence."""
    rows = (
        _where(revision, one.place, one.point, words)
        | {
            "#activity+id": one.ref,
            "#activity+description": one.activity,
            **_coded("#status+recorded", "stage", one.stage, words),
            "#org+actor+list": "; ".join(one.actors),
            "#description+period": one.year,
            "#date+start": min(years(one.year), default=None),
            "#date+end": max(years(one.year), default=None),
            "#activity+good_practice": words.text(f"yes_no.{'yes' if one.good_practice else 'no'}"),
            **_coded("#meta+evidence", "evidence", one.evidence, words),
            "#meta+source": one.source,
            "#meta+url": one.link,
        }
        for one in revision.matrix.activities
    )
    return _table(rows, ACTIVITIES)


def follow_up(revision: Revision, _: Framework, places: Places, words: Catalogue) -> pd.DataFrame:
    """One row per action under FOLLOW_UP, in the order of the sheet; a target that a document records among them, told by its state."""
    rows = (
        _where(revision, one.place, one.point, words)
        | {
            "#activity+followup+id": one.ref,
            "#activity+followup+description": one.action,
            "#org+lead": one.lead,
            "#org+partner+list": "; ".join(one.partners),
            "#description+target": one.target,
            "#description+due": one.due,
            "#date+due": figures.last_day(one.due),
            **_coded("#status+followup", "state", one.state, words),
            "#description+reason": one.reason,
            "#meta+source": one.source,
        }
        for one in revision.matrix.follow_up
    )
    return _table(rows, FOLLOW_UP)


TABLES: Mapping[str, tuple[Mapping[str, str], Callable[[Revision, Framework, Places, Catalogue], pd.DataFrame]]] = {
    "cells": (CELLS, cells),
    "activities": (ACTIVITIES, activities),
    "follow_up": (FOLLOW_UP, follow_up),
}
"""The tables by name (`leaving.table.<name>` in words), each with its columns."""


def in_words(cell: Mapping[Any, Any], words: Catalogue) -> str:
    """What is known of a cell (a row of `figures.cells`), in a line."""
    return joined((render(message, words) for message in figures.cell_in_words(cell)), words)


def of_the_file(revision: Revision, places: Places, words: Catalogue) -> Row:
    """What the file says of itself, under OF_THE_FILE."""
    notes = (f"{note.rstrip('.')}." for note in (render(imprint.rests_on(revision, places), words), words.text("workbook.disclaimer")))
    return {
        "#date+as_of": revision.matrix.about.as_of,
        "#meta+revision": revision.fingerprint[:12],
        "#meta+sharing": revision.matrix.about.sharing or words.text("leaving.unmarked"),
        "#meta+note": " ".join(notes),
    }


def _where(revision: Revision, place: str, point: str, words: Catalogue) -> Row:
    whole = place == REGION_WIDE
    return {
        "#region+name": words.text(f"region.{revision.region}"),
        "#loc+type": words.text("place.region-wide" if whole else "downloads.place"),
        "#country+name": None if whole else words.text(f"place.{place}"),
        "#country+code+v_iso3": None if whole else place,
        "#indicator+code": point,
        "#indicator+name": f"{point} {words.text(f'point.{point}')}",
    }


def _coded(tag: str, kind: str, code: str | None, words: Catalogue) -> Row:
    """A code and its label, both None where there is none."""
    return {f"{tag}+code": code and str(code), f"{tag}+name": words.text(f"{kind}.{code}") if code else None}


def _table(rows: Iterable[Row], columns: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame([{tag: value if value != "" else None for tag, value in row.items()} for row in rows], columns=list(columns), dtype=object)
