"""What to ask first: the countries with most left to ask, a small workbook for each, and what one answer would settle."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from lib import figures, outputs
from lib.framework import point_in_words
from lib.model import Message, Revision
from lib.schema import LANGUAGES
from lib.words import Catalogue, render
from pages.shared import address, next_steps
from pages.shared.data import catalogue, framework, language, places, say
from pages.shared.filters import point_name
from pages.shared.gaps import Gaps
from pages.shared.matrix import View

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Asking:
    """What is left to ask in a view: the countries in order, in words and as a table, and what is said of one answer at each point."""

    countries: tuple[str, ...]
    takeaway: str
    table: pd.DataFrame
    settling: tuple[str, ...]


def asking(gaps: Gaps, revision: Revision, view: View) -> Asking | None:
    """What is left to ask, found once per revision, view and language; None where every cell is assessed."""
    return _asking(revision.fingerprint, view, gaps, language())


@st.cache_resource(max_entries=100, show_spinner=False, hash_funcs={View: repr})
def _asking(fingerprint: str, view: View, _gaps: Gaps, language: str) -> Asking | None:
    words = catalogue(language)
    asked = figures.countries_to_ask(_gaps.cells)
    if asked.empty:
        return None
    heads = {"place": words.text("heatmap.place"), "unknown": words.text("gaps.ask.unknown"), "recorded": words.text("gaps.ask.recorded")}
    named = asked.assign(place=[words.text(f"place.{place}") for place in asked["place"]]).rename(columns=heads)
    return Asking(tuple(asked["place"]), render(figures.asking_in_words(asked), words), named, tuple(_settling(_gaps, words)))


def _settling(gaps: Gaps, words: Catalogue) -> Iterator[str]:
    """Of each point whose spread cannot be said, which single answer would settle it; then those where none would."""
    spread, answers = figures.spread(gaps.cells), figures.settling(gaps.cells)
    unsaid = list(spread.loc[spread["spread"] == figures.CANNOT_BE_SAID, "point"])
    single = [point for point in unsaid if point in set(answers["point"])]
    for point in single:
        said = " ".join(render(message, words) for message in figures.settling_in_words(answers, point))
        yield f"**{point} {words.text(f'point.{point}.short')}** – {said}"
    if many := tuple(point_in_words(id) for id in unsaid if id not in single):
        yield render(Message("gaps.ask.many", {"points": many}), words)


def show(gaps: Gaps, revision: Revision, view: View) -> None:
    """Whom to ask, with what, and what is settled by one answer."""
    found = asking(gaps, revision, view)
    if found is None:
        st.success(say("gaps.ask.none"), icon=":material/check:")
        next_steps.ways("planning", region=revision.region)
        return
    st.markdown(f"**{found.takeaway}**")
    st.caption(say("gaps.ask.order"))
    left, right = st.columns([3, 2], gap="large")
    with right:
        _ask(gaps, revision, found.countries)
    with left:
        st.table(found.table, alt=found.takeaway, hide_index=True)
    st.header(say("gaps.ask.settle"), anchor=False)
    st.caption(say("gaps.ask.settle.note"))
    st.markdown("\n".join(f"- {line}" for line in found.settling) or say("gaps.ask.settled"))


def _ask(gaps: Gaps, revision: Revision, countries: tuple[str, ...]) -> None:
    """The cells of one country that nobody assessed, and the workbook that asks for them."""
    place = address.choose_one("place", say("gaps.ask.country"), countries, lambda code: say(f"place.{code}"))
    known = {row["point"]: row["known"] for row in gaps.lists[figures.LISTS[-1]] if row["place"] == place}
    points = [point for point in framework().point_ids if point in known]
    st.markdown(f"**{say('gaps.ask.cells', n=len(points), place=Message(f'place.{place}'))}**")
    label = say("gaps.ask.language")
    written_in = address.choose_one("language", label, LANGUAGES, lambda code: say(f"language.{code}"), default=language())
    st.download_button(
        say("gaps.ask.workbook"),
        partial(outputs.questions, revision.matrix, place, points, framework(), places(), catalogue(written_in), base=revision.fingerprint),
        file_name=f"{revision.region}-{place}-{written_in}.xlsx",
        mime=_XLSX,
        help=say("gaps.ask.workbook.help"),
        on_click="ignore",
        icon=":material/download:",
    )
    st.markdown("\n".join(f"- {point_name(point)} – {say(f'gaps.kind.{known[point]}').lower()}" for point in points))
