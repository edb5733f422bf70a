"""revisions: opening a cell while the store holds eight thousand revisions, beside the same while it holds eight."""

from contextlib import closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from random import Random

from benchmarks import region
from benchmarks.client import visit
from benchmarks.measure import Timings, in_turns
from benchmarks.pages import LARGE, RERUNS
from benchmarks.serving import REAL, served
from lib import intake, store
from lib.model import About, Actor, Matrix, RevisionKind
from lib.store import Store

REGIONS, MANY = 8, 1_000
SIZE = 20_000
"""Bytes of a workbook: fewer than most have, more than fit beside another revision on a page of the database."""


def rerun(folder: Path) -> Timings:
    """The server's part of a click on a cell, caches warm, over the two stores; beside it, looking back, which asks for the times of all revisions."""
    workbook = region.write(folder)
    few, many = (_published(folder, workbook, each) for each in (1, MANY))
    matrices = {"MATRICES_FOLDER": str(folder)}
    with (
        served(REAL, **matrices, MATRICES_DATABASE_URL=many) as full,
        served(REAL, **matrices, MATRICES_DATABASE_URL=few) as empty,
        visit(full, LARGE) as ours,
        visit(empty, LARGE) as floor,
        visit(full, f"{LARGE}&as_of=2999-12-31") as back,
    ):
        for cell in region.OPENED:
            for one in (ours, floor, back):
                one.click(cell)
        if ours.drawn != floor.drawn:
            raise AssertionError("the two stores show other things")
        times = in_turns(RERUNS, *(lambda number, one=one: one.click(region.opened(number)) for one in (ours, floor, back)))
    return Timings(times[0], times[1], {"looking back, among the many": times[2]})


def _published(folder: Path, workbook: Path, each: int) -> str:
    """The address of a store with so many revisions of each of eight regions. The newest of the large region is its workbook."""
    address = f"sqlite:///{folder / f'{REGIONS * each}.sqlite'}"
    opened = store.open_store(address)
    with closing(opened.engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA synchronous=OFF")  # while it is filled: nobody's uploads are in it
    framework, places = region.lists(folder)
    data = workbook.read_bytes()
    large = intake.read(BytesIO(data), workbook.name, framework, places).matrix
    assert large is not None
    chance = Random(REGIONS)
    for place in places.regions[-REGIONS:]:  # the large one is the last
        matrix = Matrix(About(place.id, framework=framework.id), place.countries)
        last = [(large, data)] if place.id == region.ID else []
        earlier = ((replace(matrix, about=replace(matrix.about, notes=str(number))), chance.randbytes(SIZE)) for number in range(each - len(last)))
        _publish(opened, [*earlier, *last])
    opened.close()
    return address


def _publish(opened: Store, revisions: list[tuple[Matrix, bytes]]) -> None:
    upon = ""
    for matrix, data in revisions:
        upon = store.publish(opened, matrix, data, Actor("An office"), kind=RevisionKind.UPLOAD, expected=upon).fingerprint
