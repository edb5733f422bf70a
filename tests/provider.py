"""A provider of sign-in that lies on demand: each lie is an id token that must sign nobody in. It runs on this machine, in a thread of the test."""

import base64
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT = "matrices"
_KEY, _FORGERS = (RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}) for _ in range(2))

Token = Callable[[dict[str, Any]], str]
"""Makes an id token of the claims that an honest one would have."""


def _signed(claims: Mapping[str, Any], key: RSAKey = _KEY) -> str:
    return jwt.encode({"alg": "RS256", "kid": "one"}, dict(claims), key)


def _with(**claims: Any) -> Token:
    """Honest in all but some claims; None leaves a claim out."""
    return lambda honest: _signed({name: value for name, value in {**honest, **claims}.items() if value is not None})


def _unsigned(honest: dict[str, Any]) -> str:
    """What some libraries took for signed: the algorithm says that there is no signature."""
    head, body = (base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in ({"alg": "none", "kid": "one"}, honest))
    return f"{head}.{body}."


def _signed_with_what_all_know(honest: dict[str, Any]) -> str:
    """Signed as if the public key were a secret that the two share."""
    from joserfc.jwk import OctKey

    return jwt.encode({"alg": "HS256", "kid": "one"}, honest, OctKey.import_key(_KEY.as_pem(private=False)))


def _changed(honest: dict[str, Any]) -> str:
    """Another address in a token whose signature was for this one."""
    head, _, signature = _signed(honest).split(".")
    body = base64.urlsafe_b64encode(json.dumps({**honest, "email": "head@example.org"}).encode()).decode().rstrip("=")
    return f"{head}.{body}.{signature}"


HONEST: Token = _signed
LIES: Mapping[str, Token] = {
    "signed by a forger": lambda honest: _signed(honest, _FORGERS),
    "changed after it was signed": _changed,
    "not signed": _unsigned,
    "signed with the public key": _signed_with_what_all_know,
    "no token": lambda _: "not.a.token",
    "expired": lambda honest: _with(exp=honest["iat"] - 3600, iat=honest["iat"] - 7200)(honest),
    "without an end": _with(exp=None),
    "from the future": lambda honest: _with(nbf=honest["iat"] + 3600)(honest),
    "for another application": _with(aud="another"),
    "for nobody": _with(aud=None),
    "from another issuer": _with(iss="https://elsewhere.example.org"),
    "from no issuer": _with(iss=None),
    "for another sign-in": _with(nonce="another"),
    "for no sign-in": _with(nonce=None),
}


class Provider:
    """The provider, at `url`; `token` is what it answers with, `claims` what it says of who signs in."""

    def __init__(self, port: int) -> None:
        self.url = f"http://localhost:{port}"
        self.token: Token = HONEST
        self.claims: dict[str, Any] = {"email": "ada@example.org", "email_verified": True, "name": "Ada"}
        self.asked: dict[str, str] = {}

    @property
    def app(self) -> Starlette:
        """What it serves: the discovery document, its public key, and the two steps of the code flow."""
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._metadata),
                Route("/keys", self._keys),
                Route("/authorize", self._authorize),
                Route("/token", self._token, methods=["POST"]),
            ]
        )

    async def _metadata(self, _: Request) -> Response:
        ways = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        algorithms = {"id_token_signing_alg_values_supported": ["RS256"], "code_challenge_methods_supported": ["S256"]}
        return JSONResponse({"issuer": self.url, **{name: f"{self.url}/{path}" for name, path in ways.items()}, **algorithms})

    async def _keys(self, _: Request) -> Response:
        return JSONResponse({"keys": [_KEY.as_dict(private=False)]})

    async def _authorize(self, request: Request) -> Response:
        self.asked = dict(request.query_params)
        return RedirectResponse(f"{self.asked['redirect_uri']}?{urlencode({'code': 'a-code', 'state': self.asked['state']})}")

    async def _token(self, _: Request) -> Response:
        now = int(time.time())
        honest = {"iss": self.url, "sub": "ada", "aud": CLIENT, "iat": now, "exp": now + 600, "nonce": self.asked["nonce"], **self.claims}
        return JSONResponse({"access_token": "opaque", "token_type": "Bearer", "expires_in": 600, "id_token": self.token(honest)})


@contextmanager
def lying(port: int) -> Iterator[Provider]:
    """The provider on a port of this machine, until the block ends."""
    provider = Provider(port)
    server = uvicorn.Server(uvicorn.Config(provider.app, host="localhost", port=port, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield provider
    finally:
        server.should_exit = True
        thread.join(10)
