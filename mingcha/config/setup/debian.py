"""Debian packages that the tests need: found, or installed when that is possible, or named."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from mingcha.config.setup.words import give_up, say

PROGRAMS = {
    "chromium-headless-shell": "chromium-headless-shell",
    "pdftotext": "poppler-utils",
    "soffice": "libreoffice-writer-nogui",
    "strace": "strace",
}
FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
POSTGRESQL = Path("/usr/lib/postgresql")


def ensure_packages() -> Callable[[], None]:
    """Begin to install what is missing, and return what waits for it. Without root, end with the list."""
    missing = sorted(set(_missing()))
    if not missing:
        return lambda: None
    names = " ".join(missing)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        give_up(
            f"测试还需要这些系统软件包：{names}。请用 root 运行 ./test，或先安装它们。",
            f"The tests need these Debian packages: {names}. Run ./test as root or install them first.",
        )
    say(f"正在安装系统软件包：{names}……", "Installing Debian packages …")
    beside = ThreadPoolExecutor(1)
    return beside.submit(_install, missing).result


def _install(missing: Sequence[str]) -> None:
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "-qq", "--no-install-recommends", *missing]
    for command in (["apt-get", "update", "-qq"], install):
        result = subprocess.run(
            command, env=quiet, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        if result.returncode:
            give_up(
                f"{' '.join(command)} 没有完成：\n{result.stdout}{result.stderr}", "apt-get did not finish."
            )


def postgresql_programs() -> Path | None:
    """Folder of the newest PostgreSQL server programs."""
    found = sorted(POSTGRESQL.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


def _missing() -> Iterator[str]:
    for program, package in PROGRAMS.items():
        if not shutil.which(program):
            yield package
    if not FONT.exists() and not _knows_chinese():
        yield "fonts-noto-cjk"
    if postgresql_programs() is None:
        yield "postgresql"


def _knows_chinese() -> bool:
    fc_list = shutil.which("fc-list")
    if fc_list is None:
        return False
    fonts = subprocess.run([fc_list, ":lang=zh-cn"], capture_output=True, check=False)
    return bool(fonts.stdout.strip())
