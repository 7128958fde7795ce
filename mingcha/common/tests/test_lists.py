"""Lists: pages of fifty whose links keep the filters, and exports in which texts stay texts."""

import datetime
import io
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory

from mingcha.common.lists import PAGE_SIZE, export_xlsx, paginate


def pager(address: str, count: int) -> str:
    request = RequestFactory().get(address)
    page = paginate(request, range(count))
    return render_to_string("common/_pager.html", {"page": page, "unit": "家"}, request=request)


def first_sheet(answer: HttpResponse) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return [tuple(row) for row in book.worksheets[0].iter_rows(values_only=True)]


def test_a_page_has_fifty_rows() -> None:
    page = paginate(RequestFactory().get("/?page=2"), range(120))
    assert (page.start_index(), page.end_index()) == (PAGE_SIZE + 1, 2 * PAGE_SIZE)


@pytest.mark.parametrize("asked", ["99", "0", "-1", "abc", ""])
def test_a_page_that_does_not_exist_gives_one_that_does(asked: str) -> None:
    assert paginate(RequestFactory().get("/", {"page": asked}), range(120)).number in {1, 3}


def test_turning_the_page_keeps_the_filters() -> None:
    shown = pager("/?town=平阳镇&risk=D&risk=C&page=2", 120)
    assert 'href="?town=%E5%B9%B3%E9%98%B3%E9%95%87&amp;risk=D&amp;risk=C&amp;page=3"' in shown
    assert "&amp;page=1" in shown
    assert "第51–100家，共120家" in shown
    assert "第2页，共3页" in shown


def test_one_page_has_no_page_links_and_none_says_zero() -> None:
    assert "<nav" not in pager("/", 50)
    assert "共0家" in pager("/", 0)


def test_an_export_keeps_texts_texts_and_numbers_numbers() -> None:
    rows = [("=1+1", "91130624MA00001007", 3, datetime.date(2026, 6, 15))]
    answer = export_xlsx("对象.xlsx", "检查对象", ["名称", "代码", "次数", "日期"], rows)
    assert first_sheet(answer)[1:] == [
        ("名称", "代码", "次数", "日期"),
        ("=1+1", "91130624MA00001007", 3, datetime.datetime(2026, 6, 15)),
    ]
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.worksheets[0]["A3"].data_type == "s"


def test_an_export_writes_moments_in_the_time_of_the_office() -> None:
    moment = datetime.datetime(2026, 6, 14, 17, 5, tzinfo=ZoneInfo("UTC"))
    assert first_sheet(export_xlsx("a.xlsx", "甲", ["时间"], [(moment,)]))[2] == ("2026-06-15 01:05",)


def test_an_export_is_a_download_with_its_chinese_name() -> None:
    answer = export_xlsx("检查对象.xlsx", "检查对象", ["名称"], [])
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%E6%A3%80")
