"""Makes the shipped workbooks: `python -m matrices.build [--folder OUT]`.

Eight regions come from sources/*.csv, coded from public documents: activities, situations and the targets of one old plan, and no assessment at all.
The invented ones come from demonstration/*.csv, assessed. Building them again changes nothing but what their sources changed.
"""

import argparse
import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from lib import framework as frameworks
from lib import places as declared
from lib.model import REGION_WIDE, About, Activity, Assessment, Evidence, FollowUp, Matrix, Remark, Role, Situation, Stage, State, Status
from lib.outputs import workbook
from lib.places import Places, Region, slug
from lib.words import Catalogue, catalogue

FOLDER = Path(__file__).parent
AS_OF = date(2026, 11, 23)
"""The day on which the sources were last gone through; for the invented regions, the day of the invented session."""
INVENTED = "Invented for demonstration"

STAGES = {"Implemented": Stage.IN_PLACE, "Partial": Stage.PARTLY, "Planned": Stage.PLANNED, "Not implemented": Stage.NOT_IN_PLACE}
"""How practices.csv words a stage. What it says of a document is never an assessment."""

Row = Mapping[str, str]


def build(out: Path) -> None:
    """Write <region>.xlsx into a folder for every declared region."""
    framework, places = frameworks.load(FOLDER / "framework.toml"), declared.load(FOLDER)
    words = catalogue("en", framework.texts("en"), places.texts("en"))
    for matrix in matrices(framework.id, places, words):
        (out / f"{matrix.about.region}.xlsx").write_bytes(workbook(matrix, framework, places, words))


def matrices(framework: str, places: Places, words: Catalogue) -> Iterator[Matrix]:
    """The matrix of every declared region, its countries by their names."""
    for region in places.regions:
        yield (_invented if region.demonstration else _coded)(region, framework, words)


def _coded(region: Region, framework: str, words: Catalogue) -> Matrix:
    practices = list(_rows("sources/practices.csv", region))
    return Matrix(
        About(region.id, as_of=AS_OF, framework=framework, notes=words.text("workbook.shipped")),
        places=_sorted(region.countries, words),
        activities=tuple(_activity(row) for row in practices),
        situations=tuple(_situation(row, row["iso3"], row["source"], row["source_url"]) for row in _rows("sources/situations.csv", region)),
        follow_up=tuple(_target(row) for row in practices if _is_target(row)),
    )


def _activity(row: Row) -> Activity:
    return Activity(
        ref=_ref("activity", row, row["iso3"], row["action_point"], row["activity"]),
        place=row["iso3"] or REGION_WIDE,
        point=row["action_point"],
        activity=row["activity"],
        stage=STAGES[row["status"]],
        actors=_split(row["partners"]),
        year=row["year"],
        evidence=Evidence.TITLE_ONLY if "title only" in row["evidence_note"] else Evidence.DOCUMENT,
        source=row["source"],
        link=row["source_url"],
    )


def _is_target(row: Row) -> bool:
    """Whether a row is a target of the Dar es Salaam Action Plan: a plan, and what became of it is not recorded."""
    note = row["evidence_note"].split(";")[0]
    return "Annex I" in note and note.endswith("target")


def _target(row: Row) -> FollowUp:
    return FollowUp(
        ref=_ref("follow-up", row, row["iso3"], row["action_point"], row["activity"]),
        place=row["iso3"] or REGION_WIDE,
        point=row["action_point"],
        action=row["activity"],
        partners=_split(row["partners"]),
        due=row["year"].split("-")[-1],
        state=State.RECORDED,
        source=row["source"],
    )


def _invented(region: Region, framework: str, words: Catalogue) -> Matrix:
    def rows(name: str) -> Iterator[dict[str, str]]:
        return _rows(f"demonstration/{name}.csv", region)

    return Matrix(
        About(
            region.id,
            office=f"Invented bureau of {region.name}",
            as_of=AS_OF,
            contact=f"Office of {region.name}, {region.id}@example.org",
            framework=framework,
            notes=words.text("workbook.demonstration"),
        ),
        places=_sorted(region.countries, words),
        assessments=tuple(
            Assessment(row["place"], point, Status(status))
            for row in rows("assessments")
            for point, status in row.items()
            if point not in ("region", "place") and status
        ),
        remarks=tuple(Remark(**{key: text for key, text in row.items() if key != "region"}, source=INVENTED) for row in rows("remarks")),
        activities=tuple(
            Activity(
                ref=_ref("activity", row, row["place"], row["point"], row["activity"]),
                place=row["place"],
                point=row["point"],
                activity=row["activity"],
                stage=Stage(row["stage"]) if row["stage"] else None,
                actors=_split(row["actors"]),
                year=row["year"],
                good_practice=row["good_practice"] == "yes",
                evidence=Evidence(row["evidence"]),
                source=INVENTED,
                link=row["link"],
            )
            for row in rows("activities")
        ),
        situations=tuple(_situation(row, row["place"], INVENTED, row["link"]) for row in rows("situations")),
        follow_up=tuple(
            FollowUp(
                ref=_ref("follow-up", row, row["place"], row["point"], row["action"]),
                place=row["place"],
                point=row["point"],
                action=row["action"],
                lead=row["lead"],
                partners=_split(row["partners"]),
                target=row["target"],
                due=row["due"],
                state=State(row["state"]),
                reason=row["reason"],
                source=INVENTED,
            )
            for row in rows("follow_up")
        ),
    )


def _situation(row: Row, place: str, source: str, link: str) -> Situation:
    return Situation(
        place=place,
        roles=tuple(Role(role) for role in _split(row["roles"])),
        situation=row["situation"],
        figure=int(row["figure"]) if row["figure"] else None,
        figure_meaning=row["figure_meaning"],
        as_of=row["as_of"],
        source=source,
        link=link,
    )


def _rows(name: str, region: Region) -> Iterator[dict[str, str]]:
    """The rows of one region in a file of this folder."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from (row for row in csv.DictReader(file) if slug(row["region"]) == region.id)


def _split(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split(";") if name.strip())


def _sorted(countries: Iterable[str], words: Catalogue) -> tuple[str, ...]:
    return tuple(sorted(countries, key=lambda iso3: slug(words.text(f"place.{iso3}"))))


def _ref(kind: str, row: Row, *identity: str) -> str:
    """A row's own reference: what it says and of where, whatever its place in the file. Twelve digits keep a region's apart (a test looks)."""
    return hashlib.sha256("\n".join((kind, row["region"], *identity)).encode()).hexdigest()[:12]


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description="Make the shipped workbooks from their sources.")
    arguments.add_argument("--folder", type=Path, default=FOLDER, help="where to write them (default: beside this file)")
    build(arguments.parse_args().folder)
