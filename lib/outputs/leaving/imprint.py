"""What a file says of itself once it has left the house."""

from collections.abc import Mapping

from babel.dates import format_date

from lib import figures
from lib.model import Message, Revision
from lib.places import Places
from lib.words import Catalogue, render


def title(revision: Revision, words: Catalogue) -> str:
    """What the matrix is called: "Implementation matrix: West Africa"."""
    return render(Message("workbook.title", {"region": Message(f"region.{revision.region}")}), words)


_RESTS_ON = {"invented": "workbook.demonstration", "shipped": "workbook.shipped", "published": "heatmap.published"}


def rests_on(revision: Revision, places: Places) -> Message:
    """What a file says of what its revision rests on. UnknownRegion."""
    return Message(_RESTS_ON[figures.rests_on([revision], places)])


def as_of(revision: Revision, words: Catalogue) -> str:
    """The day for which the content speaks, as the language writes it, or that no date is given."""
    day = revision.matrix.about.as_of
    return format_date(day, "long", locale=words.language) if day else words.text("downloads.undated")


def imprint(revision: Revision, places: Places, words: Catalogue) -> Mapping[str, str]:
    """The facts, by what they are called: region, office (if it is named), as of when, which revision, how far it may be shared, what it rests on, and
    what no name in it implies. UnknownRegion."""
    about = revision.matrix.about
    facts = {
        "field.region": words.text(f"region.{revision.region}"),
        "field.office": about.office,
        "downloads.as_of": as_of(revision, words),
        "downloads.revision": f"{revision.number} ({revision.fingerprint[:12]})",
        "field.sharing": about.sharing or words.text("leaving.unmarked"),
        "change_report.rests_on": render(rests_on(revision, places), words),
        "downloads.note": words.text("app.disclaimer"),
    }
    return {words.text(id): fact for id, fact in facts.items() if fact}
