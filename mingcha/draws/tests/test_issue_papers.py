"""Papers of a sitting are typeset once, kept with all they were made from, and open to whom the names are."""

import hashlib
import io
import json
import re
import zipfile

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import AUDITOR, BUSINESS, ENFORCEMENT, INSPECTOR, LEADER, LEGAL, WITNESS
from mingcha.common.errors import Conflict, Forbidden
from mingcha.draws.queries.attempts import file_content
from mingcha.draws.queries.papers.drafts import paper_lines
from mingcha.draws.queries.record import record_of
from mingcha.draws.queries.results import unit_names
from mingcha.draws.rules.committed import read_result
from mingcha.draws.services import issue_sitting_paper
from mingcha.draws.tests.changing import enforcement, look, selection_of
from mingcha.draws.tests.county import Ceremony, County
from mingcha.ledger.services import record_act
from mingcha.papers.models import Paper, PaperSource
from mingcha.papers.queries.issued import rendered_again
from mingcha.papers.rules.kinds import ANNOUNCEMENT, ASSIGNMENT, ATTENDANCE, RESULT, VISITS, VOLUME
from mingcha.papers.rules.samples import SAMPLES
from mingcha.papers.services import replace_template, restore_template
from mingcha.plans.models import AFTER_VISITS, ON_THE_SPOT

NAMED = (RESULT, ASSIGNMENT, VISITS)
NAME = "号矿业有限公司"


def issue(ceremony: Ceremony, kind: str, **told: str) -> Paper:
    return issue_sitting_paper(actor=enforcement(ceremony), sitting=ceremony.sitting, kind=kind, **told)


def every_paper(ceremony: Ceremony) -> list[Paper]:
    record = record_of(enforcement(ceremony), ceremony.sitting.pk)
    lines = paper_lines(enforcement(ceremony), record)
    return [issue(ceremony, line.kind, part=line.part) for line in lines if line.kind != VOLUME]


def logged_in(county: County, role: str) -> Client:
    client = Client()
    client.force_login(county.bureau.people[role])
    return client


def test_a_sitting_has_two_announcements_attendance_result_teams_and_visit_lists(drawn: Ceremony) -> None:
    made = every_paper(drawn)
    kinds = [paper.kind for paper in made]
    assert kinds == [ANNOUNCEMENT, ANNOUNCEMENT, ATTENDANCE, RESULT, ASSIGNMENT, VISITS]
    assert {paper.document_no for paper in made} == {"阜自然抽〔2026〕5号"}
    for paper in made:
        assert bytes(paper.pdf).startswith(b"%PDF-")
        assert paper.sha256 == hashlib.sha256(bytes(paper.pdf)).hexdigest()


def test_typeset_again_from_what_is_kept_it_is_the_same_to_the_byte(drawn: Ceremony) -> None:
    for paper in every_paper(drawn):
        assert rendered_again(Paper.objects.get(pk=paper.pk)) == bytes(paper.pdf), paper.title


def test_a_paper_keeps_the_template_it_was_made_with(drawn: Ceremony) -> None:
    paper = issue(drawn, RESULT)
    files = paper.source.files
    assert "#let facts = content()" in files["main.typ"]
    assert "#let official" in files["common/papers/official.typ"]
    issue(drawn, ATTENDANCE)
    assert PaperSource.objects.count() == 2


def test_made_twice_with_nothing_changed_it_is_the_same_paper(drawn: Ceremony) -> None:
    first = issue(drawn, RESULT)
    drawn.clock.advance(hours=1)
    assert issue(drawn, RESULT, reason="再印一次") == first
    assert Paper.objects.count() == 1


def test_a_change_needs_a_reason_and_is_the_next_edition(drawn: Ceremony) -> None:
    first = issue(drawn, RESULT)
    holder = drawn.county.holders[0]
    type(holder).objects.filter(office=holder.office).update(name="阜平县改名矿业有限公司")
    with pytest.raises(Conflict, match="现在的内容与它不同"):
        issue(drawn, RESULT)
    second = issue(drawn, RESULT, reason="企业改名")
    assert (second.edition, second.reason) == (2, "企业改名")
    assert Paper.objects.get(pk=first.pk).sha256 == first.sha256
    assert rendered_again(Paper.objects.get(pk=first.pk)) == bytes(first.pdf)


