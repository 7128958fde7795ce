"""One penalty decision as its page shows it to one viewer."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision
from mingcha.common.workbooks.writer import Value
from mingcha.disclosure.models import Penalty, Withholding
from mingcha.disclosure.policies import (
    can_check_penalty,
    can_decide_withholding,
    can_enter_penalty,
    can_withdraw_records,
)
from mingcha.disclosure.queries.disclosed import RECORD_FIELD, Change, public_record
from mingcha.disclosure.queries.kinds import PENALTIES, find_kind
from mingcha.disclosure.queries.penalties import row_of
from mingcha.disclosure.queries.penalty_lines import PenaltyLine, find_penalty, versions_of_penalty
from mingcha.disclosure.queries.withholdings import past_withholdings
from mingcha.disclosure.rules.fields import Field
from mingcha.disclosure.states import ENTERED, OPEN_PENALTY

# What stays inside, by the name of the column.
INSIDE = (
    *("register_no", "organisation_no", "tax_no", "institution_no", "society_no"),
    *("authority_code", "remarks"),
)


@dataclass(frozen=True)
class PenaltyPage:
    """Read as it is shown."""

    actor: Actor
    line: PenaltyLine

    @property
    def row(self) -> Penalty:
        return self.line.penalty

    @property
    def fields(self) -> list[tuple[Field, Value]]:
        """What anybody reads of it once it is public."""
        told = {**row_of(self.row)}
        del told[RECORD_FIELD.key]
        return [(one, told[one.key]) for one in find_kind(PENALTIES).fields if one.key in told]

    @property
    def inside(self) -> list[tuple[str, str]]:
        """What is kept and not told, where there is any."""
        row = self.row
        titles = {one.name: str(one.verbose_name) for one in row._meta.concrete_fields}
        told = [("法定代表人", row.representative_masked)]
        told += [(titles[name], str(getattr(row, name))) for name in INSIDE]
        return [(title, value) for title, value in told if value]

    @cached_property
    def versions(self) -> list[Penalty]:
        return versions_of_penalty(self.actor, self.row.decision)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What anybody was told otherwise, and when it was taken back."""
        return public_record(find_kind(PENALTIES), str(self.row.decision)).changes if self.line.shown else ()

    @cached_property
    def past_withholdings(self) -> list[Withholding]:
        return past_withholdings(PENALTIES, str(self.row.decision))

    @property
    def is_open(self) -> bool:
        """Nobody has checked this version, and nobody asked to keep it back."""
        return self.row.state in OPEN_PENALTY and self.line.withholding is None

    @property
    def waits(self) -> bool:
        """For the second person."""
        return self.is_open and self.row.state == ENTERED

    @property
    def may_enter(self) -> Decision:
        return can_enter_penalty(self.actor, self.row.section_id)

    @property
    def may_check(self) -> Decision:
        return can_check_penalty(self.actor, self.row.section_id, self.row.hands)

    @property
    def may_withdraw(self) -> Decision:
        return can_withdraw_records(self.actor)

    @property
    def may_decide(self) -> Decision | None:
        held = self.line.withholding
        return can_decide_withholding(self.actor, held.asked_by_id) if held else None


def penalty_page(scope: Actor, decision: UUID) -> PenaltyPage:
    """`Unknown` for whom it is not."""
    return PenaltyPage(scope, find_penalty(scope, decision))
