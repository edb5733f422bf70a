"""read, growth: a workbook's bytes → its Matrix. Measured in the processor's time, which what else runs on the machine does not lengthen."""

import gc
import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl

from benchmarks import region
from benchmarks.measure import Timings, in_turns
from lib import intake, shipped, words
from lib.framework import Framework
from lib.model import Matrix, Report
from lib.outputs import workbook
from lib.places import Places

READINGS, GROWN_READINGS = 15, 3
SHIPPED = "west-africa"
COPIES = 160
"""So many times its activities make a hundred times the cells of that region's workbook."""


def read(folder: Path) -> Timings:
    """The large region's workbook, as the reader reads it and as openpyxl alone does."""
    data = region.write(folder).read_bytes()
    lists = region.lists(folder)
    ours, floor = in_turns(READINGS, timed(lambda: _read(data, *lists)), timed(lambda: openpyxl.load_workbook(BytesIO(data))))
    return Timings(ours, floor)


def growth(folder: Path) -> Timings:
    """A shipped region's workbook with a hundred times the cells, and a hundred times the time of the one that is shipped."""
    lists = shipped.framework(), shipped.places()
    small = (shipped.folder() / f"{SHIPPED}.xlsx").read_bytes()
    said = _read(small, *lists)
    assert said.matrix is not None
    large = _grown(said.matrix, *lists)
    times = _read(large, *lists).cells_read / said.cells_read
    ours, ten = in_turns(GROWN_READINGS, timed(lambda: _read(large, *lists)), timed(lambda: [_read(small, *lists) for _ in range(10)]))
    return Timings(ours, [seconds / 10 * times for seconds in ten])


def _grown(matrix: Matrix, framework: Framework, places: Places) -> bytes:
    activities = tuple(
        replace(one, ref=f"{one.ref}-{copy}", activity=f"{one.activity} ({copy})", link=f"{one.link}#{copy}")
        for copy in range(COPIES)
        for one in matrix.activities
    )
    catalogue = words.catalogue("en", framework.texts("en"), places.texts("en"))
    return workbook(replace(matrix, activities=activities), framework, places, catalogue)


def _read(data: bytes, framework: Framework, places: Places) -> Report:
    report = intake.read(BytesIO(data), "matrix.xlsx", framework, places)
    if report.matrix is None or report.errors:
        raise AssertionError(f"the workbook that is measured cannot be used: {report.errors[:3]}")
    return report


def timed(work: Callable[[], object]) -> Callable[[int], float]:
    """A round of some work, in the processor's seconds."""

    def once(_: int) -> float:
        gc.collect()  # nobody pays for the workbook that the other one left behind
        begun = time.process_time()
        work()
        return time.process_time() - begun

    return once