@pytest.mark.parametrize("showing", [AFTER_VISITS, ON_THE_SPOT])
def test_reserves_are_counted_on_papers_and_named_when_all_is_public(
    ceremony: Ceremony, showing: str
) -> None:
    campaign = ceremony.county.campaign
    campaign.showing = showing
    campaign.save()
    with transaction.atomic():
        record_act("draws.tests", actor=ceremony.operator, records=[campaign])
    ceremony.sitting.refresh_from_db()
    ceremony.select()
    ceremony.assign()
    result = read_result(file_content(selection_of(ceremony), "result.csv"))
    office = ceremony.county.bureau.office.pk
    names = {
        one.name for one in unit_names(office, [row.unit for row in result if not row.is_drawn]).values()
    }
    assert len(names) >= 2
    for paper in every_paper(ceremony):
        said = json.dumps(paper.content, ensure_ascii=False)
        assert [name for name in names if name in said] == [], paper.title
        if paper.kind == RESULT:
            assert paper.content["reserves"].startswith("层s1：2个；层s2：1个。公开前不列")
    ceremony.disclose()
    public = issue(ceremony, RESULT, reason="已经公开").content["reserves"]
    assert [name for name in names if name not in public] == []


def test_before_the_teams_are_drawn_only_papers_without_names_are_made(ceremony: Ceremony) -> None:
    ceremony.select()
    assert issue(ceremony, ATTENDANCE).pages == 1
    assert issue(ceremony, ANNOUNCEMENT, part="fuping-2026-01-s1").names is False
    for kind in NAMED:
        with pytest.raises(Forbidden, match="检查人员抽出以后"):
            issue(ceremony, kind)


