"""Papers of sittings for whom they are open: those that tell names as the names themselves."""

import datetime
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.draws.models import Sitting
from mingcha.draws.policies import can_see_draws, can_see_external_names, can_see_names, can_see_sitting
from mingcha.draws.queries.changes import first_change
from mingcha.draws.queries.external.standing import find_external_draw
from mingcha.draws.queries.outcomes import is_disclosed
from mingcha.draws.queries.papers.drafts import NAMED_KINDS
from mingcha.draws.queries.papers.platforms import is_external
from mingcha.draws.queries.record import record_of
from mingcha.papers.models import Paper, PaperScan
from mingcha.papers.queries.issued import find_paper, find_scan
from mingcha.papers.rules.kinds import VOLUME
from mingcha.plans.queries import find_campaign


def readable_paper(scope: Actor, pk: UUID) -> Paper:
    """The paper, `Forbidden` for whom its names are not shown."""
    paper = find_paper(scope, pk)
    _require_open(scope, paper)
    return paper


def readable_scan(scope: Actor, pk: UUID) -> PaperScan:
    """As the paper that it is a scan of."""
    scan = find_scan(scope, pk)
    _require_open(scope, scan.paper)
    return scan


def outdated_on(paper: Paper) -> datetime.date | None:
    """The day on which a later edition was made, or a seat or a unit on it changed; None while it tells how
    things are."""
    later = Paper.objects.filter(kind=paper.kind, subject=paper.subject, part=paper.part)
    made = (
        later.filter(edition__gt=paper.edition).order_by("edition").values_list("made_at", flat=True).first()
    )
    changed = None
    if paper.kind in NAMED_KINDS and not is_external(paper):
        campaign = Sitting.objects.values_list("campaign", flat=True).get(pk=paper.subject)
        changed = first_change(campaign, paper.made_at)
    first = min(filter(None, (made, changed)), default=None)
    return moments.local_day(first) if first else None


def _require_open(scope: Actor, paper: Paper) -> None:
    if is_external(paper):
        draw = find_external_draw(scope, paper.subject)
        can_see_draws(scope).require()
        can_see_external_names(scope, draw).require()
        return
    if paper.kind == VOLUME:
        campaign = find_campaign(scope, paper.subject)
        can_see_draws(scope).require()
        can_see_names(scope, campaign.pk, is_disclosed=is_disclosed(campaign), has_teams=True).require()
        return
    record = record_of(scope, paper.subject)
    can_see_sitting(scope, record.sitting).require()
    if paper.names:
        record.names.require()
