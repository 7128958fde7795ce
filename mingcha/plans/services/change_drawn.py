"""What became of a drawn unit after the draw, written by draws and visits in their transaction: another team
goes there, it was withdrawn and the next reserve stands in its place, or its visit was called off."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.locking import lock
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act
from mingcha.plans.models import Campaign, DrawnUnit, DrawnUnitChange, Participation
from mingcha.plans.queries import find_campaign
from mingcha.plans.queries.visits import outstanding_results
from mingcha.plans.states import HANDED, PARTICIPATION, TAKES_RESULTS


def change_drawn_teams(*, actor: Actor, campaign: Campaign, teams: Mapping[str, Sequence[str]]) -> None:
    """`teams` says by roster number who goes to which unit now; units whose team is the same are left."""
    with transaction.atomic():
        campaign = _locked(actor, campaign)
        found = DrawnUnit.standing.filter(campaign=campaign, unit__in=teams).prefetch_related("changes")
        rows = [_change(one, teams[one.unit]) for one in found if one.present_team != list(teams[one.unit])]
        _record(actor, campaign, len(rows), rows)


def replace_drawn_unit(
    *, actor: Actor, campaign: Campaign, unit: str, substitute: tuple[str, str] | None
) -> None:
    """The unit counts no more; `substitute` (unit, holder code), if there is one, counts from today and has
    its team."""
    with transaction.atomic():
        campaign = _locked(actor, campaign)
        gone = DrawnUnit.standing.get(campaign=campaign, unit=unit)
        team = gone.present_team or []
        rows = [_change(gone, team, is_gone=True), *_in_its_place(gone, substitute, team)]
        _record(actor, campaign, 1, rows)


def call_off_drawn_units(
    *, actor: Actor, campaign: Campaign, units: Iterable[str], is_called_off: bool
) -> None:
    """Nobody can make the visit of these units, or somebody can again. While it is called off it counts
    against no cap and later campaigns may draw the unit; towards the floor it stays what was drawn."""
    with transaction.atomic():
        campaign = _locked(actor, campaign)
        found = DrawnUnit.standing.filter(campaign=campaign, unit__in=list(units)).prefetch_related("changes")
        rows = [_change(one, one.present_team or [], is_called_off=is_called_off) for one in found]
        _record(actor, campaign, len(rows), rows)


def _record(actor: Actor, campaign: Campaign, units: int, rows: Sequence[Record]) -> None:
    if rows:
        settled = _settle_partners(actor, campaign)
        record_act("plans.change_drawn", actor=actor, content={"units": units}, records=[*rows, *settled])


def _settle_partners(actor: Actor, campaign: Campaign) -> list[Participation]:
    """A partner that holds its sheets is done once nothing is owed any more, and owes again with what came
    back or came in the place of another."""
    parts = Participation.objects.filter(campaign=campaign, state__in=TAKES_RESULTS)
    changed = [one for one in parts if (one.state == HANDED) != bool(outstanding_results(actor, one))]
    for one in changed:
        is_done = one.state == HANDED
        one.state = PARTICIPATION.after("return" if is_done else "owe", one.state)
        one.returned_on = moments.today() if is_done else None
        one.save()
    return changed


def _in_its_place(
    gone: DrawnUnit, substitute: tuple[str, str] | None, team: Sequence[str]
) -> list[DrawnUnit]:
    if substitute is None:
        return []
    unit, holder = substitute
    return [
        DrawnUnit.objects.create(
            campaign=gone.campaign,
            unit=unit,
            holder_code=holder,
            drawn_on=moments.today(),
            draw=gone.draw,
            team=list(team),
            takes_place_of=gone,
        )
    ]


def _change(
    drawn: DrawnUnit, team: Sequence[str], *, is_gone: bool = False, is_called_off: bool | None = None
) -> DrawnUnitChange:
    """What is not said stays as the last change left it."""
    last = drawn.last_change
    return DrawnUnitChange.objects.create(
        drawn=drawn,
        n=last.n + 1 if last else 1,
        team=list(team),
        is_gone=is_gone,
        is_called_off=bool(last and last.is_called_off) if is_called_off is None else is_called_off,
    )


def _locked(actor: Actor, campaign: Campaign) -> Campaign:
    lock(f"plans/{actor.office_id}")
    return find_campaign(actor, campaign.pk)
