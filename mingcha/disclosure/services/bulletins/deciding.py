"""The leader's decision on a bulletin: the figures are counted again, then it takes its number and is
typeset."""

from collections.abc import Sequence

from django.db import transaction
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.disclosure.models import Bulletin
from mingcha.disclosure.policies import can_decide_bulletin, can_return_bulletin
from mingcha.disclosure.queries.bulletins.contents import paper_content
from mingcha.disclosure.rules.bulletins import Figures, hand_numbers
from mingcha.disclosure.services.bulletins.checks import (
    locked_bulletin,
    note,
    require_figures,
    require_nobody,
    require_over,
    require_words,
)
from mingcha.disclosure.states import BULLETIN
from mingcha.draws.policies import person_of
from mingcha.ledger.models import Record
from mingcha.papers.models import Paper
from mingcha.papers.rules.kinds import BULLETIN as BULLETIN_PAPER
from mingcha.papers.services import Bearer, Draft, issue_paper, take_number

TITLE = "不能批准通报"
GIVE_BACK = "请退回起草人，按现在的数据更新后重新送审。"
AGAIN = "退回修改后重新批准"


def approve_bulletin(
    *, actor: Actor, bulletin: Bulletin, words: str = "", hand_checked: Sequence[str] = ()
) -> Bulletin:
    """The bulletin with its number and its paper. The figures are counted anew: where they are not those of
    the text, nothing is approved. `hand_checked` are the numbers in the text that are tied to no data and
    that the leader compared himself; each of them is asked for."""
    with transaction.atomic():
        row = locked_bulletin(actor, bulletin)
        can_decide_bulletin(actor, row).require()
        state = BULLETIN.after("approve", row.state)
        require_over(row.campaign, TITLE)
        figures = require_figures(row, TITLE, GIVE_BACK)
        require_words(row.text, figures, TITLE)
        require_nobody(row.campaign, row.text, TITLE)
        _require_compared(row, figures, hand_checked)
        row.state, row.decided_by_id, row.decided_at = state, person_of(actor), moments.now()
        row.decision_words = words.strip()[:200]
        row.paper, numbers = _issued(actor, row, figures)
        row.document_no = row.paper.document_no
        row.save()
        note("disclosure.approve_bulletin", actor, row, numbers, words)
    return row


def return_bulletin(*, actor: Actor, bulletin: Bulletin, words: str) -> Bulletin:
    """Back to who wrote it, with what has to be changed."""
    with transaction.atomic():
        row = locked_bulletin(actor, bulletin)
        can_return_bulletin(actor, row).require()
        state = BULLETIN.after("return", row.state)
        if not words.strip():
            raise Refusal("return-words", "退回要写明怎样修改。", title="不能退回：没有意见")
        row.state, row.decision_words = state, words.strip()[:200]
        row.decided_by, row.decided_at = None, moments.now()
        row.save()
        note("disclosure.return_bulletin", actor, row, reason=words)
    return row


def _require_compared(row: Bulletin, figures: Figures, checked: Sequence[str]) -> None:
    missing = [one for one in hand_numbers(row.text, figures) if one not in set(checked)]
    if missing:
        raise Refusal(
            "hand-numbers",
            f"正文里有{len(missing)}处数字是手工写的，不随数据核对。",
            title=f"{TITLE}：手写的数字没有核对",
            found=[(f"第{place}处", one) for place, one in enumerate(missing, start=1)],
            remedy="请逐处核对后勾选，或者退回改成占位符。",
        )


def _issued(actor: Actor, row: Bulletin, figures: Figures) -> tuple[Paper, list[Record]]:
    """The paper of the day, and the row of its number if the office has a series."""
    url = reverse("bulletin_detail", args=[row.pk])
    title = f"{row.campaign.title}情况的通报"
    number = take_number(actor=actor, kind=BULLETIN_PAPER, bearer=Bearer(row.pk, title, url))
    today = moments.today()
    content = paper_content(row, on=today, document_no=str(number or ""), figures=figures)
    draft = Draft(BULLETIN_PAPER, row.pk, content["title"], content, today)
    return issue_paper(actor=actor, draft=draft, reason=AGAIN), [number] if number else []
