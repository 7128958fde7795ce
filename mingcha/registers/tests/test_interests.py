"""Interests bar from the day they are declared; the head or a delegate decides, on a head's own the
collective; once a year everybody is asked."""

import datetime
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.models import RoleGrant
from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.intake.services import Scan
from mingcha.registers.models import ConflictOfInterest, Declaration, Inspector
from mingcha.registers.queries import conflicts_in_force
from mingcha.registers.queries.interests import answers, hints, open_round_of
from mingcha.registers.rules.staff import BUSINESS_SAYS
from mingcha.registers.services import declare_conflict, declare_own_conflict
from mingcha.registers.services.interests import (
    Collective,
    answer_on_paper,
    answer_round,
    close_round,
    decide_conflict,
    give_delegation,
    open_round,
)
from mingcha.registers.tests.cast import Registers

DAY = datetime.timedelta(days=1)


def propose(bureau: Bureau, registers: Registers, **more: Any) -> ConflictOfInterest:
    return declare_conflict(
        actor=bureau.actor("legal"),
        inspector=registers.able[0].pk,
        party=registers.holders[1].code,
        relation="配偶任职",
        **more,
    )


def bars(bureau: Bureau) -> set[tuple[str, str]]:
    found = conflicts_in_force(bureau.actor("legal"), moments.today())
    return {(one.inspector.roster_no, one.holder_code) for one in found}


def pair(registers: Registers) -> tuple[str, str]:
    return registers.able[0].roster_no, registers.holders[1].code


def decide(bureau: Bureau, conflict: ConflictOfInterest, role: str = "leader", **more: Any) -> Any:
    given: dict[str, Any] = {"act": "dismiss", "ground": "配偶已于上年离职"} | more
    return decide_conflict(actor=bureau.actor(role), conflict=conflict.pk, **given)


def make_head(bureau: Bureau, inspector: Inspector) -> None:
    """The inspector is somebody who holds the role of a leader, not the one who decides."""
    person = bureau.people["business"]
    inspector.person = person
    inspector.save()
    RoleGrant.objects.create(person=person, role="leader", granted_at=moments.now())


def test_what_waits_for_a_decision_bars_already(fuping: Bureau, registers: Registers) -> None:
    conflict = propose(fuping, registers)
    assert (conflict.state, conflict.kind) == ("pending", "kin")
    assert pair(registers) in bars(fuping)
    decide(fuping, conflict)
    assert pair(registers) not in bars(fuping)


def test_what_is_upheld_goes_on_barring_and_is_decided_once(fuping: Bureau, registers: Registers) -> None:
    conflict = propose(fuping, registers)
    decide(fuping, conflict, act="uphold")
    assert pair(registers) in bars(fuping)
    with pytest.raises(Conflict, match="待决定"):
        decide(fuping, conflict)


def test_an_old_row_without_more_is_in_force(fuping: Bureau, registers: Registers) -> None:
    assert registers.conflict.state == "upheld"
    assert (registers.barred.roster_no, registers.holders[0].code) in bars(fuping)


def test_what_was_dismissed_may_be_declared_anew(fuping: Bureau, registers: Registers) -> None:
    decide(fuping, propose(fuping, registers))
    assert propose(fuping, registers).state == "pending"


@pytest.mark.parametrize("role", ["legal", "enforcement", "business", "inspector", "auditor"])
def test_nobody_decides_without_the_power(role: str, fuping: Bureau, registers: Registers) -> None:
    with pytest.raises(Forbidden, match="局领导或其书面授权"):
        decide(fuping, propose(fuping, registers), role)


def test_a_delegate_decides_within_the_days_given(fuping: Bureau, registers: Registers) -> None:
    conflict, today = propose(fuping, registers), moments.today()
    terms: dict[str, Any] = {"person": fuping.people["legal"].pk, "document_no": "阜授〔2026〕1号"}
    leader = fuping.actor("leader")
    give_delegation(actor=leader, from_on=today + DAY, until_on=today + 9 * DAY, **terms)
    with pytest.raises(Forbidden):
        decide(fuping, conflict, "legal")
    given = give_delegation(actor=leader, from_on=today, until_on=today, **terms)
    assert decide(fuping, conflict, "legal").decision.delegation == given


def test_nobody_decides_on_the_own_interest(fuping: Bureau, registers: Registers) -> None:
    conflict = propose(fuping, registers)
    Inspector.objects.filter(pk=conflict.inspector_id).update(person=fuping.people["leader"])
    with pytest.raises(Forbidden, match="本人"):
        decide(fuping, conflict)


