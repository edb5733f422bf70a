"""What offices write in Arabic or Russian: it stays as it is written, and is read from the side from which it is read."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from lib import store
from lib.model import Activity, Actor, FollowUp, Matrix, Remark, RevisionKind
from pages.shared import data
from tests import pseudo
from tests.test_pages import COVERAGE, forget, opened

NORTH = "demonstration-north"
ARABIC = "لا يوجد مركز تسجيل (2024)؛ والإحالة شفهية فقط."
RUSSIAN = "Центр регистрации работает с 2019 г."
WRITTEN = (ARABIC, RUSSIAN)


@pytest.fixture(scope="module", autouse=True)
def written() -> Iterator[None]:
    """Demonstration North with both, wherever an office may write."""
    forget()
    upon = store.current(data.kept(), NORTH)
    assert upon
    store.publish(data.kept(), in_both(upon.matrix), b"", Actor(ARABIC), kind=RevisionKind.UPLOAD, expected=upon.fingerprint, note=RUSSIAN)
    yield
    forget()


def in_both(matrix: Matrix) -> Matrix:
    gap = next(one for one in matrix.assessments if one.status == "not_in_place")
    at = (gap.place, gap.point)
    return replace(
        matrix,
        remarks=(
            *(one for one in matrix.remarks if (one.place, one.point) != at),
            Remark(*at, missing=ARABIC, recommendation=RUSSIAN, source=ARABIC),
        ),
        activities=tuple(
            Activity(f"O-{number}", *at, text, actors=(text,), year="2025", good_practice=True, source=text) for number, text in enumerate(WRITTEN)
        ),
        follow_up=tuple(FollowUp(f"F-{number}", *at, text, text, due="2027-01-01") for number, text in enumerate(WRITTEN)),
    )


def where() -> dict[str, str]:
    matrix = data.revision(NORTH, 2, store.history(data.kept(), NORTH)[-1].fingerprint).matrix
    return {"region": NORTH, "place": matrix.remarks[-1].place, "point": matrix.remarks[-1].point}


def out_of_step(app: AppTest) -> list[str]:
    """The pieces of a page with Arabic for whose direction nothing is said."""
    pieces = [one.proto.body for kind in ("html", "markdown", "caption") for one in app.get(kind)]
    unseen = [re.sub(r'<span dir="auto" style="position:absolute.*?</span>', "", piece, flags=re.DOTALL) for piece in pieces]
    rest = [re.sub(r'dir="auto">.*?</span>|<bdi>(?!.*position:absolute).*?</bdi>', "", piece, flags=re.DOTALL) for piece in unseen]
    return [piece for piece in rest if ARABIC in unescape(piece)]


@pytest.mark.parametrize(
    ("page", "view"),
    [
        (COVERAGE, {}),
        ("pages/explore/gaps.py", {}),
        ("pages/explore/country.py", {}),
        ("pages/explore/practices.py", {"data": "demonstration", "q": "регистрации"}),
        ("pages/explore/compare.py", {"groups": "demonstration-north,demonstration-south"}),
        ("pages/plan/progress.py", {"since": "2026-01-01"}),
        ("pages/manage/history.py", {"revision": "2"}),
    ],
    ids=lambda part: part.rpartition("/")[2] if isinstance(part, str) else None,
)
def test_what_an_office_wrote_from_right_to_left_is_shown_so(page: str, view: dict[str, str]):
    app = opened(page, **where(), **view)
    texts = "\n".join(pseudo.seen(app))
    assert any(one in texts for one in WRITTEN), "nothing of it is on the page"
    assert out_of_step(app) == []
