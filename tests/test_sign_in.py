"""What somebody sees where people sign in: nothing without a right, and on each page what their rights allow – at each click anew."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from lib import store
from lib.model import Right
from pages.shared import data
from tests.test_page_gaps import html
from tests.test_pages import ROOT, forget, ran, texts

NORTH, WEST = "demonstration-north", "west-africa"
ADA = "ada@example.org"
AUTH = {
    "redirect_uri": "https://matrices.example.org/oauth2callback",
    "cookie_secret": "0123456789abcdef0123456789abcdef",
    "client_id": "matrices",
    "client_secret": "a secret",
    "server_metadata_url": "https://provider.example.org/.well-known/openid-configuration",
}
CLAIMS = {"is_logged_in": True, "email": ADA, "email_verified": True, "name": "Ada", "aud": "matrices"}


@pytest.fixture(autouse=True)
def new_process() -> Iterator[None]:
    forget()
    yield
    forget()


def visited(page: str = "", claims: dict[str, object] | None = None, **parameters: str) -> AppTest:
    """A page as somebody sees it whom a provider vouches for with these claims."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.secrets["auth"] = AUTH
    app.user = CLAIMS if claims is None else claims
    for name, value in parameters.items():
        app.query_params[name] = value
    ran(app.run())
    return ran(app.switch_page(page).run()) if page else app


def granted(right: Right, region: str = "", email: str = ADA) -> None:
    store.grant(data.opened(), email, right, region)


def said(app: AppTest) -> str:
    """All that a page says, as text and as HTML."""
    return "\n".join((texts(app), html(app), *(one.value for one in app.warning), *(one.value for one in app.error)))


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def test_who_is_not_signed_in_sees_the_way_to_sign_in_and_nothing_else():
    app = visited(claims={"is_logged_in": False})
    assert labels(app) == ["Sign in"]
    assert "Sign in to see the matrices" in said(app)
    assert "West Africa" not in said(app)


def test_who_has_no_right_is_told_so_with_their_address():
    app = visited()
    assert labels(app) == ["Sign in with another account"]
    assert f"You are signed in as {ADA}, but this address may not see anything here yet." in said(app)
    assert "West Africa" not in said(app)


def test_a_right_holds_at_the_next_click_and_so_does_its_end():
    app = visited()
    granted(Right.VIEWER)
    ran(app.run())
    assert "Sign out" in labels(app) and "With recorded cells" in said(app)
    store.revoke(data.opened(), ADA)
    ran(app.run())
    assert "With recorded cells" not in said(app)
    assert "may not see anything here yet" in said(app)


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ({"email_verified": False}, f"has not verified that {ADA} is yours"),
        ({"email_verified": "false"}, f"has not verified that {ADA} is yours"),
        ({"email_verified": None}, f"has not verified that {ADA} is yours"),
        ({"email": ""}, "did not say your e-mail address"),
        ({"email": None}, "did not say your e-mail address"),
        ({"aud": "another"}, "made out to another application"),
        ({"aud": ["another"]}, "made out to another application"),
        ({"aud": None}, "made out to another application"),
    ],
)
def test_who_is_vouched_for_in_doubt_is_not_signed_in_whatever_their_rights(claims, sentence):
    granted(Right.ADMINISTRATOR)
    app = visited(claims={**CLAIMS, **claims})
    assert sentence in said(app)
    assert "With recorded cells" not in said(app)
