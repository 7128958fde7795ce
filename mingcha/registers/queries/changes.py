"""What changed in the register of targets of late, beside a frame that is about to be frozen."""

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, F, JSONField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, NullIf

from mingcha.accounts.actors import Actor
from mingcha.ledger.models import Version
from mingcha.registers.models import Target
from mingcha.registers.queries.histories import ACT_WORDS
from mingcha.registers.states import TARGET

TABLE = Target._meta.db_table


@dataclass(frozen=True)
class RegisterChange:
    """One act on one target: its number in the log, when, what, by whom, why; the target as it was after."""

    index: int
    at: datetime.datetime
    act: str
    actor_name: str
    reason: str
    target: UUID
    code: str
    name: str
    category: str
    town: str
    state: str


class RegisterChanges:
    """The changes since a moment within categories and towns (none named: all), the latest first. A target
    that was moved out of them is among them. Counts and slices like a list."""

    ordered = True

    def __init__(
        self, scope: Actor, since: datetime.datetime, categories: Sequence[str], towns: Sequence[str]
    ) -> None:
        in_scope = _within(categories, towns)
        now = Target.objects.filter(_within(categories, towns, ""), office_id=scope.office_id)
        earlier = _with_columns(Version.objects.filter(row=OuterRef("row"), entry__lte=OuterRef("entry")))
        found = _with_columns(Version.objects.filter(table=TABLE, entry__at__gte=since))
        found = found.filter(Q(columns__office_id=str(scope.office_id)) | Q(state=""))
        if categories or towns:
            found = found.filter(Q(row__in=now.values("pk")) | Exists(earlier.filter(in_scope)))
        self._found = found

    def __len__(self) -> int:
        return self._found.count()

    def __getitem__(self, place: slice) -> list[RegisterChange]:
        shown = self._found.select_related("entry__opening").order_by("-entry", "place")
        return [_change(version) for version in shown[place]]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """(act in words, targets changed by it), the most frequent first."""
        rows = self._found.values("entry__opening__act").annotate(n=Count("row")).order_by("-n")
        return [(_act(row["entry__opening__act"]), row["n"]) for row in rows]


def _within(categories: Sequence[str], towns: Sequence[str], path: str = "columns__") -> Q:
    wanted = Q()
    if categories:
        wanted &= Q(**{f"{path}category__in": list(categories)})
    if towns:
        wanted &= Q(**{f"{path}town__in": list(towns)})
    return wanted


def _with_columns(versions: "QuerySet[Version]") -> "QuerySet[Version]":
    return versions.annotate(columns=Cast(NullIf(F("state"), Value("")), JSONField()))


def _change(version: Version) -> RegisterChange:
    opening = version.entry.opening
    state = json.loads(version.state or "{}")
    word, _ = TARGET.words.get(state.get("state", ""), ("", ""))
    return RegisterChange(
        index=version.entry_id,
        at=version.entry.at,
        act=_act(opening.act),
        actor_name=opening.actor_name,
        reason=opening.reason,
        target=version.row,
        code=state.get("code", ""),
        name=state.get("name", ""),
        category=state.get("category", ""),
        town=state.get("town", ""),
        state=word,
    )


def _act(act: str) -> str:
    return ACT_WORDS.get(act, act)
