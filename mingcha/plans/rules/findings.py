"""The arbiter of a campaign: what blocks it, what must be decided, each with clause and way out. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from mingcha.law.rules import ratio_words
from mingcha.plans.rules.counting import (
    COOLED,
    MEASURES,
    ORDINARY,
    RAISED,
    Floor,
    StratumCount,
    drawn_for_floor,
)
from mingcha.registers.rules.qualifications import tag_words

REFUSED, ASK = "refused", "ask"
ITEM, BASIS, FLOOR, ROUNDS, RAISED_MORE = "item", "basis", "floor", "rounds", "raised"
GENERAL_CAP, CAP, PEOPLE, STRATA, UNREADABLE = "general-cap", "cap", "people", "strata", "unreadable"
RULES: dict[str, str] = {
    ITEM: "事项",
    BASIS: "检查依据",
    FLOOR: "比例下限",
    ROUNDS: "频次下限",
    RAISED_MORE: "加强抽查",
    GENERAL_CAP: "一般事项频次上限",
    CAP: "年度检查次数上限",
    PEOPLE: "检查人员",
    STRATA: "分层",
    UNREADABLE: "填写",
}
SEVERITY_WORDS = {REFUSED: ("不能定案", "is-late"), ASK: ("请决定", "is-due")}

RAISED_CLAUSE = "局2022年度“双随机、一公开”监管工作实施方案 二（四）"
RAISED_QUOTE = (
    "对社会关注度高、投诉举报多、风险等级高、有严重违法违规记录等情况的，"
    "要加大随机抽查力度，提高抽查比例和频次"
)
COOLED_QUOTE = "既要保证必要的抽查覆盖面和工作力度，又要防止检查过多和执法扰民"
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
    basis_want: str = ""
    """Why what it cites is no law, regulation or rule; empty when it is."""


@dataclass(frozen=True)
class Crew:
    """Who could be drawn under some circumstance: `when` says which (in a month, for holders from whom some
    are barred), `staff` holds the tags of each eligible inspector."""

    when: str
    staff: Sequence[frozenset[str]]


@dataclass(frozen=True)
class CampaignFacts:
    """Everything the arbiter looks at. `staff` holds the tags of each inspector eligible on the first day;
    `crews` are the staff of other circumstances. `floor` is None where that of the plan's round holds,
    `working_days` (of its period) where it has no period or nobody keeps a roster."""

    unit: str
    counts: Sequence[StratumCount]
    floor: Floor | None
    seats: Sequence[Seats]
    officers: Cited
    items: Sequence[ItemStanding]
    staff: Sequence[frozenset[str]]
    crews: Sequence[Crew] = ()
    working_days: int | None = None

    @property
    def population(self) -> int:
        return sum(count.population for count in self.counts)

    @property
    def drawn(self) -> int:
        return sum(count.drawn for count in self.counts)

    @property
    def drawn_for_floor(self) -> int:
        return drawn_for_floor(self.counts)

    @property
    def team_size(self) -> int:
        return sum(group.count for group in self.seats)

    @property
    def measure(self) -> str:
        return MEASURES[self.unit]


@dataclass(frozen=True)
class Finding:
    """`found` against `required`, the clause with its words, the way out; `anchor` names the form's part,
    `rule` the rule it falls under (`RULES`), `rows` the campaigns of a plan concerned, the first foremost."""

    code: str
    severity: str
    title: str
    found: str
    required: str
    clause: str
    quote: str
    remedy: str
    anchor: str
    rule: str
    rows: tuple[str, ...] = ()

    @property
    def blocks(self) -> bool:
        return self.severity == REFUSED

    @property
    def status_word(self) -> str:
        return SEVERITY_WORDS[self.severity][0]

    @property
    def status_class(self) -> str:
        return SEVERITY_WORDS[self.severity][1]


def examine(facts: CampaignFacts) -> list[Finding]:
    """Every finding, those that block first, in the order of the checks."""
    found = [finding for check in CHECKS for finding in check(facts)]
    return sorted(found, key=lambda finding: not finding.blocks)


def _items(facts: CampaignFacts) -> Iterator[Finding]:
    # Obligations lawful-items, published-items of docs/law/obligations.yml.
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
        yield from _basis(item)


def _basis(item: ItemStanding) -> Iterator[Finding]:
    wrong = (
        ("item-basis-missing", "没有法律、法规、规章依据", item.basis_want),
        ("item-basis-lapsed", "的检查依据在检查开始日已失效", "；".join(item.lapses)),
    )
    for code, title, found in wrong:
        if found:
            yield Finding(
                code,
                REFUSED,
                f"“{item.label}”{title}",
                found,
                "依据现行有效的法律、法规、规章",
                LAWFUL_CLAUSE,
                LAWFUL_QUOTE,
                "请先编制新版清单，按现行文本核对引用并公布，再改选新版中的事项。",
                "items",
                BASIS,
            )


def _item_finding(code: str, title: str, found: str, remedy: str) -> Finding:
    required = "事项已公布并在有效期内"
    clause, quote = PUBLISHED_CLAUSE, PUBLISHED_QUOTE
    return Finding(code, REFUSED, title, found, required, clause, quote, remedy, "items", ITEM)


def _frame(facts: CampaignFacts) -> Iterator[Finding]:
    if facts.items and facts.counts and not facts.population:
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
            ITEM,
        )


def _floor(facts: CampaignFacts) -> Iterator[Finding]:
    if facts.floor:
        yield from floor_findings(facts.floor, facts.drawn_for_floor, facts.measure)


def floor_findings(
    floor: Floor, drawn: int, measure: str, *, what: str = "", rows: tuple[str, ...] = ()
) -> Iterator[Finding]:
    """That fewer are drawn than the law demands: by a campaign, or by all of a round of a plan (`what`)."""
    if drawn >= floor.required:
        return
    strictest = floor.parts[0]
    yield Finding(
        "below-floor",
        REFUSED,
        f"{what}应抽{drawn:,}{measure}，低于下限{floor.required:,}{measure}",
        f"事项范围内有效{floor.population:,}{measure}，应抽{drawn:,}{measure}",
        f"不低于{_floor_words(floor, measure)}，即{floor.required:,}{measure}",
        strictest.clause,
        strictest.quote,
        f"请提高比例或增加至少抽取数，再抽{floor.required - drawn:,}{measure}；"
        "缩小乡镇、类别不降低下限。法律另定比例的，请在事项的“比例依据”写明条款和比例。",
        "strata",
        FLOOR,
        rows,
    )


def _floor_words(floor: Floor, measure: str) -> str:
    if len(floor.parts) == 1:
        return ratio_words(floor.parts[0].ratio)
    return "加".join(f"{part.count:,}{measure}的{ratio_words(part.ratio)}" for part in floor.parts)


def _raised(facts: CampaignFacts) -> Iterator[Finding]:
    """In each part of a divided frame for itself: what its members are compared with is their own like."""
    # Obligation raised-more of docs/law/obligations.yml.
    inhabited = [count.layer for count in facts.counts if count.population]
    for part in dict.fromkeys(layer.part for layer in inhabited):
        here = [layer for layer in inhabited if layer.part == part]
        ordinary = [layer.fraction for layer in here if layer.kind == ORDINARY]
        raised = [layer.fraction for layer in here if layer.kind == RAISED]
        yield from raised_ratio_findings(ordinary, raised)


def raised_ratio_findings(
    ordinary: Sequence[Fraction], raised: Sequence[Fraction], *, rows: tuple[str, ...] = ()
) -> Iterator[Finding]:
    """That the raised are not drawn at a higher ratio. Where everybody is drawn there is none."""
    most, least = max(ordinary, default=Fraction(0)), min(raised, default=Fraction(1))
    if not ordinary or not raised or least > most or least == 1:
        return
    yield Finding(
        "raised-not-above",
        REFUSED,
        "加强层的比例不高于一般层",
        f"加强层{ratio_words(least)}，一般层{ratio_words(most)}",
        f"加强层高于{ratio_words(most)}" if most < 1 else "加强层100%",
        RAISED_CLAUSE,
        RAISED_QUOTE,
        f"请把加强层的比例改为{ratio_words(most)}以上。" if most < 1 else "请把加强层的比例改为100%。",
        "strata",
        RAISED_MORE,
        rows,
    )


def _cooled(facts: CampaignFacts) -> Iterator[Finding]:
    """A cooling-off stratum exists to disturb less: each of its members has the smaller chance, as drawn."""
    ordinary = {count.layer.part: count for count in facts.counts if count.layer.kind == ORDINARY}
    for cooled in (count for count in facts.counts if count.layer.kind == COOLED):
        usual = ordinary[cooled.layer.part]
        if cooled.population and cooled.chance >= (usual.chance or usual.layer.fraction):
            yield Finding(
                "cooled-not-below-ordinary",
                REFUSED,
                f"{cooled.title}的抽取机会不低于{usual.title}",
                _chance(cooled, facts.measure),
                f"低于{_chance(usual, facts.measure)}",
                RAISED_CLAUSE,
                COOLED_QUOTE,
                "请降低冷却层的比例；层太小而每层至少抽1的，请合并分层或不设冷却层。",
                "strata",
                STRATA,
            )


def _chance(count: StratumCount, measure: str) -> str:
    return f"{count.population:,}{measure}抽{count.drawn:,}{measure}（{ratio_words(count.layer.fraction)}）"


def _officers(facts: CampaignFacts) -> Iterator[Finding]:
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
            PEOPLE,
        )


def _members(facts: CampaignFacts) -> int:
    return sum(group.count for group in facts.seats if group.code != "lead")


def _staff(facts: CampaignFacts) -> Iterator[Finding]:
    """The first circumstance in which no team can be formed."""
    if not facts.drawn:
        return
    for crew in (Crew("", facts.staff), *facts.crews):
        if short := _short_groups(facts.seats, crew.staff):
            yield _too_few(facts, crew, short)
            return


def _seats_in_all(facts: CampaignFacts) -> Iterator[Finding]:
    """More seats than everybody together fills by one visit each working day: no law forbids it, but somebody
    must say how it is to be done."""
    total, people, days = facts.drawn * facts.team_size, len(facts.staff), facts.working_days
    if days is None or not people or total <= people * days:
        return
    yield Finding(
        "more-visits-than-days",
        ASK,
        f"检查人员在检查时间内查不完{facts.drawn:,}户次",
        f"{facts.drawn:,}户次、每户次{facts.team_size}名，共{total:,}人次；可派{people:,}名，{days:,}个工作日，"
        f"每人每个工作日要查{ratio_of(total, people * days)}户次",
        f"每人每个工作日1户次的，不超过{people * days:,}人次",
        facts.officers.clause,
        facts.officers.quote,
        "请延长检查时间、从其他股室抽调人员，或分成几个任务；一天能查几户的，请在审批意见中说明。",
        "team",
        PEOPLE,
    )


def ratio_of(total: int, capacity: int) -> str:
    """2.7, to one place; all of it where nothing can be divided by."""
    return f"{total / capacity:.1f}" if capacity else f"{total:,}"


def _too_few(facts: CampaignFacts, crew: Crew, short: Sequence[Seats]) -> Finding:
    names = "、".join(group.title for group in short)
    total = facts.drawn * facts.team_size
    return Finding(
        "too-few-inspectors",
        ASK,
        f"{crew.when}可派的检查人员不够组成一个检查组（{names}）",
        f"每户次{names}要{_seats(short)}名，{crew.when}符合资格的有{_able(crew.staff, short)}名；"
        f"全部{facts.drawn:,}户次共{total:,}人次，{crew.when or '现'}可派{len(crew.staff)}名",
        f"符合资格的不少于{_seats(short)}名",
        facts.officers.clause,
        facts.officers.quote,
        "请核对执法证有效期和岗位资格，从其他股室抽调，或放宽席位的资格要求；不解决则匹配人员时不能公告。",
        "team",
        PEOPLE,
    )


def _short_groups(seats: Sequence[Seats], staff: Sequence[frozenset[str]]) -> tuple[Seats, ...]:
    """The smallest set of groups that the staff cannot fill for one visit (Hall's condition)."""
    for size in range(1, len(seats) + 1):
        for groups in combinations(seats, size):
            if _able(staff, groups) < _seats(groups):
                return groups
    return ()


def _able(staff: Sequence[frozenset[str]], groups: Sequence[Seats]) -> int:
    return sum(1 for tags in staff if any(group.requires <= tags for group in groups))


def _seats(groups: Sequence[Seats]) -> int:
    return sum(group.count for group in groups)


CHECKS: tuple[Callable[[CampaignFacts], Iterator[Finding]], ...] = (
    _items,
    _frame,
    _floor,
    _raised,
    _cooled,
    _officers,
    _staff,
    _seats_in_all,
)
