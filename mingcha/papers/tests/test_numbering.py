"""Numbers run without a gap, each stands on one thing, and what stands on nothing says why."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from mingcha.accounts.rules import ENFORCEMENT, LEADER, LEGAL
from mingcha.accounts.tests.cast import Bureau, make_bureau
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.ledger.services import record_act
from mingcha.papers.models import DocumentNumber
from mingcha.papers.rules.kinds import ANNOUNCEMENT, PLAN, SITTING
from mingcha.papers.services import (
    Bearer,
    record_outside_numbers,
    refuse_typed_number,
    set_series,
    take_number,
    void_number,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    bureau = make_bureau("fuping", "阜平试")
    set_series(actor=bureau.actor(LEGAL), kind=SITTING, code="阜自然抽")
    return bureau


def take(bureau: Bureau, kind: str = SITTING, title: str = "第一次会") -> DocumentNumber | None:
    with transaction.atomic():
        actor = bureau.actor(ENFORCEMENT)
        number = take_number(actor=actor, kind=kind, bearer=Bearer(uuid4(), title, "/draws/"))
        if number:
            record_act("papers.tests", actor=actor, records=[number])
    return number


def test_numbers_of_a_year_run_from_one_without_a_gap(bureau: Bureau) -> None:
    taken = [str(take(bureau)) for _ in range(3)]
    year = DocumentNumber.objects.first().year  # type: ignore[union-attr]  # three were just made
    assert taken == [f"阜自然抽〔{year}〕{number}号" for number in (1, 2, 3)]


def test_a_kind_without_a_series_takes_none(bureau: Bureau) -> None:
    assert take(bureau, ANNOUNCEMENT) is None
    assert DocumentNumber.objects.count() == 0


def test_kinds_with_one_code_share_its_numbers_others_begin_anew(bureau: Bureau) -> None:
    legal = bureau.actor(LEGAL)
    set_series(actor=legal, kind=ANNOUNCEMENT, code="阜自然抽")
    set_series(actor=legal, kind=PLAN, code="阜自然资发")
    numbers = [take(bureau), take(bureau, ANNOUNCEMENT), take(bureau, PLAN)]
    assert [(one.code, one.number) for one in numbers if one] == [
        ("阜自然抽", 1),
        ("阜自然抽", 2),
        ("阜自然资发", 1),
    ]


def test_another_office_has_numbers_of_its_own(bureau: Bureau) -> None:
    take(bureau)
    other = make_bureau("tang", "唐县试")
    set_series(actor=other.actor(LEGAL), kind=SITTING, code="阜自然抽")
    number = take(other)
    assert number is not None
    assert number.number == 1


def test_asked_again_for_one_thing_it_is_the_same_number(bureau: Bureau) -> None:
    bearer = Bearer(uuid4(), "第一次会", "/draws/")
    with transaction.atomic():
        actor = bureau.actor(ENFORCEMENT)
        first = take_number(actor=actor, kind=SITTING, bearer=bearer)
        assert take_number(actor=actor, kind=SITTING, bearer=bearer) == first
    assert DocumentNumber.objects.count() == 1


def test_what_is_rolled_back_leaves_no_gap(bureau: Bureau) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        take_number(
            actor=bureau.actor(ENFORCEMENT), kind=SITTING, bearer=Bearer(uuid4(), "没有开成", "/draws/")
        )
        raise RuntimeError("the sitting could not be opened")
    number = take(bureau)
    assert number is not None
    assert number.number == 1


def test_a_voided_number_is_never_given_again_and_says_why(bureau: Bureau) -> None:
    number = take(bureau)
    assert number is not None
    with pytest.raises(Refusal, match="写明为什么作废"), transaction.atomic():
        void_number(actor=bureau.actor(ENFORCEMENT), number=number, reason=" ")
    with transaction.atomic():
        void_number(actor=bureau.actor(ENFORCEMENT), number=number, reason="会议取消")
    with pytest.raises(Conflict, match="已经作废"), transaction.atomic():
        void_number(actor=bureau.actor(ENFORCEMENT), number=number, reason="会议取消")
    following = take(bureau)
    assert following is not None
    assert following.number == 2
    kept = DocumentNumber.objects.get(pk=number.pk)
    assert (kept.reason, kept.closed_by) == ("会议取消", bureau.actor(ENFORCEMENT).name)


def test_an_office_goes_on_where_its_own_book_ended(bureau: Bureau) -> None:
    first = take(bureau)
    assert first is not None
    told: dict[str, Any] = {"code": "阜自然抽", "year": first.year, "reason": "启用前已在收发文登记簿使用"}
    rows = record_outside_numbers(actor=bureau.actor(LEGAL), last=4, **told)
    assert [row.number for row in rows] == [2, 3, 4]
    following = take(bureau)
    assert following is not None
    assert following.number == 5
    for last in (0, 5, 5000):
        with pytest.raises(Refusal, match="下一个号是6号"):
            record_outside_numbers(actor=bureau.actor(LEGAL), last=last, **told)
    with pytest.raises(Refusal, match="不是本局设定的代字"):
        record_outside_numbers(actor=bureau.actor(LEGAL), last=9, **told | {"code": "别的字号"})
    with pytest.raises(Refusal, match="用在哪里"):
        record_outside_numbers(actor=bureau.actor(LEGAL), last=9, **told | {"reason": ""})


@pytest.mark.parametrize(
    "typed", ["阜自然抽〔2026〕7号", "阜自然抽[2026]07号", "阜自然抽（2026）7号", "阜自然抽 〔2026〕 7 号"]
)
def test_a_number_of_a_series_is_not_typed_by_hand(bureau: Bureau, typed: str) -> None:
    with pytest.raises(Refusal, match="由系统依次编号"):
        refuse_typed_number(bureau.office.pk, typed)


def test_a_number_of_the_offices_own_book_is_typed_freely(bureau: Bureau) -> None:
    for typed in ("阜自然资发〔2026〕5号", "", "第5期"):
        refuse_typed_number(bureau.office.pk, typed)


@pytest.mark.parametrize("code", ["抽", "ABC", "阜自然抽〔2026〕", "阜自然抽5", "字" * 17])
def test_a_code_is_two_to_sixteen_characters(bureau: Bureau, code: str) -> None:
    with pytest.raises(Refusal, match="代字用2至16个汉字"):
        set_series(actor=bureau.actor(LEGAL), kind=PLAN, code=code)


def test_a_series_is_changed_and_taken_away_the_numbers_stay(bureau: Bureau) -> None:
    take(bureau)
    set_series(actor=bureau.actor(LEGAL), kind=SITTING, code="阜资规抽")
    changed = take(bureau)
    assert changed is not None
    assert (changed.code, changed.number) == ("阜资规抽", 1)
    assert set_series(actor=bureau.actor(LEGAL), kind=SITTING, code="") is None
    assert take(bureau) is None
    assert DocumentNumber.objects.count() == 2


@pytest.mark.parametrize("role", [LEADER, ENFORCEMENT])
def test_only_legal_affairs_sets_series_and_explains_numbers(bureau: Bureau, role: str) -> None:
    actor = bureau.actor(role)
    with pytest.raises(Forbidden):
        set_series(actor=actor, kind=PLAN, code="阜自然资发")
    with pytest.raises(Forbidden):
        record_outside_numbers(actor=actor, code="阜自然抽", year=2026, last=3, reason="登记簿")


def test_the_database_itself_keeps_a_number_from_being_given_twice(bureau: Bureau) -> None:
    number = take(bureau)
    assert number is not None
    number.pk = uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        number.save(force_insert=True)
