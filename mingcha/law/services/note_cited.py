"""Which texts the published item list rests on: said from above, within the act of publishing."""

from collections.abc import Collection
from uuid import UUID

from mingcha.law.models import CitedText


def note_cited_texts(*, office_id: UUID, keys: Collection[str]) -> None:
    """These titles (`rules.title_key`) and no others from now on. No record of its own: the list that is
    published says what it cites."""
    known = CitedText.objects.filter(office_id=office_id)
    known.exclude(key__in=keys).delete()
    kept = set(known.values_list("key", flat=True))
    fresh = sorted(set(keys) - kept)
    CitedText.objects.bulk_create([CitedText(office_id=office_id, key=key) for key in fresh])
