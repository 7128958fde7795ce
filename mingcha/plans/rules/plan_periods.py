"""From when to when, as plans write it: months, quarters, halves, days. Pure."""

import datetime
import re
from calendar import monthrange
from dataclasses import dataclass

_YEAR = r"(?:(?P<year>\d{4})年?(?:度)?)?"
_POINTS = (
    re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"),
    re.compile(r"(?P<year>\d{4})[-./](?P<month>\d{1,2})(?:[-./](?P<day>\d{1,2}))?"),
    re.compile(
        r"(?:(?P<year>\d{4})[年.])?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})[日号]?|(?P<third>[上中下])旬|份)?"
    ),
    re.compile(r"(?P<day>\d{1,2})[日号]"),
)
_NAMED = re.compile(
    rf"{_YEAR}(?:(?P<all>全年)|(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度|Q(?P<short>[1-4]))"
)
_YEAR_ALONE = re.compile(r"(?P<year>\d{4})年度?")
_MONTHS = re.compile(rf"{_YEAR}(\d{{1,2}})月?(?:份)?[-~—–至到]+(\d{{1,2}})月")
_JOINTS = re.compile(r"[~—–至到]+")
_QUARTERS = {word: place for place, word in enumerate("一二三四", 1)} | {str(n): n for n in range(1, 5)}
_THIRDS = {"上": (1, 10), "中": (11, 20), "下": (21, 31)}


@dataclass(frozen=True)
class PeriodCell:
    """First and last day, both included."""

    first: datetime.date
    last: datetime.date


def read_period_text(plain: str, year: int, field: str) -> PeriodCell:
    """The period of a text of one width without spaces. `ValueError` with a question otherwise."""
    try:
        bare = _bare(plain)
        found = _named(bare, year) or _months(bare, year) or _span(bare, year)
    except ValueError as odd:
        raise ValueError(f"{field}“{plain}”中有日历上没有的日子，应为哪一天？") from odd
    if found is None:
        raise ValueError(f"{field}“{plain}”是从哪一天到哪一天？请写成3月至5月，或2026年3月1日至5月31日。")
    if found.first > found.last:
        raise ValueError(f"{field}“{plain}”的开始晚于结束，应为从哪一天到哪一天？")
    return found


def _bare(plain: str) -> str:
    """自3月初起至5月底止 says no more than 3月至5月; 3月底 alone leaves its first day open and stays so."""
    text = re.sub(r"(?<=[月日号])(?:初|份)?起?(?=[-~—–至到])", "", re.sub("^[自从]", "", plain))
    has_two = re.search("[-~—–至到]", text)
    return re.sub(r"(?<=[月日号])(?:底|末|份)?止?$", "", text) if has_two else text


def _named(plain: str, year: int) -> PeriodCell | None:
    """全年, 上半年, 第二季度; 一季度至三季度; 2026年度."""
    pieces = [_NAMED.fullmatch(piece) for piece in re.split(r"[-~—–至到]+", plain)]
    if _YEAR_ALONE.fullmatch(plain):
        return _whole_months(int(plain[:4]), 1, int(plain[:4]), 12)
    if not 1 <= len(pieces) <= 2 or not all(pieces):
        return None
    first, last = pieces[0], pieces[-1]
    if first is None or last is None:
        return None
    year = int(first["year"] or year)
    return _whole_months(year, _of_name(first)[0], int(last["year"] or year), _of_name(last)[1])


def _of_name(found: re.Match[str]) -> tuple[int, int]:
    if found["all"]:
        return 1, 12
    if found["half"]:
        return (1, 6) if found["half"] == "上" else (7, 12)
    quarter = _QUARTERS[found["quarter"] or found["short"]]
    return quarter * 3 - 2, quarter * 3


def _months(plain: str, year: int) -> PeriodCell | None:
    """6-12月, 2026年3月—5月."""
    found = _MONTHS.fullmatch(plain)
    if found is None:
        return None
    year = int(found["year"] or year)
    return _whole_months(year, int(found[2]), year, int(found[3]))


def _whole_months(first_year: int, first: int, last_year: int, last: int) -> PeriodCell:
    end = datetime.date(last_year, last, 1)
    return PeriodCell(datetime.date(first_year, first, 1), end.replace(day=monthrange(last_year, last)[1]))


def _span(plain: str, year: int) -> PeriodCell | None:
    """Two points, or one month by itself. The second takes year and month from the first."""
    for first, last in _cuts(plain):
        start = _point(first, year, None)
        end = _point(last, start[0].year, start[0].month) if start and last else start
        if start and end and (last or not _is_day(first)):
            return PeriodCell(start[0], end[1])
    return None


def _cuts(plain: str) -> list[tuple[str, str]]:
    """Every way to cut the text in two at a joint, and not to cut it; a hyphen may also part a day."""
    cuts = [(plain[: found.start()], plain[found.end() :]) for found in _JOINTS.finditer(plain)]
    hyphens = [found.start() for found in re.finditer("-", plain)]
    middle = [hyphens[len(hyphens) // 2]] if len(hyphens) % 2 else []
    return [*cuts, *((plain[:at], plain[at + 1 :]) for at in middle), (plain, "")]


def _is_day(text: str) -> bool:
    return any(found["day"] for form in _POINTS if (found := form.fullmatch(text)))


def _point(text: str, year: int, month: int | None) -> tuple[datetime.date, datetime.date] | None:
    """First and last day that a point may mean: a day, a third of a month, a month."""
    found = next(filter(None, (form.fullmatch(text) for form in _POINTS)), None)
    if found is None:
        return None
    named = found.groupdict()
    if not named.get("month") and month is None:
        return None
    year, month = int(named.get("year") or year), int(named.get("month") or month or 0)
    length = monthrange(year, month)[1]
    if named.get("day"):
        day = datetime.date(year, month, int(named["day"]))
        return day, day
    first, last = _THIRDS.get(named.get("third") or "", (1, length))
    return datetime.date(year, month, first), datetime.date(year, month, min(last, length))
