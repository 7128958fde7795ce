"""What a round came to, counted from its draw and from the records that are confirmed now."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mingcha.common import moments
from mingcha.disclosure.rules.bulletins import Count, Figures
from mingcha.draws.models import SELECTION, Draw
from mingcha.draws.queries.attempts import final_draw
from mingcha.draws.queries.changes import (
    disclosed_without_teams,
    final_assignment,
    result_of,
    withdrawn_before,
    withdrawn_from,
)
from mingcha.draws.queries.external.outcome import drawn_of, external_frame
from mingcha.draws.queries.external.standing import final_external_draw
from mingcha.draws.queries.facts import FrameFacts, frame_facts
from mingcha.draws.rules.committed import DrawnUnit
from mingcha.inspections.models import Feedback, FollowUp, Inspection, InspectionRecord, ItemOutcome, Outcome
from mingcha.inspections.queries.coverage import coverages
from mingcha.inspections.rules.feedback import RATING, YES
from mingcha.inspections.rules.methods import METHODS
from mingcha.inspections.rules.outcomes import BY_CODE, NATIONAL, NOT_CHECKED
from mingcha.inspections.rules.signing import ABSENT, REFUSED
from mingcha.inspections.states import CALLED_OFF, CONFIRMED, DONE
from mingcha.law.rules import chinese_day
from mingcha.plans.models import Campaign
from mingcha.plans.queries.clues import clue_shares

ORDERED = NATIONAL["5"]


@dataclass(frozen=True)
class Drawn:
    """What was drawn: the frame, the stratum of each unit, how many left and how many came in their place."""

    frame: FrameFacts
    strata: Mapping[str, str]
    withdrawn: int = 0
    replaced: int = 0


@dataclass(frozen=True)
class Found:
    """The outcomes of the confirmed records, by unit."""

    visited: frozenset[str]
    not_checked: frozenset[str]
    with_problems: frozenset[str]
    rows: tuple[Outcome, ...]
    problems: tuple[Outcome, ...]

    @property
    def checked(self) -> frozenset[str]:
        return self.visited - self.not_checked


def figures_of(campaign: Campaign) -> Figures:
    """The figures as the data are now, whether the visits are over or not."""
    drawn, found = drawn_in(campaign), found_in(campaign)
    records = list(confirmed_records(campaign))
    return Figures(
        words=_words(campaign, records),
        numbers={
            **_of_the_draw(campaign, drawn),
            **_of_the_visits(found),
            **_of_the_records(records),
            **_of_what_follows(campaign),
            **_of_the_ratings(campaign),
        },
        strata=_strata(drawn, found),
        results=_results(found),
        items=_items(found),
    )


def confirmed_records(campaign: Campaign) -> Iterable[InspectionRecord]:
    """The records that count, with their visits."""
    rows = InspectionRecord.objects.filter(inspection__campaign=campaign, state=CONFIRMED)
    return rows.select_related("inspection").order_by("inspection__number")


def drawn_in(campaign: Campaign) -> Drawn:
    """From the draw as it stands, of our own or of a platform."""
    external = final_external_draw(campaign.pk)
    if external is not None:
        return Drawn(external_frame(external), {row.unit: row.stratum for row in drawn_of(external)})
    selection, assignment = final_draw(campaign.pk, SELECTION), final_assignment(campaign.pk)
    if selection is not None and assignment is not None:
        came = assignment.replacements.values_list("substitute", flat=True)
        swaps = [*(row.substitute for row in withdrawn_before(assignment)), *came]
        return _drawn(selection, result_of(assignment), swaps)
    if selection is not None and disclosed_without_teams(selection):
        left, rows = withdrawn_from(selection)
        return _drawn(selection, left, [row.substitute for row in rows])
    return Drawn(FrameFacts((), ()), {})


def _drawn(selection: Draw, result: Sequence[DrawnUnit], swaps: Sequence[str]) -> Drawn:
    """`swaps` are the substitutes of those who left, empty where there was none."""
    strata = {row.unit: row.stratum for row in result}
    return Drawn(frame_facts(selection), strata, len(swaps), sum(1 for one in swaps if one))


def found_in(campaign: Campaign) -> Found:
    """What the confirmed records found. A unit that could not be checked at all is no problem of it."""
    rows = tuple(
        Outcome.objects.filter(inspection__campaign=campaign, record__state=CONFIRMED).select_related(
            "inspection"
        )
    )
    own = ItemOutcome.objects.filter(office_id=campaign.office_id, is_problem=True)
    ours = set(own.values_list("item_code", "code"))
    problems = tuple(row for row in rows if _is_problem(row, ours))
    units = {one["code"] for record in confirmed_records(campaign) for one in record.units}
    return Found(
        visited=frozenset(units | {row.unit for row in rows}),
        not_checked=frozenset(row.unit for row in rows if row.family == NOT_CHECKED),
        with_problems=frozenset(row.unit for row in problems),
        rows=rows,
        problems=problems,
    )


def _is_problem(row: Outcome, ours: set[tuple[str, str]]) -> bool:
    if row.code in BY_CODE:
        return BY_CODE[row.code].is_problem
    return (row.item, row.code) in ours


def _words(campaign: Campaign, records: list[InspectionRecord]) -> dict[str, str]:
    days = sorted(moments.local_day(one.began_at) for one in records if one.began_at)
    names = campaign.campaign_items.order_by("item__code").values_list("item__name", flat=True)
    return {
        "机关": campaign.office.name,
        "任务": campaign.title,
        "事项": "、".join(dict.fromkeys(names)),
        "检查开始": chinese_day(days[0]) if days else "—",
        "检查结束": chinese_day(days[-1]) if days else "—",
    }


def _of_the_draw(campaign: Campaign, drawn: Drawn) -> dict[str, int]:
    return {
        "base": drawn.frame.members,
        "drawn": drawn.frame.drawn,
        "strata": len(drawn.frame.strata),
        "withdrawn": drawn.withdrawn,
        "replaced": drawn.replaced,
        "called_off": Inspection.objects.filter(campaign=campaign, state=CALLED_OFF).count(),
        "visits": sum(1 for one in coverages(campaign).values() if not one.is_void),
        "clues": sum(one.checks for one in clue_shares(campaign.office) if one.year == campaign.year),
    }


def _of_the_visits(found: Found) -> dict[str, int]:
    return {
        "visited": len(found.visited),
        "checked": len(found.checked),
        "not_checked": len(found.not_checked),
        "clean": len(found.checked - found.with_problems),
        "with_problems": len(found.with_problems),
        "problems": len(found.problems),
        "ordered": sum(1 for row in found.problems if row.national == "5"),
        "pending": sum(1 for row in found.problems if row.national == "8"),
    }


def _of_the_records(records: list[InspectionRecord]) -> dict[str, int]:
    methods = Counter(one.inspection.method for one in records)
    signings = Counter(one.signing for one in records)
    return {
        **{method: methods[method] for method in METHODS},
        "refused": signings[REFUSED],
        "absent": signings[ABSENT],
    }


def _of_what_follows(campaign: Campaign) -> dict[str, int]:
    """Checks again whether it was put right, and what was handed to others, of the records that count."""
    rows = FollowUp.objects.filter(inspection__campaign=campaign, record__state=CONFIRMED)
    again = rows.filter(outcome=ORDERED)
    others = rows.exclude(outcome=ORDERED)
    return {
        "ordered_done": again.filter(state=DONE).count(),
        "handed": others.count(),
        "handed_done": others.filter(state=DONE).count(),
    }


def _of_the_ratings(campaign: Campaign) -> dict[str, int]:
    """In numbers alone; complaints are the discipline people's."""
    rows = Feedback.objects.filter(inspection__campaign=campaign, kind=RATING)
    return {
        "ratings": rows.count(),
        "hindered": rows.filter(hindered=YES).count(),
        "asked_for": rows.filter(asked_for=YES).count(),
    }


