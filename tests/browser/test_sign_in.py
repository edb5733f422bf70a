"""Signing in at a real provider, in a real browser; and by hand at one that lies."""

import json
import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import oidc_provider_mock
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey
from oidc_provider_mock import User
from playwright.sync_api import Page, Route, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from lib import store
from lib.model import Right
from tests.browser.conftest import NewPage, serving
from tests.browser.look import THEMES, is_sound, keep_picture, look_over, settle, violations, visit
from tests.provider import CLIENT, HONEST, LIES, Provider, lying

ADA = "ada@example.org"
SECRET = "a secret of at least thirty-two characters"
COOKIE = "_streamlit_user"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def variables(home: Path, provider: str) -> dict[str, str]:
    """What turns sign-in on: a file of secrets, named."""
    secrets = home / "sign-in.toml"
    lines = {
        "redirect_uri": "http://localhost:{port}/oauth2callback",
        "cookie_secret": SECRET,
        "client_id": CLIENT,
        "client_secret": "between the two",
        "server_metadata_url": f"{provider}/.well-known/openid-configuration",
    }
    secrets.write_text("[auth]\n" + "".join(f'{name} = "{value}"\n' for name, value in lines.items()))
    # What Streamlit says of a token that it refuses is a warning with an error.
    return {"STREAMLIT_SECRETS_FILES": str(secrets), "MATRICES_LOG": "error"}


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a dashboard where people sign in at a provider, and its home."""
    home = tmp_path_factory.mktemp("honest")
    people = [User(sub="ada", claims={"email": ADA.title(), "email_verified": True, "name": "Ada"})]
    with (
        oidc_provider_mock.run_server_in_thread(user_claims=people) as provider,
        serving(home, variables(home, f"http://localhost:{provider.server_port}")) as address,
    ):
        yield address, home


@pytest.fixture(scope="module")
def lied_to(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Provider]]:
    """The address of a dashboard whose provider lies, and the provider."""
    home = tmp_path_factory.mktemp("lied-to")
    with lying(free_port()) as provider, serving(home, variables(home, provider.url)) as address:
        yield address, provider


# What a lying provider gets to


def came_back(address: str, provider: Provider) -> httpx.Client:
    """A browser's cookies, and where it was led, once it has gone through the whole sign-in."""
    ticket = jwt.encode({"alg": "HS256"}, {"provider": "default", "exp": int(time.time()) + 60}, OctKey.import_key(SECRET))
    browser = httpx.Client(base_url=address)
    asked = browser.get("/auth/login", params={"provider": ticket})
    assert asked.status_code == 302 and asked.headers["location"].startswith(f"{provider.url}/authorize?")
    answered = browser.get(asked.headers["location"])
    back = browser.get(answered.headers["location"])
    assert (back.status_code, back.headers["location"], back.text) == (302, "/", ""), "to the first page, without a word of what was wrong"
    return browser


def test_an_honest_token_signs_in_and_the_code_is_bound_to_who_asked(lied_to: tuple[str, Provider]) -> None:
    address, provider = lied_to
    provider.token = HONEST
    assert COOKIE in came_back(address, provider).cookies
    assert provider.asked["code_challenge_method"] == "S256" and len(provider.asked["state"]) >= 20


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_signs_nobody_in(lied_to: tuple[str, Provider], lie: str) -> None:
    address, provider = lied_to
    provider.token = LIES[lie]
    assert COOKIE not in came_back(address, provider).cookies


# In the browser


@pytest.fixture
def visitor(honest: tuple[str, Path], new_page: NewPage, sent_elsewhere: list[str], console_errors: list[str]) -> Iterator[Page]:
    """A window on the dashboard of somebody who may do nothing yet."""
    address, home = honest
    store.revoke(opened(home), ADA)
    page = new_page(base_url=address)
    yield page
    # The provider's own pages have a style sheet from elsewhere and no icon; none of it is ours.
    sent_elsewhere[:] = [url for url in sent_elsewhere if "picocss" not in url]
    console_errors[:] = [error for error in console_errors if "picocss" not in error and "favicon.ico" not in error]


def opened(home: Path) -> store.Store:
    return store.open_store(f"sqlite:///{home / 'matrices.sqlite'}")


