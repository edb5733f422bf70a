"""What somebody sees when a page breaks by a mistake of ours: one calm sentence with a number, and the same number in the log with what broke where."""

import logging
from collections.abc import Callable, Mapping
from secrets import token_hex

import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.shared.data import say
from serving import metrics

_LOG = logging.getLogger(__name__)


def on_script_error(error: Exception) -> bool:
    """Say that this page broke, in the language of its reader; what it had drawn so far stays. Streamlit then says nothing of its own."""
    number = token_hex(4)
    context = get_script_run_ctx()
    where = metrics.page(context) if context else ""
    _LOG.error("script_error", exc_info=error, extra={"facts": {"number": number, "page": where}})
    st.error(say("fault", number=number), icon=":material/error:")
    return True


def answer_with(headers: Mapping[str, str]) -> Callable[[Request, Exception], PlainTextResponse]:
    """What answers a request that broke: with these headers, since what breaks has passed by all middleware."""

    def answer(request: Request, error: Exception) -> PlainTextResponse:
        number = token_hex(4)
        # Its address is not in the log: it may hold what somebody typed.
        _LOG.error("request_error", exc_info=error, extra={"facts": {"number": number, "method": request.method}})
        return PlainTextResponse(f"Internal Server Error {number}\n", 500, headers=headers)

    return answer
