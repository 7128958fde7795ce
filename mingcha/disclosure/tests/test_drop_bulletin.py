"""A draft of a bulletin is given up with a reason, stays inside, and the round is written of anew."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER, LEGAL
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.disclosure.models import Bulletin
from mingcha.disclosure.services import drop_bulletin, return_bulletin, save_bulletin
from mingcha.disclosure.states import DRAFT, DROPPED, PUBLIC, SUBMITTED
from mingcha.disclosure.tests.rounds import Round
from mingcha.ledger.services import examine_ledger
from mingcha.oversight.queries.home import own_work
from mingcha.papers.models import DocumentNumber
from mingcha.papers.rules.kinds import BULLETIN as BULLETIN_PAPER
from mingcha.papers.services import set_series

pytestmark = pytest.mark.django_db
WHY = "取数口径不对"


def drop(round_: Round, row: Bulletin, reason: str = WHY) -> Bulletin:
    return drop_bulletin(actor=round_.writer, bulletin=row, reason=reason)


def test_a_dropped_draft_stays_with_its_reason_and_the_next_begins_anew_under_its_number(
    round_over: Round,
) -> None:
    row = round_over.draft()
    text = {**row.text, "clues": "写坏的一段。"}
    save_bulletin(actor=round_over.writer, bulletin=row, revision=0, text=text)
    dropped = drop(round_over, row)
    assert (dropped.state, dropped.drop_reason, dropped.dropped_by_id) == (
        DROPPED,
        WHY,
        round_over.writer.person_id,
    )
    titles = [one.title for one in own_work(round_over.writer).later] + [
        one.title for one in (*own_work(round_over.writer).soon, *own_work(round_over.writer).late)
    ]
    assert f"起草通报：{round_over.campaign.title}" in titles
    anew = round_over.draft()
    assert anew.pk != row.pk and (anew.number, anew.reason, anew.state) == (1, "", DRAFT)
    assert "写坏的一段" not in anew.text["clues"]
    assert list(examine_ledger()) == []


def test_a_dropped_correction_leaves_the_public_version_and_the_next_is_a_correction_again(
    round_over: Round,
) -> None:
    public = round_over.published()
    drop(round_over, round_over.draft("数字更正"))
    public.refresh_from_db()
    assert public.state == PUBLIC
    with pytest.raises(Refusal, match="更正理由"):
        round_over.draft()
    assert round_over.draft("数字更正").number == 2


def test_only_a_draft_is_dropped_with_a_reason_and_by_who_may_write(round_over: Round) -> None:
    row = round_over.draft()
    with pytest.raises(Refusal) as refused:
        drop(round_over, row, " ")
    assert refused.value.code == "drop-reason"
    county = round_over.visiting.ceremony.county
    for role in (LEADER, LEGAL, BUSINESS):
        with pytest.raises(Forbidden):
            drop_bulletin(actor=county.actor(role), bulletin=row, reason=WHY)
    submitted = round_over.submitted()
    with pytest.raises(Conflict):
        drop(round_over, submitted)
    assert Bulletin.objects.get().state == SUBMITTED


def test_the_number_of_a_returned_draft_stands_on_nothing_once_it_is_dropped(round_over: Round) -> None:
    legal: Actor = round_over.visiting.ceremony.county.actor(LEGAL)
    set_series(actor=legal, kind=BULLETIN_PAPER, code="阜自然资通")
    row = round_over.approved()
    return_bulletin(actor=round_over.leader, bulletin=row, words="重写")
    drop(round_over, row)
    number = DocumentNumber.objects.get(subject=row.pk)
    assert (number.standing, number.reason) == ("void", WHY)
    again = round_over.approved()
    assert again.document_no and again.document_no != str(number)


def test_the_database_keeps_no_dropped_draft_without_a_reason(round_over: Round) -> None:
    row = round_over.draft()
    row.state = DROPPED
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_the_pages_drop_a_draft_and_show_it_where_the_next_is_begun(round_over: Round) -> None:
    client = Client()
    client.force_login(round_over.people[ENFORCEMENT])
    row = round_over.draft()
    assert "放弃草稿" in client.get(reverse("bulletin_detail", args=[row.pk])).content.decode()
    address = reverse("bulletin_drop", args=[row.pk])
    assert "放弃的理由" in client.post(address, {"reason": ""}).content.decode()
    assert client.post(address, {"reason": WHY}).status_code == 302
    told = client.get(reverse("bulletin_detail", args=[row.pk])).content.decode()
    assert WHY in told and "草稿已放弃" in told
    begin = client.get(reverse("bulletin_draft", args=[round_over.campaign.pk])).content.decode()
    assert WHY in begin and "更正" not in begin.partition("<main")[2].partition("放弃的草稿")[0]
    assert "草稿已放弃" in client.get(reverse("bulletin_list")).content.decode()
    assert client.get(address).status_code == 409