def _strata(drawn: Drawn, found: Found) -> tuple[Count, ...]:
    def within(units: frozenset[str], code: str) -> int:
        return sum(1 for unit in units if drawn.strata.get(unit) == code)

    return tuple(
        (
            one.code,
            (
                one.members,
                one.drawn,
                within(found.visited, one.code),
                within(found.not_checked, one.code),
                within(found.with_problems, one.code),
            ),
        )
        for one in drawn.frame.strata
    )


def _results(found: Found) -> tuple[Count, ...]:
    """By what was found, the most frequent first: units, and entries of single items."""
    units: dict[str, set[str]] = defaultdict(set)
    entries: Counter[str] = Counter()
    for row in found.rows:
        units[row.title].add(row.unit)
        entries[row.title] += 1
    ordered = sorted(units, key=lambda title: (-len(units[title]), title))
    return tuple((title, (len(units[title]), entries[title])) for title in ordered)


def _items(found: Found) -> tuple[Count, ...]:
    """By item: units at which it was checked, and those with a problem of it."""
    checked: dict[str, set[str]] = defaultdict(set)
    wrong: dict[str, set[str]] = defaultdict(set)
    for row in found.rows:
        if row.item_name and row.family != NOT_CHECKED:
            checked[row.item_name].add(row.unit)
    for row in found.problems:
        wrong[row.item_name].add(row.unit)
    return tuple((name, (len(checked[name]), len(wrong[name]))) for name in sorted(checked))
