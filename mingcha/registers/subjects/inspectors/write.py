"""New and changed rows into the register of inspectors."""

from collections.abc import Mapping, Sequence
from typing import Any

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Person, Section
from mingcha.common import moments
from mingcha.intake.subjects import Judged
from mingcha.ledger.models import Record
from mingcha.registers.models import ConflictOfInterest, Inspector, InspectorLicence, Partner, Training
from mingcha.registers.queries import training_end
from mingcha.registers.rules.numbering import next_number, numbered
from mingcha.registers.rules.staff import REGISTER, kind_of_relation
from mingcha.registers.states import ON_DUTY, PENDING
from mingcha.registers.subjects.cells import as_date
from mingcha.registers.subjects.inspectors.columns import PERSON_KEYS
from mingcha.registers.subjects.inspectors.compare import NOTHING, declared, held_training, licence_changes

ROSTER, ROSTER_WIDTH = "R", 4
TRAINING = "行政执法培训"


def write_inspectors(actor: Actor, rows: Sequence[Judged]) -> list[Record]:
    """Every saved inspector, licence and conflict, parents first."""
    writing = _Writing(actor)
    for row in rows:
        pairs = zip(row.values["people"], row.ties["known"], strict=True)
        partner = row.ties.get("partner")
        row.ties["known"] = [writing.take(person, known, partner) for person, known in pairs]
    return [*writing.inspectors.values(), *writing.licences, *writing.trainings, *writing.conflicts]


class _Writing:
    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        office = {"office_id": actor.office_id}
        self.sections = {section.name: section for section in Section.objects.filter(**office)}
        self.accounts = {
            (person.name, person.phone_print): person
            for person in Person.objects.filter(**office, inspector=None).exclude(phone_print="")
        }
        rosters = Inspector.objects.filter(**office).values_list("roster_no", flat=True)
        self.next_roster = next_number(number for number in rosters if number.startswith(ROSTER))
        self.inspectors: dict[Any, Inspector] = {}
        self.licences: list[InspectorLicence] = []
        self.trainings: list[Training] = []
        self.conflicts: list[ConflictOfInterest] = []

    def take(
        self, person: Mapping[str, Any], known: Inspector | None, partner: Partner | None = None
    ) -> Inspector:
        """One person of one row, saved."""
        inspector = known or self._new(person)
        if partner is not None:
            inspector.partner, inspector.department = partner, partner.tag
        is_new = inspector._state.adding
        for key in PERSON_KEYS:
            if person[key] not in NOTHING:
                setattr(inspector, key, person[key])
        if inspector.partner is None:
            self._join(inspector)
        inspector.save(force_insert=is_new)
        self.inspectors[inspector.pk] = inspector
        held = {} if is_new else {licence.number: licence for licence in inspector.licences.all()}
        for licence in person["licences"]:
            self._take_licence(inspector, held.get(licence["number"]), licence)
        if training := person.get("training"):
            self._take_training(inspector, None if is_new else held_training(inspector, training), training)
        self._take_conflicts(inspector, person["conflicts"], is_new=is_new)
        return inspector

    def _join(self, inspector: Inspector) -> None:
        """Own people belong to a section, and to an account of the same name and phone."""
        inspector.section = self.sections.get(inspector.section_name, inspector.section)
        if inspector.person is None:
            inspector.person = self.accounts.pop((inspector.name, inspector.phone_print), None)

    def _new(self, person: Mapping[str, Any]) -> Inspector:
        number, self.next_roster = numbered(ROSTER, self.next_roster, ROSTER_WIDTH), self.next_roster + 1
        return Inspector(office_id=self.actor.office_id, roster_no=number, name=person["name"], state=ON_DUTY)

    def _take_licence(
        self, inspector: Inspector, held: InspectorLicence | None, licence: Mapping[str, Any]
    ) -> None:
        if held is not None and not licence_changes(held, licence):
            return
        row = held or InspectorLicence(inspector=inspector, number=licence["number"])
        row.name = licence["name"] or row.name
        if licence["valid_until"] or licence["is_permanent"]:
            row.valid_until = as_date(licence["valid_until"])
            row.is_permanent = licence["is_permanent"]
        row.save()
        self.licences.append(row)

    def _take_training(
        self, inspector: Inspector, held: Training | None, training: Mapping[str, Any]
    ) -> None:
        until, on = as_date(training["valid_until"]), as_date(training["completed_on"])
        row = held or Training(
            inspector=inspector,
            course=training["course"] or TRAINING,
            completed_on=on,
            valid_until=until or training_end(self.actor.office_id, on or moments.today()),
        )
        given = {key: training[key] for key in ("hours", "certificate_no", "course") if training[key]}
        if held is not None and all(getattr(held, key) == value for key, value in given.items()):
            return
        for key, value in given.items():
            setattr(row, key, value)
        row.save()
        self.trainings.append(row)

    def _take_conflicts(
        self, inspector: Inspector, conflicts: Sequence[Mapping[str, str]], *, is_new: bool
    ) -> None:
        opened = [] if is_new else inspector.conflicts.filter(until_on=None, is_withheld=False)
        known = {name for one in opened for name in (one.holder_code, one.named_print)}
        for conflict in conflicts:
            if declared(conflict) & known:
                continue
            known |= declared(conflict)
            row = ConflictOfInterest(
                office_id=self.actor.office_id,
                inspector=inspector,
                holder_code=conflict["code"],
                kind=kind_of_relation(conflict["relation"]),
                relation=conflict["relation"],
                state=PENDING,
                source=REGISTER,
                declared_on=moments.today(),
            )
            row.named = conflict["name"]
            row.save()
            self.conflicts.append(row)
