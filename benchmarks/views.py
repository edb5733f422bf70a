"""Where the visitors of a load go, and what they do there: the views of a large region, by the names under which they are recorded."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from random import Random
from typing import NamedTuple
from zipfile import ZipFile

from benchmarks import region
from benchmarks.recording import coverage, record_views
from lib import words
from lib.model import Cell, receipt

CELLS = region.OPENED[:3]
ORDERS = {code: words.catalogue("en").text(f"order.{code}") for code in ("name", "assessed")}
"""The ways in which Coverage is put in order, by what stands in the box."""
PAGES = ("overview", "gaps", "country", "practices")
"""The pages between which and Coverage people go."""
VISIT = ("click", "click", "filter", "click", "switch", "back", "click", "filter", "switch", "back")
"""What somebody does after Coverage was opened; before each of them they think."""
UPLOAD = "upload?"


class Place(NamedTuple):
    """Where a visitor is."""

    page: str
    cell: Cell
    order: str

    @property
    def view(self) -> str:
        """The name of what is seen there. Only Coverage is ordered by choice; what stands on Upload depends on no cell."""
        if self.page == "upload":
            return UPLOAD
        return coverage(*self.cell).replace("coverage", self.page, 1) + (f"&order={self.order}" if self.page == "coverage" else "")


def places() -> Iterator[Place]:
    """Every place, so that each differs from the one before by one act."""
    orders = list(ORDERS)
    for cell in CELLS:
        for order in orders:
            yield Place("coverage", cell, order)
        for page in PAGES:
            yield Place(page, cell, order)
            yield Place("coverage", cell, order)
        orders.reverse()


def after_hand_in(data: bytes) -> str:
    """The name of what is seen once a file was handed in."""
    return f"{UPLOAD}file={receipt(data)[:12]}"


def plan(chance: Random) -> Iterator[tuple[str, Place]]:
    """One visit: each act with the place where it leads."""
    place = Place("coverage", chance.choice(CELLS), "name")
    yield "open", place
    for act in VISIT:
        match act:
            case "click":
                place = place._replace(cell=chance.choice([cell for cell in CELLS if cell != place.cell]))
            case "filter":
                place = place._replace(order=next(order for order in ORDERS if order != place.order))
            case "switch":
                place = place._replace(page=chance.choice(PAGES))
            case "back":
                place = place._replace(page="coverage")
        yield act, place


def another(data: bytes, number: int) -> bytes:
    """A workbook that says the same in other bytes: the mark of another sender at its end."""
    file = BytesIO(data)
    with ZipFile(file, "a") as opened:
        opened.comment = f"sender {number}".encode()
    return file.getvalue()


def record(folder: Path) -> tuple[Path, bytes]:
    """Write the region's workbook into the folder and record all views; returns the recording and the workbook's bytes, as they are handed in."""
    workbook = region.write(folder)
    handed_in = folder / "handed-in.xlsx"
    handed_in.write_bytes(another(workbook.read_bytes(), 0))
    data = handed_in.read_bytes()
    views = [*dict.fromkeys(place.view for place in places()), UPLOAD, after_hand_in(data)]
    return record_views(folder / "views.calls", region.ID, views, handed_in, MATRICES_FOLDER=str(folder)), data
