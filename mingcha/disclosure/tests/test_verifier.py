"""The program that citizens download verifies what they download, without anything of this office."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.disclosure.queries.verifier import verifier_program
from mingcha.draws.tests.county import Ceremony

pytestmark = pytest.mark.django_db


def test_the_downloaded_program_verifies_the_downloaded_files(ceremony: Ceremony, tmp_path: Path) -> None:
    draws = ceremony.whole()
    program = tmp_path / "drawproof.pyz"
    program.write_bytes(Client().get(reverse("public_verifier_program")).content)
    files = []
    for draw in draws:
        path = tmp_path / f"{draw.draw_id}.draw"
        path.write_bytes(Client().get(reverse("bundle_download", args=[draw.draw_id])).content)
        files.append(str(path))
    command = [sys.executable, str(program), "verify", *files]
    told = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert told.returncode == 0, told.stdout + told.stderr
    damaged = Path(files[0]).read_bytes()
    Path(files[0]).write_bytes(damaged[:-40] + b"?" + damaged[-39:])
    assert subprocess.run(command, capture_output=True, check=False, cwd=tmp_path).returncode != 0


def test_the_program_is_the_same_to_the_byte_each_time() -> None:
    first = verifier_program()
    verifier_program.cache_clear()
    assert verifier_program() == first
