"""The next attempt has the same register and rule; whatever is different is listed, in the hall, in the
record and in public."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import ENFORCEMENT
from mingcha.draws.models import SELECTION
from mingcha.draws.queries.attempts import compared_with
from mingcha.draws.rules.compared import Compared, differences
from mingcha.draws.tests.county import DICE, Ceremony
from mingcha.plans.models import Stratum, TeamGroup
from mingcha.registers.models import ConflictOfInterest, InspectorLicence, Target

SAME = "封存的名册和规则与第1次相同"
RULE: dict[str, object] = {"strata": {}}


def test_the_same_register_and_rule_are_said_to_be_the_same(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.annul()
    ceremony.announce()
    assert SAME in Client().get(reverse("public_draw", args=[ceremony.sitting.pk])).content.decode()


def test_what_was_changed_in_between_is_counted_in_the_hall_and_in_public(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.annul()
    first, *_ = Target.objects.order_by("code")
    Target.objects.filter(pk=first.pk).update(state="suspended")
    Target.objects.filter(holder__code__endswith="000004").update(risk_class="A")
    ceremony.freeze()
    client = Client()
    client.force_login(ceremony.county.bureau.people[ENFORCEMENT])
    hall = client.get(reverse("sitting", args=[ceremony.sitting.pk])).content.decode()
    told = "列入的对象减少1个、换层1个"
    assert told in hall
    ceremony.announce()
    public = Client().get(reverse("public_draw", args=[ceremony.sitting.pk])).content.decode()
    assert told in public
    assert SAME not in public
    moved = Target.objects.filter(holder__code__endswith="000004").values_list("holder__code", flat=True)[0]
    listed = f"列入的对象减少1个（{first.holder.code}）、换层1个（{moved}）"
    assert first.holder.code not in public
    ceremony.throw_all()
    ceremony.compute()
    ceremony.assign()
    ceremony.disclose()
    assert listed in Client().get(reverse("public_draw", args=[ceremony.sitting.pk])).content.decode()


def test_another_ratio_or_another_conflict_is_named(ceremony: Ceremony) -> None:
    ceremony.announce()
    first = ceremony.annul()
    Stratum.objects.filter(code="s1").update(ratio="1/5")
    ConflictOfInterest.objects.order_by("holder_code")[:1].get().delete()
    ceremony.announce()
    told = compared_with(ceremony.last(SELECTION), first)
    assert told == Compared(1, ("利害关系登记有改动", "抽取规则有改动"), is_partial=False)


def test_people_who_came_or_went_between_two_assignments_are_counted(ceremony: Ceremony) -> None:
    ceremony.select()
    first = ceremony.announce_teams()
    ceremony.annul()
    InspectorLicence.objects.filter(inspector__roster_no="J008").update(valid_until="2026-01-01")
    second = ceremony.announce_teams()
    assert compared_with(second, first) == Compared(
        1, ("参加匹配的人员减少1名", "检查人员名录有改动"), is_partial=True
    )


def test_a_team_made_larger_between_two_assignments_is_told_at_once(ceremony: Ceremony) -> None:
    ceremony.select()
    ceremony.announce_teams()
    ceremony.annul()
    TeamGroup.objects.filter(code="member").update(count=2, requires=["lead"])
    second = ceremony.announce_teams()
    changed = "每户次组员由1名改为2名；组员的资格由不限改为可任组长"
    told = compared_with(second, second.replaces)
    assert told and "；".join(told.found) == changed
    sentence = f"与第1次不同：{changed}。其余在检查结束后列出。"
    hall = Client()
    hall.force_login(ceremony.county.bureau.people[ENFORCEMENT])
    sitting = ceremony.sitting.pk
    for client, name in ((Client(), "public_draw"), (hall, "sitting"), (hall, "draw_record")):
        assert sentence in plain(client, reverse(name, args=[sitting]))


def test_of_an_assignment_nothing_is_said_to_be_the_same_before_its_lists_are_public(
    ceremony: Ceremony,
) -> None:
    ceremony.select()
    for _ in range(2):
        ceremony.announce_teams()
        ceremony.annul()
    ceremony.announce_teams()
    page = reverse("public_draw", args=[ceremony.sitting.pk])
    assert "相同" not in plain(Client(), page)
    assert "检查结束前能公开的各项没有改动；其余在检查结束后列出" in plain(Client(), page)
    ceremony.throw_all(DICE[::-1])
    ceremony.compute()
    ceremony.disclose()
    told = plain(Client(), page)
    assert SAME in told and "封存的名册和规则与第2次相同" in told
    assert "其余在检查结束后列出" not in told


def test_a_partner_who_came_or_went_is_told_by_name() -> None:
    seats = b"visit,group,count,requires\nv001,lead,1,lead\n"
    both = seats + b"v001,dept:water,1,dept:water\n"
    for now, before, told in ((both, seats, "由0名改为1名"), (seats, both, "由1名改为0名")):
        files = ({"visits.csv": now}, {"visits.csv": before})
        found = differences(*files, rules=(RULE, RULE), titles={}, is_public=False, is_named=False)
        assert found == [f"每户次水利人员{told}"]


def plain(client: Client, address: str) -> str:
    return re.sub("<[^>]+>", "", client.get(address).content.decode())


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [
        (b"unit,stratum\na,s1\n", b"unit,stratum\na,s1\n", []),
        (b"unit,stratum\na,s1\n", b"unit,stratum\na,s2\n", ["列入的对象换层1个"]),
        (b"unit,stratum\na,s1\n", b"unit,stratum\n", ["列入的对象增加1个"]),
        (b"unit,stratum\nb,s1\n", b"unit,stratum\na,s1\n", ["列入的对象增加1个、减少1个"]),
    ],
)
def test_rows_are_told_apart_by_their_key(now: bytes, before: bytes, told: list[str]) -> None:
    assert (
        differences(
            {"frame.csv": now},
            {"frame.csv": before},
            rules=(RULE, RULE),
            titles={},
            is_public=False,
            is_named=False,
        )
        == told
    )


def test_more_than_a_page_can_hold_is_named_in_the_files_of_both_attempts() -> None:
    now = b"unit,stratum\n" + b"".join(b"%04d,s1\n" % number for number in range(201))
    (told,) = differences(
        {"frame.csv": now},
        {"frame.csv": b"unit,stratum\n"},
        rules=(RULE, RULE),
        titles={},
        is_public=True,
        is_named=True,
    )
    assert told.startswith("列入的对象增加201个（0000、0001、") and told.endswith(
        "、0199等，逐个见两次的抽取文件）"
    )
