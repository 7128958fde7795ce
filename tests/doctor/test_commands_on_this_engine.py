"""Commands of an office on the engine under test: on PostgreSQL in a database of their own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

pytestmark = [pytest.mark.engine, pytest.mark.long]

MINGCHA = Path(sys.executable).parent / "mingcha"
ADDRESS = "MINGCHA_DATABASE_URL"
NAME = f"commands_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


@pytest.fixture
def environment() -> Iterator[dict[str, str]]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("MINGCHA_", "DJANGO_"))}
    if ADDRESS not in os.environ:
        yield kept
        return
    server, _, _ = os.environ[ADDRESS].rpartition("/")
    owner, _, folder = server.removeprefix("postgres://").partition("@/")
    with psycopg.connect(f"host={folder} user={owner} dbname=postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {NAME}".encode())
        yield kept | {ADDRESS: f"{server}/{NAME}"}
        connection.execute(f"DROP DATABASE {NAME}".encode())


def test_an_office_is_founded_filled_and_found_in_order(environment: dict[str, str], tmp_path: Path) -> None:
    workbook = Path(__file__).resolve().parents[1] / "workbooks" / "03执法检查人员名录库.xlsx"
    for words in (
        ["office", "create", "--name", "甲局", "--code", "a", "--leader", "王五"],
        ["import", "inspectors", str(workbook), "--json"],
        ["doctor"],
    ):
        done = subprocess.run(
            [MINGCHA, *words, "--data", tmp_path / "data"],
            check=False,
            capture_output=True,
            text=True,
            timeout=120,
            env=environment,
        )
        assert done.returncode == 0, done.stderr
