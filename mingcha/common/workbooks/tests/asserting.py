"""What the tests of readers share."""

import re
from collections.abc import Callable

import pytest

from mingcha.common.workbooks import Cell, CellRefused


def sentence_of(reader: Callable[[Cell], object], cell: Cell) -> str:
    with pytest.raises(CellRefused) as refused:
        reader(cell)
    sentence = refused.value.sentence
    assert sentence.endswith("。") and not re.search("失败|非法|错误|！|!", sentence)
    return sentence


def full_width(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)
