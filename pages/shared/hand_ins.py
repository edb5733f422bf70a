"""The files that were handed in: received, read, kept in the store until they are published, found again by the address (`file=`)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from io import BytesIO

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from lib import intake, model, schema, store
from lib.exceptions import StoreError
from lib.mapping import Mapping
from lib.model import Entry, Message, Report, RevisionKind
from lib.places import Region
from lib.store import HandIn
from pages.shared import address, by_itself, findings
from pages.shared.alike import told_apart
from pages.shared.cell_panel import as_paragraph
from pages.shared.data import framework, kept, places, render, say
from pages.shared.who import guarded, who

_NAMED = 12
"""How many characters of a receipt name a file in the address."""
_TOLD_APART = 7
"""How many characters of a receipt tell two files apart that read alike in the list."""
_SENT = 1000
"""How many megabytes a browser sends at all: of what is too large the page tells more than Streamlit's uploader, which shows a mark and no sentence."""
_PASSING = {"readers-busy", "took-too-long", "took-too-much-memory", "reader-stopped"}
"""What is not the file's fault for good: it is read anew when it is asked for again."""


def receive(region: Region) -> None:
    """Take a file: it is looked through and read, then kept, and the address names it. What is no workbook of ours is refused in a sentence."""
    number = st.session_state.setdefault("upload-number", 0)
    label = say("upload.file", most=schema.MAX_BYTES // 2**20)
    file = st.file_uploader(label, key=f"upload-{number}", max_upload_size=_SENT, help=say("upload.file.help"))
    if by_itself.tell_turned_away():
        st.session_state.pop("upload-refused", None)
    if file is None:
        if refused := st.session_state.get("upload-refused"):
            _refuse(refused)
        return
    st.session_state.pop("upload-refused", None)
    data = file.getvalue()
    with st.status(say("upload.reading"), expanded=True):
        st.markdown(say("upload.reading.queue" if intake.busy() else "upload.reading.how"))
        report = _read(model.receipt(data), file.name, region.id, None, lambda: data)
    if report.layout is None:
        st.session_state["upload-refused"] = report
        address.put(file="")
    else:
        try:
            new = store.keep(kept(), _belongs_to(report, region), file.name, data)
        except StoreError as error:  # the file stays in the uploader, and is kept as soon as the store can
            st.error(say("upload.not_kept", reason=error.message), icon=":material/cloud_off:")
            return
        address.put(file=new.receipt[:_NAMED])
    _let_go(file.file_id)
    st.session_state["upload-number"] = number + 1
    st.rerun()


def _let_go(file: str) -> None:
    """Streamlit holds the bytes of a file in memory until its session ends: not of one that is in the store by now, or was refused."""
    context = get_script_run_ctx()
    held = context.uploaded_file_mgr if context else None
    if context and isinstance(held, MemoryUploadedFileManager):
        held.remove_file(context.session_id, file)


def choose(region: Region) -> HandIn | Entry | None:
    """The file that the address names, chosen among those that wait: as it waits, or as what it was published as. Where it names none, the region's
    latest – but under a refusal none, which would be taken for the file that was refused."""
    found = store.waiting(kept())
    asked = address.get("file")
    unasked = not asked and "upload-refused" not in st.session_state
    chosen = next((one for one in _first(region, found) if one.receipt[:_NAMED] == asked or (one.region == region.id and unasked)), None)
    if chosen and chosen.region == region.id:
        found = tuple(_counted(one) if one is chosen else one for one in found)
    if found:
        named = {f"{one.region} {one.receipt}": _named(one) for one in found}
        options = told_apart(named, lambda id: id.partition(" ")[2][:_TOLD_APART])
        # The browser knows an option by its words: where they change, as the errors do, it would take the old ones for a choice of somebody's.
        key = f"waiting-{model.receipt(repr(options).encode())}"
        st.session_state[key] = f"{chosen.region} {chosen.receipt}" if chosen else ""
        st.selectbox(
            say("upload.waiting", n=len(found)),
            options if chosen else ["", *options],
            format_func=lambda id: options[id] if id else say("upload.none"),
            key=key,
            on_change=_chosen,
            args=(key,),
        )
    if chosen or not asked:
        return chosen
    return published(region.id, asked)


def stay_with(one: HandIn) -> None:
    """Let the address name a file, so that the page tells what became of it."""
    address.put(file=one.receipt[:_NAMED])


def published(region: str, receipt: str) -> Entry | None:
    """What a file was last published as, by its receipt or the beginning of it; not what was later published anew."""
    found = [
        entry for entry in store.history(kept(), region) if entry.receipt[:_NAMED] == receipt[:_NAMED] and entry.kind is not RevisionKind.RESTORE
    ]
    return found[-1] if found else None


def say_whose(one: HandIn) -> None:
    """Who handed a file in, and when, where people sign in; and what they wrote to it."""
    if one.by and one.by.name:
        st.html(as_paragraph(say("desk.handed_in", by=one.by.name, at=moment(one.at))))
    if one.note:
        st.html(as_paragraph(say("desk.note", note=one.note)))


def is_own(one: HandIn) -> bool:
    """Whether whoever is here handed a file in themselves."""
    return guarded() and one.by is not None and one.by.identity == who().identity


def report_of(one: HandIn) -> Report | None:
    """What a file that waits says, read as people said that it is meant; None where it waits no longer. StoreError."""

    def load() -> bytes:
        data = store.bytes_waiting(kept(), one.region, one.receipt)
        if data is None:
            raise LookupError(one.receipt)
        return data

    told = store.corrections(kept(), one.region, one.receipt)
    try:
        with st.spinner(say("upload.reading")):
            return _read(one.receipt, one.name, one.region, told, load)
    except LookupError:
        return None


def hand_in_for(one: HandIn, region: str) -> None:
    """Keep the same file for another region too, and go there."""
    try:
        data = store.bytes_waiting(kept(), one.region, one.receipt)
        if data is not None:
            store.keep(kept(), region, one.name, data, note=one.note)
    except StoreError as error:
        st.toast(render(error.message), icon=":material/cloud_off:", duration="infinite")
        return
    address.put(region=region, file=one.receipt[:_NAMED])


def offer_receipt(one: HandIn | Entry) -> None:
    """The receipt to keep, as a text."""
    region = Message(f"region.{one.region}")
    if isinstance(one, HandIn):
        text = say("upload.receipt", name=one.name, receipt=one.receipt, region=region, at=moment(one.at))
    else:
        text = say(
            "upload.receipt.published", receipt=one.receipt, region=region, at=moment(one.at), number=one.number, by=one.by, note=one.note,
            fingerprint=one.fingerprint,
        )  # fmt: skip
    st.download_button(
        say("upload.receipt.download"),
        text,
        file_name=f"receipt-{one.region}-{one.receipt[:_NAMED]}.txt",
        mime="text/plain",
        icon=":material/receipt_long:",
        on_click="ignore",
    )


def offer_removal(one: HandIn) -> None:
    """Take a file out, once somebody has said so twice."""
    # A second click must not meet the next file, which is shown in this one's place.
    with st.popover(say("upload.remove"), icon=":material/delete:", key=f"remove-{one.region}-{one.receipt}"):
        st.markdown(say("upload.remove.sure"))
        st.button(say("upload.remove.yes"), key=f"remove-yes-{one.region}-{one.receipt}", on_click=_take_out, args=(one,))


def moment(at: datetime) -> str:
    """A time of the store as people read it, in UTC."""
    return f"{at:%Y-%m-%d %H:%M} UTC"


def _belongs_to(report: Report, region: Region) -> str:
    """The region that a file is about: the one that it says, or whose countries it names, the chosen one above others; else the chosen one."""
    named = report.foreign.regions if report.foreign else ()
    if named and region.id not in named:
        return named[0]
    return report.matrix.about.region if report.matrix else region.id


def _first(region: Region, found: tuple[HandIn, ...]) -> list[HandIn]:
    """The files that wait, those of a region first: the same bytes may wait for two."""
    return sorted(found, key=lambda one: one.region != region.id)


def _named(one: HandIn) -> str:
    named = say("upload.waiting.one", name=one.name, region=Message(f"region.{one.region}"), at=moment(one.at))
    if one.errors is None:
        return named
    state = Message("upload.waiting.errors", {"n": one.errors}) if one.errors else Message("upload.waiting.no_errors")
    return say("upload.waiting.state", file=named, state=state)


def _counted(one: HandIn) -> HandIn:
    """A file with its errors counted as it is read now: by another version of the product, or before somebody corrected its reading, it may have had
    others."""
    report = report_of(one)
    if report is None or one.errors == len(report.errors):
        return one
    store.count_errors(kept(), one.region, one.receipt, len(report.errors))
    return replace(one, errors=len(report.errors))


def _chosen(key: str) -> None:
    st.session_state.pop("upload-refused", None)
    region, _, receipt = st.session_state[key].partition(" ")
    address.put(file=receipt[:_NAMED], **({"region": region} if region else {}))


def _take_out(one: HandIn) -> None:
    try:
        store.take_out(kept(), one.region, one.receipt)
    except StoreError as error:
        st.toast(render(error.message), icon=":material/cloud_off:")
        return
    address.put(file="")


def _refuse(report: Report) -> None:
    st.error(say("upload.refused"), icon=":material/block:")
    findings.show_reasons(report.findings)


def _read(receipt: str, name: str, region: str, told: Mapping | None, load: Callable[[], bytes]) -> Report:
    report = _report(receipt, name, region, told, load)
    if _PASSING.intersection(finding.code for finding in report.findings):
        _report.clear(receipt, name, region, told, load)
    return report


@st.cache_resource(max_entries=50, show_spinner=False)
def _report(receipt: str, name: str, region: str, told: Mapping | None, _load: Callable[[], bytes]) -> Report:
    return intake.receive(BytesIO(_load()), name, framework(), places(), corrections=told, region=region)
