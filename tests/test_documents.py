"""What people take away as Word documents: headings and tables that are ones, the language, text that stays text, and the same bytes for the same input."""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from lib import change_report as reports
from lib import words
from lib.change_report import ChangeReport
from lib.model import Activity, Assessment, Cell, FollowUp, Judged, Message, Remark, Status
from lib.model import State as S
from lib.outputs import documents
from lib.planning import Assessed, AtCell, Contested, Followed, LeftOut, Minutes, Moved, Note, Remarked
from lib.store import Session
from tests.examples import WORDS
from tests.strategies import FRAMEWORK, PLACES
from tests.test_change_report import IN, PARTLY, report, revision, statuses

SINCE, UNTIL = date(2026, 6, 1), date(2026, 11, 26)
NASTY = 'A <b>"text"</b> & \x00\x07more\x0b'


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def headings(document: Document) -> list[tuple[str, str]]:
    return [(one.style.name, one.text) for one in document.paragraphs if one.style.name.startswith("Heading")]


def tables(document: Document) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


def texts(document: Document) -> str:
    return "\n".join(one.text for one in document.paragraphs)


def links(document: Document) -> dict[str, str]:
    """The text of each link and where it leads."""
    found = document.element.iter(qn("w:hyperlink"))
    return {"".join(text.text for text in one.iter(qn("w:t"))): document.part.rels[one.get(qn("r:id"))].target_ref for one in found}


def parts(data: bytes) -> list[tuple[tuple[int, ...], bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return [(one.date_time, packed.read(one)) for one in packed.infolist()]


def changed() -> ChangeReport:
    before = replace(statuses(HUN=PARTLY), remarks=(Remark("HUN", "3", "No staff"),))
    after = replace(statuses(HUN=IN, AUT=PARTLY), activities=(Activity("b", "AUT", "1", NASTY),))
    return report(revision(1, before), revision(2, after, Judged("HUN", "3", "progress"), Judged("AUT", "3", "newly_known")))


def written(found: Sequence[ChangeReport], **more: object) -> bytes:
    return documents.change_report(found, SINCE, UNTIL, WORDS, **more)


def test_a_report_has_a_heading_for_each_region_and_a_table_for_each_kind_of_change():
    document = opened(written([changed()], rests_on={"europe": Message("workbook.demonstration")}))
    assert headings(document) == [
        ("Heading 1", "Europe"),
        ("Heading 2", "Statuses: progress in 1 cell"),
        ("Heading 2", "Statuses: 1 cell newly known, which is no progress"),
        ("Heading 2", "Activities: 1 added"),
        ("Heading 1", "What the kinds of change mean"),
        ("Heading 1", "Please note"),
    ]
    progress, newly, activities = tables(document)
    assert progress == [
        ["Action point", "Country or territory", "Called so", "Before", "After", "Revision"],
        ["3 Entry systems", "Hungary", "by its publisher", "Partly in place", "In place", "2"],
    ]
    assert newly[1][3:] == ["Not assessed", "Partly in place", "2"]
    said = texts(document)
    assert "Published from June 1, 2026 to November 26, 2026" in said
    assert "From: revision 1, published February 1, 2026, no date given" in said
    assert "What it rests on: Demonstration – invented data" in said
    assert "Of 1 cell that both revisions assess: progress in 1, setback in 0." in said
    assert "Changed too, and not listed here: Matrix" not in said and "Remarks: 1 row withdrawn." in said
    assert "imply no opinion on the legal status" in said
    assert activities[1][3] == ""


def test_regions_without_a_change_are_named_together():
    document = opened(written([changed(), report(revision(7, statuses(HUN=IN)))]))
    assert [text for style, text in headings(document) if style == "Heading 1"][:2] == ["Europe", "Nothing changed"]
    assert "Europe (revision 7)" in texts(document)


def test_the_head_of_a_table_repeats_on_every_page_and_no_row_is_torn():
    for table in opened(written([changed()])).tables:
        marks = [{one.tag for one in row._tr.trPr} for row in table.rows]
        assert qn("w:tblHeader") in marks[0] and not any(qn("w:tblHeader") in mark for mark in marks[1:])
        assert all(qn("w:cantSplit") in mark for mark in marks)


def test_what_people_wrote_is_text_and_a_character_that_no_file_can_hold_is_seen():
    [*_, activities] = tables(opened(written([changed()])))
    assert activities[1][2] == 'A <b>"text"</b> & ��more�'


def test_a_line_leads_to_its_cell_and_its_revision_where_the_address_is_known():
    assert links(opened(written([changed()]))) == {}
    assert links(opened(written([changed()], base="javascript:alert(1)//"))) == {}
    found = links(opened(written([changed()], base="https://example.org/")))
    assert found["3 Entry systems"] == "https://example.org/coverage?region=europe&place=AUT&point=3&group="
    assert found["2"] == "https://example.org/history?region=europe&revision=2"


@pytest.mark.parametrize(("language", "spoken"), [("en", "en-GB"), ("fr", "fr-FR"), ("es", "es-ES")])
def test_a_document_says_in_which_language_it_is(language, spoken):
    catalogue = words.catalogue(language, FRAMEWORK.texts(language), PLACES.texts(language))
    document = opened(documents.change_report([changed()], SINCE, UNTIL, catalogue))
    assert {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))} == {spoken}
    assert document.core_properties.language == spoken


