"""The page of the partners: one row per department, the next step, and a workbook out and in."""

import io
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mingcha.accounts.models import RoleGrant
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, INSPECTOR, LEADER, LEGAL
from mingcha.common import moments
from mingcha.draws.tests.county import Clock
from mingcha.intake.models import ImportBatch
from mingcha.plans.exports import ITEMS, PEOPLE
from mingcha.plans.models import Participation, PartnerItem
from mingcha.plans.tests.joint import ITEM, NAME, VALID, Joint, append, joint

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(db: None, clock: Clock, tmp_path: Path) -> Joint:
    return joint(tmp_path)


def logged_in(year: Joint, role: str) -> Client:
    client = Client()
    client.force_login(year.bureau.person(role))
    return client


def page_of(year: Joint, role: str = BUSINESS) -> str:
    answer = logged_in(year, role).get(reverse("campaign_partners", args=[year.campaign.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def filled(year: Joint) -> SimpleUploadedFile:
    def fill(book: openpyxl.Workbook) -> None:
        append(book, PEOPLE, {"姓名": "市试0", "工作单位": NAME, "执法证编号": "SJ0"} | VALID)
        append(book, ITEMS, ITEM)

    return SimpleUploadedFile("回执.xlsx", year.answer(fill).read_bytes())


def test_the_campaign_leads_to_its_departments(year: Joint) -> None:
    page = logged_in(year, BUSINESS).get(reverse("campaign_detail", args=[year.campaign.pk]))
    assert reverse("campaign_partners", args=[year.campaign.pk]) in page.content.decode()
    assert f"邀请{NAME}" in page_of(year)


def test_an_invitation_by_post_changes_the_state_on_the_page(year: Joint) -> None:
    client = logged_in(year, BUSINESS)
    address = reverse("participation_invite", args=[year.campaign.pk, year.partner.pk])
    assert client.get(address).status_code == 405
    assert client.post(address).status_code == 302
    page = page_of(year)
    assert "已邀请" in page
    assert reverse("participation_book", args=[Participation.objects.get().pk]) in page


def test_the_plan_line_is_downloaded_as_a_workbook(year: Joint) -> None:
    part = year.invite()
    answer = logged_in(year, BUSINESS).get(reverse("participation_book", args=[part.pk]))
    assert openpyxl.load_workbook(io.BytesIO(answer.content)).sheetnames[0] == "计划行"


def test_an_upload_lays_out_what_this_person_may_take_in(year: Joint) -> None:
    address = reverse("participation_answer", args=[year.invite().pk])
    answer = logged_in(year, BUSINESS).post(address, {"file": filled(year)})
    batch = ImportBatch.objects.get()
    assert answer.headers["Location"] == reverse("partner_items_import_preview", args=[batch.pk])
    assert not PartnerItem.objects.exists()
    logged_in(year, LEGAL).post(address, {"file": filled(year)})
    assert sorted(ImportBatch.objects.values_list("kind", flat=True)) == ["partner_items", "partners"]
    assert page_of(year).count("（1行）") == 2


def test_a_confirmed_preview_brings_the_item_in(year: Joint) -> None:
    client = logged_in(year, ENFORCEMENT)
    client.post(reverse("participation_answer", args=[year.invite().pk]), {"file": filled(year)})
    client.post(reverse("partner_items_import_confirm", args=[ImportBatch.objects.get().pk]))
    assert ITEM["抽查事项"] in page_of(year)
    page = client.get(reverse("campaign_detail", args=[year.campaign.pk])).content.decode()
    assert ITEM["抽查事项"] in page
    assert "intake." not in page
    assert "待核对的回执" not in page_of(year)


def test_an_item_is_dropped_from_the_page(year: Joint) -> None:
    year.invite()
    year.send_items()
    address = reverse("partner_item_drop", args=[PartnerItem.objects.get().pk])
    assert address in page_of(year)
    assert logged_in(year, BUSINESS).post(address, {"reason": "报错了"}).status_code == 302
    assert not PartnerItem.objects.exists()


def test_an_empty_answer_is_refused_on_the_page(year: Joint) -> None:
    address = reverse("participation_answer", args=[year.invite().pk])
    empty = SimpleUploadedFile("回执.xlsx", year.answer(lambda book: None).read_bytes())
    answer = logged_in(year, BUSINESS).post(address, {"file": empty})
    assert answer.status_code == 422
    assert "不能导入这个文件" in answer.content.decode()
    assert logged_in(year, BUSINESS).post(address, {}).status_code == 422
    assert logged_in(year, LEADER).post(address, {"file": filled(year)}).status_code == 403


@pytest.mark.parametrize("people", [0, 1])
def test_one_faulty_sheet_refuses_the_whole_answer_and_is_the_one_named(year: Joint, people: int) -> None:
    def spoil(book: openpyxl.Workbook) -> None:
        for _ in range(people):
            append(book, PEOPLE, {"姓名": "市试0", "工作单位": NAME, "执法证编号": "SJ0"} | VALID)
        del book[ITEMS]

    address = reverse("participation_answer", args=[year.invite().pk])
    spoiled = SimpleUploadedFile("回执.xlsx", year.answer(spoil).read_bytes())
    RoleGrant.objects.create(person=year.bureau.person(BUSINESS), role=LEGAL, granted_at=moments.now())
    answer = logged_in(year, BUSINESS).post(address, {"file": spoiled})
    assert answer.status_code == 422
    assert "没有登记内容" not in answer.content.decode()
    assert [one.state for one in ImportBatch.objects.all()] == ["discarded"] * people


def test_the_steps_of_a_department_go_by_post(year: Joint) -> None:
    part = year.invite()
    year.send_people()
    logged_in(year, ENFORCEMENT).post(reverse("participation_borrow", args=[part.pk]))
    assert "待批准" in page_of(year)
    logged_in(year, BUSINESS).post(reverse("participation_accept", args=[part.pk]), {"remark": "只派人员"})
    assert year.part.state == "answered"
    logged_in(year, BUSINESS).post(reverse("participation_withdraw", args=[part.pk]), {"reason": "另有任务"})
    assert year.part.state == "withdrawn"
    assert "已退出" in page_of(year)


def test_results_are_shown_and_exported_to_who_may_read_the_drawn(year: Joint) -> None:
    first, second = year.handed(0, 1)
    year.return_results(year.result(first), year.result(second))
    page = page_of(year, ENFORCEMENT)
    assert "市监公示〔2026〕8号" in page
    assert "市监公示〔2026〕8号" not in page_of(year, BUSINESS)
    address = reverse("campaign_partners", args=[year.campaign.pk]) + "?export=xlsx"
    book = openpyxl.load_workbook(io.BytesIO(logged_in(year, ENFORCEMENT).get(address).content))
    assert book.worksheets[0].max_row == 4
    assert logged_in(year, BUSINESS).get(address).status_code == 403


def test_a_campaign_without_partners_says_what_to_do(year: Joint) -> None:
    year.campaign.partner_departments = []
    year.campaign.save()
    assert "没有配合部门" in page_of(year)


def test_an_inspector_does_not_see_the_page(year: Joint) -> None:
    client = logged_in(year, INSPECTOR)
    assert client.get(reverse("campaign_partners", args=[year.campaign.pk])).status_code == 403
