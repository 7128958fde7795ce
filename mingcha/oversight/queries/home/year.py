"""Where the year stands: stages with their counts, and the three figures a leader is asked for."""

import datetime
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import can_manage_people, can_see_people
from mingcha.common import moments
from mingcha.common.templatetags.mc import number, percent
from mingcha.draws.models import SELECTION, Draw
from mingcha.draws.queries.external.standing import external_draws
from mingcha.draws.queries.facts import frame_facts
from mingcha.draws.queries.recording_story import not_filmed_whole
from mingcha.draws.states import DISCLOSED, EXTERNAL_FINAL, FINAL, OPEN, WAITING
from mingcha.items.queries import published_items, published_list
from mingcha.law.queries import figure
from mingcha.law.rules import FLOOR_RATIO, ROUNDS_A_YEAR
from mingcha.oversight.policies import can_read_ledger, can_see_overview, sees_business
from mingcha.oversight.rules import Amount, Shortcut, Stage
from mingcha.plans.queries import campaigns
from mingcha.plans.queries.standings import stopped_of
from mingcha.plans.states import CANCELLED, DRAFT, READY
from mingcha.registers.models import Holder, Inspector, Target
from mingcha.registers.policies import can_import_inspectors, can_import_targets
from mingcha.registers.queries.interests import own_inspector_if_any
from mingcha.registers.states import ACTIVE, ON_DUTY


@dataclass(frozen=True)
class YearCounts:
    """Drawn selections of the year's campaigns, those of platforms among them: how many, how many units they
    drew, how many are public; `unfilmed` of our own were not filmed whole and so are not complete."""

    rounds: int
    drawn: int
    disclosed: int
    open: int
    unfilmed: int


def year_counts(scope: Actor, year: int) -> YearCounts:
    """What the office's final selections of this year drew."""
    every = Draw.objects.filter(office_id=scope.office_id, campaign__year=year)
    counting = list(every.filter(state__in=FINAL).select_related("sitting"))
    draws = every.filter(kind=SELECTION)
    final = [draw for draw in counting if draw.is_selection]
    elsewhere = external_draws(scope).filter(campaign__year=year)
    external = list(elsewhere.filter(state__in=EXTERNAL_FINAL))
    return YearCounts(
        rounds=len(final) + len(external),
        drawn=sum(frame_facts(draw).drawn for draw in final) + sum(draw.drawn for draw in external),
        disclosed=[draw.state for draw in final].count(DISCLOSED)
        + [draw.state for draw in external].count(DISCLOSED),
        open=draws.filter(state__in=OPEN).count() + elsewhere.filter(state=WAITING).count(),
        unfilmed=_unfilmed(counting),
    )


def _unfilmed(draws: list[Draw]) -> int:
    """Campaigns one of whose sittings was not filmed whole: units and teams may be drawn in two."""
    held = {draw.sitting_id: draw.sitting for draw in draws}
    missing = {sitting.pk for sitting in not_filmed_whole(held.values())}
    return len({draw.campaign_id for draw in draws if draw.sitting_id in missing})


def stages_of(scope: Actor, today: datetime.date, counts: YearCounts) -> tuple[Stage, ...]:
    """两库一单, 抽查任务, 抽取, 公开."""
    return (
        _registers(scope, today),
        _campaigns(scope, today.year),
        _stage("抽取", counts.rounds, counts.open + counts.unfilmed, *_drawn(counts)),
        _stage(
            "公开",
            counts.disclosed,
            counts.rounds - counts.disclosed,
            f"已公开{counts.disclosed}次",
            f"待公开{counts.rounds - counts.disclosed}次",
        ),
    )


def _drawn(counts: YearCounts) -> tuple[str, str]:
    missing = f"，缺录音录像{counts.unfilmed}次" if counts.unfilmed else ""
    return f"已抽取{counts.rounds}次", f"正在进行{counts.open}次{missing}"


