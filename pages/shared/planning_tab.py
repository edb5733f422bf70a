"""What the browser does for a session: it leads the focus where the work goes on, saves a long text while somebody still types it, and keeps for its tab –
so that a reload finds it again – the visitor's name and the texts that the store did not take.

A name stands in no address: whoever was sent the link would record under it.
"""

import json
from typing import Any

import streamlit as st

from lib.planning.subjects import FIELDS, taken_apart
from pages.shared.acting import NAME
from pages.shared.planning_drafts import Place, Seen, memory

_KEY = "planning-tab"
_HEARD = "planning-heard"
_BEGUN = "planning-begun-action"
_LONGEST = 100
"""Letters of a name, as where it is asked."""

_SCRIPT = """
const shelf = (() => { try { return window.sessionStorage } catch { return undefined } })()
const KEPT = "planning", PAUSE = 1000
let pause
const leadTo = (found) => requestAnimationFrame(() => {
  const target = found()
  if (!target) return
  const typed = target.matches("input")
  if (!typed) target.tabIndex = -1
  target.focus({ preventScroll: !typed })
})
const leave = (event) => {
  if (event.altKey && !event.ctrlKey && !event.metaKey && ["KeyN", "KeyP", "KeyD"].includes(event.code)) document.activeElement?.blur()
}
const send = (area) => {
  if (document.activeElement !== area) return
  const keys = { key: "Enter", code: "Enter", keyCode: 13, ctrlKey: true, bubbles: true, cancelable: true }
  area.dispatchEvent(new KeyboardEvent("keydown", keys))
}
const typed = (event) => {
  clearTimeout(pause)
  if (event.target.matches?.("textarea") && !event.isComposing) pause = setTimeout(() => send(event.target), PAUSE)
}
export default ({ data, parentElement, setTriggerValue }) => {
  const mark = parentElement.querySelector("i")
  if (data.heard) {
    shelf?.setItem(KEPT, data.kept)
    delete mark.dataset.asked // another process, where this one ends, begins with nothing and asks anew
  } else if (!mark.dataset.asked) {
    mark.dataset.asked = "yes"
    setTriggerValue("found", shelf?.getItem(KEPT) ?? "{}")
  }
  if (mark.dataset.stop !== undefined && mark.dataset.stop !== data.stop) {
    document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0)
    leadTo(() => document.querySelector(".wall h1"))
  }
  mark.dataset.stop = data.stop
  if (data.begun && mark.dataset.begun !== data.begun)
    leadTo(() => document.querySelector(`.st-key-${data.begun} :is(input[type=text]:not([role=combobox]), [data-testid=stAlert])`))
  mark.dataset.begun = data.begun
  document.addEventListener("keydown", leave, true)
  document.addEventListener("input", typed, true)
  return () => {
    document.removeEventListener("keydown", leave, true)
    document.removeEventListener("input", typed, true)
  }
}
"""
"""A text area sends its text when it is left, or with Ctrl+Enter: a key that leads away must not be quicker, and a pause presses Ctrl+Enter. Another stop
is read from its top, and Tab leads on from its heading; an action that was just begun is typed at once; from what a session was closed with Tab leads on to
what can be taken along."""


def serve(stop: str) -> None:
    """Stands once on each view of the page, behind all else; `stop` says where the session is ("": nowhere)."""
    data = {
        "stop": stop,
        "begun": st.session_state.pop(_BEGUN, ""),
        "heard": _HEARD in st.session_state,
        "kept": json.dumps({"name": st.session_state.get(NAME) or "", "unsaved": _unsaved()}),
    }
    _component()(data=data, key=_KEY, on_found_change=_hear)


def lead_to(container: str) -> None:
    """Lead the focus to the first field of a container, or to the message in it, by its key, once."""
    st.session_state[_BEGUN] = container


def _unsaved() -> list[list[Any]]:
    seen = memory("seen")
    return [[*at, value, *seen[at]] for at, value in memory("unsaved").items()]


def _hear() -> None:
    """Take what the tab kept through a reload; what was typed since comes first. A browser may send anything: what is no field of ours is left out."""
    st.session_state[_HEARD] = True
    try:
        found = json.loads(st.session_state[_KEY].found or "{}")
        if not st.session_state.get(NAME):
            st.session_state[NAME] = str(found.get("name", ""))[:_LONGEST]
        for session, subject, field, value, before, version in found.get("unsaved", ()):
            at = Place(str(session), str(subject), str(field))
            if field in FIELDS[taken_apart(at.subject).kind] and at not in memory("unsaved"):
                memory("seen")[at] = Seen(str(before), int(version))
                memory("unsaved")[at] = str(value)
    except (ValueError, TypeError, AttributeError):
        return


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component("planning_tab", html="<i></i>", js=_SCRIPT)
