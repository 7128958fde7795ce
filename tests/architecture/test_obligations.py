"""The law as data: `docs/law/obligations.yml`, the rows of an office and the code say the same."""

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from mingcha.accounts.rules import ROLES
from mingcha.law.models import Obligation
from mingcha.law.rules import CONFIDENCE, OBLIGATIONS, keys
from mingcha.law.tests.cast import found
from tests.architecture.source import functions, python_files
from tests.manual import obligations

WRITTEN: list[dict[str, Any]] = yaml.safe_load(obligations.PAGE.read_text(encoding="utf-8"))
NAMES = {value: name for name, value in vars(keys).items() if name.isupper()}
# Each time anew, and where nothing is found the program goes on without.
EACH_TIME = ("figure_if_any", "figure_if_any_by_day", "holds")
ASKING = {*EACH_TIME, "figure", "figure_by_day", "row_on"}
PLACES = [(row["id"], path) for row in WRITTEN for path in row.get("enforced_by", ())]


def named(path: str) -> Any:
    """What a dotted path names: a module's function, class, or a method of a class."""
    parts = path.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            found = getattr(found, part)
        return found
    raise ModuleNotFoundError(path)


def keys_passed_to(function: str) -> Iterator[str]:
    """The constants that stand for keys in functions of the program which call this one."""
    for path in python_files("mingcha"):
        text = path.read_text(encoding="utf-8")
        if "tests" in path.parts or f"{function}(" not in text:
            continue
        for node in functions(path):
            source = ast.unparse(node)
            if f"{function}(" in source and node.name != function:
                yield from (key for key, name in NAMES.items() if re.search(rf"\b{name}\b", source))


def test_the_file_is_what_the_table_prints() -> None:
    assert obligations.PAGE.read_text(encoding="utf-8") == obligations.page()


def test_every_id_stands_once_with_all_it_needs() -> None:
    assert len({row["id"] for row in WRITTEN}) == len(WRITTEN) >= 80
    for row in WRITTEN:
        assert row["title"] and row["text"] and row["clause"] and row["scope"], row["id"]
        assert len(row["title"]) <= 64 and len(row["clause"]) <= 200, row["id"]
        assert row["confidence"] in CONFIDENCE and row["owner"] in ROLES.values(), row["id"]
        assert bool(row.get("enforced_by")) != bool(row.get("not_yet")), row["id"]


def test_what_is_in_doubt_or_not_ours_is_off_and_says_so() -> None:
    assert [row["id"] for row in WRITTEN if row["on"] == bool(row.get("off_because"))] == []
    assert [row["id"] for row in WRITTEN if row["confidence"] == "C" and row["on"]] == []


def test_every_key_of_the_code_is_an_obligation() -> None:
    assert NAMES.keys() - {row["id"] for row in WRITTEN} == set()


@pytest.mark.django_db
def test_a_new_office_holds_one_row_for_each_as_the_file_says() -> None:
    office = found().office
    held = {row.key: row for row in Obligation.objects.filter(office=office)}
    assert held.keys() == {row["id"] for row in WRITTEN}
    for row in WRITTEN:
        one, figure = held[row["id"]], row.get("figure", {"value": "", "unit": "", "words": ""})
        assert (one.value, one.unit, one.words) == (figure["value"], figure["unit"], figure["words"])
        assert (one.title, one.clause, one.quote) == (row["title"], row["clause"], row.get("quote", ""))
        assert (one.confidence, one.is_on) == (row["confidence"], row["on"])
        assert (one.in_force_from, one.in_force_until) == (row["in_force_from"], row.get("in_force_until"))


@pytest.mark.parametrize(("key", "path"), PLACES)
def test_the_code_that_enforces_it_names_it(key: str, path: str) -> None:
    words = {key, NAMES.get(key, key)}
    source = inspect.getsource(inspect.unwrap(named(path)))
    assert any(re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", source) for word in words)


def test_what_the_code_asks_each_time_may_be_switched_off_and_nothing_else_that_it_enforces() -> None:
    asked = {key for name in EACH_TIME for key in keys_passed_to(name)}
    assert asked == {rule.key for rule in OBLIGATIONS if rule.asked_each_time}


def test_no_figure_is_asked_for_by_a_word_that_is_no_key() -> None:
    """`figure(office, "some-text", day)` would pass by the constants and so by this file."""
    strangers = [
        f"{path.name}: {ast.unparse(call)}"
        for path in python_files("mingcha")
        if "tests" not in path.parts
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func) in ASKING
        for argument in call.args[1:2]
        if isinstance(argument, ast.Constant)
    ]
    assert strangers == []
