"""What an office that has just begun still lacks before its first draw: a list that empties by itself."""

from collections.abc import Iterator

from django.conf import settings

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import RoleGrant, Section
from mingcha.accounts.rules import (
    BUSINESS,
    ENFORCEMENT,
    INSPECTOR,
    LEADER,
    LEGAL,
    ROLES,
    SYSTEM_ADMIN,
    WITNESS,
)
from mingcha.items.models import ItemList
from mingcha.items.states import PUBLISHED
from mingcha.ledger.models import Opening
from mingcha.oversight.rules import FirstStep
from mingcha.plans.models import Campaign
from mingcha.registers.models import Inspector, Target

# Without one of each no sitting can be opened and nothing approved.
NEEDED = (LEADER, ENFORCEMENT, LEGAL, BUSINESS, INSPECTOR, WITNESS)
SHOWN_TO = (LEADER, ENFORCEMENT, LEGAL, BUSINESS, SYSTEM_ADMIN)
BACKED_UP = "config.back_up"


def first_steps(scope: Actor) -> tuple[FirstStep, ...]:
    """The steps that are still to be taken, in their order, for those who take part in beginning. The system
    administrator sees those of administration alone."""
    if not scope.has(*SHOWN_TO):
        return ()
    steps = [*_administration(scope), *(() if scope.is_administrator else _business(scope))]
    return tuple(step for step in steps if not step.is_done)


def _administration(scope: Actor) -> Iterator[FirstStep]:
    office = scope.office_id
    yield FirstStep(
        "设立股所室队", "系统管理员在“股所室队”设立", Section.objects.filter(office_id=office).exists()
    )
    granted = RoleGrant.objects.filter(person__office_id=office, person__is_active=True, ended_at=None)
    held = set(granted.values_list("role", flat=True))
    missing = "、".join(ROLES[role] for role in NEEDED if role not in held)
    why = f"还没有人担任：{missing}。系统管理员开通账号，安全管理员授予岗位"
    yield FirstStep("各岗位都有人", why, not missing)
    if not settings.IS_DEMO:
        why = "系统管理员用mingcha backup备份，密钥与备份分开保管"
        yield FirstStep("做第一次备份", why, Opening.objects.filter(act=BACKED_UP).exists())


def _business(scope: Actor) -> Iterator[FirstStep]:
    office = scope.office_id
    lists = ItemList.objects.filter(office_id=office, state=PUBLISHED)
    yield FirstStep(
        "建立检查对象名录库", "执法监察股导入表格", Target.objects.filter(office_id=office).exists()
    )
    yield FirstStep(
        "建立执法检查人员名录库", "政策法规股导入表格", Inspector.objects.filter(office_id=office).exists()
    )
    yield FirstStep("公布随机抽查事项清单", "执法监察股编制，局领导审定", lists.exists())
    yield FirstStep(
        "编制第一个抽查任务", "业务股室编制，局领导定案", Campaign.objects.filter(office_id=office).exists()
    )
