"""The database of a backup is always a SQLite file, whatever the engine: a backup made on one engine is put
back on the other, and everything in it can be looked at with common tools."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, connections, models, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from mingcha.accounts.models import Office
from mingcha.common.errors import Refusal

COPY = "backup"
BATCH = 2000


def copy_out(path: Path) -> None:
    """The database as it is at one moment, while others go on writing, in a new file. Logins stay behind: a
    session in a stolen backup would open the office's pages."""
    if connection.vendor == "sqlite":
        _copy_pages(path)
    else:
        with _sqlite(path):
            _make_tables()
            _copy_rows()
    _tidy(path)


def copy_in(path: Path) -> None:
    """All rows of such a file into the empty database of this installation. `Refusal` when it holds an
    office already."""
    if Office.objects.exists():
        raise Refusal(
            "database-in-use",
            "所连的数据库里已有机构。恢复只写进空的数据库，不覆盖任何数据。",
            title="不能恢复：数据库不是空的",
            remedy="请让MINGCHA_DATABASE_URL指向一个新建的空数据库。",
        )
    with _sqlite(path), transaction.atomic():
        for model in reversed(_models()):
            model._base_manager.all()._raw_delete("default")  # what migrations put there
        for model in _models():
            _pour(model, COPY, "default")
        _reset_sequences()


def _copy_pages(path: Path) -> None:
    connection.ensure_connection()
    target = sqlite3.connect(path)
    try:
        connection.connection.backup(target)
    finally:
        target.close()


def _tidy(path: Path) -> None:
    """One plain file: no write-ahead log beside it, no login in it, not even in freed pages."""
    database = sqlite3.connect(path, isolation_level=None)
    try:
        database.execute("PRAGMA journal_mode = DELETE")
        database.execute("PRAGMA secure_delete = ON")
        database.execute("DELETE FROM django_session")
        database.execute("VACUUM")
    finally:
        database.close()


@contextmanager
def _sqlite(path: Path) -> Iterator[None]:
    """The file as a second connection of Django, known only as long as it is needed."""
    own = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": {}}
    connections[COPY] = DatabaseWrapper(connections.settings["default"] | own, COPY)
    try:
        yield
    finally:
        connections[COPY].close()
        del connections[COPY]


def _make_tables() -> None:
    with connections[COPY].schema_editor() as editor:
        for model in _models():
            if not model._meta.auto_created:  # made with the model that names it
                editor.create_model(model)


def _copy_rows() -> None:
    with transaction.atomic(), transaction.atomic(using=COPY):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for model in _models():
            _pour(model, "default", COPY)


def _pour(model: type[models.Model], source: str, target: str) -> None:
    """Every row, by key: the log takes its entries only in their order."""
    rows = model._base_manager.using(source).order_by("pk").iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        model._base_manager.using(target).bulk_create(batch)


def _reset_sequences() -> None:
    statements = connection.ops.sequence_reset_sql(no_style(), _models())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _models() -> list[type[models.Model]]:
    """Every table: the project's, those of its libraries, and which migrations were applied."""
    found = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return [MigrationRecorder.Migration, *found]
