"""Open a sitting: who operates, who calls, who witnesses, where."""

from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Person
from mingcha.common import moments
from mingcha.common.errors import Conflict
from mingcha.draws.models import ASSIGNMENT, SELECTION, Sitting
from mingcha.draws.policies import can_open_sitting, person_of
from mingcha.draws.queries.attempts import find_sitting, is_settled, open_attempt
from mingcha.draws.queries.changes import without_visits
from mingcha.draws.services.issue_papers import number_sitting
from mingcha.draws.services.locked import (
    THROWS_WORK,
    finish_campaign_work,
    give_throws_work,
    lock_campaign,
    require_drawn_here,
    require_lawful,
)
from mingcha.draws.services.three_people import require_three_people
from mingcha.intake.private import require_no_numbers
from mingcha.ledger.services import record_act
from mingcha.papers.services import refuse_typed_number
from mingcha.plans.models import Campaign
from mingcha.plans.states import DRAWN, READY

TITLE = "不能开始抽取"


def open_sitting(
    *, actor: Actor, campaign: Campaign, caller: Person, witness: Person, place: str, document_no: str = ""
) -> Sitting:
    """A sitting of a settled campaign, operated by the actor. Three different people lead it. Asked for again
    on the same day (a button pressed twice), one in which nothing was done yet is the same sitting. Without a
    typed number it takes the next one of the office's series, if there is one."""
    with transaction.atomic():
        lock_campaign(campaign.pk)
        can_open_sitting(actor).require()
        campaign = Campaign.objects.select_related("office").get(pk=campaign.pk, office_id=actor.office_id)
        require_drawn_here(campaign, TITLE)
        _check_campaign(campaign)
        if not campaign.held_by:
            require_lawful(actor, campaign, moments.today(), TITLE)
        require_three_people(actor, caller, witness, TITLE)
        refuse_typed_number(actor.office_id, document_no)
        require_no_numbers([("地点", place), ("文号", document_no)], title=TITLE)
        who = {"operator_id": person_of(actor), "caller": caller, "witness": witness}
        facts = {**who, "campaign": campaign, "place": place.strip()}
        typed = {"document_no": document_no.strip()} if document_no.strip() else {}
        again = Sitting.objects.filter(
            **facts, **typed, draws=None, closed_at=None, opened_at__date=moments.today()
        ).first()
        if again is not None:
            return find_sitting(actor, again.pk)
        last = Sitting.objects.filter(campaign=campaign).aggregate(last=Max("number"))["last"] or 0
        sitting = Sitting.objects.create(
            office_id=actor.office_id, number=last + 1, opened_at=moments.now(), **facts, **typed
        )
        numbers = [] if typed else number_sitting(actor, sitting)
        # Whoever was asked for in a sitting that came to nothing is asked no more.
        finish_campaign_work(campaign.pk, THROWS_WORK)
        give_throws_work(sitting, reverse("throw_entry", args=[sitting.pk]))
        record_act(
            "draws.open_sitting",
            actor=actor,
            content={"campaign": campaign.number, "sitting": sitting.number},
            records=[sitting, *numbers],
        )
    return find_sitting(actor, sitting.pk)


def _check_campaign(campaign: Campaign) -> None:
    is_over = is_settled(campaign.pk) or bool(without_visits([campaign.pk]))
    if campaign.state not in (READY, DRAWN) or is_over:
        raise Conflict(
            "campaign-not-ready",
            f"抽查任务“{campaign.title}”现在是“{campaign.get_state_display()}”，只有已定案、还没有抽完的任务可以抽取。",
            title=f"{TITLE}：抽查任务还不能抽取",
            remedy="请先把抽查任务定案。",
        )
    if any(open_attempt(campaign.pk, kind) for kind in (SELECTION, ASSIGNMENT)):
        raise Conflict(
            "attempt-open",
            "这个抽查任务已有一次抽取没有办完。",
            title=f"{TITLE}：上一次还没有办完",
            remedy="请在原来的抽取会里办完；办不完的，已公告的由两人作废，只封存的由执法监察退回，再开始。",
        )
