"""`mingcha plan check FILE`: a plan's workbook examined, nothing written."""

import json
from collections.abc import Sequence
from pathlib import Path

from tests.commands.conftest import Run

HEADINGS = ("抽查领域", "抽查事项", "责任股室", "抽查基数", "抽查比例", "抽查数量", "抽查频次", "检查依据")
LAW = "《中华人民共和国矿产资源法》第五十七条"
SOUND = ("矿产", "采矿权人履行义务", "矿产股", "400", "5%", "20", "2次/年", LAW)
BELOW = ("测绘", "测绘资质", "测绘股", "400", "3%", "12", "每半年一次", LAW)


def written(path: Path, *rows: Sequence[str]) -> Path:
    path.write_text("\n".join(",".join(row) for row in (HEADINGS, *rows)), encoding="utf-8")
    return path


def test_findings_are_printed_by_row_and_a_sound_plan_ends_with_zero(
    run: Run, office: Path, tmp_path: Path
) -> None:
    sound = written(tmp_path / "sound.csv", SOUND)
    asked = run("plan", "check", sound, "--json", "--data", office)
    assert (asked.returncode, asked.stdout) == (0, "[]\n")
    broken = written(tmp_path / "broken.csv", SOUND, BELOW)
    asked = run("plan", "check", broken, "--json", "--data", office)
    assert asked.returncode == 1
    (found,) = json.loads(asked.stdout)
    assert list(found) == ["row", "rule", "clause", "found", "required"]
    assert (found["row"], found["rule"]) == (3, "floor")
    assert "二（四）" in found["clause"]
    told = run("plan", "check", broken, "--data", office)
    assert told.returncode == 1
    assert "第3行" in told.stdout and "不低于5%" in told.stdout


def test_a_file_that_cannot_be_read_as_a_whole_is_one_finding(run: Run, office: Path, tmp_path: Path) -> None:
    texts = {
        "people.csv": "姓名,电话\n试一,13800000000\n",
        "letter.csv": "关于召开会议的通知\n",
        "empty.csv": ",".join(HEADINGS) + "\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    sound = written(tmp_path / "sound.csv", SOUND)
    asks = [(tmp_path / name,) for name in (*texts, "missing.xlsx")]
    for words in (*asks, (sound, "--office", "nobody")):
        asked = run("plan", "check", *words, "--json", "--data", office)
        assert asked.returncode == 1
        (found,) = json.loads(asked.stdout)
        assert list(found) == ["row", "rule", "clause", "found", "required"]
        assert (found["row"], found["rule"]) == (0, "unreadable")
        assert found["found"] and "：。" not in found["found"] and found["required"]
