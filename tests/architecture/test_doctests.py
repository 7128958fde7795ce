"""What a docstring shows is what happens."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, python_files, shown

SHOWING = [path for path in python_files("mingcha") if ">>> " in path.read_text(encoding="utf-8")]


def test_some_docstrings_show_something() -> None:
    assert len(SHOWING) > 5


@pytest.mark.parametrize("path", SHOWING, ids=shown)
def test_every_example_gives_what_it_says(path: Path) -> None:
    module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    assert doctest.testmod(module).failed == 0
