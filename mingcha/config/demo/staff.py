"""The people of the demo bureau and of its partner: who logs in, and who is in the register of inspectors."""

import datetime
from dataclasses import dataclass

from mingcha.accounts.rules import (
    AUDIT_ADMIN,
    AUDITOR,
    BUSINESS,
    DISCIPLINE,
    ENFORCEMENT,
    INSPECTOR,
    LEADER,
    LEGAL,
    SECURITY_ADMIN,
    SYSTEM_ADMIN,
    WITNESS,
)
from mingcha.config.demo import names
from mingcha.config.demo.chooser import Chooser
from mingcha.config.demo.county import SEED, holders

PASSWORD = "fuping-yanshi"  # noqa: S105  # printed by ./run; a demo holds nothing worth a secret
BUREAU, BUREAU_CODE = "阜平县自然资源和规划局", "fuping-zrzy"
PARTNER, PARTNER_CODE = "阜平县市场监督管理局", "fuping-scjg"
FIELD_SECTIONS = ("矿产管理股", "用途管制股", "生态修复股", "测绘地信股")
SECTIONS: tuple[tuple[str, str], ...] = (
    ("办公室", ""),
    ("政策法规股", ""),
    ("执法监察股", ""),
    ("执法监察一队", "执法监察股"),
    ("执法监察二队", "执法监察股"),
    *((section, "") for section in FIELD_SECTIONS),
    ("城南庄自然资源所", "用途管制股"),
)
INSPECTORS_A_SECTION = 10
EXPIRED = frozenset({4, 11, 23, 30, 38})
AWAY = frozenset({17})
UNTRAINED = frozenset({19})
TRAINED_DAYS_AGO = {8: 400, 14: 340, 25: 340, 31: 360}
CONFLICTED = (0, 3, 7, 12, 15, 21, 26, 29, 33, 36)
RELATIONS = ("配偶任职", "本人曾任职未满三年", "近亲属持股", "子女任职", "本人持股")
QUALIFICATIONS = {
    "矿产管理股": ("矿产资源监管", "地质勘查"),
    "用途管制股": ("土地监察", "规划核实"),
    "生态修复股": ("生态修复", "地质灾害防治"),
    "测绘地信股": ("测绘监管",),
}


@dataclass(frozen=True)
class Login:
    """Somebody with an account. `inspector` is the place in the register of inspectors, if any."""

    username: str
    name: str
    section: str
    roles: tuple[str, ...]
    post: str
    inspector: int | None = None


@dataclass(frozen=True)
class InspectorEntry:
    """One row of the register of inspectors; `barred` lists holder codes with the relation."""

    roster_no: str
    name: str
    employer: str
    section: str
    post: str
    qualifications: tuple[str, ...]
    is_expert: bool
    can_lead: bool
    phone: str
    licences: tuple[tuple[str, str, datetime.date], ...]
    state: str
    barred: tuple[tuple[str, str], ...]
    trained_on: datetime.date | None = None


FIRST_LEADER = Login("leader", "张志远", "", (LEADER,), "局长")
ADMINISTRATORS: tuple[Login, ...] = (
    Login("system", "崔立新", "办公室", (SYSTEM_ADMIN,), "系统管理员"),
    Login("security", "卢静", "办公室", (SECURITY_ADMIN,), "安全管理员"),
    Login("audit", "石海宁", "办公室", (AUDIT_ADMIN,), "审计管理员"),
)
LOGINS: tuple[Login, ...] = (
    Login("deputy", "李文山", "", (LEADER,), "副局长"),
    Login("enforcement1", "王素琴", "执法监察股", (ENFORCEMENT,), "股长"),
    Login("enforcement2", "刘建军", "执法监察股", (ENFORCEMENT,), "副股长"),
    Login("legal", "陈晓岚", "政策法规股", (LEGAL,), "股长"),
    Login("business1", "赵玉明", "用途管制股", (BUSINESS,), "股长"),
    Login("business2", "周丽华", "矿产管理股", (BUSINESS,), "股长"),
    Login("inspector1", "", "矿产管理股", (INSPECTOR,), "检查人员", 0),
    Login("inspector2", "", "用途管制股", (INSPECTOR,), "检查人员", 10),
    Login("witness", "李建国", "", (WITNESS, DISCIPLINE), "派驻纪检监察组"),
    Login("auditor", "孙慧敏", "", (AUDITOR,), "审计"),
)
PARTNER_LEADER = Login("sj-leader", "吴国栋", "", (LEADER,), "局长")
PARTNER_LOGINS: tuple[Login, ...] = (
    Login("sj-enforcement", "徐丽娜", "信用监管股", (ENFORCEMENT,), "股长"),
    Login("sj-legal", "何志刚", "法规股", (LEGAL,), "股长"),
    Login("sj-inspector", "", "信用监管股", (INSPECTOR,), "检查人员", 0),
)
PARTNER_SECTIONS: tuple[tuple[str, str], ...] = (("信用监管股", ""), ("法规股", ""))
PARTNER_INSPECTORS = 8


