"""The public pages over 10,000 published results of as many companies, 50 readers at once.

.venv/bin/python benchmarks/portal.py [--results 10000] [--readers 50] [--rounds 5] [--postgres]

Printed are the answers a second of a bare view of the same server, behind the same middleware, that answers
two words; of the search by name and by credit code; of the pages that a reader goes on to. Each is asked in
turn with the bare view, round by round, so that what else the machine does falls on both; the ratio is the
median of the rounds. Beside it stands the server's processor time for an answer.

Promise: a search answers at least half as often as the bare view."""

import argparse
import hashlib
import http.client
import os
import random
import socket
import statistics
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

if __package__ in {None, ""}:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.plans import ROOT, installation

PROMISE = 0.5
SECONDS, WARMING = 2.0, 0.3
BARE = "/bare/"
CAMPAIGN = "2026年矿业权抽查"


def publish(size: int) -> None:
    """An office whose one disclosed draw has drawn that many companies, each with a published result."""
    from django.db import transaction

    from mingcha.accounts.actors import Actor
    from mingcha.accounts.models import Office
    from mingcha.common import moments
    from mingcha.ledger.services import record_act
    from mingcha.registers.models import Holder

    office = Office.objects.create(code="bench", name="试验局", founded_at=moments.now())
    Holder.objects.bulk_create(
        (
            Holder(office=office, code=code_of(n), uscc=code_of(n), kind="company", name=name_of(n))
            for n in range(size)
        ),
        batch_size=2000,
    )
    draw(office, size)
    disclose(office, size)
    with transaction.atomic():
        record_act("benchmarks.publish", actor=Actor(None, "试验", office.pk, None, frozenset()))


def draw(office: Any, size: int) -> None:
    """Everybody is drawn, in an order of its own."""
    from drawproof.canonical import tables
    from mingcha.accounts.models import Person
    from mingcha.common import moments
    from mingcha.draws.models import SELECTION, Draw, DrawFile, Sitting
    from mingcha.plans.models import Campaign

    now = moments.now()
    people = [Person.objects.create(office=office, username=f"p{n}", name=f"人员{n}") for n in range(3)]
    campaign = Campaign.objects.create(office=office, number="2026-01", title=CAMPAIGN, year=2026)
    three = dict(zip(("operator", "caller", "witness"), people, strict=True))
    sitting = Sitting.objects.create(
        office=office, campaign=campaign, number=1, place="会议室", opened_at=now, **three
    )
    row = Draw.objects.create(
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
    DrawFile.objects.create(
        draw=row, name="result.csv", role="result", content=tables.write("result.csv", rows)
    )


def disclose(office: Any, size: int) -> None:
    """A result of each, as `publish_result` keeps it."""
    from mingcha.common import moments
    from mingcha.disclosure.models import Disclosure
    from mingcha.disclosure.queries.disclosed import snapshot_fields
    from mingcha.disclosure.queries.kinds import RESULTS, find_kind

    now = moments.now()
    plain = dict.fromkeys((field.key for field in snapshot_fields(find_kind(RESULTS))), "")
    plain |= {"office": office.name, "campaign": CAMPAIGN, "campaign_no": "2026-01", "manner": "双随机抽查"}
    plain |= {"items": "采矿权人履行法定义务", "officers": "检查员1（13062410001）；检查员2（13062410002）"}
    plain |= {"standing": "未发现问题", "national": "1", "visited_on": "2026-06-18", "method": "现场检查"}
    Disclosure.objects.bulk_create(
        (
            Disclosure(
                office=office,
                kind=RESULTS,
                record=str(uuid.UUID(int=n)),
                number=1,
                values={**plain, "year": 2026, "holder": name_of(n), "holder_code": code_of(n)},
                holder_code=code_of(n),
                disclosed_by="试验",
                disclosed_at=now,
            )
            for n in range(size)
        ),
        batch_size=500,
    )


def name_of(number: int) -> str:
    return f"阜平县第{number}矿业有限公司"


def code_of(number: int) -> str:
    return f"91130624MA{number:08d}"


class Served:
    """What granian serves: the pages of Mingcha, and before all of them one bare view."""

    def __init__(self) -> None:
        self.pages: Callable[..., Any] | None = None
        self.lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start: Any) -> Any:
        with self.lock:
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


SERVE = """
from mingcha.config import serving
serving.TARGET = "benchmarks.portal:application"
serving.serve({port})
"""


@contextmanager
def served() -> Iterator[tuple[int, int]]:
    """The server of `mingcha serve`, with the bare view before its pages; gives its port and its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    surroundings = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'drawproof' / 'src'}"}
    program = f"import django; django.setup(){SERVE.format(port=port)}"
    server = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, env=surroundings)
    try:
        _wait(port)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait()


def _wait(port: int) -> None:
    until = time.monotonic() + 180
    while time.monotonic() < until:
        try:
            _ask(http.client.HTTPConnection("127.0.0.1", port, timeout=120), BARE)
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
    after a moment to warm up."""
    _ask(http.client.HTTPConnection("127.0.0.1", port, timeout=60), path())
    counted = [0] * readers
    begins = time.monotonic() + WARMING
    ends = begins + SECONDS

    def read(reader: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while (now := time.monotonic()) < ends:
            _ask(connection, path())
            counted[reader] += begins <= now
        connection.close()

    threads = [threading.Thread(target=read, args=(reader,)) for reader in range(readers)]
    for thread in threads:
        thread.start()
    time.sleep(max(0, begins - time.monotonic()))
    used = processor_time(pid)
    for thread in threads:
        thread.join()
    answers = max(1, sum(counted))
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
    parser.add_argument("--results", type=int, default=10_000)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--postgres", action="store_true")
    options = parser.parse_args()
    from mingcha.config.preparing import collect_if_changed

    with installation(options.postgres):
        publish(options.results)
        collect_if_changed()
        with served() as (port, pid):
            return told(lambda path: rate(port, pid, options.readers, path), options.results, options.rounds)


def told(measure: Callable[[Callable[[], str]], tuple[float, float]], size: int, rounds: int) -> int:
    """Print the figures; 0 when the promise is kept."""
    some = random.Random(1).randrange
    asked: dict[str, Callable[[], str]] = {
        "search by name": lambda: f"/public/companies/?q={quote(f'第{some(size)}矿业')}",
        "search by code": lambda: f"/public/companies/?q={code_of(some(size))}",
        "a company": lambda: f"/public/companies/{code_of(some(size))}/",
        "a result": lambda: f"/public/records/results/{uuid.UUID(int=some(size))}/",
        "list of results": lambda: f"/public/records/results/?page={1 + some(size // 50)}",
        "front page": lambda: "/public/",
    }
    kept = True
    for name, path in asked.items():
        pairs = [(measure(lambda: BARE), measure(path)) for _ in range(rounds)]
        ratio = statistics.median(page[0] / bare[0] for bare, page in pairs)
        effort = statistics.median(bare[1] / page[1] for bare, page in pairs)
        bare, page = (statistics.median(pair[place][0] for pair in pairs) for place in (0, 1))
        print(
            f"{name:16} {page:6.0f} answers a second, the bare view {bare:6.0f}: {ratio:5.2f};"
            f" by processor time {effort:5.2f}",
            flush=True,
        )
        kept = kept and (ratio >= PROMISE or not name.startswith("search"))
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
