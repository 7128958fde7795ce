"""Issue a paper: typeset once, kept with all that it was typeset from, its digest in the ledger."""

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.common.papers import page_count, source_files
from mingcha.ledger.models import Record
from mingcha.ledger.sealed_state import canonical
from mingcha.ledger.services import record_act
from mingcha.papers.models import DocumentNumber, OfficeTemplate, Paper, PaperSource
from mingcha.papers.queries.issued import latest_paper, rendered
from mingcha.papers.queries.templates import own_files, template_in_force
from mingcha.papers.rules.kinds import KINDS

NUMBER_KEY = "document_no"


@dataclass(frozen=True)
class Draft:
    """What is to be issued. `content` is everything that stands on it, `on` its day, `part` which of several
    of one kind it is."""

    kind: str
    subject: UUID
    title: str
    content: Mapping[str, Any]
    on: datetime.date
    part: str = ""
    number: DocumentNumber | None = None


def issue_paper(*, actor: Actor, draft: Draft, reason: str = "") -> Paper:
    """The kept paper. Issued again with nothing changed it is the same one; with a change it is the next
    edition, which needs a reason. Part of another verb: the caller has asked its policy and holds the
    transaction."""
    lock(f"paper/{draft.kind}/{draft.subject}/{draft.part}")
    former = latest_paper(draft.kind, draft.subject, draft.part)
    own = template_in_force(actor.office_id, draft.kind)
    source, is_new = _source(draft, own)
    if former and canonical(former.content) == canonical(dict(draft.content)) and former.source == source:
        return former
    if former and not reason.strip():
        raise _needs_reason(former)
    pdf = rendered(source.files, draft.content, draft.on, is_own=own is not None)
    paper = Paper(
        office_id=actor.office_id,
        kind=draft.kind,
        subject=draft.subject,
        part=draft.part,
        edition=former.edition + 1 if former else 1,
        title=draft.title[:200],
        document_no=str(draft.content.get(NUMBER_KEY, ""))[:40],
        made_on=draft.on,
        content=dict(draft.content),
        source=source,
        template=str(own) if own else "",
        pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(),
        pages=page_count(pdf),
        reason=reason.strip() if former else "",
        made_by=actor.name,
        made_at=moments.now(),
    )
    paper.save(force_insert=True)
    _record(actor, paper, [*([source] if is_new else []), *([draft.number] if draft.number else [])])
    return paper


def _source(draft: Draft, own: OfficeTemplate | None) -> tuple[PaperSource, bool]:
    """The template in force with all it imports, kept once; whether it is new."""
    files = own_files(own.source) if own else source_files(KINDS[draft.kind].template)
    digest = hashlib.sha256(canonical(files).encode()).hexdigest()
    lock(f"paper-source/{digest}")
    known = PaperSource.objects.filter(sha256=digest).first()
    return known or PaperSource.objects.create(sha256=digest, files=files), known is None


def _record(actor: Actor, paper: Paper, others: list[Record]) -> None:
    content = {
        "kind": paper.kind,
        "edition": paper.edition,
        "document_no": paper.document_no,
        "sha256": paper.sha256,
    }
    record_act(
        "papers.issue_paper", actor=actor, reason=paper.reason, content=content, records=[paper, *others]
    )


def _needs_reason(former: Paper) -> Refusal:
    return Conflict(
        "paper-known",
        f"{former}已在{moments.wall_time(former.made_at)}制作，现在的内容与它不同。",
        title="不能制作：没有写明理由",
        remedy="原来的一份保留。确要重新制作的，写明哪里变了、为什么。",
    )
