"""Whether what a point lacks is patchy or absent throughout – or cannot be said, while the unknown cells could make it either."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lib.figures.shares import UNKNOWN, applicable, having, tally
from lib.model import Message, Status

CANNOT_BE_SAID = "cannot_be_said"


def spread(cells: pd.DataFrame) -> pd.DataFrame:
    """How each point's gaps are spread over the countries.

    Columns: point; spread ("patchy": at least one country has it at least partly and at least one reports it as not in place; "absent": none has it
    even partly and none is unknown; "neither", where nothing is unknown; CANNOT_BE_SAID); applicable, have (in place or partly), not_in_place,
    unknown, not_applicable (countries). What is said holds for every status that an unknown cell may turn out to have.
    """
    counts = tally(cells)
    table = pd.DataFrame(
        {
            "spread": spread_of(counts),
            "applicable": applicable(counts),
            "have": having(counts)["in_place_or_partly"],
            "not_in_place": counts[Status.NOT_IN_PLACE],
            "unknown": counts[UNKNOWN],
            "not_applicable": counts[Status.NOT_APPLICABLE],
        }
    )
    return table.reset_index()


def spread_of(tally: pd.DataFrame) -> pd.Series:
    """The spread of each row of a tally."""
    some, missing = having(tally)["in_place_or_partly"] > 0, tally[Status.NOT_IN_PLACE] > 0
    found = pd.Series("neither", tally.index).mask(~some & (applicable(tally) > 0), "absent")
    return found.mask(tally[UNKNOWN] > 0, CANNOT_BE_SAID).mask(some & missing, "patchy")


def spread_in_words(spread: Mapping[Any, Any]) -> Message:
    """One row of `spread` in words."""
    if spread["applicable"] == 0:
        return Message("figure.none_applicable", {"n": int(spread["not_applicable"])})
    counts = {"have": int(spread["have"]), "missing": int(spread["not_in_place"]), "unknown": int(spread["unknown"]), "n": int(spread["applicable"])}
    return Message(f"spread.{spread['spread']}", counts)
