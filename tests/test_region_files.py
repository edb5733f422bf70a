"""What a briefing page gives away beside the briefing: files that hold a region each, alone or zipped, in the language chosen, made once."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from lib.briefing import SECTIONS, Subject
from pages.shared import data, takes
from pages.shared.briefing import Choice
from pages.shared.data import current
from pages.shared.groups import comparables
from pages.shared.takes import TAKES, Take

OURS = {take.label.removeprefix("leaving.take."): take for take in TAKES if take.label.startswith("leaving.take.")}
OPENS_WITH = {"xlsx": b"PK", "pdf": b"%PDF", "html": b"<!doctype html>", "zip": b"PK"}


@pytest.fixture(autouse=True)
def look_up() -> None:
    """As dashboard.py does before a page runs."""
    data.look_up()


def choice(*groups: str, language: str = "en") -> Choice:
    known = comparables()
    subjects = tuple(Subject(known[id], {region: current(region) for region in known[id].sources}) for id in groups)
    return Choice(subjects, {}, SECTIONS, language, False, date(2026, 11, 27))


def names(made: bytes) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(made)).namelist()


def test_the_page_offers_four_forms_of_the_matrix_itself():
    assert [*OURS] == ["analysis", "poster", "page", "hxl"]


@pytest.mark.parametrize("take", OURS.values(), ids=OURS)
def test_of_one_region_a_file_is_what_its_ending_says(take: Take):
    one = choice("demonstration-north")
    assert takes.made(take, one).startswith(OPENS_WITH[take.ending_of(one)])


@pytest.mark.parametrize("name", ["analysis", "page"])
def test_of_several_regions_each_has_its_file(name: str):
    several = choice("demonstration-north", "demonstration-south")
    take = OURS[name]
    assert take.ending_of(several) == "zip"
    made = takes.made(take, several)
    assert names(made) == [f"demonstration-north.{take.ending}", f"demonstration-south.{take.ending}"]
    assert made == take.make(several)


def test_a_group_stands_for_the_regions_that_tell_of_it_each_once():
    group = next(id for id, one in comparables().items() if len(one.sources) > 1 and not one.demonstration)
    regions = [*comparables()[group].sources]
    files = names(OURS["page"].make(choice(group, regions[0])))
    assert files == [f"{region}.html" for region in regions]


def test_hxl_has_every_table_as_csv_and_one_workbook_for_each_region():
    files = names(takes.made(OURS["hxl"], choice("demonstration-north")))
    assert files == [f"hxl-demonstration-north{end}" for end in ("-cells.csv", "-activities.csv", "-follow-up.csv", ".xlsx")]


def test_a_file_is_in_the_language_chosen():
    assert b'<html lang="fr"' in OURS["page"].make(choice("demonstration-north", language="fr"))


def test_a_file_is_named_after_what_it_is_and_never_internal():
    one = replace(choice("demonstration-north"), internal=True)
    assert [take.file_name(one) for take in TAKES] == [
        "briefing-demonstration-north-2026-11-27-internal.docx",
        "briefing-demonstration-north-2026-11-27-internal.pptx",
        "analysis-demonstration-north-2026-11-27.xlsx",
        "poster-demonstration-north-2026-11-27.pdf",
        "page-demonstration-north-2026-11-27.html",
        "hxl-demonstration-north-2026-11-27.zip",
    ]
