"""By what activities can be chosen, and which of them belong to each choice.

A set of activities is one whole number, bit `i` standing for activity `i`: to cut a set down and to count it takes microseconds for any number of choices.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lib.model import Activity, years
from lib.places import Places
from lib.search import text

GOOD = "yes"
"""The one code of Facet.GOOD."""
NO_YEAR = "none"
"""The code of Facet.YEARS for activities without a year."""
_SPAN = 5

Bits = int


class Facet(StrEnum):
    """What can be chosen. Several codes of one facet widen the choice, several facets narrow it."""

    POINT = "points"
    REGION = "regions"
    GROUP = "groups"
    PLACE = "places"
    ACTOR = "actors"
    YEARS = "years"
    EVIDENCE = "evidence"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Practice:
    """An activity, and the region whose matrix tells of it: together with the activity's ref this is what it is known by."""

    region: str
    activity: Activity


def actor(name: str) -> str:
    """The code of an actor: spellings that differ in case, accents and punctuation alone are one; "" where there is no letter or digit."""
    return "-".join(map(text.plain, text.words(name)))


def spans(year: str) -> Iterator[str]:
    """The five years, "2010-2014", that a "Year or period" touches; NO_YEAR where it names none."""
    named = list(years(year))
    for first in range(min(named) // _SPAN * _SPAN, max(named) + 1, _SPAN) if named else ():
        yield f"{first}-{first + _SPAN - 1}"
    if not named:
        yield NO_YEAR


def members(practices: Sequence[Practice], places: Places) -> dict[Facet, dict[str, Bits]]:
    """The activities of each code of each facet. A code that no activity has is not there."""
    groups: dict[str, list[str]] = {}
    for group in places.groups:
        for country in group.countries:
            groups.setdefault(country, []).append(group.id)
    found: dict[Facet, dict[str, list[int]]] = {facet: {} for facet in Facet}
    for number, practice in enumerate(practices):
        for facet, codes in _codes(practice, groups):
            for code in dict.fromkeys(codes):
                found[facet].setdefault(code, []).append(number)
    return {facet: {code: bits(numbers, len(practices)) for code, numbers in codes.items()} for facet, codes in found.items()}


def _codes(practice: Practice, groups: Mapping[str, Sequence[str]]) -> Iterator[tuple[Facet, Iterable[str]]]:
    one = practice.activity
    yield Facet.POINT, [one.point]
    yield Facet.REGION, [practice.region]
    yield Facet.GROUP, groups.get(one.place, ())
    yield Facet.PLACE, [one.place]
    yield Facet.ACTOR, filter(None, map(actor, one.actors))
    yield Facet.YEARS, spans(one.year)
    yield Facet.EVIDENCE, [one.evidence]
    yield Facet.GOOD, [GOOD] if one.good_practice else []


def bits(numbers: Iterable[int], size: int) -> Bits:
    """The set of some numbers below `size`."""
    digits = bytearray(b"0" * (size or 1))
    for number in numbers:
        digits[-1 - number] = ord("1")
    return int(digits, 2)


def everything(size: int) -> Bits:
    """The set of all numbers below `size`."""
    return (1 << size) - 1


def flags(some: Bits, size: int) -> str:
    """A set as a text of zeros and ones: character `i` says whether it holds `i`."""
    return f"{some:0{size}b}"[::-1]
