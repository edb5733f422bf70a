"""What pages offer to take away: nothing is made before a click, and what is made says of which matrix it is and as of when."""

import csv as reading
import io
from collections.abc import Callable
from threading import Thread

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lib import change_report, outputs
from lib.exceptions import CannotBeDrawn
from lib.figures import ALL_EVIDENCE
from lib.model import Evidence
from pages.shared import data, downloads, matrix
from pages.shared.data import current, framework, places
from tests.test_pages import COVERAGE, opened
from tests.workbooks import CATALOGUES

NORTH, WEST = "demonstration-north", "west-africa"
TABLE = pd.DataFrame({"Country or territory": ["Kenya"], "Points": [3]})


def chart() -> dict[str, object]:
    return {"data": {"name": "rows"}, "mark": "point", "datasets": {"rows": TABLE}}


@pytest.fixture
def made(monkeypatch) -> dict[str, Callable[[], bytes]]:
    """What would be made, by the names of the files that are offered."""
    files: dict[str, Callable[[], bytes]] = {}
    monkeypatch.setattr(st, "download_button", lambda label, data, *, file_name, **look: files.update({file_name: data}))
    downloads._picture.clear()
    return files


@pytest.fixture(autouse=True)
def look_up() -> None:
    """As dashboard.py does before a page runs."""
    data.look_up()


def beside_the_script(make: Callable[[], bytes]) -> bytes:
    """What a click makes: in a thread that has no session."""
    found: list[bytes] = []
    thread = Thread(target=lambda: found.append(make()))
    thread.start()
    thread.join()
    return found[0]


def rows(data: bytes) -> list[dict[str, str]]:
    return list(reading.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def view(region: str, evidence: frozenset[Evidence] = ALL_EVIDENCE) -> matrix.View:
    return matrix.View(region, places().region(region).countries, framework().point_ids, evidence)


def test_a_table_alone_is_offered_as_csv_and_a_picture_in_three_ways(made):
    downloads.offer("some", lambda: TABLE)
    assert list(made) == ["some.csv"]
    downloads.offer("more", lambda: TABLE, chart)
    assert list(made) == ["some.csv", "more.csv", "more.png", "more.svg", "more.pdf"]


def test_a_file_says_of_which_revision_it_is_as_of_when_and_whose_judgement_it_is_not(made):
    revision = current(WEST)
    downloads.offer("some", lambda: TABLE, chart, revisions=[revision])
    (row,) = rows(beside_the_script(made["some.csv"]))
    assert (row["Country or territory"], row["Points"]) == ("Kenya", "3")
    assert row["As of"] == str(revision.matrix.about.as_of)
    assert row["Fingerprint of the content"] == revision.fingerprint[:12]
    assert row["Please note"].startswith("Coded by the project from public documents. Nobody's official assessment.")
    assert row["Please note"].endswith("no opinion on the legal status of any country, territory or area.")
    drawn = beside_the_script(made["some.svg"]).decode()
    assert all(said in drawn for said in (row["As of"], row["Fingerprint of the content"], "legal status"))


def test_a_file_of_several_matrices_names_each_and_an_invented_one_says_so(made):
    west, north = current(WEST), current(NORTH)
    downloads.offer("some", lambda: TABLE, revisions=[west, north])
    (row,) = rows(made["some.csv"]())
    assert row["Fingerprint of the content"] == f"West Africa: {west.fingerprint[:12]}; Demonstration North: {north.fingerprint[:12]}"
    assert "Demonstration – invented data" in row["Please note"]


def test_in_the_table_of_what_changed_no_two_columns_are_called_alike(made):
    revision = current(WEST)
    downloads.offer("some", lambda: change_report.table([], CATALOGUES["en"]), revisions=[revision])
    heads = next(reading.reader(io.StringIO(made["some.csv"]().decode("utf-8-sig"), newline="")))
    assert {"Revision", "Fingerprint of the content"} <= set(heads)
    assert len(set(heads)) == len(heads)


def test_a_file_of_no_matrix_still_has_the_disclaimer(made):
    downloads.offer("some", lambda: TABLE)
    (row,) = rows(made["some.csv"]())
    assert "legal status" in row["Please note"]
    assert "Fingerprint of the content" not in row


def test_a_picture_is_made_once_for_what_it_shows(made, monkeypatch):
    drawn: list[str] = []
    monkeypatch.setattr(outputs, "picture", lambda specification, format: drawn.append(format) or b"picture")
    for name in ("one", "again"):
        downloads.offer(name, lambda: TABLE, chart)
        assert [beside_the_script(made[f"{name}.{format}"]) for format in ("png", "pdf")] == [b"picture"] * 2
    downloads.offer("other", lambda: TABLE, lambda: chart() | {"title": "Another"})
    made["other.png"]()
    assert drawn == ["png", "pdf", "png"]


def test_a_picture_that_cannot_be_made_is_an_error_and_no_broken_file(made):
    downloads.offer("some", lambda: TABLE, lambda: chart() | {"mark": "no mark"})
    with pytest.raises(CannotBeDrawn):
        made["some.png"]()


def test_the_picture_of_a_matrix_has_every_country_point_and_glyph_and_is_light(made):
    revision = current(NORTH)
    downloads.offer("some", lambda: TABLE, lambda: matrix.picture(revision, view(NORTH)), revisions=[revision])
    drawn = beside_the_script(made["some.svg"]).decode()
    assert all(f">Country {letter}<" in drawn for letter in "ABCDEFGH")
    assert all(f">{glyph}<" in drawn for glyph in framework().glyphs.values())
    assert matrix.INK["light"].lower() in drawn.lower()
    assert matrix.INK["dark"].lower() not in drawn.lower()
    assert "invented data" in drawn


def test_the_table_of_a_matrix_has_a_row_for_each_cell_and_no_zero_for_what_is_not_known():
    table = matrix.table(current(NORTH), view(NORTH))
    assert len(table) == 9 * 10
    told = {(row["ISO3"], row["Action point"][:2].strip()): row for row in table.to_dict("records")}
    assert told["XAB", "3"]["Status (assessed)"] == "In place"
    assert told["XAB", "3"]["What is known"] == "Assessed"
    recorded = told["XAC", "2"]
    assert (recorded["What is known"], recorded["Status (assessed)"]) == ("Recorded, not assessed", None)
    assert (recorded["Most advanced stage (recorded)"], recorded["Activities recorded"]) == ("In place", 2)
    unknown = told["XAH", "2"]
    assert unknown["What is known"] == "Not known"
    assert [unknown[name] for name in ("Status (assessed)", "Activities recorded", "Newest record (year)")] == [None] * 3


def test_a_table_of_some_evidence_says_so_on_each_row():
    table = matrix.table(current(NORTH), view(NORTH, frozenset({Evidence.DOCUMENT})))
    assert set(table["Evidence counted"]) == {"Document"}


def test_coverage_offers_its_view_and_makes_nothing_until_it_is_asked(monkeypatch):
    def fail(*_: object) -> bytes:
        raise AssertionError("made while the page was drawn")

    for maker in ("csv", "picture"):
        monkeypatch.setattr(outputs, maker, fail)
    app: AppTest = opened(COVERAGE, region=NORTH)
    buttons = [element.proto.label for element in app.get("download_button")]
    assert buttons == ["Data, row by row (CSV, for Excel)", "Picture (PNG)", "Picture (SVG, can be enlarged)", "Picture (PDF, for printing)"]
