"""Papers of a visit: blank ones before it, typed ones after, each kept, the letters as documents too."""

import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import AUDITOR, BUSINESS, ENFORCEMENT, LEADER, LEGAL
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.common.papers.tests.printed import opened
from mingcha.draws.tests.test_open_documents import text_of
from mingcha.inspections.models import InspectionRecord
from mingcha.inspections.queries.papers.approvals import approval_content
from mingcha.inspections.queries.papers.documents import letter_document
from mingcha.inspections.queries.papers.lines import BLANK, find_line, paper_lines
from mingcha.inspections.queries.papers.notices import notice_content
from mingcha.inspections.queries.papers.reading import readable_paper
from mingcha.inspections.queries.papers.records import result_notice, typed_record
from mingcha.inspections.queries.visible import find_inspection, sight_of
from mingcha.inspections.rules.forms import Answer, Result
from mingcha.inspections.services import (
    attach_visit_scan,
    issue_approval_paper,
    issue_visit_paper,
)
from mingcha.inspections.tests.visiting import VISIT_DAY, Visiting, give_checklist, photo
from mingcha.papers.models import Paper
from mingcha.papers.queries.issued import rendered_again
from mingcha.papers.rules.kinds import (
    INQUEST_RECORD,
    INQUIRY_RECORD,
    INSPECTION_APPROVAL,
    INSPECTION_FORM,
    INSPECTION_NOTICE,
    INSPECTION_RECORD,
    KINDS,
    RECEIPT,
    RESULT_NOTICE,
    SAMPLING_RECORD,
)
from mingcha.papers.rules.samples import SAMPLES
from mingcha.papers.services import set_series
from mingcha.registers.models import Inspector, InspectorLicence

BASIC = (
    INSPECTION_APPROVAL,
    INSPECTION_NOTICE,
    INSPECTION_RECORD,
    RESULT_NOTICE,
    INQUIRY_RECORD,
    INQUEST_RECORD,
    SAMPLING_RECORD,
)


def issue(visiting: Visiting, kind: str, part: str = "", **told: Any) -> Paper:
    row = visiting.first
    return issue_visit_paper(actor=visiting.member(row), inspection=row.pk, kind=kind, part=part, **told)


def noticed(visiting: Visiting) -> Visiting:
    visiting.schedule(visiting.first)
    issue(visiting, INSPECTION_NOTICE)
    return visiting


def every_paper(visiting: Visiting) -> list[Paper]:
    """Of a whole visit with a finding, and of the campaign's approval."""
    question = give_checklist(visiting.ceremony)
    row = visiting.first
    visiting.on_the_day(row)
    unit = visiting.coverage(row).units[0]
    wrong = {
        "answers": {(unit, str(question.pk)): Answer("否", "越界约三米")},
        "results": (Result(unit, "K01", "ordered", "越界开采", "停止越界，恢复原状", row_day()),),
    }
    visiting.hand_in(row, **wrong)
    visiting.confirm(row)
    actor = visiting.member(row)
    lines = paper_lines(actor, find_inspection(actor, row.pk))
    made = [issue(visiting, one.kind, one.part) for one in lines if one.kind != INSPECTION_NOTICE]
    approval = issue_approval_paper(actor=visiting.reader(ENFORCEMENT), approval=visiting.approval.pk)
    return [*made, approval]


def row_day() -> datetime.date:
    return datetime.date(2026, 7, 18)


def test_the_basic_papers_of_the_ministry_are_all_there(visiting: Visiting) -> None:
    noticed(visiting)
    kinds = {paper.kind for paper in every_paper(visiting)} | {INSPECTION_NOTICE}
    assert set(BASIC) <= kinds
    assert len(BASIC) == 7


def test_each_is_typeset_again_to_the_byte_with_the_parts_of_its_sample(visiting: Visiting) -> None:
    noticed(visiting)
    every_paper(visiting)
    for paper in Paper.objects.all():
        assert rendered_again(paper) == bytes(paper.pdf), paper.title
        assert set(paper.content) == set(SAMPLES[paper.kind]), paper.kind
        assert paper.title == paper.content["title"]


