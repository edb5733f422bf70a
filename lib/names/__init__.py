"""Country names as offices spell them → ISO3: `recognise` against an index that is built once (`index`).

An answer is given only where every word of the spelling is accounted for; what is merely similar is a proposal, which somebody has to confirm.
docs/names.md says what is taken, what is only proposed, and why.
"""

from enum import StrEnum
from typing import NamedTuple

from rapidfuzz import fuzz, process

from lib.names.known import NONE, Names, index
from lib.names.reading import meaning, named
from lib.names.spelling import legible, plain, repaired

__all__ = ["LONGEST", "How", "Match", "Names", "index", "recognise"]

LONGEST = 200
"""Longer texts (in characters) are no names."""

_ALIKE = 85
"""How alike a proposal's name must be (0–100), and by how much more than another country's."""
_MARGIN = 3


class How(StrEnum):
    """How a spelling was recognised: as a source writes it; once what does not count is taken away; or only as similar to a known name."""

    EXACT = "exact"
    NORMALISED = "normalised"
    PROPOSED = "proposed"


class Match(NamedTuple):
    """The country that a spelling means or, `proposed`, may mean (ISO3); neither code nor `how` where nothing is known."""

    iso3: str | None = None
    how: How | None = None


def recognise(spelling: str, names: Names) -> Match:
    """The country that a spelling means. A proposal is not an answer."""
    if iso3 := names.written.get(spelling.strip()):
        return Match(iso3, How.EXACT)
    if len(spelling) > LONGEST:
        return Match()
    for text in (spelling, *repaired(spelling, names.accented)):
        if found := meaning(legible(text), names):
            return _match(found, How.NORMALISED)
    return _match(named(legible(spelling), names) or _similar(spelling, names), How.PROPOSED)


def _match(found: frozenset[str], how: How) -> Match:
    """One country is an answer; one of which its name is not sure is a proposal."""
    countries = found - {NONE}
    if len(countries) != 1:
        return Match()
    (iso3,) = countries
    return Match(iso3, how if found == countries else How.PROPOSED)


def _similar(spelling: str, names: Names) -> frozenset[str]:
    """The codes of the known name that is nearly the same; empty where another country's is nearly as near."""
    key = plain(spelling).replace(" ", "")
    near = process.extract(key, names.keys.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=10)
    return frozenset(code for name, score, _ in near if score > near[0][1] - _MARGIN for code in names.keys[name])
