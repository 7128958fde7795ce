"""Numbers of private people in words that are about to become public: found, starred out, refused. Pure.

《个人信息保护法》 and 国办发〔2018〕118号 keep them from the public. A telephone of an office, such as
the one for complaints, is none of them."""

import re
from collections.abc import Iterable, Iterator

from mingcha.common.errors import Refusal
from mingcha.intake.rules import is_identity_number

CLAUSE = "《中华人民共和国个人信息保护法》；国办发〔2018〕118号：个人信息不公开"
REMEDY = "请去掉号码；要说明是谁的，写职务，例如“矿长”。"
MOST = 10

_BEFORE, _AFTER = r"(?<![0-9A-Z])", r"(?![0-9A-Z]|\.[0-9])"
_SAYS = r"[:为是 ]{0,3}"
_OF_AN_OFFICE = re.compile(rf"(?:监督|举报|投诉|咨询|服务|值班|公开|办公|我局|本局)(?:电话|热线)?{_SAYS}$")
# Signs of the wide forms as those of the narrow ones, one for one: places in the text stay where they are.
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: " ", ord("x"): "X"}
_NARROW |= dict.fromkeys(map(ord, "‐‑‒–—―－"), "-") | {ord("ｘ"): "X"}

IDENTITY, MOBILE, LANDLINE, ACCOUNT = "身份证号", "手机号", "固定电话号码", "银行账号"
# How each sort is written, the number itself as the group `n`.
_SORTS = (
    (IDENTITY, rf"{_BEFORE}(?P<n>[1-8]\d{{5}}[ -]?(?:18|19|20)\d{{6}}[ -]?\d{{3}}[0-9X]){_AFTER}"),
    (MOBILE, rf"{_BEFORE}(?:\+?86[ -]?)?(?P<n>1[3-9]\d[ -]?\d{{4}}[ -]?\d{{4}}){_AFTER}"),
    (LANDLINE, rf"(?<![0-9A-Z.-])(?P<n>\(?0\d{{2,3}}\)?[ -]?[2-8]\d{{6,7}}){_AFTER}"),
    (LANDLINE, rf"(?<=电话|座机|传真){_SAYS}(?P<n>[2-8]\d{{6,7}}){_AFTER}"),
    (ACCOUNT, rf"(?<=账号|帐号|账户|卡号){_SAYS}(?P<n>\d(?: ?\d){{9,22}}){_AFTER}"),
)
_WRITTEN = tuple((name, re.compile(pattern)) for name, pattern in _SORTS)


def private_numbers(text: str) -> list[tuple[str, str]]:
    """(what it is, the number with its middle starred out) of each private number in the text.

    >>> private_numbers("矿长电话１３８ 1234 5678，监督电话0312-7221234")
    [('手机号', '138****5678')]
    """
    return [(name, starred(digits)) for name, digits, _ in _found(text)]


def without_numbers(text: str) -> str:
    """The text with the middle of each private number starred out.

    >>> without_numbers("请打（0312）7221234，或来本局")
    '请打031****1234，或来本局'
    """
    for _, digits, (start, end) in sorted(_found(text), key=lambda one: one[2], reverse=True):
        text = text[:start] + starred(digits) + text[end:]
    return text


def starred(digits: str) -> str:
    """The number as it may be shown to whoever wrote it.

    >>> starred("13812345678"), starred("130624197001010191")
    ('138****5678', '130624********0191')
    """
    head = 6 if len(digits) == 18 else 3
    return f"{digits[:head]}{'*' * max(4, len(digits) - head - 4)}{digits[-4:]}"


def require_no_numbers(words: Iterable[tuple[str, str]], *, title: str, remedy: str = REMEDY) -> None:
    """`Refusal` naming each place among (place, text) in which somebody's number stands."""
    # Obligation not-to-be-published of docs/law/obligations.yml.
    found = [(place, *one) for place, text in words for one in private_numbers(text)]
    if not found:
        return
    places = "、".join(dict.fromkeys(place for place, *_ in found))
    sorts = "、".join(dict.fromkeys(name for _, name, _ in found))
    raise Refusal(
        "private-number",
        f"{places}里有{sorts}，公开后人人可见。",
        title=f"{title}：含个人信息",
        clause=CLAUSE,
        remedy=remedy,
        found=[(place, f"{name}{number}") for place, name, number in found[:MOST]],
    )


def _found(text: str) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """(sort, digits, place) of each number once, by the first sort that takes it."""
    narrow, taken = text.translate(_NARROW), set[int]()
    for sort, written in _WRITTEN:
        for one in written.finditer(narrow):
            start, end = one.span("n")
            digits = re.sub(r"[^0-9X]", "", one["n"])
            if taken.isdisjoint(range(start, end)) and _is_private(sort, digits, narrow[:start]):
                taken.update(range(start, end))
                yield sort, digits, (start, end)


def _is_private(sort: str, digits: str, before: str) -> bool:
    if sort == IDENTITY:
        return is_identity_number(digits)
    return sort != LANDLINE or not _OF_AN_OFFICE.search(before)