def test_every_announced_attempt_has_its_announcement_the_annulled_too(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.annul()
    ceremony.announce()
    second = issue(ceremony, ANNOUNCEMENT, part="fuping-2026-01-s2")
    said = "".join(text for _, text in second.content["sections"])
    assert "第1次抽取已经作废，原因：停电或设备故障；没有摇号" in said
    assert issue(ceremony, ANNOUNCEMENT, part="fuping-2026-01-s1").title.endswith("（第1次）")


def test_an_announcement_of_teams_does_not_tell_how_many_visits_there_are(drawn: Ceremony) -> None:
    paper = issue(drawn, ANNOUNCEMENT, part="fuping-2026-01-a1")
    scope = dict(paper.content["sections"])["抽取范围"]
    assert "户次和席位数在检查结束后公开" in scope
    assert not re.search(r"\d+户次|\d+个席位", scope)
    assert paper.content["strata"] is None


def test_papers_say_check_numbers_and_lead_to_the_record(drawn: Ceremony, settings: object) -> None:
    from mingcha.draws.queries.ceremony import announced_where

    draw = drawn.last("assignment")
    settings.PUBLIC_ADDRESS = "https://mc.example"  # type: ignore[attr-defined]  # the settings of the test
    result = issue(drawn, RESULT)
    assert [row[1] for row in result.content["proof"]["rows"]][1] == draw.check_number
    assert announced_where(draw).endswith(f"/public/draws/{drawn.sitting.pk}/?check={draw.digest}")
    assert "<svg" in result.content["qr"]


def test_every_paper_of_a_sitting_bears_the_code_of_the_record_once_anything_is_announced(
    ceremony: Ceremony,
) -> None:
    assert issue(ceremony, ATTENDANCE).content["qr"] == ""
    ceremony.select()
    ceremony.assign()
    again = issue(ceremony, ATTENDANCE, reason="补打二维码")
    assert "<svg" in again.content["qr"]
    assert issue(ceremony, ATTENDANCE) == again
    assert [paper.title for paper in every_paper(ceremony) if "<svg" not in paper.content["qr"]] == []


def test_every_seat_of_the_draw_stands_on_result_teams_and_visit_lists(drawn: Ceremony) -> None:
    record = record_of(enforcement(drawn), drawn.sitting.pk)
    seats = {(visit.number, one.name) for visit in record.visits for one in visit.members}
    result, teams, visits = (issue(drawn, kind).content for kind in NAMED)
    rows = [row for group in result["groups"] for row in group["rows"]]
    on_result = {(int(row[0]), cell.split()[0]) for row in rows for cell in row[4:]}
    on_teams = {(int(number), row[1]) for row in teams["rows"] for number in row[5].split("、")}
    on_visits = {
        (int(row[0]), member.split("：")[1].split()[0])
        for team in visits["teams"]
        for row in team["rows"]
        for member in team["members"]
    }
    assert on_result == on_teams == on_visits == seats


@pytest.mark.parametrize("role", [LEADER, LEGAL, BUSINESS, AUDITOR, INSPECTOR, WITNESS])
def test_only_enforcement_makes_papers(drawn: Ceremony, role: str) -> None:
    with pytest.raises(Forbidden):
        issue_sitting_paper(actor=drawn.county.actor(role), sitting=drawn.sitting, kind=ATTENDANCE)


@pytest.mark.parametrize(
    ("role", "named"),
    [(ENFORCEMENT, 200), (LEADER, 200), (LEGAL, 403), (AUDITOR, 403), (INSPECTOR, 403), (WITNESS, 403)],
)
def test_a_paper_with_names_answers_like_the_page_with_names(drawn: Ceremony, role: str, named: int) -> None:
    result, attendance = issue(drawn, RESULT), issue(drawn, ATTENDANCE)
    client = logged_in(drawn.county, role)
    if named == 200:
        assert client.get(reverse("paper_download", args=[result.pk])).status_code == 428
        look(client, drawn.county.campaign)
    assert client.get(reverse("paper_download", args=[result.pk])).status_code == named
    assert client.get(reverse("paper_download", args=[attendance.pk])).status_code == 200
    drawn.disclose()
    client = logged_in(drawn.county, role)
    assert client.get(reverse("paper_download", args=[result.pk])).status_code == 200


def test_the_record_lists_papers_and_makes_them(drawn: Ceremony) -> None:
    client = look(logged_in(drawn.county, ENFORCEMENT), drawn.county.campaign)
    page = reverse("draw_record", args=[drawn.sitting.pk])
    assert "还没有制作" in client.get(page).content.decode()
    address = reverse("paper_issue", args=[drawn.sitting.pk, RESULT])
    assert "制作PDF" in client.get(address).content.decode()
    answer = client.post(address, follow=True)
    assert "双随机抽查抽取结果表已制作，1页" in answer.content.decode()
    assert "重新制作" in client.get(address).content.decode()
    assert client.post(address).status_code == 200  # the form asks for the reason
    unnamed = logged_in(drawn.county, AUDITOR).get(page).content.decode()
    assert reverse("paper_download", args=[Paper.objects.get().pk]) not in unnamed


def test_an_unknown_kind_or_attempt_is_refused_in_words(drawn: Ceremony) -> None:
    client = logged_in(drawn.county, ENFORCEMENT)
    for address in (
        reverse("paper_issue", args=[drawn.sitting.pk, "plan"]),
        reverse("paper_issue", args=[drawn.sitting.pk, ANNOUNCEMENT]) + "?part=other",
    ):
        answer = client.get(address)
        assert answer.status_code == 422
        assert "没有这种文书" in answer.content.decode()


def test_samples_of_templates_have_the_parts_of_real_papers(drawn: Ceremony) -> None:
    made = {paper.kind: set(paper.content) for paper in every_paper(drawn)}
    assert {kind: set(SAMPLES[kind]) for kind in made} == made


def test_an_offices_template_makes_new_papers_and_leaves_old_ones_as_they_were(drawn: Ceremony) -> None:
    first = issue(drawn, ATTENDANCE)
    text = first.source.files["main.typ"] + "\n#[本局印制]\n"
    legal = drawn.county.actor(LEGAL)
    replace_template(actor=legal, kind=ATTENDANCE, content=text.encode(), file_name="签到表.typ")
    with pytest.raises(Conflict):
        issue(drawn, ATTENDANCE)
    second = issue(drawn, ATTENDANCE, reason="换用本局模板")
    assert (first.template, second.template) == ("", "本局模板第1版")
    restore_template(actor=legal, kind=ATTENDANCE)
    for paper in (first, second):
        assert rendered_again(Paper.objects.get(pk=paper.pk)) == bytes(paper.pdf)
    third = issue(drawn, ATTENDANCE, reason="恢复系统模板")
    assert third.sha256 == first.sha256


def test_an_announcement_is_given_as_a_document_to_edit_other_papers_are_not(drawn: Ceremony) -> None:
    announced, attendance = issue(drawn, ANNOUNCEMENT, part="fuping-2026-01-s1"), issue(drawn, ATTENDANCE)
    client = logged_in(drawn.county, AUDITOR)
    answer = client.get(reverse("paper_document", args=[announced.pk]))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        words = archive.read("word/document.xml").decode()
    assert announced.content["opening"] in words
    assert drawn.last("selection").check_number in words
    assert client.get(reverse("paper_document", args=[attendance.pk])).status_code == 404
    page = client.get(reverse("draw_record", args=[drawn.sitting.pk])).content.decode()
    assert reverse("paper_document", args=[announced.pk]) in page
    assert reverse("paper_document", args=[attendance.pk]) not in page


def test_a_leader_is_told_who_makes_the_result_sheet_that_is_not_there_yet(drawn: Ceremony) -> None:
    leader = look(logged_in(drawn.county, LEADER), drawn.county.campaign)
    address = reverse("result_sheet", args=[drawn.sitting.pk])
    answer = leader.get(address)
    assert answer.status_code == 409
    assert "请执法监察在抽取记录的“文书”里制作" in answer.content.decode()
    paper = issue(drawn, RESULT)
    assert leader.get(address).headers["Location"] == reverse("paper_download", args=[paper.pk])
