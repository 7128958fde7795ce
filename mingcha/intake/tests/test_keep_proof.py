"""A scan is kept sealed, bound by its digest, and comes back only as it was kept."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from mingcha.accounts.tests.cast import Bureau
from mingcha.common.errors import Refusal, Unknown
from mingcha.intake.models import ProofFile
from mingcha.intake.queries import proof_content, proof_of, proof_path
from mingcha.intake.rules import PROOF_BYTES
from mingcha.intake.services import keep_proof
from mingcha.intake.views.proofs import proof_answer
from mingcha.ledger.services import examine_ledger, record_act

PDF = b"%PDF-1.7\n130624 canary\n%%EOF"


def keep(bureau: Bureau, content: bytes = PDF, name: str = "证书.pdf") -> ProofFile:
    with transaction.atomic():
        actor = bureau.actor("legal")
        proof = keep_proof(actor=actor, file=io.BytesIO(content), file_name=name)
        record_act("registers.record_training", actor=actor, records=[proof])
    return proof


def test_what_is_kept_comes_back_and_lies_nowhere_in_clear(fuping: Bureau) -> None:
    proof = keep(fuping, name="../某人13800000001证书.pdf")
    assert (proof_content(proof), proof.size, proof.kind) == (PDF, len(PDF), "pdf")
    assert proof.file_name == "某人138****0001证书.pdf"
    assert b"canary" not in proof_path(proof).read_bytes()
    assert list(examine_ledger()) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "空的"), (b"MZ\x90 renamed to .pdf", "不是PDF"), (PDF + b"0" * PROOF_BYTES, "超过10MB")],
)
def test_nothing_stays_of_a_file_that_is_refused(content: bytes, words: str, fuping: Bureau) -> None:
    before = sorted(Path(settings.DATA.root).rglob("*.p*"))
    with pytest.raises(Refusal, match=words):
        keep(fuping, content)
    assert sorted(Path(settings.DATA.root).rglob("*.p*")) == before
    assert not ProofFile.objects.exists()


def test_a_changed_swapped_or_missing_file_is_not_shown(fuping: Bureau) -> None:
    proof, other = keep(fuping), keep(fuping)
    proof_path(proof).write_bytes(proof_path(other).read_bytes())
    with pytest.raises(Refusal, match="与留痕日志登记的摘要不符"):
        proof_content(proof)
    proof_path(other).unlink()
    with pytest.raises(Refusal, match="缺失或被改动"):
        proof_content(other)


def test_another_office_has_no_such_file(fuping: Bureau, tang: Bureau) -> None:
    with pytest.raises(Unknown):
        proof_of(tang.actor("legal"), keep(fuping).pk)


def test_a_browser_saves_it_and_never_opens_it_as_a_page(fuping: Bureau) -> None:
    answer = proof_answer(keep(fuping))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
