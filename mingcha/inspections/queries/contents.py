"""What a version of a record says, as one value: what its digest binds, and what papers and pages show."""

import hashlib
from typing import Any

from mingcha.common import moments
from mingcha.inspections.models import Inspection, InspectionFile, InspectionRecord, Material
from mingcha.inspections.rules.files import HANDED
from mingcha.ledger.sealed_state import canonical

FORMAT = "mingcha/record/1"


def record_facts(record: InspectionRecord) -> dict[str, Any]:
    """Everything of a version that was handed in, with the digests of the files that were with it."""
    inspection = record.inspection
    return {
        "format": FORMAT,
        "campaign": inspection.campaign.number,
        "visit": inspection.code,
        "version": record.n,
        "reason": record.reason,
        "method": inspection.method,
        "began_at": _time(record.began_at),
        "ended_at": _time(record.ended_at),
        "hours_reason": record.hours_reason,
        "place": record.place,
        "team": record.team,
        "attended": record.attended,
        "units": record.units,
        "answers": record.answers,
        "outcomes": record.outcomes,
        "situation": record.situation,
        "party": record.party,
        "party_post": record.party_post,
        "party_words": record.party_words,
        "signing": record.signing,
        "refusal_reason": record.refusal_reason,
        "refusal_witness": record.refusal_witness,
        "files": record.files,
        "submitted_at": _time(record.submitted_at),
    }


def digest_of(record: InspectionRecord) -> str:
    """SHA-256 of the canonical JSON, in hex: what the party's receipt bears."""
    return hashlib.sha256(canonical(record_facts(record)).encode()).hexdigest()


def files_of(inspection: Inspection) -> list[InspectionFile]:
    """What is attached and not void, in order."""
    rows = inspection.files.filter(void_reason="").select_related("proof", "question", "added_by")
    return list(rows.order_by("added_at", "pk"))


def file_digests(inspection: Inspection) -> list[list[str]]:
    """What a record that is handed in now has with it: what the team attached, then what the party handed in
    for what was asked and not cancelled."""
    handed = Material.objects.filter(request__inspection=inspection, request__void_reason="")
    digests = handed.order_by("received_at", "pk").values_list("proof__sha256", flat=True)
    return [
        *([one.kind, one.unit, one.proof.sha256] for one in files_of(inspection)),
        *([HANDED, "", digest] for digest in digests),
    ]


def _time(moment: Any) -> str:
    return moments.protocol_time(moment) if moment else ""
