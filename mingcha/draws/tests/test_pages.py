"""The clerk's walk by browser requests, from the list to the verified files."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, INSPECTOR, LEADER, WITNESS
from mingcha.accounts.tests.cast import make_bureau
from mingcha.common.lists import PAGE_SIZE
from mingcha.common.workbooks.reading import read_file
from mingcha.draws.models import BUNDLE, DrawFile, Sitting
from mingcha.draws.tests.changing import look
from mingcha.draws.tests.county import DICE, SAID, Ceremony, Clock, County, begin, make_county


def log_in(county: County, role: str) -> Client:
    client = Client()
    client.force_login(county.bureau.people[role])
    return client


def read(client: Client, name: str, *args: object, **data: Any) -> str:
    answer = client.get(reverse(name, args=args), data)
    assert answer.status_code == 200, answer.content.decode()[:4000]
    return answer.content.decode()


def press(client: Client, name: str, *args: object, **data: Any) -> str:
    answer = client.post(reverse(name, args=args), data, follow=True)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def enter_all(county: County, sitting: Sitting, clock: Clock) -> None:
    clock.advance(minutes=2)
    for number, dice in enumerate(DICE, start=1):
        for role in (INSPECTOR, WITNESS):
            values = {f"value_{place}": value for place, value in enumerate(dice, start=1)}
            press(log_in(county, role), "throw_entry", sitting.pk, throw=number, **values)


def test_the_whole_sitting_is_walked_on_its_pages(county: County, clock: Clock) -> None:
    operator = log_in(county, ENFORCEMENT)
    assert "等待抽取" in read(operator, "draw_list")
    people = county.bureau.people
    page = press(
        operator,
        "sitting_open",
        campaign=county.campaign.pk,
        caller=people[INSPECTOR].pk,
        witness=people[WITNESS].pk,
        place="局三楼会议室",
        document_no="阜自然抽〔2026〕5号",
    )
    sitting = Sitting.objects.get()
    assert "封存名册" in page
    assert "公告" in press(operator, "sitting_freeze", sitting.pk)
    terms = {"event": "dice", "wait_minutes": "1", "draw_by": "2026-06-17T18:00"}
    assert "核对号已宣读" in press(operator, "sitting_announce", sitting.pk, **terms)
    assert "待录" in read(operator, "sitting", sitting.pk, step="throws")
    enter_all(county, sitting, clock)
    assert "检查对象已抽出" in press(operator, "sitting_compute", sitting.pk)
    assert "公告人员匹配" in read(operator, "sitting", sitting.pk, step="announce-teams")
    press(operator, "sitting_announce_teams", sitting.pk, **terms)
    enter_all(county, sitting, clock)
    assert "检查人员已匹配" in press(operator, "sitting_compute", sitting.pk)
    assert "缺录音录像" in read(operator, "sitting", sitting.pk)
    before = read(operator, "draw_record", sitting.pk)
    assert "试验" not in before
    assert "查看名单，记入日志" in before
    assert operator.get(reverse("result_sheet", args=[sitting.pk])).status_code == 428
    look(operator, county.campaign)
    assert "试验" in read(operator, "draw_record", sitting.pk)
    sheet = operator.get(reverse("result_sheet", args=[sitting.pk]))
    assert sheet.headers["Location"] == reverse("paper_issue", args=[sitting.pk, "result"])
    assert "已制作" in operator.post(sheet.headers["Location"], follow=True).content.decode()
    sheet = operator.get(reverse("result_sheet", args=[sitting.pk]), follow=True)
    assert sheet.content.startswith(b"%PDF-")
    video = SimpleUploadedFile("现场.mp4", b"video" * 1000)
    witness = log_in(county, WITNESS)
    assert "已附上" in press(witness, "recording_attach", sitting.pk, file=video)
    leader = log_in(county, LEADER)
    assert SAID in read(leader, "draw_disclose", sitting.pk)
    assert "抽中名单" in press(leader, "draw_disclose", sitting.pk, confirmation=SAID)


@pytest.fixture
def disclosed(ceremony: Ceremony) -> Ceremony:
    ceremony.whole()
    return ceremony


def test_a_stranger_downloads_and_verifies_both_files(disclosed: Ceremony) -> None:
    stranger = Client()
    assert "第1次，共1次" in read(stranger, "public_draws")
    read(stranger, "public_draw", disclosed.sitting.pk)
    files = []
    for draw_id in ("fuping-2026-01-s1", "fuping-2026-01-a1"):
        answer = stranger.get(reverse("bundle_download", args=[draw_id]))
        stored = DrawFile.objects.get(role=BUNDLE, draw__draw_id=draw_id)
        assert answer.content == bytes(stored.content)
        files.append(SimpleUploadedFile(f"{draw_id}.draw", answer.content))
    key = read(stranger, "public_key").strip()
    page = press(stranger, "public_verify", files=files, keys=key)
    assert "相符，但缺少外部见证" in page
    assert "不符</span>" not in page


def test_a_changed_file_is_said_to_differ(disclosed: Ceremony) -> None:
    content = bytearray(DrawFile.objects.filter(role=BUNDLE)[0].content)
    content[len(content) // 2] ^= 1
    page = press(Client(), "public_verify", files=[SimpleUploadedFile("x.draw", bytes(content))])
    assert "不符" in page


def test_what_is_no_draw_file_gets_a_report_and_no_trouble(client: Client, county: County) -> None:
    page = press(client, "public_verify", files=[SimpleUploadedFile("x.draw", BytesIO(b"PK").getvalue())])
    assert "不符" in page


def test_two_files_of_one_kind_are_told_apart_in_the_report(client: Client, county: County) -> None:
    files = [SimpleUploadedFile(name, b"PK") for name in ("x.draw", "y.draw")]
    page = press(client, "public_verify", files=files)
    assert ">文件1<" in page
    assert ">文件2<" in page


@pytest.fixture
def long(db: None, clock: Clock) -> Ceremony:
    """A sitting that draws all of 54 holders: more than stand on a page."""
    county = make_county(make_bureau("fuping", "阜平试"), holders=55)
    county.campaign.strata.update(ratio="1")
    return begin(county, clock)


def taken(client: Client, name: str, pk: object, folder: Path) -> list[list[Any]]:
    """The rows of the exported workbook below its headings."""
    path = folder / "export.xlsx"
    path.write_bytes(client.get(reverse(name, args=[pk]), {"export": "1"}).content)
    return read_file(path).sheets[0].rows


def test_a_long_list_is_read_by_the_page_and_taken_away_whole(long: Ceremony, tmp_path: Path) -> None:
    pk = long.sitting.pk
    long.select()
    long.assign()
    leader = look(log_in(long.county, LEADER), long.county.campaign)
    pages = [read(leader, "draw_record", pk, page=page) for page in ("1", "2")]
    assert [page.count("号矿业有限公司") for page in pages] == [PAGE_SIZE, 54 - PAGE_SIZE]
    assert [row[0] for row in taken(leader, "draw_record", pk, tmp_path)[-54:]] == list(range(1, 55))
    business = log_in(long.county, BUSINESS).get(reverse("draw_record", args=[pk]), {"export": "1"})
    assert business.status_code == 403
    assert "号矿业" not in repr(taken(Client(), "public_draw", pk, tmp_path))
    long.disclose()
    pages = [read(Client(), "public_draw", pk, page=page) for page in ("1", "2")]
    assert [page.count("号矿业有限公司") for page in pages] == [PAGE_SIZE, 54 - PAGE_SIZE]
    rows = taken(Client(), "public_draw", pk, tmp_path)[-54:]
    assert {row[1] for row in rows} == {holder.code for holder in long.county.holders[:-1]}
    assert {(len(row[5]), row[6]) for row in rows} == {(64, "抽中")}
