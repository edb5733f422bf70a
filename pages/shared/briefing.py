"""What a briefing is to be about, by the address, and what it says: made once per revisions, language and choice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from lib import briefing, store
from lib.briefing import SECTIONS, Briefing, SectionId, Subject
from lib.exceptions import StoreError
from lib.figures import Comparable
from lib.model import Revision
from lib.planning import Note
from lib.schema import LANGUAGES
from pages.shared import address, planning_minutes
from pages.shared.data import catalogue, framework, kept, language, may, places, readable, render, revisions, say, shown, today
from pages.shared.groups import comparables

MOST = 4
"""Subjects of one briefing: more are a report."""


@dataclass(frozen=True)
class Choice:
    """What was chosen, with the revisions that are shown: all that a file is made of. `others` are all regions' revisions of the kind, by region; `on` is
    the day that actions are judged on."""

    subjects: tuple[Subject, ...]
    others: Mapping[str, Revision]
    sections: tuple[SectionId, ...]
    language: str
    internal: bool
    on: date

    @property
    def key(self) -> tuple[str, ...]:
        """What everything that is made of it is cached under."""
        return (
            *(subject.group.id for subject in self.subjects),
            *(revision.fingerprint for revision in self.others.values()),
            *(f"{revision.region} {revision.number} {revision.fingerprint}" for subject in self.subjects for revision in subject.revisions.values()),
            *self.sections,
            self.language,
            self.on.isoformat(),
            *(repr(subject.notes) for subject in self.subjects),
            f"internal: {self.internal}",
        )

    @property
    def name(self) -> str:
        """The stem of its files: what it is about, and the day."""
        about = "-".join(subject.group.id.replace(".", "-") for subject in self.subjects)
        return f"briefing-{about}-{self.on}" + ("-internal" if self.internal else "")


def choose_about() -> tuple[Comparable, ...]:
    """Choose what the briefing is about: regions or other groups, all real or all invented. The first decides, and the page says which it leaves out."""
    known = comparables()
    regions = [region.id for region in places().regions]
    default = address.get("region") if address.get("region") in regions else regions[0]
    asked = [known[code] for code in dict.fromkeys(address.get("about").split(",")) if code in known]
    invented = asked[0].demonstration if asked else known[default].demonstration
    if others := tuple(one.name for one in asked if one.demonstration is not invented):
        st.warning(say("compare.kinds_apart", groups=others), icon=":material/warning:")
    if known[default].demonstration is not invented:
        default = next(one.id for one in known.values() if one.demonstration is invented)
    chosen = address.choose_several(
        "about",
        say("briefing.about"),
        [one.id for one in known.values() if one.demonstration is invented],
        lambda code: render(known[code].name),
        default=(default,),
        most=MOST,
        placeholder=say("briefing.about.none"),
        width="stretch",
        wrap=True,
    )
    address.put(about=",".join(chosen) or address.NOTHING)
    return tuple(known[code] for code in chosen)


def choose_sections() -> tuple[SectionId, ...]:
    """Choose sections; none chosen stands for all."""
    chosen = address.choose_some(
        "sections",
        say("briefing.sections"),
        SECTIONS,
        lambda code: say(f"briefing.section.{code}"),
        placeholder=say("briefing.sections.all"),
        width="stretch",
    )
    return tuple(id for id in SECTIONS if id in chosen)


def choose_language() -> str:
    """Choose the language of the files: the page's own unless another is chosen."""
    return address.choose_one("language", say("briefing.language"), LANGUAGES, lambda code: say(f"language.{code}"), language(), width=180)


def chosen(about: Sequence[Comparable], sections: tuple[SectionId, ...], language: str, internal: bool) -> Choice | None:
    """The choice with its revisions, and with the internal notes if they are asked for and there are any; None where a revision cannot be used, and the
    page says why."""
    sources = dict.fromkeys(region for group in about for region in group.sources)
    usable = readable(sources)
    if len(usable) < len(sources):
        st.info(say("briefing.unusable"), icon=":material/info:")
        return None
    others = revisions(about[0].demonstration)
    notes = _notes(usable) if internal else {}
    subjects = tuple(Subject(group, {region: usable[region] for region in group.sources}, notes.get(group.id, ())) for group in about)
    return Choice(subjects, others, sections, language, any(subject.notes for subject in subjects), today())


def told(choice: Choice) -> Briefing:
    """What the briefing says. May be called in a thread beside the page's script."""
    return _told(choice.key, choice)


@st.cache_resource(max_entries=40, show_spinner=False)
def _told(key: tuple[str, ...], _choice: Choice) -> Briefing:
    return briefing.briefing(
        _choice.subjects,
        {region: revision.matrix for region, revision in _choice.others.items()},
        framework(),
        places(),
        catalogue(_choice.language),
        sections=_choice.sections,
        on=_choice.on,
        internal=_choice.internal,
    )


def has_own(about: Sequence[Comparable]) -> bool:
    """Whether whoever is here may see the internal notes of a region that a briefing is about."""
    return any(_is_own(region) for group in about for region in group.sources) if about else may("sessions")


def _is_own(region: str) -> bool:
    return may("sessions", region)


def _notes(regions: Mapping[str, Revision]) -> Mapping[str, tuple[Note, ...]]:
    """The internal notes of the last closed planning session of each region that has any."""
    found = {}
    moment = shown().as_of
    try:
        for region in filter(_is_own, regions):
            closed = (one for one in store.sessions(kept(), region, open=False) if one.closed_at and (moment is None or one.closed_at <= moment))
            if last := next(closed, None):
                found[region] = tuple(note for note in planning_minutes.minutes(last).notes if note.internal)
    except StoreError as error:
        st.error(render(error.message), icon=":material/cloud_off:")
    return found
