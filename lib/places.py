"""Countries, regions, groupings and routes: declared lists, never found in the data.

A country without a fact is a row of unknowns and counts in every denominator, so the lists come from files of their own (matrices/*.csv), joined on
ISO 3166-1 alpha-3 codes. Names are the UN's short names and imply no opinion on the status of any country, territory or area.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from lib.exceptions import UnknownRegion

REGION_GROUPING = "Region"
"""The grouping of groupings.csv whose groups are the product's regions: one workbook each."""


@dataclass(frozen=True, slots=True)
class Region:
    """A region of the product with its declared countries (ISO3, in the file's order)."""

    id: str
    name: str
    countries: tuple[str, ...]
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """One group of another declared grouping (a bureau, a conference or process, a UN subregion)."""

    id: str
    grouping: str
    name: str
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """A country's place on a route; the same order twice marks alternatives."""

    place: str
    order: int
    role: str
    source: str
    link: str


@dataclass(frozen=True, slots=True)
class Route:
    """One mixed-movement route, its countries in travel order."""

    id: str
    name: str
    stops: tuple[Stop, ...]

    @property
    def stages(self) -> tuple[tuple[Stop, ...], ...]:
        """The stops in travel order, those that are alternatives to one another together."""
        return tuple(tuple(stops) for _, stops in groupby(self.stops, key=lambda stop: stop.order))


@dataclass(frozen=True, slots=True)
class Places:
    """All declared lists. `names` maps ISO3 to a name per language."""

    names: Mapping[str, Mapping[str, str]]
    regions: tuple[Region, ...]
    groups: tuple[Group, ...]
    routes: tuple[Route, ...]

    def region(self, id: str) -> Region:
        """The region with this identifier; UnknownRegion where none has it."""
        for region in self.regions:
            if region.id == id:
                return region
        raise UnknownRegion(id)

    def routes_through(self, *countries: str) -> tuple[Route, ...]:
        """The routes on which at least one of these countries lies."""
        return tuple(route for route in self.routes if any(stop.place in countries for stop in route.stops))

    def region_of(self, country: str, preferred: str = "") -> Region:
        """The region that declares a country: the preferred one (its identifier) if it does, else the first. UnknownRegion where none does."""
        for region in sorted(self.regions, key=lambda region: region.id != preferred):
            if country in region.countries:
                return region
        raise UnknownRegion(country)

    def groups_of(self, country: str) -> tuple[Group, ...]:
        """The groups of other groupings to which a country belongs."""
        return tuple(group for group in self.groups if country in group.countries)

    def groups_within(self, region: Region) -> tuple[Group, ...]:
        """The groups of other groupings to which some, not all, of a region's countries belong."""
        return tuple(group for group in self.groups if 0 < len(set(region.countries) & set(group.countries)) < len(region.countries))

    def members(self, region: Region, group: str) -> tuple[str, ...]:
        """A region's countries, or those of them that belong to a group ("" for no group)."""
        if not group:
            return region.countries
        belongs = {country for one in self.groups if one.id == group for country in one.countries}
        return tuple(country for country in region.countries if country in belongs)

    def texts(self, language: str) -> dict[str, str]:
        """Names as catalogue entries: `place.KEN`, `region.west-africa`, `group.un-subregion.polynesia`, `route.…`. Regions, groups and routes are
        declared in English; a catalogue may translate them."""
        found = {f"place.{iso3}": names[language] for iso3, names in self.names.items()}
        found |= {f"region.{region.id}": region.name for region in self.regions}
        found |= {f"group.{group.id}": f"{group.grouping}: {group.name}" for group in self.groups}
        found |= {f"grouping.{slug(group.grouping)}": group.grouping for group in self.groups}
        found |= {f"route.{route.id}": route.name for route in self.routes}
        return found


def slug(name: str) -> str:
    """A name as an identifier for addresses: "Middle East and North Africa" → "middle-east-and-north-africa"."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_name.lower()).strip("-")


def load(folder: Path, demonstration: bool = True) -> Places:
    """The declared lists of a folder of matrices; with `demonstration`, those of its invented regions too."""
    invented = folder / "demonstration"
    sources = [folder, invented] if demonstration and invented.is_dir() else [folder]
    names = {row["iso3"]: {lang: row[f"name_{lang}"] for lang in ("en", "fr", "es")} for source in sources for row in _rows(source / "names.csv")}
    regions: list[Region] = []
    groups: list[Group] = []
    routes: list[Route] = []
    for source in sources:
        for (grouping, name), rows in _by(source / "groupings.csv", "grouping", "group"):
            countries = tuple(row["iso3"] for row in rows)
            if grouping == REGION_GROUPING:
                regions.append(Region(slug(name), name, countries, demonstration=source is invented))
            else:
                groups.append(Group(f"{slug(grouping)}.{slug(name)}", grouping, name, countries))
        for (name,), rows in _by(source / "routes.csv", "route"):
            stops = (Stop(row["iso3"], int(row["order"]), row["role"], row["source"], row["source_url"]) for row in rows)
            routes.append(Route(slug(name), name, tuple(sorted(stops, key=lambda stop: stop.order))))
    return Places(names, tuple(regions), tuple(groups), tuple(routes))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _by(path: Path, *columns: str) -> Iterator[tuple[tuple[str, ...], list[dict[str, str]]]]:
    """A file's rows by the values of some columns, in order of first appearance."""
    found: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in _rows(path):
        found.setdefault(tuple(row[column] for column in columns), []).append(row)
    yield from found.items()
