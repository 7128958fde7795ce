"""Targets and holders entered by hand are read, judged and kept like the rows of a workbook."""

from typing import Any

import pytest
from django.urls import reverse

from mingcha.accounts.tests.cast import Bureau
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.ledger.models import Opening
from mingcha.ledger.services import examine_ledger
from mingcha.registers.models import Holder, Target
from mingcha.registers.subjects.by_hand import Asked, add_holder, add_target, change_holder, change_target
from mingcha.registers.tests.cast import Registers, credit_code
from mingcha.registers.tests.test_pages import text_of, visit

pytestmark = pytest.mark.django_db
WHY = "保自然许〔2026〕7号"
MINE = {
    "code": credit_code(50),
    "holder": "阜平县试一矿业有限公司",
    "entity_type": "有限责任公司",
    "representative": "王试一",
    "address": "阜平县平阳镇试村",
    "category": "采矿权",
    "name": "试一铁矿",
    "licence_no": "C1306242021037130000003",
    "valid_until": "2030.1.1",
    "place": "平阳镇试村",
    "contact": "张试一",
    "phone": "13800000001",
    "mineral:矿种": "铁矿",
    "area:矿区面积": "0.12",
    "longitude:经度": "114°11′42″",
    "latitude:纬度": "38.86",
}


def add(office: Bureau, *, role: str = "enforcement", answer: str = "", **cells: str) -> Target:
    return add_target(actor=office.actor(role), cells=MINE | cells, reason=WHY, answer=answer)


def change(office: Bureau, target: Target, answer: str = "", **cells: str) -> Target:
    own = {key: value for key, value in MINE.items() if key not in ("contact", "phone")}
    actor = office.actor("business")
    return change_target(actor=actor, target=target.pk, cells=own | cells, reason="更正", answer=answer)


def holder_cells(**cells: str) -> dict[str, str]:
    names = ("code", "holder", "entity_type", "representative", "address")
    return {name: MINE[name] for name in names} | {"town": ""} | cells


def test_a_target_comes_with_its_holder_and_its_categorys_fields(fuping: Bureau) -> None:
    target = add(fuping)
    assert target.details == {
        "mineral": "铁矿",
        "area": "0.12平方公里",
        "longitude": "114.195",
        "latitude": "38.86",
    }
    assert (target.holder.uscc, target.town, target.valid_until.isoformat()) == (  # type: ignore[union-attr]  # given
        *(credit_code(50), "平阳镇", "2030-01-01"),
    )
    assert target.contact_sealed != "张试一"
    assert Opening.objects.get(act="registers.add_target").reason == WHY
    assert list(examine_ledger()) == []


def test_a_target_of_a_known_holder_is_added_under_it(fuping: Bureau, registers: Registers) -> None:
    holder = registers.holders[0]
    cells = {"category": "用地项目", "name": "厂房", "place": "平阳镇", "land_use:土地用途": "工业"}
    target = add_target(actor=fuping.actor("business"), cells=cells, reason=WHY, holder=holder.pk)
    assert (target.holder, target.code) == (holder, f"{holder.code}#03")
    assert Holder.objects.count() == 3


def test_a_target_of_a_natural_person_without_a_code_is_added_under_him(fuping: Bureau) -> None:
    person = add_holder(
        actor=fuping.actor("enforcement"),
        cells=holder_cells(code="", holder="张试槐", entity_type="自然人"),
        reason=WHY,
    )
    cells = {"category": "临时用地", "name": "张试槐料场", "place": "台峪乡"}
    target = add_target(actor=fuping.actor("enforcement"), cells=cells, reason=WHY, holder=person.pk)
    assert target.holder == person
    assert "试槐" not in target.name


def test_what_the_register_has_is_not_entered_twice(fuping: Bureau) -> None:
    first = add(fuping)
    with pytest.raises(Conflict, match="已有检查对象") as refused:
        add(fuping)
    assert refused.value.found == (("编码", first.code),)
    with pytest.raises(Refusal, match="已登记在"):
        add(fuping, code=credit_code(51), holder="阜平县试二矿业有限公司")
    assert Target.objects.count() == 1


