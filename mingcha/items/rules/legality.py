"""What makes an item lawful: a citation of law, regulation or rule, a body, contents, a method. Pure.

Local plan of 2022 二(一): what no law, regulation or rule provides for may not be inspected; the list names
legal basis, body, contents (and method, 三(一)3)."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from mingcha.common.workbooks.refusals import CellRefused
from mingcha.common.workbooks.values import read_frequency

NOTHING = frozenset({"", "/", "\\", "-", "—", "——", "无", "暂无", "没有", "略"})
LIST_CLAUSE = "局2022年度“双随机、一公开”监管工作实施方案 二（一）"
LIST_QUOTE = "凡是法律法规规章没有规定的，一律不得擅自开展检查"

# What a title ends with and what that makes it; the first that fits wins. Many a normative document is called
# 办法 or 规定 too: only the register of legal texts tells which of them is a rule.
LAW, PERHAPS_RULE, NO_LAW = "law", "perhaps-rule", ""
TITLE_ENDINGS: tuple[tuple[str, str], ...] = (
    ("方法", NO_LAW),
    ("做法", NO_LAW),
    ("办法", PERHAPS_RULE),
    ("法", LAW),
    ("法典", LAW),
    ("条例", LAW),
    ("细则", PERHAPS_RULE),
    ("规定", PERHAPS_RULE),
    ("规则", PERHAPS_RULE),
)
TO_REGISTER = "没有登记为法律文本，不能认定是规章：请在法律文本中登记，或者补充法律法规依据"
# 立法法第九十一条、第九十三条: rules are made by departments of the State Council and by the governments of
# provinces and of cities with districts; never by an office, a county, a district, a town or a township.
_MADE_LOCALLY = re.compile(
    r"^(?:(?!国家|国务院|中华人民共和国|中国|全国).{0,20}?(?<![布总格结])局"
    r"|.{0,12}省.{1,12}厅"
    r"|(?:.{2,8}?[省市州])?(?:[^城市治各以全跨]{1,6}县(?![级域乡市以际处城])"
    r"|[^城村集乡建名色小]{1,5}[乡镇](?![村镇企级化建])"
    r"|[^治保护胜开发新矿地园城社景辖灾山林库牧湖海特能源采禁疫功经济市规]{1,4}区(?![域块划间])))"
)
_OF_THE_HOUSE = re.compile(r"工作(?:细则|规定|规则|办法)|内部(?:工作|管理)")
_CITED_TITLE = re.compile(r"《[^《》]+》")
_CITED = re.compile(r"《([^《》]+)》([^《]*)")
_NUMBER = "[一二三四五六七八九十百千零〇0-9]+"
_ARTICLE = re.compile(
    rf"第{_NUMBER}条(?:之{_NUMBER})?(?:第{_NUMBER}款)?(?:(?:第{_NUMBER}|[（(]{_NUMBER}[）)]|第[（(]{_NUMBER}[）)])项)?"
)
_YEAR = re.compile(r"[（(]([0-9]{4})年?[^（()）]*(?:修订|修正|修改|制定|公布|通过|版)[^（()）]*[）)]")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
# A document number 〔2015〕6号 belongs to a normative document; laws and rules are made known by order (令).
_DOCUMENT_NUMBER = re.compile(r"[〔\[［][0-9]{4}[〕\]］]")
_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,6})?)[%％]")
_OF_HUNDRED = re.compile(r"百分之([一二三四五六七八九十百零〇]+)")
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0}


class ItemFacts(Protocol):
    """What the rules ask of an item."""

    @property
    def body(self) -> str: ...
    @property
    def contents(self) -> str: ...
    @property
    def methods(self) -> Sequence[str]: ...
    @property
    def basis(self) -> str: ...
    @property
    def ratio_basis(self) -> str: ...


@dataclass(frozen=True)
class Citation:
    """A document named in 《》. `article` is the first one as written (条、款、项), empty when none is named,
    `articles` all of them; `year` is that of the version named with it, `（2017年修订）`.
    `to_register`: its title may be that of a rule, and no registered text says whether it is one."""

    title: str
    is_law: bool
    article: str
    articles: tuple[str, ...] = ()
    year: str = ""
    to_register: bool = False

    def __str__(self) -> str:
        return f"《{self.title}》{self.article}"


@dataclass(frozen=True)
class RatioBasis:
    """A law's own figure for the ratio of draws."""

    citation: Citation
    ratio: Fraction


def citations(text: str) -> list[Citation]:
    """Every document named in the text, in its order.

    >>> [str(found) for found in citations("《土地管理法》第六十七条、《关于清理的通知》（县规〔2025〕3号）")]
    ['《土地管理法》第六十七条', '《关于清理的通知》']
    """
    found = []
    for title, tail in _CITED.findall(text):
        articles = tuple(article[0] for article in _ARTICLE.finditer(tail))
        before = tail.partition(articles[0])[0] if articles else tail
        is_law = not _DOCUMENT_NUMBER.search(before) and names_law(title)
        year = _YEAR.search(f"{title}{before}")
        found.append(
            Citation(
                _YEAR.sub("", title),
                is_law,
                next(iter(articles), ""),
                articles,
                year[1] if year else "",
                is_law and _kind(title) == PERHAPS_RULE,
            )
        )
    return found


