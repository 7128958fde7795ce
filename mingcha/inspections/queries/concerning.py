"""Which campaigns a person may have to do with, by SQL before any draw is read: too many, never too few."""

import json
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from mingcha.accounts.actors import Actor
from mingcha.inspections.models import InspectionRecord
from mingcha.inspections.states import SUBMITTED
from mingcha.plans.models import Campaign, ClueCheck, DrawnUnit, DrawnUnitChange


def campaigns_that_may_name(scope: Actor, roster_no: str) -> "QuerySet[Campaign]":
    """Those in whose teams, present or former, this number stands, or in a record that waits for its
    confirmation; and those drawn before the teams were kept. Who goes now says `queries.coverage`."""
    units = DrawnUnit.objects.filter(campaign__office=scope.office_id)
    changes = DrawnUnitChange.objects.filter(drawn__campaign__office=scope.office_id)
    sent = ClueCheck.objects.filter(campaign__office=scope.office_id)
    waiting = InspectionRecord.objects.filter(inspection__office=scope.office_id, state=SUBMITTED)
    return Campaign.objects.filter(
        Q(pk__in=_naming(units, "team", roster_no).values("campaign"))
        | Q(pk__in=units.filter(team__isnull=True).values("campaign"))
        | Q(pk__in=_naming(changes, "team", roster_no).values("drawn__campaign"))
        | Q(pk__in=_naming(sent, "sent_team", roster_no).values("campaign"))
        | Q(pk__in=_naming(waiting, "team", roster_no).values("inspection__campaign")),
        office_id=scope.office_id,
    )


def _naming(rows: "QuerySet[Any]", column: str, roster_no: str) -> "QuerySet[Any]":
    """Rows whose list has the number, as the text of its JSON says: SQLite keeps other signs escaped."""
    written = {json.dumps(roster_no), json.dumps(roster_no, ensure_ascii=False)}
    named = reduce(or_, (Q(written__contains=one) for one in written))
    found: QuerySet[Any] = rows.alias(written=Cast(column, TextField())).filter(named)
    return found
