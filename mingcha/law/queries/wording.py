"""What the program says of an obligation since the office adopted it and never changed it."""

from dataclasses import dataclass

from mingcha.accounts.actors import Actor
from mingcha.law.models import Obligation, ObligationChange
from mingcha.law.rules import OBLIGATIONS, DefaultObligation, words_of
from mingcha.law.states import APPROVED

# Words alone: a figure, and whether it is worked by, change by a dated row that a leader approves.
WORDS = {"title": "名称", "clause": "依据", "quote": "原文"}


@dataclass(frozen=True)
class NewWording:
    """A row as the office has it and the rule as it comes today: (column, old, new) of what differs."""

    row: Obligation
    rule: DefaultObligation
    differences: tuple[tuple[str, str, str], ...]

    @property
    def new_figure(self) -> str:
        """3个工作日."""
        return words_of(self.rule.value, self.rule.unit)


def new_wordings(scope: Actor) -> list[NewWording]:
    """The rows that nobody of the office ever changed and whose words the program has anew, in the order of
    the table. A row whose figure differs, in number or unit, is left out: its words belong to its figure."""
    changed = ObligationChange.objects.filter(office_id=scope.office_id, state=APPROVED)
    own = changed.values_list("key", flat=True)
    rows: dict[str, list[Obligation]] = {}
    for row in Obligation.objects.filter(office_id=scope.office_id).exclude(key__in=list(own)):
        rows.setdefault(row.key, []).append(row)
    alone = {key: found[0] for key, found in rows.items() if len(found) == 1}
    found = (_compared(alone[rule.key], rule) for rule in OBLIGATIONS if rule.key in alone)
    return [one for one in found if one.differences and _figure(one.row) == _figure(one.rule)]


def corrected_units(scope: Actor) -> list[NewWording]:
    """The latest rows whose unit the program has put right since, in the order of the table: their next row,
    which a leader approves, takes it."""
    rows = Obligation.objects.filter(office_id=scope.office_id).order_by("in_force_from")
    latest = {row.key: row for row in rows}
    held = ((latest[rule.key], rule) for rule in OBLIGATIONS if rule.key in latest)
    return [NewWording(row, rule, ()) for row, rule in held if row.unit != rule.unit]


def _figure(of: Obligation | DefaultObligation) -> tuple[str, str]:
    return of.value, of.unit


def _compared(row: Obligation, rule: DefaultObligation) -> NewWording:
    pairs = ((title, getattr(row, name), getattr(rule, name)) for name, title in WORDS.items())
    return NewWording(row, rule, tuple(pair for pair in pairs if pair[1] != pair[2]))
