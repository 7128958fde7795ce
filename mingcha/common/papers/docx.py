"""Official papers as DOCX, to be edited on: the content of the PDF in the form of GB/T 9704-2012 (A4, body
仿宋 三号, title 小标宋 二号, page numbers outside), the annex a ruled table across the page. The faces are
named only."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BODY, TITLE, BLACK, SONG = "仿宋_GB2312", "方正小标宋简体", "黑体", "宋体"
# Half points: 二号 22 pt, 三号 16 pt, 四号 14 pt, 小五 9 pt. Twentieths of a point: margins, the line of
# which 22 fill a page, and by how much the characters of the body stand closer than they are wide, so
# that 28 of them fill a line (5.2).
SECOND, THIRD, FOURTH, SMALL = 44, 32, 28, 18
# A table across the page, one down it, and the least of it that a column gets, in twentieths of a point.
ACROSS, DOWN, NARROW = 14116, 8844, 700
LINE, CLOSER = 579, -5
# Of a plot: what stands before a bar, in twentieths of a point, the longest bar and its height in points.
LABEL, LONGEST, HIGH = 3000, 200, 9
MADE = (1980, 1, 1, 0, 0, 0)
DRAWING = "urn:schemas-microsoft-com:vml"
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
# Footers of odd and even pages (7.5).
FOOTERS = '<w:footerReference w:type="default" r:id="rId1"/><w:footerReference w:type="even" r:id="rId2"/>'
PORTRAIT = (
    f'{FOOTERS}<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1588"'
    ' w:header="851" w:footer="1400" w:gutter="0"/>'
)
LANDSCAPE = (
    f'{FOOTERS}<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    '<w:pgMar w:top="1588" w:right="1361" w:bottom="1474" w:left="1361"'
    ' w:header="851" w:footer="992" w:gutter="0"/>'
)
# A line before a long number would be spread. The last lines of a letter may be those the party fills in.
UNBREAKABLE, CLOSING = re.compile(r"[0-9A-Za-z-]{10,}|([0-9]{4} ){4}"), 3
SHORT = 56
# Digits stand close to the characters beside them.
UNSPACED = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
STATISTICS = "抽查情况统计表"
# Two characters before a paragraph; four between the signature and the edge (7.3.5).
FIRST_LINE = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
SIGNED = '<w:ind w:rightChars="400" w:right="1280"/>'
PARTS = {
    "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{TYPE}.settings+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{TYPE}.footer+xml"/>'
    f'<Override PartName="/word/footer2.xml" ContentType="{TYPE}.footer+xml"/></Types>',
    "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"'
    f' Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/footer" Target="footer1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/footer" Target="footer2.xml"/>'
    f'<Relationship Id="rId3" Type="{OFFICE}/settings" Target="settings.xml"/></Relationships>',
    # Both sides of a sheet are bound on the same edge (5.2.1).
    "word/settings.xml": f'{HEAD}<w:settings xmlns:w="{WORDS}">'
    "<w:mirrorMargins/><w:evenAndOddHeaders/></w:settings>",
}


@dataclass(frozen=True)
class Part:
    """A paragraph of a notice: perhaps a `title` in 黑体 before its text, `flush` without two characters
    before it."""

    text: str
    title: str = ""
    flush: bool = False


@dataclass(frozen=True)
class Grid:
    """A table between the paragraphs of a notice."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


def write_docx(content: Mapping[str, Any], parts: Sequence[Part | Grid] = ()) -> bytes:
    """The DOCX of a notice, from the content of the PDF: `heading`, `document_no`, `version`, `office`,
    `published`, and its `parts`, or `paragraphs` and perhaps an `annex` with `heads`, `rows`, `note`. The
    same content gives the same bytes."""
    told = parts or [Part(text) for text in content["paragraphs"]]
    annex = content.get("annex", "")
    return _packed("".join((*_notice(content, told, annex), *(_annex(content) if annex else ()))))


def write_report(content: Mapping[str, Any]) -> bytes:
    """The DOCX of a report from the content of its PDF: `heading`, `document_no`, `version`, `sections` of
    (title, paragraphs), `office`, `day`, then as its annex `tables` of (title, heads, rows), `plots` of
    (title, bars of a label, a value from 0 and words), and the `note`."""
    return _packed("".join(_report(content)))


