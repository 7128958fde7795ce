"""Whatever column of whatever table is changed by SQL, the examination names table and row (threat T10)."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.db import connection, models, transaction

from mingcha.ledger.models import Checkpoint, Entry, Node, Opening, Record, Version
from mingcha.ledger.services import examine_ledger, record_act, sign_checkpoint
from tests.doctor.spoiling import columns_of, disarm, fill, rearm, record_models, spoil

LEDGER = (Entry, Node, Checkpoint, Opening, Version)
Rows = dict[type[models.Model], models.Model]
pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Nobody:
    person_id: UUID | None = None
    name: str = "测试"


@pytest.fixture
def rows() -> Iterator[Rows]:
    """The second of two rows in every table, recorded; all triggers and checks gone."""
    disarm()
    for number in (1, 2):
        made: Rows = {}
        with transaction.atomic():
            fill(number, made)
            records = [row for row in made.values() if isinstance(row, Record)]
            record_act("test.fill", actor=Nobody(), records=records)
        sign_checkpoint(origin="mingcha/test")
    for model in LEDGER:
        made[model] = model._default_manager.order_by("pk").reverse()[0]
    yield made
    rearm()


def places() -> list[str]:
    """What the examination names besides the triggers that were dropped."""
    return [finding.place for finding in examine_ledger() if "__" not in finding.place]


def place_of(row: models.Model, changed: str = "", value: object = None) -> str:
    """`table key` as the row bears it after `changed` became `value`."""
    keys = [field.attname for field in row._meta.pk_fields]
    return f"{row._meta.db_table} " + "/".join(
        str(value if name == changed else getattr(row, name)) for name in keys
    )


def test_nothing_is_found_where_nothing_was_changed(rows: Rows) -> None:
    assert places() == []


@pytest.mark.parametrize("model", LEDGER, ids=lambda model: model.__name__)
def test_a_changed_column_of_the_log_is_named(model: type[models.Model], rows: Rows) -> None:
    unnamed = []
    for field in columns_of(model):
        with transaction.atomic():
            value = spoil(rows[model], field)
            if place_of(rows[model], field.attname, value) not in places():
                unnamed.append(field.attname)
            transaction.set_rollback(True)
    assert unnamed == []


def test_a_changed_column_of_any_record_is_named(rows: Rows) -> None:
    """Round by round the first, second, … column of every table at once."""
    unnamed = []
    for columns in itertools.zip_longest(*(columns_of(model) for model in record_models())):
        with transaction.atomic():
            spoilt = [
                (field, place_of(row, field.attname, spoil(row, field)))
                for field, row in zip(columns, (rows[model] for model in record_models()), strict=True)
                if field is not None
            ]
            found = set(places())
            unnamed += [
                f"{field.model.__name__}.{field.attname}" for field, place in spoilt if place not in found
            ]
            transaction.set_rollback(True)
    assert unnamed == []


def test_a_record_written_past_the_program_is_named(rows: Rows) -> None:
    expected = {place_of(rows[model]) for model in record_models()}
    Version.objects.filter(row__in=[rows[model].pk for model in record_models()]).delete()
    assert expected <= set(places())


def test_a_record_deleted_past_the_program_is_named(rows: Rows) -> None:
    with connection.cursor() as cursor:
        for model in reversed(record_models()):
            key = model._meta.pk.get_db_prep_save(rows[model].pk, connection)
            cursor.execute(f'DELETE FROM "{model._meta.db_table}" WHERE id = %s', [key])
    assert {place_of(rows[model]) for model in record_models()} <= set(places())


@pytest.mark.parametrize("model", LEDGER, ids=lambda model: model.__name__)
def test_a_row_deleted_from_the_log_is_noticed(model: type[models.Model], rows: Rows) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        key = model._meta.pk_fields[0]
        place = key.get_db_prep_save(getattr(rows[model], key.attname), connection)
        cursor.execute(f'DELETE FROM "{model._meta.db_table}" WHERE "{key.column}" = %s', [place])
        # A checkpoint stands by itself: nothing in the database tells that there was one.
        assert bool(places()) is (model is not Checkpoint)
        transaction.set_rollback(True)
