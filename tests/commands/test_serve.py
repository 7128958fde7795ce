"""`mingcha serve`: on this machine only, and it ends when it is told to."""

import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from mingcha.config.demo.staff import PASSWORD
from tests.commands.conftest import MINGCHA, Run, clean_environment

LONGEST_START = 60
PATIENCE = 15  # a page that waits for a lock of the database is answered with an error after 20 s


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(office: Path, port: int, *more: str) -> Iterator["subprocess.Popen[str]"]:
    command = [str(MINGCHA), "serve", "--data", str(office), "--port", str(port), *more]
    server = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=clean_environment()
    )
    try:
        yield server
    finally:
        server.kill()
        server.wait()


def answer(port: int, path: str) -> tuple[int, str]:
    """Status and text, asked again until the worker is there."""
    until = time.monotonic() + LONGEST_START
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as page:
                return page.status, page.read().decode()
        except urllib.error.HTTPError as page:
            return page.code, page.read().decode()
        except OSError:
            assert time.monotonic() < until, "the server never answered"
            time.sleep(0.1)


class Visitor:
    """Reads pages and sends their forms, each within a time that leaves no doubt."""

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        jar = urllib.request.HTTPCookieProcessor(CookieJar())
        self.opener = urllib.request.build_opener(jar)

    def read(self, path: str) -> str:
        with self.opener.open(self.base + path, timeout=PATIENCE) as page:
            return str(page.read().decode())

    def send(self, path: str, **typed: str) -> str:
        """The last form of the page, as the page filled it and with what is typed."""
        head, inside = re.findall(r'<form([^>]*method="post"[^>]*)>(.*?)</form>', self.read(path), re.S)[-1]
        action = re.search(r'action="([^"]+)"', head)
        hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', inside))
        body = urllib.parse.urlencode(hidden | typed).encode()
        with self.opener.open(self.base + (action[1] if action else path), body, timeout=PATIENCE) as page:
            return str(page.read().decode())


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "terminate"])
def test_pages_are_served_until_it_is_told_to_stop(office: Path, told: signal.Signals) -> None:
    port = free_port()
    with served(office, port) as server:
        status, page = answer(port, "/accounts/login/")
        assert (status, "某县某局" in page) == (200, True)
        server.send_signal(told)
        printed, _ = server.communicate(timeout=30)
    assert server.returncode == 0
    assert f"http://127.0.0.1:{port}" in printed
    assert "明查已停止。" in printed
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_a_taken_port_is_said_before_anything_is_done(run: Run, office: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        asked = run("serve", "--data", office, "--port", port)
    assert asked.returncode == 1
    assert f"端口 {port} 已被占用" in asked.stderr
    assert f"--port {port + 1}" in asked.stderr


def test_a_demo_that_was_just_made_makes_a_paper(tmp_path: Path) -> None:
    port = free_port()
    with served(tmp_path / "data-demo", port, "--demo") as server:
        answer(port, "/accounts/login/")
        visitor = Visitor(port)
        visitor.send("/accounts/login/", login="inspector1", password=PASSWORD)
        visits = re.findall(r'href="(/inspections/[0-9a-f-]{36}/)"', visitor.send("/inspections/mine/"))
        assert "行政检查通知书已制作" in visitor.send(f"{visits[0]}notice/")
        server.terminate()
        server.communicate(timeout=30)
