"""The file of the one web page: what it says of itself, what it holds and what it does not."""

import base64
import hashlib
import json
import re
from dataclasses import replace

import pytest

from lib import charts, shipped, words
from lib.model import Remark, Revision
from lib.outputs.leaving import page
from tests.examples import WORDS
from tests.injection import GOOD_LINKS, LINKS, MATRIX, PAYLOADS
from tests.strategies import FRAMEWORK, PLACES

NORTH, WEST = (shipped.current(region, FRAMEWORK, PLACES) for region in ("demonstration-north", "west-africa"))
HOSTILE = replace(WEST, matrix=MATRIX)


def written(revision: Revision) -> str:
    return page(revision, FRAMEWORK, PLACES, WORDS).decode()


def test_it_holds_the_grid_of_the_dashboard_and_no_copy_that_could_differ():
    text, front = written(NORTH), charts.grid_front_end()
    name, _, body = front["js"].partition("export default function")
    assert name and body
    assert name in text and body in text and front["css"] in text
    assert "export default" not in text


def test_its_policy_names_the_one_script_that_may_run():
    text = written(HOSTILE)
    (script,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="(.*?)"', text)[1]
    assert policy.split("; ")[:3] == ["default-src 'none'", "style-src 'unsafe-inline'", f"script-src 'sha256-{digest}'"]


def test_what_offices_wrote_cannot_end_the_block_that_holds_it():
    text = written(HOSTILE)
    assert text.count("<script") == text.count("</script>") == 2
    block = text.split('id="matrix">')[1].split("</script>")[0]
    assert "<" not in block
    activities = [item["text"] for cell in json.loads(block)["cells"].values() for part in cell["parts"] for item in part.get("items", ())]
    assert set(PAYLOADS) <= set(activities)


def test_only_web_addresses_are_links():
    block = written(HOSTILE).split('id="matrix">')[1].split("</script>")[0]
    items = [item for cell in json.loads(block)["cells"].values() for part in cell["parts"] for item in part.get("items", ())]
    assert {item["link"] for item in items if item.get("link")} == set(GOOD_LINKS)
    assert {text for text in LINKS if not any(text in item.get("source", "") for item in items)} == set(), "what is no link is told of all the same"


def test_that_a_status_is_contested_stands_under_its_own_name_and_not_as_what_is_missing():
    contest = "Contested in the planning session of June 1, 2026: the office sees it otherwise"
    remarked = replace(NORTH, matrix=replace(NORTH.matrix, remarks=(Remark("XAA", "3", f"No interpreter\n{contest}"),)))
    cell = json.loads(written(remarked).split('id="matrix">')[1].split("</script>")[0])["cells"]["XAA 3"]
    assert cell["parts"][0]["facts"] == [["Contested", contest], ["What is missing, or challenges", "No interpreter"]]


@pytest.mark.parametrize(("language", "name"), [("en", "Source: "), ("fr", "Source\u00a0: ")])
def test_its_script_writes_names_as_the_language_does(language: str, name: str):
    texts = words.catalogue(language, FRAMEWORK.texts(language), PLACES.texts(language))
    block = page(NORTH, FRAMEWORK, PLACES, texts).decode().split('id="matrix">')[1].split("</script>")[0]
    assert json.loads(block)["texts"]["source"] == name


def test_it_names_no_address_but_those_of_sources():
    text = written(NORTH)
    links = {activity.link for activity in NORTH.matrix.activities if activity.link}
    found = set(re.findall(r"https?://[^\s\"'<>\\)]+", text.replace(r"/^https?:\/\//", "")))
    assert found == links


def test_it_says_which_revision_it_is_as_of_when_how_far_it_may_be_shared_and_whose_judgement_it_is_not():
    about = replace(WEST.matrix.about, sharing="For governments", notes="An internal remark", contact="desk@example.org")
    text = written(replace(WEST, matrix=replace(WEST.matrix, about=about)))
    for said in (WEST.fingerprint, "November 23, 2026", "For governments", "Nobody&#x27;s official assessment", "legal status of any country"):
        assert said in text, said
    assert "An internal remark" not in text
    assert "desk@example.org" not in text


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("fr", "ltr"), ("es", "ltr")])
def test_language_and_direction_are_those_of_its_texts(language: str, direction: str):
    texts = words.catalogue(language, FRAMEWORK.texts(language), PLACES.texts(language))
    assert f'<html lang="{language}" dir="{direction}">'.encode() in page(NORTH, FRAMEWORK, PLACES, texts)


def test_in_a_language_that_runs_from_right_to_left_so_does_the_page():
    texts = replace(WORDS, language="ar")
    assert '<html lang="ar" dir="rtl">' in page(NORTH, FRAMEWORK, PLACES, texts).decode()


def test_the_same_revision_gives_the_same_bytes():
    assert written(NORTH) == written(NORTH)
