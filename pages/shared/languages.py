"""The language of the interface: the one that somebody chose, which the address carries (`lang=fr`), else the browser's if it is one of ours.

Only a choice stands in the address: a link without one opens in the language of whoever gets it.
"""

from typing import Any

import streamlit as st

from lib.schema import LANGUAGES
from lib.words import nearest, own_name
from pages.shared import address
from pages.shared.data import language, say, speak

# What Streamlit has no setting for: the choice stands in the header, beside what Streamlit says there while a page runs, and costs no page a line; on a
# narrow screen it stands above the page.
STYLE = """<style>
@media (min-width: 900px) {
  [data-testid="stLayoutWrapper"]:has(> .st-key-language) { position: fixed; top: 0.75rem; right: 9.5rem; width: auto; z-index: 999991 }
}
</style>"""

_SHIPPED = "en"
_SCRIPT = "export default ({ data }) => { document.documentElement.lang = data }"


def settle() -> None:
    """Settle the language of this run, before its first text."""
    asked = address.get(address.LANGUAGE)
    speak(asked if asked in LANGUAGES else _browsers())


def choose() -> None:
    """Offer the languages, each by its own name, and let the document say in which one it is: a screen reader goes by that."""
    st.html(STYLE)
    with st.container(key="language", width="content"):
        address.choose_view(address.LANGUAGE, say("languages.choose"), LANGUAGES, own_name, default=_browsers(), label_visibility="collapsed")
        _document()(data=language(), key="document-language")


def say_as_written(around: str = "") -> None:
    """Warn that quoted texts are not translated, where the texts around them (in the page's language unless another is named) are not in English. In which
    language somebody wrote is known of no text; the shipped ones are in English."""
    if (around or language()) != _SHIPPED:
        st.caption(say("languages.as_written"))


def _browsers() -> str:
    return nearest(st.context.locale or "")


@st.cache_resource(show_spinner=False)
def _document() -> Any:
    return st.components.v2.component("document_language", html="<i></i>", js=_SCRIPT)
