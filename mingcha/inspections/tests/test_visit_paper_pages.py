"""Pages of a visit's papers: the team makes, takes away, seals and hands over; readers read."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import AUDITOR, ENFORCEMENT
from mingcha.draws.rules.changes import OWN
from mingcha.draws.tests.changing import account_of, look
from mingcha.inspections.models import Delivery, Inspection, Material, Notice
from mingcha.inspections.queries.papers.lines import BLANK
from mingcha.inspections.rules.methods import ON_PAPER
from mingcha.inspections.tests.visiting import PHOTO, Visiting
from mingcha.papers.models import Paper
from mingcha.papers.rules.kinds import INSPECTION_FORM, RESULT_NOTICE


def phone(visiting: Visiting, row: Inspection) -> Client:
    client = Client()
    client.force_login(account_of(visiting.ceremony, visiting.coverage(row).team[0]))
    return look(client, visiting.ceremony.county.campaign, OWN)


def reader(visiting: Visiting, role: str) -> Client:
    client = Client()
    client.force_login(visiting.ceremony.county.bureau.people[role])
    return client


def upload(name: str = "扫描.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PHOTO)


def page_of(client: Client, row: Inspection) -> str:
    return client.get(reverse("inspection_detail", args=[row.pk])).content.decode()


@pytest.fixture
def row(visiting: Visiting) -> Inspection:
    return visiting.schedule(visiting.first)


def test_the_page_of_a_visit_lists_its_papers_and_makes_the_notice(
    visiting: Visiting, row: Inspection
) -> None:
    client = phone(visiting, row)
    assert "还没有制作" in page_of(client, row)
    address = reverse("notice_issue", args=[row.pk])
    assert "制作PDF" in client.get(address).content.decode()
    answer = client.post(address, follow=True)
    assert "行政检查通知书已制作，2页" in answer.content.decode()
    notice = Notice.objects.get()
    pdf = client.get(reverse("visit_paper", args=[notice.paper_id]))
    assert pdf.content.startswith(b"%PDF-") and pdf["Cache-Control"] == "private, no-store"
    document = client.get(reverse("visit_paper_document", args=[notice.paper_id]))
    assert document.content.startswith(b"PK")
    client.post(address)
    assert Notice.objects.count() == 1


def test_a_blank_sheet_is_made_by_kind_and_part(visiting: Visiting, row: Inspection) -> None:
    client = phone(visiting, row)
    address = reverse("visit_paper_issue", args=[row.pk, INSPECTION_FORM]) + f"?part={BLANK}"
    assert address.replace("&", "&amp;") in page_of(client, row)
    client.post(address)
    assert Paper.objects.get().kind == INSPECTION_FORM
    assert client.get(reverse("visit_paper_issue", args=[row.pk, "other"])).status_code == 404


def test_scan_and_delivery_are_entered_on_pages_of_their_own(visiting: Visiting, row: Inspection) -> None:
    client = phone(visiting, row)
    client.post(reverse("notice_issue", args=[row.pk]))
    paper = Notice.objects.get().paper
    client.post(reverse("visit_paper_scan", args=[paper.pk]), {"scan": upload(), "note": "第1页"})
    scan = paper.scans.get()
    assert client.get(reverse("visit_scan_download", args=[scan.pk])).content == PHOTO
    address = reverse("visit_paper_deliver", args=[paper.pk])
    refused = client.post(address, {"manner": "post", "on": "2026-06-16"})
    assert refused.status_code == 422 and "邮寄送达的" in refused.content.decode()
    client.post(address, {"manner": "post", "on": "2026-06-16", "scan": upload("回执.png")})
    delivery = Delivery.objects.get()
    text = page_of(client, row)
    assert "邮寄送达" in text and "扫描.png" in text and "第1页" in text
    assert client.get(reverse("delivery_proof", args=[delivery.pk])).content == PHOTO


def test_a_reader_of_a_noticed_visit_reads_papers_and_makes_none(visiting: Visiting, row: Inspection) -> None:
    phone(visiting, row).post(reverse("notice_issue", args=[row.pk]))
    auditor, paper = reader(visiting, AUDITOR), Notice.objects.get().paper
    assert auditor.get(reverse("visit_paper", args=[paper.pk])).status_code == 200
    for name, key in (
        ("notice_issue", row.pk),
        ("visit_paper_scan", paper.pk),
        ("visit_paper_deliver", paper.pk),
    ):
        assert auditor.get(reverse(name, args=[key])).status_code == 403, name
    assert "重新制作</a>" not in page_of(auditor, row)


def test_materials_are_asked_taken_in_and_cancelled_on_pages(visiting: Visiting) -> None:
    row = visiting.schedule(visiting.first, method=ON_PAPER)
    client = phone(visiting, row)
    ask = reverse("material_ask", args=[row.pk])
    for words in ("2025年度储量年报", "缴费凭证"):
        client.post(ask, {"words": words, "due_on": "2026-06-18"})
    first, second = row.material_requests.order_by("number")
    client.post(reverse("material_receive", args=[first.pk]), {"scan": upload(), "on": "2026-06-16"})
    client.post(reverse("material_cancel", args=[second.pk]), {"reason": "共享数据里已有"})
    text = page_of(client, row)
    assert "2025年度储量年报" in text and "已取消" in text and "共享数据里已有" in text
    assert client.get(reverse("material_file", args=[Material.objects.get().pk])).content == PHOTO


def test_the_archive_is_taken_by_a_post_alone(visiting: Visiting, row: Inspection) -> None:
    client = phone(visiting, row)
    address = reverse("archive_take", args=[row.pk])
    assert client.get(address).status_code == 405
    answer = client.post(address)
    assert answer.content.startswith(b"PK") and answer["Cache-Control"] == "private, no-store"


def test_enforcement_makes_the_approval_paper_after_a_look(visiting: Visiting) -> None:
    client = reader(visiting, ENFORCEMENT)
    address = reverse("approval_paper", args=[visiting.approval.pk])
    assert client.get(address).status_code == 428
    look(client, visiting.ceremony.county.campaign)
    answer: Any = client.post(address, follow=True)
    assert "行政检查审批表已制作" in answer.content.decode() and "第1版PDF" in answer.content.decode()
    paper = Paper.objects.get()
    assert client.get(reverse("visit_paper", args=[paper.pk])).content.startswith(b"%PDF-")
    client.post(reverse("visit_paper_scan", args=[paper.pk]), {"scan": upload()})
    assert paper.scans.count() == 1
    assert reader(visiting, AUDITOR).get(reverse("visit_paper", args=[paper.pk])).status_code == 403


def test_the_result_notice_is_made_by_who_is_in_charge(visiting: Visiting) -> None:
    row = visiting.first
    visiting.whole(row)
    client = look(reader(visiting, ENFORCEMENT), visiting.ceremony.county.campaign)
    client.post(reverse("visit_paper_issue", args=[row.pk, RESULT_NOTICE]))
    assert Paper.objects.get().kind == RESULT_NOTICE
