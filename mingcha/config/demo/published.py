"""What the demo has made public: the result of a visit to which the party objected twice, and two penalty
decisions, one of which waits for its second person."""

import datetime
import io
from dataclasses import dataclass

from mingcha.accounts.actors import Actor
from mingcha.config.demo.sheets import sheet
from mingcha.disclosure.rules.objections import DISMISS
from mingcha.disclosure.rules.penalties import COMPANY, FINE, GAINS, PenaltyFacts
from mingcha.disclosure.services import (
    Answer,
    Said,
    Submitted,
    answer_objection,
    decide_objection,
    enter_penalty,
    publish_penalty,
    publish_result,
    take_objection,
)
from mingcha.inspections.models import InspectionRecord
from mingcha.intake.services import Scan
from mingcha.registers.models import COMPANY as BODY
from mingcha.registers.models import Holder

OBJECTOR = "本单位质量负责人"
MET = Said(OBJECTOR, "2份成果的质量检查记录已经补齐，请撤回公示的结果。")
OPEN = Said(OBJECTOR, "没有质量检查记录的成果是1份，另1份的记录存放在总公司，请更正份数。")
ANSWER = "检查当日没有质量检查记录，事后补齐的在复查时核对，公示的结果不变。"


@dataclass(frozen=True)
class Punishment:
    """What stands on the paper of a penalty of the demo; amounts in fen."""

    number: int
    days_ago: int
    breach: str
    facts: str
    basis: str
    content: str
    fine: int
    gains: int = 0
    is_public: bool = False


PUNISHMENTS = (
    Punishment(
        1,
        days_ago=6,
        breach="未取得测绘资质证书，擅自从事测绘活动",
        facts="当事人没有测绘资质证书，承接了一处矿区的地形测量。",
        basis="《中华人民共和国测绘法》第五十五条",
        content="没收违法所得0.6万元，罚款0.9万元",
        fine=900_000,
        gains=600_000,
        is_public=True,
    ),
    Punishment(
        2,
        days_ago=1,
        breach="拒不履行土地复垦义务",
        facts="当事人临时用地期满，经责令限期改正，逾期没有复垦。",
        basis="《中华人民共和国土地管理法》第七十六条",
        content="罚款2万元",
        fine=2_000_000,
    ),
)


def object_to_result(record: InspectionRecord, *, clerk: Actor, leader: Actor) -> None:
    """The result is public; of two objections one is answered, the other waits."""
    publish_result(actor=clerk, inspection=record.inspection_id, is_checked=True)
    first = take_objection(token=record.token, said=MET)
    answer_objection(actor=clerk, objection=first.pk, answer=Answer(DISMISS, ANSWER))
    decide_objection(actor=leader, objection=first.pk, approves=True)
    take_objection(token=record.token, said=OPEN)


def punish(*, clerk: Actor, second: Actor, today: datetime.date) -> None:
    """Each is entered by one person; a second one checks what is public."""
    bodies = Holder.objects.filter(office=clerk.office_id, kind=BODY, uscc__startswith="91").order_by("code")
    for one, party in zip(PUNISHMENTS, bodies, strict=False):
        told = _told(one, party, today - datetime.timedelta(days=one.days_ago))
        words = f"{told.document_no}。{told.facts}演示数据，企业与人员均为虚构。"
        paper = Scan(io.BytesIO(sheet("行政处罚决定书", words, "pdf")), "行政处罚决定书.pdf")
        row = enter_penalty(actor=clerk, submitted=Submitted(told, paper))
        if one.is_public:
            publish_penalty(actor=second, decision=row.decision, revision=row.revision, is_checked=True)


def _told(one: Punishment, party: Holder, decided_on: datetime.date) -> PenaltyFacts:
    return PenaltyFacts(
        document_no=f"阜自然资罚〔{decided_on.year}〕{one.number}号",
        decided_on=decided_on,
        party_kind=COMPANY,
        party=party.name,
        uscc=party.uscc,
        breach=one.breach,
        facts=one.facts,
        basis=one.basis,
        categories=(FINE, GAINS) if one.gains else (FINE,),
        content=one.content,
        fine=one.fine,
        confiscated=one.gains,
        remarks="虚构，仅供演示",
    )
