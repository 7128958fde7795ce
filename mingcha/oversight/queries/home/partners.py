"""Work on partners that take part by file: their answer to be checked and accepted, results that are late."""

import datetime
from collections.abc import Iterator

from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.intake.subjects import registered
from mingcha.oversight.rules import Due
from mingcha.plans.models import Participation
from mingcha.plans.policies import can_accept_answer, can_take_results
from mingcha.plans.queries.participations import overdue_partners, unfinished_answers
from mingcha.plans.queries.partner_board import open_answers
from mingcha.plans.queries.visits import expected_results, outstanding_results


def answers_to_check(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Sheets of an answer that were uploaded and not yet looked through, before who may take them in."""
    for batch in open_answers(scope):
        subject = registered()[batch.kind]
        if subject.can_import(scope):
            why = f"{batch.uploaded_by}上传，{batch.counts.get('rows', 0)}行，核对写入后才生效。"
            url = reverse(f"{batch.kind}_import_preview", args=[batch.pk])
            yield Due(f"核对回执：{subject.title}（{batch.file_name}）", why, url, "去核对")


def answers_to_accept(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """People or items of a partner are here, and its answer still stands open."""
    for part in unfinished_answers(scope):
        if can_accept_answer(scope, part):
            why = f"{part.campaign.title}：{part}报送的人员、事项已写入，齐全的登记回执。"
            yield Due(f"登记回执：{part}", why, _page(part), "去登记", part.campaign.starts_on)


def results_to_collect(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """The time for the visits is over, and results of the partner are missing."""
    if not can_take_results(scope):
        return
    for part in overdue_partners(scope, today):
        missing = len(outstanding_results(scope, part))
        if missing:
            owed = len(expected_results(scope, part))
            why = f"{part.campaign.title}：检查期已过，应交{owed}条结果，还差{missing}条。"
            yield Due(f"催收检查结果：{part}", why, _page(part), "去办理", part.campaign.ends_on)


def _page(part: Participation) -> str:
    return reverse("campaign_partners", args=[part.campaign_id])
