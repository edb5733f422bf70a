"""A briefing from start to end: all subjects beside one another if there are several, a part for each, and what it rests on."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from lib import figures
from lib.briefing import acting, side_by_side, standing
from lib.briefing.citing import Citing
from lib.briefing.content import Briefing, Part, Section, SectionId, Subject, Text, written
from lib.briefing.told import Told, told
from lib.framework import Framework
from lib.model import Matrix, Message, Param, Revision
from lib.places import Places
from lib.words import Catalogue

_FINGERPRINT = 12
"""Letters of a fingerprint that name a revision."""
_RESTS_ON = {"invented": "workbook.demonstration", "shipped": "briefing.kind.shipped", "published": "briefing.kind.published"}
_METHOD = ("unknown", "recorded", "bounds", "sentences")


def briefing(
    subjects: Sequence[Subject],
    others: Mapping[str, Matrix],
    framework: Framework,
    places: Places,
    words: Catalogue,
    *,
    sections: Sequence[SectionId],
    on: date,
    internal: bool = False,
) -> Briefing:
    """What a briefing on some subjects (one or more, all real or all invented) says, with the sections asked for, in the language of `words`.

    `others` are the matrices of all regions of the kind, by region: who could help stands in them. `on` is the day on which actions are judged. Without
    `internal` nothing of the subjects' notes gets in.
    """
    citing = Citing()
    asked = [told(one if internal else _for_sharing(one), others, framework, places, words, citing, on) for one in subjects]
    # What is found of all of them comes first: it is what they were put side by side for.
    parts = [Part(Message("briefing.side_by_side"), side_by_side.sections(asked))] if len(asked) > 1 else []
    revisions = tuple({region: one for subject in subjects for region, one in subject.revisions.items()}.values())
    parts += [Part(one.name, _sections(one, sections)) for one in asked]
    counts = "recorded_only" if all(one.nothing_assessed for one in asked) else "counts"
    return Briefing(
        title=Message("briefing.title", {"names": tuple(subject.group.name for subject in subjects)}),
        subtitle=Message("briefing.subtitle", {"date": on, "framework": Message("framework.name")}),
        parts=tuple(parts),
        method=tuple(Message(f"briefing.method.{id}") for id in (counts, *_METHOD)),
        sources=citing.cited if "sources" in sections else None,
        revisions=revisions,
        foot=tuple(_foot(revisions, places, internal)),
        disclaimer=Message("app.disclaimer"),
        invented=any(subject.group.demonstration for subject in subjects),
        internal=internal,
    )


def _for_sharing(subject: Subject) -> Subject:
    return Subject(subject.group, subject.revisions)


def _sections(told: Told, asked: Sequence[SectionId]) -> tuple[Section, ...]:
    """The sections asked for, in the briefing's order; notes that are not for onward sharing last."""
    made = {
        "situation": standing.situation,
        "gaps": standing.gaps,
        "unknown": standing.unknown,
        "practices": acting.practices,
        "follow_up": acting.follow_up,
    }
    return (*(make(told) for id, make in made.items() if id in asked), *([acting.notes(told)] if told.subject.notes else []))


def _foot(revisions: Sequence[Revision], places: Places, internal: bool) -> Iterator[Text]:
    """What stands on every page: of what kind the data are, how the document may be shared, and of when it is."""
    if internal:
        yield Message("briefing.internal")
    yield Message(_RESTS_ON[figures.rests_on(revisions, places)])
    marks = [written(one.matrix.about.sharing, 80) for one in revisions]
    if any(marks):
        yield Message("briefing.sharing", {"marks": tuple(dict.fromkeys(filter(None, marks)))})
    yield Message("briefing.revisions", {"revisions": tuple(_revision_in_words(one) for one in revisions)})


def _revision_in_words(revision: Revision) -> Message:
    """A revision by its region, number, day and the beginning of its fingerprint."""
    named: dict[str, Param] = {
        "region": Message(f"region.{revision.region}"),
        "number": revision.number,
        "fingerprint": revision.fingerprint[:_FINGERPRINT],
    }
    if as_of := revision.matrix.about.as_of:
        return Message("briefing.revision", named | {"as_of": as_of})
    return Message("briefing.revision.undated", named)