def names_law(title: str) -> bool:
    """True for the title of a law or regulation, and for one that may be that of a rule; brackets such as
    （试行） left aside.

    >>> names_law("测绘法"), names_law("测绘资质管理办法（试行）"), names_law("关于加强监管的意见")
    (True, True, False)
    >>> names_law("某县随机抽查管理办法"), names_law("河北省双随机抽查工作细则"), names_law("某县节水条例")
    (False, False, True)
    """
    kind = _kind(title)
    return kind == LAW or (
        kind == PERHAPS_RULE and not never_a_rule(title) and not _OF_THE_HOUSE.search(title)
    )


def never_a_rule(title: str) -> bool:
    """True for what an office, a county, a district, a town or a township calls 办法, 规定, 细则, whatever
    somebody registered it as."""
    return _kind(title) == PERHAPS_RULE and bool(_MADE_LOCALLY.search(title))


def _kind(title: str) -> str:
    bare = _BRACKETS.sub("", title).strip()
    return next((kind for ending, kind in TITLE_ENDINGS if bare.endswith(ending)), NO_LAW)


def is_nothing(text: str) -> bool:
    """True for an empty cell and for what offices write instead: `/`, 无."""
    return text.strip() in NOTHING


def basis_shortcoming(text: str, cited: Sequence[Citation] | None = None) -> str:
    """Why the 检查依据 does not carry an inspection, in Chinese; empty when it does. `cited` are its
    citations as the register of legal texts knows them; without them titles alone decide."""
    if is_nothing(text):
        return "没有检查依据，应写明法律、法规或规章的名称和条款"
    cited = citations(text) if cited is None else cited
    if not cited:
        return "检查依据没有用《》写明法律、法规或规章的名称"
    lawful = [citation for citation in cited if citation.is_law]
    if not lawful:
        return f"《{cited[0].title}》不是法律、法规或规章，不能作为检查依据"
    if not any(citation.article for citation in lawful):
        return f"检查依据《{lawful[0].title}》没有写到条"
    return ""


def registration_want(cited: Sequence[Citation]) -> str:
    """That nothing but titles which may or may not be rules carry the inspection; empty when more does."""
    carrying = [citation for citation in cited if citation.is_law and citation.article]
    if carrying and all(citation.to_register for citation in carrying):
        return f"《{carrying[0].title}》{TO_REGISTER}"
    return ""


def shortcomings(item: ItemFacts, cited: Sequence[Citation] | None = None) -> list[str]:
    """Everything for which an item cannot be submitted, in Chinese; empty when it can."""
    wants = (
        basis_shortcoming(item.basis, cited),
        registration_want(cited or ()),
        "没有抽查主体" if is_nothing(item.body) else "",
        "没有抽查内容" if is_nothing(item.contents) else "",
        "" if any(not is_nothing(method) for method in item.methods) else "没有检查方式",
        "" if is_nothing(item.ratio_basis) else ratio_basis_shortcoming(item.ratio_basis),
    )
    return [want for want in wants if want]


def ratio_basis(text: str) -> RatioBasis | None:
    """The law, article and figure of an own 比例依据, or None when one of the three is missing or not clear.

    Only this permits (or demands) another ratio than the office's floor (local plan of 2022 二(四))."""
    lawful = [citation for citation in citations(text) if citation.is_law and citation.article]
    figures = set(_figures(text))
    if not lawful or len(figures) != 1:
        return None
    return RatioBasis(lawful[0], figures.pop())


@dataclass(frozen=True)
class RoundsBasis:
    """A law's own frequency: rounds a year, None where it names no number."""

    citation: Citation
    rounds: Fraction | None


def rounds_basis(text: str) -> RoundsBasis | None:
    """The law and article of an own 频次依据 with its figure; None when it names no law with an article.

    >>> rounds_basis("《某某办法》第五条：每年1次").rounds, rounds_basis("工作需要")
    (Fraction(1, 1), None)
    """
    lawful = [citation for citation in citations(text) if citation.is_law and citation.article]
    if not lawful:
        return None
    return RoundsBasis(lawful[0], _rounds(text))


def _rounds(text: str) -> Fraction | None:
    try:
        return read_frequency(_CITED_TITLE.sub("", text))
    except CellRefused:
        return None


def ratio_basis_shortcoming(text: str) -> str:
    """Why the 比例依据 does not carry its own ratio; empty when it does."""
    if ratio_basis(text) is not None:
        return ""
    return "比例依据应写明法律、法规或规章的名称、条款和一个比例，例如《某某办法》第五条：不低于3%"


def _figures(text: str) -> list[Fraction]:
    plain = unicodedata.normalize("NFKC", text)
    written = [Fraction(figure) / 100 for figure in _PERCENT.findall(plain)]
    spoken = [Fraction(_chinese_number(words), 100) for words in _OF_HUNDRED.findall(plain)]
    return [ratio for ratio in (*written, *spoken) if 0 < ratio <= 1]


def _chinese_number(words: str) -> int:
    """百分之 numbers up to one hundred: 五 5, 十 10, 二十五 25, 一百 100."""
    if "百" in words:
        return 100
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return _DIGITS[words[-1]]
    return 10 * (_DIGITS[tens[-1]] if tens else 1) + (_DIGITS[ones[-1]] if ones else 0)
