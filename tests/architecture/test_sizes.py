"""Short functions, short files: what can be read in one go can be judged."""

import statistics

import pytest

from tests.architecture.source import PRODUCT, functions, length, python_files, shown

LONGEST_FILE = 600
LONGEST_VIEW = 25
MEDIAN_FUNCTION = 12
LONG_FUNCTION = 40


def test_no_file_is_longer_than_six_hundred_lines() -> None:
    files = python_files(*PRODUCT, "drawproof/tests", "tests")
    assert len(files) > 100
    lengths = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


@pytest.mark.parametrize("folder", PRODUCT)
def test_functions_are_short(folder: str) -> None:
    lengths = sorted(length(node) for path in python_files(folder) for node in functions(path))
    assert statistics.median(lengths) <= MEDIAN_FUNCTION
    assert lengths[int(len(lengths) * 0.9)] <= LONG_FUNCTION


def test_no_view_is_longer_than_twenty_five_lines() -> None:
    views = [path for path in python_files("mingcha") if path.stem == "views" or path.parent.name == "views"]
    assert len(views) >= 5
    long = {
        f"{shown(path)}::{node.name}": length(node)
        for path in views
        for node in functions(path)
        if length(node) > LONGEST_VIEW
    }
    assert long == {}
