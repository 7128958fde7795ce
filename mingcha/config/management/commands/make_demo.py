"""Make the demo office in a demo folder, once; say who can log in."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from mingcha.accounts.models import Office
from mingcha.common import moments
from mingcha.config.demo import demo_logins
from mingcha.config.demo.staff import BUREAU_CODE, PASSWORD

TRIALS = "workbooks"


class Command(BaseCommand):
    """All or nothing: an interrupted build leaves an empty folder, and the next start builds it again."""

    help = "建立演示机构（阜平县，均为虚构）"

    def handle(self, *args: Any, **options: Any) -> None:
        if not Office.objects.filter(code=BUREAU_CODE).exists():
            self._build()
        self.stdout.write(f"演示账号，密码都是 {PASSWORD}（企业与人员均为虚构）：")
        for username, _, words in demo_logins():
            self.stdout.write(f"  {username:<16}{words}")

    def _build(self) -> None:
        if Office.objects.exists():
            raise CommandError(f"{settings.DATA.root} 里已有真实机构，不能放演示内容。请另选目录。")
        # Heavy, and not needed at every later start.
        from mingcha.config.demo.build import build_demo
        from mingcha.config.demo.workbooks import write_trial_workbooks

        settings.DATA.mark_demo()
        settings.IS_DEMO = True
        with transaction.atomic():
            build_demo(moments.today())
        write_trial_workbooks(settings.DATA.root / TRIALS, moments.today())
