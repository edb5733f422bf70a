"""What a briefing says: one definition that Word, PowerPoint and every other format render.

Every figure and sentence comes from lib.figures, as on the pages. What offices and documents wrote stands in it as text, cut with a mark where it is
long; everything else is a Message.

Limit worth knowing: charts hold words already, so a briefing is made for one language.
"""

from lib.briefing.content import (
    SECTIONS,
    Block,
    Briefing,
    Chart,
    Part,
    Points,
    Said,
    Section,
    SectionId,
    Source,
    Subject,
    Table,
    in_words,
    sentences,
    written,
)
from lib.briefing.making import briefing

__all__ = [
    "SECTIONS",
    "Block",
    "Briefing",
    "Chart",
    "Part",
    "Points",
    "Said",
    "Section",
    "SectionId",
    "Source",
    "Subject",
    "Table",
    "briefing",
    "in_words",
    "sentences",
    "written",
]
