"""A backup made on either engine comes back on the other, the sealed secret of an old draw with it."""

import datetime
import hashlib
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

import drawproof
from mingcha.accounts.tests.cast import make_bureau
from mingcha.common.errors import Refusal
from mingcha.config import checks
from mingcha.config.backup.back_up import back_up
from mingcha.config.backup.database import copy_in, copy_out
from mingcha.draws.tests.county import Ceremony, Clock, begin, make_county
from mingcha.ledger.services import record_act
from mingcha.ledger.triggers import install_triggers, trigger_names

pytestmark = pytest.mark.django_db(transaction=True)
DATABASE = "MINGCHA_DATABASE_URL"
PROGRAM = Path(sys.executable).parent / "mingcha"
DISCLOSE = """
from pathlib import Path
from mingcha.accounts.actors import Actor
from mingcha.accounts.models import RoleGrant
from mingcha.draws.models import DrawFile, Sitting
from mingcha.draws.services import disclose_draw
from mingcha.draws.rules.words import DISCLOSURE_SENTENCE
leader = RoleGrant.objects.get(role="leader").person
disclose_draw(
    actor=Actor.of(leader),
    sitting=Sitting.objects.get(),
    confirmation=DISCLOSURE_SENTENCE,
    recording_reason="摄像机故障",
)
for file in DrawFile.objects.filter(role="bundle"):
    Path({folder!r}, file.name).write_bytes(bytes(file.content))
"""


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Ceremony:
    """A county whose targets and teams are drawn, the secrets still sealed."""
    clock = Clock(datetime.datetime(2026, 6, 16, 1, 6, tzinfo=datetime.UTC))
    monkeypatch.setattr(timezone, "now", clock)
    monkeypatch.setattr(time, "sleep", lambda seconds: clock.advance(seconds=seconds))
    settings.DATA.make_keys()
    ceremony = begin(make_county(make_bureau("fuping", "阜平试")), clock)
    ceremony.select()
    ceremony.assign()
    return ceremony


def state_of_everything() -> dict[str, str]:
    """Each table's rows, by key, as a digest."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        names = [field.attname for field in model._meta.concrete_fields]
        digest = hashlib.sha256()
        for row in model._base_manager.order_by("pk").values_list(*names):
            plain = [bytes(value) if isinstance(value, memoryview) else value for value in row]
            digest.update(repr(plain).encode())
        found[model._meta.db_table] = digest.hexdigest()
    return found


def empty_the_database() -> None:
    with connection.cursor() as cursor:
        for name in trigger_names():
            on = f" ON {name.split('__')[0]}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
    call_command("flush", interactive=False, verbosity=0)


def test_what_is_poured_back_is_the_same_row_by_row(drawn: Ceremony, tmp_path: Path) -> None:
    before = state_of_everything()
    copy_out(tmp_path / "copy.sqlite3")
    empty_the_database()
    assert state_of_everything() != before
    copy_in(tmp_path / "copy.sqlite3")
    install_triggers()
    assert state_of_everything() == before
    assert list(checks.examine()) == []
    assert len(drawn.disclose()) == 2


def test_nothing_is_poured_over_an_office(drawn: Ceremony, tmp_path: Path) -> None:
    copy_out(tmp_path / "copy.sqlite3")
    before = state_of_everything()
    with pytest.raises(Refusal, match="不覆盖任何数据"):
        copy_in(tmp_path / "copy.sqlite3")
    assert state_of_everything() == before


def test_a_copy_made_while_others_write_is_of_one_moment(drawn: Ceremony, tmp_path: Path) -> None:
    """Each act writes entry, nodes and opening in one transaction: no copy has one without the others."""
    sizes = []
    with ThreadPoolExecutor(1) as others:
        writing = others.submit(act_again_and_again, drawn)
        for number in range(4):
            copy_out(tmp_path / f"{number}.sqlite3")
        writing.result()
    for number in range(4):
        copy = sqlite3.connect(tmp_path / f"{number}.sqlite3")
        acts = copy.execute("SELECT count(*) FROM ledger_entry WHERE kind = 'act'").fetchone()
        assert acts == copy.execute("SELECT count(*) FROM ledger_opening").fetchone()
        leaves = copy.execute("SELECT count(*) FROM ledger_node WHERE level = 0").fetchone()
        assert leaves == copy.execute("SELECT count(*) FROM ledger_entry").fetchone()
        sizes += leaves
        copy.close()
    assert sizes == sorted(sizes)


def act_again_and_again(ceremony: Ceremony) -> None:
    try:
        for _ in range(40):
            with transaction.atomic():
                record_act("config.back_up", actor=ceremony.leader)
    finally:
        connection.close()


def test_no_scratch_is_left_beside_the_backup(drawn: Ceremony, tmp_path: Path) -> None:
    back_up(target=tmp_path / "office.backup", keys_file=tmp_path / "office.keys")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["office.backup", "office.keys"]


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """The environment of another installation on the engine asked for, its database empty."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("MINGCHA_", "DJANGO_"))}
    if request.param == "sqlite":
        yield clean
        return
    name = f"restored_{connection.settings_dict['NAME']}"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield clean | {DATABASE: f"{os.environ[DATABASE].rpartition('/')[0]}/{name}"}
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.parametrize("elsewhere", sorted({"sqlite", connection.vendor}), indirect=True)
def test_an_old_draw_is_disclosed_from_the_backup(
    drawn: Ceremony, tmp_path: Path, elsewhere: dict[str, str]
) -> None:
    backup, keys, folder = tmp_path / "office.backup", tmp_path / "office.keys", tmp_path / "restored"
    back_up(target=backup, keys_file=keys)
    run(elsewhere, "restore", str(backup), "--keys", str(keys), "--data", str(folder))
    run(elsewhere, "manage", "--data", str(folder), "shell", "-c", DISCLOSE.format(folder=str(tmp_path)))
    bundles = [path.read_bytes() for path in sorted(tmp_path.glob("*.draw"))]
    assert len(bundles) == 2
    for bundle in bundles:
        assert drawproof.verify_bundle(bundle, others=bundles).verdict == "consistent"
    run(elsewhere, "doctor", "--data", str(folder))
    assert (folder / "mingcha.sqlite3").exists() == (DATABASE not in elsewhere)
    if DATABASE in elsewhere:
        second = tmp_path / "second"
        words = ["restore", str(backup), "--keys", str(keys), "--data", str(second)]
        assert "不覆盖任何数据" in run(elsewhere, *words, code=1)
        assert not second.exists()


def run(environment: dict[str, str], *words: str, code: int = 0) -> str:
    done = subprocess.run(
        [PROGRAM, *words], check=False, env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stderr
