"""Papers: the same content gives the same bytes, on official paper."""

import datetime

import pytest

from mingcha.common import papers
from mingcha.common.errors import Refusal
from mingcha.common.papers import typeset

DAY = datetime.date(2026, 6, 1)
CONTENT = {
    "title": "试纸",
    "heading": "某局\n随机抽查事项清单",
    "version": "（第1版）",
    "paragraphs": ["根据规定，予以公布。"],
    "annex": "随机抽查事项清单",
    "office": "某局",
    "published": "2026年6月1日",
    "heads": [str(place) for place in range(10)],
    "rows": [["#set page()", "*甲*", "$x$", "\\", "[", "<b>", "@c", "`r`", "//", "乙"] for _ in range(40)],
    "note": "注",
}
TEMPLATE = "items/papers/item_list.typ"


def test_the_same_paper_typeset_twice_is_the_same_to_the_byte() -> None:
    first = typeset(TEMPLATE, CONTENT, on=DAY)
    assert first.startswith(b"%PDF-")
    assert typeset(TEMPLATE, CONTENT, on=DAY) == first
    assert typeset(TEMPLATE, CONTENT | {"note": "另注"}, on=DAY) != first


def test_without_a_chinese_font_no_paper_is_made_and_the_remedy_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(papers, "SONG_FAMILIES", ("没有的字体",))
    with pytest.raises(Refusal, match="没有可用的中文字体") as refused:
        typeset(TEMPLATE, CONTENT, on=DAY)
    assert "fonts-noto-cjk" in refused.value.remedy
