"""New words of obligations that the office never changed become its own, all at once."""

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Conflict
from mingcha.common.locking import lock
from mingcha.law.models import Obligation
from mingcha.law.policies import can_adopt_wording
from mingcha.law.queries.wording import WORDS, new_wordings
from mingcha.ledger.services import record_act


def adopt_wording(*, actor: Actor) -> list[Obligation]:
    """The rows with the words of today; figures, days and what the office changed stay. `Conflict` when
    there is nothing new."""
    with transaction.atomic():
        lock(f"law/{actor.office_id}")
        can_adopt_wording(actor).require()
        found = new_wordings(actor)
        if not found:
            raise Conflict("no-new-wording", "没有新版条文。", title="不能采用：没有新版条文")
        for one in found:
            for name in WORDS:
                setattr(one.row, name, getattr(one.rule, name))
            one.row.save()
        rows = [one.row for one in found]
        content = {"keys": [row.key for row in rows]}
        record_act("law.adopt_wording", actor=actor, content=content, records=rows)
    return rows
