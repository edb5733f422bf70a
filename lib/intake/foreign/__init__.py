"""A workbook in a layout of its own → a Report: what it is taken for, what it says, and an account of every filled cell.

Each sheet is looked at (look), its crossings or rows are gathered (crossings, lists), and once the region and the legend of the whole file are known, what
they mean (meanings). What people said of the file (`corrections`) goes above all that is found. Nothing is guessed in silence: what is not beyond doubt has
a warning or is asked about, and what is asked about is not read until it is answered.

Limits worth knowing: headings are looked for in the first thirty rows; a file is read for one region; two tables below each other are read as one.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Mapping as Names_
from dataclasses import replace

from lib import words
from lib.framework import Framework
from lib.intake.codes import a1, address
from lib.intake.foreign import look, wording
from lib.intake.foreign.account import Account
from lib.intake.foreign.crossings import columns_without_meaning, crossings, heading, read_headings
from lib.intake.foreign.decided import Decided
from lib.intake.foreign.facts import Facts
from lib.intake.foreign.known import Known
from lib.intake.foreign.legends import legend
from lib.intake.foreign.lists import rows
from lib.intake.foreign.meanings import Reader
from lib.intake.foreign.patterns import alike, decoration
from lib.intake.foreign.said import ANY, Asked, Said
from lib.intake.foreign.shown import previews
from lib.intake.foreign.spread import Spread
from lib.intake.grid import Address, Grid
from lib.intake.vocabulary import normalise
from lib.mapping import ColumnMeaning, Foreign, Layout, Mapping, MarkMeaning, NameMeaning, NameSeen, SheetMapping
from lib.model import REGION_WIDE, Finding, Message, Report, Scope
from lib.names import Names
from lib.places import Places
from lib.schema import LANGUAGES

__all__ = ["read_foreign"]

_YEAR = re.compile(r"(?<![\d/-])(?:19|20)[0-9]{2}(?![\d-])")
_RIVAL = 0.85
"""Another way to read a sheet that explains so much of what the best one does is about as likely."""


def read_foreign(
    grids: Sequence[Grid],
    file: str,
    framework: Framework,
    places: Places,
    names: Names,
    said_of: Mapping,
    region: str = "",
    findings: Sequence[Finding] = (),
) -> Report:
    """What a workbook in a layout of its own says. `said_of` is what people said of it, `region` whose countries are read where the file names those of
    several, `findings` what is known of the file already."""
    known = Known(framework, places, names, said_of)
    all_sheets = [Spread(grid) for grid in grids]
    sheets = [sheet for sheet in all_sheets if sheet.filled]
    account, asked = Account(sheets), Asked()
    bare = known if said_of == Mapping() else Known(framework, places, names, Mapping())
    ways = {sheet.title: look.looks(sheet, bare) for sheet in sheets}
    taken, found = _looked_at(sheets, ways, known, account)
    said = [one for sheet, mapping in taken for one in _said(sheet, mapping, known, account, asked)]
    regions = _regions(said, places, said_of.region or region)
    ours = said_of.region or next(iter(regions), "") if not region or said_of.region else region
    said = _of_region(said, places, ours, account)
    language = wording.language(_words(sheets))
    own_words = language if language in LANGUAGES else "en"
    decided = _decide(sheets, said, asked, known, account)
    assessed = _says_assessed(taken, account) if said_of.assessed is None else said_of.assessed
    label = words.catalogue(own_words, framework.texts(own_words), places.texts(own_words)).text
    facts = Facts()
    reader = Reader(known, decided, account, facts, file, assessed, label, decoration(said), years=_years(taken, account), by_font=alike(said))
    reader.read(said)
    asked.settle(account)
    _rest(sheets, taken, account)
    if not taken:
        account.say("no-matrix", None)
    order = {sheet.title: number for number, sheet in enumerate(sheets)}
    said_already = sorted(account.findings, key=lambda one: (order.get(one.sheet, -1), address(one.cell) if one.cell else (0, 0)))
    main = max(taken, key=lambda one: one[0].filled)[1].layout if taken else Layout.NOT_READ
    return Report(
        file=file,
        layout=main,
        matrix=facts.matrix(ours, framework.id) if ours and taken else None,
        findings=(*findings, *_placed(said_already, said)),
        cells_read=account.cells_read,
        cells_not_read=account.not_read + account.beneath,
        language=own_words,
        scope=Scope.PARTIAL,
        confidence=min((confidence for _, confidence in found), default=0.0),
        mapping=_mapping(ours, assessed, sheets, taken, reader, said_of),
        foreign=Foreign(
            _shape(sheets, {title: found[0].mapping for title, found in ways.items() if found}),
            tuple(regions),
            previews(all_sheets),
            tuple(decided.seen.values()),
            _names_seen(asked, said_of),
        ),
    )


def _placed(findings: Iterable[Finding], said: Iterable[Said]) -> Iterator[Finding]:
    """Findings with the place and the point of the cell that they name, where the cell is about one only."""
    about: defaultdict[tuple[str, str], list[Said]] = defaultdict(list)
    for one in said:
        for at in one.all:
            about[one.sheet.title, a1(*one.sheet.origin(*at))].append(one)
    for finding in findings:
        here = about[finding.sheet, finding.cell]
        places, points = {place for one in here for place in one.places}, {one.point for one in here}
        yield replace(finding, place=places.pop() if len(places) == 1 else "", point=points.pop() if len(points) == 1 else "")


def _looked_at(
    sheets: Iterable[Spread], looks: Names_[str, Sequence[look.Look]], known: Known, account: Account
) -> tuple[list[tuple[Spread, SheetMapping]], list[tuple[Spread, float]]]:
    """The sheets with a matrix and how each is read; and how sure that is."""
    taken: list[tuple[Spread, SheetMapping]] = []
    sure: list[tuple[Spread, float]] = []
    for sheet in sheets:
        if (mapping := known.said_sheet(sheet.title)) is not None:
            if not mapping.columns and mapping.layout is not Layout.NOT_READ:
                mapping = look.under(sheet, known, mapping)
            if mapping.layout is not Layout.NOT_READ:
                taken.append((sheet, mapping))
                sure.append((sheet, 1.0))
            continue
        ways = looks[sheet.title]
        if not ways:
            continue
        best = ways[0]
        taken.append((sheet, best.mapping))
        sure.append((sheet, best.confidence))
        account.say("layout-taken", sheet, layout=Message(f"layout.{best.mapping.layout}"), percent=round(100 * best.confidence))
        rivals = [
            way
            for way in ways[1:]
            if (way.mapping.layout in look.GRIDS) != (best.mapping.layout in look.GRIDS) or way.mapping.turned != best.mapping.turned
        ]
        rivals = [way for way in rivals if way.explains * way.confidence >= _RIVAL * best.explains * best.confidence]
        if rivals:
            other = Message(f"layout.{rivals[0].mapping.layout}")
            account.say("two-readings", sheet, layout=Message(f"layout.{best.mapping.layout}"), other=other)
    return taken, sure


def _said(sheet: Spread, mapping: SheetMapping, known: Known, account: Account, asked: Asked) -> list[Said]:
    gather = crossings if mapping.layout in look.GRIDS else rows
    found = list(gather(sheet, mapping, known, account, asked))
    read_headings(sheet, mapping, account)
    return found


def _regions(said: Iterable[Said], places: Places, first: str) -> list[str]:
    """The regions whose countries are named, the most named first. A country of several regions counts for the one that is asked for."""
    rows = {(one.sheet.title, one.row if not one.mapping.turned else 0, place) for one in said for place in one.places if place != REGION_WIDE}
    counted = Counter(places.region_of(place, first).id for _, _, place in rows)
    return [region for region, _ in counted.most_common()]


def _of_region(said: Iterable[Said], places: Places, region: str, account: Account) -> list[Said]:
    """What is said of a region's places; the rest is named as another region's."""
    if not region:
        for sheet in {one.sheet for one in said}:
            account.lost("no-region", sheet, (at for one in said if one.sheet is sheet for at in one.all))
        return []
    ours = {REGION_WIDE, *places.region(region).countries}
    kept: list[Said] = []
    others: dict[tuple[Spread, str], list[Said]] = {}
    for one in said:
        if inside := tuple(place for place in one.places if place in ours):
            kept.append(one if inside == one.places else _only(one, inside))
        else:
            others.setdefault((one.sheet, places.region_of(one.places[0]).id), []).append(one)
    read = {(one.sheet.title, one.sheet.origin(*at)) for one in kept for at in one.all}
    for (sheet, other), theirs in others.items():
        cells = {sheet.origin(*at) for one in theirs for at in one.all}
        account.lost("other-region", sheet, (at for at in cells if (sheet.title, at) not in read), region=Message(f"region.{other}"))
    return kept


def _only(said: Said, places: tuple[str, ...]) -> Said:
    return Said(said.sheet, said.mapping, said.row, places, said.point, said.heading, said.cells, said.beside)


def _decide(sheets: Sequence[Spread], said: Sequence[Said], asked: Asked, known: Known, account: Account) -> Decided:
    """What the file's marks mean, with its own legend."""
    shown = [(one, one.sheet.origin(*at)) for one in said for key, at in one.cells.items() if key in (ANY, "status")]
    fills = {one.sheet.fill(*at) for one, at in shown} | {one.sheet.grid.fonts.get(at, "") for one, at in shown}
    waiting = asked.cells
    tables = {(one.sheet.title, row) for one in said for row in (one.row, *range(one.mapping.first, one.mapping.last + 1))}
    edges = {one.sheet.title: _edge(one.sheet, one.mapping) for one in said}
    outside = [
        (sheet, [at for at in account.open(sheet) if (sheet.title, at) not in waiting and not _in_table(sheet, at, tables, edges)])
        for sheet in sheets
    ]
    found = legend(outside if said else (), fills - {""}, known, account)
    coloured = sum(bool(one.sheet.fill(*at)) and not one.sheet.text(*at) for one, at in shown)
    titles = {one.sheet.title: (one.sheet, one.mapping.first) for one in said}
    above = [text for sheet, first in titles.values() for row in sheet.rows if row < first for text in sheet.own(row).values()]
    return Decided(known, found, [one.sheet.text(*at) for one, at in shown if one.sheet.text(*at)], coloured, above)


