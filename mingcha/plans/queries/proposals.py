"""What the arbiter's proposals would do, so that one button can do it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from mingcha.accounts.actors import Actor
from mingcha.plans.models import Campaign
from mingcha.plans.queries.board import BoardRow
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
MERGING = (TOWN, CATEGORY)


@dataclass(frozen=True)
class JoinProposal:
    """Two campaigns that reach the same holders. `campaigns` are both while they can be joined, else none;
    `title` and `reason` are those of the joint one."""

    overlap: Overlap
    campaigns: tuple[Campaign, ...]
    title: str = ""
    reason: str = ""


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
    )
