"""Bring database and static files up to date; cheap when they are."""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

STAMP = "collected.sha256"


def migrate_if_needed() -> None:
    """Apply what is not applied yet. Two commands that start together take turns."""
    with _turn(settings.DATA.root / ".migrating"):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", interactive=False, verbosity=0)


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