def _edge(sheet: Spread, mapping: SheetMapping) -> int:
    """The last column of a table: behind it stands a column without a heading, or nothing."""
    column = max((one.column for one in mapping.columns), default=0)
    while heading(sheet, mapping, column + 1) and column < sheet.width:
        column += 1
    return column


def _in_table(sheet: Spread, at: Address, rows: Collection[tuple[str, int]], edges: Names_[str, int]) -> bool:
    """Whether a cell lies in a row of a table, and not to the right of it."""
    return (sheet.title, at[0]) in rows and at[1] <= edges[sheet.title]


def _years(taken: Iterable[tuple[Spread, SheetMapping]], account: Account) -> dict[str, str]:
    """By its title, the year that a sheet speaks for: its title, or the one year in the lines over its table. A record without a year would look older than
    it is."""
    found: dict[str, str] = {}
    for sheet, mapping in taken:
        if _YEAR.fullmatch(sheet.title.strip()):
            found[sheet.title] = sheet.title.strip()
            continue
        lines = {at: year for at in sheet.cells(1, mapping.first - 1) for year in _YEAR.findall(sheet.text(*at))}
        if len(set(lines.values())) == 1 and all(len(_YEAR.findall(sheet.text(*at))) == 1 for at in lines):
            at, year = next(iter(lines.items()))
            found[sheet.title] = year
            account.say("year-taken", sheet, at, sheet.text(*at), year=year)
    return found


