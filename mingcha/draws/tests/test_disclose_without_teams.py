"""All that was drawn, reserves too, left before the teams were drawn: the selection alone is public."""

import pytest
from django.test import Client
from django.urls import reverse

import drawproof
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.draws.models import DrawFile
from mingcha.draws.queries.attempts import file_content
from mingcha.draws.queries.changes import counts_without_teams
from mingcha.draws.queries.papers.drafts import paper_lines
from mingcha.draws.queries.papers.volume import volume_content
from mingcha.draws.queries.record import record_of
from mingcha.draws.rules.committed import read_result
from mingcha.draws.services import announce_assignment, open_sitting, reopen_team
from mingcha.draws.services.changes import confirm_unit_withdrawal, propose_unit_withdrawal
from mingcha.draws.tests.changing import gone
from mingcha.draws.tests.county import Ceremony
from mingcha.ledger.queries import office_vkey
from mingcha.ledger.services import examine_ledger
from mingcha.papers.rules.kinds import VOLUME
from mingcha.plans.models import Campaign, DrawnUnit
from mingcha.upkeep.rules import PROVINCIAL


def result(ceremony: Ceremony) -> list[str]:
    """Drawn units and reserves, in the order of result.csv."""
    return [row.unit for row in read_result(file_content(ceremony.draw, "result.csv"))]


def withdraw(ceremony: Ceremony, units: list[str], *, confirmed: bool = True) -> None:
    for number, unit in enumerate(units):
        ceremony.clock.advance(minutes=1)
        said = gone(("closed", "moved", "not-found")[number % 3])
        row = propose_unit_withdrawal(actor=ceremony.operator, draw=ceremony.draw, unit=unit, gone=said)
        if confirmed:
            confirm_unit_withdrawal(actor=ceremony.leader, withdrawal=row.pk)


def all_left(ceremony: Ceremony) -> Ceremony:
    ceremony.select()
    withdraw(ceremony, result(ceremony))
    return ceremony


def public_page(ceremony: Ceremony) -> str:
    return Client().get(reverse("public_draw", args=[ceremony.sitting.pk])).content.decode()


def page(ceremony: Ceremony, role: str, name: str) -> str:
    client = Client()
    client.force_login(ceremony.county.bureau.people[role])
    return client.get(reverse(name, args=[ceremony.sitting.pk])).content.decode()


def test_with_nobody_left_the_selection_is_disclosed_and_verifies(ceremony: Ceremony) -> None:
    all_left(ceremony)
    with pytest.raises(Refusal, match="没有可以检查的户次") as refused:
        ceremony.announce_teams()
    assert "局领导" in refused.value.remedy
    selection = ceremony.draw
    assert ceremony.disclose() == [selection]
    bundle = DrawFile.objects.get(role="bundle")
    key = office_vkey(ceremony.sitting.office.log_origin)
    assert drawproof.verify_bundle(bytes(bundle.content), keys=[key]).verdict == "consistent"
    assert [one.place for one in examine_ledger() if one.place.startswith(("draws_", "plans_"))] == []


def test_as_long_as_a_single_unit_or_reserve_is_left_the_teams_are_asked_for(ceremony: Ceremony) -> None:
    ceremony.select()
    units = result(ceremony)
    withdraw(ceremony, units[:-1])
    with pytest.raises(Conflict, match="检查人员还没有抽出"):
        ceremony.disclose()
    withdraw(ceremony, units[-1:], confirmed=False)
    with pytest.raises(Conflict, match="检查人员还没有抽出"):
        ceremony.disclose()


