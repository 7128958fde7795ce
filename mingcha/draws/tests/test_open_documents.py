"""What an office edits on opens in a word processor, whole: the notice upright, its annex across."""

import datetime
import io
import re
import subprocess
import zipfile
from collections import Counter
from itertools import chain
from pathlib import Path

from mingcha.accounts.models import Office
from mingcha.common.papers.docx import HIGH, LONGEST, write_docx, write_report
from mingcha.common.papers.tests.printed import opened, run
from mingcha.draws.queries.papers.documents import announcement_document
from mingcha.papers.models import Paper
from mingcha.papers.rules.kinds import ANNOUNCEMENT, BULLETIN
from mingcha.papers.rules.samples import SAMPLES
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


def text_of(pdf: Path) -> str:
    return re.sub(r"\s+", "", run("pdftotext", str(pdf), "-"))


def across(pdf: Path) -> list[bool]:
    """Of each page, whether it lies across."""
    sizes = re.findall(r"Page +\d+ size: +(\d+)[.\d]* x (\d+)", run("pdfinfo", "-l", "99", str(pdf)))
    return [int(width) > int(height) for width, height in sizes]


def bars(pdf: Path) -> list[int]:
    """How long the black bars on the last page are, in points, from above."""
    last = len(across(pdf))
    picture = subprocess.run(
        ["pdftoppm", "-r", "72", "-gray", "-f", str(last), str(pdf)], capture_output=True, check=True
    ).stdout
    _, size, _, dots = picture.split(b"\n", 3)
    width = int(size.split()[0])
    lines = (dots[at : at + width] for at in range(0, len(dots), width))
    runs = Counter(one.span() for line in lines for one in re.finditer(rb"[\x00-\x40]{12,}", line))
    return [end - start for (start, end), high in runs.items() if high >= HIGH - 2]


def test_a_word_processor_opens_what_an_office_edits(tmp_path: Path) -> None:
    sample = SAMPLES[ANNOUNCEMENT]
    documents = {
        "plan": write_docx(paper_content(version())),
        "targets": announcement_document(Paper(content=sample)),
        "teams": announcement_document(Paper(content=sample | {"strata": None})),
        "bulletin": write_report(SAMPLES[BULLETIN]),
    }
    printed = opened(documents, tmp_path)
    plan = text_of(printed["plan"])
    for words in ("2026年度抽查计划", "阜自然资发〔2026〕5号", "附件", "盖章处", "—2—"):
        assert words in plan
    for number in range(1, LINES + 1):
        assert f"{number:02}<&>" in plan
    assert (across(printed["plan"])[0], across(printed["plan"])[-1]) == (False, True)
    assert not any(across(printed["targets"]) + across(printed["teams"]))
    for name in ("targets", "teams"):
        text = text_of(printed[name])
        for words in (sample["document_no"], sample["opening"], "一、抽取范围。", "三、怎样核对。"):
            assert words in text
        assert sample["facts"][0][1].replace(" ", "") in text
    for head in sample["strata"]["heads"]:
        assert head in text_of(printed["targets"])
    report = text_of(printed["bulletin"])
    for words in ("表1各层抽查情况", "图1检查结果", "未发现问题发现问题", "18个2个"):
        assert words in report
    long, short = bars(printed["bulletin"])
    assert abs(long - LONGEST) <= 1 and abs(short - LONGEST // 9) <= 1


def test_a_bar_of_an_edited_report_says_what_it_shows_and_nothing_has_no_bar() -> None:
    content = SAMPLES[BULLETIN] | {"plots": [{"title": "图", "bars": [["甲<", 3, "3个"], ["乙", 0, "0个"]]}]}
    with zipfile.ZipFile(io.BytesIO(write_report(content))) as archive:
        text = archive.read("word/document.xml").decode()
    assert re.findall(r'alt="([^"]+)"', text) == ["甲&lt;：3个"]
    assert "乙" in text and "0个" in text
