"""Work on what is public: files that were made and do not lie on the other web site yet."""

import datetime
from collections.abc import Iterator

from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.disclosure.policies import can_confirm_carried
from mingcha.disclosure.queries.editions import last_edition
from mingcha.disclosure.services.publish_records import CARRY_WITHDRAWAL
from mingcha.disclosure.states import MADE
from mingcha.law.queries import open_deadlines
from mingcha.oversight.rules import Due


def files_to_carry(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """The last making of the public files, until somebody says that it was carried."""
    edition = last_edition(scope) if can_confirm_carried(scope) else None
    if edition is not None and edition.state == MADE:
        why = f"{edition}已生成，按变动清单上传到公示网址以后登记。"
        yield Due("上传公示文件", why, reverse("disclosure_home"), "去登记")


def withdrawals_to_carry(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """What was taken back here and may still be read on the other web site, each with the last day the law
    gives."""
    if not can_confirm_carried(scope):
        return
    for one in open_deadlines(scope.office_id, CARRY_WITHDRAWAL).order_by("due_on", "pk"):
        why = f"{one.starts_on}撤回，{one.span}内从网站上删除。生成公示文件，按变动清单上传后登记。"
        yield Due(one.title, f"{why}依据：{one.clause}", one.url, "去办理", one.due_on, one.is_provisional)
