"""Reading people and sections, always within the viewer's office."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import QueryDict

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Office, OpenWork, Person, RoleGrant, SavedView, Section
from mingcha.accounts.rules import ROLES
from mingcha.common.errors import Unknown
from mingcha.common.sealing import fingerprint
from mingcha.ledger.queries import Event, history

NOT_KEPT = frozenset({"page", "export", "q", "text"})  # the last two are what lists call their search


@dataclass(frozen=True)
class Branch:
    """A section at its depth in the tree (0 = directly below the office)."""

    section: Section
    depth: int
    people: int

    @property
    def steps(self) -> str:
        """The indent of a plain list, since no style may be written into a page."""
        return "　" * self.depth


@dataclass(frozen=True)
class PeopleFilter:
    """What the list of people is narrowed to; empty means everything."""

    text: str = ""
    section: str = ""
    role: str = ""
    state: str = ""


def office_of(scope: Actor) -> Office:
    return Office.objects.get(pk=scope.office_id)


def people(scope: Actor, narrow: PeopleFilter | None = None) -> QuerySet[Person]:
    """People of the viewer's office with their open grants, by name; a phone is found by its whole number."""
    narrow = narrow or PeopleFilter()
    found = Person.objects.filter(office_id=scope.office_id)
    if narrow.text:
        found = found.filter(
            Q(name__icontains=narrow.text)
            | Q(username__icontains=narrow.text)
            | Q(phone_print=fingerprint(narrow.text))
        )
    if narrow.section:
        found = found.filter(section_id__in=_below(scope, narrow.section))
    if narrow.role in ROLES:
        found = found.filter(grants__role=narrow.role, grants__ended_at=None)
    if narrow.state:
        found = found.filter(is_active=narrow.state == "active")
    open_grants = Prefetch(
        "grants", RoleGrant.objects.filter(ended_at=None).order_by("granted_at"), "open_grants"
    )
    return found.select_related("section").prefetch_related(open_grants).order_by("-is_active", "name", "pk")


def find_person(scope: Actor, pk: UUID) -> Person:
    """The person, or `Unknown` when there is none in the viewer's office."""
    person = people(scope).filter(pk=pk).first()
    if person is None:
        raise Unknown("no-such-person", "本机构没有这名人员。", title="没有找到")
    return person


def colleagues(scope: Actor, person: Person) -> QuerySet[Person]:
    """Everybody in office except this person."""
    return people(scope, PeopleFilter(state="active")).exclude(pk=person.pk)


def open_roles(person: Person) -> frozenset[str]:
    return frozenset(person.grants.filter(ended_at=None).values_list("role", flat=True))


def people_waiting_for_roles(scope: Actor) -> QuerySet[Person]:
    """In office, and with roles in the staff list that nobody granted yet."""
    found = Person.objects.filter(office_id=scope.office_id, is_active=True)
    return found.exclude(wanted_roles=[]).order_by("name", "pk")


def other_holders(person: Person, role: str) -> int:
    """How many active colleagues hold this role at this moment."""
    grants = RoleGrant.objects.filter(role=role, ended_at=None, person__office=person.office_id)
    return grants.filter(person__is_active=True).exclude(person=person).count()


def find_grant(scope: Actor, pk: UUID) -> RoleGrant:
    """The grant with its person, or `Unknown` when there is none in the viewer's office."""
    grants = RoleGrant.objects.select_related("person").filter(person__office=scope.office_id)
    grant = grants.filter(pk=pk).first()
    if grant is None:
        raise Unknown("no-such-grant", "本机构没有这次岗位授予。", title="没有找到")
    return grant


def grants_of(person: Person) -> QuerySet[RoleGrant]:
    """All grants of a person, the open ones first, then the latest."""
    return person.grants.order_by("-ended_at", "-granted_at")


def open_work(person: Person) -> QuerySet[OpenWork]:
    return person.open_work.order_by("due_on", "title")


def person_history(person: Person) -> list[Event]:
    """Every act on this person and on the person's roles, the latest first, each act once."""
    rows = [person.pk, *person.grants.values_list("pk", flat=True)]
    events = {event.index: event for row in rows for event in history(row)}
    return [events[index] for index in sorted(events, reverse=True)]


def sections(scope: Actor) -> QuerySet[Section]:
    return Section.objects.filter(office_id=scope.office_id)


def section_tree(scope: Actor) -> list[Branch]:
    """Sections depth first, each level by name, with the number of people in office in each."""
    counted = sections(scope).annotate(count=Count("people", filter=Q(people__is_active=True)))
    children: dict[UUID | None, list[Section]] = {}
    counts: dict[UUID, int] = {}
    for section in counted:
        children.setdefault(section.parent_id, []).append(section)
        counts[section.pk] = section.count
    return list(_walk(children, counts, None, 0))


def find_section(scope: Actor, pk: UUID) -> Section:
    """The section, or `Unknown` when there is none in the viewer's office."""
    section = sections(scope).filter(pk=pk).first()
    if section is None:
        raise Unknown("no-such-section", "本机构没有这个股所室队。", title="没有找到")
    return section


def _walk(
    children: dict[UUID | None, list[Section]], counts: dict[UUID, int], parent: UUID | None, depth: int
) -> list[Branch]:
    branches: list[Branch] = []
    for section in children.get(parent, []):
        branches.append(Branch(section, depth, counts[section.pk]))
        branches.extend(_walk(children, counts, section.pk, depth + 1))
    return branches


def _below(scope: Actor, section: str) -> list[UUID]:
    """The section and everything under it; nothing when the id is not one of this office."""
    found: list[UUID] = []
    depth: int | None = None
    for branch in section_tree(scope):
        if depth is not None and branch.depth <= depth:
            break
        if str(branch.section.pk) == section:
            depth = branch.depth
        if depth is not None:
            found.append(branch.section.pk)
    return found


def kept_conditions(sent: QueryDict) -> str:
    """What of an address is kept as a saved view: neither the page nor what was typed into the search."""
    kept = sent.copy()
    for name in [*kept]:
        if name in NOT_KEPT or not any(kept.getlist(name)):
            del kept[name]
    return kept.urlencode()


def saved_views(scope: Actor, page: str) -> "QuerySet[SavedView]":
    """One's own views of a list and those that others of the office share."""
    mine = Q(person_id=scope.person_id) | Q(person__office_id=scope.office_id, is_shared=True)
    return SavedView.objects.filter(mine, page=page).select_related("person")
