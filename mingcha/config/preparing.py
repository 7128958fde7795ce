"""Bring database and static files up to date; cheap when they are."""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.db.migrations.executor import MigrationExecutor

from mingcha.common.errors import Refusal

STAMP = "collected.sha256"


def migrate_if_needed() -> None:
    """Apply what is not applied yet. Two commands that start together take turns."""
    with _turn(settings.DATA.root / ".migrating"):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            _migrate()


def _migrate() -> None:
    """An upgrade reads the rows of every table it touches, and so meets what was changed unrecorded."""
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except IntegrityError as error:
        raise Refusal(
            "upgrade-refused",
            f"数据库里有互相对不上的记录，可能被绕开系统改动过：{error}",
            title="数据库没有升级",
            remedy="请保留现场，用升级前的程序运行mingcha doctor查出位置，再从备份恢复这个数据目录。",
        ) from error


def collect_if_changed() -> None:
    """Gather the static files again when one of them is newer, gone or added."""
    root = Path(settings.STATIC_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    stamp = root / STAMP
    with _turn(root / ".collecting"):
        wanted = _static_digest()
        if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
            return
        stamp.unlink(missing_ok=True)
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(wanted, encoding="ascii")


def _static_digest() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            source = Path(storage.path(name))
            facts = source.stat()
            digest.update(f"{name} {source} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


@contextmanager
def _turn(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
