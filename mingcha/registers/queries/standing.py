"""Standing facts and past visits: what raises, what is known of one holder or target, how fresh it is."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db.models import Count, Max, Model, Q, QuerySet

from mingcha.accounts.actors import Actor
from mingcha.accounts.queries import office_of
from mingcha.common import moments
from mingcha.common.errors import Unknown
from mingcha.common.sealing import fingerprint
from mingcha.common.workbooks.values import compact_text
from mingcha.intake.models import ProofFile
from mingcha.law.queries import figure, holds
from mingcha.law.rules import (
    ABNORMAL_RAISES,
    COMPLAINTS_MONTHS,
    HIGH_RISK_CLASS,
    MANY_COMPLAINTS,
    RISK_RENEWAL_MONTHS,
)
from mingcha.registers.models import CLUE, RANDOM, Holder, StandingEvent, Target, VisitFact
from mingcha.registers.queries.duplicates import former_of, standing_codes
from mingcha.registers.rules.standing import (
    KINDS,
    LISTED,
    RISK_CLASS,
    Limits,
    months_before,
    raising,
    value_words,
)

Row = TypeVar("Row", Holder, Target)
StandingChange = tuple[UUID, str, str, datetime.date]
"""Holder, kind, value and day of a change."""


def limits_on(scope: Actor, day: datetime.date) -> Limits:
    """What counts as high and many on that day, by the figures then in force."""
    months = figure(scope.office_id, COMPLAINTS_MONTHS, day).as_count
    return Limits(
        high_class=figure(scope.office_id, HIGH_RISK_CLASS, day).value,
        many_complaints=figure(scope.office_id, MANY_COMPLAINTS, day).as_count,
        counted_since=months_before(day, months),
        abnormal_raises=_abnormal_list_raises(scope, day),
    )


def _abnormal_list_raises(scope: Actor, day: datetime.date) -> bool:
    return holds(scope.office_id, ABNORMAL_RAISES, day)


def is_raised(limits: Limits) -> Q:
    """The targets that `rules.standing.raising` raises, as a condition of the database."""
    classed = Q(risk_class__gte=limits.high_class)
    classed |= Q(risk_class="", holder__risk_class__gte=limits.high_class)
    return classed | _own_facts(limits, "") | _own_facts(limits, "holder__")


def _own_facts(limits: Limits, path: str) -> Q:
    many = {
        f"{path}complaints__gte": limits.many_complaints,
        f"{path}complaints_on__gte": limits.counted_since,
    }
    found = Q(**many)
    for kind in limits.raising_flags:
        found |= Q(**{f"{path}{KINDS[kind].day_column}__isnull": False})
    return found


@dataclass(frozen=True)
class FactRow:
    """One kind of fact as the page of a target or holder shows it: the value in force and, where it comes
    from the holder, that it does; the last event of it, if any."""

    kind: str
    title: str
    value: str
    stands_on: datetime.date | None
    is_set: bool
    of_holder: bool
    is_raising: bool
    event: StandingEvent | None


def fact_rows(scope: Actor, thing: Target | Holder) -> list[FactRow]:
    """Every kind in its order. A target shows what is known of it, else what is known of its holder."""
    limits = limits_on(scope, moments.today())
    holder = thing.holder if isinstance(thing, Target) else thing
    raised = raising(thing.facts, holder.facts, limits)
    latest: dict[tuple[bool, str], StandingEvent] = {}
    for event in events_of(scope, thing):
        latest.setdefault((event.target_id is None, event.kind), event)
    return [_fact_row(kind, thing, holder, kind in raised, latest) for kind in KINDS]


def _fact_row(
    kind: str,
    thing: Target | Holder,
    holder: Holder,
    is_raising: bool,
    latest: Mapping[tuple[bool, str], StandingEvent],
) -> FactRow:
    fact = KINDS[kind]
    of_holder = thing is not holder and not _is_set(thing, kind) and _is_set(holder, kind)
    bearer = holder if of_holder else thing
    event = latest.get((bearer is holder, kind)) or latest.get((True, kind))
    is_set = _is_set(bearer, kind)
    day = getattr(bearer, fact.day_column)
    if fact.column:
        value = str(getattr(bearer, fact.column)) if is_set or day else ""
    else:
        value = LISTED if is_set else ""
    return FactRow(
        kind=kind,
        title=fact.title,
        value=value_words(kind, value),
        stands_on=day,
        is_set=is_set,
        of_holder=of_holder,
        is_raising=is_raising,
        event=event,
    )


def _is_set(bearer: Target | Holder, kind: str) -> bool:
    fact = KINDS[kind]
    return bool(getattr(bearer, fact.column or fact.day_column))


def events_of(scope: Actor, thing: Target | Holder) -> "QuerySet[StandingEvent]":
    """Every change of a standing fact, the latest first: of a target with its holder's, of a holder with
    those of all its targets."""
    found = StandingEvent.objects.filter(office_id=scope.office_id).select_related("target", "proof", "batch")
    if isinstance(thing, Target):
        return found.filter(_of_target(scope, thing))
    return found.filter(holder__in=_with_former(scope, thing))


def following_targets(bearer: Target | Holder, kind: str, day: datetime.date) -> list[Target]:
    """The targets that take over a result of their holder: its risk class, unless their own is newer."""
    if isinstance(bearer, Target) or kind != RISK_CLASS:
        return []
    older = Q(risk_on=None) | Q(risk_on__lte=day)
    return list(Target.objects.filter(older, holder=bearer).order_by("code"))


def last_said_on(scope: Actor, bearers: Sequence[Target | Holder]) -> dict[tuple[UUID, str], datetime.date]:
    """(bearer, kind) → the latest day of its events, those that cleared a flag included: what is said of an
    earlier day is no news. One query per two thousand bearers."""
    found: dict[tuple[UUID, str], datetime.date] = {}
    for column, kind in (("target", Target), ("holder", Holder)):
        keys = [bearer.pk for bearer in bearers if isinstance(bearer, kind)]
        for start in range(0, len(keys), 2000):
            own = {f"{column}__in": keys[start : start + 2000]}
            events = StandingEvent.objects.filter(office_id=scope.office_id, **own).order_by()
            if column == "holder":
                events = events.filter(target=None)
            rows = events.values(column, "kind").annotate(last=Max("stands_on"))
            found |= {(key, fact): last for key, fact, last in rows.values_list(column, "kind", "last")}
    return found


def known_changes(scope: Actor) -> frozenset[StandingChange]:
    """Every change on record in the office, each under the holder that stands today for the one concerned."""
    found = StandingEvent.objects.filter(office_id=scope.office_id).order_by()
    rows = list(found.values_list("holder", "kind", "value", "stands_on"))
    now = _standing_for(scope, Holder.current.filter(office_id=scope.office_id).values_list("pk", flat=True))
    return frozenset((now[holder], kind, value, day) for holder, kind, value, day in rows)


def proof_of_event(scope: Actor, proof: UUID) -> ProofFile:
    """The kept file of a standing event of the viewer's office, or `Unknown`."""
    found = StandingEvent.objects.filter(office_id=scope.office_id, proof=proof).select_related("proof")
    event = found.first()
    if event is None or event.proof is None:
        raise Unknown("no-such-proof", "没有这份依据材料，或者它不属于本机构。", title="没有找到这份材料")
    return event.proof


