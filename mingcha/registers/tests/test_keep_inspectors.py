"""The legal section enters people, licences and certificates by hand; every change has its reason."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.ledger.models import Opening
from mingcha.ledger.services import examine_ledger
from mingcha.registers.models import Inspector, InspectorLicence, Training
from mingcha.registers.queries import eligibility, inspector_history, inspector_of
from mingcha.registers.services.staff import (
    InspectorFacts,
    LicenceFacts,
    QualificationFacts,
    add_inspector,
    add_licence,
    add_qualification,
    change_licence,
    end_licence,
)
from mingcha.registers.tests.cast import FAR, Registers, import_inspectors, inspector_row

TODAY = moments.today


def add(bureau: Bureau, role: str = "legal", **facts: Any) -> Inspector:
    given: dict[str, Any] = {"name": "韩试", "section": bureau.sections[1].pk} | facts
    return add_inspector(actor=bureau.actor(role), facts=InspectorFacts(**given), reason="新录用")


def licence(bureau: Bureau, inspector: Inspector, **facts: Any) -> InspectorLicence:
    given: dict[str, Any] = {"number": "ZF7001", "valid_until": FAR} | facts
    return add_licence(
        actor=bureau.actor("legal"), inspector=inspector.pk, facts=LicenceFacts(**given), reason="新领证"
    )


def test_a_person_entered_by_hand_says_what_is_still_lacking(fuping: Bureau) -> None:
    added = add(fuping)
    reasons = eligibility(inspector_of(fuping.actor("legal"), added.pk), TODAY()).reasons
    assert reasons == ["没有登记执法证", "没有登记执法培训"]
    assert added.roster_no == "R0001"
    assert list(examine_ledger()) == []


def test_a_namesake_in_the_section_must_be_said_to_be_another(fuping: Bureau) -> None:
    add(fuping)
    with pytest.raises(Conflict, match="已有同名人员"):
        add(fuping)
    assert add(fuping, is_namesake=True).roster_no == "R0002"


def test_an_account_belongs_to_one_person(fuping: Bureau) -> None:
    account = fuping.people["inspector"].pk
    assert add(fuping, account=account).person == fuping.people["inspector"]
    with pytest.raises(Conflict, match="另一名检查人员"):
        add(fuping, name="王试", account=account)


def test_a_licence_is_changed_and_ended_with_its_history(fuping: Bureau) -> None:
    inspector, legal = add(fuping), fuping.actor("legal")
    held = licence(fuping, inspector)
    renewed = LicenceFacts(number="ZF7001", scope="自然资源", valid_until=FAR)
    change_licence(actor=legal, licence=held.pk, facts=renewed, reason="补录范围")
    end_licence(actor=legal, licence=held.pk, ended_on=TODAY(), reason="交回发证机关")
    found = inspector_of(legal, inspector.pk)
    assert "执法证已注销" in eligibility(found, TODAY()).reasons
    acts = [change.act for change in inspector_history(found)]
    assert acts == ["注销执法证", "更正执法证", "登记执法证", "登记人员"]


def test_a_licence_before_its_first_day_does_not_hold(fuping: Bureau) -> None:
    inspector = add(fuping)
    licence(fuping, inspector, valid_from=TODAY() + datetime.timedelta(days=1))
    found = inspector_of(fuping.actor("legal"), inspector.pk)
    assert "执法证尚未生效" in eligibility(found, TODAY()).reasons


@pytest.mark.parametrize(
    ("facts", "words"),
    [({"number": ""}, "没有填写执法证编号"), ({"valid_until": None}, "没有填写有效期")],
)
def test_a_licence_without_number_or_end_is_refused(
    facts: dict[str, Any], words: str, fuping: Bureau
) -> None:
    with pytest.raises(Refusal, match=words):
        licence(fuping, add(fuping), **facts)


def test_a_number_belongs_to_one_person(fuping: Bureau) -> None:
    licence(fuping, add(fuping))
    with pytest.raises(Conflict, match="已登记在韩试"):
        licence(fuping, add(fuping, name="王试"))


def test_a_certificate_needs_a_number_or_a_scan(fuping: Bureau) -> None:
    facts = QualificationFacts(name="注册测绘师", valid_until=FAR)
    with pytest.raises(Refusal, match="没有证书编号"):
        add_qualification(
            actor=fuping.actor("legal"), inspector=add(fuping).pk, facts=facts, reason="核对原件"
        )


@pytest.mark.parametrize("role", ["enforcement", "leader", "business", "inspector", "auditor"])
def test_nobody_but_the_legal_section_keeps_the_register(role: str, fuping: Bureau) -> None:
    with pytest.raises(Forbidden, match="政策法规"):
        add(fuping, role)


def test_the_form_reads_what_a_workbook_may_hold(fuping: Bureau) -> None:
    client = Client()
    client.force_login(fuping.people["legal"])
    typed = {
        "name": "韩　试",
        "qualifications": "测绘监管；矿产",
        "phone": "１３８00000007",
        "reason": "新录用",
    }
    answer = client.post(reverse("inspector_add"), typed)
    assert answer.status_code == 302
    added = Inspector.objects.get()
    assert (added.phone, added.qualifications) == ("13800000007", ["测绘监管", "矿产"])
    assert Opening.objects.filter(act="registers.add_inspector", reason="新录用").exists()


def test_a_section_known_only_from_a_workbook_outlives_another_change(fuping: Bureau, tmp_path: Path) -> None:
    import_inspectors(fuping, tmp_path, inspector_row(所属股室="不动产登记中心"))
    inspector = Inspector.objects.get()
    assert inspector.section is None
    client = Client()
    client.force_login(fuping.people["legal"])
    place = reverse("inspector_change", args=[inspector.pk])
    assert "不动产登记中心（按导入的名称）" in client.get(place).content.decode()
    answer = client.post(place, {"name": inspector.name, "section": "", "post": "科员", "reason": "任职文件"})
    assert answer.status_code == 302
    inspector.refresh_from_db()
    assert (inspector.section_name, inspector.post) == ("不动产登记中心", "科员")


def test_a_training_comes_in_with_the_workbook_once(fuping: Bureau, tmp_path: Path) -> None:
    row = inspector_row(培训合格有效期至="2027.6.30", 培训学时="60学时", 培训证书="P-1")
    import_inspectors(fuping, tmp_path, row)
    assert import_inspectors(fuping, tmp_path, row).unchanged == 1
    training = Training.objects.get()
    assert (training.hours, training.certificate_no) == (60, "P-1")
    later = inspector_row(培训合格有效期至="2028.6.30")
    assert import_inspectors(fuping, tmp_path, later).changed == 1
    assert Training.objects.count() == 2


def test_a_page_offers_to_record_one_training_for_all_who_lack_it(
    fuping: Bureau, registers: Registers
) -> None:
    Training.objects.filter(inspector=registers.able[0]).delete()
    client = Client()
    client.force_login(fuping.people["legal"])
    assert "1名在岗人员没有有效的执法培训" in client.get(reverse("inspector_list")).content.decode()
    page = client.get(reverse("training_add") + "?lacking=1").content.decode()
    assert page.count("checked") == 1
