"""What a mark, a status word or a legend means: text → status.

A word is a status where it stands alone, behind a number ("2 - partly"), or before what only adds to it ("Yes (since 2009)"). Among sentences it is one
where it is clearly a label ("Planned: …"). What is not known stays unknown: it is asked about.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import NamedTuple

from lib.intake.foreign.colours import colour
from lib.intake.foreign.wording import LONGEST, alternatives, compared, folded, listed, look_up, spellings, table
from lib.model import Status

NOTHING = ""
"""In place of a status: the mark says that nothing is known."""


class Meaning(NamedTuple):
    """What a text means: a status, NOTHING, or None where it is not known.

    Not `sure`: taken with a warning. `rest` is what stands behind the word, as it is written.
    """

    means: str | None = None
    sure: bool = True
    rest: str = ""


class Scale(NamedTuple):
    """The numbers of a whole grid: `kind` names the scale ("0-1", "0-1-2", "percent", "ones"), `means` has each number as it is written."""

    kind: str
    means: Mapping[str, str]


class LegendEntry(NamedTuple):
    """A line of a legend: a mark, or a colour's name, and the words for it. `means` is None where these are no known status."""

    mark: str
    words: str
    means: str | None


_NUMBERED = re.compile(r"\s*\d{1,2}\s*(?:[=:.)]|[-–—](?=\D))\s*([^\d\s].*)", re.DOTALL)
_BEHIND = re.compile(r"\s*([^(\[,;:.–—\n]+?)\s*(?:[,;:–—\n]\s*|\.\s+(?=\D)|\s-+\s+|(?=[(\[]))(\S.*)", re.DOTALL)
_LABEL = re.compile(
    r"\s*(?:[\[(]([^\])\n]{1,40})[\])]\s*[:–—-]?\s*|([^:–—\n\[(]{1,40}?)(?:\s*:\s*|\s-\s+|\s[–—]\s*|[–—]\s+|[ \t]*\n\s*))(\S.*)", re.DOTALL
)
_SYMBOL = re.compile(r"([^\w\s])\ufe0f?\s*(\S.*)", re.DOTALL)
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?\s*%?")
_PIECES = re.compile(r"[\n;|]|\s{3,}|,(?=[^,=:]*[=:])")
_PAIR = re.compile(r"\s*([^=:→]{1,40}?)\s*([=:→]|\s[-–—]+\s)\s*(\S.*?)\s*")
_SYMBOL_PAIR = re.compile(r"\s*([^\w\s])\s+(\S.*?)\s*")
_SIGNS = re.compile(r"[()\[\],;:.–—\n]")
_WORD = re.compile(r"[^\W\d_]+")
_BEFORE_SENTENCES = frozenset("✓✔☑✅✗✘❌✖◐◑◔")
"""Signs that say something before a sentence. A filled or an empty circle does not: editors put them before the lines of a list."""
_TICKS = frozenset("✓✔☑✅√")


def meaning(text: str) -> Meaning:
    """What the text of one cell means by itself; numbers do not: `meanings` reads them, with the whole grid before it."""
    if (found := _alone(text)).means is not None:
        return found
    if numbered := _NUMBERED.fullmatch(text):
        return meaning(numbered[1])
    if len(text) > LONGEST:
        return Meaning()
    if when := _when().fullmatch(folded(text)):
        words = text.split()
        if (found := _with_rest(_alone(when[1]), " ".join(words[len(words) - len(when[2].split()) :]))).means is not None:
            return found
    behind = _BEHIND.fullmatch(text)
    return _with_rest(_alone(behind[1]), behind[2]) if behind else Meaning()


def meanings(texts: Collection[str]) -> Mapping[str, Meaning]:
    """What the different texts of a whole grid mean, each beside the others.

    Numbers are read by their `scale`, an x by the ticks or circles that stand with it; O and S answer where N does, too: oui and non, sí and no.
    """
    scaled = scale(texts)
    found = {text: Meaning(scaled.means[text], sure=False) if scaled and text in scaled.means else meaning(text) for text in texts}
    marks = {text: compared(text).replace("х", "x") for text in texts if len(text) <= LONGEST}
    met = set(marks.values())
    crosses = {"x": Meaning(Status.NOT_IN_PLACE, sure=False)} if met & _TICKS else {"x": Meaning(), "○": Meaning()}
    beside = {
        **(crosses if "x" in met and met & {*_TICKS, "o", "○"} else {}),
        **({"-": Meaning()} if "+" in met else {}),
        **({initial: Meaning(Status.IN_PLACE) for initial in ("o", "s")} if "n" in met else {}),
    }
    return found | {text: beside[mark] for text, mark in marks.items() if mark in beside}


def scale(values: Collection[str]) -> Scale | None:
    """The scale of a grid whose marks are all numbers; None where there is none, or it must be asked. Marks for missing do not count."""
    said = [value for value in values if meaning(value).means != NOTHING]
    if not said or not all(_NUMBER.fullmatch(folded(value)) for value in said):
        return None
    numbers = {value: _number(value) for value in said}
    met = set(numbers.values())
    if any("%" in value for value in said):
        return _percent(numbers, 100) if all("%" in value or not numbers[value] for value in said) else None
    for kind, steps in _SCALES.items():
        if met == set(steps):
            return Scale(kind, {value: steps[number] for value, number in numbers.items()})
    if any(0 < number < 1 for number in met):
        return _percent(numbers, 1)
    return _percent(numbers, 100) if 100 in met and all(number % 5 == 0 for number in met) else None


