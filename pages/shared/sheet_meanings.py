"""One sheet of a file in a layout of its own: the sheet as its sender sees it, how it is laid out, and what each of its columns holds – to look at and to
correct."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from lib.mapping import Foreign, Layout, Mapping, Preview, SheetMapping
from lib.model import REGION_WIDE, Message
from lib.places import Region
from lib.store import HandIn
from pages.shared import said, sheet_preview
from pages.shared.cell_panel import as_text
from pages.shared.data import by_name, framework, places, say

_LAYOUTS = (Layout.STATUS_GRID, Layout.NARRATIVE_GRID, Layout.LONG_LIST, Layout.SECTIONS, Layout.NOT_READ)
_GRIDS = _LAYOUTS[:2]
_OF_A_POINT = ("status", "activity", "missing", "recommendation")
"""What several columns about one point may hold."""
_OF_A_ROW = (
    *("place", "iso3", "point", "activity", "status", "missing", "recommendation", "reason", "actors", "year", "source", "link", "good_practice"),
    *("situation", "number"),
)
"""What the columns of a list or of sections may hold."""
_COLUMNS = 80
"""So many columns at most have a choice of their own."""


def show(one: HandIn, foreign: Foreign, mapping: Mapping) -> tuple[SheetMapping, Preview | None]:
    """Choose a sheet and see it."""
    sheets = {sheet.sheet: sheet for sheet in mapping.sheets}
    previews = {preview.sheet: preview for preview in foreign.previews}
    title = _choose_sheet(one, list(dict.fromkeys((*sheets, *previews))), sheets)
    sheet = sheets.get(title, SheetMapping(title, Layout.NOT_READ))
    preview = previews.get(title)
    if preview:
        sheet_preview.show(preview, sheet, {column.column: means(column.means) for column in sheet.columns if column.means})
    else:
        st.caption(say("correcting.preview.none"))
    return sheet, preview


def ask(one: HandIn, sheet: SheetMapping, preview: Preview | None) -> None:
    """How a sheet is laid out and, where it is read at all, what its columns hold."""
    region = places().region(one.region)
    _ask_layout(one, sheet, preview, region)
    if sheet.layout is not Layout.NOT_READ:
        _ask_columns(one, sheet, preview, region)


def means(code: str) -> str:
    """What a column holds, in words: "point.4/missing" is "4 Reception: what is missing"."""
    kind, _, rest = code.partition(".")
    if not code:
        return say("correcting.means.nothing")
    if code == REGION_WIDE or (kind == "place" and rest):
        return say(f"place.{rest or code}")
    if kind == "point" and rest:
        id, _, what = rest.partition("/")
        point = f"{id} {say(f'point.{id}.short')}"
        return say("correcting.means.of_point", point=point, what=Message(f"correcting.means.{what}")) if what else point
    return say(f"correcting.means.{code}")


def choices(sheet: SheetMapping, region: Region) -> tuple[str, ...]:
    """What a column of a sheet may hold, by its layout."""
    points = framework().point_ids
    if sheet.layout not in _GRIDS:
        return ("", *_OF_A_ROW)
    if sheet.turned:
        return ("", "point", *(f"place.{code}" for code in by_name(region.countries)), REGION_WIDE, "number")
    several = (f"point.{id}/{what}" for id in points for what in _OF_A_POINT)
    return ("", "place", "iso3", *(f"point.{id}" for id in points), *several, "situation", "number")


def heading(preview: Preview | None, sheet: SheetMapping, column: int) -> str:
    """What stands over a column, as far as it is shown."""
    rows = preview.texts[max(sheet.first - 1, 0) : sheet.last] if preview else ()
    return " – ".join(dict.fromkeys(row[column - 1] for row in rows if len(row) >= column and row[column - 1]))


def _choose_sheet(one: HandIn, titles: Sequence[str], sheets: dict[str, SheetMapping]) -> str:
    """The sheet that is looked at: at first one that is read."""
    if len(titles) < 2:
        return next(iter(titles), "")
    first = next((title for title in titles if title in sheets and sheets[title].layout is not Layout.NOT_READ), titles[0])
    key = f"sheet-{one.region}-{one.receipt}"
    return st.selectbox(say("correcting.sheet", n=len(titles)), titles, index=titles.index(first), key=key)


def _ask_layout(one: HandIn, sheet: SheetMapping, preview: Preview | None, region: Region) -> None:
    """How a sheet is laid out, where its headings stand, and which way its points go."""
    st.markdown(f"**{say('correcting.layout')}**")
    left, right = st.columns(2)
    with left:
        st.radio(
            say("correcting.layout"),
            _LAYOUTS,
            format_func=lambda layout: say(f"correcting.layout.{layout}"),
            captions=[say(f"correcting.layout.{layout}.help") for layout in _LAYOUTS],
            label_visibility="collapsed",
            **_field(one, sheet, "layout"),
        )
    if sheet.layout is Layout.NOT_READ:
        return
    most = max(preview.rows if preview else 1, sheet.first, sheet.last)
    with right:
        for field, column in zip(("first", "last"), st.columns(2), strict=True):
            with column:
                st.number_input(say(f"correcting.{field}"), min_value=0, max_value=most, step=1, **_field(one, sheet, field))
        if sheet.layout in _GRIDS:
            st.selectbox(
                say("correcting.turned"), (False, True), format_func=lambda turned: say(f"correcting.turned.{turned}"), **_field(one, sheet, "turned")
            )
        countries = ("", *by_name(region.countries), REGION_WIDE)
        format = _words("correcting.place.none", "place.")
        st.selectbox(say("correcting.place"), _with(countries, sheet.place), format_func=format, **_field(one, sheet, "place"))
        st.selectbox(
            say("correcting.point"),
            _with(("", *framework().point_ids), sheet.point),
            format_func=lambda id: means(f"point.{id}") if id else say("correcting.point.none"),
            **_field(one, sheet, "point"),
        )


def _ask_columns(one: HandIn, sheet: SheetMapping, preview: Preview | None, region: Region) -> None:
    """What each column holds."""
    known = {column.column: column.means for column in sheet.columns}
    width = max(map(len, preview.texts), default=0) if preview else 0
    columns = sorted(known.keys() | set(range(1, width + 1)))
    st.markdown(f"**{say('correcting.columns')}**")
    st.caption(say("correcting.columns.help"))
    options = choices(sheet, region)
    with st.grid(4, min_column_width=220, vertical_alignment="bottom"):
        for column in columns[:_COLUMNS]:
            with st.container(gap="xxsmall"):
                st.html(f'<div style="overflow-wrap:anywhere"><small>{as_text(heading(preview, sheet, column)) or "&nbsp;"}</small></div>')
                meant = known.get(column, "")
                key = said.show(f"column-{_id(one, sheet)}-{column}", meant)
                st.selectbox(
                    say("correcting.column", letter=sheet_preview.letter(column)),
                    _with(options, meant),
                    format_func=means,
                    key=key,
                    on_change=_take_column,
                    args=(one, sheet, column, key),
                )
    if len(columns) > _COLUMNS:
        st.caption(say("correcting.columns.more", n=len(columns) - _COLUMNS))


def _take_column(one: HandIn, sheet: SheetMapping, column: int, key: str) -> None:
    said.say_so(one, partial(_with_sheet, said.with_column(sheet, column, st.session_state[key])))


def _field(one: HandIn, sheet: SheetMapping, field: str) -> dict[str, Any]:
    """The key of a widget about one thing of a sheet's reading, and what becomes of an answer."""
    key = said.show(f"{field}-{_id(one, sheet)}", getattr(sheet, field))
    return {"key": key, "on_change": _take_field, "args": (one, sheet, field, key)}


def _take_field(one: HandIn, sheet: SheetMapping, field: str, key: str) -> None:
    said.say_so(one, partial(_with_sheet, said.with_field(sheet, field, st.session_state[key])))


def _with_sheet(sheet: SheetMapping, mapping: Mapping) -> Mapping:
    return said.with_sheet(mapping, sheet)


def _id(one: HandIn, sheet: SheetMapping) -> str:
    return f"{one.region}-{one.receipt}-{sheet.sheet}"


def _words(nothing: str, ids: str) -> Any:
    return lambda code: say(f"{ids}{code}") if code else say(nothing)


def _with(options: Sequence[str], code: str) -> list[str]:
    """The options, and what is meant now where it is none of them."""
    return [*options, *([] if code in options else [code])]
