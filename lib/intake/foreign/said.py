"""What one place of a foreign sheet says about places and a point: a crossing of a grid, or a row of a list. Not yet what it means."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lib.intake.foreign import marks
from lib.intake.foreign.account import Account
from lib.intake.foreign.known import Known
from lib.intake.foreign.spots import Spot, SpotKind
from lib.intake.foreign.spread import Spread
from lib.intake.grid import Address
from lib.intake.vocabulary import normalise
from lib.mapping import SheetMapping
from lib.model import REGION_WIDE, Message

ANY = "any"
"""The key of a crossing's only cell: a mark, a colour or a text."""


@dataclass(frozen=True, slots=True)
class Said:
    """Cells by what they hold (keys of lib.mapping.ColumnMeaning, or ANY), about these places and this point.

    `heading` is how the file itself calls the point; `beside` are the cells that say which places and which point. `called` is what the file calls the
    place where people had to say which country that belongs to: a part of one keeps its name.
    """

    sheet: Spread
    mapping: SheetMapping
    row: int
    places: tuple[str, ...]
    point: str
    heading: str
    cells: Mapping[str, Address]
    beside: tuple[Address, ...] = ()
    called: str = ""

    @property
    def all(self) -> list[Address]:
        """All of its cells."""
        return [*self.cells.values(), *self.beside]


def called(sheet: Spread, known: Known, at: Address) -> str:
    """What stands in a place's cell, where people said which country it belongs to."""
    text = sheet.text(*at)
    means = known.said_names.get(normalise(text))
    return " ".join(text.split()) if means and means != REGION_WIDE else ""


class Asked:
    """Names that are asked about, with the cells that wait for the answer."""

    def __init__(self) -> None:
        self.waiting: dict[tuple[str, bool], list[tuple[Spread, Address, list[Address], str]]] = {}

    def ask(self, sheet: Spread, at: Address, cells: Iterable[Address], proposal: str, point: bool = False) -> None:
        """These cells wait for what the name in `at` stands for."""
        text = " ".join(sheet.text(*at).split())
        self.waiting.setdefault((text, point), []).append((sheet, at, list(cells), proposal))

    @property
    def cells(self) -> set[tuple[str, Address]]:
        """All cells that wait, with their sheets' titles."""
        return {(sheet.title, sheet.origin(*cell)) for found in self.waiting.values() for sheet, at, cells, _ in found for cell in (at, *cells)}

    def settle(self, account: Account) -> None:
        """One finding for each name and sheet."""
        for (text, point), waiting in self.waiting.items():
            for sheet in dict.fromkeys(one[0] for one in waiting):
                here = [one for one in waiting if one[0] is sheet]
                code = "point-asked" if point else "place-asked"
                cells = [cell for one in here for cell in (one[1], *one[2])]
                account.lost(code, sheet, cells, text, _fix(here[0][3]), at=here[0][1])


def _fix(proposal: str) -> Message | None:
    if not proposal:
        return None
    name = Message(proposal if proposal.startswith("point.") else f"place.{proposal}")
    return Message("finding.may-be", {"label": name})


def places_of(spot: Spot) -> tuple[str, ...] | None:
    """The places that a spot stands for; None where it is none."""
    if spot.kind is SpotKind.REGION_WIDE:
        return (REGION_WIDE,)
    return spot.codes if spot.kind in (SpotKind.COUNTRY, SpotKind.COUNTRIES) else None


FOOTNOTES = tuple("*†‡¹²³⁴⁵⁶⁷⁸⁹")
"""A text that begins with one of them, alone in its row, is a note."""


def _is_remark(sheet: Spread, known: Known, at: Address, spot: Spot) -> bool:
    """Whether a row says nothing of any point: a remark on a country ("Mexico: to be confirmed"), or another line that is like no country's name."""
    if len(sheet.own(at[0])) > 1 or any(sheet.fill(at[0], column) not in ("", sheet.fill(*at)) for column in range(at[1] + 1, sheet.width + 1)):
        return False
    name, colon, rest = sheet.text(*at).partition(":")
    on_a_country = bool(colon and rest.strip()) and places_of(known.spot(name)) is not None
    return on_a_country or (spot.kind is SpotKind.UNKNOWN and not spot.proposal)


def explains(sheet: Spread, known: Known, at: Address) -> bool:
    """Whether a cell in a country's place is a line of a legend: it, or the cell to its right, words a status. Then the legend reads it."""
    text, behind = sheet.text(*at), sheet.text(at[0], at[1] + 1)
    alone = len(sheet.own(at[0])) <= 2
    words_status = bool(known.mark(text).means) or bool(behind and len(text) <= _MARK and known.mark(behind).means)
    return (bool(text) and bool(marks.legend([text]))) or (alone and words_status)


_MARK = 12
"""A mark that a legend explains has so many characters at most."""


def settle_place(
    sheet: Spread, known: Known, account: Account, asked: Asked, at: Address, cells: list[Address], codes: bool = False
) -> tuple[str, ...]:
    """The places that a cell stands for; () where it is none, and then it is said what became of it and of the `cells` that belong to it."""
    text = sheet.text(*at)
    spot = known.spot(text, codes)
    if (places := places_of(spot)) is not None:
        if len(places) > 1:
            account.say("several-places", sheet, sheet.origin(*at), text, places=tuple(Message(f"place.{place}") for place in places))
        return places
    if explains(sheet, known, at):
        return ()
    if spot.kind is SpotKind.GROUP:
        account.lost("group-row", sheet, [at, *cells], text)
    elif spot.kind is SpotKind.NOTE or text.startswith(FOOTNOTES) or _is_remark(sheet, known, at, spot):
        account.lost("note-row", sheet, [at, *cells], text)
    else:
        asked.ask(sheet, at, cells, spot.proposal)
    return ()
