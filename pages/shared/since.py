"""What changed between two days on a page: the change report of one region, line by line, or of all, and the ways to take it away."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from html import escape
from urllib.parse import urlencode

import streamlit as st

from lib import change_report, store
from lib.change_report import KINDS, ChangeReport, Line
from lib.exceptions import CannotBeMerged
from lib.model import Message
from lib.outputs import documents
from lib.places import Region
from lib.store import Stamp
from pages.shared import address, change_list, data, downloads, next_steps
from pages.shared.cell_panel import as_heading, as_list
from pages.shared.data import catalogue, framework, kept, language, named, places, render, say, shown, today
from pages.shared.matrix import rests_on

HALF_A_YEAR = timedelta(days=183)
_EARLIEST = date(2000, 1, 1)
_FIRST = 40
"""How many lines of a kind are listed before somebody asks for the rest."""


def choose_since(label: str, *, always: bool = True) -> date:
    """The day from which changes count: half a year ago unless another is chosen."""
    return address.choose_day("since", label, today() - HALF_A_YEAR, least=_EARLIEST, most=today(), always=always, width=180)


def reports(regions: Iterable[Region], since: date, until: date, *, all: bool = True) -> tuple[ChangeReport, ...]:
    """The change report of each region that has one at the end of `until`: from what was current before `since`, or from its first revision where there
    was none. Without `all`, only of regions of which anything was published in between. A region whose change cannot be told is named on the page and left
    out. StoreError."""
    before = _then(datetime.combine(since, time(), UTC) - timedelta(microseconds=1))
    after = shown().stamps if until >= today() else _then(datetime.combine(until, time.max, UTC))
    found = []
    for region in regions:
        last = after.get(region.id)
        if last and (all or last.number > _least(before.get(region.id))):
            try:
                found.append(_report(region.id, _steps(region.id, _least(before.get(region.id)), last), framework().point_ids))
            except CannotBeMerged:
                st.error(say("since.cannot", region=Message(f"region.{region.id}")), icon=":material/error:")
    return tuple(found)


@st.cache_resource(max_entries=200, ttl="1h", show_spinner=False)
def _then(moment: datetime) -> Mapping[str, Stamp]:
    """What was current at a moment that is past: nothing that is published later changes it."""
    return store.as_of(kept(), moment)


def _least(first: Stamp | None) -> int:
    """The number of the revision that a comparison begins with: the very first one where there is none of then."""
    return first.number if first else 1


def _steps(region: str, least: int, last: Stamp) -> tuple[Stamp, ...]:
    """Every revision of a region from a number to a later one."""
    if least >= last.number:
        return (last,)
    return tuple(Stamp(one.number, one.fingerprint) for one in store.history(kept(), region) if least <= one.number <= last.number)


@st.cache_resource(max_entries=200, show_spinner=False)
def _report(region: str, steps: tuple[Stamp, ...], points: tuple[str, ...]) -> ChangeReport:
    return change_report.change_report([data.revision(region, *step) for step in steps], points)


def show(region: Region) -> None:
    """The change report, of this region or of all of its sort."""
    st.header(say("since.title"), anchor="changes")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        since = choose_since(say("since.since"))
        until = address.choose_day("until", say("since.until"), today(), least=since, most=today(), width=180)
        scope = address.choose_view("scope", say("since.scope"), ("region", "all"), lambda code: say(f"since.scope.{code}"))
    regions = [one for one in places().regions if one.demonstration is region.demonstration] if scope == "all" else [region]
    found = reports(regions, since, until)
    if not found:
        st.info(f"{say('since.nothing_published')} {say('next.day')}", icon=":material/inventory_2:")
        return
    if scope == "all":
        _show_all(found, since)
    else:
        [report] = found
        st.markdown(" ".join((f"**{render(report.said[0])}**", *map(render, report.said[1:]))))
        st.caption(between(report, since))
    _take_away(found, since, until, region.id if scope == "region" else "all")
    if scope == "region":
        _show_lines(found[0])


def between(report: ChangeReport, since: date) -> str:
    """Which two revisions were compared, in a sentence."""
    before, after = report.before, report.after
    if before.number == after.number:
        if before.at.date() < since:
            return f"{say('since.same', number=after.number, at=after.at.date())} {say('next.earlier')}"
        return f"{say('since.first', number=after.number, at=after.at.date())} {say('next.first')}"
    if before.at.date() >= since:
        return say("since.begun", since=since, number=before.number, at=before.at.date(), after=after.number)
    return say("since.between", before=before.number, before_at=before.at.date(), after=after.number, after_at=after.at.date())


def changed(reports: Iterable[ChangeReport]) -> list[ChangeReport]:
    """The reports in which anything changed."""
    return [report for report in reports if report.lines or report.unlisted]


def _show_all(found: tuple[ChangeReport, ...], since: date) -> None:
    moved = changed(found)
    if not moved:
        st.info(f"{say('since.nothing', since=since)} {say('next.earlier')}", icon=":material/check:")
        next_steps.ways("history")
    for report in moved:
        st.markdown("  \n".join((f"**{say(f'region.{report.region}')}**", " ".join(map(render, report.said)))))
        st.caption(between(report, since))


def _take_away(found: tuple[ChangeReport, ...], since: date, until: date, name: str) -> None:
    """The report as a document and as a table. Both are made at a click, in a thread beside the page's script."""
    base = (st.context.url or "").partition("?")[0].rpartition("/")[0]
    base, words = f"{base}/" if base else "", catalogue(language())
    stem = f"changes-{name}-{since}-{until}"
    rests: Mapping[str, Message] = {report.region: rests_on([report.before, report.after]) for report in found}
    with st.container(horizontal=True):
        st.download_button(
            say("since.document"),
            partial(documents.change_report, found, since, until, words, rests_on=rests, base=base),
            file_name=f"{stem}.docx",
            mime=documents.MIME,
            key="change-report",
            icon=":material/description:",
            on_click="ignore",
        )
        downloads.offer(stem, lambda: change_report.table(found, words, base), revisions=[report.after for report in found])


