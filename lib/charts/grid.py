"""The matrix as a table: the heatmap's twin. The script and style are files beside this module; the content is plain data, set as text."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

_HERE = Path(__file__).parent


def front_end() -> dict[str, str]:
    """What draws the grid in a browser: its html, css and js."""
    return {
        "html": '<div class="opened" role="status"></div><div class="matrix"></div>',
        **{part: (_HERE / f"grid.{part}").read_text(encoding="utf-8") for part in ("css", "js")},
    }


def grid(
    cells: pd.DataFrame,
    counts: pd.DataFrame,
    margin: Mapping[str, str],
    kinds: Mapping[str, str],
    points: Mapping[str, str],
    texts: Mapping[str, str],
) -> dict[str, Any]:
    """What the grid's script draws, as plain data: the painted cells (with `place_name`, `words`), the counts of each point by kind, and the margin of
    each place in words. `kinds` names the kinds of counts in order; `texts` holds caption, corner and margin."""
    by_kind = counts.pivot(index="kind", columns="point", values="countries").reindex(index=list(kinds), columns=list(points), fill_value=0)
    look = ["mark", "fill", "ink", "outline", "words"]
    return {
        **texts,
        "columns": [{"id": id, "name": name} for id, name in points.items()],
        "rows": [
            {"id": place, "name": rows["place_name"].iloc[0], "margin": margin[str(place)], "cells": rows[look].to_dict("records")}
            for place, rows in cells.groupby("place", sort=False)
        ],
        # A kind that stands nowhere has no line: a row of zeros would read as knowledge.
        "counts": [
            {"name": name, "countries": list(map(int, by_kind.loc[kind].to_numpy()))} for kind, name in kinds.items() if by_kind.loc[kind].any()
        ],
    }
