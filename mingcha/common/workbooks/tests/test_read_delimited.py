"""Text files: encodings, delimiters, quoting, and what people put before a code."""

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha.common.reader.delimited import _records
from mingcha.common.workbooks import DEFAULT, Cell, WorkbookRefused, read_file

HEAD = "姓名,单位,备注"


def read(tmp_path: Path, content: bytes) -> list[list[Cell]]:
    path = tmp_path / "upload"
    path.write_bytes(content)
    return read_file(path).sheets[0].rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_an_encoding_is_found(encoding: str, tmp_path: Path) -> None:
    content = f"{HEAD}\r\n䶮某,𠮷所,x\r\n".encode(encoding)
    assert read(tmp_path, content) == [["姓名", "单位", "备注"], ["䶮某", "𠮷所", "x"]]


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_both_byte_orders_of_utf_16_are_read(mark: bytes, tmp_path: Path) -> None:
    order = "utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"
    assert read(tmp_path, mark + "甲,乙\n".encode(order)) == [["甲", "乙"]]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("line", ["甲,乙\n", "企业名称\t备注\r\n", "𠮷所,一二三\n", "a,b\n"])
def test_utf_16_without_a_mark_is_told_by_its_separators(encoding: str, line: str, tmp_path: Path) -> None:
    """Long enough that the sample ends in the middle of a character."""
    text = line * 1500
    assert read(tmp_path, text.encode(encoding)) == [re.split("[,\t]", line.strip())] * 1500


def test_zero_bytes_alone_make_no_text(tmp_path: Path) -> None:
    for content in (bytes(400), b"\x00\x01" * 300, "甲\x01,乙\n".encode("utf-16-le"), b"a,b\n\x00\x00c,d\n"):
        with pytest.raises(WorkbookRefused, match="认不出这是什么文件"):
            read(tmp_path, content)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_the_one_that_makes_columns(delimiter: str, tmp_path: Path) -> None:
    lines = [
        ["标题，含逗号"],
        ["姓名", "电话"],
        ["甲、乙", "1;2" if delimiter != ";" else "1,2"],
        ["丙", "3"],
    ]
    content = "\n".join(delimiter.join(line) for line in lines).encode()
    assert read(tmp_path, content) == lines


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    rows = read(tmp_path, '标题,\n\n"两行\n表头",乙\n,\n丙,丁\n'.encode())
    assert rows == [["标题"], [], ["两行\n表头", "乙"], [], ["丙", "丁"]]


def test_signs_that_protect_a_code_are_taken_off(tmp_path: Path) -> None:
    rows = read(tmp_path, b"a,b,c,d\n=\"0123\",'911306,'=1+1,O'Neil\n")
    assert rows[1] == ["0123", "911306", "=1+1", "O'Neil"]


def test_an_open_quote_is_refused_with_its_row(tmp_path: Path) -> None:
    with pytest.raises(WorkbookRefused, match="第3行附近的引号"):
        read(tmp_path, b'a,b\n1,2\n"3,4\n5,6\n')


FIELDS = st.text(st.characters(codec="gb18030", exclude_characters="\0"), max_size=8).filter(
    lambda text: not text.startswith(("'", '="'))
)


@given(st.lists(st.lists(FIELDS, min_size=2, max_size=4), min_size=1, max_size=4))
def test_any_quoted_text_comes_back(rows: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    assert _records(text.getvalue(), ",", DEFAULT) == rows
