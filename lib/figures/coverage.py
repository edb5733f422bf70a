"""What is known of each cell, and the counts that stand in the margins of a heatmap.

Limit worth knowing: a recorded cell is counted as not assessed everywhere. Documents record what was looked for, so the counts of records say
"in 6 of 20 countries documents record …" and bear no comparison.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Literal

import pandas as pd

from lib.framework import point_in_words
from lib.model import REGION_WIDE, Activity, Evidence, Matrix, Message, Param, Stage, Status, years

Known = Literal["assessed", "recorded", "unknown"]
ALL_EVIDENCE = frozenset(Evidence)

_ADVANCE = {stage: rank for rank, stage in enumerate(reversed(Stage))}
_COLUMNS = ("place", "point", "known", "status", "stage", "stage_year", "records", "examples", "newest", "newest_stage", "conflict", "denied")


def cells(matrix: Matrix, countries: Iterable[str], points: Sequence[str], evidence: Collection[Evidence] = ALL_EVIDENCE) -> pd.DataFrame:
    """One row per cell: the region-wide row first, then the countries (ISO3) in the order given, each by the points (identifiers) in the order given.

    The countries are those that were declared, not those that the matrix names: one without a fact is a row of unknowns.
    Columns: place, point; known ("assessed", "recorded", "unknown"); status (of Status, or None); stage (the most advanced recorded one, or None) and
    stage_year (the newest year in which a record has it, or None); records (activities that documents or the office's own knowledge record); examples
    (activities known by their title alone: no record); newest (the newest year of the records, or None) and newest_stage (the most advanced of that
    year, or None); conflict (a newer record says less than an older one); denied
    (a record says that it is not in place, though another one says more).
    `evidence` says which activities are counted and told of. It never changes what is known: what is left out is not unknown.
    """
    statuses = {(a.place, a.point): a.status for a in matrix.assessments}
    activities: dict[tuple[str, str], list[Activity]] = {}
    for activity in matrix.activities:
        activities.setdefault((activity.place, activity.point), []).append(activity)
    rows = [
        _cell(place, point, statuses.get((place, point)), activities.get((place, point), ()), evidence)
        for place in (REGION_WIDE, *countries)
        for point in points
    ]
    # Objects first: pandas would turn a missing status or year into a number that is none.
    table = pd.DataFrame(rows, columns=list(_COLUMNS), dtype=object)
    return table.astype({"place": str, "point": str, "known": str, "records": int, "examples": int, "conflict": bool, "denied": bool})


def _cell(place: str, point: str, status: Status | None, activities: Sequence[Activity], evidence: Collection[Evidence]) -> tuple[object, ...]:
    recorded = any(a.evidence is not Evidence.TITLE_ONLY for a in activities)
    known: Known = "assessed" if status is not None else "recorded" if recorded else "unknown"
    looked_at = [a for a in activities if a.evidence in evidence]
    records = [a for a in looked_at if a.evidence is not Evidence.TITLE_ONLY]
    newest = max((year for a in records for year in years(a.year)), default=None)
    stage = _most_advanced(records)
    return (
        place,
        point,
        known,
        status,
        stage,
        max((year for a in records if a.stage is stage for year in years(a.year)), default=None) if stage else None,
        len(records),
        len(looked_at) - len(records),
        newest,
        _most_advanced(a for a in records if newest is not None and newest in years(a.year)),
        _conflict(records),
        stage is not Stage.NOT_IN_PLACE and any(a.stage is Stage.NOT_IN_PLACE for a in records),
    )


def _most_advanced(records: Iterable[Activity]) -> Stage | None:
    return max((a.stage for a in records if a.stage is not None), key=_ADVANCE.__getitem__, default=None)


def _conflict(records: Iterable[Activity]) -> bool:
    """Whether a newer record says less than an older one. Records without a stage or a year cannot tell."""
    dated = [(max(years(a.year)), _ADVANCE[a.stage]) for a in records if a.stage is not None and any(years(a.year))]
    return any(newer > older and less < more for newer, less in dated for older, more in dated)


def by_point(cells: pd.DataFrame) -> pd.DataFrame:
    """Countries by point and what is known of them, without the region-wide row.

    Columns: point, kind (a Status, "recorded" or "unknown"), countries (a count, zero where none). Points in the order of the table.
    """
    countries = cells[cells["place"] != REGION_WIDE]
    kinds = [*(str(status) for status in Status), "recorded", "unknown"]
    kind = countries["status"].where(countries["known"] == "assessed", countries["known"]).astype(str)
    found = kind.groupby([countries["point"], kind]).size().unstack(fill_value=0)
    table = found.reindex(index=cells["point"].unique(), columns=kinds, fill_value=0)
    return table.rename_axis(columns="kind").melt(ignore_index=False, value_name="countries").reset_index()


def by_place(cells: pd.DataFrame) -> pd.DataFrame:
    """What is known of each place, the region-wide row among them.

    Columns: place, applicable (points that apply, N), assessed (of those, A), recorded (of the rest, those that documents record), not_applicable.
    """
    status = cells["status"]
    flags = pd.DataFrame(
        {
            "place": cells["place"],
            "applicable": status != Status.NOT_APPLICABLE,
            "assessed": (cells["known"] == "assessed") & (status != Status.NOT_APPLICABLE),
            "recorded": cells["known"] == "recorded",
            "not_applicable": status == Status.NOT_APPLICABLE,
        }
    )
    return flags.groupby("place", sort=False).sum().reset_index()


def known_in_words(place: Mapping[Any, Any]) -> Message:
    """The right margin of a row of `by_place`: "7 of 10 assessed", and apart from it how many more are recorded. Never a coverage."""
    params = {"assessed": int(place["assessed"]), "applicable": int(place["applicable"]), "recorded": int(place["recorded"])}
    return Message("figure.known_and_recorded" if params["recorded"] else "figure.known", params)


def counts_in_words(counts: pd.DataFrame, point: str) -> Message:
    """One point of `by_point` in words: "in place in 6 of 9 countries, partly in 2, not known in 1"."""
    here = counts[counts["point"] == point].set_index("kind")["countries"]
    applicable = int(here.sum() - here[Status.NOT_APPLICABLE])
    if applicable == 0:
        return Message("figure.none_applicable", {"n": int(here.sum())})
    parts = {str(kind): Message(f"figure.part.{kind}", {"countries": int(count)}) for kind, count in here.items() if count}
    beside = parts.pop(Status.NOT_APPLICABLE, None)  # it is none of the countries counted
    said = Message("figure.counts", {"parts": tuple(parts.values()), "n": applicable})
    return Message("figure.counts_beside", {"counts": said, "beside": beside}) if beside else said


def takeaway(cells: pd.DataFrame) -> Message:
    """The sentence over a heatmap: where most offices report a point as not in place; where nothing is assessed, what documents record."""
    countries = int(cells.loc[cells["place"] != REGION_WIDE, "place"].nunique())
    if countries == 0:
        return Message("takeaway.no_countries")
    assessed = int(places_with(cells, "assessed"))
    if assessed == 0:
        return _recorded_takeaway(cells, countries)
    counts = by_point(cells)
    missing = counts[counts["kind"] == Status.NOT_IN_PLACE].set_index("point")["countries"]
    params: dict[str, Param] = {"assessed": assessed, "n": countries}
    if missing.max() == 0:
        return Message("takeaway.none_missing", params)
    points = tuple(map(point_in_words, missing.index[missing == missing.max()]))
    return Message("takeaway.missing", {**params, "points": points, "reports": Message("takeaway.reports", {"n": int(missing.max())})})


def _recorded_takeaway(cells: pd.DataFrame, countries: int) -> Message:
    recorded = int(places_with(cells, "recorded"))
    if recorded == 0:
        return Message("takeaway.nothing_known", {"n": countries})
    return Message("takeaway.recorded_only", {"recorded": recorded, "n": countries})


def places_with(cells: pd.DataFrame, known: Known) -> int:
    """How many countries (the region-wide row is none) have at least one cell of a kind."""
    return int(cells.loc[(cells["place"] != REGION_WIDE) & (cells["known"] == known), "place"].nunique())


def cell_in_words(cell: Mapping[Any, Any]) -> tuple[Message, ...]:
    """One row of `cells` in words: its status, or what is recorded of it and of when, or that it is not known; then the newest record, a conflict, and
    that a record denies it."""
    records = int(cell["records"])
    if cell["known"] == "assessed":
        first = Message("cell.assessed", {"status": Message(f"status.{cell['status']}")})
    elif records and cell["stage"]:
        first = Message("cell.recorded", {"n": records, "stage": _staged(cell["stage"], cell["stage_year"])})
    elif records:
        first = Message("cell.recorded_without_stage", {"n": records})
    elif cell["known"] == "recorded":
        first = Message("cell.recorded_otherwise")
    elif cell["examples"]:
        first = Message("cell.unknown_with_examples", {"n": int(cell["examples"])})
    else:
        first = Message("cell.unknown")
    return (first, *_newest(cell))


def _newest(cell: Mapping[Any, Any]) -> Iterable[Message]:
    """The newest record, unless the first sentence has told of it: the most advanced stage may be an older one's."""
    told = cell["known"] != "assessed" and (cell["newest"], cell["newest_stage"]) == (cell["stage_year"], cell["stage"])
    if cell["newest"] and not told:
        stage = cell["newest_stage"]
        yield Message("cell.newest", {"record": _staged(stage, cell["newest"]) if stage else str(cell["newest"])})
    if cell["conflict"]:
        yield Message("cell.conflict")
    if cell["denied"]:
        yield Message("cell.denied")


def _staged(stage: Stage, year: int | None) -> Message:
    """A stage with the year that it is recorded for."""
    return Message("cell.stage_of", {"stage": Message(f"stage.{stage}"), "year": str(year)}) if year else Message(f"stage.{stage}")
