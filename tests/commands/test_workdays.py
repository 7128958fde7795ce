"""`mingcha workdays add DATE N`: one line, one day."""

from pathlib import Path

import pytest

from tests.commands.conftest import Run


def test_the_day_is_printed_and_a_year_without_a_notice_said(run: Run, tmp_path: Path) -> None:
    for start, count, line in [
        ("2025-12-31", 1, "2026-01-04\n"),
        ("2026-11-25", 20, "2026-12-23\n"),
        ("2026-12-31", 1, "2027-01-04 暂定\n"),
    ]:
        asked = run("workdays", "add", start, count, "--data", tmp_path / "empty")
        assert (asked.returncode, asked.stdout, asked.stderr) == (0, line, "")


def test_the_calendar_of_the_office_counts(run: Run, office: Path) -> None:
    assert run("workdays", "add", "2026-09-30", 1, "--data", office).stdout == "2026-10-08\n"
    asked = run("workdays", "add", "2026-09-30", 1, "--data", office, "--office", "nobody")
    assert (asked.returncode, asked.stdout) == (1, "")
    assert "没有代码为nobody的机构" in asked.stderr


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("2026-02-30", "1"), "日期“2026-02-30”不存在"),
        (("2026/11/25", "1"), "请写成2026-11-25这样"),
        (("2026-11-25", "0"), "应当是大于等于1的整数"),
        (("2026-11-25", "-1"), "应当是大于等于1的整数"),
        (("2026-11-25", "1.5"), "应当是大于等于1的整数"),
        (("9999-12-30", "9"), "9999年"),
    ],
)
def test_what_cannot_be_counted_is_said_with_exit_code_two(
    run: Run, tmp_path: Path, words: tuple[str, str], sentence: str
) -> None:
    asked = run("workdays", "add", *words, "--data", tmp_path / "empty")
    assert (asked.returncode, asked.stdout) == (2, "")
    assert sentence in asked.stderr
