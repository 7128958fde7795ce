"""Papers as they were issued."""

import datetime
import hashlib
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Refusal, Unknown
from mingcha.common.papers import typeset_files
from mingcha.common.papers.limited import NotTypeset, typeset_limited
from mingcha.papers.models import Paper, PaperScan
from mingcha.papers.queries.templates import not_typeset

# Under this key a content names the papers it holds: {file: key of the paper}.
ATTACHED = "papers"


def papers_of(scope: Actor, subjects: Iterable[UUID]) -> "QuerySet[Paper]":
    """Every paper of these subjects without its bytes, all editions, in the order they were made."""
    found = Paper.objects.filter(office_id=scope.office_id, subject__in=list(subjects))
    return found.defer("pdf", "content").prefetch_related("scans__file")


def find_paper(scope: Actor, pk: UUID) -> Paper:
    """The paper, or `Unknown` when there is none in the viewer's office."""
    paper = Paper.objects.filter(office_id=scope.office_id, pk=pk).first()
    if paper is None:
        raise Unknown("no-such-paper", "本机构没有这份文书。", title="没有找到")
    return paper


def latest_paper(kind: str, subject: UUID, part: str = "") -> Paper | None:
    """The last edition."""
    return Paper.objects.filter(kind=kind, subject=subject, part=part).order_by("edition").last()


def pdf_of(paper: Paper) -> bytes:
    """The kept PDF; `Refusal` when it is not what the ledger binds."""
    pdf = bytes(paper.pdf)
    if hashlib.sha256(pdf).hexdigest() != paper.sha256:
        raise Refusal(
            "paper-damaged",
            f"{paper}的内容与登记的摘要不同。",
            title="不能打开：文书已被改动",
            remedy="请系统管理员运行mingcha doctor，并从备份恢复。",
        )
    return pdf


def rendered_again(paper: Paper) -> bytes:
    """The PDF typeset anew from what is kept of the paper: the same bytes, with the same fonts."""
    return rendered(paper.source.files, paper.content, paper.made_on, is_own=bool(paper.template))


def rendered(
    files: Mapping[str, str], content: Mapping[str, Any], on: datetime.date, *, is_own: bool
) -> bytes:
    """The PDF; a template that the office wrote is typeset in a limited process, and refused in words."""
    if not is_own:
        return typeset_files(files, content, on=on, attached=attached_to(content))
    try:
        return typeset_limited(files, [content], on=on)[0]
    except NotTypeset as wrong:
        raise not_typeset(wrong) from wrong


def attached_to(content: Mapping[str, Any]) -> dict[str, bytes]:
    """The PDFs of the papers whose pages stand in this one, by the names that its content gives them."""
    named: dict[str, str] = dict(content.get(ATTACHED, {}))
    found = Paper.objects.in_bulk([UUID(key) for key in named.values()])
    return {name: pdf_of(found[UUID(key)]) for name, key in named.items()}


def find_scan(scope: Actor, pk: UUID) -> PaperScan:
    """The scan, or `Unknown` when there is none in the viewer's office."""
    found = PaperScan.objects.filter(paper__office_id=scope.office_id, pk=pk)
    scan = found.select_related("paper", "file").first()
    if scan is None:
        raise Unknown("no-such-scan", "本机构没有这份扫描件。", title="没有找到")
    return scan
