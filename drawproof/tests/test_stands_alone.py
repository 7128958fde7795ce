"""drawproof imports the standard library and cryptography only; below its cli no clock, float or chance."""

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path

import cryptography
import pytest

import drawproof

PACKAGE = Path(drawproof.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
EDGE = {"cli.py", "cli_folder.py"}
FORBIDDEN = {"random", "secrets", "time", "locale", "os", "socket", "uuid", "threading", "asyncio", "urllib"}


def imports_of(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").split(".")[0])
    return names


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_nothing_from_outside(path: Path) -> None:
    assert imports_of(path) <= {*sys.stdlib_module_names, "cryptography", "drawproof"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_below_the_cli_has_no_clock_no_chance_no_file_and_no_float(path: Path) -> None:
    if path.name in EDGE:
        return
    assert imports_of(path) & {*FORBIDDEN, "pathlib", "io"} == set()
    for node in ast.walk(ast.parse(path.read_text())):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), node.lineno
        assert not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)), node.lineno
        if isinstance(node, ast.Attribute):
            assert node.attr not in {
                "now",
                "today",
                "utcnow",
                "timestamp",
                "fromtimestamp",
                "urandom",
                "generate",
            }
        if isinstance(node, ast.Name):
            assert node.id not in {"float", "open", "hash", "id", "input", "print"}, node.lineno


def test_nothing_but_the_edge_is_imported_by_nobody() -> None:
    for path in FILES:
        if path.name not in EDGE:
            assert "drawproof.cli" not in path.read_text().replace(":mod:`drawproof.cli`", ""), path


def test_a_draw_is_held_and_verified_in_a_bare_environment() -> None:
    """Isolated, without site-packages; only the folders of drawproof and of cryptography are added."""
    cffi = importlib.util.find_spec("cffi")
    assert cffi is not None
    assert cffi.origin is not None
    paths = [PACKAGE.parent, Path(cryptography.__file__).parent.parent, Path(cffi.origin).parent.parent]
    allowed = sorted(
        {
            "drawproof",
            "cryptography",
            "cffi",
            "_cffi_backend",
            "pycparser",
            "__main__",
            *sys.stdlib_module_names,
        }
    )
    program = f"""
import sys
sys.path[:0] = {[str(path) for path in dict.fromkeys(paths)]!r}
import drawproof, drawproof.cli
key = drawproof.notes.generate_key(bytes(32))
assert drawproof.notes.sign_checkpoint("a", 0, bytes(32), key)
assert drawproof.select(b"unit,stratum\\nU1,s\\n",
    {{"strata": {{"s": {{"ratio": "1", "at_least": 1, "reserve": 0}}}}}}, "0" * 64).rows
assert drawproof.verify_bundle(b"").verdict == "refused"
foreign = {{name.split(".")[0] for name in sys.modules}} - set({allowed!r})
print(sorted(name for name in foreign if not name.startswith("_")))
"""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


@pytest.mark.parametrize(
    "environment", [{"PYTHONHASHSEED": "1"}, {"LC_ALL": "zh_CN.UTF-8"}, {"TZ": "Asia/Shanghai"}]
)
def test_the_same_draw_under_any_hash_seed_locale_and_time_zone(environment: dict[str, str]) -> None:
    program = """
import drawproof
rows = drawproof.write_table("visits.csv", [(f"o{n}", "team", 2, "") for n in range(40)])
people = drawproof.write_table("inspectors.csv", [(f"I{n}", "", "") for n in range(9)])
drawn = drawproof.assign(people, rows, b"visit,inspector,reason\\n", {"balance": "even"}, "0" * 64)
print(drawproof.H("sha256", drawn.teams_csv.decode().replace("\\n", "|")))
"""
    runs = [
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=own
        ).stdout
        for own in (environment, {"PYTHONHASHSEED": "0"})
    ]
    assert runs[0] == runs[1] != ""
