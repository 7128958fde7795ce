"""The notice and the result notice as a document that the office edits on: the words of the kept PDF."""

from mingcha.common.errors import Unknown
from mingcha.common.papers.docx import write_docx
from mingcha.inspections.queries.papers.lines import LETTERS
from mingcha.papers.models import Paper

NUMERALS = "一二三四五六七八九十"


def letter_document(paper: Paper) -> bytes:
    """The DOCX; its table is the annex. The code stands in the PDF alone: what is edited proves nothing."""
    if paper.kind not in LETTERS:
        raise Unknown("no-document", f"{paper}只有PDF，没有可以编辑的文档。", title="没有找到")
    told = paper.content
    sections = [
        f"{numeral}、{title}。{''.join(lines)}"
        for numeral, (title, lines) in zip(NUMERALS, told["sections"], strict=False)
    ]
    table = told["table"]
    return write_docx(
        {
            "heading": told["heading"],
            "document_no": told["document_no"],
            "version": told["mark"],
            "paragraphs": [f"{told['addressee']}：", told["opening"], *sections],
            "lines": [told["contact"]] if told["contact"] else [],
            "annex": table["title"] if table["rows"] else "",
            "office": told["office"],
            "published": told["day"],
            "heads": table["heads"],
            "rows": table["rows"],
            "note": "",
        }
    )
