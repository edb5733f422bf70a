"""A large region that nobody has: forty real countries, assessed and recorded cells, a thousand activities. Invented, and the same each time."""

import csv
import shutil
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from random import Random

from lib import framework as frameworks
from lib import places as declared
from lib import shipped, words
from lib.framework import Framework
from lib.model import REGION_WIDE, About, Activity, Assessment, Cell, Evidence, FollowUp, Matrix, Remark, Role, Situation, Stage, Status
from lib.outputs import workbook
from lib.places import REGION_GROUPING, Places

NAME, ID = "Forty countries", "forty-countries"
COUNTRIES, ACTIVITIES = 40, 1_000
OPENED = tuple(Cell(place, point) for place, point in zip(("KEN", "MLI", "UGA", "SEN", "ETH", "NER"), ("3", "8", "1", "5", "10", "7"), strict=True))
"""The cells that the benchmarks open."""

_SENTENCE = "Border officials in the two busiest places of entry were trained to recognise and refer people who may need protection"
_LISTS = ("framework.toml", "names.csv", "groupings.csv", "routes.csv")


def write(folder: Path) -> Path:
    """A folder of matrices with this region's workbook beside the shipped lists; the other regions are declared and empty. Returns the workbook."""
    for name in _LISTS:
        shutil.copy(shipped.folder() / name, folder / name)
    with (folder / "groupings.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((REGION_GROUPING, NAME, "", iso3, "", "", "") for iso3 in _countries())
    framework, places = lists(folder)
    catalogue = words.catalogue("en", framework.texts("en"), places.texts("en"))
    path = folder / f"{ID}.xlsx"
    path.write_bytes(workbook(_matrix(framework, places), framework, places, catalogue))
    return path


def opened(number: int) -> Cell:
    """The cell to open in a round: another one each time."""
    return OPENED[number % len(OPENED)]


def lists(folder: Path) -> tuple[Framework, Places]:
    """The framework and the declared lists of a folder of matrices."""
    return frameworks.load(folder / "framework.toml"), declared.load(folder, demonstration=False)


def _countries() -> tuple[str, ...]:
    places = declared.load(shipped.folder(), demonstration=False)
    africa = (country for id in ("west-africa", "eastern-and-southern-africa") for country in places.region(id).countries)
    return tuple(islice(dict.fromkeys((*(cell.place for cell in OPENED), *africa)), COUNTRIES))


def _matrix(framework: Framework, places: Places) -> Matrix:
    chance = Random(40)
    countries = places.region(ID).countries
    cells = [Cell(place, point) for place in countries for point in framework.point_ids]
    assessed = chance.sample(cells, len(cells) // 2)
    # No activity in every eighth cell that is not assessed either, so that some stay unknown.
    recorded = [*assessed, *(cell for at, cell in enumerate(sorted(set(cells) - set(assessed))) if at % 8), Cell(REGION_WIDE, "1")]
    return Matrix(
        About(ID, office="An invented office", as_of=date(2026, 6, 30), framework=framework.id),
        countries,
        tuple(Assessment(*cell, chance.choice(tuple(Status))) for cell in assessed),
        tuple(Remark(*cell, f"{_SENTENCE}; nobody records the referrals", "Keep a record", "What makes it so", year="2025") for cell in assessed),
        tuple(_activity(number, cell, chance) for number, cell in zip(range(ACTIVITIES), cycle(recorded), strict=False)),
        tuple(Situation(place, (chance.choice(tuple(Role)),), _SENTENCE, chance.randrange(10**6), "people", "2025") for place in countries),
        tuple(FollowUp(f"{number:012x}", *cell, _SENTENCE, "An office", due="2027") for number, cell in enumerate(assessed[:60])),
    )


def _activity(number: int, cell: Cell, chance: Random) -> Activity:
    return Activity(
        ref=f"{number:012x}",
        place=cell.place,
        point=cell.point,
        activity=f"{_SENTENCE} (training {number})",
        stage=chance.choice((None, *Stage)),
        actors=("An office", "A partner"),
        year=str(chance.randrange(2006, 2026)),
        good_practice=chance.random() < 0.1,
        evidence=chance.choice(tuple(Evidence)),
        source=f"A report on training {number}",
        link=f"https://example.org/reports/{number}",
    )
