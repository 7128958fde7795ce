"""What a platform drew has its lists of visits and its volume too, each page marked as not recomputable."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import AUDITOR, BUSINESS, ENFORCEMENT, LEADER, LEGAL
from mingcha.common.errors import ActNeeded, Conflict, Forbidden, Refusal
from mingcha.draws.models import ExternalDraw
from mingcha.draws.services.external import issue_external_paper
from mingcha.draws.tests.changing import look, looking
from mingcha.draws.tests.platform import PNG, Platform
from mingcha.ledger.services import examine_ledger
from mingcha.papers.models import Paper
from mingcha.papers.queries.issued import rendered_again
from mingcha.papers.rules.kinds import RESULT, VISITS, VOLUME

MARK = "非本系统抽取、不可复算"


def clerk(platform: Platform) -> Actor:
    return looking(platform.clerk, platform.county.campaign)


def issue(platform: Platform, draw: ExternalDraw, kind: str, **told: str) -> Paper:
    return issue_external_paper(actor=clerk(platform), draw=draw, kind=kind, **told)


def client_of(platform: Platform, role: str) -> Client:
    client = Client()
    client.force_login(platform.county.bureau.people[role])
    return client


def test_each_team_has_a_list_of_its_visits_with_the_mark(platform: Platform) -> None:
    paper = issue(platform, platform.confirmed(), VISITS)
    assert paper.content["mark"] == MARK
    visits = [row for team in paper.content["teams"] for row in team["rows"]]
    assert len(visits) == 6
    assert "检查员2" in paper.content["teams"][0]["members"][0]
    assert bytes(paper.pdf).startswith(b"%PDF-")
    assert rendered_again(Paper.objects.get(pk=paper.pk)) == bytes(paper.pdf)


def test_the_volume_tells_lists_pictures_and_who_confirmed(platform: Platform) -> None:
    draw = platform.confirmed()
    issue(platform, draw, VISITS)
    volume = issue(platform, draw, VOLUME)
    said = json.dumps(volume.content, ensure_ascii=False).replace("\\u200b", "").replace(" ", "")
    assert volume.content["mark"] == MARK
    assert MARK in said
    titles = [page["title"] for page in volume.content["entries"]]
    assert "平台交来的名单和截图" in titles
    assert "导入和确认情况" in titles
    for one in draw.lists.all():
        assert one.file_name in said
        assert one.sha256[:16] in said
    picture = draw.screenshots.get().proof
    assert picture.sha256[:16] in said
    assert platform.leader.name in said
    assert volume.pages > 3
    assert list(examine_ledger()) == []


def test_the_volume_waits_for_the_lists(platform: Platform) -> None:
    draw = platform.confirmed()
    with pytest.raises(Forbidden, match="还没有制作检查任务清单"):
        issue(platform, draw, VOLUME)


def test_before_another_confirmed_it_nothing_is_made(platform: Platform) -> None:
    draw = platform.take_in()
    with pytest.raises(Forbidden, match="还没有确认接收"):
        issue(platform, draw, VISITS)


def test_it_has_no_result_sheet_to_sign_as_ours(platform: Platform) -> None:
    with pytest.raises(Refusal, match="平台抽取没有这种文书"):
        issue(platform, platform.confirmed(), RESULT)


def test_the_same_again_is_the_same_and_a_change_needs_a_reason(platform: Platform) -> None:
    draw = platform.confirmed()
    first = issue(platform, draw, VISITS)
    assert issue(platform, draw, VISITS) == first
    holder = platform.county.holders[1]
    type(holder).objects.filter(pk=holder.pk).update(name="阜平县改名矿业有限公司")
    with pytest.raises(Conflict):
        issue(platform, draw, VISITS)
    assert issue(platform, draw, VISITS, reason="企业改名").edition == 2


def test_names_are_looked_at_first(platform: Platform) -> None:
    draw = platform.confirmed()
    with pytest.raises(ActNeeded):
        issue_external_paper(actor=platform.clerk, draw=draw, kind=VISITS)


@pytest.mark.parametrize("role", [LEADER, LEGAL, BUSINESS, AUDITOR])
def test_only_enforcement_makes_them(platform: Platform, role: str) -> None:
    draw = platform.confirmed()
    with pytest.raises(Forbidden):
        issue_external_paper(actor=platform.county.actor(role), draw=draw, kind=VISITS)


def test_they_are_made_and_taken_away_on_its_page(platform: Platform) -> None:
    draw = platform.confirmed()
    client = look(client_of(platform, ENFORCEMENT), platform.county.campaign)
    for kind in (VISITS, VOLUME):
        shown = client.post(reverse("external_paper", args=[draw.pk, kind]), follow=True)
        assert shown.status_code == 200
    page = client.get(reverse("external_draw", args=[draw.pk])).content.decode()
    for paper in Paper.objects.all():
        address = reverse("paper_download", args=[paper.pk])
        assert address in page
        answer: Any = client.get(address)
        assert answer.content.startswith(b"%PDF-")
        assert client_of(platform, BUSINESS).get(address).status_code == 403
    assert Paper.objects.count() == 2
    assert PNG not in page.encode()
