"""Official papers as PDF: a template, its content, a day. On one machine the same three give the same bytes.

A template is a `.typ` file below `mingcha/`, written with `common/papers/official.typ` (GB/T 9704-2012:
paper, margins, headings, page numbers); it reads its content with `content()`. The official fonts
(方正小标宋, 仿宋_GB2312, 黑体, 楷体_GB2312) are named first and not shipped: an office that has them puts the
files into `fonts` of its data folder. Else the free Noto CJK fonts of the system serve."""

import datetime
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst
from django.conf import settings

from mingcha.common.errors import Refusal

ROOT = Path(__file__).resolve().parents[2]
MAIN, LIBRARY = "main.typ", "common/papers/official.typ"
PAGES = re.compile(rb"/Count (\d+)")
SONG_FAMILIES = ("FangSong_GB2312", "FangSong", "仿宋_GB2312", "Noto Serif CJK SC", "Source Han Serif SC")


def typeset(template: str, content: Mapping[str, Any], *, on: datetime.date) -> bytes:
    """The PDF of `template` (a path below `mingcha/`) with this content (JSON). `on` is the day that stands
    in the file as its making. `Refusal` where the machine has no Chinese font."""
    return typeset_files(source_files(template), content, on=on)


def source_files(template: str) -> dict[str, str]:
    """A shipped template with everything it may import, as texts: what has to be kept to typeset it again."""
    return {MAIN: _text(template), LIBRARY: _text(LIBRARY)}


def typeset_files(
    files: Mapping[str, str],
    content: Mapping[str, Any],
    *,
    on: datetime.date,
    attached: Mapping[str, bytes] | None = None,
) -> bytes:
    """As `typeset`, from the texts themselves: `main.typ` and what it imports. Nothing else is read but what
    is `attached`: PDFs by the names under which the template places their pages (then it is no PDF/A)."""
    require_fonts()
    told = json.dumps(content, ensure_ascii=False, sort_keys=True)
    texts = {path: text.encode() for path, text in files.items()}
    with TemporaryDirectory() as folder:
        for path, given in {**texts, **(attached or {})}.items():
            place = Path(folder) / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(given)
        compiler = typst.Compiler(
            Path(folder) / MAIN, root=Path(folder), font_paths=_fonts(), sys_inputs={"content": told}
        )
        at = made_at(on)
        pdf = compiler.compile(format="pdf", pdf_standards=None if attached else "a-2b", timestamp=at)
    if not isinstance(pdf, bytes):
        raise TypeError("not one PDF")
    return pdf


def made_at(on: datetime.date) -> int:
    """The moment that stands in a PDF as its making, in seconds."""
    return int(datetime.datetime(on.year, on.month, on.day, tzinfo=datetime.UTC).timestamp())


def page_count(pdf: bytes) -> int:
    """How many pages a PDF of ours has, as the root of its page tree says."""
    return max(int(found) for found in PAGES.findall(pdf))


def require_fonts() -> None:
    """`Refusal` where the machine has no Chinese font to typeset with."""
    if not has_fonts():
        raise Refusal(
            "no-chinese-font",
            "这台机器上没有可用的中文字体，不能生成打印稿。",
            title="不能生成打印稿：没有中文字体",
            clause="GB/T 9704-2012 5.2.2",
            remedy="请系统管理员安装fonts-noto-cjk，或把仿宋、小标宋的字体文件放进数据目录的fonts，再生成打印稿。",
        )


def _text(template: str) -> str:
    return (ROOT / template).read_text(encoding="utf-8")


def has_fonts() -> bool:
    """Whether any of the Song faces is there in which the text of a paper is set."""
    return not set(SONG_FAMILIES).isdisjoint(_fonts().families())


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """The office's own fonts and those of the system, read once per process."""
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True, font_paths=font_folders())


def font_folders() -> list[str]:
    """Where the office's own fonts lie, if it has any."""
    folder = settings.DATA.root / "fonts"
    return [str(folder)] if folder.is_dir() else []
