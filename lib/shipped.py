"""The matrices that are shipped, one workbook a region, and the lists and the framework beside them.

They are the first revisions of a new store (`publish_first`); one that is newer later on is offered, never taken (`offered`).
The folder comes from MATRICES_FOLDER or is the one beside this package;
MATRICES_DEMONSTRATION=off leaves the invented regions out.
"""

import os
from contextlib import suppress
from datetime import UTC, datetime, time
from io import BytesIO
from pathlib import Path

from lib import framework as frameworks
from lib import intake, model, store
from lib import places as declared
from lib.exceptions import Overtaken, UnusableWorkbook
from lib.framework import Framework
from lib.model import About, Actor, Matrix, Revision, RevisionKind
from lib.places import Places
from lib.store import Store


def folder() -> Path:
    """The folder of matrices in use."""
    return Path(os.environ.get("MATRICES_FOLDER") or Path(__file__).parent.parent / "matrices")


def framework() -> Framework:
    """The framework of the folder in use."""
    return frameworks.load(folder() / "framework.toml")


def places() -> Places:
    """The declared regions, groupings, routes and names of the folder in use."""
    return declared.load(folder(), demonstration=os.environ.get("MATRICES_DEMONSTRATION", "on") != "off")


def current(region: str, framework: Framework, places: Places) -> Revision:
    """The current revision of a region: its shipped workbook, or an empty matrix of its declared countries where there is none.

    UnknownRegion where no such region is declared; UnusableWorkbook where its workbook has errors.
    """
    place = places.region(region)
    found = workbook(place.id, framework, places)
    return _revision(*found) if found else empty(place.id, framework, places)


def empty(region: str, framework: Framework, places: Places) -> Revision:
    """A matrix of a region's declared countries of which nothing is known."""
    return _revision(Matrix(About(region=region, framework=framework.id), places=places.region(region).countries), b"")


def workbook(region: str, framework: Framework, places: Places) -> tuple[Matrix, bytes] | None:
    """The matrix of a region's shipped workbook and its bytes; None where there is no workbook. UnusableWorkbook where it has errors."""
    path = folder() / f"{region}.xlsx"
    if not path.exists():
        return None
    data = path.read_bytes()
    report = intake.read(BytesIO(data), path.name, framework, places)
    if report.matrix is None or report.errors:
        raise UnusableWorkbook(report)
    return report.matrix, data


def publish_first(kept: Store, framework: Framework, places: Places) -> None:
    """Publish the shipped workbooks of the regions that have no revision yet. One that has errors is left out: `current` says what is wrong with it."""
    published = store.latest_stamp(kept)
    for region in places.regions:
        if region.id not in published:
            with suppress(UnusableWorkbook, Overtaken):  # overtaken: another process starts too
                if found := workbook(region.id, framework, places):
                    store.publish(kept, *found, Actor(""), kind=RevisionKind.SHIPPED, expected="")


def offered(kept: Store, framework: Framework, places: Places, only: str | None = None) -> tuple[Revision, ...]:
    """The shipped workbooks, of all regions or of `only` one, that say what their region has never published: newer ones, to be offered to whoever keeps
    the region, never forced."""
    known = {(entry.region, entry.fingerprint) for entry in store.history(kept, only)}
    regions = {region for region, _ in known}
    found = []
    for region in places.regions:
        with suppress(UnusableWorkbook):
            if region.id in regions and (book := workbook(region.id, framework, places)):
                found.append(_revision(*book))
    return tuple(one for one in found if (one.region, one.fingerprint) not in known)


def _revision(matrix: Matrix, data: bytes) -> Revision:
    return Revision(
        region=matrix.about.region,
        number=1,
        matrix=matrix,
        fingerprint=model.fingerprint(matrix),
        receipt=model.receipt(data),
        by="",
        at=datetime.combine(matrix.about.as_of, time(), UTC) if matrix.about.as_of else datetime.min.replace(tzinfo=UTC),
    )
