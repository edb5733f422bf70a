"""The key to the colours and glyphs, with each status's definition on hover."""

from html import escape

import streamlit as st

from lib.framework import Look, Theme
from lib.model import Stage, Status
from pages.shared.data import catalogue, framework


@st.cache_data(show_spinner=False)
def legend(theme: Theme, language: str) -> str:
    """The key as HTML: statuses filled, records outlined, the unknown almost empty."""
    words, frame = catalogue(language), framework()
    keys = [
        _key(frame.assessed[theme][status], frame.glyphs[status], words.text(f"status.{status}"), words.text(f"status.{status}.definition"))
        for status in Status
    ]
    recorded = frame.recorded[theme][Stage.IN_PLACE]
    keys.append(_key(recorded, f"{frame.glyphs[Status.IN_PLACE]} 2", words.text("legend.recorded"), words.text("legend.recorded.help")))
    keys.append(_key(frame.unknown[theme], frame.glyphs[None] or "", words.text("legend.unknown"), words.text("legend.unknown.help")))
    return f'<p style="display:flex;flex-wrap:wrap;gap:2px 16px;margin:0;font-size:0.875rem">{"".join(keys)}</p>'


def _key(look: Look, glyph: str, label: str, meaning: str) -> str:
    box = (
        f"display:inline-block;min-width:1.6rem;padding:0 4px;margin-right:6px;text-align:center;border-radius:3px;"
        f"background:{look.fill};color:{look.ink};border:1px solid {look.outline if look.outline != look.fill else look.ink}"
    )
    return f'<span title="{escape(meaning)}"><span style="{box}" aria-hidden="true">{escape(glyph)}</span>{escape(label)}</span>'
