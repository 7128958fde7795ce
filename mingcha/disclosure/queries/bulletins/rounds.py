"""Rounds and how far the bulletin of each is. A round is a campaign whose units were drawn; a clue check is
none (its figures stand apart in the bulletins of its year)."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Unknown
from mingcha.disclosure.models import Bulletin, Disclosure
from mingcha.disclosure.queries.bulletins.figures import figures_of
from mingcha.disclosure.queries.results import RESULTS
from mingcha.disclosure.rules.bulletins import Figures, differences
from mingcha.disclosure.states import DROPPED, OPEN_BULLETIN, PUBLIC, WITHDRAWN
from mingcha.draws.models import Replacement
from mingcha.inspections.models import Inspection, InspectionRecord
from mingcha.inspections.queries.coverage import coverages
from mingcha.inspections.queries.listing import Progress, progress_of
from mingcha.inspections.states import CONFIRMED, OVER
from mingcha.plans.models import Campaign
from mingcha.plans.states import DRAWN

Change = tuple[str, str, str]


@dataclass(frozen=True)
class Round:
    """One campaign with the versions of its bulletin, the latest first, and how many visits are open."""

    progress: Progress
    versions: tuple[Bulletin, ...]
    open_visits: int

    @property
    def campaign(self) -> Campaign:
        return self.progress.campaign

    @property
    def is_over(self) -> bool:
        """Every visit is recorded or called off, or covers nothing any more, or there never was any."""
        return self.progress.is_empty or (self.progress.total > 0 and not self.open_visits)

    @property
    def latest(self) -> Bulletin | None:
        """The version that counts last; one that was dropped only where there is no other."""
        kept = (one for one in self.versions if one.state != DROPPED)
        return next(kept, self.versions[0] if self.versions else None)

    @property
    def public(self) -> Bulletin | None:
        return next((one for one in self.versions if one.state == PUBLIC), None)

    @property
    def is_due(self) -> bool:
        """The results are in, and nobody reads a bulletin."""
        return self.is_over and self.public is None

    @property
    def may_begin(self) -> bool:
        """Nobody is at work on a version."""
        return self.latest is None or self.latest.state not in OPEN_BULLETIN


def rounds_of(scope: Actor, today: datetime.date, year: int | None = None) -> list[Round]:
    """The rounds of the viewer's office, those without a bulletin first. It names nobody."""
    return rounds_among(progress_of(scope, today, year))


def rounds_among(every: Iterable[Progress]) -> list[Round]:
    """The rounds among campaigns whose progress is known, in the same order."""
    progress = [one for one in every if one.campaign.state == DRAWN]
    clues = _clue_campaigns(one.campaign.pk for one in progress)
    found = [one for one in progress if one.campaign.pk not in clues]
    versions = _versions(found)
    still = _still_open([one.campaign for one in found if one.total > one.done + one.called_off])
    rounds = [
        Round(one, tuple(versions.get(one.campaign.pk, ())), still.get(one.campaign.pk, 0)) for one in found
    ]
    return sorted(rounds, key=lambda one: (not one.is_due, one.public is not None))


def campaigns_without_bulletin(scope: Actor, today: datetime.date) -> list[Round]:
    """Rounds whose results are in and that have no public bulletin: they stay open until they have."""
    # Obligation bulletin of docs/law/obligations.yml.
    return [one for one in rounds_of(scope, today) if one.is_due]


def overtaken_bulletins(scope: Actor) -> list[tuple[Bulletin, list[Change]]]:
    """Public bulletins that a record corrected or a result withdrawn since has made wrong, each with (figure,
    as the bulletin says, as it is now); those of which a new version is at work left out."""
    found = bulletins(scope).filter(state=PUBLIC)
    at_work = Bulletin.objects.filter(state__in=OPEN_BULLETIN).values("campaign")
    told = [(one, changed_since(one)) for one in found.exclude(campaign__in=at_work).order_by("published_at")]
    return [(one, changes) for one, changes in told if changes]


def changed_since(bulletin: Bulletin) -> list[Change]:
    """Which figures of a version hold no more: of one at work whatever changed, of a public one what records
    corrected since have changed; a follow-up that ends later makes nothing of it wrong."""
    if bulletin.state == PUBLIC:
        return [*(_differences(bulletin) if _is_corrected(bulletin) else ()), *_withdrawn_since(bulletin)]
    return _differences(bulletin) if bulletin.state in OPEN_BULLETIN else []


def _differences(bulletin: Bulletin) -> list[Change]:
    return differences(Figures.revived(bulletin.figures), figures_of(bulletin.campaign))


def _is_corrected(bulletin: Bulletin) -> bool:
    """A record was confirmed after the figures were taken."""
    records = InspectionRecord.objects.filter(inspection__campaign=bulletin.campaign_id, state=CONFIRMED)
    return records.filter(confirmed_at__gt=bulletin.figures_at).exists()


