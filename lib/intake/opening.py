"""The bytes of a file → the filled cells of its sheets, whoever can read them: openpyxl, python-calamine or, for texts, the csv module."""

import re
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

from lib.intake import by_openpyxl
from lib.intake.grid import Grid, Unseen


class ReaderName(StrEnum):
    """Who read a file."""

    OPENPYXL = "openpyxl"
    CALAMINE = "calamine"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Opened:
    """The sheets of a file in their order, who read them, and what of them could not be seen."""

    grids: tuple[Grid, ...]
    reader: ReaderName
    unseen: frozenset[Unseen] = frozenset()


def opened(data: bytes) -> Opened:
    """The sheets of a file."""
    grids, unseen = by_openpyxl.grids(data)
    return Opened(grids, ReaderName.OPENPYXL, unseen)
