"""Make an approved bulletin public, or take a public one back. The public row is a `Disclosure` like any
other: lists, files, the page of a withdrawal and its clock follow from it."""

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.common.locking import lock
from mingcha.disclosure.models import Bulletin
from mingcha.disclosure.policies import can_withdraw_records, can_write_bulletin
from mingcha.disclosure.queries.kinds import find_kind
from mingcha.disclosure.services.bulletins.checks import locked_bulletin, note, require_figures
from mingcha.disclosure.services.publish_records import publish_record, withdraw_record
from mingcha.disclosure.states import BULLETIN, PUBLIC
from mingcha.ledger.models import Record

KIND = "bulletins"
TITLE = "不能公布通报"
GIVE_BACK = "请退回修改，按现在的数据更新后重新批准。"


def publish_bulletin(*, actor: Actor, bulletin: Bulletin) -> Bulletin:
    """Everybody reads it from now on. A new version takes the place of the former, at the same address. What
    changed in the data since the approval is refused."""
    # Obligation bulletin of docs/law/obligations.yml.
    with transaction.atomic():
        row = locked_bulletin(actor, bulletin)
        can_write_bulletin(actor, row.campaign).require()
        row.state = BULLETIN.after("publish", row.state)
        require_figures(row, TITLE, GIVE_BACK)
        replaced = _replaced(row)
        row.published_by, row.published_at = actor.name, moments.now()
        row.save()
        note("disclosure.publish_bulletin", actor, row, replaced, row.reason)
        publish_record(actor=actor, kind=find_kind(KIND), record=str(row.campaign_id), reason=row.reason)
    return row


def withdraw_bulletin(*, actor: Actor, bulletin: Bulletin, reason: str) -> Bulletin:
    """Nobody reads it any more; its page says that it was withdrawn, why and when. The round is without a
    bulletin again."""
    with transaction.atomic():
        row = locked_bulletin(actor, bulletin)
        can_withdraw_records(actor).require()
        row.state = BULLETIN.after("withdraw", row.state)
        if not reason.strip():
            raise Refusal("no-reason", "撤回的理由随公示页公开，必须写明。", title="不能撤回通报：没有理由")
        lock(f"law/{actor.office_id}")  # a clock may begin: before the first act
        row.save()
        note("disclosure.withdraw_bulletin", actor, row, reason=reason)
        withdraw_record(actor=actor, kind=find_kind(KIND), record=str(row.campaign_id), reason=reason)
    return row


def _replaced(row: Bulletin) -> list[Record]:
    """The former version, whose place this one takes."""
    former = Bulletin.objects.filter(campaign=row.campaign_id, state=PUBLIC).first()
    if former is None:
        return []
    former.state = BULLETIN.after("replace", former.state)
    former.save()
    return [former]
