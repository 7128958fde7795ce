"""Work on the registers: licences that end, permits that ran out, imports left open, empty registers."""

import datetime
from collections.abc import Iterator

from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.intake.queries import imports_of
from mingcha.intake.states import PREVIEWED
from mingcha.intake.subjects import registered
from mingcha.oversight.rules import Due, short_date
from mingcha.registers.models import Inspector, InspectorLicence, Target
from mingcha.registers.policies import (
    can_change_inspector,
    can_change_target,
    can_import_inspectors,
    can_import_targets,
)
from mingcha.registers.states import ACTIVE, ON_DUTY

LOOK_AHEAD = datetime.timedelta(days=60)
"""How long before its end a licence is brought up; renewing one takes about two months."""


def licences_ended(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """People on duty whose last licence ran out, or does so soon."""
    if not can_change_inspector(scope):
        return
    ends = _last_ends(scope)
    ended = {name: end for name, end in ends.items() if end < today}
    ending = {name: end for name, end in ends.items() if today <= end <= today + LOOK_AHEAD}
    url = reverse("inspector_list")
    if ended:
        why = f"{_names(ended)}。执法证过期，不能参加匹配。"
        yield Due(f"更新{len(ended)}名人员的执法证", why, url, "查看名单", max(ended.values()))
    if ending:
        first = min(ending.values())
        why = f"{_names(ending)}。最早的{short_date(first, today)}到期。"
        yield Due(f"办理{len(ending)}名人员的换证", why, url, "查看名单", first)


def permits_run_out(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Targets in business whose permit has ended: the register or the permit is behind."""
    if not can_change_target(scope):
        return
    count = Target.current.filter(office_id=scope.office_id, state=ACTIVE, valid_until__lt=today).count()
    if count:
        why = "许可已过期，状态仍为有效。核实后登记注销，或更新有效期。"
        yield Due(f"核对{count}个检查对象的状态", why, reverse("target_list") + "?expired=1", "去核对")


def imports_to_confirm(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Workbooks that were previewed and then left."""
    for batch in imports_of(scope, registered()).filter(state=PREVIEWED)[:5]:
        subject = registered()[batch.kind]
        if subject.can_import(scope):
            url = reverse(f"{batch.kind}_import_preview", args=[batch.pk])
            why = f"{batch.uploaded_by}上传，还没有写入{subject.title}。"
            yield Due(f"确认或放弃导入：{batch.file_name}", why, url, "去核对")


def registers_to_fill(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """The first steps of an office that has just begun."""
    if can_import_targets(scope) and not Target.objects.filter(office_id=scope.office_id).exists():
        why = "名录库是空的。可以导入现有的Excel表格。"
        yield Due("建立检查对象名录库", why, reverse("target_list"), "去建库")
    if can_import_inspectors(scope) and not Inspector.objects.filter(office_id=scope.office_id).exists():
        why = "名录库是空的。可以导入现有的Excel表格。"
        yield Due("建立执法检查人员名录库", why, reverse("inspector_list"), "去建库")


def _last_ends(scope: Actor) -> dict[str, datetime.date]:
    """For each person on duty the day on which the last dated licence ends."""
    licences = InspectorLicence.objects.filter(
        inspector__office_id=scope.office_id, inspector__state=ON_DUTY, valid_until__isnull=False
    )
    ends: dict[str, datetime.date] = {}
    rows = licences.values_list("inspector__roster_no", "inspector__name", "valid_until")
    for roster_no, name, end in rows.order_by("valid_until"):
        if end is not None:
            ends[f"{name}（{roster_no}）"] = end
    return ends


def _names(people: dict[str, datetime.date]) -> str:
    shown = "、".join(sorted(people, key=lambda name: people[name])[:3])
    return f"{shown}等" if len(people) > 3 else shown
