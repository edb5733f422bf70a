"""What only a person can decide about a file that was handed in: is this row that one, may this go, whose is right.

Asked in this order, since a row that lost its Ref and was edited is also among what the file leaves out. An answer counts only for what was shown: where
the current revision has changed since, it is another question.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from lib import handing_in, merge, schema
from lib.handing_in import Comparison
from lib.merge import Alike, Change, Clash, Unit, Value
from lib.model import Revision, Status
from lib.schema import Kind
from pages.shared.by_itself import for_news
from pages.shared.cell_panel import as_text
from pages.shared.data import joined, kept, named, render, say
from pages.shared.hand_ins import moment

_TYPED = {Kind.TEXT, Kind.YEAR, Kind.LINK}
"""The kinds that can be typed anew on the page; dates, numbers and lists of names are corrected in the workbook."""


@dataclass(frozen=True)
class Decided:
    """What a file comes to as far as it is decided, and how many questions are open. `preview` is what it would come to if everything that is open stayed
    as it is published; None while it is not known which rows are new."""

    compared: Comparison
    open: int
    preview: Comparison | None


def decide(first: Comparison) -> Decided:
    """Ask what has to be asked about a file, compared without any answer, and take the answers in. StoreError."""
    report, upon = first.report, first.upon
    same, open = _alike(first) if first.merged.alike else ([], 0)
    if open:
        return Decided(first, open, None)
    compared = handing_in.compare(kept(), report, upon, same=same) if same else first
    (confirmed, open), answers = _withdrawn(compared), clashes(compared)
    if confirmed or answers:
        compared = handing_in.compare(kept(), report, upon, confirmed=confirmed, answers=answers, same=same)
    unanswered = {clash: clash.mine for clash in compared.merged.clashes if clash not in answers}
    if not unanswered:
        return Decided(compared, open, compared)
    preview = handing_in.compare(kept(), report, upon, confirmed=confirmed, answers=answers | unanswered, same=same)
    return Decided(compared, open + len(unanswered), preview)


def _alike(compared: Comparison) -> tuple[list[Alike], int]:
    """The rows that are the known ones, and how many are not answered."""
    st.subheader(say("upload.alike", n=len(compared.merged.alike)), anchor=False)
    st.caption(say("upload.alike.help"))
    new = {change.unit: change.after for change in compared.merged.changes}
    _offer_all(compared.merged.alike, ("same", "new_row"), "upload.alike")
    where, answers = compared.where, {}
    for number, one in enumerate(compared.merged.alike, 1):
        with st.container(border=True):
            st.markdown(f"**{say('upload.numbered', number=number, what=merge.unit_in_words(one.known, where))}**")
            left, right = st.columns(2)
            with left:
                _show(say("upload.alike.known"), one.known, compared.row(one.known))
            with right:
                _show(say("upload.alike.new"), one.new, new.get(one.new))
            answers[one] = _choose(say("upload.alike.which", number=number), one, ("same", "new_row"), "upload.alike")
    return [one for one, answer in answers.items() if answer == "same"], sum(answer is None for answer in answers.values())


def _withdrawn(compared: Comparison) -> tuple[list[Change], int]:
    """What a full file leaves out and may go, and of how much it is not said whether it may: a row forgotten and a row meant to go look the same."""
    found = compared.merged.withdrawn
    if not found:
        return [], 0
    st.subheader(say("upload.withdrawn", n=len(found)), anchor=False)
    st.caption(say("upload.withdrawn.help"))
    _offer_all(found, ("remove", "keep"), "upload.withdrawn")
    where, answers = compared.where, {}
    with st.container(border=True):
        for number, change in enumerate(found, 1):
            what = merge.unit_in_words(change.unit, where)
            left, right = st.columns((3, 1), vertical_alignment="center")
            with left:
                st.markdown(f"**{say('upload.numbered', number=number, what=what)}**")
                st.html(f'<div style="overflow-wrap:anywhere">{as_text(words(change.unit, change.before))}</div>')
            with right:
                label = say("upload.withdrawn.which", number=number)
                answers[change] = _choose(label, change, ("remove", "keep"), "upload.withdrawn", label_visibility="collapsed")
    return [change for change, answer in answers.items() if answer == "remove"], sum(answer is None for answer in answers.values())


def clashes(compared: Comparison, texts: str = "upload.clash") -> dict[Clash, Value]:
    """What goes in where the current revision and the file changed the same: as far as it is answered."""
    found = compared.merged.clashes
    if not found:
        return {}
    st.subheader(say("upload.clashes", n=len(found)), anchor=False)
    st.caption(say(f"{texts}.help"))
    where, answers = compared.where, {}
    for number, clash in enumerate(found, 1):
        with st.container(border=True):
            st.markdown(f"**{say('upload.numbered', number=number, what=merge.unit_in_words(clash.unit, where))}**")
            was, mine, theirs = st.columns(3)
            with was:
                _show(say("upload.clash.base"), clash.unit, clash.base)
            with mine:
                _show(_whose(compared.upon), clash.unit, clash.mine)
            with theirs:
                _show(say(f"{texts}.file"), clash.unit, clash.theirs)
            ways = ("mine", "theirs", "other") if _can_be_typed(clash.unit) else ("mine", "theirs")
            key = f"typed-{_digest((compared.before.about.region, compared.report.file, compared.report.base, clash.unit))}"
            match _choose(say("upload.clash.which", number=number), clash, ways, texts):
                case "mine":
                    answers[clash] = clash.mine
                case "theirs":
                    answers[clash] = clash.theirs
                case "other":
                    typed = _type(clash, number, key)
                    if typed != "":
                        answers[clash] = typed
                case _ if key in st.session_state:  # an answer to an earlier question about the same: somebody may be typing it just now
                    _type(clash, number, key)
                    st.caption(say("upload.clash.again"))
    return answers


def words(unit: Unit, value: Value) -> str:
    """What a unit holds, as a text from a cell: to be escaped."""
    return joined(render(piece) for piece in merge.held_in_words(unit, value))


def _whose(upon: Revision | None) -> str:
    """Whose the current revision is: a name that somebody typed, to be escaped."""
    if upon is None or not upon.by:
        return say("upload.clash.current.shipped", number=upon.number if upon else 0)
    return say("upload.clash.current", number=upon.number, by=upon.by, at=moment(upon.at))


def _show(head: str, unit: Unit, value: Value) -> None:
    """A value beneath whose it is; of a whole row each column."""
    if unit.column or value is None or unit.sheet == schema.MATRIX.key:
        said = as_text(words(unit, value))
    else:
        fields = merge.row_fields(value)
        columns = [column for sheet in schema.TABLES if sheet.key == unit.sheet for column in sheet.columns if column.key in fields]
        cells = [(say(f"column.{column.key}"), words(unit._replace(column=column.key), fields[column.key])) for column in columns]
        said = "<br>".join(named(f"<small>{as_text(head)}</small>", as_text(text)) for head, text in cells if head and text)
    st.html(f'<div style="overflow-wrap:anywhere"><small>{as_text(head)}</small><br>{said}</div>')


def _choose(label: str, about: object, ways: Sequence[str], texts: str, **look: Any) -> str | None:
    """One of a few answers; none at first."""
    key = _answer(about)
    return st.radio(label, ways, index=None, format_func=lambda way: say(f"{texts}.{way}"), horizontal=True, key=key, persist_state="session", **look)


def _can_be_typed(unit: Unit) -> bool:
    column = merge.column_of(unit)
    return column is not None and (column.kind in _TYPED or column.kind is Kind.STATUS)


def _type(clash: Clash, number: int, key: str) -> Value:
    """Another value than either; "" while there is none. The field is one for all questions about a unit: what stands in it stays where what is published
    changes meanwhile."""
    label = say("upload.clash.typed", number=number)
    column = merge.column_of(clash.unit)
    if column and column.kind is Kind.STATUS:
        options = schema.VOCABULARIES[Kind.STATUS]
        chosen = st.selectbox(
            label,
            options,
            index=None,
            format_func=lambda code: say(f"status.{code}"),
            key=key,
            persist_state="session",
            placeholder=say("address.choose"),
        )
        return "" if chosen is None else None if chosen == schema.NOT_ASSESSED else Status(chosen)
    text, first = clash.mine if isinstance(clash.mine, str) else "", f"{key}-first"
    # A text that nobody touched follows what is published – but not under the hands of somebody whose letters are still on their way.
    if key not in st.session_state or (st.session_state[key] == st.session_state.get(first) and not for_news()):
        st.session_state[key] = st.session_state[first] = text
    typed = st.text_area(label, st.session_state[key], max_chars=schema.MAX_TEXT, key=key, persist_state="session") or ""
    return typed.strip()


def _answer(about: object) -> str:
    """Under which key the answer to a question stands."""
    return f"answer-{_digest(about)}"


def _offer_all(found: Sequence[object], ways: Sequence[str], texts: str) -> None:
    """A button for each answer, for all of several questions at once."""
    if len(found) > 1:
        with st.container(horizontal=True):
            for way in ways:
                st.button(say(f"{texts}.all.{way}"), key=f"all-{way}", on_click=_answer_all, args=(found, way))


def _answer_all(found: Sequence[object], answer: str) -> None:
    for change in found:
        st.session_state[_answer(change)] = answer


def _digest(about: object) -> str:
    """What names the widgets of a question: another question has others."""
    return hashlib.sha256(repr(about).encode()).hexdigest()[:16]
