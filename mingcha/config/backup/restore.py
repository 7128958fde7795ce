"""What remains to be done when the files of a backup lie in their folder again."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.db import connection

from mingcha.config.backup.archive import gone_unless_done
from mingcha.config.backup.database import copy_in
from mingcha.config.services import bring_up_to_date
from mingcha.ledger.triggers import install_triggers


def finish_restore() -> None:
    """The rows in the database of this installation, and its triggers. Where that cannot be done, or the
    database is in use, the folder that was just laid down goes again."""
    with gone_unless_done(settings.DATA.root):
        if connection.vendor != "sqlite":
            _move_rows(settings.DATA.database)
        install_triggers()


def _move_rows(file: Path) -> None:
    """First brought to this version as what it is, a SQLite database, then poured over."""
    environment = {key: value for key, value in os.environ.items() if key != "MINGCHA_DATABASE_URL"}
    command = [sys.executable, "-m", "mingcha.config", "migrate", "--data", str(file.parent)]
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603
    copy_in(file)
    bring_up_to_date()
    for left in file.parent.glob(f"{file.name}*"):
        left.unlink()
