"""An office that has just begun sees what it still lacks; the list empties, and then it is gone."""

import datetime
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from mingcha.accounts.models import Person, RoleGrant, Section
from mingcha.accounts.rules import (
    AUDIT_ADMIN,
    AUDITOR,
    BUSINESS,
    ENFORCEMENT,
    INSPECTOR,
    LEADER,
    LEGAL,
    SECURITY_ADMIN,
    SYSTEM_ADMIN,
    WITNESS,
)
from mingcha.accounts.services import NewPerson, open_account
from mingcha.accounts.tests.cast import Bureau
from mingcha.common.moments import today
from mingcha.draws.tests.county import Ceremony, County
from mingcha.law.models import Obligation
from mingcha.law.rules import TRAINING_VALID_MONTHS
from mingcha.ledger.services import record_act
from mingcha.oversight.queries.home import home
from mingcha.oversight.queries.home.first_steps import first_steps
from mingcha.oversight.rules import FirstStep
from mingcha.papers.services import set_series
from mingcha.plans.services import create_plan, discard_plan
from mingcha.registers.models import Inspector, Training

BACKUP, TRAIN, SERIES, PLAN = "做第一次备份", "登记检查人员的执法培训", "设定文书代字", "编制年度抽查计划"


def found(bureau: Bureau, role: str) -> dict[str, FirstStep]:
    return {step.title: step for step in home(bureau.actor(role)).first_steps}


def steps(bureau: Bureau, role: str) -> list[str]:
    return list(found(bureau, role))


def shown(bureau: Bureau, role: str) -> str:
    client = Client()
    client.force_login(bureau.people[role])
    return client.get("/").content.decode()


def back_up(bureau: Bureau) -> None:
    with transaction.atomic():
        record_act("config.back_up", actor=bureau.actor(SYSTEM_ADMIN))


def test_everything_is_missing_in_the_beginning(fuping: Bureau) -> None:
    RoleGrant.objects.filter(role__in=[WITNESS, INSPECTOR]).delete()
    Person.objects.update(section=None)
    Section.objects.all().delete()
    assert steps(fuping, LEADER) == [
        "设立股所室队",
        "各岗位都有人",
        "建立检查对象名录库",
        "建立执法检查人员名录库",
        TRAIN,
        SERIES,
        "公布随机抽查事项清单",
        PLAN,
        "编制第一个抽查任务",
        BACKUP,
    ]
    assert found(fuping, LEADER)["各岗位都有人"].why.startswith("还没有人担任：检查人员、监督见证")
    assert "启用还差9步" in shown(fuping, LEADER)


def test_each_step_leads_who_may_to_the_page_where_it_is_done(fuping: Bureau) -> None:
    RoleGrant.objects.filter(role=WITNESS).delete()
    pages = {
        (SECURITY_ADMIN, "各岗位都有人"): reverse("people_list"),
        (ENFORCEMENT, "建立检查对象名录库"): reverse("targets_import"),
        (LEGAL, "建立执法检查人员名录库"): reverse("inspectors_import"),
        (LEGAL, SERIES): reverse("number_list"),
        (ENFORCEMENT, "公布随机抽查事项清单"): reverse("item_lists"),
        (ENFORCEMENT, PLAN): reverse("plan_create"),
        (BUSINESS, "编制第一个抽查任务"): reverse("campaign_list"),
    }
    for (role, title), url in pages.items():
        assert found(fuping, role)[title].url == url
        assert f'<a href="{url}">{title}</a>' in shown(fuping, role)


def test_no_step_leads_anybody_to_a_closed_page(fuping: Bureau) -> None:
    for role in (LEADER, ENFORCEMENT, LEGAL, BUSINESS, SYSTEM_ADMIN, SECURITY_ADMIN):
        client = Client()
        client.force_login(fuping.people[role])
        for step in found(fuping, role).values():
            assert step.why
            assert not step.url or client.get(step.url).status_code == 200, (role, step.title)
    assert found(fuping, BUSINESS)["建立执法检查人员名录库"].url == ""
    assert "政策法规股" in found(fuping, BUSINESS)["建立执法检查人员名录库"].why


@pytest.mark.parametrize("role", [SYSTEM_ADMIN, SECURITY_ADMIN])
def test_the_administrators_that_begin_it_see_administration_alone(fuping: Bureau, role: str) -> None:
    assert steps(fuping, role) == [BACKUP]


@pytest.mark.parametrize("role", [AUDITOR, INSPECTOR, WITNESS, AUDIT_ADMIN])
def test_who_has_no_part_in_it_is_not_bothered(fuping: Bureau, role: str) -> None:
    assert steps(fuping, role) == []


