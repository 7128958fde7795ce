"""A PostgreSQL of the tests' own: in a temporary folder, on a private Unix socket, without TCP."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from mingcha.config.setup.debian import postgresql_programs
from mingcha.config.setup.words import give_up

MEMORY = Path("/dev/shm")  # noqa: S108 - a folder in it is made by mkdtemp
ENOUGH = 2 * 1024**3
OWNER = "postgres"
SETTINGS = "listen_addresses='' max_connections=60 shared_buffers=64MB timezone=UTC"


@contextmanager
def private_cluster() -> Iterator[str]:
    """The address of an empty database; the cluster is stopped and removed at the end."""
    programs = postgresql_programs()
    if programs is None:
        give_up("没有找到 PostgreSQL 的服务程序。", "No PostgreSQL server programs were found.")
    folder = Path(tempfile.mkdtemp(prefix="mingcha-pg-", dir=_roomy_folder()))
    owner = _owner(folder)
    try:
        _run([programs / "initdb", "-D", folder / "db", "-U", OWNER, "-A", "trust", "-E", "UTF8",
              "--locale=C", "--data-checksums"], owner)  # fmt: skip
        _start(programs, folder, owner)
        try:
            _run([programs / "createdb", "-h", folder, "-U", OWNER, "mingcha"], owner)
            yield f"postgres://{OWNER}@/{folder}/mingcha"
        finally:
            _run([programs / "pg_ctl", "-D", folder / "db", "-m", "immediate", "-w", "stop"], owner)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _roomy_folder() -> Path | None:
    """Memory where there is enough: every truncation of fifty tables syncs fifty files."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH:
        return MEMORY
    return None


def _owner(folder: Path) -> int | None:
    """PostgreSQL refuses root, so root lends the folder to the user `postgres`."""
    if os.geteuid() != 0:
        return None
    try:
        owner = pwd.getpwnam(OWNER)
    except KeyError:
        give_up("系统中没有用户 postgres。", "There is no user postgres, which the server must run as.")
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return owner.pw_uid


def _start(programs: Path, folder: Path, owner: int | None) -> None:
    settings = [*SETTINGS.split(), f"unix_socket_directories={folder}"]
    options = " ".join(f"-c {setting}" for setting in settings)
    log = folder / "server.log"
    _run([programs / "pg_ctl", "-D", folder / "db", "-l", log, "-o", options, "-w", "start"], owner)


def _run(command: Sequence[str | Path], owner: int | None) -> None:
    result = subprocess.run(
        [str(part) for part in command],
        user=owner, cwd="/", env={"PATH": os.defpath, "LC_ALL": "C"},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    if result.returncode:
        name = Path(command[0]).name
        give_up(f"测试用的 PostgreSQL 没有就绪（{name}）：\n{result.stdout}", f"{name} did not finish.")
