"""What people say about how a file that waits is read: kept in the store at once, above whatever the reader finds by itself.

Each answer stands for one thing – a sheet, a mark, a name – and takes the place of an earlier answer about the same; what nobody said is not in it.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from lib import store
from lib.exceptions import StoreError
from lib.mapping import ColumnMeaning, Layout, Mapping, MarkKind, MarkMeaning, NameMeaning, SheetMapping
from lib.store import HandIn
from pages.shared.data import kept, render

_GRIDS = (Layout.STATUS_GRID, Layout.NARRATIVE_GRID)

Change = Callable[[Mapping], Mapping]
"""What is said so far → with one answer more."""


def with_sheet(said: Mapping, sheet: SheetMapping) -> Mapping:
    """How a sheet is read, instead of what was said of it before."""
    return replace(said, sheets=(*(one for one in said.sheets if one.sheet != sheet.sheet), sheet))


def with_mark(said: Mapping, kind: MarkKind, mark: str, means: str | None) -> Mapping:
    """What a mark means; None takes an answer back."""
    others = tuple(one for one in said.marks if (one.kind, one.mark) != (kind, mark))
    return replace(said, marks=others if means is None else (*others, MarkMeaning(kind, mark, means)))


def with_name(said: Mapping, spelling: str, means: str | None) -> Mapping:
    """What a name stands for; None takes an answer back."""
    others = tuple(one for one in said.names if one.spelling != spelling)
    return replace(said, names=others if means is None else (*others, NameMeaning(spelling, means)))


def with_assessed(said: Mapping, assessed: bool) -> Mapping:
    """Whether the statuses are the office's own assessment."""
    return replace(said, assessed=assessed)


def with_field(sheet: SheetMapping, field: str, value: Any) -> SheetMapping:
    """A sheet's reading with one thing that is otherwise.

    Headings stand in whole rows from the first to the last. Where the sheet is laid out in another way, its columns are others: none is said of them, so
    that they are looked for anew.
    """
    new: SheetMapping = replace(sheet, **{field: value})
    if field == "first" and new.last < new.first:
        new = replace(new, last=new.first)
    elif field == "last" and new.last < new.first:
        new = replace(new, first=new.last)
    same = sheet.layout == new.layout or {sheet.layout, new.layout} == set(_GRIDS)
    return new if same and sheet.turned == new.turned else replace(new, columns=())


def with_column(sheet: SheetMapping, column: int, means: str) -> SheetMapping:
    """A sheet's reading with another meaning of one column (from 1)."""
    found = {one.column: one.means for one in sheet.columns} | {column: means}
    return replace(sheet, columns=tuple(ColumnMeaning(number, found[number]) for number in sorted(found)))


def say_so(one: HandIn, change: Change) -> None:
    """Keep an answer; the page runs again after it, and the file is read anew."""
    try:
        said = store.corrections(kept(), one.region, one.receipt) or Mapping()
        store.correct(kept(), one.region, one.receipt, change(said))
    except StoreError as error:
        st.toast(render(error.message), icon=":material/cloud_off:", duration="infinite")


def show(key: str, value: object) -> str:
    """The key of a widget that shows how the file is read, whoever or whatever says so."""
    if st.session_state.get(key) != value or key not in st.session_state:
        st.session_state[key] = value
    return key
