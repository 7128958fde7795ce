"""A register taken away as a workbook and brought in again is the same register, whatever stands in it."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from mingcha.accounts.tests.cast import Bureau
from mingcha.common.workbooks.values import compact_text
from mingcha.intake.models import ImportBatch
from mingcha.intake.services import import_file, preview_import
from mingcha.intake.subjects import Subject
from mingcha.registers.models import Inspector, InspectorLicence, Target
from mingcha.registers.rules.categories import (
    AREA,
    CHOICE,
    CODE,
    DATE,
    LATITUDE,
    LONGITUDE,
    NUMBER,
    FieldRule,
    column_key,
)
from mingcha.registers.rules.code_forms import PARCEL
from mingcha.registers.rules.default_categories import DEFAULT_DEFINITIONS
from mingcha.registers.services import declare_conflict
from mingcha.registers.services.staff import (
    InspectorFacts,
    LicenceFacts,
    TrainingFacts,
    add_inspector,
    add_licence,
    record_training,
)
from mingcha.registers.subjects import INSPECTORS, TARGETS
from mingcha.registers.subjects.by_hand import add_holder, add_target
from mingcha.registers.tests.cast import (
    Registers,
    as_csv,
    credit_code,
    import_inspectors,
    import_targets,
    inspector_row,
    target_row,
)
from mingcha.registers.tests.test_pages import visit

pytestmark = pytest.mark.django_db
WHY = "保自然许〔2026〕7号"
LONG_NAME = "阜平县" + "松澜岩土新材料（集团）第一、第二、" * 6 + "有限公司"
UGLY = '=SUM(A1:A9)，“引号”，"quotes",逗号；分号\n换行\t制表'
CATEGORIES = [one.name for one in DEFAULT_DEFINITIONS.categories]
VALUES = {
    NUMBER: "1,234.50",
    AREA: "15亩",
    DATE: "2021.3.9",
    LONGITUDE: "114°11′42″",
    LATITUDE: "38.860001",
}


def typed(rule: FieldRule) -> str:
    """Something that the field takes and that is easily spoiled."""
    if rule.kind == CHOICE:
        return rule.option_words[-1]
    if rule.kind == CODE:
        return "130624001001GB00001" if rule.form == PARCEL else "0012345"
    return VALUES.get(rule.kind, UGLY)


def brought_back(bureau: Bureau, role: str, subject: Subject, name: str, folder: Path) -> ImportBatch:
    """The export of a list as the preview of an import."""
    path = folder / f"{name}.xlsx"
    path.write_bytes(visit(bureau, role).get(reverse(name)).content)
    return preview_import(actor=bureau.actor(role), subject=subject, path=path, file_name=path.name)


def assert_same(batch: ImportBatch, rows: int) -> None:
    rest = [row.content for row in batch.staged.exclude(verdict="unchanged")]
    said = [(row["refused"], row["differences"], row["values"]) for row in rest]
    assert said == []
    assert (batch.counts["rows"], batch.counts["unchanged"]) == (rows, rows)


def enter(bureau: Bureau, number: int, **cells: str) -> Target:
    """A target under a holder of its own with a long name, an address and a code."""
    given = {
        "code": credit_code(number),
        "holder": f"{LONG_NAME}{number}号",
        "entity_type": "有限责任公司",
        "representative": "欧阳试一",
        "address": "河北省保定市阜平县阜平镇溪禾街1号",
    }
    return add_target(actor=bureau.actor("enforcement"), cells=given | cells, reason=WHY)


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_field_of_a_category_comes_back_as_it_was(
    category: str, fuping: Bureau, tmp_path: Path
) -> None:
    fields = DEFAULT_DEFINITIONS.fields_of(category)
    own = {column_key(rule.key, rule.title): typed(rule) for rule in fields}
    full = {
        "name": UGLY,
        "licence_name": "=许可证，副本",
        "licence_no": "保自然（2021）00012号",
        "valid_from": "2020-01-01",
        "valid_until": "长期",
        "town": "=台峪乡",
        "place": "-平阳镇\n试村,西",
        "contact": "甲一、乙二",
        "phone": "13800000001、0312-7220001",
    }
    target = enter(fuping, 1, category=category, **full, **own)
    assert set(target.details) == {rule.key for rule in fields}
    enter(fuping, 2, category=category)
    enter(fuping, 3, category=category, name="只有名称")
    enter(fuping, 4, category=category, place="台峪乡试村")
    assert_same(brought_back(fuping, "enforcement", TARGETS, "target_export", tmp_path), 4)


def test_a_target_without_place_and_town_is_not_given_those_of_its_holders_address(
    fuping: Bureau, tmp_path: Path
) -> None:
    target = enter(fuping, 1, category="采矿权", name="无坐落的矿")
    Target.objects.filter(pk=target.pk).update(place="", town="")
    assert_same(brought_back(fuping, "enforcement", TARGETS, "target_export", tmp_path), 1)


def test_holders_without_a_code_and_natural_persons_come_back(fuping: Bureau, tmp_path: Path) -> None:
    actor = fuping.actor("enforcement")
    for holder, kind in (("张试槐", "自然人"), ("阜平县试村村民委员会", "村委会"), ("李试榆", "个体工商户")):
        cells = {
            "code": "",
            "holder": holder,
            "entity_type": kind,
            "representative": "",
            "address": "阜平县台峪乡试村",
        }
        owner = add_holder(actor=actor, cells=cells, reason=WHY)
        for name in ("", f"{holder}料场，二期"):
            land = {"category": "临时用地", "name": name, "place": "" if not name else "台峪乡西沟"}
            add_target(actor=actor, cells=land, reason=WHY, holder=owner.pk, answer="new")
    assert_same(brought_back(fuping, "enforcement", TARGETS, "target_export", tmp_path), 6)


@pytest.mark.parametrize("role", ["enforcement", "business"])
def test_a_masked_export_brought_in_again_changes_nothing(
    role: str, fuping: Bureau, registers: Registers, tmp_path: Path
) -> None:
    """Most roles' exports star out names and telephones of persons."""
    actor = fuping.actor("enforcement")
    enter(fuping, 9, category="采矿权", name="甲矿", contact="甲试一、乙试二", phone="13800000001")
    for code, holder, kind in (
        ("", "张试槐", "自然人"),
        ("", "张试榕", "自然人"),
        ("92130624MA0XX0648Q", "李试榆", "个体工商户"),
    ):
        cells = {"code": code, "holder": holder, "entity_type": kind, "representative": holder}
        owner = add_holder(actor=actor, cells=cells | {"address": "台峪乡试村"}, reason=WHY)
        land = {"category": "临时用地", "place": f"台峪乡{holder}家西沟", "contact": holder}
        add_target(actor=actor, cells=land, reason=WHY, holder=owner.pk, answer="new")
    before = [(one.holder.representative, one.contact, one.phone) for one in Target.objects.order_by("pk")]
    batch = brought_back(fuping, role, TARGETS, "target_export", tmp_path)
    assert_same(batch, 8)
    if role == "business":
        path = tmp_path / "再次.xlsx"
        path.write_bytes((tmp_path / "target_export.xlsx").read_bytes())
        import_file(actor=fuping.actor(role), subject=TARGETS, path=path)
    after = [(one.holder.representative, one.contact, one.phone) for one in Target.objects.order_by("pk")]
    assert after == before


