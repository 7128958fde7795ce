"""Keep the user's ticks on changes and answers to questions until the confirmation."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Refusal
from mingcha.intake.models import ImportBatch
from mingcha.intake.queries import batch_of
from mingcha.intake.states import IMPORT
from mingcha.intake.subjects import CHANGED, Subject


def choose_rows(
    *,
    actor: Actor,
    subject: Subject,
    batch: UUID,
    ticks: Mapping[int, bool],
    answers: Mapping[int, str],
) -> ImportBatch:
    """Row number → accepted, for changed rows; row number → key of a choice (empty: undecided), for
    questions. Rows not named keep what they have. Writes no ledger entry: nothing has been decided yet."""
    with transaction.atomic():
        found = batch_of(actor, subject, batch)
        subject.can_import(actor).require()
        IMPORT.after("map_columns", found.state)
        for accepted in (True, False):
            numbers = [number for number, ticked in ticks.items() if ticked is accepted]
            found.staged.filter(verdict=CHANGED, number__in=numbers).update(accepted=accepted)
        _answer(found, answers)
    return found


def _answer(batch: ImportBatch, answers: Mapping[int, str]) -> None:
    for staged in batch.staged.filter(asks=True, number__in=list(answers)):
        answer = answers[staged.number]
        if answer and answer not in dict(staged.content["choices"]):
            raise Refusal("no-such-choice", f"第{staged.number}行没有这个选项。", title="不能保存：选项不符")
        batch.staged.filter(pk=staged.pk).update(answer=answer)
