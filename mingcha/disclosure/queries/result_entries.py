"""Published results as what is entered into the platforms of superior bodies."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict
from mingcha.disclosure.models import Disclosure
from mingcha.disclosure.queries.kinds import RESULTS
from mingcha.disclosure.queries.result_lines import ResultLine
from mingcha.disclosure.states import PUBLIC
from mingcha.inspections.models import Inspection
from mingcha.plans.models import Campaign
from mingcha.upkeep.queries import entered_subjects
from mingcha.upkeep.rules import PLATFORMS_OF, RESULT, Subject


def entered_result(line: ResultLine, url: str) -> Subject:
    """`Conflict` before the result is public."""
    if line.shown is None or line.shown.state != PUBLIC:
        raise Conflict(
            "nothing-to-enter",
            "这一户次的结果还没有公示。",
            title="不能登记平台录入：还没有公示",
            remedy="请先公示，再录入平台。",
        )
    since = moments.local_day(line.shown.disclosed_at)
    return Subject(RESULT, line.inspection.pk, str(line.inspection), f"{url}#platforms", since)


def results_not_entered(scope: Actor, campaigns: Sequence[Campaign]) -> Iterator[tuple[Campaign, str, int]]:
    """(campaign, platform, how many public results lack there) of those that lack
    any; one corrected since it was entered does. Four queries."""
    public = Disclosure.objects.filter(office_id=scope.office_id, kind=RESULTS, state=PUBLIC)
    changed = {UUID(record): at for record, at in public.values_list("record", "disclosed_at")}
    rows = Inspection.objects.filter(campaign__in=list(campaigns), office_id=scope.office_id)
    by_campaign: dict[UUID, set[UUID]] = {one.pk: set() for one in campaigns}
    for pk, campaign in rows.values_list("pk", "campaign"):
        by_campaign[campaign].add(pk)
    for platform in PLATFORMS_OF[RESULT]:
        entered = entered_subjects(scope, RESULT, platform, changed)
        for one in campaigns:
            if count := len((by_campaign[one.pk] & changed.keys()) - entered):
                yield one, platform, count