def leading(text: str) -> Meaning:
    """The label that stands before a sentence: "Planned: …", "[En cours] …", "✓ …". `rest` is the sentence; the whole text where it has no label, or
    where other labels follow."""
    symbol, label = _SYMBOL.fullmatch(text.strip()), _LABEL.fullmatch(text.strip())
    if symbol and symbol[1] in _BEFORE_SENTENCES:
        return Meaning(table("symbol")[symbol[1]], sure=False, rest=symbol[2])
    found = _status(label[1] or label[2]) if label else Meaning()
    if label is None or found.means is None or any(_status(piece).means for piece in _labels_in(label[3])):
        return Meaning(rest=text)
    return found._replace(rest=label[3])


def says_nothing(text: str) -> bool:
    """Whether a text among words only marks that there is none: "-", "xxx", "n/a"."""
    return len(text) <= LONGEST and (meaning(text).means == NOTHING or compared(text) in listed("unclear"))


def legend(texts: Iterable[str]) -> tuple[LegendEntry, ...]:
    """The lines of a legend among some texts: "Green = in place", "2: in place; 1: partly; 0: none". Empty where none of them has a known status."""
    found = [entry for text in texts if len(text) <= 5 * LONGEST for piece in _PIECES.split(text) if (entry := _entry(piece))]
    return tuple(found) if any(entry.means for entry in found) else ()


def _alone(text: str) -> Meaning:
    """What a text means that is one known word or symbol; a number says nothing by itself."""
    if (found := _status(text)).means is not None:
        return found
    if (symbol := look_up(text, "symbol")) is not None:
        return Meaning(symbol)
    return Meaning(NOTHING) if any(spelling in listed("missing") for spelling in spellings(text)) else Meaning()


def _status(text: str) -> Meaning:
    """A status word that stands alone."""
    if (found := look_up(text, "status")) is not None:
        return Meaning(found)
    return Meaning(look_up(text, "unsure"), sure=False) if look_up(text, "unsure") else Meaning()


def _with_rest(found: Meaning, rest: str) -> Meaning:
    """A word with what follows it: less sure where that takes something back, unknown where it is another status; "Yes (partly)" is partly."""
    if not found.means:
        return Meaning()
    others = {_alone(part).means for part in _SIGNS.split(rest)} - {None, NOTHING, found.means}
    if found.means == Status.IN_PLACE and others == {Status.PARTLY}:
        return Meaning(Status.PARTLY, sure=False, rest=rest.strip())
    if others:
        return Meaning()
    taken_back = listed("doubt") if found.means == Status.NOT_IN_PLACE else listed("doubt") | listed("negation")
    doubtful = "?" in rest or not taken_back.isdisjoint(map(compared, _WORD.findall(rest)))
    return Meaning(found.means, found.sure and not doubtful, rest.strip())


@cache
def _when() -> re.Pattern[str]:
    """A status and since when, or for when: "in place since March 2010", "planned for 2012", "yes, 2009"."""
    return re.compile(rf"(.+?),? ((?:(?:{alternatives('when')}) (?:\w+ )?)?\d{{4}}\b.*)")


def _labels_in(text: str) -> list[str]:
    """What stands before the colons in a text."""
    return [re.split(r"[.;,\n]", before)[-1] for before in text.split(":")[:-1]]


def _number(text: str) -> float:
    return float(folded(text).replace("%", "").replace(",", "."))


def _percent(numbers: Mapping[str, float], whole: int) -> Scale | None:
    if not all(0 <= number <= whole for number in numbers.values()):
        return None
    ends: Mapping[float, str] = {0: Status.NOT_IN_PLACE, whole: Status.IN_PLACE}
    return Scale("percent", {value: ends.get(number, Status.PARTLY) for value, number in numbers.items()})


def _entry(piece: str) -> LegendEntry | None:
    """A line of a legend, which may stand the other way round, too: "in place: X"."""
    pair = _pair(piece)
    if pair and compared(pair[0]) in listed("legend"):
        pair = _pair(pair[2])
    if pair is None:
        return None
    for mark, words in ((pair[0], pair[2]), (pair[2], pair[0])):
        if _is_mark(mark, longest=3 if pair[1] == "=" else 1):
            return LegendEntry(mark, words, meaning(words).means)
    return None


def _pair(piece: str) -> tuple[str, str, str] | None:
    """The two sides of a line of a legend, and the sign between them, if there is one."""
    if found := _PAIR.fullmatch(piece):
        return found[1], found[2], found[3]
    found = _SYMBOL_PAIR.fullmatch(piece)
    return (found[1], "", found[2]) if found else None


def _is_mark(text: str, longest: int) -> bool:
    return len(text) <= longest or bool(_NUMBER.fullmatch(text)) or colour(text) is not None


_SCALES: Mapping[str, Mapping[float, str]] = {
    "0-1": {0: Status.NOT_IN_PLACE, 1: Status.IN_PLACE},
    "0-1-2": {0: Status.NOT_IN_PLACE, 1: Status.PARTLY, 2: Status.IN_PLACE},
    "ones": {1: Status.IN_PLACE},
}