def test_a_masked_name_that_fits_nobody_or_several_is_refused(fuping: Bureau, tmp_path: Path) -> None:
    actor = fuping.actor("enforcement")
    for holder in ("张试槐", "张大槐"):
        cells = {"code": "", "holder": holder, "entity_type": "自然人", "address": "台峪乡"}
        owner = add_holder(actor=actor, cells=cells, reason=WHY)
        add_target(actor=actor, cells={"category": "临时用地", "place": "西沟"}, reason=WHY, holder=owner.pk)
    row = {"统一社会信用代码": "", "单位名称": "张*槐", "主体类型": "自然人", "对象类别": "临时用地"}
    rows = (target_row(**row, 坐落="西沟"), target_row(**row, 坐落="东沟"))
    refused = import_targets(fuping, tmp_path, *rows).refused
    assert [number for number, _ in refused] == [2, 3]
    assert all("隐去了字" in words for _, words in refused)


@pytest.mark.parametrize(
    ("heading", "words"), [("法定代表人", "郭*明"), ("联系人", "郭×"), ("联系电话", "138＊＊＊＊1234")]
)
def test_what_is_starred_out_is_not_said_and_told(
    heading: str, words: str, fuping: Bureau, tmp_path: Path
) -> None:
    import_targets(fuping, tmp_path, target_row(法定代表人="郭试明"))
    path = as_csv(tmp_path, [target_row(法定代表人="郭试明") | {heading: words}], "隐去.csv")
    batch = preview_import(actor=fuping.actor("business"), subject=TARGETS, path=path, file_name=path.name)
    (row,) = batch.staged.all()
    assert row.verdict == "unchanged"
    assert f"{heading}是隐去的写法，未采用" in row.content["warnings"]


