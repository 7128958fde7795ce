"""Enforcement says which categories and fields the register has; nothing that targets keep is lost by it."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from mingcha.accounts.tests.cast import Bureau
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.ledger.models import Opening
from mingcha.ledger.services import examine_ledger
from mingcha.registers import services
from mingcha.registers.models import CategoryField, Target, TargetCategory
from mingcha.registers.queries import definitions_of
from mingcha.registers.queries.details import shown_details
from mingcha.registers.rules.categories import AREA, CHOICE, CODE, NUMBER, TEXT
from mingcha.registers.rules.default_categories import DEFAULT_DEFINITIONS
from mingcha.registers.services import CategoryFacts, FieldFacts
from mingcha.registers.tests.cast import import_targets, target_row
from mingcha.registers.tests.test_pages import visit

pytestmark = pytest.mark.django_db
SAND, WHY = "采砂权", "县水利局移交"


@pytest.fixture
def office(fuping: Bureau) -> Bureau:
    services.adopt_new_categories(office=fuping.office)
    return fuping


def add_category(
    office: Bureau, name: str = SAND, *, role: str = "enforcement", **facts: Any
) -> TargetCategory:
    return services.add_category(
        actor=office.actor(role), name=name, facts=CategoryFacts(**facts), reason=WHY
    )


def add_field(
    office: Bureau, category: TargetCategory | None, title: str, kind: str = TEXT, **facts: Any
) -> CategoryField:
    return services.add_field(
        actor=office.actor("enforcement"),
        category=category.pk if category else None,
        kind=kind,
        facts=FieldFacts(title, **facts),
        reason=WHY,
    )


def test_a_new_category_with_a_field_is_read_from_a_workbook_without_new_code(
    office: Bureau, tmp_path: Path
) -> None:
    sand = add_category(office, synonyms=("河道采砂",))
    add_field(office, sand, "年采砂量", NUMBER, unit="万吨", synonyms=("年开采量",), least="0")
    row = target_row(对象类别="河道采砂", 许可证号="冀采砂1号") | {"年开采量（万吨）": "3.5"}
    outcome = import_targets(office, tmp_path, row)
    assert (outcome.new, outcome.refused) == (1, [])
    target = Target.objects.get()
    details = shown_details(target, definitions_of(office.actor("leader")))
    assert target.category == SAND
    assert ("年采砂量", "3.5万吨") in [(one.title, one.value) for one in details]
    assert list(examine_ledger()) == []


def test_each_act_is_kept_with_its_reason(office: Bureau) -> None:
    sand = add_category(office)
    field = add_field(office, sand, "河段")
    actor = office.actor("enforcement")
    services.change_category(
        actor=actor, category=sand.pk, facts=CategoryFacts(clause="甲条例"), reason="补依据"
    )
    services.change_field(actor=actor, field=field.pk, facts=FieldFacts("河段名称"), reason="改名")
    services.retire_field(actor=actor, field=field.pk, reason="不再登记")
    services.restore_field(actor=actor, field=field.pk, reason="仍要登记")
    services.retire_category(actor=actor, category=sand.pk, reason="移交")
    services.restore_category(actor=actor, category=sand.pk, reason="移回")
    acts = Opening.objects.filter(act__startswith="registers.").exclude(act="registers.adopt_categories")
    assert list(acts.order_by("entry").values_list("reason", flat=True)) == [
        *(WHY, WHY, "补依据", "改名", "不再登记", "仍要登记", "移交", "移回")
    ]
    assert list(examine_ledger()) == []


@pytest.mark.parametrize("role", ["leader", "legal", "business", "auditor", "inspector", "system_admin"])
def test_nobody_but_enforcement_changes_the_categories(office: Bureau, role: str) -> None:
    with pytest.raises(Forbidden, match="执法监察"):
        add_category(office, role=role)


def test_nothing_is_changed_without_a_reason(office: Bureau) -> None:
    with pytest.raises(Refusal, match="没有写明理由"):
        services.add_category(actor=office.actor("enforcement"), name=SAND, facts=CategoryFacts(), reason=" ")


@pytest.mark.parametrize("name", ["采矿权", "测绘资质", " 采矿权 "])
def test_a_word_means_one_category(office: Bureau, name: str) -> None:
    with pytest.raises(Conflict, match="已经是对象类别"):
        add_category(office, name)


def test_a_category_of_another_office_is_unknown(office: Bureau, tang: Bureau) -> None:
    services.adopt_new_categories(office=tang.office)
    foreign = TargetCategory.objects.filter(office=tang.office)[0]
    with pytest.raises(Unknown):
        services.retire_category(actor=office.actor("enforcement"), category=foreign.pk, reason=WHY)


def test_a_category_out_of_use_takes_no_new_target_and_keeps_its_own(office: Bureau, tmp_path: Path) -> None:
    import_targets(office, tmp_path, target_row())
    mines = TargetCategory.objects.get(office=office.office, name="采矿权")
    services.retire_category(actor=office.actor("enforcement"), category=mines.pk, reason=WHY)
    fresh = target_row(对象名称="另一个矿", 许可证号="C2", 坐落="台峪乡")
    outcome = import_targets(office, tmp_path, target_row(风险类别="D"), fresh)
    assert (outcome.changed, outcome.new) == (1, 0)
    assert "已停用" in outcome.refused[0][1]


def test_fields_of_one_title_in_several_categories_are_one_column_and_of_one_kind(office: Bureau) -> None:
    sand, stone = add_category(office), add_category(office, "采石场")
    first, second = add_field(office, sand, "河段"), add_field(office, stone, "河段")
    assert first.key == second.key
    with pytest.raises(Conflict, match="已有“河段”"):
        add_field(office, sand, "河段")
    with pytest.raises(Conflict, match="种类"):
        add_field(office, add_category(office, "采土场"), "河段", NUMBER)


def test_a_heading_means_one_field(office: Bureau) -> None:
    sand = add_category(office)
    with pytest.raises(Conflict, match="已经是“矿种”"):
        add_field(office, sand, "砂种", synonyms=("开采矿种",))


@pytest.mark.parametrize(
    ("kind", "facts", "said"),
    [
        (CHOICE, {}, "至少要有一个可选的内容"),
        (AREA, {"unit": "丈"}, "平方米、亩、公顷、平方公里"),
        (NUMBER, {"least": "三"}, "“三”不是数字"),
        ("colour", {}, "没有这一种栏目"),
    ],
)
def test_a_field_that_could_hold_nothing_is_refused(
    office: Bureau, kind: str, facts: dict[str, str], said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        add_field(office, add_category(office), "某栏", kind, **facts)


def test_a_field_out_of_use_is_no_longer_read_and_what_it_held_stays(office: Bureau, tmp_path: Path) -> None:
    import_targets(office, tmp_path, target_row(矿种="铁矿"))
    for field in CategoryField.objects.filter(office=office.office, key="mineral"):
        services.retire_field(actor=office.actor("enforcement"), field=field.pk, reason=WHY)
    outcome = import_targets(office, tmp_path, target_row(矿种="金矿", 风险类别="D"))
    assert outcome.changed == 1
    target = Target.objects.get()
    assert target.details["mineral"] == "铁矿"
    details = shown_details(target, definitions_of(office.actor("leader")))
    assert ("矿种（已停用）", "铁矿") in [(one.title, one.value) for one in details]


def test_what_must_be_filled_in_is_asked_of_new_targets_only(office: Bureau, tmp_path: Path) -> None:
    import_targets(office, tmp_path, target_row())
    mineral = CategoryField.objects.get(office=office.office, key="mineral", category__name="采矿权")
    services.change_field(
        actor=office.actor("enforcement"),
        field=mineral.pk,
        facts=FieldFacts("矿种", is_required=True),
        reason=WHY,
    )
    fresh = target_row(对象名称="另一个矿", 许可证号="C2", 坐落="台峪乡")
    outcome = import_targets(office, tmp_path, target_row(风险类别="D"), fresh)
    assert (outcome.changed, outcome.new) == (1, 0)
    assert "没有填写“矿种”" in outcome.refused[0][1]


def test_every_default_field_can_be_kept_as_it_is(office: Bureau) -> None:
    actor = office.actor("enforcement")
    for field in CategoryField.objects.filter(office=office.office):
        rule = field.rule
        facts = FieldFacts(
            *(rule.title, rule.synonyms, rule.unit, rule.least, rule.most, rule.decimals),
            *(rule.options, rule.form, rule.is_required, rule.in_list),
        )
        services.change_field(actor=actor, field=field.pk, facts=facts, reason=WHY)
    assert definitions_of(actor) == DEFAULT_DEFINITIONS


def test_the_pages_lead_from_a_new_category_to_a_target_of_it(office: Bureau, tmp_path: Path) -> None:
    client = visit(office, "enforcement")
    added = {"name": SAND, "synonyms": "河道采砂、采砂", "licence_form": "", "clause": "", "reason": WHY}
    answer = client.post(reverse("category_add"), added)
    sand = TargetCategory.objects.get(office=office.office, name=SAND)
    assert answer["Location"] == reverse("category_detail", args=[sand.pk])
    assert sand.synonyms == ["河道采砂", "采砂"]
    place = reverse("field_add", args=[sand.pk])
    assert "下一步" in client.get(place).content.decode()
    field = {"title": "采区编号", "form": "", "synonyms": "", "in_list": "on", "place": "", "reason": WHY}
    assert client.post(f"{place}?kind={CODE}", field).status_code == 302
    import_targets(office, tmp_path, target_row(对象类别="采砂", 采区编号="FP-01"))
    shown = client.get(reverse("target_detail", args=[Target.objects.get().pk])).content.decode()
    assert "采区编号</dt><dd>FP-01" in shown
    assert "采区编号" in client.get(reverse("category_detail", args=[sand.pk])).content.decode()
    assert "采砂权" in client.get(reverse("category_list")).content.decode()


def test_a_heading_that_every_register_has_is_no_field(office: Bureau) -> None:
    client = visit(office, "enforcement")
    answer = client.post(reverse("field_add_shared") + "?kind=text", {"title": "坐落", "reason": WHY})
    assert "每个对象都有的“坐落”" in answer.content.decode()


def test_a_category_is_retired_on_its_page_and_a_second_time_refused(office: Bureau) -> None:
    client = visit(office, "enforcement")
    mines = TargetCategory.objects.get(office=office.office, name="采矿权")
    place = reverse("category_retire", args=[mines.pk])
    assert client.post(place, {"reason": ""}).status_code == 200
    assert client.post(place, {"reason": WHY}).status_code == 302
    assert client.post(place, {"reason": WHY}).status_code == 409
    field = CategoryField.objects.get(office=office.office, key="trade")
    assert client.post(reverse("field_retire", args=[field.pk]), {"reason": WHY}).status_code == 302
    assert client.post(reverse("field_restore", args=[field.pk]), {"reason": WHY}).status_code == 302
