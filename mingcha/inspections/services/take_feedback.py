"""What the party says of a visit by the code on its notice: no login, a few a day, sealed at once."""

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import OpenWork, Person, RoleGrant
from mingcha.accounts.rules import DISCIPLINE, LEADER
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.draws.policies import person_of
from mingcha.inspections.models import Feedback, FeedbackReply, Notice
from mingcha.inspections.policies import can_read_feedback
from mingcha.inspections.queries.feedback import find_feedback, waiting_feedback
from mingcha.inspections.queries.public import find_notice, public_notice
from mingcha.inspections.rules.feedback import ANSWERS, COMPLAINT, RATING, YES
from mingcha.ledger.services import record_act

COMPLAINTS_A_DAY = 5
WORDS_LIMIT, CONTACT_LIMIT = 1000, 100
PARTY = "当事人（公开页）"
COMPLAINT_WORK, UNREAD_WORK = "inspections.complaint", "inspections.unread"
TITLE = "不能提交"


@dataclass(frozen=True)
class Rating:
    """The two questions, and words if there are any."""

    hindered: str
    asked_for: str
    words: str = ""


@dataclass(frozen=True)
class Complaint:
    """What happened, and how to reach who tells it, if that is wanted."""

    words: str
    contact: str = ""


def rate_visit(*, token: str, rating: Rating) -> Feedback:
    """The one rating of a visit, from its day on. Given already it stands."""
    with transaction.atomic():
        notice = _locked(token)
        known = Feedback.objects.filter(notice=notice, kind=RATING).first()
        if known is not None:
            return known
        _require_rateable(token)
        if rating.hindered not in ANSWERS or rating.asked_for not in ANSWERS:
            raise Refusal("rating-answers", "两个问题都要选一个答案。", title=f"{TITLE}：没有选完")
        row = _new(notice, RATING, rating.words)
        row.hindered, row.asked_for = rating.hindered, rating.asked_for
        _keep("inspections.rate_visit", row)
        if YES in (rating.hindered, rating.asked_for):
            _tell_discipline(row, "企业评价反映妨碍经营或者索取财物")
    return row


def complain(*, token: str, complaint: Complaint) -> Feedback:
    """A complaint, at any time. The same words again the same day are one; after a few a day the paper's
    holder is asked to come or to write."""
    with transaction.atomic():
        notice = _locked(token)
        words = complaint.words.strip()[:WORDS_LIMIT]
        if not words:
            raise Refusal("complaint-words", "请写明发生了什么。", title=f"{TITLE}：没有内容")
        midnight = moments.day_begins(moments.today())
        given = notice.feedback.filter(kind=COMPLAINT, given_at__gte=midnight)
        for one in given:
            if one.words == words:
                return one
        if len(given) >= COMPLAINTS_A_DAY:
            raise Conflict(
                "complaints-a-day",
                f"这份通知书今天已经收到{COMPLAINTS_A_DAY}件投诉，明天可以再提交。",
                title=f"{TITLE}：今天已满",
                remedy="急需反映的，请直接联系本机构或者派驻的纪检监察机构。",
            )
        row = _new(notice, COMPLAINT, words)
        row.contact = complaint.contact.strip()[:CONTACT_LIMIT]
        _keep("inspections.take_complaint", row)
        _tell_discipline(row, "企业投诉")
    return row


