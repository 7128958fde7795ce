"""The draws of a sitting as what is entered into the platforms of superior bodies."""

import datetime

from django.db.models import QuerySet
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict
from mingcha.draws.models import ASSIGNMENT, ExternalDraw, Sitting
from mingcha.draws.queries.attempts import sittings
from mingcha.draws.queries.external.standing import external_draws
from mingcha.draws.states import EXTERNAL_FINAL, FINAL
from mingcha.upkeep.queries import entered_subjects
from mingcha.upkeep.rules import DRAW, Subject


def drawn_sittings(scope: Actor) -> "QuerySet[Sitting]":
    """Sittings in which the teams were drawn: there is something to enter."""
    return sittings(scope).filter(draws__kind=ASSIGNMENT, draws__state__in=FINAL).distinct()


def entered_subject(sitting: Sitting) -> Subject:
    """`Conflict` before the teams are drawn."""
    drawn_on = _drawn_on(sitting)
    if drawn_on is None:
        raise Conflict(
            "nothing-to-enter",
            "检查人员还没有匹配，没有可以录入平台的结果。",
            title="不能登记平台录入：还没有抽完",
            remedy="请在人员匹配完成以后登记。",
        )
    url = reverse("draw_record", args=[sitting.pk])
    return Subject(DRAW, sitting.pk, sitting.campaign.title, f"{url}#platforms", drawn_on)


def not_entered(scope: Actor, platform: str) -> list[Subject]:
    """Draws that do not stand in that platform yet, the first drawn first."""
    entered = entered_subjects(scope, DRAW, platform)
    found = drawn_sittings(scope).exclude(pk__in=entered).order_by("opened_at")
    elsewhere = external_draws(scope).filter(state__in=EXTERNAL_FINAL).exclude(pk__in=entered)
    subjects = [*map(entered_subject, found), *map(entered_external, elsewhere)]
    return sorted(subjects, key=lambda subject: subject.since)


def entered_external(draw: ExternalDraw) -> Subject:
    """What a platform drew, as what is entered into the platforms. `Conflict` unless it counts as drawn."""
    _require_counting(draw)
    url = reverse("external_draw", args=[draw.pk])
    return Subject(
        DRAW,
        draw.pk,
        draw.campaign.title,
        f"{url}#platforms",
        draw.drawn_on,
        require=lambda: _require_counting(ExternalDraw.objects.get(pk=draw.pk)),
    )


def _require_counting(draw: ExternalDraw) -> None:
    if draw.state not in EXTERNAL_FINAL:
        raise Conflict(
            "nothing-to-enter",
            f"{draw}现在是“{draw.get_state_display()}”，没有可以录入平台的结果。",
            title="不能登记平台录入：没有接收",
            remedy="请在结果确认接收以后登记。",
        )


def _drawn_on(sitting: Sitting) -> datetime.date | None:
    drawn = sitting.draws.filter(kind=ASSIGNMENT, state__in=FINAL).first()
    return moments.local_day(drawn.drawn_at) if drawn and drawn.drawn_at else None