def test_the_same_report_is_the_same_bytes_whenever_it_is_made():
    data = written([changed()])
    assert data == written([changed()])
    assert {time for time, _ in parts(data)} == {(1980, 1, 1, 0, 0, 0)}
    about = opened(data).core_properties
    assert (about.created, about.modified) == (changed().after.at, changed().after.at)
    assert about.title == "What changed" and "python" not in f"{about.author}{about.comments}"


# Minutes

BEGUN = datetime(2026, 11, 26, 9, tzinfo=UTC)
ACTION = FollowUp("f", "HUN", "3", "Train the police", "Ministry", ("Agency",), "200 officers", "2027-06", S.AGREED)
MINUTES = Minutes(
    session=Session("id", "europe", 1, "", "Autumn <i>session</i>", "Amina", BEGUN, BEGUN.replace(hour=11), 2),
    held=BEGUN.date(),
    by=("Amina", "Bo"),
    present="Everybody\nand one more",
    assessed=(
        Assessed(Cell("HUN", "3"), None, Status.PARTLY, Status.PARTLY, "", "Planning session, 26 November 2026", "", "newly_known"),
        Assessed(Cell("AUT", "1"), Status.PARTLY, Status.IN_PLACE, Status.PLANNED, "A reason", "A source", "2026", "not_said"),
    ),
    remarked=(Remarked(Cell("HUN", "3"), NASTY, "Hire"),),
    contested=(Contested(Cell("AUT", "2"), None, "Seen otherwise", None), Contested(Cell("AUT", "3"), Status.PLANNED, "x", Status.PARTLY)),
    actions=(ACTION,),
    no_actions=(replace(ACTION, state=S.NO_ACTION, action="", reason="No funds"),),
    followed=(Followed(ACTION, replace(ACTION, state=S.DROPPED, reason="Superseded")),),
    left=(replace(ACTION, ref="g", action="Open a desk"),),
    notes=(Note("", "", "All were there", False), Note("HUN", "3", "A secret", True)),
    not_reached=("9", "10"),
    incomplete=(
        LeftOut(
            Cell("ZZZ", "3"),
            AtCell(Cell("ZZZ", "3"), Status.PLANNED, "A reason", "A law", "2025", NASTY, "Hire", "Seen otherwise", "moved"),
            "",
            (Message("planning.incomplete.place"),),
        ),
        LeftOut(
            Cell("", ""),
            replace(ACTION, place="", point="", due="2020", source="A plan"),
            "",
            (Message("planning.incomplete.where"), Message("planning.incomplete.past")),
        ),
        LeftOut(
            Cell("HUN", "3"),
            replace(ACTION, action="", lead="", partners=(), target="", due="", state=S.NO_ACTION),
            "",
            (Message("planning.incomplete.because"),),
        ),
        LeftOut(Cell("HUN", "3"), Moved("g", S.DROPPED, due="2028"), "Open a desk", (Message("planning.incomplete.dropped"),)),
    ),
)


