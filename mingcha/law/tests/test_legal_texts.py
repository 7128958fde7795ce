"""Legal texts: their versions, and which one a citation means on a day."""

import datetime
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import AUDITOR, BUSINESS, LEADER, LEGAL
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.law import services
from mingcha.law.models import LegalText
from mingcha.law.queries import shelf_of
from mingcha.law.rules import DEFAULT_TEXTS, LEVELS, title_key
from mingcha.law.services import TextFacts
from mingcha.law.tests.cast import Bureau, found
from mingcha.ledger.services import examine_ledger

pytestmark = pytest.mark.django_db
DAY = datetime.date
MINERALS = "中华人民共和国矿产资源法"
FACTS = TextFacts("rule", "制定", DAY(2026, 1, 1), made_on=DAY(2025, 12, 1), issued_by="自然资源部")


@pytest.fixture
def bureau() -> Bureau:
    return found()


def entered(bureau: Bureau, title: str = "某某管理办法") -> LegalText:
    return services.enter_text(actor=bureau.actor(LEGAL), title=title, facts=FACTS)


def test_an_office_starts_with_the_texts_its_lists_rest_on(bureau: Bureau) -> None:
    assert LegalText.objects.filter(office=bureau.office).count() == len(DEFAULT_TEXTS)
    assert {row.level for row in DEFAULT_TEXTS} < LEVELS.keys()
    spans = [(row.in_force_from, row.in_force_until or datetime.date.max) for row in DEFAULT_TEXTS]
    assert all(begins <= ends for begins, ends in spans)


@pytest.mark.parametrize(
    ("on", "year", "version"),
    [
        (DAY(2025, 6, 30), "", "2009年8月27日修正"),
        (DAY(2025, 7, 1), "", "2024年11月8日修订"),
        (DAY(2026, 1, 1), "2009", "2009年8月27日修正"),
    ],
)
def test_a_citation_means_the_version_of_its_day_or_the_one_it_names(
    bureau: Bureau, on: DAY, year: str, version: str
) -> None:
    text = shelf_of(bureau.office.pk).version("矿产资源法", on, year)
    assert text is not None and text.version == version


@pytest.mark.parametrize(
    "written", ["矿产资源法", "中华人民共和国矿产资源法", "中华人民共和国 矿产资源法(2024年修订)"]
)
def test_one_law_has_one_key_however_it_is_written(written: str) -> None:
    assert title_key(written) == title_key(MINERALS)


def test_a_revision_ends_the_former_version_the_day_before(bureau: Bureau) -> None:
    former = entered(bureau)
    facts = replace(FACTS, change="修订", in_force_from=DAY(2027, 1, 1), made_on=DAY(2026, 11, 1))
    later = services.revise_text(actor=bureau.actor(LEGAL), text=former, facts=facts, reason="部令第20号")
    former.refresh_from_db()
    assert (former.in_force_until, former.replaced_by) == (DAY(2026, 12, 31), later)
    assert str(later) == "《某某管理办法》（2026年11月1日修订）"


def test_a_revision_is_later_than_what_it_replaces(bureau: Bureau) -> None:
    with pytest.raises(Refusal, match="不在其后"):
        services.revise_text(actor=bureau.actor(LEGAL), text=entered(bureau), facts=FACTS, reason="重复")


def test_a_repealed_text_ends_and_is_not_repealed_twice(bureau: Bureau) -> None:
    text = entered(bureau)
    repealed = services.repeal_text(
        actor=bureau.actor(LEGAL), text=text, from_on=DAY(2026, 9, 1), reason="部令第21号废止"
    )
    assert repealed.is_in_force(DAY(2026, 8, 31)) and not repealed.is_in_force(DAY(2026, 9, 1))
    with pytest.raises(Conflict, match="已于"):
        services.repeal_text(actor=bureau.actor(LEGAL), text=text, from_on=DAY(2026, 10, 1), reason="再次")


def test_a_corrected_day_moves_the_end_of_the_version_before(bureau: Bureau) -> None:
    former = entered(bureau)
    facts = replace(FACTS, change="修订", in_force_from=DAY(2027, 1, 1), made_on=None)
    later = services.revise_text(actor=bureau.actor(LEGAL), text=former, facts=facts, reason="部令")
    right = replace(facts, in_force_from=DAY(2027, 3, 1))
    services.correct_text(actor=bureau.actor(LEGAL), text=later, facts=right, reason="登记错了月份")
    former.refresh_from_db()
    assert former.in_force_until == DAY(2027, 2, 28)
    with pytest.raises(Refusal, match="交叉"):
        services.correct_text(
            actor=bureau.actor(LEGAL),
            text=later,
            facts=replace(facts, in_force_from=DAY(2026, 1, 1)),
            reason="错",
        )
    assert [one for one in examine_ledger() if one.place.endswith((str(former.pk), str(later.pk)))] == []


def test_a_known_title_is_not_entered_twice(bureau: Bureau) -> None:
    with pytest.raises(Conflict, match="已经登记"):
        entered(bureau, "测绘法（2017年修订）")


def test_days_that_contradict_each_other_are_refused(bureau: Bureau) -> None:
    with pytest.raises(Refusal, match="晚于施行日期"):
        services.enter_text(
            actor=bureau.actor(LEGAL), title="某条例", facts=replace(FACTS, made_on=DAY(2026, 2, 1))
        )


@pytest.mark.parametrize("role", [BUSINESS, LEADER, AUDITOR])
def test_only_the_legal_section_and_enforcement_keep_texts(bureau: Bureau, role: str) -> None:
    with pytest.raises(Forbidden, match="政策法规"):
        services.enter_text(actor=bureau.actor(role), title="某办法", facts=FACTS)


def test_another_offices_text_is_unknown(bureau: Bureau) -> None:
    outsider = found("QYZRZY", "曲阳县自然资源和规划局").actor(LEGAL)
    with pytest.raises(Unknown):
        services.repeal_text(actor=outsider, text=entered(bureau), from_on=DAY(2026, 9, 1), reason="别处")


def test_the_pages_enter_revise_and_repeal(bureau: Bureau) -> None:
    client = Client()
    client.force_login(bureau.person(LEGAL))
    typed = {
        "title": "《某某办法》",
        "level": "rule",
        "change": "制定",
        "made_on": "2025.12.1",
        "in_force_from": "２０２６年１月１日",
        "confidence": "S",
        "reason": "部令公布",
    }
    assert client.post(reverse("text_enter"), typed).status_code == 302
    text = LegalText.objects.get(title="某某办法")
    shown = client.get(reverse("text_list"), {"words": "某某", "standing": "in_force"}).content.decode()
    assert "某某办法" in shown and "测绘法" not in shown
    again = client.post(reverse("text_revise", args=[text.pk]), typed)
    assert again.status_code == 422 and "不在其后" in again.content.decode()
    gone = client.post(
        reverse("text_repeal", args=[text.pk]), {"from_on": "2026-09-01", "reason": "废止"}, follow=True
    )
    assert "有效至2026年8月31日" in gone.content.decode()
    assert client.get(reverse("text_list"), {"export": 1})["Content-Type"].endswith("sheet")
