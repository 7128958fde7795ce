"""What anybody may read with the code on a paper: whether it is genuine, and what stands in its place now."""

import datetime
from dataclasses import dataclass

from mingcha.common import moments
from mingcha.common.errors import Unknown
from mingcha.inspections.models import Feedback, InspectionRecord, Notice
from mingcha.inspections.queries.coverage import coverages
from mingcha.inspections.queries.papers.notices import FORBIDDEN, RIGHTS, WHEN, WHERE, WHO, digest_of
from mingcha.inspections.rules.feedback import RATING
from mingcha.inspections.rules.tokens import DIGEST_LENGTH, is_token, read_signed
from mingcha.inspections.states import CALLED_OFF, CONFIRMED, HANDED_IN, RECORDED, SCHEDULED, SUPERSEDED
from mingcha.intake.private import without_numbers
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
    def is_standing(self) -> bool:
        """Who comes with it may be let in."""
        return self.is_whole and self.is_latest and not self.is_withdrawn

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
    editions = Notice.objects.filter(inspection=notice.inspection_id)
    latest = editions.select_related("paper", "inspection__campaign").order_by("edition").last() or notice
    return PublicNotice(
        notice=notice,
        latest=latest,
        is_whole=is_whole(notice),
        is_withdrawn=not is_in_force(latest),
        has_rating=Feedback.objects.filter(notice=notice, kind=RATING).exists(),
    )


def is_in_force(notice: Notice) -> bool:
    """Whether its visit is still what the notice says: nothing set anew since, the same day, officers and
    units. Once the visit is on record, what was drawn anew afterwards changes nothing of it."""
    row = notice.inspection
    if row.state in (SCHEDULED, CALLED_OFF) or notice.visit_on != row.planned_on:
        return False
    if row.state == RECORDED:
        return True
    now = coverages(row.campaign).get(row.code)
    if now is None or now.is_void:
        return False
    return (list(now.team), list(now.units)) == (notice.team, notice.units)


def find_notice(token: str) -> Notice:
    """By its code alone: whoever holds the paper."""
    rows = Notice.objects.select_related("paper", "inspection__campaign", "inspection__office")
    found = rows.filter(token=token).first() if is_token(token) else None
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
class LaterVersion:
    """A version after that of the receipt. `reason` is told of a change that was asked for, allowed and
    carried out; why a version was returned is between the officers."""

    record: InspectionRecord
    reason: str


@dataclass(frozen=True)
class PublicReceipt:
    """That a version of a record was handed in, and which one counts now."""

    record: InspectionRecord
    later: tuple["LaterVersion", ...]

    @property
    def standing(self) -> InspectionRecord | None:
        """The version that counts now, where one was confirmed."""
        versions = (self.record, *(one.record for one in self.later))
        return next((one for one in reversed(versions) if one.state == CONFIRMED), None)

    @property
    def is_superseded(self) -> bool:
        """Only once another version was confirmed in its place."""
        return self.record.state == SUPERSEDED

    @property
    def is_being_corrected(self) -> bool:
        """It still counts, and another version is under way."""
        return self.record.state == CONFIRMED and bool(self.later)

    @property
    def day(self) -> datetime.date | None:
        return moments.local_day(self.record.began_at) if self.record.began_at else None


def public_receipt(token: str) -> PublicReceipt:
    """By the code on the party's receipt, or `Unknown`."""
    rows = InspectionRecord.objects.select_related("inspection__campaign", "inspection__office", "typed_by")
    record = rows.filter(token=token, state__in=HANDED_IN).first() if is_token(token) else None
    if record is None:
        raise Unknown(
            "no-such-receipt",
            "本机构没有出具过这份检查记录回执。",
            title="不是本机构出具的回执",
            remedy="请向本机构核实。",
        )
    rows = InspectionRecord.objects.filter(inspection=record.inspection_id, n__gte=record.n)
    versions = list(rows.exclude(digest="").select_related("typed_by").order_by("n"))
    states = {one.n: one.state for one in versions}
    later = [one for one in versions if one.n > record.n and one.state in HANDED_IN]
    return PublicReceipt(record, tuple(LaterVersion(one, _told(one, states)) for one in later))


def _told(record: InspectionRecord, states: dict[int, str]) -> str:
    """Why, where the version before it stood confirmed and was replaced."""
    is_change = states.get(record.n - 1) == SUPERSEDED
    return without_numbers(record.reason) if is_change else ""
