"""deploy/nginx.conf in a real nginx, before processes that only tell what they were asked: who goes where, and what comes through."""

import http.client
import json
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests import nginx

Answer = tuple[int, dict[str, str], dict[str, Any]]


class Told(BaseHTTPRequestHandler):
    """Answers each request with what arrived of it."""

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        received = len(self.rfile.read(length))
        own = self.server.server_address[1]
        told = {"process": own, "path": self.path, "headers": {name.lower(): value for name, value in self.headers.items()}, "received": received}
        body = json.dumps(told | {"filler": " " * 4000 if self.path.startswith("/static/") else ""}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/javascript" if self.path.startswith("/static/") else "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_PUT = do_GET

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def told(port: int = 0) -> Iterator[int]:
    """A process that tells; its port."""
    with ThreadingHTTPServer(("127.0.0.1", port), Told) as server:
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.fixture(scope="module")
def both() -> Iterator[dict[str, int]]:
    """Two processes, by their names in the cookie."""
    with told() as one, told() as two:
        yield {"one": one, "two": two}


def where(processes: dict[str, int]) -> list[str]:
    return [f"127.0.0.1:{port}" for port in processes.values()]


@pytest.fixture(scope="module")
def front(both: dict[str, int], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with nginx.before(tmp_path_factory.mktemp("nginx"), where(both)) as address:
        yield address


def ask(address: str, path: str = "/", headers: dict[str, str] | None = None, body: bytes | None = None, method: str = "GET") -> Answer:
    """Status, headers and what the process tells ({} where it was not asked). The path goes out as it is written."""
    host, port = address.removeprefix("http://").removeprefix("https://").split(":")
    if address.startswith("https"):
        untrusting = ssl.create_default_context()
        untrusting.check_hostname, untrusting.verify_mode = False, ssl.CERT_NONE
        connection: http.client.HTTPConnection = http.client.HTTPSConnection(host, int(port), timeout=20, context=untrusting)
    else:
        connection = http.client.HTTPConnection(host, int(port), timeout=20)
    try:
        connection.request(method, path, body=body, headers=headers or {})
        answer = connection.getresponse()
        data = answer.read()
    finally:
        connection.close()
    kept = dict(answer.getheaders())
    return answer.status, kept, json.loads(data) if data.startswith(b"{") else {}


def cookie(process: str) -> dict[str, str]:
    return {"Cookie": f"matrices_process={process}"}


def test_who_comes_first_is_told_a_process_and_stays_with_it(front: str, both: dict[str, int]) -> None:
    new = [ask(front) for _ in range(4)]
    assert {asked["process"] for _, _, asked in new} == set(both.values()), "newcomers are shared out"
    for status, headers, asked in new:
        process = next(name for name, port in both.items() if port == asked["process"])
        assert status == 200
        assert headers["Set-Cookie"] == f"matrices_process={process}; Path=/; HttpOnly; SameSite=Lax"
    for name, port in both.items():
        for path in ("/", "/coverage?region=europe", "/_stcore/upload_file/x/y", "/media/x.png", "/_stcore/host-config"):
            assert ask(front, path, cookie(name))[2]["process"] == port


@pytest.mark.parametrize("claimed", ["three", "127.0.0.1:22", "any", ""])
def test_a_cookie_that_names_no_process_is_a_newcomers(front: str, both: dict[str, int], claimed: str) -> None:
    assert ask(front, "/", cookie(claimed))[2]["process"] in both.values()


def test_only_what_holds_a_session_says_which_process_it_is(front: str) -> None:
    """A picture or a part of the front end that another process answers for once must not take the session's next hand-in there."""
    for path in ("/static/js/a.js", "/media/x.png", "/_stcore/host-config", "/component/x"):
        assert "Set-Cookie" not in ask(front, path)[1]


def test_the_users_of_a_process_that_is_gone_go_on_at_another_and_stay_there(tmp_path: Path) -> None:
    gone = nginx.free_port()
    with told() as two, nginx.before(tmp_path, where({"one": gone, "two": two})) as front:
        status, headers, asked = ask(front, "/coverage?region=europe", cookie("one"))
        assert (status, asked["process"], asked["path"]) == (200, two, "/coverage?region=europe")
        assert headers["Set-Cookie"].startswith("matrices_process=two;")
        assert ask(front, "/_stcore/upload_file/x/y", cookie("one"), b"bytes", "PUT")[2]["received"] == 5
        with told(gone):  # it is back
            assert ask(front, "/", cookie("two"))[2]["process"] == two
            assert ask(front, "/", cookie("one"))[2]["process"] == gone


def test_where_no_process_answers_the_visitor_is_told_so(tmp_path: Path) -> None:
    with nginx.before(tmp_path, where({"one": nginx.free_port(), "two": nginx.free_port()})) as front:
        assert ask(front, "/", cookie("one"))[0] == 502


@pytest.mark.parametrize(
    "path",
    ["/metrics", "/metrics/", "/metrics?x=1", "//metrics", "/%6detrics", "/coverage/../metrics", "/readyz", "/_stcore/metrics", "/_stcore//metrics"],
)
def test_health_and_metrics_are_closed_to_the_outside_however_they_are_spelt(front: str, path: str) -> None:
    assert ask(front, path, cookie("one"))[0] == 404


def test_only_a_browser_that_has_loaded_a_page_may_ask_whether_its_process_lives(front: str) -> None:
    assert ask(front, "/_stcore/health")[0] == 404
    assert ask(front, "/_stcore/health", cookie("one"))[0] == 200


CLAIMS = {
    "X-Forwarded-For": "10.1.2.3",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "elsewhere.example",
    "X-Forwarded-Port": "444",
    "X-Forwarded-Prefix": "/elsewhere",
    "X-Forwarded-User": "admin@example.org",
    "X-Real-IP": "10.1.2.3",
    "X-User": "admin@example.org",
    "Remote-User": "admin@example.org",
    "Forwarded": "for=10.1.2.3",
}


@pytest.mark.parametrize("path", ["/", "/_stcore/stream", "/static/js/claims.js", "/_stcore/upload_file/x/y"])
def test_what_a_visitor_claims_of_who_asks_goes_no_further(front: str, path: str) -> None:
    _, _, asked = ask(front, path, CLAIMS | cookie("one"))
    arrived = {name: asked["headers"].get(name.lower()) for name in CLAIMS}
    assert arrived == dict.fromkeys(CLAIMS) | {"X-Forwarded-For": "127.0.0.1", "X-Forwarded-Proto": "http"}
    assert asked["headers"]["host"] == front.removeprefix("http://"), "its port, too: a browser's origin has it"


def test_a_page_of_somebody_elses_opens_no_session(front: str) -> None:
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket"}
    own = front.removeprefix("http://")
    for origin, status in ((f"http://{own}", 200), ("http://elsewhere.example", 403), (f"http://{own}.elsewhere.example", 403), ("null", 403)):
        assert ask(front, "/_stcore/stream", {**upgrade, "Origin": origin})[0] == status
    _, _, asked = ask(front, "/_stcore/stream", upgrade)
    assert (asked["headers"]["upgrade"], asked["headers"]["connection"]) == ("websocket", "upgrade")


def test_the_front_end_is_compressed_and_asked_for_once(front: str) -> None:
    packed = {"Accept-Encoding": "gzip"}
    status, headers, _ = ask(front, "/static/js/once.js", packed | cookie("one"))
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    plain = ask(front, "/static/js/once.js", cookie("two"))
    assert "Content-Encoding" not in plain[1]
    assert plain[2]["process"] == ask(front, "/static/js/once.js", cookie("one"))[2]["process"], "kept from the first time"


def test_a_workbook_of_ten_megabytes_goes_through_and_one_of_twelve_does_not(front: str) -> None:
    assert ask(front, "/_stcore/upload_file/x/y", cookie("one"), bytes(10 * 2**20 + 1000), "PUT")[2]["received"] == 10 * 2**20 + 1000
    host, port = front.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as sent:
        sent.sendall(f"PUT /_stcore/upload_file/x/y HTTP/1.1\r\nHost: x\r\nContent-Length: {12 * 2**20}\r\n\r\n".encode())
        assert sent.recv(100).startswith(b"HTTP/1.1 413")


def test_who_is_slow_is_let_go_and_who_opens_too_many_connections_waits(both: dict[str, int], tmp_path: Path) -> None:
    shorter = (("client_header_timeout          15s", "client_header_timeout 1s"), ("matrices_connections 600", "matrices_connections 2"))
    with nginx.before(tmp_path, where(both), shorter) as front:
        host, port = front.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=20) as slow:
            slow.settimeout(10)
            slow.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-")
            assert not slow.recv(100), "it is let go without an answer"
        with ExitStack() as many:
            for _ in range(2):  # a hand-in under way
                one = many.enter_context(socket.create_connection((host, int(port)), timeout=20))
                one.sendall(b"PUT /_stcore/upload_file/x/y HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nx")
            time.sleep(0.2)
            assert ask(front)[0] == 429
        time.sleep(0.2)
        assert ask(front)[0] == 200


def test_with_tls_browsers_are_told_to_stay_with_it(both: dict[str, int], tmp_path: Path) -> None:
    key, certificate = tmp_path / "matrices.key", tmp_path / "matrices.pem"
    command = ("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1", "-subj", "/CN=localhost")
    subprocess.run((*command, "-keyout", key, "-out", certificate), check=True, capture_output=True)
    port = nginx.free_port()
    edit = (
        ("#tls ", ""),
        ("8443 ssl", f"{port} ssl"),
        ("/etc/ssl/certs/matrices.pem", str(certificate)),
        ("/etc/ssl/private/matrices.key", str(key)),
    )
    with nginx.before(tmp_path, where(both), edit) as plain:
        for path in ("/", "/_stcore/stream", "/static/js/tls.js"):
            _, headers, asked = ask(f"https://localhost:{port}", path)
            assert headers["Strict-Transport-Security"] == "max-age=31536000"
            assert asked["headers"]["x-forwarded-proto"] == "https"
        assert ask(f"https://localhost:{port}")[1]["Set-Cookie"].endswith("; Secure")
        assert "Strict-Transport-Security" not in ask(plain)[1]
