"""The values that everything else passes on: frozen, comparable, free of readers, SQL and screens.

Two kinds of knowledge stand in a Matrix and are kept in types of their own: what an office *assessed* (`Status`, in `Assessment`) and what documents
*record* (`Stage`, in `Activity`). Nothing converts one into the other.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from lib.mapping import Foreign
from lib.mapping import Mapping as Reading
from lib.plain import to_plain

REGION_WIDE = "region-wide"
"""The place code of the row for activities of a region as a whole: in no country's figures."""

_YEARS = re.compile(r"([0-9]{4})(?:-[0-9]{2}){0,2}|([0-9]{4})-([0-9]{4})")


class Status(StrEnum):
    """An office's own judgement of a cell. Closed: labels and definitions come from the framework file, the set does not."""

    IN_PLACE = "in_place"
    PARTLY = "partly"
    PLANNED = "planned"
    NOT_IN_PLACE = "not_in_place"
    NOT_APPLICABLE = "not_applicable"


class Stage(StrEnum):
    """How far one recorded activity has come, most advanced first. Never an assessment of a cell."""

    IN_PLACE = "in_place"
    PARTLY = "partly"
    PLANNED = "planned"
    NOT_IN_PLACE = "not_in_place"


class Evidence(StrEnum):
    """What an activity rests on. A title alone makes an example, not a record."""

    DOCUMENT = "document"
    TITLE_ONLY = "title_only"
    OWN_KNOWLEDGE = "own_knowledge"


class Role(StrEnum):
    """A country's part in mixed movements; it may have several."""

    ORIGIN = "origin"
    TRANSIT = "transit"
    DESTINATION = "destination"


class State(StrEnum):
    """Where a follow-up action stands. "Recorded" is a target of an old document: nobody here agreed to it."""

    RECORDED = "recorded"
    AGREED = "agreed"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DROPPED = "dropped"
    NO_ACTION = "no_action"


class Scope(StrEnum):
    """Whether what a file leaves out is withdrawn (full, and then asked) or simply unchanged (partial)."""

    FULL = "full"
    PARTIAL = "partial"


class Severity(StrEnum):
    """An error cannot be published; a warning wants a look; a note is for information."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class RevisionKind(StrEnum):
    """By which way a revision was published."""

    SHIPPED = "shipped"
    UPLOAD = "upload"
    PLANNING = "planning"
    RESTORE = "restore"
    COMMAND_LINE = "command_line"


class Right(StrEnum):
    """What somebody may do, the least first: look at every region; hand in and plan for one; publish for one; all of that, and grant rights."""

    VIEWER = "viewer"
    CONTRIBUTOR = "contributor"
    PUBLISHER = "publisher"
    ADMINISTRATOR = "administrator"


class Cell(NamedTuple):
    """One place (an ISO3 code, or REGION_WIDE) at one action point (its identifier in the framework)."""

    place: str
    point: str


@dataclass(frozen=True, slots=True)
class Message:
    """A text that is still language-free: rendered at the edge by lib.words. A parameter may itself be a Message."""

    id: str
    params: "Mapping[str, Param]" = field(default_factory=dict)


_Single = str | int | date | Message
Param = _Single | tuple[_Single, ...]


@dataclass(frozen=True, slots=True)
class About:
    """Whose matrix this is. `region` is a declared region's identifier, `as_of` the day the content speaks for."""

    region: str
    office: str = ""
    as_of: date | None = None
    contact: str = ""
    framework: str = ""
    sharing: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """The status that an office gave one cell. A cell without one is not assessed – never "not in place"."""

    place: str
    point: str
    status: Status


