"""`mingcha publish DIR`: the public side as files, and nothing where there is nothing new."""

import hashlib
from pathlib import Path

from tests.commands.conftest import Run


def test_the_public_side_of_an_office_lies_in_the_folder(run: Run, office: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    made = run("publish", site, "--data", office)
    assert made.returncode == 0, made.stderr
    assert "第1次公示文件" in made.stdout
    front = (site / "index.html").read_text(encoding="utf-8")
    assert "某县某局" in front
    for line in (site / "SHA256SUMS").read_text(encoding="ascii").splitlines():
        digest, _, path = line.partition("  ")
        assert hashlib.sha256((site / path).read_bytes()).hexdigest() == digest
    told = (tmp_path / "site-变动清单.txt").read_text(encoding="utf-8")
    assert "上次上传的文件清单的摘要：没有上传过" in told
    times = {path: path.stat().st_mtime_ns for path in tmp_path.glob("site*/**/*") if path.is_file()}
    again = run("publish", site, "--data", office)
    assert "没有变化，仍是第1次公示文件" in again.stdout
    assert {path: path.stat().st_mtime_ns for path in times} == times
    assert run("doctor", "--data", office).returncode == 0


def test_a_folder_with_other_files_is_left_alone(run: Run, office: Path, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "照片.jpg").write_bytes(b"x")
    refused = run("publish", tmp_path / "site", "--data", office)
    assert refused.returncode == 1
    assert "请另选一个空目录" in refused.stderr
    assert [one.name for one in (tmp_path / "site").iterdir()] == ["照片.jpg"]
