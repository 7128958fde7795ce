"""Bring database and static files up to date; cheap when they are."""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection
from django.db.migrations.executor import MigrationExecutor

from mingcha.common.errors import Refusal

STAMP = "collected.sha256"


def migrate_if_needed() -> None:
    """Apply what is not applied yet. Two commands that start together take turns."""
    _require_database()
    with _turn(settings.DATA.root / ".migrating"):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            _migrate()


def _require_database() -> None:
    """Say plainly that the database cannot be reached, before anything else is done."""
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        raise Refusal(
            "no-database",
            f"连不上数据库，没有改动任何内容。数据库的说明：{str(error).partition(chr(10))[0]}",
            title="没有办成：连不上数据库",
            remedy="请检查数据库是否在运行；用MINGCHA_DATABASE_URL指明的，再核对其中的地址、用户名和密码。",
        ) from error


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
