"""The browser of the tests: `python -m tests.browser.chromium` finds or installs one and prints its path, or says what to install."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

SHELL = "chromium-headless-shell"
"""Chromium without what surrounds a page: a new window costs half the processor time."""
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = (
    "The tests need a Chromium browser, and none could be found or installed. "
    "Install one (Debian: sudo apt-get install chromium-headless-shell), or name yours: CHROMIUM=/path/to/chromium make test"
)


def find() -> str | None:
    """The path of a Chromium: $CHROMIUM, one on the PATH, or the one that playwright keeps for itself."""
    if named := os.environ.get("CHROMIUM"):
        return named if Path(named).is_file() else None
    for name in NAMES:
        if path := shutil.which(name):
            return path
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).is_file() else None


def provide() -> str | None:
    """Like `find`, but installs one where there is none: Debian's if we may, else playwright's. A wrong $CHROMIUM is the user's to correct."""
    if (found := find()) or "CHROMIUM" in os.environ:
        return found
    if shutil.which("apt-get") and os.geteuid() == 0:
        _run("apt-get", "update")
        _run("apt-get", "install", "--yes", "--no-install-recommends", SHELL, "fonts-dejavu-core")
    return find() or (_run(sys.executable, "-m", "playwright", "install", "chromium") and find())


def _run(*command: str) -> bool:
    return subprocess.run(command, stdout=subprocess.DEVNULL).returncode == 0


if __name__ == "__main__":
    print(provide() or sys.exit(ADVICE))
