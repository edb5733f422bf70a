"""One way of reading for each kind of column: a cell's value → what it means, or what is wrong with it.

A reader returns the meaning, or a `Wrong` that says why there is none. A `Wrong` may keep a meaning beside it: the value is read, with a warning.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from lib.intake.codes import quoted
from lib.intake.grid import Broken, Value
from lib.intake.vocabulary import Vocabulary
from lib.model import Evidence, Message, Param, Role, Scope, Stage, State, Status
from lib.schema import NOT_ASSESSED, VERSION, VOCABULARIES, Kind


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a value is not read, or is read with a warning (`kept`): the finding's code, its parameters, advice better than the code's own."""

    code: str
    params: Mapping[str, Param] = field(default_factory=dict)
    fix: Message | None = None
    kept: Any = None


Reader = Callable[[Value, Vocabulary], Any]

_WEB = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
_MOMENT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_SPAN = re.compile(r"([0-9]{4})-([0-9]{4})")
_EXCEL_BEGINS = datetime(1899, 12, 30)
_DASH = re.compile(r"\s*[-–—]\s*")
_FIGURE = re.compile(r"[0-9]{1,15}|[0-9]{1,3}(?:[\s,'’][0-9]{3}){1,4}")


def text(value: Value) -> str:
    """A value as its cell shows it: 2010.0 is "2010", a date is written as ISO 8601 does."""
    match value:
        case str():
            return value.replace("\r\n", "\n").replace("\r", "\n")
        case bool():
            return str(value).upper()
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".15g")
        case datetime():
            return value.date().isoformat() if value == datetime(value.year, value.month, value.day) else value.isoformat(" ", "minutes")
        case Broken():
            return value.text
        case _:
            return str(value)


def web_target(value: Value, target: str | None) -> Value:
    """What a cell with a hyperlink links to, unless its text is itself a web address."""
    return target if target and _WEB.fullmatch(target) and not _WEB.fullmatch(text(value)) else value


def last_day(moment: str) -> date | None:
    """The last day of "2024", "2024-06" or "2024-06-30"; None for anything else."""
    match = _MOMENT.fullmatch(moment)
    if match is None:
        return None
    year, month = int(match[1]), int(match[2] or 12)
    try:
        return date(year, month, int(match[3] or monthrange(year, month)[1]))
    except ValueError:
        return None


def _labelled(kind: Kind, meaning: Callable[[str], Any]) -> Reader:
    """A reader of the labels of a closed list."""
    vocabulary = kind.value

    def read(value: Value, known: Vocabulary) -> Any:
        label = text(value)
        code = known.code(vocabulary, label)
        if code is not None:
            return meaning(code)
        choices = tuple(known.labels[vocabulary][code] for code in VOCABULARIES[kind])
        params: dict[str, Param] = {"kind": Message(f"finding.kind.{vocabulary}"), "choices": choices, "quoted": quoted(label)}
        return Wrong("unknown-label", params, _proposal(vocabulary, label, known))

    return read


def _declared(kind: Kind) -> Reader:
    """A reader of names out of a declared list."""
    vocabulary = kind.value

    def read(value: Value, known: Vocabulary) -> Any:
        label = text(value)
        return known.code(vocabulary, label) or Wrong(f"unknown-{vocabulary}", fix=_proposal(vocabulary, label, known))

    return read


def _proposal(vocabulary: str, label: str, known: Vocabulary) -> Message | None:
    near = known.nearest(vocabulary, label)
    return Message("finding.did-you-mean", {"label": near}) if near else None


_status = _labelled(Kind.STATUS, lambda code: code if code == NOT_ASSESSED else Status(code))
_role = _labelled(Kind.ROLES, Role)
_yes = _labelled(Kind.YES_NO, lambda code: code == "yes")


def _text(value: Value, known: Vocabulary) -> str:
    return text(value)


def _names(value: Value, known: Vocabulary) -> tuple[str, ...]:
    return tuple(name for name in map(str.strip, text(value).split(";")) if name)


def _roles(value: Value, known: Vocabulary) -> Any:
    roles = [_role(name, known) for name in _names(value, known)]
    wrong = [role for role in roles if isinstance(role, Wrong)]
    return wrong[0] if wrong else tuple(dict.fromkeys(roles))


def _yes_no(value: Value, known: Vocabulary) -> Any:
    return value if isinstance(value, bool) else _yes(value, known)


def _iso3(value: Value, known: Vocabulary) -> Any:
    code = text(value).upper()
    return code if code in known.labels["place"] else Wrong("unknown-iso3")


def _moment(value: Value) -> str:
    """A date as ISO 8601 writes it. A year typed into a cell that shows dates is a day of 1905 to Excel: the 2024th of its calendar."""
    if isinstance(value, datetime) and value.year == 1905:
        return str((value - _EXCEL_BEGINS).days)
    return text(value)


def _year(value: Value, known: Vocabulary) -> Any:
    """A year, month, day or span of years, with a plain hyphen; any other text is kept, with a warning."""
    moment = _DASH.sub("-", _moment(value))
    span = _SPAN.fullmatch(moment)
    return moment if last_day(moment) or (span and span[1] <= span[2]) else Wrong("unusual-year", kept=text(value))


def _day(value: Value, known: Vocabulary) -> Any:
    """A day; of a month or a year its last one, with a note."""
    moment = _moment(value)
    day = last_day(moment)
    if day is None:
        return Wrong("not-a-day")
    return day if day.isoformat() == moment else Wrong("day-completed", {"day": day}, kept=day)


def _number(value: Value, known: Vocabulary) -> Any:
    """A whole number of things, also as people group its digits."""
    figure = text(value)
    return int(re.sub(r"\D", "", figure)) if _FIGURE.fullmatch(figure) else Wrong("not-a-number")


def _version(value: Value, known: Vocabulary) -> Any:
    version = _number(value, known)
    if version == VERSION or isinstance(version, Wrong):
        return version
    return Wrong("newer-format" if version > VERSION else "old-template", {"ours": VERSION}, kept=version)


def _link(value: Value, known: Vocabulary) -> Any:
    link = text(value)
    return link if _WEB.fullmatch(link) else Wrong("not-a-link", kept=link)


READERS: Mapping[Kind, Reader] = {
    Kind.TEXT: _text,
    Kind.PLACE: _declared(Kind.PLACE),
    Kind.ISO3: _iso3,
    Kind.POINT: _declared(Kind.POINT),
    Kind.STATUS: _status,
    Kind.STAGE: _labelled(Kind.STAGE, Stage),
    Kind.EVIDENCE: _labelled(Kind.EVIDENCE, Evidence),
    Kind.STATE: _labelled(Kind.STATE, State),
    Kind.ROLES: _roles,
    Kind.NAMES: _names,
    Kind.YES_NO: _yes_no,
    Kind.YEAR: _year,
    Kind.DAY: _day,
    Kind.NUMBER: _number,
    Kind.LINK: _link,
    Kind.REF: _text,
    Kind.REGION: _declared(Kind.REGION),
    Kind.FRAMEWORK: _declared(Kind.FRAMEWORK),
    Kind.LANGUAGE: _labelled(Kind.LANGUAGE, str),
    Kind.SCOPE: _labelled(Kind.SCOPE, Scope),
    Kind.VERSION: _version,
}
