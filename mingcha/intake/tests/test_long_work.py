"""A large import goes on by itself: it says how far it is, what it made, why it was refused or broke off."""

import threading
from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.tests.cast import Bureau
from mingcha.common.errors import Refusal, Unknown
from mingcha.intake.models import ImportBatch
from mingcha.intake.progress import Progress, listening, tell
from mingcha.intake.services import import_file, preview_import
from mingcha.intake.services.long_work import _follow, _Scribe
from mingcha.intake.works import BROKEN, DONE, PREVIEW, REFUSED, RUNNING, Work, under_way, work_of, works_of
from mingcha.registers.subjects import TARGETS
from mingcha.registers.tests.cast import as_csv, target_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(fuping: Bureau) -> Work:
    person = fuping.people["enforcement"]
    work = Work("targets", PREVIEW, str(fuping.office.pk), str(person.pk), "名录.xlsx")
    under_way.add(work.key)
    work.save()
    return work


def carried_out(work: Work, act: Callable[[], ImportBatch]) -> None:
    """In a thread, as it is in earnest; what breaks there is heard of nowhere else."""
    thread = threading.Thread(target=_follow, args=(work, act))
    thread.start()
    thread.join()


def now(fuping: Bureau, work: Work) -> Work:
    return work_of(fuping.actor("enforcement"), UUID(work.key))


def client_of(fuping: Bureau, role: str = "enforcement") -> Client:
    client = Client()
    client.force_login(fuping.people[role])
    return client


def test_every_step_of_a_preview_is_told_in_its_order(fuping: Bureau, tmp_path: Path) -> None:
    told: list[Progress] = []
    with listening(told.append):
        preview_import(
            actor=fuping.actor("enforcement"),
            subject=TARGETS,
            path=as_csv(tmp_path, [target_row()]),
            file_name="名录.csv",
        )
    assert [one.words for one in told] == ["读取文件", "识别各行", "与名录比对", "登记核对结果"]
    assert [one.percent for one in told] == [0, 25, 50, 75]


def test_writing_is_told_too(fuping: Bureau, tmp_path: Path) -> None:
    told: list[Progress] = []
    with listening(told.append):
        import_file(actor=fuping.actor("enforcement"), subject=TARGETS, path=as_csv(tmp_path, [target_row()]))
    assert [one.words for one in told][-2:] == ["写入1个对象", "登记留痕日志"]


def test_nobody_need_listen() -> None:
    tell(1, 2, "读取文件")


def test_what_is_told_stands_on_the_page(fuping: Bureau, work: Work) -> None:
    _Scribe(work)(Progress(2, 4, "识别各行", 50_000, 100_000))
    page = client_of(fuping).get(reverse("import_work", args=[work.key])).content.decode()
    assert "第2步，共4步：识别各行，50,000行，共100,000行" in page and 'value="37"' in page
    assert [one.key for one in works_of(fuping.actor("enforcement"), "targets")] == [work.key]
    back = client_of(fuping).get(reverse("targets_import")).content.decode()
    assert "正在办理" in back and "看进度" in back


def test_what_is_done_leads_on(fuping: Bureau, work: Work, tmp_path: Path) -> None:
    batch = preview_import(
        actor=fuping.actor("enforcement"),
        subject=TARGETS,
        path=as_csv(tmp_path, [target_row()]),
        file_name="名录.csv",
    )
    carried_out(work, lambda: batch)
    assert now(fuping, work).state == DONE
    address = reverse("import_work", args=[work.key])
    asked = client_of(fuping).get(address, headers={"HX-Request": "true"})
    assert (asked.status_code, asked.headers["HX-Redirect"]) == (204, address)
    onwards = client_of(fuping).get(address)
    assert onwards.headers["Location"] == reverse("targets_import_preview", args=[batch.pk])


def test_a_refusal_is_shown_with_its_way_out(fuping: Bureau, work: Work) -> None:
    def refuse() -> ImportBatch:
        raise Refusal("wrong", "表头没有“单位名称”。", title="不能导入", remedy="请补上这一列。")

    carried_out(work, refuse)
    assert now(fuping, work).state == REFUSED
    page = client_of(fuping).get(reverse("import_work", args=[work.key])).content.decode()
    assert "表头没有“单位名称”。" in page and "请补上这一列。" in page and "hx-trigger" not in page


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_what_breaks_off_says_that_nothing_was_written(fuping: Bureau, work: Work) -> None:
    def fail() -> ImportBatch:
        raise MemoryError

    carried_out(work, fail)
    assert now(fuping, work).state == BROKEN
    page = client_of(fuping).get(reverse("import_work", args=[work.key])).content.decode()
    assert "没有写入任何内容" in page


def test_a_work_whose_process_is_gone_is_broken_off(fuping: Bureau, work: Work) -> None:
    assert now(fuping, work).state == RUNNING
    under_way.discard(work.key)
    assert now(fuping, work).state == BROKEN
    assert works_of(fuping.actor("enforcement"), "targets") == []


def test_another_office_finds_nothing(fuping: Bureau, tang: Bureau, work: Work) -> None:
    with pytest.raises(Unknown):
        work_of(tang.actor("enforcement"), UUID(work.key))
    with pytest.raises(Unknown):
        work_of(fuping.actor("enforcement"), uuid4())
    assert client_of(tang).get(reverse("import_work", args=[work.key])).status_code == 404
