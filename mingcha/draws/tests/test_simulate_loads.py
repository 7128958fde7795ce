"""Years are played through with throw-away seeds: loads of people, never a draw."""

from importlib import import_module

import pytest
from django.db import transaction
from django.db.models import QuerySet

from mingcha.accounts.rules import AUDITOR, ENFORCEMENT, LEADER
from mingcha.common.errors import Forbidden
from mingcha.draws.models import Draw, LoadSimulation
from mingcha.draws.queries.simulation import loads_of
from mingcha.draws.rules.committed import Group, RosterLine
from mingcha.draws.rules.simulation import RUNS, Planned, Tally, play_year
from mingcha.draws.services import simulate_loads
from mingcha.draws.tests.county import Clock, County
from mingcha.ledger.models import Entry, Opening
from mingcha.ledger.services import record_act
from mingcha.registers.models import Target

YEAR = 2026


def played(county: County) -> Tally:
    kept = LoadSimulation.objects.get()
    return Tally.read(kept.runs, kept.loads, kept.short)


def test_ten_runs_a_step_add_up_to_two_hundred_and_then_nothing_is_added(county: County) -> None:
    actor = county.actor(ENFORCEMENT)
    steps = [simulate_loads(actor=actor, year=YEAR) for _ in range(RUNS // 10 + 1)]
    assert steps == [*range(10, RUNS + 1, 10), RUNS]
    assert Opening.objects.filter(act="draws.simulate_loads").count() == 1


def test_every_run_gives_each_eligible_inspector_a_load_and_all_seats_are_filled(county: County) -> None:
    actor = county.actor(ENFORCEMENT)
    simulate_loads(actor=actor, year=YEAR)
    tally = played(county)
    assert {counts.total() for counts in tally.loads.values()} == {10}
    assert len(tally.loads) == len(county.inspectors)
    seats = {load * runs for counts in tally.loads.values() for load, runs in counts.items()}
    assert sum(load * runs for counts in tally.loads.values() for load, runs in counts.items()) % 10 == 0
    assert seats


def test_nothing_of_it_is_a_draw_or_a_protocol_entry(county: County) -> None:
    before = list(Entry.objects.exclude(kind="act").values_list("index"))
    simulate_loads(actor=county.actor(ENFORCEMENT), year=YEAR)
    assert not Draw.objects.exists()
    assert list(Entry.objects.exclude(kind="act").values_list("index")) == before


def test_a_changed_register_starts_anew(county: County) -> None:
    actor = county.actor(LEADER)
    simulate_loads(actor=actor, year=YEAR)
    assert loads_of(actor, YEAR).runs == 10
    Target.objects.filter(holder=county.holders[0]).update(state="suspended")
    recorded(county, Target.objects.filter(holder=county.holders[0]))
    assert loads_of(actor, YEAR).runs == 0
    assert simulate_loads(actor=actor, year=YEAR) == 10


def test_a_change_that_concerns_no_draw_loses_nothing(county: County) -> None:
    actor = county.actor(LEADER)
    simulate_loads(actor=actor, year=YEAR)
    recorded(county, Target.objects.filter(holder=county.holders[0]))
    assert loads_of(actor, YEAR).runs == 0
    assert simulate_loads(actor=actor, year=YEAR) == 20
    assert loads_of(actor, YEAR).runs == 20


def test_on_another_day_it_is_asked_again_whether_it_fits(county: County, clock: Clock) -> None:
    actor = county.actor(LEADER)
    simulate_loads(actor=actor, year=YEAR)
    clock.advance(days=1)
    assert loads_of(actor, YEAR).runs == 0
    assert simulate_loads(actor=actor, year=YEAR) == 20


def recorded(county: County, rows: "QuerySet[Target]") -> None:
    with transaction.atomic():
        record_act("registers.change_target", actor=county.actor(LEADER), records=rows)


def test_a_step_that_takes_long_ends_after_one_run(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("mingcha.draws.services.simulate_loads"), "LONGEST_STEP", -1.0)
    assert simulate_loads(actor=county.actor(ENFORCEMENT), year=YEAR) == 1


def test_an_auditor_does_not_play(county: County) -> None:
    with pytest.raises(Forbidden):
        simulate_loads(actor=county.actor(AUDITOR), year=YEAR)


def test_a_team_that_cannot_be_found_is_said_for_each_run() -> None:
    planned = Planned(
        "2026-01",
        b"unit,stratum\nU1,s1\n",
        {"strata": {"s1": {"ratio": "1", "at_least": 1, "reserve": 0}}},
        "even",
        (Group("lead", 1, ("lead",)),),
    )
    loads, short = play_year([planned], [RosterLine("P1", (), True)], [], lambda: "0" * 64)
    assert (loads, short) == ({"P1": 0}, ["2026-01"])


def test_the_page_plays_on_until_it_is_complete(county: County) -> None:
    from django.test import Client

    client = Client()
    client.force_login(county.bureau.people[ENFORCEMENT])
    address = f"/draws/loads/{YEAR}/"
    assert "开始试抽" in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    part = client.post(address, headers={"HX-Request": "true"}).content.decode()
    assert "已试抽20遍" in part
    assert "<svg" in part
    assert client.get(f"{address}?export=1").status_code == 200
