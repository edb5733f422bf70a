"""What a browser is told to allow: nothing from elsewhere, nobody's frame around the dashboard, no guess at what a file is.

Of the content security policy stays open what Streamlit's front end needs, and a browser test sees that it needs no more: styles within the page; scripts
of our components, which it makes of what the server sent it (blob:); WebAssembly, in which it multiplies long numbers; one font and small pictures that
stand in its own files (data:). No text becomes a script: there is no 'unsafe-inline' and no 'unsafe-eval' for scripts; its charts' expressions go through
Vega's interpreter. The one script that stands in Streamlit's index.html is named by its hash, taken from the installed file. Signing in is a link that
the browser follows, no form: form-action need name no provider.

HSTS is for whoever ends TLS to say: deploy/, where it is known that there is TLS.
"""

import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_NOT_NEEDED = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb")


def headers() -> Mapping[str, str]:
    """The headers, by name."""
    policy = {
        "default-src": "'none'",
        "script-src": " ".join(("'self'", "blob:", "'wasm-unsafe-eval'", *_hashes())),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "frame-ancestors": "'none'",
        "form-action": "'self'",
        "base-uri": "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in _NOT_NEEDED),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def _hashes() -> list[str]:
    scripts = _SCRIPT.findall(_INDEX.read_text(encoding="utf-8"))
    return [f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts]


class Headers:
    """Middleware: every answer carries these headers."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self.app = app
        self.headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add them."""

        async def also(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self.headers)
            await send(message)

        await self.app(scope, receive, also if scope["type"] == "http" else send)
