"""The way in: nothing but this is shown to who is not signed in or may do nothing; and who is here, at the head of every page.

After a sign-in Streamlit leads to the first page, whatever was asked for. So the browser keeps the address for its tab while the provider has the word, and
goes there afterwards; and where somebody comes back without having been signed in, the page says so. Who signs out leaves nothing in the tab for whoever
signs in there next.
"""

from contextlib import suppress
from html import escape
from typing import Any

import streamlit as st

from lib import store
from lib.exceptions import StoreError, StoreUnavailable
from lib.model import Message
from pages.shared import data
from pages.shared.cell_panel import as_paragraph
from pages.shared.data import render, say
from pages.shared.who import doubt, guarded, settle, signed_in, since, who

# As the languages do (pages/shared/languages.py), this stands in the header, left of them; on a narrow screen above the page, and on paper nowhere.
_STYLE = """<style>
.st-key-who p { margin: 0; max-width: 14rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
@media (min-width: 1200px) {
  [data-testid="stLayoutWrapper"]:has(> .st-key-who) { position: fixed; top: 0.5rem; right: 25.5rem; width: auto; z-index: 999991 }
}
@media print { .st-key-who { display: none !important } }
</style>"""

_SCRIPT = """
const shelf = (() => { try { return window.sessionStorage } catch { return undefined } })()
const WANTED = "wanted"
export default ({ data, setTriggerValue }) => {
  if (data.leaving === "now") {
    shelf?.setItem(WANTED, location.href)
    setTriggerValue("kept", true)
  } else if (!data.leaving) {
    const wanted = shelf?.getItem(WANTED)
    shelf?.removeItem(WANTED)
    if (data.in && wanted?.startsWith(`${location.origin}/`) && wanted !== location.href) location.replace(wanted)
    if (!data.in && wanted) setTriggerValue("back", true)
  }
  const click = (event) => {
    if (event.target.closest?.(".st-key-sign-out button")) shelf?.clear()
  }
  document.addEventListener("click", click, true)
  return () => document.removeEventListener("click", click, true)
}
"""
_BACK = "sign-in-back"
_FAILED = "sign-in-failed"
_LEAVING = "sign-in-leaving"
_COUNTED = "sign-in-counted"


def let_in() -> bool:
    """Whether who is here may see anything at all; where sign-in is off, everybody may. Their rights are asked of the store anew in each run."""
    settle()
    if not guarded():
        return True
    if not signed_in() or doubt():
        return False
    with suppress(StoreError):  # where it cannot be asked, whoever was let in goes on with what was known last
        data.ask_rights()
        if data.may("latest_stamp") and _COUNTED not in st.session_state:
            store.signed_in(data.kept(), since())
            st.session_state[_COUNTED] = True
    return data.may("latest_stamp")


def show() -> None:
    """The page of who is not let in: the way to sign in, or why that was not enough."""
    st.title(say("app.title"), anchor=False)
    if not signed_in():
        _browser()(data={"in": False, "leaving": st.session_state.get(_LEAVING, "")}, key=_BACK, on_back_change=_come_back, on_kept_change=_log_in)
        if _FAILED in st.session_state:
            st.warning(say("sign_in.failed"), icon=":material/info:")
        st.markdown(say("sign_in.why"))
        st.button(say("sign_in.do"), key="sign-in", type="primary", icon=":material/login:", on_click=_leave)
        st.caption(say("sign_in.kept"))
        return
    with st.container(border=True):
        if message := doubt() or _away():
            st.html(as_paragraph(render(message)))
        else:
            st.html(as_paragraph(say("sign_in.no_right", email=who().identity)) + as_paragraph(say("sign_in.no_right.ask")))
    st.button(say("sign_in.other"), key="sign-out", icon=":material/logout:", on_click=st.logout)


def tell() -> None:
    """At the head of every page: who is here, and the way out; where sign-in is off, that it is."""
    st.html(_STYLE)
    with st.container(horizontal=True, vertical_alignment="center", width="content", key="who"):
        if not guarded():
            with st.popover(say("sign_in.off"), icon=":material/lock_open:", type="tertiary"):
                st.markdown(say("sign_in.off.help"))
            return
        by = who()
        st.html(f'<p><small title="{escape(by.identity, quote=True)}">{escape(by.name)}</small></p>', width="content")
        st.button(say("sign_in.out"), key="sign-out", icon=":material/logout:", type="tertiary", on_click=st.logout)
        _browser()(data={"in": True}, key=_BACK)


def _come_back() -> None:
    st.session_state[_FAILED] = True


def _leave() -> None:
    """Sign in as soon as the browser has kept the address: who clicks before the component is loaded would land on the first page. Where it never comes,
    the second click goes without."""
    if _LEAVING in st.session_state:
        _log_in()
    else:
        st.session_state[_LEAVING] = "now"


def _log_in() -> None:
    st.session_state[_LEAVING] = "gone"
    st.login()


def _away() -> Message | None:
    """That the store cannot be asked what somebody may do, where it cannot."""
    try:
        data.ask_rights()
    except StoreError as error:
        return Message("data.away") if isinstance(error, StoreUnavailable) else error.message
    return None


@st.cache_resource(show_spinner=False)
def _browser() -> Any:
    return st.components.v2.component("signing_in", html="<i></i>", js=_SCRIPT)
