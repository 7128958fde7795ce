"""Finding external draws, and what stands on one."""

from uuid import UUID

from django.db.models import QuerySet

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Unknown
from mingcha.draws.models import Draw, ExternalDraw
from mingcha.draws.states import ANNULLED, EXTERNAL_FINAL, EXTERNAL_STANDING, FROZEN
from mingcha.intake.models import ProofFile
from mingcha.plans.rules.exclusions import campaign_source
from mingcha.plans.states import TAKES_RESULTS
from mingcha.registers.models import VisitFact
from mingcha.upkeep.queries import platform_lines
from mingcha.upkeep.rules import DRAW

PEOPLE = ("taken_in_by", "decided_by", "withdrawal_proposed_by", "withdrawn_by")


def external_draws(scope: Actor) -> "QuerySet[ExternalDraw]":
    """Every external draw of the viewer's office, the latest first."""
    found = ExternalDraw.objects.filter(office_id=scope.office_id)
    return found.select_related("campaign", "office", *PEOPLE).order_by("-taken_in_at")


def find_external_draw(scope: Actor, pk: UUID) -> ExternalDraw:
    """The draw, or `Unknown` when there is none in the viewer's office."""
    draw = external_draws(scope).filter(pk=pk).first()
    if draw is None:
        raise Unknown("no-such-external-draw", "本机构没有这次平台抽取结果。", title="没有找到")
    return draw


def standing_draw(campaign_id: UUID) -> ExternalDraw | None:
    """The one that waits for a decision or counts."""
    return ExternalDraw.objects.filter(campaign=campaign_id, state__in=EXTERNAL_STANDING).first()


def final_external_draw(campaign_id: UUID) -> ExternalDraw | None:
    """The one that counts as drawn."""
    return ExternalDraw.objects.filter(campaign=campaign_id, state__in=EXTERNAL_FINAL).first()


def screenshot_of(scope: Actor, draw: ExternalDraw, number: int) -> ProofFile:
    """One screenshot of the draw, or `Unknown`."""
    found = (
        draw.screenshots.filter(number=number, proof__office=scope.office_id).select_related("proof").first()
    )
    if found is None:
        raise Unknown("no-such-screenshot", "没有这份截图。", title="没有找到")
    return found.proof


def what_stands_on(scope: Actor, draw: ExternalDraw) -> list[str]:
    """Why the draw cannot be withdrawn, in Chinese; empty when nothing stands on it."""
    campaign, since = draw.campaign, draw.decided_at
    source = campaign_source(campaign.number)
    visits = VisitFact.objects.filter(office=draw.office_id, source=source).count()
    year = {"office": draw.office_id, "campaign__year": campaign.year}
    frozen = Draw.objects.filter(**year, frozen_at__gte=since, state=FROZEN).select_related("campaign")
    later = Draw.objects.filter(**year, announced_at__gte=since).exclude(state=ANNULLED)
    others = ExternalDraw.objects.filter(**year, taken_in_at__gte=since, state__in=EXTERNAL_STANDING)
    entered = [line.word for line in platform_lines(scope, DRAW, draw.pk) if line.latest]
    handed = campaign.participations.filter(state__in=TAKES_RESULTS).select_related("partner")
    return [
        *(["检查已经局领导批准，检查组按这份名单安排了检查"] if campaign.visits_begun else []),
        *([f"已登记{visits}条检查经历"] if visits else []),
        *(f"已把检查任务单交给{one}" for one in handed),
        *(f"已登记录入{word}" for word in entered),
        *(f"其后封存了“{one.campaign}”的名册，是按这次结果排除的，请先在抽取会页退回封存" for one in frozen),
        *(f"其后公告了抽取{one.draw_id}，名册是按这次结果排除的" for one in later),
        *(
            f"其后导入了平台抽取结果{one.draw_id}，基数是按这次结果核对的"
            for one in others.exclude(pk=draw.pk)
        ),
    ]
