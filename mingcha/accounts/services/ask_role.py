"""Put a piece of work before everybody who holds a role, and take it away again when it is done.

What waits for whom is a convenience of the home page, not a record: no ledger entry is written."""

from uuid import UUID

from mingcha.accounts.models import OpenWork, Person


def ask_role(
    *,
    office_id: UUID,
    role: str,
    kind: str,
    subject: UUID,
    title: str,
    url: str,
    button: str,
    why: str = "",
    leave_out: UUID | None = None,
) -> None:
    """Everybody in office who holds `role` sees this work until it is finished; `leave_out` is the person who
    may not do it (whoever submitted does not approve). Asking twice changes nothing."""
    holders = Person.objects.filter(
        office_id=office_id, is_active=True, grants__role=role, grants__ended_at=None
    )
    facts = {"title": title[:120], "why": why[:200], "url": url, "button": button}
    for person in holders.distinct():
        if person.pk == leave_out:
            continue
        OpenWork.objects.get_or_create(person=person, kind=kind, subject=subject, defaults=facts)


def finish_work(*, kind: str, subject: UUID) -> None:
    """Nobody is asked for this any more."""
    OpenWork.objects.filter(kind=kind, subject=subject).delete()
