"""What the arbiter's proposals would do, so that one button can do it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from mingcha.accounts.actors import Actor
from mingcha.plans.models import Campaign
from mingcha.plans.queries.board import BoardRow
from mingcha.plans.queries.campaigns import unsettled_campaigns
from mingcha.plans.queries.forecasts import overlaps_of
from mingcha.plans.queries.frames import planned_frame
from mingcha.plans.queries.plan_findings import PlanFinding
from mingcha.plans.queries.settings import Settings, settings_of
from mingcha.plans.rules.counting import StratumCount
from mingcha.plans.rules.division import CATEGORY, TOWN
from mingcha.plans.rules.findings import STRATA
from mingcha.plans.rules.forecast import Overlap
from mingcha.plans.rules.merging import proposed_merge
from mingcha.plans.states import DRAFT

TITLE_LENGTH = 80
# What must be alike before campaigns are joined, so that each item goes on inspecting exactly those it did.
ALIKE = (
    ("year", "年度"),
    ("unit", "抽取单位"),
    ("plan_id", "所属计划"),
    ("towns", "限定乡镇"),
    ("categories", "限定类别"),
)
MERGING = (TOWN, CATEGORY)
ONE_VISIT = "局2022年度“双随机、一公开”监管工作实施方案 三（二）1"
ONE_VISIT_QUOTE = "对同一监管巡查对象的多个检查事项，原则上应一次性完成"


@dataclass(frozen=True)
class JoinProposal:
    """Two campaigns that reach the same holders. `campaigns` are both while they are drafts, else none;
    `differ` names what must be made alike before they can be joined; `title` and `reason` are those of the
    joint one. Only what is saved can be joined."""

    overlap: Overlap
    campaigns: tuple[Campaign, ...]
    title: str = ""
    reason: str = ""
    differ: tuple[str, ...] = ()
    is_saved: bool = True


def merged_settings(scope: Actor, campaign: Campaign) -> Settings | None:
    """The campaign with its small strata merged; None when there is nothing to merge."""
    settings = settings_of(campaign)
    if settings.division not in MERGING:
        return None
    return _merged(settings, planned_frame(scope, settings).counts)


def _merged(settings: Settings, counts: Sequence[StratumCount]) -> Settings | None:
    merged = proposed_merge(counts, settings.merged_parts)
    return None if merged == settings.merged_parts else replace(settings, merged_parts=merged)


def with_merges(
    rows: Sequence[BoardRow], findings: Sequence[PlanFinding]
) -> list[tuple[PlanFinding, list[tuple[Campaign, str]]]]:
    """Each finding on these rows with the campaigns that it calls too finely divided, and what would be drawn
    together. By what the arbiter counted: the register is not read again."""
    planned = {row.campaign.pk: row.planned for row in rows}
    found = [line for one in findings for line in one.lines if _is_strata(one)]
    drafts = {line.pk: line for line in found if line.state == DRAFT and line.division in MERGING}
    settings = {pk: _merged(settings_of(line), planned[pk]) for pk, line in drafts.items()}
    words = {pk: merge_words(wanted) for pk, wanted in settings.items() if wanted}
    return [
        (one, [(line, words[line.pk]) for line in one.lines if _is_strata(one) and line.pk in words])
        for one in findings
    ]


def _is_strata(found: PlanFinding) -> bool:
    return found.finding.rule == STRATA


def merge_words(settings: Settings) -> str:
    return "；".join("、".join(parts) for parts in settings.merged_parts)


def join_proposals(overlaps: Iterable[Overlap], campaigns: Mapping[str, Campaign]) -> list[JoinProposal]:
    """Every overlap; with both campaigns while they are drafts."""
    return [_join(overlap, campaigns) for overlap in overlaps]


def _join(overlap: Overlap, campaigns: Mapping[str, Campaign]) -> JoinProposal:
    pair = tuple(campaigns[number] for number in (overlap.first, overlap.second))
    if any(one.state != DRAFT for one in pair):
        return JoinProposal(overlap, ())
    return JoinProposal(
        overlap=overlap,
        campaigns=pair,
        title="、".join(one.title for one in pair)[:TITLE_LENGTH],
        reason=f"两个任务有共同主体{overlap.shared:,}家，预计重复检查{float(overlap.doubles):.1f}家，并为一次",
        differ=tuple(words for name, words in ALIKE if len({str(getattr(one, name)) for one in pair}) > 1),
    )


def draft_overlaps(scope: Actor, found: Sequence[Campaign]) -> list[JoinProposal]:
    """The drafts among these campaigns that would visit the same holders within the same time."""
    drafts = {one.number: one for one in found if one.state == DRAFT}
    if len(drafts) < 2:
        return []
    return join_proposals(overlaps_of(scope, [settings_of(one) for one in drafts.values()]), drafts)


def overlaps_with(scope: Actor, settings: Settings, saved: Campaign | None) -> list[JoinProposal]:
    """The other drafts of the year that would visit the same holders as a campaign with these settings does,
    which need not be saved; within the same time."""
    year = settings.first_day.year
    others = unsettled_campaigns(scope).filter(year=year).exclude(number=settings.number)
    drafts = {one.number: one for one in (others.exclude(pk=saved.pk) if saved else others)}
    if not drafts:
        return []
    found = overlaps_of(scope, [settings, *(settings_of(one) for one in drafts.values())])
    about = [one for one in found if settings.number in (one.first, one.second)]
    both = {**drafts, settings.number: _as_typed(settings, saved)}
    return [replace(one, is_saved=saved is not None) for one in join_proposals(about, both)]


def _as_typed(settings: Settings, saved: Campaign | None) -> Campaign:
    """A campaign that is never saved, with what `ALIKE` asks of these settings."""
    return Campaign(
        number=settings.number,
        title=settings.title,
        state=DRAFT,
        year=settings.first_day.year,
        unit=settings.unit,
        plan_id=saved.plan_id if saved else None,
        towns=list(settings.towns),
        categories=list(settings.categories),
    )
