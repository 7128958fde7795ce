"""Lists of the registers: filtered, sorted, counted by town; one thing with all that belongs to it."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Unknown
from mingcha.common.lists import LongList
from mingcha.common.workbooks.values import compact_text
from mingcha.registers.models import ConflictOfInterest, Holder, Inspector, Target
from mingcha.registers.queries.categories import definitions_of
from mingcha.registers.queries.duplicates import former_of
from mingcha.registers.queries.field_lists import list_fields, narrowed, sorted_by_field
from mingcha.registers.queries.people import declared_conflicts, every_conflict, inspectors_of
from mingcha.registers.queries.remembered import remembered
from mingcha.registers.queries.search import Matches, Typed, matches
from mingcha.registers.queries.standing import is_raised, limits_on
from mingcha.registers.states import ACTIVE

TARGET_SORTS: Mapping[str, tuple[str, ...]] = {
    "code": ("code",),
    "-code": ("-code",),
    "risk": ("risk_class", "code"),
    "-risk": ("-risk_class", "-code"),
    "until": ("valid_until", "code"),
    "-until": ("-valid_until", "-code"),
}
"""Each the order of an index, forwards or backwards."""
FACETS = ("category", "town", "risk", "state")
COLUMN_OF = {"category": "category", "town": "town", "risk": "risk_class", "state": "state"}
FEW = 2000  # matches that a database takes as a list


# Saved views: what needs a look or is asked for often. Days are calendar days.
SOON = datetime.timedelta(days=90)


def _ends_soon(_: Actor, today: datetime.date) -> Q:
    return Q(state=ACTIVE, valid_until__range=(today, today + SOON))


LOOKS: dict[str, tuple[str, Callable[[Actor, datetime.date], Q]]] = {
    "raised": ("列入加强层", lambda scope, today: is_raised(limits_on(scope, today))),
    "expiring": (
        "许可90日内到期",
        _ends_soon,
    ),
    "expired": ("许可已过期，状态仍为有效", lambda _, today: Q(state=ACTIVE, valid_until__lt=today)),
    "no_town": ("没有乡镇", lambda *_: Q(town="")),
    "no_risk": ("没有风险类别", lambda *_: Q(risk_class="")),
}


@dataclass(frozen=True)
class TargetFilter:
    """What the address of the list asks for; empty means all."""

    q: str = ""
    category: str = ""
    town: str = ""
    risk: str = ""
    state: str = ""
    look: str = ""
    sort: str = "code"
    detail: str = ""

    def without(self, *names: str) -> "TargetFilter":
        """The same with these conditions taken away."""
        return replace(self, **dict.fromkeys(names, ""))

    @property
    def conditions(self) -> dict[str, str]:
        return {name: value for name in ("q", *FACETS, "look", "detail") if (value := getattr(self, name))}


def targets_of(scope: Actor, wanted: TargetFilter) -> "QuerySet[Target]":
    """The targets of the viewer's office that fit, with their holders, sorted."""
    rows = Target.current.filter(office_id=scope.office_id).select_related("holder")
    for name in FACETS:
        if value := getattr(wanted, name):
            rows = rows.filter(**{COLUMN_OF[name]: value})
    if wanted.look in LOOKS:
        rows = rows.filter(LOOKS[wanted.look][1](scope, moments.today()))
    if wanted.q:
        rows = rows.filter(_search(scope, wanted.q))
    return _by_fields(scope, rows, wanted)


def _by_fields(scope: Actor, rows: "QuerySet[Target]", wanted: TargetFilter) -> "QuerySet[Target]":
    """Narrowed and sorted, where asked, by the fields of the one category that is shown."""
    plain = TARGET_SORTS.get(wanted.sort)
    if not wanted.category or (plain and not wanted.detail):
        return rows.order_by(*(plain or TARGET_SORTS["code"]))
    rules = list_fields(definitions_of(scope), wanted.category)
    rows = narrowed(rows, rules, wanted.detail)
    found = sorted_by_field(rows, rules, wanted.sort)
    return rows.order_by(*(plain or TARGET_SORTS["code"])) if found is None else found


def listed_targets(scope: Actor, wanted: TargetFilter) -> "LongList[Target]":
    """The same rows as `targets_of`, to be shown in pages: nothing that grows with the register is done for a
    page. Search goes through memory; counts are remembered until the registers change."""
    shown = Target.objects.select_related("holder")
    if not wanted.q:
        rows = targets_of(scope, wanted)
        return LongList(shown, rows, remembered(_key(scope, "count", wanted), rows.count))
    found = matches(scope, wanted.q)
    if wanted.without("q") == TargetFilter():
        return LongList(shown, found, len(found))
    rows = _among(scope, wanted, found)
    return LongList(shown, rows, rows.count())


def target_counts_by_town(scope: Actor, wanted: TargetFilter) -> dict[str, int]:
    """Targets per town under every other condition, so that a tile shows what it would filter to."""
    others = wanted.without("town")
    if not others.q:
        return remembered(_key(scope, "towns", others), lambda: _by_town(targets_of(scope, others)))
    found = matches(scope, others.q)
    return _by_town(_among(scope, others, found)) if len(others.conditions) > 1 else found.by_town


def look_counts(scope: Actor) -> dict[str, int]:
    """How many targets each look holds, in one query."""
    today = moments.today()
    counts = {key: Count("pk", filter=condition(scope, today)) for key, (_, condition) in LOOKS.items()}
    rows = Target.current.filter(office_id=scope.office_id)
    return remembered(("looks", scope.office_id, today), lambda: rows.aggregate(**counts))


