"""What a person has to do, from every room. Each source asks the policy of the act it proposes."""

import datetime
from collections.abc import Callable, Iterator, Mapping

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import OpenWork
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER
from mingcha.oversight.queries.home import (
    administrators,
    changes,
    disclosure,
    draws,
    inspections,
    interests,
    lists,
    objections,
    parties,
    partners,
    penalties,
    plans,
    platforms,
    registers,
    upkeep,
)
from mingcha.oversight.rules import Due

Source = Callable[[Actor, datetime.date], Iterator[Due]]


def asked_of(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """What other rooms put before this very person."""
    if scope.person_id is None:
        return
    rows = OpenWork.objects.filter(person_id=scope.person_id, person__office_id=scope.office_id)
    for row in rows.order_by("title", "pk"):
        yield Due(row.title, row.why, row.url, row.button, row.due_on)


SOURCES: tuple[Source, ...] = (
    draws.sittings_to_lead,
    draws.sittings_without_recording,
    draws.draws_to_disclose,
    draws.external_draws_to_disclose,
    objections.objections_to_answer,
    objections.objections_to_decide,
    objections.objections_to_follow,
    disclosure.changes_to_carry,
    disclosure.results_to_publish,
    penalties.penalties_to_publish,
    penalties.penalties_late,
    disclosure.results_to_enter,
    penalties.penalties_to_enter,
    penalties.penalties_to_take_down,
    disclosure.files_to_carry,
    disclosure.bulletins_to_decide,
    disclosure.bulletins_to_write,
    disclosure.rounds_without_bulletin,
    draws.annulments_to_confirm,
    draws.corrections_to_confirm,
    draws.corrected_to_compute,
    draws.external_draws_to_decide,
    changes.visits_of_ones_own,
    changes.vacancies_to_decide,
    changes.withdrawals_to_decide,
    changes.interests_on_visits,
    changes.seats_that_stand_open,
    inspections.own_visits_to_make,
    parties.papers_to_hand_over,
    inspections.record_changes_to_decide,
    inspections.member_changes_to_decide,
    inspections.call_offs_to_decide,
    inspections.approvals_to_ask,
    inspections.follow_ups_to_finish,
    inspections.visits_that_are_late,
    asked_of,
    draws.campaigns_stopped,
    draws.campaigns_to_draw,
    draws.external_draws_to_take_in,
    registers.ends_near,
    interests.interests_to_decide,
    interests.declaration_to_answer,
    interests.declarations_missing,
    interests.borrowings_to_decide,
    registers.imports_to_confirm,
    partners.answers_to_check,
    partners.answers_to_accept,
    partners.results_to_collect,
    lists.lists_to_finish,
    plans.plans_to_move,
    lists.campaigns_to_settle,
    upkeep.registers_to_renew,
    platforms.entries_to_record,
    registers.permits_run_out,
    upkeep.keepers_to_name,
    upkeep.holidays_to_enter,
    registers.duplicates_to_decide,
    registers.risk_to_renew,
    registers.registers_to_fill,
    administrators.passwords_to_issue,
    administrators.roles_to_grant,
    administrators.accounts_to_open,
)


WRITERS = frozenset({ENFORCEMENT, BUSINESS})
IN_CHARGE = frozenset({ENFORCEMENT, LEADER})
# Sources that look far before they ask a policy, with the only roles that can have such work.
ONLY: Mapping[Source, frozenset[str]] = {
    disclosure.results_to_publish: WRITERS,
    inspections.approvals_to_ask: WRITERS,
    inspections.follow_ups_to_finish: WRITERS,
    inspections.visits_that_are_late: WRITERS,
    inspections.record_changes_to_decide: IN_CHARGE,
    inspections.call_offs_to_decide: frozenset({LEADER}),
    changes.withdrawals_to_decide: IN_CHARGE,
}


def work_of(scope: Actor, today: datetime.date) -> list[Due]:
    """Everything that waits for this person, each address with its title once."""
    asked = [source for source in SOURCES if source not in ONLY or scope.roles & ONLY[source]]
    found = [due for source in asked for due in source(scope, today)]
    return list({(due.url, due.title): due for due in found}.values())
