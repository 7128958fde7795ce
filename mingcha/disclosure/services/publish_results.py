"""检查结果 made public by the section that inspected; withheld only by law and a leader; the campaign closed
once nothing is left."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.disclosure.models import CampaignClosing, Disclosure, Withholding
from mingcha.disclosure.policies import can_publish_result, can_withdraw_records
from mingcha.disclosure.queries.bulletins.naming import people_named
from mingcha.disclosure.queries.kinds import RESULTS, find_kind
from mingcha.disclosure.queries.publications import publications
from mingcha.disclosure.queries.result_lines import (
    SHOWN,
    TO_CORRECT,
    WITHHELD,
    ResultLine,
    find_result,
)
from mingcha.disclosure.services.objections.answering import reason_of_change, settle_objections
from mingcha.disclosure.services.objections.republishing import require_republishable
from mingcha.disclosure.services.publish_records import (
    CHECK_CLAUSE,
    publish_record,
    require_checked,
    withdraw_record,
)
from mingcha.disclosure.services.withhold_records import (
    Ground,
    Matter,
    ask_to_lift,
    ask_to_withhold,
    require_not_withheld,
)
from mingcha.inspections.queries.visible import find_inspection
from mingcha.inspections.services import note_closing
from mingcha.inspections.services.hand_in_record import RESULT_DEADLINE
from mingcha.inspections.services.locked import lock_what_counts, locked_inspection
from mingcha.inspections.services.settle_outcomes import tell_results
from mingcha.intake.private import CLAUSE as PRIVACY
from mingcha.intake.private import require_no_numbers
from mingcha.law.services import close_deadlines
from mingcha.ledger.services import record_act
from mingcha.plans.models import Campaign

TITLE = "不能公示"
BULLETIN_CLAUSE = "局实施方案 二（五）：一抽查一通报"
TYPED = {"found": "发现的问题", "measures": "处理措施"}
WRITE_AGAIN = "请改写理由，不写姓名，写职务，例如“矿长”。"
AGAIN = "请申请更正检查记录，改写以后再公示：不写号码，不写姓名，写职务，例如“矿长”。"


def publish_result(*, actor: Actor, inspection: UUID, is_checked: bool, reason: str = "") -> Disclosure:
    """The result of one visit, as its confirmed record has it now. `is_checked`: the section says that it is
    lawful, right and in time. What is public already is corrected, what was
    withdrawn published again, with a reason; unchanged it stands."""
    with transaction.atomic():
        lock(f"disclosure/{RESULTS}")
        can_publish_result(actor, find_result(actor, inspection).inspection.campaign).require()
        _lock_what_it_tells(actor, inspection)
        line = find_result(actor, inspection)
        campaign = line.inspection.campaign
        if line.standing == SHOWN and line.shown is not None:
            return line.shown
        _require_publishable(line, is_checked)
        require_republishable(line, reason)
        _require_nobody(line, reason)
        told = reason_of_change(inspection, reason)
        row = publish_record(actor=actor, kind=find_kind(RESULTS), record=str(inspection), reason=told)
        tell_results(actor, find_inspection(actor, inspection), line.record)
        settle_objections(actor, inspection, row)
        met = close_deadlines(office_id=actor.office_id, kind=RESULT_DEADLINE, subject=inspection)
        content = {"campaign": campaign.number, "visit": line.inspection.code}
        record_act("disclosure.sign_result", actor=actor, reason=told, content=content, records=met)
    return row


def withdraw_result(*, actor: Actor, inspection: UUID, reason: str) -> Disclosure:
    """A public result is taken back; an objection that was upheld is met by it."""
    with transaction.atomic():
        lock(f"disclosure/{RESULTS}")
        can_withdraw_records(actor).require()
        find_result(actor, inspection)
        _lock_what_it_tells(actor, inspection)
        line = find_result(actor, inspection)
        _require_unnamed(line, [("撤回理由", reason)], WRITE_AGAIN)
        told = reason_of_change(inspection, reason)
        row = withdraw_record(actor=actor, kind=find_kind(RESULTS), record=str(inspection), reason=told)
        tell_results(actor, find_inspection(actor, inspection), line.record, is_public=False)
        settle_objections(actor, inspection, row)
    return row


def _lock_what_it_tells(actor: Actor, inspection: UUID) -> None:
    """The visit, whose record is not put right meanwhile, and the registers, which say its result: before the
    first act, in the order of all verbs."""
    locked_inspection(actor, inspection)
    lock_what_counts(actor)


def _require_publishable(line: ResultLine, is_checked: bool) -> None:
    require_not_withheld(line.withholding, line.status[0])
    require_checked(is_checked)


def _require_nobody(line: ResultLine, reason: str) -> None:
    """Nobody who holds no office is named, and nobody's number told."""
    typed = [(f"{line.inspection}的“{title}”", str(line.row[key] or "")) for key, title in TYPED.items()]
    require_no_numbers(typed, title=TITLE, remedy=AGAIN)
    _require_unnamed(line, typed, AGAIN)
    _require_unnamed(line, [("更正理由", reason)], WRITE_AGAIN)


