"""Every page in a language that nobody speaks: whatever of it can be read is in no catalogue, and would stay English in every language."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lib import handing_in, shipped, store, words
from lib.model import Activity, Actor, Assessment, RevisionKind, Right, Status
from pages.shared import data, planning_minutes
from tests import pseudo
from tests.test_page_correcting import coloured, marked
from tests.test_page_upload import with_cell
from tests.test_pages import COVERAGE, address, forget, opened, ran
from tests.test_sign_in import ADA, CLAIMS, granted, visited
from tests.workbooks import CATALOGUES

pytestmark = pytest.mark.usefixtures("read_here")

GAPS, COMPARE, COUNTRY, PRACTICES = (f"pages/explore/{page}.py" for page in ("gaps", "compare", "country", "practices"))
PLANNING, PROGRESS, UPLOAD, HISTORY = "pages/plan/planning.py", "pages/plan/progress.py", "pages/manage/upload.py", "pages/manage/history.py"
AUDIT = "pages/manage/audit.py"
METHOD = "pages/about/method.py"
NORTH, WEST, EMPTY = "demonstration-north", "west-africa", "europe"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPED = ("Ada", "A note of hers", "A session of ours", "visa", "xyzzy")
FILES = ("matrix.xlsx", "asset.xlsx")

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
KNOWN = {*_MONTHS, "UTC", "and", "English", "Fran", "ais", "Espa", "ol"}
"""What is no text of ours: what Babel writes of dates and lists, what languages call themselves, and the codes of countries and short names of actors."""

DATA: list[str] = []
"""What offices and others wrote, the longest first."""


@pytest.fixture(scope="module", autouse=True)
def nobody_speaks_it(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One store for all of these tests, in which Europe has nothing and Demonstration North a second revision; and the pseudo-language on every page."""
    folder = tmp_path_factory.mktemp("pseudo") / "matrices"
    shutil.copytree(shipped.folder(), folder, ignore=shutil.ignore_patterns("sources", "__pycache__"))
    (folder / f"{EMPTY}.xlsx").unlink()
    before = store.address()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MATRICES_FOLDER", str(folder))
        forget()
        kept = data.kept()
        north = store.current(kept, NORTH)
        assert north
        matrix = replace(
            north.matrix,
            assessments=(*(one for one in north.matrix.assessments if one.place != "XAB"), Assessment("XAB", "1", Status.NOT_IN_PLACE)),
            activities=(*north.matrix.activities[1:], Activity("A-1", "XAB", "1", "Something that they do")),
        )
        store.publish(
            kept, matrix, b"", Actor("Ada"), kind=RevisionKind.UPLOAD, expected=north.fingerprint, base=north.fingerprint, note="A note of hers"
        )
        everything = [
            store.revision(kept, region, number + 1) for region, stamp in store.latest_stamp(kept).items() for number in range(stamp.number)
        ]
        route_sources = [(stop.source, stop.link) for route in data.places().routes for stop in route.stops]
        found = {" ".join(text.split()) for text in pseudo.written((everything, route_sources, TYPED, FILES))}
        DATA[:] = sorted((text for text in found if len(text) > 3), key=len, reverse=True)
        KNOWN.update(text for text in found if len(text) <= 3)
        patch.setattr(data, "words", SimpleNamespace(catalogue=pseudo.catalogue, render=words.render, named=words.named, joined=words.joined))
        # The workbook of what was merged is read again, in a language that the reader knows.
        errors = handing_in.errors
        patch.setattr(handing_in, "errors", lambda compared, framework, places, _: errors(compared, framework, places, CATALOGUES["en"]))
        data.catalogue.cache_clear()
        st.cache_data.clear()  # what other tests saw in English, under the same language
        yield
    st.cache_data.clear()
    forget(before)


def assert_nothing_is_read(app: AppTest, *more: str) -> None:
    """Nothing on the page is neither in the pseudo-language nor written by an office."""
    assert_all_is_pseudo(pseudo.seen(ran(app)), *more)


def assert_all_is_pseudo(texts: Iterable[str], *more: str) -> None:
    texts = dict.fromkeys(texts)
    found = [left for text in texts if (left := pseudo.unsaid(text, [*more, *DATA], KNOWN))]
    assert not found, "\n".join(found)
    assert any("⟦" in text for text in texts)


