"""What a test run found, read from pytest's JUnit report."""

from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree


@dataclass(frozen=True)
class Results:
    """Counts and the time of each test; results add up."""

    passed: int = 0
    failed: int = 0
    slowest: tuple[tuple[float, str], ...] = ()

    def __add__(self, other: "Results") -> "Results":
        return Results(self.passed + other.passed, self.failed + other.failed, self.slowest + other.slowest)


def read_results(name: str, report: Path, *, exit_code: int) -> Results:
    """`name` stands before each test. A run that died without a report, or that failed without a failed
    test (nothing collected, a crashed worker), counts as one failure."""
    if not report.exists():
        return Results(failed=1)
    cases = list(ElementTree.parse(report).iter("testcase"))  # noqa: S314 - pytest wrote it a moment ago
    bad = [case for case in cases if any(part.tag in ("failure", "error", "skipped") for part in case)]
    times = tuple(
        (float(case.get("time", "0")), f"{name}: {case.get('classname')}::{case.get('name')}")
        for case in cases
    )
    failed = len(bad) or int(exit_code != 0)
    return Results(passed=len(cases) - len(bad), failed=failed, slowest=times)
