"""Whether the team and the people suffice. Pure."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from mingcha.plans.rules.findings.facts import CampaignFacts, Crew, Seats
from mingcha.plans.rules.findings.finding import ASK, PEOPLE, REFUSED, Finding

# What a reason against a person says → what the office does about it (ADR 0010 for training).
REMEDIES = (
    ("培训", "把最近一次合格的执法培训登记一次，可以同时勾选多名人员"),
    ("执法证", "更新或补登执法证"),
    ("抽调", "办理借用人员的抽调"),
)


def officers(facts: CampaignFacts) -> Iterator[Finding]:
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


def staff(facts: CampaignFacts) -> Iterator[Finding]:
    """The first circumstance in which no team can be formed."""
    if not facts.drawn:
        return
    for crew in (Crew("", facts.staff, facts.against), *facts.crews):
        if short := _short_groups(facts.seats, crew.staff):
            yield _too_few(facts, crew, short)
            return


def seats_in_all(facts: CampaignFacts) -> Iterator[Finding]:
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
    total, able = facts.drawn * facts.team_size, _able(crew.staff, short)
    kept_away = "、".join(f"{kind}的{count:,}名" for kind, count in crew.against)
    return Finding(
        "too-few-inspectors",
        ASK,
        f"{crew.when}可派的检查人员不够组成一个检查组（{names}）",
        f"每户次{names}要{_seats(short)}名，{crew.when}符合资格的有{able}名；"
        f"全部{facts.drawn:,}户次共{total:,}人次，{crew.when or '现'}可派{len(crew.staff)}名"
        + (f"。不能派的：{kept_away}" if kept_away else ""),
        f"符合资格的不少于{_seats(short)}名",
        facts.officers.clause,
        facts.officers.quote,
        _remedy(crew, able),
        "team",
        PEOPLE,
        about_register=True,
    )


def _remedy(crew: Crew, able: int) -> str:
    """What would help for the reasons that there are; qualifications only where somebody may be sent who
    lacks them."""
    kinds = "".join(kind for kind, _ in crew.against)
    steps = [step for word, step in REMEDIES if word in kinds]
    if not crew.staff and not crew.against:
        steps.append("建立执法检查人员名录库")
    if len(crew.staff) > able:
        steps.append("登记岗位资格，或放宽席位的资格要求")
    return f"请{'；'.join([*steps, '从其他股室抽调'])}。不解决则匹配人员时不能公告。"


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
