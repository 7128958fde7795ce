"""Draft a bulletin from the data, edit it, take the figures anew, send it to the leader; drop the draft."""

from collections.abc import Mapping

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.disclosure.models import Bulletin
from mingcha.disclosure.policies import can_write_bulletin
from mingcha.disclosure.queries.bulletins.contents import figures_kept, unit_of
from mingcha.disclosure.queries.bulletins.figures import figures_of
from mingcha.disclosure.queries.bulletins.naming import typical_problems
from mingcha.disclosure.queries.bulletins.rounds import find_round, former_version
from mingcha.disclosure.rules.bulletin_draft import drafted
from mingcha.disclosure.rules.bulletins import SECTIONS
from mingcha.disclosure.services.bulletins.checks import (
    lock_round,
    locked_bulletin,
    note,
    require_figures,
    require_nobody,
    require_over,
    require_words,
)
from mingcha.disclosure.states import BULLETIN, OPEN_BULLETIN
from mingcha.draws.policies import person_of
from mingcha.ledger.models import Record
from mingcha.papers.queries.numbers import number_of
from mingcha.papers.rules.kinds import BULLETIN as BULLETIN_PAPER
from mingcha.papers.services import void_number
from mingcha.plans.models import Campaign
from mingcha.registers.queries.told_names import require_nobody_told

DRAFTING, SAVING, SENDING = "不能起草通报", "不能保存通报", "不能送审通报"
TAKE_ANEW = "请在通报页按现在的数据更新，看过正文再送审。"


def draft_bulletin(*, actor: Actor, campaign: Campaign, reason: str = "") -> Bulletin:
    """The text with its figures, once every visit is recorded or covers nothing any more. A draft that is
    there stands; one that was dropped leaves nothing behind. After a publication or a withdrawal it is the
    next version, with a reason, and begins with the words of the former."""
    # Obligation bulletin of docs/law/obligations.yml.
    with transaction.atomic():
        lock_round(campaign)
        campaign = find_round(actor, campaign.pk)
        can_write_bulletin(actor, campaign).require()
        former = former_version(campaign)
        if former is not None and former.state in OPEN_BULLETIN:
            return former
        require_over(campaign, DRAFTING)
        if former is not None and not reason.strip():
            raise Refusal(
                "no-reason", "新版通报要写明更正理由，理由随通报公布。", title=f"{DRAFTING}：没有理由"
            )
        require_nobody_told(actor.office_id, [("更正理由", reason)], title=DRAFTING)
        row = _first_words(actor, campaign, former, reason)
        row.save(force_insert=True)
        note("disclosure.draft_bulletin", actor, row, reason=row.reason)
    return row


def _first_words(actor: Actor, campaign: Campaign, former: Bulletin | None, reason: str) -> Bulletin:
    figures, writer = figures_of(campaign), person_of(actor)
    fresh = drafted(
        figures,
        unit=unit_of(campaign),
        planned=campaign.plan_id is not None,
        typical=typical_problems(campaign),
    )
    return Bulletin(
        office_id=campaign.office_id,
        campaign=campaign,
        number=former.number + 1 if former else 1,
        reason=reason.strip()[:200] if former else "",
        text=former.text if former else fresh,
        figures=figures.plain(),
        figures_at=moments.now(),
        hands=[str(writer)],
        drafted_by_id=writer,
        drafted_at=moments.now(),
    )


def save_bulletin(*, actor: Actor, bulletin: Bulletin, revision: int, text: Mapping[str, str]) -> Bulletin:
    """The text as it was typed; the figures stay. `revision` is that of the page it was typed on: nobody
    saves over another."""
    with transaction.atomic():
        row = _open(actor, bulletin, "edit")
        if row.revision != revision:
            raise Conflict(
                "saved-meanwhile",
                "另一人已经保存过这份通报。",
                title=f"{SAVING}：内容已变",
                remedy="请另开一页看现在的正文，把修改并进去再保存。",
            )
        told = {key: _lines(text.get(key, "")) for key in SECTIONS}
        require_words({**text, **told}, figures_kept(row), SAVING)
        row.text, row.revision = told, row.revision + 1
        row.hands = _with(row.hands, actor)
        row.save()
        note("disclosure.save_bulletin", actor, row)
    return row


def renew_figures(*, actor: Actor, bulletin: Bulletin) -> Bulletin:
    """The figures as the data are now; the text stays and tells them. With nothing changed it stands."""
    with transaction.atomic():
        row = _open(actor, bulletin, "edit")
        require_over(row.campaign, "不能更新数据")
        now = figures_of(row.campaign)
        if now.plain() == row.figures:
            return row
        require_words(row.text, now, "不能更新数据")
        row.figures, row.figures_at, row.revision = now.plain(), moments.now(), row.revision + 1
        row.hands = _with(row.hands, actor)
        row.save()
        note("disclosure.renew_bulletin_figures", actor, row)
    return row


def submit_bulletin(*, actor: Actor, bulletin: Bulletin) -> Bulletin:
    """To the leader: the figures hold, every placeholder stands for one, nobody is named."""
    with transaction.atomic():
        row = _open(actor, bulletin, "submit")
        require_over(row.campaign, SENDING)
        figures = require_figures(row, SENDING, TAKE_ANEW)
        require_words(row.text, figures, SENDING)
        require_nobody(row.campaign, row.text, SENDING)
        if not any(words.strip() for words in row.text.values()):
            raise Refusal("empty-bulletin", "正文是空的。", title=f"{SENDING}：没有正文")
        row.state = BULLETIN.after("submit", row.state)
        row.submitted_by_id, row.submitted_at = person_of(actor), moments.now()
        row.decided_at, row.decision_words = None, ""
        row.hands = _with(row.hands, actor)
        row.save()
        note("disclosure.submit_bulletin", actor, row)
    return row


def drop_bulletin(*, actor: Actor, bulletin: Bulletin, reason: str) -> Bulletin:
    """The draft is given up: it stays with the reason, and the round may be written of anew. A number that it
    took before it was returned stands on nothing any more."""
    with transaction.atomic():
        row = _open(actor, bulletin, "drop")
        if not reason.strip():
            raise Refusal("drop-reason", "放弃草稿要写明理由。", title="不能放弃草稿：没有理由")
        row.state = BULLETIN.after("drop", row.state)
        row.dropped_by_id, row.dropped_at = person_of(actor), moments.now()
        row.drop_reason = reason.strip()[:200]
        row.save()
        note("disclosure.drop_bulletin", actor, row, _voided(actor, row, reason), reason)
    return row


def _voided(actor: Actor, row: Bulletin, reason: str) -> list[Record]:
    number = number_of(BULLETIN_PAPER, row.pk)
    return [void_number(actor=actor, number=number, reason=reason)] if number else []


def _open(actor: Actor, bulletin: Bulletin, act: str) -> Bulletin:
    """The row, where this actor may do this now."""
    row = locked_bulletin(actor, bulletin)
    can_write_bulletin(actor, row.campaign).require()
    BULLETIN.after(act, row.state)
    return row


def _with(hands: list[str], actor: Actor) -> list[str]:
    return sorted({*hands, str(person_of(actor))})


def _lines(words: str) -> str:
    """Without blank lines and spaces at their ends."""
    return "\n".join(line.strip() for line in words.splitlines() if line.strip())
