"""Inspectors come in with their licences; who may not be assigned is taken in and says why."""

import datetime
from pathlib import Path

from django.db import transaction

from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.ledger.services import record_act
from mingcha.registers.models import ConflictOfInterest, Inspector, InspectorLicence
from mingcha.registers.queries import conflicts_in_force, eligible_inspectors
from mingcha.registers.tests.cast import Registers, credit_code, import_inspectors, inspector_row


def reasons(bureau: Bureau) -> dict[str, list[str]]:
    people = eligible_inspectors(bureau.actor("legal"), moments.today())
    return {one.inspector.name: one.reasons for one in people}


def test_an_expired_licence_is_taken_in_and_never_assignable(fuping: Bureau, tmp_path: Path) -> None:
    outcome = import_inspectors(fuping, tmp_path, inspector_row(执法证有效期至="2020-01-01"))
    assert outcome.new == 1
    assert reasons(fuping) == {"李试一": ["执法证已于2020-01-01过期"]}


def test_one_licence_in_force_is_enough(fuping: Bureau, tmp_path: Path) -> None:
    row = inspector_row(执法证编号="ZF1、ZR1", 执法证有效期至="2020-01-01、2099-01-01")
    import_inspectors(fuping, tmp_path, row)
    assert InspectorLicence.objects.count() == 2
    assert reasons(fuping) == {"李试一": []}


def test_a_licence_without_an_end_proves_nothing_unless_it_says_so(fuping: Bureau, tmp_path: Path) -> None:
    open_row = inspector_row(姓名="王试二", 执法证编号="ZF2", 执法证有效期至="长期")
    import_inspectors(fuping, tmp_path, inspector_row(执法证有效期至=""), open_row)
    assert reasons(fuping) == {"李试一": ["执法证没有填写有效期"], "王试二": []}


def test_several_numbers_and_fewer_ends_cannot_be_told_apart(fuping: Bureau, tmp_path: Path) -> None:
    row = inspector_row(执法证编号="ZF1、ZR1、ZB1", 执法证有效期至="2030-01-01、2099-01-01")
    outcome = import_inspectors(fuping, tmp_path, row)
    assert "3个执法证编号、2个有效期" in outcome.refused[0][1]


def test_two_people_in_one_row_are_two_inspectors(fuping: Bureau, tmp_path: Path) -> None:
    row = inspector_row(姓名="李试一、王试二", 执法证编号="ZF1；ZF2", 执法证有效期至="2030-1-1；2099-1-1")
    assert import_inspectors(fuping, tmp_path, row).new == 1
    ends = InspectorLicence.objects.order_by("number").values_list("inspector__name", "valid_until")
    assert list(ends) == [("李试一", datetime.date(2030, 1, 1)), ("王试二", datetime.date(2099, 1, 1))]


def test_a_namesake_in_the_section_under_another_licence_is_asked_about(
    fuping: Bureau, tmp_path: Path
) -> None:
    import_inspectors(fuping, tmp_path, inspector_row())
    outcome = import_inspectors(fuping, tmp_path, inspector_row(执法证编号="ZF0002", 联系电话="13800000009"))
    assert "请核对是否同一人" in outcome.refused[0][1]
    assert Inspector.objects.count() == 1


def test_a_new_licence_of_a_person_known_by_phone_is_added(fuping: Bureau, tmp_path: Path) -> None:
    import_inspectors(fuping, tmp_path, inspector_row())
    outcome = import_inspectors(fuping, tmp_path, inspector_row(执法证编号="ZF0002"))
    assert (outcome.changed, Inspector.objects.count(), InspectorLicence.objects.count()) == (1, 1, 2)


def test_a_declared_company_bars_by_code_and_by_name(
    fuping: Bureau, registers: Registers, tmp_path: Path
) -> None:
    first, second = registers.holders[0], registers.holders[1]
    entry = f"{first.code}（配偶任职）；{second.name}（曾任职）"
    import_inspectors(fuping, tmp_path, inspector_row(回避单位=entry))
    found = conflicts_in_force(fuping.actor("legal"), moments.today())
    own = [(one.holder_code, one.relation) for one in found if one.inspector.name == "李试一"]
    assert sorted(own) == sorted([(first.code, "配偶任职"), (second.code, "曾任职")])


def test_a_conflict_said_again_is_not_declared_twice(fuping: Bureau, tmp_path: Path) -> None:
    row = inspector_row(回避单位=f"{credit_code(9)}、阜平县某某有限公司")
    import_inspectors(fuping, tmp_path, row)
    assert import_inspectors(fuping, tmp_path, row).unchanged == 1
    assert ConflictOfInterest.objects.count() == 2


def test_a_conflict_that_lists_hide_does_not_swallow_the_one_brought_in(
    fuping: Bureau, registers: Registers, tmp_path: Path
) -> None:
    """Otherwise the import would tell that a visit of this very party was drawn."""
    import_inspectors(fuping, tmp_path, inspector_row())
    holder = registers.holders[0].code
    hidden = ConflictOfInterest.objects.create(
        office=fuping.office,
        inspector=Inspector.objects.get(name="李试一"),
        holder_code=holder,
        relation="曾任职",
        declared_on=moments.today(),
        is_withheld=True,
    )
    with transaction.atomic():
        record_act("registers.tests", actor=fuping.actor("legal"), records=[hidden])
    outcome = import_inspectors(fuping, tmp_path, inspector_row(回避单位=f"{holder}（曾任职）"))
    assert outcome.changed == 1
    told = ConflictOfInterest.objects.filter(inspector=hidden.inspector, is_withheld=False)
    assert [one.holder_code for one in told] == [holder]


def test_accounts_are_joined_by_name_and_phone(fuping: Bureau, tmp_path: Path) -> None:
    person = fuping.people["inspector"]
    person.phone = "13800000002"
    person.save()
    import_inspectors(fuping, tmp_path, inspector_row(姓名=person.name))
    assert Inspector.objects.get().person == person
