"""Freeze the register for a selection: from here on its changes no longer matter to this attempt."""

import os
from urllib.parse import quote

from django.db import transaction
from django.urls import reverse

from drawproof.errors import DrawproofError
from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.draws.models import COMMITTED, OFFICE_FILE, SELECTION, Draw, DrawFile, DrawSecret, Sitting
from mingcha.draws.policies import can_operate, can_thaw
from mingcha.draws.queries.attempts import final_draw, find_draw, open_attempt
from mingcha.draws.queries.ceremony import over_age_words
from mingcha.draws.queries.disclosure import awaits_computing, not_computed
from mingcha.draws.rules.committed import OFFICE_PREFIX, Meaning, RosterLine, selection_files
from mingcha.draws.rules.committed import Conflict as CommittedConflict
from mingcha.draws.services.locked import (
    give_throws_work,
    locked_draw,
    locked_sitting,
    protocol_refusal,
    require_drawn_here,
    require_lawful,
)
from mingcha.draws.services.recorded import record_step
from mingcha.draws.states import DRAW
from mingcha.plans.models import Campaign
from mingcha.plans.queries import Frame, campaign_frame, owed_to_the_round, protocol_rule, settings_of
from mingcha.plans.rules.counting import Layer
from mingcha.plans.services.planning import lock_plans
from mingcha.plans.states import READY
from mingcha.registers.queries import conflicts_in_force, eligible_inspectors

SECRET_BYTES = 32
TITLE = "不能封存名册"


def freeze_draw(*, actor: Actor, sitting: Sitting) -> Draw:
    """A frozen selection with its committed files and a fresh secret that nobody is shown. Called again it
    gives the attempt that is frozen already."""
    # Obligation two-registers of docs/law/obligations.yml.
    with transaction.atomic():
        sitting = locked_sitting(actor, sitting)
        can_operate(actor, sitting).require()
        frozen = open_attempt(sitting.campaign_id, SELECTION)
        if frozen is not None:
            return find_draw(actor, frozen.pk)
        require_drawn_here(sitting.campaign, TITLE)
        _check(sitting)
        require_lawful(actor, sitting.campaign, moments.today(), TITLE)
        # Whom other campaigns drew is left out: none of them is withdrawn while this is read and kept.
        lock_plans(actor)
        frame = campaign_frame(actor, sitting.campaign)
        _require_floor(actor, sitting.campaign, frame)
        draw = Draw.objects.create(
            office_id=sitting.office_id,
            campaign=sitting.campaign,
            sitting=sitting,
            kind=SELECTION,
            rule=protocol_rule(frame),
            frozen_at=moments.now(),
            over_age=over_age_words(actor),
        )
        files = keep_files(draw, _files(actor, frame))
        give_throws_work(sitting, reverse("throw_entry", args=[sitting.pk]))
        record_step(
            "draws.freeze_draw",
            actor=actor,
            sitting=sitting,
            content={
                "campaign": sitting.campaign.number,
                "files": {file.name: file.sha256 for file in files},
                "over_age": draw.over_age,
                "secret": "generated",
            },
            records=[draw, *files, make_secret(draw)],
        )
    return find_draw(actor, draw.pk)


def thaw_draw(*, actor: Actor, draw: Draw) -> Draw:
    """Take a freeze back before it was announced, so that the register can be put right and frozen anew."""
    with transaction.atomic():
        draw = locked_draw(actor, draw)
        can_thaw(actor).require()
        draw.state = DRAW.after("thaw", draw.state)
        draw.save()
        content = {"campaign": draw.campaign.number}
        record_step("draws.thaw_draw", actor=actor, sitting=draw.sitting, content=content, records=[draw])
    return draw


def make_secret(draw: Draw) -> DrawSecret:
    """The office's 256 random bits for this attempt, sealed at once."""
    secret = DrawSecret(draw=draw)
    secret.keep(os.urandom(SECRET_BYTES).hex())
    secret.save(force_insert=True)
    return secret


