"""The figures of a bulletin and the text that is tied to them. Pure.

A number in the text is a placeholder, `{抽中}`, never a digit: what the text says is what the data say. What
was typed by hand all the same is found by `hand_numbers`; two states of the data are compared by
`differences`."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Count = tuple[str, tuple[int, ...]]
"""A row of a table: its name, and its numbers in the order of the table's columns."""

NUMBERS: dict[str, str] = {
    "base": "基数",
    "drawn": "抽中",
    "strata": "层数",
    "withdrawn": "退出",
    "replaced": "递补",
    "visits": "户次",
    "called_off": "不再实施",
    "visited": "已查",
    "checked": "实施检查",
    "not_checked": "无法检查",
    "clean": "无问题",
    "with_problems": "有问题",
    "problems": "问题项次",
    "ordered": "责令改正",
    "ordered_done": "改正复查",
    "pending": "待处理",
    "handed": "移交",
    "handed_done": "移交办结",
    "on_site": "现场检查",
    "on_paper": "书面检查",
    "remote": "远程检查",
    "refused": "拒绝签字",
    "absent": "不在场",
    "ratings": "评价",
    "hindered": "妨碍经营",
    "asked_for": "索取财物",
    "clues": "线索核查",
}
SHARES: dict[str, tuple[str, str]] = {"抽查比例": ("drawn", "base"), "问题比例": ("with_problems", "checked")}
STRATA = ("基数", "抽中", "已查", "无法检查", "有问题")
RESULTS = ("对象", "项次")
ITEMS = ("实施检查", "有问题")

SECTIONS: dict[str, str] = {
    "basis": "基本情况",
    "drawing": "抽取情况",
    "visiting": "检查情况",
    "results": "检查结果",
    "problems": "典型问题",
    "measures": "处理措施",
    "handovers": "后续移交",
    "discipline": "作风纪律",
    "clues": "线索核查",
}
Text = Mapping[str, str]
"""By key of a section, its paragraphs, each on a line of its own."""

TOKEN = re.compile(r"\{([^{}]*)\}")
# What has digits and is no figure: numbers of documents, articles, and codes with a letter before them.
NO_FIGURE = re.compile(r"〔\d{4}〕\d+号|第[\d〇零一二三四五六七八九十百千]+[条款项]|[A-Za-z][A-Za-z0-9]*")
FIGURE = re.compile(
    r"[\d０-９][\d０-９.,，．%％]*"
    r"|百分之[〇零一二三四五六七八九十百点]+|[〇零一二两三四五六七八九十百千万]+(?:余|多)?(?=[家户个名人项次条份起件成倍])"
)
AROUND = 6


@dataclass(frozen=True)
class Figures:
    """What a round came to. `words` are names and days, `numbers` by the keys of `NUMBERS`; then by stratum
    in its neutral code, by result, by item."""

    words: Mapping[str, str]
    numbers: Mapping[str, int]
    strata: tuple[Count, ...]
    results: tuple[Count, ...]
    items: tuple[Count, ...]

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        tables = {"strata": self.strata, "results": self.results, "items": self.items}
        listed = {key: [[name, *counts] for name, counts in rows] for key, rows in tables.items()}
        return {"words": dict(self.words), "numbers": dict(self.numbers), **listed}

    @classmethod
    def revived(cls, kept: Mapping[str, Any]) -> "Figures":
        """From what JSON kept."""
        tables = (
            tuple((str(name), tuple(int(one) for one in counts)) for name, *counts in kept[key])
            for key in ("strata", "results", "items")
        )
        return cls(dict(kept["words"]), {key: int(one) for key, one in kept["numbers"].items()}, *tables)


def tokens(figures: Figures) -> dict[str, str]:
    """What each placeholder stands for, in the order in which a page lists them. Kept figures may be older
    than a number, which was none then."""
    numbers = figures.numbers
    return {
        **figures.words,
        **{label: written(numbers.get(key, 0)) for key, label in NUMBERS.items()},
        **{label: share(numbers[part], numbers[whole]) for label, (part, whole) in SHARES.items()},
        **_of_table("层", STRATA, figures.strata),
        **_of_table("结果-", RESULTS, figures.results),
        **_of_table("事项-", ITEMS, figures.items),
    }