VIEWS = [
    ("", {}),
    (COVERAGE, {"region": NORTH, "place": "XAB", "point": "3", "points": "3,4"}),
    (COVERAGE, {"region": NORTH, "view": "table", "as_of": "2026-11-01"}),
    (COVERAGE, {"region": WEST, "place": "SEN", "point": "5", "order": "assessed", "evidence": "document"}),
    (COVERAGE, {"region": EMPTY, "place": "HUN", "point": "3"}),
    (GAPS, {"region": NORTH, "point": "8", "place": "XAA"}),
    (GAPS, {"region": NORTH, "by": "place", "view": "table"}),
    (GAPS, {"region": WEST}),
    (GAPS, {"region": NORTH, "part": "ask"}),
    (GAPS, {"region": NORTH, "part": "what_if", "closed": "XAA:8,XAB:1"}),
    (GAPS, {"region": NORTH, "part": "route"}),
    (GAPS, {"region": WEST, "part": "route", "route_view": "table"}),
    (COMPARE, {"groups": "demonstration-north,demonstration-south", "interval": "on", "along": "on"}),
    (COMPARE, {"groups": "demonstration-north,demonstration-south", "rows": "all", "view": "table"}),
    (COMPARE, {"groups": "west-africa,americas", "rows": "all"}),
    (COMPARE, {"groups": ""}),
    (COUNTRY, {"place": "XAA", "along": "on"}),
    (COUNTRY, {"place": "SEN"}),
    (PRACTICES, {"data": "demonstration", "good": "yes"}),
    (PRACTICES, {"q": "visa", "regions": "west-africa"}),
    (PRACTICES, {"q": "xyzzy", "points": "3"}),
    (PROGRESS, {"region": NORTH, "since": "2026-01-01"}),
    (AUDIT, {}),
    (PROGRESS, {"region": EMPTY, "since": "2026-01-01", "scope": "all"}),
    (HISTORY, {"region": NORTH}),
    (HISTORY, {"region": NORTH, "revision": "1"}),
    (HISTORY, {"region": NORTH, "from": "1", "to": "2"}),
    (HISTORY, {"region": EMPTY}),
    *((UPLOAD, {"region": region}) for region in (NORTH, EMPTY)),
    *((PLANNING, {"region": region}) for region in (NORTH, EMPTY)),
    ("pages/plan/briefing.py", {"about": NORTH}),
    (METHOD, {}),
]


@pytest.mark.parametrize(("page", "view"), VIEWS, ids=lambda part: part.rpartition("/")[2] if isinstance(part, str) else " ".join(part.values()))
def test_a_page_says_nothing_that_is_in_no_catalogue(page: str, view: dict[str, str]):
    assert_nothing_is_read(opened(page, **view))


def handed_in(file: bytes, name: str = FILES[0], region: str = NORTH) -> AppTest:
    app = opened(UPLOAD, region=region)
    return ran(app.file_uploader[0].set_value((name, file, XLSX)).run())


def taken(region: str = NORTH) -> bytes:
    upon = store.current(data.kept(), region)
    return handing_in.download(upon, data.framework(), data.places(), CATALOGUES["en"])


def test_a_file_with_errors_says_nothing_that_is_in_no_catalogue():
    app = handed_in(with_cell(with_cell(taken(), "Matrix", "C8", "doen"), "Activities", "A5", "Nowhere land"))
    of_the_file = ("doen", "Nowhere land", "In place, Partly in place, Planned, Reported as not in place, Not applicable, and Not assessed", "Matrix")
    assert_nothing_is_read(app, *of_the_file, "Activities")


def test_a_file_that_changes_something_says_nothing_that_is_in_no_catalogue():
    app = handed_in(with_cell(taken(), "Matrix", "C8", "Planned"))
    assert_nothing_is_read(app)


def test_a_file_that_was_taken_from_an_older_revision_says_nothing_that_is_in_no_catalogue():
    first = store.revision(data.kept(), NORTH, 1)
    file = handing_in.download(first, data.framework(), data.places(), CATALOGUES["en"])
    assert_nothing_is_read(handed_in(file))


