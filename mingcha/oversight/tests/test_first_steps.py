"""An office that has just begun sees what it still lacks; the list empties, and then it is gone."""

import pytest
from django.db import transaction
from django.test import Client

from mingcha.accounts.models import RoleGrant
from mingcha.accounts.rules import AUDITOR, INSPECTOR, LEADER, LEGAL, SECURITY_ADMIN, SYSTEM_ADMIN, WITNESS
from mingcha.accounts.tests.cast import Bureau
from mingcha.draws.tests.county import County
from mingcha.ledger.services import record_act
from mingcha.oversight.queries.home import home


def steps(bureau: Bureau, role: str) -> list[str]:
    return [step.title for step in home(bureau.actor(role)).first_steps]


def back_up(bureau: Bureau) -> None:
    with transaction.atomic():
        record_act("config.back_up", actor=bureau.actor(SYSTEM_ADMIN))


def test_everything_is_missing_in_the_beginning(fuping: Bureau) -> None:
    RoleGrant.objects.filter(role__in=[WITNESS, INSPECTOR]).delete()
    assert steps(fuping, LEADER) == [
        "各岗位都有人",
        "做第一次备份",
        "建立检查对象名录库",
        "建立执法检查人员名录库",
        "公布随机抽查事项清单",
        "编制第一个抽查任务",
    ]
    (roles,) = [step.why for step in home(fuping.actor(LEADER)).first_steps if step.title == "各岗位都有人"]
    assert roles.startswith("还没有人担任：检查人员、监督见证")


def test_the_system_administrator_sees_administration_alone(fuping: Bureau) -> None:
    assert steps(fuping, SYSTEM_ADMIN) == ["做第一次备份"]


@pytest.mark.parametrize("role", [AUDITOR, INSPECTOR, WITNESS, SECURITY_ADMIN])
def test_who_has_no_part_in_it_is_not_bothered(fuping: Bureau, role: str) -> None:
    assert steps(fuping, role) == []


def test_once_all_is_there_the_list_is_gone(county: County) -> None:
    bureau = county.bureau
    assert steps(bureau, LEGAL) == ["做第一次备份"]
    client = Client()
    client.force_login(bureau.people[LEADER])
    assert "启用还差1步" in client.get("/").content.decode()
    back_up(bureau)
    assert steps(bureau, LEADER) == []
    assert "启用还差" not in client.get("/").content.decode()


def test_somebody_elses_registers_are_not_ones_own(county: County, tang: Bureau) -> None:
    assert "建立检查对象名录库" in steps(tang, LEADER)
