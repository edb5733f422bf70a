"""What is behind one cell: the status or the records, what is missing, and every activity with its year and source.

What offices wrote is shown as text and nothing else: it goes into HTML escaped, never into Markdown, and only http(s) addresses become links.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from html import escape
from typing import Any

import streamlit as st

from lib import figures, planning
from lib.model import REGION_WIDE, Activity, Cell, Evidence, FollowUp, Remark, Revision, State, years
from lib.pictured import Drawn
from pages.shared import address, languages, next_steps, paper
from pages.shared.data import by_name, joined, named, say, today
from pages.shared.matrix import View


def show(revision: Revision, view: View, drawn: Drawn) -> None:
    """Choose a cell by name, and read what is behind it."""
    _choose(view)
    known = _opened(drawn)
    if known is None:
        with paper.off("no-cell"):
            st.info(say("panel.choose"), icon=":material/touch_app:")
        return
    st.header(f"{known['place_name']} – {known['point_name']}", anchor="cell")
    st.markdown(f"**{known['words']}**")
    quoted = "".join(behind(revision, Cell(known["place"], known["point"]), view.evidence))
    found = quoted or as_paragraph(say(f"panel.nothing.{known['known']}"))
    st.html(f'<div style="overflow-wrap:anywhere">{found}</div>')  # a web address may be wider than the panel
    if quoted:
        languages.say_as_written()
    if known["known"] == "recorded":
        st.caption(say("panel.recorded"))
    if known["known"] == "unknown":
        next_steps.ways("planning", "upload", region=revision.region)
    st.caption(as_of(revision))


def show_in_a_line(drawn: Drawn) -> None:
    """The open cell in a line, with the way to the panel: on a narrow screen that stands below the matrix."""
    known = _opened(drawn)
    with paper.off("line"):
        st.markdown(say("panel.line", cell=known["label"]) if known else say("panel.no_line"))


def _opened(drawn: Drawn) -> Mapping[str, Any] | None:
    """What is known of the open cell, None where none is open or it is not shown."""
    return drawn.cells.get(address.cell())


def _choose(view: View) -> None:
    """Open a cell by name; a click in the matrix writes the same address."""
    places = by_name(view.countries)
    with st.container(horizontal=True):
        address.choose_or_none("place", say("panel.place"), (REGION_WIDE, *places), lambda code: say(f"place.{code}"))
        address.choose_or_none("point", say("panel.point"), view.points, lambda code: f"{code} {say(f'point.{code}.short')}")


def behind(revision: Revision, cell: Cell, evidence: Collection[Evidence]) -> Iterator[str]:
    """What was written about a cell, as pieces of HTML: that its status is contested, remarks, the activities of some kinds of evidence, follow-up. Nothing
    where there is nothing."""
    matrix = revision.matrix
    for remark in matrix.remarks:
        if (remark.place, remark.point) == cell:
            yield from _remark(remark)
    activities = [a for a in matrix.activities if (a.place, a.point) == cell and a.evidence in evidence]
    if activities:
        yield as_heading(say("panel.activities", n=len(activities)))
        yield as_list(as_activity(a) for a in sorted(activities, key=lambda a: max(years(a.year), default=0), reverse=True))
    actions = [f for f in matrix.follow_up if (f.place, f.point) == cell]
    agreed = [f for f in actions if f.state is not State.RECORDED]
    if agreed:
        yield as_heading(say("panel.follow_up"))
        yield as_list(_action(action) for action in agreed)
    if len(actions) > len(agreed):
        yield as_heading(say("panel.targets"))
        yield as_list(_action(action) for action in actions if action not in agreed)


def _remark(remark: Remark) -> Iterator[str]:
    missing, doubts = planning.contested(remark.missing)
    for doubt in doubts:
        yield f"<p><strong>{as_text(doubt)}</strong></p>"
    parts = {
        "panel.missing": missing,
        "panel.recommendation": remark.recommendation,
        "panel.reason": remark.reason,
        "panel.source": " ".join(part for part in (remark.source, remark.year) if part),
    }
    if found := "".join(f"<dt><strong>{escape(say(id))}</strong></dt><dd>{as_text(text)}</dd>" for id, text in parts.items() if text):
        yield f"<dl>{found}</dl>"


def as_activity(activity: Activity) -> str:
    """An activity as HTML: what it is, then its stage, year, actors and evidence, and its source."""
    facts = [
        say(f"stage.{activity.stage}") if activity.stage else say("panel.no_stage"),
        activity.year or say("panel.no_year"),
        joined(activity.actors),
        say(f"panel.evidence.{activity.evidence}"),
    ]
    good = f" <strong>★ {escape(say('panel.good_practice'))}</strong>" if activity.good_practice else ""
    source = as_link(activity.source or activity.link, activity.link)
    cited = f"<br>{named(escape(say('panel.source')), source)}" if source else ""
    return f"{as_text(activity.activity)}{good}<br><small>{_facts(facts)}{cited}</small>"


def _action(action: FollowUp) -> str:
    facts = [
        say(f"state.{action.state}"),
        say("panel.due", due=action.due) if action.due else "",
        say("panel.overdue", date=today()) if figures.is_overdue(action, today()) else "",  # of a day: the page may be printed and read later
        action.lead,
        joined(action.partners),
        action.target,
        action.reason,
        action.source,
    ]
    return f"{as_text(action.action)}<br><small>{_facts(facts)}</small>"


def as_of(revision: Revision) -> str:
    """The day for which a workbook speaks, as a sentence."""
    about = revision.matrix.about
    return say("panel.as_of", date=about.as_of) if about.as_of else say("panel.no_date")


def as_paragraph(text: str) -> str:
    """A text as a paragraph of HTML."""
    return f"<p>{escape(text)}</p>"


def as_heading(text: str) -> str:
    """A text over a list, as HTML."""
    return f'<p class="lead"><strong>{escape(text)}</strong></p>'


def as_list(items: Iterable[str]) -> str:
    """Pieces of HTML as a list."""
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def _facts(facts: Iterable[str]) -> str:
    return " · ".join(as_text(fact) for fact in facts if fact)


def as_text(text: str) -> str:
    """A text from a cell as HTML: escaped, its own line breaks kept, its direction its own."""
    return f'<span dir="auto">{escape(text).replace(chr(10), "<br>")}</span>'


def as_link(text: str, link: str) -> str:
    """A text from a cell as a link if `link` is a web address; else both as text."""
    if not link.startswith(("http://", "https://")):
        return as_text(" ".join(part for part in dict.fromkeys((text, link)) if part))
    return f'<a href="{escape(link)}" style="color:inherit" target="_blank" rel="noopener noreferrer">{as_text(text)}</a>'