def _report(content: Mapping[str, Any]) -> Iterator[str]:
    yield from _head(content)
    has_annex = bool(content["tables"])
    for place, (title, paragraphs) in enumerate(content["sections"], 1):
        yield _paragraph(title, face=BLACK, indent=FIRST_LINE, kept=True)
        closes = place == len(content["sections"])
        yield from _texts([Part(text) for text in paragraphs], closes=closes)
    if has_annex:
        yield _paragraph(f"附件：{STATISTICS}", indent=FIRST_LINE, kept=True)
    yield from _signed(content["office"], content["day"])
    if has_annex:
        yield _paragraph("附件", face=BLACK, new_page=True)
        yield _paragraph(STATISTICS, face=TITLE, size=SECOND, align="center")
    for table in content["tables"]:
        yield _paragraph("")
        yield _paragraph(table["title"], face=BLACK, size=FOURTH, align="center", kept=True)
        yield _table(table["heads"], table["rows"], DOWN)
    for plot in content["plots"]:
        yield _paragraph("")
        yield _paragraph(plot["title"], face=BLACK, size=FOURTH, align="center", kept=True)
        yield _plot(plot["bars"])
    yield _paragraph(content["note"], size=SMALL)
    yield f"<w:sectPr>{PORTRAIT}</w:sectPr>"


