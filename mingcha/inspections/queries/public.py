"""What anybody may read with the code on a paper: whether it is genuine, and what stands in its place now."""

import datetime
from dataclasses import dataclass

from mingcha.common import moments
from mingcha.common.errors import Unknown
from mingcha.inspections.models import Feedback, InspectionRecord, Notice
from mingcha.inspections.queries.papers.notices import FORBIDDEN, RIGHTS, WHEN, WHERE, WHO, digest_of
from mingcha.inspections.rules.feedback import RATING
from mingcha.inspections.rules.tokens import DIGEST_LENGTH, read_signed
from mingcha.inspections.states import CONFIRMED, HANDED_IN, SUPERSEDED
from mingcha.ledger.office_key import office_key


@dataclass(frozen=True)
class PublicNotice:
    """A notice as its own public page shows it. Parties are named as on the paper: natural persons and sole
    traders masked."""

    notice: Notice
    latest: Notice
    is_whole: bool
    is_withdrawn: bool
    has_rating: bool

    @property
    def is_latest(self) -> bool:
        return self.notice.pk == self.latest.pk

    @property
    def content(self) -> dict[str, object]:
        found: dict[str, object] = self.notice.paper.content
        return found

    @property
    def sections(self) -> dict[str, list[str]]:
        told = self.notice.paper.content["sections"]
        return dict(told)

    @property
    def officers(self) -> list[str]:
        return self.sections.get(WHO, [])

    @property
    def places(self) -> list[str]:
        return self.sections.get(WHERE, [])

    @property
    def when(self) -> str:
        return "".join(self.sections.get(WHEN, []))

    @property
    def items(self) -> list[list[str]]:
        rows: list[list[str]] = self.notice.paper.content["table"]["rows"]
        return rows

    @property
    def forbidden(self) -> tuple[str, ...]:
        return FORBIDDEN

    @property
    def rights(self) -> tuple[str, ...]:
        return RIGHTS

    @property
    def may_rate(self) -> bool:
        """Once the day has come, once."""
        standing = self.is_latest and not self.is_withdrawn and not self.has_rating
        return standing and self.notice.visit_on <= moments.today()


def public_notice(token: str) -> PublicNotice:
    """The notice of that code, or `Unknown`: then it is not of this office."""
    notice = find_notice(token)
    editions = Notice.objects.filter(inspection=notice.inspection_id).select_related("paper")
    latest = editions.order_by("edition").last() or notice
    row = notice.inspection
    return PublicNotice(
        notice=notice,
        latest=latest,
        is_whole=is_whole(notice),
        is_withdrawn=latest.visit_on != row.planned_on,
        has_rating=Feedback.objects.filter(notice=notice, kind=RATING).exists(),
    )


def find_notice(token: str) -> Notice:
    """By its code alone: whoever holds the paper."""
    rows = Notice.objects.select_related("paper", "inspection__campaign", "inspection__office")
    found = rows.filter(token=token).first() if token else None
    if found is None:
        raise Unknown(
            "no-such-notice",
            "本机构没有出具过这份检查通知书。",
            title="不是本机构出具的通知书",
            remedy="请不要接受检查，并向本机构核实；拨打本机构公开电话，或者到政务服务窗口查询。",
        )
    return found


def is_whole(notice: Notice) -> bool:
    """Whether the signed text is the office's and says what is kept of the notice."""
    told = read_signed(notice.signed, office_key().public_key())
    content = notice.paper.content
    return told is not None and told.digest == digest_of(content)[:DIGEST_LENGTH]


@dataclass(frozen=True)
class PublicReceipt:
    """That a version of a record was handed in, and which one counts now."""

    record: InspectionRecord
    later: tuple[InspectionRecord, ...]

    @property
    def standing(self) -> InspectionRecord | None:
        """The version that counts now, where one was confirmed."""
        versions = (self.record, *self.later)
        return next((one for one in reversed(versions) if one.state == CONFIRMED), None)

    @property
    def is_superseded(self) -> bool:
        return self.record.state == SUPERSEDED or bool(self.later)

    @property
    def day(self) -> datetime.date | None:
        return moments.local_day(self.record.began_at) if self.record.began_at else None


def public_receipt(token: str) -> PublicReceipt:
    """By the code on the party's receipt, or `Unknown`."""
    rows = InspectionRecord.objects.select_related("inspection__campaign", "inspection__office", "typed_by")
    record = rows.filter(token=token, state__in=HANDED_IN).first() if token else None
    if record is None:
        raise Unknown(
            "no-such-receipt",
            "本机构没有出具过这份检查记录回执。",
            title="不是本机构出具的回执",
            remedy="请向本机构核实。",
        )
    after = InspectionRecord.objects.filter(inspection=record.inspection_id, n__gt=record.n)
    later = after.filter(state__in=HANDED_IN).exclude(digest="").select_related("typed_by").order_by("n")
    return PublicReceipt(record, tuple(later))
