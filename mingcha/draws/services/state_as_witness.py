"""The witness confirms a result on the own device, or objects; either becomes public with the draw."""

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.draws.models import Draw, WitnessStatement
from mingcha.draws.policies import can_state_as_witness, person_of
from mingcha.draws.queries.attempts import awaiting_witness
from mingcha.draws.services.locked import WITNESS_WORK, finish_work, locked_draw
from mingcha.draws.services.recorded import record_step
from mingcha.registers.queries.told_names import require_nobody_told

TITLE = "不能表示意见"


def state_as_witness(*, actor: Actor, draw: Draw, agrees: bool, words: str) -> WitnessStatement:
    """The statement. The same one said twice in a row (a button pressed twice) is one. An objection stops
    nothing, so that nobody can veto a result: it stands in the record, and in public with the result."""
    with transaction.atomic():
        draw = locked_draw(actor, draw)
        can_state_as_witness(actor, draw.sitting).require()
        words = words.strip()
        _check(draw, agrees=agrees, words=words)
        last = draw.statements.last()
        if last is not None and (last.agrees, last.words) == (agrees, words):
            return last
        statement = WitnessStatement.objects.create(
            draw=draw,
            number=last.number + 1 if last else 1,
            person_id=person_of(actor),
            agrees=agrees,
            words=words,
            stated_at=moments.now(),
        )
        if not awaiting_witness(draw.sitting):
            finish_work(draw.sitting, WITNESS_WORK)
        content = {"draw": draw.draw_id, "number": statement.number, "agrees": agrees}
        record_step(
            "draws.state_as_witness", actor=actor, sitting=draw.sitting, content=content, records=[statement]
        )
    return statement


def _check(draw: Draw, *, agrees: bool, words: str) -> None:
    if not draw.is_computed:
        raise Conflict("not-drawn", "这次抽取还没有结果。", title=f"{TITLE}：还没有结果")
    if draw.disclosed_at is not None:
        raise Conflict(
            "disclosed",
            "这次抽取已经公开，见证意见不再改动。",
            title=f"{TITLE}：已经公开",
            remedy="公开后发现问题的，请向纪检监察机构反映。",
        )
    if not agrees and not words:
        raise Refusal(
            "objection-words",
            "有异议的，请写明哪一步与所见不同；意见随抽取记录公开。",
            title=f"{TITLE}：没有写明异议",
        )
    require_nobody_told(draw.office_id, [("见证意见", words)], title=TITLE)
