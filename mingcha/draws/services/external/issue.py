"""Issue the lists of visits and the volume of what a platform drew."""

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.draws.models import ExternalDraw
from mingcha.draws.policies import can_issue_papers
from mingcha.draws.queries.external.record import external_record
from mingcha.draws.queries.papers.platforms import external_draft, find_external_paper
from mingcha.draws.services.locked import lock_campaign
from mingcha.papers.models import Paper
from mingcha.papers.services import issue_paper


def issue_external_paper(*, actor: Actor, draw: ExternalDraw, kind: str, reason: str = "") -> Paper:
    """The kept paper, without a number, marked on every page. Issued anew with a change it needs a reason."""
    with transaction.atomic():
        lock_campaign(draw.campaign_id)
        can_issue_papers(actor).require()
        record = external_record(actor, draw.pk)
        find_external_paper(actor, record, kind).may_be_made.require()
        return issue_paper(actor=actor, draft=external_draft(actor, record, kind), reason=reason)
