"""The pages around the recording: filming by requests, watching, attaching, the reason, the public record."""

import hashlib
import json
import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import AUDITOR, BUSINESS, ENFORCEMENT, INSPECTOR, LEADER, LEGAL, WITNESS
from mingcha.draws.models import DrawFile, Recording, RecordingChunk
from mingcha.draws.tests.changing import look
from mingcha.draws.tests.county import SAID, Ceremony
from mingcha.draws.tests.filming import Filming
from mingcha.draws.tests.test_pages import log_in, press, read


def send(client: Client, name: str, *args: object, **data: Any) -> tuple[int, dict[str, Any]]:
    answer = client.post(reverse(name, args=args), data, headers={"Accept": "application/json"})
    told: dict[str, Any] = json.loads(answer.content)
    return answer.status_code, told


def chunk(number: int, head: str, content: bytes, at: int) -> dict[str, Any]:
    return {
        "number": number,
        "previous": head,
        "sha256": hashlib.sha256(content).hexdigest(),
        "start_ms": at,
        "end_ms": at + 4000,
        "content": SimpleUploadedFile("blob", content, "video/webm"),
    }


@pytest.fixture
def filmed(ceremony: Ceremony) -> Ceremony:
    filming = Filming.begin(ceremony).film(2)
    ceremony.select()
    filming.film_until_now()
    ceremony.clock.advance(minutes=1)
    filming = Filming.begin(ceremony).film(2)
    ceremony.assign()
    filming.film_until_now()
    filming.end()
    return ceremony


def film_of(client: Client, recording: Recording, **headers: str) -> tuple[Any, bytes]:
    answer: Any = client.get(reverse("recording_content", args=[recording.pk]), headers=headers)
    return answer, b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_a_browser_films_chunk_by_chunk(ceremony: Ceremony) -> None:
    client, key = log_in(ceremony.county, ENFORCEMENT), str(uuid4())
    assert "开始录制" in read(client, "recorder", ceremony.sitting.pk)
    status, begun = send(client, "recording_start", ceremony.sitting.pk, key=key, source="camera")
    assert (status, begun["number"]) == (200, 1)
    ceremony.clock.advance(seconds=4)
    status, kept = send(client, "recording_chunk", key, **chunk(1, begun["head"], b"film", 0))
    assert (status, kept["head"]) == (200, RecordingChunk.objects.get().head)
    assert send(client, "recording_end", key) == (200, {"number": 1, "bytes": 4})


@pytest.mark.parametrize("missing", ["previous", "content", "sha256"])
def test_what_is_incomplete_is_refused_in_words(ceremony: Ceremony, missing: str) -> None:
    filming = Filming.begin(ceremony)
    told = chunk(1, filming.head, b"film", 0)
    del told[missing]
    client = log_in(ceremony.county, ENFORCEMENT)
    status, refused = send(client, "recording_chunk", filming.recording.pk, **told)
    assert (status, refused["code"]) == (422, "recording-form")
    assert "另起一段" in refused["remedy"]


def test_a_refusal_reaches_the_script_with_its_code(ceremony: Ceremony) -> None:
    filming = Filming.begin(ceremony).film()
    client = log_in(ceremony.county, ENFORCEMENT)
    status, refused = send(
        client, "recording_chunk", filming.recording.pk, **chunk(5, filming.head, b"x", 4000)
    )
    assert (status, refused["code"]) == (409, "chunk-order")


def test_a_segment_left_behind_is_ended_on_the_page(ceremony: Ceremony) -> None:
    filming = Filming.begin(ceremony).film()
    ceremony.clock.advance(minutes=5)
    witness = log_in(ceremony.county, WITNESS)
    assert "登记第1段结束" in read(witness, "recorder", ceremony.sitting.pk)
    assert "中断" in press(witness, "recording_end", filming.recording.pk)


def test_the_hall_says_whether_it_is_filmed(ceremony: Ceremony) -> None:
    operator = log_in(ceremony.county, ENFORCEMENT)
    assert "还没有录制" in read(operator, "sitting", ceremony.sitting.pk)
    Filming.begin(ceremony).film()
    assert "正在录制" in read(operator, "sitting", ceremony.sitting.pk)
    ceremony.clock.advance(minutes=1)
    assert "录制已停" in read(operator, "sitting", ceremony.sitting.pk)


def test_the_name_of_an_attached_file_is_for_those_who_may_watch_it(ceremony: Ceremony) -> None:
    """Somebody may have named it for whom was drawn."""
    ceremony.select()
    film = SimpleUploadedFile("抽中试验7号矿业.mp4", b"film")
    press(log_in(ceremony.county, WITNESS), "recording_attach", ceremony.sitting.pk, file=film)
    seen = {
        role: [
            page
            for page in ("recording_watch", "draw_record")
            if "试验7号" in read(log_in(ceremony.county, role), page, ceremony.sitting.pk)
        ]
        for role in (LEADER, BUSINESS, INSPECTOR, AUDITOR, LEGAL, WITNESS)
    }
    assert seen.pop(LEADER) == ["recording_watch"]
    assert not any(seen.values())


