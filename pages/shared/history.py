"""A region's history on a page: which revisions there are, what each changed in a line, what came in, and publishing what was there before."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from html import escape

import streamlit as st

from lib import change_report, figures, intake, model, outputs, store
from lib.exceptions import CannotBeMerged
from lib.intake import Received
from lib.model import Cell, Entry, Judged, Message, Revision, RevisionKind
from pages.shared import address, changes, data, planning_minutes, restoring, what_changes
from pages.shared.cell_panel import as_text
from pages.shared.changes import Judged as Kinds
from pages.shared.data import catalogue, framework, in_this_language, kept, language, named, places, render, say
from pages.shared.restoring import open_one

PER_PAGE = 20
"""Revisions of a page of the list."""
_SHORT = 12
"""How many characters of a hash name a revision in a list."""
_CHOICES = ("revision", "from", "to", "batch", "offer")
"""What the address says of one region's history."""
_SHOWN = "history-shown"


def entries(region: str) -> tuple[Entry, ...]:
    """The revisions of a region that are shown, newest first: all, or those of a moment that is looked back to. StoreError."""
    moment = data.shown().as_of
    return tuple(entry for entry in reversed(store.history(kept(), region)) if moment is None or entry.at <= moment)


def revision(entry: Entry) -> Revision:
    """An entry's revision, read once per process. StoreError."""
    return data.revision(entry.region, entry.number, entry.fingerprint)


def when(at: datetime) -> str:
    """A moment of a history: date and time in UTC."""
    return say("history.when", date=at.date(), time=f"{at:%H:%M}")


def name(entry: Entry) -> str:
    """A revision by its number and time."""
    return say("history.name", number=entry.number, when=when(entry.at))


def judged(entry: Entry) -> Kinds:
    """What kind of change the publisher took each changed status for."""
    return {Cell(one.place, one.point): one.change for one in entry.judged}


def in_a_line(entry: Entry, before: Entry | None) -> str:
    """What a revision changed, counted, in a line; StoreError."""
    if before is None:
        return say("history.first")
    if entry.fingerprint == before.fingerprint:
        return say("what_changes.nothing")
    return _line(before.fingerprint, entry.fingerprint, entry.judged, before, entry, language())


@st.cache_resource(max_entries=2_000, show_spinner=False)
def _line(one: str, other: str, judged_so: tuple[Judged, ...], _before: Entry, _after: Entry, language: str) -> str:
    both = revision(_before), revision(_after)
    try:
        found = changes.found(both[0].matrix, both[1].matrix, both)
    except CannotBeMerged:
        return say("what_changes.cannot")
    cells = figures.as_judged(found.cells, judged(_after))
    return " ".join(render(message) for message in change_report.in_words(cells, found.rows))