def test_accounts_that_nobody_can_log_in_to_are_counted_until_they_have_a_password(fuping: Bureau) -> None:
    open_account(actor=fuping.actor(SYSTEM_ADMIN), new=NewPerson("白试兰", "bailan"))
    assert "发放首次密码" not in steps(fuping, SYSTEM_ADMIN)
    Person.objects.filter(username="bailan").update(password="!nothing")
    step = found(fuping, SYSTEM_ADMIN)["发放首次密码"]
    assert (step.why.startswith("1人有账号"), step.url) == (True, reverse("people_list"))
    Person.objects.filter(username="bailan").update(is_active=False)
    assert "发放首次密码" not in steps(fuping, SYSTEM_ADMIN)


def test_without_a_valid_training_nobody_can_be_drawn(county: County) -> None:
    assert TRAIN not in steps(county.bureau, LEGAL)
    Training.objects.update(valid_until=today() - datetime.timedelta(days=1))
    assert found(county.bureau, LEGAL)[TRAIN].url == reverse("training_add") + "?lacking=1"
    assert found(county.bureau, BUSINESS)[TRAIN].url == ""
    Training.objects.update(valid_until=today(), is_void=True)
    assert TRAIN in steps(county.bureau, LEGAL)
    Obligation.objects.filter(key=TRAINING_VALID_MONTHS).delete()
    assert TRAIN not in steps(county.bureau, LEGAL)


def test_training_is_entered_once_there_are_inspectors(fuping: Bureau) -> None:
    assert found(fuping, LEGAL)[TRAIN].url == ""
    Inspector.objects.create(office=fuping.office, roster_no="P1", name="试一")
    assert found(fuping, LEGAL)[TRAIN].url != ""


def test_the_plan_comes_before_the_first_campaign_and_a_discarded_one_is_none(fuping: Bureau) -> None:
    actor = fuping.actor(ENFORCEMENT)
    plan = create_plan(actor=actor, year=today().year, number="1")
    assert PLAN not in steps(fuping, LEADER)
    discard_plan(actor=actor, plan=plan, reason="编错")
    assert PLAN in steps(fuping, LEADER)


def test_a_series_of_numbers_may_be_left_out(county: County) -> None:
    bureau = county.bureau
    assert found(bureau, LEGAL)[SERIES].is_optional
    assert "可以不办" in found(bureau, LEGAL)[SERIES].why
    assert "启用还差2步" in shown(bureau, LEGAL)  # the plan and the backup
    set_series(actor=bureau.actor(LEGAL), kind="sitting", code="试随抽")
    assert SERIES not in steps(bureau, LEGAL)


def test_once_all_is_there_the_list_is_gone(county: County) -> None:
    bureau = county.bureau
    create_plan(actor=bureau.actor(ENFORCEMENT), year=today().year, number="1")
    assert steps(bureau, LEGAL) == [SERIES, BACKUP]
    assert "启用还差1步" in shown(bureau, LEADER)
    back_up(bureau)
    assert steps(bureau, LEADER) == []
    assert "启用还差" not in shown(bureau, LEADER)


def test_an_office_that_draws_is_only_asked_for_its_first_backup(ceremony: Ceremony) -> None:
    ceremony.whole()
    bureau = ceremony.county.bureau
    Training.objects.all().delete()
    Person.objects.filter(pk=bureau.people[WITNESS].pk).update(is_active=False)
    assert steps(bureau, LEADER) == [BACKUP]
    back_up(bureau)
    assert steps(bureau, LEADER) == []


def test_the_list_costs_little_and_an_office_at_work_next_to_nothing(
    tang: Bureau,
    ceremony: Ceremony,
    django_assert_max_num_queries: Callable[..., AbstractContextManager[object]],
) -> None:
    with django_assert_max_num_queries(15):
        first_steps(tang.actor(LEADER), today())
    ceremony.whole()
    actor = ceremony.county.actor(LEADER)
    with django_assert_max_num_queries(2):
        first_steps(actor, today())


def test_who_is_asked_for_a_step_does_not_read_that_there_is_nothing_to_do(
    tang: Bureau, county: County
) -> None:
    assert "没有到期的事，另有1项不急，启用还差7步" in shown(tang, BUSINESS)
    said = shown(county.bureau, BUSINESS)
    assert "没有到期的事，启用还差2步" in said
    assert "启用还差的事列在上面" in said
    assert "没有要办的事" not in said
    assert "现在没有要办的事" in shown(county.bureau, INSPECTOR)


def test_somebody_elses_registers_are_not_ones_own(county: County, tang: Bureau) -> None:
    assert "建立检查对象名录库" in steps(tang, LEADER)
