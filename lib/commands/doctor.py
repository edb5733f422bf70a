"""`python -m lib doctor`: looks whether this machine can serve the dashboard as it is set up, and says what is wrong and what to do.

It changes nothing: no table is made or brought up to date, no region gets its first revision. What it cannot see it does not claim: whether nginx closes
what it should, whether other machines have the same secrets. Its words are for whoever administers the server, in English as the rest of the command line.
"""

import argparse
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from lib import shipped, store, words
from lib.commands import ERRORS, GOOD, machine
from lib.commands.machine import Found, Grade
from lib.commands.served import LOOPBACK, NEEDED, SHORTEST_SECRET, Served
from lib.exceptions import CannotBeDrawn, MatricesError, StoreError, UnusableWorkbook
from lib.model import Right

ROOT = Path(__file__).parents[2]
SETTINGS = (
    "MATRICES_DATABASE_URL",
    "MATRICES_DEMONSTRATION",
    "MATRICES_FOLDER",
    "MATRICES_FOUR_EYES",
    "MATRICES_LOG",
    "MATRICES_METRICS_FROM",
    "MATRICES_UPLOADS_PER_MINUTE",
    "MATRICES_UPLOAD_MEGABYTES",
)
"""The variables that the product knows (docs/settings.md)."""
_ROOM, _LEAST_ROOM = 2 * 2**30, 200 * 2**20
"""Bytes of disk below which it is told, and below which it is wrong."""
_APART, _FAR_APART = 2, 30
"""Seconds between two clocks from which it is told, and from which it is wrong: revisions bear the time of the process."""
_SET = {"runner.postScriptGC": False, "browser.gatherUsageStats": False, "client.showErrorDetails": "none", "server.fileWatcherType": "none"}
"""What Streamlit must be set to, and is in the product's own config.toml."""


def doctor(chosen: argparse.Namespace) -> int:
    """Say how this machine is: 0 nothing is wrong, 1 something is."""
    found = list(examined(Served(ROOT, os.environ)))
    if chosen.json:
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2))
    else:
        for one in found:
            print(f"{one.grade:5}  {one.about}: {one.what}")
            if one.do:
                print(f"       → {one.do}")
    return ERRORS if any(one.grade == "wrong" for one in found) else GOOD


