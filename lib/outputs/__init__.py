"""Matrices → files that people take away.

Limit worth knowing: a workbook holds a matrix whole or is not written; what a cell of Excel cannot hold raises CannotBeWritten, nothing is cut.
"""

from lib.outputs.workbook import template, workbook

__all__ = ["template", "workbook"]
