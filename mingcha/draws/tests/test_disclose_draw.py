"""Disclosure: a leader, in words, and only files that a stranger's verifier accepts."""

import pytest
from django.db import connection

import drawproof
from mingcha.accounts.models import Person
from mingcha.accounts.rules import ENFORCEMENT, INSPECTOR, LEGAL
from mingcha.accounts.tests.cast import make_bureau
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.draws.models import Draw, DrawFile
from mingcha.draws.services import disclose_draw
from mingcha.draws.states import DISCLOSED, DRAWN
from mingcha.draws.tests.county import DICE, SAID, Ceremony, Clock, begin, make_county
from mingcha.ledger.models import Entry
from mingcha.ledger.queries import office_vkey
from mingcha.ledger.services import examine_ledger
from mingcha.ledger.triggers import install_triggers, trigger_names


def bundles() -> dict[str, bytes]:
    rows = DrawFile.objects.filter(role="bundle").order_by("name")
    return {file.name: bytes(file.content) for file in rows}


def key(ceremony: Ceremony) -> str:
    return office_vkey(ceremony.sitting.office.log_origin)


def test_both_files_verify_together_with_the_offices_key(drawn: Ceremony) -> None:
    drawn.disclose()
    files = list(bundles().values())
    assert len(files) == 2
    for content in files:
        report = drawproof.verify_bundle(content, keys=[key(drawn)], others=files)
        assert report.verdict == "consistent"
        assert not {step.step for step in report.steps if step.status == "unchecked"} - {"order", "attempts"}


def test_a_flipped_bit_anywhere_is_refused(drawn: Ceremony) -> None:
    drawn.disclose()
    for content in bundles().values():
        for place in range(0, len(content), 251):
            changed = bytearray(content)
            changed[place] ^= 1 << (place % 8)
            assert not drawproof.verify_bundle(bytes(changed), keys=[key(drawn)]).ok, place


def test_no_office_file_and_no_name_is_in_a_bundle(drawn: Ceremony) -> None:
    drawn.disclose()
    for content in bundles().values():
        files = drawproof.unpack(content)
        assert not [name for name in files if name.startswith("office-")]
        assert "检查员".encode() not in content
        assert "矿业有限公司".encode() not in content


def test_the_published_file_is_named_in_the_log(drawn: Ceremony) -> None:
    drawn.disclose()
    assert Entry.objects.filter(kind="disclosed").count() == 2
    assert {draw.state for draw in Draw.objects.all()} == {DISCLOSED}
    assert list(examine_ledger()) == []


def test_an_annulled_attempt_and_its_successor_are_attempts_one_and_two_of_two(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.throw_all()
    ceremony.annul("recording")
    ceremony.compute_annulled()
    ceremony.whole()
    whole = [bytes(entry.body) for entry in Entry.objects.order_by("index")]
    files = bundles()
    report = drawproof.verify_bundle(files["fuping-2026-01-s2.draw"], keys=[key(ceremony)], log=whole)
    words = {step.step: step.words for step in report.steps}["attempts"]
    assert report.ok
    assert "2次中的第2次" in words
    assert "至少" not in words
    assert "fuping-2026-01-s1.draw" in files


def test_an_annulled_attempt_whose_event_took_place_is_computed_before_the_next_begins(
    ceremony: Ceremony,
) -> None:
    ceremony.announce()
    ceremony.enter(ceremony.caller, 1, DICE[0])
    first = ceremony.annul("recording")
    for go_on in (ceremony.freeze, ceremony.disclose):
        with pytest.raises(Conflict, match="还没有算出结果"):
            go_on()
    Person.objects.filter(pk=first.sitting.caller_id).update(is_active=False)
    assert ceremony.freeze().pk != first.pk


@pytest.mark.parametrize("role", [ENFORCEMENT, LEGAL, INSPECTOR])
def test_only_a_leader_discloses(drawn: Ceremony, role: str) -> None:
    with pytest.raises(Forbidden):
        disclose_draw(actor=drawn.county.actor(role), sitting=drawn.sitting, confirmation=SAID)


@pytest.mark.parametrize("said", ["", "好", "检查已经结束", "全部检查已经结束了"])
def test_the_leader_says_that_all_visits_are_over(drawn: Ceremony, said: str) -> None:
    with pytest.raises(Refusal, match="全部检查已经结束"):
        disclose_draw(actor=drawn.leader, sitting=drawn.sitting, confirmation=said)
    assert not bundles()


def test_nothing_is_disclosed_before_the_teams_are_drawn(ceremony: Ceremony) -> None:
    ceremony.select()
    with pytest.raises(Conflict, match="人员还没有抽出"):
        ceremony.disclose()


def test_a_file_changed_behind_the_system_is_never_published(transactional_db: None, clock: Clock) -> None:
    ceremony = begin(make_county(make_bureau("fuping", "阜平试")), clock)
    ceremony.select()
    ceremony.assign()
    with connection.cursor() as cursor:
        for name in trigger_names():
            on = f" ON {name.split('__')[0]}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
    frame = DrawFile.objects.get(name="frame.csv")
    frame.content = bytes(frame.content).replace(b",s1\n", b",s2\n", 1)
    frame.save()
    install_triggers()
    with pytest.raises(Refusal, match="没有公开"):
        ceremony.disclose()
    assert not bundles()
    assert {draw.state for draw in Draw.objects.all()} == {DRAWN}
    assert [one.place.split()[0] for one in examine_ledger()] == ["draws_drawfile"]


def test_disclosing_twice_publishes_once_and_says_that_it_is_done(drawn: Ceremony) -> None:
    drawn.disclose()
    with pytest.raises(Conflict, match="没有待公开") as told:
        drawn.disclose()
    assert told.value.title == "已经公开"
    assert len(bundles()) == 2
