"""`./test` counts what really ran: a run that died is never a pass."""

from pathlib import Path

import pytest

from mingcha.config.setup.results import Results, read_results

CASES = """<testsuites><testsuite>
<testcase classname="a.b" name="test_passes" time="0.5"/>
<testcase classname="a.b" name="test_fails" time="2.5"><failure>why</failure></testcase>
<testcase classname="a.b" name="test_breaks" time="1"><error>why</error></testcase>
<testcase classname="a.b" name="test_is_skipped" time="0"><skipped>why</skipped></testcase>
</testsuite></testsuites>"""
PASSING = """<testsuites><testsuite><testcase classname="a" name="b" time="1"/></testsuite></testsuites>"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return tmp_path / "report.xml"


def test_failures_errors_and_skips_all_count_as_failed(report: Path) -> None:
    report.write_text(CASES, encoding="utf-8")
    results = read_results("SQLite", report, exit_code=1)
    assert (results.passed, results.failed) == (1, 3)
    assert max(results.slowest) == (2.5, "SQLite: a.b::test_fails")


@pytest.mark.parametrize("exit_code", [1, 2, 3, 5, -9])
def test_a_run_without_report_is_a_failure(report: Path, exit_code: int) -> None:
    assert read_results("SQLite", report, exit_code=exit_code).failed == 1


def test_a_run_that_ends_badly_after_passing_tests_is_a_failure(report: Path) -> None:
    report.write_text(PASSING, encoding="utf-8")
    assert read_results("SQLite", report, exit_code=3).failed == 1
    assert read_results("SQLite", report, exit_code=0).failed == 0


def test_results_add_up() -> None:
    total = Results(1, 2, ((1.0, "a"),)) + Results(3, 4, ((2.0, "b"),))
    assert total == Results(4, 6, ((1.0, "a"), (2.0, "b")))
