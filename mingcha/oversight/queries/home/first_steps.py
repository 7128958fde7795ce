"""What an office that has just begun still lacks before its first draw: a list that empties by itself. Once
something was drawn the office is at work, and only a backup that was never made is still asked for."""

import datetime
from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Person, RoleGrant, Section
from mingcha.accounts.policies import Decision, can_manage_people, can_see_people
from mingcha.accounts.rules import (
    BUSINESS,
    ENFORCEMENT,
    INSPECTOR,
    LEADER,
    LEGAL,
    ROLES,
    SECURITY_ADMIN,
    SYSTEM_ADMIN,
    WITNESS,
)
from mingcha.items.models import ItemList
from mingcha.items.policies import can_view_items
from mingcha.items.states import PUBLISHED
from mingcha.law.queries import figure_if_any
from mingcha.law.rules import TRAINING_VALID_MONTHS
from mingcha.ledger.models import Opening
from mingcha.oversight.rules import FirstStep
from mingcha.papers.models import DocumentSeries
from mingcha.papers.policies import can_see_numbers
from mingcha.plans.models import Campaign, DrawnUnit, Plan
from mingcha.plans.policies import can_lead_plan, can_view_campaigns
from mingcha.plans.states import DISCARDED
from mingcha.registers.models import Inspector, Target, Training
from mingcha.registers.policies import can_change_inspector, can_import_inspectors, can_import_targets

# Without one of each no sitting can be opened and nothing approved.
NEEDED = (LEADER, ENFORCEMENT, LEGAL, BUSINESS, INSPECTOR, WITNESS)
SHOWN_TO = (LEADER, ENFORCEMENT, LEGAL, BUSINESS, SYSTEM_ADMIN, SECURITY_ADMIN)
BACKED_UP = "config.back_up"


def first_steps(scope: Actor, today: datetime.date) -> tuple[FirstStep, ...]:
    """The steps that are still to be taken, in their order, for those who take part in beginning. The
    administrators see those of administration alone. What may be left out is named beside what may not."""
    if not scope.has(*SHOWN_TO):
        return ()
    missing = [step for step in _steps(scope, today) if not step.is_done]
    return tuple(missing) if any(not step.is_optional for step in missing) else ()


def _steps(scope: Actor, today: datetime.date) -> Iterator[FirstStep]:
    """An office at work lacks some of this again (somebody new, a training that ended): that is no beginning,
    and the lists of work name it."""
    if not DrawnUnit.objects.filter(campaign__office_id=scope.office_id).exists():
        yield from _administration(scope)
        if not scope.is_administrator:
            yield from _registers(scope, today)
            yield from _planning(scope)
    if not settings.IS_DEMO:
        why = "系统管理员用mingcha backup备份，密钥与备份分开保管"
        yield FirstStep("做第一次备份", why, Opening.objects.filter(act=BACKED_UP).exists())


def _administration(scope: Actor) -> Iterator[FirstStep]:
    office = scope.office_id
    yield FirstStep(
        "设立股所室队",
        "系统管理员在“股所室队”设立",
        Section.objects.filter(office_id=office).exists(),
        _page("section_create", can_manage_people(scope)),
    )
    granted = RoleGrant.objects.filter(person__office_id=office, person__is_active=True, ended_at=None)
    held = set(granted.values_list("role", flat=True))
    missing = "、".join(ROLES[role] for role in NEEDED if role not in held)
    why = f"还没有人担任：{missing}。系统管理员开通账号，安全管理员授予岗位"
    yield FirstStep("各岗位都有人", why, not missing, _page("people_list", can_see_people(scope)))
    people = Person.objects.filter(office_id=office, is_active=True, last_login=None)
    waiting = people.filter(password__startswith=UNUSABLE_PASSWORD_PREFIX).count()
    why = f"{waiting}人有账号，还不能登录。系统管理员在各人的页面发放，当面交给本人"
    yield FirstStep("发放首次密码", why, not waiting, _page("people_list", can_see_people(scope)))


def _registers(scope: Actor, today: datetime.date) -> Iterator[FirstStep]:
    office = scope.office_id
    yield FirstStep(
        "建立检查对象名录库",
        "执法监察股导入表格",
        Target.objects.filter(office_id=office).exists(),
        _page("targets_import", can_import_targets(scope)),
    )
    has_people = Inspector.objects.filter(office_id=office).exists()
    imports = _page("inspectors_import", can_import_inspectors(scope))
    yield FirstStep("建立执法检查人员名录库", "政策法规股导入表格", has_people, imports)
    trained = Training.objects.filter(inspector__office_id=office, is_void=False, valid_until__gte=today)
    # ADR 0010: who has no valid training cannot be drawn, where the office works by that figure.
    is_asked = figure_if_any(office, TRAINING_VALID_MONTHS, today) is not None
    may_train = can_change_inspector(scope) if has_people else Decision(False)
    yield FirstStep(
        "登记检查人员的执法培训",
        "没有有效培训的人员不能参加匹配。名录库建立后，由政策法规股登记，一次可以登记多人",
        not is_asked or trained.exists(),
        _page("training_add", may_train, "?lacking=1"),
    )
    yield FirstStep(
        "设定文书代字",
        "可以不办：设定以后由系统依次编号，不设定的照本局登记簿填写文号。政策法规股设定",
        DocumentSeries.objects.filter(office_id=office).exists(),
        _page("number_list", can_see_numbers(scope)),
        is_optional=True,
    )


def _planning(scope: Actor) -> Iterator[FirstStep]:
    office = scope.office_id
    yield FirstStep(
        "公布随机抽查事项清单",
        "执法监察股编制，局领导审定",
        ItemList.objects.filter(office_id=office, state=PUBLISHED).exists(),
        _page("item_lists", can_view_items(scope)),
    )
    yield FirstStep(
        "编制年度抽查计划",
        "清单公布后由执法监察股编制。检查按年度计划进行，计划公布后任务才定案",
        Plan.objects.filter(office_id=office).exclude(state=DISCARDED).exists(),
        _page("plan_create", can_lead_plan(scope)),
    )
    yield FirstStep(
        "编制第一个抽查任务",
        "业务股室在计划中提出，局领导定案",
        Campaign.objects.filter(office_id=office).exists(),
        _page("campaign_list", can_view_campaigns(scope)),
    )


def _page(name: str, may_open: Decision, query: str = "") -> str:
    """The page where it is done, for who may open it; others read who does it."""
    return f"{reverse(name)}{query}" if may_open else ""
