"""What somebody sees where people sign in: nothing without a right, and on each page what their rights allow – at each click anew."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from unittest.mock import Mock

import pytest
import streamlit as st
from streamlit import config
from streamlit.config_option import ConfigOption
from streamlit.errors import StreamlitSecretNotFoundError
from streamlit.testing.v1 import AppTest

from lib import store
from lib.exceptions import NotAllowed, StoreFull, StoreUnavailable
from lib.model import Actor, Message, Right
from pages.shared import data, who
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


def test_where_the_browser_keeps_no_address_the_second_click_signs_in_without(monkeypatch: pytest.MonkeyPatch):
    login = Mock()
    monkeypatch.setattr("streamlit.login", login)
    app = visited(claims={"is_logged_in": False})
    ran(app.button[0].click().run())
    assert not login.called
    ran(app.button[0].click().run())
    assert login.call_count == 1


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


def test_a_right_in_one_region_is_enough_where_any_region_will_do(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(data, "guarded", lambda: True)
    monkeypatch.setitem(st.session_state, "allowed", store.Allowed({NORTH: Right.CONTRIBUTOR}))
    assert data.may("sessions") and data.may("sessions", NORTH)
    assert not data.may("sessions", WEST) and not data.may("publish")


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


def refuse_with(error: Exception):
    def raise_it(*_: object) -> None:
        raise error

    return raise_it


def test_while_the_store_is_away_who_was_let_in_goes_on_and_nobody_else_comes_in(monkeypatch: pytest.MonkeyPatch):
    granted(Right.VIEWER)
    app = visited()
    monkeypatch.setattr(store, "allowed", refuse_with(StoreUnavailable()))
    assert "With recorded cells" in said(ran(app.run()))
    other = visited()
    assert "With recorded cells" not in said(other)
    assert data.say("data.away") in said(other)


def test_a_full_disk_keeps_nobody_out(monkeypatch: pytest.MonkeyPatch):
    granted(Right.VIEWER)
    monkeypatch.setattr(store, "signed_in", refuse_with(StoreFull()))
    assert "With recorded cells" in said(visited())


def test_the_trail_says_once_that_a_session_has_signed_in():
    granted(Right.VIEWER)
    ran(visited().run())
    assert [one.by for one in store.audit(data.opened()) if one.action == "signed_in"] == [Actor("Ada", ADA)]


def test_the_trail_of_who_has_no_name_says_their_address():
    granted(Right.VIEWER)
    visited(claims={**CLAIMS, "email": " Ada@Example.ORG ", "name": None})
    assert store.audit(data.opened(), most=1)[0].by == Actor(ADA, ADA)


def test_two_windows_of_one_sign_in_are_one_line_and_the_next_is_another():
    granted(Right.VIEWER)
    for issued in (1_764_234_000, 1_764_234_000, 1_764_237_600.5, 10**20, "soon", "soon"):
        visited(claims={**CLAIMS, "iat": issued})
    found = [one.subject for one in reversed(store.audit(data.opened())) if one.action == "signed_in"]
    assert found == ["2025-11-27T09:00:00+00:00", "2025-11-27T10:00:00+00:00", "", "", ""]


def test_a_file_that_is_made_beside_the_page_is_asked_for_by_who_saw_its_button(monkeypatch: pytest.MonkeyPatch):
    granted(Right.VIEWER)
    monkeypatch.setattr(st, "secrets", {"auth": AUTH})
    asked: list[Actor] = []
    with who.asking_as(Actor("Ada", ADA)):
        make = data.in_this_language(lambda: asked.append(data.kept().by))
    for made in (make, lambda: asked.append(data.kept().by)):
        thread = Thread(target=made)
        thread.start()
        thread.join()
    assert asked == [Actor("Ada", ADA), who.NOBODY]
    store.revoke(data.opened(), ADA)
    with pytest.raises(NotAllowed):
        make()


# The set-up


@pytest.fixture
def named() -> Iterator[None]:
    """Which files hold secrets is set anew, and put back."""
    before = config.get_option("secrets.files")
    st.secrets._reset()
    yield
    config.set_option("secrets.files", before, ConfigOption.DEFAULT_DEFINITION)
    st.secrets._reset()


@pytest.mark.parametrize(
    ("change", "id"),
    [
        *(({name: ""}, "missing") for name in AUTH),
        ({"redirect_uri": "https://matrices.example.org/"}, "redirect"),
        ({"cookie_secret": "x" * 31}, "secret"),
        ({"redirect_uri": "http://matrices.example.org/oauth2callback"}, "clear"),
        ({"server_metadata_url": "http://provider.example.org/"}, "clear"),
    ],
)
def test_sign_in_that_is_not_set_up_in_full_is_said_before_anybody_comes(change: dict[str, str], id: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(st, "secrets", {"auth": AUTH | change})
    problem = who.problem()
    assert problem and problem.id == f"sign_in.set_up.{id}"
    assert data.render(problem)


@pytest.mark.parametrize(
    "auth", [AUTH, AUTH | {"redirect_uri": "http://localhost:8501/oauth2callback", "server_metadata_url": "http://127.0.0.1:9400/"}]
)
def test_sign_in_that_is_set_up_has_no_problem(auth: dict[str, str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(st, "secrets", {"auth": auth})
    assert who.problem() is None and who.guarded()


@pytest.mark.parametrize("text", [None, "[auth", ""])
def test_a_file_of_secrets_that_is_named_and_does_not_say_how_to_sign_in_is_no_open_door(
    text: str | None, named: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    secrets = tmp_path / "secrets.toml"
    if text is not None:
        secrets.write_text(text)
    monkeypatch.setenv("STREAMLIT_SECRETS_FILES", str(secrets))
    problem = who.problem()
    assert isinstance(problem, Message)
    if text != "":
        with pytest.raises(StreamlitSecretNotFoundError):
            who.guarded()


def test_without_secrets_nobody_signs_in():
    assert who.problem() is None and not who.guarded()
