"""Two or three matrices of a region → one, with what clashes; and what a hand-in changes.

A matrix is taken apart into units (a status, a field of a row, a whole row), the units are merged one by one, and the matrix is put together again.
`merge` takes matrices at their word. `hand_in` first reads a file as it is meant: a blank erases no status, what a partial file leaves out is
unchanged, what a full one leaves out is asked. Both say what they found and go by what somebody decided; they decide nothing themselves.

Limit worth knowing: units are merged one by one, so two hands can leave what no file would be allowed to say (a "not applicable" whose reason the
other hand took away). What was merged is checked like any file before it is published.
"""

from lib.merge.asked import column_of, held_in_words, row_fields
from lib.merge.hand_in import hand_in
from lib.merge.in_words import column_in_words, counts_in_words, place_in_words, unit_in_words, value_in_words
from lib.merge.refs import with_refs
from lib.merge.rows import ROW_KINDS, Field, RowChange, RowKind, Where, beside_statuses, row_changes, row_counts, where
from lib.merge.texts import Part, word_differences
from lib.merge.three_ways import differences, merge
from lib.merge.units import Alike, Change, Clash, Merged, Row, Unit, Value, apply

__all__ = [
    "ROW_KINDS",
    "Alike",
    "Change",
    "Clash",
    "Field",
    "Merged",
    "Part",
    "Row",
    "RowChange",
    "RowKind",
    "Unit",
    "Value",
    "Where",
    "apply",
    "beside_statuses",
    "column_in_words",
    "column_of",
    "counts_in_words",
    "differences",
    "hand_in",
    "held_in_words",
    "merge",
    "place_in_words",
    "row_changes",
    "row_counts",
    "row_fields",
    "unit_in_words",
    "value_in_words",
    "where",
    "with_refs",
    "word_differences",
]
