"""A crash between any two writes ends in the same draw: what was announced and seen decides, nothing else."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import drawproof
from mingcha.draws.tests.sites import Site, new_site

pytestmark = [pytest.mark.engine, pytest.mark.long]

PLACES = 3


def run(site: Site, at: int) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "mingcha.draws.tests.crashing", str(at)],
        env=site.surroundings,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def announced(site: Site) -> dict[str, str]:
    found = site.rows("SELECT draw_id, digest FROM draws_draw WHERE attempt IS NOT NULL")
    return {str(draw): str(digest) for draw, digest in found}


def seen(site: Site) -> set[str]:
    found = site.rows('SELECT draw_id, throw, person_id, number, "values" FROM draws_throwentry')
    return {repr(row) for row in found}


def changed(site: Site) -> set[str]:
    seats = site.rows('SELECT n, visit, "group", seat, event, "left", reason, inspector FROM draws_vacancy')
    return {
        repr(row) for row in (*seats, *site.rows("SELECT n, visit, unit, substitute FROM draws_replacement"))
    }


def dies(site: Site, at: int) -> bool:
    """Whether the sitting came as far as that write: how many there are hangs on who is drawn."""
    died = run(site, at)
    if died.returncode == 0:
        assert int(died.stdout.split()[-1]) < at
        return False
    assert died.returncode == -signal.SIGKILL, died.stderr
    return True


def survives(site: Site) -> None:
    """Died, it goes on and ends: nothing announced or entered is lost, and the files verify."""
    before, entered, swapped = announced(site), seen(site), changed(site)
    finished = run(site, 0)
    assert finished.returncode == 0, finished.stderr
    assert before.items() <= announced(site).items()
    assert entered <= seen(site)
    assert swapped <= changed(site)
    assert len(site.rows("SELECT n FROM draws_replacement")) == 1
    assert sorted(announced(site)) == ["fuping-2026-01-a1", "fuping-2026-01-s1"]
    bundles = [
        bytes(content) for (content,) in site.rows("SELECT content FROM draws_drawfile WHERE role = 'bundle'")
    ]
    assert len(bundles) == 2
    for content in bundles:
        assert drawproof.verify_bundle(content, others=bundles).verdict == "consistent"
    kinds = [json.loads(bytes(body))["type"] for (body,) in site.rows("SELECT body FROM ledger_entry")]
    assert [kinds.count(kind) for kind in ("announced", "observed", "drawn", "disclosed")] == [2, 2, 2, 2]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A sitting just opened, to be copied for each case."""
    with new_site(tmp_path_factory.mktemp("county")) as site:
        made = run(site, -1)
        assert made.returncode == 0, made.stderr
        yield site


@pytest.fixture(scope="module")
def writes(county: Site, tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many writes a whole sitting makes."""
    with county.copy(tmp_path_factory.mktemp("whole")) as site:
        finished = run(site, 0)
    assert finished.returncode == 0, finished.stderr
    return int(finished.stdout.split()[-1])


@pytest.mark.parametrize("place", range(PLACES))
def test_a_sitting_cut_off_at_some_write_ends_in_the_same_draw(
    county: Site, tmp_path: Path, writes: int, place: int
) -> None:
    with county.copy(tmp_path) as site:
        assert dies(site, 1 + place + (writes - PLACES) * place // PLACES)
        survives(site)


@pytest.mark.full
def test_a_sitting_cut_off_at_every_write_ends_in_the_same_draw(
    county: Site, tmp_path_factory: pytest.TempPathFactory, writes: int
) -> None:
    cut = 0
    for at in range(1, writes + 1):
        with county.copy(tmp_path_factory.mktemp("cut")) as site:
            if dies(site, at):
                survives(site)
                cut += 1
    assert cut > writes * 0.9
