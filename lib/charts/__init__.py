"""Tables → Altair charts on named datasets. A chart is a function of a table's shape: built once per shape, with the rows beside it."""

from lib.charts.changes import CHANGE_GLYPHS, CHANGED, change_look, change_map, paint_changes
from lib.charts.gaps import GAPS, gap_lists, paint_gaps
from lib.charts.grid import front_end as grid_front_end
from lib.charts.grid import grid
from lib.charts.heatmap import COUNTS, GRID, MARGIN, OPEN, STRETCHES, heatmap, opened, paint, paint_counts, thumbnail, width
from lib.charts.stacks import ENDS, INTERVALS, STACKS, intervals, most, stack, stacks

__all__ = [
    "CHANGED",
    "CHANGE_GLYPHS",
    "COUNTS",
    "ENDS",
    "GAPS",
    "GRID",
    "INTERVALS",
    "MARGIN",
    "OPEN",
    "STACKS",
    "STRETCHES",
    "change_look",
    "change_map",
    "gap_lists",
    "grid",
    "grid_front_end",
    "heatmap",
    "intervals",
    "most",
    "opened",
    "paint",
    "paint_changes",
    "paint_counts",
    "paint_gaps",
    "stack",
    "stacks",
    "thumbnail",
    "width",
]