def test_what_may_be_known_is_asked_and_the_answer_decides(fuping: Bureau) -> None:
    add(fuping)
    twin = {"licence_no": "", "place": "平阳镇另村"}
    with pytest.raises(Asked) as asked:
        add(fuping, **twin)
    assert [key for key, _ in asked.value.choices] == ["new"]
    assert add(fuping, answer="new", **twin).code.endswith("#02")


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"code": credit_code(50)[:-1]}, "应为18位"),
        ({"longitude:经度": "38.86"}, "经度、纬度填反"),
        ({"category": "采金权"}, "不在本机构的对象类别中"),
        ({"valid_until": "2030年2月30日"}, "没有30日"),
        ({"licence_no": "130624199001010010"}, "身份证"),
    ],
)
def test_a_cell_that_cannot_be_read_is_refused_with_its_sentence(
    fuping: Bureau, cells: dict[str, str], said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        add(fuping, **cells)
    assert not Holder.objects.exists()


@pytest.mark.parametrize("role", ["leader", "legal", "auditor", "inspector", "system_admin"])
def test_who_does_not_keep_the_register_enters_nothing(fuping: Bureau, role: str) -> None:
    with pytest.raises(Forbidden):
        add(fuping, role=role)


def test_nothing_is_entered_without_a_reason(fuping: Bureau) -> None:
    with pytest.raises(Refusal, match="没有写明理由"):
        add_target(actor=fuping.actor("enforcement"), cells=MINE, reason="")


def test_a_change_writes_what_is_typed_empties_what_is_empty_and_leaves_sealed_fields(
    fuping: Bureau,
) -> None:
    target = change(fuping, add(fuping), **{"mineral:矿种": "", "valid_until": "长期", "place": "台峪乡试村"})
    target.refresh_from_db()
    assert "mineral" not in target.details
    assert (target.valid_until, target.is_permanent, target.town) == (None, True, "台峪乡")
    assert (target.contact, target.phone) == ("张试一", "13800000001")
    assert change(fuping, target, phone="无", place="台峪乡试村").phone == ""
    assert list(examine_ledger()) == []


def test_a_change_that_changes_nothing_is_said(fuping: Bureau) -> None:
    target = add(fuping)
    with pytest.raises(Refusal, match="没有要保存的改动"):
        change(fuping, target)


def test_a_target_does_not_take_the_number_or_the_identity_of_another(fuping: Bureau) -> None:
    first = add(fuping)
    other = add(fuping, licence_no="C1306242021037130000004", name="试二铁矿", place="台峪乡试村")
    with pytest.raises(Conflict, match="已登记在"):
        change(fuping, other)
    with pytest.raises(Asked, match="名称或坐落相同"):
        change(fuping, other, licence_no="", place="")
    assert change(fuping, other, "new", licence_no="", place="").name == first.name


def test_a_target_in_the_wrong_category_is_moved_and_loses_nothing(fuping: Bureau) -> None:
    target = add(fuping)
    moved = change(fuping, target, category="探矿权", **{"stage:勘查阶段": "详查"})
    assert (moved.category, moved.details["stage"], moved.details["mineral"]) == ("探矿权", "详查", "铁矿")


def test_one_code_is_one_holder(fuping: Bureau) -> None:
    actor = fuping.actor("enforcement")
    add_holder(actor=actor, cells=holder_cells(), reason=WHY)
    with pytest.raises(Conflict, match="已有主体"):
        add_holder(actor=actor, cells=holder_cells(), reason=WHY)
    with pytest.raises(Asked, match="同名主体"):
        add_holder(actor=actor, cells=holder_cells(code=""), reason=WHY)
    other = add_holder(
        actor=actor, cells=holder_cells(code=credit_code(51), holder="阜平县试二矿业有限公司"), reason=WHY
    )
    with pytest.raises(Conflict, match="同一代码只能是一个主体"):
        change_holder(actor=actor, holder=other.pk, cells=holder_cells(), reason="更正")
    with pytest.raises(Asked, match="同名主体"):
        change_holder(actor=actor, holder=other.pk, cells=holder_cells(code=credit_code(51)), reason="更正")


def test_a_natural_persons_name_and_representative_stay_sealed_and_unless_typed_unchanged(
    fuping: Bureau,
) -> None:
    actor = fuping.actor("enforcement")
    cells = holder_cells(code="", holder="张试槐", entity_type="自然人", representative="张试槐")
    person = add_holder(actor=actor, cells=cells, reason=WHY)
    changed = change_holder(
        actor=actor,
        holder=person.pk,
        cells=cells | {"holder": "", "representative": "", "address": "夏庄乡试村"},
        reason="迁居",
    )
    assert (changed.full_name, changed.representative, changed.name) == ("张试槐", "张试槐", "张*槐")
    assert changed.town == "夏庄乡"
    assert list(examine_ledger()) == []


def posted(**values: str) -> dict[str, str]:
    names = {key: f"field-{key.partition(':')[0]}" if ":" in key else key for key in MINE}
    return {names[key]: value for key, value in MINE.items() if key != "category"} | {"reason": WHY} | values


def test_the_pages_add_a_target_ask_and_lead_to_it(fuping: Bureau) -> None:
    client = visit(fuping, "business")
    place = reverse("target_add_new")
    assert "下一步" in text_of(client.get(place))
    assert "矿区面积（平方公里）" in text_of(client.get(place, {"category": "采矿权"}))
    answer = client.post(f"{place}?category=采矿权", posted())
    target = Target.objects.get()
    assert answer["Location"] == reverse("target_detail", args=[target.pk])
    bare: dict[str, Any] = posted(licence_no="", place="平阳镇另村")
    asked = client.post(f"{place}?category=采矿权", bare)
    assert asked.status_code == 422
    assert "是另一个对象，新增" in text_of(asked)
    assert client.post(f"{place}?category=采矿权", bare | {"answer": "new"}).status_code == 302
    assert Target.objects.count() == 2


def test_a_wrong_field_is_named_beside_it_and_a_remark_follows_what_was_saved(fuping: Bureau) -> None:
    client = visit(fuping, "business")
    place = reverse("target_add_new") + "?category=采矿权"
    wrong = client.post(place, posted(**{"field-latitude": "100"}))
    assert "3度至54度" in text_of(wrong)
    saved = client.post(place, posted(licence_no="C1"), follow=True)
    assert "已照填写的登记，请核对" in text_of(saved)


def test_the_pages_change_a_target_and_its_holder(fuping: Bureau) -> None:
    client = visit(fuping, "business")
    target = add(fuping)
    page = text_of(client.get(reverse("target_change", args=[target.pk])))
    assert 'value="0.12平方公里"' in page
    assert "13800000001" not in page
    assert "138****0001" in page
    client.post(reverse("target_change", args=[target.pk]), posted(place="台峪乡试村"))
    target.refresh_from_db()
    assert target.town == "台峪乡"
    place = reverse("holder_change", args=[target.holder_id])
    assert "王*一" in text_of(client.get(place))
    client.post(place, holder_cells(representative="", address="夏庄乡") | {"reason": "迁址"})
    target.holder.refresh_from_db()
    assert (target.holder.address, target.holder.representative) == ("夏庄乡", "王试一")
    added = client.post(
        reverse("holder_add"),
        holder_cells(code=credit_code(52), holder="阜平县试三公司") | {"reason": WHY},
    )
    assert added.status_code == 302
