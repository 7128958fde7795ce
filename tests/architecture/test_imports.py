"""What a package may stand on, read from its own import lines."""

import ast
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, python_files, shown

# Whatever depends on the machine, the moment or luck: it arrives as a parameter instead.
NOT_PURE = {
    "random",
    "secrets",
    "time",
    "locale",
    "os",
    "pathlib",
    "socket",
    "subprocess",
    "tempfile",
    "uuid",
}


def imported(path: Path) -> set[str]:
    """First names of everything a module imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize(
    ("folder", "allowed"),
    [("drawproof/src", {"drawproof", "cryptography"}), ("mingcha/config/setup", {"mingcha"})],
)
def test_it_stands_on_the_standard_library_and_little_else(folder: str, allowed: set[str]) -> None:
    files = python_files(folder)
    assert len(files) >= 5
    foreign = {shown(path): imported(path) - allowed - sys.stdlib_module_names for path in files}
    assert {name: modules for name, modules in foreign.items() if modules} == {}


def test_below_its_command_line_the_draw_knows_neither_clock_nor_luck() -> None:
    files = [path for path in python_files("drawproof/src") if not path.name.startswith("cli")]
    impure = {shown(path): imported(path) & NOT_PURE for path in files}
    assert {name: modules for name, modules in impure.items() if modules} == {}


def test_the_contracts_cover_every_app() -> None:
    contracts = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    apps = sorted(path.parent.name for path in (ROOT / "mingcha").glob("*/apps.py"))
    assert len(apps) >= 11
    inside = [app for app in apps if f'"mingcha.{app}"' in contracts]
    assert inside == apps