@pytest.mark.parametrize("file", [coloured(), marked(Bénin="x", Ghana="ongoing", Nowhere="done")], ids=["colours", "marks"])
def test_a_file_in_a_layout_of_its_own_says_nothing_that_is_in_no_catalogue(file: bytes):
    app = handed_in(file, region=WEST)
    assert_nothing_is_read(
        app, "Matrice", "Tracking", "ongoing", "Nowhere", "Country", "Points d'action", "Point", "Pays", "Bénin", "Ghana", "Togo", "done"
    )


def test_a_file_that_is_no_workbook_is_refused_in_no_language_but_the_pages():
    assert_nothing_is_read(handed_in(b"nothing of ours"))


@pytest.fixture(scope="module")
def session(nobody_speaks_it: None) -> AppTest:
    app = opened(PLANNING, region=NORTH)
    app.text_input(key="acting-name").set_value("Ada")
    ran(app.run())
    return ran(app.button(key="planning-begin").click().run())


@pytest.mark.parametrize(("step", "place"), [("last", ""), ("1", ""), ("8", "XAA"), ("3", "XAC"), ("end", "")])
def test_a_planning_session_says_nothing_that_is_in_no_catalogue(session: AppTest, step: str, place: str):
    app = opened(PLANNING, session=address(session)["session"], step="" if step == "last" else step, place=place)
    assert_nothing_is_read(app)


def test_a_page_without_a_store_says_so_in_no_language_but_its_own(monkeypatch: pytest.MonkeyPatch):
    from lib.exceptions import StoreUnavailable

    def away(*_: object) -> None:
        raise StoreUnavailable()

    monkeypatch.setattr(store, "latest_stamp", away)
    assert_nothing_is_read(opened(COVERAGE))


Offered = dict[str, Callable[[], bytes] | bytes | str]


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> Offered:
    """What a page offers to take away, by the names of the files."""
    files: Offered = {}
    button = st.download_button

    def noted(label: str, data: Callable[[], bytes] | bytes | str, *, file_name: str, **look: object) -> bool:
        files[file_name] = data
        return button(label, data, file_name=file_name, **look)

    monkeypatch.setattr(st, "download_button", noted)
    return files


@pytest.mark.parametrize(
    ("page", "view", "least"),
    [
        ("", {}, 1),
        (COVERAGE, {"region": NORTH}, 2),
        (GAPS, {"region": NORTH}, 2),
        (GAPS, {"region": NORTH, "part": "ask"}, 1),
        (COMPARE, {"groups": "demonstration-north,demonstration-south"}, 3),
        (COUNTRY, {"place": "XAA"}, 1),
        (PRACTICES, {"data": "demonstration"}, 1),
        (PROGRESS, {"region": NORTH, "since": "2026-01-01"}, 3),
        (HISTORY, {"region": NORTH, "revision": "2"}, 3),
        (UPLOAD, {"region": NORTH}, 6),
    ],
    ids=lambda part: part.rpartition("/")[2] if isinstance(part, str) else None,
)
def test_a_file_to_take_away_says_nothing_that_is_in_no_catalogue(page: str, view: dict[str, str], least: int, offered: Offered):
    opened(page, **view)
    files = {name: data for name, data in offered.items() if name.rpartition(".")[2] not in ("png", "pdf")}  # drawn from the same as the SVG
    assert len(files) >= least
    for name, file in files.items():
        made = file() if callable(file) else file
        assert_all_is_pseudo(pseudo.in_file(name, made.encode() if isinstance(made, str) else made))


def test_minutes_say_nothing_that_is_in_no_catalogue(session: AppTest):
    minutes = planning_minutes.document(store.session(data.kept(), address(session)["session"]), internal=True)
    assert_all_is_pseudo(pseudo.in_file("minutes.docx", minutes))


def test_the_way_in_and_what_somebody_may_not_do():
    assert_nothing_is_read(visited(claims={"is_logged_in": False}))
    assert_nothing_is_read(visited(), ADA)
    assert_nothing_is_read(visited(claims={**CLAIMS, "email_verified": False}), ADA)
    granted(Right.VIEWER)
    for page in (UPLOAD, PLANNING):
        assert_nothing_is_read(visited(page, region=NORTH), "Ada", ADA)