def _packed(body: str) -> bytes:
    """The archive around the body of a document."""
    spaces = f'xmlns:w="{WORDS}" xmlns:r="{OFFICE}" xmlns:v="{DRAWING}"'
    document = f"{HEAD}<w:document {spaces}><w:body>{body}</w:body></w:document>"
    footers = {f"word/footer{place}.xml": _footer(side) for place, side in ((1, "right"), (2, "left"))}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**PARTS, **footers, "word/document.xml": document}.items():
            archive.writestr(zipfile.ZipInfo(name, MADE), text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _head(content: Mapping[str, Any]) -> Iterator[str]:
    for line in str(content["heading"]).split("\n"):
        yield _paragraph(line, face=TITLE, size=SECOND, align="center")
    for text in filter(None, (content["document_no"], content["version"])):
        yield _paragraph(text, align="center")
    yield _paragraph("")


def _signed(office: str, day: str) -> Iterator[str]:
    """Office, date and seal on one page; what stands before them is `kept` there too (7.3.5)."""
    yield _paragraph("", kept=True)
    for text in (office, day):
        yield _paragraph(text, align="right", indent=SIGNED, kept=True)
    yield _paragraph("（盖章处）", size=SMALL, align="right", indent=SIGNED)


def _notice(content: Mapping[str, Any], parts: Sequence[Part | Grid], annex: str) -> Iterator[str]:
    yield from _head(content)
    yield from _texts(parts, closes=True)
    if annex:
        yield _paragraph(f"附件：{annex}", indent=FIRST_LINE, kept=True)
    yield from _signed(content["office"], content["published"])
    # The page of a notice that is followed by an annex is that of its last paragraph, else that of the body.
    page = f"<w:sectPr>{PORTRAIT}</w:sectPr>"
    yield f"<w:p><w:pPr>{page}</w:pPr></w:p>" if annex else page


def _texts(parts: Sequence[Part | Grid], *, closes: bool) -> Iterator[str]:
    """The parts; where they close the text, the last ones go with office and date."""
    for place, part in enumerate(parts, 1):
        if isinstance(part, Grid):
            yield _table(part.heads, part.rows, DOWN, FOURTH)
            continue
        yield _paragraph(
            part.text,
            before=_run(part.title, BLACK, THIRD) if part.title else "",
            align="left" if UNBREAKABLE.search(part.text) else "both",
            indent="" if part.flush else FIRST_LINE,
            kept=closes
            and (place == len(parts) or (place > len(parts) - CLOSING and len(part.text) < SHORT)),
        )


def _goes_with_the_date(part: Part, behind: int) -> bool:
    """The last paragraph does, and short ones just before it, so many `behind`."""
    return behind == 0 or (behind < CLOSING and len(part.text) < SHORT)


def _annex(content: Mapping[str, Any]) -> Iterator[str]:
    yield _paragraph("附件", face=BLACK)
    yield _paragraph(content["annex"], face=TITLE, size=SECOND, align="center")
    yield _table(content["heads"], content["rows"])
    yield _paragraph(content["note"], size=SMALL)
    yield f"<w:sectPr>{LANDSCAPE}</w:sectPr>"


def _paragraph(
    text: object,
    *,
    face: str = BODY,
    size: int = THIRD,
    align: str = "both",
    indent: str = "",
    before: str = "",
    kept: bool = False,
    new_page: bool = False,
) -> str:
    """A paragraph, perhaps `kept` on the page of the next one or on a new page, with a run `before` its text;
    the body has fixed lines, 22 to a page."""
    line = f'<w:spacing w:line="{LINE}" w:lineRule="exact"/>' if size == THIRD else ""
    where = f"{'<w:keepNext/>' if kept else ''}{'<w:pageBreakBefore/>' if new_page else ''}"
    facts = f'{where}{UNSPACED}{line}{indent}<w:jc w:val="{align}"/>'
    return f"<w:p><w:pPr>{facts}</w:pPr>{before}{_run(str(text), face, size)}</w:p>"


def _run(text: str, face: str, size: int) -> str:
    texts = [f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")]
    faces = f'<w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}"/>'
    closer = f'<w:spacing w:val="{CLOSER}"/>' if size == THIRD else ""
    facts = f'{faces}{closer}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    return f"<w:r><w:rPr>{facts}</w:rPr>{'<w:br/>'.join(texts)}</w:r>"


def _footer(side: str) -> str:
    """— 1 —, 四号 宋体, one character from the outer edge (7.5)."""
    field = f'<w:fldSimple w:instr="PAGE">{_run("1", SONG, FOURTH)}</w:fldSimple>'
    dash, edge = _run("— ", SONG, FOURTH), f'<w:ind w:{side}Chars="100" w:{side}="280"/>'
    line = f'<w:p><w:pPr>{edge}<w:jc w:val="{side}"/></w:pPr>{dash}{field}{_run(" —", SONG, FOURTH)}</w:p>'
    return f'{HEAD}<w:ftr xmlns:w="{WORDS}">{line}</w:ftr>'


def _widths(heads: Sequence[str], rows: Sequence[Sequence[str]], whole: int) -> list[int]:
    """Of the columns, by the longest line in each, so that long ones wrap and short ones do not."""
    longest = [
        min(max(len(line) for row in (heads, *rows) for line in str(row[place]).split("\n")), 14)
        for place in range(len(heads))
    ]
    spare = whole - NARROW * len(heads)
    return [NARROW + spare * count // sum(longest) for count in longest]


def _table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], whole: int = ACROSS, size: int = SMALL
) -> str:
    """Ruled, its heading repeated on every page, no row split."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    widths = _widths(heads, rows, whole)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = _row(heads, widths, BLACK, "<w:cantSplit/><w:tblHeader/>", size)
    body = "".join(_row(row, widths, BODY, "<w:cantSplit/>", size) for row in rows)
    fixed = '<w:tblLayout w:type="fixed"/>'
    wide = f'<w:tblW w:w="{whole}" w:type="dxa"/>'
    shape = f"<w:tblPr>{wide}<w:tblBorders>{sides}</w:tblBorders>{fixed}</w:tblPr>"
    return f"<w:tbl>{shape}<w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"


def _plot(bars: Sequence[tuple[str, int, str]]) -> str:
    """Bars from zero in a table without rules, each with its words behind it, all on one page."""
    longest = max(1, *(value for _, value, _ in bars))
    rows = "".join(_barred(label, LONGEST * value // longest, words) for label, value, words in bars)
    widths = (LABEL, DOWN - LABEL)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    shape = f'<w:tblPr><w:tblW w:w="{DOWN}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
    return f"<w:tbl>{shape}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _barred(label: str, length: int, words: str) -> str:
    """A black bar so many points long, which says itself what it shows; none where there is nothing."""
    said, style = quoteattr(f"{label}：{words}"), f"width:{length}pt;height:{HIGH}pt"
    shape = f'<v:rect style="{style}" fillcolor="black" stroked="f" alt={said}/>'
    bar = f"<w:r><w:pict>{shape}</w:pict></w:r>" if length else ""
    before = _paragraph(label, size=SMALL, align="right", kept=True)
    behind = _paragraph(f" {words}", size=SMALL, align="left", before=bar, kept=True)
    cells = f"{_cell(before, LABEL)}{_cell(behind, DOWN - LABEL)}"
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _row(cells: Sequence[str], widths: Sequence[int], face: str, facts: str, size: int) -> str:
    told = zip(cells, widths, strict=True)
    made = "".join(_cell(_paragraph(cell, face=face, size=size, align="left"), width) for cell, width in told)
    return f"<w:tr><w:trPr>{facts}</w:trPr>{made}</w:tr>"


def _cell(paragraph: str, width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph}</w:tc>'
