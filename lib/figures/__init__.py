"""Everything that is counted, defined once: Matrix → tables and Messages.

Recorded cells count as unknown in every figure of coverage; an unknown is never a zero; nothing is weighted, imputed or ranked.
"""

from lib.figures.actions import GROUPS, OPEN, SOON, TO_DO, action_counts, actions, actions_in_words, due_in_words, is_overdue, last_day
from lib.figures.asking import asking_in_words, countries_to_ask, settling, settling_comparison, settling_in_words
from lib.figures.changes import CHANGES, as_judged, change_in_words, changes, choices, region_wide_changes_in_words, trend, trend_in_words
from lib.figures.comparison import apart, comparison, comparison_in_words, shared_in_words
from lib.figures.country import country_in_words, region_wide_in_words, situation_figure
from lib.figures.coverage import ALL_EVIDENCE, by_place, by_point, cell_in_words, cells, counts_in_words, known_in_words, takeaway
from lib.figures.gaps import KINDS, LISTS, begin_in_words, gap_counts, gaps, gaps_in_words
from lib.figures.groups import (
    Comparable,
    Practices,
    assessed_in_words,
    comparables,
    group_cells,
    group_counts,
    group_shares,
    group_totals,
    interval_in_words,
    pairs,
    practices,
    practices_in_words,
    said_at_in_words,
)
from lib.figures.helpers import Helper, also_recorded, helpers
from lib.figures.order import order, tied_in_words
from lib.figures.overview import ages, ages_in_words, region_in_words, rests_on
from lib.figures.recorded import recorded_in_place, recorded_in_words
from lib.figures.route import route_in_words, route_takeaway, stretch_in_words, stretches
from lib.figures.said import SaidOtherwise, said_otherwise
from lib.figures.shares import SHARES, share_in_words, shares
from lib.figures.spread import CANNOT_BE_SAID, spread, spread_in_words
from lib.figures.what_if import what_if, what_if_in_words

__all__ = [
    "ALL_EVIDENCE",
    "CANNOT_BE_SAID",
    "CHANGES",
    "GROUPS",
    "KINDS",
    "LISTS",
    "OPEN",
    "SHARES",
    "SOON",
    "TO_DO",
    "Comparable",
    "Helper",
    "Practices",
    "SaidOtherwise",
    "action_counts",
    "actions",
    "actions_in_words",
    "ages",
    "ages_in_words",
    "also_recorded",
    "apart",
    "as_judged",
    "asking_in_words",
    "assessed_in_words",
    "begin_in_words",
    "by_place",
    "by_point",
    "cell_in_words",
    "cells",
    "change_in_words",
    "changes",
    "choices",
    "comparables",
    "comparison",
    "comparison_in_words",
    "countries_to_ask",
    "country_in_words",
    "counts_in_words",
    "due_in_words",
    "gap_counts",
    "gaps",
    "gaps_in_words",
    "group_cells",
    "group_counts",
    "group_shares",
    "group_totals",
    "helpers",
    "interval_in_words",
    "is_overdue",
    "known_in_words",
    "last_day",
    "order",
    "pairs",
    "practices",
    "practices_in_words",
    "recorded_in_place",
    "recorded_in_words",
    "region_in_words",
    "region_wide_changes_in_words",
    "region_wide_in_words",
    "rests_on",
    "route_in_words",
    "route_takeaway",
    "said_at_in_words",
    "said_otherwise",
    "settling",
    "settling_comparison",
    "settling_in_words",
    "share_in_words",
    "shared_in_words",
    "shares",
    "situation_figure",
    "spread",
    "spread_in_words",
    "stretch_in_words",
    "stretches",
    "takeaway",
    "tied_in_words",
    "trend",
    "trend_in_words",
    "what_if",
    "what_if_in_words",
]
