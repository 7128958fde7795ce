"""Whom the records of a round name, so that its bulletin does not; and what they say of problems without."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from mingcha.disclosure.queries.bulletins.figures import confirmed_records, found_in
from mingcha.disclosure.rules.bulletins import without_names
from mingcha.draws.rules.committed import holder_of
from mingcha.plans.models import Campaign
from mingcha.registers.models import Holder, Target

TYPICAL = 5
LONG_ENOUGH = 2


@dataclass(frozen=True)
class Names:
    """Names of parties and their objects, and of people: officers, who was there, representatives."""

    companies: frozenset[str]
    people: frozenset[str]

    @property
    def every(self) -> frozenset[str]:
        return self.companies | self.people


def names_of(campaign: Campaign) -> Names:
    """Of everybody whom a confirmed record concerns."""
    records = list(confirmed_records(campaign))
    units = {one["code"] for record in records for one in record.units}
    holders = list(
        Holder.objects.filter(office_id=campaign.office_id, code__in={holder_of(one) for one in units})
    )
    targets = Target.objects.filter(office_id=campaign.office_id, code__in=units).values_list(
        "name", flat=True
    )
    companies = {*targets, *(one for holder in holders for one in (holder.name, holder.full_name))}
    people = {one["name"] for record in records for one in record.team}
    people |= {one for record in records for one in (record.party, record.refusal_witness)}
    people |= {holder.representative for holder in holders}
    return Names(_long(companies), _long(people))


def _long(names: set[str]) -> frozenset[str]:
    return frozenset(one.strip() for one in names if len(one.strip()) >= LONG_ENOUGH)


def typical_problems(campaign: Campaign) -> list[str]:
    """What records say of problems, the most frequent words first, without the names of anybody known."""
    names = names_of(campaign)
    told = Counter(_told(campaign, names))
    return [f"某企业：{words}" for words, _ in told.most_common(TYPICAL)]


def _told(campaign: Campaign, names: Names) -> Iterator[str]:
    for row in found_in(campaign).problems:
        words = without_names(row.words, names.companies, names.people)
        if line := " ".join(words.split()):
            yield line
