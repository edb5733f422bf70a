"""A table as a CSV file that Excel opens right: UTF-8 with its mark, commas, lines that end as RFC 4180 has them.

A spreadsheet takes a text that begins with "=" for a formula, and some programs look behind spaces first: such a text gets an apostrophe in front.
Numbers stay numbers, negative ones too; what is missing is an empty field, never a zero.
"""

import csv as fields
import io
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

_FORMULA = re.compile("[\\s\\0\N{ZERO WIDTH NO-BREAK SPACE}\N{ZERO WIDTH SPACE}]*[=+\\-@＝＋－＠]|[\\t\\r\\n]")
"""What a spreadsheet may take for the beginning of a formula, also in the wide forms of East Asian keyboards."""


def csv(table: pd.DataFrame, about: Mapping[str, str] | None = None) -> bytes:
    """A table as CSV; its columns are headed as they are named.

    `about` is what the file says of itself (heading → text: as of when, which revision, whose judgement it is). It stands in last columns, the same on
    every row: a line above the headings would break filters and pivot tables, and a line below the table would be counted. A table without rows gets
    one row that has nothing else.
    """
    about = dict(about or {})
    out = io.StringIO(newline="")
    lines = fields.writer(out)
    lines.writerow([_field(str(name)) for name in (*table.columns, *about)])
    said = [_field(text) for text in about.values()]
    rows = list(table.itertuples(index=False, name=None))
    if said and not rows:
        rows = [(None,) * len(table.columns)]
    lines.writerows([*map(_field, row), *said] for row in rows)
    return out.getvalue().encode("utf-8-sig", errors="replace")


def _field(value: Any) -> str:
    match value:
        case str():
            return f"'{value}" if _FORMULA.match(value) else value
        case None:
            return ""
        case date() if not pd.isna(value):
            return value.isoformat()
        case float():
            return "" if pd.isna(value) else format(value, ".15g")
        case _:
            return "" if pd.isna(value) else str(value)
