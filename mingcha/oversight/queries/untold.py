"""Entries of the ledger that a viewer is not told yet. Who acted on names, how, and how much it changed tells
who is in a team and who was drawn; that such an entry stands there is not kept back (docs/decisions/0016)."""

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from mingcha.accounts.actors import Actor
from mingcha.draws.models import ASSIGNMENT, Draw, UnitWithdrawal, Vacancy, VacancyProposal
from mingcha.draws.queries.looks import untold_campaigns, untold_looks
from mingcha.inspections.models import Inspection
from mingcha.ledger.models import Entry, Opening, Version
from mingcha.papers.models import Paper, PaperScan
from mingcha.plans.models import Campaign, DrawnUnitChange
from mingcha.registers.models import ConflictOfInterest

SUBSTITUTED, TRIED = "substituted", "draws.try_secret"
# Whose rows an act writes only where somebody or something of the drawn is meant → the way to its campaign.
TELLING: tuple[tuple[type[Model], str], ...] = (
    (Vacancy, "draw__campaign"),
    (VacancyProposal, "draw__campaign"),
    (UnitWithdrawal, "draw__campaign"),
    (DrawnUnitChange, "drawn__campaign"),
)


def untold_entries(scope: Actor) -> Q:
    """The condition on `Entry` that holds for what this viewer is not told."""
    closed = untold_campaigns(scope)
    draws = Draw.objects.filter(campaign__in=closed).exclude(draw_id="").values("draw_id")
    found = Q(kind=SUBSTITUTED, draw__in=draws)
    found |= Q(index__in=_of_visits(closed)) | Q(index__in=_of_refused_changes(closed))
    for rows in (untold_looks(scope), *_rows(closed, draws)):
        touching = Version.objects.filter(table=rows.model._meta.db_table, row__in=rows.values("pk"))
        found |= Q(index__in=touching.values("entry"))
    return found


def _rows(closed: Collection[UUID], draws: "QuerySet[Draw, Any]") -> "Iterator[QuerySet[Model]]":
    for model, campaign in TELLING:
        yield model._default_manager.filter(**{f"{campaign}__in": closed})
    yield ConflictOfInterest.objects.filter(declared_for__in=draws)
    visits = Inspection.objects.filter(campaign__in=closed).values("pk")
    yield Paper.objects.filter(subject__in=visits)
    yield PaperScan.objects.filter(paper__subject__in=visits)


def _of_visits(closed: Collection[UUID]) -> "QuerySet[Opening, Any]":
    """What was done on one visit: it names its campaign and the visit."""
    named = Q(pk__in=[])
    for number in Campaign.objects.filter(pk__in=closed).values_list("number", flat=True):
        named |= Q(content__contains=f'"campaign":"{number}"')
    return Opening.objects.filter(named, content__contains='"visit":').values("entry")


def _of_refused_changes(closed: Collection[UUID]) -> "QuerySet[Opening, Any]":
    """The secret of drawn teams was opened for a change that was refused: who asked may be of a team."""
    drawn = Draw.objects.filter(campaign__in=closed, kind=ASSIGNMENT, drawn_at__isnull=False)
    named = Q(pk__in=[])
    for draw_id, drawn_at in drawn.values_list("draw_id", "drawn_at"):
        named |= Q(content__contains=f'"draws":["{draw_id}"]', entry__at__gte=drawn_at)
    return Opening.objects.filter(named, act=TRIED).values("entry")


def untold_among(scope: Actor, numbers: Collection[int]) -> set[int]:
    """Those of these entries, by index."""
    found = Entry.objects.filter(untold_entries(scope), index__in=numbers)
    return set(found.values_list("index", flat=True))
