"""Reading the item list: its versions, the one in force, items with what they lack."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Subquery

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Unknown
from mingcha.items.models import InspectionItem, ItemList
from mingcha.items.queries.citations import (
    BASIS_VERSIONS,
    Cited,
    cited_by,
    cited_versions,
    known_citations,
    lapses_of,
    with_citations,
)
from mingcha.items.rules import differences, shortcomings
from mingcha.items.rules.fields import NOTHING_SHOWN
from mingcha.items.states import APPROVED, DRAFT, PUBLISHED, SUBMITTED
from mingcha.law.queries import Shelf, shelf_of


@dataclass(frozen=True)
class ItemRow:
    """An item beside everything for which it cannot be submitted, and the texts it cites."""

    item: InspectionItem
    shortcomings: list[str]
    cited: list[Cited]

    @property
    def to_check(self) -> list[str]:
        """Documents that are not entered as legal texts: their level is judged by the title alone."""
        return list(dict.fromkeys(one.title for one in self.cited if one.text is None))


def published_items(scope: Actor, on: datetime.date) -> QuerySet[InspectionItem]:
    """The items of the published list that are in force on that day."""
    begun = Q(in_force_from=None) | Q(in_force_from__lte=on)
    not_ended = Q(in_force_until=None) | Q(in_force_until__gte=on)
    return InspectionItem.objects.filter(
        begun, not_ended, item_list__office_id=scope.office_id, item_list__state=PUBLISHED
    )


def item_lists(scope: Actor) -> QuerySet[ItemList]:
    """All versions of the viewer's office, the latest first."""
    return ItemList.objects.filter(office_id=scope.office_id)


def find_list(scope: Actor, pk: UUID) -> ItemList:
    """The version, or `Unknown` when there is none in the viewer's office."""
    found = item_lists(scope).filter(pk=pk).first()
    if found is None:
        raise Unknown("no-such-list", "本机构没有这一版抽查事项清单。", title="没有找到")
    return found


def find_item(scope: Actor, pk: UUID) -> InspectionItem:
    """The item with its list, or `Unknown` when there is none in the viewer's office."""
    items = InspectionItem.objects.select_related("item_list").filter(item_list__office_id=scope.office_id)
    found = items.filter(pk=pk).first()
    if found is None:
        raise Unknown("no-such-item", "本机构没有这个抽查事项。", title="没有找到")
    return found


def drafted_list(scope: Actor) -> ItemList | None:
    """The version that is being drafted."""
    return item_lists(scope).filter(state=DRAFT).first()


def published_list(scope: Actor) -> ItemList | None:
    """The version in force."""
    return item_lists(scope).filter(state=PUBLISHED).first()


def lists_in_progress(scope: Actor) -> QuerySet[ItemList]:
    """Versions that somebody has to submit, approve or publish."""
    return item_lists(scope).filter(state__in=(DRAFT, SUBMITTED, APPROVED))


def item_rows(item_list: ItemList) -> list[ItemRow]:
    """The items of a version by code, each with its shortcomings today."""
    shelf, on = shelf_of(item_list.office_id), moments.today()
    return [item_row(item, shelf, on) for item in with_citations(item_list.items.all())]


def item_row(item: InspectionItem, shelf: Shelf, on: datetime.date) -> ItemRow:
    """One item as the office's legal texts judge it on that day."""
    cited = cited_by(item, shelf, on)
    wants = shortcomings(item, known_citations(item, cited))
    return ItemRow(item, [*wants, *lapses_of(item, shelf, on)], cited)


def not_submittable(item_list: ItemList) -> list[ItemRow]:
    """The items for which a version cannot be submitted."""
    return [row for row in item_rows(item_list) if row.shortcomings]


def former_list(item_list: ItemList) -> ItemList | None:
    """The version that this one follows: the last before it that was published, now or then."""
    earlier = ItemList.objects.filter(office_id=item_list.office_id, number__lt=item_list.number)
    return earlier.exclude(published_at=None).order_by("-number").first()


def public_versions() -> QuerySet[ItemList]:
    """Every version that was ever published by the office that was founded first, the latest first."""
    published = ItemList.objects.exclude(published_at=None).select_related("office")
    first = published.order_by("office__founded_at").values("office")[:1]
    return published.filter(office=Subquery(first)).order_by("-number")


def public_list(number: int | None = None) -> ItemList | None:
    """The published list for anybody, or one of its former versions; None when there is none."""
    versions = public_versions()
    return (
        versions.filter(state=PUBLISHED).first() if number is None else versions.filter(number=number).first()
    )


def counted_lists(scope: Actor) -> QuerySet[ItemList]:
    """All versions with `item_count`, the latest first."""
    return item_lists(scope).annotate(item_count=Count("items")).order_by("-number")


@dataclass(frozen=True)
class Difference:
    """What a version does to one item: `kind` is 新增, 去掉 or 修改, `changes` are (title, old, new)."""

    kind: str
    code: str
    name: str
    changes: list[tuple[str, str, str]]


def differences_to(former: ItemList | None, item_list: ItemList) -> list[Difference]:
    """Every item that the version adds, leaves out or changes against a former one, by code; also one whose
    words stayed and which now rests on another version of the law."""
    shelf, on = shelf_of(item_list.office_id), moments.today()
    before = {item.code: item for item in former.items.all()} if former else {}
    after = {item.code: item for item in item_list.items.all()}

    def versions(item: InspectionItem) -> str:
        return "；".join(cited_versions(cited_by(item, shelf, on)))

    found = []
    for code in sorted(before.keys() | after.keys()):
        old, new = before.get(code), after.get(code)
        if old is None or new is None:
            item = new or old
            found += [Difference("新增" if new else "去掉", code, str(item), [])]
        elif changes := _changes(old, new, versions):
            found.append(Difference("修改", code, str(new), changes))
    return found


def _changes(
    old: InspectionItem, new: InspectionItem, versions: Callable[[InspectionItem], str]
) -> list[tuple[str, str, str]]:
    changes = differences(old.facts, new.facts)
    if old.citations != new.citations and (before := versions(old)) != (after := versions(new)):
        changes.append((BASIS_VERSIONS, before or NOTHING_SHOWN, after or NOTHING_SHOWN))
    return changes
