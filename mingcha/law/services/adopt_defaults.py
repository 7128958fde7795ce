"""Give an office the legal defaults it does not have yet: a new one all of them, an upgraded one the new."""

from dataclasses import asdict

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Office
from mingcha.common.locking import lock
from mingcha.law.models import Figure
from mingcha.law.rules import DEFAULT_FIGURES
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act


def adopt_defaults(*, office: Office) -> list[Record]:
    """Every default whose key the office lacks, saved; what it has, amended or not, is left alone.

    Part of founding an office: the caller holds the transaction and records the rows in its own act."""
    return [*adopt_default_figures(office=office)]


def adopt_default_figures(*, office: Office) -> list[Figure]:
    """The figures of `law.rules.DEFAULT_FIGURES` that the office lacks, saved, in the order of the table."""
    held = set(Figure.objects.filter(office=office).values_list("key", flat=True))
    lacking = [row for row in DEFAULT_FIGURES if row.key not in held]
    return Figure.objects.bulk_create(Figure(office=office, **asdict(row)) for row in lacking)


def adopt_new_defaults(*, office: Office) -> list[Record]:
    """What a newer version of the program brought along, for an office that was founded before it; one act of
    the command line, none when nothing is new."""
    with transaction.atomic():
        lock(f"law/{office.pk}")
        adopted = adopt_defaults(office=office)
        if adopted:
            record_act(
                "law.adopt_defaults",
                actor=Actor.command_line(office),
                reason="程序升级后补登记",
                content={"rows": len(adopted)},
                records=adopted,
            )
    return adopted
