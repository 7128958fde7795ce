"""Hold every kept paper and every sealed scan against the digest that the log binds."""

from collections.abc import Iterator

from mingcha.common.errors import Refusal
from mingcha.intake.queries import proof_content
from mingcha.ledger.readable import readable_rows
from mingcha.ledger.services import Finding
from mingcha.papers.models import Paper, PaperScan
from mingcha.papers.queries.issued import pdf_of


def examine_papers() -> Iterator[Finding]:
    """Every paper whose PDF was changed, every scan that is lost or changed."""
    for _, paper in readable_rows(Paper):
        if paper is not None:
            try:
                pdf_of(paper)
            except Refusal as refusal:
                yield Finding(f"文书 {paper.pk}", refusal.sentence)
    for _, scan in readable_rows(PaperScan):
        if scan is not None:
            try:
                proof_content(scan.file)
            except Refusal as refusal:
                yield Finding(f"盖章扫描件 {scan.pk}", refusal.sentence)
