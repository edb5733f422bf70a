"""framework.toml → the points of a framework, and how each status is worded, defined, coloured and drawn.

The file may describe any framework with at least one point; the statuses are those of `lib.model.Status`, all of them.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from lib.exceptions import FrameworkError
from lib.model import Message, Stage, Status

Theme = Literal["light", "dark"]
Texts = Mapping[str, str]
"""One text per language code; English is always there."""


@dataclass(frozen=True, slots=True)
class Point:
    """One action point. `aliases` are other names that offices and editions use for it; `keywords` begin words that only suggest it."""

    id: str
    name: Texts
    short: Texts
    definition: Texts
    aliases: tuple[str, ...]
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of cell is drawn in one theme: hexadecimal colours."""

    fill: str
    ink: str
    outline: str


@dataclass(frozen=True, slots=True)
class Framework:
    """A framework's points in order, and the look, label and definition of each status. `provenance` says where the matrices beside the file come from."""

    id: str
    name: Texts
    title: Texts
    source: str
    provenance: Texts
    points: tuple[Point, ...]
    labels: Mapping[Status, Texts]
    definitions: Mapping[Status, Texts]
    glyphs: Mapping[Status | None, str]
    assessed: Mapping[Theme, Mapping[Status, Look]]
    recorded: Mapping[Theme, Mapping[Stage, Look]]
    unknown: Mapping[Theme, Look]

    @property
    def point_ids(self) -> tuple[str, ...]:
        """The points' identifiers in the framework's order."""
        return tuple(point.id for point in self.points)

    def texts(self, language: str) -> dict[str, str]:
        """The framework's own texts as catalogue entries (`point.3`, `point.3.short`, `status.partly.definition` …), English where one is missing."""
        found = {"framework.name": self.name, "framework.title": self.title, "framework.provenance": self.provenance}
        for point in self.points:
            found[f"point.{point.id}"] = point.name
            found[f"point.{point.id}.short"] = point.short
            found[f"point.{point.id}.definition"] = point.definition
        for status in Status:
            found[f"status.{status}"] = self.labels[status]
            found[f"status.{status}.definition"] = self.definitions[status]
        return {key: text.get(language, text["en"]) for key, text in found.items()}


def point_in_words(point: str) -> Message:
    """A point by its number and short name."""
    return Message("figure.point", {"id": point, "name": Message(f"point.{point}.short")})


def load(path: Path) -> Framework:
    """The framework of a framework.toml. FrameworkError where the file lacks something that every framework needs."""
    try:
        return _framework(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise FrameworkError(f"{path.name} cannot be read: {error.strerror}") from None
    except tomllib.TOMLDecodeError as error:
        raise FrameworkError(f"{path.name} cannot be read: {error}") from None
    except KeyError as error:
        raise FrameworkError(f"{path.name} lacks {error}") from None


def _framework(raw: dict[str, Any]) -> Framework:
    statuses = raw["statuses"]
    if odd := set(statuses) - set(Status):
        raise FrameworkError(f"unknown status {sorted(odd)}; the statuses are {[str(s) for s in Status]}")
    points = tuple(
        Point(p["id"], p["name"], p["short"], p["definition"], tuple(p.get("aliases", ())), tuple(p.get("keywords", ()))) for p in raw["points"]
    )
    if len({p.id for p in points}) != len(points) or not points:
        raise FrameworkError("every point needs an id of its own, and there must be one")
    themes: tuple[Theme, Theme] = ("light", "dark")
    return Framework(
        id=raw["id"],
        name=raw["name"],
        title=raw["title"],
        source=raw["source"],
        provenance=raw.get("provenance", {"en": ""}),
        points=points,
        labels={s: statuses[s]["label"] for s in Status},
        definitions={s: statuses[s]["definition"] for s in Status},
        glyphs={**{s: statuses[s]["glyph"] for s in Status}, None: raw["unknown"]["glyph"]},
        assessed={t: {s: Look(statuses[s][t]["fill"], statuses[s][t]["ink"], statuses[s][t]["fill"]) for s in Status} for t in themes},
        recorded={
            t: {g: Look(raw["recorded"][t]["tints"][g], raw["recorded"][t]["ink"], raw["recorded"][t]["outline"]) for g in Stage} for t in themes
        },
        unknown={t: Look(raw["unknown"][t]["fill"], raw["unknown"][t]["ink"], raw["unknown"][t]["fill"]) for t in themes},
    )
