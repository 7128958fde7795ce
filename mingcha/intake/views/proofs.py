"""A kept file as an answer; each app with records that rest on one asks its own policy first."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from mingcha.intake.models import ProofFile
from mingcha.intake.queries import proof_content

CONTENT_TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}


def proof_answer(proof: ProofFile) -> HttpResponse:
    """A download that no browser opens as a page of ours, whatever the file holds."""
    disposition = content_disposition_header(as_attachment=True, filename=proof.file_name) or "attachment"
    headers = {
        "Content-Disposition": disposition,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(proof_content(proof), content_type=CONTENT_TYPES[proof.kind], headers=headers)
