"""What people write into a yearly plan: ratio, frequency, period, number. Read exactly, or asked about. Pure.

Every reader raises `ValueError` with a Chinese question when a cell can be read in two ways or in none."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from mingcha.common.workbooks.book import Cell
from mingcha.common.workbooks.refusals import CellRefused
from mingcha.common.workbooks.values import read_text
from mingcha.plans.rules.counting import ORDINARY, RAISED
from mingcha.plans.rules.plan_periods import PeriodCell, read_period_text

__all__ = [
    "CountCell",
    "Graded",
    "PeriodCell",
    "read_count_cell",
    "read_frequency_cell",
    "read_period_cell",
    "read_ratio_and_frequency_cell",
    "read_ratio_cell",
    "stratum_named",
]

EVERYBODY = ""
CLASSES = "ABCD"
RISK_CLASS = re.compile("[A-D]")
NAMES: dict[str, str] = {
    "低风险": ORDINARY,
    "一般": ORDINARY,
    "普通": ORDINARY,
    "常规": ORDINARY,
    "其他": EVERYBODY,
    "其它": EVERYBODY,
    "其余": EVERYBODY,
    "高风险": RAISED,
    "加强": RAISED,
    "重点": RAISED,
}
_NOUN = "(?:信用|风险|监管|企业|单位|主体|对象|等级|[层类级])*"
_NAME = rf"(?:{'|'.join(NAMES)}|[A-D]){_NOUN}"
_NAMED = re.compile(rf"(?:信用|风险|监管|等级|类别|为)*{_NAME}(?:[、,/和及与]?{_NAME})*[:的为按]*")
_KEY = re.compile(rf"{'|'.join(NAMES)}|[A-D]")
_RISK_WORDS = re.compile(
    "低风险|一般(?=风险|信用|企业|单位|主体|对象|层|、|及|和|$)|普通(?=风险|企业|主体)|高风险|加强"
)
_RISK_CLASSES = re.compile(r"[A-D](?:[、,/和及与]?[A-D])*(?=[类级等])")
_EDGES = "、,;:。()"
_BEFORE_NAMES = re.compile(r"(?:[、,;:。(]|其中|但|对)+$")

OPEN = re.compile(r"按(?:实际|需|照?(?:实际|需要|情况|上级)).*|视.*|根据.*|不定期|随机|不限|待定|另行.*")
_AT_LEAST = r"(?:不低于|不少于|不小于|至少|最低|大于等于|>=|≥|≧|=|抽取|抽查|检查)*"
_PERCENT = re.compile(rf"{_AT_LEAST}(\d+(?:\.\d+)?)([%‰])(?:及?以上)?")
_SHARE = re.compile(rf"{_AT_LEAST}(?:(\d{{1,9}})/([1-9]\d{{0,8}})|(0?\.\d+))")
_BARE = re.compile(rf"{_AT_LEAST}(\d+(?:\.\d+)?)")
_SPOKEN = re.compile(rf"{_AT_LEAST}百分之([一二两三四五六七八九十百]{{1,3}})(?:以上)?")
_ALL = re.compile(r"(?:实行|实施|做到)?(?:全覆盖|全部|全查|全数|全面覆盖)(?:检查|抽查)?")

_DIGITS = {word: value for value, word in enumerate("零一二三四五六七八九")} | {"两": 2}
_TIMES_A_YEAR = {"年度": 1, "年": 1, "半年": 2, "季度": 4, "季": 4, "月度": 12, "月": 12}
_NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_SPAN = r"(?:年度|半年|年|季度|季|月度|月)"
_ROUND = r"[次轮批遍回]"
_MORE = "(?:及?以上)?"
_EVERY = re.compile(rf"(?:每|全)?({_NUMBER})?个?({_SPAN})(?:各|内)?{_AT_LEAST}({_NUMBER}){_ROUND}?{_MORE}")
_PER = re.compile(rf"{_AT_LEAST}({_NUMBER}){_ROUND}?{_MORE}[/每](?:({_NUMBER})个?)?({_SPAN}){_MORE}")
_TIMES = re.compile(rf"{_AT_LEAST}({_NUMBER})(?:\.0+)?{_ROUND}?{_MORE}")
_HALVES = re.compile(rf"上[、和]?下半年各({_NUMBER}){_ROUND}")

_COUNT = re.compile(rf"{_AT_LEAST}(\d{{1,9}})(?:\.0+)?([家个户宗件处条名]?)(?:及?以上)?")


@dataclass(frozen=True)
class Graded:
    """What a cell says: for everybody (`""`), for risk classes (`A`…`D`), for the ordinary and the raised
    stratum. The nearest name holds: a class before its stratum, a stratum before everybody."""

    parts: tuple[tuple[str, Fraction], ...]

    @property
    def tells_apart(self) -> bool:
        """Whether it says something of its own for anybody."""
        return any(name != EVERYBODY for name, _ in self.parts)

    @property
    def lowest(self) -> Fraction:
        return min(value for _, value in self.parts)

    @property
    def highest(self) -> Fraction:
        return max(value for _, value in self.parts)

    def of_class(self, letter: str, high_class: str) -> Fraction | None:
        """The value for a risk class, raised from `high_class` on; None where the cell leaves it out."""
        said = dict(self.parts)
        stratum = RAISED if letter >= high_class else ORDINARY
        return next((said[name] for name in (letter, stratum, EVERYBODY) if name in said), None)

    def ordinary(self, high_class: str) -> tuple[Fraction, ...]:
        """The values below the high class, each once, ascending."""
        return self._of_classes([letter for letter in CLASSES if letter < high_class], high_class)

    def raised(self, high_class: str) -> tuple[Fraction, ...]:
        """The values from the high class on, each once, ascending."""
        return self._of_classes([letter for letter in CLASSES if letter >= high_class], high_class)

    def _of_classes(self, letters: list[str], high_class: str) -> tuple[Fraction, ...]:
        found = (self.of_class(letter, high_class) for letter in letters)
        return tuple(sorted({value for value in found if value is not None}))


@dataclass(frozen=True)
class CountCell:
    """A number of units, and what they are counted in when the cell says so (家, 个)."""

    count: int
    measure: str = ""


def stratum_named(text: str, high_class: str) -> str:
    """The one stratum that a text about whom is inspected names, by words or by risk classes; else empty.

    >>> stratum_named("高风险企业", "C"), stratum_named("A、B类矿山", "C"), stratum_named("一般、高风险", "C")
    ('raised', 'ordinary', '')
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    named = {NAMES[word] for word in _RISK_WORDS.findall(plain)} - {EVERYBODY}
    letters = {letter for found in _RISK_CLASSES.findall(plain) for letter in RISK_CLASS.findall(found)}
    named |= {RAISED if letter >= high_class else ORDINARY for letter in letters}
    return named.pop() if len(named) == 1 else ""


