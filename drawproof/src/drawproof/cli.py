"""The command ``drawproof``: select, assign, announce, observe, conduct, verify, ticket.

Clock and secrets are made here and nowhere below. Exit codes: 0 done, 1 refused, 2 wrong usage, 3 no lawful
assignment exists (its certificate is printed as JSON).
"""

import argparse
import json
import secrets
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from drawproof import notes
from drawproof.assignment.draw import assign
from drawproof.assignment.plan import parse_balance
from drawproof.canonical.instant import parse_time
from drawproof.canonical.text import check_hex64, check_id
from drawproof.cli_folder import (
    LogFolder,
    announce_folder,
    conduct_folder,
    observe_folder,
    read_leaves,
    read_rule,
    read_text,
)
from drawproof.errors import DrawproofError, Infeasible
from drawproof.selection import parse_rule, select, ticket
from drawproof.verify import verify_bundle
from drawproof.verify.report import Report
from drawproof.words_zh import STEP_NAMES, VERDICTS, sentence

DONE, REFUSED, USAGE, IMPOSSIBLE = 0, 1, 2, 3
T = TypeVar("T")
_MARKS = {"pass": "通过", "fail": "未通过", "unchecked": "未查", "not-applicable": "不适用"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except Infeasible as error:
        _print(json.dumps(error.certificate, ensure_ascii=False))
        _complain(error)
        return IMPOSSIBLE
    except DrawproofError as error:
        _complain(error)
        return REFUSED
    except OSError as error:
        print(f"无法读写{error.filename}：{error.strerror}", file=sys.stderr)
        return USAGE


def _select(options: argparse.Namespace) -> int:
    drawn = select(options.frame.read_bytes(), read_rule(options.rule, parse_rule), options.seed)
    _print(drawn.result_csv.decode("ascii"), end="")
    return DONE


def _assign(options: argparse.Namespace) -> int:
    drawn = assign(
        options.inspectors.read_bytes(),
        options.visits.read_bytes(),
        options.barred.read_bytes(),
        read_rule(options.rule, parse_balance),
        options.seed,
    )
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "teams.csv").write_bytes(drawn.teams_csv)
    (options.out / "levels.csv").write_bytes(drawn.levels_csv)
    return DONE


def _ticket(options: argparse.Namespace) -> int:
    _print(ticket(options.seed, options.unit))
    return DONE


def _announce(options: argparse.Namespace) -> int:
    announced = announce_folder(options.folder, _log(options), secrets.token_hex(32), _now(options))
    _print(f"核对号 {announced.check_number}")
    return DONE


def _observe(options: argparse.Namespace) -> int:
    _print(observe_folder(options.folder, _log(options), options.values, _now(options)))
    return DONE


def _conduct(options: argparse.Namespace) -> int:
    _print(str(conduct_folder(options.folder, _log(options), _now(options))))
    return DONE


def _verify(options: argparse.Namespace) -> int:
    try:
        keys = [notes.parse_vkey(_key_text(key)) for key in options.key]
    except DrawproofError as error:
        _complain(error)
        return USAGE
    contents = {path: path.read_bytes() for path in options.files}
    whole = None if options.log is None else read_leaves(options.log)
    code = DONE
    for path, content in contents.items():
        others = [other for at, other in contents.items() if at != path]
        report = verify_bundle(content, keys=keys, others=others, log=whole)
        code = code if report.ok else REFUSED
        if options.json:
            _print(json.dumps(report.as_json(), ensure_ascii=False))
        else:
            _show(path, report)
    return code


def _show(path: Path, report: Report) -> None:
    _print(f"{path}\n{VERDICTS[report.verdict]}")
    if "check_number" in report.facts:
        _print(f"  核对号 {report.facts['check_number']}")
    for step in report.steps:
        _print(f"  {_MARKS[step.status]}  {STEP_NAMES[step.step]}：{step.words}")


def _key_text(key: str) -> str:
    path = Path(key)
    return read_text(path).strip() if path.is_file() else key


def _log(options: argparse.Namespace) -> LogFolder:
    return LogFolder(options.log, options.origin, secrets.token_bytes(32))


def _now(options: argparse.Namespace) -> datetime:
    now: datetime | None = options.now
    return now or datetime.now().astimezone().replace(microsecond=0)


def _argument(check: Callable[[object, str], T], name: str) -> Callable[[str], T]:
    """A reader of one argument whose breach is wrong usage."""

    def read(text: str) -> T:
        try:
            return check(text, name)
        except DrawproofError as error:
            raise argparse.ArgumentTypeError(sentence(error.code, error.params)) from error

    return read


_SEED, _UNIT = _argument(check_hex64, "SEED"), _argument(check_id, "UNIT")


def _values(text: str) -> list[int]:
    return [int(value) for value in text.replace(",", " ").split()]


def _print(text: str, end: str = "\n") -> None:
    sys.stdout.buffer.write(f"{text}{end}".encode())
    sys.stdout.buffer.flush()


def _complain(error: DrawproofError) -> None:
    words = sentence(error.code, error.params, file=error.file, line=error.line)
    sys.stderr.buffer.write(f"{words}\n".encode())
    sys.stderr.buffer.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="drawproof", description="抽取对象、匹配人员、核验抽取文件")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    own = commands.add_parser("select", help="按种子抽取对象，输出result.csv")
    own.set_defaults(command=_select)
    own.add_argument("--frame", type=Path, required=True)
    _add_rule_and_seed(own)
    own = commands.add_parser("assign", help="按种子匹配人员，写出teams.csv和levels.csv")
    own.set_defaults(command=_assign)
    for name in ("--inspectors", "--visits", "--barred", "--out"):
        own.add_argument(name, type=Path, required=True)
    _add_rule_and_seed(own)
    _add_folder_commands(commands)
    _add_verify(commands)
    own = commands.add_parser("ticket", help="算出一个对象的签号")
    own.set_defaults(command=_ticket)
    own.add_argument("seed", metavar="SEED", type=_SEED)
    own.add_argument("unit", metavar="UNIT", type=_UNIT)
    return parser


def _add_rule_and_seed(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rule", type=Path, required=True, help="公告中的rule对象（JSON）")
    parser.add_argument("--seed", required=True, type=_SEED, help="64位小写十六进制种子")


def _add_folder_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    folder_commands = (
        ("announce", _announce, "公告文件夹里的draft.json和名单"),
        ("observe", _observe, "登记公开事件的结果"),
        ("conduct", _conduct, "抽取并写出抽取文件"),
    )
    for name, command, words in folder_commands:
        own = commands.add_parser(name, help=words)
        own.set_defaults(command=command)
        own.add_argument("folder", type=Path, help="本次抽取的文件夹")
        own.add_argument("--log", type=Path, required=True, help="日志的文件夹")
        own.add_argument("--origin", default="drawproof.local/log", help="新建日志的名称")
        own.add_argument("--now", type=_argument(parse_time, "--now"), help="代替时钟的时间")
        if name == "observe":
            own.add_argument(
                "--values", type=_values, action="append", required=True, help="每项公开事件一次"
            )


def _add_verify(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    own = commands.add_parser("verify", help="核验抽取文件")
    own.set_defaults(command=_verify)
    own.add_argument("files", type=Path, nargs="+", metavar="FILE")
    own.add_argument("--key", action="append", default=[], help="外来的公钥或其文件")
    own.add_argument("--log", type=Path, help="全部日志的文件夹")
    own.add_argument("--json", action="store_true", help="每个文件输出一行JSON")


if __name__ == "__main__":
    sys.exit(main())
