"""No legal figure stands in code: whoever writes 5 % into a module makes the dated rows a lie."""

import ast
from fractions import Fraction
from pathlib import Path

import pytest

from mingcha.law.rules import OBLIGATIONS, RATIO_UNIT

APPS = Path(__file__).resolve().parents[2]
TABLE = APPS / "law" / "rules" / "obligations"
RATIOS = {Fraction(row.value) for row in OBLIGATIONS if row.unit == RATIO_UNIT}
DAYS = {int(row.value) for row in OBLIGATIONS if row.unit == "个工作日"}


def figures_in(source: str) -> list[str]:
    """Every expression that writes a legal ratio, or a number of working days beside the word days."""
    return [ast.unparse(node) for node in ast.walk(ast.parse(source)) if _is_ratio(node) or _is_days(node)]


def _is_ratio(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant) and isinstance(node.value, float):
        return Fraction(str(node.value)) in RATIOS
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return _as_ratio(node.value) in RATIOS
    parts = node.args if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Fraction") else []
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        parts = [node.left, node.right]
    values = [part.value for part in parts if isinstance(part, ast.Constant) and type(part.value) is int]
    return len(values) == 2 and values[1] != 0 and Fraction(values[0], values[1]) in RATIOS


def _as_ratio(text: str) -> Fraction | None:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None


def _is_days(node: ast.AST) -> bool:
    if isinstance(node, ast.keyword | ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant):
        names = ast.unparse(node).split("=")[0].lower()
        return "days" in names and node.value.value in DAYS
    return False


def test_only_the_table_holds_legal_figures() -> None:
    sources = [path for path in APPS.rglob("*.py") if not {"tests", "migrations", "demo"} & set(path.parts)]
    assert any(TABLE in path.parents for path in sources)
    found = {
        str(path.relative_to(APPS)): figures
        for path in sources
        if TABLE not in path.parents and (figures := figures_in(path.read_text(encoding="utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize(
    "source",
    ["x = 0.05", "x = Fraction(1, 20)", "x = 1 / 20", 'x = Fraction("1/20")', "due_days = 20", "f(days=7)"],
)
def test_a_figure_in_code_is_recognised(source: str) -> None:
    assert figures_in(source)
