"""Deciding on a change of a member: on the one that was read, and a refusal stands with its words."""

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import ENFORCEMENT, LEADER
from mingcha.common.errors import Refusal
from mingcha.draws.rules.changes import ALL
from mingcha.draws.tests.conftest import platform as platform
from mingcha.inspections.services import decline_member_change
from mingcha.inspections.tests.test_change_member import lapse, propose, seen
from mingcha.inspections.tests.test_change_member import listed as listed
from mingcha.inspections.tests.visiting import Visiting


def test_who_decides_decides_on_what_was_read(listed: Visiting) -> None:
    row = listed.first
    lapse()
    propose(listed, row)
    leader = Client()
    leader.force_login(listed.ceremony.county.bureau.people[LEADER])
    leader.post(reverse("names_look", args=[listed.campaign_pk]), {"scope": ALL, "next": "/"})
    page = leader.get(reverse("inspection_detail", args=[row.pk])).content.decode()
    read_before = page.partition('name="seen" value="')[2].partition('"')[0]
    assert read_before == str(seen(row))
    clerk = listed.reader(ENFORCEMENT)
    decline_member_change(actor=clerk, inspection=row.pk, seen_at=seen(row), words="证件已续期")
    propose(listed, row, inspector="J007")
    for pressed in ("confirm", "decline"):
        posted = {pressed: "1", "seen": read_before, "words": "不换"}
        answer = leader.post(reverse("member_change_decide", args=[row.pk]), posted)
        assert (answer.status_code, "内容已变" in answer.content.decode()) == (409, True)
    assert seen(row) != -1


def test_what_was_declined_leaves_the_team_and_the_words_stand(listed: Visiting) -> None:
    row = listed.first
    lapse()
    propose(listed, row)
    with pytest.raises(Refusal):
        decline_member_change(actor=listed.reader(LEADER), inspection=row.pk, seen_at=seen(row), words=" ")
    found = decline_member_change(
        actor=listed.reader(LEADER), inspection=row.pk, seen_at=seen(row), words="证件已续期"
    )
    assert (found.state, found.decision_words) == ("declined", "证件已续期")
    assert listed.coverage(row).team == ("J002", "J003")
    assert propose(listed, row).state == "proposed"
