"""`lock`: one holder of a name at a time."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from mingcha.common.locking import lock


@pytest.mark.django_db(transaction=True)
def test_a_lock_outside_a_transaction_would_hold_nothing() -> None:
    with pytest.raises(RuntimeError, match="outside a transaction"):
        lock("name")


@pytest.mark.django_db(transaction=True)
def test_two_holders_of_one_name_never_overlap() -> None:
    inside = threading.Semaphore(1)

    def hold(_: int) -> bool:
        try:
            with transaction.atomic():
                lock("name")
                alone = inside.acquire(blocking=False)
                with connection.cursor() as cursor:
                    cursor.execute("SELECT COUNT(*) FROM accounts_office")
                if alone:
                    inside.release()
                return alone
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(hold, range(40)))
