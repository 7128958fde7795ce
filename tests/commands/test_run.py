"""`./run` as the README promises it: a checkout, Python, and nothing else."""

import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

pytestmark = pytest.mark.full
LEFT_BEHIND = (".venv", ".git", "data", "data-*", "__pycache__", "*.egg-info", ".*_cache", "build")
PATIENCE = 60


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The tracked files alone, as a clone has them."""
    return Path(shutil.copytree(ROOT, tmp_path / "checkout", ignore=shutil.ignore_patterns(*LEFT_BEHIND)))


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def served(checkout: Path, tmp_path: Path, port: int) -> Iterator[str]:
    """The address of a real office's first start; stopped by the signal that Ctrl-C sends."""
    setup = ["./run", "--setup-only", "--data", str(tmp_path / "office")]
    subprocess.run(setup, cwd=checkout, check=True, capture_output=True, timeout=600)
    command = ["./run", "--data", str(tmp_path / "office"), "--port", str(port)]
    with subprocess.Popen(command, cwd=checkout, stdout=subprocess.DEVNULL) as server:
        yield f"http://127.0.0.1:{port}/"
        server.terminate()


def page_of(address: str) -> str:
    """The page as soon as the server answers."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return str(answer.read().decode())
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def test_a_fresh_checkout_sets_itself_up_and_asks_for_the_offices_name(served: str, checkout: Path) -> None:
    assert "启用本机构" in page_of(served)
    for program in ("mingcha", "drawproof"):
        done = subprocess.run([checkout / ".venv/bin" / program, "--help"], check=False, capture_output=True)
        assert done.returncode == 0
