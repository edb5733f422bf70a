"""What is said of a region beside the others: how much of it is known, and how old the records are. No total over all points."""

from collections.abc import Iterable, Mapping
from typing import Literal

import pandas as pd

from lib.figures.coverage import places_with
from lib.model import REGION_WIDE, Matrix, Message, Param, Revision, RevisionKind, years
from lib.places import Places


def rests_on(revisions: Iterable[Revision], places: Places) -> Literal["invented", "shipped", "published"]:
    """What kind of knowledge some revisions are: invented, if any of them is; coded from documents by the project, if all are; or published by offices.
    UnknownRegion."""
    of = list(revisions)
    if any(places.region(one.region).demonstration for one in of):
        return "invented"
    return "shipped" if all(one.kind is RevisionKind.SHIPPED for one in of) else "published"


def years_of_records(matrix: Matrix) -> tuple[int, int] | None:
    """The oldest and the newest year that the activities name; None where no activity has a year."""
    found = [year for activity in matrix.activities for year in years(activity.year)]
    return (min(found), max(found)) if found else None


def region_in_words(matrix: Matrix, cells: pd.DataFrame) -> tuple[Message, ...]:
    """What is known of a region and from when: its countries with something assessed, those with something recorded, the span of the records' years,
    and the day the matrix speaks for."""
    countries = int(cells.loc[cells["place"] != REGION_WIDE, "place"].nunique())
    said = [Message(f"overview.{known}", {"countries": places_with(cells, known), "n": countries}) for known in ("assessed", "recorded")]
    if span := years_of_records(matrix):
        said.append(Message("overview.years", {"oldest": str(span[0]), "newest": str(span[1])}))
    if matrix.about.as_of:
        said.append(Message("overview.as_of", {"date": matrix.about.as_of}))
    return tuple(said)


def ages(cells: pd.DataFrame, year: int) -> dict[str, int]:
    """How many cells of countries have records of which the newest is from before a year ("older"), of how many with a dated record ("dated"), and how
    many have records without any year ("undated"): of when they are nobody knows, so they are neither old nor new."""
    recorded = cells[(cells["place"] != REGION_WIDE) & (cells["records"] > 0)]
    dated = recorded["newest"].dropna()
    return {"older": int((dated < year).sum()), "dated": len(dated), "undated": len(recorded) - len(dated)}


def ages_in_words(ages: Mapping[str, int]) -> Message | None:
    """The counts of `ages` in words; None where no cell has a record."""
    params: dict[str, Param] = {"older": ages["older"], "n": ages["dated"]}
    if ages["undated"]:
        return Message("overview.ages.undated", params | {"undated": ages["undated"]})
    return Message("overview.ages", params) if ages["dated"] else None
