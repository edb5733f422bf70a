"""One region's workbook on its way out, and a file on its way in: what it says, what has to be decided, what changes, and the button."""

from functools import partial

import streamlit as st

from lib import handing_in, outputs
from lib.handing_in import Comparison
from lib.model import Message, Report, Revision, Scope
from lib.places import Region
from lib.schema import LANGUAGES
from lib.store import HandIn
from pages.shared import acting, correcting, deciding, downloads, findings, hand_ins, publishing, sending_back, what_changes
from pages.shared.data import catalogue, framework, in_this_language, kept, language, may, places, say

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def take_away(region: Region, upon: Revision | None) -> None:
    """The region's workbook as it is now, in the languages of workbooks, and its template: the blank one, which findings speak of."""
    st.header(say("upload.take"), anchor=False)
    st.caption(say("upload.take.help", number=upon.number) if upon else say("upload.take.blank"))
    with st.container(horizontal=True):
        if upon:
            _offer(region, upon)
            with st.popover(say("upload.template"), icon=":material/draft:"):
                st.caption(say("upload.template.help"))
                _offer(region, None)
        else:
            _offer(region, None)


def _offer(region: Region, upon: Revision | None) -> None:
    """A button for each language of a region's workbook; of its template where there is no revision to take it from."""
    for code in LANGUAGES:
        st.download_button(
            say("upload.take.in", language=Message(f"language.{code}")),
            in_this_language(partial(_workbook, region, upon, code)),
            file_name=f"{region.id}-{upon.number if upon else 'template'}-{code}.xlsx",
            mime=_XLSX,
            key=f"{'take' if upon else 'template'}-{code}",
            icon=":material/download:",
            on_click="ignore",
        )


def _workbook(region: Region, upon: Revision | None, language: str) -> bytes:
    """The bytes of a region's workbook. Called in a thread beside the page's script."""
    lists = framework(), places(), catalogue(language)
    return handing_in.download(upon, *lists) if upon else outputs.template(region, *lists)


def _say_what_it_is(one: HandIn, report: Report) -> None:
    """The file in a few words: what was read, and what is worth knowing before its findings."""
    st.markdown(say("upload.read", read=report.cells_read, not_read=report.cells_not_read))
    if report.foreign:
        st.caption(say("correcting.partial"))
    elif report.scope is Scope.PARTIAL:
        st.info(say("upload.partial"), icon=":material/filter_alt:")
    if entry := hand_ins.published(one.region, one.receipt):
        st.info(say("upload.was_published", number=entry.number, date=entry.at.date()), icon=":material/history:")


def _say_base(compared: Comparison) -> None:
    """From which revision the file was taken, where that is not the current one."""
    upon, base = compared.upon, compared.base
    if upon is None:
        st.info(say("upload.first"), icon=":material/looks_one:")
    elif compared.report.foreign:
        st.info(say("correcting.no_base", number=upon.number), icon=":material/call_split:")
    elif base is None:
        st.warning(say("upload.no_base" if not compared.report.base else "upload.unknown_base", number=upon.number), icon=":material/call_split:")
    elif base.fingerprint != upon.fingerprint:
        st.info(say("upload.older", base=base.number, date=base.at.date(), number=upon.number), icon=":material/call_merge:")


def _errors_of_merged(compared: Comparison) -> int:
    """Show what is wrong with what was merged; how many errors that are."""
    lists = framework(), places(), catalogue(language())
    found = findings.of_merged(compared)
    if found:
        st.error(say("upload.merged_wrong"), icon=":material/error:")
        findings.show(found)
        if all(one.sheet for one in found):
            st.download_button(
                say("upload.merged"),
                in_this_language(partial(handing_in.merged_workbook, compared, *lists)),
                file_name=f"{compared.before.about.region}-merged.xlsx",
                mime=_XLSX,
                icon=":material/download:",
                on_click="ignore",
            )
    return len(found)


def look_and_publish(one: HandIn, upon: Revision | None) -> None:
    """The report on a file, what has to be decided, what changes, and the button."""
    report = hand_ins.report_of(one)
    if report is None:
        st.rerun()
    _say_what_it_is(one, report)
    hand_ins.say_whose(one)
    verdict = st.container()  # whether it can be published stands first: on a small screen the rest is below
    with st.container(horizontal=True):
        hand_ins.offer_receipt(one)
        if report.findings:
            downloads.offer(f"findings-{one.region}-{one.receipt[:12]}", lambda: findings.table(report.findings))
            sending_back.offer(one, report)
        if may("publish", one.region) or hand_ins.is_own(one):
            hand_ins.offer_removal(one)
    correcting.correct(one, report)
    findings.show(report.findings)
    if report.errors or report.matrix is None:
        verdict.error(say("upload.errors", n=len(report.errors)), icon=":material/block:")
        return
    if report.foreign and not correcting.says_anything(report.matrix):
        verdict.warning(say("correcting.nothing_read"), icon=":material/help:")
        return
    first = handing_in.compare(kept(), report, upon)
    _say_base(first)
    if known := len(first.merged.recognised):
        st.info(say("upload.recognised", n=known), icon=":material/fingerprint:")
    if first.unchanged and upon:
        st.success(say("upload.unchanged", number=upon.number), icon=":material/done_all:")
        return
    decided = deciding.decide(first)
    if decided.open:
        verdict.warning(say("upload.to_answer", n=decided.open), icon=":material/help:")
    reasons = [say("upload.open", n=decided.open)] if decided.open else []
    judged = {}
    if decided.preview and decided.preview.merged.matrix:
        st.header(say("upload.changes"), anchor=False)
        if decided.open:
            st.caption(say("upload.preview"))
        name = f"changes-{one.region}-{one.receipt[:12]}"
        judged = what_changes.show(first.before, decided.preview.merged.matrix, name=name, revisions=[upon] if upon else [], judge=True)
    if not decided.open:
        if wrong := _errors_of_merged(decided.compared):
            reasons.append(say("upload.errors", n=wrong))
        elif not decided.compared.merged.changes:
            reasons.append(say("upload.nothing_changes"))
    st.header(say("upload.publishing"), anchor=False)
    if not may("publish", one.region):
        st.info(say("desk.waits"), icon=":material/hourglass_top:")
    elif not acting.alone(one.by):
        publishing.publish(one, decided.compared, judged, reasons)
