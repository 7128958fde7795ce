"""Where the carried files are read, from a day on."""

import datetime
from urllib.parse import urlsplit

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.common.locking import lock
from mingcha.disclosure.models import SiteAddress
from mingcha.disclosure.policies import can_set_address
from mingcha.ledger.services import record_act

TITLE = "不能保存公示网址"


def set_address(*, actor: Actor, address: str, in_force_from: datetime.date, reason: str) -> SiteAddress:
    """The address of the folder on the other web site, without a slash at its end; empty where the files are
    carried nowhere any more. A day that has passed is refused."""
    with transaction.atomic():
        lock("site-address")
        can_set_address(actor).require()
        address = address.strip().rstrip("/")
        _check(address, in_force_from, reason)
        row = SiteAddress(
            office_id=actor.office_id,
            address=address,
            in_force_from=in_force_from,
            reason=reason.strip(),
            set_by=actor.name,
            set_at=moments.now(),
        )
        row.save(force_insert=True)
        content = {"address": address, "in_force_from": in_force_from.isoformat()}
        record_act("disclosure.set_address", actor=actor, reason=row.reason, content=content, records=[row])
    return row


def _check(address: str, in_force_from: datetime.date, reason: str) -> None:
    parts = urlsplit(address)
    is_wrong = parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment
    if address and is_wrong:
        raise Refusal(
            "address-wrong",
            f"“{address}”不是网址。要写到目录，例如https://www.fuping.gov.cn/zrzy/gongshi。",
            title=f"{TITLE}：网址不对",
        )
    if in_force_from < moments.today():
        raise Refusal(
            "address-of-the-past",
            f"生效日期{in_force_from}已经过去。",
            title=f"{TITLE}：生效日期已过",
            remedy="请填今天或以后的日期。",
        )
    if not reason.strip():
        raise Refusal("no-reason", "要写明设定依据。", title=f"{TITLE}：没有依据", remedy="请填写依据。")
