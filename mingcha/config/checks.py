"""What `mingcha doctor` re-verifies, in the order it is read: the database's own settings, its files, the
log, the records, the files that belong to them."""

from collections.abc import Iterator

from django.db import connection

from mingcha.ledger.services import Finding
from mingcha.oversight.services import examine_everything

# threats.md §4.1: what a connection must be set to, as SQLite reports it.
PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "secure_delete": 1,
    "cell_size_check": 1,
}
# threats.md §4.2
PARAMETERS = {"synchronous_commit": ("on", "remote_apply"), "fsync": ("on",), "full_page_writes": ("on",)}


def examine() -> Iterator[Finding]:
    """Every wrong place. Reads only."""
    yield from (_examine_sqlite if connection.vendor == "sqlite" else _examine_postgresql)()
    yield from examine_everything()


def _examine_sqlite() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        for name, wanted in PRAGMAS.items():
            cursor.execute(f"PRAGMA {name}")
            found = cursor.fetchone()[0]
            if found != wanted:
                yield Finding(f"PRAGMA {name}", f"数据库设置应为{wanted}，现在是{found}。")
        cursor.execute("PRAGMA integrity_check")
        for (line,) in cursor.fetchall():
            if line != "ok":
                yield Finding("integrity_check", f"数据库文件已损坏：{line}")
        cursor.execute("PRAGMA foreign_key_check")
        for table, row, parent, _ in cursor.fetchall():
            yield Finding(f"{table} rowid {row}", f"所引用的{parent}中的记录不在。")


def _examine_postgresql() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        for name, wanted in PARAMETERS.items():
            cursor.execute(f"SHOW {name}")
            found = cursor.fetchone()[0]
            if found not in wanted:
                yield Finding(f"SHOW {name}", f"数据库设置应为{wanted[0]}，现在是{found}。")
