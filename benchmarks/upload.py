"""upload: a workbook that was handed in → its report; and, beside it, what it changes in what is published.

Measured in the processor's time. A file from outside is read in a child process, which does the same work as here; what its start takes stands beside.
"""

import gc
import time
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl

from benchmarks import region
from benchmarks.measure import Timings, in_turns
from benchmarks.workbooks import timed
from lib import figures, handing_in, intake, merge, store, words
from lib.model import Actor, Assessment, Matrix, Report, RevisionKind, Status

ROUNDS, STARTS = 9, 5
EDITED = 20
"""So many statuses and activities are others in the file than in what is published."""


def upload(folder: Path) -> Timings:
    """The large region's workbook with some edits until its report is ready, and openpyxl loading the same bytes. Beside it, what it changes in the revision
    that it was taken from."""
    data = region.write(folder).read_bytes()
    framework, places = region.lists(folder)
    catalogue = words.catalogue("en", framework.texts("en"), places.texts("en"))
    kept = store.open_store(f"sqlite:///{folder / 'upload.sqlite'}")
    matrix = intake.read(BytesIO(data), "matrix.xlsx", framework, places).matrix
    assert matrix is not None
    upon = store.publish(kept, matrix, data, Actor(""), kind=RevisionKind.SHIPPED, expected="")
    file = handing_in.download(replace(upon, matrix=_edited(matrix)), framework, places, catalogue)
    countries = places.region(region.ID).countries

    def report() -> Report:
        return intake.checked(file, "matrix.xlsx", framework, places)

    read = report()

    def compare() -> None:
        compared = handing_in.compare(kept, read, upon)
        after = compared.merged.matrix
        if after is None or handing_in.errors(compared, framework, places, catalogue) or len(compared.merged.changes) != 2 * EDITED:
            raise AssertionError("the file that is measured does not change what it should")
        merge.row_changes(upon.matrix, after)
        figures.changes(upon.matrix, after)

    gc.collect()
    gc.freeze()  # as serve.py does: what was imported before is walked by no collection
    ours, floor, changed = in_turns(ROUNDS, timed(report), timed(lambda: openpyxl.load_workbook(BytesIO(file))), timed(compare))
    gc.unfreeze()
    kept.close()
    after = _edited(matrix)
    said = timed(lambda: figures.said_otherwise(matrix, after, countries, framework.point_ids))
    beside = {
        "what it changes: merged, checked and compared": changed,
        "what is said afterwards that was not said before": [said(number) for number in range(STARTS)],
        "starting the child process that reads it, on the clock": [_start(folder) for _ in range(STARTS)],
    }
    return Timings(ours, floor, beside)


def _edited(matrix: Matrix) -> Matrix:
    """A matrix with other statuses in some cells, and other texts in some activities."""
    planned = {(one.place, one.point) for one in matrix.assessments if one.status is Status.PARTLY}
    cells = sorted(planned)[:EDITED]
    assessments = [Assessment(one.place, one.point, Status.IN_PLACE) if (one.place, one.point) in cells else one for one in matrix.assessments]
    activities = [replace(one, activity=f"{one.activity}, again") if number < EDITED else one for number, one in enumerate(matrix.activities)]
    return replace(matrix, assessments=tuple(assessments), activities=tuple(activities))


def _start(folder: Path) -> float:
    """What it takes to refuse a file of a few bytes in a child process."""
    begun = time.perf_counter()
    intake.receive(BytesIO(b"PK\x03\x04"), "matrix.xlsx", *region.lists(folder))
    return time.perf_counter() - begun
