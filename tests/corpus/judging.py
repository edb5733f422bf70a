"""What a report says of a file, held against what must be known of it.

Both become facts: a place, a point, a kind of knowledge and its meaning. A fact that is read and not expected is wrong; it is wrong in silence where no
warning and no question stands near its cell.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from openpyxl.utils.cell import coordinate_from_string

from lib import intake, words
from lib.mapping import Layout
from lib.mapping import Mapping as Reading
from lib.model import Activity, Finding, Matrix, Report, Scope, Severity, Stage, Status, years
from tests.corpus.book import filled
from tests.corpus.case import FRAMEWORK, PLACES, Act, Case, Cell, Expect, Said
from tests.strategies import NAMES

WORDS = words.catalogue("en", FRAMEWORK.texts("en"), PLACES.texts("en"))
LOUD = (Severity.NOTE, Severity.WARNING, Severity.ERROR)
"""Severities from soft to loud."""
REMARKS = ("missing", "recommendation", "reason")
DETAILS = ("actors", "years", "good_practice", "link")


class Fact(NamedTuple):
    """One thing known: of a place ("" for the file), at a point ("" for a place's situation)."""

    place: str
    point: str
    kind: str
    meaning: str


@dataclass(frozen=True)
class Verdict:
    """How one reading did. `wrong`, `missed`: facts; `silent`: those of the wrong that nobody was warned of; `troubles`: all else, in words."""

    name: str
    right: int = 0
    wrong: tuple[Fact, ...] = ()
    missed: tuple[Fact, ...] = ()
    silent: tuple[Fact, ...] = ()
    uncounted: int = 0
    troubles: tuple[str, ...] = field(default_factory=tuple)

    @property
    def good(self) -> bool:
        """Whether nothing is to be said against it."""
        return not (self.wrong or self.missed or self.troubles)

    def __str__(self) -> str:
        lines = [f"read wrongly{' in silence' if fact in self.silent else ''}: {' '.join(fact)}" for fact in self.wrong]
        return "\n".join([*lines, *(f"not read: {' '.join(fact)}" for fact in self.missed), *self.troubles])


def read(case: Case, corrections: Reading | None = None) -> Report:
    """What the reader says of a case's file, in this process."""
    return intake.checked(case.make(), case.file, FRAMEWORK, PLACES, lambda: NAMES, corrections=corrections, region=case.region)


def verdicts(case: Case) -> Iterator[Verdict]:
    """The case as it came, and with its questions answered."""
    yield _verdict(case, case.expect, None, case.name)
    if case.answers:
        corrections, expect = case.answers
        yield _verdict(case, expect, corrections, f"{case.name} (answered)")


def _verdict(case: Case, expect: Expect, corrections: Reading | None, name: str) -> Verdict:
    try:
        report = read(case, corrections)
    except Exception as error:  # a reader that breaks off has read nothing, and the other cases are still to be judged
        return Verdict(name, missed=tuple(_expected(expect)), troubles=(f"broke off: {error!r}",))
    return judge(case, expect, report, name)


def judge(case: Case, expect: Expect, report: Report, name: str) -> Verdict:
    """One report held against what must be known."""
    expected, found = Counter(_expected(expect)), Counter(_found(report, expect))
    allowed = {Fact(*cell, _kind(status), status) for cell, status in expect.may if status}
    as_text = {cell for cell, status in expect.may if status is None}
    wrong = Counter({fact: n for fact, n in (found - expected).items() if fact not in allowed and not _is_text_of(fact, as_text)})
    missed = () if expect.hard and _loud(report) else tuple((expected - found).elements())
    there = filled(case.build())
    counted = report.cells_read + report.cells_not_read
    return Verdict(
        name=name,
        right=(found & expected).total(),
        wrong=tuple(wrong.elements()),
        missed=missed,
        silent=tuple(fact for fact in wrong.elements() if not _warned(fact, report)),
        uncounted=0 if counted in (there, there + expect.coloured) else abs(there - counted),
        troubles=tuple(_troubles(expect, report, there)),
    )


# Facts


def _kind(status: Stage | Status) -> str:
    return "recorded" if isinstance(status, Stage) else "assessed"


def _expected(expect: Expect) -> Iterator[Fact]:
    if expect.region:
        yield Fact("", "", "region", expect.region)
    for cell, status in expect.cells.items():
        yield Fact(*cell, _kind(status), status)
    for cell, acts in expect.activities.items():
        for act in acts:
            yield Fact(*cell, "activity", _with_stage(plain(act.text), act.stage))
            for name in DETAILS:
                if (value := getattr(act, name)) is not None:
                    yield Fact(*cell, name, f"{plain(act.text)}: {value}")
    for cell, remark in expect.remarks.items():
        for name, text in remark.items():
            yield Fact(*cell, name, plain(text))
    for place, text in expect.situations.items():
        yield Fact(place, "", "situation", plain(text))


def _found(report: Report, expect: Expect) -> Iterator[Fact]:
    """What is known after reading. An activity is a fact by its text, or, in the cells of a status grid, by its stage."""
    if report.matrix is None:
        return
    if expect.region:
        yield Fact("", "", "region", report.matrix.about.region)
    same = {plain(written): plain(text) for written, text in expect.same.items()}
    same |= {plain(act.written): plain(act.text) for acts in expect.activities.values() for act in acts if act.written}
    for one in report.matrix.activities:
        yield from _activity(one, expect, same)
    for one in report.matrix.assessments:
        yield Fact(one.place, one.point, "assessed", one.status)
    yield from _remarks(report.matrix, same)
    for one in report.matrix.situations:
        if one.situation:
            yield Fact(one.place, "", "situation", plain(one.situation))


def _activity(one: Activity, expect: Expect, same: Mapping[str, str]) -> Iterator[Fact]:
    cell = (one.place, one.point)
    if not expect.activities and one.stage is not None:
        yield Fact(*cell, "recorded", one.stage)
        return
    text = same.get(plain(one.activity), plain(one.activity))
    yield Fact(*cell, "activity", _with_stage(text, one.stage))
    act = next((act for act in expect.activities.get(cell, ()) if plain(act.text) == text), Act(""))
    held = {"actors": one.actors, "years": tuple(years(one.year)), "good_practice": one.good_practice, "link": one.link}
    for name in DETAILS:
        if getattr(act, name) is not None:
            yield Fact(*cell, name, f"{text}: {held[name]}")


def _remarks(matrix: Matrix, same: Mapping[str, str]) -> Iterator[Fact]:
    for one in matrix.remarks:
        for name in REMARKS:
            if text := getattr(one, name):
                lines = (plain(line) for line in text.splitlines() if line.strip())
                yield Fact(one.place, one.point, name, " ".join(same.get(line, line) for line in lines))


def _is_text_of(fact: Fact, cells: Set[Cell]) -> bool:
    """Whether it is the text of one of some cells, kept without a stage."""
    return fact[:2] in cells and fact.kind == "activity" and fact.meaning.endswith(_with_stage("", None))


def _with_stage(text: str, stage: Stage | None) -> str:
    return f"{text} [{stage or 'no stage'}]"


def plain(text: str) -> str:
    """A text as it is compared: without bullets, doubled blanks, what nobody sees, and the semicolon or full stop at the end of a line."""
    lines = (re.sub(r"^\s*[•▪*·–-]\s+|[;.,\s]+$", "", line) for line in re.sub("[\u00ad\u200b\ufeff]", "", text).splitlines())
    return " ".join(" ".join(lines).split()).casefold()


# What nobody was warned of


def _warned(fact: Fact, report: Report) -> bool:
    """Whether a warning or a question stands near what was read: at its cell, in its row or column, over its whole sheet, or over several cells of it."""
    loud = _loud(report)
    assert report.matrix is not None
    sources = [one.source for one in report.matrix.activities if (one.place, one.point) == (fact.place, fact.point)]
    ours = [source.removeprefix(f"{report.file}, ") for source in sources if source.startswith(f"{report.file}, ")]
    if not ours or fact.kind in REMARKS or fact.kind == "assessed":
        return bool(loud)
    return all(any(_near(one, *source.partition("!")[::2]) for one in loud) for source in ours)


def _loud(report: Report) -> list[Finding]:
    return [one for one in report.findings if one.severity is not Severity.NOTE]


def _near(one: Finding, sheet: str, cell: str) -> bool:
    if one.sheet not in ("", sheet):
        return False
    if not (one.cell and cell) or one.message.params.get("n", 1) != 1:
        return True
    return bool({*coordinate_from_string(one.cell)} & {*coordinate_from_string(cell)})


# All else


def _troubles(expect: Expect, report: Report, there: int) -> Iterator[str]:
    layouts = expect.layout if isinstance(expect.layout, tuple) else (expect.layout,)
    if expect.layout and report.layout not in layouts and not (expect.hard and _loud(report)):
        yield f"layout: {report.layout}, not {' or '.join(layouts)}"
    said = [(one, _text(one)) for one in report.findings]
    yield from (f"not said: {wanted}" for wanted in expect.says if not any(_is(wanted, one, text) for one, text in said))
    if expect.layout and not (expect.may_ask or expect.hard):
        named = [wanted for wanted in expect.says if wanted.severity is Severity.ERROR]
        for one, text in said:
            if one.severity is Severity.ERROR and not any(_is(wanted, one, text) for wanted in named):
                yield f"a needless error: {text}"
    yield from (f"a machine's words: {text}" for _, text in said if re.search(r"Traceback|openpyxl|Exception|/lib/|/tmp/|\{\w*\}", text))
    yield from _counts(expect, report, there)
    yield from _kept(report, there)


def _counts(expect: Expect, report: Report, there: int) -> Iterator[str]:
    counted = report.cells_read + report.cells_not_read
    if counted not in (there, there + expect.coloured):
        yield f"{there} cells are filled, {report.cells_read} + {report.cells_not_read} are counted"
    most = there if expect.layout in (Layout.NOT_READ, None) or expect.hard else expect.lost + expect.outside
    least = there if expect.layout is Layout.NOT_READ else expect.lost
    if not least <= report.cells_not_read <= most + expect.coloured:
        yield f"{report.cells_not_read} cells are not read; {least} cannot be, {most} at most need not"
    if report.cells_not_read > sum(_covers(one) for one in report.findings):
        yield f"{report.cells_not_read} cells are not read, and the findings name fewer"


def _kept(report: Report, there: int) -> Iterator[str]:
    """What a page needs to show how the file was read, and what holds for every file in a layout of its own."""
    if report.layout is None or report.layout == Layout.TEMPLATE:
        return
    if there and (report.foreign is None or not report.foreign.previews):
        yield "no preview for whoever corrects the reading"
    if report.matrix is None:
        return
    if report.mapping is None or report.confidence is None or not 0 <= report.confidence <= 1:
        yield f"how it was read is not told: {report.mapping}, {report.confidence}"
    if report.scope is not Scope.PARTIAL:
        yield "what the file leaves out counts as withdrawn"
    if report.layout == Layout.STATUS_GRID and (
        nowhere := [one for one in report.matrix.activities if not one.source.startswith(f"{report.file}, ")]
    ):
        yield f"{len(nowhere)} statuses do not say which file and sheet they come from: {nowhere[0].source}"


def _covers(one: Finding) -> int:
    n = one.message.params.get("n", 1)
    return n if isinstance(n, int) else 1


def _text(one: Finding) -> str:
    """A finding as its reader sees it."""
    return f"{one.sheet}!{one.cell} {one.value}: {words.render(one.message, WORDS)} {words.render(one.fix, WORDS)} ({one.code})"


def _is(wanted: Said, one: Finding, text: str) -> bool:
    loud_enough = LOUD.index(one.severity) >= LOUD.index(wanted.severity)
    return loud_enough and wanted.code in ("", one.code) and all(word.casefold() in text.casefold() for word in wanted.words)