def _says_assessed(taken: Iterable[tuple[Spread, SheetMapping]], account: Account) -> bool:
    """Whether a line over a table, or a sheet's title, says that this is the office's own assessment."""
    for sheet, mapping in taken:
        texts = [(None, sheet.title), *((at, sheet.text(*at)) for at in sheet.cells(1, mapping.last))]
        for at, text in texts:
            if wording.says_assessed(text):
                account.say("assessed-by-file", sheet, at, text)
                return True
    return False


def _rest(sheets: Iterable[Spread], taken: Iterable[tuple[Spread, SheetMapping]], account: Account) -> None:
    """What became of no cell yet: each has a finding now."""
    mappings = {sheet.title: mapping for sheet, mapping in taken}
    for sheet in sheets:
        mapping = mappings.get(sheet.title)
        if mapping is None:
            account.lost("sheet-without-matrix", sheet, account.open(sheet), sheet.title)
            continue
        account.lost("above-table", sheet, account.open(sheet, 1, mapping.first - 1))
        columns_without_meaning(sheet, mapping, account)
        account.lost("outside-tables", sheet, account.open(sheet))
    for sheet in sheets:
        grid = sheet.grid
        if hidden := grid.hidden & grid.rows.keys():
            account.say("hidden-rows-read", sheet, n=len(hidden))
        if hidden_columns := grid.hidden_columns & {column for _, column in sheet.cells()}:
            account.say("hidden-columns-read", sheet, n=len(hidden_columns))
        if grid.covered:
            account.lost_beneath(sheet, grid.covered)
        if grid.hidden_sheet:
            account.say("hidden-sheet-read", sheet)
        if grid.comments:
            account.say("comments-not-read", sheet, min(grid.comments), n=len(grid.comments))


