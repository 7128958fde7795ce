"""The examples in the heads of the modules run: they are the format specification."""

import doctest
import importlib
import pkgutil

import pytest

import drawproof

MODULES = [name for _, name, _ in pkgutil.walk_packages(drawproof.__path__, "drawproof.")]
WITH_EXAMPLES = [
    name
    for name in MODULES
    if any(one.examples for one in doctest.DocTestFinder().find(importlib.import_module(name)))
]


def test_most_formats_have_an_example() -> None:
    assert len(WITH_EXAMPLES) >= 12


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_the_examples_of_a_module_run(name: str) -> None:
    outcome = doctest.testmod(importlib.import_module(name))
    assert outcome.attempted > 0
    assert outcome.failed == 0
