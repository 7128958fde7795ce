"""Another person confirms what was brought in, or sends it back; differences are explained before."""

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.draws.models import ExternalDraw
from mingcha.draws.policies import (
    can_confirm_external,
    can_explain_external,
    can_return_external,
    person_of,
)
from mingcha.draws.queries.external.judging import no_longer_able
from mingcha.draws.queries.external.outcome import drawn_of, external_teams
from mingcha.draws.queries.external.standing import find_external_draw
from mingcha.draws.rules.committed import holder_of
from mingcha.draws.services.announce_draw import FRAME_KINDS
from mingcha.draws.services.as_read import require_as_read
from mingcha.draws.services.locked import lock_campaign, require_lawful
from mingcha.draws.states import EXTERNAL
from mingcha.intake.private import without_numbers
from mingcha.intake.services import rely_on_imports
from mingcha.ledger.services import record_act
from mingcha.plans.services import mark_campaign_drawn, release_campaign


def explain_external_draw(*, actor: Actor, draw: ExternalDraw, explanation: str) -> ExternalDraw:
    """Why the lists differ from what the registers give, in place of what was said before."""
    with transaction.atomic():
        draw = locked_external(actor, draw)
        can_explain_external(actor, draw).require()
        draw.state = EXTERNAL.after("explain", draw.state)
        if not explanation.strip():
            raise Refusal("no-explanation", "没有写明差异的原因。", title="不能保存：没有说明")
        draw.explanation = without_numbers(explanation.strip())[:500]
        draw.save()
        record_act(
            "draws.explain_external_draw",
            actor=actor,
            reason=draw.explanation,
            content={"draw": draw.draw_id},
            records=[draw],
        )
    return draw


def confirm_external_draw(*, actor: Actor, draw: ExternalDraw, seen: int) -> ExternalDraw:
    """From now on the campaign is drawn, and everything after works as after a draw of our own. `seen` is the
    ledger's entry of the draw as it was read, with why its lists differ."""
    with transaction.atomic():
        draw = locked_external(actor, draw)
        can_confirm_external(actor, draw).require()
        draw.state = EXTERNAL.after("confirm", draw.state)
        require_as_read(draw, seen, "不能确认")
        _require_explained(draw)
        _require_able(actor, draw)
        require_lawful(actor, draw.campaign, draw.drawn_on, "不能确认")
        draw.decided_by_id, draw.decided_at = person_of(actor), moments.now()
        draw.save()
        units = [(row.unit, holder_of(row.unit)) for row in drawn_of(draw)]
        mark_campaign_drawn(
            actor=actor,
            campaign=draw.campaign,
            draw=draw.draw_id,
            units=units,
            teams=external_teams(draw),
            drawn_on=draw.drawn_on,
        )
        rely_on_imports(actor=actor, kinds=FRAME_KINDS, title=f"平台抽取结果{draw.draw_id}已接收")
        content = {"draw": draw.draw_id}
        record_act("draws.confirm_external_draw", actor=actor, content=content, records=[draw])
    return draw


def return_external_draw(*, actor: Actor, draw: ExternalDraw, reason: str) -> ExternalDraw:
    """Not accepted: the campaign is free again, and what was brought in stays on record."""
    with transaction.atomic():
        draw = locked_external(actor, draw)
        can_return_external(actor, draw).require()
        draw.state = EXTERNAL.after("return", draw.state)
        if not reason.strip():
            raise Refusal("no-reason", "退回要写明理由，理由记入留痕日志。", title="不能退回：没有理由")
        draw.decided_by_id, draw.decided_at = person_of(actor), moments.now()
        draw.remark = reason.strip()
        draw.save()
        release_campaign(actor=actor, campaign=draw.campaign)
        content = {"draw": draw.draw_id}
        record_act(
            "draws.return_external_draw", actor=actor, reason=draw.remark, content=content, records=[draw]
        )
    return draw


def locked_external(actor: Actor, draw: ExternalDraw) -> ExternalDraw:
    """The draw as it stands now, with its campaign locked until the transaction ends."""
    lock_campaign(draw.campaign_id)
    return find_external_draw(actor, draw.pk)


def _require_explained(draw: ExternalDraw) -> None:
    if draw.findings and not draw.explanation:
        raise Conflict(
            "not-explained",
            f"名单与名录库有{len(draw.findings)}处差异，还没有说明原因。",
            title="不能确认：差异没有说明",
            remedy=f"请导入人{draw.taken_in_by.name}在本页写明差异说明。",
        )


def _require_able(actor: Actor, draw: ExternalDraw) -> None:
    """What the registers say may have changed since the lists were brought in."""
    wrong = no_longer_able(actor, draw)
    if wrong:
        raise Conflict(
            "registers-changed",
            f"导入之后名录库有变动，名单中有{len(wrong)}处不能采用：{'；'.join(wrong[:5])}。",
            title="不能确认：名录库有变动",
            clause="《中华人民共和国行政处罚法》第四十二条、第四十三条",
            remedy="请退回，核对名录库，在平台更换后重新导入。",
        )
