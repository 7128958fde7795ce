"""The three workbooks of a platform, read in a limited process and matched against the registers."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mingcha.accounts.actors import Actor
from mingcha.common.workbooks import (
    CellRefused,
    Column,
    Kind,
    SheetRow,
    Table,
    WorkbookRefused,
    find_table,
    read_file,
)
from mingcha.common.workbooks.values import compact_text, read_list, read_text
from mingcha.draws.rules.external.lists import Listed, ListedSeat
from mingcha.draws.rules.external.words import BASE, DRAWN, LISTS, TEAMS
from mingcha.intake.rules import without_private_numbers
from mingcha.intake.subjects import Parsed
from mingcha.plans.queries import Frame
from mingcha.registers.models import Holder, Inspector, Target
from mingcha.registers.queries import HOLDER_UNIT, inspectors_of
from mingcha.registers.subjects.known import KnownHolders, party_label, read_party

CODE = Column(
    "code",
    "统一社会信用代码",
    ("社会信用代码", "信用代码", "注册号", "统一代码", "统一社会信用代码/注册号", "主体代码"),
)
NAME = Column(
    "holder",
    "检查对象名称",
    (
        *("检查对象", "单位名称", "企业名称", "企业（单位）名称", "市场主体名称", "主体名称", "抽查对象"),
        *("抽查对象名称", "被检查对象", "被检查单位", "检查主体名称", "对象名称", "名称"),
    ),
    required=True,
)
TARGET = Column("target", "对象编码", ("对象编号", "许可证号", "许可证编号", "项目名称", "矿山名称", "证号"))
PEOPLE = Column(
    "people",
    "检查人员",
    ("执法人员", "检查人员姓名", "检查实施人员", "组员", "检查组成员", "执法检查人员", "姓名"),
    required=True,
    telling=True,
)
LEADER = Column("leader", "组长", ("检查组长", "检查组组长", "组长姓名"))
LICENCE = Column("licence", "执法证编号", ("执法证号", "执法证件号", "执法证号码", "证件编号", "执法证"))
ROLE = Column("role", "角色", ("组内角色", "身份", "是否组长", "分工"))
COLUMNS = {
    BASE: (CODE, NAME, TARGET),
    DRAWN: (CODE, NAME, TARGET),
    TEAMS: (CODE, NAME, PEOPLE, LEADER, LICENCE, ROLE),
}
NUMBER, TRAILING = re.compile("[0-9A-Za-z-]{4,}"), re.compile(r"\d{5,}[0-9A-Za-z-]*$")
LEADING = frozenset({"组长", "是", "负责人", "主检"})


@dataclass(frozen=True)
class Sheet:
    """One workbook as it was handed in."""

    kind: str
    file_name: str
    sha256: str
    sheet_name: str
    rows: list[SheetRow]


@dataclass(frozen=True)
class Matched:
    """The lists against the registers. `holders` gives each holder's name by code."""

    base: list[Listed]
    drawn: list[Listed]
    seats: list[ListedSeat]
    holders: dict[str, str]


def read_sheet(kind: str, path: Path, file_name: str) -> Sheet:
    """The data rows of one list. `WorkbookRefused` names the list that cannot be read."""
    try:
        table = _table(kind, path)
    except WorkbookRefused as refused:
        refused.title = f"不能导入{LISTS[kind]}“{file_name}”"
        raise
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Sheet(kind, file_name[:200], digest, table.sheet_name[:64], table.rows)


def _table(kind: str, path: Path) -> Table:
    wanted = Kind(LISTS[kind], COLUMNS[kind])
    try:
        book = read_file(path)
    except WorkbookRefused as refused:
        raise refused.expecting(wanted.title) from refused.__cause__
    others = [Kind(LISTS[TEAMS], COLUMNS[TEAMS])] if kind != TEAMS else []
    return find_table(book, wanted, others=others)


def match_sheets(scope: Actor, sheets: dict[str, Sheet], frame: Frame) -> Matched:
    """Every row of the three lists with the codes of the registers."""
    parties = {kind: _Parties(scope, sheet.rows) for kind, sheet in sheets.items()}
    places = _Places(scope, frame)
    rows = {kind: [places.listed(row, parties[kind]) for row in sheets[kind].rows] for kind in (BASE, DRAWN)}
    roster = _Roster(scope)
    seats = [seat for row in sheets[TEAMS].rows for seat in roster.seats(row, parties[TEAMS])]
    holders = {one.code: one.name for party in parties.values() for one in party.known.all()}
    return Matched(rows[BASE], rows[DRAWN], seats, holders)


class _Parties:
    """Which holder each row of a sheet means, or why none can be told."""

    def __init__(self, scope: Actor, rows: Sequence[SheetRow]) -> None:
        self.parsed = {row.number: _party(row) for row in rows}
        self.known = KnownHolders(scope, [one for one in self.parsed.values() if not one.refused])

    def of(self, row: SheetRow) -> tuple[Parsed, Holder | str]:
        parsed = self.parsed[row.number]
        return parsed, parsed.refused or self.known.of(parsed)


def _party(row: SheetRow) -> Parsed:
    parsed = Parsed(row.number)
    try:
        parsed.values = read_party(row, parsed.warnings)
        parsed.label = party_label(parsed.values)
    except CellRefused as refused:
        parsed.refused = refused.sentence
    return parsed


