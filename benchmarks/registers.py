"""A register of 100,000 targets: brought in, listed, filtered, sorted, searched, exported.

    .venv/bin/python benchmarks/registers.py [--small 10000] [--large 100000] [--postgres] [--lists-only]

Each size works in a data folder of its own (with `--postgres` on a private server of its own), each step in a
process of its own. Printed are seconds and the most memory of any process, the import beside its peers
(openpyxl reading the same file, then a bare bulk_create of the same rows), and every list as the ratio of the
large register to the small one. With `--lists-only` just the import and the ratios.

Promises: import ≤ 60 s and ≤ 500 MB; list, filter, sort, search ≤ 1.5 × the time at 10,000 rows."""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from stdnum.cn import uscc

from mingcha.common.workbooks import write_sheet
from mingcha.config.setup.postgres import private_cluster

ROOT = Path(__file__).resolve().parents[1]
HEADINGS = (
    *("序号", "统一社会信用代码", "单位名称", "主体类型", "法定代表人", "联系人", "联系电话", "对象类别"),
    *("项目名称", "许可证号", "矿种", "面积", "有效期起", "有效期止", "所在乡镇", "信用风险类别", "登记状态"),
    *("登记机关", "上次抽查日期", "备注"),
)
CATEGORIES = ("采矿权", "探矿权", "测绘资质", "地灾资质", "用地项目", "临时用地", "矿山修复", "测绘成果")
TOWNS = ("阜平镇", "龙泉关镇", "平阳镇", "城南庄镇", "天生桥镇", "王林口镇", "大台乡", "史家寨乡", "砂窝镇")
REPEATS = 15
# {n} differs each time, so that nothing typed was asked before
ASKED = {
    "first page": "",
    "last page": "?page=100000",
    "filter by category": "?category=用地项目",
    "filter by town and class": "?town=平阳镇&risk=C",
    "look: licence ended": "?look=expired",
    "sort by class": "?sort=-risk",
    "sort by end": "?sort=until",
    "search a name": "?q=第77{n}7矿业",
    "search a common name": "?q={n}矿业有限公司",
    "search nothing found": "?q=甲乙丙丁戊{n}",
    "search a code": "?q=91130624MA000{n}7",
    "search a document": "?q=C13062400000000000000{n}",
}


def row(number: int) -> list[str | int]:
    """A target with its holder, as an office's workbook has it; every third holder has two targets."""
    code = f"91130624MA{number - (number % 3 == 2):07d}"
    code += uscc.calc_check_digit(code)
    name = f"阜平县第{number - (number % 3 == 2)}矿业有限公司"
    day, end = f"20{number % 15 + 10}.{number % 12 + 1}.{number % 28 + 1}", f"20{number % 20 + 20}-06-30"
    texts = [code, name, "企业", f"试{number}", f"试{number}", f"138{number:08d}"]
    kind = [CATEGORIES[number % 8], f"第{number}矿", f"C130624{number:016d}", "铁矿", "16.70公顷", day, end]
    more = [TOWNS[number % 9], "ABCD"[number % 4], "存续", "某局", day, ""]
    return [number, *texts, *kind, *more]


def timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


class Step:
    """One step in a process of its own: what it printed as JSON, its seconds, its peak in MB (the largest of
    it and the processes it waited for), its processor time (what counts on a busy machine)."""

    def __init__(self, words: Sequence[str], folder: Path, database: str | None) -> None:
        environment = os.environ | {"MINGCHA_DATA": str(folder), "PYTHONPATH": str(ROOT)}
        if database:
            environment["MINGCHA_DATABASE_URL"] = database
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *words], env=environment, stdout=subprocess.PIPE, cwd=ROOT
        )
        printed = process.stdout.read() if process.stdout else b""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{words} ended with {process.returncode}")
        self.seconds, self.megabytes = time.perf_counter() - began, used.ru_maxrss / 1024
        self.processor = used.ru_utime + used.ru_stime
        lines = printed.decode().splitlines()
        self.told: Any = json.loads(lines[-1]) if "migrate" not in words else {}


@contextmanager
def fresh_office(on_postgres: bool) -> Iterator[Callable[..., Step]]:
    """An empty installation; `run(words…)` runs a step in it."""
    with tempfile.TemporaryDirectory() as folder, _database(on_postgres) as database:

        def run(*words: str) -> Step:
            return Step(words, Path(folder), database)

        run("-m", "mingcha.config", "migrate")
        yield run


@contextmanager
def _database(on_postgres: bool) -> Iterator[str | None]:
    if on_postgres:
        with private_cluster() as address:
            yield address
    else:
        yield None


