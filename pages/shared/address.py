"""The address of a view: every choice is a parameter of the URL, by code, so that a link opens the same view in any language.

Streamlit can bind a widget to the URL itself, but it writes the option's *label* there, forgets page-level values on navigation, and then refuses
`st.switch_page` (docs/adr/0005-addresses.md). Here the URL comes first, then what this session chose last, then the default.

Each widget is also given its choice as its first value: a browser that draws a widget only after a second run has begun never hears what the first one
set, and would show the first option, whatever the address says.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

import streamlit as st

from lib.model import Cell
from pages.shared import paper
from pages.shared.data import joined, language, say

NOTHING = "none"
"""The code of a choice of nothing, where another one is the default."""

_View = TypeVar("_View", bound=str)

LANGUAGE = "lang"
"""The parameter for the language of the interface (pages/shared/languages.py)."""

_MEMORY, _PAGE, _WIDGET = "address", "page", "choose-"


def get(name: str) -> str:
    """A parameter of the URL, or what this session last chose for it; "" where neither is. A link that must not meet an older choice names the
    parameter without a value (`group=`)."""
    asked = st.query_params.get(name)
    return _memory().get(name, "") if asked is None else asked


def arrive(page: str) -> None:
    """Let the widgets of a page begin anew when somebody comes to it, or in another language. Another page's widget of the same key has left its value
    behind: it would be taken for set already, and the new widget would show its first option whatever the address says; and a browser goes on showing the
    label that it was told of in the language before."""
    shown = (page, language())
    if st.session_state.get(_PAGE) != shown:
        st.session_state[_PAGE] = shown
        for key in [key for key in st.session_state if str(key).startswith(_WIDGET)]:
            del st.session_state[key]


def way(**choices: str) -> dict[str, str]:
    """The parameters of a link to a view, with the language that was chosen: a link that is opened in a new tab leaves this session behind."""
    return choices | ({LANGUAGE: chosen} if (chosen := get(LANGUAGE)) else {})


def cell() -> Cell:
    """The open cell; empty codes where none is."""
    return Cell(get("place"), get("point"))


def put(**choices: str) -> None:
    """Write choices into the URL and the session's memory; "" takes one out."""
    for name, value in choices.items():
        _memory()[name] = value
        if value and st.query_params.get(name) != value:
            st.query_params[name] = value
        elif not value and name in st.query_params:
            del st.query_params[name]


def choose_one(name: str, label: str, options: Sequence[str], format: Callable[[str], str], default: str = "", **look: Any) -> str:
    """A select box whose choice is the URL's parameter `name`. The default, the first option unless another is named, stays out of the URL."""
    initial = default or options[0]
    chosen = _known(name, label, options) or initial
    key = _show(name, chosen)
    nothing = say("address.choose")
    st.selectbox(
        label, options, options.index(chosen), format_func=format, key=key, on_change=_take, args=(name, key, initial), placeholder=nothing, **look
    )
    put(**{name: "" if chosen == initial else chosen})
    paper.tell_choice(label, format(chosen))
    return chosen


def choose_subject(name: str, label: str, options: Sequence[str], format: Callable[[str], str], default: str, **look: Any) -> str:
    """A select box for what a page is about: the choice always stands in the URL, so that no link depends on what the default was."""
    chosen = _known(name, label, options) or default
    key = _show(name, chosen)
    nothing = say("address.choose")
    st.selectbox(
        label, options, options.index(chosen), format_func=format, key=key, on_change=_take, args=(name, key, ""), placeholder=nothing, **look
    )
    put(**{name: chosen})
    paper.tell_choice(label, format(chosen))
    return chosen


def choose_or_none(name: str, label: str, options: Sequence[str], format: Callable[[str], str], **look: Any) -> str | None:
    """A select box like `choose_one` in which nothing may be chosen."""
    chosen = _known(name, label, options) or None
    key = _show(name, chosen)
    nothing = say("address.choose")
    st.selectbox(label, options, None, format_func=format, key=key, on_change=_take, args=(name, key, ""), placeholder=nothing, **look)
    put(**{name: chosen or ""})
    paper.tell_choice(label, format(chosen) if chosen else "")
    return chosen


def choose_some(name: str, label: str, options: Sequence[str], format: Callable[[str], str], **look: Any) -> tuple[str, ...]:
    """A multiple choice whose URL parameter joins the codes by commas; none chosen stands for all, and returns all."""
    asked = [code for code in get(name).split(",") if code]
    chosen = [code for code in asked if code in options]
    if chosen != asked:
        _say_unknown(name, label)
    key = _show(name, chosen)
    st.multiselect(label, options, chosen, format_func=format, key=key, on_change=_take, args=(name, key, ""), select_all=False, **look)
    put(**{name: ",".join(chosen)})
    paper.tell_choice(label, joined(map(format, chosen)))
    return tuple(code for code in options if code in chosen) or tuple(options)