def test_the_page_that_films_sends_pieces_of_at_most_five_seconds_and_a_megabit_and_a_half(
    ceremony: Ceremony,
) -> None:
    page = read(log_in(ceremony.county, ENFORCEMENT), "recorder", ceremony.sitting.pk)
    told = {name: int(value) for name, value in re.findall(r'data-([a-z-]+)="(\d+)"', page)}
    assert told["chunk-ms"] <= 5000
    assert told["camera-video"] + told["camera-sound"] <= 1_500_000
    assert "服务器可用" in page and "一次会约需" in page


def test_the_steps_are_chapters_and_the_hole_is_shown(filmed: Ceremony) -> None:
    client = log_in(filmed.county, ENFORCEMENT)
    assert "<video" not in read(client, "recording_watch", filmed.sitting.pk)
    page = read(look(client, filmed.county.campaign), "recording_watch", filmed.sitting.pk)
    assert "中断1处" in page
    assert "没有录像" in page
    first = Recording.objects.get(number=1)
    assert f"{reverse('recording_content', args=[first.pk])}#t=8" in page
    assert first.segment_head in page


@pytest.mark.parametrize("role", [INSPECTOR, WITNESS, LEGAL, BUSINESS, AUDITOR])
def test_before_disclosure_others_read_the_times_and_see_no_picture(filmed: Ceremony, role: str) -> None:
    client = log_in(filmed.county, role)
    page = read(client, "recording_watch", filmed.sitting.pk)
    assert "中断1处" in page
    assert "<video" not in page
    assert film_of(client, Recording.objects.all()[0])[0].status_code == 403


def test_after_disclosure_whoever_reads_the_record_may_watch(filmed: Ceremony) -> None:
    filmed.disclose()
    assert film_of(log_in(filmed.county, AUDITOR), Recording.objects.all()[0])[0].status_code == 200


def test_the_film_comes_whole_or_in_the_part_a_player_asks_for(filmed: Ceremony) -> None:
    client, recording = log_in(filmed.county, LEADER), Recording.objects.get(number=1)
    assert film_of(client, recording)[0].status_code == 428
    look(client, filmed.county.campaign)
    answer, whole = film_of(client, recording)
    assert (answer.status_code, len(whole), answer["Content-Type"]) == (200, recording.size, "video/webm")
    answer, part = film_of(client, recording, Range="bytes=10-19")
    assert (answer.status_code, part) == (206, whole[10:20])
    assert answer["Content-Range"] == f"bytes 10-19/{recording.size}"
    assert film_of(client, recording, Range=f"bytes={recording.size}-")[0].status_code == 416


def test_a_film_that_no_browser_plays_is_only_handed_out_to_be_kept(ceremony: Ceremony) -> None:
    ceremony.select()
    page = SimpleUploadedFile("会.avi", b"<script>alert(1)</script>")
    witness = log_in(ceremony.county, WITNESS)
    assert "已附上" in press(witness, "recording_attach", ceremony.sitting.pk, file=page)
    answer, _ = film_of(log_in(ceremony.county, LEADER), Recording.objects.get())
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")


def test_the_public_reads_what_was_filmed_with_its_holes(filmed: Ceremony) -> None:
    page = read(Client(), "public_draw", filmed.sitting.pk)
    assert "有录音录像" in page
    assert "中断1处" in page
    assert Recording.objects.get(number=1).segment_head in page
    assert "<video" not in page


def test_without_recording_the_public_reads_the_leaders_reason(ceremony: Ceremony) -> None:
    ceremony.select()
    ceremony.assign()
    leader = log_in(ceremony.county, LEADER)
    assert "缺录音录像" in read(Client(), "public_draw", ceremony.sitting.pk)
    assert "缺录音录像" in read(leader, "draw_disclose", ceremony.sitting.pk)
    assert "为什么没有录音录像" in press(leader, "draw_disclose", ceremony.sitting.pk, confirmation=SAID)
    assert not DrawFile.objects.filter(role="bundle").exists()
    told = {"confirmation": SAID, "recording_reason": "摄像机存储卡损坏"}
    page = press(leader, "draw_disclose", ceremony.sitting.pk, **told)
    assert "摄像机存储卡损坏" in page
    assert "摄像机存储卡损坏" in read(Client(), "public_draw", ceremony.sitting.pk)


def test_a_leader_explains_on_a_page_of_its_own(ceremony: Ceremony) -> None:
    ceremony.select()
    leader = log_in(ceremony.county, LEADER)
    assert "录音录像情况说明" in read(leader, "draw_record", ceremony.sitting.pk)
    page = press(leader, "recording_reason", ceremony.sitting.pk, reason="见证人出差，后天附上")
    assert "见证人出差" in page
    assert "见证人出差" in read(leader, "recording_reason", ceremony.sitting.pk)


def test_a_sitting_without_anything_filmed_says_so(ceremony: Ceremony) -> None:
    assert "没有录音录像" in read(
        log_in(ceremony.county, ENFORCEMENT), "recording_watch", ceremony.sitting.pk
    )
