"""Give an office the legal defaults it does not have yet: a new one all of them, an upgraded one the new."""

from dataclasses import asdict
from itertools import pairwise

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Office
from mingcha.common import moments
from mingcha.common.locking import lock
from mingcha.law.models import HolidayNotice, LegalText, Obligation
from mingcha.law.queries.calendar import calendar_of
from mingcha.law.rules import DEFAULT_TEXTS, OBLIGATIONS, title_key
from mingcha.law.rules.notices import DEFAULT_NOTICES, as_stored
from mingcha.law.services.keep_deadlines import recount_deadlines
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act

SUPPLIED = "随程序提供"
DATED = (
    "key",
    "title",
    "value",
    "unit",
    "clause",
    "quote",
    "confidence",
    "in_force_from",
    "in_force_until",
    "is_on",
)


def adopt_defaults(*, office: Office) -> list[Record]:
    """Every default whose key the office lacks, saved; what it has, amended or not, is left alone.

    Part of founding an office: the caller holds the transaction and records the rows in its own act."""
    return [
        *adopt_default_obligations(office=office),
        *adopt_default_texts(office=office),
        *adopt_default_notices(office=office),
    ]


def adopt_default_obligations(*, office: Office) -> list[Obligation]:
    """The obligations of `law.rules.OBLIGATIONS` that the office lacks, saved, in the order of the table."""
    held = set(Obligation.objects.filter(office=office).values_list("key", flat=True))
    lacking = [rule for rule in OBLIGATIONS if rule.key not in held]
    return Obligation.objects.bulk_create(
        Obligation(office=office, **{name: getattr(rule, name) for name in DATED}) for rule in lacking
    )


def adopt_default_texts(*, office: Office) -> list[LegalText]:
    """The texts of `law.rules.DEFAULT_TEXTS` of whose title the office has no version, saved, each version
    followed by the next of its title."""
    held = set(LegalText.objects.filter(office=office).values_list("key", flat=True))
    texts = [LegalText(office=office, key=title_key(row.title), **asdict(row)) for row in DEFAULT_TEXTS]
    lacking = [text for text in texts if text.key not in held]
    for former, later in pairwise(lacking):
        if former.key == later.key:
            former.replaced_by = later
    return LegalText.objects.bulk_create(reversed(lacking))


def adopt_default_notices(*, office: Office) -> list[HolidayNotice]:
    """The notices of `law.rules.notices.DEFAULT_NOTICES` for years of which the office has none, saved."""
    held = set(HolidayNotice.objects.filter(office=office).values_list("year", flat=True))
    return HolidayNotice.objects.bulk_create(
        HolidayNotice(
            office=office,
            year=notice.year,
            number=1,
            document_no=notice.document_no,
            issued_on=notice.issued_on,
            holidays=as_stored(notice.holidays),
            entered_by=SUPPLIED,
            entered_at=moments.now(),
        )
        for notice in DEFAULT_NOTICES
        if notice.year not in held
    )


def adopt_new_defaults(*, office: Office) -> list[Record]:
    """What a newer version of the program brought along, for an office that was founded before it; one act of
    the command line, none when nothing is new."""
    with transaction.atomic():
        lock(f"law/{office.pk}")
        adopted = adopt_defaults(office=office)
        if adopted:
            moved = recount_deadlines(office_id=office.pk, calendar=calendar_of(office.pk))
            record_act(
                "law.adopt_defaults",
                actor=Actor.command_line(office),
                reason="程序升级后补登记",
                content={"rows": len(adopted), "moved": [str(one) for one in moved]},
                records=[*adopted, *(one.deadline for one in moved)],
            )
    return adopted
