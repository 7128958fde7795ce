"""An inspector's interest in a party is declared: from then on they never meet in an assignment."""

import datetime
import re
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.common.workbooks.refusals import CellRefused
from mingcha.common.workbooks.values import read_holder_code, read_text
from mingcha.intake.services import Scan, keep_scan
from mingcha.ledger.services import record_act
from mingcha.registers.models import ConflictOfInterest, Holder, Inspector
from mingcha.registers.policies import can_declare_conflict
from mingcha.registers.queries import inspector_of
from mingcha.registers.queries.interests import own_inspector
from mingcha.registers.rules.staff import BUSINESS_SAYS, INSPECTOR_SAYS, LEGAL_SAYS, kind_of_relation
from mingcha.registers.states import PENDING, UPHELD

CLAUSE = "《中华人民共和国行政处罚法》第四十三条"
LOOKS_LIKE_A_CODE = re.compile(r"[0-9A-Za-z０-９Ａ-Ｚａ-ｚ\s-]{13,}")


def declare_conflict(
    *,
    actor: Actor,
    inspector: UUID,
    party: str,
    relation: str,
    kind: str = "",
    source: str = LEGAL_SAYS,
    from_on: datetime.date | None = None,
    until_on: datetime.date | None = None,
    scan: Scan | None = None,
    reason: str = "",
) -> ConflictOfInterest:
    """A proposal by the legal section: it bars from now on and waits for a decision. `party` is a code or the
    full name of a holder, in the register or not yet. `Refusal` when the code is wrong, the dates run
    backwards or a business applies without a paper, `Conflict` when the same is open already."""
    with transaction.atomic():
        lock(f"register/{actor.office_id}")
        can_declare_conflict(actor).require()
        if source == BUSINESS_SAYS and scan is None:
            raise Refusal(
                "application-missing",
                "企业申请回避要附申请书或当事人签字的记录。",
                title="不能登记：没有申请材料",
                clause=CLAUSE,
            )
        found = inspector_of(actor, inspector)
        return _declare(actor, found, party, relation, kind, source, from_on, until_on, scan, reason)


def declare_own_conflict(
    *,
    actor: Actor,
    party: str,
    relation: str,
    kind: str = "",
    from_on: datetime.date | None = None,
    until_on: datetime.date | None = None,
    scan: Scan | None = None,
) -> ConflictOfInterest:
    """What an inspector says of himself, and of nobody else; it bars from now on."""
    with transaction.atomic():
        lock(f"register/{actor.office_id}")
        own = own_inspector(actor)
        return _declare(actor, own, party, relation, kind, INSPECTOR_SAYS, from_on, until_on, scan, "")


def declare_on_visit(
    *,
    actor: Actor,
    inspector: Inspector,
    draw_id: str,
    holder_code: str,
    relation: str,
    kind: str,
    scan: Scan | None,
) -> ConflictOfInterest:
    """What a team member says of the party of an own visit, for the draws, which know that it is one: it bars
    from now on, and lists hide it until the names are public. What was declared before stands as it is."""
    with transaction.atomic():
        lock(f"register/{actor.office_id}")
        held = _open_ones(inspector).filter(holder_code=holder_code).order_by("is_withheld").first()
        if held is not None:
            return held
        proofs = keep_scan(actor, scan)
        declared = ConflictOfInterest.objects.create(
            office_id=actor.office_id,
            inspector=inspector,
            holder_code=holder_code,
            kind=kind or kind_of_relation(relation),
            relation=relation.strip()[:64],
            state=PENDING,
            source=INSPECTOR_SAYS,
            proof=proofs[0] if proofs else None,
            declared_on=moments.today(),
            is_withheld=True,
            declared_for=draw_id,
        )
        content = {"roster_no": inspector.roster_no}
        record_act("registers.declare_conflict", actor=actor, content=content, records=[*proofs, declared])
    return declared


