"""Years are played through with throw-away seeds: loads of people, never a draw."""

import pytest

from mingcha.accounts.rules import AUDITOR, ENFORCEMENT, LEADER
from mingcha.common.errors import Forbidden
from mingcha.draws.models import Draw, LoadSimulation
from mingcha.draws.queries.simulation import loads_of, simulation_inputs
from mingcha.draws.rules.committed import Group, RosterLine
from mingcha.draws.rules.simulation import RUNS, Planned, Tally, play_year
from mingcha.draws.services import simulate_loads
from mingcha.draws.tests.county import County
from mingcha.ledger.models import Entry, Opening

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


def test_a_changed_campaign_starts_anew(county: County) -> None:
    actor = county.actor(LEADER)
    simulate_loads(actor=actor, year=YEAR)
    county.campaign.strata.update(ratio="1/2")
    assert loads_of(actor, YEAR, simulation_inputs(actor, YEAR)).runs == 0
    assert simulate_loads(actor=actor, year=YEAR) == 10


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
