"""Readers accept one byte string for one meaning, and name file and line of every other (section 2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawproof import DrawproofError, write_table
from drawproof.canonical import json_form, tables
from drawproof.canonical.instant import format_time, parse_time
from drawproof.canonical.text import check_id, check_text

JSON = st.recursive(
    st.none() | st.integers(0, 2**53 - 1) | st.text(st.characters(codec="utf-8", exclude_categories=["C"])),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abcXYZ_09", max_size=6), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(JSON)
def test_what_is_written_as_json_is_read_back(value: object) -> None:
    assert json_form.decode(json_form.encode(value)) == value


def test_json_is_rfc_8785() -> None:
    value = {"b": [1, None, 'é"\\/'], "a": {}, "A": 9007199254740991}
    assert json_form.encode(value) == '{"A":9007199254740991,"a":{},"b":[1,null,"é\\"\\\\/"]}'.encode()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'{"a":1,"a":1}', "json-duplicate-key"),
        (b'{"a":1.0}', "json-number"),
        (b'{"a":1e3}', "json-number"),
        (b'{"a":-1}', "json-number"),
        (b'{"a":-0}', "json-canonical"),
        (b'{"a":9007199254740992}', "json-number"),
        (b'{"a":' + b"9" * 5000 + b"}", "json-number"),
        (b'{"a":NaN}', "json-number"),
        (b'{"a":true}', "json-number"),
        (b'{"a": 1}', "json-canonical"),
        (b'{"b":1,"a":1}', "json-canonical"),
        (b'{"a":"\\u0041"}', "json-canonical"),
        (b'{"a":"\\/"}', "json-canonical"),
        (b'{"a":1}\n', "json-canonical"),
        (b'\xef\xbb\xbf{"a":1}', "json-form"),
        (b'{"a":"\xff"}', "json-form"),
        (b'{"a":', "json-form"),
        (b"", "json-form"),
        (b"[" * 100_000, "json-form"),
        (b"[" * 40 + b"]" * 40, "json-form"),
        ('{"键":1}'.encode(), "json-key"),
        (b'{"a\\n":1}', "text-control"),
        (b'{"a":"\\n"}', "text-control"),
        (b'{"a":"\\ud800"}', "text-control"),
        ('{"a":"\u202e"}'.encode(), "text-control"),
        ('{"a":"\u200f"}'.encode(), "text-control"),
        ('{"a":"\u0085"}'.encode(), "text-control"),
    ],
)
def test_json_in_another_form_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(DrawproofError) as refused:
        json_form.decode(content)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("name", "content", "code", "line"),
    [
        ("frame.csv", "unit,stratum\n", "csv-empty", 1),
        ("frame.csv", "unit;stratum\nU1,s1\n", "csv-header", 1),
        ("frame.csv", "", "csv-header", 1),
        ("frame.csv", "unit,stratum\nU1,s1", "csv-line-end", 2),
        ("frame.csv", "unit,stratum\r\nU1,s1\r\n", "csv-header", 1),
        ("frame.csv", "unit,stratum\nU1,s1\r\n", "id-form", 2),
        ("frame.csv", "unit,stratum\nU1,s1\n\n", "csv-fields", 3),
        ("frame.csv", "unit,stratum\nU1,s1,x\n", "csv-fields", 2),
        ("frame.csv", 'unit,stratum\n"U1",s1\n', "id-form", 2),
        ("frame.csv", "unit,stratum\nU1, s1\n", "id-form", 2),
        ("frame.csv", "unit,stratum\nU2,s1\nU1,s1\n", "csv-order", 3),
        ("frame.csv", "unit,stratum\nU1,s1\nU1,s2\n", "csv-order", 3),
        ("frame.csv", "unit,stratum\nU1,s1\nu1,s1\n", "id-case", 3),
        ("frame.csv", "unit,stratum\nU1,s1\nU2,S1\n", "id-case", 3),
        ("frame.csv", "unit,stratum\nU1,层\n", "csv-ascii", 2),
        ("frame.csv", f"unit,stratum\n{'U' * 48},s1\n", "id-form", 2),
        ("excluded.csv", "unit,reason\nU1,closed\n", "reason-unknown", 2),
        ("inspectors.csv", "inspector,tags,cap\nA,y;x,\n", "tags-order", 2),
        ("inspectors.csv", "inspector,tags,cap\nA,x;x,\n", "tags-order", 2),
        ("inspectors.csv", "inspector,tags,cap\nA,x;,\n", "tags-form", 2),
        ("inspectors.csv", "inspector,tags,cap\nA,x,\nB,X;y,\n", "id-case", 3),
        ("inspectors.csv", "inspector,tags,cap\nA,,0\n", "integer-form", 2),
        ("inspectors.csv", "inspector,tags,cap\nA,,1234567890\n", "integer-form", 2),
        ("visits.csv", "visit,group,count,requires\no1,g,0,\n", "integer-form", 2),
        ("visits.csv", "visit,group,count,requires\no1,g,100,\n", "integer-form", 2),
        ("visits.csv", "visit,group,count,requires\no1,g,01,\n", "integer-form", 2),
        ("visits.csv", "visit,group,count,requires\no1,g,1,\no1,h,1,\no1,g,1,\n", "csv-repeated", 4),
        ("visits.csv", "visit,group,count,requires\no1,g,1,\no2,g,1,\no1,h,1,\n", "csv-order", 4),
        ("visits.csv", "visit,group,count,requires\n", "csv-empty", 1),
        ("barred.csv", "visit,inspector,reason\no1,A,kin\n", "reason-unknown", 2),
        ("barred.csv", "visit,inspector,reason\no1,B,barred\no1,A,barred\n", "csv-order", 3),
        ("clusters.csv", "visit,unit\no1,U1\no2,U1\n", "csv-repeated", 3),
        ("withdrawn.csv", "unit,reason,substitute\nU1,closed,U3\nU2,closed,U3\n", "csv-repeated", 3),
        (
            "result.csv",
            f"stratum,rank,unit,ticket,role\ns,10,U1,{'0' * 64},drawn\ns,9,U2,{'0' * 64},drawn\n",
            "csv-order",
            3,
        ),
        ("recordings.csv", f"chunk,bytes,digest\n2,5,{'0' * 64}\n", "csv-count", 2),
        ("recordings.csv", f"chunk,bytes,digest\n1,5,{'A' * 64}\n", "hex-form", 2),
        (
            "substitutions.csv",
            "n,visit,group,seat,event,left,reason,inspector\n1,o1,g,1,1,A,holiday,B\n",
            "reason-unknown",
            2,
        ),
    ],
)
def test_a_table_in_another_form_is_refused_with_its_line(
    name: str, content: str, code: str, line: int
) -> None:
    with pytest.raises(DrawproofError) as refused:
        tables.read(name, content.encode())
    assert (refused.value.code, refused.value.file, refused.value.line) == (code, name, line)
    assert f"{name}, line {line}" in str(refused.value)


def test_the_groups_of_a_visit_keep_their_committed_order() -> None:
    content = b"visit,group,count,requires\no1,member,1,\no1,lead,1,qual:mining\no2,team,2,\n"
    assert [row[1] for row in tables.read("visits.csv", content)] == ["member", "lead", "team"]
    assert (
        write_table("visits.csv", reversed(tables.read("visits.csv", content)))[:34]
        == content[:27] + b"o1,lead"
    )


def test_ranks_are_ordered_as_numbers() -> None:
    rows = [("s", rank, f"U{rank:02d}", "0" * 64, "drawn") for rank in range(1, 12)]
    lines = write_table("result.csv", reversed(rows)).decode().splitlines()
    assert [line.split(",")[1] for line in lines[1:]] == [str(rank) for rank in range(1, 12)]


def test_a_writer_refuses_what_a_reader_would_refuse() -> None:
    for rows in ([("U1",)], [("单位", "s1")], [("U1", "s1"), ("U1", "s1")], [("U1", "s1\n")]):
        with pytest.raises(DrawproofError):
            write_table("frame.csv", rows)


@pytest.mark.parametrize("text", ["A", "9", "a.b_c:d#e-f", "x" * 47, "91130624MA0000000X"])
def test_an_id_is_accepted(text: str) -> None:
    assert check_id(text, "unit") == text


@pytest.mark.parametrize(
    "text", ["", ".a", "-a", "a b", "a,b", "a;b", "a/b", "é", "x" * 48, "a\n", "Ａ", 7, None]
)
def test_what_is_no_id_is_refused(text: object) -> None:
    with pytest.raises(DrawproofError):
        check_id(text, "unit")


def test_chinese_text_is_text() -> None:
    assert check_text("阜平县自然资源和规划局（本级）", "office.name")


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30T00:00:00+08:00",
        "2026-03-02T24:00:00+08:00",
        "2026-03-02T09:00:60+08:00",
        "2026-03-02T09:00:00Z",
        "2026-03-02T09:00:00-08:00",
        "2026-03-02 09:00:00+08:00",
        "2026-03-02T09:00:00.5+08:00",
        "2026-03-02T09:00+08:00",
        "2026-03-02T09:00:00+24:00",
        "２026-03-02T09:00:00+08:00",
        20260302,
    ],
)
def test_a_time_in_another_form_is_refused(text: object) -> None:
    with pytest.raises(DrawproofError) as refused:
        parse_time(text, "at")
    assert refused.value.code == "time-form"


def test_a_time_is_written_as_it_was_read() -> None:
    assert format_time(parse_time("2026-03-02T09:00:00+08:00", "at")) == "2026-03-02T09:00:00+08:00"
