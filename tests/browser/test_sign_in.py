"""Signing in at a real provider, in a real browser; and by hand at one that lies."""

import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import oidc_provider_mock
import pytest
from oidc_provider_mock import User
from joserfc import jwt
from joserfc.jwk import OctKey
from playwright.sync_api import Page, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from lib import store
from lib.model import Right
from tests.browser.conftest import NewPage, StartServer, serving
from tests.browser.look import settle, visit
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
    # What Streamlit says of a token that it refuses is a warning with a traceback.
    return {"STREAMLIT_SECRETS_FILES": str(secrets), "STREAMLIT_LOGGER_LEVEL": "error"}


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a dashboard where people sign in at a provider, and its home."""
    home = tmp_path_factory.mktemp("honest")
    people = [User(sub="ada", claims={"email": ADA.title(), "email_verified": True, "name": "Ada"})]
    with oidc_provider_mock.run_server_in_thread(user_claims=people) as provider:
        with serving(home, variables(home, f"http://localhost:{provider.server_port}")) as address:
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


def grant(home: Path, right: Right, region: str = "") -> None:
    store.grant(store.open_store(f"sqlite:///{home / 'matrices.sqlite'}"), ADA, right, region)


def sign_in(page: Page) -> None:
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="ada").click()
    page.wait_for_url(re.compile("^(?!.*/oauth2/authorize)"))
    settle(page)


def test_who_signs_in_lands_where_they_wanted_as_soon_as_they_may(honest: tuple[str, Path], new_page: NewPage) -> None:
    address, home = honest
    page = new_page(base_url=address)
    visit(page, "/coverage?region=west-africa")
    expect(page.get_by_text("Sign in to see the matrices")).to_be_visible()
    expect(page.get_by_text("West Africa")).to_have_count(0)
    sign_in(page)
    expect(page.get_by_text(f"You are signed in as {ADA}")).to_be_visible()
    grant(home, Right.VIEWER)
    page.reload()
    page.wait_for_url("**/coverage?region=west-africa")
    settle(page)
    expect(page.get_by_role("heading", name="Coverage")).to_be_visible()
    expect(page.locator(".st-key-who")).to_contain_text("Ada")