def reply_feedback(*, actor: Actor, feedback: Feedback, words: str, closes: bool) -> FeedbackReply:
    """What the discipline people did about it. The same words by the same person twice are one."""
    with transaction.atomic():
        lock(f"inspections.feedback.{feedback.pk}")
        can_read_feedback(actor).require()
        row = find_feedback(actor, feedback.pk)
        if not words.strip():
            raise Refusal("reply-words", "请写明怎样核实、怎样处理。", title="不能登记：没有内容")
        for one in row.replies.filter(entered_by=actor.person_id, closes=closes):
            if one.words == words.strip():
                return one
        if row.replies.filter(closes=True).exists():
            raise Conflict("feedback-closed", "这一件已经办结。", title="不能登记：已经办结")
        reply = FeedbackReply(
            feedback=row, closes=closes, entered_by_id=person_of(actor), entered_at=moments.now()
        )
        reply.words = words.strip()[:WORDS_LIMIT]
        reply.save(force_insert=True)
        OpenWork.objects.filter(kind=UNREAD_WORK, subject=row.office_id).delete()
        if closes:
            OpenWork.objects.filter(kind=COMPLAINT_WORK, subject=row.pk).delete()
        record_act("inspections.reply_feedback", actor=actor, content={"closes": closes}, records=[reply])
    return reply


def _locked(token: str) -> Notice:
    notice = find_notice(token)
    lock(f"inspections.notice.{notice.pk}")
    return notice


def _require_rateable(token: str) -> None:
    found = public_notice(token)
    if not found.is_latest:
        raise Conflict("notice-former", "这份通知书已被新的一版代替。", title=f"{TITLE}：不是最新的通知书")
    if found.is_withdrawn:
        raise Conflict(
            "notice-withdrawn",
            "检查安排有变动，这份通知书已经作废。",
            title=f"{TITLE}：通知书已经作废",
            remedy="请用新的通知书上的二维码评价；现在就要反映的，可以投诉。",
        )
    if not found.may_rate:
        day: datetime.date = found.notice.visit_on
        raise Conflict("rating-early", f"{day}检查以后才能评价。", title=f"{TITLE}：还没有检查")


def _new(notice: Notice, kind: str, words: str) -> Feedback:
    row = Feedback(
        office_id=notice.inspection.office_id,
        inspection=notice.inspection,
        notice=notice,
        kind=kind,
        given_at=moments.now(),
    )
    row.words = words.strip()[:WORDS_LIMIT]
    return row


def _keep(act: str, row: Feedback) -> None:
    """The act names the visit; words are sealed, and the history tells none of them."""
    row.save(force_insert=True)
    party = Actor(None, PARTY, row.office_id, None, frozenset())
    inspection = row.inspection
    content = {"campaign": inspection.campaign.number}
    record_act(act, actor=party, content=content, records=[row])


def _tell_discipline(row: Feedback, title: str) -> None:
    """It waits on the home page of every discipline person; it tells neither party nor words. Without any,
    the leaders are told how many wait and what to do."""
    readers = _people(row.office_id, DISCIPLINE)
    if not readers:
        _tell_leaders(row.office_id)
        return
    OpenWork.objects.filter(kind=UNREAD_WORK, subject=row.office_id).delete()
    for person in readers:
        OpenWork.objects.get_or_create(
            person=person,
            kind=COMPLAINT_WORK,
            subject=row.pk,
            defaults={
                "title": title,
                "why": "当事人扫通知书上的二维码提交，内容只由纪检监督查看。",
                "url": reverse("feedback_detail", args=[row.pk]),
                "button": "去查看",
            },
        )


def _tell_leaders(office: UUID) -> None:
    """Nobody can read what came: how many there are, and the way out. One line, whatever comes."""
    number = waiting_feedback(office).count()
    for person in _people(office, LEADER):
        OpenWork.objects.update_or_create(
            person=person,
            kind=UNREAD_WORK,
            subject=office,
            defaults={
                "title": f"{number}件企业投诉没有人能查看",
                "why": "本机构没有纪检监督人员，内容别人不能看。请安全管理员给负责的人授予“纪检监督”，"
                "由其在“企业评价”里办理。",
                "url": reverse("people_list"),
                "button": "看人员",
            },
        )


def _people(office: UUID, role: str) -> list[Person]:
    """Who holds the role and is in office."""
    grants = RoleGrant.objects.filter(person__office=office, role=role, ended_at=None)
    return list(Person.objects.filter(pk__in=grants.values("person"), is_active=True))