@dataclass(frozen=True)
class Freshness:
    """The day of the last classification result, and the last day until which it serves."""

    last_on: datetime.date | None
    due_on: datetime.date | None

    @property
    def is_over(self) -> bool:
        """True once the month has passed, and where there never was one."""
        return self.due_on is None or self.due_on < moments.today()


def risk_freshness(scope: Actor) -> Freshness:
    """How fresh the risk classes are: they are computed anew every month."""
    holders = Holder.objects.filter(office_id=scope.office_id)
    last = holders.aggregate(last=Max("risk_on"))["last"]
    if last is None:
        return Freshness(None, None)
    months = figure(scope.office_id, RISK_RENEWAL_MONTHS, moments.today()).as_count
    return Freshness(last, months_before(last, -months))


def visits_of(scope: Actor, thing: Target | Holder) -> "QuerySet[VisitFact]":
    """Past visits: of a holder all, of a target those to it and those to its holder as a whole."""
    found = VisitFact.objects.filter(office_id=scope.office_id).select_related("target", "batch")
    if isinstance(thing, Target):
        return found.filter(_of_target(scope, thing))
    return found.filter(holder__in=_with_former(scope, thing))


def _of_target(scope: Actor, target: Target) -> Q:
    own, holders = _with_former(scope, target), _with_former(scope, target.holder)
    return Q(target__in=own) | Q(holder__in=holders, target=None)


