"""Every act in the code has a name on the ledger page, and no name is left over."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from mingcha.accounts.words import ACTS as ACCOUNT_ACTS
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


def test_the_history_of_a_person_names_every_act_of_its_own_app() -> None:
    assert {act for act in acts_in_code() if act.startswith("accounts.")} - ACCOUNT_ACTS.keys() == set()


def test_no_other_app_writes_people_but_those_whose_acts_the_history_names() -> None:
    """`config.services` founds the office; the staff list comes in by the two acts of intake. Whoever writes
    people elsewhere gives the act a word in `accounts.words` and the file a place here."""
    writing = re.compile(r"\b(Person|RoleGrant)\.objects\.(bulk_)?(create|update)|\b(person|grant)\.save\(")
    found = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if not {"tests", "accounts"} & set(path.relative_to(SOURCE).parts)
        and writing.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"config/services.py", "config/people_subject.py"}
    assert {"config.found_office", "intake.confirm_import", "intake.take_back_import"} <= ACCOUNT_ACTS.keys()


def test_no_name_is_left_over() -> None:
    assert ACTS.keys() - acts_in_code() == set()


def test_names_are_told_apart() -> None:
    assert len(set(ACTS.values())) == len(ACTS)
