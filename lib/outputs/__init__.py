"""Matrices, tables and charts → files that people take away.

Limit worth knowing: a workbook holds a matrix whole or is not written; what a cell of Excel cannot hold raises CannotBeWritten, nothing is cut.
"""

from lib.outputs.drawer import Format
from lib.outputs.fix_list import fix_list_alone
from lib.outputs.letter import email
from lib.outputs.pictures import beside, digest, framed, picture
from lib.outputs.tables import csv
from lib.outputs.workbook import questions, template, workbook

__all__ = ["Format", "beside", "csv", "digest", "email", "fix_list_alone", "framed", "picture", "questions", "template", "workbook"]
