"""A whole bureau, or a whole section of one, joins the pool for some days (随机抽调). Who comes is drawn: to
name a person is refused, and so is a section of one."""

import datetime
from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal, Unknown
from mingcha.common.locking import lock
from mingcha.common.workbooks.values import compact_text
from mingcha.intake.services import Scan, keep_scan
from mingcha.ledger.services import record_act
from mingcha.registers.models import Borrowing, Inspector, Partner
from mingcha.registers.policies import can_decide_borrowing, can_propose_borrowing
from mingcha.registers.services.staff.changing import require_reason
from mingcha.registers.states import APPROVED, BORROWING, ON_DUTY

CLAUSE = "局2022年度“双随机、一公开”监管工作实施方案 二（二）：从执法检查人员数据库中随机抽调"
FEWEST = 2


def propose_borrowing(
    *,
    actor: Actor,
    unit: str,
    purpose: str,
    from_on: datetime.date,
    until_on: datetime.date,
    scan: Scan | None = None,
) -> Borrowing:
    """`unit` is a partner's name, alone or followed by one of its sections. `Refusal` when it names a person,
    nothing known, or fewer than two people; it counts once a leader has approved it."""
    with transaction.atomic():
        lock(f"register/{actor.office_id}")
        can_propose_borrowing(actor).require()
        partner, section = _unit(actor, unit)
        _check(partner, section, purpose, from_on, until_on)
        proofs = keep_scan(actor, scan)
        borrowing = Borrowing.objects.create(
            office_id=actor.office_id,
            partner=partner,
            section_name=section,
            purpose=purpose[:120],
            from_on=from_on,
            until_on=until_on,
            proposed_by=actor.name,
            proof=proofs[0] if proofs else None,
        )
        content = {"name": borrowing.unit_words, "until_on": until_on.isoformat()}
        record_act(
            "registers.propose_borrowing",
            actor=actor,
            reason=purpose,
            content=content,
            records=[*proofs, borrowing],
        )
    return borrowing


def decide_borrowing(*, actor: Actor, borrowing: UUID, approve: bool, reason: str) -> Borrowing:
    """A leader approves or refuses. From its first day on the pool of every draw is wider."""
    with transaction.atomic():
        lock(f"register/{actor.office_id}")
        can_decide_borrowing(actor).require()
        found = borrowing_of(actor, borrowing)
        require_reason(reason, "不能决定：没有理由")
        found.state = BORROWING.after("approve" if approve else "refuse", found.state)
        found.decided_by = actor.name
        found.save()
        content = {"name": found.unit_words, "new": found.state}
        record_act("registers.decide_borrowing", actor=actor, reason=reason, content=content, records=[found])
    return found


def end_borrowing(*, actor: Actor, borrowing: UUID, reason: str) -> Borrowing:
    """Over before its last day; what was drawn stays drawn."""
    with transaction.atomic():
        lock(f"register/{actor.office_id}")
        can_propose_borrowing(actor).require()
        found = borrowing_of(actor, borrowing)
        require_reason(reason, "不能结束：没有理由")
        found.state = BORROWING.after("end", found.state)
        found.save()
        content = {"name": found.unit_words}
        record_act("registers.end_borrowing", actor=actor, reason=reason, content=content, records=[found])
    return found


def borrowing_of(scope: Actor, borrowing: UUID) -> Borrowing:
    """One borrowing of the viewer's office, or `Unknown`."""
    found = Borrowing.objects.filter(office_id=scope.office_id, pk=borrowing)
    one = found.select_related("partner").first()
    if one is None:
        raise Unknown("no-such-borrowing", "本机构没有这次抽调。", title="没有找到")
    return one


def _unit(actor: Actor, unit: str) -> tuple[Partner, str]:
    """The partner and the section that the words name, or why they name neither."""
    text = compact_text(unit)
    people = Inspector.objects.filter(office_id=actor.office_id)
    if any(name in text for name in people.values_list("name", flat=True)):
        raise Refusal(
            "borrow-by-name",
            "抽调不能点名。可以抽调一个部门或它的一个股室，谁来由抽取决定。",
            title="不能抽调：写了人名",
            clause=CLAUSE,
            remedy="请写联合部门全称，或全称后写股所室队。",
        )
    for partner in Partner.objects.filter(office_id=actor.office_id):
        if text.startswith(partner.name):
            section = text.removeprefix(partner.name).removeprefix("全局").strip()
            known = people.filter(partner=partner, section_name=section).exists()
            if not section or known:
                return partner, section
    raise Refusal(
        "borrow-unknown",
        f"“{unit.strip()}”不是已登记的联合部门，也不是它名册中的股所室队。",
        title="不能抽调：范围认不出来",
        remedy="请先登记联合部门并导入它的名册。",
    )


def _check(
    partner: Partner, section: str, purpose: str, from_on: datetime.date, until_on: datetime.date
) -> None:
    if until_on < from_on or until_on < moments.today():
        raise Refusal("borrow-dates", "止期早于起期，或已经过去。", title="不能抽调：日期不对")
    if not purpose:
        raise Refusal("borrow-purpose", "没有写明用途。", title="不能抽调：没有用途")
    people = Inspector.objects.filter(partner=partner, state=ON_DUTY)
    count = people.filter(section_name=section).count() if section else people.count()
    if count == 0:
        raise Refusal(
            "borrow-nobody",
            "名册中这个范围没有在岗的人员。",
            title="不能抽调：名册是空的",
            remedy="请先在“联合部门和名册”导入它的名册，再提出抽调。",
        )
    if count < FEWEST:
        raise Refusal(
            "borrow-too-few",
            f"这个范围内在岗的只有{count}名，抽调它等于点名。",
            title="不能抽调：范围太小",
            clause=CLAUSE,
            remedy="请抽调更大的范围，例如全局。",
        )
    same = Borrowing.objects.filter(partner=partner, section_name=section, state=APPROVED)
    if same.filter(from_on__lte=until_on, until_on__gte=from_on).exists():
        raise Conflict("borrow-twice", "这些天已经抽调了同一范围。", title="不能抽调：已经抽调")
