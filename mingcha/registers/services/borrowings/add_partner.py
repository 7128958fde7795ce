"""A partner bureau is entered, so that its roster can be imported."""

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Conflict, Refusal
from mingcha.ledger.services import record_act
from mingcha.registers.models import Partner
from mingcha.registers.rules.staff import PARTNER_TITLES, partner_tag
from mingcha.registers.services.staff.changing import changing


def add_partner(*, actor: Actor, name: str, tag: str, is_sure: bool = False) -> Partner:
    """The bureau with the tag that its people bear in a draw. `Conflict` when name or tag is taken; `Refusal`
    when the name speaks for another tag and nobody said `is_sure`."""
    with changing(actor):
        if not name or tag not in PARTNER_TITLES:
            raise Refusal("partner", "部门名称和业务条线都要填写。", title="不能登记：填写不全")
        if not is_sure:
            _require_likely(name, tag)
        taken = Partner.objects.filter(office_id=actor.office_id)
        if taken.filter(name=name).exists() or taken.filter(tag=tag).exists():
            raise Conflict("partner-once", "这个部门或这条业务条线已经登记。", title="不能登记：已登记过")
        partner = Partner.objects.create(office_id=actor.office_id, name=name, tag=tag)
        record_act("registers.add_partner", actor=actor, content={"name": name}, records=[partner])
    return partner


def _require_likely(name: str, tag: str) -> None:
    """People under another bureau's tag would be drawn for it."""
    likely = partner_tag(name)
    if likely and likely != tag:
        raise Refusal(
            "partner-tag",
            f"“{name}”看起来是{PARTNER_TITLES[likely]}，选的业务条线是{PARTNER_TITLES[tag]}。",
            title="请核对：业务条线与部门名称不一致",
            remedy=f"请改选{PARTNER_TITLES[likely]}；确实如此的，请勾选已核对再登记。",
        )
