"""Findings of one kind together: what many cells have in common is said once for each sheet, with the first cell and how many there are."""

from collections import defaultdict

from lib.intake.codes import quoted
from lib.intake.foreign.account import Account
from lib.intake.foreign.spread import Spread
from lib.intake.grid import Address
from lib.model import Message, Param

_LOSES = {"mark-asked", "colour-asked", "not-a-record", "errors-say-nothing"}
"""The codes whose cells are not read. A blank cell with a colour holds nothing that could be lost."""


class Waiting:
    """Cells by code, what they show and what that is taken for."""

    def __init__(self) -> None:
        self._cells: defaultdict[tuple[str, str, str], list[tuple[Spread, Address]]] = defaultdict(list)

    def add(self, code: str, sheet: Spread, at: Address, shown: str, means: str = "") -> None:
        """One more cell of a kind."""
        self._cells[code, " ".join(shown.split()), means].append((sheet, at))

    def settle(self, account: Account) -> None:
        """Say it all."""
        for (code, shown, means), cells in self._cells.items():
            params: dict[str, Param] = {"means": Message(f"status.{means}")} if means else {}
            for sheet in dict.fromkeys(sheet for sheet, _ in cells):
                here = [at for one, at in cells if one is sheet]
                if code in _LOSES and any(sheet.value(*at) is not None for at in here):
                    account.lost(code, sheet, here, shown, None, None, **params)
                else:
                    account.say(code, sheet, sheet.origin(*here[0]), quoted(shown), None, n=len(here), **params)
