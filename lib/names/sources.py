"""Where the names of countries come from: ISO 3166 (pycountry), CLDR (Babel), the declared lists, and a list of our own for what these lack.

These names are for reading what offices write. What is shown always comes from the declared lists.
"""

import csv
import gettext
from collections.abc import Iterator
from pathlib import Path

import pycountry
from babel import Locale

from lib.names.known import NONE, USER_ASSIGNED, Named
from lib.places import Places

LOCALES = (
    *("en", "en_001", "fr", "fr_CA", "es", "es_419", "es_MX", "ar", "ar_SA", "ru"),
    *("zh", "zh_Hant", "zh_Hant_HK", "pt", "pt_PT", "de", "de_CH", "it", "nl"),
)
"""The ten languages that are read, with those of their regions that write some countries otherwise, as CLDR calls them."""

CATALOGUES = ("fr", "es", "ar", "ru", "zh_CN", "zh_TW", "zh_HK", "pt", "pt_BR", "de", "it", "nl")
"""The catalogues of the same languages in pycountry, which is in English itself."""

OTHERS = Path(__file__).with_name("other-names.csv")

_ALSO_OTHERWISE = {
    *("AND", "ARE", "AUS", "BRN", "CAN", "COM", "DOM", "EST", "GEO", "IND", "IOT"),
    *("MAC", "MAR", "NAM", "NOR", "PER", "SUR", "TON", "VAT"),
}
"""ISO3 codes that are words, headings or months in tables, or that UNHCR (ARE: Egypt, AUS: Austria) or the IOC (BRN: Bahrain) uses for another country."""


def countries(places: Places) -> Iterator[Named]:
    """The names of countries and territories that ISO, CLDR and the declared lists give."""
    yield from ((name, iso3) for name, iso3 in _declared(places) if pycountry.countries.get(alpha_3=iso3))
    for catalogue in ("", *CATALOGUES):
        translated = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, [catalogue], fallback=not catalogue).gettext
        for country in pycountry.countries:
            own = (getattr(country, field, None) for field in ("name", "official_name", "common_name"))
            yield from ((translated(name), country.alpha_3) for name in own if name)
    yield from ((name, code) for name, code in _cldr() if code)


def invented(places: Places) -> dict[str, str]:
    """The declared names that are no country's of ISO's ("Country A"): read as they stand only, for they are like a heading or a note."""
    return {name: iso3 for name, iso3 in _declared(places) if not pycountry.countries.get(alpha_3=iso3)}


def regions() -> Iterator[Named]:
    """The names that CLDR gives to the world, its parts and groupings."""
    return ((name, code) for name, code in _cldr() if not code)


def others() -> Iterator[Named]:
    """The names that the sources lack, and those that are no country's, or not one country's, though a source or a rule would have it so."""
    return ((name, iso3) for iso3, name, what in _others() if what != "abbreviation")


def known_codes() -> set[str]:
    """The codes that are answered: the 249 of ISO 3166-1, and Kosovo's."""
    return {country.alpha_3 for country in pycountry.countries} | set(USER_ASSIGNED.values())


def capitals() -> dict[str, str]:
    """What is read as it stands only, with its capitals: the abbreviations of offices, and the ISO3 codes that are nothing else besides."""
    codes = {iso3: iso3 for iso3 in known_codes() - _ALSO_OTHERWISE}
    return codes | {name: iso3 for iso3, name, what in _others() if what == "abbreviation"}


def codes() -> dict[str, str]:
    """ISO alpha-2 and numeric codes → ISO3: too short to be answers, good enough to agree with one."""
    return USER_ASSIGNED | {code: country.alpha_3 for country in pycountry.countries for code in (country.alpha_2, country.numeric)}


def _declared(places: Places) -> Iterator[Named]:
    return ((name, iso3) for iso3, names in places.names.items() for name in names.values())


def _others() -> Iterator[tuple[str, str, str]]:
    with OTHERS.open(encoding="utf-8", newline="") as file:
        yield from ((row["iso3"], row["name"], row["what"]) for row in csv.DictReader(file))


def _cldr() -> Iterator[Named]:
    iso3 = USER_ASSIGNED | {country.alpha_2: country.alpha_3 for country in pycountry.countries}
    for locale in LOCALES:
        yield from ((name, iso3.get(code, NONE)) for code, name in Locale.parse(locale).territories.items())
