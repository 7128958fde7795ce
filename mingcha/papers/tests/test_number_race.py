"""Twenty people who ask at one moment get twenty numbers, none twice and none left out."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

from django.db import connection, transaction

from mingcha.accounts.rules import ENFORCEMENT, LEGAL
from mingcha.accounts.tests.cast import make_bureau
from mingcha.ledger.services import examine_ledger, record_act
from mingcha.papers.models import DocumentNumber
from mingcha.papers.rules.kinds import SITTING
from mingcha.papers.services import Bearer, set_series, take_number

CROWD = 20


def test_twenty_at_one_moment_get_twenty_numbers(transactional_db: None) -> None:
    bureau = make_bureau("fuping", "阜平试")
    set_series(actor=bureau.actor(LEGAL), kind=SITTING, code="阜自然抽")
    actor, barrier = bureau.actor(ENFORCEMENT), Barrier(CROWD)

    def ask(_: int) -> int:
        barrier.wait()
        try:
            with transaction.atomic():
                number = take_number(actor=actor, kind=SITTING, bearer=Bearer(uuid4(), "会", "/draws/"))
                assert number is not None
                record_act("papers.tests", actor=actor, records=[number])
                return number.number
        finally:
            connection.close()

    with ThreadPoolExecutor(CROWD) as pool:
        taken = sorted(pool.map(ask, range(CROWD)))
    assert taken == list(range(1, CROWD + 1))
    assert DocumentNumber.objects.count() == CROWD
    assert [one.place for one in examine_ledger() if "papers" in one.place] == []
