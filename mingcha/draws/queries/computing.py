"""Whether an annulled attempt has a result, is owed one or can never have one: asked by every page, paper and
rule that speaks of it."""

from dataclasses import dataclass

from mingcha.accounts.models import Person
from mingcha.draws.models import Draw
from mingcha.draws.policies import CALLERS
from mingcha.draws.queries.attempts import throw_states
from mingcha.draws.rules.words import (
    COMPUTED,
    COMPUTING_WORDS,
    LEFT,
    LOST,
    NO_EVENT,
    OWED,
    SAID_NOT_HELD,
    SECRET_LOST,
)


@dataclass(frozen=True)
class Computing:
    """What becomes of the result of an annulled attempt; `words` go on after 作废前."""

    key: str

    @property
    def words(self) -> str:
        return COMPUTING_WORDS[self.key]

    @property
    def is_owed(self) -> bool:
        """It can still be computed, and has to be."""
        return self.key == OWED

    @property
    def is_never(self) -> bool:
        """Its event took place, and nobody can compute what it would have drawn."""
        return self.key in (LOST, LEFT)

    @property
    def has_result(self) -> bool:
        """There is one, or will be."""
        return self.key in (COMPUTED, OWED)


def computing_of(draw: Draw) -> Computing:
    """Of an attempt that is annulled."""
    if draw.is_computed:
        return Computing(COMPUTED)
    if not draw.event_happened:
        return Computing(SAID_NOT_HELD if draw.was_not_held else NO_EVENT)
    if draw.annulled_for == SECRET_LOST:
        return Computing(LOST)
    return Computing(OWED if _can_be_entered(draw) else LEFT)


def _can_be_entered(draw: Draw) -> bool:
    """What both entered alike, or can still enter, is computed first: nobody peeks at an event, annuls and
    keeps the result to himself. Where a caller has left, the attempt stays listed without one."""
    if all(state.is_agreed for state in throw_states(draw)):
        return True
    people = [draw.sitting.caller_id, draw.sitting.witness_id]
    able = Person.objects.filter(
        pk__in=people, is_active=True, grants__role__in=CALLERS, grants__ended_at=None
    )
    return able.distinct().count() == len(people)
