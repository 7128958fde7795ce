"""Whatever writes in several apps takes their locks in one order, the ledger's last; two orders would wait
for each other for ever on PostgreSQL."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from mingcha.draws.services.changes import (
    confirm_unit_withdrawal,
    leave_own_seat,
    propose_unit_withdrawal,
)
from mingcha.draws.tests.changing import (
    assignment_of,
    enforcement,
    gone,
    interest,
    leader,
    member,
    seats,
    selection_of,
    units_of,
)
from mingcha.draws.tests.county import Ceremony

Order = Callable[[], list[str]]


@pytest.fixture
def order(drawn: Ceremony, monkeypatch: pytest.MonkeyPatch) -> Order:
    """What was locked from now on, each name once, as PostgreSQL would be asked for it."""
    office = drawn.county.bureau.office.pk
    names = {
        _key(name): name.partition("/")[0] for name in (f"plans/{office}", f"register/{office}", "ledger")
    }
    taken: list[str] = []

    def execute(sql: str, keys: list[int]) -> None:
        name = names.get(keys[0])
        if name and name not in taken:
            taken.append(name)

    @contextmanager
    def cursor() -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(execute=execute)

    asked = SimpleNamespace(in_atomic_block=True, vendor="postgresql", cursor=cursor)

    def begin() -> list[str]:
        monkeypatch.setattr("mingcha.common.locking.connection", asked)
        return taken

    return begin


def _key(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)


def test_a_seat_that_is_left(drawn: Ceremony, order: Order) -> None:
    seat = seats(drawn)[0]
    who, draw = member(drawn, seat), assignment_of(drawn)
    taken = order()
    leave_own_seat(actor=who, draw=draw, visit=seat.visit, interest=interest())
    assert taken == ["plans", "register", "ledger"]


def test_a_unit_that_is_replaced(drawn: Ceremony, order: Order) -> None:
    unit = units_of(drawn, seats(drawn)[0].visit)[0]
    row = propose_unit_withdrawal(actor=enforcement(drawn), draw=selection_of(drawn), unit=unit, gone=gone())
    reader = leader(drawn)
    taken = order()
    confirm_unit_withdrawal(actor=reader, withdrawal=row.pk)
    assert taken == ["plans", "register", "ledger"]


def test_a_disclosure(drawn: Ceremony, order: Order) -> None:
    seat = seats(drawn)[0]
    leave_own_seat(
        actor=member(drawn, seat), draw=assignment_of(drawn), visit=seat.visit, interest=interest()
    )
    taken = order()
    drawn.disclose()
    assert taken == ["plans", "register", "ledger"]
