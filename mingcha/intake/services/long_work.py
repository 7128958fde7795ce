"""A large import goes on by itself: the page may be left, and says how far it is when it is opened again."""

import threading
import time
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import asdict

from django.db import connections

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Refusal
from mingcha.common.memory import without_collections
from mingcha.intake.models import ImportBatch
from mingcha.intake.progress import Progress, listening
from mingcha.intake.subjects import Subject
from mingcha.intake.works import BROKEN, DONE, REFUSED, Work, take_away_old, under_way

LARGE_BYTES, LARGE_ROWS = 1_000_000, 5_000
"""From where on nobody is kept waiting: ten thousand rows of a usual workbook, and half as many to write."""
SECONDS = 0.5  # between two words about the same step


def start_work(
    *, actor: Actor, subject: Subject, act: str, file_name: str, carry_out: Callable[[], ImportBatch]
) -> Work:
    """The work, begun in a thread of its own. `carry_out` is a service that asks who may and does everything
    in its own transaction: a process that ends meanwhile leaves nothing half done."""
    subject.can_import(actor).require()
    take_away_old()
    work = Work(subject.kind, act, str(actor.office_id), str(actor.person_id), file_name)
    under_way.add(work.key)
    work.save()
    context = copy_context()
    threading.Thread(target=context.run, args=(_follow, work, carry_out), daemon=True).start()
    return work


def _follow(work: Work, carry_out: Callable[[], ImportBatch]) -> None:
    """Until the work is done, refused or broken off, which its file then says."""
    ended = BROKEN
    try:
        with listening(_Scribe(work)), without_collections():
            work.batch = str(carry_out().pk)
        ended, work.percent = DONE, 100
    except Refusal as refusal:
        told = {name: getattr(refusal, name) for name in ("code", "sentence", "title", "clause", "remedy")}
        ended, work.refusal = REFUSED, {**told, "found": list(map(list, refusal.found))}
    finally:
        work.state = ended
        work.save()
        under_way.discard(work.key)
        connections.close_all()


class _Scribe:
    """Writes down what is told, each step at once and its rows now and then."""

    def __init__(self, work: Work) -> None:
        self.work, self.written_at = work, 0.0

    def __call__(self, told: Progress) -> None:
        now = time.monotonic()
        if told.step == self.work.step and now - self.written_at < SECONDS:
            return
        self.written_at = now
        for name, value in asdict(told).items():
            setattr(self.work, name, value)
        self.work.percent = told.percent
        self.work.save()
