"""Official papers as DOCX, to be edited on: the content of the PDF in the form of GB/T 9704-2012 (A4, body
仿宋 三号, title 小标宋 二号), the annex a ruled table across the page. The faces are named only."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

BODY, TITLE, BLACK = "仿宋_GB2312", "方正小标宋简体", "黑体"
# Half points: 二号 22 pt, 三号 16 pt, 小五 9 pt. Twentieths of a point: margins and the fixed line of 28 pt.
SECOND, THIRD, SMALL = 44, 32, 18
LINE = 560
MADE = (1980, 1, 1, 0, 0, 0)
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
PORTRAIT = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1588"'
    ' w:header="851" w:footer="1400" w:gutter="0"/>'
)
LANDSCAPE = (
    '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1588" w:right="1361"'
    ' w:bottom="1474" w:left="1361" w:header="851" w:footer="992" w:gutter="0"/>'
)
# Two characters before a paragraph; four between the signature and the edge (7.3.5).
FIRST_LINE = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
SIGNED = '<w:ind w:rightChars="400" w:right="1280"/>'
PARTS = {
    "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{TYPE}.document.main+xml"/></Types>',
    "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"'
    f' Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
}


def write_docx(content: Mapping[str, Any]) -> bytes:
    """The DOCX of a notice with a table as its annex, from the content of the PDF: `heading`, `document_no`,
    `version`, `paragraphs`, `annex`, `office`, `published`, `heads`, `rows`, `note`. The same content gives
    the same bytes."""
    body = "".join((*_notice(content), *_annex(content)))
    document = f'{HEAD}<w:document xmlns:w="{WORDS}"><w:body>{body}</w:body></w:document>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**PARTS, "word/document.xml": document}.items():
            archive.writestr(zipfile.ZipInfo(name, MADE), text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _notice(content: Mapping[str, Any]) -> Iterator[str]:
    for line in str(content["heading"]).split("\n"):
        yield _paragraph(line, face=TITLE, size=SECOND, align="center")
    for text in filter(None, (content["document_no"], content["version"])):
        yield _paragraph(text, align="center")
    yield _paragraph("")
    for text in (*content["paragraphs"], f"附件：{content['annex']}"):
        yield _paragraph(text, indent=FIRST_LINE)
    yield _paragraph("")
    for text in (content["office"], content["published"]):
        yield _paragraph(text, align="right", indent=SIGNED)
    yield f"<w:p><w:pPr><w:sectPr>{PORTRAIT}</w:sectPr></w:pPr></w:p>"


def _annex(content: Mapping[str, Any]) -> Iterator[str]:
    yield _paragraph("附件", face=BLACK)
    yield _paragraph(content["annex"], face=TITLE, size=SECOND, align="center")
    yield _table(content["heads"], content["rows"])
    yield _paragraph(content["note"], size=SMALL)
    yield f"<w:sectPr>{LANDSCAPE}</w:sectPr>"


def _paragraph(
    text: object, *, face: str = BODY, size: int = THIRD, align: str = "both", indent: str = ""
) -> str:
    """A paragraph; the body has fixed lines of 28 pt, 22 to a page."""
    line = f'<w:spacing w:line="{LINE}" w:lineRule="exact"/>' if size == THIRD else ""
    return f'<w:p><w:pPr>{line}{indent}<w:jc w:val="{align}"/></w:pPr>{_run(str(text), face, size)}</w:p>'


def _run(text: str, face: str, size: int) -> str:
    texts = [f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")]
    faces = f'<w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}"/>'
    facts = f'{faces}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    return f"<w:r><w:rPr>{facts}</w:rPr>{'<w:br/>'.join(texts)}</w:r>"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Ruled, its heading repeated on every page, no row split."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "<w:gridCol/>" * len(heads)
    head = _row(heads, BLACK, "<w:cantSplit/><w:tblHeader/>")
    body = "".join(_row(row, BODY, "<w:cantSplit/>") for row in rows)
    shape = f'<w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{sides}</w:tblBorders></w:tblPr>'
    return f"<w:tbl>{shape}<w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"


def _row(cells: Sequence[str], face: str, facts: str) -> str:
    made = "".join(_cell(_paragraph(cell, face=face, size=SMALL, align="left")) for cell in cells)
    return f"<w:tr><w:trPr>{facts}</w:trPr>{made}</w:tr>"


def _cell(paragraph: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>{paragraph}</w:tc>'
