"""What holds for every test: a data folder of its own, both engines alike, and nothing skipped."""

import gc
import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

FOLDER = "MINGCHA_TEST_FOLDER"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")

# Settings read the data folder when they are imported, so it is chosen here, before Django is touched; never
# the folder that a developer's shell may name. Workers share the parent folder, not the data.
if not WORKER:
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="mingcha-tests-")
DATA = Path(os.environ[FOLDER]) / (WORKER or "main")
(DATA / "static").mkdir(parents=True)
os.environ["MINGCHA_DATA"] = str(DATA)
os.environ["DJANGO_SETTINGS_MODULE"] = "mingcha.config.settings"

import django  # noqa: E402
from django.conf import settings  # noqa: E402

# Argon2 is slow on purpose; a test that is about hashing asks for the real hashers itself.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.STATIC_ROOT = DATA / "static"
settings.STORAGES = settings.STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}

django.setup()
# Hundreds of thousands of objects live as long as the process: looked through as often as Python does by
# itself, they cost a sixth of the whole run.
gc.set_threshold(100_000, 20, 50)
# Workers inherit this environment; with the variable, pytest-django would read the settings before this file.
del os.environ["DJANGO_SETTINGS_MODULE"]
if settings.DATA.root != DATA:
    raise pytest.UsageError("unset DJANGO_SETTINGS_MODULE: it made Django read another data folder")

hypothesis.settings.register_profile("gate", derandomize=True, deadline=None, database=None)
hypothesis.settings.register_profile("full", deadline=None, database=None, max_examples=2000)

LEFT_OUT = pytest.StashKey[int]()
FLUSHED = {"transactional_db", "live_server"}
DATABASE_FIXTURES = {"db", "django_db_setup", *FLUSHED}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="run the large sizes too (tests marked `full`)")
    parser.addoption("--database-only", action="store_true", help="leave out what asks no database")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[LEFT_OUT] = 0
    hypothesis.settings.load_profile("full" if config.getoption("--full") else "gate")


def pytest_unconfigure(config: pytest.Config) -> None:
    if not WORKER:
        shutil.rmtree(os.environ[FOLDER], ignore_errors=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the large sizes unless they were asked for; on a second engine, what it cannot change."""
    large = {item for item in items if item.get_closest_marker("full") and not config.getoption("--full")}
    same = {item for item in items if config.getoption("--database-only") and not _asks_a_database(item)}
    if large or same:
        config.hook.pytest_deselected(items=list(large | same))
        items[:] = [item for item in items if item not in large | same]
    items.sort(key=_place)
    config.stash[LEFT_OUT] = len(large)
    if WORKER:
        workeroutput: dict[str, Any] = config.workeroutput  # type: ignore[attr-defined]  # set by xdist
        workeroutput["left_out"] = len(large)


def _place(item: pytest.Item) -> tuple[int, bool]:
    """pytest-django's order: first what is rolled back, then what is flushed, then what asks no database. In
    each the long ones begin, so that at the end no worker waits for the other's longest."""
    fixtures = set(getattr(item, "fixturenames", ()))
    mark = item.get_closest_marker("django_db")
    is_flushed = bool(fixtures & FLUSHED) or (mark is not None and mark.kwargs.get("transaction", False))
    is_rolled_back = mark is not None or "db" in fixtures
    group = 1 if is_flushed else 0 if is_rolled_back else 2
    return group, item.get_closest_marker("long") is None


def _asks_a_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    marked = any(item.get_closest_marker(name) for name in ("django_db", "engine"))
    return marked or bool(fixtures & DATABASE_FIXTURES)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """Every worker collects the whole, so the last one's count is the count."""
    node.config.stash[LEFT_OUT] = getattr(node, "workeroutput", {}).get("left_out", 0)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if config.stash[LEFT_OUT]:
        terminalreporter.write_line(f"{config.stash[LEFT_OUT]} large tests left out (--full runs them)")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    return _refuse_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, Any, Any]:
    return _refuse_skip((yield))


def _refuse_skip(report: Any) -> Any:
    """A test that does not run proves nothing: it counts as failed."""
    if report.outcome == "skipped" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and a skipped test proves nothing: {report.longrepr}"
    return report


@pytest.fixture(autouse=True, scope="session")
def _flush_can_empty_the_ledger() -> Iterator[None]:
    """Transactional tests end with Django's flush, which append-only triggers refuse, as they should. So they
    are dropped first; the flush announces `post_migrate`, and that makes them again."""
    from django.test import TransactionTestCase

    cases: Any = TransactionTestCase
    flush = cases._fixture_teardown

    def drop_and_flush(case: TransactionTestCase) -> None:
        _drop_triggers()
        flush(case)

    cases._fixture_teardown = drop_and_flush
    yield
    cases._fixture_teardown = flush


@pytest.fixture(autouse=True, scope="session")
def _test_database_goes_at_the_end() -> Iterator[None]:
    """A thread of the live server may still hold a connection when the last test ends; PostgreSQL then keeps
    the database unless told to drop it all the same."""
    from django.db.backends.base.creation import BaseDatabaseCreation

    creation: Any = BaseDatabaseCreation
    drop = creation._destroy_test_db

    def drop_by_force(self: Any, test_database_name: str, verbosity: int) -> None:
        if self.connection.vendor == "postgresql":
            with self._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{test_database_name}" WITH (FORCE)')
        else:
            drop(self, test_database_name, verbosity)

    creation._destroy_test_db = drop_by_force
    yield
    creation._destroy_test_db = drop


@pytest.fixture(autouse=True)
def _forget_the_log_of_the_last_test() -> None:
    """The data folder remembers how long the log was; each test begins with an empty one."""
    (DATA / "log-end.txt").unlink(missing_ok=True)


def _drop_triggers() -> None:
    from django.db import connection

    from mingcha.ledger.triggers import trigger_names

    with connection.cursor() as cursor:
        for name in trigger_names():
            on = f" ON {name.split('__')[0]}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
