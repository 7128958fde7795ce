"""The paper of an earlier attempt says what was announced then, whatever became of its campaign since."""

import json

from mingcha.draws.models import ASSIGNMENT, SELECTION, Draw
from mingcha.draws.queries.attempts import attempts
from mingcha.draws.queries.papers.announcements import announcement_content
from mingcha.draws.tests.county import Ceremony
from mingcha.plans.models import AFTER_VISITS, ON_THE_SPOT, Campaign, TeamGroup


def told(draw: Draw, title: str) -> str:
    found = dict(announcement_content(Draw.objects.get(pk=draw.pk), "")["sections"])
    return str(found[title])


def test_the_team_of_an_earlier_attempt_is_the_one_announced(ceremony: Ceremony) -> None:
    ceremony.select()
    first = ceremony.announce_teams()
    ceremony.annul()
    before = announcement_content(attempts(first.campaign_id, ASSIGNMENT)[0], "")
    TeamGroup.objects.filter(code="member").update(count=2)
    second = ceremony.announce_teams()
    assert "每户次组长1名、组员1名，" in told(first, "抽取范围")
    assert "每户次组长1名、组员2名，" in told(second, "抽取范围")
    assert announcement_content(attempts(first.campaign_id, ASSIGNMENT)[0], "") == before


def test_when_names_are_shown_stands_in_each_announcement(ceremony: Ceremony) -> None:
    first = ceremony.announce()
    ceremony.annul()
    Campaign.objects.update(showing=ON_THE_SPOT, title="另一个任务")
    ceremony.sitting.refresh_from_db()
    second = ceremony.announce()
    modes = [json.loads(bytes(draw.announcement))["notes"]["showing"] for draw in (first, second)]
    assert modes == ["检查后公开", "当场公开"]
    assert told(first, "结果公开").startswith("检查结束前不公开名单，")
    assert told(second, "结果公开").startswith("抽取结果当场宣读。")
    titles = [announcement_content(one, "")["title"] for one in attempts(first.campaign_id, SELECTION)]
    assert titles == [
        "2026年第二轮矿业权抽查检查对象抽取公告（第1次）",
        "另一个任务检查对象抽取公告（第2次）",
    ]


def test_an_announcement_from_before_it_was_said_claims_neither(ceremony: Ceremony) -> None:
    draw = ceremony.announce()
    announced = json.loads(bytes(draw.announcement))
    assert announced["notes"].pop("showing") == "检查后公开"
    draw.announcement = json.dumps(announced).encode()
    for showing in (AFTER_VISITS, ON_THE_SPOT):
        draw.campaign.showing = showing
        shown = dict(announcement_content(draw, "")["sections"])["结果公开"]
        assert shown == "全部检查结束后公开名单和抽取文件，任何人可以重新计算。"
