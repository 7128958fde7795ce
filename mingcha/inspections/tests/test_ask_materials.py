"""A check on paper: what is asked is listed and told in the notice, what comes is kept with its digest."""

import datetime
import hashlib
from dataclasses import replace
from typing import Any

import pytest

from mingcha.accounts.rules import AUDITOR, ENFORCEMENT, LEADER
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.inspections.models import Inspection, Material, MaterialRequest
from mingcha.inspections.queries.contents import file_digests
from mingcha.inspections.queries.materials import materials_of
from mingcha.inspections.queries.papers.lines import is_notice_stale
from mingcha.inspections.queries.visible import find_inspection
from mingcha.inspections.rules.files import HANDED
from mingcha.inspections.rules.methods import ON_PAPER, REMOTE
from mingcha.inspections.services import (
    Came,
    ask_material,
    cancel_material,
    issue_notice,
    receive_material,
)
from mingcha.inspections.tests.visiting import PHOTO, Visiting, photo

TODAY = datetime.date(2026, 6, 16)
DUE = datetime.date(2026, 6, 18)
WORDS = "2025年度储量年报"


def on_paper(visiting: Visiting, method: str = ON_PAPER) -> Inspection:
    return visiting.schedule(visiting.first, method=method)


def ask(visiting: Visiting, words: str = WORDS, **told: Any) -> MaterialRequest:
    actor = visiting.member(visiting.first)
    return ask_material(actor=actor, inspection=visiting.first.pk, words=words, **{"due_on": DUE, **told})


def receive(visiting: Visiting, request: MaterialRequest, on: datetime.date = TODAY) -> Material:
    actor = visiting.member(visiting.first)
    return receive_material(actor=actor, request=request.pk, came=Came(photo("年报.png"), on))


def test_what_is_asked_stands_in_the_notice_with_its_day(visiting: Visiting) -> None:
    row = on_paper(visiting)
    ask(visiting)
    ask(visiting, "矿山地质环境保护年度报告")
    notice = issue_notice(actor=visiting.member(row), inspection=row.pk)
    told = dict(notice.paper.content["sections"])["请提交的材料"]
    assert told == [
        f"1．{WORDS}，2026年6月18日前提交。",
        "2．矿山地质环境保护年度报告，2026年6月18日前提交。",
    ]


def test_a_notice_of_a_check_on_paper_says_what_to_hand_in_or_is_not_made(visiting: Visiting) -> None:
    row = on_paper(visiting)
    actor = visiting.member(row)
    request = ask(visiting)
    cancel_material(actor=actor, request=request.pk, reason="共享数据里已有")
    with pytest.raises(Conflict, match="提交什么材料") as refused:
        issue_notice(actor=actor, inspection=row.pk)
    assert "书面材料" in refused.value.remedy
    ask(visiting)
    issue_notice(actor=actor, inspection=row.pk)


def test_what_is_asked_or_cancelled_after_the_notice_makes_the_list_in_it_stale(visiting: Visiting) -> None:
    row = on_paper(visiting)
    actor = visiting.member(row)
    ask(visiting)
    issue_notice(actor=actor, inspection=row.pk)
    assert not is_notice_stale(find_inspection(actor, row.pk))
    more = ask(visiting, "缴费凭证")
    assert is_notice_stale(find_inspection(actor, row.pk))
    issue_notice(actor=actor, inspection=row.pk, reason="补充要求提交的材料")
    assert not is_notice_stale(find_inspection(actor, row.pk))
    cancel_material(actor=actor, request=more.pk, reason="共享数据里已有")
    assert is_notice_stale(find_inspection(actor, row.pk))


def test_a_notice_that_lists_no_materials_is_not_made_stale_by_one(visiting: Visiting) -> None:
    row = on_paper(visiting, REMOTE)
    actor = visiting.member(row)
    issue_notice(actor=actor, inspection=row.pk)
    ask(visiting)
    assert not is_notice_stale(find_inspection(actor, row.pk))


def test_what_came_is_kept_as_it_came_and_the_same_file_twice_is_one(visiting: Visiting) -> None:
    on_paper(visiting)
    request = ask(visiting)
    first = receive(visiting, request)
    assert first.proof.sha256 == hashlib.sha256(PHOTO).hexdigest()
    assert receive(visiting, request) == first
    assert Material.objects.count() == 1


def test_what_was_handed_in_is_bound_by_the_record_unless_it_was_cancelled(visiting: Visiting) -> None:
    on_paper(visiting)
    asked, dropped = ask(visiting), ask(visiting, "2025年度台账")
    receive(visiting, asked)
    MaterialRequest.objects.filter(pk=dropped.pk).update(void_reason="不需要")
    digest = hashlib.sha256(PHOTO).hexdigest()
    assert file_digests(visiting.first) == [[HANDED, "", digest]]
    MaterialRequest.objects.filter(pk=asked.pk).update(void_reason="不需要")
    assert file_digests(visiting.first) == []


def test_asked_twice_with_the_same_words_it_is_one(visiting: Visiting) -> None:
    on_paper(visiting)
    assert ask(visiting) == ask(visiting)


def test_for_a_visit_on_site_nothing_is_asked_beforehand_for_a_remote_one_it_is(visiting: Visiting) -> None:
    visiting.schedule(visiting.first)
    with pytest.raises(Conflict, match="书面检查"):
        ask(visiting)
    on_paper(visiting, REMOTE)
    assert ask(visiting).number == 1


def test_cancelled_it_stays_with_the_reason_unless_it_came(visiting: Visiting) -> None:
    on_paper(visiting)
    kept, came = ask(visiting), ask(visiting, "缴费凭证")
    receive(visiting, came)
    actor = visiting.member(visiting.first)
    with pytest.raises(Refusal, match="写明原因"):
        cancel_material(actor=actor, request=kept.pk, reason=" ")
    cancel_material(actor=actor, request=kept.pk, reason="共享数据里已有")
    with pytest.raises(Conflict, match="已经收到"):
        cancel_material(actor=actor, request=came.pk, reason="多余")
    with pytest.raises(Conflict, match="已经取消"):
        receive(visiting, kept)
    rows = materials_of(visiting.first)
    assert [(one.words, one.void_reason) for one in rows] == [
        (WORDS, "共享数据里已有"),
        ("缴费凭证", ""),
    ]


def test_days_that_cannot_be_are_refused(visiting: Visiting) -> None:
    on_paper(visiting)
    with pytest.raises(Refusal):
        ask(visiting, due_on=TODAY - datetime.timedelta(days=1))
    request = ask(visiting)
    for days in (-1, 1):
        with pytest.raises(Refusal):
            receive(visiting, request, TODAY + datetime.timedelta(days=days))


def test_the_team_and_who_is_in_charge_ask_nobody_else(visiting: Visiting) -> None:
    row = on_paper(visiting)
    told: dict[str, Any] = {"inspection": row.pk, "due_on": DUE}
    ask_material(actor=visiting.reader(ENFORCEMENT), words="台账", **told)
    with pytest.raises(Forbidden):
        ask_material(actor=visiting.reader(LEADER), words="图纸", **told)
    issue_notice(actor=visiting.member(row), inspection=row.pk)
    with pytest.raises(Forbidden):
        ask_material(actor=visiting.reader(AUDITOR), words="图纸", **told)
    with pytest.raises(Refusal):
        ask_material(
            actor=replace(visiting.member(row), opened=frozenset(), roles=frozenset()), words="图纸", **told
        )
