"""Several processes of the dashboard behind nginx on one PostgreSQL, started as deploy/ says, from what deploy/ puts into an image."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests import nginx

ROOT = Path(__file__).parents[1]
NAMES = ("one", "two")
"""What the cookie calls them."""
COOKIE_SECRET = "the same secret for both of the processes"
LONGEST_START = 60  # seconds


def command(port: int) -> list[str]:
    """How the systemd unit starts the process on a port, with this machine's Python."""
    unit = (ROOT / "deploy/matrices@.service").read_text()
    [line] = re.findall(r"^ExecStart=(.+)$", unit, re.MULTILINE)
    return [sys.executable, *shlex.split(line.replace("%i", str(port)))[1:]]


def image(folder: Path) -> Path:
    """What deploy/Containerfile puts into the image of a process, in a folder."""
    stage = (ROOT / "deploy/Containerfile").read_text().split("\nFROM ")[1]
    for line in re.findall(r"^COPY (.+)$", stage, re.MULTILINE):
        *sources, target = line.split()
        for source in sources:
            to = folder / target / source if target == "./" else folder / target
            to.parent.mkdir(parents=True, exist_ok=True)
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, to, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / source, to)
    return folder


@dataclass
class Machines:
    """The processes by name, the address of their nginx, and the store that they share."""

    folder: Path
    store: str
    ports: dict[str, int] = field(default_factory=lambda: {name: nginx.free_port() for name in NAMES})
    running: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)
    front: int = field(default_factory=nginx.free_port)

    @property
    def address(self) -> str:
        """Where browsers find them."""
        return f"http://localhost:{self.front}"

    def log(self, name: str) -> Path:
        """What a process wrote."""
        return self.folder / f"{name}.log"

    def start(self, *names: str) -> None:
        """Start processes, at the same moment, and wait until they answer."""
        ours = {name: value for name, value in os.environ.items() if not name.startswith(("STREAMLIT_", "MATRICES_"))}
        own = {"HOME": str(self.folder), "MATRICES_DATABASE_URL": self.store, "FORWARDED_ALLOW_IPS": "127.0.0.1"}
        for name in names:
            with self.log(name).open("a") as sink:
                self.running[name] = subprocess.Popen(
                    command(self.ports[name]),
                    cwd=self.folder / "image",
                    env={**ours, **own},
                    stdin=subprocess.DEVNULL,
                    stdout=sink,
                    stderr=subprocess.STDOUT,
                )
        for name in names:
            self._wait_for(name)

    def kill(self, name: str) -> None:
        """End a process as a crash would."""
        self.running[name].kill()
        self.running[name].wait(timeout=20)

    def stop(self) -> None:
        """End all that run."""
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            process.wait(timeout=30)

    def _wait_for(self, name: str) -> None:
        end = time.monotonic() + LONGEST_START
        while time.monotonic() < end and self.running[name].poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.ports[name]}/_stcore/health", timeout=LONGEST_START):
                    return
            except urllib.error.URLError:
                time.sleep(0.1)
        raise AssertionError(f"{name} did not start:\n{self.log(name).read_text()[-4000:]}")


@contextmanager
def machines(folder: Path, store: str, auth: Mapping[str, str] | None = None) -> Iterator[Machines]:
    """Two processes on a store, nginx before them; with `auth` (but its redirect_uri) people sign in. A traceback in a log is a failure."""
    made = Machines(folder, store)
    image(folder / "image")
    settings = folder / ".streamlit"
    settings.mkdir()
    (settings / "config.toml").write_text(f'[server]\ncookieSecret = "{COOKIE_SECRET}"\n')
    if auth:
        whole = {"redirect_uri": f"{made.address}/oauth2callback", "cookie_secret": COOKIE_SECRET, **auth}
        (settings / "secrets.toml").write_text("[auth]\n" + "".join(f'{name} = "{value}"\n' for name, value in whole.items()))
    with ExitStack() as ending:
        ending.callback(made.stop)
        made.start(*NAMES)
        ending.enter_context(nginx.before(folder, [f"127.0.0.1:{made.ports[name]}" for name in NAMES], port=made.front))
        yield made
    for name in NAMES:
        assert "Traceback" not in made.log(name).read_text(), made.log(name).read_text()[-4000:]
