"""What goes back to the office that sent a file: its own workbook with the fix list in front, and a text for the e-mail, in the language that it reads."""

from pathlib import PurePath
from typing import NamedTuple

import streamlit as st

from lib import intake, model, outputs, store
from lib.intake.fix_list import with_fix_list
from lib.model import Message, Report
from lib.schema import LANGUAGES
from lib.store import HandIn
from pages.shared.data import catalogue, kept, language, say

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class _SentBack(NamedTuple):
    """The file to attach; `own`: it is the office's own workbook."""

    data: bytes
    ending: str
    media_type: str
    own: bool


def offer(one: HandIn, report: Report) -> None:
    """The button "Send it back". Nothing is made before it is opened. StoreError."""
    with st.popover(say("sending_back.open"), icon=":material/outgoing_mail:", key=f"send-back-{one.receipt}", on_change="rerun") as opened:
        if not opened.open:
            return
        read_in = st.segmented_control(
            say("sending_back.language"),
            LANGUAGES,
            default=report.language if report.language in LANGUAGES else language(),
            required=True,
            format_func=lambda code: say(f"language.{code}"),
            key=f"send-back-language-{one.receipt}",
        )
        made = _made(one.region, one.receipt, read_in, model.receipt(repr(report.findings).encode()), one, report)
        if made is None:  # published or taken out since
            st.rerun()
        what = "own" if made.own else "alone"
        st.download_button(
            say(f"sending_back.{what}"),
            made.data,
            file_name=f"{PurePath(one.name).stem} – {catalogue(read_in).text('fix_list.sheet')}{made.ending}",
            mime=made.media_type,
            icon=":material/playlist_add_check:",
            key=f"send-back-file-{one.receipt}",
            on_click="ignore",
        )
        st.caption(say(f"sending_back.{what}.help"))
        st.caption(say("sending_back.email"))
        region = Message(f"region.{one.region}")
        st.code(outputs.email(report, catalogue(read_in), region, one.receipt, own=made.own), language=None, wrap_lines=True)


@st.cache_resource(max_entries=10, show_spinner=False)
def _made(region: str, receipt: str, language: str, findings: str, _one: HandIn, _report: Report) -> _SentBack | None:
    """What goes back in a language; None where the file waits no longer. `findings` tells apart what is found in a file once its reading is corrected."""
    data = store.bytes_waiting(kept(), region, receipt)
    if data is None:
        return None
    texts, day = catalogue(language), _one.at.date()
    if own := with_fix_list(data, _report, texts, day):
        kind = intake.kind(data)
        return _SentBack(own, kind.ending, kind.media_type, own=True)
    return _SentBack(outputs.fix_list_alone(_report, texts, day), ".xlsx", _XLSX, own=False)
