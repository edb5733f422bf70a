"""What is new, due or old in the regions, in a few lines under their matrices: from here it is a click to the page that has all of it."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from lib import figures, store, words
from lib.exceptions import StoreError
from lib.model import Message, Revision
from lib.places import Region
from lib.store import Session
from pages.shared import address, next_steps, paper, since
from pages.shared.cell_panel import as_list, as_text
from pages.shared.data import catalogue, framework, language, may, named, opened, places, render, say, shown, today

Lines = Sequence[tuple[str, str]]
"""What is said of some regions, each by its identifier."""

_YEARS = 30
_OLD = 5
"""After how many years records count as old, until somebody chooses."""


def show(revisions: Sequence[Revision]) -> None:
    """What changed since a day, what is due, and what is old in the real regions; then the planning sessions that are open."""
    on = today()
    st.header(say("lately.title"), anchor="lately")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        day = since.choose_since(say("lately.since"), always=False)
        years = [str(on.year - back) for back in range(_YEARS)]
        year = int(address.choose_one("older", say("lately.older"), years, str, years[_OLD], width=180))
    due, old = _told(" ".join(one.fingerprint for one in revisions), revisions, on, year, language())
    with st.grid(3, min_column_width=320, gap="medium"):
        with st.container(border=True, height="stretch"):
            st.subheader(say("lately.changed", date=day), anchor=False)
            try:
                moved = since.changed(since.reports([places().region(one.region) for one in revisions], day, on, all=False))
                _list([(report.region, " ".join(map(render, report.said))) for report in moved], "lately.changed.none")
                _show_invented(day, on)
            except StoreError as error:
                st.error(render(error.message), icon=":material/cloud_off:")
        with st.container(border=True, height="stretch"):
            st.subheader(say("lately.due"), anchor=False)
            _list(due, "lately.due.none")
            if not due:
                next_steps.ways("planning")
        with st.container(border=True, height="stretch"):
            st.subheader(say("lately.old", year=str(year)), anchor=False)
            st.caption(say("lately.old.help"))
            _list(old, "lately.old.none")
    with paper.off("to-progress"):
        ways = address.way(since=day.isoformat(), scope="all")
        st.page_link("pages/plan/progress.py", label=say("lately.to"), icon=":material/trending_up:", query_params=ways)
    _show_sessions()


def _list(lines: Lines, nothing: str) -> None:
    """A line for each region that has something to say, led by its name; else a sentence (`nothing`), and of which regions it is not."""
    if not lines and _invented():
        nothing = f"{nothing}.real"
    st.markdown("\n".join(named(f"- **{say(f'region.{region}')}**", told) for region, told in lines) or say(nothing))


def _invented() -> list[Region]:
    """The Demonstration regions, which are in no line here."""
    return [region for region in places().regions if region.demonstration]


def _show_invented(since_day: date, on: date) -> None:
    """Where a Demonstration region changed, that it did and where that is seen: somebody may just have tried something out there."""
    for report in since.changed(since.reports(_invented(), since_day, on, all=False)):
        region = Message(f"region.{report.region}")
        st.markdown(say("lately.invented", region=region))
        st.page_link(
            "pages/plan/progress.py",
            label=say("lately.invented.to", region=region),
            icon=":material/arrow_forward:",
            query_params=address.way(region=report.region, since=since_day.isoformat()),
        )


@st.cache_resource(max_entries=50, show_spinner=False)
def _told(fingerprints: str, _revisions: Sequence[Revision], on: date, year: int, language: str) -> tuple[Lines, Lines]:
    """What is open in the regions where an agreed action is, and how old the records are of those that have any, in words."""
    texts, points, due, old = catalogue(language), framework().point_ids, [], []
    for one in _revisions:
        counts = figures.action_counts(figures.actions(one.matrix, on))
        if any(counts[group] for group in figures.OPEN):
            due.append((one.region, words.render(figures.actions_in_words(counts, on)[0], texts)))
        cells = figures.cells(one.matrix, places().region(one.region).countries, points)
        if said := figures.ages_in_words(figures.ages(cells, year)):
            old.append((one.region, words.render(said, texts)))
    return due, old


def _show_sessions() -> None:
    """The planning sessions in which something may be recorded that is not published yet. Who began them typed what they are called."""
    if shown().as_of or not shown().reached:
        return
    if found := [one for one in _open_sessions() if may("sessions", one.region)]:
        st.subheader(say("lately.sessions"), anchor=False)
        lines = (
            say("lately.session", region=Message(f"region.{one.region}"), name=one.name, by=one.begun_by, date=one.begun_at.date()) for one in found
        )
        st.html(as_list(map(as_text, lines)))


@st.cache_resource(ttl="15s", show_spinner=False)
def _open_sessions() -> Sequence[Session]:
    """Those of all regions. Asked now and then only: a click on the Overview costs the store one question."""
    return store.sessions(opened(), open=True)
