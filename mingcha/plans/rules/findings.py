"""The arbiter of a campaign: what blocks it, what must be decided, each with clause and way out. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from mingcha.law.rules import ratio_words
from mingcha.plans.rules.counting import MEASURES, ORDINARY, RAISED, Floor, Layer, StratumCount
from mingcha.registers.rules.qualifications import tag_words

REFUSED, ASK = "refused", "ask"
SEVERITY_WORDS = {REFUSED: ("不能定案", "is-late"), ASK: ("请决定", "is-due")}

RAISED_CLAUSE = "局2022年度“双随机、一公开”监管工作实施方案 二（四）"
RAISED_QUOTE = "对社会关注度高、投诉举报多、风险等级高、有严重违法违规记录等情况的，要加大随机抽查力度"
PUBLISHED_CLAUSE = "局2022年度“双随机、一公开”监管工作实施方案 二（二）"
PUBLISHED_QUOTE = "对列入随机抽查事项清单的事项开展监督检查"
LAWFUL_CLAUSE = "局2022年度“双随机、一公开”监管工作实施方案 二（一）"
LAWFUL_QUOTE = "凡是法律法规规章没有规定的，一律不得擅自开展检查"
EMPTY_FRAME_CLAUSE = "抽取规则drawproof/1 第3节"


@dataclass(frozen=True)
class Cited:
    """A legal figure with the clause it stands on."""

    amount: Fraction
    clause: str
    quote: str = ""


@dataclass(frozen=True)
class Seats:
    """Seats of each visit that share requirements (protocol tags)."""

    code: str
    title: str
    count: int
    requires: frozenset[str] = frozenset()

    @property
    def requires_words(self) -> str:
        return tag_words(self.requires)


@dataclass(frozen=True)
class ItemStanding:
    """An item of the campaign as the list has it on the campaign's first day."""

    label: str
    is_published: bool
    is_in_force: bool
    lapses: tuple[str, ...] = ()
    """What the item cites that has no force on that day."""


@dataclass(frozen=True)
class PlanFacts:
    """Everything the arbiter looks at. `staff` holds the tags of each eligible inspector."""

    unit: str
    counts: Sequence[StratumCount]
    floor: Floor
    seats: Sequence[Seats]
    officers: Cited
    items: Sequence[ItemStanding]
    staff: Sequence[frozenset[str]]

    @property
    def population(self) -> int:
        return sum(count.population for count in self.counts)

    @property
    def drawn(self) -> int:
        return sum(count.drawn for count in self.counts)

    @property
    def team_size(self) -> int:
        return sum(group.count for group in self.seats)

    @property
    def measure(self) -> str:
        return MEASURES[self.unit]


@dataclass(frozen=True)
class Finding:
    """`found` against `required`, the clause with its words, the way out; `anchor` names the form's part."""

    code: str
    severity: str
    title: str
    found: str
    required: str
    clause: str
    quote: str
    remedy: str
    anchor: str

    @property
    def blocks(self) -> bool:
        return self.severity == REFUSED

    @property
    def status_word(self) -> str:
        return SEVERITY_WORDS[self.severity][0]

    @property
    def status_class(self) -> str:
        return SEVERITY_WORDS[self.severity][1]


def examine(facts: PlanFacts) -> list[Finding]:
    """Every finding, those that block first, in the order of the checks."""
    found = [finding for check in CHECKS for finding in check(facts)]
    return sorted(found, key=lambda finding: not finding.blocks)


def _items(facts: PlanFacts) -> Iterator[Finding]:
    if not facts.items:
        yield _item_finding("no-items", "没有选择抽查事项", "未选择", "请从已公布的清单中选择事项。")
    for item in facts.items:
        if not item.is_published:
            yield _item_finding(
                "item-not-published",
                f"“{item.label}”不在现行清单内",
                "所属的清单版次未公布，或已被新版代替",
                "请改选现行清单中的事项，或先公布清单。",
            )
        elif not item.is_in_force:
            yield _item_finding(
                "item-not-in-force",
                f"“{item.label}”在检查开始日不在有效期内",
                "清单登记的生效或失效日期不含检查开始日",
                "请改选有效的事项，或调整检查时间。",
            )
        if item.lapses:
            yield Finding(
                "item-basis-lapsed",
                REFUSED,
                f"“{item.label}”的检查依据在检查开始日已失效",
                "；".join(item.lapses),
                "依据现行有效的法律、法规、规章",
                LAWFUL_CLAUSE,
                LAWFUL_QUOTE,
                "请先编制新版清单，按现行文本核对引用并公布，再改选新版中的事项。",
                "items",
            )


def _item_finding(code: str, title: str, found: str, remedy: str) -> Finding:
    required = "事项已公布并在有效期内"
    return Finding(code, REFUSED, title, found, required, PUBLISHED_CLAUSE, PUBLISHED_QUOTE, remedy, "items")