def test_before_a_day_is_set_nothing_is_printed_and_after_it_the_blank_ones(visiting: Visiting) -> None:
    with pytest.raises(Forbidden, match="安排检查日期以后"):
        issue(visiting, INSPECTION_FORM, BLANK)
    visiting.schedule(visiting.first)
    give_checklist(visiting.ceremony)
    paper = issue(visiting, INSPECTION_FORM, BLANK)
    cells = [cell for part in paper.content["blocks"] for row in part["rows"] for cell in row]
    assert "是否按批准的范围开采" in cells
    assert any("□是" in cell and "□否" in cell for cell in cells)
    assert "√" not in "".join(cells)


def test_a_blank_record_leaves_room_and_tells_the_party_its_rights(visiting: Visiting) -> None:
    visiting.schedule(visiting.first)
    paper = issue(visiting, INSPECTION_RECORD, BLANK)
    blocks = {part["title"]: part for part in paper.content["blocks"]}
    assert "申请回避" in blocks["一、告知"]["text"]
    assert blocks["二、现场检查情况"]["height"] > 50
    assert paper.content["signers"] == ["检查人员", "检查人员", "当事人", "见证人"]


def test_a_typed_record_has_answers_results_and_no_name_of_who_was_there(visiting: Visiting) -> None:
    noticed(visiting)
    made = every_paper(visiting)
    paper = next(one for one in made if (one.kind, one.part) == (INSPECTION_RECORD, "v1"))
    told = str(paper.content)
    assert "越界约三米" in told and "越界开采" in told and "2026年7月18日前改正" in told
    assert InspectionRecord.objects.get().digest in told
    assert InspectionRecord.objects.get().party not in told


def test_the_result_is_told_once_two_officers_have_signed(visiting: Visiting) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    visiting.hand_in(row)
    with pytest.raises(Forbidden, match="两人确认"):
        issue(visiting, RESULT_NOTICE)
    visiting.confirm(row)
    set_series(actor=visiting.reader(LEGAL), kind=RESULT_NOTICE, code="阜自然检告")
    paper = issue(visiting, RESULT_NOTICE)
    assert paper.document_no == "阜自然检告〔2026〕1号"
    assert "未发现问题" in str(paper.content["table"])


def test_made_again_with_nothing_changed_it_is_the_same_even_days_later(visiting: Visiting) -> None:
    visiting.whole(visiting.first)
    first = issue(visiting, RESULT_NOTICE)
    visiting.clock.advance(days=2)
    assert issue(visiting, RESULT_NOTICE) == first


def test_the_section_that_answers_for_it_makes_the_result_notice_not_the_blank_sheets(
    visiting: Visiting,
) -> None:
    row = visiting.first
    visiting.whole(row)
    enforcement = visiting.reader(ENFORCEMENT)
    assert issue_visit_paper(actor=enforcement, inspection=row.pk, kind=RESULT_NOTICE).pages >= 1
    with pytest.raises(Forbidden):
        issue_visit_paper(actor=enforcement, inspection=row.pk, kind=INSPECTION_FORM, part=BLANK)
    for role in (LEGAL, AUDITOR):
        with pytest.raises(Forbidden):
            issue_visit_paper(actor=visiting.reader(role), inspection=row.pk, kind=RESULT_NOTICE)


def test_a_paper_is_read_by_who_sees_the_visit(visiting: Visiting) -> None:
    noticed(visiting)
    paper = Paper.objects.get()
    for role in (LEGAL, AUDITOR, LEADER, ENFORCEMENT):
        assert readable_paper(visiting.reader(role), paper.pk) == paper
    for role in (BUSINESS, "witness", "inspector", "discipline"):
        with pytest.raises((Unknown, Forbidden)):
            readable_paper(visiting.reader(role), paper.pk)


def test_the_approval_lists_every_visit_and_is_for_whom_the_names_are(visiting: Visiting) -> None:
    enforcement = visiting.reader(ENFORCEMENT)
    paper = issue_approval_paper(actor=enforcement, approval=visiting.approval.pk)
    rows = paper.content["blocks"][1]["rows"]
    assert len(rows) == len(visiting.rows)
    assert all("矿业有限公司" in row[1] and "检查员" in row[2] for row in rows)
    assert KINDS[INSPECTION_APPROVAL].names
    assert readable_paper(visiting.reader(LEADER), paper.pk) == paper
    with pytest.raises(Refusal):
        readable_paper(visiting.reader(LEGAL), paper.pk)
    with pytest.raises(Forbidden):
        issue_approval_paper(actor=visiting.reader(LEGAL), approval=visiting.approval.pk)
    blind = Actor.of(visiting.ceremony.county.bureau.people[ENFORCEMENT])
    with pytest.raises(Refusal) as refused:
        issue_approval_paper(actor=blind, approval=visiting.approval.pk)
    assert refused.value.status == 428


