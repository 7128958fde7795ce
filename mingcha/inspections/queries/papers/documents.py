"""The notice and the result notice as a document that the office edits on: the words of the kept PDF."""

from collections.abc import Iterator
from typing import Any

from mingcha.common.errors import Unknown
from mingcha.common.papers.docx import Grid, Part, write_docx
from mingcha.inspections.queries.papers.lines import LETTERS
from mingcha.papers.models import Paper

NUMERALS = "一二三四五六七八九十"


def letter_document(paper: Paper) -> bytes:
    """The DOCX. The code stands in the PDF alone: what is edited proves nothing."""
    if paper.kind not in LETTERS:
        raise Unknown("no-document", f"{paper}只有PDF，没有可以编辑的文档。", title="没有找到")
    told = paper.content
    head = {"version": told["mark"], "published": told["day"]}
    return write_docx(told | head, list(_parts(told)))


def _parts(told: dict[str, Any]) -> Iterator[Part | Grid]:
    """As on the PDF: what is checked, or what was found, comes first."""
    yield Part(f"{told['addressee']}：", flush=True)
    yield Part(told["opening"])
    numerals = iter(NUMERALS)
    table = told["table"]
    if table["rows"]:
        yield Part("", title=f"{next(numerals)}、{table['title']}。")
        yield Grid(table["heads"], table["rows"])
    for numeral, (title, lines) in zip(numerals, told["sections"], strict=False):
        first, *others = lines or [""]
        yield Part(first, title=f"{numeral}、{title}。")
        yield from (Part(words) for words in others)
    for words in told["contact"].splitlines():
        yield Part(words)
