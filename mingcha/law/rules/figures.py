"""The legal figures an office starts with, as rows to be saved and amended, and how they are written. Pure.

The table below is the only place where such a figure stands; everything else asks `law.queries.figure`."""

import datetime
import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

FLOOR_RATIO = "floor-ratio"
ROUNDS_A_YEAR = "rounds-a-year"
OFFICERS_PER_VISIT = "officers-per-visit"
PUBLISH_RESULT_DAYS = "publish-result-days"
PUBLISH_PENALTY_DAYS = "publish-penalty-days"
HIGH_RISK_CLASS = "high-risk-class"
MANY_COMPLAINTS = "many-complaints"
COMPLAINTS_MONTHS = "complaints-months"
ABNORMAL_RAISES = "abnormal-raises"
RISK_RENEWAL_MONTHS = "risk-renewal-months"
STATUTORY_HOLIDAYS = "statutory-holidays"
UPKEEP_DAYS = "upkeep-days"
LIST_AFTER_LAW_DAYS = "list-after-law-days"
TRAINING_VALID_MONTHS = "training-valid-months"
TRAINING_HOURS_A_YEAR = "training-hours-a-year"
WARN_FIRST_DAYS = "warn-first-days"
WARN_SECOND_DAYS = "warn-second-days"
WARN_LAST_DAYS = "warn-last-days"

RATIO_UNIT = "比例"
CLASS_UNIT = "类及以上"
SWITCH_UNIT = "计入或不计入"
YES, NO = "计入", "不计入"
CONFIDENCE = {"S": "已核", "P": "待核", "C": "存疑"}

_CLASS = re.compile(r"[A-D]")
_COUNT = re.compile(r"[1-9][0-9]{0,5}")
_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,6})?)%")
_PLAIN = re.compile(r"1|0\.[0-9]{1,8}|[1-9][0-9]{0,8}/[1-9][0-9]{0,8}")


@dataclass(frozen=True)
class DefaultFigure:
    """One row of the table: value as a whole number or p/q, its unit, where it stands and since when."""

    key: str
    title: str
    value: str
    unit: str
    clause: str
    quote: str
    confidence: str
    in_force_from: datetime.date


RAISED_QUOTE = (
    "对社会关注度高、投诉举报多、风险等级高、有严重违法违规记录等情况的，"
    "要加大随机抽查力度，提高抽查比例和频次"
)
DEFAULT_FIGURES: tuple[DefaultFigure, ...] = (
    DefaultFigure(
        FLOOR_RATIO,
        "随机抽查比例下限",
        "1/20",
        RATIO_UNIT,
        "局2022年度“双随机、一公开”监管工作实施方案 二（四）",
        "随机抽查比例原则上不低于辖区内市场主体的5%",
        "S",
        datetime.date(2022, 1, 1),
    ),
    DefaultFigure(
        ROUNDS_A_YEAR,
        "每年抽查次数下限",
        "2",
        "次",
        "局2022年度“双随机、一公开”监管工作实施方案 二（四）",
        "抽查频次原则上每年不少于2次",
        "S",
        datetime.date(2022, 1, 1),
    ),
    DefaultFigure(
        OFFICERS_PER_VISIT,
        "每户次执法人员下限",
        "2",
        "名",
        "《中华人民共和国行政处罚法》第四十二条",
        "执法人员不得少于两人，法律另有规定的除外",
        "S",
        datetime.date(2021, 7, 15),
    ),
    DefaultFigure(
        PUBLISH_RESULT_DAYS,
        "抽查结果公示期限",
        "20",
        "个工作日",
        "国发〔2019〕5号",
        "",
        "S",
        datetime.date(2019, 1, 27),
    ),
    DefaultFigure(
        PUBLISH_PENALTY_DAYS,
        "行政处罚决定公开期限",
        "7",
        "个工作日",
        "国办发〔2018〕118号",
        "",
        "S",
        datetime.date(2018, 12, 5),
    ),
    # The plan says for whom more is inspected and leaves open from where on; the next three are the office's.
    DefaultFigure(
        HIGH_RISK_CLASS,
        "风险等级高的起点",
        "C",
        CLASS_UNIT,
        "局2022年度“双随机、一公开”监管工作实施方案 二（四）；国市监信发〔2022〕6号",
        RAISED_QUOTE,
        "P",
        datetime.date(2022, 1, 1),
    ),
    DefaultFigure(
        MANY_COMPLAINTS,
        "投诉举报多的起点",
        "3",
        "件",
        "局2022年度“双随机、一公开”监管工作实施方案 二（四）",
        RAISED_QUOTE,
        "P",
        datetime.date(2022, 1, 1),
    ),
    DefaultFigure(
        COMPLAINTS_MONTHS,
        "投诉举报计入的期间",
        "12",
        "个月",
        "局2022年度“双随机、一公开”监管工作实施方案 二（四）",
        RAISED_QUOTE,
        "P",
        datetime.date(2022, 1, 1),
    ),
    DefaultFigure(
        ABNORMAL_RAISES,
        "经营异常名录（加大抽查情形）",
        YES,
        SWITCH_UNIT,
        "国办发〔2015〕58号 二（三）",
        "对投诉举报多、列入经营异常名录或有严重违法违规记录等情况的市场主体，要加大随机抽查力度",
        "P",
        datetime.date(2015, 7, 29),
    ),
    DefaultFigure(
        RISK_RENEWAL_MONTHS,
        "信用风险分类更新周期",
        "1",
        "个月",
        "国市监信发〔2022〕6号",
        "",
        "S",
        datetime.date(2022, 1, 13),
    ),
    DefaultFigure(
        STATUTORY_HOLIDAYS,
        "全体公民放假天数",
        "13",
        "天",
        "《全国年节及纪念日放假办法》第二条（国务院令第795号）",
        "",
        "S",
        datetime.date(2025, 1, 1),
    ),
    # The plan asks for timely updates without a number; the number is the office's own to settle.
    DefaultFigure(
        UPKEEP_DAYS,
        "两库一单最长更新间隔",
        "30",
        "日",
        "局2022年度“双随机、一公开”监管工作实施方案 三（一）4",
        "实行动态管理，及时录入、更新相关信息",
        "C",
        datetime.date(2022, 1, 1),
    ),
    DefaultFigure(
        LIST_AFTER_LAW_DAYS,
        "依据变动后清单更新期限",
        "20",
        "个工作日",
        "国办发〔2018〕118号",
        "",
        "P",
        datetime.date(2018, 12, 5),
    ),
    DefaultFigure(
        TRAINING_VALID_MONTHS,
        "执法培训合格的有效期",
        "12",
        "个月",
        "当地行政执法人员培训规定，由本机构登记文号",
        "",
        "C",
        datetime.date(2022, 1, 1),
    ),
    DefaultFigure(
        TRAINING_HOURS_A_YEAR,
        "每年执法培训学时（只提示，不影响匹配）",
        "60",
        "学时",
        "国办发〔2023〕27号《提升行政执法质量三年行动计划（2023—2025年）》，期满后以新文件为准",
        "",
        "C",
        datetime.date(2023, 8, 9),
    ),
    DefaultFigure(
        WARN_FIRST_DAYS,
        "执法证、资格、培训到期第一次提醒",
        "90",
        "日",
        "本机构内部管理，由局领导登记",
        "",
        "C",
        datetime.date(2022, 1, 1),
    ),
    DefaultFigure(
        WARN_SECOND_DAYS,
        "执法证、资格、培训到期第二次提醒",
        "30",
        "日",
        "本机构内部管理，由局领导登记",
        "",
        "C",
        datetime.date(2022, 1, 1),
    ),
    DefaultFigure(
        WARN_LAST_DAYS,
        "执法证、资格、培训到期最后提醒",
        "7",
        "日",
        "本机构内部管理，由局领导登记",
        "",
        "C",
        datetime.date(2022, 1, 1),
    ),
)
KEYS = frozenset(row.key for row in DEFAULT_FIGURES)


