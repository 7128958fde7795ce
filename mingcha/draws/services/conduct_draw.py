"""Compute the draw from stored bytes alone: whatever was interrupted ends in the same result."""

import datetime

from django.db import transaction
from django.urls import reverse

import drawproof
from drawproof import entries
from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.draws.models import ASSIGNMENT, RESULT, Draw, DrawFile
from mingcha.draws.policies import can_compute
from mingcha.draws.queries.attempts import committed_files, file_content
from mingcha.draws.queries.recordings import is_filmed
from mingcha.draws.rules.committed import (
    holder_of,
    read_clusters,
    read_teams,
    teams_of_units,
)
from mingcha.draws.services.locked import (
    OWED_WORK,
    THROWS_WORK,
    finish_campaign_work,
    finish_work,
    give_recording_work,
    give_witness_work,
    locked_draw,
    protocol_refusal,
)
from mingcha.draws.services.recorded import record_step
from mingcha.draws.services.secret_uses import Opening, uses_said
from mingcha.draws.states import DRAW, act_for
from mingcha.ledger.services import sign_checkpoint
from mingcha.plans.services import mark_campaign_drawn
from mingcha.plans.states import READY

TITLE = "不能抽取"


def conduct_draw(*, actor: Actor, draw: Draw) -> Draw:
    """The attempt with its results, logged at once. Called again it gives the same attempt unchanged; an
    annulled attempt is computed too, so that everybody sees what it would have drawn."""
    # Obligation targets-at-random of docs/law/obligations.yml.
    with uses_said(actor) as opening, transaction.atomic():
        draw = locked_draw(actor, draw)
        can_compute(actor, draw).require()
        if draw.is_computed:
            return draw
        state = DRAW.after(act_for("conduct", draw.state), draw.state)
        # What may refuse comes before the secret opens.
        _check_times(draw, moments.now())
        conducted = _conduct(draw, opening)
        draw.state = state
        results = _keep(draw, conducted.files)
        _finish(actor, draw)
        give_witness_work(draw.sitting, reverse("throw_entry", args=[draw.sitting_id]))
        record_step(
            "draws.conduct_draw",
            actor=actor,
            sitting=draw.sitting,
            content={"draw": draw.draw_id, "files": conducted.digests, "secret": "used to compute"},
            records=[draw, *results],
            protocol=[lambda at: _logged(draw, conducted.digests, at)],
        )
    sign_checkpoint(origin=draw.office.log_origin)
    return draw


def _logged(draw: Draw, digests: dict[str, str], at: str) -> bytes:
    """The attempt bears the time of its own log entry, which follows the one of the event in time."""
    draw.drawn_at = datetime.datetime.fromisoformat(at)
    _check_times(draw, draw.drawn_at)
    draw.save()
    return entries.drawn(draw.draw_id, digests, at)


def _check_times(draw: Draw, drawn_at: datetime.datetime) -> None:
    if draw.observed_at is None:
        raise Conflict("not-observed", "公开事件还没有记入日志。", title=f"{TITLE}：公开事件没有记录")
    if drawn_at <= draw.observed_at:
        raise Conflict(
            "clock-behind",
            "公开事件刚刚记入日志，抽取须晚于它至少一秒。",
            title=f"{TITLE}：时间先后不对",
            remedy="请再按一次；仍不行的，请系统管理员核对机器时间。",
        )
    if not draw.is_annulled and draw.draw_by is not None and drawn_at > draw.draw_by:
        raise Refusal(
            "draw-by-passed",
            f"公告定的最迟抽取时间{moments.wall_time(draw.draw_by)}已过，这次抽取只能作废。",
            title=f"{TITLE}：已过最迟时间",
            clause="抽取规则drawproof/1第4节",
            remedy="请两人作废（原因：未在公告的时限内进行），作废后仍算出结果并公开；然后重新公告。",
        )


def _conduct(draw: Draw, opening: Opening) -> drawproof.Conducted:
    secret = opening(draw, TITLE)
    try:
        return drawproof.conduct(bytes(draw.announcement), committed_files(draw), secret, bytes(draw.entropy))
    except drawproof.DrawproofError as error:
        raise protocol_refusal(error, f"{TITLE}：封存的内容与公告不符") from error


def _keep(draw: Draw, files: dict[str, bytes]) -> list[DrawFile]:
    rows = [DrawFile(draw=draw, name=name, role=RESULT, content=files[name]) for name in sorted(files)]
    return list(DrawFile.objects.bulk_create(rows))


def _finish(actor: Actor, draw: Draw) -> None:
    """After the assignment the campaign is drawn and the callers are done."""
    finish_work(draw, OWED_WORK)
    if draw.kind != ASSIGNMENT or draw.is_annulled:
        return
    finish_campaign_work(draw.campaign_id, THROWS_WORK)
    if not is_filmed(draw.sitting):
        give_recording_work(draw.sitting, reverse("recording_attach", args=[draw.sitting_id]))
    if draw.campaign.state == READY:
        clusters = read_clusters(file_content(draw, "clusters.csv"))
        units = [(unit, holder_of(unit)) for covered in clusters.values() for unit in covered]
        teams = teams_of_units(clusters, read_teams(file_content(draw, "teams.csv")))
        mark_campaign_drawn(actor=actor, campaign=draw.campaign, draw=draw.draw_id, units=units, teams=teams)
