"""Work on the registers: licences that end, permits that ran out, imports left open, empty registers."""

import datetime
from collections import defaultdict
from collections.abc import Iterator

from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.intake.queries import imports_of
from mingcha.intake.states import PREVIEWED
from mingcha.intake.subjects import registered
from mingcha.law.queries import figure
from mingcha.law.rules import UPKEEP_DAYS
from mingcha.oversight.rules import Due, short_date
from mingcha.plans.queries.partner_board import ANSWER_KINDS
from mingcha.registers.models import Inspector, Target
from mingcha.registers.policies import (
    can_change_target,
    can_decide_duplicates,
    can_import_inspectors,
    can_import_targets,
    can_record_standing,
    can_see_endings,
)
from mingcha.registers.queries import PersonEnding, person_endings, risk_freshness, waiting_questions
from mingcha.registers.rules.endings import LICENCE, OVER, QUALIFICATION, THINGS, TRAINING
from mingcha.registers.states import ACTIVE

OVER_WORDS = {
    LICENCE: "执法证过期，不能参加匹配。",
    TRAINING: "培训到期，不能参加匹配。",
    QUALIFICATION: "资格过期，不再计入资格标签。",
}


def ends_near(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Licences, trainings and qualifications that have ended or will soon: one row per thing and urgency."""
    if not can_see_endings(scope):
        return
    groups: dict[tuple[str, str, bool], list[PersonEnding]] = defaultdict(list)
    for one in person_endings(scope, today):
        groups[one.ending.thing, one.ending.level, one.late_since is not None].append(one)
    for (thing, level, is_arrears), found in groups.items():
        url = f"{reverse('inspector_endings')}?thing={thing}&level={level}"
        people = len({one.inspector.pk for one in found})
        first = found[0].ending.end
        if is_arrears:
            yield _arrears(scope, thing, found, url)
        elif level == OVER:
            why = f"{_names(found)}。{OVER_WORDS[thing]}"
            yield Due(f"更新{people}名人员的{THINGS[thing]}", why, url, "查看名单", found[-1].ending.end)
        else:
            why = f"{_names(found)}。最早的{short_date(first, today)}到期。"
            yield Due(f"办理{people}名人员的{THINGS[thing]}续期", why, url, "查看名单", first)


def _arrears(scope: Actor, thing: str, found: list[PersonEnding], url: str) -> Due:
    """What had ended before it came in. The register is to be kept current (local plan of 2022 三(一)4),
    which nobody could do before: the office's interval of upkeep runs from the day it was entered."""
    # Obligation upkeep-days of docs/law/obligations.yml.
    entered = min(one.late_since for one in found if one.late_since)
    due_on = entered + datetime.timedelta(days=figure(scope.office_id, UPKEEP_DAYS, entered).as_count)
    people, end = len({one.inspector.pk for one in found}), found[0].ending.end
    since = f"登记时已过期，最早的{end.year}年{end.month}月{end.day}日到期。"
    why = f"{_names(found)}。{since}{OVER_WORDS[thing]}请登记新的，不再担任的移出名录库。"
    return Due(f"核对{people}名人员已过期的{THINGS[thing]}", why, url, "查看名单", due_on)


def permits_run_out(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Targets in business whose permit has ended: the register or the permit is behind."""
    if not can_change_target(scope):
        return
    count = Target.current.filter(office_id=scope.office_id, state=ACTIVE, valid_until__lt=today).count()
    if count:
        why = "许可已过期，状态仍为有效。核实后登记注销，或更新有效期。"
        yield Due(f"核对{count}个检查对象的状态", why, reverse("target_list") + "?expired=1", "去核对")


def duplicates_to_decide(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Entries that look alike: one of them drawn twice, or a record split in two, would be unlawful."""
    if not can_decide_duplicates(scope):
        return
    count = len(waiting_questions(scope))
    if count:
        why = "名录库中有名称、代码、证号或坐落相近的登记。核实后合并，或登记不是同一个。"
        yield Due(f"核对{count}处疑似重复", why, reverse("duplicate_list"), "去核对")


def risk_to_renew(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """The risk classes of last month are a month old, or there never were any."""
    if not can_record_standing(scope) or not Target.objects.filter(office_id=scope.office_id).exists():
        return
    fresh = risk_freshness(scope)
    if not fresh.is_over:
        return
    why = "还没有导入过，抽取时只按名录中的类别归层。"
    if fresh.last_on:
        why = f"上一期是{short_date(fresh.last_on, today)}的。分类每月更新一次（国市监信发〔2022〕6号）。"
    yield Due("导入本月信用风险分类结果", why, reverse("risk_import"), "去导入", fresh.due_on)


def imports_to_confirm(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Workbooks that were previewed and then left; what partners answered stands apart."""
    waiting = imports_of(scope, registered()).filter(state=PREVIEWED).exclude(kind__in=ANSWER_KINDS)
    for batch in waiting[:5]:
        subject = registered()[batch.kind]
        if subject.can_import(scope):
            url = reverse(f"{batch.kind}_import_preview", args=[batch.pk])
            why = f"{batch.uploaded_by}上传，还没有写入{subject.title}。"
            yield Due(f"确认或放弃导入：{batch.file_name}", why, url, "去核对")


def registers_to_fill(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """The first steps of an office that has just begun."""
    # Obligation two-registers of docs/law/obligations.yml.
    if can_import_targets(scope) and not Target.objects.filter(office_id=scope.office_id).exists():
        why = "名录库是空的。可以导入现有的Excel表格。"
        yield Due("建立检查对象名录库", why, reverse("target_list"), "去建库")
    if can_import_inspectors(scope) and not Inspector.objects.filter(office_id=scope.office_id).exists():
        why = "名录库是空的。可以导入现有的Excel表格。"
        yield Due("建立执法检查人员名录库", why, reverse("inspector_list"), "去建库")


def _names(found: list[PersonEnding]) -> str:
    people = list(dict.fromkeys(f"{one.inspector.name}（{one.inspector.roster_no}）" for one in found))
    return "、".join(people[:3]) + ("等" if len(people) > 3 else "")
