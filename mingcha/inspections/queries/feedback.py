"""What parties say of visits: counts for leaders and the auditor, words for the discipline people alone."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Unknown
from mingcha.inspections.models import Feedback, FeedbackReply
from mingcha.inspections.policies import can_read_feedback, can_see_ratings
from mingcha.inspections.rules.feedback import COMPLAINT, RATING, YES


@dataclass(frozen=True)
class FeedbackCounts:
    """How many said what, without a word of it."""

    ratings: int
    hindered: int
    asked_for: int
    complaints: int
    open_complaints: int


def feedback(scope: Actor) -> "QuerySet[Feedback]":
    """Every rating and complaint of the office with whether it is closed, open ones first: for whom the words
    are."""
    can_read_feedback(scope).require()
    rows = Feedback.objects.filter(office_id=scope.office_id).annotate(is_closed=_closing())
    return rows.select_related("notice__paper", "inspection__campaign").order_by(_closing(), "-given_at")


def feedback_counts(scope: Actor) -> FeedbackCounts:
    can_see_ratings(scope).require()
    rows = Feedback.objects.filter(office_id=scope.office_id)
    ratings, complaints = rows.filter(kind=RATING), rows.filter(kind=COMPLAINT)
    return FeedbackCounts(
        ratings.count(),
        ratings.filter(hindered=YES).count(),
        ratings.filter(asked_for=YES).count(),
        complaints.count(),
        complaints.filter(~_closing()).count(),
    )


def waiting_feedback(office: UUID) -> "QuerySet[Feedback]":
    """Complaints, and ratings that tell of one, that nobody closed: for counting, whoever asks."""
    told = Q(kind=COMPLAINT) | Q(hindered=YES) | Q(asked_for=YES)
    return Feedback.objects.filter(told, ~_closing(), office_id=office)


def find_feedback(scope: Actor, pk: UUID) -> Feedback:
    """One of the office, for whom the words are; `Unknown` for any other."""
    row = feedback(scope).filter(pk=pk).first()
    if row is None:
        raise Unknown("no-such-feedback", "没有这条评价或者投诉。", title="没有找到")
    return row


def replies_of(row: Feedback) -> list[FeedbackReply]:
    return list(row.replies.select_related("entered_by").order_by("entered_at"))


def _closing() -> Exists:
    """Whether a reply closed it."""
    return Exists(FeedbackReply.objects.filter(feedback=OuterRef("pk"), closes=True))
