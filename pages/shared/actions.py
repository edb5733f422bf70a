"""A region's follow-up on a page: what is overdue first, what documents record apart; and saying what became of an action.

A new state is published at once, as a revision of its own: there is no draft of it that could be lost, and History says who said so and why.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from lib import figures, handing_in, merge, schema, store
from lib.exceptions import Overtaken, StoreError
from lib.merge import Change, Unit
from lib.model import Matrix, Message, Revision, RevisionKind, State
from pages.shared import acting, address, downloads, next_steps
from pages.shared.alike import told_apart
from pages.shared.cell_panel import as_text
from pages.shared.data import catalogue, framework, joined, kept, language, may, named, places, render, say, shown, today
from pages.shared.filters import point_name
from pages.shared.who import four_eyes, guarded

_STYLE = """<style>
.actions { overflow-x: auto }
.actions table { border-collapse: collapse; width: 100%; margin: 0 }
.actions th, .actions td { text-align: left; vertical-align: top; padding: 4px 16px 4px 0; border: 0; border-bottom: 1px solid rgba(128, 128, 128, 0.3) }
.actions td { overflow-wrap: anywhere; min-width: 6rem } .actions td.what { min-width: 16rem }
</style>"""
_COLUMNS = {"column.due": "15%", "column.action": "37%", "progress.column.where": "20%", "minutes.column.who": "16%", "column.state": "12%"}
_FIELDS = ("state", "due", "lead", "reason")
"""What can be said of an action here."""
_NEEDS_REASON = (State.DROPPED, State.NO_ACTION)
_LONGEST_NAME = 90
"""Letters of an action in a list to choose from."""
_TOLD = "progress-told"
_TYPED = "progress-typed"
"""What is typed of which action, as it was then: it is told where somebody else changes the action before it is published."""


def known(revision: Revision, on: date) -> pd.DataFrame:
    """A revision's follow-up on a day (`figures.actions`), each row with its ref."""
    return _known(revision.fingerprint, on, revision.matrix)


@st.cache_resource(max_entries=200, show_spinner=False)
def _known(fingerprint: str, on: date, _matrix: Matrix) -> pd.DataFrame:
    return figures.actions(merge.with_refs(_matrix), on)


def show(revision: Revision) -> None:
    """What was agreed and where it stands, and what became of one action."""
    on = today()
    st.header(say("progress.actions"), anchor="actions")
    found = known(revision, on)
    rows = found.to_dict("records")
    if not rows:
        st.info(say("next.actions.then" if shown().as_of else "progress.actions.none"), icon=":material/event_available:")
        next_steps.ways("planning", "upload", region=revision.region)
        return
    first, *others = (render(one) for one in figures.actions_in_words(figures.action_counts(found), on))
    with st.container(horizontal=True):
        st.markdown(" ".join((f"**{first}**", *others)))
        downloads.offer(f"actions-{revision.region}", lambda: table(found, on), revisions=[revision])
    st.html(_STYLE)
    for group in figures.GROUPS:
        _show_group(group, [row for row in rows if row["group"] == group], on)
    _tell()
    if revision.region in shown().stamps and not shown().as_of and acting.allowed("keep", revision.region):
        _edit(revision, rows)


def _show_group(group: str, rows: Sequence[Mapping[Any, Any]], on: date) -> None:
    """The actions of one group; those that nobody has to do any more, and those that nobody agreed to, folded away."""
    if not rows:
        return
    title = say(f"progress.group.{group}", n=len(rows), date=on + figures.SOON)
    if group in figures.OPEN:
        st.subheader(title, anchor=group)
        st.html(_listed(rows, on, title))
    else:
        with st.expander(title):
            if group == State.RECORDED:
                st.caption(say("progress.recorded.help"))
            st.html(_listed(rows, on, title))


def _listed(rows: Iterable[Mapping[Any, Any]], on: date, title: str) -> str:
    heads = "".join(f'<th scope="col" style="width:{width}">{escape(say(id))}</th>' for id, width in _COLUMNS.items())
    lines = "".join(f"<tr>{''.join(_cells(row, on))}</tr>" for row in rows)
    label = escape(title, quote=True)
    return f'<div class="actions"><table aria-label="{label}"><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table></div>'


def _cells(row: Mapping[str, Any], on: date) -> Iterable[str]:
    due = escape(render(figures.due_in_words(row, on)))
    yield f"<td>{f'<strong>{due}</strong>' if row['group'] == 'overdue' else due}</td>"
    beside = [named(escape(say(f"column.{id}")), as_text(row[id])) for id in ("target", "reason", "source") if row[id]]
    yield f'<td class="what">{"<br>".join((as_text(row["action"]), *(f"<small>{one}</small>" for one in beside)))}</td>'
    yield f"<td>{escape(point_name(row['point']))}<br>{escape(say('place.' + row['place']))}</td>"
    yield f"<td>{'<br>'.join(as_text(one) for one in (row['lead'], *row['partners']) if one)}</td>"
    yield f"<td>{escape(say('state.' + row['state']))}</td>"


