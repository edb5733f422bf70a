"""Dashboards in processes of their own: the real one and the literal one, started alike."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, NamedTuple

ROOT = Path(__file__).parents[1]
REAL, LITERAL = "serve.py", "benchmarks/literal/serve.py"
LONGEST_START = 60  # seconds


class Server(NamedTuple):
    """A dashboard that runs."""

    address: str
    process: "subprocess.Popen[bytes]"
    log: IO[bytes]

    @property
    def said(self) -> str:
        """What it has written of itself so far."""
        return os.pread(self.log.fileno(), 2**24, 0).decode(errors="replace")

    @property
    def processor(self) -> float:
        """The seconds of the processor's time that it has used, without those of the children that read files (Linux)."""
        used = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(") ")[2].split()[11:13]
        return sum(map(int, used)) / os.sysconf("SC_CLK_TCK")

    @property
    def memory(self) -> int:
        """The bytes of memory that it holds now (Linux)."""
        kilobytes = re.search(r"VmRSS:\s*(\d+) kB", Path(f"/proc/{self.process.pid}/status").read_text())
        if kilobytes is None:
            raise RuntimeError("the dashboard has ended")
        return int(kilobytes[1]) * 1024


@contextmanager
def served(script: str, **environment: str) -> Iterator[str]:
    """Start `streamlit run` on a script of ours; gives its address as soon as it answers, and ends it afterwards."""
    with running(script, **environment) as server:
        yield server.address


@contextmanager
def running(script: str, **environment: str) -> Iterator[Server]:
    """The same, with its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("STREAMLIT_", "MATRICES_"))}
    command = (sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port), "--server.headless", "true")
    with TemporaryFile() as log, TemporaryDirectory() as home:
        ours["MATRICES_DATABASE_URL"] = f"sqlite:///{home}/matrices.sqlite"
        process = subprocess.Popen(command, cwd=ROOT, env=ours | environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            if not _answers(port, process):
                log.seek(0)
                raise RuntimeError(f"{script} did not start:\n{log.read().decode()[-4000:]}")
            yield Server(f"localhost:{port}", process, log)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _answers(port: int, process: "subprocess.Popen[bytes]") -> bool:
    """Whether the server takes connections before long: it does once its lifespan has begun."""
    end = time.monotonic() + LONGEST_START
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.01)
        else:
            return True
    return False