def target_facets(scope: Actor) -> dict[str, list[str]]:
    """The categories and towns that occur."""
    return remembered(("facets", scope.office_id), lambda: _facets(scope))


def register_size(scope: Actor) -> tuple[int, int]:
    """Targets and holders of the office."""
    targets = Target.current.filter(office_id=scope.office_id)
    holders = Holder.current.filter(office_id=scope.office_id)
    return remembered(("size", scope.office_id), lambda: (targets.count(), holders.count()))


def _key(scope: Actor, what: str, wanted: TargetFilter) -> tuple[object, ...]:
    """What a count depends on besides the registers: the order of the rows does not matter."""
    return (what, scope.office_id, replace(wanted, sort=""), moments.today())


def _among(scope: Actor, wanted: TargetFilter, found: Matches) -> "QuerySet[Target]":
    """The rows that fit what was typed and every other condition."""
    if len(found) > FEW:
        return targets_of(scope, wanted)
    return targets_of(scope, wanted.without("q")).filter(pk__in=list(found))


def _by_town(rows: "QuerySet[Target]") -> dict[str, int]:
    return dict(rows.order_by().values("town").annotate(n=Count("pk")).values_list("town", "n"))


def _facets(scope: Actor) -> dict[str, list[str]]:
    rows = Target.current.filter(office_id=scope.office_id)
    return {
        name: list(rows.order_by(name).values_list(name, flat=True).distinct())
        for name in ("category", "town")
    }


def holder_of(scope: Actor, holder: UUID) -> Holder:
    """One holder of the viewer's office, or `Unknown`."""
    found = Holder.objects.filter(office_id=scope.office_id, pk=holder).first()
    if found is None:
        raise Unknown(
            "no-such-holder", "名录库中没有这个主体，或者它不属于本机构。", title="没有找到这个主体"
        )
    return found


def holder_by_code(scope: Actor, typed: str) -> Holder | None:
    """The holder that stands for a code in any spelling: credit code, register number or own number, also
    one it had before it was merged."""
    code = compact_text(typed).upper().replace(" ", "").replace("-", "")
    if not code:
        return None
    fits = Q(code=code) | Q(uscc=code) | Q(register_no=code)
    found = Holder.objects.filter(fits, office_id=scope.office_id).first()
    return found.survivor if found else None


def target_of(scope: Actor, target: UUID) -> Target:
    """One target of the viewer's office with its holder, or `Unknown`."""
    found = Target.objects.filter(office_id=scope.office_id, pk=target).select_related("holder").first()
    if found is None:
        raise Unknown(
            "no-such-target", "名录库中没有这个对象，或者它不属于本机构。", title="没有找到这个对象"
        )
    return found


def inspector_of(scope: Actor, inspector: UUID) -> Inspector:
    """One inspector of the viewer's office, or `Unknown`."""
    found = inspectors_of(scope).filter(pk=inspector).first()
    if found is None:
        raise Unknown(
            "no-such-inspector", "名录库中没有这名人员，或者他不属于本机构。", title="没有找到这名人员"
        )
    return found


def conflict_of(scope: Actor, conflict: UUID, *, is_told: bool = True) -> ConflictOfInterest:
    """One declared conflict of the viewer's office, or `Unknown`; also one that lists still hide where the
    caller has asked who may know of it (`is_told=False`)."""
    declared = declared_conflicts(scope) if is_told else every_conflict(scope)
    found = declared.filter(pk=conflict).first()
    if found is None:
        raise Unknown("no-such-conflict", "没有登记这项利害关系。", title="没有找到这项利害关系")
    return found


def conflicts_with_holder(scope: Actor, holder: Holder) -> list[ConflictOfInterest]:
    """Who declared an interest in this holder, by whichever of its names."""
    alike = [holder, *former_of(scope, holder)]
    codes = {code for one in alike for code in (one.code, one.uscc, one.register_no) if code}
    fits = Q(holder_code__in=codes) | Q(named_print__in={one.name_print for one in alike})
    return list(declared_conflicts(scope).filter(fits))


def holder_rows(scope: Actor, holder: Holder) -> Iterator[UUID]:
    """The records whose histories make up a holder's."""
    yield holder.pk
    yield from Target.objects.filter(office_id=scope.office_id, holder=holder).values_list("pk", flat=True)


def _search(scope: Actor, typed: str) -> Q:
    """A code or document number by its beginning, a name by any part; a natural person's name and a phone
    only whole. `search.matches` finds the same without reading every row."""
    asked = Typed.of(typed)
    holders = Holder.objects.filter(office_id=scope.office_id)
    named = holders.filter(Q(name__icontains=asked.text, name_sealed="") | Q(name_print=asked.name_print))
    found = _held_by(named) | Q(name__icontains=asked.text)
    if code := asked.code:
        coded = holders.filter(
            Q(code__startswith=code) | Q(uscc__startswith=code) | Q(register_no__startswith=code)
        )
        own = Q(code__startswith=code) | Q(licence_no__startswith=code)
        merged = Target.objects.filter(own, office_id=scope.office_id, merged_into__isnull=False)
        found |= _held_by(coded) | own | Q(pk__in=merged.values("merged_into"))
    if asked.phone_print:
        found |= Q(phone_print=asked.phone_print)
    return found


def _held_by(holders: "QuerySet[Holder]") -> Q:
    """Targets of these holders; those of one that was merged belong to the one it was merged into."""
    merged = holders.filter(merged_into__isnull=False)
    return Q(holder__in=holders.values("pk")) | Q(holder__in=merged.values("merged_into"))
