"""An annulled attempt whose event took place and whose result nobody can compute: every page and paper says
so, and nothing is asked for any more."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.models import OpenWork, Person
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, INSPECTOR, WITNESS
from mingcha.common.papers import typeset
from mingcha.common.papers.tests.printed import pages_of
from mingcha.common.sealing import WrongKey
from mingcha.disclosure.queries.drawings import attempts as public_rows
from mingcha.draws.queries.computing import computing_of
from mingcha.draws.queries.papers.announcements import announcement_content
from mingcha.draws.queries.papers.volume import volume_content
from mingcha.draws.rules.words import COMPUTED, LEFT, LOST, OWED
from mingcha.draws.services import open_sitting
from mingcha.draws.services.locked import THROWS_WORK
from mingcha.draws.tests.county import DICE, Ceremony
from mingcha.papers.rules.kinds import KINDS, VOLUME
from mingcha.papers.tests.test_extreme_papers import DAY, overprinted, words_of

# What is said of a result that is owed, or of an event still to come.
UNTRUE = (
    *("还没有录完", "还没有推算", "推算并公开", "仍算出", "仍须录完", "算出本来的结果"),
    *("在这里录入", "还没有摇号"),
)
LOST_SAID = "已摇号，秘密数无法读出，推算不出结果，没有抽取文件"
LEFT_SAID = "已摇号，两人没有录完，录入的人已离开，推算不出结果，没有抽取文件"


def _with_another_key(*_: object, **__: object) -> str:
    raise WrongKey("draws_drawsecret.sealed")


def secret_lost(ceremony: Ceremony) -> None:
    """All that was thrown was entered alike, and no key opens the secret."""
    ceremony.announce()
    ceremony.throw_all()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mingcha.draws.models.own.unseal", _with_another_key)
        ceremony.annul("secret-lost", event_happened=True)


def caller_left(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.enter(ceremony.caller, 1, DICE[0])
    ceremony.annul("recording")
    Person.objects.filter(pk=ceremony.sitting.caller_id).update(is_active=False)


def next_announcement(ceremony: Ceremony) -> str:
    """The paper of the second attempt, in a sitting with another caller."""
    people = ceremony.county.bureau.people
    ceremony.sitting = open_sitting(
        actor=ceremony.operator,
        campaign=ceremony.county.campaign,
        caller=people[BUSINESS],
        witness=people[WITNESS],
        place="局三楼会议室",
        document_no="",
    )
    return str(announcement_content(ceremony.announce(), ""))


def page(ceremony: Ceremony, name: str, role: str = "") -> str:
    client = Client()
    if role:
        client.force_login(ceremony.county.bureau.people[role])
    arguments = [] if name == "public_draws" else [ceremony.sitting.pk]
    return client.get(reverse(name, args=arguments)).content.decode()


@pytest.mark.parametrize(
    ("lose", "key", "said"), [(secret_lost, LOST, LOST_SAID), (caller_left, LEFT, LEFT_SAID)]
)
def test_what_nobody_can_compute_is_said_alike_everywhere(
    ceremony: Ceremony, lose: Callable[[Ceremony], None], key: str, said: str
) -> None:
    lose(ceremony)
    assert computing_of(ceremony.draw).key == key
    hall, public = page(ceremony, "sitting", ENFORCEMENT), page(ceremony, "public_draw")
    witness, listed = page(ceremony, "throw_entry", WITNESS), page(ceremony, "public_draws")
    (row,) = public_rows()
    volume = str(volume_content(ceremony.sitting.campaign, []))
    following = next_announcement(ceremony)
    for told in (hall, public, volume, following):
        assert said in told
    assert "推算不出结果，没有文件" in listed and row["bundle"] == "推算不出结果，没有文件"
    assert "（已作废，补录）" not in witness
    assert "本次抽取已作废" in witness and "不用再录入" in witness
    for told in (hall, public, volume, following, witness, listed):
        assert [words for words in UNTRUE if words in told] == []


def test_the_volume_has_room_for_why_and_for_what_became_of_it(ceremony: Ceremony, tmp_path: Path) -> None:
    caller_left(ceremony)
    path = tmp_path / "volume.pdf"
    path.write_bytes(typeset(KINDS[VOLUME].template, volume_content(ceremony.sitting.campaign, []), on=DAY))
    (printed,) = (
        one for one in pages_of(path) if "作废前是否摇号" in words_of(one) and "提出" in words_of(one)
    )
    assert overprinted(printed) == []
    assert "没有抽取文件" in words_of(printed)


def test_a_lost_secret_leaves_the_callers_nothing_to_enter(ceremony: Ceremony) -> None:
    secret_lost(ceremony)
    assert not OpenWork.objects.filter(kind=THROWS_WORK).exists()


def test_what_is_owed_is_asked_for_until_it_is_computed(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.enter(ceremony.caller, 1, DICE[0])
    draw = ceremony.annul("recording")
    assert computing_of(draw).key == OWED
    assert OpenWork.objects.filter(kind=THROWS_WORK).count() == 2
    assert "已摇号，结果还没有推算" in page(ceremony, "public_draw")
    assert "仍须录完" in page(ceremony, "sitting", ENFORCEMENT)
    assert "本次抽取已作废" not in page(ceremony, "throw_entry", INSPECTOR)
    ceremony.throw_all()
    draw = ceremony.compute_annulled()
    assert computing_of(draw).key == COMPUTED
    assert "已摇号，结果推算并公开" in str(volume_content(ceremony.sitting.campaign, []))