def test_minutes_begin_with_what_was_agreed_before_and_end_with_what_was_not_reached():
    document = opened(documents.minutes(MINUTES, WORDS, internal=False))
    assert [text for _, text in headings(document)] == [
        "What became of what was agreed before",
        "Agreed: who does what by when",
        "No action, because",
        "Statuses that the room set",
        "Contested: what is published stays until a session sets a status",
        "What is missing, and what is recommended",
        "Notes",
        "Action points that were not reached",
        "Recorded, but not complete: left out of what is published",
        "Please note",
    ]
    followed, actions, nothing, assessed, contested, remarked, incomplete = (rows[1:] for rows in tables(document))
    assert followed == [
        ["Train the police", "3 Entry systems", "Hungary", "Agreed\n2027-06", "Dropped\n2027-06\nSuperseded"],
        ["Open a desk", "3 Entry systems", "Hungary", "Agreed\n2027-06", "Left as it was"],
    ]
    assert actions == [["Train the police", "3 Entry systems", "Hungary", "Ministry; Agency", "200 officers", "2027-06"]]
    assert nothing == [["3 Entry systems", "Hungary", "", "No funds"]]
    assert assessed[0] == [
        "3 Entry systems",
        "Hungary",
        "Not assessed",
        "Partly in place",
        "newly known",
        "",
        "Planning session, 26 November 2026",
        "",
    ]
    assert assessed[1][3:] == ["In place; published since by somebody else, and kept: Planned", "not said yet", "A reason", "A source", "2026"]
    assert contested[0] == ["2 Data", "Austria", "Not assessed", "Seen otherwise"]
    assert contested[1][2] == "Planned; the room set: Partly in place"
    assert remarked[0][2].startswith('A <b>"text"</b> & ')
    assert "those that the room recorded" in texts(document)
    said = (
        "Planned\nThe situation has changed\nReason: A reason\nWhat is missing or challenges: ",
        "\nRecommendation: Hire\nContested, because: Seen otherwise\nSource named: A law\nAs of: 2025",
    )
    assert incomplete[0][:2] == ["3 Entry systems", "ZZZ"] and incomplete[0][2].startswith(said[0]) and incomplete[0][2].endswith(said[1])
    assert incomplete[1:] == [
        [
            "",
            "",
            "Train the police\nLead; partners: Ministry; Agency\nTarget or indicator: 200 officers\nDue: 2020\nSource named: A plan",
            "It needs a country or territory (or “Region-wide”) and an action point.\nIts due date is in the past: give a later one.",
        ],
        ["3 Entry systems", "Hungary", "No action", "“No action” needs a reason."],
        ["3 Entry systems", "Hungary", "Open a desk\nDropped\nDue: 2028", "“Dropped” needs a why."],
    ]
    said = texts(document)
    assert "Session: Autumn <i>session</i>" in said and "Recorded by: Amina, Bo" in said and "Published: as revision 2 of the region" in said


def test_internal_notes_are_in_minutes_only_if_asked_for_and_then_the_minutes_say_so():
    for_all, inside = (documents.minutes(MINUTES, WORDS, internal=internal) for internal in (False, True))
    assert not re.search("secret|internal", texts(opened(for_all)), re.IGNORECASE)
    assert b"secret" not in b"".join(data for _, data in parts(for_all))
    said = texts(opened(inside))
    assert "They are not for onward sharing." in said and "Entry systems, Hungary (internal, not for onward sharing): A secret" in said


def test_minutes_of_a_session_in_which_nothing_was_recorded_say_so():
    empty = dict.fromkeys(
        ("assessed", "remarked", "contested", "actions", "no_actions", "followed", "left", "notes", "not_reached", "incomplete"), ()
    )
    session = replace(MINUTES.session, closed_at=None, number=None)
    document = opened(documents.minutes(replace(MINUTES, **empty, present="", session=session), WORDS, internal=True))
    assert "Nothing was recorded in this session." in texts(document) and "Published: not published" in texts(document)
    assert not document.tables


def test_minutes_of_a_session_that_recorded_only_what_is_not_complete_do_not_say_that_nothing_was_recorded():
    empty = dict.fromkeys(("assessed", "remarked", "contested", "actions", "no_actions", "followed", "left", "notes"), ())
    assert "Nothing was recorded" not in texts(opened(documents.minutes(replace(MINUTES, **empty), WORDS, internal=True)))


def test_the_same_minutes_are_the_same_bytes():
    assert documents.minutes(MINUTES, WORDS, internal=True) == documents.minutes(MINUTES, WORDS, internal=True)


def test_a_status_that_was_never_set_is_not_assessed_and_no_gap():
    found = report(revision(1, statuses()), revision(2, replace(statuses(), assessments=(Assessment("HUN", "3", IN),))))
    assert reports.told(found.lines[0], "before") == (Message("status.not_assessed"),)
