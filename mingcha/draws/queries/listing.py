"""The list of all attempts: filters, rows for export, campaigns that wait."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.workbooks.writer import Value
from mingcha.draws.models import Draw, Sitting
from mingcha.draws.queries.attempts import is_settled
from mingcha.draws.queries.recording_story import recording_standing
from mingcha.draws.states import DRAW, FINAL, OPEN
from mingcha.plans.models import Campaign
from mingcha.plans.queries.standings import stopped_of
from mingcha.plans.rules.findings import Finding
from mingcha.plans.states import READY

IDLE_AT_MOST = 20
LIST_HEADINGS = (
    "抽查任务",
    "任务编号",
    "种类",
    "第几次",
    "抽取编号",
    "公告时间",
    "抽取时间",
    "状态",
    "作废原因",
    "录音录像",
)


@dataclass(frozen=True)
class Waiting:
    """A settled campaign; `has_open` when an attempt is under way, `stopped` why nothing may be drawn as list
    and law are now."""

    campaign: Campaign
    has_open: bool
    stopped: str = ""


def narrowed(found: "QuerySet[Draw]", wanted: Mapping[str, str]) -> "QuerySet[Draw]":
    """By state and by words in title or number, the latest first."""
    if wanted.get("state") in DRAW.words:
        found = found.filter(state=wanted["state"])
    if words := wanted.get("q", "").strip():
        found = found.filter(Q(campaign__title__icontains=words) | Q(draw_id__icontains=words))
    return found.order_by("-frozen_at", "-kind")


def recording_of(draw: Draw) -> tuple[str, str] | None:
    """Whether the sitting of a listed attempt was filmed, as word and class; nothing before it was drawn."""
    return recording_standing(draw.sitting) if draw.drawn_at else None


def list_row(draw: Draw) -> tuple[Value, ...]:
    filmed = recording_of(draw)
    return (
        draw.campaign.title,
        draw.campaign.number,
        draw.get_kind_display(),
        draw.attempt or "",
        draw.draw_id,
        draw.announced_at or "",
        draw.drawn_at or "",
        draw.get_state_display(),
        draw.get_annulled_for_display(),
        filmed[0] if filmed else "",
    )


def waiting_campaigns(scope: Actor) -> list[Waiting]:
    """Settled campaigns that are not fully drawn."""
    ready = Campaign.objects.filter(office_id=scope.office_id, state=READY, drawing_platform="")
    waiting = [campaign for campaign in ready.order_by("number") if not is_settled(campaign.pk)]
    free = [campaign for campaign in waiting if not campaign.held_by]
    stopped = stopped_of(scope, free, moments.today())
    return [
        Waiting(
            campaign,
            campaign.draws.filter(state__in=OPEN).exists(),
            _in_short(stopped.get(campaign.pk, [])),
        )
        for campaign in waiting
    ]


def idle_sittings(scope: Actor) -> "QuerySet[Sitting]":
    """Those in which nothing was drawn and nothing is under way, the latest first: not closed, or why."""
    done = Draw.objects.filter(sitting=OuterRef("pk"), state__in=(*OPEN, *FINAL))
    found = Sitting.objects.filter(~Exists(done), office_id=scope.office_id)
    return found.select_related("campaign", "operator", "closed_by").order_by("-opened_at")[:IDLE_AT_MOST]


def _in_short(found: Sequence[Finding]) -> str:
    """The first of them, and how many there are."""
    if not found:
        return ""
    return found[0].title + (f"，共{len(found)}个问题" if len(found) > 1 else "")


def waiting_elsewhere(scope: Actor) -> list[Campaign]:
    """Settled campaigns that a platform draws and whose result nobody has brought in."""
    ready = Campaign.objects.filter(office_id=scope.office_id, state=READY, held_by="")
    return list(ready.exclude(drawing_platform="").order_by("number"))
