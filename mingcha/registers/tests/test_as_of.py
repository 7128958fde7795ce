"""The register as of any day is what it was at the end of that day."""

import datetime
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.draws.tests.county import Clock
from mingcha.intake.services import import_file, take_back_import
from mingcha.registers.models import Target
from mingcha.registers.queries import register_as_of
from mingcha.registers.services import (
    change_target_state,
    merge_holders,
    merge_targets,
    record_standing,
    split_holder,
    split_target,
)
from mingcha.registers.subjects import TARGETS
from mingcha.registers.tests.cast import as_csv, import_targets, make_office, make_registers, target_row

Snapshot = list[tuple[str, str, str, str]]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The machine's clock is the edge: an evening in June, a quarter before midnight in the office's time."""
    fake = Clock(datetime.datetime(2026, 6, 1, 15, 45, tzinfo=datetime.UTC))
    monkeypatch.setattr(timezone, "now", fake)
    return fake


def now_in(bureau: Bureau) -> Snapshot:
    rows = Target.objects.filter(office=bureau.office).select_related("holder").order_by("code")
    return [(t.code, t.state, t.risk_class, t.holder.name) for t in rows]


def on(bureau: Bureau, day: datetime.date, **wanted: str) -> Snapshot:
    found = register_as_of(bureau.actor("auditor"), day, wanted)
    assert found.count() == len(list(found)) == len(found[0:1000])
    return [(t.code, t.state, t.risk_class, t.holder.name) for t in found]


@pytest.mark.django_db
def test_every_day_gives_back_the_register_of_that_day(clock: Clock, tmp_path: Path) -> None:
    fuping, tang = make_office("fuping", "阜平试"), make_office("tang", "唐县试")
    actor = fuping.actor("enforcement")
    snapshots: dict[datetime.date, Snapshot] = {moments.today(): now_in(fuping)}

    def end_of_day() -> None:
        snapshots[moments.today()] = now_in(fuping)
        clock.advance(days=1)

    end_of_day()
    registers = make_registers(fuping)
    end_of_day()
    import_targets(fuping, tmp_path, target_row(), target_row(许可证号="C130000002", 对象名称="试二铁矿"))
    end_of_day()
    change_target_state(actor=actor, target=registers.targets[0].pk, act="deregister", reason="注销通知")
    record_standing(
        actor=actor,
        thing=registers.holders[1].pk,
        of_holder=True,
        kind="risk_class",
        value="A",
        stands_on=moments.today(),
        source="省系统",
        document_no="1号",
        reason="降级",
    )
    end_of_day()
    path = as_csv(tmp_path, [target_row(许可证号="C130000003", 对象名称="误传")], "误.csv")
    wrong = import_file(actor=actor, subject=TARGETS, path=path).batch
    end_of_day()
    assert wrong is not None
    take_back_import(actor=actor, subject=TARGETS, batch=wrong.pk, reason="传错")
    end_of_day()
    # Half an hour later it is the next day in the office's time, though not yet in UTC.
    change_target_state(actor=actor, target=registers.targets[1].pk, act="suspend", reason="停产")
    clock.advance(minutes=30)
    change_target_state(actor=actor, target=registers.targets[1].pk, act="resume", reason="复产")
    assert {day: on(fuping, day) for day in snapshots} == snapshots
    assert len(set(map(str, snapshots.values()))) == 5
    suspended = dict.fromkeys([registers.targets[1].code], "suspended")
    yesterday = moments.today() - datetime.timedelta(days=1)
    states = {code: state for code, state, _, _ in on(fuping, yesterday)}
    assert states | suspended == states
    assert on(fuping, moments.today()) == now_in(fuping)
    assert on(tang, moments.today()) == []


@pytest.mark.django_db
def test_the_filters_ask_for_what_was_then(clock: Clock) -> None:
    fuping = make_office("fuping", "阜平试")
    registers = make_registers(fuping)
    day = moments.today()
    clock.advance(days=1)
    target = registers.targets[3]
    change_target_state(actor=fuping.actor("enforcement"), target=target.pk, act="move", reason="迁出通知")
    assert [row[0] for row in on(fuping, day, category="用地项目", state="active")] == [target.code]
    assert on(fuping, moments.today(), category="用地项目", state="active") == []
    assert len(on(fuping, day, q="试1号矿业")) == 2
    assert len(on(fuping, day, q=registers.holders[1].code)) == 1
    assert on(fuping, day, q="没有这家") == []
    assert [row[0] for row in on(fuping, day, risk="D")] == [registers.targets[2].code]


@pytest.mark.django_db
def test_the_page_is_read_only_and_exports_that_day(clock: Clock) -> None:
    fuping = make_office("fuping", "阜平试")
    registers = make_registers(fuping)
    day = moments.today()
    clock.advance(days=1)
    change_target_state(
        actor=fuping.actor("enforcement"), target=registers.targets[0].pk, act="suspend", reason="停产"
    )
    client = Client()
    client.force_login(fuping.people["leader"])
    address = reverse("target_list")
    page = client.get(address, {"on": day.isoformat()}).content.decode()
    assert "2026年6月1日的检查对象名录库" in page
    assert "停产</span>" not in page
    assert "停产</span>" in client.get(address, {"on": "2026.6.2"}).content.decode()
    assert client.get(address, {"on": day.isoformat(), "export": "1"})["Content-Type"].endswith("sheet")
    assert "还没有到" in client.get(address, {"on": "2027-01-01"}).content.decode()
    assert client.get(address, {"on": "何时"}).status_code == 422
    client.force_login(fuping.people["inspector"])
    assert client.get(address, {"on": day.isoformat()}).status_code == 403


@pytest.mark.django_db
def test_merging_and_splitting_leave_the_days_before_as_they_were(clock: Clock) -> None:
    fuping = make_office("fuping", "阜平试")
    registers, actor = make_registers(fuping), fuping.actor("enforcement")
    kept, other = registers.targets[0], registers.targets[1]
    first, second = registers.holders[0], registers.holders[2]
    days: dict[datetime.date, list[tuple[str, str]]] = {}

    def end_of_day() -> None:
        current = Target.current.filter(office=fuping.office).select_related("holder").order_by("code")
        days[moments.today()] = [(one.code, one.holder.name) for one in current]
        clock.advance(days=1)

    end_of_day()
    merge_targets(actor=actor, keep=kept.pk, absorb=[other.pk], reason="同一证号")
    end_of_day()
    split_target(actor=actor, target=other.pk, reason="两个采区")
    end_of_day()
    merge_holders(actor=actor, keep=second.pk, absorb=[first.pk], reason="更名")
    end_of_day()
    split_holder(actor=actor, holder=second.pk, targets=[kept.pk, other.pk], to=first.pk, reason="并错")
    end_of_day()
    found = {day: [(code, name) for code, _, _, name in on(fuping, day)] for day in days}
    assert found == days
    assert len({str(sorted(rows)) for rows in days.values()}) == 3
