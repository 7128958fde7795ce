"""Not too much of it: general items within the cap, no holder inspected oftener than the cap allows. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from mingcha.law.rules import ratio_words
from mingcha.plans.rules.findings import ASK, CAP, GENERAL_CAP, REFUSED, Cited, Finding
from mingcha.plans.rules.plan_arbiter.facts import HolderGroup, PlanFacts, PlannedLine
from mingcha.plans.rules.plan_arbiter.rounds import rounds_of, times_words

KEY_ITEMS_CLAUSE = "国发〔2019〕5号"


def general_items(facts: PlanFacts) -> Iterator[Finding]:
    """No general item in more rounds than a holder may be visited; key items are free."""
    cap = facts.figures.cap
    if cap is None:
        return
    planned: dict[str, list[PlannedLine]] = defaultdict(list)
    for line in facts.lines:
        for item in (*line.items, *line.partner_items):
            if item.is_general:
                planned[item.label].append(line)
    for label, lines in planned.items():
        rounds = rounds_of(lines, raised=True)
        if rounds is not None and rounds > cap.amount:
            yield _too_often(label, lines, rounds, cap)


def _too_often(label: str, lines: list[PlannedLine], rounds: Fraction, cap: Cited) -> Finding:
    return Finding(
        "general-item-too-often",
        REFUSED,
        f"一般检查事项“{label}”全年安排{times_words(rounds)}，超过上限{times_words(cap.amount)}",
        f"一般检查事项，全年{times_words(rounds)}",
        f"不超过{times_words(cap.amount)}",
        f"{cap.clause}；{KEY_ITEMS_CLAUSE}",
        cap.quote,
        f"请减少到{times_words(cap.amount)}以内，或与其他任务合并检查；属于重点检查事项的，请在清单（协同事项在回执）中改为重点。",
        "rounds",
        GENERAL_CAP,
        tuple(line.key for line in lines),
    )


@dataclass(frozen=True)
class _Breach:
    """Holders for whom the cap cannot be kept: `lines` are those that count against it, `visits` what is
    certain for all of them together; `most` is what one of them comes to. It does not bind where only key
    items are inspected, for which another rule knows no ceiling: then it is asked about."""

    group: HolderGroup
    lines: tuple[str, ...]
    most: int
    binds: bool


def visits_per_holder(facts: PlanFacts) -> Iterator[Finding]:
    """Visits made, and those that are certain whoever is drawn, against the cap. One finding for each line
    with which the cap is passed."""
    cap = facts.figures.cap
    if cap is None:
        return
    by_key = {line.key: line for line in facts.lines}
    order = {line.key: place for place, line in enumerate(facts.lines)}
    breaches: dict[str, list[_Breach]] = defaultdict(list)
    for group in facts.holders:
        if breach := _breach(group, int(cap.amount), by_key):
            breaches[max(breach.lines, key=order.__getitem__)].append(breach)
    for key in sorted(breaches, key=order.__getitem__):
        yield _conflict(key, breaches[key], by_key, cap, facts.figures.floor)


def _breach(group: HolderGroup, cap: int, lines: Mapping[str, PlannedLine]) -> _Breach | None:
    """Of n drawn from N at least n − (N − size) are of this group; more than the cap leaves them is a breach.
    Rounds of one line count each."""
    certain: dict[str, int] = {}
    for place in group.places:
        times = int(lines[place.key].times or 1)
        least = max(0, place.drawn - (place.population - group.size)) * times
        if least:
            certain[place.key] = max(certain.get(place.key, 0), least)
    room = max(0, cap - group.visits) * group.size
    total = sum(certain.values())
    if total <= room:
        return None
    most = group.visits + -(-total // group.size)
    return _Breach(group, tuple(certain), most, any(lines[key].is_capped for key in certain))


def _conflict(
    key: str, breaches: list[_Breach], lines: Mapping[str, PlannedLine], cap: Cited, floor: Cited
) -> Finding:
    concerned = [one for one in lines if any(one in breach.lines for breach in breaches)]
    binds = any(breach.binds for breach in breaches)
    holders = sum(breach.group.size for breach in breaches)
    most, made = max(breach.most for breach in breaches), max(breach.group.visits for breach in breaches)
    others = [one for one in concerned if one != key]
    joined = "、".join(others) or "其他任务"
    already = f"（本年度已检查{made}次）" if made else ""
    return Finding(
        "cap-against-floor",
        REFUSED if binds else ASK,
        f"下限与上限冲突：{holders:,}家主体全年必有被查{most}次的",
        f"{holders:,}家主体同在任务{_strata(concerned, breaches)}的抽取层内，不论怎样抽，"
        f"有主体要被查{most}次{already}",
        f"每家全年不超过{times_words(cap.amount)}；各轮抽查同时不低于下限{ratio_words(floor.amount)}",
        "；".join([cap.clause, floor.clause] + [KEY_ITEMS_CLAUSE] * (not binds)),
        "；".join(filter(None, (cap.quote, floor.quote))),
        f"请把任务{key}与{joined}合并为一次联合检查，或从这些任务中去掉一个；合并后各项下限仍然满足。",
        "rounds",
        CAP,
        (key, *others),
    )


def _strata(concerned: list[str], breaches: list[_Breach]) -> str:
    """The strata of these lines in which the holders stand, with N and n, in the order of the lines."""
    places = {place for breach in breaches for place in breach.group.places if place.key in concerned}
    return "、".join(place.words for place in sorted(places, key=lambda one: (concerned.index(one.key), one)))
