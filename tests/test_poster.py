"""The poster: one page whatever there is to say, real text in its own fonts, nothing cut in silence, and what it says of itself is never cut."""

import re
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from unittest import mock

import pytest

from lib import figures, shipped, words
from lib.model import About, Assessment, FollowUp, Matrix, Remark, Revision, State, Status
from lib.outputs.leaving import poster as module
from lib.outputs.leaving.poster import poster
from lib.words import Catalogue
from tests.examples import WORDS
from tests.injection import MATRIX
from tests.strategies import FRAMEWORK, PLACES

ON = date(2026, 11, 27)
NORTH, WEST, EUROPE = (shipped.current(region, FRAMEWORK, PLACES) for region in ("demonstration-north", "west-africa", "europe"))
EMPTY = shipped.empty("europe", FRAMEWORK, PLACES)
HOSTILE = replace(WEST, matrix=MATRIX)
ARABIC, RUSSIAN = "إنشاء آلية إحالة مشتركة", "Создать механизм перенаправления"
COUNTRIES = PLACES.region("europe").countries
FULL = replace(
    EUROPE,
    matrix=Matrix(
        About("europe", "An office", date(2026, 6, 30), sharing="For governments", notes="An internal remark"),
        COUNTRIES,
        tuple(Assessment(place, point, Status.NOT_IN_PLACE) for place in COUNTRIES for point in FRAMEWORK.point_ids),
        tuple(
            Remark(place, point, (ARABIC, RUSSIAN, "No interpreter, " * 9)[at % 3])
            for at, place in enumerate(COUNTRIES)
            for point in FRAMEWORK.point_ids
        ),
        follow_up=tuple(
            FollowUp("", place, point, f"Do it in {place}", "A ministry", due="2027") for place in COUNTRIES for point in FRAMEWORK.point_ids
        ),
    ),
)


@cache
def written(revision: Revision) -> bytes:
    return poster(revision, FRAMEWORK, PLACES, WORDS, on=ON)


Line = tuple[float, float, float, float, str]
"""Where a line of text stands, how wide and tall its place is (millimetres), and what it says."""


def drawn(revision: Revision, texts_of: Catalogue = WORDS) -> list[Line]:
    """Each line of text that is drawn."""
    lines: list[Line] = []
    put = module._Page.put

    def keep(page: module._Page, x: float, y: float, width: float, height: float, texts: list[str]) -> None:
        lines.extend((x, y + at * height, max(width, page.get_string_width(text)), height, text) for at, text in enumerate(texts))
        put(page, x, y, width, height, texts)

    with mock.patch.object(module._Page, "put", keep):
        poster(revision, FRAMEWORK, PLACES, texts_of, on=ON)
    return lines


def said(lines: list[Line]) -> str:
    return " ".join(text for *_, text in lines)


@pytest.mark.parametrize("revision", [NORTH, EMPTY, HOSTILE, FULL], ids=("assessed", "empty", "hostile", "full"))
def test_it_is_one_page_and_no_line_leaves_it_or_runs_into_another(revision: Revision):
    assert written(revision).count(b"/Type /Page\n") == 1
    lines = drawn(revision)
    assert all(x >= 12 and x + width <= 420 - 11 and y >= 12 and y + height <= 297 - 11 for x, y, width, height, _ in lines)
    places = sorted((round(x, 3), round(y, 3), height) for x, y, _, height, _ in lines)
    assert all(x != after or y + height <= below + 0.01 for (x, y, height), (after, below, _) in pairwise(places))


@pytest.mark.parametrize("revision", [NORTH, EMPTY, HOSTILE, FULL], ids=("assessed", "empty", "hostile", "full"))
def test_whose_it_is_as_of_when_and_what_it_rests_on_is_never_cut(revision: Revision):
    text = said(drawn(revision))
    assert f"{revision.number} ({revision.fingerprint[:12]})" in text
    assert "What is not known is not reported as not in place." in text
    assert "no opinion on the legal status of any country, territory or area" in text
    kind = "invented data" if revision is NORTH else "Nobody's official assessment"
    assert kind in text


def test_how_far_it_may_be_shared_stands_on_it_and_what_an_office_noted_for_itself_does_not():
    text = said(drawn(FULL))
    assert "Sharing mark: For governments" in text
    assert "As of: June 30, 2026" in text
    assert "An internal remark" not in text