def tick(name: str, label: str, options: Sequence[str], format: Callable[[str], str]) -> tuple[str, ...]:
    """Some of a few options as buttons to tick, none at first. The URL parameter may hold ticks beyond these options: they stay."""
    ticked = [code for code in get(name).split(",") if code]
    here = [code for code in options if code in ticked]
    key = _show(f"{name}-{options[0]}", here)
    st.pills(
        label, options, selection_mode="multi", default=here, format_func=format, key=key, on_change=_take_ticks, args=(name, key, tuple(options))
    )
    return tuple(code for code in options if code in ticked)


def choose_several(
    name: str, label: str, options: Sequence[str], format: Callable[[str], str], default: Sequence[str], most: int, **look: Any
) -> tuple[str, ...]:
    """A multiple choice of at most so many, in the order in which they were chosen. The default stays out of the URL; nothing chosen is `NOTHING` there."""
    asked = [code for code in dict.fromkeys(get(name).split(",")) if code]
    chosen = [code for code in asked if code in options][:most]
    if asked not in (chosen, [NOTHING]):
        _say_unknown(name, label)
    if asked != [NOTHING]:
        chosen = chosen or list(default)
    key = _show(name, chosen)
    initial = ",".join(default)
    st.multiselect(
        label,
        options,
        list(chosen),
        format_func=format,
        key=key,
        max_selections=most,
        on_change=_take,
        args=(name, key, initial, NOTHING),
        select_all=False,
        **look,
    )
    put(**{name: "" if chosen == list(default) else ",".join(chosen) or NOTHING})
    paper.tell_choice(label, joined(map(format, chosen)))
    return tuple(chosen)


def switch(name: str, label: str) -> bool:
    """A toggle, off unless the URL says `name=on`."""
    chosen = _known(name, label, ("on",)) == "on"
    key = _show(name, chosen)
    st.toggle(label, chosen, key=key, on_change=_switched, args=(name, key))
    put(**{name: "on" if chosen else ""})
    return chosen


def choose_view(name: str, label: str, options: Sequence[_View], format: Callable[[str], str], default: _View | None = None, **look: Any) -> _View:
    """One of two or three ways of showing a page, as a segmented control; the first is the default unless another is named."""
    initial = default or options[0]
    asked = _known(name, label, options)
    chosen = next((one for one in options if one == asked), initial)
    key = _show(name, chosen)
    st.segmented_control(
        label, options, default=chosen, format_func=format, key=key, required=True, on_change=_take, args=(name, key, initial), **look
    )
    put(**{name: "" if chosen == initial else chosen})
    paper.tell_choice(label, format(chosen))
    return chosen


def choose_day(name: str, label: str, default: date, *, least: date, most: date, always: bool = True, **look: Any) -> date:
    """A day from `least` to `most`, as ISO 8601 in the URL. With `always` the default stands there too: one that hangs on today is another day tomorrow."""
    asked = get(name)
    try:
        chosen = date.fromisoformat(asked) if asked else default
    except ValueError:
        chosen = default
    chosen = min(max(chosen, least), most)
    if asked and asked != chosen.isoformat():
        _say_unknown(name, label)
    key = _show(name, chosen)
    st.date_input(label, chosen, min_value=least, max_value=most, format="YYYY-MM-DD", key=key, on_change=_take_day, args=(name, key), **look)
    put(**{name: chosen.isoformat() if always or chosen != default else ""})
    paper.tell_choice(label, chosen.isoformat())
    return chosen


def _known(name: str, label: str, options: Sequence[str]) -> str:
    """The address's choice if it is one of the options, else ""."""
    asked = get(name)
    if asked and asked not in options:
        _say_unknown(name, label)
    return asked if asked in options else ""


def _say_unknown(name: str, label: str) -> None:
    """A link that names what is not here must not pass for the view that its sender saw. Later in a session a choice may simply no longer fit."""
    if name not in _memory():
        st.toast(say("address.unknown", choice=label), icon=":material/link_off:", duration="infinite")


def _memory() -> dict[str, str]:
    memory: dict[str, str] = st.session_state.setdefault(_MEMORY, {})
    return memory


def _show(name: str, chosen: object) -> str:
    """The widget's key, its state brought in line with the address."""
    key = f"{_WIDGET}{name}"
    if st.session_state.get(key) != chosen:
        st.session_state[key] = chosen
    return key


def _take_ticks(name: str, key: str, options: tuple[str, ...]) -> None:
    others = [code for code in get(name).split(",") if code and code not in options]
    put(**{name: ",".join([*others, *st.session_state[key]])})


def _take_day(name: str, key: str) -> None:
    if chosen := st.session_state[key]:  # a day that was taken out comes back
        put(**{name: chosen.isoformat()})


def _switched(name: str, key: str) -> None:
    put(**{name: "on" if st.session_state[key] else ""})


def _take(name: str, key: str, default: str, nothing: str = "") -> None:
    chosen = st.session_state[key]
    value = (",".join(chosen) if isinstance(chosen, list) else chosen or "") or nothing
    put(**{name: "" if value == default else value})
