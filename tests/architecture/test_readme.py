"""The commands that the documents tell a reader to type exist."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

DOCUMENTS = ("README.md", "README.zh-CN.md", "CONTRIBUTING.md")
OURS = ("mingcha", "drawproof")
SOUND_PLAN = (
    "抽查任务名称,责任股室,抽查领域,抽查事项,抽查基数,抽查比例,抽查频次,计划起止时间\n"
    "物业测绘抽查,测绘地信股,测绘,房产测绘质量检查,100,5%,2次/年,3-11月\n"
)


def command_lines(document: str) -> list[str]:
    text = (ROOT / document).read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    lines = [line.strip().removeprefix("$ ") for block in blocks for line in block.splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def words_of_ours() -> list[tuple[str, ...]]:
    """`(mingcha, import, targets)` for every line that calls one of our two programs."""
    calls = []
    for document in DOCUMENTS:
        for line in command_lines(document):
            program, *rest = line.split()
            if Path(program).name in OURS:
                verbs = [word for word in rest if re.fullmatch("[a-z]+", word)][:1]
                calls.append((Path(program).name, *verbs))
    return sorted(set(calls))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_script_it_names_can_be_run(document: str) -> None:
    scripts = {line.split()[0] for line in command_lines(document) if line.startswith("./")}
    assert scripts >= {"./test"}
    assert [script for script in scripts if not os.access(ROOT / script, os.X_OK)] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_it_names_exists(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    links = set(re.findall(r"\]\((?!https?:|#)([^)#]+)\)", text))
    named = {
        word for line in command_lines(document) for word in line.split() if word.startswith("drawproof/")
    }
    assert [name for name in sorted(links | named) if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("words", words_of_ours(), ids=" ".join)
def test_every_command_of_ours_is_known(words: tuple[str, ...]) -> None:
    program = Path(sys.executable).parent / words[0]
    command = [str(program), *words[1:], "--help"]
    asked = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert asked.returncode == 0, asked.stderr


def as_tried(line: str, folder: Path) -> str:
    """The line with a reader's own file and folder put in."""
    workbook = ROOT / "tests/workbooks/01检查对象名录库（矿产和用地）.xlsx"
    plan = folder / "计划.csv"
    plan.write_text(SOUND_PLAN, encoding="utf-8")
    files = {"检查对象.xlsx": f"'{workbook}'", "计划.xlsx": f"'{plan}'", "/srv/mingcha": str(folder)}
    beside = {
        "今天.backup": f"{folder}.backup",
        "密钥.keys": f"{folder}.keys",
        "公示文件": f"{folder}.public",
    }
    for named, own in {**files, **beside}.items():
        line = line.replace(named, own)
    return line


def test_both_readmes_name_the_same_commands() -> None:
    assert command_lines("README.md") == command_lines("README.zh-CN.md")


@pytest.mark.long
def test_every_command_of_the_readme_does_what_it_says(tmp_path: Path) -> None:
    programs = (".venv/bin/", "printf ")
    lines = [line for line in command_lines("README.md") if line.startswith(programs)]
    assert len(lines) >= 5
    tried = [
        as_tried(line, tmp_path).replace(".venv/bin/", f"{Path(sys.executable).parent}/") for line in lines
    ]
    results = {
        line: subprocess.run(["/bin/sh", "-c", line], cwd=ROOT, check=False, capture_output=True, timeout=120)
        for line in tried
    }
    assert [(line, done.stderr) for line, done in results.items() if done.returncode] == []
