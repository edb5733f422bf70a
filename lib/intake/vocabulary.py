"""Labels → codes: which word in a workbook means what.

The workbook's own Lists sheet is asked first, so a label that an office has changed there still works; then the catalogues of all languages; then the
names, other names and numbers of the action points. Labels are compared as people read them: without case, accents, doubled or invisible spaces.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from lib import schema, words
from lib.framework import Framework
from lib.intake.grid import INVISIBLE
from lib.places import Places

Label = tuple[str, str, str]
"""Vocabulary, code and label, as the Lists sheet has them."""

_ALIKE = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "–": "-", "—": "-", "‑": "-", "−": "-", **dict.fromkeys(INVISIBLE, "")})
_NUMBERED = re.compile(r"(?:action point|point d'action|punto de accion|point|punto)?\s*(\w+)\s*[.:)-]*\s*(.*)")
_PROPOSALS = 200
"""How many different unknown words of a file get a proposal: each is compared with every known one."""


def normalise(text: str) -> str:
    """A label as it is compared."""
    text = text.translate(_ALIKE)
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
        text = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(text.casefold().split())


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the labels of one workbook mean.

    `codes`: vocabulary → label as compared → code. `labels`: vocabulary → code → label in the file's own words.
    """

    codes: Mapping[str, Mapping[str, str]]
    labels: Mapping[str, Mapping[str, str]]
    _seen: dict[tuple[str, str], str | None] = field(default_factory=dict, repr=False, compare=False)
    _proposed: dict[tuple[str, str], str | None] = field(default_factory=dict, repr=False, compare=False)

    def code(self, vocabulary: str, text: str) -> str | None:
        """The code of a label; None for one that is not known."""
        key = (vocabulary, text)
        if key not in self._seen:
            find = self._point if vocabulary == "point" else self._plain
            self._seen[key] = find(vocabulary, normalise(text))
        return self._seen[key]

    def nearest(self, vocabulary: str, text: str) -> str | None:
        """The known label that comes nearest to an unknown one: a proposal, never an answer."""
        key = (vocabulary, normalise(text[:_PROPOSALS]))
        if key not in self._proposed and len(self._proposed) < _PROPOSALS:
            near = get_close_matches(key[1], self.codes[vocabulary], n=1, cutoff=0.7)
            self._proposed[key] = self.labels[vocabulary][self.codes[vocabulary][near[0]]] if near else None
        return self._proposed.get(key)

    def _plain(self, vocabulary: str, label: str) -> str | None:
        return self.codes[vocabulary].get(label)

    def _point(self, vocabulary: str, label: str) -> str | None:
        """Also "3", "3.", "Point 3" and "3 Protection-sensitive entry systems"; a number beside another point's name is no answer."""
        if found := self._plain(vocabulary, label):
            return found
        match = _NUMBERED.fullmatch(label)
        if match is None or match[1] not in self.labels[vocabulary]:
            return None
        number, name = match.groups()
        return number if not name or self._plain(vocabulary, name) == number else None


def known_labels(framework: Framework, places: Places, language: str, own: Iterable[Label] = ()) -> Vocabulary:
    """What labels mean in a workbook whose own words are in `language`, with the labels of its `own` Lists sheet above all others."""
    entries = tuple(_entries(framework, places))
    codes: defaultdict[str, dict[str, str]] = defaultdict(dict)
    labels: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for kind in (*(kind.value for kind in schema.VOCABULARIES), "place", "region", "framework"):
        codes[kind] = {normalise(code): code for name, code, _ in entries if name == kind}
    for point in framework.points:
        codes["point"] |= {normalise(name): point.id for name in (*point.aliases, *point.short.values())}
    for other in sorted(schema.LANGUAGES, key=lambda other: other == language):  # the file's own language last: it has the last word
        catalogue = words.catalogue(other, framework.texts(other), places.texts(other))
        for name, code, id in entries:
            labels[name][code] = catalogue.text(id)
            codes[name][normalise(labels[name][code])] = code
    for name, code, label in own:
        if code in labels[name]:
            labels[name][code] = label
            codes[name][normalise(label)] = code
    return Vocabulary(codes, labels)


def _entries(framework: Framework, places: Places) -> Iterator[Label]:
    """All that a label can mean: vocabulary, code, catalogue entry."""
    yield from schema.lists(framework)
    yield from (("place", iso3, f"place.{iso3}") for iso3 in places.names)
    yield from (("region", region.id, f"region.{region.id}") for region in places.regions)
    yield ("framework", framework.id, "framework.name")
