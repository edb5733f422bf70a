"""Dashboards in processes of their own: the real one and the literal one, started alike."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

ROOT = Path(__file__).parents[1]
REAL, LITERAL = "serve.py", "benchmarks/literal/serve.py"
LONGEST_START = 60  # seconds


@contextmanager
def served(script: str, **environment: str) -> Iterator[str]:
    """Start `streamlit run` on a script of ours; gives its address as soon as it answers, and ends it afterwards."""
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
            yield f"localhost:{port}"
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
