"""Light or dark, as the browser shows it: what is drawn in colours of its own has to know."""

from typing import Any

import streamlit as st

from lib.framework import Theme

STYLE = """<style>
[data-testid="stMultiSelect"] [data-tag], [data-testid="stBaseButton-primary"]:enabled { background-color: #0070B9; color: #FFFFFF }
[data-testid="stMultiSelect"] button[aria-label="Clear all"], [data-testid="stSelectbox"] button[aria-label="Clear value"] { min-width: 24px; min-height: 24px }
[data-testid="stDateInputField"] [role="spinbutton"] { display: inline-block; min-width: 24px; min-height: 24px; line-height: 24px; text-align: center }
:is([data-testid="stTextInputRootElement"] input, [data-testid="stTextArea"] textarea) { unicode-bidi: plaintext; text-align: start }
[data-testid="stElementToolbarButton"]:has(:is([aria-label^="Download as PNG"], [aria-label^="Show data"], [aria-label^="Copy Vega"])) { display: none }
[data-testid="stFileUploaderDropzoneInstructions"] { display: none }
</style>"""
"""What Streamlit has no setting for: a chosen value and the main button would be white on the primary colour, too faint when dark; and the button that
takes all out would be smaller than a finger needs, and so would the parts of a date. What is typed from right to left begins at the right. And Streamlit's
own picture of a chart says neither whose nor of when it is: ours stand under "Download". What a file may be is said in the visitor's language, above it."""

_MARKUP = "<i></i>"
_STYLE = "i { color: var(--st-background-color); transition: color 1ms; }"
_SCRIPT = """
export default ({ data, parentElement, setTriggerValue }) => {
  const probe = parentElement.querySelector("i")
  probe.dataset.drawn = data
  probe.ontransitionend = () => setTriggerValue("changed", true)
}
"""


def theme() -> Theme:
    """The theme that the browser shows."""
    return "dark" if st.context.theme.type == "dark" else "light"


def follow_theme() -> None:
    """Let the page run again when somebody switches the theme: Streamlit changes its own colours only, and the names of a chart would vanish."""
    _watch()(data=theme(), key="theme", on_changed_change=lambda: None)


@st.cache_resource(show_spinner=False)
def _watch() -> Any:
    return st.components.v2.component("theme_watch", html=_MARKUP, css=_STYLE, js=_SCRIPT)
