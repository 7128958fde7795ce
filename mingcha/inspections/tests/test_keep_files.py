"""What proves a result: photos, letters that came back, extracts; and what has to be done afterwards."""

import datetime
import io
from functools import partial

import pytest

from mingcha.accounts.rules import ENFORCEMENT
from mingcha.common import moments
from mingcha.common.errors import Forbidden, Refusal, Unknown
from mingcha.inspections.models import Approval, FollowUp, InspectionFile, Letter, Outcome
from mingcha.inspections.rules.files import EXTRACT, PHOTO, SCREEN
from mingcha.inspections.rules.forms import Result
from mingcha.inspections.rules.methods import REMOTE
from mingcha.inspections.rules.signing import ABSENT
from mingcha.inspections.services import (
    Enclosure,
    Sent,
    attach_file,
    begin_record,
    finish_follow_up,
    return_letter,
    send_letter,
    void_file,
)
from mingcha.inspections.tests.visiting import PHOTO as BYTES
from mingcha.inspections.tests.visiting import Visiting, photo
from mingcha.intake.services import Scan

GONE = {"signing": ABSENT, "party": "", "refusal_reason": "大门上锁", "refusal_witness": "村委会赵某"}


def barred(visiting: Visiting, code: str, words: str = "大门上锁，院内无人") -> list[Result]:
    units = visiting.coverage(visiting.first).units
    return [Result(unit, "", code, words) for unit in units]


def said(visiting: Visiting, code: str) -> str:
    """Why this result cannot be handed in."""
    with pytest.raises(Refusal) as refused:
        visiting.hand_in(visiting.first, results=barred(visiting, code), **GONE)
    return " ".join(sentence for _, sentence in refused.value.found)


def approve_on(day: datetime.date) -> None:
    """The visits were approved on that day."""
    Approval.objects.update(decided_at=moments.day_begins(day))


def post(visiting: Visiting, on: datetime.date, number: str) -> Letter:
    row = visiting.first
    return send_letter(
        actor=visiting.member(row),
        inspection=row.pk,
        sent=Sent(visiting.coverage(row).units[0], on, number),
    )


def come_back(visiting: Visiting, letter: Letter, on: datetime.date) -> None:
    return_letter(
        actor=visiting.member(visiting.first),
        letter=letter.pk,
        returned_on=on,
        outcome="查无此单位",
        scan=photo("退信.png"),
    )


@pytest.mark.parametrize(("gap", "is_enough"), [(14, False), (15, True), (30, True), (31, False)])
def test_nobody_is_called_unreachable_without_two_letters_the_lawful_days_apart(
    visiting: Visiting, gap: int, is_enough: bool
) -> None:
    visiting.on_the_day(visiting.first)
    first = datetime.date(2026, 5, 1)
    approve_on(first)
    assert "现有0次" in said(visiting, "unreachable")
    second = first + datetime.timedelta(days=gap)
    for number, day in enumerate((first, second)):
        come_back(visiting, post(visiting, day, f"XA{number}"), day + datetime.timedelta(days=5))
    if not is_enough:
        assert "间隔应为15至30日" in said(visiting, "unreachable")
        return
    visiting.hand_in(visiting.first, results=barred(visiting, "unreachable"), **GONE)
    visiting.confirm(visiting.first)
    assert {one.national for one in Outcome.objects.all()} == {"4"}
    # Ten working days after 18 June 2026; 19 June is a holiday.
    assert {one.due_on for one in FollowUp.objects.all()} == {datetime.date(2026, 7, 3)}


def test_a_letter_that_did_not_come_back_proves_nothing(visiting: Visiting) -> None:
    visiting.on_the_day(visiting.first)
    approve_on(datetime.date(2026, 4, 30))
    for number, day in enumerate((1, 20)):
        post(visiting, datetime.date(2026, 5, day), f"XA{number}")
    assert "现有0次" in said(visiting, "unreachable")


@pytest.mark.parametrize("day", [datetime.date(2026, 4, 30), datetime.date(2026, 6, 19)])
def test_the_same_letter_stands_once_and_none_is_older_than_the_approval_or_of_tomorrow(
    visiting: Visiting, day: datetime.date
) -> None:
    visiting.on_the_day(visiting.first)
    approve_on(datetime.date(2026, 5, 1))
    for _ in range(2):
        post(visiting, datetime.date(2026, 5, 1), "XA1")
    assert Letter.objects.count() == 1
    with pytest.raises(Refusal, match="2026-05-01（检查批准）至今天"):
        post(visiting, day, "XA2")


