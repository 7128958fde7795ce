"""A crash between any two writes ends in the same draw: what was announced and seen decides, nothing else."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import drawproof

PLACES = 5


def run(folder: Path, at: int) -> "subprocess.CompletedProcess[str]":
    inherited = {name: text for name, text in os.environ.items() if name != "MINGCHA_DATABASE_URL"}
    surroundings = inherited | {
        "MINGCHA_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "mingcha.config.settings",
    }
    return subprocess.run(
        [sys.executable, "-m", "mingcha.draws.tests.crashing", str(at)],
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def rows(folder: Path, statement: str) -> list[tuple[bytes, ...]]:
    with sqlite3.connect(folder / "mingcha.sqlite3") as database:
        return database.execute(statement).fetchall()


def announced(folder: Path) -> dict[str, str]:
    found = rows(folder, "SELECT draw_id, digest FROM draws_draw WHERE attempt IS NOT NULL")
    return {str(draw): str(digest) for draw, digest in found}


def seen(folder: Path) -> set[tuple[object, ...]]:
    return set(rows(folder, 'SELECT draw_id, throw, person_id, number, "values" FROM draws_throwentry'))


def survives(folder: Path, at: int) -> None:
    """Dies at `at`, goes on, ends: nothing announced or entered is lost, and the files verify."""
    died = run(folder, at)
    assert died.returncode == -signal.SIGKILL, died.stderr
    before, entered = announced(folder), seen(folder)
    finished = run(folder, 0)
    assert finished.returncode == 0, finished.stderr
    assert before.items() <= announced(folder).items()
    assert entered <= seen(folder)
    assert sorted(announced(folder)) == ["fuping-2026-01-a1", "fuping-2026-01-s1"]
    bundles = [
        content for (content,) in rows(folder, "SELECT content FROM draws_drawfile WHERE role = 'bundle'")
    ]
    assert len(bundles) == 2
    for content in bundles:
        assert drawproof.verify_bundle(content, others=bundles).verdict == "consistent"
    kinds = [json.loads(body)["type"] for (body,) in rows(folder, "SELECT body FROM ledger_entry")]
    assert [kinds.count(kind) for kind in ("announced", "observed", "drawn", "disclosed")] == [2, 2, 2, 2]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a sitting just opened, to be copied for each case."""
    folder = tmp_path_factory.mktemp("county")
    made = run(folder, -1)
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture(scope="module")
def writes(county: Path, tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many writes a whole sitting makes."""
    finished = run(copy_of(county, tmp_path_factory.mktemp("whole")), 0)
    assert finished.returncode == 0, finished.stderr
    return int(finished.stdout.split()[-1])


def copy_of(county: Path, place: Path) -> Path:
    return shutil.copytree(county, place / "data")


@pytest.mark.parametrize("place", range(PLACES))
def test_a_sitting_cut_off_at_some_write_ends_in_the_same_draw(
    county: Path, tmp_path: Path, writes: int, place: int
) -> None:
    survives(copy_of(county, tmp_path), 1 + place + (writes - PLACES) * place // PLACES)


@pytest.mark.full
def test_a_sitting_cut_off_at_every_write_ends_in_the_same_draw(
    county: Path, tmp_path_factory: pytest.TempPathFactory, writes: int
) -> None:
    for at in range(1, writes + 1):
        survives(copy_of(county, tmp_path_factory.mktemp("cut")), at)