def _mapping(
    region: str, assessed: bool, sheets: Iterable[Spread], taken: Sequence[tuple[Spread, SheetMapping]], reader: Reader, said: Mapping
) -> Mapping:
    """How the file was read, as a whole."""
    mappings = {sheet.title: mapping for sheet, mapping in taken}
    seen = tuple(MarkMeaning(one.kind, one.mark, one.means) for one in reader.decided.seen.values() if one.means is not None)
    return Mapping(
        region,
        assessed,
        tuple(_whole(sheet, mappings.get(sheet.title, SheetMapping(sheet.title, Layout.NOT_READ))) for sheet in sheets),
        seen,
        tuple(NameMeaning(one.spelling, one.means) for one in said.names),
    )


def _whole(sheet: Spread, mapping: SheetMapping) -> SheetMapping:
    """A sheet's mapping with a meaning for each of its columns, "" where it is not read."""
    meant = {one.column: one.means for one in mapping.columns}
    columns = sorted(meant.keys() | ({column for _, column in sheet.cells(mapping.first)} if mapping.first else set()))
    return SheetMapping(
        mapping.sheet, mapping.layout, mapping.first, mapping.last, mapping.turned,
        tuple(ColumnMeaning(column, meant.get(column, "")) for column in columns), mapping.place, mapping.point,
    )  # fmt: skip


def _names_seen(asked: Asked, said: Mapping) -> tuple[NameSeen, ...]:
    """The names that wait for an answer, and those that had one."""
    waiting = [NameSeen(text, len(cells), cells[0][0].where(cells[0][1]), cells[0][3], None, point) for (text, point), cells in asked.waiting.items()]
    return (*waiting, *(NameSeen(one.spelling, 0, "", "", one.means, one.means.startswith("point.")) for one in said.names))


def _shape(sheets: Iterable[Spread], mappings: Names_[str, SheetMapping]) -> str:
    """The same for two files whose sheets have the same headings in the same places (SHA-256, hexadecimal), whatever was said of them."""
    said: list[str] = []
    for sheet in sheets:
        mapping = mappings.get(sheet.title)
        if mapping is not None:
            said.append(f"{mapping.first}-{mapping.last} {mapping.turned}")
            said += [f"{column.column}={normalise(heading(sheet, mapping, column.column))}" for column in _whole(sheet, mapping).columns]
        else:
            row = max(sheet.rows[:30], key=lambda row: len(sheet.own(row)), default=0)
            said += [f"{row}", *(f"{column}={normalise(text)}" for column, text in sorted(sheet.own(row).items()))]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def _words(sheets: Iterable[Spread]) -> list[str]:
    """Texts enough to tell the language by."""
    return [text for sheet in sheets for row in sheet.rows[:60] for text in sheet.own(row).values()]
