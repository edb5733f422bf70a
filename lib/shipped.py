"""The matrices that are shipped, one workbook a region, and the lists and the framework beside them.

`current(region)` is the one way by which pages get a matrix. The folder comes from MATRICES_FOLDER or is the one beside this package;
MATRICES_DEMONSTRATION=off leaves the invented regions out.
"""

import os
from datetime import date
from pathlib import Path

from lib import framework as frameworks
from lib import intake, model
from lib import places as declared
from lib.exceptions import UnusableWorkbook
from lib.framework import Framework
from lib.model import About, Matrix, Revision
from lib.places import Places


def folder() -> Path:
    """The folder of matrices in use."""
    return Path(os.environ.get("MATRICES_FOLDER") or Path(__file__).parent.parent / "matrices")


def framework() -> Framework:
    """The framework of the folder in use."""
    return frameworks.load(folder() / "framework.toml")


def places() -> Places:
    """The declared regions, groupings, routes and names of the folder in use."""
    return declared.load(folder(), demonstration=os.environ.get("MATRICES_DEMONSTRATION", "on") != "off")


def stamp(region: str) -> int:
    """Changes when a region's workbook does (its modification time in nanoseconds; 0 without one): what a cache is keyed by."""
    path = folder() / f"{region}.xlsx"
    return path.stat().st_mtime_ns if path.exists() else 0


def current(region: str, framework: Framework, places: Places) -> Revision:
    """The current revision of a region: its shipped workbook, or an empty matrix of its declared countries where there is none.

    UnknownRegion where no such region is declared; UnusableWorkbook where its workbook has errors.
    """
    place = places.region(region)
    path = folder() / f"{place.id}.xlsx"
    if not path.exists():
        return _revision(Matrix(About(region=place.id, framework=framework.id), places=place.countries), b"")
    with path.open("rb") as file:
        report = intake.read(file, path.name, framework, places)
        if report.matrix is None or report.errors:
            raise UnusableWorkbook(report)
        file.seek(0)
        return _revision(report.matrix, file.read())


def _revision(matrix: Matrix, data: bytes) -> Revision:
    return Revision(
        region=matrix.about.region,
        number=1,
        matrix=matrix,
        fingerprint=model.fingerprint(matrix),
        receipt=model.receipt(data),
        by="",
        at=matrix.about.as_of or date.min,
    )
