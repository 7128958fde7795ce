"""Freezing: the register as it stands goes into files that nothing changes any more."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import ENFORCEMENT, INSPECTOR, WITNESS
from mingcha.common import moments
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.draws.models import COMMITTED, Draw, DrawFile, DrawSecret
from mingcha.draws.queries.attempts import committed_files, file_content, files_of
from mingcha.draws.queries.ceremony import board_of
from mingcha.draws.rules.committed import read_conflicts
from mingcha.draws.services import freeze_draw, open_sitting, thaw_draw
from mingcha.draws.states import FROZEN, THAWED
from mingcha.draws.tests.county import Ceremony
from mingcha.items.models import InspectionItem
from mingcha.ledger.models import Opening, Version
from mingcha.plans.models import Campaign, Stratum
from mingcha.registers.models import ConflictOfInterest, Holder, Inspector, Target


def test_the_frame_holds_the_active_and_names_the_others_neutrally(ceremony: Ceremony) -> None:
    files = committed_files(ceremony.freeze())
    assert files["frame.csv"].count(b"\n") == 1 + 23
    assert files["excluded.csv"] == b"unit,reason\n91130624MA0X000024,not-active\n"


def test_what_strata_mean_and_who_conflicts_stays_with_the_office(ceremony: Ceremony) -> None:
    draw = ceremony.freeze()
    kept = set(DrawFile.objects.filter(draw=draw, role="office").values_list("name", flat=True))
    assert kept == {"office-conflicts.csv", "office-inspectors.csv", "office-strata.csv"}
    conflicts = read_conflicts(file_content(draw, "office-conflicts.csv"))
    assert {conflict.inspector for conflict in conflicts} == {"J001"}
    assert len(conflicts) == 8


def test_the_office_keeps_why_each_unit_is_raised(ceremony: Ceremony) -> None:
    raised = Holder.objects.get(code="91130624MA0X000001")
    Holder.objects.filter(pk=raised.pk).update(serious_record_on=moments.today())
    draw = ceremony.freeze()
    lines = file_content(draw, "office-strata.csv").decode("ascii").splitlines()
    assert {"stratum,meaning,unit,record", "s1,ordinary,,", "s2,raised,,"} <= set(lines)
    record = raised.targets.get().pk
    assert f"s2,serious_record,{raised.code},{record}" in lines
    assert sum(line.startswith("s2,risk_class,") for line in lines) == 5
    public = files_of(draw, COMMITTED)
    assert not any(b"risk" in content or b"serious" in content for content in public.values())


def test_a_conflict_with_a_party_that_has_no_code_stops_nothing(ceremony: Ceremony) -> None:
    ConflictOfInterest.objects.filter(holder_code="91130624MA0X000001").update(holder_code="某某矿业")
    conflicts = read_conflicts(file_content(ceremony.freeze(), "office-conflicts.csv"))
    assert len(conflicts) == 7


def test_a_roster_number_that_is_no_id_is_named_with_file_and_line(ceremony: Ceremony) -> None:
    Inspector.objects.filter(roster_no="J002").update(roster_no="监二")
    with pytest.raises(Refusal, match=r"office-inspectors\.csv第9行"):
        ceremony.freeze()
    assert not Draw.objects.exists()


def test_a_later_change_of_the_register_is_not_drawn(ceremony: Ceremony) -> None:
    before = committed_files(ceremony.freeze())
    Target.objects.all().delete()
    Holder.objects.all().delete()
    assert committed_files(ceremony.freeze()) == before


def test_nothing_is_frozen_below_the_floor_that_list_and_registers_demand_by_now(
    ceremony: Ceremony,
) -> None:
    Stratum.objects.filter(campaign=ceremony.county.campaign).update(ratio="1/100")
    # Two of 23 are drawn: just the floor of 5 %, and less than that of 20 %.
    InspectionItem.objects.update(ratio_basis="《某某办法》第五条：20%")
    with pytest.raises(Conflict) as refused:
        ceremony.freeze()
    assert refused.value.code == "below-floor" and "比下限少3家" in refused.value.sentence
    assert not Draw.objects.exists()
    InspectionItem.objects.update(ratio_basis="")
    assert ceremony.freeze().state == FROZEN


def test_freezing_again_gives_the_same_attempt(ceremony: Ceremony) -> None:
    assert ceremony.freeze().pk == ceremony.freeze().pk
    assert Draw.objects.count() == 1


def test_only_the_operator_freezes(ceremony: Ceremony) -> None:
    with pytest.raises(Forbidden, match="主持"):
        freeze_draw(actor=ceremony.leader, sitting=ceremony.sitting)


def test_a_frozen_register_can_be_put_right_before_it_is_announced(ceremony: Ceremony) -> None:
    first = ceremony.freeze()
    assert thaw_draw(actor=ceremony.operator, draw=first).state == THAWED
    second = ceremony.freeze()
    assert second.pk != first.pk
    assert second.attempt is None


def test_a_freeze_whose_operator_has_left_is_taken_back_by_a_colleague_of_enforcement(
    ceremony: Ceremony,
) -> None:
    draw, bureau = ceremony.freeze(), ceremony.county.bureau
    colleague = replace(ceremony.legal, roles=frozenset({ENFORCEMENT}))
    with pytest.raises(Forbidden):
        thaw_draw(actor=ceremony.caller, draw=draw)
    assert thaw_draw(actor=colleague, draw=draw).state == THAWED
    sitting = open_sitting(
        actor=colleague,
        campaign=ceremony.county.campaign,
        caller=bureau.people[INSPECTOR],
        witness=bureau.people[WITNESS],
        place="局三楼会议室",
    )
    assert freeze_draw(actor=colleague, sitting=sitting).sitting == sitting


def test_an_announced_attempt_is_never_taken_back(ceremony: Ceremony) -> None:
    draw = ceremony.announce()
    with pytest.raises(Conflict, match="已公告"):
        thaw_draw(actor=ceremony.operator, draw=draw)


def test_the_secret_stands_nowhere_in_clear(ceremony: Ceremony) -> None:
    secret = DrawSecret.objects.get(draw=ceremony.freeze()).open()
    assert len(secret) == 64
    stored = "".join(Version.objects.values_list("state", flat=True))
    told = "".join(Opening.objects.values_list("content", flat=True))
    assert secret not in stored + told + DrawSecret.objects.get().sealed


def test_each_freeze_has_a_secret_of_its_own(ceremony: Ceremony) -> None:
    first = ceremony.freeze()
    thaw_draw(actor=ceremony.operator, draw=first)
    secrets = [DrawSecret.objects.get(draw=draw).open() for draw in (first, ceremony.freeze())]
    assert secrets[0] != secrets[1]


def test_what_is_drawn_is_not_frozen_again(ceremony: Ceremony) -> None:
    ceremony.select()
    assert refusal_of_freeze(ceremony) == "drawn-is-final"


def test_a_campaign_sent_back_after_the_sitting_was_opened_is_not_frozen(ceremony: Ceremony) -> None:
    Campaign.objects.update(state="draft")
    assert refusal_of_freeze(ceremony) == "campaign-not-ready"


def test_an_annulled_attempt_whose_event_took_place_is_computed_before_the_next_freeze(
    ceremony: Ceremony,
) -> None:
    ceremony.announce()
    ceremony.annul(event_happened=True)
    assert refusal_of_freeze(ceremony) == "annulled-not-computed"


def refusal_of_freeze(ceremony: Ceremony) -> str:
    with pytest.raises(Conflict) as refused:
        ceremony.freeze()
    return refused.value.code


@pytest.mark.parametrize("model", [DrawFile, DrawSecret])
def test_the_database_refuses_to_change_what_is_committed(ceremony: Ceremony, model: type[DrawFile]) -> None:
    ceremony.freeze()
    row = model.objects.all()[0]
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        row.save()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        row.delete()


def test_a_register_over_its_age_is_warned_of_before_and_recorded_at_the_freeze(ceremony: Ceremony) -> None:
    assert board_of(ceremony.operator, ceremony.sitting.pk).over_age == ()
    ceremony.clock.advance(days=40)
    sentences = board_of(ceremony.operator, ceremony.sitting.pk).over_age
    assert len(sentences) == 3
    assert all("已超过30日的更新间隔。" in sentence for sentence in sentences)
    draw = ceremony.freeze()
    assert draw.over_age == list(sentences)
    assert "检查对象名录库" in Opening.objects.get(act="draws.freeze_draw").content
    client = Client()
    client.force_login(ceremony.county.bureau.people[ENFORCEMENT])
    assert "名录更新情况" not in client.get(reverse("sitting", args=[ceremony.sitting.pk])).content.decode()
    ceremony.announce()
    assert "封存时超期" in client.get(reverse("draw_record", args=[ceremony.sitting.pk])).content.decode()
