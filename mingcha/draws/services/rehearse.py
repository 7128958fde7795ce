"""Rehearse a sitting 演练. Nothing of it is a record and nothing of it is read by any draw; the ledger keeps
that a rehearsal began and ended, so that nobody can say afterwards that a draw had been one."""

import os
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.urls import reverse

import drawproof
from mingcha.accounts.actors import Actor
from mingcha.accounts.models import OpenWork, Person
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.draws.models import Rehearsal
from mingcha.draws.policies import (
    can_end_rehearsal,
    can_enter_rehearsed_throws,
    can_open_sitting,
    can_operate_rehearsal,
    person_of,
)
from mingcha.draws.queries.rehearsals import (
    Material,
    find_rehearsal,
    frame_as_stored,
    material_of,
    open_rehearsals,
    rehearsable_campaigns,
    rehearsed_throws,
)
from mingcha.draws.rules.events import EVENTS, ThrowState, current, read_values
from mingcha.draws.rules.rehearsals import EVENT_OF, ORDER, following, play
from mingcha.draws.services.locked import REHEARSAL_WORK, give_rehearsal_work
from mingcha.draws.services.three_people import require_three_people
from mingcha.ledger.services import record_act
from mingcha.plans.models import Campaign

TITLE = "不能演练"
SUITE, RANDOM_BYTES = "sha256", 32


def begin_rehearsal(
    *, actor: Actor, campaign: Campaign, caller: Person, witness: Person, event: str
) -> Rehearsal:
    """A rehearsal of the campaign as it stands now, operated by the actor. One that this person left open
    before ends with it."""
    with transaction.atomic():
        lock(f"draws.rehearsals.{actor.office_id}")
        can_open_sitting(actor).require()
        campaign = _campaign(actor, campaign.pk)
        require_three_people(actor, caller, witness, TITLE)
        if event not in EVENTS:
            raise Refusal("event-unknown", "没有这种公开事件。", title=TITLE, remedy="请从所列的选一种。")
        for former in open_rehearsals(actor).filter(operator_id=person_of(actor)):
            _end(actor, former)
        material = material_of(actor, campaign)
        rehearsal = Rehearsal.objects.create(
            office_id=actor.office_id,
            campaign=campaign,
            operator_id=person_of(actor),
            caller=caller,
            witness=witness,
            event=event,
            step=ORDER[0],
            number=drawproof.check_number(_seed()),
            frame=frame_as_stored(material.frame),
            played=_played(material),
            begun_at=moments.now(),
        )
        give_rehearsal_work(rehearsal, reverse("rehearsal_throws", args=[rehearsal.pk]))
        record_act("draws.begin_rehearsal", actor=actor, content={"campaign": campaign.number})
    return find_rehearsal(actor, rehearsal.pk)


def advance_rehearsal(*, actor: Actor, rehearsal: Rehearsal, step: str) -> Rehearsal:
    """The rehearsal one step further than `step`, the one the operator saw; pressed twice it goes on once.
    From an event only once both have entered all of it alike."""
    with transaction.atomic():
        rehearsal = _locked(actor, rehearsal)
        can_operate_rehearsal(actor, rehearsal).require()
        after = following(step) if step == rehearsal.step else None
        if after is None:
            return rehearsal
        if current(rehearsed_throws(rehearsal)) is not None:
            raise Conflict(
                "throws-missing", "两人还没有全部录成一致，不能往下。", title="还不能往下：录入没有完"
            )
        rehearsal.step = after
        rehearsal.save()
    return rehearsal


def enter_rehearsed_throw(
    *, actor: Actor, rehearsal: Rehearsal, throw: int, texts: Sequence[str]
) -> Rehearsal:
    """The entry of one throw by one of the two, judged as in a draw."""
    with transaction.atomic():
        rehearsal = _locked(actor, rehearsal)
        can_enter_rehearsed_throws(actor, rehearsal).require()
        place = int(actor.person_id == rehearsal.witness_id)
        state = _awaited(rehearsal, throw, place)
        event = EVENT_OF[rehearsal.step]
        try:
            values = read_values(state.throw, texts)
        except ValueError as error:
            raise Refusal("values", str(error), title="还不能录入，请再看一遍") from error
        rehearsal.entries = [*rehearsal.entries, [event, throw, place, values]]
        rehearsal.save()
    return rehearsal


def end_rehearsal(*, actor: Actor, rehearsal: Rehearsal) -> None:
    """Take it away whole. Ended already, nothing is left to do."""
    with transaction.atomic():
        rehearsal = _locked(actor, rehearsal)
        can_end_rehearsal(actor, rehearsal).require()
        _end(actor, rehearsal)


def _campaign(actor: Actor, pk: UUID) -> Campaign:
    campaign = rehearsable_campaigns(actor).filter(pk=pk).first()
    if campaign is None:
        raise Conflict(
            "nothing-to-rehearse",
            "只有编制中或者已定案、由本系统抽取的任务可以演练。",
            title=f"{TITLE}：任务不在可演练之列",
            remedy="请另选一个任务。",
        )
    return campaign


def _played(material: Material) -> dict[str, object]:
    if material.planned is None:
        raise Refusal(
            "empty-frame",
            "抽取范围内没有可以抽取的对象。",
            title=f"{TITLE}：没有对象",
            remedy="请核对抽查任务的范围和名录库。",
        )
    return play(material.planned, material.roster, material.conflicts, material.titles, _seed)


def _seed() -> str:
    return drawproof.rehearsal_seed(SUITE, os.urandom(RANDOM_BYTES).hex())


def _locked(actor: Actor, rehearsal: Rehearsal) -> Rehearsal:
    lock(f"draws.rehearsals.{actor.office_id}")
    return find_rehearsal(actor, rehearsal.pk)


def _awaited(rehearsal: Rehearsal, throw: int, place: int) -> ThrowState:
    state = current(rehearsed_throws(rehearsal))
    if state is None or state.throw.number != throw or not state.awaits(place):
        raise Conflict("not-asked", "现在不用录入，或者本人已经录过。", title="不能录入：次序已变")
    return state


def _end(actor: Actor, rehearsal: Rehearsal) -> None:
    content = {"campaign": rehearsal.campaign.number, "step": rehearsal.step}
    OpenWork.objects.filter(kind=REHEARSAL_WORK, subject=rehearsal.pk).delete()
    rehearsal.delete()
    record_act("draws.end_rehearsal", actor=actor, content=content)
