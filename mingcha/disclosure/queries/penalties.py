"""行政处罚决定 as public records: one of each decision, of what a second person
checked only what may be told."""

from collections.abc import Iterator
from uuid import UUID

from mingcha.disclosure.models import Penalty
from mingcha.disclosure.queries.results import JOINED
from mingcha.disclosure.rules.fields import Row
from mingcha.disclosure.rules.penalties import wan
from mingcha.disclosure.states import CHECKED


def penalty_candidates(office_id: UUID, only: str = "") -> Iterator[Row]:
    """What an office may publish: a row for each decision whose entry was checked, or the one of that key."""
    rows = Penalty.objects.filter(office_id=office_id, state=CHECKED).select_related("office")
    for row in rows:
        if only in ("", str(row.decision)):
            yield row_of(row)


def row_of(row: Penalty) -> Row:
    """What may be told of one version. The party's other codes, who represents it and the remarks stay
    inside."""
    return {
        "record": str(row.decision),
        "year": row.decided_on.year,
        "office": row.office.name,
        "document_no": row.document_no,
        "holder": row.party,
        "holder_code": row.holder_code,
        "party_kind": row.get_party_kind_display(),
        "breach": row.breach,
        "facts": row.facts,
        "basis": row.basis,
        "standing": JOINED.join(row.categories),
        "content": row.content,
        "fine": wan(row.fine),
        "confiscated": wan(row.confiscated),
        "licences": row.licences,
        "decided_on": row.decided_on,
        "valid_until": row.valid_until,
        "public_until": row.public_until,
    }