def test_the_approval_reads_the_officers_of_all_visits_at_once(visiting: Visiting) -> None:
    assert len(visiting.rows) > 1
    enforcement = visiting.reader(ENFORCEMENT)
    approval = visiting.approval
    sight = sight_of(enforcement, approval.campaign)
    with CaptureQueriesContext(connection) as asked:
        approval_content(enforcement, approval, sight, "")
    licences = [one for one in asked if f'FROM "{InspectorLicence._meta.db_table}"' in one["sql"]]
    assert len(licences) == 1


def test_an_expert_is_named_as_one_and_never_among_the_officers(visiting: Visiting) -> None:
    row = visiting.first
    record = visiting.whole(row)
    officer, expert = (one["name"] for one in record.team)
    Inspector.objects.filter(office=row.office_id, roster_no=record.team[1]["roster"]).update(is_expert=True)
    actor = visiting.member(row)
    seen = find_inspection(actor, row.pk)
    # Who has become an expert since was an officer then.
    assert not any(one["expert"] for one in record.team)
    record.team[1]["expert"] = True
    sections = dict(result_notice(actor, seen, record, "", VISIT_DAY)["sections"])
    assert officer in sections["检查人员"][0] and expert not in sections["检查人员"][0]
    assert sections["协助检查的专家"] == [f"{expert}。"]
    facts = {row[0]: row[1] for row in typed_record(actor, seen, record)["facts"]}
    assert expert not in facts["检查人员"] and expert in facts["专家"]
    coming = dict(notice_content(actor, seen, "", VISIT_DAY)["sections"])["检查人员"]
    assert coming[1].startswith(f"{expert}，专家（协助检查，不是执法人员）") and "专家" not in coming[0]
    enforcement = visiting.reader(ENFORCEMENT)
    paper = issue_approval_paper(actor=enforcement, approval=visiting.approval.pk)
    assert f"{expert}（专家）" in paper.content["blocks"][1]["rows"][row.number - 1][2]


def test_a_redrawn_seat_or_another_day_marks_the_notice_as_stale(visiting: Visiting) -> None:
    noticed(visiting)
    row, actor = visiting.first, visiting.member(visiting.first)
    assert not find_line(actor, find_inspection(actor, row.pk), INSPECTION_NOTICE, "").is_stale
    visiting.schedule(row, on=datetime.date(2026, 6, 17))
    assert find_line(actor, find_inspection(actor, row.pk), INSPECTION_NOTICE, "").is_stale


def test_a_sealed_scan_is_attached_once(visiting: Visiting) -> None:
    noticed(visiting)
    paper, actor = Paper.objects.get(), visiting.member(visiting.first)
    attach_visit_scan(actor=actor, paper=paper.pk, scan=photo())
    with pytest.raises(Conflict):
        attach_visit_scan(actor=actor, paper=paper.pk, scan=photo())
    with pytest.raises(Forbidden):
        attach_visit_scan(actor=visiting.reader(AUDITOR), paper=paper.pk, scan=photo("另一份.png"))


def test_a_paper_that_a_visit_has_not_is_unknown(visiting: Visiting) -> None:
    visiting.schedule(visiting.first)
    for kind, part in (("announcement", ""), (INSPECTION_RECORD, "v1"), (RECEIPT, "v9")):
        with pytest.raises(Unknown):
            issue(visiting, kind, part)


def test_only_letters_have_a_document(visiting: Visiting) -> None:
    visiting.schedule(visiting.first)
    with pytest.raises(Unknown):
        letter_document(issue(visiting, INSPECTION_FORM, BLANK))


def test_the_notice_opens_in_a_word_processor(visiting: Visiting, tmp_path: Path) -> None:
    noticed(visiting)
    paper = Paper.objects.get()
    document = letter_document(paper)
    assert document == letter_document(paper)
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        assert paper.content["opening"] in archive.read("word/document.xml").decode()
    text = text_of(opened({"notice": document}, tmp_path)["notice"])
    for words in ("行政检查通知书", "你单位的权利", "一、检查事项和依据", "《矿产资源法》第一条"):
        assert words in text
