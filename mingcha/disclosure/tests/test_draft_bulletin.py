"""A bulletin drafts itself from the data of a round that is over; whoever writes in it changes words, never
numbers."""

import pytest

from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER, LEGAL
from mingcha.common import moments
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.disclosure.models import Bulletin
from mingcha.disclosure.queries.bulletins.contents import written_out
from mingcha.disclosure.queries.bulletins.rounds import campaigns_without_bulletin, open_visits
from mingcha.disclosure.rules.bulletins import Figures, differences, filled, wrong_tokens
from mingcha.disclosure.services import draft_bulletin, renew_figures, save_bulletin, submit_bulletin
from mingcha.disclosure.states import DRAFT, SUBMITTED
from mingcha.disclosure.tests.rounds import Round
from mingcha.inspections.models import FollowUp
from mingcha.inspections.services import finish_follow_up
from mingcha.inspections.tests.visiting import Visiting
from mingcha.ledger.services import examine_ledger

pytestmark = pytest.mark.django_db


def told(row: Bulletin) -> str:
    parts = written_out(row.text, Figures.revived(row.figures))
    return "\n".join(line for title, lines in parts for line in (title, *lines))


def test_a_round_with_open_visits_has_no_bulletin_yet_and_the_refusal_names_them(visiting: Visiting) -> None:
    first, *others = visiting.rows
    visiting.whole(first)
    round_ = Round(visiting)
    with pytest.raises(Refusal, match="没有办结") as refused:
        round_.draft()
    assert all(f"第{row.number}户次" in refused.value.sentence for row in others)
    assert open_visits(round_.campaign) == [row.number for row in others]
    assert not Bulletin.objects.exists()


def test_the_draft_says_what_the_data_say(naming_round: Round) -> None:
    row = naming_round.draft()
    numbers = naming_round.figures.numbers
    assert row.state == DRAFT and not wrong_tokens(row.text, naming_round.figures)
    words = told(row)
    assert f"基数为{numbers['base']}家" in words and f"随机抽取{numbers['drawn']}家" in words
    assert f"共检查{numbers['visited']}家" in words
    assert numbers["visited"] == numbers["checked"] == numbers["drawn"]
    assert numbers["ordered"] == numbers["problems"] >= 1 and "责令改正" in words
    assert numbers["clean"] == numbers["checked"] - numbers["with_problems"]
    assert list(examine_ledger()) == []


def test_typical_problems_name_neither_the_party_nor_who_was_there(naming_round: Round) -> None:
    problems = naming_round.draft().text["problems"]
    assert "某企业：越界开采，由某人签收" in problems and "张得宝" not in problems


def test_asked_again_the_draft_stands(naming_round: Round) -> None:
    assert naming_round.draft() == naming_round.draft()
    assert Bulletin.objects.count() == 1


def test_what_is_typed_is_kept_and_the_figures_stay(naming_round: Round) -> None:
    row = naming_round.draft()
    text = {**row.text, "basis": "本次抽查共查{已查}家。\n\n 下一步加强监管。 "}
    saved = save_bulletin(actor=naming_round.writer, bulletin=row, revision=0, text=text)
    assert saved.text["basis"] == "本次抽查共查{已查}家。\n下一步加强监管。"
    assert saved.figures == row.figures and saved.revision == 1
    with pytest.raises(Conflict, match="另一人已经保存"):
        save_bulletin(actor=naming_round.writer, bulletin=row, revision=0, text=text)


@pytest.mark.parametrize("words", ["查了{不知道}家", "查了{已查家", "查了{}家"])
def test_a_placeholder_that_stands_for_nothing_is_not_saved(naming_round: Round, words: str) -> None:
    row = naming_round.draft()
    with pytest.raises(Refusal) as refused:
        save_bulletin(actor=naming_round.writer, bulletin=row, revision=0, text={**row.text, "basis": words})
    assert refused.value.code == "wrong-placeholder"


def test_a_changed_figure_is_seen_when_it_is_sent_and_taken_anew_by_hand(naming_round: Round) -> None:
    row = naming_round.draft()
    visiting = naming_round.visiting
    done = FollowUp.objects.first()
    assert done is not None
    finish_follow_up(
        actor=visiting.reader(ENFORCEMENT),
        follow_up=done.pk,
        done_on=moments.today(),
        words="复查改正到位",
    )
    with pytest.raises(Conflict) as refused:
        submit_bulletin(actor=naming_round.writer, bulletin=row)
    assert ("改正复查", "通报写0，现在是1") in refused.value.found
    renewed = renew_figures(actor=naming_round.writer, bulletin=row)
    assert differences(Figures.revived(renewed.figures), naming_round.figures) == []
    assert renewed.text == row.text and filled("{改正复查}", Figures.revived(renewed.figures)) == "1"
    assert submit_bulletin(actor=naming_round.writer, bulletin=row).state == SUBMITTED


def test_nobody_is_named_in_what_is_sent(naming_round: Round) -> None:
    row = naming_round.draft()
    named = {**row.text, "problems": "张得宝拒不改正。"}
    save_bulletin(actor=naming_round.writer, bulletin=row, revision=0, text=named)
    with pytest.raises(Refusal, match="张得宝"):
        submit_bulletin(actor=naming_round.writer, bulletin=row)
    assert Bulletin.objects.get().state == DRAFT


def test_nobodys_number_is_told_in_what_is_sent(naming_round: Round) -> None:
    row = naming_round.draft()
    text = {**row.text, "problems": "某企业越界，矿长13812345678"}
    row = save_bulletin(actor=naming_round.writer, bulletin=row, revision=row.revision, text=text)
    with pytest.raises(Refusal, match="典型问题里有手机号"):
        submit_bulletin(actor=naming_round.writer, bulletin=row)


def test_another_section_the_legal_section_and_a_leader_do_not_write_it(naming_round: Round) -> None:
    county = naming_round.visiting.ceremony.county
    for role in (LEGAL, LEADER, BUSINESS):
        with pytest.raises(Forbidden):
            draft_bulletin(actor=county.actor(role), campaign=naming_round.campaign)


def test_a_round_stays_open_until_its_bulletin_is_public(naming_round: Round) -> None:
    leader, today = naming_round.leader, moments.today()
    assert [one.campaign for one in campaigns_without_bulletin(leader, today)] == [naming_round.campaign]
    naming_round.published()
    assert campaigns_without_bulletin(leader, today) == []


def test_an_unfinished_round_is_not_yet_without_a_bulletin(visiting: Visiting) -> None:
    visiting.whole(visiting.first)
    round_ = Round(visiting)
    assert campaigns_without_bulletin(round_.leader, moments.today()) == []
