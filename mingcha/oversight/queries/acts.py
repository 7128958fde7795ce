"""The ledger as a list of acts of one office. Contents of records are never shown here; of what tells
names that are not public, only that it stands there."""

import datetime
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Office, Person
from mingcha.accounts.rules import ROLES
from mingcha.common.errors import Unknown
from mingcha.draws.models import Draw
from mingcha.draws.rules.changes import LOOKS
from mingcha.draws.rules.words import ANNULMENT_WORDS
from mingcha.ledger.models import Checkpoint, Entry, Version
from mingcha.ledger.queries import inclusion_path, log_size
from mingcha.oversight.queries.untold import untold_among, untold_entries
from mingcha.oversight.words import ACTS, CONTENTS, KINDS, PROTOCOL_ENTRIES, SECRET_USES, UNTOLD

VALUES = {
    "role": ROLES,
    "roles": ROLES,
    "kind": KINDS,
    "reason": ANNULMENT_WORDS,
    "scope": LOOKS,
    "secret": SECRET_USES,
}


@dataclass(frozen=True)
class ActFilter:
    """What the list is narrowed to; empty means everything."""

    act: str = ""
    name: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None


@dataclass(frozen=True)
class Act:
    """One line of the list: the `number`-th entry, counted from 1 as people count. `word` names the act,
    `actor_name` is empty for entries of the protocol. `touched` is None for what the viewer is not told."""

    number: int
    at: datetime.datetime
    word: str
    actor_name: str
    reason: str
    touched: int | None

    @property
    def is_told(self) -> bool:
        return self.touched is not None


@dataclass(frozen=True)
class Touched:
    """A record that an act created, changed or took back, by table (and its word) and digest only."""

    table: str
    word: str
    row: str
    digest: str
    is_gone: bool


@dataclass(frozen=True)
class ActDetail:
    """One entry with what binds it: its leaf, the next checkpoint that covers it, its place in the tree."""

    act: Act
    facts: list[tuple[str, str]]
    body: str
    leaf_hash: str
    checkpoint: Checkpoint | None
    path: list[str]
    touched: Sequence[Touched]


def office_entries(scope: Actor) -> "QuerySet[Entry]":
    """The entries that concern the viewer's office: acts of its people, acts of the command line on its
    records, and the protocol entries of its draws. The latest first."""
    people = Person.objects.filter(office_id=scope.office_id).values("pk")
    draws = Draw.objects.filter(office_id=scope.office_id).exclude(draw_id="").values("draw_id")
    mine = Q(row=scope.office_id) | Q(state__contains=f'"office_id":"{scope.office_id}"')
    touched = Version.objects.filter(mine, entry=OuterRef("pk"))
    by_machine = Q(opening__isnull=False, opening__actor=None) & Exists(touched)
    found = Entry.objects.filter(Q(opening__actor__in=people) | by_machine | Q(draw__in=draws))
    return found.select_related("opening").order_by("-index")


def acts(scope: Actor, narrow: ActFilter) -> "QuerySet[Entry]":
    """The office's entries, narrowed; what the viewer is not told answers to no act and to no name."""
    found = _told(scope) if narrow.act or narrow.name else office_entries(scope)
    if narrow.act in PROTOCOL_ENTRIES:
        found = found.filter(kind=narrow.act)
    elif narrow.act:
        found = found.filter(opening__act=narrow.act)
    if narrow.name:
        found = found.filter(opening__actor_name__icontains=narrow.name)
    if narrow.since:
        found = found.filter(at__date__gte=narrow.since)
    if narrow.until:
        found = found.filter(at__date__lte=narrow.until)
    return found


def _told(scope: Actor) -> "QuerySet[Entry]":
    return office_entries(scope).exclude(untold_entries(scope))


def lines(scope: Actor, entries: Iterable[Entry]) -> list[Act]:
    """The entries of one page as lines, with the number of records each touched."""
    entries = list(entries)
    numbers = [entry.index for entry in entries]
    untold = untold_among(scope, numbers)
    counts: dict[int, int] = {}
    for number in Version.objects.filter(entry__in=numbers).values_list("entry_id", flat=True):
        counts[number] = counts.get(number, 0) + 1
    return [
        _untold(entry) if entry.index in untold else _line(entry, counts.get(entry.index, 0))
        for entry in entries
    ]


def find_act(scope: Actor, number: int) -> ActDetail:
    """The `number`-th entry when it is one of the office, or `Unknown`."""
    index = number - 1
    entry = office_entries(scope).filter(index=index).first()
    if entry is None:
        raise Unknown("no-such-entry", f"本机构的留痕日志中没有第{number}条。", title="没有找到")
    is_told = not untold_among(scope, [index])
    touched = _touched(entry) if is_told else []
    checkpoint = Checkpoint.objects.filter(size__gt=index).order_by("size").first()
    size = checkpoint.size if checkpoint else log_size()
    return ActDetail(
        act=_line(entry, len(touched)) if is_told else _untold(entry),
        facts=_facts(entry) if is_told else [],
        body=bytes(entry.body).decode() if is_told else "",
        leaf_hash=bytes(entry.leaf_hash).hex(),
        checkpoint=checkpoint,
        path=[node.hex() for node in inclusion_path(index, size)],
        touched=touched,
    )


def _touched(entry: Entry) -> list[Touched]:
    names = {model._meta.db_table: str(model._meta.verbose_name) for model in apps.get_models()}
    return [
        Touched(version.table, names[version.table], str(version.row), version.digest, not version.state)
        for version in Version.objects.filter(entry=entry).order_by("pk")
    ]


def acts_of_office(scope: Actor) -> list[tuple[str, str]]:
    """What the filter offers: the acts in this office's ledger that the viewer is told, by their words."""
    told = _told(scope).order_by()
    kinds = set(told.values_list("opening__act", flat=True).distinct()) - {None}
    drawn = set(told.values_list("kind", flat=True).distinct()) - {"act"}
    named = {
        **{kind: ACTS.get(kind, kind) for kind in kinds},
        **{kind: PROTOCOL_ENTRIES[kind] for kind in drawn},
    }
    return sorted(named.items(), key=lambda pair: pair[1])


def office_of(scope: Actor) -> Office:
    return Office.objects.get(pk=scope.office_id)


def _untold(entry: Entry) -> Act:
    return Act(entry.index + 1, entry.at, UNTOLD, "", "", None)


def _line(entry: Entry, touched: int) -> Act:
    opening = getattr(entry, "opening", None)
    if opening is None:
        word = PROTOCOL_ENTRIES.get(entry.kind, "内容已依法销毁")
        return Act(entry.index + 1, entry.at, word, "", "", touched)
    word = ACTS.get(opening.act, opening.act)
    return Act(entry.index + 1, entry.at, word, opening.actor_name, opening.reason, touched)


def _facts(entry: Entry) -> list[tuple[str, str]]:
    opening = getattr(entry, "opening", None)
    if opening is None:
        return [("抽取编号", entry.draw)] if entry.draw else []
    content: dict[str, Any] = json.loads(opening.content)
    return [(CONTENTS.get(key, key), _plain(key, value)) for key, value in sorted(content.items())]


def _plain(key: str, value: Any) -> str:
    """A value as people read it: codes by their words, lists and tables of counts by 、, the rest as JSON."""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "、".join(_plain(key, each) for each in value) or "无"
    if isinstance(value, dict):
        return "、".join(f"{CONTENTS.get(name, name)}{_plain(name, value[name])}" for name in sorted(value))
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return VALUES.get(key, {}).get(value, value)
    return json.dumps(value, ensure_ascii=False)
