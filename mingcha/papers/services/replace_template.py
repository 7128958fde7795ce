"""An office replaces the template of a paper by its own, or goes back to the shipped one."""

import hashlib
from pathlib import Path

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act
from mingcha.papers.models import OfficeTemplate
from mingcha.papers.policies import can_replace_templates
from mingcha.papers.queries.templates import TITLE, check_template, template_in_force, template_line

BYTES = 200_000


def replace_template(*, actor: Actor, kind: str, content: bytes, file_name: str) -> OfficeTemplate:
    """The new version, in force from now on, after it was tried on the sample. Papers issued before keep the
    template they were made with. `Refusal` where it does not work or leaves a part out."""
    can_replace_templates(actor).require()
    line = template_line(actor, kind)
    source = _text(content)
    check_template(kind, source)
    with transaction.atomic():
        _lock(actor, kind)
        can_replace_templates(actor).require()
        digest = hashlib.sha256(source.encode()).hexdigest()
        former = template_in_force(actor.office_id, kind)
        if former and former.sha256 == digest:
            raise Conflict("template-known", f"现在用的{former}就是这个文件。", title="不用更换：没有变化")
        last = OfficeTemplate.objects.filter(office_id=actor.office_id, kind=kind).order_by("version").last()
        withdrawn = _withdraw(actor, former)
        row = OfficeTemplate.objects.create(
            office_id=actor.office_id,
            kind=kind,
            version=last.version + 1 if last else 1,
            file_name=Path(file_name).name[-120:],
            source=source,
            sha256=digest,
            uploaded_by=actor.name,
            uploaded_at=moments.now(),
        )
        told = {"kind": line.kind, "version": row.version, "sha256": digest}
        record_act("papers.replace_template", actor=actor, content=told, records=[*withdrawn, row])
    return row


def restore_template(*, actor: Actor, kind: str) -> OfficeTemplate:
    """The shipped template is in force again; the office's own stays readable. The withdrawn one."""
    with transaction.atomic():
        _lock(actor, kind)
        can_replace_templates(actor).require()
        line = template_line(actor, kind)
        if line.in_force is None:
            raise Conflict("template-shipped", f"{line.title}现在用的就是系统模板。", title="不用恢复")
        withdrawn = _withdraw(actor, line.in_force)
        told = {"kind": kind, "version": line.in_force.version}
        record_act("papers.restore_template", actor=actor, content=told, records=withdrawn)
    return line.in_force


def _withdraw(actor: Actor, template: OfficeTemplate | None) -> list[Record]:
    if template is None:
        return []
    template.withdrawn_by, template.withdrawn_at = actor.name, moments.now()
    template.save()
    return [template]


def _text(content: bytes) -> str:
    if len(content) > BYTES:
        raise Refusal("template-large", f"模板超过{BYTES // 1000}KB。", title=TITLE)
    try:
        source = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal(
            "template-encoding",
            "文件不是UTF-8编码的文字。",
            title=TITLE,
            remedy="模板是typst文字文件（.typ）；请用记事本另存为UTF-8编码。",
        ) from error
    if not source.strip() or "\x00" in source:
        raise Refusal("template-empty", "文件是空的，或者不是文字。", title=TITLE)
    return source.replace("\r\n", "\n")


def _lock(actor: Actor, kind: str) -> None:
    lock(f"paper-template/{actor.office_id}/{kind}")
