"""What the three lists of a platform are held against. A finding that blocks refuses everything; one that
does not is kept with the draw, and whoever brings it in explains it. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from mingcha.common.errors import Refusal
from mingcha.draws.rules.external import words
from mingcha.draws.rules.external.lists import Listed, ListedSeat, Seating, seat_teams
from mingcha.draws.rules.external.words import BASE, CLAUSES, DRAWN, LISTS, RULES, TEAMS

SHOWN_AT_MOST = 200
TOLD_AT_MOST = 20


@dataclass(frozen=True)
class Finding:
    """`row` is the row of the list's sheet, 0 where the whole list is meant; `todo` the way out."""

    list: str
    row: int
    rule: str
    clause: str
    sentence: str
    todo: str
    blocks: bool

    @property
    def list_word(self) -> str:
        return LISTS[self.list]

    @property
    def rule_word(self) -> str:
        return RULES[self.rule]

    def plain(self) -> dict[str, Any]:
        return asdict(self)


class ListsRefused(Refusal):
    """The lists cannot be taken in: every finding that blocks, the first of them as the sentence."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        first = findings[0]
        place = f"{first.list_word}第{first.row}行" if first.row else first.list_word
        more = f"共有{len(findings)}处问题，全部没有导入。" if len(findings) > 1 else "全部没有导入。"
        super().__init__(
            f"lists-{first.rule}",
            f"{place}：{first.sentence}{more}",
            title="不能导入平台抽取结果：名单有问题",
            clause=first.clause,
            remedy=first.todo,
        )
        self.findings = tuple(findings[:SHOWN_AT_MOST])
        self.left_off = len(findings) - len(self.findings)


@dataclass(frozen=True)
class Person:
    """An inspector of the register on the day of the draw: `unfit` says why not assignable."""

    name: str
    tags: frozenset[str]
    unfit: tuple[str, ...] = ()


@dataclass(frozen=True)
class Least:
    """A number that must be reached, with its clause."""

    amount: int
    clause: str


@dataclass(frozen=True)
class Facts:
    """The lists as matched against the registers, and what they are held against. `strata` are the members
    that the register would have given, `left_out` those it would have left out with the reason in words;
    `barred` are pairs of inspector and holder. Who is drawn from one of `partner_strata`, which only items of
    partners inspect, counts towards no floor of ours. `floor` is None where that of the plan's round holds.
    """

    base: Sequence[Listed]
    drawn: Sequence[Listed]
    seats: Sequence[ListedSeat]
    strata: Mapping[str, str]
    left_out: Mapping[str, str]
    people: Mapping[str, Person]
    barred: frozenset[tuple[str, str]]
    groups: Sequence[Seating]
    officers: Least
    quota: int
    floor: Least | None = None
    partner_strata: frozenset[str] = frozenset()
    measure: str = "家"
    day: str = ""
    holders: Mapping[str, str] = field(default_factory=dict)
    """The name of each holder by code, for sentences."""

    @cached_property
    def tags(self) -> dict[str, frozenset[str]]:
        """What each inspector has of what groups require."""
        return {roster_no: person.tags for roster_no, person in self.people.items()}

    def name(self, holder: str) -> str:
        return self.holders.get(holder, holder)


def examine(facts: Facts) -> list[Finding]:
    """Every finding, those that block first, each list in the order of its rows."""
    found = [one for check in (_base, _drawn, _amount, _teams, _crews) for one in check(facts)]
    return sorted(found, key=lambda one: not one.blocks)


def _finding(which: str, row: int, rule: str, sentence: str, todo: str, *, blocks: bool) -> Finding:
    return Finding(which, row, rule, CLAUSES[rule], sentence, todo, blocks)


def _base(facts: Facts) -> Iterator[Finding]:
    for row in facts.base:
        if row.is_unread:
            yield _finding(
                BASE, row.row, words.UNREADABLE, row.problem, "请在表中改正后重新选择。", blocks=True
            )
    yield from _folded(_doubted(facts.base))
    yield from _folded(_repeated(facts.base, BASE, blocks=False))
    missing, extra, unknown = difference(facts.base, facts.strata)
    if missing or extra or unknown:
        parts = [
            f"本系统按名录库会列入{len(facts.strata)}{facts.measure}，平台列入{len(_distinct(facts.base))}"
            f"{facts.measure}",
            *([f"平台少列{len(missing)}{facts.measure}"] if missing else []),
            *([f"平台多列{len(extra) + len(unknown)}{facts.measure}"] if extra or unknown else []),
            *([f"其中名录库没有的{len(unknown)}{facts.measure}"] if unknown else []),
        ]
        todo = "请在差异说明中写明原因，并核对名录库。"
        yield _finding(BASE, 0, words.DIFFERENCE, f"{'，'.join(parts)}。", todo, blocks=False)


def _doubted(rows: Iterable[Listed]) -> Iterator[Finding]:
    for row in rows:
        if row.doubt:
            yield _finding(BASE, row.row, words.PARTY, row.doubt, "请核对名录库或平台资料。", blocks=False)


def _folded(findings: Iterable[Finding]) -> Iterator[Finding]:
    """A long list may differ alike in every row: the first are told one by one, the rest counted."""
    found = list(findings)
    yield from found[:TOLD_AT_MOST]
    rest = len(found) - TOLD_AT_MOST
    if rest > 0:
        first, sentence = found[0], f"另有{rest}行是同样的情况，最后一处在第{found[-1].row}行。"
        yield _finding(first.list, 0, first.rule, sentence, first.todo, blocks=False)


def _drawn(facts: Facts) -> Iterator[Finding]:
    listed = {row.unit for row in facts.base if row.unit}
    for row in facts.drawn:
        if not row.unit:
            rule = words.UNREADABLE if row.is_unread else words.PARTY
            todo = "请核对代码和名称；确有这个对象的，先把它登记到名录库。"
            yield _finding(DRAWN, row.row, rule, row.problem, todo, blocks=True)
        elif row.unit not in listed:
            sentence = f"“{row.label}”不在抽取基数名单中，不可能从中抽出。"
            todo = "请核对两个名单是不是同一批次，从平台重新导出。"
            yield _finding(DRAWN, row.row, words.NOT_IN_BASE, sentence, todo, blocks=True)
        elif row.unit in facts.left_out:
            sentence = f"“{row.label}”{facts.left_out[row.unit]}，由本系统抽取时不会列入。"
            todo = "请在差异说明中写明是否仍要检查。"
            yield _finding(DRAWN, row.row, words.LEFT_OUT, sentence, todo, blocks=False)
        if row.doubt:
            yield _finding(DRAWN, row.row, words.PARTY, row.doubt, "请核对名录库或平台资料。", blocks=False)
    yield from _repeated(facts.drawn, DRAWN, blocks=True)


def _repeated(rows: Iterable[Listed], which: str, *, blocks: bool) -> Iterator[Finding]:
    first: dict[str, Listed] = {}
    for row in rows:
        earlier = first.setdefault(row.unit, row) if row.unit else row
        if earlier is not row:
            sentence = f"“{row.label}”与第{earlier.row}行是同一个对象，重复列入。"
            todo = "请删去重复的一行。" if blocks else "重复列入的抽中机会加倍，请向平台核实并说明。"
            yield _finding(which, row.row, words.DUPLICATE, sentence, todo, blocks=blocks)


def _amount(facts: Facts) -> Iterator[Finding]:
    units = {row.unit for row in facts.drawn} - {""}
    drawn = len(units)
    own = sum(1 for unit in units if facts.strata.get(unit) not in facts.partner_strata)
    if facts.floor and own < facts.floor.amount:
        counted = f"，其中本机关事项的{own}{facts.measure}" if own < drawn else ""
        sentence = f"抽中{drawn}{facts.measure}{counted}，不到下限{facts.floor.amount}{facts.measure}。"
        todo = "请说明不足的部分怎样补足，例如另行编制任务补抽。"
        yield Finding(DRAWN, 0, words.FLOOR, facts.floor.clause, sentence, todo, blocks=False)
    elif drawn < facts.quota:
        sentence = f"抽中{drawn}{facts.measure}，少于按任务比例应抽的{facts.quota}{facts.measure}。"
        yield _finding(DRAWN, 0, words.QUOTA, sentence, "请说明原因。", blocks=False)


def _teams(facts: Facts) -> Iterator[Finding]:
    """Each row of the list of teams by itself."""
    drawn = {row.holder for row in facts.drawn if row.unit}
    seen: dict[tuple[str, str], int] = {}
    for seat in facts.seats:
        problem = _seat_problem(facts, seat, drawn)
        if problem:
            rule, sentence, todo = problem
            yield _finding(TEAMS, seat.row, rule, sentence, todo, blocks=True)
            continue
        earlier = seen.setdefault((seat.holder, seat.inspector), seat.row)
        if earlier != seat.row:
            sentence = f"{seat.person}在“{seat.label}”的检查组中已列在第{earlier}行，重复列入。"
            todo = "同一人在一个检查组里只列一次，请删去一处。"
            yield _finding(TEAMS, seat.row, words.DUPLICATE, sentence, todo, blocks=True)


def _seat_problem(facts: Facts, seat: ListedSeat, drawn: set[str]) -> tuple[str, str, str] | None:
    """Rule, sentence, way out of what is wrong with one seat."""
    if seat.is_unread:
        return words.UNREADABLE, seat.problem, "请在表中改正后重新选择。"
    if not seat.holder:
        return words.PARTY, seat.problem, "请核对代码和名称。"
    if seat.holder not in drawn:
        return words.TEAM, f"“{seat.label}”不在抽中名单中，不应有检查组。", "请核对两个名单是不是同一批次。"
    if not seat.inspector:
        return words.PERSON, seat.problem, "请补填执法证编号，或先把人员登记到执法检查人员名录库。"
    return _person_problem(facts, seat)


def _person_problem(facts: Facts, seat: ListedSeat) -> tuple[str, str, str] | None:
    """Whether a known inspector may go on that day, and to this party."""
    again = "请在平台更换人员后重新导出名单。"
    unfit = facts.people[seat.inspector].unfit
    if unfit:
        return words.ELIGIBLE, f"{seat.person}在{facts.day}不能参加检查：{'；'.join(unfit)}。", again
    if (seat.inspector, seat.holder) in facts.barred:
        return words.STAND_ASIDE, f"{seat.person}与“{seat.label}”有利害关系，应当回避。", again
    return None


def _crews(facts: Facts) -> Iterator[Finding]:
    """Each team as a whole: who is drawn has one, with enough people, somebody leading, and its seats."""
    members: dict[str, list[ListedSeat]] = defaultdict(list)
    for seat in facts.seats:
        if seat.inspector:
            members[seat.holder].append(seat)
    for holder in dict.fromkeys(row.holder for row in facts.drawn if row.unit):
        yield from _crew(facts, holder, members[holder])


def _crew(facts: Facts, holder: str, seats: list[ListedSeat]) -> Iterator[Finding]:
    name, people = facts.name(holder), {seat.inspector for seat in seats}
    row = seats[0].row if seats else 0
    if not people:
        sentence, todo = f"抽中的“{name}”没有检查组。", "请从平台导出全部检查组名单。"
        yield _finding(TEAMS, 0, words.TEAM, sentence, todo, blocks=True)
        return
    if len(people) < facts.officers.amount:
        sentence = f"“{name}”的检查组只有{len(people)}人，不少于{facts.officers.amount}人。"
        todo = "请在平台补足人员后重新导出名单。"
        yield Finding(TEAMS, row, words.OFFICERS, facts.officers.clause, sentence, todo, blocks=True)
        return
    for sentence in _seating(facts, name, seats):
        yield _finding(TEAMS, row, words.SEATS, sentence, "请在差异说明中写明原因。", blocks=False)


def _seating(facts: Facts, name: str, seats: list[ListedSeat]) -> Iterator[str]:
    """Where a team is not the one that the campaign was settled with."""
    wanted, people = sum(group.count for group in facts.groups), {seat.inspector for seat in seats}
    if len(people) < wanted:
        yield f"“{name}”的检查组{len(people)}人，任务定的是{wanted}人。"
    if not any(seat.leads for seat in seats):
        yield f"“{name}”的检查组没有写明组长。"
    for group, taken in seat_teams(facts.groups, seats, facts.tags):
        for inspector in taken:
            person = facts.people[inspector]
            if not group.requires <= person.tags:
                yield f"{person.name}不具备“{name}”检查组{group.title}的要求。"


def difference(
    base: Iterable[Listed], strata: Mapping[str, str]
) -> tuple[list[str], list[str], list[Listed]]:
    """Units the register would have listed and the platform did not, those it listed beside them, and rows
    whose party the register does not have."""
    rows = list(base)
    listed = {row.unit for row in rows if row.unit}
    missing = [unit for unit in strata if unit not in listed]
    unknown = [row for row in rows if not row.unit and not row.is_unread]
    return missing, sorted(listed - strata.keys()), unknown


def rules_of(findings: Iterable[Finding]) -> list[tuple[str, int]]:
    """How many findings fall under each rule, for a line in the ledger."""
    return sorted(Counter(one.rule for one in findings).items())


def _distinct(rows: Iterable[Listed]) -> set[str]:
    return {row.unit or f"?{row.row}" for row in rows if not row.is_unread}
