"""Every act in the code has a name on the ledger page, and no name is left over."""

import ast
from collections.abc import Iterator
from pathlib import Path

from mingcha.oversight.words import ACTS

SOURCE = Path(__file__).resolve().parents[2]
ROOMS = {
    "accounts",
    "config",
    "disclosure",
    "draws",
    "inspections",
    "intake",
    "items",
    "law",
    "papers",
    "plans",
    "registers",
    "upkeep",
}


def literals() -> Iterator[str]:
    """Texts of the form `app.verb_noun` anywhere outside tests, locks left out."""
    for path in sorted(SOURCE.rglob("*.py")):
        if "tests" in path.parts or path.name == "words.py":
            continue
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Constant) and isinstance(call.value, str):
                yield call.value


def acts_in_code() -> set[str]:
    found = set()
    for text in literals():
        app, dot, verb = text.partition(".")
        if dot and app in ROOMS and verb.isidentifier() and "_" in verb:
            found.add(text)
    return found


def test_every_act_of_the_code_has_a_name() -> None:
    assert acts_in_code() - ACTS.keys() == set()


def test_no_name_is_left_over() -> None:
    assert ACTS.keys() - acts_in_code() == set()


def test_names_are_told_apart() -> None:
    assert len(set(ACTS.values())) == len(ACTS)
