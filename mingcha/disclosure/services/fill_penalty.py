"""The columns of a penalty decision from what somebody handed in: whole, consistent, masked where
it must be."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import NamedTuple
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.disclosure.models import Disclosure, Penalty
from mingcha.disclosure.queries.kinds import PENALTIES
from mingcha.disclosure.queries.penalty_origins import find_origin
from mingcha.disclosure.rules.penalties import MASKED, PenaltyFacts, oddities, plain_document_no
from mingcha.disclosure.services.check_publicity import require_publicity
from mingcha.disclosure.states import SUPERSEDED, VOID
from mingcha.draws.policies import person_of
from mingcha.inspections.models import FollowUp, Inspection
from mingcha.intake.models import ProofFile
from mingcha.intake.services import Scan, keep_scan
from mingcha.registers.models import Holder

TITLE = "不能保存处罚决定"
CLAUSE = "国办发〔2018〕118号：谁执法、谁录入、谁公示"
CODES = ("uscc", "register_no", "organisation_no", "institution_no", "society_no")
APART = ("party", "representative", "categories")


class CameFrom(NamedTuple):
    """The visit that led to a decision, if one did, and the code of the party that was visited."""

    inspection: Inspection | None = None
    follow_up: FollowUp | None = None
    holder_code: str = ""


@dataclass(frozen=True)
class Submitted:
    """What somebody hands in: what stands on the paper, the paper, and from which visit it came."""

    told: PenaltyFacts
    scan: Scan | None = None
    origin: UUID | None = None


def fill_penalty(
    actor: Actor, row: Penalty, submitted: Submitted, former: Penalty | None = None
) -> Sequence[ProofFile]:
    """Every column of `row`, which the caller saves; the papers kept for it. `former` is what stood before:
    names that come back masked and a paper that is not sent again stay as they were."""
    told = whole(submitted.told, former)
    _require_consistent(told, names_of_others(row))
    _require_new_number(row, told)
    holder = _holder(row.office_id, told)
    _require_masked(told, holder)
    public_on = first_public_on(row.decision) or moments.today()
    require_publicity(row.office_id, told, public_on)
    origin = _came_from(actor, submitted.origin, former)
    papers = keep_scan(actor, submitted.scan)
    for name, value in asdict(told).items():
        if name not in APART:
            setattr(row, name, value)
    row.categories, row.paper = list(told.categories), _paper(papers, former)
    row.give_names(told.party, told.representative)
    row.inspection, row.follow_up = origin.inspection, origin.follow_up
    row.holder_code = _holder_code(told, holder, origin)
    row.entered_by_id, row.entered_at = person_of(actor), moments.now()
    row.hands = sorted({*row.hands, str(row.entered_by_id)})
    return papers


def whole(told: PenaltyFacts, former: Penalty | None) -> PenaltyFacts:
    """With whole names, for a masked one that came back as it was shown, and the number in one spelling."""
    told = replace(told, document_no=plain_document_no(told.document_no))
    if former is None:
        return told
    if former.is_masked and told.party_kind in MASKED and told.party == former.party:
        told = replace(told, party=former.whole_party)
    if told.representative and told.representative == former.representative_masked:
        told = replace(told, representative=former.representative)
    return told


def first_public_on(decision: UUID) -> date | None:
    """The day on which it was public first."""
    first = Disclosure.objects.filter(kind=PENALTIES, record=str(decision)).order_by("number").first()
    return moments.local_day(first.disclosed_at) if first else None


def _came_from(actor: Actor, key: UUID | None, former: Penalty | None) -> CameFrom:
    """The visit that was chosen; one that was chosen before need not be open to the actor any more."""
    if key is None:
        return CameFrom()
    if former is not None and key == (former.follow_up_id or former.inspection_id):
        return CameFrom(former.inspection, former.follow_up, former.holder_code)
    origin = find_origin(actor, key)
    return CameFrom(origin.inspection, origin.follow_up, origin.holder_code)


def names_of_others(row: Penalty) -> list[str]:
    """Whole names of natural persons that the other versions of the decision have."""
    others = Penalty.objects.filter(decision=row.decision).exclude(pk=row.pk)
    return [name for one in others for name in one.natural_names]


def _require_consistent(told: PenaltyFacts, former: Iterable[str]) -> None:
    found = oddities(told, moments.today(), former)
    if found:
        raise Refusal(
            "penalty-odd",
            f"有{len(found)}处要改正，没有保存。",
            title=f"{TITLE}：内容不符",
            clause="《中华人民共和国行政处罚法》第九条、第五十九条；双公示数据标准",
            found=found,
        )


def _require_new_number(row: Penalty, told: PenaltyFacts) -> None:
    others = Penalty.objects.filter(office_id=row.office_id, document_no=told.document_no)
    if others.exclude(decision=row.decision).exclude(state__in=[VOID, SUPERSEDED]).exists():
        raise Conflict(
            "number-taken",
            f"{told.document_no}已经录入过。",
            title=f"{TITLE}：文号重复",
            remedy="请在列表里查看；文号写错的，改正以后再保存。",
        )


def _holder(office_id: UUID, told: PenaltyFacts) -> Holder | None:
    """Whom the register has under that code, or the one it was merged into."""
    rows = Holder.objects.filter(office_id=office_id)
    for name in ("uscc", "register_no"):
        value = getattr(told, name)
        found = rows.filter(**{name: value}).first() if value else None
        if found is not None:
            return found.survivor
    return None


def _require_masked(told: PenaltyFacts, holder: Holder | None) -> None:
    if holder is not None and holder.is_natural_person and told.party_kind not in MASKED:
        raise Refusal(
            "party-is-natural",
            "这个代码在名录库里登记为自然人或者个体工商户，名称公示时要隐去。",
            title=f"{TITLE}：行政相对人类别不符",
            clause="《中华人民共和国个人信息保护法》",
            remedy="请改选类别；名录库有误的，先改正名录库。",
        )


def _holder_code(told: PenaltyFacts, holder: Holder | None, origin: CameFrom) -> str:
    """By which code search finds it: that of the register, else that of the paper. A natural person has one
    only as the party of a visit."""
    if holder is not None:
        return holder.code
    codes = [value for name in CODES if (value := getattr(told, name))]
    if codes or told.party_kind not in MASKED:
        return codes[0] if codes else ""
    return origin.holder_code


def _paper(papers: Sequence[ProofFile], former: Penalty | None) -> ProofFile:
    if papers:
        return papers[0]
    if former is None:
        raise Refusal(
            "no-paper", "请附行政处罚决定书的PDF或者扫描件。", title=f"{TITLE}：没有决定书", clause=CLAUSE
        )
    return former.paper
