"""The beginning of a sender's sheet as its sender sees it: a table with row numbers, column letters and its own colours, and what each column is taken for.

What an office wrote is escaped; a colour is one only if it is written as one.
"""

import re
from collections.abc import Mapping as Names
from html import escape

import streamlit as st

from lib.framework import Theme
from lib.intake.codes import a1
from lib.mapping import Layout, Preview, SheetMapping
from pages.shared.cell_panel import as_text
from pages.shared.data import say
from pages.shared.theme import theme

_COLOUR = re.compile("#[0-9a-f]{6}")
_BLACK, _WHITE = "#000000", "#ffffff"
_LOOK: dict[Theme, dict[str, str]] = {
    "light": {"page": "#ffffff", "head": "#eef1f5", "mark": "#cfe3f3", "line": "#c9ced6", "quiet": "#5f6670", "ink": "#191817"},
    "dark": {"page": "#0f1419", "head": "#1b222b", "mark": "#1f4460", "line": "#46505c", "quiet": "#9aa4b0", "ink": "#e5e7eb"},
}
_STYLE = """<style>
.sheet-preview {{ overflow: auto; max-height: 24rem; border: 1px solid {line}; border-radius: 4px; font-size: 0.8125rem }}
.sheet-preview table {{ border-collapse: separate; border-spacing: 0; margin: 0 }}
.sheet-preview :is(th, td) {{ border: 0 solid {line}; border-width: 0 1px 1px 0; padding: 2px 6px; vertical-align: top; text-align: start;
  min-width: 5.5rem; max-width: 13rem; overflow-wrap: break-word; color: {ink}; background: {page} }}
.sheet-preview td > span {{ display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden }}
.sheet-preview thead th {{ position: sticky; top: 0; z-index: 2; background: {head}; font-weight: 600 }}
.sheet-preview thead th small {{ display: block; font-weight: 400 }}
.sheet-preview tbody th {{ position: sticky; left: 0; z-index: 1; background: {head}; font-weight: 400; text-align: end; min-width: 3.5rem }}
.sheet-preview thead th:first-child {{ left: 0; z-index: 3; min-width: 3.5rem }}
.sheet-preview tr.heading :is(th, td) {{ font-weight: 600; border-bottom-color: {ink} }}
.sheet-preview tr.heading td.plain, .sheet-preview tr.heading th {{ background: {mark} }}
.sheet-preview :is(td.plain.quiet, th.quiet) {{ color: {quiet}; font-style: italic }}
</style>"""


def show(preview: Preview, mapping: SheetMapping | None, meanings: Names[int, str]) -> None:
    """The table; `meanings` says in words what a column (from 1) is taken for, where it is read."""
    st.html(_STYLE.format(**_LOOK[theme()]))
    shown = len(preview.texts), max(map(len, preview.texts), default=0)
    if shown != (preview.rows, preview.columns):
        st.caption(say("correcting.preview.part", rows=shown[0], all_rows=preview.rows, columns=shown[1], all_columns=preview.columns))
    st.html(table(preview, mapping, meanings))


def table(preview: Preview, mapping: SheetMapping | None, meanings: Names[int, str]) -> str:
    """The table as HTML, in a box of its own that scrolls."""
    read = mapping is not None and mapping.layout is not Layout.NOT_READ
    width = max(map(len, preview.texts), default=0)
    heads = "".join(_head(column, meanings.get(column, ""), read) for column in range(1, width + 1))
    rows = "".join(_row(preview, number, mapping if read else None, meanings) for number in range(1, len(preview.texts) + 1))
    label = escape(say("correcting.preview", sheet=preview.sheet))
    corner = f'<th scope="col"><small>{escape(say("correcting.preview.row"))}</small></th>'
    return (
        f'<div class="sheet-preview" tabindex="0" role="region" aria-label="{label}"><table><thead><tr>{corner}{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def letter(column: int) -> str:
    """A column's letter."""
    return a1(1, column).removesuffix("1")


def ink(fill: str) -> str:
    """Black or white, whichever stands out more from a fill ("#rrggbb"): at least 4.5 : 1 (WCAG 1.4.3)."""
    parts = [int(fill[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return _BLACK if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 else _WHITE


def swatch(fill: str) -> str:
    """A small box of a colour, as HTML."""
    box = "display:inline-block;width:1.6rem;height:1rem;border:1px solid #808080;border-radius:3px;vertical-align:middle"
    return f'<span style="{box};background:{fill if _COLOUR.fullmatch(fill) else "none"}"></span>'


def _head(column: int, means: str, read: bool) -> str:
    said = f"<small>{escape(means or say('correcting.means.nothing'))}</small>" if read else ""
    return f'<th scope="col" class="{"" if means or not read else "quiet"}">{letter(column)}{said}</th>'


def _row(preview: Preview, number: int, mapping: SheetMapping | None, meanings: Names[int, str]) -> str:
    heading = mapping is not None and mapping.first <= number <= mapping.last
    above = mapping is None or number < mapping.first
    fills = preview.fills[number - 1]
    cells = "".join(
        _cell(text, fills[index] if index < len(fills) else "", quiet=above or index + 1 not in meanings)
        for index, text in enumerate(preview.texts[number - 1])
    )
    said = f"<br><small>{escape(say('correcting.preview.heading'))}</small>" if heading else ""
    return f'<tr class="{"heading" if heading else ""}"><th scope="row">{number}{said}</th>{cells}</tr>'


def _cell(text: str, fill: str, quiet: bool) -> str:
    if _COLOUR.fullmatch(fill):
        return f'<td style="background:{fill};color:{ink(fill)}">{as_text(text)}</td>'
    return f'<td class="plain{" quiet" if quiet else ""}">{as_text(text)}</td>'