def measure(size: int, *, on_postgres: bool, lists_only: bool) -> dict[str, float]:
    """Print what the imports of this size cost; the seconds of each list."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.xlsx"
        write_sheet(path, "检查对象名录库", HEADINGS, map(row, range(size)))
        print(f"{size:,} rows × {len(HEADINGS)} columns, {path.stat().st_size / 1e6:.1f} MB", flush=True)
        with fresh_office(on_postgres) as run:
            whole = run("-m", "mingcha.config", "import", "targets", str(path), "--json")
            _show("import by command", whole.seconds, whole.megabytes, whole.processor)
            reader = run(__file__, "--step", "read", "--file", str(path)).told
            _show("of it the limited process", reader["seconds"], reader["megabytes"])
            if lists_only:
                only: dict[str, float] = run(__file__, "--step", "lists").told
                return only
            again = run("-m", "mingcha.config", "import", "targets", str(path), "--json")
            _show("the same file again", again.seconds, again.megabytes)
            assert whole.told["new"] == again.told["unchanged"] == size, (whole.told, again.told)
            lists = run(__file__, "--step", "lists")
            export = run(__file__, "--step", "export")
            _show("export of the whole list", export.told, export.megabytes)
        with fresh_office(on_postgres) as run:
            pages = run(__file__, "--step", "pages", "--file", str(path))
            for step, seconds in pages.told.items():
                _show(step, seconds, pages.megabytes)
        with fresh_office(on_postgres) as run:
            peer = run(__file__, "--step", "peer", "--file", str(path)).told
            print(f"  peers: openpyxl {peer['read']:.1f} s + bare bulk_create {peer['write']:.1f} s", end="")
            print(f"; import by command is {whole.seconds / (peer['read'] + peer['write']):.2f} of them")
    found: dict[str, float] = lists.told
    return found


def _show(step: str, seconds: float, megabytes: float, processor: float | None = None) -> None:
    own = "" if processor is None else f"   processor {processor:.1f} s   promise 60 s, 500 MB"
    print(f"  {step:<28}{seconds:7.1f} s {megabytes:6.0f} MB{own}", flush=True)


def _office() -> Any:
    """The office of the folder, with somebody who may read and import."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "mingcha.config.settings"
    django.setup()
    from mingcha.accounts.models import Person, RoleGrant
    from mingcha.common import moments
    from mingcha.config.services import sole_office

    office = sole_office(None)
    person, is_new = Person.objects.get_or_create(username="clerk", defaults={"office": office, "name": "试"})
    if is_new:
        RoleGrant.objects.create(person=person, role="enforcement", granted_at=moments.now())
    return office, person


def _client() -> Any:
    from django.conf import settings
    from django.test import Client

    _, person = _office()
    settings.ALLOWED_HOSTS = ["*"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    client = Client()
    client.force_login(person)
    return client


def step_lists(_: str) -> dict[str, float]:
    """Seconds of each list: the least of several, which other work of the machine disturbs least."""
    client = _client()

    def ask(query: str) -> None:
        answer = client.get(f"/registers/targets/{query}")
        assert answer.status_code == 200, (query, answer.status_code)

    found = {}
    for name, query in ASKED.items():
        ask(query.format(n=9))
        times = [timed(partial(ask, query.format(n=turn))) for turn in range(REPEATS)]
        found[name] = min(times)
    return found


def step_read(file: str) -> dict[str, float]:
    """The reading process that a file is given to: its seconds and its peak in MB (its bound: 512)."""
    from mingcha.common.workbooks import read_file

    seconds = timed(lambda: read_file(Path(file)))
    return {"seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024}


def step_export(_: str) -> float:
    client = _client()

    def fetch() -> None:
        answer = client.get("/registers/targets/export/")
        assert answer.status_code == 200
        assert sum(map(len, answer)) > 1000

    return timed(fetch)


def step_pages(file: str) -> dict[str, float]:
    """The same by the pages: what preview and confirmation cost."""
    _, person = _office()
    from mingcha.accounts.actors import Actor
    from mingcha.intake.services import confirm_import, preview_import
    from mingcha.registers.subjects import TARGETS

    actor, found = Actor.of(person), {}
    began = time.perf_counter()
    batch = preview_import(actor=actor, subject=TARGETS, path=Path(file), file_name="register.xlsx")
    found["preview by page"] = time.perf_counter() - began
    found["confirm by page"] = timed(lambda: confirm_import(actor=actor, subject=TARGETS, batch=batch.pk))
    return found


def step_peer(file: str) -> dict[str, float]:
    """openpyxl reads the file; Django writes as many holders and targets, without asking anything."""
    import openpyxl

    office, _ = _office()
    from mingcha.registers.models import Holder, Target

    read: list[Any] = []
    reading = timed(lambda: read.extend(openpyxl.load_workbook(file, read_only=True).worksheets[0].values))

    def write() -> None:
        holders = {
            line[1]: Holder(office=office, code=line[1], uscc=line[1], name=line[2]) for line in read[2:]
        }
        Holder.objects.bulk_create(holders.values(), batch_size=500)
        targets = [
            Target(office=office, holder=holders[x[1]], code=x[9], licence_no=x[9], category=x[7])
            for x in read[2:]
        ]
        Target.objects.bulk_create(targets, batch_size=500)

    return {"read": reading, "write": timed(write)}


STEPS: dict[str, Callable[[str], Any]] = {
    "lists": step_lists,
    "read": step_read,
    "export": step_export,
    "pages": step_pages,
    "peer": step_peer,
}


def main() -> None:
    parser = argparse.ArgumentParser(description="a large register")
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--large", type=int, default=100_000)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--lists-only", action="store_true")
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    parser.add_argument("--file", default="", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.step:
        print(json.dumps(STEPS[asked.step](asked.file)))
        return
    small, large = (
        measure(size, on_postgres=asked.postgres, lists_only=asked.lists_only)
        for size in (asked.small, asked.large)
    )
    print(f"list                       {asked.small:>9,} {asked.large:>9,}    ratio   promise 1.5")
    for name, seconds in large.items():
        print(
            f"  {name:<26}{small[name] * 1e3:6.0f} ms {seconds * 1e3:6.0f} ms  {seconds / small[name]:6.2f}"
        )


if __name__ == "__main__":
    main()
