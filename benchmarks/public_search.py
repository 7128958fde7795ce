"""Search on the public pages over 10,000 published drawn companies, 50 readers at once.

.venv/bin/python benchmarks/public_search.py [--companies 10000] [--readers 50] [--postgres]

Printed are the answers a second of the search by name, by code, of the page of a company and of the front
page, each with the server's processor time for an answer (what counts on a busy machine), and both as
ratios to a bare view of the same server, behind the same middleware, that answers two words.

Promise: a search answers at least half as often as the bare view."""

import argparse
import hashlib
import http.client
import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

if __package__ in {None, ""}:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.plans import ROOT, installation

PROMISE = 0.5
SECONDS = 5.0
BARE = "/bare/"


def publish(size: int) -> None:
    """An office whose one disclosed draw has drawn that many companies."""
    from django.db import transaction

    from drawproof.canonical import tables
    from mingcha.accounts.actors import Actor
    from mingcha.accounts.models import Office, Person
    from mingcha.common import moments
    from mingcha.draws.models import SELECTION, Draw, DrawFile, Sitting
    from mingcha.ledger.services import record_act
    from mingcha.plans.models import Campaign
    from mingcha.registers.models import Holder

    now = moments.now()
    office = Office.objects.create(code="bench", name="试验局", founded_at=now)
    people = [Person.objects.create(office=office, username=f"p{n}", name=f"人员{n}") for n in range(3)]
    Holder.objects.bulk_create(
        (
            Holder(office=office, code=code_of(n), uscc=code_of(n), kind="company", name=f"第{n}矿业有限公司")
            for n in range(size)
        ),
        batch_size=2000,
    )
    campaign = Campaign.objects.create(office=office, number="2026-01", title="2026年抽查", year=2026)
    sitting = Sitting.objects.create(
        office=office,
        campaign=campaign,
        number=1,
        operator=people[0],
        caller=people[1],
        witness=people[2],
        place="会议室",
        opened_at=now,
    )
    draw = Draw.objects.create(
        office=office,
        campaign=campaign,
        sitting=sitting,
        kind=SELECTION,
        state="disclosed",
        rule={},
        frozen_at=now,
        attempt=1,
        draw_id="bench-2026-01-s1",
        announced_at=now,
        drawn_at=now,
        disclosed_at=now,
    )
    tickets = sorted(hashlib.sha256(str(n).encode()).hexdigest() for n in range(size))
    rows = [("s1", n + 1, code_of(n), tickets[n], "drawn") for n in range(size)]
    content = tables.write("result.csv", rows)
    DrawFile.objects.create(draw=draw, name="result.csv", role="result", content=content)
    with transaction.atomic():
        record_act("benchmarks.publish", actor=Actor(None, "试验", office.pk, None, frozenset()))


def code_of(number: int) -> str:
    return f"91130624MA{number:08d}"


class Served:
    """What granian serves: the pages of Mingcha, and before all of them one bare view."""

    def __init__(self) -> None:
        self.pages: Callable[..., Any] | None = None

    def __call__(self, environ: dict[str, Any], start: Any) -> Any:
        self.pages = self.pages or self._pages()
        return self.pages(environ, start)

    def _pages(self) -> Callable[..., Any]:
        """Made at the first request, in the process that serves."""
        from django.core.wsgi import get_wsgi_application

        pages: Callable[..., Any] = get_wsgi_application()
        from django.conf import settings
        from django.http import HttpResponse
        from django.urls import path

        from mingcha.common.access import public
        from mingcha.config import urls

        def bare(request: object) -> HttpResponse:
            return HttpResponse("two words")

        urls.urlpatterns.insert(0, path(BARE[1:], public(bare)))
        settings.ALLOWED_HOSTS = ["*"]
        return pages


application = Served()


@contextmanager
def served() -> Iterator[tuple[int, int]]:
    """A server as `mingcha serve` starts it; gives its port and its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    threads = min(8, 2 * (os.cpu_count() or 1) + 1)
    command = ["granian", "--interface", "wsgi", "--port", str(port), "--workers", "1", "--no-ws"]
    command += [
        "--blocking-threads",
        str(threads),
        "--log-level",
        "warning",
        "benchmarks.public_search:application",
    ]
    surroundings = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'drawproof' / 'src'}"}
    server = subprocess.Popen(
        [Path(sys.executable).parent / command[0], *command[1:]], cwd=ROOT, env=surroundings
    )
    try:
        _wait(port)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait()


def _wait(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            _ask(http.client.HTTPConnection("127.0.0.1", port, timeout=10), BARE)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not answer")


def _ask(connection: http.client.HTTPConnection, path: str) -> int:
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    return 1


def rate(port: int, pid: int, readers: int, path: Callable[[], str]) -> tuple[float, float]:
    """(answers a second, milliseconds of the processor for one), each reader with a connection of its own,
    after a second to warm up."""
    counted = [0] * readers
    begins = time.monotonic() + 1
    ends = begins + SECONDS

    def read(reader: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while (now := time.monotonic()) < ends:
            _ask(connection, path())
            counted[reader] += begins <= now

    threads = [threading.Thread(target=read, args=(reader,)) for reader in range(readers)]
    for thread in threads:
        thread.start()
    time.sleep(max(0, begins - time.monotonic()))
    used = processor_time(pid)
    for thread in threads:
        thread.join()
    answers = sum(counted)
    return answers / SECONDS, (processor_time(pid) - used) / answers * 1000


def processor_time(pid: int) -> float:
    """Seconds of the processor that this process and those it started have used so far."""
    ticks = 0.0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(path.parent.name) == pid or int(words[1]) == pid:
            ticks += int(words[11]) + int(words[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", type=int, default=10_000)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--postgres", action="store_true")
    options = parser.parse_args()
    size, readers = options.companies, options.readers
    with installation(options.postgres):
        publish(size)
        with served() as server:
            return told(*server, size, readers)


def told(port: int, pid: int, size: int, readers: int) -> int:
    """Print the figures; 0 when the promise is kept."""
    some = random.Random(1).randrange
    asked: dict[str, Callable[[], str]] = {
        "bare view": lambda: BARE,
        "search by name": lambda: f"/public/companies/?q={quote(f'第{some(size)}矿业')}",
        "search by code": lambda: f"/public/companies/?q={code_of(some(size))}",
        "a company": lambda: f"/public/companies/{code_of(some(size))}/",
        "front page": lambda: "/public/",
    }
    found = {name: rate(port, pid, readers, path) for name, path in asked.items()}
    bare, bare_used = found["bare view"]
    for name, (answers, used) in found.items():
        print(
            f"{name:16} {answers:7.0f} answers a second, {used:6.2f} ms of the processor each;"
            f" of the bare view {answers / bare:5.2f} and {bare_used / used:5.2f}"
        )
    return 0 if min(found[name][0] for name in ("search by name", "search by code")) >= PROMISE * bare else 1


if __name__ == "__main__":
    sys.exit(main())
