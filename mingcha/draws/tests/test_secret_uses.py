"""Every use of a secret before it is public is an act; none is opened for what is refused."""

import datetime
import json
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connection

from mingcha.common.errors import Refusal
from mingcha.draws.models import Draw, DrawFile, DrawSecret
from mingcha.draws.services import Terms, announce_draw
from mingcha.draws.tests.county import Ceremony
from mingcha.draws.tests.test_withdraw_unit import drawn_units, withdraw
from mingcha.ledger.models import Opening
from mingcha.ledger.triggers import install_triggers, trigger_names


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Draw]:
    """The attempts whose secret was opened."""
    used: list[Draw] = []
    unsealed = DrawSecret.open

    def told(secret: DrawSecret) -> str:
        used.append(secret.draw)
        return unsealed(secret)

    monkeypatch.setattr(DrawSecret, "open", told)
    return used


def test_each_use_of_a_secret_is_an_act_that_says_so(ceremony: Ceremony, opened: list[Draw]) -> None:
    def said() -> Counter[str | None]:
        acts = map(json.loads, Opening.objects.values_list("content", flat=True))
        told = (act for act in acts if "secret" in act)
        return Counter(one for act in told for one in act.get("draws", [act.get("draw")]))

    steps: dict[str, Callable[[], object]] = {
        "announced and computed": ceremony.select,
        "assigned": ceremony.assign,
        "changed": lambda: withdraw(ceremony, drawn_units(ceremony)[0]),
        "disclosed": ceremony.disclose,
    }
    for name, step in steps.items():
        before = said()
        step()
        assert opened, name
        named = {Draw.objects.get(pk=draw.pk).draw_id for draw in opened}
        assert named <= set(said() - before), name
        opened.clear()


def test_no_secret_is_opened_for_an_announcement_that_is_refused(
    ceremony: Ceremony, opened: list[Draw]
) -> None:
    draw = ceremony.freeze()
    late = Terms("dice", ceremony.clock.now + datetime.timedelta(minutes=1), wait_minutes=5)
    with pytest.raises(Refusal, match="时间须是"):
        announce_draw(actor=ceremony.operator, draw=draw, terms=late)
    draw.campaign.title = "反向控制\u202e字符"
    draw.campaign.save()
    with pytest.raises(Refusal) as refused:
        announce_draw(actor=ceremony.operator, draw=draw, terms=ceremony.terms())
    assert "不合抽取规则" in refused.value.title
    assert opened == []


def test_no_secret_is_opened_for_a_draw_that_comes_too_late(ceremony: Ceremony, opened: list[Draw]) -> None:
    ceremony.announce()
    ceremony.throw_all()
    opened.clear()
    ceremony.clock.advance(hours=3)
    with pytest.raises(Refusal, match="最迟抽取时间"):
        ceremony.compute()
    assert opened == []


@pytest.fixture
def spoilt(drawn: Ceremony) -> Ceremony:
    """A committed file changed behind the program, so that what is announced of it fits no more."""
    with connection.cursor() as cursor:
        for name in trigger_names():
            on = f" ON {name.split('__')[0]}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
    frame = DrawFile.objects.get(name="frame.csv")
    frame.content = bytes(frame.content).replace(b",s1\n", b",s2\n", 1)
    frame.save()
    # PostgreSQL alters no table whose foreign keys are still to be looked into.
    connection.check_constraints()
    install_triggers()
    return drawn


def test_a_secret_opened_for_a_file_that_is_refused_is_said(spoilt: Ceremony, opened: list[Draw]) -> None:
    with pytest.raises(Refusal, match="没有公开"):
        spoilt.disclose()
    assert opened
    act = Opening.objects.get(act="draws.try_secret")
    said = json.loads(act.content)
    assert sorted(said["draws"]) == sorted(draw.draw_id for draw in opened)
    assert act.actor == spoilt.leader.person_id
    assert not Opening.objects.filter(act="draws.disclose_draw").exists()
