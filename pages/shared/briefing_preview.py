"""What a briefing says, on the page, before anybody takes it away: its sentences and tables as they stand in the files. Pictures are named only."""

from collections.abc import Iterator
from html import escape

import streamlit as st

from lib.briefing import Block, Briefing, Chart, Points, Said, Section, Table, in_words, sentences
from lib.model import Message
from lib.words import Catalogue, render
from pages.shared.cell_panel import as_link, as_text
from pages.shared.data import catalogue, say

_STYLE = """<style>
.briefing { overflow-wrap: anywhere; max-width: 60rem } .briefing .wide { overflow-x: auto }
.briefing h3, .briefing h4 { margin: 0; padding: 0.75rem 0 0 }
.briefing table { border-collapse: collapse; width: 100%; margin: 0.5rem 0 }
.briefing caption { text-align: left; caption-side: top; padding-bottom: 4px; font-weight: 600 }
.briefing th, .briefing td { text-align: left; vertical-align: top; padding: 4px 16px 4px 0; border: 0; border-bottom: 1px solid rgba(128, 128, 128, 0.3) }
.briefing td { min-width: 7rem } .briefing p { margin: 0.25rem 0 }
</style>"""


def show(told: Briefing, language: str) -> None:
    """All parts, one below the other."""
    words = catalogue(language)
    html = [_STYLE, f'<div class="briefing" lang="{language}">']
    for part in told.parts:
        html.append(f"<h3>{escape(render(part.heading, words))}</h3>")
        html += [piece for section in part.sections for piece in _section(section, words)]
    if told.sources is not None:
        html += _sources(told, words)
    st.html("".join((*html, "</div>")))


def _section(section: Section, words: Catalogue) -> Iterator[str]:
    yield f"<h4>{escape(render(section.heading, words))}</h4><p><strong>{escape(render(section.takeaway, words))}</strong></p>"
    for block in section.blocks:
        yield _block(block, words)


def _block(block: Block, words: Catalogue) -> str:
    match block:
        case Said():
            return f"<p>{_said(block, words)}</p>"
        case Points():
            lead = f"<p>{_said(block.lead, words)}</p>" if block.lead else ""
            return f"{lead}<ul>{''.join(f'<li>{_said(item, words)}</li>' for item in block.items)}</ul>"
        case Chart():
            id = "briefing.preview.large" if block.large else "briefing.preview.picture"
            return f'<p class="off-paper"><em>{escape(say(id, title=render(block.title, words)))}</em></p>'
        case Table():
            return _table(block, words)


def _table(table: Table, words: Catalogue) -> str:
    heads = "".join(f'<th scope="col">{escape(render(head, words))}</th>' for head in table.heads)
    rows = "".join(f"<tr>{''.join(f'<td>{_said(cell, words, chr(10))}</td>' for cell in row)}</tr>" for row in table.rows)
    below = f"<p><small>{escape(sentences(table.below, words))}</small></p>" if table.below else ""
    caption = escape(render(table.caption, words))
    return f'<div class="wide"><table><caption>{caption}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>{below}'


def _said(said: Said, words: Catalogue, between: str = " ") -> str:
    text = as_text(in_words(said, words, between))
    return f"<strong>{text}</strong>" if said.strong else text


def _sources(told: Briefing, words: Catalogue) -> Iterator[str]:
    yield f"<h3>{escape(render(Message('briefing.section.sources'), words))}</h3>"
    yield from (f"<p>{escape(render(one, words))}</p>" for one in told.method)
    for source in told.sources or ():
        yield f"<p>[{source.number}] {'<br>'.join(as_link(*line) for line in source.lines)}</p>"