def examined(served: Served) -> Iterator[Found]:
    """All that is looked at."""
    looks: tuple[Callable[[Served], Iterator[Found]], ...] = (
        machine.python,
        _settings,
        _matrices,
        _store,
        _folders,
        _pictures,
        _sign_in,
        _streamlit,
        machine.limits,
    )
    for look in looks:
        yield from look(served)


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Tell the command line of this command."""
    one = commands.add_parser(
        "doctor", help="look whether this machine can serve the dashboard", epilog="Ends with 0: nothing is wrong, 1: something is."
    )
    one.add_argument("--json", action="store_true", help="as JSON")
    one.set_defaults(run=doctor)


def _settings(served: Served) -> Iterator[Found]:
    unknown = sorted(name for name in served.environment if name.startswith("MATRICES_") and name not in SETTINGS)
    if unknown:
        yield Found("Settings", "wrong", f"nothing reads {', '.join(unknown)}", "Look for a slip in the name: docs/settings.md lists all settings.")


def _matrices(served: Served) -> Iterator[Found]:
    try:
        framework, places = shipped.framework(), shipped.places()
    except (MatricesError, OSError) as error:
        yield Found(
            "Matrices", "wrong", f"the folder {shipped.folder()} cannot be used: {error}", "Set MATRICES_FOLDER to the folder, or to nothing."
        )
        return
    for region in places.regions:
        try:
            shipped.workbook(region.id, framework, places)
        except UnusableWorkbook:
            path = shipped.folder() / f"{region.id}.xlsx"
            yield Found("Matrices", "wrong", f"{path.name} has errors: the region cannot be shown", f"python -m lib check {path}")
        except OSError as error:
            yield Found("Matrices", "wrong", f"{error.filename} cannot be read: {error.strerror}", "Let the user of the service read it.")
    yield Found("Matrices", "good", f"{len(places.regions)} regions in {shipped.folder()}")


def _store(served: Served) -> Iterator[Found]:
    address = store.address()
    try:
        condition = store.look_at(address)
    except StoreError as error:
        yield Found("Store", "wrong", words.render(error.message, words.catalogue("en")), "MATRICES_DATABASE_URL names it (docs/store.md).")
        return
    match condition.age:
        case "newer":
            yield Found(
                "Store", "wrong", f"{condition.where} was written by a newer version ({condition.version})", "Start that version, or a newer one."
            )
        case "older":
            yield Found("Store", "look", f"{condition.where} is older ({condition.version})", "Make a backup; the next start brings it up to date.")
        case "new":
            yield Found("Store", "good", f"{condition.where} is empty: the first start fills it with the shipped workbooks")
        case "current":
            yield Found("Store", "good", f"{condition.where} ({condition.database}, {condition.version})")
            yield from _administrators(served, address)
    if condition.database == "sqlite":
        yield from _sqlite(served, Path(condition.where))
    elif (apart := abs((datetime.now(UTC) - condition.clock).total_seconds())) > _APART:
        grade: Grade = "wrong" if apart > _FAR_APART else "look"
        yield Found(
            "Clock", grade, f"{apart:.0f} seconds from the database's", "Let both take their time from one server (chrony, systemd-timesyncd)."
        )
    else:
        yield Found("Clock", "good", "as the database's")


def _administrators(served: Served, address: str) -> Iterator[Found]:
    if not _signs_in(served):
        return
    opened = store.open_store(address)  # it is up to date: nothing is written
    try:
        if not any(one.right is Right.ADMINISTRATOR for one in store.rights(opened)):
            yield Found(
                "Rights", "wrong", "people sign in, and nobody is an administrator", "python -m lib role grant EMAIL administrator (docs/access.md)"
            )
    finally:
        opened.close()


def _sqlite(served: Served, path: Path) -> Iterator[Found]:
    kind, where = machine.mounted(path.parent.resolve())
    if kind in machine.NETWORKS:
        yield Found(
            "Store", "wrong", f"the SQLite file is on a network share ({kind}, {where}): it will be damaged", "A disk of this machine, or PostgreSQL."
        )
    if len(running := served.running()) > 1:
        do = "Several processes go with PostgreSQL (docs/store.md, Export and import); on SQLite all must be on this machine."
        yield Found("Store", "look", f"{len(running)} processes of the dashboard run here ({', '.join(running)}), and the store is a SQLite file", do)


def _folders(served: Served) -> Iterator[Found]:
    folders = {Path(tempfile.gettempdir()): "temporary files"}
    address = store.address()
    if address.startswith("sqlite:///"):
        folders[Path(address.removeprefix("sqlite:///")).parent] = "the store"
    for folder, what in folders.items():
        if not folder.is_dir():
            if folder != ROOT / "var":  # that one is made
                yield Found("Folders", "wrong", f"{folder} (for {what}) is not there", "Make it, or mount its disk.")
            continue
        if not os.access(folder, os.W_OK | os.X_OK):
            yield Found("Folders", "wrong", f"{folder} (for {what}) cannot be written to", "Let the user of the service write there.")
        free = shutil.disk_usage(folder).free
        grade: Grade = "wrong" if free < _LEAST_ROOM else "look" if free < _ROOM else "good"
        yield Found("Disk", grade, f"{free / 2**30:.1f} GB are free for {what} ({folder})", "" if grade == "good" else "Make room before it is full.")


def _pictures(_: Served) -> Iterator[Found]:
    from lib import outputs  # only here: slow to load

    try:
        outputs.picture({"data": {"values": [{"a": "●"}]}, "mark": "text", "encoding": {"text": {"field": "a", "type": "nominal"}}}, "png")
    except (CannotBeDrawn, OSError, ValueError) as error:
        yield Found(
            "Pictures",
            "wrong",
            f"none can be made ({type(error).__name__})",
            "Take the product's files as a whole: its fonts are in lib/outputs/fonts.",
        )
    else:
        yield Found("Pictures", "good", "can be made; no browser is needed for them")


def _sign_in(served: Served) -> Iterator[Found]:
    try:
        auth = served.auth
    except (OSError, ValueError) as error:
        yield Found(
            "Sign-in",
            "wrong",
            f"a file of secrets cannot be read ({type(error).__name__}): {', '.join(map(str, served.secret_files))}",
            "See docs/access.md.",
        )
        return
    for path in served.secret_files:
        if path.stat().st_mode & 0o007:
            yield Found("Sign-in", "wrong", f"every user of this machine may read {path}", f"chmod o= {path}")
    if auth is None:
        yield from _without_sign_in(served)
        return
    if missing := [name for name in NEEDED if not auth.get(name)]:
        yield Found("Sign-in", "wrong", f"[auth] lacks {', '.join(missing)}", "See docs/access.md.")
    elif len(str(auth["cookie_secret"])) < SHORTEST_SECRET:
        yield Found(
            "Sign-in", "wrong", "cookie_secret is too short: who guesses it signs in as anybody", "openssl rand -hex 32, the same for all processes."
        )
    else:
        where = urlsplit(str(auth["redirect_uri"]))
        if where.path != "/oauth2callback" or (where.scheme != "https" and where.hostname not in LOOPBACK):
            yield Found("Sign-in", "wrong", f"redirect_uri is {auth['redirect_uri']}", "https://, the name that people type, and /oauth2callback.")
        else:
            yield Found("Sign-in", "good", f"on, for {where.hostname}; that all processes have the same cookie_secret cannot be seen from here")


def _without_sign_in(served: Served) -> Iterator[Found]:
    addresses = {str(served.option("server.address") or "0.0.0.0"), *(one.rsplit(":", 1)[0] for one in served.running())}
    if open_to := sorted(addresses - set(LOOPBACK)):
        yield Found(
            "Sign-in",
            "wrong",
            f"off, and the dashboard listens on {', '.join(open_to)}: whoever reaches it may do everything",
            "Turn sign-in on (docs/access.md).",
        )
    else:
        yield Found(
            "Sign-in",
            "look",
            "off: whoever can open the address may do everything",
            "Before others can, through nginx too, turn it on (docs/access.md).",
        )
    if len(served.running()) > 1 and len(served.cookie_secret()) < SHORTEST_SECRET:
        yield Found(
            "Cookies",
            "wrong",
            "several processes run, and server.cookieSecret is not set, or short",
            "openssl rand -hex 32, the same for all (docs/operations.md).",
        )


def _signs_in(served: Served) -> bool:
    try:
        return served.auth is not None
    except (OSError, ValueError):
        return False


def _streamlit(served: Served) -> Iterator[Found]:
    wrong = [f"{name} is {served.option(name)!r}" for name, right in _SET.items() if served.option(name) != right]
    wrong += ["server.enableXsrfProtection is False"] if served.option("server.enableXsrfProtection") is False else []
    if wrong:
        yield Found(
            "Streamlit",
            "wrong",
            "; ".join(wrong),
            "Start in the product's folder, with its .streamlit/config.toml; take STREAMLIT_… out of the environment.",
        )
    else:
        yield Found("Streamlit", "good", "set as it should be")
