"""Words of absences, interests, their sources, and the tags of partner bureaus. Pure."""

import calendar
import datetime

ON_INTERESTS, ON_URGENCY = "interests", "urgency"
DELEGATED = {ON_INTERESTS: "回避", ON_URGENCY: "线索核查不经抽取派人"}
ABSENCES: dict[str, str] = {
    "leave": "请假",
    "posted": "外派或借调",
    "study": "脱产学习",
    "suspended": "停职",
}
INTERESTS: dict[str, str] = {
    "kin": "近亲属",
    "former_employer": "曾任职",
    "shareholding": "持股或投资",
    "other": "其他关系",
}
KIND_WORDS: tuple[tuple[str, str], ...] = (
    *((word, "kin") for word in ("配偶", "亲属", "子女", "父母", "兄弟", "姐妹", "岳父", "岳母")),
    *((word, "shareholding") for word in ("持股", "股东", "投资", "合伙")),
    *((word, "former_employer") for word in ("任职", "工作过", "离职", "聘用")),
)
REGISTER, INSPECTOR_SAYS, BUSINESS_SAYS, HINT, LEGAL_SAYS = (
    "register",
    "inspector",
    "business",
    "hint",
    "legal",
)
SOURCES: dict[str, str] = {
    REGISTER: "名录库填报",
    INSPECTOR_SAYS: "本人申报",
    BUSINESS_SAYS: "企业申请",
    HINT: "比对线索",
    LEGAL_SAYS: "法规机构提出",
}
# What a bureau is called → the tag its people bear in a draw (drawproof/1 section 2).
PARTNER_TAGS: tuple[tuple[str, str, str], ...] = (
    ("市场监督", "dept:market", "市场监管"),
    ("应急", "dept:emergency", "应急管理"),
    ("生态环境", "dept:ecology", "生态环境"),
    ("水利", "dept:water", "水利"),
    ("住房", "dept:housing", "住建"),
    ("林业", "dept:forestry", "林草"),
    ("公安", "dept:police", "公安"),
    ("交通", "dept:transport", "交通运输"),
    ("农业", "dept:agriculture", "农业农村"),
    ("税务", "dept:tax", "税务"),
    ("文化", "dept:culture", "文旅"),
    ("气象", "dept:weather", "气象"),
    ("消防", "dept:fire", "消防"),
    ("城市管理", "dept:city", "城管"),
    ("发展和改革", "dept:reform", "发改"),
    ("教育", "dept:education", "教育"),
    ("卫生", "dept:health", "卫健"),
    ("民政", "dept:civil", "民政"),
    ("人力资源", "dept:labour", "人社"),
)
PARTNER_TITLES: dict[str, str] = {tag: title for _, tag, title in PARTNER_TAGS}


def kind_of_relation(words: str) -> str:
    """The kind that an office's own words mean; `other` when they say nothing known.

    >>> kind_of_relation("配偶任职"), kind_of_relation("本人曾任职未满三年")
    ('kin', 'former_employer')
    """
    return next((kind for word, kind in KIND_WORDS if word in words), "other")


def months_later(day: datetime.date, months: int) -> datetime.date:
    """The last day of a span of so many months that begins on `day`.

    >>> months_later(datetime.date(2026, 3, 10), 12), months_later(datetime.date(2024, 8, 31), 6)
    (datetime.date(2027, 3, 9), datetime.date(2025, 2, 27))
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last)) - datetime.timedelta(days=1)


def partner_tag(name: str) -> str:
    """The tag of a bureau by its name; "" when the table knows none."""
    return next((tag for word, tag, _ in PARTNER_TAGS if word in name), "")
