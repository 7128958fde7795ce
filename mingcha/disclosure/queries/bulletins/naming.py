"""Whom the records of a round name, so that its bulletin does not; and what they say of problems without."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from mingcha.disclosure.queries.bulletins.figures import confirmed_records, found_in
from mingcha.disclosure.rules.bulletins import names_in, without_names
from mingcha.draws.rules.committed import holder_of
from mingcha.inspections.models import InspectionRecord
from mingcha.plans.models import Campaign
from mingcha.registers.models import Holder, Target

TYPICAL = 5
LONG_ENOUGH = 2


@dataclass(frozen=True)
class Names:
    """Names of parties and their objects; of people who are nobody's office: parties that are one, who was
    there, representatives, contacts; and of officers."""

    companies: frozenset[str]
    people: frozenset[str]
    officers: frozenset[str]

    @property
    def every(self) -> frozenset[str]:
        return self.companies | self.people | self.officers


def names_of(campaign: Campaign) -> Names:
    """Of everybody whom a confirmed record concerns."""
    return names_in_records(campaign.office_id, list(confirmed_records(campaign)))


def names_in_records(office_id: UUID, records: Sequence[InspectionRecord]) -> Names:
    """Of everybody whom these records concern."""
    units = {one["code"] for record in records for one in record.units}
    holders = list(Holder.objects.filter(office_id=office_id, code__in={holder_of(one) for one in units}))
    targets = list(Target.objects.filter(office_id=office_id, code__in=units))
    people = {one for record in records for one in (record.party, record.refusal_witness)}
    people |= {holder.representative for holder in holders}
    people |= {one for target in targets for one in target.contact.split("、")}
    return Names(
        companies=_long({*(one.name for one in targets), *(one.name for one in holders)}),
        people=_long(people | {one.full_name for one in holders if one.is_natural_person}),
        officers=_long({one["name"] for record in records for one in record.team}),
    )


def people_named(record: InspectionRecord, text: str) -> list[str]:
    """Who of those people the text tells, apart from within the name of a company."""
    names = names_in_records(record.inspection.office_id, [record])
    return names_in({"": without_names(text, names.companies, ())}, names.people)


def _long(names: set[str]) -> frozenset[str]:
    return frozenset(one.strip() for one in names if len(one.strip()) >= LONG_ENOUGH)


def typical_problems(campaign: Campaign) -> list[str]:
    """What records say of problems, the most frequent words first, without the names of anybody known."""
    names = names_of(campaign)
    told = Counter(_told(campaign, names))
    return [f"某企业：{words}" for words, _ in told.most_common(TYPICAL)]


def _told(campaign: Campaign, names: Names) -> Iterator[str]:
    for row in found_in(campaign).problems:
        words = without_names(row.words, names.companies, names.people | names.officers)
        if line := " ".join(words.split()):
            yield line