def sign_in(page: Page, answer: str = "ada") -> None:
    page.get_by_role("button", name="Sign in", exact=True).click()
    come_back(page, answer)


def come_back(page: Page, answer: str = "ada") -> None:
    page.get_by_role("button", name=answer, exact=True).click()
    page.wait_for_url(re.compile("^(?!.*/oauth2/authorize)"))
    settle(page)


def test_who_signs_in_lands_where_they_wanted_as_soon_as_they_may_and_is_out_at_the_next_click_when_they_may_no_more(
    honest: tuple[str, Path], visitor: Page
) -> None:
    _, home = honest
    visit(visitor, "/coverage?region=west-africa")
    for theme in THEMES:
        visitor.emulate_media(color_scheme=theme)
        settle(visitor)
        assert violations(visitor) == []
        is_sound(visitor)
        keep_picture(visitor, f"sign-in-{theme}")
    expect(visitor.get_by_text("West Africa")).to_have_count(0)
    sign_in(visitor)
    expect(visitor.get_by_text(f"You are signed in as {ADA}")).to_be_visible()
    store.grant(opened(home), ADA, Right.VIEWER)
    visitor.reload()
    visitor.wait_for_url("**/coverage?region=west-africa")
    settle(visitor)
    expect(visitor.locator(".st-key-who")).to_contain_text("Ada")
    expect(visitor.get_by_role("heading", name="Coverage")).to_be_visible()
    store.revoke(opened(home), ADA)
    visitor.get_by_role("radio", name="Table").click()
    expect(visitor.get_by_text("may not see anything here yet")).to_be_visible()
    expect(visitor.get_by_role("heading", name="Coverage")).to_have_count(0)


def test_who_refuses_is_told_so_who_clicks_early_lands_where_they_wanted_and_who_signs_out_is_out_and_so_is_their_next_window(
    honest: tuple[str, Path], visitor: Page
) -> None:
    address, home = honest
    visit(visitor, "/")
    sign_in(visitor, "Deny")
    expect(visitor.get_by_text("You are not signed in: the sign-in was not completed")).to_be_visible()
    expect(visitor.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    store.grant(opened(home), ADA, Right.ADMINISTRATOR)
    late: list[Route] = []  # what keeps the address for the tab comes after the click
    visitor.route("**/BidiComponent*", lambda one: one.continue_() if clicked else late.append(one))
    clicked = False
    visitor.goto("/audit")
    visitor.get_by_role("button", name="Sign in", exact=True).click()
    clicked = True
    while late:
        late.pop().continue_()
    come_back(visitor)
    visitor.wait_for_url("**/audit*")
    settle(visitor)
    look_over(visitor, "audit")
    visitor.get_by_role("button", name="Sign out").click()
    visitor.wait_for_url("**/end_session*")
    assert not [cookie for cookie in visitor.context.cookies() if cookie["name"].startswith(COOKIE)]
    visit(visitor, f"{address}/audit")
    expect(visitor.get_by_role("button", name="Sign in", exact=True)).to_be_visible()


CLAIMS = {"is_logged_in": True, "email": ADA, "email_verified": True, "name": "Ada", "aud": CLIENT, "provider": "default"}


def test_only_a_cookie_that_we_signed_ourselves_lets_anybody_in(honest: tuple[str, Path], visitor: Page) -> None:
    address, home = honest
    store.grant(opened(home), ADA, Right.VIEWER)
    payload = json.dumps({**CLAIMS, "origin": address})
    ours, forged = (create_signed_value(secret, COOKIE, payload).decode() for secret in (SECRET, "another secret of more than thirty-two characters"))
    tampered = ours[:10] + ("A" if ours[10] != "A" else "B") + ours[11:]
    for value, let_in in ((forged, 0), (tampered, 0), (ours, 1)):
        visitor.context.clear_cookies()
        visitor.context.add_cookies([{"name": COOKIE, "value": value, "url": address}])
        visit(visitor, "/coverage")
        expect(visitor.get_by_role("heading", name="Coverage")).to_have_count(let_in)
        expect(visitor.get_by_role("button", name="Sign in", exact=True)).to_have_count(1 - let_in)
