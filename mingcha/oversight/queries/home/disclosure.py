"""Work on what is public: files that were made and do not lie on the other web site yet."""

import datetime
from collections.abc import Iterator

from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.disclosure.policies import can_confirm_carried
from mingcha.disclosure.queries.editions import last_edition
from mingcha.disclosure.states import MADE
from mingcha.oversight.rules import Due


def files_to_carry(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """The last making of the public files, until somebody says that it was carried."""
    edition = last_edition(scope) if can_confirm_carried(scope) else None
    if edition is not None and edition.state == MADE:
        why = f"{edition}已生成，按变动清单上传到公示网址以后登记。"
        yield Due("上传公示文件", why, reverse("disclosure_home"), "去登记")
