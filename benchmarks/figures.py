"""figures: the shares of every point of many revisions, beside one groupby of the same table."""

import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pandas as pd

from benchmarks.measure import Timings, in_turns
from lib import figures
from lib.model import About, Assessment, Matrix, Status

COUNTRIES = tuple(f"C{number:03}" for number in range(200))
POINTS = tuple(str(number) for number in range(1, 11))
REVISIONS = 20
ROUNDS = 15

_SEED = 2006


def shares(folder: Path) -> Timings:
    """Both shares with their bounds, of 200 countries at 10 points in 20 revisions. Beside it, what else the Gaps page counts of one revision."""
    matrices = _matrices()
    tables = [figures.cells(matrix, COUNTRIES, POINTS) for matrix in matrices]
    table = pd.concat([cells.assign(revision=number) for number, cells in enumerate(tables)], ignore_index=True)

    def page(number: int) -> None:
        cells, matrix = tables[number % REVISIONS], matrices[number % REVISIONS]
        figures.gaps(cells, matrix)
        for count in (figures.by_point, figures.order, figures.spread, figures.countries_to_ask, figures.settling):
            count(cells)

    ours, floor, beside = in_turns(
        ROUNDS,
        _timed(lambda _: figures.shares(table, by=("revision", "point"))),
        _timed(lambda _: table.groupby(["revision", "point", "status"], dropna=False, sort=False).size()),
        _timed(page),
    )
    return Timings(ours, floor, {"the gaps of one revision: lists, order, spread, what to ask first": beside})


def _timed(run: Callable[[int], object]) -> Callable[[int], float]:
    def timed(number: int) -> float:
        begun = time.perf_counter()
        run(number)
        return time.perf_counter() - begun

    return timed


def _matrices() -> list[Matrix]:
    """Invented revisions, two in seven cells of each not assessed; the same ones on every run."""
    random = Random(_SEED)
    statuses = (None, None, *Status)
    return [
        Matrix(
            About("region"),
            COUNTRIES,
            tuple(Assessment(country, point, status) for country in COUNTRIES for point in POINTS if (status := random.choice(statuses))),
        )
        for _ in range(REVISIONS)
    ]
