"""The real command in a real process with a data folder of its own (SQLite, as an office has it)."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

MINGCHA = Path(sys.executable).parent / "mingcha"
Run = Callable[..., subprocess.CompletedProcess[str]]


def clean_environment() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not key.startswith(("MINGCHA_", "DJANGO_"))}


@pytest.fixture(scope="session")
def run() -> Run:
    def call(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [str(MINGCHA), *map(str, words)]
        return subprocess.run(
            command,
            check=False,
            capture_output=True,
            text=True,
            timeout=120,
            env=clean_environment() | environment,
            stdin=subprocess.DEVNULL,
        )

    return call


@pytest.fixture(scope="session")
def founded(run: Run, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A data folder with an office, made once, and what the command printed."""
    folder = tmp_path_factory.mktemp("founded") / "data"
    made = run(
        "office", "create", "--data", folder, "--name", "某县某局", "--code", "mx-1", "--leader", "王五"
    )
    assert made.returncode == 0, made.stderr
    return folder, made.stdout


@pytest.fixture
def office(founded: tuple[Path, str], tmp_path: Path) -> Path:
    """A copy of that folder for one test."""
    return Path(shutil.copytree(founded[0], tmp_path / "data"))
