"""Interests and the yearly declaration: an inspector's own, what waits for a decision, who has not answered,
hints that nobody has declared."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import RoleGrant
from mingcha.accounts.rules import LEADER
from mingcha.common.errors import Unknown
from mingcha.common.sealing import fingerprint
from mingcha.registers.models import (
    ConflictOfInterest,
    Declaration,
    DeclarationRound,
    Delegation,
    Holder,
    Inspector,
    Target,
)
from mingcha.registers.policies import can_decide_conflict, delegation_of
from mingcha.registers.queries.people import declared_conflicts, holder_codes, inspectors_of
from mingcha.registers.states import OPEN_ROUND, PENDING, UPHELD


def own_inspector(scope: Actor) -> Inspector:
    """The viewer as an inspector of the register, or `Unknown`: everything of one's own starts here."""
    found = inspectors_of(scope).filter(person=scope.person_id).first() if scope.person_id else None
    if found is None:
        raise Unknown(
            "not-an-inspector",
            "这个账号没有关联名录库中的检查人员。",
            title="没有本人的登记",
            remedy="请政策法规机构在名录库中关联账号。",
        )
    return found


def own_inspector_if_any(scope: Actor) -> Inspector | None:
    """The viewer as an inspector, if he is one."""
    return inspectors_of(scope).filter(person=scope.person_id).first() if scope.person_id else None


def conflicts_to_decide(scope: Actor, on: datetime.date) -> list[ConflictOfInterest]:
    """What waits for a decision of this very viewer, the earliest declared first."""
    waiting = declared_conflicts(scope).filter(state=PENDING).order_by("declared_on", "pk")
    return [conflict for conflict in waiting if can_decide_conflict(scope, conflict, on)]


def conflicts_to_decide_together(scope: Actor, on: datetime.date) -> list[ConflictOfInterest]:
    """What waits for this very viewer as head or delegate, in one query: nobody's own, and no head's, which
    are left to the collective one by one (`can_decide_conflict` says the same of each)."""
    if not scope.has(LEADER) and delegation_of(scope, on) is None:
        return []
    heads = RoleGrant.objects.filter(person__office=scope.office_id, role=LEADER, ended_at=None)
    concerned = [*heads.values_list("person", flat=True), scope.person_id]
    waiting = declared_conflicts(scope).filter(state=PENDING).exclude(inspector__person__in=concerned)
    return list(waiting.order_by("declared_on", "pk"))


def delegations(scope: Actor) -> list[Delegation]:
    """Every delegation ever given, the latest first."""
    found = Delegation.objects.filter(office_id=scope.office_id)
    return list(found.select_related("person").order_by("-from_on", "pk"))


@dataclass(frozen=True)
class Answer:
    """An inspector asked in a round, with the answer if there is one."""

    inspector: Inspector
    declaration: Declaration | None

    @property
    def has_account(self) -> bool:
        person = self.inspector.person
        return person is not None and person.is_active


def rounds(scope: Actor) -> list[DeclarationRound]:
    """All rounds of the office, the latest first."""
    return list(DeclarationRound.objects.filter(office_id=scope.office_id).order_by("-year"))


def round_of(scope: Actor, pk: UUID) -> DeclarationRound:
    """One round of the viewer's office, or `Unknown`."""
    found = DeclarationRound.objects.filter(office_id=scope.office_id, pk=pk).first()
    if found is None:
        raise Unknown("no-such-round", "本机构没有这次年度申报。", title="没有找到")
    return found


def open_round_of(scope: Actor) -> DeclarationRound | None:
    """The round that is being answered now."""
    return DeclarationRound.objects.filter(office_id=scope.office_id, state=OPEN_ROUND).first()


def answers(scope: Actor, asked: DeclarationRound) -> list[Answer]:
    """Everybody of the office's own roster with the answer, by roster number. Who left the roster for good is
    not asked any more; what he answered stays."""
    given = Prefetch("declarations", Declaration.objects.filter(round=asked), "answered")
    people = inspectors_of(scope).filter(partner=None).prefetch_related(given)
    found = [Answer(one, next(iter(one.answered), None)) for one in people]
    return [one for one in found if one.declaration or one.inspector.state != "ended"]


def open_interests(inspector: Inspector) -> list[ConflictOfInterest]:
    """What this person has declared and what is neither ended nor decided not to be one, without what lists
    hide: its number would tell that there is something."""
    told = inspector.conflicts.filter(state__in=[PENDING, UPHELD], until_on=None, is_withheld=False)
    return list(told.order_by("declared_on"))


@dataclass(frozen=True)
class Hint:
    """Something two registers say alike. It decides nothing: people look and propose, or leave it."""

    inspector: Inspector
    holder: Holder
    why: str


def hints(scope: Actor) -> list[Hint]:
    """Pairs of own inspectors and holders whose phone, name or employer is the same and of whom no interest
    was ever declared; whatever was decided once is not brought up again."""
    people = list(inspectors_of(scope).filter(partner=None).exclude(state="ended"))
    everything = list(declared_conflicts(scope))
    codes = holder_codes(scope, everything)
    known = {(one.inspector_id, code) for one in everything for code in codes[one.pk]}
    found = {
        (hint.inspector.pk, hint.holder.code): hint
        for hint in (*_same_phone(scope, people), *_same_name(scope, people))
    }
    return [hint for pair, hint in sorted(found.items(), key=_by_roster) if pair not in known]


def _by_roster(entry: tuple[tuple[UUID, str], Hint]) -> tuple[str, str]:
    return entry[1].inspector.roster_no, entry[1].holder.code


def _same_phone(scope: Actor, people: list[Inspector]) -> Iterator[Hint]:
    by_phone = {one.phone_print: one for one in people if one.phone_print}
    targets = Target.objects.filter(office_id=scope.office_id, phone_print__in=by_phone)
    for target in targets.select_related("holder"):
        yield Hint(by_phone[target.phone_print], target.holder, "联系电话与检查对象的相同")


def _same_name(scope: Actor, people: list[Inspector]) -> Iterator[Hint]:
    """A natural person or a representative of the same name, or a former employer of that name."""
    named = {fingerprint(one.name): one for one in people}
    worked = {fingerprint(one.employer): one for one in people if one.employer}
    holders = Holder.objects.filter(office_id=scope.office_id)
    for holder in holders.filter(name_print__in=[*named, *worked]):
        if holder.is_natural_person and holder.name_print in named:
            yield Hint(named[holder.name_print], holder, "与自然人或个体经营者同名")
        elif holder.name_print in worked:
            yield Hint(worked[holder.name_print], holder, "登记的工作单位就是这家主体")
    for holder in holders.exclude(representative_sealed="").iterator(chunk_size=2000):
        if (person := named.get(fingerprint(holder.representative))) is not None:
            yield Hint(person, holder, "与负责人同名")