def test_the_campaign_is_drawn_then_without_any_unit_and_nothing_more_is_drawn(ceremony: Ceremony) -> None:
    all_left(ceremony).disclose()
    campaign = Campaign.objects.get()
    assert (campaign.state, campaign.drawn_as, campaign.held_by) == ("drawn", ceremony.draw.draw_id, "")
    assert not DrawnUnit.objects.exists()
    with pytest.raises(Conflict, match="不再匹配人员"):
        announce_assignment(actor=ceremony.operator, sitting=ceremony.sitting, terms=ceremony.terms())
    with pytest.raises(Conflict, match="可以抽取"):
        open_sitting(
            actor=ceremony.operator,
            campaign=campaign,
            caller=ceremony.sitting.caller,
            witness=ceremony.sitting.witness,
            place="局三楼会议室",
        )
    with pytest.raises(Conflict, match="没有待公开"):
        ceremony.disclose()


def test_a_campaign_that_was_sent_back_is_settled_first(ceremony: Ceremony) -> None:
    ceremony.select()
    reopen_team(actor=ceremony.operator, sitting=ceremony.sitting)
    withdraw(ceremony, result(ceremony))
    with pytest.raises(Conflict, match="定案后才能公开"):
        ceremony.disclose()


def test_everybody_reads_who_left_why_when_and_what_is_short(ceremony: Ceremony) -> None:
    all_left(ceremony)
    before = public_page(ceremony)
    assert "没有检查户次" not in before
    units = result(ceremony)
    assert not any(unit in before for unit in units)
    withdrawn = {one.unit: one for one in ceremony.draw.withdrawals.all()}
    ceremony.disclose()
    told = public_page(ceremony)
    assert "没有检查户次" in told
    for unit in units:
        assert told.count(unit) >= 2
        decided_at = withdrawn[unit].decided_at
        assert decided_at is not None
        assert moments.wall_time(decided_at) in told
    for reason in ("已停业关闭", "已迁出辖区", "查无下落"):
        assert reason in told
    assert gone().words not in told
    counts = counts_without_teams(ceremony.draw)
    assert counts is not None
    assert (counts.units, sum(count for _, count in counts.short)) == (7, 4)
    for stratum, count in counts.short:
        assert f"层{stratum}缺{count}个" in told
    assert "已退出" in told
    volume = str(volume_content(ceremony.county.campaign, []))
    assert "没有检查户次" in volume
    assert all(unit in volume for unit in units)


def test_only_the_leader_is_told_before_that_nobody_is_left(ceremony: Ceremony) -> None:
    ceremony.select()
    address = reverse("draw_disclose", args=[ceremony.sitting.pk])
    assert address not in page(ceremony, LEADER, "draw_record")
    withdraw(ceremony, result(ceremony))
    assert address in page(ceremony, LEADER, "draw_record")
    assert "没有可以检查的户次" in page(ceremony, LEADER, "draw_disclose")
    for role in (ENFORCEMENT, BUSINESS):
        told = page(ceremony, role, "draw_record")
        assert address not in told
        assert "全部退出" not in told


def test_the_record_tells_it_after_and_the_volume_can_be_made(ceremony: Ceremony) -> None:
    all_left(ceremony).disclose()
    told = page(ceremony, ENFORCEMENT, "draw_record")
    assert "抽中的对象和递补全部退出，没有检查户次" in told
    assert "检查人员抽出以后才能制作" in told
    record = record_of(ceremony.operator, ceremony.sitting.pk)
    assert len(record.left) == 7
    lines = {line.kind: line for line in paper_lines(ceremony.operator, record)}
    assert "没有制作" in lines[VOLUME].may_be_made.reason


def test_no_page_of_the_sitting_stumbles_over_it(ceremony: Ceremony) -> None:
    all_left(ceremony).disclose()
    client = Client()
    client.force_login(ceremony.county.bureau.people[ENFORCEMENT])
    for name in ("sitting", "draw_record", "draw_changes", "recording_watch"):
        assert client.get(reverse(name, args=[ceremony.sitting.pk])).status_code == 200, name
    entry = reverse("draw_entry", args=[ceremony.sitting.pk, PROVINCIAL])
    assert client.get(entry).status_code == 409
    assert "平台录入" not in page(ceremony, ENFORCEMENT, "draw_record")
