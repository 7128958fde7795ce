"""行政检查通知书: what the party is told before a visit (国办发〔2024〕54号)."""

import datetime
import hashlib
from collections.abc import Iterator

from django.conf import settings

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.draws.rules.committed import holder_of
from mingcha.inspections.models import Inspection
from mingcha.inspections.queries.burden import burdens
from mingcha.inspections.queries.fitness import Officer, officers
from mingcha.inspections.queries.papers.shared import (
    CONTACT,
    TAKEN,
    Content,
    addressee_of,
    code,
    head,
    letter,
    matters,
    officer_words,
    party_names,
    place_words,
    public_address,
    when_words,
)
from mingcha.inspections.queries.visible import Seen
from mingcha.inspections.rules.methods import ON_PAPER
from mingcha.law.rules import chinese_day
from mingcha.ledger.sealed_state import canonical
from mingcha.plans.queries.participations import partner_items
from mingcha.plans.queries.visits import VisitMatter

HEADING = "行政检查通知书"
WHEN, WHERE, WHO = "检查时间和方式", "检查对象和地点", "检查人员"
MATERIALS = "请提交的材料"
# 国办发〔2024〕54号 七: its five bans by name, what each means in short; then what 三 and 四 forbid.
FORBIDDEN = (
    "严禁逐利检查：不得索取、收受财物，不得接受宴请，不得由企业支付费用，不得强制接受指定的中介服务",
    "严禁干扰企业正常生产经营：不得刻意要求法定代表人到场",
    "严禁任性处罚企业：不得乱查封、乱扣押、乱冻结，不得动辄责令停产停业",
    "严禁下达检查指标：不得把考核、预算项目绩效同检查频次、罚没数额挂钩",
    "严禁变相检查：不得以观摩、督导、考察等名义行检查之实",
    "不得检查没有公布的事项，不得重复检查、多头检查",
)
RIGHTS = (
    "认为检查人员与检查有利害关系的，可以申请回避，由本局负责人决定。",
    "没有本通知书、到场的执法人员少于两人或者不出示执法证的，可以拒绝检查。",
    "对检查情况可以当场陈述意见，意见记入笔录；检查结果书面告知。",
)
PUBLIC_WORDS = "扫二维码打开本局公开页，核对本通知书、检查人员和检查日期。"
OFFLINE_WORDS = "没有网络时，用本局公布的公钥核对下列签名文本："
BARE_WORDS = "二维码是本局签名的文本，用本局公布的公钥核对："


def notice_content(scope: Actor, seen: Seen, document_no: str, on: datetime.date) -> Content:
    """Everything that stands on it but its code."""
    row = seen.inspection
    found = matters(scope, row, seen.coverage)
    return letter(
        head(row, HEADING, document_no, is_letter=True),
        addressee=addressee_of(party_names(found)),
        opening=f"根据《国务院办公厅关于严格规范涉企行政检查的意见》（国办发〔2024〕54号）和{_matter(row)}，"
        f"定于{_day(row)}对你单位进行行政检查。现将有关事项通知如下。",
        sections=[
            (WHEN, [f"{when_words(row)}，{row.get_method_display()}。"]),
            (WHERE, [f"{place_words(one)}。" for one in found.values()]),
            (WHO, [f"{officer_words(one)}。" for one in _team(seen)]),
            *_materials(row),
            ("本年已受检查次数", list(_burden_words(scope, seen, found))),
            ("检查人员不得有的行为", [f"{'；'.join(FORBIDDEN)}。"]),
            ("你单位的权利", list(RIGHTS)),
            ("评价和投诉", ["检查后可以在公开页评价一次，任何时候可以投诉；内容只由纪检监督人员查看。"]),
        ],
        table=items_table(row, found),
        contact=f"{CONTACT}\n{TAKEN}",
        day=chinese_day(on),
    )


def items_table(row: Inspection, found: dict[str, VisitMatter]) -> Content:
    """Own items with basis and way of checking, then those of each department by name."""
    items = {item.code: item for one in found.values() for item in one.items}
    rows = [[str(item), item.basis or "—", "、".join(item.methods) or "—"] for item in items.values()]
    asked = {code for one in found.values() for code, _ in one.partners}
    for item in partner_items(row.campaign):
        if item.code in asked:
            name = f"{item.name}（{item.participation.partner.name}）"
            rows.append([name, item.basis or "—", "、".join(item.methods) or "—"])
    return {"title": "检查事项和依据", "heads": ["检查事项", "依据", "检查方式"], "rows": rows}


def digest_of(content: Content) -> str:
    """Of everything on it but its code, in hex."""
    plain = {key: told for key, told in content.items() if key not in ("qr", "qr_words")}
    return hashlib.sha256(canonical(plain).encode()).hexdigest()


def with_code(content: Content, token: str, signed: str) -> Content:
    """The content with the code that leads to its public page; without a public address, the text alone."""
    if settings.PUBLIC_ADDRESS:
        text = f"{public_address('public_notice', token)}#{signed}"
        return content | {"qr": code(text, HEADING), "qr_words": [PUBLIC_WORDS, OFFLINE_WORDS, signed]}
    return content | {"qr": code(signed, HEADING), "qr_words": [BARE_WORDS, signed]}


def _matter(row: Inspection) -> str:
    """Why there is a visit: drawn by a campaign, or a clue."""
    kind = "线索核查" if hasattr(row.campaign, "clue_check") else "随机抽查任务"
    return f"{kind}“{row.campaign.title}”（编号{row.campaign.number}）"


def _day(row: Inspection) -> str:
    return chinese_day(row.planned_on) if row.planned_on else ""


def _team(seen: Seen) -> list[Officer]:
    row = seen.inspection
    return officers(row.office_id, seen.coverage, row.planned_on or moments.today())


def material_lines(row: Inspection) -> list[str]:
    """What the party has to hand in, by when."""
    asked = row.material_requests.filter(void_reason="").order_by("number")
    return [f"{one.number}．{one.words}，{chinese_day(one.due_on)}前提交。" for one in asked]


def _materials(row: Inspection) -> Iterator[tuple[str, list[str]]]:
    """Of a check on paper alone: there they are the check."""
    lines = material_lines(row) if row.method == ON_PAPER else []
    if lines:
        yield MATERIALS, lines


def _burden_words(scope: Actor, seen: Seen, found: dict[str, VisitMatter]) -> Iterator[str]:
    """How often each party was checked this year, as far as it is on record."""
    row = seen.inspection
    if row.planned_on is None:
        return
    names = {holder_of(unit): one.party.name for unit, one in found.items()}
    for one in burdens(scope, row, seen.coverage, row.planned_on):
        yield (
            f"{names.get(one.holder, one.holder)}：{row.planned_on.year}年本次检查以前，已登记的行政检查"
            f"{one.everybody}次，其中本局{one.own}次。"
        )