def keep_files(draw: Draw, files: dict[str, bytes]) -> list[DrawFile]:
    """Store committed files; those of the office apart."""
    rows = [
        DrawFile(
            draw=draw,
            name=name,
            role=OFFICE_FILE if name.startswith(OFFICE_PREFIX) else COMMITTED,
            content=content,
        )
        for name, content in sorted(files.items())
    ]
    return list(DrawFile.objects.bulk_create(rows))


def roster_today(actor: Actor) -> list[RosterLine]:
    """Every inspector of the office and whether he can be drawn today."""
    found = eligible_inspectors(actor, moments.today())
    return [RosterLine(one.inspector.roster_no, tuple(one.tags), not one.reasons) for one in found]


def _check(sitting: Sitting) -> None:
    if final_draw(sitting.campaign_id, SELECTION) is not None:
        raise Conflict(
            "drawn-is-final",
            "这个抽查任务的检查对象已经抽出，不能再抽。",
            title=f"{TITLE}：已经抽过",
            clause="抽取规则drawproof/1第4节：已抽取的不能作废，也不能重抽",
        )
    if awaits_computing(sitting.campaign_id):
        raise not_computed(TITLE)
    if sitting.campaign.state != READY:
        raise Conflict(
            "campaign-not-ready",
            f"抽查任务现在是“{sitting.campaign.get_state_display()}”，定案后才能封存名册。",
            title=f"{TITLE}：抽查任务没有定案",
            remedy="请在抽查任务页定案。",
        )


def _require_floor(actor: Actor, campaign: Campaign, frame: Frame) -> None:
    """The registers went on after the campaign was settled: nothing is drawn below the floor."""
    # Obligation floor-ratio of docs/law/obligations.yml.
    missing = frame.floor.required - frame.drawn_for_floor
    if missing > 0 and campaign.plan_id is not None:
        owed = owed_to_the_round(actor, settings_of(campaign), frame.counts)
        missing = 0 if owed is None else owed
    if missing > 0:
        strictest = frame.floor.parts[0]
        raise Conflict(
            "below-floor",
            f"名录库在定案以后有变动，这次抽{frame.drawn}{frame.measure}，比下限少{missing}{frame.measure}。",
            title=f"{TITLE}：低于抽查比例下限",
            clause=strictest.clause,
            remedy="请退回任务，由局领导重新定案；年度计划中的任务定案时按下限调高至少抽取数。",
        )


def _files(actor: Actor, frame: Frame) -> dict[str, bytes]:
    if not frame.rows:
        raise Refusal(
            "empty-frame",
            "抽取范围内没有可以抽取的对象。",
            title=f"{TITLE}：没有对象",
            remedy="请核对抽查任务的范围和名录库。",
        )
    today = moments.today()
    conflicts = [
        CommittedConflict(one.inspector.roster_no, one.holder_code, str(one.pk))
        for one in conflicts_in_force(actor, today)
    ]
    try:
        return selection_files(
            frame=frame.rows,
            excluded=frame.excluded,
            strata=_meanings(frame),
            conflicts=conflicts,
            roster=roster_today(actor),
        )
    except DrawproofError as error:
        raise protocol_refusal(error, f"{TITLE}：名册不合抽取规则") from error


def _meanings(frame: Frame) -> list[Meaning]:
    """Each stratum with what it is, and each raised unit that can be drawn with its reasons."""
    strata = dict(frame.rows)
    raised = [unit for unit in frame.units if unit.raised and unit.code in strata]
    return [
        *(Meaning(count.layer.code, _meaning(count.layer)) for count in frame.counts),
        *(Meaning(strata[u.code], ";".join(u.reasons), u.code, str(u.target_ids[0])) for u in raised),
    ]


def _meaning(layer: Layer) -> str:
    """The kind, and the part it is drawn for; percent-encoded, since committed files are ASCII."""
    return f"{layer.kind}:{quote(layer.part)}" if layer.part else layer.kind
