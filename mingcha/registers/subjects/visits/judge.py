"""Every row of a list of past visits against what is known. A holder the register does not have is refused:
its visits would count for nobody."""

from collections.abc import Sequence
from typing import Any

from mingcha.accounts.actors import Actor
from mingcha.accounts.queries import office_of
from mingcha.intake.subjects import CHANGED, NEW, REFUSED, UNCHANGED, Judged, Parsed, judged
from mingcha.registers.models import MANNERS, OTHER, Holder, Target, VisitFact
from mingcha.registers.rules.bodies import ANOTHER, NEAR, OWN, meant_by
from mingcha.registers.services.record_visits import known_visits
from mingcha.registers.subjects.cells import as_date
from mingcha.registers.subjects.known import CHUNK, KnownHolders

Key = tuple[object, ...]
MANNER_OF = dict(MANNERS)
CHOICES = [(OWN, "就是本机构（原名称、内设机构或写法不同）"), (ANOTHER, "是别的机关，照表中登记")]
ASKED = (
    "检查机关“{body}”与本机构名称“{office}”相近。本机构的检查计入年度检查次数上限，别的机关的不计入。"
    "请核对是不是本机构。"
)
VOID = "这次检查经历登记后已经作废，不再导入。确有这次检查的，请在“检查经历”更正那一条。"


def judge_visits(scope: Actor, rows: Sequence[Parsed]) -> list[Judged]:
    """The verdicts, in the order of the rows."""
    return _Judgement(scope, rows).all()


class _Judgement:
    def __init__(self, scope: Actor, rows: Sequence[Parsed]) -> None:
        self.rows = rows
        office = office_of(scope)
        self.office, self.former = office.name, frozenset(office.former_names)
        known = KnownHolders(scope, rows)
        self.party = {row.number: known.of(row) for row in rows}
        holders = {party.pk for party in self.party.values() if isinstance(party, Holder)}
        self.visits = known_visits(scope, holders)
        self.licensed = _licensed(scope, rows)
        self.first: dict[Key, Parsed] = {}

    def all(self) -> list[Judged]:
        return [self._verdict(row) for row in self.rows]

    def _verdict(self, row: Parsed) -> Judged:
        holder = self.party[row.number]
        if isinstance(holder, str):
            return judged(row, REFUSED, refused=holder)
        target = self.licensed.get(row.values["licence_no"])
        stopped = _no_such_licence(row, holder, target) or self._name_body(row, holder, target)
        if stopped is not None:
            return stopped
        key = _key(row, holder, target)
        earlier = self.first.setdefault(key, row)
        if earlier is not row:
            return _repeated(row, earlier)
        ties: dict[str, Any] = {"holder": holder, "target": target}
        known = self.visits.get(key)
        if known is None:
            return judged(row, NEW, ties=ties)
        if known.is_void:
            return judged(row, REFUSED, refused=VOID)
        changes = _differences(known, row)
        verdict = CHANGED if changes else UNCHANGED
        return judged(row, verdict, record_id=known.pk, differences=changes, ties=ties | {"visit": known})

    def _name_body(self, row: Parsed, holder: Holder, target: Target | None) -> Judged | None:
        """The office under its own name, however the row has it. A name that is near it is a question, unless
        this visit is known already."""
        body = row.values["body"]
        if body in self.former:
            return None  # it counts as the office's own under the name it has
        meant = meant_by(body, self.office)
        if meant == NEAR:
            meant = row.answer or self._known_as(row, holder, target)
        if meant == NEAR:
            return judged(row, REFUSED, refused=ASKED.format(body=body, office=self.office), choices=CHOICES)
        if meant == OWN and body != self.office:
            row.values["body"] = self.office
            row.warnings.append(f"检查机关“{body}”按本机构登记，计入年度检查次数")
        return None

    def _known_as(self, row: Parsed, holder: Holder, target: Target | None) -> str:
        if _key(row, holder, target) in self.visits:
            return ANOTHER
        own = _key(row, holder, target, self.office)
        return OWN if own in self.visits else NEAR


def _no_such_licence(row: Parsed, holder: Holder, target: Target | None) -> Judged | None:
    number = row.values["licence_no"]
    if not number or (target is not None and target.holder_id == holder.pk):
        return None
    words = f"“{holder.name}”名下没有许可证号为{number}的检查对象，请核对，或不填许可证号。"
    return judged(row, REFUSED, refused=words)


def _licensed(scope: Actor, rows: Sequence[Parsed]) -> dict[str, Target]:
    numbers = sorted({row.values["licence_no"] for row in rows} - {""})
    found: dict[str, Target] = {}
    for start in range(0, len(numbers), CHUNK):
        part = numbers[start : start + CHUNK]
        targets = Target.objects.filter(office_id=scope.office_id, licence_no__in=part)
        found |= {one.licence_no: one.survivor for one in targets.select_related("merged_into")}
    return found


def _key(row: Parsed, holder: Holder, target: Target | None, body: str = "") -> Key:
    values = row.values
    place = target.pk if target else None
    return holder.pk, place, body or values["body"], as_date(values["visited_on"]), values["item"]


def _repeated(row: Parsed, earlier: Parsed) -> Judged:
    if all(row.values[key] == earlier.values[key] for key in ("result", "manner")):
        return judged(row, UNCHANGED)
    reason = f"与第{earlier.number}行是同一次检查，但结果或类型不同，分不清哪一行对。请只留一行。"
    return judged(row, REFUSED, refused=reason)


def _differences(known: VisitFact, row: Parsed) -> list[tuple[str, str, str]]:
    """An empty cell says nothing."""
    found = []
    if row.values["result"] and row.values["result"] != known.result:
        found.append(("检查结果", known.result or "（空）", row.values["result"]))
    if row.values["manner"] not in (OTHER, known.manner):
        found.append(("检查类型", MANNER_OF[known.manner], MANNER_OF[row.values["manner"]]))
    return found
