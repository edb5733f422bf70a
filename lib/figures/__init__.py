"""Everything that is counted, defined once: Matrix → tables and Messages.

Recorded cells count as unknown in every figure of coverage; an unknown is never a zero; nothing is weighted, imputed or ranked.
"""

from lib.figures.coverage import ALL_EVIDENCE, by_place, by_point, cell_in_words, cells, counts_in_words, known_in_words, takeaway
from lib.figures.overview import region_in_words

__all__ = [
    "ALL_EVIDENCE",
    "by_place",
    "by_point",
    "cell_in_words",
    "cells",
    "counts_in_words",
    "known_in_words",
    "region_in_words",
    "takeaway",
]
