"""Papers: the same content gives the same bytes, on official paper."""

import datetime
import shutil
import struct
from pathlib import Path

import pytest
from django.conf import settings

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


def renamed(font: bytes, family: str) -> bytes:
    """The font under another family name (OpenType 1.9, `name`): a new table of names after all others."""
    words = family.encode("utf-16-be")
    records = [struct.pack(">6H", 3, 1, 0x409, name, len(words), 0) for name in (1, 4, 6)]
    table = struct.pack(">3H", 0, len(records), 6 + 12 * len(records)) + b"".join(records) + words
    tables = struct.unpack(">H", font[4:6])[0]
    entry = next(at for at in range(12, 12 + 16 * tables, 16) if font[at : at + 4] == b"name")
    where = struct.pack(">2I", len(font), len(table))
    return font[: entry + 8] + where + font[entry + 16 :] + table


def test_the_offices_own_fonts_are_taken_from_its_data_folder() -> None:
    """Any font will do that bears the name of the official one."""
    usual = typeset(TEMPLATE, CONTENT, on=DAY)
    any_font = min(Path("/usr/share/fonts").rglob("*.ttf"))
    folder = settings.DATA.root / "fonts"
    folder.mkdir()
    try:
        (folder / "仿宋.ttf").write_bytes(renamed(any_font.read_bytes(), "FangSong"))
        papers._fonts.cache_clear()
        assert "FangSong" in papers._fonts().families()
        assert typeset(TEMPLATE, CONTENT, on=DAY) != usual
    finally:
        shutil.rmtree(folder)
        papers._fonts.cache_clear()
    assert typeset(TEMPLATE, CONTENT, on=DAY) == usual


def test_without_a_chinese_font_no_paper_is_made_and_the_remedy_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(papers, "SONG_FAMILIES", ("没有的字体",))
    with pytest.raises(Refusal, match="没有可用的中文字体") as refused:
        typeset(TEMPLATE, CONTENT, on=DAY)
    assert "fonts-noto-cjk" in refused.value.remedy
