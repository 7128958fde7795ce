"""What is asked on a visit: for each unit its items, their questions, and the results that may be given."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from mingcha.accounts.actors import Actor
from mingcha.inspections.models import Inspection, InspectionRecord, ItemOutcome
from mingcha.inspections.queries.coverage import Coverage
from mingcha.inspections.rules.forms import Answer, AskedItem, AskedQuestion, AskedUnit, Result
from mingcha.inspections.rules.outcomes import (
    BY_CODE,
    FOUND,
    FOUND_KINDS,
    NOT_CHECKED_KINDS,
    STANDARD,
    OutcomeKind,
)
from mingcha.items.models import ChecklistQuestion, InspectionItem
from mingcha.plans.queries.participations import partner_items
from mingcha.plans.queries.visits import VisitMatter, matters_of
from mingcha.registers.models import Target

UNCOOPERATIVE = "uncooperative"  # whoever lets nobody in was not checked, and that is what was found


def asked_units(
    scope: Actor, inspection: Inspection, coverage: Coverage, *, with_retired: bool = False
) -> list[AskedUnit]:
    """In the order of the visit; `with_retired` results that are offered no more. A fixed number of queries,
    whatever the items."""
    matters = matters_of(scope, inspection.campaign, coverage.units)
    items = {item.pk: item for unit in coverage.units for item in matters[unit].items}
    questions = _questions(list(items.values()))
    own = _own_outcomes(inspection, list(items.values()), with_retired=with_retired)
    bodies = {one.code: one.participation.partner.name for one in partner_items(inspection.campaign)}
    return [_asked_unit(matters[unit], unit, questions, own, bodies) for unit in coverage.units]


def _asked_unit(
    matter: VisitMatter,
    unit: str,
    questions: dict[object, list[ChecklistQuestion]],
    own: dict[str, list[OutcomeKind]],
    bodies: dict[str, str],
) -> AskedUnit:
    kinds = [kind for item in matter.items for kind in own[item.code]]
    return AskedUnit(
        code=unit,
        name=matter.party.name,
        places=tuple(dict.fromkeys(filter(None, map(_place, matter.targets)))),
        items=tuple(
            AskedItem(
                code=item.code,
                name=str(item),
                questions=tuple(AskedQuestion(str(one.pk), one) for one in questions[item.pk]),
                outcomes=(*FOUND_KINDS, *(kind for kind in own[item.code] if kind.family == FOUND)),
                section=item.section_name,
            )
            for item in matter.items
        ),
        not_checked=(
            *NOT_CHECKED_KINDS,
            BY_CODE[UNCOOPERATIVE],
            *(kind for kind in kinds if kind.family != FOUND),
        ),
        partners=tuple((bodies.get(code, ""), name) for code, name in matter.partners),
    )


def _place(target: Target) -> str:
    return f"{target.name or target.category}　{target.place}".strip("　")


def _questions(items: Sequence[InspectionItem]) -> dict[object, list[ChecklistQuestion]]:
    """By item, in their order; none for an item without a checklist."""
    found: dict[object, list[ChecklistQuestion]] = defaultdict(list)
    rows = ChecklistQuestion.objects.filter(checklist__item__in=items).select_related("checklist")
    for one in rows.order_by("number"):
        found[one.checklist.item_id].append(one)
    return found


def _own_outcomes(
    inspection: Inspection, items: Sequence[InspectionItem], *, with_retired: bool
) -> dict[str, list[OutcomeKind]]:
    """By item code, what the office added."""
    found: dict[str, list[OutcomeKind]] = defaultdict(list)
    rows = ItemOutcome.objects.filter(
        office_id=inspection.office_id, item_code__in={item.code for item in items}
    )
    if not with_retired:
        rows = rows.filter(is_retired=False)
    for one in rows:
        found[one.item_code].append(kind_of(one))
    return found


def kind_of(row: ItemOutcome) -> OutcomeKind:
    """An added result asks what the table asks of its class: proof, letters, measures, what follows."""
    own = next(kind for kind in STANDARD if kind.national == row.national and kind.family == row.family)
    return replace(own, code=row.code, title=row.title, is_problem=row.is_problem)


def answers_of(record: InspectionRecord) -> dict[tuple[str, str], Answer]:
    """By unit and question."""
    return {
        (unit, question): Answer(told["answer"], told.get("note", ""))
        for unit, given in record.answers.items()
        for question, told in given.items()
    }


def results_of(record: InspectionRecord) -> list[Result]:
    """What was chosen, as kept."""
    return [
        Result(
            unit=one["unit"],
            item=one["item"],
            code=one["code"],
            words=one.get("words", ""),
            measures=one.get("measures", ""),
            due_on=_day(one.get("due_on")),
        )
        for one in record.outcomes
    ]


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
