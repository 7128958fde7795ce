"""`mingcha import`: one step, one line of JSON."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.commands.conftest import Run

WORKBOOKS = Path(__file__).resolve().parents[1] / "workbooks"
TARGETS = WORKBOOKS / "01检查对象名录库（矿产和用地）.xlsx"


def test_counts_add_up_and_the_same_file_again_changes_nothing(run: Run, office: Path) -> None:
    first = json.loads(run("import", "targets", TARGETS, "--json", "--data", office).stdout)
    assert set(first) == {"rows", "new", "changed", "unchanged", "refused"}
    assert first["new"] > 0
    assert first["rows"] == first["new"] + first["changed"] + first["unchanged"] + len(first["refused"])
    assert all(set(refused) == {"row", "reason"} for refused in first["refused"])
    second = json.loads(run("import", "targets", TARGETS, "--json", "--data", office).stdout)
    assert (second["new"], second["changed"]) == (0, 0)
    assert second["unchanged"] == first["rows"] - len(first["refused"])


@pytest.mark.long
def test_an_empty_folder_gets_an_unnamed_office_that_is_named_later(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    assert run("import", "targets", TARGETS, "--json", "--data", folder).returncode == 0
    named = run("office", "create", "--name", "甲局", "--code", "a", "--leader", "王五", "--data", folder)
    assert named.returncode == 0, named.stderr
    rows = sqlite3.connect(folder / "mingcha.sqlite3").execute("SELECT code FROM accounts_office").fetchall()
    assert rows == [("a",)]
    assert run("doctor", "--data", folder).returncode == 0


@pytest.mark.parametrize("name", ["missing.xlsx", "picture.png", "empty.xlsx"])
def test_a_file_that_is_refused_whole_is_one_sentence(
    run: Run, office: Path, tmp_path: Path, name: str
) -> None:
    file = tmp_path / name
    if name == "picture.png":
        file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    elif name == "empty.xlsx":
        file.touch()
    asked = run("import", "targets", file, "--json", "--data", office)
    answer = json.loads(asked.stdout)
    assert asked.returncode == 1
    assert list(answer) == ["error"]
    assert answer["error"].endswith("。")
    in_words = run("import", "targets", file, "--data", office)
    assert in_words.returncode == 1
    assert answer["error"] in in_words.stderr


def test_an_office_that_is_not_there_is_said(run: Run, office: Path) -> None:
    asked = run("import", "targets", TARGETS, "--json", "--data", office, "--office", "nobody")
    assert (asked.returncode, json.loads(asked.stdout)) == (1, {"error": "没有代码为nobody的机构。"})


def test_a_named_source_adds_what_is_gone_and_changes_none_of_it(
    run: Run, office: Path, tmp_path: Path
) -> None:
    full = ["--source", "试台账", "--full-extract", "--json", "--data", office]
    lines = ["统一社会信用代码,单位名称,对象类别,对象名称"]
    lines += [f",阜平县试村民委员会,临时用地,试{place}" for place in "甲乙"]
    both, one = tmp_path / "both.csv", tmp_path / "one.csv"
    both.write_text("\n".join(lines), encoding="utf-8")
    one.write_text("\n".join(lines[:2]), encoding="utf-8")
    assert json.loads(run("import", "targets", both, *full).stdout)["gone"] == []
    second = json.loads(run("import", "targets", one, *full).stdout)
    assert (second["rows"], second["unchanged"]) == (1, 1)
    assert ["试乙" in label for label in second["gone"]] == [True]
    rows = (
        sqlite3.connect(office / "mingcha.sqlite3").execute("SELECT state FROM registers_target").fetchall()
    )
    assert set(rows) == {("active",)}
    bare = run("import", "targets", one, "--full-extract", "--json", "--data", office)
    assert (bare.returncode, list(json.loads(bare.stdout))) == (1, ["error"])
