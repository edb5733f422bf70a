"""A planning session: what it goes through, what its drafts say, what the matrix is after it, and what its minutes hold.

Everything here is a function of matrices, drafts and moments that somebody hands in: no clock, no database.

Limits worth knowing: two people who record in one field are told apart by the store (`lib.store.write`), not here. Internal notes are in `Recorded` and
`Minutes` alone; `outcome` never sees them.
"""

from lib.planning.agenda import Agenda, AgendaPoint, Gap, OnRoute, agenda, helping
from lib.planning.contested import contested
from lib.planning.kinds import Kind, kinds
from lib.planning.minutes import Assessed, Contested, Followed, LeftOut, Minutes, Remarked, for_sharing, minutes
from lib.planning.outcome import outcome
from lib.planning.recorded import AtCell, Incomplete, Moved, Note, Recorded, recorded
from lib.planning.subjects import FIELDS, MOVED, SESSION, WAS_WRONG, YES, of_action, of_cell, of_follow_up, of_point

__all__ = [
    "FIELDS",
    "MOVED",
    "SESSION",
    "WAS_WRONG",
    "YES",
    "Agenda",
    "AgendaPoint",
    "Assessed",
    "AtCell",
    "Contested",
    "Followed",
    "Gap",
    "Incomplete",
    "Kind",
    "LeftOut",
    "Minutes",
    "Moved",
    "Note",
    "OnRoute",
    "Recorded",
    "Remarked",
    "agenda",
    "contested",
    "for_sharing",
    "helping",
    "kinds",
    "minutes",
    "of_action",
    "of_cell",
    "of_follow_up",
    "of_point",
    "outcome",
    "recorded",
]
