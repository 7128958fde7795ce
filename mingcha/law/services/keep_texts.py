"""Enter legal texts, and what becomes of them: a new version, a repeal, a correction."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.law.models import CitedText, Deadline, LegalText
from mingcha.law.policies import can_keep_texts
from mingcha.law.queries import find_text, open_deadlines, versions_of
from mingcha.law.rules import LIST_AFTER_LAW, LIST_AFTER_LAW_DAYS, title_key
from mingcha.law.services.keep_deadlines import set_deadline
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act


@dataclass(frozen=True)
class TextFacts:
    """What a version is, except its title and its end."""

    level: str
    change: str
    in_force_from: datetime.date
    made_on: datetime.date | None = None
    issued_by: str = ""
    document_no: str = ""
    confidence: str = "P"
    note: str = ""


def enter_text(*, actor: Actor, title: str, facts: TextFacts, reason: str = "") -> LegalText:
    """A text of which no version was known. `Conflict` when one is: that text is revised instead."""
    with transaction.atomic():
        _lock(actor)
        can_keep_texts(actor).require()
        text = LegalText(office_id=actor.office_id, title=title.strip().strip("《》"), **vars(facts))
        text.key = title_key(text.title)
        if not text.key:
            raise Refusal("text-without-title", "法律文本要写明名称。", title="不能登记：没有名称")
        _require_order(text.made_on, text.in_force_from)
        same = versions_of(text).first()
        if same is not None:
            raise Conflict(
                "text-known",
                f"{same}已经登记。",
                title="不能登记：文本已有登记",
                remedy="修改后的新版本，请在该文本的页面登记新版本。",
            )
        text.save(force_insert=True)
        content = {"title": text.title, "from": text.in_force_from.isoformat()}
        record_act("law.enter_text", actor=actor, reason=reason, content=content, records=[text])
    return text


def revise_text(
    *, actor: Actor, text: LegalText, facts: TextFacts, reason: str, title: str = ""
) -> LegalText:
    """The version that follows the last one, in force from its day; the former one ends the day before. What
    cites the former one is from then on listed and not newly used."""
    with transaction.atomic():
        _lock(actor)
        can_keep_texts(actor).require()
        former = _latest(find_text(actor, text.pk))
        _require_reason(reason)
        _require_order(facts.made_on, facts.in_force_from)
        _require_later(former, facts.in_force_from)
        name = title.strip().strip("《》") or former.title
        later = LegalText(office_id=actor.office_id, title=name, key=former.key, **vars(facts))
        later.save(force_insert=True)
        former.in_force_until = min(former.in_force_until or datetime.date.max, _before(facts.in_force_from))
        former.replaced_by = later
        former.save()
        content = {"title": later.title, "from": later.in_force_from.isoformat()}
        records = [later, former, *_list_deadline(later, facts.in_force_from)]
        record_act("law.revise_text", actor=actor, reason=reason, content=content, records=records)
    return later


def repeal_text(
    *,
    actor: Actor,
    text: LegalText,
    from_on: datetime.date,
    reason: str,
    replaced_by: LegalText | None = None,
) -> LegalText:
    """The text without force from that day on; `replaced_by` another text that takes its place."""
    with transaction.atomic():
        _lock(actor)
        can_keep_texts(actor).require()
        text = find_text(actor, text.pk)
        _require_reason(reason)
        if text.in_force_until is not None:
            raise Conflict(
                "text-ended",
                f"{text}已于{text.in_force_until}失效。",
                title="不能登记废止：已经失效",
                remedy="请在现行版本的页面登记废止。",
            )
        _require_later(text, from_on)
        text.in_force_until, text.replaced_by = _before(from_on), replaced_by
        text.save()
        content = {"title": text.title, "from": from_on.isoformat()}
        records = [text, *_list_deadline(text, from_on)]
        record_act("law.repeal_text", actor=actor, reason=reason, content=content, records=records)
    return text


def correct_text(*, actor: Actor, text: LegalText, facts: TextFacts, reason: str) -> LegalText:
    """The version with these facts: what was entered wrongly or could not be checked at first."""
    with transaction.atomic():
        _lock(actor)
        can_keep_texts(actor).require()
        text = find_text(actor, text.pk)
        _require_reason(reason)
        _require_order(facts.made_on, facts.in_force_from)
        moved: list[Record] = [*_moved_former(text, facts.in_force_from)]
        counted = open_deadlines(text.office_id, LIST_AFTER_LAW).filter(subject=text.pk).first()
        if counted and counted.starts_on == text.in_force_from:
            moved += _list_deadline(text, facts.in_force_from)
        for name, value in vars(facts).items():
            setattr(text, name, value)
        text.save()
        content = {"title": text.title, "from": text.in_force_from.isoformat()}
        record_act("law.correct_text", actor=actor, reason=reason, content=content, records=[text, *moved])
    return text


def _list_deadline(text: LegalText, changed_on: datetime.date) -> list[Deadline]:
    """The item list must be looked through within so many working days after a text that it cites changed;
    publishing it anew or confirming it closes this. A text that it does not cite sets it none."""
    if not CitedText.objects.filter(office_id=text.office_id, key=text.key).exists():
        return []
    deadline = set_deadline(
        office_id=text.office_id,
        kind=LIST_AFTER_LAW,
        subject=text.pk,
        title=f"{text}变动后更新抽查事项清单",
        starts_on=changed_on,
        figure_key=LIST_AFTER_LAW_DAYS,
        url=reverse("text_detail", args=[text.pk]),
    )
    return [deadline]


def _lock(actor: Actor) -> None:
    lock(f"law/{actor.office_id}")


def _before(day: datetime.date) -> datetime.date:
    return day - datetime.timedelta(days=1)


def _latest(text: LegalText) -> LegalText:
    return versions_of(text)[0]


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Refusal(
            "reason-missing", "请写明依据哪个公布文件，理由记入留痕日志。", title="不能登记：没有理由"
        )


def _require_order(made_on: datetime.date | None, in_force_from: datetime.date) -> None:
    if made_on and made_on > in_force_from:
        raise Refusal(
            "text-days",
            f"制定或修改日期{made_on}晚于施行日期{in_force_from}。",
            title="不能登记：日期颠倒",
            remedy="请对照公布文件，填写通过或公布的日期和施行的日期。",
        )


def _require_later(former: LegalText, from_on: datetime.date) -> None:
    if from_on <= former.in_force_from:
        raise Refusal(
            "text-not-later",
            f"{former}自{former.in_force_from}起施行，新的日期{from_on}不在其后。",
            title="不能登记：日期早于现行版本",
            remedy="请填写新版本施行或现行版本废止的日期。",
        )


def _moved_former(text: LegalText, from_on: datetime.date) -> list[LegalText]:
    """The version before, ending the day before. A corrected day stays in its place among the versions."""
    others = versions_of(text).exclude(pk=text.pk)
    former = others.filter(in_force_from__lt=text.in_force_from).first()
    too_late = text.in_force_until is not None and from_on > text.in_force_until
    if too_late or (former is not None and former.in_force_from >= from_on):
        raise Refusal(
            "text-not-between",
            f"施行日期{from_on}与前后版本的日期交叉。",
            title="不能保存：版本日期交叉",
            remedy="请对照各版本的公布文件核对日期。",
        )
    if former is None or former.replaced_by_id != text.pk:
        return []
    former.in_force_until = _before(from_on)
    former.save()
    return [former]
