"""Briefings → PowerPoint slides that people edit: titles, tables and text are real ones, and only a matrix is a picture.

Text is measured, not tried: what would not fit goes on to a further slide or is cut with a mark, so that nothing runs over an edge in any program.

Limit worth knowing: loading python-pptx takes a tenth of a second, so lib.outputs does not bring this along.
"""

from lib.outputs.slides.briefing import briefing

__all__ = ["briefing"]
