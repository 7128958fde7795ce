"""抽取公告 as a document to be edited on, for the site or the red-headed paper: the words of the kept PDF."""

from collections.abc import Iterator
from typing import Any

from mingcha.common.papers.docx import Grid, Part, write_docx
from mingcha.papers.models import Paper

NUMERALS = "一二三四五六七八九"
CHECK = ("怎样核对", "公告时宣读核对号，与下列各项相同。")


def announcement_document(paper: Paper) -> bytes:
    """The DOCX of an issued announcement."""
    told = paper.content
    head = {"version": told["mark"], "published": told["day"]}
    return write_docx(told | head, list(_parts(told)))


def _parts(told: dict[str, Any]) -> Iterator[Part | Grid]:
    """As on the PDF: the strata below what is drawn from, the numbers at the end."""
    yield Part(told["opening"])
    for place, (numeral, (title, words)) in enumerate(
        zip(NUMERALS, (*told["sections"], CHECK), strict=False)
    ):
        yield Part(words, title=f"{numeral}、{title}。")
        if place == 0 and told["strata"]:
            yield Grid(told["strata"]["heads"], told["strata"]["rows"])
    for label, words in told["facts"]:
        yield Part(f"{label}：{words}")
