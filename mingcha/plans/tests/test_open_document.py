"""The plan to be edited on opens in a word processor, whole: the notice upright, the annex across."""

import datetime
import re
import subprocess
from itertools import chain
from pathlib import Path

from mingcha.accounts.models import Office
from mingcha.common.papers.docx import write_docx
from mingcha.plans.models import Plan, PlanVersion
from mingcha.plans.queries.plan_papers import PAPER_COLUMNS, paper_content

AT = datetime.datetime(2026, 1, 20, 9, 0, tzinfo=datetime.UTC)
LINES = 24


def version() -> PlanVersion:
    """A published plan, in no database."""
    office = Office(name="阜平县自然资源和规划局")
    lines = [
        dict.fromkeys(chain.from_iterable(PAPER_COLUMNS.values()), "")
        | {
            "title": f"任务{number:02}<&>",
            "number": f"2026-{number:02}",
            "items": "采矿权人履行法定义务情况检查",
            "scope": "采矿权（平阳镇、城南庄镇）",
            "section": "矿产管理股",
            "base": 107,
            "ratio": "一般5%，加强25%",
            "count": 16,
            "period": "2026-03-01至2026-06-30",
        }
        for number in range(1, LINES + 1)
    ]
    plan = Plan(office=office, year=2026, number="2026-JH")
    facts = {"lines": lines, "document_no": "阜自然资发〔2026〕5号", "approved_by": "局长"}
    return PlanVersion(plan=plan, number=0, published_at=AT, complete_from=AT.date(), **facts)


def opened(document: bytes, folder: Path) -> Path:
    """The document as LibreOffice prints it."""
    path = folder / "plan.docx"
    path.write_bytes(document)
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    return path.with_suffix(".pdf")


def run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def test_a_word_processor_opens_the_plan_whole(tmp_path: Path) -> None:
    pdf = opened(write_docx(paper_content(version())), tmp_path)
    text = re.sub(r"\s+", "", run("pdftotext", str(pdf), "-"))
    for words in ("2026年度抽查计划", "阜自然资发〔2026〕5号", "附件", "阜平县自然资源和规划局"):
        assert words in text
    for number in range(1, LINES + 1):
        assert f"{number:02}<&>" in text
    sizes = re.findall(r"Page +\d+ size: +(\d+)[.\d]* x (\d+)", run("pdfinfo", "-l", "99", str(pdf)))
    across = [int(width) > int(height) for width, height in sizes]
    assert across[0] is False
    assert across[-1] is True
    assert "—2—" in text
    assert "盖章处" in text
