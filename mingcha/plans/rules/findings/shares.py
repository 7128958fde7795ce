"""What is wrong with whom a campaign draws and how many: frame, floor, raised and cooled strata. Pure."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from mingcha.law.rules import ratio_words
from mingcha.plans.rules.counting import COOLED, ORDINARY, RAISED, Floor, StratumCount
from mingcha.plans.rules.findings.facts import CampaignFacts
from mingcha.plans.rules.findings.finding import FLOOR, ITEM, RAISED_MORE, REFUSED, STRATA, Finding

RAISED_CLAUSE = "局2022年度“双随机、一公开”监管工作实施方案 二（四）"
RAISED_QUOTE = (
    "对社会关注度高、投诉举报多、风险等级高、有严重违法违规记录等情况的，"
    "要加大随机抽查力度，提高抽查比例和频次"
)
COOLED_QUOTE = "既要保证必要的抽查覆盖面和工作力度，又要防止检查过多和执法扰民"
EMPTY_FRAME_CLAUSE = "抽取规则drawproof/1 第3节"


def frame(facts: CampaignFacts) -> Iterator[Finding]:
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


def floor(facts: CampaignFacts) -> Iterator[Finding]:
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


def raised(facts: CampaignFacts) -> Iterator[Finding]:
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


def cooled(facts: CampaignFacts) -> Iterator[Finding]:
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
