"""What stands in the registers of every test: holders with their targets, inspectors of whom one must stand
aside. The people of the bureaus are those of `accounts.tests.cast`."""

import csv
import datetime
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from stdnum.cn import uscc

from mingcha.accounts.tests.cast import Bureau, make_bureau
from mingcha.common import moments
from mingcha.intake.services import Outcome, import_file
from mingcha.intake.subjects import Subject
from mingcha.law.services import adopt_default_obligations
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act
from mingcha.registers.models import (
    COMPANY,
    ConflictOfInterest,
    Holder,
    Inspector,
    InspectorLicence,
    Target,
    Training,
)
from mingcha.registers.subjects import INSPECTORS, TARGETS

SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
FAR, PAST = datetime.date(2099, 12, 31), datetime.date(2020, 1, 1)


def credit_code(number: int) -> str:
    """A fictitious credit code with both right check digits (GB 11714, GB 32100)."""
    body = f"MA{number:06d}"
    check = 11 - sum(SIGNS.index(sign) * weight for sign, weight in zip(body, WEIGHTS, strict=True)) % 11
    code = "91130624" + body + {10: "X", 11: "0"}.get(check, str(check))
    return code + str(uscc.calc_check_digit(code))


@dataclass
class Registers:
    """`holders` have the codes of `credit_code(1)` to `(3)`; the first has two targets, the second stands in
    class D. `barred` declared an interest in the first holder; `expired` may not be assigned at all."""

    holders: list[Holder]
    targets: list[Target]
    able: list[Inspector]
    barred: Inspector
    expired: Inspector
    conflict: ConflictOfInterest


def make_office(code: str, name: str) -> Bureau:
    """A bureau with the legal figures that every office has."""
    bureau = make_bureau(code, name)
    with transaction.atomic():
        figures = adopt_default_obligations(office=bureau.office)
        record_act("law.adopt_defaults", actor=bureau.actor("leader"), records=figures)
    return bureau


def make_registers(bureau: Bureau) -> Registers:
    """Saved and recorded in one act."""
    with transaction.atomic():
        holders = [_holder(bureau, number) for number in (1, 2, 3)]
        targets = [_target(holders[0], 1), _target(holders[0], 2), _target(holders[1], 1, risk_class="D")]
        targets.append(_target(holders[2], 1, category="用地项目", town="平阳镇"))
        inspectors = [_inspector(bureau, number) for number in range(1, 6)]
        licences = [_licence(one, FAR) for one in inspectors[:4]] + [_licence(inspectors[4], PAST)]
        conflict = ConflictOfInterest.objects.create(
            office=bureau.office,
            inspector=inspectors[3],
            holder_code=holders[0].code,
            relation="配偶任职",
            declared_on=moments.today(),
        )
        trainings = [_training(one) for one in inspectors]
        rows: list[Record] = [*holders, *targets, *inspectors, *licences, *trainings, conflict]
        record_act("registers.make_cast", actor=bureau.actor("leader"), records=rows)
    return Registers(holders, targets, inspectors[:3], inspectors[3], inspectors[4], conflict)


def as_csv(folder: Path, rows: Sequence[Mapping[str, Any]], name: str = "名录.csv") -> Path:
    """The rows as a text file whose headings are the keys of the first."""
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    path = folder / name
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def target_row(**values: Any) -> dict[str, Any]:
    """A row of 检查对象名录库 that is in order, except as told."""
    row = {"统一社会信用代码": credit_code(50), "单位名称": "阜平县试一矿业有限公司", "主体类型": "企业"}
    row |= {"对象类别": "采矿权", "对象名称": "试一铁矿", "许可证号": "C130000001", "坐落": "平阳镇试村"}
    row |= {"联系人": "张试一", "联系电话": "13800000001", "风险类别": "B", "登记状态": "存续"}
    return row | values


def inspector_row(**values: Any) -> dict[str, Any]:
    """A row of 执法检查人员名录库 that is in order, except as told."""
    row = {"姓名": "李试一", "所属股室": "矿管股", "执法证编号": "ZF0001", "执法证有效期至": "2099-12-31"}
    row |= {"业务专长": "矿山监管", "联系电话": "13800000002", "人员状态": "在岗", "回避单位": "", "备注": ""}
    row |= {"培训合格有效期至": "2099-12-31"}
    return row | values


def import_targets(bureau: Bureau, folder: Path, *rows: Mapping[str, Any]) -> Outcome:
    return _import(bureau, "enforcement", TARGETS, as_csv(folder, rows))


def import_inspectors(bureau: Bureau, folder: Path, *rows: Mapping[str, Any]) -> Outcome:
    return _import(bureau, "legal", INSPECTORS, as_csv(folder, rows))


def _import(bureau: Bureau, role: str, subject: Subject, path: Path) -> Outcome:
    return import_file(actor=bureau.actor(role), subject=subject, path=path)


def _holder(bureau: Bureau, number: int) -> Holder:
    code = credit_code(number)
    holder = Holder(office=bureau.office, code=code, uscc=code, kind=COMPANY, town="阜平镇")
    holder.give_name(f"阜平县试{number}号矿业有限公司")
    holder.save()
    return holder


def _target(holder: Holder, number: int, **values: Any) -> Target:
    facts = {"category": "采矿权", "town": "阜平镇", "risk_class": "B", "name": f"{number}号矿"} | values
    return Target.objects.create(
        office=holder.office, holder=holder, code=f"{holder.code}#{number:02d}", **facts
    )


def _inspector(bureau: Bureau, number: int) -> Inspector:
    return Inspector.objects.create(
        office=bureau.office,
        roster_no=f"R{number:04d}",
        name=f"甲试{number}",
        section_name="执法监察股",
        qualifications=["矿山监管"],
        can_lead=number == 1,
    )


def _licence(inspector: Inspector, until: datetime.date) -> InspectorLicence:
    number = f"ZF9{inspector.roster_no}"
    return InspectorLicence.objects.create(inspector=inspector, number=number, valid_until=until)


def _training(inspector: Inspector) -> Training:
    return Training.objects.create(inspector=inspector, course="执法轮训", valid_until=FAR)
