"""Publishing what was handed in: who does it and why, what stands in the way, and what is there afterwards."""

from collections.abc import Mapping, Sequence

import streamlit as st

from lib import handing_in, store
from lib.exceptions import Overtaken, StoreError
from lib.handing_in import Comparison
from lib.model import Cell, Entry, Judged, Message, RevisionKind
from lib.store import HandIn
from pages.shared import acting, address, correcting
from pages.shared.cell_panel import as_paragraph
from pages.shared.data import kept, render, say
from pages.shared.hand_ins import moment, offer_receipt, stay_with


def publish(one: HandIn, compared: Comparison, judged: Mapping[Cell, str], open: Sequence[str]) -> None:
    """Ask for a name and a note, say what is still open, and publish at a click exactly what stands on the page."""
    if said := st.session_state.pop(_said(one), None):
        st.warning(render(said), icon=":material/info:")
    with st.container(horizontal=True):
        name = acting.ask(say("upload.name"), width=300)
        note = st.text_input(say("upload.note"), one.note, key=f"note-{one.receipt}", max_chars=500, live="500ms", persist_state="session")
    missing = [say(f"upload.missing.{field}") for field, text in (("name", name), ("note", note)) if not (text or "").strip()]
    reasons = [*open, *missing]
    kinds = tuple(Judged(cell.place, cell.point, change) for cell, change in judged.items())
    st.button(
        say("upload.publish"),
        type="primary",
        icon=":material/publish:",
        disabled=bool(reasons),
        on_click=_publish,
        args=(one, compared, kinds, name, (note or "").strip()),
    )
    for reason in reasons:
        st.caption(reason)


def show_published(entry: Entry) -> None:
    """What a file was published as, its receipt, and where to look at it."""
    region = Message(f"region.{entry.region}")
    st.success(say("upload.published", number=entry.number, region=region, at=moment(entry.at)), icon=":material/check_circle:")
    st.html(as_paragraph(say("upload.published.by", by=entry.by, note=entry.note)))
    with st.container(horizontal=True, vertical_alignment="center"):
        offer_receipt(entry)
        query = {"region": entry.region}
        st.page_link(
            "pages/explore/coverage.py", label=say("upload.to.coverage"), icon=":material/table_chart:", query_params=address.way(**query, group="")
        )
        st.page_link(
            "pages/manage/history.py",
            label=say("upload.to.history"),
            icon=":material/history:",
            query_params=address.way(**query, revision=str(entry.number)),
        )


def _publish(one: HandIn, compared: Comparison, judged: tuple[Judged, ...], name: str, note: str) -> None:
    """Publish what was shown when the button was drawn. Whoever clicks twice, or after somebody else, publishes nothing a second time."""
    stay_with(one)
    try:
        data = store.bytes_waiting(kept(), one.region, one.receipt)
        if data is None:  # published or taken out since, perhaps by the first of two clicks: the page tells which
            return
        told = store.corrections(kept(), one.region, one.receipt)
        handing_in.publish(kept(), compared, data, acting.actor(name), kind=RevisionKind.UPLOAD, note=note, judged=judged)
    except Overtaken:
        st.session_state[_said(one)] = Message("upload.overtaken")
    except StoreError as error:
        st.session_state[_said(one)] = Message("upload.not_published", {"reason": error.message})
    else:
        correcting.remember(compared.report, told, acting.actor(name))


def _said(one: HandIn) -> str:
    """Where it stands what became of the last click."""
    return f"upload-said-{one.region}-{one.receipt}"
