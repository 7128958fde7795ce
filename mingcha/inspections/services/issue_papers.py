"""Make a paper of a visit, or the approval paper of a campaign; attach what was signed and sealed."""

from uuid import UUID

from django.db import transaction
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict
from mingcha.common.locking import lock
from mingcha.inspections.models import Approval
from mingcha.inspections.policies import can_propose_approval
from mingcha.inspections.queries.papers.approvals import HEADING, approval_content
from mingcha.inspections.queries.papers.lines import PaperLine, content_of, find_line, may_give
from mingcha.inspections.queries.papers.reading import readable_paper, visit_of
from mingcha.inspections.queries.visible import Seen, find_approval, sight_of
from mingcha.inspections.services.issue_notice import issue_notice
from mingcha.inspections.services.locked import locked_inspection
from mingcha.inspections.states import APPROVED
from mingcha.intake.services import Scan
from mingcha.papers.models import DocumentNumber, Paper, PaperScan
from mingcha.papers.rules.kinds import INSPECTION_APPROVAL, INSPECTION_NOTICE, RESULT_NOTICE
from mingcha.papers.services import Bearer, Draft, attach_scan, issue_paper, take_number


def issue_visit_paper(
    *, actor: Actor, inspection: UUID, kind: str, part: str = "", reason: str = ""
) -> Paper:
    """The kept paper. Made again with nothing changed it is the same; with a change it needs a reason."""
    # Obligation basic-papers of docs/law/obligations.yml.
    if kind == INSPECTION_NOTICE:
        return issue_notice(actor=actor, inspection=inspection, reason=reason).paper
    with transaction.atomic():
        seen = locked_inspection(actor, inspection)
        line = find_line(actor, seen, kind, part)
        line.may_be_made.require()
        number = _number(actor, seen, line)
        on = line.latest.made_on if line.latest else moments.today()
        content = content_of(actor, seen, line, str(number or ""), on)
        if line.latest is not None and line.latest.content != content:
            on = moments.today()
            content = content_of(actor, seen, line, str(number or ""), on)
        draft = Draft(kind, seen.inspection.pk, content["title"], content, on, part, number)
        return issue_paper(actor=actor, draft=draft, reason=reason)


def issue_approval_paper(*, actor: Actor, approval: UUID, reason: str = "") -> Paper:
    """审批表 of a decided approval, with every visit: for whom the names are open."""
    with transaction.atomic():
        found = find_approval(actor, approval)
        lock(f"draws.campaign.{found.campaign_id}")
        found = find_approval(actor, approval)
        can_propose_approval(actor, found.campaign).require()
        sight = sight_of(actor, found.campaign)
        sight.every.require()
        if found.state != APPROVED:
            raise Conflict("not-approved", "检查还没有批准。", title="不能制作审批表：没有批准")
        number = _approval_number(actor, found)
        on = moments.local_day(found.decided_at) if found.decided_at else moments.today()
        content = approval_content(actor, found, sight, str(number or ""))
        draft = Draft(INSPECTION_APPROVAL, found.pk, content["title"], content, on, number=number)
        return issue_paper(actor=actor, draft=draft, reason=reason)


def attach_visit_scan(*, actor: Actor, paper: UUID, scan: Scan, note: str = "") -> PaperScan:
    """The paper as it was signed and sealed: by the team, or who is in charge of its papers."""
    with transaction.atomic():
        found = readable_paper(actor, paper)
        if found.kind == INSPECTION_APPROVAL:
            can_propose_approval(actor, find_approval(actor, found.subject).campaign).require()
        else:
            may_give(actor, visit_of(actor, found)).require()
        return attach_scan(actor=actor, paper=found, scan=scan, note=note)


def _number(actor: Actor, seen: Seen, line: PaperLine) -> DocumentNumber | None:
    """Only the notice of the result has one of its own; its title in the register names nobody."""
    if line.kind != RESULT_NOTICE:
        return None
    row = seen.inspection
    url = reverse("inspection_detail", args=[row.pk])
    return take_number(actor=actor, kind=RESULT_NOTICE, bearer=Bearer(row.pk, f"{row}{line.title}", url))


def _approval_number(actor: Actor, approval: Approval) -> DocumentNumber | None:
    url = reverse("approval_decide", args=[approval.pk])
    title = f"{approval.campaign.title}{HEADING}"
    return take_number(actor=actor, kind=INSPECTION_APPROVAL, bearer=Bearer(approval.pk, title, url))
