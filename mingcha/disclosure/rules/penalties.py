"""行政处罚决定 as offices record and exchange it (双公示, edition of 2021): who was punished, how, money
in 万元 to the fen, and what of it cannot be so. Pure."""

import datetime
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from mingcha.common.workbooks import CellRefused
from mingcha.common.workbooks.values import read_number
from mingcha.intake.private import private_numbers
from mingcha.papers.rules.numbers import BRACKETS
from mingcha.registers.rules.words import MERCHANT_PREFIX

COMPANY, SOLE, PERSON = "company", "sole", "person"
PARTY_KINDS = {COMPANY: "法人及非法人组织", SOLE: "个体工商户", PERSON: "自然人"}
MASKED = (SOLE, PERSON)
FINE, GAINS, GOODS = "罚款", "没收违法所得", "没收非法财物"
HELD, REVOKED = "暂扣许可证件", "吊销许可证件"
# 行政处罚法第九条; 行政拘留 is for the police alone (第十八条).
CATEGORIES = (
    *("警告", "通报批评", FINE, GAINS, GOODS, HELD, "降低资质等级", REVOKED),
    *("限制开展生产经营活动", "责令停产停业", "责令关闭", "限制从业", "其他行政处罚"),
)
# What anybody reads in it, by the field that holds it.
PUBLIC_TEXTS = {
    "breach": "违法行为类型",
    "facts": "违法事实",
    "basis": "处罚依据",
    "content": "处罚内容",
    "licences": "暂扣或吊销证照名称及编号",
    "remarks": "备注",
}
# Numbers of licences may look like those of persons.
CODED = ("licences",)
FEN_IN_WAN, DECIMALS = 10**6, 6
MOST_WAN = 10**9
Odd = tuple[str, str]
"""Where, and what is wrong with it."""


@dataclass(frozen=True)
class PenaltyFacts:
    """What stands on the paper, as somebody typed it; amounts in fen. `party` and `representative` are whole
    names, empty where the one kept stays."""

    document_no: str
    decided_on: datetime.date
    party_kind: str
    party: str
    breach: str
    facts: str
    basis: str
    categories: tuple[str, ...]
    content: str
    uscc: str = ""
    register_no: str = ""
    organisation_no: str = ""
    tax_no: str = ""
    institution_no: str = ""
    society_no: str = ""
    representative: str = field(default="", repr=False)
    fine: int = 0
    confiscated: int = 0
    licences: str = ""
    valid_until: datetime.date | None = None
    public_until: datetime.date | None = None
    authority_code: str = ""
    remarks: str = ""


def plain_document_no(text: str) -> str:
    """One spelling of a number, whatever brackets and spaces were typed.

    >>> plain_document_no(" 阜自然资罚［２０２６］3 号")
    '阜自然资罚〔2026〕3号'
    """
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).translate(BRACKETS)


def read_money(text: str, *, field: str) -> int:
    """An amount in 万元 as fen, exact; 0 when empty. `CellRefused` with a sentence for anything else.

    >>> read_money("1,234.567891", field="罚款金额"), read_money("0.5万元", field="罚款金额")
    (1234567891, 500000)
    """
    amount = read_number(text, field=field, units=("万元",))
    if amount is None:
        return 0
    fen = amount.scaleb(DECIMALS)
    if fen != fen.to_integral_value():
        raise CellRefused(f"{field}“{text.strip()}”的小数超过{DECIMALS}位；单位是万元，1分写作0.000001。")
    if not 0 <= amount < MOST_WAN:
        raise CellRefused(f"{field}“{text.strip()}”应当是0以上的金额，单位是万元，5000元写作0.5。")
    return int(fen)


def wan(fen: int) -> str:
    """An amount in 万元 with as many decimals as it has; empty for none.

    >>> wan(12_345_678), wan(1), wan(500_000_000), wan(0)
    ('12.345678', '0.000001', '500', '')
    """
    whole, part = divmod(fen, FEN_IN_WAN)
    return f"{whole}.{part:06d}".rstrip("0").rstrip(".") if fen else ""