def read_ratio_cell(cell: Cell, *, unit: str = "", field: str = "抽查比例") -> Graded:
    """A share of the base, or one for each class or stratum; `unit` is that of the column (`%`).

    >>> read_ratio_cell("不低于５％").parts
    (('', Fraction(1, 20)),)
    >>> [str(value) for _, value in read_ratio_cell("A、B 5%，C 20%，D 50%").parts]
    ['1/20', '1/20', '1/5', '1/2']
    """
    if isinstance(cell, int | float) and cell == 1 and unit != "%":
        return Graded(((EVERYBODY, Fraction(1)),))  # how a spreadsheet stores 100%
    if isinstance(cell, float) and 0 < cell < 1:
        unit = ""  # likewise 5%, whatever the heading says
    plain = _plain(cell, field, "5%")
    return _graded(plain, field, lambda text: _ratio(text, unit, field))


def read_frequency_cell(cell: Cell, *, field: str = "抽查频次") -> Graded:
    """Rounds a year, or those of each class or stratum.

    >>> [str(read_frequency_cell(text).highest) for text in ("2次/年", "每半年一次", "≥1次", "每两年1次")]
    ['2', '2', '1', '1/2']
    """
    plain = _plain(cell, field, "2次/年")
    return _graded(plain, field, lambda text: _frequency(text, field))


def read_ratio_and_frequency_cell(cell: Cell) -> tuple[Graded, Graded]:
    """Both from one cell: `10%，每年2次`.

    >>> [str(one.highest) for one in read_ratio_and_frequency_cell("10%，每年2次")]
    ['1/10', '2']
    """
    field = "抽查比例及频次"
    pieces = re.split("[,;、]", _plain(cell, field, "5%，每年2次"))
    rounds = [piece for piece in pieces if re.search(_ROUND, piece)]
    shares = [piece for piece in pieces if piece not in rounds]
    if not rounds or not shares:
        raise ValueError(f"{field}“{_shown(cell)}”要同时写明比例和频次，例如5%，每年2次。")
    return read_ratio_cell(",".join(shares)), read_frequency_cell(",".join(rounds))


def read_period_cell(cell: Cell, year: int, *, field: str = "计划起止时间") -> PeriodCell:
    """First and last day; months without a year are of `year`.

    >>> read_period_cell("6-12月", 2026)
    PeriodCell(first=datetime.date(2026, 6, 1), last=datetime.date(2026, 12, 31))
    """
    return read_period_text(_plain(cell, field, "3月至5月"), year, field)