def _frame(facts: PlanFacts) -> Iterator[Finding]:
    if facts.items and not facts.population:
        yield Finding(
            "empty-frame",
            REFUSED,
            "范围内没有可抽的单位",
            f"有效的抽取单位0{facts.measure}",
            f"至少1{facts.measure}",
            EMPTY_FRAME_CLAUSE,
            "",
            "请放宽乡镇或类别，或核对名录库中对象的状态。",
            "scope",
        )


def _floor(facts: PlanFacts) -> Iterator[Finding]:
    floor, measure = facts.floor, facts.measure
    if facts.drawn >= floor.required:
        return
    strictest = floor.parts[0]
    yield Finding(
        "below-floor",
        REFUSED,
        f"应抽{facts.drawn:,}{measure}，低于下限{floor.required:,}{measure}",
        f"事项范围内有效{floor.population:,}{measure}，应抽{facts.drawn:,}{measure}",
        f"不低于{_floor_words(floor, measure)}，即{floor.required:,}{measure}",
        strictest.clause,
        strictest.quote,
        f"请提高比例或增加至少抽取数，再抽{floor.required - facts.drawn:,}{measure}；"
        "缩小乡镇、类别不降低下限。法律另定比例的，请在事项的“比例依据”写明条款和比例。",
        "strata",
    )


def _floor_words(floor: Floor, measure: str) -> str:
    if len(floor.parts) == 1:
        return ratio_words(floor.parts[0].ratio)
    return "加".join(f"{part.count:,}{measure}的{ratio_words(part.ratio)}" for part in floor.parts)


def _raised(facts: PlanFacts) -> Iterator[Finding]:
    layers = {count.layer.kind: count.layer for count in facts.counts}
    ordinary, raised = layers.get(ORDINARY), layers.get(RAISED)
    if ordinary and raised and raised.fraction < ordinary.fraction:
        yield Finding(
            "raised-below-ordinary",
            REFUSED,
            "加强层的比例低于一般层",
            f"加强层{_ratio(raised)}，一般层{_ratio(ordinary)}",
            f"加强层不低于{_ratio(ordinary)}",
            RAISED_CLAUSE,
            RAISED_QUOTE,
            f"请把加强层的比例改为{_ratio(ordinary)}以上。",
            "strata",
        )


def _ratio(layer: Layer) -> str:
    return ratio_words(layer.fraction)


def _officers(facts: PlanFacts) -> Iterator[Finding]:
    if facts.team_size < facts.officers.amount:
        least = int(facts.officers.amount)
        yield Finding(
            "team-too-small",
            REFUSED,
            f"检查组只有{facts.team_size}名，少于{least}名",
            f"每户次{facts.team_size}名",
            f"每户次不少于{least}名",
            facts.officers.clause,
            facts.officers.quote,
            f"请把组员增加到{least - facts.team_size + _members(facts)}名以上。",
            "team",
        )


def _members(facts: PlanFacts) -> int:
    return sum(group.count for group in facts.seats if group.code != "lead")


def _staff(facts: PlanFacts) -> Iterator[Finding]:
    short = _short_groups(facts)
    if not short or not facts.drawn:
        return
    names = "、".join(group.title for group in short)
    able = _able(facts, short)
    seats = facts.drawn * facts.team_size
    yield Finding(
        "too-few-inspectors",
        ASK,
        f"可派的检查人员不够组成一个检查组（{names}）",
        f"每户次{names}要{_seats(short)}名，符合资格的有{able}名；"
        f"全部{facts.drawn:,}户次共{seats:,}人次，现可派{len(facts.staff)}名",
        f"符合资格的不少于{_seats(short)}名",
        facts.officers.clause,
        facts.officers.quote,
        "请核对执法证有效期和岗位资格，从其他股室抽调，或放宽席位的资格要求；不解决则匹配人员时不能公告。",
        "team",
    )


def _short_groups(facts: PlanFacts) -> tuple[Seats, ...]:
    """The smallest set of groups that the staff cannot fill for one visit (Hall's condition)."""
    for size in range(1, len(facts.seats) + 1):
        for groups in combinations(facts.seats, size):
            if _able(facts, groups) < _seats(groups):
                return groups
    return ()


def _able(facts: PlanFacts, groups: Sequence[Seats]) -> int:
    return sum(1 for tags in facts.staff if any(group.requires <= tags for group in groups))


def _seats(groups: Sequence[Seats]) -> int:
    return sum(group.count for group in groups)


CHECKS: tuple[Callable[[PlanFacts], Iterator[Finding]], ...] = (
    _items,
    _frame,
    _floor,
    _raised,
    _officers,
    _staff,
)
