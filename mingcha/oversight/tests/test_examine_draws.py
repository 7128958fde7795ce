"""The examination recomputes every draw and names draw and file of what does not agree."""

import io

import pytest
from django.conf import settings
from django.db import connection

from mingcha.draws.models import Draw, DrawFile, DrawSecret
from mingcha.draws.services import attach_recording
from mingcha.draws.tests.county import Ceremony
from mingcha.ledger.models import Entry
from mingcha.ledger.triggers import trigger_names
from mingcha.oversight.services import examine_everything
from mingcha.oversight.services.examine_draws import examine_draws

S1, A1 = "抽取 fuping-2026-01-s1", "抽取 fuping-2026-01-a1"


def places() -> list[str]:
    return [finding.place for finding in examine_draws()]


def disarm() -> None:
    """What the owner of the database can do; the test's transaction brings the triggers back."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name in trigger_names():
            on = f" ON {name.split('__')[0]}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")


def spoil(draw: str, name: str) -> None:
    file = DrawFile.objects.get(draw__draw_id=draw, name=name)
    DrawFile.objects.filter(pk=file.pk).update(content=bytes(file.content) + b"\n")


@pytest.fixture
def published(ceremony: Ceremony) -> Ceremony:
    ceremony.whole()
    disarm()
    return ceremony


def test_every_step_of_a_whole_draw_leaves_everything_in_order(ceremony: Ceremony) -> None:
    for step in (
        ceremony.freeze,
        ceremony.announce,
        ceremony.throw_all,
        ceremony.annul,
        ceremony.compute_annulled,
        ceremony.select,
        ceremony.announce_teams,
        ceremony.throw_all,
        ceremony.compute,
        ceremony.disclose,
    ):
        step()
        assert list(examine_everything()) == [], step.__name__


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("frame.csv", f"{S1} frame.csv"),
        ("office-conflicts.csv", f"{S1} office-conflicts.csv"),
        ("result.csv", f"{S1} result.csv"),
        ("fuping-2026-01-s1.draw", f"{S1} fuping-2026-01-s1.draw"),
    ],
)
def test_a_changed_file_of_a_selection_is_named(published: Ceremony, name: str, found: str) -> None:
    spoil("fuping-2026-01-s1", name)
    assert found in places()


@pytest.mark.parametrize("name", ["teams.csv", "levels.csv", "barred.csv"])
def test_a_changed_file_of_an_assignment_is_named(published: Ceremony, name: str) -> None:
    spoil("fuping-2026-01-a1", name)
    assert f"{A1} {name}" in places()


@pytest.mark.parametrize(
    ("column", "name"), [("announcement", "announcement.json"), ("entropy", "entropy.json")]
)
def test_changed_bytes_of_the_attempt_are_named(published: Ceremony, column: str, name: str) -> None:
    draw = Draw.objects.get(draw_id="fuping-2026-01-s1")
    changed = bytes(getattr(draw, column)).replace("源".encode(), "原".encode()).replace(b"1", b"2", 1)
    Draw.objects.filter(pk=draw.pk).update(**{column: changed})
    assert f"{S1} {name}" in places()


def test_a_foreign_secret_is_named(published: Ceremony) -> None:
    first, second = DrawSecret.objects.order_by("draw__kind")
    DrawSecret.objects.filter(pk=first.pk).update(sealed=second.sealed)
    assert places() == [f"{A1} secret.txt"]
    second.keep("0" * 64)
    second.save()
    assert f"{S1} secret.txt" in places()


def test_a_result_logged_otherwise_than_computed_is_named(published: Ceremony) -> None:
    entry = Entry.objects.get(draw="fuping-2026-01-s1", kind="drawn")
    body = bytes(entry.body)
    Entry.objects.filter(pk=entry.pk).update(body=body.replace(body[-70:-66], b"0000"))
    assert places() == [f"{S1} result.csv"]


def test_a_recording_lost_or_changed_is_named(ceremony: Ceremony) -> None:
    ceremony.select()
    recording = attach_recording(
        actor=ceremony.witness, sitting=ceremony.sitting, file=io.BytesIO(b"film"), file_name="会.mp4"
    )
    path = settings.DATA.media / recording.sha256
    assert places() == []
    path.write_bytes(b"other film")
    assert places() == ["录音录像 第1份（另附文件）"]
    path.unlink()
    assert places() == ["录音录像 第1份（另附文件）"]


def test_an_examination_opens_no_secret_that_is_not_public(
    ceremony: Ceremony, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    unsealed = DrawSecret.open

    def told(secret: DrawSecret) -> str:
        opened.append(secret.draw.draw_id)
        return unsealed(secret)

    monkeypatch.setattr(DrawSecret, "open", told)
    ceremony.select()
    ceremony.assign()
    opened.clear()
    assert (list(examine_everything()), opened) == ([], [])
    ceremony.disclose()
    opened.clear()
    assert list(examine_everything()) == []
    assert sorted(opened) == ["fuping-2026-01-a1", "fuping-2026-01-s1"]


def test_before_the_disclosure_the_records_tell_what_was_changed(ceremony: Ceremony) -> None:
    ceremony.select()
    disarm()
    spoil("fuping-2026-01-s1", "result.csv")
    DrawFile.objects.filter(draw__draw_id="fuping-2026-01-s1", name="frame.csv").delete()
    DrawSecret.objects.update(sealed="intl:1:")
    found = [finding.place for finding in examine_everything()]
    assert f"{S1} frame.csv" in found
    assert {place.split()[0] for place in found} >= {"draws_drawfile", "draws_drawsecret"}
