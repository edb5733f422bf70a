"""What stands in a country's place: a country, several, the region as a whole, a group or total, an area that is no State, or a note."""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from lib.intake.foreign.marks import NOTHING, meaning
from lib.intake.foreign.wording import alternatives, compared, listed, spellings, table
from lib.names import LONGEST, How, Names, recognise
from lib.names.spelling import ordered, plain, words_of
from lib.places import Places

_MOST = 24
"""How many countries one cell may name: longer lists are not taken apart."""
_LONGEST_NAME = 4
"""Of how many parts ("Congo, Dem. Rep.", "Antigua and Barbuda") a name in a list may be."""
_BETWEEN = re.compile(r"(\s*[\n/,;&+|،]\s*(?:(?:and|et|y|и)\s+)?|\s+(?:and|et|y|e|и|und)\s+|\s+[-–—]\s+)")
_FOOTNOTE = re.compile(r"\s*(?:[*†‡¹²³]+|\(?\d{1,2}[/)]|\(?[a-z][/)]|https?:|©)\s*\S+(?:\s+\S+){2,}", re.DOTALL)
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")
_SENTENCE = 8
"""From how many words on a text that names no country is a note."""
_ANOTHER = frozenset({"ARE", "AUS", "BRN"})
"""ISO3 codes that UNHCR or the IOC uses for another country: proposed only, in a column of codes, too."""

_REGION = words_of("region regions région régions región regiones регион")


class SpotKind(StrEnum):
    """What a text in a country's place is. AREA and UNKNOWN are asked about; GROUP and NOTE are no countries."""

    COUNTRY = "country"
    COUNTRIES = "countries"
    REGION_WIDE = "region_wide"
    GROUP = "group"
    AREA = "area"
    NOTE = "note"
    UNKNOWN = "unknown"


class Spot(NamedTuple):
    """A text in a country's place. `codes` (ISO3, in the text's order) are the countries it names, `proposal` one it may mean; `region` the identifier
    of the declared region that it names. An AREA with a code is known, and in no declared list."""

    kind: SpotKind
    codes: tuple[str, ...] = ()
    proposal: str = ""
    region: str = ""


def spot(text: str, names: Names, places: Places, codes: bool = False) -> Spot:
    """What a text in a country's place is; with `codes`, in a column of codes: NA is Namibia, NO Norway."""
    if codes and (code := _code(text, names)):
        return Spot(SpotKind.UNKNOWN, proposal=code) if text.strip().upper() in _ANOTHER else _country(code, places)
    text = _continued().sub("", text).strip()
    found = recognise(text, names)
    if found.iso3 and found.how is not How.PROPOSED:
        return _country(found.iso3, places)
    if several := _several(text, names):
        known = all(code in places.names for code in several)
        kind = SpotKind.COUNTRY if len(several) == 1 else SpotKind.COUNTRIES
        return Spot(kind, several) if known else Spot(SpotKind.AREA)
    if told := _told(text, names, places):
        return told
    if found.iso3 is None and _is_note(text, names):
        return Spot(SpotKind.NOTE)
    return Spot(SpotKind.UNKNOWN, proposal=found.iso3 if found.iso3 and found.iso3 in places.names else "")


def _code(text: str, names: Names) -> str | None:
    """The ISO3 code that a code means: alpha-2, alpha-3 or numeric."""
    code = text.strip().upper()
    return names.codes.get(code.zfill(3) if code.isdigit() else code) or (code if code in names.codes.values() else None)


def _country(iso3: str, places: Places) -> Spot:
    """A country of the declared lists; another place is asked about."""
    return Spot(SpotKind.COUNTRY if iso3 in places.names else SpotKind.AREA, (iso3,))


