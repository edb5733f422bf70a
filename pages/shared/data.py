"""The data of the pages, loaded once per process and revision.

`current` is the one way by which a page gets a matrix; everything derived from it is cached under the revision's fingerprint. What never changes while
the process runs is kept by functools: a page asks for two hundred texts, and Streamlit's cache takes 50 µs to find the catalogue for each.
"""

from functools import cache

import streamlit as st

from lib import shipped, words
from lib.exceptions import UnusableWorkbook
from lib.framework import Framework
from lib.model import Finding, Message, Param, Revision
from lib.places import Places
from lib.words import Catalogue

_REASONS = 20
"""How many errors of a workbook a page names."""

LANGUAGE = "en"
"""The language of this session's texts. The other catalogues do not hold the interface yet."""


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
    return words.render(message, catalogue(LANGUAGE))


def current(region: str) -> Revision:
    """The current revision of a region; UnusableWorkbook where its workbook has errors."""
    return _current(region, shipped.stamp(region))


def current_or_reason(region: str) -> Revision | None:
    """The current revision of a region. Where its workbook cannot be used the page says why: a wrong figure is worse than none."""
    try:
        return current(region)
    except UnusableWorkbook as error:
        reasons = [_line(finding) for finding in error.report.errors[:_REASONS]]
        st.error(say("data.unusable", region=Message(f"region.{region}")), icon=":material/error:")
        st.text("\n".join(reasons))
        return None


def revisions(demonstration: bool) -> dict[str, Revision]:
    """The current revision of every real region, or of every invented one, by region: the two are never mixed. Of one that cannot be used the page says
    why."""
    found = {region.id: current_or_reason(region.id) for region in places().regions if region.demonstration is demonstration}
    return {id: revision for id, revision in found.items() if revision}


@st.cache_resource(max_entries=64, show_spinner=False)
def _current(region: str, stamp: int) -> Revision:
    return shipped.current(region, framework(), places())


def _line(finding: Finding) -> str:
    where = f"{finding.sheet}!{finding.cell}: " if finding.cell else ""
    return where + render(finding.message)
