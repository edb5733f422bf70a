"""What a reader found in a file, for people: in plain words, what is alike together. Codes are in the list to download alone. Texts from the file are
text and nothing else."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

import pandas as pd
import streamlit as st

from lib import handing_in
from lib.handing_in import Comparison
from lib.model import Finding, Severity, fingerprint
from pages.shared.cell_panel import as_heading, as_list, as_text
from pages.shared.data import catalogue, framework, joined, language, places, render, say

_SPELT_OUT = 5
"""How many findings of one kind are spelt out …"""
_CELLS = 20
"""… and how many cells of each are named; the list to download has all of them."""

Text = tuple[str, str]
"""What is wrong, and what to write instead."""


def show(findings: Sequence[Finding]) -> None:
    """The findings by severity and kind."""
    pieces = []
    for severity in Severity:
        found = [one for one in findings if one.severity is severity]
        if found:
            pieces += [as_heading(say(f"upload.severity.{severity}", n=len(found))), as_list(_kinds(found))]
    if pieces:
        st.html(f'<div style="overflow-wrap:anywhere">{"".join(pieces)}</div>')


def show_reasons(findings: Sequence[Finding]) -> None:
    """Why a file was not taken, and what to do."""
    st.html("".join(f"<p>{_line((render(one.message), render(one.fix)), [_where(one)])}</p>" for one in findings))


def table(findings: Iterable[Finding]) -> pd.DataFrame:
    """All findings, one a row."""
    rows = [
        (
            say(f"upload.severity.{one.severity}.name"),
            one.sheet or None,
            one.cell or None,
            one.value or None,
            render(one.message),
            render(one.fix),
            one.code,
        )
        for one in findings
    ]
    heads = [say(f"upload.finding.{name}") for name in ("severity", "sheet", "cell", "value", "message", "fix", "code")]
    return pd.DataFrame(rows, columns=heads, dtype=object)


def of_merged(compared: Comparison) -> Sequence[Finding]:
    """What forbids to publish what was merged; nothing while a question is open. Written and read back once for each matrix that comes of it."""
    matrix = compared.merged.matrix
    return _of_merged(fingerprint(matrix), language(), compared) if matrix else ()


@st.cache_resource(max_entries=100, show_spinner=False)
def _of_merged(fingerprint: str, language: str, _compared: Comparison) -> Sequence[Finding]:
    return handing_in.errors(_compared, framework(), places(), catalogue(language))


def _kinds(found: Sequence[Finding]) -> Iterator[str]:
    """Each kind of finding as HTML: its texts with their cells, and how many they are."""
    for code in dict.fromkeys(one.code for one in found):
        alike = [one for one in found if one.code == code]
        texts: dict[Text, list[str]] = {}
        for one in alike:
            texts.setdefault((render(one.message), render(one.fix)), []).append(_where(one))
        lines = [_line(text, cells) for text, cells in list(texts.items())[:_SPELT_OUT]]
        if len(texts) > _SPELT_OUT:
            lines.append(escape(say("upload.finding.more", n=len(texts) - _SPELT_OUT)))
        if len(alike) > 1:
            lines.append(f"<small>{escape(say('upload.finding.count', n=len(alike)))}</small>")
        yield "<br>".join(lines)


def _line(text: Text, cells: Sequence[str]) -> str:
    """One text of a finding with the cells where it was found."""
    there = [cell for cell in cells if cell]
    where = joined(there[:_CELLS]) + (" …" if len(there) > _CELLS else "")
    wrong, fix = text
    return f"{as_text(wrong)} {as_text(fix)}" + (f" <small>{as_text(where)}</small>" if where else "")


def _where(finding: Finding) -> str:
    """The country and the action point in words, as far as they are known, and the cell in A1 notation with its sheet."""
    about = [say(f"place.{finding.place}")] if finding.place else []
    about += [f"{finding.point} {say(f'point.{finding.point}.short')}"] if finding.point else []
    cell = " ".join(filter(None, (finding.sheet, finding.cell)))
    return " – ".join(filter(None, (", ".join(about), cell)))
