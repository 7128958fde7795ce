"""A partner bureau is entered, so that its roster can be imported."""

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Conflict, Refusal
from mingcha.ledger.services import record_act
from mingcha.registers.models import Partner
from mingcha.registers.rules.staff import PARTNER_TAGS
from mingcha.registers.services.staff.changing import changing


def add_partner(*, actor: Actor, name: str, tag: str) -> Partner:
    """The bureau with the tag that its people bear in a draw. `Conflict` when name or tag is taken."""
    with changing(actor):
        if not name or tag not in {known for _, known, _ in PARTNER_TAGS}:
            raise Refusal("partner", "部门名称和业务条线都要填写。", title="不能登记：填写不全")
        taken = Partner.objects.filter(office_id=actor.office_id)
        if taken.filter(name=name).exists() or taken.filter(tag=tag).exists():
            raise Conflict("partner-once", "这个部门或这条业务条线已经登记。", title="不能登记：已登记过")
        partner = Partner.objects.create(office_id=actor.office_id, name=name, tag=tag)
        record_act("registers.add_partner", actor=actor, content={"name": name}, records=[partner])
    return partner
