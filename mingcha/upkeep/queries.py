"""How current the two registers and the list are, who keeps them, and what stands in which platform."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Office
from mingcha.common import moments
from mingcha.common.errors import Unknown
from mingcha.common.workbooks.writer import Value
from mingcha.intake.models import ImportBatch, ProofFile
from mingcha.intake.states import CONFIRMED as STANDS
from mingcha.law.queries import figure, open_deadlines
from mingcha.law.rules import LIST_AFTER_LAW, UPKEEP_DAYS
from mingcha.upkeep.models import PlatformEntry, Upkeep
from mingcha.upkeep.policies import can_confirm_upkeep, is_keeper
from mingcha.upkeep.rules import IMPORTED, ITEMS, KEPT, PLATFORMS, PLATFORMS_OF, Age


@dataclass(frozen=True)
class UpkeepRow:
    """One of the three with its keeper, its age, and whether the viewer may confirm it."""

    upkeep: Upkeep
    age: Age
    status_class: str
    status_word: str
    may_confirm: bool
    why_not: str
    page: str


def upkeep_of(office_id: UUID, kind: str) -> Upkeep:
    """The row of this kind, unsaved when nothing was ever said about it; `Unknown` for another kind."""
    if kind not in KEPT:
        raise Unknown("no-such-register", "没有这个名录。", title="没有找到")
    rows = Upkeep.objects.select_related("section", "person").filter(office_id=office_id, kind=kind)
    return rows.first() or Upkeep(office_id=office_id, kind=kind)


def ages(office_id: UUID, today: datetime.date) -> list[Age]:
    """How old each of the three is on that day, by the figures in force."""
    return [_age(upkeep_of(office_id, kind), today) for kind in KEPT]


def over_age(office_id: UUID, today: datetime.date) -> list[Age]:
    """Those that are older than they may be."""
    return [age for age in ages(office_id, today) if age.is_over(today)]


def upkeep_rows(scope: Actor, today: datetime.date) -> list[UpkeepRow]:
    """The page: all three, in the order of the plan."""
    return [_row(scope, upkeep_of(scope.office_id, kind), today) for kind in KEPT]


UPKEEP_HEADINGS = ("名录", "维护股室", "维护人", "最近一次更新", "怎样更新", "应当更新至迟", "依据", "状态")


def upkeep_export_row(row: UpkeepRow) -> list[Value]:
    """One of the three as a row of a workbook."""
    keeper = row.upkeep.keeper.name if row.upkeep.keeper else ""
    age = row.age
    return [
        *(str(row.upkeep), row.upkeep.section_words, keeper, age.current_on if age.how else ""),
        *(age.how_words, age.due_on, f"{age.rule}，{age.clause}", row.status_word),
    ]


def keepers_who_left(scope: Actor) -> list[Upkeep]:
    """What a person no longer in office was named to keep."""
    rows = Upkeep.objects.select_related("section", "person").filter(office_id=scope.office_id)
    return list(rows.filter(person__is_active=False))


def kept_by(scope: Actor, today: datetime.date) -> list[Age]:
    """What this very viewer keeps and must look at now: over age, or near it."""
    found = []
    for kind in KEPT:
        upkeep = upkeep_of(scope.office_id, kind)
        if is_keeper(scope, upkeep):
            age = _age(upkeep, today)
            found += [age] if age.is_over(today) or age.is_near(today) else []
    return found


@dataclass(frozen=True)
class PlatformLine:
    """One platform and what was said about one subject: the last entry counts, None where there is none."""

    platform: str
    word: str
    entries: tuple[PlatformEntry, ...]

    @property
    def latest(self) -> PlatformEntry | None:
        return self.entries[0] if self.entries else None


def platform_lines(scope: Actor, kind: str, subject: UUID) -> list[PlatformLine]:
    """The platforms of that kind with the entries of this subject, the latest first. One query."""
    found = list(
        PlatformEntry.objects.filter(office_id=scope.office_id, kind=kind, subject=subject)
        .select_related("receipt")
        .order_by("-number")
    )
    return [
        PlatformLine(platform, PLATFORMS[platform], tuple(one for one in found if one.platform == platform))
        for platform in PLATFORMS_OF[kind]
    ]


Changed = Mapping[UUID, datetime.datetime]
"""When each subject was last published: what was entered before stands there as it was."""


def entered_subjects(
    scope: Actor, kind: str, platform: str, changed: Changed = MappingProxyType({})
) -> set[UUID]:
    """The subjects of a kind that stand in a platform as they are now."""
    found = PlatformEntry.objects.filter(office_id=scope.office_id, kind=kind, platform=platform)
    latest = {one.subject: one for one in found.order_by("number")}
    return {subject for subject, entry in latest.items() if is_of_now(entry, changed.get(subject))}


def is_of_now(entry: PlatformEntry, changed_at: datetime.datetime | None) -> bool:
    """Whether it was made after the last change of its subject."""
    if changed_at is None:
        return True
    return entry.recorded_at >= changed_at and entry.entered_on >= moments.local_day(changed_at)


def receipt_of(scope: Actor, receipt: UUID) -> ProofFile:
    """The receipt of an entry of the viewer's office, or `Unknown`."""
    entries = PlatformEntry.objects.filter(office_id=scope.office_id, receipt_id=receipt)
    found = entries.select_related("receipt").first()
    if found is None or found.receipt is None:
        raise Unknown("no-receipt", "没有这份回执。", title="没有找到")
    return found.receipt


def _row(scope: Actor, upkeep: Upkeep, today: datetime.date) -> UpkeepRow:
    age = _age(upkeep, today)
    may = can_confirm_upkeep(scope, upkeep)
    status = ("is-done", "未超期")
    if age.is_over(today):
        status = ("is-late", f"超期{(today - age.due_on).days}日")
    elif age.is_near(today):
        status = ("is-due", "将到期")
    return UpkeepRow(upkeep, age, *status, may.allowed, may.reason, KEPT[upkeep.kind].page)


def _age(upkeep: Upkeep, today: datetime.date) -> Age:
    current_on, how = _current(upkeep)
    rule = figure(upkeep.office_id, UPKEEP_DAYS, today)
    due_on = current_on + datetime.timedelta(days=rule.as_count)
    age = Age(upkeep.kind, current_on, how, due_on, f"{rule.words}的更新间隔", rule.clause)
    changed = open_deadlines(upkeep.office_id, LIST_AFTER_LAW).first() if upkeep.kind == ITEMS else None
    if changed is None or changed.due_on >= due_on:
        return age
    words = f"法律变动后{changed.span}的更新期限"
    return Age(upkeep.kind, current_on, how, changed.due_on, words, changed.clause, changed.is_provisional)


def _current(upkeep: Upkeep) -> tuple[datetime.date, str]:
    """The later of the last confirmation and the last import that stands; else the day the office began."""
    found = [(upkeep.confirmed_on, upkeep.confirmed_how)] if upkeep.confirmed_on else []
    if KEPT[upkeep.kind].is_imported:
        batches = ImportBatch.objects.filter(office_id=upkeep.office_id, kind=upkeep.kind, state=STANDS)
        last = batches.exclude(closed_at=None).order_by("-closed_at").first()
        if last is not None and last.closed_at is not None:
            found.append((moments.local_day(last.closed_at), IMPORTED))
    founded_at = Office.objects.values_list("founded_at", flat=True).get(pk=upkeep.office_id)
    return max(found, default=(moments.local_day(founded_at), ""))