def table(found: pd.DataFrame, on: date) -> pd.DataFrame:
    """The follow-up to take away: a row for each action, its columns named in words."""
    heads = {"group": say("progress.column.group"), **{column.key: say(f"column.{column.key}") for column in schema.FOLLOW_UP.columns}}
    rows = [
        {
            "group": say(f"progress.group.{row['group']}.name", date=on + figures.SOON),
            "place": say(f"place.{row['place']}"),
            "point": point_name(row["point"]),
            **{id: row[id] or None for id in ("ref", "action", "lead", "target", "due", "reason", "source")},
            "partners": joined(row["partners"]) or None,
            "state": say(f"state.{row['state']}"),
        }
        for row in found.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=list(heads), dtype=object).rename(columns=heads)


# What became of an action


def _edit(revision: Revision, rows: Sequence[Mapping[Any, Any]]) -> None:
    by_ref = {row["ref"]: row for row in rows}
    st.subheader(say("progress.edit"), anchor="edit")
    alone = may("publish", revision.region) and not (guarded() and four_eyes())
    st.caption(say("progress.edit.help" if alone else "progress.hand_in.help"))
    called = told_apart({ref: _called(row) for ref, row in by_ref.items()}, str)
    ref = address.choose_or_none("action", say("progress.edit.which"), list(called), called.__getitem__)
    if ref is None:
        return
    row = by_ref[ref]
    _tell_overtaken(row)
    with st.container(border=True, key="became"):
        typed = _type(row)
        with st.container(horizontal=True):
            name = acting.ask(say("upload.name"), width=300)
            note = st.text_input(say("progress.note"), key=f"note-{_key(row)}", max_chars=500, live="500ms", persist_state="session")
        note = (note or "").strip()
        changes = [
            Change(Unit(schema.FOLLOW_UP.key, (ref,), field), row[field] or None, typed[field] or None)
            for field in _FIELDS
            if row[field] != typed[field]
        ]
        st.session_state[_TYPED] = (ref, _key(row), changes, note)
        doubts = list(_doubts(row, typed, today()))
        for doubt in doubts:
            st.warning(doubt, icon=":material/help:")
        # A tick is an answer to these very questions.
        meant = not doubts or st.checkbox(say("progress.even_so", n=len(doubts)), key=f"meant-{_key({**row, **typed})}")
        missing = [
            *_open(row, typed, changes),
            *(() if meant else [say("progress.missing.meant")]),
            *(say(f"upload.missing.{id}") for id, text in (("name", name), ("note", note)) if not text),
        ]
        st.button(
            say("progress.publish" if alone else "progress.hand_in"),
            key="publish-action",
            type="primary",
            icon=":material/publish:" if alone else ":material/upload_file:",
            disabled=bool(missing),
            on_click=_publish if alone else _hand_in,
            args=(revision, row, changes, name, note),
        )
        for reason in missing:
            st.caption(reason)


def _called(row: Mapping[str, Any]) -> str:
    text = " ".join(row["action"].split())
    text = text if len(text) <= _LONGEST_NAME else f"{text[:_LONGEST_NAME]}…"
    called = named(f"{row['point']}, {say('place.' + row['place'])}", text)
    return say("progress.called.overdue", action=called) if row["group"] == "overdue" else called


def _key(row: Mapping[str, Any]) -> str:
    """What names the widgets of an action: where somebody else changed it, what was typed upon the old one is not taken for an answer to the new."""
    return hashlib.sha256(repr(sorted(row.items())).encode()).hexdigest()[:12]


def _type(row: Mapping[str, Any]) -> dict[str, Any]:
    """The state, date, lead and reason as somebody has them now."""
    key = _key(row)
    states = [state for state in State if state is not State.RECORDED or row["state"] is State.RECORDED]
    with st.container(horizontal=True):
        state = st.selectbox(
            say("column.state"),
            states,
            index=states.index(row["state"]),
            format_func=lambda one: say(f"state.{one}"),
            key=f"state-{key}",
            persist_state="session",
            width=240,
        )
        due = st.text_input(
            say("column.due"),
            row["due"],
            key=f"due-{key}",
            max_chars=20,
            live="500ms",
            help=say("progress.due.help"),
            persist_state="session",
            width=200,
        )
        lead = st.text_input(say("column.lead"), row["lead"], key=f"lead-{key}", max_chars=200, live="500ms", persist_state="session", width=300)
        reason = st.text_input(say("column.reason"), row["reason"], key=f"reason-{key}", max_chars=1_000, live="500ms", persist_state="session")
    return {"state": state, "due": (due or "").strip(), "lead": (lead or "").strip(), "reason": (reason or "").strip()}