class _Places:
    """Which unit of draw a holder is, or which of its targets is meant."""

    def __init__(self, scope: Actor, frame: Frame) -> None:
        self.by_holder = frame.unit == HOLDER_UNIT
        self.targets: dict[str, list[Target]] = defaultdict(list)
        if not self.by_holder:
            inside = {unit.code for unit in frame.units}
            for target in Target.current.filter(office_id=scope.office_id).select_related("holder"):
                if target.code in inside:
                    self.targets[target.holder.code].append(target)

    def listed(self, row: SheetRow, parties: _Parties) -> Listed:
        parsed, holder = parties.of(row)
        if isinstance(holder, str):
            return Listed(row.number, parsed.label, problem=holder, is_unread=bool(parsed.refused))
        doubt = f"{'；'.join(parsed.warnings)}。" if parsed.warnings else ""
        label = party_label({"code": holder.code, "holder": holder.name})
        if self.by_holder:
            return Listed(row.number, label, holder.code, holder.code, doubt=doubt)
        target = self._target(row, holder)
        if isinstance(target, str):
            return Listed(row.number, label, holder=holder.code, problem=target, doubt=doubt)
        return Listed(row.number, f"{holder.name}（{target}）", target.code, holder.code, doubt=doubt)

    def _target(self, row: SheetRow, holder: Holder) -> Target | str:
        own = self.targets[holder.code]
        said = compact_text(str(row["target"] or "")).upper()
        fits = (
            [one for one in own if said in {one.code, one.licence_no.upper(), one.name.upper()}]
            if said
            else own
        )
        if len(fits) == 1:
            return fits[0]
        if not own:
            return f"“{holder.name}”名下没有任务范围内的检查对象。"
        if said:
            return f"“{holder.name}”名下没有编码、许可证号或名称为“{said}”的检查对象。"
        return f"“{holder.name}”名下有{len(own)}个检查对象，表中没有写明是哪一个，请补填对象编码或许可证号。"


@dataclass(frozen=True)
class _Named:
    """A person as a cell names him."""

    name: str
    number: str
    leads: bool

    @property
    def label(self) -> str:
        return f"{self.name}（{self.number}）" if self.number else self.name


class _Roster:
    """Which inspector a name or a licence number means."""

    def __init__(self, scope: Actor) -> None:
        self.by_number: dict[str, Inspector] = {}
        self.by_name: dict[str, list[Inspector]] = defaultdict(list)
        for one in inspectors_of(scope):
            self.by_name[one.name].append(one)
            self.by_number[one.roster_no.upper()] = one
            self.by_number |= {licence.number.upper(): one for licence in one.licences.all()}

    def seats(self, row: SheetRow, parties: _Parties) -> list[ListedSeat]:
        parsed, holder = parties.of(row)
        if isinstance(holder, str):
            unread = bool(parsed.refused)
            return [ListedSeat(row.number, parsed.label, "", problem=holder, is_unread=unread)]
        try:
            named = _people(row)
        except CellRefused as refused:
            return [ListedSeat(row.number, holder.name, "", problem=refused.sentence, is_unread=True)]
        if not named:
            problem = f"“{holder.name}”的这一行没有写检查人员。"
            return [ListedSeat(row.number, holder.name, "", problem=problem, is_unread=True)]
        return [self._seat(row, holder, one) for one in named]

    def _seat(self, row: SheetRow, holder: Holder, named: _Named) -> ListedSeat:
        found = self._find(named)
        if isinstance(found, str):
            return ListedSeat(
                row.number, holder.name, named.label, holder.code, leads=named.leads, problem=found
            )
        return ListedSeat(row.number, holder.name, found.name, holder.code, found.roster_no, named.leads)

    def _find(self, named: _Named) -> Inspector | str:
        if named.number:
            one = self.by_number.get(named.number.upper())
            if one is None:
                return f"执法检查人员名录库中没有执法证号或名册编号为{named.number}的“{named.name}”。"
            if one.name != named.name:
                return f"{named.number}在名录库中是“{one.name}”的，表中写的是“{named.name}”。"
            return one
        found = self.by_name.get(named.name, [])
        if len(found) == 1:
            return found[0]
        if found:
            return f"执法检查人员名录库中有{len(found)}名“{named.name}”，没有执法证编号分不清是哪一名。"
        return f"“{named.name}”不在执法检查人员名录库。"


def _people(row: SheetRow) -> list[_Named]:
    """The leader first, then the others of the row, each once. Licence numbers in a column of their own
    belong to the persons in their order."""
    leads = read_text(row["role"]) in LEADING
    leaders = [_named(text, leads=True) for text in read_list(row["leader"])]
    people = [_named(text, leads=leads) for text in read_list(row["people"])]
    numbers = read_list(row["licence"])
    if len(numbers) == len(people):
        people = _numbered(people, numbers)
    elif len(numbers) == len(leaders) + len(people):
        every = _numbered([*leaders, *people], numbers)
        leaders, people = every[: len(leaders)], every[len(leaders) :]
    known = {one.name: one.number for one in people}
    leaders = [replace(one, number=one.number or known.get(one.name, "")) for one in leaders]
    named = {one.name for one in leaders}
    return [*leaders, *(one for one in people if one.name not in named)]


def _numbered(people: Sequence[_Named], numbers: Sequence[str]) -> list[_Named]:
    pairs = zip(people, numbers, strict=True)
    return [replace(one, number=one.number or number) for one, number in pairs]


def _named(text: str, *, leads: bool) -> _Named:
    """`张三`, `张三（13062410001）`, `张三13062410001`, `张三（组长）`."""
    head, *inside = re.split("[（(]", text, maxsplit=1)
    note = inside[0] if inside else ""
    number = NUMBER.search(note) or TRAILING.search(head)
    name = TRAILING.sub("", head).strip()
    if not name:
        raise CellRefused(
            f"“{without_private_numbers(text)}”没有姓名，看不出是哪一个人。请写姓名，可在括号里注明执法证编号。"
        )
    return _Named(name, number[0] if number else "", leads or ("组长" in note and "副" not in note))
