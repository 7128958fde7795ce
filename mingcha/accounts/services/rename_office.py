"""The office gets another name: it was mistyped at the first start, or the bureau was renamed."""

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Office
from mingcha.accounts.policies import can_manage_people
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.ledger.services import record_act

LENGTH = 64


def rename_office(*, actor: Actor, name: str, reason: str) -> Office:
    """From now on under this name, on every page; announcements and papers that are kept as bytes keep the
    former one, and visits recorded under it stay the office's own. The code never changes: draws are numbered
    by it. `Refusal` for an empty or too long name or without a reason, `Conflict` when it is the name
    already."""
    with transaction.atomic():
        lock("found-office")
        can_manage_people(actor).require()
        office = Office.objects.get(pk=actor.office_id)
        plain = "".join(name.split())
        _require(plain, reason)
        if plain == office.name:
            raise Conflict("same-name", f"本机构现在就叫{plain}。", title="不能改名：名称没有变化")
        former = office.name
        office.former_names = [one for one in (*office.former_names, former) if one != plain]
        office.name = plain
        office.save()
        content = {"from": former, "to": plain}
        record_act(
            "accounts.rename_office", actor=actor, reason=reason.strip(), content=content, records=[office]
        )
    return office


def _require(name: str, reason: str) -> None:
    if not name or len(name) > LENGTH:
        raise Refusal("office-name", f"机构名称要填写，不超过{LENGTH}字。", title="不能改名：名称不对")
    if not reason.strip():
        raise Refusal(
            "reason-missing",
            "改名要写明理由，记入留痕日志。",
            title="不能改名：没有理由",
            remedy="例如：首次启用时写错；机构改革更名，并写明文号。",
        )
