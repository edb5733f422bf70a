"""What documents record, counted – and never compared: documents record what was looked for."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lib.model import REGION_WIDE, Message, Stage


def recorded_in_place(cells: pd.DataFrame) -> pd.DataFrame:
    """In how many countries documents record an activity that is in place, whether an office assessed the cell or not; of the evidence
    that the cells look at, so give it cells of all evidence where it is to be said without naming one.

    Columns: point, recorded (countries), countries (all of them, those where the point is not applicable too).
    """
    country = cells["place"] != REGION_WIDE
    counted = pd.DataFrame({"recorded": (country & (cells["stage"] == Stage.IN_PLACE)).astype(int), "countries": country.astype(int)})
    return counted.groupby(cells["point"], sort=False).sum().reset_index()


def recorded_in_words(recorded: Mapping[Any, Any], group: Message) -> Message:
    """One row of `recorded_in_place` in words, for the countries of a group (its name)."""
    found, countries = int(recorded["recorded"]), int(recorded["countries"])
    return Message("recorded.in_place" if found else "recorded.none", {"recorded": found, "n": countries, "group": group})
