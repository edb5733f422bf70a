"""The index of all known names, by the keys under which they are compared."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from lib.names.spelling import letters, ordered, plain
from lib.places import Places

USER_ASSIGNED = {"XK": "XKX"}
"""Kosovo, as CLDR and as the data sets of UN agencies write it. ISO 3166 has no code for it, and leaves these free to be used. Reading a name is no
opinion on status; the declared lists do not have it."""

NONE = ""
"""In place of a code: a name that is known, and is no country's."""

Named = tuple[str, str]
"""A name and its ISO3 code, or NONE."""


@dataclass(frozen=True, slots=True)
class Names:
    """All known names.

    `written`: names, codes and abbreviations as the sources write them → ISO3. `keys`: names as they are compared → the codes they may mean; several,
    or NONE among them, say that the name alone does not decide. `codes`: ISO's shorter codes → ISO3, which may stand beside a name. `regions`: what the
    world's parts and groupings are called.
    """

    written: Mapping[str, str]
    keys: Mapping[str, frozenset[str]]
    codes: Mapping[str, str]
    accented: frozenset[str]
    regions: frozenset[str]


def index(places: Places) -> Names:
    """The index of all names of the sources and of the declared lists. Takes half a second: build it once."""
    from lib.names import sources  # only here: loading them takes a tenth of a second, and whoever reads a single file is given the index

    countries, own, invented = frozenset(sources.countries(places)), frozenset(sources.others()), sources.invented(places)
    keys = _codes(sources.regions()) | _codes(countries) | _codes(own)  # a country's name goes before a region's, our own list before all
    sure = {name: iso3 for name, iso3 in (*countries, *own) if iso3 and all(keys[key] == {iso3} for key in keys_of(name))}
    words = {word for name in sure for word in letters(name) if not word.isascii()}
    accented = frozenset(word[:length] for word in words for length in range(1, len(word) + 1))
    return Names(sure | sources.capitals() | invented, keys, sources.codes(), accented, frozenset(name for name, _ in sources.regions()))


@cache
def keys_of(name: str) -> tuple[str, ...]:
    """What a name is found by: its letters, and its telling words in any order."""
    words = plain(name)
    return words.replace(" ", ""), *filter(None, [ordered(words)])


def _codes(names: Iterable[Named]) -> dict[str, frozenset[str]]:
    """What each key may mean. Names of islands are found without that word, too, where two others remain: "Turks and Caicos"."""
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for name, iso3 in names:
        for key in keys_of(name):
            codes[key].add(iso3)
        if " " in (short := ordered(plain(name), without=_ISLAND)):
            codes[short].add(iso3)
    return {key: frozenset(found) for key, found in codes.items()}


_ISLAND = frozenset({plain("island")})
