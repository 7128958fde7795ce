"""The examples in the heads of the modules run: they are the format specification."""

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import drawproof

MODULES = [name for _, name, _ in pkgutil.walk_packages(drawproof.__path__, "drawproof.")]
WITH_EXAMPLES = [
    name
    for name in MODULES
    if any(one.examples for one in doctest.DocTestFinder().find(importlib.import_module(name)))
]


def test_most_formats_have_an_example() -> None:
    assert len(WITH_EXAMPLES) >= 18


def test_the_example_of_the_readme_runs() -> None:
    readme = Path(__file__).resolve().parents[1] / "README.md"
    outcome = doctest.testfile(str(readme), module_relative=False)
    assert outcome.attempted >= 6
    assert outcome.failed == 0


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_the_examples_of_a_module_run(name: str) -> None:
    outcome = doctest.testmod(importlib.import_module(name))
    assert outcome.attempted > 0
    assert outcome.failed == 0