def show_list(found: Sequence[Entry]) -> None:
    """The revisions, newest first, a page at a time."""
    pages = -(-len(found) // PER_PAGE)
    asked = address.get("batch")
    number = min(max(int(asked), 1), pages) if asked.isascii() and asked.isdigit() else 1
    address.put(batch=str(number) if number > 1 else "")
    first = (number - 1) * PER_PAGE
    for index, entry in enumerate(found[first : first + PER_PAGE], start=first):
        before = found[index + 1] if index + 1 < len(found) else None
        with st.container(border=True):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.header(name(entry), anchor=False, width="content")
                if index == 0:
                    _mark_current()
            st.html(_facts(entry, found, in_a_line(entry, before), _short_hashes(entry)))
            label = say("history.open", number=entry.number)
            st.button(label, key=f"open-{entry.number}", icon=":material/arrow_forward:", type="tertiary", on_click=open_one, args=(entry.number,))
    if pages > 1:
        with st.container(horizontal=True, vertical_alignment="center"):
            newer = {"batch": str(number - 1) if number > 2 else ""}
            st.button(say("history.newer"), key="newer", disabled=number == 1, icon=":material/chevron_left:", on_click=address.put, kwargs=newer)
            st.markdown(say("history.page", first=first + 1, last=min(first + PER_PAGE, len(found)), all=len(found)))
            older = {"batch": str(number + 1)}
            st.button(
                say("history.older"), key="older", disabled=number == pages, icon=":material/chevron_right:", on_click=address.put, kwargs=older
            )


def _mark_current() -> None:
    """Mark what is current, of now or of the moment that is looked back to."""
    st.badge(say("history.current.then" if data.shown().as_of else "history.current.badge"), icon=":material/check:")


def _facts(entry: Entry, found: Sequence[Entry], changed: str, hashes: str) -> str:
    """Who published a revision, by which way and why, what it changed, and the hashes by which it can be told."""
    facts = [
        f"{escape(say('history.by'))} {as_text(entry.by)}" if entry.by else escape(say("history.by.product")),
        escape(_way(entry, found)),
    ]
    lines = [
        " · ".join(facts),
        as_text(entry.note) if entry.note else "",
        f"<strong>{escape(say('history.changed'))}</strong> {escape(changed)}",
        hashes,
    ]
    return f'<div style="overflow-wrap:anywhere">{"<br>".join(filter(None, lines))}</div>'


def _way(entry: Entry, found: Sequence[Entry]) -> str:
    """By which way a revision was published; of an earlier one that was published anew, which one it is."""
    if entry.kind is RevisionKind.RESTORE:
        same = (one for one in found if one.number < entry.number and one.fingerprint == entry.fingerprint and one.kind is not RevisionKind.RESTORE)
        if first := next(same, None):
            return say("history.again", number=first.number)
    if entry.kind is RevisionKind.PLANNING and not _of_session(entry.region, entry.number, entry.fingerprint):
        return say("history.kind.progress")
    return say(f"history.kind.{entry.kind}")


@st.cache_resource(max_entries=2_000, show_spinner=False)
def _of_session(region: str, number: int, fingerprint: str) -> bool:
    """Whether a planning session was closed with a revision; else the state of an action was edited on Progress. It never changes afterwards, and who may
    not see the session may know that."""
    return any(one.number == number for one in store.sessions(data.opened(), region, open=False))


def _has_file(receipt: str) -> bool:
    return receipt != model.receipt(b"")


def _short_hashes(entry: Entry) -> str:
    """The receipt and the fingerprint, shortened: opening the revision shows them whole."""
    hashes = {"fingerprint": entry.fingerprint[:_SHORT]}
    said = say("history.hashes", receipt=entry.receipt[:_SHORT], **hashes) if _has_file(entry.receipt) else say("history.hashes.no_file", **hashes)
    return f"<small>{escape(said)}</small>"


def _whole_hashes(entry: Entry) -> str:
    parts = ("receipt", "fingerprint") if _has_file(entry.receipt) else ("fingerprint",)
    said = (named(escape(say(f"history.{part}.whole")), f"<code>{escape(getattr(entry, part))}</code>") for part in parts)
    return "<br>".join(f"<small>{one}</small>" for one in said)


def show_facts(entry: Entry, before: Entry | None, found: Sequence[Entry]) -> None:
    """All that is known of a revision, and the ways to take it away."""
    st.html(_facts(entry, found, in_a_line(entry, before), _whole_hashes(entry)))
    if entry.kind not in (RevisionKind.SHIPPED, RevisionKind.RESTORE):
        base = next((one for one in found if one.fingerprint == entry.base and one.number < entry.number), None)
        st.caption(say("history.base", number=base.number) if base else say("history.base.unknown"))
    received = _received(entry.receipt, entry.region, entry.number)
    with st.container(horizontal=True, vertical_alignment="center"):
        stem = f"{entry.region}-{entry.number}"
        if received:
            st.download_button(
                say("history.download.received"),
                partial(store.bytes_of, kept(), entry.region, entry.number),
                file_name=f"{stem}-as-received{received.ending}",
                mime=received.media_type,
                key="received",
                icon=":material/inventory_2:",
                on_click="ignore",
            )
        st.download_button(
            say("history.download.ours"),
            in_this_language(lambda: as_workbook(revision(entry))),
            file_name=f"{stem}.xlsx",
            key="ours",
            icon=":material/download:",
            on_click="ignore",
        )
        if entry.kind is RevisionKind.PLANNING and data.may("drafts", entry.region):
            planning_minutes.offer_of(entry)
        st.page_link(
            "pages/explore/coverage.py",
            label=say("history.then"),
            icon=":material/history:",
            query_params=address.way(region=entry.region, group="", as_of=moment(entry, found)),
        )
    if not received:
        st.caption(say("history.no_bytes"))
    for finding in received.carried if received else ():
        st.caption(render(finding.message))


def as_workbook(revision: Revision) -> bytes:
    """A revision as a workbook of our format, to edit and hand in again."""
    return outputs.workbook(revision.matrix, framework(), places(), catalogue(language()), base=revision.fingerprint)


def moment(entry: Entry, found: Sequence[Entry]) -> str:
    """The moment, to the second, at which a revision was current; to the microsecond where another one followed within that second."""
    second = entry.at.replace(microsecond=0) + timedelta(seconds=1 if entry.at.microsecond else 0)
    followed = any(one.number > entry.number and one.at <= second for one in found)
    return (entry.at if followed else second).replace(tzinfo=None).isoformat()


@st.cache_resource(max_entries=200, show_spinner=False)
def _received(receipt: str, region: str, number: int) -> Received | None:
    """What the bytes of a revision are and carry along; None where it has none."""
    return intake.kind(store.bytes_of(data.opened(), region, number)) if _has_file(receipt) else None


# What the page opens


def forget_other_region(region: str) -> None:
    """What was opened of another region is not of this one, whatever its number; unless a link says so itself."""
    last = st.session_state.get(_SHOWN)
    if last and last[0] != region and last[1] == _choices():
        address.put(**dict.fromkeys(_CHOICES, ""))


def remember(region: str) -> None:
    """Remember of which region it is that something is opened."""
    st.session_state[_SHOWN] = (region, _choices())


def _choices() -> tuple[str, ...]:
    return tuple(address.get(name) for name in _CHOICES)


def choose(found: Sequence[Entry]) -> tuple[Entry | None, tuple[Entry, Entry] | None]:
    """The revision that is opened, and the two that are compared, if there are."""
    by_number = {str(entry.number): entry for entry in found}
    one = other = ""
    if len(found) > 1:
        one, other = (
            address.choose_one(
                end, say(f"history.{end}"), ["", *by_number], lambda id: name(by_number[id]) if id else say("history.choose"), width=320
            )
            for end in ("from", "to")
        )
    if one and other:
        address.put(revision="", offer="")
        return None, (by_number[one], by_number[other])
    asked = address.get("revision")
    if asked and asked not in by_number:
        address.put(revision="")
        st.toast(say("address.unknown", choice=say("history.revision")), icon=":material/link_off:", duration="infinite")
    else:
        address.put(revision=asked)
    return by_number.get(asked), None


def compare(before: Entry, after: Entry) -> None:
    """What changes from one revision to any other."""
    _head(say("history.between", before=before.number, after=after.number))
    follows = after.number == before.number + 1
    if not follows:
        st.caption(say("history.between.rule"))
    _show_between(revision(before), revision(after), judged(after) if follows else {})


def show_one(entry: Entry, found: Sequence[Entry]) -> None:
    """One revision: what is known of it, the ways to take it away and to publish it anew, and what it changed."""
    _head(name(entry))
    if entry is found[0]:
        _mark_current()
    before = next((one for one in found if one.number == entry.number - 1), None)
    show_facts(entry, before, found)
    current = found[0]
    if data.shown().as_of:
        st.caption(say("history.restore.now"))
    elif entry.fingerprint == current.fingerprint:
        st.caption(say("history.current") if entry is current else say("history.same", number=current.number))
    else:
        with st.expander(say("history.restore"), icon=":material/settings_backup_restore:"):
            st.markdown(say("history.restore.help", number=entry.number, next=current.number + 1))
            pair = {"from": str(current.number), "to": str(entry.number), "revision": ""}
            st.button(say("history.restore.see"), key="see", icon=":material/difference:", type="tertiary", on_click=address.put, kwargs=pair)
            restoring.ask(restoring.restoring(entry, current), say("history.restore.do", number=entry.number))
    if before:
        st.header(say("history.changes", before=before.number), anchor="what-changes")
        _show_between(revision(before), revision(entry), judged(entry))


def mention_offer() -> None:
    """Say that a newer workbook came with the product."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(say("history.offer"), icon=":material/new_releases:", width="stretch")
        st.button(say("history.offer.open"), key="offer", on_click=address.put, kwargs={"offer": "on"})


def show_offer(offer: Revision, current: Entry) -> None:
    """The newer shipped workbook: what it would change, and publishing it knowingly."""
    _head(say("history.offer.title", region=Message(f"region.{offer.region}")))
    st.warning(say("history.offer.help", number=current.number), icon=":material/warning:")
    kinds = _show_between(revision(current), offer, judge=True, stem=f"{offer.region}-shipped")
    st.header(say("history.offer.publish"), anchor="publish")
    restoring.ask(restoring.taking_offer(offer, current, kinds), say("history.offer.do"))


def _head(title: str) -> None:
    st.button(say("history.all"), key="all", icon=":material/arrow_back:", type="tertiary", on_click=open_one, args=(0,))
    st.header(title, anchor=False)


def _show_between(before: Revision, after: Revision, kinds: Kinds | None = None, judge: bool = False, stem: str = "") -> Kinds:
    """What changes from one revision to another of the same region."""
    stem = stem or f"{after.region}-{before.number}-{after.number}"
    return what_changes.show(before.matrix, after.matrix, name=f"changes-{stem}", revisions=[before, after], judged=kinds, judge=judge)
