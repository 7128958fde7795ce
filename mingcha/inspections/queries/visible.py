"""Which visits a viewer may see. Before its notice a row is only for those who need it: its team, enforcement
and leaders, each after a look that is on record (docs/decisions/0016). In SQL, in one place."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision
from mingcha.accounts.rules import ENFORCEMENT, LEADER
from mingcha.common.errors import Unknown
from mingcha.draws.policies import NamesDecision, can_see_names, can_see_own_visits
from mingcha.draws.queries.outcomes import disclosed_among
from mingcha.inspections.models import Approval, Inspection, InspectionRecord
from mingcha.inspections.policies import can_see_noticed, can_work_on
from mingcha.inspections.queries.coverage import Coverage, coverages_of, own_visits
from mingcha.inspections.states import SUBMITTED
from mingcha.plans.models import Campaign
from mingcha.plans.states import SENT
from mingcha.registers.queries.interests import own_inspector_if_any


@dataclass(frozen=True)
class Sight:
    """What one viewer may see of one campaign's visits. `every` and `own_rows` say whether a look is still
    missing; `own` are the visits on which he goes himself, by code."""

    campaign: Campaign
    covered: dict[str, Coverage]
    roster_no: str
    own: frozenset[str]
    every: NamesDecision
    own_rows: NamesDecision
    noticed: Decision

    @property
    def rows(self) -> Q:
        """The visible rows of this campaign."""
        if self.every:
            return Q()
        own = Q(code__in=self.own)
        seen = own if self.own_rows else own & Q(noticed_at__isnull=False)
        return seen | Q(noticed_at__isnull=False) if self.noticed else seen

    @property
    def to_look(self) -> NamesDecision | None:
        """The look that would open more, if there is one."""
        if not self.every and self.every.to_look:
            return self.every
        return self.own_rows if self.own and not self.own_rows and self.own_rows.to_look else None


def sight_of(scope: Actor, campaign: Campaign) -> Sight:
    """Asked of one campaign of the viewer's office."""
    return sights_of(scope, [campaign])[0]


def sights_of(scope: Actor, campaigns: Collection[Campaign]) -> list[Sight]:
    """In the order of the campaigns, with as many queries as for one."""
    covered = coverages_of(campaigns)
    own = own_inspector_if_any(scope) if scope.roles else None
    number = own.roster_no if own else ""
    public = disclosed_among(campaigns)
    confirms = _to_confirm(campaigns, number) if number else {}

    def sight(campaign: Campaign) -> Sight:
        is_public, is_sent = campaign.pk in public, campaign.state == SENT
        visits = covered[campaign.pk]
        return Sight(
            campaign,
            visits,
            number,
            own_visits(visits, number) | confirms.get(campaign.pk, frozenset()) if number else frozenset(),
            _every(scope, campaign, is_public=is_public, is_sent=is_sent),
            can_see_own_visits(scope, campaign.pk, is_disclosed=is_public or is_sent),
            can_see_noticed(scope, campaign),
        )

    return [sight(campaign) for campaign in campaigns]


def _to_confirm(campaigns: Collection[Campaign], roster_no: str) -> dict[UUID, frozenset[str]]:
    """By campaign, visits on which he went by a record that waits for its confirmation, whoever sits there
    now."""
    waiting = InspectionRecord.objects.filter(inspection__campaign__in=campaigns, state=SUBMITTED)
    found: dict[UUID, set[str]] = defaultdict(set)
    for pk, code, team in waiting.values_list("inspection__campaign", "inspection__code", "team"):
        if roster_no in {one["roster"] for one in team}:
            found[pk].add(code)
    return {pk: frozenset(codes) for pk, codes in found.items()}


def _every(scope: Actor, campaign: Campaign, *, is_public: bool, is_sent: bool) -> NamesDecision:
    if is_sent:  # a clue check without a draw: whom it concerns stands on the clue's own page
        return NamesDecision(bool(can_see_noticed(scope, campaign)), "这项线索核查由别的股室负责。")
    if is_public:  # what other sections may know by now they read on the public pages
        return NamesDecision(bool(can_see_noticed(scope, campaign)), "这里只列出本股室负责的户次。")
    return can_see_names(scope, campaign.pk, is_disclosed=is_public, has_teams=True)


def inspections(scope: Actor) -> "QuerySet[Inspection]":
    """Every visit of the viewer's office, for counting; rows are shown by `visible_inspections`."""
    return Inspection.objects.filter(office_id=scope.office_id)


def visible_inspections(scope: Actor, *sights: Sight, own: bool = False) -> "QuerySet[Inspection]":
    """The rows of a campaign, or of several, that this viewer may see, by number; or the `own` ones alone."""
    of_each = (
        Q(sight.rows, Q(code__in=sight.own) if own else Q(), campaign=sight.campaign.pk) for sight in sights
    )
    seen = reduce(or_, of_each, Q(pk__in=[]))
    found = inspections(scope).filter(seen)
    return found.select_related("campaign", "scheduled_by").order_by("number")


@dataclass(frozen=True)
class Seen:
    """One visit that the viewer may see, with what it covers now."""

    inspection: Inspection
    sight: Sight

    @property
    def coverage(self) -> Coverage:
        """What it covers and who goes; nothing and nobody where what was drawn counts no more."""
        code = self.inspection.code
        return self.sight.covered.get(code) or Coverage(code, (), ())

    @property
    def is_member(self) -> bool:
        return self.inspection.code in self.sight.own

    def may_work(self, actor: Actor) -> Decision:
        return can_work_on(actor, self.coverage.team, self.sight.roster_no)


def find_inspection(scope: Actor, pk: UUID) -> Seen:
    """One visit that the viewer may see. `ActNeeded` where a look is all that is missing; `Unknown` for any
    other, whether there is one or not."""
    row = inspections(scope).select_related("campaign", "campaign__office").filter(pk=pk).first()
    if row is None:
        raise no_such_inspection()
    sight = sight_of(scope, row.campaign)
    if visible_inspections(scope, sight).filter(pk=pk).exists():
        return Seen(row, sight)
    if row.code in sight.own:
        sight.own_rows.require()
    if scope.has(ENFORCEMENT, LEADER):
        sight.every.require()
    raise no_such_inspection()


def no_such_inspection() -> Unknown:
    """Said of every visit that the viewer may not see, whether there is one or not."""
    return Unknown(
        "no-such-inspection",
        "没有这一户次，或者它不在您的职责范围内。",
        title="没有找到",
        remedy="请从“检查”页面进入。",
    )


def find_approval(scope: Actor, pk: UUID) -> Approval:
    """One approval of the viewer's office, or `Unknown`."""
    rows = Approval.objects.filter(office_id=scope.office_id, pk=pk)
    row = rows.select_related("campaign", "proposed_by", "decided_by").first()
    if row is None:
        raise Unknown("no-such-approval", "没有这项检查审批。", title="没有找到")
    return row