def tell_conflicts(*, actor: Actor, draw_ids: Iterable[str]) -> None:
    """The names are public: what was declared on the visits of these draws stands in the lists from now
    on; where the same was declared in the register meanwhile, that one goes on and this one ends. For the
    draws, in their transaction."""
    with transaction.atomic():
        lock(f"register/{actor.office_id}")
        told = list(
            ConflictOfInterest.objects.filter(
                office_id=actor.office_id, is_withheld=True, declared_for__in=list(draw_ids)
            )
        )
        for one in told:
            again = _open_ones(one.inspector).filter(is_withheld=False, holder_code=one.holder_code)
            one.is_withheld, one.until_on = False, moments.today() if again.exists() else one.until_on
            one.save()
        if told:
            content = {"rows": len(told)}
            record_act("registers.tell_conflicts", actor=actor, content=content, records=told)


def _declare(
    actor: Actor,
    found: Inspector,
    party: str,
    relation: str,
    kind: str,
    source: str,
    from_on: datetime.date | None,
    until_on: datetime.date | None,
    scan: Scan | None,
    reason: str,
) -> ConflictOfInterest:
    _require_order(from_on, until_on)
    proofs = keep_scan(actor, scan)
    declared = ConflictOfInterest(
        office_id=actor.office_id,
        inspector=found,
        kind=kind or kind_of_relation(relation),
        relation=relation.strip()[:64],
        state=PENDING,
        source=source,
        proof=proofs[0] if proofs else None,
        from_on=from_on,
        until_on=until_on,
        declared_on=moments.today(),
    )
    _name_party(declared, party)
    _require_once(declared)
    declared.save()
    record_act(
        "registers.declare_conflict",
        actor=actor,
        reason=reason,
        content={"roster_no": found.roster_no, "holder_code": declared.holder_code},
        records=[*proofs, declared],
    )
    return declared


def _name_party(declared: ConflictOfInterest, party: str) -> None:
    """By code where one was typed or the register has the name exactly once, else by name."""
    text = read_text(party)
    if not text:
        raise _refused("没有填写相对方。", "请填写统一社会信用代码，或完整的单位名称。")
    if LOOKS_LIKE_A_CODE.fullmatch(party):
        declared.holder_code = _code(declared, party)
    else:
        declared.named = text
        holders = Holder.objects.filter(office_id=declared.office_id, name_print=declared.named_print)
        codes = sorted({holder.survivor.code for holder in holders.select_related("merged_into")[:9]})
        if len(codes) == 1:
            declared.named, declared.holder_code = "", codes[0]


def _code(declared: ConflictOfInterest, party: str) -> str:
    try:
        code = read_holder_code(party)
    except CellRefused as refused:
        raise _refused(refused.sentence, "请对照营业执照填写，或改填完整的单位名称。") from refused
    given = code.value if code else ""
    fits = Q(uscc=given) | Q(register_no=given)
    known = Holder.objects.filter(fits, office_id=declared.office_id).first()
    return known.survivor.code if known else given


def _refused(sentence: str, remedy: str) -> Refusal:
    return Refusal("conflict-party", sentence, title="不能登记：相对方认不出来", clause=CLAUSE, remedy=remedy)


def _require_order(from_on: datetime.date | None, until_on: datetime.date | None) -> None:
    if from_on and until_on and until_on < from_on:
        raise Refusal(
            "conflict-dates", "止期早于起期。", title="不能登记：日期前后颠倒", remedy="请核对两个日期。"
        )


def _open_ones(inspector: Inspector) -> "QuerySet[ConflictOfInterest]":
    return ConflictOfInterest.objects.filter(inspector=inspector, until_on=None, state__in=[PENDING, UPHELD])


def _require_once(declared: ConflictOfInterest) -> None:
    """Of what lists hide nothing is learned: the same may be declared again."""
    same = _open_ones(declared.inspector).filter(is_withheld=False)
    same = same.filter(holder_code=declared.holder_code, named_print=declared.named_print)
    if declared.until_on is None and same.exists():
        raise Conflict(
            "conflict-once", "这名人员与该相对方的利害关系已经登记，尚未终止。", title="不能登记：已登记过"
        )