def _with_former(scope: Actor, thing: Row) -> list[UUID]:
    """The row and those that were merged into it."""
    return [thing.pk, *(one.pk for one in former_of(scope, thing))]


def events(scope: Actor, wanted: Mapping[str, Any]) -> "QuerySet[StandingEvent]":
    """Every change of a standing fact in the office, by words in the holder, kind and days, the latest
    first."""
    found = StandingEvent.objects.filter(office_id=scope.office_id, **_holder_words(scope, wanted))
    if wanted.get("kind"):
        found = found.filter(kind=wanted["kind"])
    return _within(found, "stands_on", wanted).select_related("holder", "target", "proof", "batch")


def visits(scope: Actor, wanted: Mapping[str, Any]) -> "QuerySet[VisitFact]":
    """Every past visit that the office knows of, by words in the holder, body, manner and days, the latest
    first."""
    found = VisitFact.objects.filter(office_id=scope.office_id, **_holder_words(scope, wanted))
    if wanted.get("body"):
        found = found.filter(body__contains=wanted["body"])
    if wanted.get("manner"):
        found = found.filter(manner=wanted["manner"])
    return _within(found, "visited_on", wanted).select_related("holder", "target", "batch")


M = TypeVar("M", bound=Model)


def _within(found: "QuerySet[M]", column: str, wanted: Mapping[str, Any]) -> "QuerySet[M]":
    bounds = {f"{column}__gte": wanted.get("since"), f"{column}__lte": wanted.get("until")}
    return found.filter(**{key: day for key, day in bounds.items() if day})