def test_what_does_not_fit_is_counted():
    lines = drawn(FULL)
    shown = [text for x, *_, text in lines if text.startswith("Do it in ")]
    more = [int(text.split()[1]) for x, *_, text in lines if re.fullmatch(r"… \d+ more entries", text) and x > 180]
    assert len(more) == 10
    assert len(shown) + sum(more) == len(FULL.matrix.follow_up)


def test_what_is_little_is_written_large_and_whole():
    lines = drawn(NORTH)
    assert not [text for *_, text in lines if "…" in text]
    for row in (*NORTH.matrix.remarks, *NORTH.matrix.follow_up):
        if text := getattr(row, "missing", "") or (row.action if getattr(row, "state", State.RECORDED) is not State.RECORDED else ""):
            assert all(word in said(lines) for word in text.split()), text


def test_a_target_of_a_document_is_counted_and_not_shown_as_agreed():
    target = FollowUp("", "SEN", "3", "A target of 2011", state=State.RECORDED)
    text = said(drawn(replace(WEST, matrix=replace(WEST.matrix, follow_up=(target,)))))
    assert "A target of 2011" not in text
    assert "A document names 1 target; nobody here agreed to it." in text


def test_what_is_to_do_comes_first_and_by_when():
    dues = (("done", "2025", State.DONE), ("never", "", State.AGREED), ("late", "2028-01", State.AGREED), ("soon", "2027", State.IN_PROGRESS))
    follow_up = tuple(FollowUp("", "SEN", "3", f"An action: {name}", due=due, state=state) for name, due, state in dues)
    lines = drawn(replace(WEST, matrix=replace(WEST.matrix, follow_up=follow_up)))
    assert [text.removeprefix("An action: ") for *_, text in lines if text.startswith("An action")] == ["soon", "late", "never", "done"]


def test_texts_of_an_office_are_text_and_lead_nowhere():
    data = written(HOSTILE)
    assert not re.search(rb"/(URI|JavaScript|JS|Launch|EmbeddedFile|OpenAction /S)\b", data)


def test_what_turns_letters_around_unseen_is_left_out_and_what_has_no_letter_is_seen():
    text = said(drawn(replace(WEST, matrix=replace(WEST.matrix, follow_up=(FollowUp("", "SEN", "3", "\u202egnirts\u202c 👩 \x07bell and all"),)))))
    assert "gnirts \N{REPLACEMENT CHARACTER} bell and all" in text


def test_the_file_has_its_fonts_its_title_and_its_language():
    data = written(FULL)
    assert data.count(b"/FontFile2") == 2
    assert b"/DisplayDocTitle true" in data
    assert b"/Lang (en)" in data
    assert data == written.__wrapped__(FULL)


@pytest.mark.parametrize("language", ["fr", "es"])
def test_it_is_written_in_every_language_of_the_house(language: str):
    texts = words.catalogue(language, FRAMEWORK.texts(language), PLACES.texts(language))
    assert f"/Lang ({language})".encode() in poster(NORTH, FRAMEWORK, PLACES, texts, on=ON)
    assert texts.text("app.disclaimer") in said(drawn(WEST, texts)), "to its last word"


def test_what_an_office_wrote_of_a_cell_that_nobody_assessed_is_no_gap():
    remark = Remark("SEN", "5", "Nobody was asked")
    lines = [text for *_, text in drawn(replace(WEST, matrix=replace(WEST.matrix, remarks=(remark,))))]
    assert "Senegal (Not assessed)" in " ".join(lines)


def texts_of(language: str) -> Catalogue:
    return words.catalogue(language, FRAMEWORK.texts(language), PLACES.texts(language))


def with_actions(*actions: FollowUp) -> Revision:
    return replace(NORTH, matrix=replace(NORTH.matrix, follow_up=actions))