def read_count_cell(cell: Cell, *, field: str = "抽查数量") -> CountCell:
    """A number of units, 0 included: `20`, `20家`, `1,800`.

    >>> read_count_cell("1,800家")
    CountCell(count=1800, measure='家')
    """
    plain = _plain(cell, field, "20")
    found = _COUNT.fullmatch(re.sub(r"(?<=\d),(?=\d{3})", "", plain))
    if not found:
        raise ValueError(f"{field}“{_shown(cell)}”是多少？请只写一个整数，例如20。")
    return CountCell(int(found[1]), found[2])


def _plain(cell: Cell, field: str, example: str) -> str:
    """One width, no spaces, capitals. An empty cell is asked about."""
    try:
        text = read_text(cell)
    except CellRefused as refused:
        raise ValueError(f"{field}：{refused.sentence}") from refused
    plain = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if not plain:
        raise ValueError(f"没有填写{field}，应为多少？例如{example}。")
    if OPEN.fullmatch(plain):
        raise ValueError(f"{field}写的是“{text}”，计划应为多少？请写明确数，例如{example}。")
    return plain


def _shown(cell: Cell) -> str:
    return str(cell).strip()


def _graded(plain: str, field: str, read: Callable[[str], Fraction]) -> Graded:
    """The text cut before every name or row of names; what stands before the first is for everybody."""
    names = list(_NAMED.finditer(plain))
    ends = [found.start() for found in names[1:]] + [len(plain)]
    start = names[0].start() if names else len(plain)
    pieces = [([EVERYBODY], _BEFORE_NAMES.sub("", plain[:start]))] if start else []
    pieces += (
        [(_keys(found[0]), plain[found.end() : end]) for found, end in zip(names, ends, strict=True) if found]
        if names
        else []
    )
    said: dict[str, Fraction] = {}
    for keys, text in pieces:
        value = read(_BEFORE_NAMES.sub("", text).strip(_EDGES))
        for key in keys:
            if said.setdefault(key, value) != value:
                raise ValueError(f"{field}“{plain}”对同一类写了两个数，以哪个为准？")
    return Graded(tuple(said.items()))


def _keys(names: str) -> list[str]:
    return [NAMES.get(word, word) for word in _KEY.findall(names)]


def _ratio(text: str, unit: str, field: str) -> Fraction:
    value = _share(text, unit)
    if value is None:
        raise ValueError(f"{field}“{text}”是多少？请写一个百分数，例如5%。")
    if not 0 < value <= 1:
        raise ValueError(f"{field}“{text}”应大于0、不超过100%，应为多少？")
    return value


def _share(text: str, unit: str) -> Fraction | None:
    if found := _PERCENT.fullmatch(text):
        return Fraction(found[1]) / (100 if found[2] == "%" else 1000)
    if _ALL.fullmatch(text):
        return Fraction(1)
    if unit == "%" and (found := _BARE.fullmatch(text)):
        return Fraction(found[1]) / 100
    if found := _SHARE.fullmatch(text):
        return Fraction(found[3]) if found[3] else Fraction(int(found[1]), int(found[2]))
    if found := _SPOKEN.fullmatch(text):
        return Fraction(100 if "百" in found[1] else _number(found[1]), 100)
    # 5 can only be 5 %; 1 could be both and is asked about.
    found = _BARE.fullmatch(text)
    return Fraction(found[1]) / 100 if found and Fraction(found[1]) > 1 else None


def _frequency(text: str, field: str) -> Fraction:
    value = _times(text)
    if value is None:
        raise ValueError(f"{field}“{text}”是一年几次？请写成2次/年。")
    if value <= 0:
        raise ValueError(f"{field}“{text}”应大于0，应为一年几次？")
    return value


def _times(text: str) -> Fraction | None:
    if found := _HALVES.fullmatch(text):
        return Fraction(2 * _number(found[1]))
    if found := _EVERY.fullmatch(text):
        return Fraction(_TIMES_A_YEAR[found[2]] * _number(found[3]), _number(found[1] or "1") or 1)
    if found := _PER.fullmatch(text):
        return Fraction(_TIMES_A_YEAR[found[3]] * _number(found[1]), _number(found[2] or "1") or 1)
    found = _TIMES.fullmatch(text)
    return Fraction(_number(found[1])) if found else None


def _number(word: str) -> int:
    """2, 两, 十二."""
    if word.isdigit():
        return int(word)
    tens, ten, ones = word.rpartition("十")
    return (_DIGITS[tens] if tens else 1) * 10 * bool(ten) + (_DIGITS[ones] if ones else 0)