def _holder_words(scope: Actor, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """A code by its beginning, a body's name by any part, a natural person's only whole."""
    text = compact_text(wanted.get("q") or "")
    if not text:
        return {}
    fits = Q(name__contains=text, name_sealed="") | Q(name_print=fingerprint(text))
    fits |= Q(code__startswith=text.upper()) | Q(uscc__startswith=text.upper())
    return {"holder__in": Holder.objects.filter(fits, office_id=scope.office_id).values("pk")}


def visit_counts(scope: Actor, holders: Iterable[UUID], year: int) -> dict[UUID, int]:
    """户次 of each holder in a calendar year: several items of one body on one day are one visit. Holders
    without any are left out. Two queries per two thousand holders at most."""
    counts: dict[UUID, int] = {}
    asked = _standing_for(scope, holders)
    rows = _visits_to(scope, asked).filter(visited_on__year=year).order_by()
    visited = rows.values_list("holder", "body", "visited_on").distinct()
    for holder, _, _ in {(asked[row], body, day) for row, body, day in visited}:
        counts[holder] = counts.get(holder, 0) + 1
    return counts


def last_visits(scope: Actor, holders: Iterable[UUID], before: datetime.date) -> dict[UUID, datetime.date]:
    """The last day before `before` on which anybody inspected each holder; who never was is left out."""
    asked = _standing_for(scope, holders)
    rows = _visits_to(scope, asked).filter(visited_on__lt=before).order_by().values("holder")
    found: dict[UUID, datetime.date] = {}
    for row, last in rows.annotate(last=Max("visited_on")).values_list("holder", "last"):
        found[asked[row]] = max(found.get(asked[row], last), last)
    return found


def _standing_for(scope: Actor, holders: Iterable[UUID]) -> dict[UUID, UUID]:
    """Each of these holders, and each row that was merged into one, with the holder that stands for it."""
    asked = {holder: holder for holder in holders}
    merged = Holder.objects.filter(office_id=scope.office_id, merged_into__isnull=False)
    into = dict(merged.values_list("pk", "merged_into"))
    for row in into:
        found: UUID | None = row
        while found in into:
            found = into[found]
        if found in asked:
            asked[row] = found
    return asked


def visited_between(scope: Actor, first: datetime.date, end: datetime.date) -> frozenset[str]:
    """The codes of the holders that anybody inspected from `first` on and before `end`, this office or
    another; clue checks and void entries do not count. Who was merged is the one it was merged into."""
    found = VisitFact.objects.filter(office_id=scope.office_id, is_void=False).exclude(manner=CLUE)
    found = found.filter(visited_on__gte=first, visited_on__lt=end).order_by()
    now = standing_codes(scope)
    return frozenset(now.get(code, code) for code in found.values_list("holder__code", flat=True).distinct())


class RandomVisit(NamedTuple):
    """A past visit by lot that came with a list, under the codes that stand today; `target` may be empty."""

    item: str
    holder: str
    target: str


def random_visits_brought_in(scope: Actor, year: int) -> list[RandomVisit]:
    """What this office inspected by lot in a year before its draws were made here."""
    found = _own_visits(scope, year).filter(manner=RANDOM, batch__isnull=False)
    now = standing_codes(scope)
    rows = set(found.values_list("item", "holder__code", "target__code"))
    return [
        RandomVisit(item, now.get(holder, holder), now.get(target, target) if target else "")
        for item, holder, target in rows
    ]


def target_counts(scope: Actor, holders: Iterable[str]) -> dict[str, int]:
    """How many targets each of these holders has, by code; one query per two thousand."""
    codes, found = sorted(set(holders)), dict[str, int]()
    for start in range(0, len(codes), 2000):
        part = codes[start : start + 2000]
        rows = Target.current.filter(office_id=scope.office_id, holder__code__in=part).order_by()
        counted = rows.values("holder__code").annotate(count=Count("*"))
        found |= dict(counted.values_list("holder__code", "count"))
    return found


def visits_by_year(scope: Actor, holder: Holder) -> list[tuple[int, int]]:
    """(year, 户次) of one holder, the latest year first."""
    days = (
        visits_of(scope, holder).filter(is_void=False).order_by().values_list("body", "visited_on").distinct()
    )
    counts: dict[int, int] = {}
    for _, day in days:
        counts[day.year] = counts.get(day.year, 0) + 1
    return sorted(counts.items(), reverse=True)


def _visits_to(scope: Actor, holders: Iterable[UUID]) -> "QuerySet[VisitFact]":
    """What counts: void ones do not."""
    return VisitFact.objects.filter(office_id=scope.office_id, holder__in=list(holders), is_void=False)


def visits_by_holder(scope: Actor, year: int) -> list[tuple[str, datetime.date, str]]:
    """Every visit of this office itself in a year that counts against the cap of visits, which is each body's
    own: code of the holder who stands today for the one that was visited, day, source. Clue checks do not
    count (国办发〔2024〕54号), nor do void entries."""
    found = _own_visits(scope, year).exclude(manner=CLUE)
    now = standing_codes(scope)
    rows = found.values_list("holder__code", "visited_on", "source").distinct()
    return sorted({(now.get(code, code), day, source) for code, day, source in rows})


def _own_visits(scope: Actor, year: int) -> "QuerySet[VisitFact]":
    """Of this office under any name it ever had; void ones left out."""
    found = VisitFact.objects.filter(office_id=scope.office_id, body__in=office_of(scope).every_name)
    return found.filter(visited_on__year=year, is_void=False).order_by()
