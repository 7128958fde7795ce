"""The manual: a booklet for each role, pictures that the script takes, links that lead somewhere."""

import re
from pathlib import Path

import pytest

from mingcha.accounts.rules import ROLES
from tests.architecture.source import ROOT
from tests.manual.pictures import PICTURES

FOLDER = ROOT / "docs" / "manual"
BOOKLETS = sorted(path for path in FOLDER.glob("*.md"))
TEXT = {path.name: path.read_text(encoding="utf-8") for path in BOOKLETS}


def links(text: str) -> set[str]:
    return set(re.findall(r"\]\((?!https?:|#)([^)#]+)\)", text))


@pytest.mark.parametrize("role", [role for role in ROLES.values() if not role.endswith("管理员")])
def test_each_role_finds_its_booklet_in_the_index(role: str) -> None:
    assert role.removesuffix("见证") in TEXT["README.md"]


@pytest.mark.parametrize("booklet", BOOKLETS, ids=lambda path: path.name)
def test_every_link_of_a_booklet_leads_somewhere(booklet: Path) -> None:
    assert [link for link in sorted(links(TEXT[booklet.name])) if not (FOLDER / link).exists()] == []


def test_every_picture_is_taken_by_the_script_and_shown_somewhere() -> None:
    shown = {link for text in TEXT.values() for link in links(text) if link.startswith("pictures/")}
    assert {f"pictures/{picture.name}.png" for picture in PICTURES} == shown
    assert {f"pictures/{path.name}" for path in (FOLDER / "pictures").iterdir()} == shown
