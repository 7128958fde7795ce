"""`./test`: every check and every test, on SQLite and on PostgreSQL. Ends with one line of counts."""

import argparse
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

from mingcha.config.setup import debian, environment
from mingcha.config.setup.postgres import private_cluster
from mingcha.config.setup.results import Results, read_results
from mingcha.config.setup.words import say

CODE = ("mingcha", "drawproof/src", "drawproof/tests", "tests", "benchmarks", "conftest.py")
ONCE = ("tests/architecture", "tests/commands")
DATABASE = "MINGCHA_DATABASE_URL"
# A developer's shell must not change what is tested, nor make each of the many processes compile everything.
FOREIGN = ("MINGCHA_", "DJANGO_", "PYTEST_", "GRANIAN_", "PYTHONDONTWRITEBYTECODE")


def main() -> int:
    arguments = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: _stop())
    started = time.monotonic()
    packages_are_there = debian.ensure_packages()
    environment.ensure(environment.TEST)
    folder = Path(tempfile.mkdtemp(prefix="mingcha-gates-"))
    try:
        with ThreadPoolExecutor(1) as beside:
            # Each check takes one core, the tests of the library take what is left.
            checks = beside.submit(_check_code, folder)
            results = _test_library(folder, arguments) + checks.result()
        packages_are_there()
        results += _run_tests(folder, arguments)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    _print_summary(results, time.monotonic() - started)
    return 1 if results.failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./test", description="全部检查和测试 / every check and every test")
    parser.add_argument("--full", action="store_true", help="包括大规模的 / the large sizes too")
    parser.add_argument("--processes", default=str(os.cpu_count() or 1), help="(cores of this machine)")
    return parser.parse_args()


def _stop() -> None:
    raise SystemExit(143)


def _check_code(folder: Path) -> Results:
    """The checks that run no test, each counted as one."""
    code = [part for part in CODE if (environment.ROOT / part).exists()]
    checks = {
        "ruff check": ["ruff", "check", *code],
        "ruff format": ["ruff", "format", "--check", "--quiet", *code],
        "mypy": ["mypy", *code],
        "import-linter": ["lint-imports", "--no-logo"],
        "makemigrations": ["mingcha", "manage", "--data", str(folder / "data"), "makemigrations", "--check"],
    }
    return sum((_check(name, command, folder) for name, command in checks.items()), Results())


def _check(name: str, command: Sequence[str], folder: Path) -> Results:
    """Says what it found in one piece once it is over: other tests print meanwhile."""
    started = time.monotonic()
    with (folder / "check.txt").open("w+") as found:
        code = _run(command, {"MINGCHA_DATA": str(folder / "data")}, output=found)
        found.seek(0)
        say(f"\n── {name}", found.read())
    seconds = time.monotonic() - started
    return Results(passed=int(code == 0), failed=int(code != 0), slowest=((seconds, name),))


def _test_library(folder: Path, arguments: argparse.Namespace) -> Results:
    """Needs no Debian package, so these may still be on their way."""
    return _pytest("drawproof", ["drawproof/tests"], arguments, folder, {})


def _run_tests(folder: Path, arguments: argparse.Namespace) -> Results:
    """Once what knows no database: tests about files, of rules, and those that start processes with a SQLite
    of their own. All others on each engine."""
    sqlite = _pytest("SQLite", ["mingcha", "tests"], arguments, folder, {})
    with private_cluster() as address:
        where = ["--database-only", "mingcha", "tests", *(f"--ignore={part}" for part in ONCE)]
        postgresql = _pytest("PostgreSQL", where, arguments, folder, {DATABASE: address})
    return sqlite + postgresql


def _pytest(
    name: str, where: Sequence[str], arguments: argparse.Namespace, folder: Path, more: Mapping[str, str]
) -> Results:
    say(f"── pytest · {name}", "")
    report = folder / f"{name}.xml"
    command = ["pytest", "-q", "-n", arguments.processes, "--dist", "worksteal", f"--junit-xml={report}"]
    code = _run([*command, *(["--full"] if arguments.full else []), *where], more)
    return read_results(name, report, exit_code=code)


def _run(command: Sequence[str], more: Mapping[str, str], output: IO[str] | None = None) -> int:
    ours = environment.tool_environment()
    clean = {key: value for key, value in ours.items() if not key.startswith(FOREIGN)}
    program = str(environment.VENV / "bin" / command[0])
    return subprocess.run(
        [program, *command[1:]],
        cwd=environment.ROOT,
        env=clean | dict(more),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
        check=False,
    ).returncode


def _print_summary(results: Results, seconds: float) -> None:
    say("── 最慢的十项", "ten slowest")
    for duration, name in sorted(results.slowest, reverse=True)[:10]:
        print(f"{duration:8.2f} s  {name}")
    print(f"{results.passed} passed, {results.failed} failed in {seconds:.0f} s", flush=True)
