"""The virtual environment of this checkout, made once and again whenever a lock file changes.

A stamp inside it remembers what it was made from, so that the next start costs a few milliseconds."""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mingcha.config.setup.words import give_up, say

ROOT = Path(__file__).resolve().parents[3]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
RUN_LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-test.lock"
PACKAGES = (ROOT / "drawproof", ROOT)


@dataclass(frozen=True)
class Kind:
    """One set of packages: its lock file and the stamp that says it is installed."""

    lock: Path
    stamp: Path


RUN = Kind(RUN_LOCK, VENV / "installed-run.json")
TEST = Kind(TEST_LOCK, VENV / "installed-test.json")


def ensure(kind: Kind) -> None:
    """Make `.venv` hold exactly what `kind.lock` and both packages ask for. Does nothing when it does."""
    wanted = _wanted(kind)
    found = _read(kind.stamp)
    if found == wanted and PYTHON.exists():
        return
    _make_venv(stale=any(_moved(_read(stamp), wanted) for stamp in (RUN.stamp, TEST.stamp)))
    kind.stamp.unlink(missing_ok=True)
    say("正在安装所需的软件包……", f"Installing the packages of {kind.lock.name} …")
    _install(["--require-hashes", "--requirement", str(kind.lock)])
    editable = [part for package in PACKAGES for part in ("--editable", str(package))]
    _install(["--no-deps", "--no-build-isolation", *editable])
    kind.stamp.write_text(json.dumps(wanted), encoding="utf-8")


def tool_environment(**more: str) -> dict[str, str]:
    """The caller's environment with this checkout's tools first and no settings of another Python."""
    dropped = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "DJANGO_SETTINGS_MODULE")
    kept = {key: value for key, value in os.environ.items() if key not in dropped}
    path = f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return kept | {"PATH": path, "PYTHONUTF8": "1"} | more


def _wanted(kind: Kind) -> dict[str, str]:
    digest = hashlib.sha256()
    for path in (kind.lock, *(package / "pyproject.toml" for package in PACKAGES)):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    # Scripts in .venv/bin name the checkout and the interpreter by absolute path.
    return {"root": str(ROOT), "python": f"{sys.base_prefix} {sys.version}", "locks": digest.hexdigest()}


def _moved(found: dict[str, str], wanted: dict[str, str]) -> bool:
    """True when what is there was made for another folder or another Python."""
    return bool(found) and any(found.get(key) != wanted[key] for key in ("root", "python"))


def _read(stamp: Path) -> dict[str, str]:
    if not stamp.exists():
        return {}
    found: dict[str, str] = json.loads(stamp.read_text(encoding="utf-8"))
    return found


def _make_venv(*, stale: bool) -> None:
    if stale or (VENV.exists() and not PYTHON.exists()):
        shutil.rmtree(VENV)
    if VENV.exists():
        return
    say("正在建立运行环境 .venv……", "Making the virtual environment .venv …")
    if uv := shutil.which("uv"):
        command = [uv, "venv", "--quiet", "--no-config", "--seed", "--python", sys.executable, str(VENV)]
        if subprocess.run(command, check=False).returncode == 0:
            return
        shutil.rmtree(VENV, ignore_errors=True)
    if importlib.util.find_spec("ensurepip") is None:
        give_up(
            "这台机器的 Python 缺少 venv 组件，请先安装（Debian：apt install python3-venv）。",
            "This Python lacks venv. Please install it (Debian: apt install python3-venv).",
        )
    _run_or_give_up([sys.executable, "-m", "venv", str(VENV)])


def _install(arguments: Sequence[str]) -> None:
    """By uv where there is one; by pip where there is none or where it does not reach the packages."""
    uv = shutil.which("uv") or shutil.which("uv", path=str(VENV / "bin"))
    if uv:
        command = [uv, "pip", "install", "--quiet", "--python", str(PYTHON), *arguments]
        if subprocess.run(command, check=False, env=tool_environment()).returncode == 0:
            return
        say("uv 未能完成，改用 pip。", "uv did not manage; using pip.")
    pip = [str(PYTHON), "-m", "pip", "install", "-qq", "--no-input", "--disable-pip-version-check"]
    _run_or_give_up([*pip, *arguments])


def _run_or_give_up(command: Sequence[str]) -> None:
    if subprocess.run(command, check=False, env=tool_environment(), stdin=subprocess.DEVNULL).returncode:
        give_up(
            "安装没有完成，原因见上面几行。请检查网络或软件包来源后重新运行。",
            "The installation did not finish; the lines above say why. Run this again once that is solved.",
        )