def read_ratio(text: str) -> Fraction:
    """A ratio as people write it, above 0 and at most 1: `5%`, `５％`, `0.05`, `1/20`, `1`.

    Anything else is a `ValueError` with a Chinese sentence; a bare `5` is not guessed at.

    >>> read_ratio(" ５％ "), read_ratio("0.05"), read_ratio("1")
    (Fraction(1, 20), Fraction(1, 20), Fraction(1, 1))
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    percent = _PERCENT.fullmatch(plain)
    if not percent and not _PLAIN.fullmatch(plain):
        raise ValueError(f"“{text.strip()}”不是比例，请写成5%、0.05或1/20。")
    ratio = Fraction(percent[1]) / 100 if percent else Fraction(plain)
    if not 0 < ratio <= 1:
        raise ValueError(f"比例“{text.strip()}”不在0到100%之间，应大于0，不超过100%。")
    return ratio


def fraction_text(ratio: Fraction) -> str:
    """`p/q` in lowest terms, or `1`: the form in which ratios are stored.

    >>> fraction_text(Fraction(5, 100)), fraction_text(Fraction(1))
    ('1/20', '1')
    """
    return str(ratio)


def normal_value(text: str, unit: str) -> str:
    """The value as stored: a ratio as `p/q`, a risk class as its letter, a switch as 计入 or 不计入; the rest
    are whole numbers.

    `ValueError` with a Chinese sentence when the text is neither.

    >>> normal_value("5%", RATIO_UNIT), normal_value(" 20 ", "个工作日"), normal_value("ｃ类", CLASS_UNIT)
    ('1/20', '20', 'C')
    """
    if unit == RATIO_UNIT:
        return fraction_text(read_ratio(text))
    plain = unicodedata.normalize("NFKC", text).strip()
    if unit == CLASS_UNIT:
        letter = plain.removesuffix("类").upper()
        if not _CLASS.fullmatch(letter):
            raise ValueError("请填风险类别A、B、C或D，例如C。")
        return letter
    if unit == SWITCH_UNIT:
        if plain not in (YES, NO):
            raise ValueError("请填计入或者不计入。")
        return plain
    if not _COUNT.fullmatch(plain):
        raise ValueError("请填大于0的整数，例如20。")
    return plain


def words_of(value: str, unit: str) -> str:
    """As the law writes it: 1/20 → 5%, 20 → 20个工作日; a ratio without exact percent stays p/q.

    >>> words_of("1/20", RATIO_UNIT), words_of("1/3", RATIO_UNIT), words_of("2", "名")
    ('5%', '1/3', '2名')
    """
    if unit == SWITCH_UNIT:
        return value
    return ratio_words(Fraction(value)) if unit == RATIO_UNIT else f"{value}{unit}"


def ratio_words(ratio: Fraction) -> str:
    """A percentage without rounding, or p/q where no percentage of at most six decimals is exact."""
    scaled = ratio * 10**8
    if scaled.denominator != 1:
        return fraction_text(ratio)
    whole, part = divmod(scaled.numerator, 10**6)
    return f"{whole}.{part:06d}".rstrip("0").rstrip(".") + "%"
