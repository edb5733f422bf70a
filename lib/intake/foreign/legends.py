"""What a file itself says that its marks and colours mean: a legend beside the table, or on a sheet of its own."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from lib.intake.foreign import colours, marks
from lib.intake.foreign.account import Account
from lib.intake.foreign.known import Known
from lib.intake.foreign.spread import Spread
from lib.intake.grid import Address
from lib.intake.vocabulary import normalise

_SHORT = 3
"""A mark that a legend explains has so many characters at most, but for numbers and the names of colours."""


@dataclass(frozen=True, slots=True)
class Legend:
    """Marks (as they are compared) and colours → a status; `words` are the legend's own for a colour. Two answers for one are none."""

    texts: Mapping[str, str]
    colours: Mapping[str, str]
    words: Mapping[str, str]
    unknown: frozenset[str] = frozenset()
    """Marks that it explains in words that are no status: they mean something else."""


@dataclass(slots=True)
class _Found:
    """What was met so far: for each mark, name of a colour, and colour, the statuses with the words for them."""

    texts: defaultdict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    names: defaultdict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    colours: defaultdict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    unknown: set[str] = field(default_factory=set)


def legend(sheets: Iterable[tuple[Spread, Collection[Address]]], shown: Collection[str], known: Known, account: Account) -> Legend:
    """The legend of a file: from the cells that are in no table (`sheets` has them), for the colours that its tables show."""
    found = _Found()
    for sheet, outside in sheets:
        for at in sorted(outside):
            text = sheet.text(*at)
            if entries := marks.legend([text]):
                for one in entries:
                    if one.means is None:
                        found.unknown.add(normalise(one.mark))
                    if one.means:
                        found.texts[normalise(one.mark)].setdefault(one.means, one.words)
                        if colours.colour(one.mark):
                            found.names[one.mark].setdefault(one.means, one.words)
                account.read(sheet, at)
            elif text:
                _beside(sheet, at, text, shown, known, account, found)
    names, open = list(found.names), set(shown) - found.colours.keys()
    while near := {colour: name for colour in open if (name := colours.which_colour(names, colour))}:
        for colour, name in near.items():
            found.colours[colour] = dict(found.names[name])
        names, open = [name for name in names if name not in near.values()], open - near.keys()  # "orange" is what is left beside yellow
    return Legend(
        _sure(found.texts),
        _sure(found.colours),
        {colour: " ".join(next(iter(said.values())).split()) for colour, said in found.colours.items()},
        frozenset(found.unknown),
    )


def _beside(sheet: Spread, at: Address, text: str, shown: Collection[str], known: Known, account: Account, found: _Found) -> None:
    """A status in words, and what it explains: the colour of its own cell, or the colour, its name or the mark in the cell to its left."""
    means = known.mark(text).means
    if not means:
        return
    row, column = at
    if len(text) <= _SHORT and known.mark(sheet.text(row, column + 1)).means:
        return  # a mark, which the words behind it explain
    left = (row, column - 1)
    before, other, ink = sheet.text(*left), sheet.fill(*left), sheet.grid.fonts.get(left, "")
    colour = next((one for one in (sheet.fill(*at), other, ink, sheet.grid.fonts.get(at, "")) if one in shown), "")
    if colour:
        found.colours[colour].setdefault(means, text)
        account.read(sheet, at, *([left] if before and colour in (other, ink) else []))
    elif before and colours.colour(before):
        found.names[before].setdefault(means, text)
        found.texts[normalise(before)].setdefault(means, text)
        account.read(sheet, at, left)
    elif before and len(before) <= _SHORT and known.mark(before).means != means:
        found.texts[normalise(before)].setdefault(means, text)
        account.read(sheet, at, left)


def _sure(found: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    return {key: next(iter(said)) for key, said in found.items() if len(said) == 1}