def _show_lines(report: ChangeReport) -> None:
    """Every line under its kind, with the way to its cell."""
    pieces = []
    opened = address.get("open").split(",")
    for sheet, kinds in KINDS.items():
        for kind in kinds:
            lines = [line for line in report.lines if (line.sheet, line.kind) == (sheet, kind)]
            if lines:
                of = say("change_report.statuses" if sheet == "matrix" else f"sheet.{sheet}")
                pieces.append((f"{sheet}-{kind}", named(of, say(_counted(lines[0]), n=len(lines))), lines))
    for part, title, lines in pieces:
        first = lines if part in opened else lines[:_FIRST]
        st.html(f'<div style="overflow-wrap:anywhere">{as_heading(title)}{as_list(_line(report.region, line) for line in first)}</div>')
        if len(lines) > len(first):
            label = say("what_changes.more", n=len(lines) - len(first))
            st.button(label, key=f"more-{part}", icon=":material/expand_more:", type="tertiary", on_click=_open_list, args=(part,))
    address.put(open=",".join(part for part, *_ in pieces if part in opened))
    if report.unlisted:
        st.caption(say("change_report.unlisted", counts=" ".join(map(render, report.unlisted))))


def _counted(line: Line) -> str:
    return f"change_report.of.{line.kind}" if line.sheet == "matrix" else f"change_report.rows.{line.kind}"


def _open_list(part: str) -> None:
    address.put(open=",".join(filter(None, (address.get("open"), part))))


def _line(region: str, line: Line) -> str:
    """A line as HTML: what changed, then the ways to its cell and to the revisions that changed it."""
    if line.sheet == "matrix":
        [field] = line.fields
        told = change_list.status({"place": line.place, "point": line.point, "before": field.before, "after": field.after, "change": line.kind})
    else:
        told = change_list.row(line)
    return f"{told}<br><small>{' · '.join(_traces(region, line))}</small>"


def _traces(region: str, line: Line) -> Iterator[str]:
    yield _link(say("since.cell"), change_report.cell_address(region, line))
    for number in line.revisions:
        yield _link(say("since.revision", number=number), change_report.revision_address(region, number))
    if line.sheet == "matrix":
        yield escape(render(change_report.called_by(line)))


def _link(text: str, to: str) -> str:
    """A way to another view, relative to the dashboard: the browser opens it in a session of its own, so it names the language that was chosen."""
    to = f"{to}&{urlencode(address.way())}".rstrip("&")
    return f'<a href="{escape(to)}" target="_self" style="color:inherit">{escape(text)}</a>'
