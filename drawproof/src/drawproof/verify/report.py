"""The report of a verification: thirteen steps, each with a status, a code and a Chinese sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from drawproof.words_zh import sentence

STEPS = (
    *("form", "announcement", "commitment", "files", "event", "order", "seed"),
    *("result", "levels", "changes", "recordings", "log", "attempts"),
)
PASS, FAIL, UNCHECKED, NOT_APPLICABLE = "pass", "fail", "unchecked", "not-applicable"


@dataclass(frozen=True)
class Finding:
    """What one step found; ``params`` fill the sentence of ``code``."""

    status: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    file: str | None = None
    line: int | None = None


@dataclass(frozen=True)
class Step:
    """One line of the report."""

    step: str
    status: str
    code: str
    words: str
    params: Mapping[str, object]


@dataclass(frozen=True)
class Report:
    """The verdict, its steps in the protocol's order, and what a page may show of the draw.

    ``verdict``: ``refused`` (a step failed), ``consistent`` (it recomputes; nothing from outside shows that
    the announcement came first), ``proved`` (also the order passes with a key given from outside).
    """

    verdict: str
    steps: tuple[Step, ...]
    facts: Mapping[str, object]

    @property
    def ok(self) -> bool:
        """True unless a step failed."""
        return self.verdict != "refused"

    def as_json(self) -> dict[str, object]:
        """The report as ``drawproof verify --json`` prints it for one file."""
        steps = [
            {"step": one.step, "status": one.status, "code": one.code, "words": one.words}
            for one in self.steps
        ]
        return {"ok": self.ok, "verdict": self.verdict, "steps": steps}


def conclude(findings: Mapping[str, Finding], facts: Mapping[str, object]) -> Report:
    """The report of what every step found."""
    statuses = {finding.status for finding in findings.values()}
    verdict = "proved" if findings["order"].status == PASS else "consistent"
    return Report("refused" if FAIL in statuses else verdict, tuple(_steps(findings)), facts)


def _steps(findings: Mapping[str, Finding]) -> list[Step]:
    return [_step(name, findings[name]) for name in STEPS]


def _step(name: str, finding: Finding) -> Step:
    words = sentence(finding.code, finding.params, file=finding.file, line=finding.line)
    return Step(name, finding.status, finding.code, words, finding.params)