def oddities(told: PenaltyFacts, today: datetime.date, former: Iterable[str] = ()) -> list[Odd]:
    """What is missing or contradicts itself, in the order of the form; `former` are the names of natural
    persons that other versions of the decision have."""
    about = (_about_the_party(told), _about_days(told, today), _about_the_penalty(told))
    return [*chain(*about), *_private(told, names_told(told, former))]


def _about_the_party(told: PenaltyFacts) -> Iterator[Odd]:
    if "*" in told.party + told.representative:
        yield "行政相对人名称", "名称里有*号，请填全称；自然人和个体工商户的由系统隐去"
    is_merchant = told.uscc.startswith(MERCHANT_PREFIX)
    codes = (told.uscc, told.register_no, told.organisation_no, told.institution_no, told.society_no)
    if told.party_kind == PERSON and any((*codes, told.tax_no)):
        yield "行政相对人代码", "自然人没有单位的代码；个体工商户请选“个体工商户”，证件号码不登记"
    if told.party_kind == SOLE and told.uscc and not is_merchant:
        yield "统一社会信用代码", f"个体工商户的代码以{MERCHANT_PREFIX}开头，请核对类别或者代码"
    if told.party_kind == COMPANY and is_merchant:
        yield "行政相对人类别", f"代码以{MERCHANT_PREFIX}开头的是个体工商户，请改选类别，名称公示时隐去"
    if told.party_kind != PERSON and not any(codes):
        yield "统一社会信用代码", "单位和个体工商户至少填写一种代码，没有信用代码的填工商注册号等"


def _about_days(told: PenaltyFacts, today: datetime.date) -> Iterator[Odd]:
    if told.decided_on > today:
        yield "处罚决定日期", f"{told.decided_on}还没有到，作出决定以后再录入"
    if told.valid_until and told.valid_until < told.decided_on:
        yield "处罚有效期", f"{told.valid_until}早于处罚决定日期"
    if told.public_until and told.public_until <= told.decided_on:
        yield "公示截止期", f"{told.public_until}不晚于处罚决定日期"


def _about_the_penalty(told: PenaltyFacts) -> Iterator[Odd]:
    chosen = set(told.categories)
    if not chosen or chosen - set(CATEGORIES):
        yield "处罚类别", "至少选一种，从所列的类别中选"
    if (FINE in chosen) != bool(told.fine):
        yield "罚款金额", "处罚类别选了罚款的填写金额，没有选的不填"
    if GAINS in chosen and not told.confiscated:
        yield "没收金额", "没收违法所得的填写金额，单位万元"
    if told.confiscated and not chosen & {GAINS, GOODS}:
        yield "没收金额", "填了没收金额，处罚类别没有选没收违法所得或者没收非法财物"
    if chosen & {HELD, REVOKED} and not told.licences.strip():
        yield "暂扣或吊销证照名称及编号", "暂扣或者吊销许可证件的，写明证照名称和编号"


def _private(told: PenaltyFacts, names: tuple[str, ...]) -> Iterator[Odd]:
    for key, title in PUBLIC_TEXTS.items():
        found = private_in(getattr(told, key), names, has_codes=key in CODED)
        yield from ((title, words) for words in found)


def names_told(told: PenaltyFacts, former: Iterable[str] = ()) -> tuple[str, ...]:
    """Whole names of natural persons that stand in no public text; the own name of a body may."""
    own = "" if told.party_kind in MASKED else told.party.strip()
    names = (told.party.strip(), told.representative.strip(), *former)
    return tuple(one for one in names if one not in ("", own))


def private_in(text: str, names: tuple[str, ...], *, has_codes: bool = False) -> Iterator[str]:
    """What of a text that everybody reads must not be there."""
    if not has_codes and private_numbers(text):
        yield "含身份证号、电话号码或者银行账号，公示的内容里不写号码"
    plain = "".join(text.split())
    if any("".join(name.split()) in plain for name in names):
        yield "含自然人或者个体工商户的名称，请改写为当事人、法定代表人，公示时名称隐去"