def _require_unnamed(line: ResultLine, told: Iterable[tuple[str, str]], remedy: str) -> None:
    for place, text in told:
        named = people_named(line.record, text) if text else []
        if named:
            raise Refusal(
                "names-a-person",
                f"{place}里有个人姓名：{'、'.join(named)}。",
                title=f"{TITLE}：含个人信息",
                clause=PRIVACY,
                remedy=remedy,
            )


def propose_withholding(*, actor: Actor, inspection: UUID, ground: Ground) -> Withholding:
    """Ask a leader not to publish a result. Asked already it stands."""
    with transaction.atomic():
        lock(f"disclosure/{RESULTS}")
        line = find_result(actor, inspection)
        can_publish_result(actor, line.inspection.campaign).require()
        if line.withholding is not None:
            return line.withholding
        is_public = line.standing in (SHOWN, TO_CORRECT)
        return ask_to_withhold(actor=actor, matter=_matter(line), ground=ground, is_public=is_public)


def propose_lifting(*, actor: Actor, inspection: UUID, reason: str) -> Withholding:
    """Ask a leader to end the withholding of a result."""
    with transaction.atomic():
        lock(f"disclosure/{RESULTS}")
        line = find_result(actor, inspection)
        can_publish_result(actor, line.inspection.campaign).require()
        return ask_to_lift(actor=actor, matter=_matter(line), held=line.withholding, reason=reason)


def _matter(line: ResultLine) -> Matter:
    row = line.inspection
    return Matter(RESULTS, row.pk, str(row), {"visit": row.code}, line.due_on)


def close_campaign(*, actor: Actor, campaign: Campaign) -> CampaignClosing:
    """Nothing is left of it: every visit is over, every result and every penalty that came from one public or
    lawfully withheld, and the bulletin of the round is published. Closed already it stands."""
    with transaction.atomic():
        lock(f"disclosure/{RESULTS}")
        can_publish_result(actor, campaign).require()
        known = CampaignClosing.objects.filter(campaign=campaign).first()
        if known is not None:
            return known
        lock(f"draws.campaign.{campaign.pk}")
        stands = publications(actor, [campaign], moments.today())[0]
        if not stands.is_complete:
            raise Conflict(
                "results-open",
                f"还有{stands.unvisited}户次没有查完，{stands.open}户次的结果没有公示，"
                f"{stands.open_penalties}件由检查引出的行政处罚决定没有公示。",
                title="不能办结：还有结果或者处罚没有公示",
                clause=CHECK_CLAUSE,
                remedy="逐户次、逐件公示；依法不得公开的，提出不予公示，由局领导批准。",
            )
        if stands.objections:
            raise Conflict(
                "objections-open",
                f"还有{stands.objections}件异议没有办结。",
                title="不能办结：还有异议",
                clause=CHECK_CLAUSE,
                remedy="请在“公示—异议”答复；异议成立的，更正或者撤回公示。",
            )
        if stands.lacks_bulletin:
            raise Conflict(
                "no-bulletin",
                "一次抽查要有一份通报，这个任务的还没有公布。",
                title="不能办结：没有通报",
                clause=BULLETIN_CLAUSE,
                remedy="请在“公示—抽查通报”起草，经局领导批准后公布。",
            )
        row = CampaignClosing.objects.create(
            office_id=actor.office_id,
            campaign=campaign,
            results=stands.counts[SHOWN],
            withheld=stands.counts[WITHHELD],
            closed_by=actor.name,
            closed_at=moments.now(),
        )
        content = {"campaign": campaign.number}
        record_act("disclosure.close_campaign", actor=actor, content=content, records=[row])
        note_closing(actor=actor, campaign=campaign)
    return row