@pytest.mark.parametrize(("code", "kind"), [("closed", PHOTO), ("deregistered", EXTRACT)])
def test_what_could_not_be_checked_needs_its_proof(visiting: Visiting, code: str, kind: str) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    assert "须附" in said(visiting, code)
    told = Enclosure(kind, photo(), "大门")
    attach_file(actor=visiting.member(row), inspection=row.pk, enclosure=told)
    visiting.hand_in(row, results=barred(visiting, code), **GONE)


def test_a_void_file_proves_nothing_and_stays(visiting: Visiting) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    told = Enclosure(PHOTO, photo(), "别家的大门")
    file = attach_file(actor=visiting.member(row), inspection=row.pk, enclosure=told)
    with pytest.raises(Refusal):
        void_file(actor=visiting.member(row), file=file.pk, reason=" ")
    void_file(actor=visiting.member(row), file=file.pk, reason="拍错了")
    assert "须附" in said(visiting, "closed")
    assert InspectionFile.objects.get().void_reason == "拍错了"


def test_a_file_is_bound_by_its_digest_and_by_nothing_but_a_picture_or_a_pdf(visiting: Visiting) -> None:
    row = visiting.first
    visiting.schedule(row)
    file = attach_file(actor=visiting.member(row), inspection=row.pk, enclosure=Enclosure(PHOTO, photo()))
    assert file.proof.size == len(BYTES)
    script = Scan(io.BytesIO(b"<script>"), "现场.png")
    with pytest.raises(Refusal) as refused:
        attach_file(actor=visiting.member(row), inspection=row.pk, enclosure=Enclosure(PHOTO, script))
    assert refused.value.code == "proof-kind"


def test_nobody_outside_the_team_and_those_in_charge_attaches_anything(visiting: Visiting) -> None:
    row = visiting.first
    visiting.notify(visiting.schedule(row))
    attach_file(actor=visiting.reader(ENFORCEMENT), inspection=row.pk, enclosure=Enclosure(PHOTO, photo()))
    with pytest.raises(Forbidden):
        attach_file(
            actor=visiting.ceremony.county.actor("legal"),
            inspection=row.pk,
            enclosure=Enclosure(PHOTO, photo()),
        )
    with pytest.raises(Unknown):
        attach_file(
            actor=visiting.ceremony.county.actor("business"),
            inspection=row.pk,
            enclosure=Enclosure(PHOTO, photo()),
        )


def test_what_follows_is_finished_with_words_by_the_section_or_enforcement(visiting: Visiting) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    results = [Result(one.unit, one.item, "pending", "超层开采") for one in visiting.typed(row).results]
    visiting.hand_in(row, results=results)
    visiting.confirm(row)
    one = FollowUp.objects.all()[0]
    finish = partial(finish_follow_up, follow_up=one.pk, done_on=datetime.date(2026, 6, 18))
    with pytest.raises(Forbidden):
        finish(actor=visiting.member(row), words="已移交")
    with pytest.raises(Refusal):
        finish(actor=visiting.reader(ENFORCEMENT), words=" ")
    finish(actor=visiting.reader(ENFORCEMENT), words="已移交执法监察股")
    one.refresh_from_db()
    assert (one.state, one.done_words) == ("done", "已移交执法监察股")


def test_a_remote_look_shows_what_was_seen(visiting: Visiting) -> None:
    row = visiting.first
    visiting.schedule(row, method=REMOTE)
    visiting.notify(row)
    visiting.clock.now = datetime.datetime(2026, 6, 18, 3, 30, tzinfo=datetime.UTC)
    begin_record(actor=visiting.member(row), inspection=row.pk)
    with pytest.raises(Refusal) as refused:
        visiting.hand_in(row)
    assert [where for where, _ in refused.value.found] == ["远程检查"]
    told = Enclosure(SCREEN, photo("截图.png"), "年报公示页")
    attach_file(actor=visiting.member(row), inspection=row.pk, enclosure=told)
    visiting.hand_in(row)