def inspectors(today: datetime.date, seed: str = SEED) -> list[InspectorEntry]:
    """Forty people of four sections: some licences run out, some people must stand aside from holders."""
    chooser = Chooser(seed)
    companies = [holder.code for holder in holders(seed)["company"][:200]]
    count = INSPECTORS_A_SECTION * len(FIELD_SECTIONS)
    return [_inspector(chooser, number, today, companies) for number in range(count)]


def partner_inspectors(today: datetime.date, seed: str = SEED) -> list[InspectorEntry]:
    """A few people of the partner bureau."""
    chooser = Chooser(seed + " partner")
    return [
        InspectorEntry(
            roster_no=f"SJ{number + 1:02d}",
            name=names.colleague(chooser, number),
            employer=PARTNER,
            section="信用监管股",
            post="科员",
            qualifications=("市场监管",),
            is_expert=False,
            can_lead=number % 4 == 0,
            phone=names.phone(9900 + number),
            licences=(_licence("河北省行政执法证", f"130624980{number + 1:02d}", today, 900 + number * 30),),
            state="在岗",
            barred=(),
            trained_on=today - datetime.timedelta(days=90),
        )
        for number in range(PARTNER_INSPECTORS)
    ]


def login_name(login: Login, entries: list[InspectorEntry]) -> str:
    """The name of a login; an inspector's is the one in the register."""
    return login.name or entries[login.inspector or 0].name


def _inspector(chooser: Chooser, number: int, today: datetime.date, companies: list[str]) -> InspectorEntry:
    section = FIELD_SECTIONS[number // INSPECTORS_A_SECTION]
    left = (
        -chooser.number(20, 300, "licence", number)
        if number in EXPIRED
        else chooser.number(60, 1700, "licence", number)
    )
    licences = [_licence("河北省行政执法证", f"130624010{number + 1:02d}", today, left)]
    if number % 9 == 5:
        licences.append(_licence("自然资源行政执法证", f"ZR130624{number + 1:02d}", today, left + 400))
    return InspectorEntry(
        roster_no=f"{number + 1:03d}",
        name=names.colleague(chooser, number),
        employer=BUREAU,
        section=section,
        post=chooser.one_of(("股长", "副股长", "四级主任科员", "科员", "科员"), "post", number),
        qualifications=QUALIFICATIONS[section],
        is_expert=chooser.chance(10, "expert", number),
        can_lead=number % 3 == 0,
        phone=names.phone(9000 + number),
        licences=tuple(licences),
        state="离岗" if number in AWAY else "在岗",
        barred=_barred(chooser, number, companies),
        trained_on=_trained_on(number, today),
    )


def _licence(name: str, number: str, today: datetime.date, left: int) -> tuple[str, str, datetime.date]:
    return name, number, today + datetime.timedelta(days=left)


def _trained_on(number: int, today: datetime.date) -> datetime.date | None:
    """This year's round for most; one who missed it, one whose last ran out, some whose last ends soon."""
    if number in UNTRAINED:
        return None
    days = TRAINED_DAYS_AGO.get(number, 120 + number % 3)
    return today - datetime.timedelta(days=days)


def _barred(chooser: Chooser, number: int, companies: list[str]) -> tuple[tuple[str, str], ...]:
    if number not in CONFLICTED:
        return ()
    code = chooser.one_of(companies, "barred", number)
    return ((code, chooser.one_of(RELATIONS, "relation", number)),)
