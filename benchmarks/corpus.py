"""foreign, corpus: workbooks in layouts of their own. How long large ones take to read, and how many facts of small ones are read wrongly or not at all."""

import gc
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from itertools import product
from pathlib import Path
from random import Random

import openpyxl

from benchmarks.measure import Timings, in_turns
from benchmarks.workbooks import timed
from lib import intake, names, shipped
from lib.framework import Framework
from lib.model import Report, Stage
from lib.names import Names
from lib.places import Places, Region
from tests.corpus.book import Row, book
from tests.corpus.score import score
from tests.corpus.writing import xlsx

ROUNDS = 5
COUNTRIES, ACTIVITIES = 200, 10_000
REGION = "two-hundred-countries"

_SENTENCE = "Border officials were trained to recognise and refer people who may need protection"
_WORDS = {"In place": Stage.IN_PLACE, "Partly in place": Stage.PARTLY, "Planned": Stage.PLANNED, "Not in place": Stage.NOT_IN_PLACE}


def foreign(folder: Path) -> Timings:
    """A status grid and a narrative grid of 200 countries × 10 points, and a list of 10,000 activities: each read, and each loaded by openpyxl alone."""
    framework, places = shipped.framework(), two_hundred()
    known = names.index(places)
    files = {name: xlsx(book(*rows, title=name)) for name, rows in tables(framework, places).items()}
    for name, data in files.items():
        expected = ACTIVITIES if name == "List" else COUNTRIES * len(framework.point_ids)
        report = _read(data, framework, places, known)
        if report.matrix is None or report.errors or len(report.matrix.activities) != expected:
            raise AssertionError(f"{name}: the workbook that is measured is not read: {report.errors[:3]}")
    gc.collect()
    gc.freeze()  # as serve.py does: what was imported before is walked by no collection
    ours, floor = in_turns(
        ROUNDS,
        timed(lambda: [_read(data, framework, places, known) for data in files.values()]),
        timed(lambda: [openpyxl.load_workbook(BytesIO(data)) for data in files.values()]),
    )
    alone = {f"{name} alone": [timed(lambda data=data: _read(data, framework, places, known))(0)] for name, data in files.items()}
    gc.unfreeze()
    return Timings(ours, floor, alone)


def corpus(folder: Path) -> Timings:
    """The facts of tests/corpus that are read wrongly or not at all, and all that must be known. Beside them, what else is wrong."""
    found = score()
    beside = {
        "read wrongly": found.wrong,
        "read wrongly, without a warning": found.silent,
        "not read": found.missed,
        "cells by which the counts of filled ones are off": found.uncounted,
        f"files with a fault, of {len(found.verdicts)}": len(found.verdicts) - found.good,
    }
    facts = found.right + found.missed
    return Timings([found.wrong + found.missed], [facts], {name: [number] for name, number in beside.items()}, unit="")


def _read(data: bytes, framework: Framework, places: Places, known: Names) -> Report:
    return intake.checked(data, "matrix.xlsx", framework, places, lambda: known)


def two_hundred() -> Places:
    """The declared lists with one region of 200 countries in place of all."""
    places = shipped.places()
    countries = tuple(code for code in places.names if any(code in region.countries for region in places.regions if not region.demonstration))
    others = tuple(code for code in places.names if code not in countries and not code.startswith("XA"))
    return replace(places, regions=(Region(REGION, "Two hundred countries", (*countries, *others)[:COUNTRIES]),))


def tables(framework: Framework, places: Places) -> Mapping[str, list[Row]]:
    """The three sheets, invented, the same each time."""
    chance = Random(200)
    texts = framework.texts("en")
    points = [f"{number}. {texts[f'point.{id}']}" for number, id in enumerate(framework.point_ids, 1)]
    countries = [places.names[code]["en"] for code in places.regions[0].countries]
    pairs = list(product(countries, points))
    marks: list[Row] = [[name, *(chance.choice(tuple(_WORDS)) for _ in points)] for name in countries]
    narrative: list[Row] = [[name, *(f"{_SENTENCE} in place {chance.randrange(10_000)}" for _ in points)] for name in countries]
    listed: list[Row] = [
        [*pairs[number % len(pairs)], f"{_SENTENCE} (training {number})", chance.choice(tuple(_WORDS)), str(chance.randrange(2006, 2026))]
        for number in range(ACTIVITIES)
    ]
    title: Row = ["Implementation of the 10-Point Plan of Action"]
    return {
        "Statuses": [title, [], ["Country", *points], *marks],
        "Texts": [title, [], ["Country", *points], *narrative],
        "List": [title, [], ["Country", "Action point", "Activity", "Status", "Year"], *listed],
    }
