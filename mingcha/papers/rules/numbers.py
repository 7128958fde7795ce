"""Document numbers as they are written: 阜自然抽〔2026〕5号 (GB/T 9704-2012 7.2.5). Pure."""

import re
import unicodedata

CODE = re.compile("[一-鿿]{2,16}")
CODE_RULE = "代字用2至16个汉字，例如阜自然抽；年份和序号由系统编。"
BRACKETS = str.maketrans("[]()【】［］（）", "〔〕" * 5)
WRITTEN = re.compile(r"(?P<code>[一-鿿]{2,16})〔(?P<year>\d{4})〕0*(?P<number>\d{1,6})号")

USED, VOID, OUTSIDE = "used", "void", "outside"
STANDINGS: dict[str, tuple[str, str]] = {
    USED: ("已用", "is-done"),
    VOID: ("已作废", "is-off"),
    OUTSIDE: ("系统外已用", "is-off"),
}


def written(code: str, year: int, number: int) -> str:
    """The number as it stands on the paper.

    >>> written("阜自然抽", 2026, 5)
    '阜自然抽〔2026〕5号'
    """
    return f"{code}〔{year}〕{number}号"


def parsed(text: str) -> tuple[str, int, int] | None:
    """代字, year and number of a text that is written like one of ours, whatever brackets were typed.

    >>> parsed("阜自然抽[2026]05号")
    ('阜自然抽', 2026, 5)
    >>> parsed("第5期")
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).translate(BRACKETS)
    found = WRITTEN.fullmatch(plain)
    return (found["code"], int(found["year"]), int(found["number"])) if found else None