def _withdrawn_since(bulletin: Bulletin) -> Iterator[Change]:
    """What was taken back after the figures were taken may be quoted in the text."""
    gone = Disclosure.objects.filter(kind=RESULTS, state=WITHDRAWN, office_id=bulletin.office_id)
    records = list(gone.filter(ended_at__gt=bulletin.figures_at).values_list("record", flat=True))
    if records and (
        count := Inspection.objects.filter(campaign=bulletin.campaign_id, pk__in=records).count()
    ):
        yield ("撤回的检查结果", "可能引用", f"{count}户次")


def lacks_bulletin(campaign: Campaign) -> bool:
    """It is a round, and nobody reads its bulletin."""
    is_round = campaign.state == DRAWN and not _clue_campaigns([campaign.pk])
    return is_round and not Bulletin.objects.filter(campaign=campaign, state=PUBLIC).exists()


def round_years(scope: Actor) -> list[int]:
    """The years that have a drawn campaign, the latest first."""
    found = Campaign.objects.filter(office_id=scope.office_id, state=DRAWN)
    return sorted(set(found.values_list("year", flat=True)), reverse=True)


def open_visits(campaign: Campaign) -> list[int]:
    """The numbers of the visits that are neither recorded nor called off nor without anything to visit."""
    rows = Inspection.objects.filter(campaign=campaign).order_by("number")
    waiting = list(rows.exclude(state__in=OVER))
    if not waiting:
        return []
    covered = coverages(campaign)
    return [row.number for row in waiting if not (row.code in covered and covered[row.code].is_void)]


def _still_open(campaigns: list[Campaign]) -> dict[UUID, int]:
    """By campaign, how many visits are open. What a visit covers is read only where a unit left without a
    substitute: else no visit can be void."""
    lost = Replacement.objects.filter(draw__campaign=OuterRef("pk"), substitute="")
    asked = Campaign.objects.filter(pk__in=[one.pk for one in campaigns]).annotate(lost=Exists(lost))
    may_be_void = set(asked.filter(lost=True).values_list("pk", flat=True))
    rows = Inspection.objects.filter(campaign__in=campaigns).exclude(state__in=OVER).order_by()
    counts = dict(rows.values_list("campaign").annotate(number=Count("pk")))
    return counts | {one.pk: len(open_visits(one)) for one in campaigns if one.pk in may_be_void}


def _clue_campaigns(pks: Iterable[UUID]) -> set[UUID]:
    return set(
        Campaign.objects.filter(pk__in=list(pks), clue_check__isnull=False).values_list("pk", flat=True)
    )


def _versions(found: list[Progress]) -> dict[UUID, list[Bulletin]]:
    rows = Bulletin.objects.filter(campaign__in=[one.campaign for one in found]).defer("text", "figures")
    versions: dict[UUID, list[Bulletin]] = {}
    for row in rows.select_related("drafted_by").order_by("-drafted_at"):
        versions.setdefault(row.campaign_id, []).append(row)
    return versions


def bulletins(scope: Actor) -> "QuerySet[Bulletin]":
    """Every version of the viewer's office."""
    found = Bulletin.objects.filter(office_id=scope.office_id)
    people = ("drafted_by", "submitted_by", "decided_by")
    return found.select_related("campaign__office", "campaign__section", "office", "paper", *people)


def find_bulletin(scope: Actor, pk: UUID) -> Bulletin:
    """One version, or `Unknown` in another office."""
    found = bulletins(scope).filter(pk=pk).first()
    if found is None:
        raise Unknown("no-such-bulletin", "本机构没有这份通报。", title="没有找到")
    return found


def find_round(scope: Actor, pk: UUID) -> Campaign:
    """A drawn campaign of the viewer's office that has a bulletin, or `Unknown`."""
    rows = Campaign.objects.filter(office_id=scope.office_id, pk=pk, state=DRAWN, clue_check__isnull=True)
    found = rows.select_related("office", "section").first()
    if found is None:
        raise Unknown(
            "no-such-round",
            "没有这个抽查任务，或者它不需要通报：线索核查不经抽取，数字列在同年的通报里。",
            title="没有找到",
        )
    return found


def former_version(campaign: Campaign) -> Bulletin | None:
    """The last version that was not dropped: the next one follows it."""
    rows = Bulletin.objects.filter(campaign=campaign).exclude(state=DROPPED)
    return rows.order_by("-number").first()


def versions_of(campaign: Campaign) -> list[Bulletin]:
    """Every version of a round, dropped drafts too, the latest first."""
    rows = Bulletin.objects.filter(campaign=campaign).select_related("decided_by", "dropped_by")
    return list(rows.order_by("-drafted_at"))
