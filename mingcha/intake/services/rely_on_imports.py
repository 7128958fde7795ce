"""Something above now stands on imported rows; called by draws and lists in their own transaction."""

from collections.abc import Iterable

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.intake.models import Reliance


def rely_on_imports(*, actor: Actor, kinds: Iterable[str], title: str) -> None:
    """From now on no import of these kinds that is already confirmed can be taken back; `title` says why
    (抽取2026-1-1已公告). Saying it twice changes nothing."""
    for kind in kinds:
        Reliance.objects.get_or_create(
            office_id=actor.office_id, kind=kind, title=title, defaults={"at": moments.now()}
        )
