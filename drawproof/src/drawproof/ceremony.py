"""From an announcement to the result files (protocol sections 4.2 to 4.4): pure functions, no clock.

A crash and a restart end in the same draw, since :func:`conduct` depends on nothing but its arguments.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from drawproof import digest, selection
from drawproof.announcement import Announcement, parse
from drawproof.assignment.draw import Assignment, SeedChooser, draw_teams
from drawproof.assignment.plan import parse_balance
from drawproof.canonical.text import check_hex64
from drawproof.entropy import Observation, observe_sources, parse_observation
from drawproof.errors import DrawproofError
from drawproof.files import check_digests, check_files, plan_of, read_files
from drawproof.selection import Selection


@dataclass(frozen=True)
class Conducted:
    """The seed, the result files and their salted digests as the log entry ``drawn`` carries them."""

    seed: str
    files: dict[str, bytes]
    digests: dict[str, str]
    outcome: Selection | Assignment


def observe(announcement: bytes, values: Sequence[tuple[str, Sequence[int]]]) -> Observation:
    """Write ``entropy.json``: one (source, values) pair for each announced source, in its order."""
    announced = parse(announcement)
    return observe_sources(announced.suite, announced.entropy, values)


def conduct(announcement: bytes, files: Mapping[str, bytes], secret: str, entropy: bytes) -> Conducted:
    """Draw. Refuses a wrong secret, a changed file, an event that is not the announced one.

    ``files`` holds the committed files; those of the office (``office-….csv``) may be left out.
    """
    announced = parse(announcement)
    check_secret(announced, secret)
    check_files(announced.kind, announced.rule, announced.files, files)
    committed = {name: (entry.rows, entry.digest) for name, entry in announced.files.items()}
    check_digests(announced.suite, secret, committed, files)
    observation = parse_observation(announced.suite, announced.entropy, entropy)
    seed = digest.seed(announced.suite, announced.digest, secret, observation.text)
    outcome = OUTCOMES[announced.kind](announced, files, seed)
    results = result_files(outcome)
    digests = {
        name: digest.salted_digest(announced.suite, secret, name, content)
        for name, content in results.items()
    }
    return Conducted(seed, results, digests, outcome)


def check_secret(announced: Announcement, secret: str) -> None:
    """The secret has its form and opens the commitment."""
    check_hex64(secret, "secret")
    if digest.commitment(announced.suite, secret) != announced.commitment:
        raise DrawproofError("secret-wrong")


def result_files(outcome: Selection | Assignment) -> dict[str, bytes]:
    """The result files of a draw by name."""
    if isinstance(outcome, Selection):
        return {"result.csv": outcome.result_csv}
    return {"levels.csv": outcome.levels_csv, "teams.csv": outcome.teams_csv}


def _select(announced: Announcement, files: Mapping[str, bytes], seed: str) -> Selection:
    return selection.select(files["frame.csv"], announced.rule, seed, suite=announced.suite)


def _assign(announced: Announcement, files: Mapping[str, bytes], seed: str) -> Assignment:
    plan = plan_of(read_files("assignment", files))
    return draw_teams(plan, parse_balance(announced.rule), SeedChooser(seed, announced.suite))


OUTCOMES: dict[str, Callable[[Announcement, Mapping[str, bytes], str], Selection | Assignment]] = {
    "selection": _select,
    "assignment": _assign,
}
