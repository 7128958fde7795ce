"""The command does what the library does, and its exit codes can be relied on."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from drawproof_cast import EVENT_SECONDS, LOG_VKEY, WITNESS, WITNESS_KEY, WITNESS_VKEY, clock, register, staff

from drawproof import notes, select
from drawproof.cli import main

SEED = sha256(b"vector 1").hexdigest()
RULE = """{ "strata": {"s1": {"ratio": "1/4", "at_least": 1, "reserve": 1},
  "s2": {"ratio": "1/4", "at_least": 1, "reserve": 0}} }"""
THROW = "3 1 6 6 2 5 4 1 3 3 2 6 5 1 4 4 2 6 1 5"
Output = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    draft = {
        "kind": "selection",
        "office": {"code": "11130624", "name": "阜平县自然资源和规划局"},
        "campaign": "2026-01",
        "draw": "d1",
        "attempt": 1,
        "title": "抽取",
        "notes": {},
        "draw_by": clock(180),
        "entropy": [{"source": "骰子", "kind": "digits", "count": 20, "min": 1, "max": 6, "at": clock(60)}],
        "rule": json.loads(RULE),
        "replaces": None,
        "builds_on": None,
    }
    for name, content in register().items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "draft.json").write_text(json.dumps(draft, ensure_ascii=False, indent=1))
    return tmp_path


def run_draw(folder: Path, *, witnessed: bool) -> Path:
    """Announce, observe and conduct as a clerk types it."""
    log = ["--log", str(folder / "log"), "--now"]
    assert main(["announce", str(folder), *log, clock(0)]) == 0
    if witnessed:
        early = folder / "checkpoint-announced.txt"
        early.write_text(notes.cosign(early.read_text(), WITNESS, EVENT_SECONDS - 5, WITNESS_KEY))
    assert main(["observe", str(folder), *log, clock(61), "--values", THROW]) == 0
    assert main(["conduct", str(folder), *log, clock(61)]) == 0
    return folder / "d1.draw"


def verify(capfd: Output, *arguments: str) -> tuple[int, list[str]]:
    capfd.readouterr()
    code = main(["verify", *arguments])
    return code, capfd.readouterr().out.splitlines()


def test_select_prints_the_result_file(folder: Path, capfd: Output) -> None:
    (folder / "rule.json").write_text(RULE)
    frame = folder / "frame.csv"
    assert main(["select", "--frame", str(frame), "--rule", str(folder / "rule.json"), "--seed", SEED]) == 0
    assert capfd.readouterr().out.encode() == select(frame.read_bytes(), json.loads(RULE), SEED).result_csv


def assign_arguments(folder: Path, files: dict[str, bytes]) -> list[str]:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    (folder / "rule.json").write_text('{"balance": "even"}')
    options = ["--rule", str(folder / "rule.json"), "--seed", SEED, "--out", str(folder / "out")]
    for name in ("inspectors", "visits", "barred"):
        options += [f"--{name}", str(folder / f"{name}.csv")]
    return ["assign", *options]


def test_assign_writes_teams_and_levels(folder: Path) -> None:
    assert main(assign_arguments(folder, staff([("V1", "U1"), ("V2", "U2")]))) == 0
    assert (folder / "out" / "teams.csv").read_text().startswith("visit,group,seat,inspector,refused\nV")
    assert (folder / "out" / "levels.csv").read_text().count("\n") == 6


def test_assign_prints_the_certificate_when_no_plan_exists(folder: Path, capfd: Output) -> None:
    files = staff([("V1", "U1")]) | {"visits.csv": b"visit,group,count,requires\nV1,lead,9,qual:mining\n"}
    assert main(assign_arguments(folder, files)) == 3
    output = capfd.readouterr()
    assert json.loads(output.out)["blocked"] == ["V1/lead"]
    assert "人员排不下来" in output.err
    assert not (folder / "out").exists()


def test_a_draw_from_plain_files_verifies(folder: Path, capfd: Output) -> None:
    bundle = run_draw(folder, witnessed=False)
    code, lines = verify(
        capfd, str(bundle), "--key", str(folder / "log" / "log.vkey"), "--log", str(folder / "log")
    )
    assert (code, lines[1][:4]) == (0, "前后一致")
    assert any("全部1次中的第1次" in line for line in lines)


def test_a_witnessed_draw_from_plain_files_is_proved(folder: Path, capfd: Output) -> None:
    bundle = run_draw(folder, witnessed=True)
    code, lines = verify(capfd, str(bundle), "--json", "--key", WITNESS_VKEY)
    report = json.loads(lines[0])
    assert (code, len(lines), report["ok"], report["verdict"]) == (0, 1, True, "proved")
    assert set(report["steps"][0]) == {"step", "status", "code", "words"}


def test_conducting_again_ends_in_the_same_draw(folder: Path) -> None:
    bundle = run_draw(folder, witnessed=False)
    before = bundle.read_bytes()
    assert main(["conduct", str(folder), "--log", str(folder / "log"), "--now", clock(100)]) == 0
    assert bundle.read_bytes() == before


def test_a_secret_is_fresh_and_for_its_owner_only(folder: Path) -> None:
    run_draw(folder, witnessed=False)
    secret = folder / "secret.txt"
    assert len(secret.read_text()) == 64
    assert secret.stat().st_mode & 0o077 == 0
    assert (folder / "log" / "log.key").stat().st_mode & 0o077 == 0


def test_announcing_or_observing_twice_is_refused(folder: Path, capfd: Output) -> None:
    run_draw(folder, witnessed=False)
    log = ["--log", str(folder / "log"), "--now"]
    assert main(["announce", str(folder), *log, clock(0)]) == 1
    assert main(["observe", str(folder), *log, clock(70), "--values", THROW]) == 1
    assert "d1" in capfd.readouterr().err


def test_observing_before_the_event_is_refused(folder: Path, capfd: Output) -> None:
    log = ["--log", str(folder / "log"), "--now"]
    assert main(["announce", str(folder), *log, clock(0)]) == 0
    assert main(["observe", str(folder), *log, clock(59), "--values", THROW]) == 1
    assert "早于公告的时间" in capfd.readouterr().err


def test_a_changed_bundle_is_refused_with_exit_code_one(folder: Path, capfd: Output) -> None:
    bundle = run_draw(folder, witnessed=False)
    content = bytearray(bundle.read_bytes())
    content[500] ^= 1
    bundle.write_bytes(content)
    code, lines = verify(capfd, str(bundle), "--json")
    report = json.loads(lines[0])
    assert (code, report["ok"], report["verdict"]) == (1, False, "refused")
    assert report["steps"][0]["status"] == "fail"


def test_a_clean_sentence_names_file_and_line(folder: Path, capfd: Output) -> None:
    (folder / "rule.json").write_text(RULE)
    (folder / "frame.csv").write_bytes(b"unit,stratum\nU2,s1\nU1,s1\n")
    arguments = ["--frame", str(folder / "frame.csv"), "--rule", str(folder / "rule.json"), "--seed", SEED]
    assert main(["select", *arguments]) == 1
    assert capfd.readouterr().err.startswith("frame.csv第3行：")


@pytest.mark.parametrize("content", ["{", "[]", '{"strata": {"s1": {"ratio": 0.5}}}', '{"balance": "even"}'])
def test_a_rule_that_cannot_be_read_is_named(folder: Path, capfd: Output, content: str) -> None:
    (folder / "rule.json").write_text(content)
    arguments = ["--frame", str(folder / "frame.csv"), "--rule", str(folder / "rule.json"), "--seed", SEED]
    assert main(["select", *arguments]) == 1
    assert capfd.readouterr().err.startswith("rule.json")


def test_files_that_are_no_text_are_named_and_no_traceback_is_shown(folder: Path, capfd: Output) -> None:
    bundle = run_draw(folder, witnessed=False)
    for name in ("secret.txt", "log/log.key", "log/log.vkey"):
        whole = (folder / name).read_bytes()
        (folder / name).write_bytes(b"\xff")
        assert main(["conduct", str(folder), "--log", str(folder / "log"), "--now", clock(90)]) == 1
        assert capfd.readouterr().err.startswith(Path(name).name)
        (folder / name).write_bytes(whole)
    (folder / "key").write_bytes(b"\xff")
    assert main(["verify", str(bundle), "--key", str(folder / "key")]) == 2


def test_an_attempt_is_not_announced_while_another_is_open(folder: Path, capfd: Output) -> None:
    log = ["--log", str(folder / "log"), "--now"]
    draft = json.loads((folder / "draft.json").read_text())
    second = {**draft, "draw": "d2", "attempt": 2, "replaces": "0" * 64}
    (folder / "draft.json").write_text(json.dumps(second))
    assert main(["announce", str(folder), *log, clock(0)]) == 1
    (folder / "draft.json").write_text(json.dumps(draft))
    assert main(["announce", str(folder), *log, clock(0)]) == 0
    capfd.readouterr()
    (folder / "draft.json").write_text(json.dumps(second))
    assert main(["announce", str(folder), *log, clock(1)]) == 1
    assert "还没有了结" in capfd.readouterr().err


def test_wrong_usage_ends_with_two(folder: Path) -> None:
    wrong_time = ["announce", str(folder), "--log", str(folder / "log"), "--now", "now"]
    wrong_seed = [["ticket", SEED.upper(), "U1"], ["ticket", SEED, "单位"]]
    for arguments in ([], ["lottery"], ["select"], ["verify"], wrong_time, *wrong_seed):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 2
    assert main(["verify", str(folder / "missing.draw")]) == 2
    assert main(["verify", str(folder / "frame.csv"), "--key", LOG_VKEY[:-1]]) == 2


def test_ticket_prints_what_sha256sum_prints(capfd: Output) -> None:
    assert main(["ticket", SEED, "91130624MA00004"]) == 0
    assert capfd.readouterr().out.startswith("06e7a800")
