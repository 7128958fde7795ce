"""Announcing the assignment: visits of the drawn, people of today, bars as committed with the selection."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse

from drawproof.canonical import tables
from mingcha.accounts.rules import ENFORCEMENT, LEGAL
from mingcha.accounts.tests.cast import make_bureau
from mingcha.common.errors import Conflict, Refusal
from mingcha.draws.models import ASSIGNMENT, Draw
from mingcha.draws.queries.attempts import committed_files, file_content
from mingcha.draws.queries.results import visit_rows
from mingcha.draws.rules.committed import holder_of, read_clusters, read_result, read_teams
from mingcha.draws.services import announce_assignment
from mingcha.draws.tests.county import Ceremony, Clock, begin, make_county
from mingcha.ledger.models import Entry
from mingcha.plans.models import ON_THE_SPOT, Campaign
from mingcha.registers.models import ConflictOfInterest, Inspector, InspectorLicence


def rows(draw: Draw, name: str) -> list[tuple[str, ...]]:
    return tables.read(name, committed_files(draw)[name])


def test_every_drawn_holder_is_one_visit(ceremony: Ceremony) -> None:
    selection = ceremony.select()
    draw = ceremony.announce_teams()
    drawn = {row.unit for row in read_result(file_content(selection, "result.csv")) if row.is_drawn}
    assert {unit for _, unit in rows(draw, "clusters.csv")} == drawn
    assert len(rows(draw, "visits.csv")) == 2 * len(drawn)


def test_the_drawn_targets_of_one_holder_are_one_visit(db: None, clock: Clock) -> None:
    county = make_county(make_bureau("fuping", "阜平试"), unit="target", holders=12)
    county.campaign.strata.update(ratio="1")
    ceremony = begin(county, clock)
    ceremony.select()
    clusters = read_clusters(file_content(ceremony.announce_teams(), "clusters.csv"))
    assert all(len({holder_of(unit) for unit in units}) == 1 for units in clusters.values())
    assert len(clusters) == 11
    assert max(len(units) for units in clusters.values()) == 2


def test_a_barred_inspector_never_sits_on_the_visit(ceremony: Ceremony) -> None:
    ceremony.county.campaign.strata.update(ratio="1")
    ceremony.select()
    draw = ceremony.assign()
    barred = {(visit, inspector) for visit, inspector, _ in rows(draw, "barred.csv")}
    assert barred
    seated = {(seat.visit, seat.inspector) for seat in read_teams(file_content(draw, "teams.csv"))}
    assert not barred & seated


def test_a_conflict_declared_after_the_selection_bars_nobody(ceremony: Ceremony) -> None:
    ceremony.select()
    inspector = ceremony.county.inspectors[1]
    for holder in ceremony.county.holders:
        ConflictOfInterest.objects.create(
            office=holder.office,
            inspector=inspector,
            holder_code=holder.code,
            relation="昨日申报",
            declared_on=datetime.date(2026, 6, 16),
        )
    assert inspector.roster_no not in {who for _, who, _ in rows(ceremony.announce_teams(), "barred.csv")}


def test_an_expired_licence_keeps_its_holder_out(ceremony: Ceremony) -> None:
    ceremony.select()
    InspectorLicence.objects.filter(inspector__roster_no="J003").update(
        valid_until=datetime.date(2026, 6, 15)
    )
    assert "J003" not in {who for who, _, _ in rows(ceremony.announce_teams(), "inspectors.csv")}


def test_nobody_sees_the_list_before_the_teams_are_drawn(ceremony: Ceremony) -> None:
    ceremony.select()
    client = Client()
    client.force_login(ceremony.county.bureau.people[ENFORCEMENT])
    pages = [
        client.get(reverse(name, args=[ceremony.sitting.pk])).content.decode()
        for name in ("sitting", "draw_record")
    ]
    assert not any("号矿业有限公司" in page or "91130624MA0X" in page for page in pages)
    assert client.get(reverse("result_sheet", args=[ceremony.sitting.pk])).status_code == 403


def test_the_selection_comes_first(ceremony: Ceremony) -> None:
    with pytest.raises(Conflict, match="还没有抽出"):
        ceremony.announce_teams()


def test_an_assignment_is_announced_once(ceremony: Ceremony) -> None:
    ceremony.select()
    ceremony.announce_teams()
    with pytest.raises(Conflict, match="已经公告"):
        ceremony.announce_teams()


def test_an_impossible_plan_says_which_seats_are_short_and_by_how_many(ceremony: Ceremony) -> None:
    ceremony.select()
    Inspector.objects.exclude(roster_no__in=["J001", "J003"]).update(state="away")
    with pytest.raises(Refusal) as caught:
        announce_assignment(actor=ceremony.operator, sitting=ceremony.sitting, terms=ceremony.terms())
    ((label, value),) = caught.value.found
    assert (label, "组长" in value, "差" in value) == ("缺口", True, True)
    assert "补登" in caught.value.remedy
    assert not Draw.objects.filter(kind=ASSIGNMENT).exists()
    assert Entry.objects.filter(kind="announced").count() == 1


@pytest.mark.parametrize("showing", ["after_visits", ON_THE_SPOT])
def test_the_hall_names_neither_people_nor_visits_nor_bars_when_people_are_short(
    ceremony: Ceremony, showing: str
) -> None:
    Campaign.objects.filter(pk=ceremony.county.campaign.pk).update(showing=showing)
    ceremony.select()
    InspectorLicence.objects.exclude(inspector__roster_no="J002").update(
        valid_until=datetime.date(2026, 6, 15)
    )
    for inspector in ceremony.county.inspectors[2:6]:
        inspector.state = "away"
        inspector.save()
    client = Client()
    client.force_login(ceremony.county.bureau.people[ENFORCEMENT])
    typed = {"event": "dice", "draw_by": "2026-06-16T18:00"}
    answer = client.post(reverse("sitting_announce_teams", args=[ceremony.sitting.pk]), typed)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert 'data-code="no-lawful-plan"' in shown
    told = shown[shown.index('data-code="no-lawful-plan"') :]
    assert re.search("(组长|组员|组长、组员)差[0-9]+人次", told)
    for word in ("检查员", "第1", "户次）", "回避", "过期6人", "离岗"):
        assert word not in told[: told.index("</dl>")], word
    assert "更新过期的执法证" in told


def test_who_lacks_which_licence_is_read_in_the_register(ceremony: Ceremony) -> None:
    InspectorLicence.objects.filter(inspector__roster_no="J003").update(
        valid_until=datetime.date(2026, 6, 15)
    )
    client = Client()
    client.force_login(ceremony.county.bureau.people[LEGAL])
    shown = client.get(reverse("inspector_list")).content.decode()
    assert "执法证已于2026-06-15过期" in shown


def test_the_sheet_lists_each_visit_with_its_whole_team(ceremony: Ceremony) -> None:
    ceremony.select()
    visits = visit_rows(ceremony.assign())
    assert [visit.number for visit in visits] == list(range(1, len(visits) + 1))
    assert all([member.title for member in visit.members] == ["组长", "组员"] for visit in visits)
