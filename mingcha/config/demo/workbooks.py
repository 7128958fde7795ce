"""The demo county as workbooks in the form offices keep, and three more for trying the import by hand."""

import datetime
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from mingcha.common.workbooks import write_sheet
from mingcha.config.demo.chooser import Chooser
from mingcha.config.demo.codes import credit_code
from mingcha.config.demo.county import SEED, HolderEntry, TargetEntry, county
from mingcha.config.demo.item_list import ITEMS, ItemEntry
from mingcha.config.demo.powers import PowerEntry
from mingcha.config.demo.staff import BUREAU, InspectorEntry, inspectors

TARGET_HEADINGS = (
    *("序号", "统一社会信用代码/注册号", "单位名称", "主体类型", "法定代表人（负责人）", "住所", "联系电话"),
    *(
        "对象类别",
        "对象名称",
        "许可证名称",
        "许可证号",
        "有效期起",
        "有效期止",
        "乡镇",
        "坐落",
        "信用风险类别",
        "状态",
    ),
)
INSPECTOR_HEADINGS = (
    *(
        "序号",
        "姓名",
        "工作单位",
        "所属股室",
        "职务",
        "执法证名称",
        "执法证编号",
        "执法证有效期至",
        "业务专长",
    ),
    *("是否专家", "是否组长", "联系电话", "人员状态", "回避单位", "培训内容", "培训学时", "培训合格日期"),
)
ITEM_HEADINGS = (
    *(
        "序号",
        "抽查主体",
        "事项编码",
        "权责清单事项",
        "抽查类别",
        "抽查事项",
        "抽查内容",
        "检查对象",
        "事项类别",
        "是否涉企检查",
    ),
    *("检查方式", "抽查比例", "抽查频次", "检查层级", "责任股室", "检查依据"),
)
TRIAL_TARGETS = "检查对象名录库（试导入）.xlsx"
TRIAL_INSPECTORS = "执法检查人员名录库（试导入）.xlsx"
TRIAL_ITEMS = "随机抽查事项清单（试导入）.xlsx"
NEWCOMERS = 6


def write_targets(path: Path, entries: Sequence[TargetEntry]) -> None:
    titles = list(dict.fromkeys(title for entry in entries for title, _ in entry.details))
    rows = [[number, *_target_row(entry, titles)] for number, entry in enumerate(entries, start=1)]
    write_sheet(path, f"{BUREAU}检查对象名录库（演示，均为虚构）", [*TARGET_HEADINGS, *titles], rows)


def write_inspectors(path: Path, entries: Sequence[InspectorEntry]) -> None:
    rows: list[list[str | int]] = [
        [number, *_inspector_row(entry)] for number, entry in enumerate(entries, start=1)
    ]
    write_sheet(path, "执法检查人员名录库（演示，均为虚构）", INSPECTOR_HEADINGS, rows)


def write_items(path: Path, entries: Sequence[ItemEntry]) -> None:
    rows: list[list[str | int]] = [
        [number, BUREAU, *_item_row(entry)] for number, entry in enumerate(entries, start=1)
    ]
    write_sheet(path, f"{BUREAU}随机抽查事项清单（演示）", ITEM_HEADINGS, rows)


def write_powers(path: Path, entries: Sequence[PowerEntry]) -> None:
    headings = (
        "序号",
        "权力编码",
        "权力事项名称",
        "权力类型",
        "设定依据",
        "实施主体",
        "承办股室",
        "责任事项",
    )
    rows: list[list[str | int]] = [
        [number, one.code, one.name, one.kind, one.basis, BUREAU, one.section, one.duty]
        for number, one in enumerate(entries, start=1)
    ]
    write_sheet(path, f"{BUREAU}权责清单（演示）", headings, rows)


def write_trial_workbooks(folder: Path, today: datetime.date) -> None:
    """Three workbooks that meet a demo office as it is: something new, something changed, something the same,
    and rows that cannot be taken in."""
    folder.mkdir(exist_ok=True)
    write_targets(folder / TRIAL_TARGETS, trial_targets(today))
    write_inspectors(folder / TRIAL_INSPECTORS, trial_inspectors(today))
    write_items(folder / TRIAL_ITEMS, trial_items())


