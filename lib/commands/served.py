"""How the dashboard is set up to be served, as `doctor` sees it: Streamlit's settings, sign-in, and the processes that run on this machine.

Read from where Streamlit reads them – the environment, the product's .streamlit/config.toml, the one of the user – and not through it: the command line
needs no Streamlit. What is said on a uvicorn's command line is seen for processes that run.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
"""What the [auth] secrets must have."""
SHORTEST_SECRET = 32
"""Characters of a secret that cookies are signed with."""
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Served:
    """The product's folder, the environment, and where Linux tells of processes."""

    folder: Path
    environment: Mapping[str, str]
    processes: Path = Path("/proc")

    @property
    def home(self) -> Path:
        """The user's folder."""
        return Path(self.environment.get("HOME") or "~").expanduser()

    def option(self, name: str) -> Any:
        """A setting of Streamlit's ("runner.postScriptGC"): the environment's, the product's, the user's; None where none says it."""
        section, key = name.split(".")
        variable = f"STREAMLIT_{section.upper()}_{re.sub('(?<=[a-z])(?=[A-Z])', '_', key).upper()}"
        if variable in self.environment:
            said = self.environment[variable]
            return {"true": True, "false": False}.get(said.lower(), said)
        for folder in (self.folder, self.home):
            table = _table(folder / ".streamlit" / "config.toml").get(section, {})
            if key in table:
                return table[key]
        return None

    @cached_property
    def secret_files(self) -> tuple[Path, ...]:
        """The files of secrets that are there."""
        named = self.environment.get("STREAMLIT_SECRETS_FILES")
        paths = [Path(one) for one in re.split(r"[\s,\[\]\"']+", named) if one] if named else [self.home, self.folder]
        files = paths if named else [folder / ".streamlit" / "secrets.toml" for folder in paths]
        return tuple(path for path in files if path.exists())

    @cached_property
    def auth(self) -> dict[str, Any] | None:
        """The [auth] secrets; None where there are none, and sign-in is off. OSError, ValueError where a file cannot be read."""
        found: dict[str, Any] | None = None
        for path in self.secret_files:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
            found = table.get("auth", found)
        return found

    def cookie_secret(self) -> str:
        """What cookies are signed with: the one of sign-in before Streamlit's own."""
        return str((self.auth or {}).get("cookie_secret") or self.option("server.cookieSecret") or "")

    def running(self) -> list[str]:
        """The addresses (host:port) that processes of the dashboard on this machine were started for, as far as this user may see them."""
        return [found for words in self._commands() if (found := _address(words))]

    def _commands(self) -> Iterator[list[str]]:
        for one in self.processes.glob("[0-9]*"):
            with suppress(OSError):
                yield [word.decode(errors="replace") for word in (one / "cmdline").read_bytes().split(b"\0")]


def _address(words: list[str]) -> str:
    """Where a process of the dashboard listens, from its command; "" where it is none."""
    if "serve:app" in words:
        names, host, port = ("--host", "--port"), "127.0.0.1", "8000"
    elif any(word.endswith("serve.py") for word in words) and "run" in words:
        names, host, port = ("--server.address", "--server.port"), "127.0.0.1", "8501"
    else:
        return ""
    said = {name: value for name, value in pairwise(words) if name in names}
    return f"{said.get(names[0], host)}:{said.get(names[1], port)}"


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
