"""Tables → Altair charts on named datasets. A chart is a function of a table's shape: it is built once per shape, and the rows travel beside it."""

from lib.charts.grid import MARKUP, SCRIPT, STYLE, grid
from lib.charts.heatmap import COUNTS, GRID, MARGIN, OPEN, heatmap, opened, paint, paint_counts, thumbnail, width

__all__ = ["COUNTS", "GRID", "MARGIN", "MARKUP", "OPEN", "SCRIPT", "STYLE", "grid", "heatmap", "opened", "paint", "paint_counts", "thumbnail", "width"]
