"""The data of the pages, loaded once per process and revision.

`look_up` asks the store once a run which revisions are shown; `current` is the one way by which a page gets a matrix. Everything derived from one is
cached under its fingerprint. What never changes while the process runs is kept by functools: a page asks for two hundred texts, and Streamlit's cache
takes 50 µs to find the catalogue for each.
"""

from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import TypeVar

import streamlit as st

from lib import shipped, store, words
from lib.exceptions import StoreError, StoreUnavailable, UnusableWorkbook
from lib.framework import Framework
from lib.model import Finding, Message, Param, Revision
from lib.places import Places
from lib.store import Allowed, Stamp, Store
from lib.words import Catalogue
from pages.shared.who import asking_as, four_eyes, guarded, who

_REASONS = 20
"""How many errors of a workbook a page names."""

_LANGUAGE, _ALLOWED = "language", "allowed"
_NOTHING = Allowed({})
_beside: ContextVar[str] = ContextVar("language", default="")
"""The language in a thread beside a session's script (`in_this_language`); "" in the script itself."""

_Made = TypeVar("_Made")


def language() -> str:
    """The language of this session's texts. What is cached or made later takes it as an argument, or is wrapped by `in_this_language`."""
    found: str = _beside.get() or st.session_state.get(_LANGUAGE, "en")
    return found


def speak(language: str) -> None:
    """Let this session's texts be of a language, from here on and in callbacks."""
    st.session_state[_LANGUAGE] = language


def in_this_language(make: Callable[[], _Made]) -> Callable[[], _Made]:
    """`make` for a thread beside the page's script, where there is no session to ask: in the language in which its button was drawn, and asked for by whom
    it was drawn for. NotAllowed where they may look no more."""
    drawn_in, drawn_for = language(), who()

    def made() -> _Made:
        before = _beside.set(drawn_in)
        try:
            with asking_as(drawn_for):
                if guarded():
                    store.latest_stamp(kept())
                return make()
        finally:
            _beside.reset(before)

    return made


@cache
def framework() -> Framework:
    """The framework that the matrices follow."""
    return shipped.framework()


@cache
def places() -> Places:
    """The declared regions, groupings, routes and names."""
    return shipped.places()


@cache
def catalogue(language: str) -> Catalogue:
    """The texts of a language with the framework's labels and the names of places."""
    return words.catalogue(language, framework().texts(language), places().texts(language))


def say(id: str, **params: Param) -> str:
    """A text of the interface in this session's language."""
    return render(Message(id, params))


def render(message: Message) -> str:
    """A Message in this session's language."""
    return words.render(message, catalogue(language()))


def named(name: str, text: str, catalogue: Catalogue | None = None) -> str:
    """A name and what it names, in this session's language unless in another's: "Source: a report"."""
    return words.named(name, text, catalogue or _own())


def joined(texts: Iterable[str], catalogue: Catalogue | None = None) -> str:
    """Texts one after the other, in this session's language unless in another's: "a; b; c"."""
    return words.joined(texts, catalogue or _own())


def _own() -> Catalogue:
    return catalogue(language())


def by_name(countries: Iterable[str]) -> list[str]:
    """Countries in the order of their names in this session's language."""
    return catalogue(language()).by_name(countries)


@cache
def opened() -> Store:
    """The store of published revisions, opened once, with the shipped workbooks of regions that have no revision yet. StoreError.

    This is the process's own way to it, which nobody's rights limit: for what all share that are let in (`dashboard.py`) and for nothing else.
    """
    found = store.open_store(store.address())
    shipped.publish_first(found, framework(), places())
    return found


def kept() -> Store:
    """The store as whoever is here may use it: where sign-in is on, it looks at their rights at each call. StoreError."""
    return replace(opened(), by=who(), guarded=True, four_eyes=four_eyes()) if guarded() else opened()


def ask_rights() -> None:
    """Ask the store what whoever is here may do, and remember it for the run: what a page offers goes by that. StoreError."""
    st.session_state[_ALLOWED] = store.allowed(kept())


