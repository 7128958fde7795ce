"""Files that are no spreadsheet: a sentence says what they are and what was expected."""

import re
from pathlib import Path

import pytest

from mingcha.common.workbooks import Limits, WorkbookRefused, read_file
from mingcha.common.workbooks.refusals import SENTENCES
from mingcha.common.workbooks.tests.making import ole, save_xlsx, xls, zipped

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(40)
FOREIGN = {
    "nothing": b"",
    "picture": PNG,
    "picture (jpeg)": b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(40),
    "picture (bmp)": b"BM\x36\x00\x0c\x00\x00\x00\x00\x00" + bytes(40),
    "picture (webp)": b"RIFF\x10\x00\x00\x00WEBPVP8 " + bytes(20),
    "picture (heic)": b"\x00\x00\x00\x18ftypheic" + bytes(20),
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "ofd": zipped(**{"OFD.xml": b"<OFD/>"}),
    "word": zipped(**{"word/document.xml": b"<w/>"}),
    "word (old)": ole({"WordDocument": b"x"}),
    "word (rtf)": b"{\\rtf1\\ansi text}",
    "slides": zipped(**{"ppt/presentation.xml": b"<p/>"}),
    "slides (old)": ole({"PowerPoint Document": b"x"}),
    "archive": zipped(**{"名单.xlsx": b"inner"}),
    "archive (rar)": b"Rar!\x1a\x07\x01\x00" + bytes(20),
    "media": b"\x00\x00\x00\x20ftypisom" + bytes(20),
    "program": b"MZ\x90\x00" + bytes(40),
    "web_page": "<html><body><table><tr><td>姓名</td></tr></table>".encode(),
    "xml": b'\n<?xml version="1.0"?><Workbook/>',
    "ods": zipped(**{"content.xml": b"<o/>"}),
    "unknown": bytes(range(256)) * 4,
    "unknown (text with zeros)": b"a,b\r\n\x00\x00",
    "locked": ole({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}),
    "locked (xls)": xls(["姓名"], locked=True),
    "damaged": b"PK\x03\x04 and nothing else",
    "damaged (cut)": zipped(**{"xl/workbook.xml": b"<w/>" * 100})[:-30],
    "damaged (no sheet)": zipped(**{"xl/workbook.xml": b"<workbook"}),
    "encoding": b"\xff\x80\x81name,\xff\xff",
}


def refusal_of(path: Path) -> WorkbookRefused:
    with pytest.raises(WorkbookRefused) as refused:
        read_file(path)
    return refused.value


@pytest.mark.parametrize("what", FOREIGN)
@pytest.mark.parametrize("ending", [".xlsx", ""])
def test_a_file_that_is_no_spreadsheet_is_named_whatever_its_ending(
    what: str, ending: str, tmp_path: Path
) -> None:
    path = tmp_path / f"upload{ending}"
    path.write_bytes(FOREIGN[what])
    refused = refusal_of(path)
    assert refused.code == what.split(" (")[0]
    assert refused.sentence == SENTENCES[refused.code]


def test_the_sentence_about_a_picture_says_what_was_expected(tmp_path: Path) -> None:
    path = tmp_path / "名录库.xlsx"
    path.write_bytes(PNG)
    assert (
        refusal_of(path).sentence
        == "这是一张图片，图片里的文字不能导入。这里需要电子表格：.xlsx、.xls或.csv。"
    )


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    assert refusal_of(save_xlsx(tmp_path / "a.xlsx")).code == "no_rows"


def test_a_file_beyond_the_size_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    path.write_bytes(b"a,b\n" * 1000)
    with pytest.raises(WorkbookRefused, match="最大可上传0MB"):
        read_file(path, limits=Limits(file_bytes=3999))


def test_a_reading_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n")
    with pytest.raises(WorkbookRefused) as refused:
        read_file(path, limits=Limits(wall_seconds=0))
    assert refused.value.code == "too_slow"


def test_no_sentence_scolds() -> None:
    for sentence in SENTENCES.values():
        assert not any(word in sentence for word in ("失败", "非法", "错误", "！", "!"))
        assert sentence.endswith("。")


def test_every_code_of_the_reading_process_has_its_sentence() -> None:
    folder = Path(__file__).resolve().parents[2] / "reader"
    source = "".join(path.read_text() for path in folder.glob("*.py"))
    codes = set(re.findall(r'Refused\("(\w+)"', source)) | set(re.findall(r'", "(\w+)"\),', source))
    assert codes - {"xls", "xlsx"} <= SENTENCES.keys()
    assert {"picture", "locked", "damaged", "too_many_rows"} <= codes
