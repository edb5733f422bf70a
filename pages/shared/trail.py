"""The trail of what happened on a page: chosen by region, person and day, and to take away. What people called themselves is shown as text alone."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta
from html import escape

import pandas as pd
import streamlit as st

from lib import outputs, store
from lib.store import ACTIONS, RIGHTS, Noted
from pages.shared import address
from pages.shared.cell_panel import as_text
from pages.shared.data import in_this_language, kept, places, say, today
from pages.shared.hand_ins import moment

_MOST = 200
"""Lines on the page; the file has them all."""
_DAYS, _EARLIEST = 30, 3650
"""How many days back the page begins, and how many it can go."""
_SHORT = 12
"""How many characters of a hash or an identifier are shown."""
_COLUMNS = ("at", "person", "identity", "action", "region", "subject", "outcome")
_STYLE = """<style>
.trail { overflow-x: auto } .trail table { border-collapse: collapse; width: 100%; margin: 0 }
.trail th, .trail td { text-align: left; vertical-align: top; padding: 4px 16px 4px 0; border: 0; border-bottom: 1px solid rgba(128, 128, 128, 0.3) }
.trail td { overflow-wrap: anywhere; min-width: 5rem } .trail :is(td:first-child, .short) { white-space: nowrap }
</style>"""


def show() -> None:
    """What happened since a day, in one region or all, by one person or all: the newest first. StoreError."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        on = today()
        earliest = on - timedelta(days=_EARLIEST)
        since = address.choose_day("noted_since", say("audit.since"), on - timedelta(days=_DAYS), least=earliest, most=on, always=False, width=180)
        regions = ["", *(region.id for region in places().regions)]
        region = address.choose_one(
            "noted_of", say("filter.region"), regions, lambda id: say(f"region.{id}") if id else say("audit.everywhere"), width=240
        )
        found = store.audit(kept(), since=datetime.combine(since, time(), UTC), region=region or None)
        people = ["", *sorted({_person(one) for one in found} - {""})]
        person = address.choose_one("noted_by", say("audit.person"), people, lambda id: id or say("audit.everybody"), width=300)
        found = tuple(one for one in found if person in ("", _person(one)))
        st.download_button(
            say("downloads.csv"),
            in_this_language(lambda: outputs.csv(table(found), {})),
            file_name=f"audit-{since}-{on}.csv",
            mime="text/csv",
            key="download-audit",
            icon=":material/download:",
            on_click="ignore",
        )
    if not found:
        st.info(say("audit.nothing"), icon=":material/event_available:")
        return
    st.markdown(say("audit.count", n=len(found)) if len(found) <= _MOST else say("audit.first", most=_MOST, all=len(found)))
    st.html(_STYLE + _listed(found[:_MOST]))


def table(found: Sequence[Noted]) -> pd.DataFrame:
    """The trail to take away: a row for each thing that happened, its columns named in words."""
    rows = [[one or None for one in _cells(noted)] for noted in found]
    return pd.DataFrame(rows, columns=[say(f"audit.column.{name}") for name in _COLUMNS], dtype=object)


def _listed(found: Iterable[Noted]) -> str:
    heads = "".join(f'<th scope="col">{escape(say(f"audit.column.{name}"))}</th>' for name in _COLUMNS)
    lines = "".join(f"<tr>{''.join(map(_cell, _cells(noted)))}</tr>" for noted in found)
    label = escape(say("page.audit"), quote=True)
    return f'<div class="trail"><table aria-label="{label}"><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table></div>'


def _cells(noted: Noted) -> tuple[str, ...]:
    known = {region.id for region in places().regions}
    return (
        moment(noted.at),
        say("audit.product") if noted.by_product else noted.by.name,
        noted.by.identity,
        say(f"access.action.{noted.action}") if noted.action in ACTIONS or noted.action in RIGHTS else noted.action,
        say(f"region.{noted.region}") if noted.region in known else noted.region,
        noted.subject,
        say(f"access.outcome.{'refused' if noted.refused else 'done'}"),
    )


def _cell(cell: str) -> str:
    """A hash or an identifier is shortened: the file has it whole."""
    short = len(cell) >= 32 and cell.isalnum()
    return f'<td class="short">{as_text(f"{cell[:_SHORT]}…")}</td>' if short else f"<td>{as_text(cell)}</td>"


def _person(noted: Noted) -> str:
    return noted.by.identity or noted.by.name
