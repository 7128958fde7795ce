"""抽取公告 as a document to be edited on, for the site or the red-headed paper: the words of the kept PDF."""

from mingcha.common.papers.docx import write_docx
from mingcha.papers.models import Paper

NUMERALS = "一二三四五六七八九"
CHECK = "怎样核对"


def announcement_document(paper: Paper) -> bytes:
    """The DOCX of an issued announcement; its table of strata is the annex."""
    told = paper.content
    strata = told["strata"]
    sections = [*told["sections"], [CHECK, "公告时宣读核对号，与下列各项相同。"]]
    return write_docx(
        {
            "heading": told["heading"],
            "document_no": told["document_no"],
            "version": told["mark"],
            "paragraphs": [
                told["opening"],
                *(
                    f"{numeral}、{title}。{words}"
                    for numeral, (title, words) in zip(NUMERALS, sections, strict=False)
                ),
            ],
            "lines": [f"{label}：{words}" for label, words in told["facts"]],
            "annex": "各层比例和数量" if strata else "",
            "office": told["office"],
            "published": told["day"],
            "heads": strata["heads"] if strata else [],
            "rows": strata["rows"] if strata else [],
            "note": "",
        }
    )
