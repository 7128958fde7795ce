"""What the sub-commands of `mingcha` do once Django is set up."""

import argparse
import json
import sqlite3
import sys
from collections.abc import Callable, Mapping

from django.conf import settings
from django.core.management import call_command, execute_from_command_line

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import ROLES
from mingcha.common.errors import Refusal
from mingcha.config import checks, serving
from mingcha.config.backup.back_up import back_up
from mingcha.config.backup.restore import finish_restore
from mingcha.config.preparing import collect_if_changed, migrate_if_needed
from mingcha.config.services import (
    bring_up_to_date,
    found_office,
    issue_password_here,
    sole_office,
    working_day,
)
from mingcha.config.setup.words import say
from mingcha.config.starting import Administrator, first_administrators, first_password
from mingcha.disclosure.services import make_site

__all__ = ["RUN", "prepare"]


def prepare(command: str) -> None:
    """What every command finds done: the database upgraded, and the legal defaults of this version adopted.
    The examination looks at the records as they are and adds nothing."""
    migrate_if_needed()
    if command != doctor.__name__:
        bring_up_to_date()


def migrate(arguments: argparse.Namespace) -> int:
    """The database is already made by the time a command runs; this one only says so."""
    say("数据库已是最新。", "The database is up to date.")
    return 0


def setup(arguments: argparse.Namespace) -> int:
    """Static files, and the demo office when this is a demo."""
    collect_if_changed()
    return demo(arguments) if settings.IS_DEMO else 0


def serve(arguments: argparse.Namespace) -> int:
    serving.require_free_port(arguments.port)
    setup(arguments)
    return serving.serve(arguments.port)


def demo(arguments: argparse.Namespace) -> int:
    call_command("make_demo")
    return 0


def manage(arguments: argparse.Namespace) -> int:
    execute_from_command_line(["mingcha manage", *arguments.words])
    return 0


def create_office(arguments: argparse.Namespace) -> int:
    """Found the office and print every first password once."""
    names = [arguments.system_admin, arguments.security_admin, arguments.audit_admin]
    administrators = first_administrators(names)
    leader = Administrator("leader", arguments.leader, arguments.leader_username, first_password())
    office = found_office(
        name=arguments.name,
        code=arguments.code,
        leader_name=leader.name,
        leader_username=leader.username,
        leader_password=leader.password,
        administrators=administrators,
    )
    say(f"{office.name}（{office.code}）已启用。下面的首次密码只显示这一次，请当面交给本人：", "Founded.")
    for person in (leader, *administrators):
        print(f"  {ROLES[person.role]}  {person.name}  {person.username}  {person.password}")
    return 0


def password(arguments: argparse.Namespace) -> int:
    """A new first password, printed once; the way back for the only system administrator."""
    person, first = issue_password_here(username=arguments.login, reason=arguments.reason)
    say("首次密码只显示这一次，请当面交给本人；本人登录后须先改掉：", "To be replaced at the first login.")
    print(f"  {person.name}  {person.username}  {first}")
    say("本人原来的密码和各处的登录随即作废，这次办理记入留痕日志。", "All open logins have ended.")
    return 0


def import_workbook(arguments: argparse.Namespace) -> int:
    """Take in one workbook as 命令行; the result as JSON or as sentences."""
    # Readers of spreadsheets are heavy, and every other command starts without them.
    from mingcha.config import imports

    if settings.IS_DEMO:
        print("这是演示单位的数据目录，请不要导入真实企业和人员的名册。", file=sys.stderr)
    try:
        outcome = imports.import_workbook(
            arguments.subject,
            arguments.file,
            office_code=arguments.office,
            source=arguments.source,
            is_full=arguments.full_extract,
        )
    except Refusal as refusal:
        if not arguments.json:
            raise
        print(json.dumps({"error": refusal.sentence}, ensure_ascii=False))
        return 1
    if arguments.json:
        print(json.dumps(imports.as_json(outcome), ensure_ascii=False))
    else:
        print(imports.in_words(outcome))
    return 0