def _of_table(before: str, heads: Sequence[str], rows: Iterable[Count]) -> dict[str, str]:
    return {
        token(before, name, head): written(count)
        for name, counts in rows
        for head, count in zip(heads, counts, strict=True)
    }


def token(before: str, name: str, head: str) -> str:
    """The name of the placeholder of one cell.

    >>> token("层", "s1", "抽中")
    '层s1-抽中'
    """
    return f"{before}{without_braces(name)}-{head}"


def without_braces(words: str) -> str:
    """Words from elsewhere, which are no placeholders."""
    return words.replace("{", "（").replace("}", "）")


def written(count: int) -> str:
    return f"{count:,}"


def share(part: int, whole: int) -> str:
    """A percentage of statistics; a dash where there is nothing to take it of.

    >>> share(1, 3), share(0, 0)
    ('33.33%', '—')
    """
    if not whole:
        return "—"
    found = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{found}%"


def filled(text: str, figures: Figures) -> str:
    """The text with every placeholder written out.

    >>> filled("抽中{抽中}家", Figures({}, dict.fromkeys(NUMBERS, 0) | {"drawn": 1200}, (), (), ()))
    '抽中1,200家'
    """
    known = tokens(figures)
    return TOKEN.sub(lambda found: known[found[1]], text)


def wrong_tokens(text: Text, figures: Figures) -> list[str]:
    """Placeholders that stand for nothing, and a brace that has no other."""
    known = tokens(figures)
    told = "\n".join(text.values())
    unknown = [f"{{{one}}}" for one in TOKEN.findall(told) if one not in known]
    single = [sign for sign in "{}" if sign in TOKEN.sub("", told)]
    return list(dict.fromkeys([*unknown, *single]))


def hand_numbers(text: Text, figures: Figures) -> list[str]:
    """Numbers that were typed and are not tied to the data, each with what stands around it. Numbers of
    documents and articles are none, nor digits in the names of items and results."""
    found = []
    for part in text.values():
        rest = _without_names(part, figures)
        for one in FIGURE.finditer(rest):
            around = rest[max(0, one.start() - AROUND) : one.end() + AROUND]
            found.append(around.replace("\n", " ").replace("\0", "").strip())
    return list(dict.fromkeys(found))


def _without_names(part: str, figures: Figures) -> str:
    names = [*figures.words.values(), *(name for name, _ in (*figures.results, *figures.items))]
    rest = TOKEN.sub("\0", part)
    for name in sorted(filter(None, names), key=len, reverse=True):
        rest = rest.replace(name, "\0")
    return NO_FIGURE.sub("\0", rest)


def names_in(text: Text, names: Iterable[str]) -> list[str]:
    """Which of the names the text tells."""
    told = "\n".join(text.values())
    return sorted({name for name in names if len(name) > 1 and name in told})


def without_names(words: str, companies: Iterable[str], people: Iterable[str]) -> str:
    """Words of a record without the names of whom it concerns.

    >>> without_names("甲乙矿业有限公司矿长张得宝不在场", ["甲乙矿业有限公司"], ["张得宝"])
    '某企业矿长某人不在场'
    """
    for names, instead in ((companies, "某企业"), (people, "某人")):
        for name in sorted({one for one in names if len(one) > 1}, key=len, reverse=True):
            words = words.replace(name, instead)
    return without_braces(words)


def differences(kept: Figures, now: Figures) -> list[tuple[str, str, str]]:
    """(placeholder, as kept, as the data are now) of each that is not the same.

    >>> some = dict.fromkeys(NUMBERS, 0)
    >>> differences(Figures({}, some, (), (), ()), Figures({}, some | {"drawn": 3}, (), (), ()))
    [('抽中', '0', '3')]
    """
    before, after = tokens(kept), tokens(now)
    return [
        (one, before.get(one, "没有"), after.get(one, "没有"))
        for one in dict.fromkeys([*before, *after])
        if before.get(one) != after.get(one)
    ]
