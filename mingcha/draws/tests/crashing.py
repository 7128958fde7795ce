"""A whole sitting in a process of its own that dies without warning before its n-th write.

`python -m mingcha.draws.tests.crashing N` walks from where the data folder stands to the published files and
kills itself before the N-th statement that writes, or around a commit; with 0 it runs to its end, with -1 it
only makes the county. Started again on the same folder it must end in the same draw. Prints the number of
writes it made."""

import datetime
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import django

WRITES = ("INSERT", "UPDATE", "DELETE", "COMMIT", "SAVEPOINT", "RELEASE")


class Fuse:
    """Counts writes and ends the process, as a power cut would, before the chosen one."""

    def __init__(self, at: int) -> None:
        self.at, self.burnt = at, 0

    def touch(self) -> None:
        self.burnt += 1
        if self.burnt == self.at:
            os.kill(os.getpid(), signal.SIGKILL)

    def execute(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(WRITES):
            self.touch()
        return execute(sql, params, many, context)


def main(at: int) -> int:
    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from mingcha.draws.tests.county import Clock
    from mingcha.ledger.models import Entry

    if at < 0:
        call_command("migrate", verbosity=0)
    last = Entry.objects.order_by("-index").values_list("at", flat=True).first()
    start = datetime.datetime(2026, 6, 16, 1, 6, tzinfo=datetime.UTC)
    clock = Clock(max(start, last) + datetime.timedelta(seconds=1) if last else start)
    timezone.now = clock  # the machine's clock is the edge
    ceremony = _world(clock)
    if at < 0:
        return 0
    fuse = Fuse(at)
    commit = connection._commit  # type: ignore[attr-defined]

    def fused_commit() -> None:
        fuse.touch()
        commit()
        fuse.touch()

    connection._commit = fused_commit  # type: ignore[attr-defined]
    with connection.execute_wrapper(fuse.execute):
        _walk(ceremony)
    print(fuse.burnt)
    return 0


def _world(clock: Any) -> Any:
    from mingcha.accounts.models import Office, Person
    from mingcha.accounts.tests.cast import Bureau, make_bureau
    from mingcha.draws.models import Sitting
    from mingcha.draws.tests.county import Ceremony, County, begin, make_county
    from mingcha.plans.models import Campaign

    sitting = Sitting.objects.first()
    if sitting is None:
        return begin(make_county(make_bureau("fuping", "阜平试"), holders=12, inspectors=6), clock)
    people = {
        person.grants.get().role: person for person in Person.objects.exclude(username__startswith="insp-")
    }
    bureau = Bureau(Office.objects.get(), people=people)
    return Ceremony(County(bureau, Campaign.objects.get()), clock, sitting)


def _walk(ceremony: Any) -> None:
    """Every step that is not done yet, in order; each may have been cut off anywhere."""
    from mingcha.draws.models import ASSIGNMENT, BUNDLE, SELECTION, DrawFile
    from mingcha.draws.queries.attempts import final_draw, open_attempt
    from mingcha.draws.services import announce_draw
    from mingcha.draws.states import FROZEN

    campaign = ceremony.sitting.campaign_id
    for kind in (SELECTION, ASSIGNMENT):
        if final_draw(campaign, kind) is None:
            if kind == SELECTION and (open_attempt(campaign, kind) or ceremony.freeze()).state == FROZEN:
                announce_draw(actor=ceremony.operator, draw=ceremony.draw, terms=ceremony.terms())
            if open_attempt(campaign, kind) is None:
                ceremony.announce_teams()
            ceremony.clock.advance(minutes=1)
            if not ceremony.draw.observed_at:
                ceremony.throw_all()
            _compute(ceremony)
    if not DrawFile.objects.filter(role=BUNDLE).exists():
        _change(ceremony)
        ceremony.disclose()


def _change(ceremony: Any) -> None:
    """A seat is left and a unit replaced, each said again where the answer did not come."""
    from mingcha.draws.models import Replacement, UnitWithdrawal, Vacancy
    from mingcha.draws.services import changes
    from mingcha.draws.tests import changing

    draw, seat = changing.assignment_of(ceremony), changing.seats(ceremony)[0]
    if not Vacancy.objects.exists():
        who = changing.member(ceremony, seat)
        changes.leave_own_seat(actor=who, draw=draw, visit=seat.visit, interest=changing.interest())
    if not UnitWithdrawal.objects.exists():
        unit = changing.units_of(ceremony, seat.visit)[0]
        clerk, selection = changing.enforcement(ceremony), changing.selection_of(ceremony)
        changes.propose_unit_withdrawal(actor=clerk, draw=selection, unit=unit, gone=changing.gone())
    if not Replacement.objects.exists():
        row = UnitWithdrawal.objects.get()
        changes.confirm_unit_withdrawal(actor=changing.leader(ceremony), withdrawal=row.pk)


def _compute(ceremony: Any) -> None:
    from mingcha.draws.services import conduct_draw, observe_draw

    draw = observe_draw(actor=ceremony.operator, draw=ceremony.draw)
    ceremony.clock.advance(seconds=1)
    conduct_draw(actor=ceremony.operator, draw=draw)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
