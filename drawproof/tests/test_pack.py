"""The container has one byte string for one set of files (section 8)."""

import io
import zipfile

import pytest

from drawproof import DrawproofError, pack, unpack

FILES = {"secret.txt": b"0" * 64, "a.csv": b"x\n", "empty.csv": b""}
DATA = pack(FILES)


def code_of(data: bytes) -> str:
    with pytest.raises(DrawproofError) as refused:
        unpack(data)
    return refused.value.code


def test_what_is_packed_is_unpacked() -> None:
    assert unpack(DATA) == FILES
    assert list(unpack(DATA)) == ["a.csv", "empty.csv", "secret.txt"]


def test_any_unzip_opens_a_bundle() -> None:
    with zipfile.ZipFile(io.BytesIO(DATA)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == FILES
        assert archive.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


def test_every_flipped_bit_of_a_container_changes_a_file_or_is_refused() -> None:
    for position in range(len(DATA) * 8):
        flipped = bytearray(DATA)
        flipped[position // 8] ^= 1 << position % 8
        try:
            assert unpack(bytes(flipped)) != FILES
        except DrawproofError:
            continue


def test_every_truncation_and_every_added_byte_is_refused() -> None:
    for length in range(len(DATA)):
        assert code_of(DATA[:length]).startswith("zip-")
    for position in range(len(DATA) + 1):
        assert code_of(DATA[:position] + b"\0" + DATA[position:]).startswith("zip-")


def test_the_same_files_zipped_by_another_tool_are_refused() -> None:
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", method) as archive:
            for name, content in sorted(FILES.items()):
                archive.writestr(zipfile.ZipInfo(name), content, method)
        assert code_of(stream.getvalue()).startswith("zip-")


def test_a_file_that_stands_twice_is_refused() -> None:
    one, two = pack({"a.csv": b"1"}), pack({"a.csv": b"2"})
    assert code_of(one[:36] + two) == "zip-repeated"


@pytest.mark.parametrize("name", ["a/b", "../a", "A.csv", "", "é", "a b", ".a", "x" * 101])
def test_a_name_outside_the_form_is_not_packed(name: str) -> None:
    with pytest.raises(DrawproofError) as refused:
        pack({name: b""})
    assert refused.value.code == "zip-name"


def test_bytes_that_are_no_bundle_are_refused() -> None:
    assert code_of(b"") == "zip-form"
    assert code_of(b"%PDF-1.7") == "zip-form"
