"""Levels of legal texts, the key that finds a title again, and the texts an office starts with. Pure."""

import datetime
import re
import unicodedata
from dataclasses import dataclass

LAW, REGULATION, LOCAL_REGULATION = "law", "regulation", "local_regulation"
RULE, LOCAL_RULE, NORMATIVE = "rule", "local_rule", "normative"
LIST_AFTER_LAW = "list-after-law"
"""The kind of deadline that a change of law sets for the item list."""
LEVELS: dict[str, str] = {
    LAW: "法律",
    REGULATION: "行政法规",
    LOCAL_REGULATION: "地方性法规",
    RULE: "部门规章",
    LOCAL_RULE: "地方政府规章",
    NORMATIVE: "规范性文件",
}
# 局2022年度实施方案 二（一）: 法律法规规章; a normative document alone carries no inspection.
CARRYING = frozenset(LEVELS) - {NORMATIVE}

_STATE = "中华人民共和国"
_VERSION = re.compile(r"[（(][0-9]{4}年?[^（()）]*(?:修订|修正|修改|版)[^（()）]*[）)]")
_BRACKETS = str.maketrans("(〈〔[", "（《（（") | str.maketrans(")〉〕]", "）》））")


def title_key(title: str) -> str:
    """The title without the state's name, spaces, and the version some write into it; one form of brackets.

    >>> title_key("中华人民共和国 测绘法（2017年修订）"), title_key("测绘资质管理办法(试行)")
    ('测绘法', '测绘资质管理办法（试行）')
    """
    plain = "".join(unicodedata.normalize("NFKC", title).split())
    return _VERSION.sub("", plain).translate(_BRACKETS).removeprefix(_STATE)


def chinese_day(day: datetime.date) -> str:
    """As paper writes it.

    >>> chinese_day(datetime.date(2024, 11, 8))
    '2024年11月8日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


@dataclass(frozen=True)
class DefaultText:
    """One version of a text: `change` says what made it (制定, 修正, 修订), `made_on` the day of that, None
    when the office has to look it up."""

    title: str
    level: str
    issued_by: str
    document_no: str
    change: str
    made_on: datetime.date | None
    in_force_from: datetime.date
    in_force_until: datetime.date | None = None
    confidence: str = "S"


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


CONGRESS, COUNCIL = "全国人大常委会", "国务院"
LANDS, RESOURCES, OFFICE = "国土资源部", "自然资源部", "国务院办公厅"
MADE, AMENDED, REVISED = "制定", "修正", "修订"
CHANGES = {MADE: "制定（首次公布）", AMENDED: "修正（改动部分条款）", REVISED: "修订（整部重新公布）"}

_ROWS: tuple[tuple[str, str, str, str, str, str, str, str], ...] = (
    ("中华人民共和国矿产资源法", LAW, CONGRESS, "", AMENDED, "2009-08-27", "2009-08-27", "2025-06-30"),
    (
        "中华人民共和国矿产资源法",
        LAW,
        CONGRESS,
        "主席令第三十六号",
        REVISED,
        "2024-11-08",
        "2025-07-01",
        "",
    ),
    ("中华人民共和国土地管理法", LAW, CONGRESS, "主席令第三十二号", AMENDED, "2019-08-26", "2020-01-01", ""),
    (
        "中华人民共和国城市房地产管理法",
        LAW,
        CONGRESS,
        "主席令第三十二号",
        AMENDED,
        "2019-08-26",
        "2020-01-01",
        "",
    ),
    ("中华人民共和国城乡规划法", LAW, CONGRESS, "主席令第二十九号", AMENDED, "2019-04-23", "2019-04-23", ""),
    ("中华人民共和国测绘法", LAW, CONGRESS, "主席令第六十七号", REVISED, "2017-04-27", "2017-07-01", ""),
    ("中华人民共和国行政处罚法", LAW, CONGRESS, "主席令第七十号", REVISED, "2021-01-22", "2021-07-15", ""),
    (
        "中华人民共和国土地管理法实施条例",
        REGULATION,
        COUNCIL,
        "国务院令第743号",
        REVISED,
        "2021-07-02",
        "2021-09-01",
        "",
    ),
    ("土地复垦条例", REGULATION, COUNCIL, "国务院令第592号", MADE, "2011-03-05", "2011-03-05", ""),
    ("基本农田保护条例", REGULATION, COUNCIL, "国务院令第588号", REVISED, "2011-01-08", "2011-01-08", ""),
    ("地质灾害防治条例", REGULATION, COUNCIL, "国务院令第394号", MADE, "2003-11-24", "2004-03-01", ""),
    (
        "中华人民共和国测绘成果管理条例",
        REGULATION,
        COUNCIL,
        "国务院令第469号",
        MADE,
        "2006-05-27",
        "2006-09-01",
        "",
    ),
    ("优化营商环境条例", REGULATION, COUNCIL, "国务院令第722号", MADE, "2019-10-22", "2020-01-01", ""),
    ("企业信息公示暂行条例", REGULATION, COUNCIL, "国务院令第777号", REVISED, "2024-03-10", "2024-05-01", ""),
    ("闲置土地处置办法", RULE, LANDS, "国土资源部令第53号", REVISED, "2012-06-01", "2012-07-01", ""),
    ("自然资源行政处罚办法", RULE, RESOURCES, "自然资源部令第12号", REVISED, "2024-01-31", "2024-05-01", ""),
    (
        "矿业权人勘查开采信息管理办法",
        RULE,
        RESOURCES,
        "自然资源部令第13号",
        MADE,
        "2024-05-16",
        "2024-07-01",
        "",
    ),
    (
        "测绘资质管理办法",
        NORMATIVE,
        "自然资源部办公厅",
        "自然资办发〔2021〕43号",
        MADE,
        "2021-06-07",
        "2021-07-01",
        "",
    ),
    (
        "国务院办公厅关于推广随机抽查规范事中事后监管的通知",
        NORMATIVE,
        OFFICE,
        "国办发〔2015〕58号",
        MADE,
        "2015-07-29",
        "2015-07-29",
        "",
    ),
    (
        "国务院关于在市场监管领域全面推行部门联合“双随机、一公开”监管的意见",
        NORMATIVE,
        COUNCIL,
        "国发〔2019〕5号",
        MADE,
        "2019-01-27",
        "2019-01-27",
        "",
    ),
    (
        "国务院办公厅关于全面推行行政执法公示制度执法全过程记录制度重大执法决定法制审核制度的指导意见",
        NORMATIVE,
        OFFICE,
        "国办发〔2018〕118号",
        MADE,
        "2018-12-05",
        "2018-12-05",
        "",
    ),
)

DEFAULT_TEXTS: tuple[DefaultText, ...] = tuple(
    DefaultText(
        title,
        level,
        issued_by,
        document_no,
        change,
        _day(made),
        _day(begins),
        _day(ends) if ends else None,
    )
    for title, level, issued_by, document_no, change, made, begins, ends in _ROWS
)
