"""The guide and the trainer's page: every page and picture, the words as they stand on the screen, and the facts of the exercise as the pages show them."""

import re
import struct
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib import figures, shipped, words
from lib.schema import LANGUAGES
from tests import screenshots
from tests.test_pages import opened, ran

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "docs" / "guide"
TEXTS = {path.name: path.read_text() for path in sorted(GUIDE.glob("*.md"))}
BIGGEST = 150_000
"""Bytes of a picture."""
NORTH = "demonstration-north"
COVERAGE, GAPS, COMPARE = "pages/explore/coverage.py", "pages/explore/gaps.py", "pages/explore/compare.py"
BOTH = "demonstration-north,demonstration-south"

SEEN = {
    "8 of 8 countries have assessed cells. Most often reported as not in place: 8 Secondary movements (in 5 countries).": (COVERAGE, {}),
    "Not assessed. 2 recorded activities, the most advanced: In place (2017); newest record: Partly in place (2023); ≠ a newer record says less than an "
    "older one": (COVERAGE, {"place": "XAC", "point": "2"}),
    "Assessed as: Not applicable": (COVERAGE, {"place": "XAE", "point": "9"}),
    "Not known": (COVERAGE, {"place": "XAH", "point": "2"}),
    "Patchy: in place or partly in 3 of 8 countries, reported as not in place in 2.": (GAPS, {"point": "5"}),
    "1 activity elsewhere at this point was marked by an office as good practice.": (GAPS, {"point": "5", "place": "XAD"}),
    "Absent throughout: not even partly in place in any of 7 countries, all assessed.": (GAPS, {"point": "8"}),
    "6 countries have cells that nobody assessed, 18 in all; most of them in Country H (6 each).": (GAPS, {"part": "ask"}),
    "Which has the larger share cannot be said: not assessed in 2 of 8 in Demonstration North, and in 8 of 12 in Demonstration South.": (
        COMPARE,
        {"groups": BOTH, "point": "5"},
    ),
    "Assessed as: Reported as not in place": (COVERAGE, {"place": "XAD", "point": "5"}),
}
"""What must be seen in the exercise before anything is published, and where."""
AFTER = {"Assessed as: Partly in place"}
"""What is seen of what the participants did."""


SAID = re.compile(r"(?<!\*)\*([^*\n]+)\*(?!\*)")
"""Words in italics."""
GUIDES = [name for name in TEXTS if name.startswith("README")]


def language(name: str) -> str:
    """The language of a page: the guide stands in all of them (`README.fr.md`), the trainer's page in English."""
    return name.split(".")[1] if name.count(".") == 2 else "en"


@pytest.fixture(scope="module")
def app() -> AppTest:
    return opened(COVERAGE, region=NORTH)


def on_the_page(app: AppTest) -> str:
    """What a page says, without what the words mean: a definition is no finding."""
    said = [element.value for kind in (app.markdown, app.subheader) for element in kind if not element.value.startswith("- **")]
    return "\n".join([*said, *(unescape(re.sub("<[^>]+>", " ", element.proto.body)) for element in app.get("html"))])


@pytest.mark.parametrize("name", GUIDES)
def test_every_page_of_the_dashboard_is_in_the_guide(name):
    spoken = words.catalogue(language(name))
    pages = {spoken.text(id) for id in re.findall(r'title=say\("(page\.\w+)"\)', (ROOT / "dashboard.py").read_text())}
    assert len(pages) > 10
    assert {page for page in pages if f"**{page}**" not in TEXTS[name]} == set()


def test_the_guide_has_the_same_parts_in_every_language():
    assert {language(name) for name in GUIDES} == set(LANGUAGES)
    shapes = {name: shape(TEXTS[name]) for name in GUIDES}
    assert all(found == shapes["README.md"] for found in shapes.values()), shapes


def shape(text: str) -> list[str]:
    """What a page consists of, line by line, whatever its words: headings, steps, lines of lists and tables, pictures, paragraphs; and how many words of
    the screen each names."""
    found = []
    for line in text.splitlines():
        mark = re.match(r"#+ |\d\. |- |\| |!\[.*\](\(.*\))|", line)
        assert mark
        found.append(f"{mark[1] or mark[0]} {len(re.findall(SAID, line))}")
    return found


def test_every_picture_of_the_guide_is_there_small_and_taken_by_the_script():
    named = set(re.findall(r"\]\(\.\./images/guide/([\w-]+)\.png\)", "".join(TEXTS.values())))
    assert named == {path.stem for path in screenshots.FOLDER.glob("*.png")} == set(screenshots.PICTURES)
    for name in named:
        data = (screenshots.FOLDER / f"{name}.png").read_bytes()
        assert struct.unpack(">II", data[16:24]) == (screenshots.SIZE["width"], screenshots.SIZE["height"]), name
        assert len(data) <= BIGGEST, name


@pytest.mark.parametrize("name", TEXTS)
def test_every_link_of_the_guide_leads_somewhere(name):
    anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", TEXTS[name], re.MULTILINE)}
    for to in re.findall(r"\]\(([^)]+)\)", TEXTS[name]):
        assert to[1:] in anchors if to.startswith("#") else (GUIDE / to).exists(), to


@pytest.mark.parametrize("name", TEXTS)
def test_words_in_italics_stand_on_the_screen_like_this(name):
    spoken = words.catalogue(language(name))
    texts = {spoken.text(id, 5) for id in words.ids("")}
    forms = [re.compile(re.sub(r"\\{\w+\\}", ".+", re.escape(text))) for text in texts if not text.startswith("{")]
    said = re.findall(SAID, TEXTS[name])
    assert said
    assert [one for one in said if not any(form.fullmatch(one) for form in forms)] == []


@pytest.mark.parametrize("sentence", SEEN)
def test_what_must_be_seen_in_the_exercise_is_seen(app, sentence):
    page, choices = SEEN[sentence]
    app.query_params.clear()
    for name, value in {"region": NORTH, "part": "", "place": "", "point": "", **choices}.items():
        app.query_params[name] = value
    assert f"“{sentence}”" in TEXTS["training.md"]
    assert sentence in on_the_page(ran(app.switch_page(page).run()))


def test_the_exercise_promises_nothing_else():
    promised = {quoted for line in TEXTS["training.md"].splitlines() if line.lstrip().startswith("See:") for quoted in re.findall("“([^”]+)”", line)}
    assert promised == set(SEEN) | AFTER


def test_what_the_exercise_says_of_actions_and_statuses_is_so():
    framework, places = shipped.framework(), shipped.places()
    matrix = shipped.current(NORTH, framework, places).matrix
    late = [row for row in figures.actions(matrix, date(2026, 7, 1)).to_dict("records") if row["group"] == "overdue"]
    assert {(row["place"], row["point"]): figures.last_day(row["due"]) for row in late} == {
        ("XAC", "9"): date(2026, 3, 31),
        ("XAB", "5"): date(2026, 6, 30),
    }
    status = {(one.place, one.point): str(one.status) for one in matrix.assessments}
    assert {status[cell] for cell in (("XAD", "5"), ("XAB", "9"), ("XAA", "8"))} == {"not_in_place"}