@dataclass(frozen=True, slots=True)
class Remark:
    """What an office wrote beside a cell."""

    place: str
    point: str
    missing: str = ""
    recommendation: str = ""
    reason: str = ""
    source: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity that somebody recorded. `year` is "2010", "2008-2011" or empty; `stage` is None where the record does not say."""

    ref: str
    place: str
    point: str
    activity: str
    stage: Stage | None = None
    actors: tuple[str, ...] = ()
    year: str = ""
    good_practice: bool = False
    evidence: Evidence = Evidence.DOCUMENT
    source: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """Mixed movements in one country: in words, and in one figure with what it counts and when."""

    place: str
    roles: tuple[Role, ...] = ()
    situation: str = ""
    figure: int | None = None
    figure_meaning: str = ""
    as_of: str = ""
    source: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One action: agreed in a session, or recorded as the target of a document."""

    ref: str
    place: str
    point: str
    action: str
    lead: str = ""
    partners: tuple[str, ...] = ()
    target: str = ""
    due: str = ""
    state: State = State.AGREED
    reason: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """One region's implementation matrix. `places` are the rows in the sheet's order, without the region-wide one."""

    about: About
    places: tuple[str, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    remarks: tuple[Remark, ...] = ()
    activities: tuple[Activity, ...] = ()
    situations: tuple[Situation, ...] = ()
    follow_up: tuple[FollowUp, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the reader has to say: where, what was found, what is wrong, what to write instead.

    `place` and `point` are what the cell is about, as far as its row and column say it.
    """

    code: str
    severity: Severity
    message: Message
    fix: Message
    sheet: str = ""
    cell: str = ""
    value: str = ""
    place: str = ""
    point: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What one file said. `matrix` is None where it could not be read as a matrix.

    `language`, `scope` and `base` belong to the file, not to the knowledge in it: the same matrix in another language has the same fingerprint.
    `erased` holds the cells where the file says "not assessed" in words; a blank never erases. `layout` is a `lib.mapping.Layout`, None where the file
    was refused. Of a file in a layout of its own, `mapping` says how it was read, `confidence` how sure the reader is of that (0–1), `foreign` what it
    showed.
    """

    file: str
    layout: str | None = None
    matrix: Matrix | None = None
    findings: tuple[Finding, ...] = ()
    cells_read: int = 0
    cells_not_read: int = 0
    language: str = "en"
    scope: Scope = Scope.FULL
    base: str = ""
    erased: tuple[Cell, ...] = ()
    confidence: float | None = None
    mapping: Reading | None = None
    foreign: Foreign | None = None

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that forbid publishing."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something that is kept (the product itself has no name), and the e-mail address that a sign-in vouched for ("": nobody signs in)."""

    name: str
    identity: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What kind of change (`lib.figures.CHANGES`) a publisher took a changed cell for."""

    place: str
    point: str
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a region's history says of one revision. Numbers count 1, 2, 3 … within a region.

    `fingerprint` names the content, `receipt` the bytes that were received, `base` is the fingerprint of the content that it was edited from ("": not
    said). `at` is in UTC. `judged` are the cells whose status changed, with the kind of change that the publisher took each for.
    """

    region: str
    number: int
    fingerprint: str
    receipt: str
    by: str
    at: datetime
    note: str = ""
    kind: RevisionKind = RevisionKind.SHIPPED
    base: str = ""
    judged: tuple[Judged, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision(Entry):
    """One published state of a region's matrix."""

    matrix: Matrix


@dataclass(frozen=True, slots=True)
class Draft:
    """What a planning session has recorded in one field of a subject (`lib.planning`). `version` counts how often it was written, `at` is in UTC."""

    session: str
    subject: str
    field: str
    value: str
    version: int
    by: str
    at: datetime


def fingerprint(matrix: Matrix) -> str:
    """SHA-256 of the canonical JSON of a matrix, hexadecimal. The order of rows is left out: an office that sorts its sheet has changed nothing."""
    content = {name: _canonical(rows) for name, rows in to_plain(matrix).items()}
    return hashlib.sha256(_json(content).encode()).hexdigest()


def receipt(data: bytes) -> str:
    """SHA-256 of the bytes as they were received (hexadecimal)."""
    return hashlib.sha256(data).hexdigest()


def _canonical(rows: Any) -> Any:
    return sorted(rows, key=_json) if isinstance(rows, list) else rows


def _json(plain: Any) -> str:
    return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def years(text: str) -> Iterator[int]:
    """The years that a "Year or period" names: "2008-2011" gives 2008 and 2011, "2024-06" gives 2024; what is none of its forms gives nothing."""
    if found := _YEARS.fullmatch(text):
        yield from (int(year) for year in found.groups() if year)
