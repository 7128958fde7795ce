"""Who decides on a change of a member decides on the one that was read."""

from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import ENFORCEMENT, LEADER
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
