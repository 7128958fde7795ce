"""Import of what a partner found on the joint visit: matched to the drawn units, signed by people of the
partner who were drawn to go there, published by the partner. Each row becomes a visit fact of its body."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision
from mingcha.common import moments
from mingcha.common.workbooks import CellRefused, Column, Mapped, SheetRow
from mingcha.common.workbooks.values import compact_text, read_code, read_date, read_list, read_text
from mingcha.intake.models import ImportBatch
from mingcha.intake.rules import without_private_numbers
from mingcha.intake.subjects import CHANGED, NEW, REFUSED, UNCHANGED, Judged, Parsed, RowSubject, judged
from mingcha.ledger.models import Record
from mingcha.plans.models import DrawnUnit, Participation, PartnerResult
from mingcha.plans.policies import can_take_results, takes_results
from mingcha.plans.queries.as_drawn import DrawnPerson, people_as_drawn
from mingcha.plans.queries.participations import participations
from mingcha.plans.queries.visits import expected_results, outstanding_results
from mingcha.plans.rules.exclusions import campaign_source
from mingcha.plans.rules.joint import AT_RANDOM
from mingcha.plans.services.planning import lock_plans
from mingcha.plans.states import PARTICIPATION, RETURNED
from mingcha.registers.models import RANDOM, Holder, Inspector, Target, VisitFact
from mingcha.registers.services.record_visits import known_visits

COLUMNS: tuple[Column, ...] = (
    Column("number", "任务编号", ("抽查任务编号", "联合任务编号"), "code", required=True),
    Column("body", "检查机关", ("检查部门", "检查主体", "部门", "实施机关"), required=True),
    Column("unit", "对象编码", ("检查对象编码", "统一社会信用代码", "信用代码"), "code", required=True),
    Column("holder", "检查对象名称", ("检查对象", "单位名称", "企业名称")),
    Column("item", "检查事项", ("抽查事项", "抽查事项名称"), required=True),
    Column("visited_on", "检查日期", ("检查时间", "检查完成日期"), "date", required=True),
    Column("result", "检查结果", ("抽查结果", "结果", "检查结论"), required=True),
    Column("found", "发现问题", ("发现的问题", "问题描述")),
    Column("signed_by", "检查实施人员", ("检查人员", "签字人员", "执法人员"), "list", required=True),
    Column("published_at", "公示位置", ("公示网址", "公示编号", "公示链接", "公示网址或编号"), telling=True),
    Column("published_on", "公示日期", ("公示时间",), "date"),
)
# What a later file may change of a row that stands: title by field.
CHANGEABLE = {
    "visited_on": "检查日期",
    "result": "检查结果",
    "found": "发现问题",
    "signed_by": "检查实施人员",
    "published_at": "公示位置",
    "published_on": "公示日期",
}
# What of it the visit has as well, until somebody corrects it there.
VISITED = {key: CHANGEABLE[key] for key in ("visited_on", "result")}
LENGTHS = {"result": 120, "found": 500, "published_at": 200}


class PartnerResults(RowSubject):
    """Each row one item of the partner at one drawn unit."""

    kind = "partner_results"
    title = "协同部门检查结果"
    measure = "条协同检查结果"
    url = "campaign_list"
    columns = COLUMNS

    def can_import(self, actor: Actor) -> Decision:
        return can_take_results(actor)

    def parse(self, row: SheetRow, mapping: Mapping[str, Mapped]) -> Parsed:
        label = "　".join(filter(None, (read_text(row["unit"]), read_text(row["item"]))))[:120]
        try:
            return Parsed(row.number, _values(row), label=label)
        except CellRefused as refused:
            return Parsed(row.number, refused=str(refused), label=label)

    def judge(self, scope: Actor, rows: Sequence[Parsed]) -> list[Judged]:
        return _Judgement(scope, rows).all()

    def write(self, *, actor: Actor, batch: ImportBatch, rows: Sequence[Judged]) -> list[Record]:
        lock_plans(actor)
        return _Writing(actor, batch, rows).all()

    def hold(self, actor: Actor) -> None:
        lock_plans(actor)


def _values(row: SheetRow) -> dict[str, Any]:
    values: dict[str, Any] = {
        "number": read_code(row["number"], field="任务编号") if row["number"] else "",
        "body": compact_text(read_text(row["body"])),
        "unit": read_code(row["unit"], field="对象编码") if row["unit"] else "",
        "item": compact_text(read_text(row["item"])),
        "visited_on": _day(row, "visited_on"),
        "signed_by": read_list(row["signed_by"]),
        "published_on": _day(row, "published_on"),
    }
    for key, length in LENGTHS.items():
        values[key] = without_private_numbers(read_text(row[key]))[:length]
    lacking = [one.title for one in COLUMNS if one.required and not values[one.key]]
    if lacking:
        raise CellRefused(f"没有填写{'、'.join(lacking)}。没有检查的对象请删去这一行，检查后再报。")
    for key in ("visited_on", "published_on"):
        if values[key] > moments.today().isoformat():
            raise CellRefused(f"{CHANGEABLE[key]}{values[key]}还没有到，请核对。")
    return values


def _day(row: SheetRow, key: str) -> str:
    found = read_date(row[key], field=CHANGEABLE[key]) if row[key] is not None else None
    return found.isoformat() if found else ""


class _Judgement:
    """Everything the rows are held against, looked up once."""

    def __init__(self, scope: Actor, rows: Sequence[Parsed]) -> None:
        self.scope, self.rows = scope, rows
        named = participations(scope).filter(campaign__number__in={row.values["number"] for row in rows})
        self.taking = {(one.campaign.number, compact_text(one.partner.name)): one for one in named}
        found = list(self.taking.values())
        self.owed = {one.pk: expected_results(scope, one) for one in found}
        self.people = _People(scope, found)
        self.drawn = _drawn(found)
        results = PartnerResult.objects.filter(participation__in=found).select_related("visit")
        self.known = {(one.participation_id, one.unit, one.item): one for one in results}
        self.held = {(one.participation_id, one.visit_id): one for one in results}
        self.first: dict[tuple[Any, ...], Parsed] = {}
        self.claimed: dict[tuple[Any, ...], Parsed] = {}
        self._load_register({one.holder_code for one in self.drawn.values()}, {key[1] for key in self.drawn})

    def _load_register(self, codes: set[str], units: set[str]) -> None:
        """The drawn holders and targets as they are registered now, and every visit to them."""
        office = self.scope.office_id
        holders = Holder.objects.filter(office_id=office, code__in=codes).select_related("merged_into")
        targets = Target.objects.filter(office_id=office, code__in=units).select_related("merged_into")
        self.holders = {one.code: one.survivor for one in holders}
        self.targets = {one.code: one.survivor for one in targets}
        self.visits = known_visits(self.scope, {one.pk for one in self.holders.values()})

    def all(self) -> list[Judged]:
        return [self._verdict(row) for row in self.rows]

    def _verdict(self, row: Parsed) -> Judged:
        participation = self.taking.get((row.values["number"], row.values["body"]))
        if participation is None:
            return judged(row, REFUSED, refused=_NOBODY.format(**row.values))
        if refused := next(self._troubles(participation, row.values), ""):
            return judged(row, REFUSED, refused=refused)
        key = (participation.pk, row.values["unit"], row.values["item"])
        twin = self.first.setdefault(key, row)
        if twin is not row:
            return _repeated(row, twin)
        known = self.known.get(key)
        row.warnings = [] if row.values["published_at"] or known else [UNPUBLISHED]
        ties = self._ties(participation, row.values) | {"participation": participation, "result": known}
        if refused := self._visit_trouble(row, known, ties):
            return judged(row, REFUSED, refused=refused)
        if known is None:
            return judged(row, NEW, ties=ties)
        changes = _differences(known, row.values)
        verdict = CHANGED if changes else UNCHANGED
        return judged(row, verdict, record_id=known.pk, differences=changes, ties=ties)

    def _ties(self, participation: Participation, values: Mapping[str, Any]) -> dict[str, Any]:
        """Holder, target and the visit of that body, day and item that is on record already."""
        drawn = self.drawn[participation.campaign_id, values["unit"]]
        holder, target = self.holders[drawn.holder_code], self.targets.get(values["unit"])
        day = datetime.date.fromisoformat(values["visited_on"])
        key = (holder.pk, target.pk if target else None, participation.partner.name, day, values["item"])
        return {"holder": holder, "target": target, "key": key, "visit": self.visits.get(key)}

    def _visit_trouble(self, row: Parsed, known: PartnerResult | None, ties: Mapping[str, Any]) -> str:
        """Why the visit cannot be written as the row has it; empty when it can."""
        visit: VisitFact | None = ties["visit"]
        is_its_own = known is not None and visit is not None and known.visit_id == visit.pk
        twin = self.claimed.setdefault(ties["key"], row)
        if twin is not row and not is_its_own:
            return MERGED.format(place=f"第{twin.number}行的", unit=twin.values["unit"])
        if any(one.is_void for one in (visit, known.visit if known else None) if one):
            return VOID
        if known is None:
            other = self.held.get((ties["participation"].pk, visit.pk)) if visit else None
            return MERGED.format(place="已报的", unit=other.unit) if other else ""
        if visit is not None and not is_its_own:
            return TAKEN
        corrected = [title for key, title in VISITED.items() if _is_corrected(known, row.values, key)]
        return CORRECTED.format(fields="和".join(corrected)) if corrected else ""

    def _troubles(self, participation: Participation, values: Mapping[str, Any]) -> Iterator[str]:
        """Why the row cannot be taken in, the first reason first; each rests on those before it."""
        may, unit = takes_results(participation), values["unit"]
        if not may:
            yield may.reason
        drawn = self.drawn.get((participation.campaign_id, unit))
        if drawn is None:
            yield f"{unit}不在任务{values['number']}的抽中名单内，抽查结果只收抽中的对象。"
            return
        if drawn.holder_code not in self.holders:
            yield f"抽取后，主体{drawn.holder_code}在名录库中改了编码，请先在名录库核对。"
        if (unit, values["item"]) not in self.owed[participation.pk]:
            yield f"“{values['item']}”不是{participation}对{unit}的检查事项，请照检查任务单填写。"
        if values["visited_on"] < drawn.drawn_on.isoformat():
            yield f"检查日期{values['visited_on']}早于抽取日期{drawn.drawn_on}，请核对。"
        people = self.people.drawn(participation, drawn)
        names = {compact_text(name) for person in people for name in person.names}
        strangers = [name for name in values["signed_by"] if name not in names]
        if strangers:
            told = "、".join(person.name for person in people) or "没有该部门的人员"
            yield NOT_DRAWN.format(names="、".join(strangers), body=participation, unit=unit, told=told)


class _People:
    """Who of each partner was drawn to go where, by name."""

    def __init__(self, scope: Actor, found: Sequence[Participation]) -> None:
        self.found = {one.pk: self._roster(scope, one) for one in found}

    def _roster(self, scope: Actor, participation: Participation) -> dict[str, DrawnPerson]:
        roster = Inspector.objects.filter(partner=participation.partner_id).order_by("roster_no")
        numbers = list(roster.values_list("roster_no", flat=True))
        found = people_as_drawn(scope, participation.campaign, numbers)
        return {number: found[number] for number in numbers if number in found}

    def drawn(self, participation: Participation, unit: DrawnUnit) -> list[DrawnPerson]:
        """Its people with a seat of that visit. Of units drawn before seats were kept everybody of it."""
        own, team = self.found[participation.pk], unit.present_team
        return [one for number, one in own.items() if team is None or number in team]


_NOBODY = "“{body}”没有参加任务{number}，请照检查任务单填写任务编号和检查机关。"
VOID = "这次检查经历登记后已经作废，不再导入。确有这次检查的，请在“检查经历”更正那一条。"
TAKEN = "这一天对这个对象的这个事项已另有一条检查经历，请先在“检查经历”核对，再报更正。"
CORRECTED = "登记后本机关已在“检查经历”更正了这次检查的{fields}，与表中不同。请与该部门核实，一致后再报。"
MERGED = "与{place}{unit}是同一对象同一天的同一事项，只是一次检查。抽取后合并的对象请只留一行。"
NOT_DRAWN = (
    "检查实施人员“{names}”不是{body}抽中去{unit}检查的人员（抽中的：{told}）。每一行由抽中的人员检查、签名"
    f"（依据：{AT_RANDOM}）。请照检查任务单填写；换了人检查的，这次结果不收，由抽中的人员检查后再报。"
)
UNPUBLISHED = "还没有公示，公示后请补报公示位置和日期"


def _drawn(found: Sequence[Participation]) -> dict[tuple[UUID, str], DrawnUnit]:
    units = DrawnUnit.standing.filter(campaign__in=[one.campaign_id for one in found])
    units = units.prefetch_related("changes")
    return {(one.campaign_id, one.unit): one for one in units}


def _repeated(row: Parsed, twin: Parsed) -> Judged:
    if twin.values == row.values:
        return judged(row, UNCHANGED)
    return judged(row, REFUSED, refused=f"与第{twin.number}行是同一对象的同一事项，内容不同。请只留一行。")


def _differences(known: PartnerResult, values: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """An empty cell says nothing."""
    pairs = [(title, _shown(getattr(known, key)), _shown(values[key])) for key, title in CHANGEABLE.items()]
    return [(title, old or "（空）", new) for title, old, new in pairs if new and new != old]


def _is_corrected(known: PartnerResult, values: Mapping[str, Any], key: str) -> bool:
    """Whether the row would undo what was corrected in the visit since the result was written to it."""
    former, now, wanted = _shown(getattr(known, key)), _shown(getattr(known.visit, key)), values[key]
    return wanted not in (former, now) and now != former


def _shown(value: Any) -> str:
    return "、".join(value) if isinstance(value, list) else str(value or "")


class _Writing:
    """The rows into results and visit facts."""

    def __init__(self, actor: Actor, batch: ImportBatch, rows: Sequence[Judged]) -> None:
        self.actor, self.batch, self.rows = actor, batch, rows

    def all(self) -> list[Record]:
        visits, results = [], []
        for row in self.rows:
            result: PartnerResult = row.ties["result"] or self._new(row)
            former = {key: getattr(result, key) for key in VISITED}
            _fill(result, row.values)
            visits.append(self._visit(result, row, former))
            result.visit = visits[-1]
            result.save()
            row.record_id = result.pk
            results.append(result)
        return [*visits, *self._returned(), *results]

    def _new(self, row: Judged) -> PartnerResult:
        values = row.values
        return PartnerResult(
            participation=row.ties["participation"], unit=values["unit"], item=values["item"]
        )

    def _visit(self, result: PartnerResult, row: Judged, former: Mapping[str, Any]) -> VisitFact:
        """The fact of the partner's body: the one it had, one that was imported before, else a new one. What
        the row does not change stays as it may have been corrected in the fact."""
        visit = result.visit if result.visit_id else row.ties["visit"] or self._new_visit(result, row)
        for key in VISITED:
            if getattr(result, key) != former[key]:
                setattr(visit, key, getattr(result, key))
        visit.source = campaign_source(result.participation.campaign.number)
        visit.save()
        return visit

    def _new_visit(self, result: PartnerResult, row: Judged) -> VisitFact:
        return VisitFact(
            office_id=self.actor.office_id,
            holder=row.ties["holder"],
            target=row.ties["target"],
            body=result.participation.partner.name,
            item=result.item,
            manner=RANDOM,
            batch=self.batch,
        )

    def _returned(self) -> list[Participation]:
        """The partners that owe nothing more are done with."""
        taking = {row.ties["participation"].pk: row.ties["participation"] for row in self.rows}
        open_ones = [one for one in taking.values() if one.state != RETURNED]
        done = [one for one in open_ones if not outstanding_results(self.actor, one)]
        for one in done:
            one.state = PARTICIPATION.after("return", one.state)
            one.returned_on = moments.today()
            one.save()
        return done


def _fill(result: PartnerResult, values: Mapping[str, Any]) -> None:
    """An empty cell leaves what stands."""
    for key in CHANGEABLE:
        if values[key]:
            is_day = key.endswith("_on")
            setattr(result, key, datetime.date.fromisoformat(values[key]) if is_day else values[key])


PARTNER_RESULTS = PartnerResults()
