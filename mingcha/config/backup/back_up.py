"""Make a backup while everybody goes on working."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Office
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.config.backup.archive import DATABASE, members_of, refuse_existing, write_archive
from mingcha.config.backup.database import copy_out
from mingcha.config.backup.keys import key_mark, keys_in, save_keys
from mingcha.ledger.log_end import FILE as LOG_END
from mingcha.ledger.models import Entry
from mingcha.ledger.services import record_act


def back_up(*, target: Path, keys_file: Path) -> dict[str, Any]:
    """The manifest of a new backup `target`, whose keys are in `keys_file`. The act is in the log. `Refusal`
    when `target` is there already, `keys_file` holds other keys, or there is no office yet."""
    refuse_existing(target)
    offices = list(Office.objects.order_by("code"))
    if not offices:
        raise Refusal("no-office", "这个数据目录里还没有机构，没有可备份的内容。", title="不能备份：没有机构")
    keys = keys_in(settings.DATA)
    save_keys(keys_file, keys)
    with TemporaryDirectory(prefix=".mingcha-backup-", dir=target.parent) as scratch:
        members = _members(Path(scratch))
        facts = {
            "made_at": moments.protocol_time(moments.now()),
            "offices": [office.name for office in offices],
            "engine": connection.vendor,
            "keys": key_mark(keys),
        }
        manifest = write_archive(target, members, facts)
    _tell_the_log(Actor.command_line(offices[0]), manifest)
    return manifest


def _members(scratch: Path) -> dict[str, Path]:
    """The end of the log before the database, the files after it: so the log that is remembered is never
    longer than the one that is kept, and every file that a row names is there."""
    root: Path = settings.DATA.root
    remembered = scratch / LOG_END
    if (root / LOG_END).exists():
        shutil.copyfile(root / LOG_END, remembered)
    copy_out(scratch / DATABASE)
    members = members_of(root) | {DATABASE: scratch / DATABASE}
    return members | ({LOG_END: remembered} if remembered.exists() else {})


def _tell_the_log(actor: Actor, manifest: dict[str, Any]) -> None:
    with transaction.atomic():
        record_act(
            "config.back_up",
            actor=actor,
            content={
                "database_sha256": manifest["files"][DATABASE]["sha256"],
                "files": len(manifest["files"]),
                "entries": Entry.objects.count(),
            },
        )
