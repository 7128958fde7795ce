"""Dates as people write them."""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta

from mingcha.common.workbooks.book import Cell
from mingcha.common.workbooks.refusals import CellRefused
from mingcha.common.workbooks.values.text import as_text, is_blank, read_text

FORMS = (
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
    re.compile(r"(\d{4})[.。．·](\d{1,2})[.。．·](\d{1,2})\.?"),
    re.compile(r"(\d{4})[-/—–~](\d{1,2})[-/—–~](\d{1,2})"),
    re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]?"),
)
CLOCK = re.compile(r"[T ]?\d{1,2}[:：]\d{2}([:：]\d{2}(\.\d+)?)?$")
MONTH_ONLY = re.compile(r"\d{4}[年./-]?(0?[1-9]|1[0-2])月?")
SHORT_YEAR = re.compile(r"\d{2}[年./-]\d{1,2}[月./-]\d{1,2}日?")
WITHOUT_END = frozenset({"长期", "长期有效", "永久", "永久有效", "无期限", "无固定期限"})
DAY = r"\d{8}|\d{4}年\d{1,2}月\d{1,2}[日号]?|\d{4}(?:\.\d{1,2}\.|/\d{1,2}/|-\d{1,2}-)\d{1,2}"
PERIOD = re.compile(
    rf"自?({DAY})起?[-~—–－～至到/]+({DAY}|长期|长期有效|永久|永久有效)止?",
)
EPOCH = date(1899, 12, 30)  # day 0 of spreadsheets, for serials after February 1900
SERIALS = range(18264, 73051)  # 1950-01-01 to 2100-01-01
CHINESE = str.maketrans("〇零一二三四五六七八九", "00123456789")


def _on_calendar(year: int, month: int, day: int, shown: str, field: str) -> date:
    if not 1900 <= year < 2200:
        raise CellRefused(f"{field}“{shown}”的年份{year}不合常理，请改正。")
    if not 1 <= month <= 12:
        raise CellRefused(f"{field}“{shown}”不存在：没有{month}月。请改正。")
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise CellRefused(f"{field}“{shown}”不存在：{year}年{month}月只有{last}天，没有{day}日。请改正。")
    return date(year, month, day)


def _serial(text: str) -> date | None:
    number = int(text) if text.isdigit() and len(text) == 5 else 0
    return EPOCH + timedelta(days=number) if number in SERIALS else None


def _read_written(text: str, field: str) -> date:
    plain = CLOCK.sub("", text)
    spelled = re.fullmatch(r"([〇零一二三四五六七八九]{4})年(.+)", plain)
    if spelled:
        plain = spelled[1].translate(CHINESE) + "年" + _spelled_out(spelled[2])
    for form in FORMS:
        parts = form.fullmatch(plain)
        if parts:
            return _on_calendar(int(parts[1]), int(parts[2]), int(parts[3]), text, field)
    if MONTH_ONLY.fullmatch(plain):
        raise CellRefused(f"{field}“{text}”只有年月，没有日，请写全，例如2024年4月9日。")
    if SHORT_YEAR.fullmatch(plain):
        raise CellRefused(f"{field}“{text}”的年份只有两位，请写四位年份，例如2024年4月9日。")
    raise CellRefused(f"{field}“{text}”认不出是哪一天，请写成2024-04-09或2024年4月9日。")


def _spelled_out(text: str) -> str:
    """十二月三十一日 → 12月31日."""

    def number(found: re.Match[str]) -> str:
        tens, ten, ones = found[1].translate(CHINESE).partition("十")
        return str(int(tens or 1) * 10 + int(ones or 0)) if ten else tens

    return re.sub(r"([一二三四五六七八九十]{1,3})(?=[月日号])", number, text)


def read_date(cell: Cell, *, field: str = "日期") -> date | None:
    """A day: 20240409, 2024.4.9, 2024年4月9日, 2024-04-09, 2024/4/9, a spreadsheet's day number, with or
    without a time of day. None for an empty cell and for 长期 (see `is_without_end`).

    Raises CellRefused naming what the calendar lacks."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if is_blank(cell) or is_without_end(cell):
        return None
    if isinstance(cell, float):
        cell = int(cell)  # a day number with a time of day
    text = read_text(as_text(cell))
    return _serial(text) or _read_written(text, field if "日期" in field else f"{field}（日期）")


def read_period(cell: Cell, *, field: str = "有效期") -> tuple[date | None, date | None, bool] | None:
    """First day, last day and whether there is no last day: 2020.1.1-2030.1.1, 2020年1月1日至长期.

    None when the cell names no two days. Raises CellRefused for a day the calendar lacks."""
    found = PERIOD.fullmatch(re.sub(r"\s", "", read_text(cell))) if isinstance(cell, str) else None
    if found is None:
        return None
    first, last = read_date(found[1], field=f"{field}起"), read_date(found[2], field=f"{field}止")
    if first and last and first > last:
        raise CellRefused(f"{field}“{read_text(cell)}”的起始日期晚于截止日期，请改正。")
    return first, last, is_without_end(found[2])


def is_without_end(cell: Cell) -> bool:
    """长期, 永久: a date that never comes."""
    return isinstance(cell, str) and read_text(cell) in WITHOUT_END