def test_on_a_heads_own_interest_the_collective_decides(fuping: Bureau, registers: Registers) -> None:
    conflict = propose(fuping, registers)
    make_head(fuping, registers.able[0])
    own_name = registers.able[0].name
    for deciders, minutes in (((), ""), (("张三", own_name), "1号"), (("张三", "李四"), "")):
        with pytest.raises(Refusal, match="集体讨论决定"):
            decide(fuping, conflict, "legal", collective=Collective(deciders, minutes))
    done = decide(fuping, conflict, "legal", collective=Collective(("张三", "李四"), "2026年3号"))
    assert (done.decision.decided_by, done.decision.minutes_no) == ("张三、李四", "2026年3号")


def test_a_business_applies_on_paper(fuping: Bureau, registers: Registers) -> None:
    with pytest.raises(Refusal, match="申请书"):
        propose(fuping, registers, source=BUSINESS_SAYS)
    scan = Scan(io.BytesIO(b"%PDF-"), "申请书.pdf")
    assert propose(fuping, registers, source=BUSINESS_SAYS, scan=scan).proof is not None


def test_an_inspector_declares_for_himself_and_sees_nothing_else(
    fuping: Bureau, registers: Registers
) -> None:
    actor, party = fuping.actor("inspector"), registers.holders[1].name
    with pytest.raises(Unknown, match="没有关联"):
        declare_own_conflict(actor=actor, party=party, relation="本人持股")
    Inspector.objects.filter(pk=registers.able[0].pk).update(person=fuping.people["inspector"])
    declared = declare_own_conflict(actor=actor, party=party, relation="本人持股")
    assert (declared.inspector, declared.source) == (registers.able[0], "inspector")
    client = Client()
    client.force_login(fuping.people["inspector"])
    page = client.get(reverse("own_record")).content.decode()
    assert registers.able[0].name in page and registers.able[1].name not in page
    assert client.get(reverse("inspector_list")).status_code == 403
    assert client.get(reverse("conflict_detail", args=[registers.conflict.pk])).status_code == 403


def test_a_hint_is_shown_until_somebody_decided(fuping: Bureau, registers: Registers) -> None:
    holder, person = registers.holders[2], registers.able[1]
    holder.representative = person.name
    holder.save()
    found = hints(fuping.actor("legal"))
    assert [(one.inspector, one.holder, one.why) for one in found] == [(person, holder, "与负责人同名")]
    assert (person.roster_no, holder.code) not in bars(fuping)
    client = Client()
    client.force_login(fuping.people["legal"])
    client.post(reverse("conflict_hints"), {"inspector": str(person.pk), "holder": holder.code})
    conflict = ConflictOfInterest.objects.get(source="hint")
    decide(fuping, conflict)
    assert hints(fuping.actor("legal")) == []


def test_everybody_is_asked_once_a_year(fuping: Bureau, registers: Registers) -> None:
    today, legal = moments.today(), fuping.actor("legal")
    asked = open_round(actor=legal, year=2026, due_on=today + 30 * DAY)
    Inspector.objects.filter(pk=registers.able[0].pk).update(person=fuping.people["inspector"])
    answer_round(actor=fuping.actor("inspector"), asked=asked.pk)
    with pytest.raises(Conflict, match="已经答复"):
        answer_round(actor=fuping.actor("inspector"), asked=asked.pk)
    with pytest.raises(Refusal, match="扫描件"):
        answer_on_paper(actor=legal, asked=asked.pk, inspector=registers.barred.pk, scan=None)
    scan = Scan(io.BytesIO(b"%PDF-"), "答复.pdf")
    answer_on_paper(actor=legal, asked=asked.pk, inspector=registers.barred.pk, scan=scan)
    silent = [one.inspector.roster_no for one in answers(legal, asked) if one.declaration is None]
    assert silent == ["R0002", "R0003", "R0005"]
    assert Declaration.objects.get(inspector=registers.barred).declared == 1
    with pytest.raises(Conflict, match="已经发起"):
        open_round(actor=legal, year=2026, due_on=today)


def test_a_closed_round_takes_no_answer(fuping: Bureau, registers: Registers) -> None:
    legal = fuping.actor("legal")
    asked = open_round(actor=legal, year=2026, due_on=moments.today())
    close_round(actor=legal, asked=asked.pk)
    assert open_round_of(legal) is None
    scan = Scan(io.BytesIO(b"%PDF-"), "答复.pdf")
    with pytest.raises(Conflict, match="已经截止"):
        answer_on_paper(actor=legal, asked=asked.pk, inspector=registers.barred.pk, scan=scan)


@pytest.mark.parametrize("role", ["leader", "enforcement", "business", "inspector", "auditor"])
def test_only_the_legal_section_leads_a_round(role: str, fuping: Bureau) -> None:
    with pytest.raises(Forbidden):
        open_round(actor=fuping.actor(role), year=2026, due_on=moments.today())
