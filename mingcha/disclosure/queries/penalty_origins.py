"""Visits that found something, from which a penalty decision may have come."""

from dataclasses import dataclass
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Unknown
from mingcha.disclosure.queries.result_lines import ResultLine, campaigns_with_results, result_lines
from mingcha.disclosure.queries.results import JOINED, OTHER
from mingcha.disclosure.rules.penalties import COMPANY, PERSON, SOLE
from mingcha.draws.rules.committed import holder_of
from mingcha.inspections.models import FollowUp, Inspection
from mingcha.registers.models import Holder
from mingcha.registers.rules.words import MERCHANT_PREFIX

# Nothing found, no such activity, could not be checked: nothing that a penalty could rest on.
IN_ORDER = {"1", "7", OTHER}


@dataclass(frozen=True)
class Origin:
    """A visit with a problem, or what was to be done after it; `key` is that of the row."""

    key: UUID
    words: str
    inspection: Inspection
    holder_code: str
    follow_up: FollowUp | None = None


def is_origin(line: ResultLine) -> bool:
    """Something was found, on which a penalty could rest."""
    return bool(set(str(line.row["national"]).split(JOINED)) - IN_ORDER)


def origins(scope: Actor) -> list[Origin]:
    """Those of the visits that the viewer may see, the latest visit first, each before what follows from
    it."""
    found = result_lines(scope, campaigns_with_results(scope))
    lines = [one for one in found if is_origin(one)]
    follow_ups: dict[UUID, list[FollowUp]] = {line.inspection.pk: [] for line in lines}
    for row in FollowUp.objects.filter(inspection__in=list(follow_ups)).order_by("due_on", "pk"):
        follow_ups[row.inspection_id].append(row)
    listed = []
    for line in sorted(lines, key=lambda one: str(one.row["visited_on"]), reverse=True):
        visit, code = line.inspection, str(line.row["holder_code"])
        words = f"{visit.campaign.number} {visit.code}，{line.row['visited_on']}，{line.row['holder']}"
        listed.append(Origin(visit.pk, f"{words}：{line.row['standing']}", visit, code))
        listed += [Origin(row.pk, f"{words}：{row.words}", visit, code, row) for row in follow_ups[visit.pk]]
    return listed


def find_origin(scope: Actor, key: UUID) -> Origin:
    """The one of that key, or `Unknown`."""
    found = next((one for one in origins(scope) if one.key == key), None)
    if found is None:
        raise Unknown(
            "no-such-origin", "没有这一户次，或者它没有查出问题、不在您的职责范围内。", title="没有找到"
        )
    return found


def section_of(scope: Actor, key: UUID | None) -> UUID | None:
    """The section that answers for a decision: that of the visit it came from, else the own."""
    return find_origin(scope, key).inspection.campaign.section_id if key else scope.section_id


def party_of(scope: Actor, origin: Origin) -> dict[str, str]:
    """What the register knows of the party that was visited, as the form asks it. The name of a natural
    person is masked there and is typed from the paper."""
    holder = Holder.objects.filter(office_id=scope.office_id, code=holder_of(origin.holder_code)).first()
    if holder is None:
        return {}
    kind = COMPANY if not holder.is_natural_person else _natural_kind(holder)
    told = {"party_kind": kind, "uscc": holder.uscc, "register_no": holder.register_no}
    return told if holder.is_natural_person else {**told, "party": holder.name}


def _natural_kind(holder: Holder) -> str:
    return SOLE if holder.uscc.startswith(MERCHANT_PREFIX) or holder.register_no else PERSON