def trial_targets(today: datetime.date) -> list[TargetEntry]:
    """Six new mines, three of another class, three unchanged, one wrong check digit, one without a name."""
    known = [entry for entry in county(today) if entry.category == "采矿权"][:6]
    changed = [replace(entry, risk_class="D" if entry.risk_class != "D" else "C") for entry in known[:3]]
    new = [_new_mine(known[0], number, today) for number in range(NEWCOMERS)]
    wrong = replace(new[0].holder, code=_spoilt(new[0].holder.code))
    nameless = replace(new[1].holder, name="")
    return [
        *new,
        *changed,
        *known[3:],
        replace(new[0], holder=wrong, licence_no=new[0].licence_no + "1"),
        replace(new[1], holder=nameless, licence_no=new[1].licence_no + "2"),
    ]


def trial_inspectors(today: datetime.date) -> list[InspectorEntry]:
    """Two new people, one of them with a licence that has run out; one licence renewed; two unchanged."""
    staff = inspectors(today)
    number, renewed = staff[4], today + datetime.timedelta(days=1460)
    licence = (number.licences[0][0], number.licences[0][1], renewed)
    return [*_new_inspectors(staff[0], today), replace(number, licences=(licence,)), staff[1], staff[2]]


def trial_items() -> list[ItemEntry]:
    """The twelve items with one ratio raised, and a thirteenth without a legal basis."""
    raised = replace(ITEMS[5], ratio="10%")
    baseless = replace(ITEMS[9], code="ZR13", name="测绘项目备案检查", contents="是否按规定备案", basis="")
    return [*ITEMS[:5], raised, *ITEMS[6:], baseless]


def _target_row(entry: TargetEntry, titles: Sequence[str]) -> list[str | datetime.date | None]:
    holder, details = entry.holder, dict(entry.details)
    return [
        *(holder.code, holder.name, holder.entity_type, holder.representative, holder.address, holder.phone),
        *(entry.category, entry.name, entry.licence, entry.licence_no, entry.valid_from, entry.valid_until),
        *(entry.town, entry.place, entry.risk_class, entry.state),
        *(details.get(title, "") for title in titles),
    ]


def _inspector_row(entry: InspectorEntry) -> list[str]:
    return [
        *(entry.name, entry.employer, entry.section, entry.post),
        "\n".join(name for name, _, _ in entry.licences),
        "\n".join(number for _, number, _ in entry.licences),
        "\n".join(end.isoformat() for _, _, end in entry.licences),
        "、".join(entry.qualifications),
        "是" if entry.is_expert else "否",
        "是" if entry.can_lead else "否",
        entry.phone,
        entry.state,
        "、".join(f"{code}（{relation}）" for code, relation in entry.barred),
        *(("行政执法人员轮训", "60", entry.trained_on.isoformat()) if entry.trained_on else ("", "", "")),
    ]


def _item_row(entry: ItemEntry) -> list[str]:
    return [
        *(entry.code, entry.power_code, entry.category, entry.name, entry.contents),
        *("、".join(entry.targets), entry.kind, "是"),
        *("、".join(entry.methods), entry.ratio, entry.frequency, "县级", entry.section, entry.basis),
    ]


def _new_mine(like: TargetEntry, number: int, today: datetime.date) -> TargetEntry:
    chooser = Chooser(SEED + " trial")
    holder = HolderEntry(
        kind="company",
        code=credit_code("91", 9000 + number),
        name=f"阜平县新{'甲乙丙丁戊己'[number]}沟演示矿业有限公司",
        representative="",
        phone=f"138000{99000 + number}",
        town=like.town,
        address=like.holder.address,
    )
    left = chooser.number(400, 2000, "trial", number)
    return replace(
        like,
        holder=holder,
        name=f"拟新沟建筑用白云岩矿{number + 1:02d}号",
        licence_no=f"C1306242026017130{900000 + number}",
        valid_from=today - datetime.timedelta(days=200),
        valid_until=today + datetime.timedelta(days=left),
    )


def _new_inspectors(like: InspectorEntry, today: datetime.date) -> list[InspectorEntry]:
    ends = (today + datetime.timedelta(days=900), today - datetime.timedelta(days=30))
    return [
        replace(
            like,
            name=name,
            phone=f"138000{98000 + place}",
            licences=(("河北省行政执法证", f"130624019{place:02d}", end),),
            barred=(),
        )
        for place, (name, end) in enumerate(zip(("郝试一", "郝试二"), ends, strict=True))
    ]


def _spoilt(code: str) -> str:
    """The code with its last sign wrong."""
    return code[:-1] + ("0" if code[-1] != "0" else "1")
