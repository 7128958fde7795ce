"""Text of a cell: width, spaces and invisible characters made one, meaning kept."""

import re
import unicodedata

from mingcha.common.workbooks.book import Cell
from mingcha.common.workbooks.refusals import CellRefused
from mingcha.common.workbooks.rows import FORMULA_ERRORS, is_ditto

HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
MARKS = "（）〔〕《》【】“”，、；：。？！·"
KEPT = frozenset("（），；：？！…")  # full-width signs that are right as they are
INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u00ad\u200b-\u200f"
    "\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\ufff9-\ufffb]"
)
BESIDE_HAN = re.compile(rf"(?<=[{HAN}{MARKS}]) +| +(?=[{HAN}{MARKS}])")
NARROW = re.compile(rf"(?<=[{HAN}])[,;:?!]|[,;:?!](?=[{HAN}])")
WIDE = str.maketrans("(),;:?!", "（），；：？！")
HAS_HAN = re.compile(f"[{HAN}]")
PLAIN = re.compile("[0-9A-Za-z\u4e00-\u9fff]+")  # nothing in it could be written otherwise
DOTS = dict.fromkeys(map(ord, "•‧∙・･⋅"), "·")
NOTHING = frozenset(
    (
        "",
        "/",
        "\\",
        "-",
        "--",
        "—",
        "——",
        "无",
        "暂无",
        "没有",
        "不详",
        "无代码",
        "null",
        "none",
        "n/a",
        "#n/a",
    )
)
"""Ways to write that a cell has nothing to say."""
LONGEST_NOTHING = 12  # with spaces inside


class _Forms(dict[int, str]):
    """Each character in its plain form, worked out once."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        form = sign if sign in KEPT else unicodedata.normalize("NFKC", sign)
        self[code] = form
        return form


FORMS = _Forms(DOTS)


def compact_text(text: str) -> str:
    """One line of plain text: half-width letters and digits, full-width brackets and signs in Chinese,
    no invisible characters, no space beside a Chinese character. Applying it twice changes nothing.

    >>> compact_text(" 阜平县　松澜 矿业(集团)有限公司Ｎｏ．１ ")
    '阜平县松澜矿业（集团）有限公司No.1'
    """
    if PLAIN.fullmatch(text):
        return text
    if text.isascii():
        return " ".join(INVISIBLE.sub("", text).split())
    text = unicodedata.normalize("NFC", INVISIBLE.sub("", text).translate(FORMS))
    text = BESIDE_HAN.sub("", " ".join(INVISIBLE.sub("", text).split()))
    if HAS_HAN.search(text):
        text = text.replace("(", "（").replace(")", "）")
        text = NARROW.sub(lambda sign: sign[0].translate(WIDE), text)
    return BESIDE_HAN.sub("", text)


def as_text(cell: Cell) -> str:
    """The cell as somebody would type it: whole numbers without a point, dates in ISO form."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return format(cell, ".15g")
    return cell if isinstance(cell, str) else str(cell)


def is_blank(cell: Cell) -> bool:
    """Empty, or a sign that says so (无, /, —)."""
    if not isinstance(cell, str):
        return cell is None
    return len(cell.strip()) < LONGEST_NOTHING and compact_text(cell).lower() in NOTHING


def read_text(cell: Cell, *, keep_lines: bool = False) -> str:
    """Plain text, "" for an empty cell. `keep_lines` keeps the line breaks of long texts.

    Raises CellRefused for 同上 with nothing above it and for what a broken formula leaves."""
    if isinstance(cell, str) and len(cell) >= LONGEST_NOTHING and PLAIN.fullmatch(cell):
        return cell  # none of the signs below is as long as that
    if is_ditto(cell):
        raise CellRefused("写着“同上”，但上面没有可以沿用的内容，请写明。")
    if isinstance(cell, str) and cell.strip().upper() in FORMULA_ERRORS:
        raise CellRefused(f"这一格是公式算不出结果时的“{cell.strip()}”，请填写实际内容。")
    if is_blank(cell):
        return ""
    text = as_text(cell)
    if not keep_lines:
        return compact_text(text)
    return "\n".join(line for line in map(compact_text, text.splitlines()) if line)
