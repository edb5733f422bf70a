"""What words mean: the one list of terms, shown where they are met and whole on Method. A definition stands in one place only: the framework's for statuses,
the key's for what is recorded and what is not known, else the catalogue's `glossary.*`."""

from collections.abc import Iterator
from html import escape

import streamlit as st

from lib.model import Status
from pages.shared import address
from pages.shared.data import framework, say

METHOD = "pages/about/method.py"
STATUSES = "statuses"
"""In a list of terms: each status of the framework."""
TERMS = (
    *("region", "grouping", "point", "cell", "coverage", "assessed", STATUSES, "recorded", "stage", "not_known", "not_assessed", "gap", "patchy"),
    *("absent", "stretch", "good_practice", "region_wide", "contested", "action", "revision", "publish", "as_of"),
)
"""Every term, in the order of the glossary: what is looked at, what is known of it, what follows, and how it is kept."""
_ELSEWHERE = {"recorded": "legend.recorded.help", "stage": "panel.recorded", "not_known": "legend.unknown.help"}


def offer(*terms: str) -> None:
    """A button that opens the meaning of a page's terms, by mouse or keyboard, and the way to all of them."""
    with st.container(key="words", width="content"), st.popover(say("glossary.open"), icon=":material/help:", type="tertiary"):
        st.markdown("\n".join(f"- {say('glossary.line', term=term, meaning=meaning)}" for _, term, meaning in _told(terms)))
        st.page_link(METHOD, label=say("glossary.all"), icon=":material/menu_book:", query_params=address.way())


def show() -> None:
    """Every term with its meaning; each has an anchor, `word-` and its code."""
    words = "".join(
        f'<dt id="word-{code}"><strong>{escape(term)}</strong></dt><dd style="margin:0 0 8px 24px">{escape(meaning)}</dd>'
        for code, term, meaning in _told(TERMS)
    )
    st.html(f"<dl>{words}</dl>")


def _told(terms: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    """Of each term its code, its name and its meaning."""
    for term in terms:
        if term == STATUSES:
            for status in Status:
                name = f"{framework().glyphs[status]} {say(f'status.{status}')}"
                yield str(status), name, say(f"status.{status}.definition")
        else:
            yield term, say(f"glossary.{term}"), say(_ELSEWHERE.get(term, f"glossary.{term}.means"))
