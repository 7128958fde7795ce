"""Whoever objected by the code on the receipt takes the objection back, until a leader has decided on it."""

from hmac import compare_digest

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Refusal, Unknown
from mingcha.common.locking import lock
from mingcha.disclosure.models import Objection
from mingcha.disclosure.queries.kinds import RESULTS
from mingcha.disclosure.queries.objections import OBJECTION_DEADLINE, code_of
from mingcha.disclosure.rules.objections import CLAUSE, ONLINE
from mingcha.disclosure.states import OBJECTION, WITHDRAWN
from mingcha.inspections.queries.public import public_receipt
from mingcha.inspections.services.take_feedback import PARTY
from mingcha.law.services import close_deadlines
from mingcha.ledger.services import record_act

TITLE = "不能撤回异议"


def take_back_objection(*, token: str, number: int, code: str) -> Objection:
    """`code` is what only whoever objected was told: officers, who hand the receipt out, have none. What is
    public is marked by it no more and its clock stops. Taken back already it stands."""
    with transaction.atomic():
        lock(f"disclosure/{RESULTS}")
        inspection = public_receipt(token).record.inspection
        row = inspection.objections.filter(number=number, way=ONLINE).first()
        if row is None:
            raise Unknown("no-such-objection", "没有这件在线提出的异议。", title="没有找到")
        if not compare_digest("".join(code.split()).lower().encode(), code_of(row).encode()):
            raise Refusal(
                "withdrawal-code",
                "撤回码与提出异议时显示的不一致。",
                title=f"{TITLE}：撤回码不对",
                clause=CLAUSE,
                remedy="请核对撤回码；没有记下的，请书面或者当面向本机构说明。",
            )
        if row.state == WITHDRAWN:
            return row
        row.state, row.withdrawn_at = OBJECTION.after("take-back", row.state), moments.now()
        row.save()
        met = close_deadlines(office_id=row.office_id, kind=OBJECTION_DEADLINE, subject=row.pk)
        party = Actor(None, PARTY, row.office_id, None, frozenset())
        content = {"campaign": inspection.campaign.number, "visit": inspection.code, "number": row.number}
        record_act("disclosure.take_back_objection", actor=party, content=content, records=[row, *met])
    return row
