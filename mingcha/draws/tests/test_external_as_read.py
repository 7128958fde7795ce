"""External draws: who confirms, confirms what was read; names of files are told to who may open them."""

import re

from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import AUDITOR, LEADER, LEGAL
from mingcha.draws.services.external import (
    explain_external_draw,
)
from mingcha.draws.tests.changing import look
from mingcha.draws.tests.platform import Platform
from mingcha.draws.tests.test_external_pages import log_in, read


def posted_by(client: Client, address: str, page: str) -> dict[str, str]:
    """The hidden fields of the form on that page that posts to the address."""
    form = page.partition(f'action="{address}"')[2].partition("</form>")[0]
    return dict(re.findall(r'name="(seen)" value="([0-9]+)"', form))


def test_who_confirms_confirms_the_explanation_that_was_read(platform: Platform) -> None:
    platform.explanation = "省库尚未同步"
    draw = platform.take_in()
    leader = log_in(platform.county, LEADER)
    address = reverse("external_confirm", args=[draw.pk])
    read_before = posted_by(leader, address, read(leader, "external_draw", draw.pk))
    explain_external_draw(actor=platform.clerk, draw=draw, explanation="没有差异")
    answer = leader.post(address, read_before)
    assert answer.status_code == 409
    assert "内容已变" in answer.content.decode()
    draw.refresh_from_db()
    assert draw.state == "waiting"
    read_now = posted_by(leader, address, read(leader, "external_draw", draw.pk))
    assert leader.post(address, read_now).status_code == 302


def test_who_confirms_a_withdrawal_confirms_the_reason_that_was_read(platform: Platform) -> None:
    draw = platform.confirmed()
    leader, legal = (log_in(platform.county, role) for role in (LEADER, LEGAL))
    leader.post(reverse("external_withdraw", args=[draw.pk]), {"reason": "导错了批次"})
    address = reverse("external_withdraw_confirm", args=[draw.pk])
    read_before = posted_by(legal, address, read(legal, "external_draw", draw.pk))
    leader.post(reverse("external_withdraw", args=[draw.pk]), {"reason": "结果不满意"})
    assert legal.post(address, read_before).status_code == 409
    draw.refresh_from_db()
    assert draw.withdrawn_at is None
    read_now = posted_by(legal, address, read(legal, "external_draw", draw.pk))
    assert legal.post(address, read_now).status_code == 302


def test_names_of_files_are_told_to_who_may_open_them(platform: Platform) -> None:
    draw = platform.take_in()
    files = [one.file_name for one in draw.lists.all()] + [
        one.proof.file_name for one in draw.screenshots.all()
    ]
    auditor, leader = (log_in(platform.county, role) for role in (AUDITOR, LEADER))
    told = read(auditor, "external_draw", draw.pk)
    assert [name for name in files if name in told] == []
    told = read(look(leader, platform.county.campaign), "external_draw", draw.pk)
    assert [name for name in files if name not in told] == []
