"""Words that offices write in the columns of the registers, and what they mean here. Pure."""

import re
import unicodedata

from mingcha.registers.states import ACTIVE, ON_DUTY, OTHERWISE_HANDLED

NATURAL_TYPES = frozenset({"自然人", "个人", "公民", "村民", "农户", "个体户", "个体工商户", "个体"})
NATURAL_BEGINNINGS = ("自然人", "个体")
TELLING_NOTHING = frozenset({"其他", "其它"})
MERCHANT_PREFIX = "92"  # GB 32100: registered by the market authority, individual merchant

TARGET_STATES: dict[str, str] = {
    "有效": ACTIVE,
    "存续": ACTIVE,
    "在营": ACTIVE,
    "在业": ACTIVE,
    "开业": ACTIVE,
    "在册": ACTIVE,
    "正常": ACTIVE,
    "正常经营": ACTIVE,
    "生产": ACTIVE,
    "在建": ACTIVE,
    "停产": "suspended",
    "停业": "suspended",
    "歇业": "suspended",
    "停工": "suspended",
    "关闭": "suspended",
    "无效": "suspended",
    "吊销": "revoked",
    "吊销，未注销": "revoked",
    "已吊销": "revoked",
    "吊销未注销": "revoked",
    "撤销": "revoked",
    "注销": "deregistered",
    "已注销": "deregistered",
    "吊销，已注销": "deregistered",
    "清算": "suspended",
    "迁出": "moved",
    "已迁出": "moved",
    "迁往外地": "moved",
    "另案处理": OTHERWISE_HANDLED,
}
INSPECTOR_STATES: dict[str, str] = {
    "在岗": ON_DUTY,
    "在职": ON_DUTY,
    "在编": ON_DUTY,
    "有效": ON_DUTY,
    "正常": ON_DUTY,
    "见习": ON_DUTY,
    "借调": ON_DUTY,
    "离岗": "away",
    "病休": "away",
    "休假": "away",
    "产假": "away",
    "外派": "away",
    "失效": "ended",
    "退休": "ended",
    "离职": "ended",
    "调离": "ended",
    "调出": "ended",
    "辞职": "ended",
}
YES_NO: dict[str, bool] = {"是": True, "否": False, "可": True, "不可": False, "√": True, "×": False}
# What a licence says about the category, where a workbook of market entities has no such column.
LICENCE_CATEGORIES: tuple[tuple[str, str], ...] = (
    ("采矿许可", "采矿权"),
    ("勘查许可", "探矿权"),
    ("测绘资质", "测绘资质单位"),
    ("地质灾害", "地灾资质单位"),
    ("临时用地", "临时用地"),
    ("用地", "用地项目"),
)
ANY_CATEGORY = "市场主体"
RISK = re.compile(r"([ABCD])(?:类|级|等|等级|类企业)?(?:[（(].*[)）])?")
RISK_WORDS = {"低": "A", "较低": "B", "一般": "B", "较高": "C", "高": "D"}
RISK_WORD = re.compile(r"(?:信用)?(较低|较高|一般|低|高)(?:信用)?(?:风险)?")
OPENING, CLOSING = re.compile(r"[(（\[【〔［]"), re.compile(r"[)）\]】〕］]")
BODY = re.compile(r"公司|企业|厂|矿|社|村|店|部|所|队|中心|院|局|委|会|场|站|行|户$|集团")


def category_of_licence(licence_name: str) -> str:
    """The category a licence of this name stands for; 市场主体 when it says nothing."""
    return next((category for word, category in LICENCE_CATEGORIES if word in licence_name), ANY_CATEGORY)


def read_risk(text: str) -> str | None:
    """A to D from Ａ, c, B类, C（较高风险）, 较高风险; "" for nothing; None when it means none of them."""
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    if not plain:
        return ""
    if found := RISK.fullmatch(plain):
        return found[1]
    found = RISK_WORD.fullmatch(plain)
    return RISK_WORDS[found[1]] if found else None


def is_natural_person(*, entity_type: str, code: str, name: str) -> bool:
    """True for 自然人 and 个体工商户, by credit code or type, whatever stands behind it in brackets; without
    either, for a name that looks like a person's, so that it is rather protected than shown."""
    if code.startswith(MERCHANT_PREFIX) and len(code) == 18:
        return True
    kind = OPENING.split(entity_type, maxsplit=1)[0]
    if kind and kind not in TELLING_NOTHING:
        return kind in NATURAL_TYPES or (kind.startswith(NATURAL_BEGINNINGS) and not BODY.search(kind))
    if code:
        return False
    return len(name) <= 4 and not BODY.search(name)


def document_number(text: str) -> str:
    """A document's number with its brackets as 〔〕, so that one number has one spelling."""
    return CLOSING.sub("〕", OPENING.sub("〔", text))