def _open(row: Mapping[str, Any], typed: Mapping[str, Any], changes: Sequence[Change]) -> Iterable[str]:
    """What is still missing in what was typed."""
    if not changes:
        yield say("progress.missing.change")
    if typed["due"] and typed["due"] != row["due"] and figures.last_day(typed["due"]) is None:
        yield say("progress.missing.due")
    if typed["state"] in _NEEDS_REASON and not typed["reason"]:
        yield say("progress.missing.reason")
    # A reason belongs to its state: why something was late is not why it was dropped, nor that why it was taken up again.
    stale = typed["reason"] and typed["reason"] == row["reason"]
    if stale and (typed["state"] in _NEEDS_REASON) is not (row["state"] in _NEEDS_REASON):
        yield say("progress.missing.new_reason", state=Message(f"state.{row['state']}"))


def _doubts(row: Mapping[str, Any], typed: Mapping[str, Any], on: date) -> Iterable[str]:
    """What may well be meant, but is asked first: an action that somebody has to do and that is overdue from the start, or that nobody leads."""
    said = {field: (typed[field] != row[field]) for field in _FIELDS}
    if typed["state"] not in figures.TO_DO or not any(said.values()):
        return
    last = figures.last_day(typed["due"])
    taken_up = row["state"] not in figures.TO_DO
    if last and last < on and (said["due"] or taken_up):
        yield say("progress.doubt.past", date=last)
    if not typed["lead"]:
        yield say("progress.doubt.lead")


def _publish(upon: Revision, row: Mapping[str, Any], changes: Sequence[Change], name: str, note: str) -> None:
    """Publish what became of an action, upon the revision that was shown when the button was drawn."""
    st.session_state.pop(_TYPED, None)
    try:
        new = store.publish(
            kept(),
            _after(upon, changes),
            b"",
            acting.actor(name),
            kind=RevisionKind.PLANNING,
            expected=upon.fingerprint,
            base=upon.fingerprint,
            note=note,
        )
    except Overtaken as overtaken:
        known = merge.with_refs(overtaken.current.matrix).follow_up if overtaken.current else ()
        same = any(asdict(one).items() <= row.items() for one in known)
        st.session_state[_TOLD] = ("warning", Message("progress.overtaken"), []) if same else _overtaken(changes, note)
    except StoreError as error:
        st.session_state[_TOLD] = "error", error.message, []
    else:
        said = Message("history.published", {"number": new.number, "region": Message(f"region.{new.region}")})
        st.session_state[_TOLD] = "success", said, []


def _hand_in(upon: Revision, row: Mapping[str, Any], changes: Sequence[Change], name: str, note: str) -> None:
    """Hand in the workbook that says what became of an action, with its note: it waits until a publisher has looked at it."""
    state = next((change.after for change in changes if change.unit.column == "state"), row["state"])
    file = say("progress.hand_in.file", ref=row["ref"], state=Message(f"state.{state}"))
    try:
        data = handing_in.download(replace(upon, matrix=_after(upon, changes)), framework(), places(), catalogue(language()))
        store.keep(kept(), upon.region, file, data, note=note)
    except StoreError as error:
        st.session_state[_TOLD] = "error", error.message, []
    else:
        st.session_state[_TOLD] = "success", Message("progress.handed_in"), []


def _after(upon: Revision, changes: Sequence[Change]) -> Matrix:
    return merge.apply(merge.with_refs(upon.matrix), changes)


def _overtaken(changes: Sequence[Change], note: str) -> tuple[str, Message, list[str]]:
    """What is said where somebody else changed the action that something was typed of."""
    typed = [render(merge.value_in_words(one.unit.sheet, one.unit.column, one.after)) for one in changes]
    return "warning", Message("progress.overtaken.action"), [*typed, *filter(None, [note])]


def _tell_overtaken(row: Mapping[str, Any]) -> None:
    """Say once that an action is another than the one that somebody has typed something of, which it does not say."""
    ref, key, changes, note = st.session_state.pop(_TYPED, ("", "", (), ""))
    lost = [one for one in changes if (row[one.unit.column] or None) != one.after] if ref == row["ref"] and key != _key(row) else []
    if lost:
        st.session_state[_TOLD] = _overtaken(lost, note)
        _tell()


def _tell() -> None:
    """What became of the last click, said once; with what was typed where it could not stay."""
    if told := st.session_state.pop(_TOLD, None):
        kind, message, typed = told
        {"success": st.success, "warning": st.warning, "error": st.error}[kind](render(message))
        if typed:
            st.html(f"<p>{escape(say('progress.typed'))} {joined(map(as_text, typed))}</p>")