def test_a_masked_telephone_of_an_inspector_is_not_said(fuping: Bureau, tmp_path: Path) -> None:
    import_inspectors(fuping, tmp_path, inspector_row())
    again = import_inspectors(fuping, tmp_path, inspector_row(联系电话="138****0002"))
    assert (again.unchanged, Inspector.objects.get().phone) == (1, "13800000002")


def test_every_state_and_class_of_a_target_comes_back(
    fuping: Bureau, registers: Registers, tmp_path: Path
) -> None:
    states = ["active", "suspended", "revoked", "deregistered", "moved", "otherwise_handled"]
    for target, state, risk in zip(registers.targets, states, "ABCD", strict=False):
        Target.objects.filter(pk=target.pk).update(state=state, risk_class=risk)
    more = [enter(fuping, 50 + place, category="采矿权", name=f"矿{place}") for place in range(2)]
    for target, state in zip(more, states[4:], strict=True):
        Target.objects.filter(pk=target.pk).update(state=state)
    assert_same(brought_back(fuping, "enforcement", TARGETS, "target_export", tmp_path), 6)


def person(bureau: Bureau, number: int, **facts: Any) -> Inspector:
    given: dict[str, Any] = {
        "name": f"欧阳试{number}",
        "employer": "阜平县自然资源和规划局",
        "post": "=股长，主任科员",
        "qualifications": ("矿山监管（露天、地下）", "测绘"),
        "phone": f"1380000000{number}",
        "note": compact_text(UGLY),
    }
    return add_inspector(actor=bureau.actor("legal"), facts=InspectorFacts(**(given | facts)), reason=WHY)


def test_every_inspector_comes_back_with_licences_training_and_interests(
    fuping: Bureau, registers: Registers, tmp_path: Path
) -> None:
    actor = fuping.actor("legal")
    several = person(fuping, 1, is_expert=True, can_lead=True)
    bare = person(fuping, 2, employer="", post="", qualifications=(), phone="", note="")
    for facts in (
        LicenceFacts(number="ZF-0001", name="", valid_until=datetime.date(2030, 1, 1)),
        LicenceFacts(number="ZF0002", name="部颁执法证", is_permanent=True),
        LicenceFacts(number="003", name="行政执法证（省），副本", valid_until=datetime.date(2031, 1, 1)),
    ):
        add_licence(actor=actor, inspector=several.pk, facts=facts, reason=WHY)
    InspectorLicence.objects.filter(number="ZF0002").update(is_permanent=False)
    InspectorLicence.objects.create(inspector=bare, number="ZF0009")
    for course in ("执法轮训，上午", "=补训"):
        trained = TrainingFacts(course=course, completed_on=datetime.date(2026, 3, 9), hours=20)
        record_training(actor=actor, inspectors=[several.pk], facts=trained)
    for party, relation in (
        (registers.holders[1].code, "配偶（前）任职，2020年起"),
        ("保定试一（集团）有限公司", "持股；百分之五"),
        ("保定试二有限公司", "曾任职于试三有限公司"),
        ("保定试四（试五有限公司）", "兄弟"),
    ):
        declare_conflict(actor=actor, inspector=several.pk, party=party, relation=relation)
    assert_same(brought_back(fuping, "legal", INSPECTORS, "inspector_export", tmp_path), 7)
