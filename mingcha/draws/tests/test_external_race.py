"""Pressed together, a campaign is brought in once, confirmed once, and never drawn by two; a withdrawal and
what would stand on the draw never pass each other unseen."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from django.db import connection, transaction

from mingcha.accounts.tests.cast import make_bureau
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.workbooks import write_sheet
from mingcha.draws.models import ExternalDraw, ExternalList
from mingcha.draws.queries.platforms import entered_external
from mingcha.draws.services.external import (
    confirm_external_draw,
    confirm_external_withdrawal,
    propose_external_withdrawal,
)
from mingcha.draws.tests.county import Clock, make_county
from mingcha.draws.tests.platform import Platform
from mingcha.draws.tests.test_race import CROWD, all_at_once, refused
from mingcha.intake.models import ImportBatch
from mingcha.intake.services import import_file
from mingcha.ledger.queries import last_change
from mingcha.plans.models import DrawnUnit
from mingcha.registers.models import VisitFact
from mingcha.registers.services import Visit, record_visit_facts
from mingcha.registers.subjects.visits import VISITS
from mingcha.upkeep.models import PlatformEntry
from mingcha.upkeep.rules import PROVINCIAL
from mingcha.upkeep.services import EntryFacts, record_platform_entry

HALF_A_SECOND = 0.5


@pytest.fixture
def platform(transactional_db: None, clock: Clock, tmp_path: Path) -> Platform:
    return Platform(make_county(make_bureau("fuping", "阜平试"), holders=8), clock, tmp_path)


def test_twenty_racing_people_confirm_once(platform: Platform) -> None:
    for kind in ("drawn", "teams"):
        platform.rows[kind] = platform.rows[kind][:1]
    platform.explanation = "只抽一家"
    draw = platform.take_in()
    answers = all_at_once(
        lambda: confirm_external_draw(actor=platform.leader, draw=draw, seen=last_change(draw.pk))
    )
    assert refused(answers) == CROWD - 1
    assert DrawnUnit.objects.count() == 1
    assert (ExternalDraw.objects.count(), ExternalList.objects.count()) == (1, 3)


@pytest.fixture
def proposed(platform: Platform) -> ExternalDraw:
    """A draw that counts, and that one person wants withdrawn."""
    draw = platform.confirmed()
    return propose_external_withdrawal(actor=platform.clerk, draw=draw, reason="导错了")


def visit(platform: Platform) -> list[VisitFact]:
    holder, office = platform.county.holders[1], platform.county.bureau.office
    told = Visit(holder.pk, office.name, moments.today(), "采矿权", "抽查任务2026-01")
    return record_visit_facts(actor=platform.clerk, visits=[told])


def visits_file(platform: Platform) -> ImportBatch | None:
    """The same from a workbook."""
    holder, office = platform.county.holders[1], platform.county.bureau.office
    path = platform.folder / "检查经历.xlsx"
    headings = ("统一社会信用代码", "检查对象名称", "检查机关", "检查日期", "检查事项", "来源")
    row = (holder.uscc, holder.name, office.name, "2026-06-16", "采矿权", "抽查任务2026-01")
    write_sheet(path, "检查经历", headings, [row])
    return import_file(actor=platform.clerk, subject=VISITS, path=path).batch


def entry(platform: Platform) -> PlatformEntry:
    facts = EntryFacts(PROVINCIAL, moments.today(), "张三", entry_no="SJ-1")
    subject = entered_external(ExternalDraw.objects.get())
    return record_platform_entry(actor=platform.clerk, subject=subject, facts=facts)


class Beside:
    """An act of somebody else that begins while ours is not yet over, and cannot go on before it is."""

    def __init__(self, act: Callable[[], object]) -> None:
        self.act, self.done = act, Event()
        self.answer: object = None

    def __call__(self) -> None:
        try:
            self.answer = self.act()
        except Refusal as refusal:
            self.answer = refusal
        finally:
            connection.close()
            self.done.set()

    def begins_during(self, ours: Callable[[], object]) -> object:
        """What it came to once ours was over."""
        with ThreadPoolExecutor(1) as pool:
            with transaction.atomic():
                ours()
                running = pool.submit(self)
                self.done.wait(HALF_A_SECOND)
            running.result()
        return self.answer


@pytest.mark.parametrize("ours", [visit, visits_file, entry])
def test_a_withdrawal_waits_for_what_is_being_recorded_and_then_sees_it(
    platform: Platform, proposed: ExternalDraw, ours: Callable[[Platform], object]
) -> None:
    withdrawal = Beside(
        lambda: confirm_external_withdrawal(
            actor=platform.legal, draw=proposed, seen=last_change(proposed.pk)
        )
    )
    answer = withdrawal.begins_during(lambda: ours(platform))
    assert isinstance(answer, Refusal)
    assert answer.code == "stands-above"
    assert ExternalDraw.objects.get().state == "taken_in"


def test_nothing_is_recorded_as_entered_of_a_draw_that_was_withdrawn_meanwhile(
    platform: Platform, proposed: ExternalDraw
) -> None:
    subject = entered_external(proposed)
    facts = EntryFacts(PROVINCIAL, moments.today(), "张三", entry_no="SJ-1")
    late = Beside(lambda: record_platform_entry(actor=platform.clerk, subject=subject, facts=facts))
    answer = late.begins_during(
        lambda: confirm_external_withdrawal(
            actor=platform.legal, draw=proposed, seen=last_change(proposed.pk)
        )
    )
    assert isinstance(answer, Conflict)
    assert "已撤回" in answer.sentence
    assert not PlatformEntry.objects.exists()
