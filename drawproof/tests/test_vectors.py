"""The frozen vectors: every good bundle keeps its verdict, every bad one is refused for its defect.

The files are never edited. Whoever writes another verifier reads ``vectors/index.json``: for each bundle the
keys from outside, the bundles beside it, the verdict, and for a bad one the step that fails (``code`` is this
library's own).
"""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import vector_cases
from drawproof_cast import failures

from drawproof import Infeasible, assign, select, verify_bundle

VECTORS = Path(__file__).resolve().parents[1] / "vectors"
INDEX: dict[str, list[dict[str, Any]]] = json.loads((VECTORS / "index.json").read_text())
ENTRIES = [entry for kind in ("good", "bad") for entry in INDEX[kind]]
BUNDLES = [entry for entry in ENTRIES if entry["file"].endswith(".draw")]


def content(file: str) -> bytes:
    return (VECTORS / file).read_bytes()


def worked(name: str) -> dict[str, Any]:
    example: dict[str, Any] = json.loads(content(f"good/{name}.json"))
    return example


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["file"])
def test_a_vector_is_what_was_frozen(entry: dict[str, Any]) -> None:
    assert sha256(content(entry["file"])).hexdigest() == entry["sha256"]


@pytest.mark.parametrize("entry", BUNDLES, ids=lambda entry: entry["file"])
def test_a_bundle_keeps_its_verdict(entry: dict[str, Any]) -> None:
    others = [content(other) for other in entry["others"]]
    report = verify_bundle(content(entry["file"]), keys=entry["keys"], others=others)
    assert report.verdict == entry["verdict"]
    expected = {entry["step"]: entry["code"]} if "step" in entry else {}
    assert failures(report) == expected


def test_the_index_names_every_file_and_every_case() -> None:
    files = {
        f"{path.parent.name}/{path.name}" for kind in ("good", "bad") for path in (VECTORS / kind).iterdir()
    }
    assert files == {entry["file"] for entry in ENTRIES}
    cases = {f"good/{name}" for name, _, _ in [*vector_cases.good(), *vector_cases.worked()]}
    assert files == cases | {f"bad/{name}" for name, _, _ in vector_cases.bad()}


def test_the_worked_selection_is_drawn_alike() -> None:
    example = worked("select-strata")
    drawn = select(example["frame"].encode(), example["rule"], example["seed"])
    assert drawn.result_csv.decode() == example["result"]


def test_the_worked_plan_that_cannot_be_staffed_has_its_certificate() -> None:
    example = worked("assign-impossible")
    files = [example[name].encode() for name in ("inspectors", "visits", "barred")]
    with pytest.raises(Infeasible) as blocked:
        assign(files[0], files[1], files[2], {"balance": "even"}, "0" * 64)
    assert blocked.value.certificate == example["certificate"]


@pytest.mark.parametrize("name", ["even", "cap", "refusals"])
def test_the_worked_assignments_are_drawn_alike(name: str) -> None:
    example = worked(f"assign-{name}")
    files = [example[name].encode() for name in ("inspectors", "visits", "barred")]
    drawn = assign(files[0], files[1], files[2], example["rule"], example["seed"])
    assert (drawn.teams_csv.decode(), drawn.levels_csv.decode()) == (example["teams"], example["levels"])