def _told(text: str, names: Names, places: Places) -> Spot | None:
    """What the lists of words tell: the region as a whole, an area, a group; else the names of regions and groups, and of sums."""
    if meaning(text).means == NOTHING or not any(map(str.isalnum, text)):
        return Spot(SpotKind.NOTE)
    for spelling in spellings(text):
        if kind := table("spot").get(spelling):
            return Spot(SpotKind(kind), region=_group(text, names, places) or "")
        if (iso3 := table("area").get(spelling)) is not None:
            return Spot(SpotKind.AREA, proposal=iso3 if iso3 in places.names else "", region=_group(text, names, places) or "")
        if _sums().fullmatch(spelling):
            return Spot(SpotKind.GROUP)
    for name in (text, _IN_BRACKETS.sub("", text)):
        if (region := _group(name, names, places)) is not None:
            return Spot(SpotKind.GROUP, region=region)
    parts = _BETWEEN.split(text)[::2]
    return Spot(SpotKind.GROUP) if all(_group(part, names, places) is not None for part in parts) else None


def _group(name: str, names: Names, places: Places) -> str | None:
    """The identifier of the declared region of this name; "" where it is another group's or a part of the world's, None where it is none."""
    return _groups(names.regions, _grouped(places)).get(_key(name))


@cache
def _continued() -> re.Pattern[str]:
    """ "Kenya (continued)"."""
    return re.compile(rf"\s*[(\[,–-]\s*(?:{alternatives('continued')})\.?\s*[)\]]?\s*$", re.IGNORECASE)


@cache
def _sums() -> re.Pattern[str]:
    """What a row that sums others up is called: "Total Africa", "Sub-total: Europe", "Africa, total"."""
    return re.compile(rf"(?:{alternatives('sum')})\b.{{0,60}}|.{{0,60}}\b(?:{alternatives('sum')})")


def _several(text: str, names: Names) -> tuple[str, ...]:
    """The countries of a list, each once; empty where a part of it is no country's name. The longest name goes first: "Bosnia and Herzegovina, Serbia"."""
    if len(text) > LONGEST:
        return ()
    parts = _BETWEEN.split(text.strip())
    if len(parts) < 3:
        return ()  # one name, which is not known
    found: dict[str, None] = {}
    at = 0
    while at < len(parts) <= 2 * _MOST:
        whole = ((end, "".join(parts[at:end])) for end in range(min(len(parts), at + 2 * _LONGEST_NAME), at, -1) if (end - at) % 2)
        match = next(((end, iso3) for end, name in whole if (iso3 := _answer(name, names))), None)
        if match is None:
            return ()
        found[match[1]] = None
        at = match[0] + 1
    return tuple(found)


def _answer(name: str, names: Names) -> str | None:
    found = recognise(name, names)
    return found.iso3 if found.how is not How.PROPOSED else None


def _is_note(text: str, names: Names) -> bool:
    """Whether a text is a note: by its first word and a colon, by a footnote mark before it, or as a sentence without a country's name."""
    first, colon, rest = text.partition(":")
    return (
        len(text) > LONGEST
        or (len(text.split()) >= _SENTENCE and not any(_answer(part, names) for part in _BETWEEN.split(text)[::2]))
        or (bool(colon and rest.strip()) and compared(first) in listed("note"))
        or compared(text) in listed("note")
        or bool(_FOOTNOTE.fullmatch(text))
    )


def _grouped(places: Places) -> tuple[tuple[str, str], ...]:
    """The names of declared groupings and groups; and those of declared regions, with their identifiers."""
    grouped = chain.from_iterable((group.name, _IN_BRACKETS.sub("", group.name), group.grouping) for group in places.groups)
    return (*((name, "") for name in grouped), *((region.name, region.id) for region in places.regions))


@lru_cache(maxsize=4)
def _groups(regions: frozenset[str], declared: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """The names of groups, and of the parts of the world, as they are compared → the identifier of a declared region, or ""."""
    ids = {id for _, id in declared}
    listed_groups = ((name, "") for name, kind in table("spot").items() if kind == SpotKind.GROUP)
    others = ((name, id) for name, id in table("region").items() if id in ids)
    return {key: id for name, id in chain(((name, "") for name in regions), listed_groups, declared, others) if (key := _key(name))}


def _key(name: str) -> str:
    """A group's name as it is compared: its telling words in any order, without "region"."""
    return ordered(plain(name), without=_REGION)
