"""The same ground again the same day: a proof that comes after is kept, whatever came before."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mingcha.accounts.rules import ENFORCEMENT
from mingcha.common.errors import Conflict
from mingcha.disclosure.models import Objection
from mingcha.disclosure.rules.objections import OBJECTIONS_A_DAY
from mingcha.disclosure.services import Said
from mingcha.disclosure.tests.objecting import GROUND, NAME, Objecting
from mingcha.intake.models import ProofFile
from mingcha.intake.services import Scan
from mingcha.ledger.models import Entry
from mingcha.ledger.services import examine_ledger

pytestmark = pytest.mark.django_db
MAP, PHOTO = b"%PDF-1.7 map", b"%PDF-1.7 photo"


def said(content: bytes) -> Said:
    return Said(NAME, GROUND, "", Scan(io.BytesIO(content), "实测图.pdf"))


def test_a_proof_that_comes_after_is_kept_with_the_objection_it_belongs_to(objecting: Objecting) -> None:
    objecting.post()
    before = Entry.objects.count()
    for _ in range(2):
        objecting.post(scan=SimpleUploadedFile("实测图.pdf", MAP))
    assert Entry.objects.count() == before + 1
    row = Objection.objects.get()
    assert row.proof is not None and ProofFile.objects.filter(sha256=row.proof.sha256).count() == 1
    kept = objecting.client(ENFORCEMENT).get(reverse("objection_file", args=[row.pk]))
    assert kept.content == MAP
    assert objecting.object() == row and list(examine_ledger()) == []


def test_a_proof_to_what_was_answered_already_is_the_next_objection(objecting: Objecting) -> None:
    first = objecting.answer(objecting.object())
    second = objecting.object(said(MAP))
    assert (second.number, second.proof is not None) == (2, True)
    first.refresh_from_db()
    assert first.proof is None and objecting.object(said(MAP)) == second


def test_another_proof_is_another_objection_and_counted_among_the_few_of_a_day(objecting: Objecting) -> None:
    rows = [objecting.object(said(PHOTO + bytes([65 + n]))) for n in range(OBJECTIONS_A_DAY)]
    assert [one.number for one in rows] == [*range(1, OBJECTIONS_A_DAY + 1)]
    assert objecting.object(said(PHOTO + b"A")) == rows[0]
    with pytest.raises(Conflict, match="明天"):
        objecting.object(said(MAP))