@pytest.mark.parametrize(
    ("language", "late", "later"),
    [
        ("en", "Overdue: by March 31, 2026, 241 days late", "By June 30, 2028"),
        ("fr", "En retard\u00a0: pour le 31 mars 2026, 241 jours de retard", "Pour le 30 juin 2028"),
        ("es", "Vencida: para el 31 de marzo de 2026, 241 días de retraso", "Para el 30 de junio de 2028"),
    ],
)
def test_when_an_action_is_due_is_written_as_the_language_does_and_what_is_overdue_says_so(language: str, late: str, later: str):
    two = with_actions(FollowUp("", "XAA", "3", "One", due="2028-06"), FollowUp("", "XAA", "3", "Two", due="2026-03"))
    text = said(drawn(two, texts_of(language)))
    assert late in text and later in text
    assert text.index("Two") < text.index("One"), "what is overdue comes first"
    assert "2028-06" not in text and "2026-03" not in text


def test_who_does_it_with_whom_is_said():
    text = said(drawn(with_actions(FollowUp("", "XAA", "3", "One", "A ministry", ("IOM", "An agency")))))
    assert "A ministry; IOM; An agency" in text


LITTLE = replace(WEST, matrix=replace(WEST.matrix, remarks=(Remark("SEN", "5", "A"),), follow_up=(FollowUp("", "SEN", "3", "B", due="2027"),)))


@pytest.mark.parametrize("revision", [NORTH, LITTLE], ids=("much", "little"))
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_no_word_of_a_heading_is_torn(revision: Revision, language: str):
    texts = texts_of(language)
    drawn_words = {word for *_, text in drawn(revision, texts) for word in text.split()}
    heads = ("downloads.point", "leaving.poster.where", "leaving.poster.missing", "minutes.column.who", "column.due", "column.state")
    assert all({*texts.text(head).split()} <= drawn_words for head in heads)


def test_what_no_point_has_is_said_once_and_what_documents_record_stands_in_its_place():
    lines = [text for *_, text in drawn(WEST)]
    text = " ".join(lines)
    assert text.count("No office reports anything as missing") == 1 == text.count("No follow-up has been agreed yet.")
    assert "Nothing agreed" not in text and "Lead" not in text
    assert "Where documents record activities (not assessed), and how many" in text
    recorded = figures.cells(WEST.matrix, ["SEN"], ["7"]).query("place == 'SEN'").iloc[0]
    assert recorded["known"] == "recorded" and f"Senegal ({recorded['records']})" in text
    assert "Where documents record" not in said(drawn(EMPTY)) and "Where documents record" not in said(drawn(NORTH))


LONG = (
    "Mettre en place, avec les autorités compétentes\u00a0; l’Intergouvernementalisation des dispositifs d’accueil et d’orientation des "
    "personnes en situation de vulnérabilité particulière " * 4
)


@pytest.mark.parametrize("long", [LONG[:60], LONG[:200], LONG], ids=len)
@pytest.mark.parametrize("language", ["fr", "es"])
def test_nothing_runs_below_the_margin_whatever_the_language_and_however_long_the_texts(long: str, language: str):
    matrix = NORTH.matrix
    remarks = tuple(replace(one, missing=long) for one in matrix.remarks)
    follow_up = tuple(replace(one, action=long, lead=long[:40], partners=("Ministère de l’Intérieur",) * 3) for one in matrix.follow_up)
    about = replace(matrix.about, office=long, sharing=long)
    lines = drawn(replace(NORTH, matrix=replace(matrix, about=about, remarks=remarks, follow_up=follow_up)), texts_of(language))
    assert all(x + width <= 420 - 11 and y >= 12 and y + height <= 297 - 12 + 0.1 for x, y, width, height, _ in lines)
    assert not [text for *_, text in lines if text[:1] in ";:"], "a mark stands with what it follows"


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_what_the_page_says_of_what_it_rests_on_is_whole(language: str):
    texts = texts_of(language)
    small = " ".join(text for _, y, _, height, text in drawn(WEST, texts) if height < 4)
    assert texts.text("workbook.shipped").rstrip(".") in small


def test_that_a_status_is_contested_is_no_gap_and_is_said_as_contested():
    contest = "Contested in the planning session of June 1, 2026: the office sees it otherwise"
    remarks = (Remark("XAA", "3", f"No interpreter\n{contest}"), Remark("XAB", "3", contest))
    lines = drawn(replace(NORTH, matrix=replace(NORTH.matrix, remarks=remarks)))
    text = said(lines)
    assert "● Country A" in text and "● Country B" not in text, "a contest alone is nothing that is missing"
    assert "Contested (Country A)" in text and "Contested (Country B)" in text
    assert "No interpreter" in [line for *_, line in lines]
