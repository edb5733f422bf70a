"""rerun, click, start: Coverage beside the literal page, which draws the same elements from constants."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import recording, region
from benchmarks.browser import browser, click_on, open_coverage
from benchmarks.client import Visit, visit
from benchmarks.measure import Timings, in_turns
from benchmarks.serving import LITERAL, REAL, served

RERUNS, CLICKS, STARTS = 80, 40, 7
LARGE = f"region={region.ID}"
SHIPPED = "west-africa"


def rerun(folder: Path) -> Timings:
    """The server's part of a click on a cell, caches warm, without a browser."""
    calls = _recorded(folder)
    chart = recording.only(calls, "vega_lite_chart", folder / "chart.calls")
    with (
        _both(calls, folder) as (real, literal),
        served(LITERAL, LITERAL_RECORDING=str(chart)) as bare,
        visit(real, LARGE) as ours,
        visit(literal, LARGE) as floor,
        visit(bare, LARGE) as alone,
    ):
        for cell in region.OPENED:
            _are_alike(ours, floor)
            ours.click(cell)
            floor.click(cell)
        _are_alike(ours, floor)
        times = in_turns(RERUNS, *(lambda number, one=one: one.click(region.opened(number)) for one in (ours, floor, alone)))
    return Timings(times[0], times[1], {"the chart alone": times[2]})


def click(folder: Path) -> Timings:
    """A click on a cell in a browser until the panel shows it."""
    calls = _recorded(folder)
    names = region.lists(folder)[1].names

    def cell(number: int) -> tuple[str, str]:
        place, point = region.opened(number)
        return names[place]["en"], point

    with browser() as chromium, _both(calls, folder) as addresses:
        pages = [open_coverage(chromium, address, LARGE) for address in addresses]
        ours, floor = in_turns(CLICKS, *(lambda number, page=page: click_on(page, *cell(number)) for page in pages))
    return Timings(ours, floor)


def start(folder: Path) -> Timings:
    """From starting the process to a heatmap in a browser that has nothing in its cache, with the matrices as they are shipped and published."""
    calls = recording.record(folder / "shipped.calls", SHIPPED)
    query = f"region={SHIPPED}"
    with _both(calls) as (real, literal), visit(real, query) as ours, visit(literal, query) as floor:
        _are_alike(ours, floor)
    with browser() as chromium:

        def started(script: str, **environment: str) -> float:
            begun = time.perf_counter()
            with served(script, **environment) as address:
                page = open_coverage(chromium, address, query)
                took = time.perf_counter() - begun
                page.context.close()
            return took

        # The first round, which is not counted, publishes the workbooks: that happens once in the life of a store.
        store = f"sqlite:///{folder / 'started.sqlite'}"
        times = in_turns(STARTS, lambda _: started(REAL, MATRICES_DATABASE_URL=store), lambda _: started(LITERAL, LITERAL_RECORDING=str(calls)))
    return Timings(*times)


@contextmanager
def _both(calls: Path, folder: Path | None = None) -> Iterator[tuple[str, str]]:
    """The dashboard on a folder of matrices (the shipped one without) and the literal page; gives the two addresses."""
    matrices = {"MATRICES_FOLDER": str(folder)} if folder else {}
    with served(REAL, **matrices) as real, served(LITERAL, LITERAL_RECORDING=str(calls)) as literal:
        yield real, literal


def _recorded(folder: Path) -> Path:
    """The calls of Coverage for the large region, which is written into the folder first."""
    calls = folder / "large.calls"
    if not calls.exists():
        region.write(folder)
        recording.record(calls, region.ID, region.OPENED, MATRICES_FOLDER=str(folder))
    return calls


def _are_alike(ours: Visit, floor: Visit) -> None:
    """Fail where the literal page does not draw the same elements, of the same size, in the same places: it would be no floor."""
    if ours.drawn != floor.drawn:
        raise AssertionError(f"the literal page draws other elements than Coverage: {sorted(ours.drawn.items() ^ floor.drawn.items())}")
