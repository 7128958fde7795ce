"""Rows that look alike: questions which a person decides. Found by the indexed looks that every saving keeps,
so that a hundred thousand targets cost a few grouped reads."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Unknown
from mingcha.registers.models import COMPANY, Distinction, FrameHold, Holder, Target
from mingcha.registers.queries.remembered import remembered

Member = Holder | Target
M = TypeVar("M", Holder, Target)
CHUNK = 500
PERSONAL_NAME = 4
"""Up to so many signs a name may be a person's: people of one name are common, and not the same."""


@dataclass(frozen=True)
class Kind:
    """One way to look alike: the column that is equal, and what it means in words."""

    title: str
    model: type[Holder] | type[Target]
    column: str
    why: str


DUPLICATE_KINDS: Mapping[str, Kind] = {
    "name": Kind("名称相同，代码不同", Holder, "name_look", "去掉括号、空格和标点后名称相同，代码却不同。"),
    "code": Kind("代码只差形近字", Holder, "code_look", "代码只有O与0、I与1一类形近字不同。"),
    "licence": Kind("证号只差形近字", Target, "licence_look", "同一类别，证号只有标点或形近字不同。"),
    "place": Kind("坐落和类别相同", Target, "place_look", "同一类别，坐落相同，登记成不同的对象。"),
    "own": Kind("同一主体名下重复", Target, "", "合并主体后，同一主体名下有两个同类、同名的对象。"),
}


@dataclass(frozen=True)
class Question:
    """Members that look alike in one way, by code. `facts` is a digest of what was looked at."""

    kind: str
    members: tuple[Member, ...]

    @property
    def title(self) -> str:
        return DUPLICATE_KINDS[self.kind].title

    @property
    def why(self) -> str:
        return DUPLICATE_KINDS[self.kind].why

    @property
    def first(self) -> Member:
        return self.members[0]

    @property
    def concerns_holders(self) -> bool:
        return DUPLICATE_KINDS[self.kind].model is Holder

    @property
    def facts(self) -> str:
        text = "\n".join(sorted("\t".join(_facts(member)) for member in self.members))
        return hashlib.sha256(f"{self.kind}\n{text}".encode()).hexdigest()


def open_questions(scope: Actor, kind: str = "") -> list[Question]:
    """What waits for a decision in the viewer's office, kind by kind in the order of `DUPLICATE_KINDS`."""
    decided = set(Distinction.objects.filter(office_id=scope.office_id).values_list("facts", flat=True))
    wanted = [kind] if kind else list(DUPLICATE_KINDS)
    found = [question for one in wanted for question in _questions(scope, one)]
    return [question for question in found if question.facts not in decided]


def waiting_questions(scope: Actor) -> list[Question]:
    """The same for a page, remembered until the registers change."""
    return remembered(("questions", scope.office_id), lambda: open_questions(scope))


def question_of(scope: Actor, kind: str, member: UUID, facts: str = "") -> Question:
    """The open question of this kind that the row belongs to, or `Unknown`; with `facts` only as it was."""
    for question in open_questions(scope, kind) if kind in DUPLICATE_KINDS else ():
        if any(one.pk == member for one in question.members) and facts in ("", question.facts):
            return question
    raise Unknown("no-such-question", "这个疑点已经处理，或者内容已经改变。", title="没有这个疑点")


def _questions(scope: Actor, kind: str) -> list[Question]:
    groups: dict[tuple[object, ...], list[Member]] = defaultdict(list)
    for member in _candidates(scope, kind):
        groups[_group(kind, member)].append(member)
    return [
        Question(kind, tuple(members))
        for members in groups.values()
        if len(members) > 1 and _differ(kind, members)
    ]


def _candidates(scope: Actor, kind: str) -> Iterable[Member]:
    """The rows whose look stands in the register more than once, by code."""
    if kind == "own":
        merged = Holder.objects.filter(office_id=scope.office_id, merged_into__isnull=False)
        return _targets(scope).filter(holder__in=merged.values("merged_into"))
    column = DUPLICATE_KINDS[kind].column
    rows: QuerySet[Any] = _holders(scope) if DUPLICATE_KINDS[kind].model is Holder else _targets(scope)
    told = rows.order_by().filter(**{f"{column}__gt": ""}).values(column)
    repeated = told.annotate(n=Count("*")).filter(n__gt=1).values_list(column, flat=True)
    looks = list(repeated)
    parts = (looks[start : start + CHUNK] for start in range(0, len(looks), CHUNK))
    # Ordered here: a database told to order by code reads all of it in that order.
    found = [row for part in parts for row in rows.order_by().filter(**{f"{column}__in": part})]
    return sorted(found, key=lambda row: str(row.code))


def _holders(scope: Actor) -> "QuerySet[Holder]":
    return Holder.current.filter(office_id=scope.office_id).order_by("code")


def _targets(scope: Actor) -> "QuerySet[Target]":
    return Target.current.filter(office_id=scope.office_id).select_related("holder").order_by("code")


def _group(kind: str, member: Member) -> tuple[object, ...]:
    if isinstance(member, Holder):
        return (getattr(member, DUPLICATE_KINDS[kind].column), member.kind)
    if kind == "own":
        return member.holder_id, member.category, member.name
    return getattr(member, DUPLICATE_KINDS[kind].column), member.category


def _differ(kind: str, members: Sequence[Member]) -> bool:
    """People of one name are no question; nor are two documents for one place under one holder."""
    first = members[0]
    if kind == "name" and isinstance(first, Holder):
        return first.kind == COMPANY or len(first.name) > PERSONAL_NAME
    if kind in ("place", "own"):
        licences = [member.licence_no for member in members if isinstance(member, Target)]
        holders = {member.holder_id for member in members if isinstance(member, Target)}
        return len(holders) > 1 or "" in licences
    return True


def _facts(member: Member) -> tuple[str, ...]:
    if isinstance(member, Holder):
        return str(member.pk), member.code, member.uscc, member.register_no, member.name_print, member.address
    own = (member.licence_no, member.name, member.place, member.category)
    return str(member.pk), member.code, str(member.holder_id), *own


def former_of(scope: Actor, member: M) -> list[M]:
    """What was merged into this row, directly or step by step: its other codes and names."""
    found: list[M] = []
    inside: list[M] = [member]
    while inside:
        above = [one.pk for one in inside]
        rows = type(member)._default_manager.filter(office_id=scope.office_id, merged_into__in=above)
        inside = list(rows.order_by("code"))
        found += inside
    return found


def standing_codes(scope: Actor) -> dict[str, str]:
    """For the code of every row that was merged, holder or target, the code of the one that stands for it
    today: what was drawn or inspected under the former counts for the latter. Two queries."""
    found: dict[str, str] = {}
    for model in (Holder, Target):
        merged = model._default_manager.filter(office_id=scope.office_id, merged_into__isnull=False)
        found |= dict(merged.values_list("code", "merged_into__code"))
    for code in found:
        while found[code] in found:
            found[code] = found[found[code]]
    return found


def held_by(scope: Actor, members: Iterable[Member]) -> str:
    """The announced draw whose frame holds one of these rows; "" when none does."""
    holders = {member.pk if isinstance(member, Holder) else member.holder_id for member in members}
    inside = Target.current.filter(holder__in=holders)
    for hold in FrameHold.objects.filter(office_id=scope.office_id, released_at=None):
        fits = Q()
        if hold.categories:
            fits &= Q(category__in=hold.categories)
        if hold.towns:
            fits &= Q(town__in=hold.towns)
        if inside.filter(fits).exists():
            return hold.draw
    return ""
