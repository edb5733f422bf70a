"""A region's matrix → files for other programs and other people: HXL, a workbook for analysis, a poster, one web page that needs nothing else.

Each says of itself which revision it is, as of when, what it rests on and how far it may be shared. The matrix alone goes out: what a session noted for
itself is not in it.

Limit worth knowing: loading fpdf2 takes a third of a second, so this does not bring `lib.outputs.leaving.poster` along.
"""

from lib.outputs.leaving.analysis import analysis
from lib.outputs.leaving.hxl import hxl_csv, hxl_workbook
from lib.outputs.leaving.page import page
from lib.outputs.leaving.tables import TABLES

__all__ = ["TABLES", "analysis", "hxl_csv", "hxl_workbook", "page"]
