"""The examples in docstrings are true."""

import doctest
from types import ModuleType

import pytest

from mingcha.common.workbooks import columns, header
from mingcha.common.workbooks.values import choices, text


@pytest.mark.parametrize("module", [columns, header, choices, text], ids=lambda module: module.__name__)
def test_examples_hold(module: ModuleType) -> None:
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0