def may(action: str, region: str | None = None) -> bool:
    """Whether whoever is here may do something (a function of the store) in a region; without one: in any. The store asks again when it is done."""
    return not guarded() or st.session_state.get(_ALLOWED, _NOTHING).may(action, region)


@dataclass(frozen=True)
class Shown:
    """Which revision of each region is shown: the current ones or, `as_of` a moment, those of then. `known_at` is when the store was last asked, and
    `reached` whether it can be reached now."""

    stamps: Mapping[str, Stamp]
    as_of: datetime | None
    known_at: datetime
    reached: bool


_last_known: dict[bool, Shown] = {}
"""What the store said last, for the time in which it cannot be reached: of now, and (True) of the last moment that somebody looked back to. All sessions
share it, each in a thread of its own: it is only ever set or got."""


def look_up(as_of: datetime | None = None) -> Shown:
    """Ask the store which revisions to show – one query, once a run – and remember it for the run. Where it cannot be reached: what it said last.
    StoreError where it has said nothing yet."""
    now = datetime.now(UTC)
    try:
        found = Shown(store.as_of(kept(), as_of) if as_of else store.latest_stamp(kept()), as_of, now, reached=True)
    except StoreUnavailable:
        last = _last_known.get(as_of is not None)
        if last is None or last.as_of != as_of:
            raise
        found = replace(last, reached=False)
    else:
        _last_known[as_of is not None] = found
    st.session_state["shown"] = found
    return found


def shown() -> Shown:
    """What `look_up` said in this run."""
    found: Shown = st.session_state["shown"]
    return found


def today() -> date:
    """The day on which actions are judged: now, or the day that is looked back to."""
    return (shown().as_of or shown().known_at).date()


def current(region: str) -> Revision:
    """The revision of a region that is shown; an empty matrix where it has none. UnusableWorkbook where its shipped workbook has errors, StoreError."""
    if stamp := shown().stamps.get(region):
        return revision(region, stamp.number, stamp.fingerprint)
    return shipped.empty(region, framework(), places()) if shown().as_of else _shipped(region)


def current_or_reason(region: str) -> Revision | None:
    """The revision of a region that is shown. Where it cannot be read the page says why: a wrong figure is worse than none."""
    return readable([region]).get(region)


def readable(regions: Iterable[str]) -> dict[str, Revision]:
    """The shown revisions of regions, by region, without those that cannot be read: the page says why, once where it is the same for all."""
    found = {}
    reasons: dict[str, None] = {}
    for region in regions:
        try:
            found[region] = current(region)
        except UnusableWorkbook as error:
            st.error(say("data.unusable", region=Message(f"region.{region}")), icon=":material/error:")
            st.text("\n".join(_line(finding) for finding in error.report.errors[:_REASONS]))
        except StoreError as error:
            reasons[why(error)] = None
    for reason in reasons:
        st.error(reason, icon=":material/cloud_off:")
    return found


def why(error: StoreError) -> str:
    """Why the store gives no matrix, for who only reads: where it is away, there is nothing to do but wait."""
    return say("data.away") if isinstance(error, StoreUnavailable) else render(error.message)


def revisions(demonstration: bool) -> dict[str, Revision]:
    """The shown revision of every real region, or of every invented one, by region: the two are never mixed. Of one that cannot be read the page says
    why."""
    return readable(region.id for region in places().regions if region.demonstration is demonstration)


@st.cache_resource(max_entries=200, show_spinner=False)
def revision(region: str, number: int, fingerprint: str) -> Revision:
    """One revision of a region, read once per process. `fingerprint` keeps two stores apart."""
    return store.revision(opened(), region, number)


@st.cache_resource(max_entries=64, show_spinner=False)
def _shipped(region: str) -> Revision:
    return shipped.current(region, framework(), places())


def _line(finding: Finding) -> str:
    return named(f"{finding.sheet}!{finding.cell}", render(finding.message)) if finding.cell else render(finding.message)
