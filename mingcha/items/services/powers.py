"""A power is struck off the 权责清单, or restored."""

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Refusal
from mingcha.items.models import Power
from mingcha.items.policies import can_keep_powers
from mingcha.items.queries import find_power
from mingcha.items.services.start_list import lock_items
from mingcha.items.states import POWER
from mingcha.ledger.services import record_act


def strike_off_power(*, actor: Actor, power: Power, reason: str) -> Power:
    """The power no longer carries an item; it stays for what once named it."""
    with transaction.atomic():
        power = _moved(actor, power, "strike_off", reason)
        content = {"code": power.code, "name": power.name}
        record_act("items.strike_off_power", actor=actor, reason=reason, content=content, records=[power])
    return power


def restore_power(*, actor: Actor, power: Power, reason: str) -> Power:
    """The power is in force again."""
    with transaction.atomic():
        power = _moved(actor, power, "restore", reason)
        content = {"code": power.code, "name": power.name}
        record_act("items.restore_power", actor=actor, reason=reason, content=content, records=[power])
    return power


def _moved(actor: Actor, power: Power, act: str, reason: str) -> Power:
    lock_items(actor)
    can_keep_powers(actor).require()
    power = find_power(actor, power.pk)
    power.state = POWER.after(act, power.state)
    if not reason.strip():
        raise Refusal("reason-missing", "请写明依据哪个文件调整权责清单。", title="不能办理：没有理由")
    power.save()
    return power
