"""What every page is on paper: what there is to read, what was chosen, whose it is and as of when – and nothing that is there to be clicked."""

from html import escape
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.shared.data import say

_KEY = "on-paper"
_CONTROLS = ", ".join(
    f'[data-testid="{name}"]'
    for name in (
        *("stHeader", "stToastContainer", "stElementToolbar", "stHeaderActionElements", "stIconMaterial", "stPagination"),
        *("stSelectbox", "stMultiSelect", "stButtonGroup", "stCheckbox", "stTextInput", "stTextArea", "stNumberInput", "stDateInput", "stRadio"),
        *("stFileUploader", "stButton", "stDownloadButton", "stPopover"),
    )
)
_OFF = "[data-testid]:is([class*=st-key-off-paper], .st-key-theme, .st-key-language, .st-key-words, .st-key-look-ways)"
# On paper a dark theme would be light text on nothing, but a chart keeps its ground. Where somebody's own colours replace the page's (forced-colors), a
# chart and its key keep theirs too: what is written on a colour is chosen for it. On a narrow screen a chart scrolls, and not the page.
STYLE = f"""<style>
[data-testid="stElementContainer"]:has(.on-paper) {{ display: none }}
[data-testid="stVegaLiteChart"] svg, [data-testid="stHtml"] [aria-hidden], .mark {{ forced-color-adjust: none; print-color-adjust: exact }}
[data-testid="stMain"] {{ scroll-padding-top: 4.5rem }} [data-testid="stMain"]:focus-visible {{ outline: 2px solid; outline-offset: -2px }}
@media (max-width: 640px) {{ [data-testid="stVegaLiteChart"] {{ display: block; max-width: calc(100vw - 2rem); overflow-x: auto }} }}
@media (forced-colors: active) {{ :is([role="radio"], [role="checkbox"])[aria-checked="true"] {{ outline: 3px solid Highlight; outline-offset: -3px }} }}
@media (prefers-reduced-motion: reduce) {{ *, *::before, *::after {{ animation-duration: 1ms !important; scroll-behavior: auto !important }} }}
@page {{ size: A4; margin: 11mm 13mm 14mm; @bottom-right {{ content: counter(page) " / " counter(pages); font: 8pt sans-serif }} }}
@media print {{
  [data-testid="stElementContainer"]:has(.on-paper) {{ display: block }}
  .on-paper {{ margin: 0; font-size: 8pt; line-height: 1.25; border-bottom: 1px solid black }}
  [data-testid="stHorizontalBlock"], [data-testid="stVerticalBlock"] {{ display: block !important }}
  {_CONTROLS}, .off-paper, {_OFF}, [data-testid]:has(> .st-key-panel {_OFF}) {{ display: none !important }}
  [data-testid="stGrid"] {{ grid-template-columns: repeat(auto-fill, minmax(54mm, 1fr)) !important; gap: 3mm !important }}
  [data-testid="stGridCell"] {{ break-inside: avoid }}
  [data-testid="stGrid"]:has(h3) {{ display: block !important }} [data-testid="stGridCell"]:has(h3) {{ break-inside: auto; margin-bottom: 3mm }}
  [data-testid="stTable"], [data-testid="stTable"] > div {{ overflow: visible !important }}
  [data-testid="stTableStyledTable"] {{ display: table !important }}
  :is([data-testid="stLayoutWrapper"], [data-testid="stColumn"], [data-testid="stElementContainer"], [data-testid="stFullScreenFrame"])
    {{ width: 100% !important; max-width: none !important }}
  [data-testid="stFullScreenFrame"] > div, [data-testid="stVegaLiteChart"] {{ display: block !important; width: 100% !important }}
  [data-testid="stVegaLiteChart"] svg {{ max-width: 100%; max-height: 225mm; height: auto; break-inside: avoid }}
  [data-testid="stMarkdownBadge"], .stMarkdownBadge {{ background: none !important; border: 1px solid black }}
  h1 {{ padding: 0 !important }} h2, h3 {{ break-after: avoid }} li, tr {{ break-inside: avoid }}
  [data-testid="stElementContainer"]:has(hr) {{ display: none }}
  [data-testid="stCaptionContainer"] p {{ font-size: 8pt; line-height: 1.3; margin: 0 !important }}
  html, body, [data-testid="stApp"], [data-testid="stMain"] {{ background: white !important }}
  [data-testid="stApp"] *:not(.mark, svg *, [data-testid="stHtml"] [aria-hidden]) {{ color: black !important; opacity: 1 !important }}
  [data-testid="stMainBlockContainer"] {{ padding: 0 !important; max-width: none !important }}
  [data-testid="stElementContainer"] {{ margin-bottom: 2pt }}
  [data-testid="stHtml"] a[href^="http"]::after {{ content: " <" attr(href) ">"; font-size: 8pt; overflow-wrap: anywhere }}
}}
</style>"""


def off(name: str, **look: Any) -> DeltaGenerator:
    """A container for what is about the screen alone, what to click and where: paper leaves it out. Its name is its own on the page."""
    return st.container(key=f"off-paper-{name}", **look)


def begin() -> DeltaGenerator:
    """Make room at the head of the page, for paper alone. What is told while the page runs is written there by `write`."""
    st.session_state[_KEY] = {}
    return st.empty()


def tell_choice(label: str, chosen: str) -> None:
    """Tell on paper what was chosen in a box that is seen on the screen only."""
    if chosen:
        tell(say("paper.choice", label=label, chosen=chosen))


def tell(line: str) -> None:
    """Tell something at the head of the paper, once."""
    if line:
        st.session_state.setdefault(_KEY, {})[line] = None


def write(head: DeltaGenerator, page: str) -> None:
    """Write what the page told to its head: the page's name, what was chosen, and the facts about its revisions."""
    lines = (say("paper.head", app=say("app.title"), page=page), *st.session_state[_KEY])
    head.html(f'<p class="on-paper">{" · ".join(map(escape, lines))}</p>')
