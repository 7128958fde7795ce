"""The command `mingcha`. Every sub-command takes `--data DIR` and makes what is missing there first."""

import argparse
import datetime
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from mingcha.common.errors import Refusal
from mingcha.config.backup.archive import gone_unless_done, put_back
from mingcha.config.backup.keys import read_keys
from mingcha.config.data_folder import DataFolder
from mingcha.config.setup.words import give_up

BASE_DIR = Path(__file__).resolve().parents[2]
SUBJECTS = {
    "targets": "检查对象名录",
    "inspectors": "执法检查人员名录",
    "items": "随机抽查事项清单",
    "risk": "风险和信用信息",
    "visits": "检查经历",
    "powers": "权责清单",
    "questions": "检查单题目",
    "plan": "年度抽查计划",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0 when done, 1 when refused or something is wrong, 2 for a command that is not understood."""
    arguments = _parse(argv)
    try:
        return _run(arguments)
    except Refusal as refusal:
        print("\n".join(filter(None, (refusal.title, refusal.sentence, refusal.remedy))), file=sys.stderr)
        return 1


def _run(arguments: argparse.Namespace) -> int:
    root = (arguments.data or Path(os.environ.get("MINGCHA_DATA", BASE_DIR / "data"))).absolute()
    if arguments.command != "restore":
        return _started(arguments, root)(arguments)
    _put_back(arguments.file, root, arguments.keys)
    with gone_unless_done(root):
        finish = _started(arguments, root)
    return finish(arguments)


def _started(arguments: argparse.Namespace, root: Path) -> Callable[[argparse.Namespace], int]:
    """What is to be run, once folder, settings and database are ready for it."""
    _open_folder(root, demo=arguments.demo)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingcha.config.settings")
    import django

    django.setup()
    from mingcha.config import commands

    commands.prepare(arguments.command)
    return commands.RUN[arguments.command]


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    """The arguments: keys lie beside their backup unless named, and `--data` is also found among the words
    handed on to Django."""
    arguments = _parser().parse_args(argv)
    if "keys" in arguments:
        arguments.keys = arguments.keys or arguments.file.with_name(f"{arguments.file.name}.keys")
    if arguments.command == "manage":
        handed_on = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
        _add_folder(handed_on, default=None)
        found, arguments.words = handed_on.parse_known_args(arguments.words)
        arguments.data = found.data or arguments.data
    return arguments


def _put_back(file: Path, root: Path, keys: Path) -> None:
    """The files of a backup come back before there is a folder to open."""
    try:
        put_back(file, root, read_keys(keys))
    except OSError as error:
        raise Refusal(
            "cannot-write",
            f"{error.filename or root}：{error.strerror}。没有恢复任何内容。",
            title="不能恢复：写不进去",
            remedy="请检查磁盘空间，以及能否写入这个目录。",
        ) from error


def _open_folder(root: Path, *, demo: bool) -> None:
    """Choose the data folder before the settings read it. A demo and a real office never share one."""
    folder = DataFolder(root)
    started = folder.database.exists()
    if demo and started and not folder.is_demo:
        give_up(
            f"{folder.root} 里已有真实机构，不能放演示内容。请另选目录。",
            f"{folder.root} holds a real office; the demo needs another folder.",
        )
    if started:
        _require_keys(folder)
    if demo:
        folder.mark_demo()
    folder.make_keys()
    os.environ["MINGCHA_DATA"] = str(folder.root)


def _require_keys(folder: DataFolder) -> None:
    """New keys beside an old database would open nothing, so a lost key is said and never replaced."""
    if missing := folder.missing_keys():
        give_up(
            f"{folder.keys} 里缺少密钥 {'、'.join(missing)}，数据库中的密文打不开。请从备份恢复这个目录。",
            f"Keys are missing in {folder.keys}: {', '.join(missing)}. Restore that folder from a backup.",
        )


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    _add_folder(common, default=argparse.SUPPRESS)
    parser = argparse.ArgumentParser(prog="mingcha", description="明查")
    _add_folder(parser, default=None)
    parser.set_defaults(demo=False)
    commands = parser.add_subparsers(metavar="命令", required=True)

    def add(name: str, words: str, command: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=words, description=words, parents=[common])
        sub.set_defaults(command=command)
        return sub

    _add_office(commands.add_parser("office", help="机构 / the office"), common)
    words = "给忘记密码的人发放首次密码 / a first password for whoever lost the own"
    password = add("password", words, "password")
    password.add_argument("login", metavar="LOGIN", help="登录名 / login name")
    password.add_argument("--reason", default="", help="原因，记入留痕日志 / why, for the log")
    _add_import(add("import", "导入工作簿 / take in a workbook", "import_workbook"))
    doctor = add("doctor", "核验日志、触发器和全部记录 / re-verify everything", "doctor")
    doctor.add_argument("--json", action="store_true")
    _add_backup(add("backup", "备份，系统照常使用 / back up, while in use", "backup"))
    _add_backup(add("restore", "从备份恢复到空目录，并核验 / restore and verify", "restore"))
    _add_plan(commands.add_parser("plan", help="年度抽查计划 / the yearly plan"), common)
    publish = add("publish", "生成公示文件 / write the public side as static files", "publish")
    publish.add_argument(
        "folder", type=Path, metavar="DIR", help="目录 / folder, empty or made by this command"
    )
    publish.add_argument(
        "--office", metavar="CODE", help="机构代码，只有一个机构时不用写 / code of the office"
    )
    _add_workdays(commands.add_parser("workdays", help="工作日 / working days"), common)
    add("migrate", "建立或升级数据库 / make or upgrade the database", "migrate")
    add("demo", "建立演示机构 / make the demo office", "demo").set_defaults(demo=True)
    setup = add("setup", "建立数据库和静态文件 / set up, do not serve", "setup")
    serve = add("serve", "启动网页服务 / serve the pages on 127.0.0.1", "serve")
    serve.add_argument("--port", type=int, default=8000, help="端口 / port (8000)")
    for sub in (setup, serve):
        sub.add_argument("--demo", action="store_true", help="演示机构 / with the demo office")
    manage = add("manage", "Django 的管理命令 / any command of Django", "manage")
    manage.add_argument("words", nargs=argparse.REMAINDER)
    return parser


def _add_folder(parser: argparse.ArgumentParser, *, default: str | None) -> None:
    """Before or after the sub-command. What is left out after it must not undo what stood before it."""
    words = "数据目录 / data folder (default: data, beside the program)"
    parser.add_argument("--data", type=Path, default=default, metavar="DIR", help=words)


def _add_office(office: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    verbs = office.add_subparsers(metavar="动作", required=True)
    create = verbs.add_parser("create", help="启用机构 / found the office", parents=[common])
    create.set_defaults(command="create_office")
    create.add_argument("--name", required=True, help="机构名称 / name of the office")
    create.add_argument("--code", required=True, help="机构代码 / code of the office")
    create.add_argument("--leader", required=True, metavar="NAME", help="首位局领导 / the first leader")
    create.add_argument("--leader-username", default="leader", metavar="LOGIN")
    for role in ("system", "security", "audit"):
        create.add_argument(f"--{role}-admin", metavar="NAME", help=f"default login: {role}")


def _add_backup(backup: argparse.ArgumentParser) -> None:
    backup.add_argument("file", type=Path, metavar="FILE", help="备份文件 / the file of the backup")
    backup.add_argument(
        "--keys",
        type=Path,
        metavar="KEYFILE",
        help="密钥文件，与备份分开保管 / file of the keys, to be kept apart (default: FILE.keys)",
    )
    backup.set_defaults(json=False)


def _add_plan(plan: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    verbs = plan.add_subparsers(metavar="动作", required=True)
    words = "审查一份计划表，不写入 / examine a plan's workbook, write nothing"
    check = verbs.add_parser("check", help=words, description=words, parents=[common])
    check.set_defaults(command="plan_check")
    check.add_argument("file", type=Path)
    check.add_argument("--office", metavar="CODE", help="机构代码，只有一个机构时不用写 / code of the office")
    check.add_argument("--json", action="store_true", help="结果以 JSON 输出 / print the result as JSON")


def _add_workdays(workdays: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    verbs = workdays.add_subparsers(metavar="动作", required=True)
    words = "某日之后第N个工作日，当日不计 / the N-th working day after a date, which is not counted"
    add = verbs.add_parser("add", help=words, description=words, parents=[common])
    add.set_defaults(command="workdays_add")
    add.add_argument("date", type=_day, metavar="DATE", help="起算日，例如2026-11-25 / YYYY-MM-DD")
    add.add_argument("count", type=_count, metavar="N", help="工作日数，大于等于1 / at least 1")
    add.add_argument("--office", metavar="CODE", help="机构代码，各机构算得相同时不用写 / code of the office")


def _day(text: str) -> datetime.date:
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"日期“{text}”不存在。/ There is no such day.") from error
    raise argparse.ArgumentTypeError(f"日期“{text}”请写成2026-11-25这样。/ Write the date as YYYY-MM-DD.")


def _count(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,7}", text) or int(text) < 1:
        raise argparse.ArgumentTypeError(
            f"工作日数“{text}”应当是大于等于1的整数。/ N is a whole number of at least 1."
        )
    return int(text)


def _add_import(command: argparse.ArgumentParser) -> None:
    subjects = "、".join(f"{name} {words}" for name, words in SUBJECTS.items())
    command.add_argument("subject", choices=list(SUBJECTS), help=subjects)
    command.add_argument("file", type=Path)
    command.add_argument(
        "--office", metavar="CODE", help="机构代码，只有一个机构时不用写 / code of the office"
    )
    command.add_argument(
        "--source", metavar="NAME", help="资料来源；没有登记过的会登记 / where the file comes from"
    )
    command.add_argument(
        "--full-extract",
        action="store_true",
        help="来源每次都是全量：少了的列出来，不改动 / the source names all it knows; gaps are only told",
    )
    command.add_argument("--json", action="store_true", help="结果以 JSON 输出 / print the result as JSON")
