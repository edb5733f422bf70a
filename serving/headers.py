"""What a browser is told to allow: nothing from elsewhere, nobody's frame around the dashboard, no guess at what a file is.

Of the content security policy stays open what Streamlit's front end needs (docs/threat-model.md says where): styles within the page, and scripts that it
makes itself from what the server sent it (blob:). No text becomes a script: there is no 'unsafe-inline' and no 'unsafe-eval' for scripts; its charts'
expressions go through Vega's interpreter. The one script that stands in Streamlit's index.html is named by its hash, taken from the installed file.

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
        "script-src": " ".join(("'self'", "blob:", *_hashes())),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "media-src": "'self' blob:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
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
