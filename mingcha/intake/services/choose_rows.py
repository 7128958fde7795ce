"""Keep the user's ticks, answers to questions and acts on missing records until the confirmation."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Refusal
from mingcha.intake.models import ImportBatch
from mingcha.intake.queries import batch_of
from mingcha.intake.states import IMPORT
from mingcha.intake.subjects import CHANGED, GONE, NEW, Subject

TICKED = (NEW, CHANGED)
CHUNK = 2000


def choose_rows(
    *,
    actor: Actor,
    subject: Subject,
    batch: UUID,
    ticks: Mapping[int, bool],
    answers: Mapping[int, str],
) -> ImportBatch:
    """Row number → accepted, for new and changed rows; row number → key of a choice (empty: undecided), for
    questions and for missing records. Rows not named keep what they have. Writes no ledger entry: nothing has
    been decided yet."""
    with transaction.atomic():
        found = batch_of(actor, subject, batch)
        subject.can_import(actor).require()
        IMPORT.after("map_columns", found.state)
        for accepted in (True, False):
            numbers = [number for number, ticked in ticks.items() if ticked is accepted]
            found.staged.filter(verdict__in=TICKED, number__in=numbers).update(accepted=accepted)
        _answer(found, answers)
    return found


def choose_all(
    *, actor: Actor, subject: Subject, batch: UUID, verdict: str, accepted: bool = False, answer: str = ""
) -> ImportBatch:
    """The same tick for all new or all changed rows, or the same act for all missing records that it is open
    to (the others keep what they have; an empty act leaves all undecided)."""
    with transaction.atomic():
        found = batch_of(actor, subject, batch)
        subject.can_import(actor).require()
        IMPORT.after("map_columns", found.state)
        rows = found.staged.filter(verdict=verdict)
        if verdict in TICKED:
            rows.update(accepted=accepted)
        elif verdict == GONE:
            open_to = [row.pk for row in rows if not answer or answer in dict(row.content["choices"])]
            for start in range(0, len(open_to), CHUNK):
                rows.filter(pk__in=open_to[start : start + CHUNK]).update(answer=answer)
    return found


def _answer(batch: ImportBatch, answers: Mapping[int, str]) -> None:
    waiting = batch.staged.filter(Q(asks=True) | Q(verdict=GONE), number__in=list(answers))
    for staged in waiting:
        answer = answers[staged.number]
        if answer and answer not in dict(staged.content["choices"]):
            raise Refusal("no-such-choice", f"第{staged.number}行没有这个选项。", title="不能保存：选项不符")
        batch.staged.filter(pk=staged.pk).update(answer=answer)