def plan_check(arguments: argparse.Namespace) -> int:
    """The arbiter on a workbook: 0 when nothing is found, 1 with every finding, or when it cannot be read."""
    # Readers of spreadsheets are heavy, and every other command starts without them.
    from mingcha.config import planning

    try:
        findings = planning.check_plan(arguments.file, office_code=arguments.office)
    except Refusal as refusal:
        if not arguments.json:
            raise
        print(json.dumps(planning.refused_as_json(refusal), ensure_ascii=False))
        return 1
    if arguments.json:
        print(json.dumps(planning.as_json(findings), ensure_ascii=False))
    else:
        print(planning.in_words(findings))
    return 1 if findings else 0


def doctor(arguments: argparse.Namespace) -> int:
    """0 when everything verifies; 1 after naming every wrong place, the first one first."""
    findings = list(checks.examine())
    if arguments.json:
        places = [{"place": finding.place, "sentence": finding.sentence} for finding in findings]
        print(json.dumps({"ok": not findings, "findings": places}, ensure_ascii=False))
    elif findings:
        for finding in findings:
            print(f"{finding.place}：{finding.sentence}", file=sys.stderr)
    else:
        say("日志、触发器和全部记录核验相符。", "Log, triggers and records agree.")
    return 1 if findings else 0


def backup(arguments: argparse.Namespace) -> int:
    """Database, media and the log's end into one file; the keys into another."""
    try:
        manifest = back_up(target=arguments.file.absolute(), keys_file=arguments.keys.absolute())
    except (OSError, sqlite3.Error) as error:
        raise Refusal(
            "cannot-write",
            f"没有写成{arguments.file}：{getattr(error, 'strerror', None) or error}。",
            title="不能备份：写不进去",
            remedy="请检查目标目录是否存在、能否写入，磁盘空间是否足够。",
        ) from error
    size = arguments.file.stat().st_size
    say(f"已备份{len(manifest['files'])}个文件，共{size:,}字节：{arguments.file}", "Backed up.")
    say(f"密钥在 {arguments.keys}，请与备份分开保管，两样齐全才能恢复。", "The keys lie apart.")
    return 0


def restore(arguments: argparse.Namespace) -> int:
    """The files are in their folder by the time this runs; the rest, then the examination."""
    finish_restore()
    say(f"已恢复到 {settings.DATA.root}，正在核验。", "Restored; verifying.")
    return doctor(arguments)


def publish(arguments: argparse.Namespace) -> int:
    """The public side in a folder, and beside it what whoever carries it has to do."""
    collect_if_changed()
    actor = Actor.command_line(sole_office(arguments.office))
    made = make_site(actor=actor, folder=arguments.folder.absolute())
    now = f"{made.edition}，{made.edition.files:,}个文件" if made.is_new else f"没有变化，仍是{made.edition}"
    say(f"{now}：{arguments.folder}", "Published.")
    say(f"与已上传的相比：{made.since_carried.words}，见 {made.list_file}", "What to carry.")
    return 0


def workdays_add(arguments: argparse.Namespace) -> int:
    """The day, with 暂定 behind it when a year without a notice had a part in it; 2 past the last year."""
    try:
        print(working_day(arguments.date, arguments.count, arguments.office))
    except OverflowError:
        print("超出了公历9999年，算不出来。/ Beyond the year 9999.", file=sys.stderr)
        return 2
    return 0


RUN: Mapping[str, Callable[[argparse.Namespace], int]] = {
    verb.__name__: verb
    for verb in (
        *(
            backup,
            create_office,
            demo,
            doctor,
            import_workbook,
            manage,
            migrate,
            password,
            plan_check,
            publish,
            restore,
        ),
        *(serve, setup, workdays_add),
    )
}