def figures_of(scope: Actor, today: datetime.date, counts: YearCounts) -> tuple[Amount, ...]:
    """抽查覆盖面, 抽查轮次, 抽取公开, each beside what it is measured by."""
    active = (
        Holder.current.filter(office_id=scope.office_id, targets__state=ACTIVE, targets__merged_into=None)
        .distinct()
        .count()
    )
    floor = figure(scope.office_id, FLOOR_RATIO, today).as_fraction
    rounds = figure(scope.office_id, ROUNDS_A_YEAR, today).as_count
    page = reverse("overview") if can_see_overview(scope) else ""
    return (
        Amount(
            "抽查覆盖面",
            page or reverse("draw_list"),
            percent(counts.drawn, active),
            "",
            f"下限{percent(floor)}",
            f"本年抽中{number(counts.drawn)}户次 ÷ 在册有效主体{number(active)}家"
            + _short(counts.drawn, active, floor),
        ),
        Amount("抽查轮次", page or reverse("campaign_list"), str(counts.rounds), "轮", f"下限{rounds}轮"),
        Amount(
            "抽取公开",
            reverse("draw_list"),
            f"{counts.disclosed} / {counts.rounds}",
            "次",
            note=f"缺录音录像{counts.unfilmed}次，不算完成" if counts.unfilmed else "",
        ),
    )


def shortcuts_of(scope: Actor) -> tuple[Shortcut, ...]:
    """常用, by what the viewer may do."""
    offered = (
        (can_import_targets(scope), "导入检查对象表格", "targets_import"),
        (can_import_inspectors(scope), "导入检查人员表格", "inspectors_import"),
        (can_see_overview(scope), "全年总览", "overview"),
        (sees_business(scope), "抽取记录", "draw_list"),
        (sees_business(scope), "法定义务", "obligation_list"),
        (can_read_ledger(scope), "留痕日志", "ledger_list"),
        (can_see_people(scope), "人员和岗位", "people_list"),
        (can_manage_people(scope), "机构名称", "office_rename"),
        (own_inspector_if_any(scope) is not None, "我的登记", "own_record"),
    )
    return tuple(Shortcut(name, reverse(url)) for allowed, name, url in offered if allowed)


def _short(drawn: int, active: int, floor: Fraction) -> str:
    """How many are missing to the floor, as long as any are."""
    missing = -(-active * floor.numerator // floor.denominator) - drawn
    return f"，还差{number(missing)}户次" if missing > 0 else ""


def _registers(scope: Actor, today: datetime.date) -> Stage:
    targets = Target.current.filter(office_id=scope.office_id, state=ACTIVE).count()
    inspectors = Inspector.objects.filter(office_id=scope.office_id, state=ON_DUTY).count()
    items = published_items(scope, today).count()
    is_done = bool(targets and inspectors and published_list(scope))
    lines = (f"{number(targets)}个对象，{number(items)}个事项", f"{number(inspectors)}名检查人员")
    return Stage("两库一单", "is-done" if is_done else "is-now", lines)


def _campaigns(scope: Actor, year: int) -> Stage:
    found = list(campaigns(scope).filter(year=year).exclude(state=CANCELLED))
    states = [one.state for one in found]
    waiting = [one for one in found if one.state == READY and not one.held_by]
    stopped = len(stopped_of(scope, waiting, moments.today())) if waiting else 0
    drafting, ready = states.count(DRAFT), states.count(READY) - stopped
    not_drawn = f"，不能抽取{stopped}个" if stopped else ""
    lines = (f"{len(states)}个任务", f"编制中{drafting}个，可以抽取{ready}个{not_drawn}")
    if not states:
        return Stage("抽查任务", "is-next", ("本年还没有任务",))
    return Stage("抽查任务", "is-now" if drafting else "is-done", lines)


def _stage(name: str, done: int, left: int, *lines: str) -> Stage:
    status = "is-now" if left else ("is-done" if done else "is-next")
    return Stage(name, status, lines if done or left else ("尚未开始",))
