"""Everything that ever happened to a target on one page, and nothing of a draw before its time."""

import datetime

from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import AUDITOR, BUSINESS, ENFORCEMENT, INSPECTOR, LEADER, LEGAL
from mingcha.draws.queries.units import draws_of_unit
from mingcha.draws.tests.changing import looking
from mingcha.draws.tests.county import Ceremony
from mingcha.oversight.queries.histories import target_history
from mingcha.registers.models import Target
from mingcha.registers.services import (
    Visit,
    change_target_state,
    record_standing,
    record_visit_facts,
)
from mingcha.registers.tests.cast import make_office


def target_of_number(number: int) -> Target:
    targets = Target.objects.select_related("holder").filter(holder__code=f"91130624MA0X{number:06d}")
    return targets.order_by("code")[0]


def page(ceremony: Ceremony, role: str, target: Target) -> str:
    client = Client()
    client.force_login(ceremony.county.bureau.people[role])
    return client.get(reverse("target_course", args=[target.pk])).content.decode()


def test_every_act_stands_with_word_person_reason_and_old_and_new(ceremony: Ceremony) -> None:
    actor, target = ceremony.county.actor(ENFORCEMENT), target_of_number(1)
    today = datetime.date(2026, 6, 16)
    change_target_state(actor=actor, target=target.pk, act="suspend", reason="停产通知6号")
    record_standing(
        actor=actor,
        thing=target.holder_id,
        of_holder=True,
        kind="serious_record",
        value="listed",
        stands_on=today,
        source="公示系统",
        document_no="阜市监〔2026〕1号",
        reason="提供虚假材料",
    )
    record_visit_facts(
        actor=actor, visits=[Visit(target.holder_id, "阜平县水利局", today, "取水许可", "通报")]
    )
    found = target_history(ceremony.county.actor(AUDITOR), target.pk)
    standing, suspended = found.happenings[0], found.happenings[1]
    assert (suspended.word, suspended.reason) == ("变更检查对象状态", "停产通知6号")
    assert suspended.parts[0].changed == (("状态", "有效", "停产"),)
    assert standing.word == "登记风险和信用变动"
    assert standing.actor_name == actor.name
    assert standing.parts[0].changed == (("列入严重违法失信名单日期", "（空）", "2026-06-16"),)
    assert found.happenings[-1].parts[0].word == "首次登记"
    shown = page(ceremony, AUDITOR, target)
    assert "提供虚假材料" in shown
    assert "阜平县水利局" in shown


def standing_of(
    ceremony: Ceremony, role: str, number: int, *, has_looked: bool = False
) -> list[tuple[str, str]]:
    code = f"91130624MA0X{number:06d}"
    actor = ceremony.county.actor(role)
    if has_looked:
        actor = looking(actor, ceremony.county.campaign)
    found = draws_of_unit(actor, {"holder": code})
    return [(one.unit, one.standing) for one in found]


def test_nobody_learns_of_a_draw_before_he_may(ceremony: Ceremony) -> None:
    ceremony.select()
    everybody = range(1, 25)
    for role in (ENFORCEMENT, LEADER, LEGAL, BUSINESS, AUDITOR):
        assert not any(standing_of(ceremony, role, number) for number in everybody), role
    ceremony.assign()
    for role in (LEGAL, BUSINESS, AUDITOR):
        assert not any(standing_of(ceremony, role, number) for number in everybody), role
        assert "没有可以显示的抽取" in page(ceremony, role, target_of_number(1))
    assert not any(standing_of(ceremony, ENFORCEMENT, number) for number in everybody)
    assert all(standing_of(ceremony, ENFORCEMENT, number, has_looked=True) for number in everybody)
    ceremony.disclose()
    assert all(standing_of(ceremony, AUDITOR, number) for number in everybody)


def test_after_disclosure_each_unit_is_drawn_in_reserve_not_drawn_or_left_out(ceremony: Ceremony) -> None:
    ceremony.select()
    ceremony.assign()
    ceremony.disclose()
    found = {number: standing_of(ceremony, LEADER, number) for number in range(1, 25)}
    kinds = [standing for rows in found.values() for _, standing in rows]
    assert len(kinds) == 24
    assert found[24][0][1] == "excluded"
    assert {"drawn", "frame"} <= set(kinds)
    drawn = next(number for number, rows in found.items() if rows[0][1] == "drawn")
    assert "抽中" in page(ceremony, BUSINESS, target_of_number(drawn))
    assert "已不在册或停产" in page(ceremony, BUSINESS, target_of_number(24))
    assert standing_of(ceremony, LEADER, 2401) == []


def test_inspectors_and_other_offices_see_no_course(ceremony: Ceremony) -> None:
    address = reverse("target_course", args=[target_of_number(1).pk])
    client = Client()
    client.force_login(ceremony.county.bureau.people[INSPECTOR])
    assert client.get(address).status_code == 403
    client.force_login(make_office("tang", "唐县试").people[ENFORCEMENT])
    assert client.get(address).status_code == 404


def test_the_course_is_exported(ceremony: Ceremony) -> None:
    client = Client()
    client.force_login(ceremony.county.bureau.people[LEADER])
    answer = client.get(reverse("target_course", args=[target_of_number(1).pk]), {"export": "1"})
    assert answer["Content-Type"].endswith("sheet")
