"""Who may see the figures of the process: whoever asks from this machine, or from a network that MATRICES_METRICS_FROM names.

Streamlit's own figures are closed in the same way. To all others the addresses do not exist (404): they learn nothing, not even that there is something.
"""

import os
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

CLOSED = ("/metrics", "/_stcore/metrics", "/_stcore/script-health-check")
"""The addresses that are closed, beneath whatever path the dashboard is served."""

_THIS_MACHINE = "127.0.0.0/8,::1"
_THROUGH_A_PROXY = {b"forwarded", b"x-forwarded-for", b"x-real-ip"}
"""Headers by which a proxy says for whom it asks: what comes through one comes from outside, wherever the proxy runs."""

Networks = tuple[IPv4Network | IPv6Network, ...]


def networks() -> Networks:
    """The networks that may ask: those in MATRICES_METRICS_FROM ("10.0.0.0/24,::1"), else this machine. ValueError where one is none."""
    named = os.environ.get("MATRICES_METRICS_FROM") or _THIS_MACHINE
    return tuple(ip_network(name.strip()) for name in named.split(","))


def is_inside(scope: Scope, allowed: Networks) -> bool:
    """Whether a request comes straight from one of these networks."""
    if any(name in _THROUGH_A_PROXY for name, _ in scope["headers"]):
        return False
    try:
        peer = ip_address(scope["client"][0])
    except (TypeError, ValueError):  # no address: a socket file, which a proxy asks through
        return False
    peer = getattr(peer, "ipv4_mapped", None) or peer
    return any(peer in network for network in allowed)


class Inside:
    """Middleware: what is CLOSED is not there for who asks from elsewhere."""

    def __init__(self, app: ASGIApp, allowed: Networks) -> None:
        self.app = app
        self.allowed = allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let pass, or answer 404."""
        if scope["type"] == "http" and scope["path"].rstrip("/").endswith(CLOSED) and not is_inside(scope, self.allowed):
            await PlainTextResponse("Not Found", 404)(scope, receive, send)
            return
        await self.app(scope, receive, send)
