"""The nginx of the tests: `python -m tests.nginx` finds or installs one and prints its path, or says what to install."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROCESSES = ("127.0.0.1:8601", "127.0.0.1:8602")
"""Where deploy/nginx.conf looks for the dashboard, as it is."""
PORT, CACHE, LOGS = "listen         8080;", "/var/lib/nginx/matrices", "/var/log/nginx/"
"""What else a machine has one of only."""
ADVICE = (
    "The tests need nginx, and none could be found or installed. "
    "Install it (Debian and Ubuntu: sudo apt-get install nginx-light), or name yours: NGINX=/path/to/nginx make test"
)
_AROUND = """daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 1024; }}
http {{
    types {{ text/html html; }}
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/matrices.conf;
}}
"""
"""What a distribution's nginx.conf has around the files of conf.d, in a folder of the test's own."""


def find() -> str | None:
    """The path of an nginx: $NGINX, one on the PATH, or where Debian has it, which is on root's PATH only."""
    if named := os.environ.get("NGINX"):
        return named if Path(named).is_file() else None
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def provide() -> str | None:
    """Like `find`, but installs Debian's where there is none and we may. Its service is not started (runlevel 1)."""
    if (found := find()) or "NGINX" in os.environ:
        return found
    if shutil.which("apt-get") and os.geteuid() == 0:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
        for command in (("apt-get", "update"), ("apt-get", "install", "--yes", "--no-install-recommends", "nginx-light")):
            subprocess.run(command, stdout=subprocess.DEVNULL, env=quiet, check=False)
    return find()


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def prepared(folder: Path, port: int, processes: Sequence[str] = PROCESSES, edit: Sequence[tuple[str, str]] = ()) -> tuple[str, ...]:
    """The command that starts deploy/nginx.conf in a folder: on this port, before these processes (host:port, as many as it has), after other `edit`s."""
    text = (ROOT / "deploy/nginx.conf").read_text()
    places = [(PORT, f"listen {port};"), (CACHE, str(folder / "cache")), (LOGS, f"{folder}/"), *edit]
    for was, now in zip(PROCESSES, processes, strict=True):
        places += [(was, now), (f"~:{was.rsplit(':')[-1]}$", f"~:{now.rsplit(':')[-1]}$")]
    for was, now in places:
        assert was in text, f"deploy/nginx.conf has no {was}"
        text = text.replace(was, now)
    (folder / "matrices.conf").write_text(text)
    user = "user root;" if os.geteuid() == 0 else ""  # the test's folder is root's
    (folder / "nginx.conf").write_text(_AROUND.format(folder=folder, user=user))
    path = find()
    assert path, ADVICE
    return (path, "-p", str(folder), "-c", str(folder / "nginx.conf"))


@contextmanager
def before(folder: Path, processes: Sequence[str], edit: Sequence[tuple[str, str]] = (), port: int = 0) -> Iterator[str]:
    """nginx before these processes; its address."""
    port = port or free_port()
    command = prepared(folder, port, processes, edit)
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            _wait_for(port, process)
            yield f"http://localhost:{port}"
        finally:
            process.terminate()


def _wait_for(port: int, process: "subprocess.Popen[str]") -> None:
    for _ in range(100):
        if process.poll() is not None:
            raise AssertionError(f"nginx did not start: {process.stderr.read() if process.stderr else ''}")
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("nginx does not answer")


if __name__ == "__main__":
    print(provide() or sys.exit(ADVICE))
