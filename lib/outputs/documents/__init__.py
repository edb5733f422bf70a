"""Reports → Word documents that people edit and send on: headings and tables are real ones, the language is set, and the same input gives the same bytes.

What people wrote stands in them as text and nothing else; a character that XML cannot hold becomes "\N{REPLACEMENT CHARACTER}", to be seen.

Limit worth knowing: loading python-docx takes a seventh of a second, so lib.outputs does not bring this along.
"""

from lib.outputs.documents.briefing import briefing
from lib.outputs.documents.changes import change_report
from lib.outputs.documents.minutes import minutes
from lib.outputs.documents.paper import MIME

__all__ = ["MIME", "briefing", "change_report", "minutes"]
