"""search: what somebody types → the activities found and every facet's counts, among 50,000. Invented activities, and the same each time."""

import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from benchmarks.measure import Timings, in_turns
from lib import search as searching
from lib import shipped
from lib.model import REGION_WIDE, About, Activity, Evidence, Matrix
from lib.places import Places
from lib.search import Facet, Index
from lib.search.query import expression

ACTIVITIES, WORDS, ACTORS, SEARCHES = 50_000, 4_000, 300, 25
TEXTS = ("border", "training of officials", '"border officials"', "réfugiés", "registr", "unaccompanied children reception centre", "Kenya hotline")
"""Asked one after the other in each round."""

_FREQUENT = ("border", "officials", "training", "registration", "unaccompanied", "children", "reception", "centre", "refugees", "réfugiés", "hotline")
_SYLLABLES = ("ba", "co", "di", "fe", "gu", "la", "mi", "no", "pra", "que", "ri", "so", "tion", "vel")


def search(_: Path) -> Timings:
    """Seven texts, searched by us and by SQLite alone: the same expressions of FTS5 on the same index, the numbers of the rows best first."""
    index = _index(shipped.places())
    matches = [expression(text) for text in TEXTS]

    def ours() -> None:
        for text in TEXTS:
            searching.search(index, text, {})

    def chosen() -> None:
        for text in TEXTS:
            searching.search(index, text, {Facet.POINT: ("3", "4"), Facet.YEARS: ("2010-2014",)})

    def floor() -> None:
        for match in matches:
            index.connection.execute("SELECT rowid FROM activities WHERE activities MATCH ? ORDER BY rank", (match,)).fetchall()

    mine, alone, narrowed = in_turns(SEARCHES, *map(_timed, (ours, floor, chosen)))
    return Timings(mine, alone, {"the same, two facets chosen": narrowed})


def _index(places: Places) -> Index:
    chance = Random(50)
    words = [*_FREQUENT, *("".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(WORDS))]
    # A few words are in every tenth text, most in hardly any, as in any language (Zipf's law).
    often = [1 / (rank + 20) for rank in range(len(words))]
    regions = [region for region in places.regions if not region.demonstration]
    return searching.index(
        {
            region.id: Matrix(
                About(region.id),
                activities=tuple(_activity(chance, words, often, (REGION_WIDE, *region.countries)) for _ in range(ACTIVITIES // len(regions))),
            )
            for region in regions
        },
        places,
    )


def _activity(chance: Random, words: list[str], often: list[float], countries: tuple[str, ...]) -> Activity:
    first = chance.randrange(2006, 2026)
    return Activity(
        ref=f"{chance.getrandbits(48):012x}",
        place=chance.choice(countries),
        point=str(chance.randint(1, 10)),
        activity=" ".join(chance.choices(words, often, k=16)),
        actors=tuple(f"Agency {chance.randrange(ACTORS)}" for _ in range(2)),
        year=chance.choice(("", str(first), f"{first}-{first + 4}")),
        good_practice=chance.random() < 0.05,
        evidence=chance.choice(tuple(Evidence)),
        source=" ".join(chance.choices(words, often, k=6)),
    )


def _timed(work: Callable[[], None]) -> Callable[[int], float]:
    def once(_: int) -> float:
        begun = time.process_time()
        work()
        return time.process_time() - begun

    return once
