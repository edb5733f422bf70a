"""The key to the colours and glyphs, with each status's definition on hover."""

from collections.abc import Iterable
from html import escape

import streamlit as st

from lib.framework import Look, Theme
from lib.model import Stage, Status
from pages.shared.data import catalogue, framework


@st.cache_data(show_spinner=False)
def legend(theme: Theme, language: str) -> str:
    """The key as HTML: statuses filled, records outlined, the unknown almost empty."""
    words, frame = catalogue(language), framework()
    assessed = [
        key(frame.assessed[theme][status], frame.glyphs[status], words.text(f"status.{status}"), words.text(f"status.{status}.definition"))
        for status in Status
    ]
    recorded, unknown = frame.recorded[theme][Stage.IN_PLACE], frame.unknown[theme]
    other = [
        key(look, mark, words.text(f"legend.{kind}"), words.text(f"legend.{kind}.help"))
        for kind, look, mark in (
            ("recorded", recorded, f"{frame.glyphs[Status.IN_PLACE]} 2"),
            ("conflict", recorded, "≠"),
            ("example", unknown, words.text("legend.example.mark")),
            ("unknown", unknown, frame.glyphs[None]),
        )
    ]
    return line(words.text("legend.assessed"), assessed) + line(words.text("legend.other"), other)


def line(title: str, keys: Iterable[str]) -> str:
    """Keys in a line of HTML, after what they have in common."""
    return (
        f'<p style="display:flex;flex-wrap:wrap;gap:2px 14px;margin:0 0 2px;font-size:0.875rem"><strong>{escape(title)}</strong>{"".join(keys)}</p>'
    )


def key(look: Look, glyph: str, label: str, meaning: str) -> str:
    """What one colour and glyph means, as HTML; more of it on hover."""
    box = (
        f"display:inline-block;min-width:1.6rem;padding:0 4px;margin-right:6px;text-align:center;border-radius:3px;"
        f"background:{look.fill};color:{look.ink};border:1px solid {look.outline}"
    )
    return f'<span title="{escape(meaning)}"><span style="{box}" aria-hidden="true">{escape(glyph)}</span>{escape(label)}</span>'
