"""Data folders for processes that are killed, each with a database of its own on the engine under test."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

ADDRESS = "MINGCHA_DATABASE_URL"
NAME = f"crash_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


@dataclass(frozen=True)
class Site:
    """A data folder; `database` is the name of its database on the server, empty where SQLite stands in the
    folder itself."""

    folder: Path
    database: str = ""

    @property
    def surroundings(self) -> dict[str, str]:
        """The environment of a process that works here."""
        inherited = {name: text for name, text in os.environ.items() if name != ADDRESS}
        own = {"MINGCHA_DATA": str(self.folder), "DJANGO_SETTINGS_MODULE": "mingcha.config.settings"}
        return inherited | own | ({ADDRESS: f"{_server()}/{self.database}"} if self.database else {})

    def rows(self, statement: str) -> list[tuple[bytes, ...]]:
        """What the database says, asked from outside."""
        if self.database:
            with psycopg.connect(_words(self.database)) as server:
                return server.execute(statement.encode()).fetchall()
        with closing(sqlite3.connect(self.folder / "mingcha.sqlite3")) as database:
            return database.execute(statement).fetchall()

    @contextmanager
    def copy(self, folder: Path) -> "Iterator[Site]":
        """The same once more, gone at the end."""
        shutil.copytree(self.folder, folder / "data")
        if not self.database:
            yield Site(folder / "data")
            return
        with database(f"{self.database}_copy", template=self.database) as name:
            yield Site(folder / "data", name)


@contextmanager
def new_site(folder: Path) -> Iterator[Site]:
    """An empty one."""
    if ADDRESS not in os.environ:
        yield Site(folder)
        return
    with database(NAME) as name:
        yield Site(folder, name)


@contextmanager
def database(name: str, template: str = "template0") -> Iterator[str]:
    """A database on the server of the tests, dropped whatever became of those who used it."""
    with psycopg.connect(_words("postgres"), autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())
        server.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        yield name
        server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def _server() -> str:
    return os.environ[ADDRESS].rpartition("/")[0]


def _words(database: str) -> str:
    owner, _, folder = _server().removeprefix("postgres://").partition("@/")
    return f"host={folder} user={owner} dbname={database}"
