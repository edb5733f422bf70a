"""Catalogues of texts, and the one place where a Message becomes words.

A catalogue is a folder of gettext files (`en/*.po`), keyed by message ids. A framework's labels and the declared names of places are texts too: they
join the catalogue, so a Message may hold `Message("place.KEN")` and come out in the reader's language. A text that a language lacks is taken from
English; one that English lacks is an error, never an empty string.
"""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, reduce
from gettext import GNUTranslations
from pathlib import Path

from babel import Locale, negotiate_locale
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from lib.exceptions import UnknownText
from lib.model import Message, Param
from lib.places import slug
from lib.schema import LANGUAGES

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The texts of one language: gettext's own, and the labels and names that came with the data."""

    language: str
    texts: GNUTranslations
    names: Mapping[str, str]

    def text(self, id: str, n: int | None = None) -> str:
        """The text of an id, in the plural form of `n` if given and the text has any; UnknownText where there is none."""
        found = id if n is None else self.texts.ngettext(id, id, n)
        if found == id:
            found = self.texts.gettext(id)
        if found != id:
            return found
        try:
            return self.names[id]
        except KeyError:
            raise UnknownText(id) from None

    def by_name(self, places: Iterable[str]) -> list[str]:
        """Places (ISO3) in the order of their names; one with an accent stands where it would without ("Bénin" before "Burkina Faso")."""
        return sorted(places, key=lambda place: _plain(self.text(f"place.{place}")))


@cache
def _plain(name: str) -> str:
    """A place's name by which it is put in order. There are as many as are declared."""
    return slug(name)


def catalogue(language: str, *names: Mapping[str, str]) -> Catalogue:
    """The catalogue of a language, with labels and names from elsewhere (`Framework.texts`, `Places.texts`) added."""
    return Catalogue(language, _translations(language), {id: text for source in names for id, text in source.items()})


@cache
def own_name(language: str) -> str:
    """What a language calls itself: "Français"."""
    return str(Locale(language).get_display_name(language)).capitalize()


def nearest(locale: str) -> str:
    """The language of ours for a browser's locale ("fr-CA"); English where none is near."""
    return negotiate_locale([locale.lower()], LANGUAGES, sep="-") or "en"


@cache
def ids(prefix: str) -> tuple[str, ...]:
    """The ids of the English texts that begin with a prefix."""
    found: list[str] = []
    for path in sorted((FOLDER / "en").glob("*.po")):
        with path.open("rb") as file:
            found += [entry.id if isinstance(entry.id, str) else entry.id[0] for entry in read_po(file)]  # a plural text has its id twice
    return tuple(id for id in found if id and id.startswith(prefix))


def render(message: Message, words: Catalogue) -> str:
    """A Message in words. A whole number named `n` chooses the plural form; numbers and dates are written as the language writes them."""
    n = message.params.get("n")
    text = words.text(message.id, n if isinstance(n, int) else None)
    return text.format_map({name: _written(value, words) for name, value in message.params.items()}) if message.params else text


def named(name: str, text: str, words: Catalogue) -> str:
    """A name and what it names, as the language sets them: "Source: a report", in French "Source\N{NO-BREAK SPACE}: a report"."""
    return render(Message("named", {"name": name, "text": text}), words)


def joined(texts: Iterable[str], words: Catalogue) -> str:
    """Texts one after the other, set apart as the language does: "a; b; c". Those that are blank are left out; none is ""."""
    there = [text for text in texts if text]
    return reduce(lambda first, then: render(Message("joined", {"first": first, "then": then}), words), there) if there else ""


def _written(value: Param, words: Catalogue) -> str:
    match value:
        case Message():
            return render(value, words)
        case tuple():
            return format_list([_written(one, words) for one in value], locale=words.language)
        case int():
            return format_decimal(value, locale=words.language)
        case date():
            return format_date(value, "long", locale=words.language)
        case str():
            return value


@cache
def _translations(language: str) -> GNUTranslations:
    """A language's .po files, compiled in memory: files edited by hand stay the only truth."""
    compiled = io.BytesIO()
    whole = Catalog(locale=language)
    for path in sorted((FOLDER / language).glob("*.po")):
        with path.open("rb") as file:
            for entry in read_po(file, locale=language):
                if entry.id:
                    whole.add(entry.id, entry.string)
    write_mo(compiled, whole)
    compiled.seek(0)
    translations = GNUTranslations(compiled)
    if language != "en":
        translations.add_fallback(_translations("en"))
    return translations
