"""Give a new office the figures it starts with."""

from dataclasses import asdict

from mingcha.accounts.models import Office
from mingcha.law.models import Figure
from mingcha.law.rules import DEFAULT_FIGURES


def adopt_default_figures(*, office: Office) -> list[Figure]:
    """The saved rows of `law.rules.DEFAULT_FIGURES`, in its order.

    Part of founding an office: the caller holds the transaction and records the rows in its own act."""
    return Figure.objects.bulk_create(Figure(office=office, **asdict(row)) for row in DEFAULT_FIGURES)
