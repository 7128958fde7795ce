"""One external draw for its page, its sheet and its public page; and the list of all."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision
from mingcha.common.errors import Unknown
from mingcha.common.workbooks.writer import Value
from mingcha.draws.models import Draw, ExternalDraw, ExternalList, ExternalScreenshot
from mingcha.draws.policies import can_see_external_names
from mingcha.draws.queries.external.outcome import (
    base_of,
    external_frame,
    external_rows,
    member_changes_of,
)
from mingcha.draws.queries.external.standing import PEOPLE, find_external_draw, what_stands_on
from mingcha.draws.queries.facts import FrameFacts
from mingcha.draws.queries.named import Named
from mingcha.draws.queries.outcomes import Outcome, external_outcome, is_disclosed
from mingcha.draws.queries.results import DrawnRow, UnitName, unit_names
from mingcha.draws.rules.external.findings import Finding
from mingcha.draws.rules.external.lists import STANDINGS, UNKNOWN, BaseLine
from mingcha.draws.rules.external.words import MARK, RULES
from mingcha.draws.states import EXTERNAL, EXTERNAL_PUBLIC, WITHDRAWN

LIST_HEADINGS = (
    *("抽查任务", "任务编号", "抽取平台", "平台批次号", "平台抽取日期", "抽取编号"),
    *("基数", "抽中数", "户次", "席位", "差异", "状态", "导入人", "导入时间", "确认或退回人", "标记"),
)
CHUNK = 1000
DIFFERENCE_HEADINGS = ("对象编码", "名称", "乡镇", "差异", "标记")


@dataclass(frozen=True)
class ExternalRecord(Outcome):
    """One external draw as the viewer may see it: names stay empty when `names` is refused, and of the
    findings only their number is told."""

    draw: ExternalDraw
    names: Decision
    findings: tuple[Finding, ...]
    lists: tuple[ExternalList, ...]
    screenshots: tuple[ExternalScreenshot, ...]
    above: tuple[str, ...]

    @property
    def finding_counts(self) -> list[tuple[str, int]]:
        """(rule in words, findings under it)."""
        counts = Counter(one["rule"] for one in self.draw.findings)
        return [(RULES[rule], counts[rule]) for rule in RULES if rule in counts]


def external_record(scope: Actor, pk: UUID) -> ExternalRecord:
    """The draw, or `Unknown` when there is none in the viewer's office."""
    draw = find_external_draw(scope, pk)
    names = can_see_external_names(scope, draw)
    shown = external_outcome(draw) if names else _counts_alone(draw)
    return ExternalRecord(
        **vars(shown),
        draw=draw,
        names=names,
        findings=tuple(Finding(**one) for one in draw.findings) if names else (),
        lists=tuple(draw.lists.defer("content")),
        screenshots=tuple(draw.screenshots.select_related("proof")),
        above=tuple(what_stands_on(scope, draw)) if draw.decided_at else (),
    )


def _counts_alone(draw: ExternalDraw) -> Outcome:
    return Outcome(draw.campaign, external_frame(draw), Named(), Named(), ())


def public_external(pk: UUID) -> "PublicExternal":
    """What anybody may read: counts, and who is drawn once disclosed. `Unknown` while nobody confirmed it."""
    draw = ExternalDraw.objects.filter(pk=pk, state__in=EXTERNAL_PUBLIC)
    found = draw.select_related("campaign", "office", *PEOPLE).first()
    if found is None:
        raise Unknown("no-such-external-draw", "没有公布过这次平台抽取。", title="没有找到")
    is_open = found.disclosed_at is not None or (found.state == WITHDRAWN and is_disclosed(found.campaign))
    own = Draw.objects.filter(campaign=found.campaign_id, attempt__isnull=False).select_related("sitting")
    exchanged = Counter(one.public_reason for one in member_changes_of(found))
    others = ExternalDraw.objects.filter(campaign=found.campaign_id, state__in=EXTERNAL_PUBLIC)
    return PublicExternal(
        draw=found,
        frame=external_frame(found),
        rows=external_rows(found) if is_open else Named(),
        is_open=is_open,
        own=tuple(own.order_by("announced_at")),
        others=tuple(others.exclude(pk=found.pk).order_by("number")),
        exchanged=tuple(sorted(exchanged.items())),
    )


@dataclass(frozen=True)
class PublicExternal:
    """One external draw as the public sees it, with every other try of its campaign: `own` attempts that were
    announced here, `others` that were brought in. `is_open` once its names are: a withdrawn one opens with
    what took its place. `exchanged` says how many members were changed afterwards, by reason."""

    draw: ExternalDraw
    frame: FrameFacts
    rows: Named[DrawnRow]
    is_open: bool
    own: tuple[Draw, ...]
    others: tuple[ExternalDraw, ...]
    exchanged: tuple[tuple[str, int], ...] = ()

    @property
    def members_changed(self) -> int:
        return sum(count for _, count in self.exchanged)

    @property
    def are_all_annulled(self) -> bool:
        """Whether none of the own attempts counts."""
        return all(one.is_annulled for one in self.own)


@dataclass(frozen=True)
class Difference:
    """A unit on which the platform's base list and the register differ."""

    unit: UnitName
    word: str


def difference_lines(draw: ExternalDraw) -> list[BaseLine]:
    """Every unit that only one of the two has, in the order of the list, then those it left off."""
    return [line for line in base_of(draw) if line.standing]


def differences(draw: ExternalDraw, lines: Sequence[BaseLine]) -> Iterator[Difference]:
    """These lines with their names, looked up by the thousand."""
    for start in range(0, len(lines), CHUNK):
        yield from _named(draw, lines[start : start + CHUNK])


def _named(draw: ExternalDraw, lines: Sequence[BaseLine]) -> list[Difference]:
    known = unit_names(draw.office_id, [line.unit for line in lines if line.standing != UNKNOWN])
    return [Difference(known.get(line.unit) or _row(line.unit), STANDINGS[line.standing]) for line in lines]


def _row(unit: str) -> UnitName:
    return UnitName("", f"名单第{unit.lstrip('?')}行", "")


def difference_cells(one: Difference) -> tuple[Value, ...]:
    return (one.unit.code, one.unit.name, one.unit.town, one.word, MARK)


def narrowed(found: "QuerySet[ExternalDraw]", wanted: Mapping[str, str]) -> "QuerySet[ExternalDraw]":
    """By state and by words in title, task number or batch."""
    if wanted.get("state") in EXTERNAL.words:
        found = found.filter(state=wanted["state"])
    if words := wanted.get("q", "").strip():
        named = Q(campaign__title__icontains=words) | Q(campaign__number__icontains=words)
        found = found.filter(named | Q(batch_no__icontains=words) | Q(draw_id__icontains=words))
    return found


def list_cells(draw: ExternalDraw) -> tuple[Value, ...]:
    decided = draw.decided_by.name if draw.decided_by else ""
    return (
        draw.campaign.title,
        draw.campaign.number,
        draw.platform,
        draw.batch_no,
        draw.drawn_on,
        draw.draw_id,
        draw.members,
        draw.drawn,
        draw.visits,
        draw.seats,
        len(draw.findings),
        draw.get_state_display(),
        draw.taken_in_by.name,
        draw.taken_in_at,
        decided,
        MARK,
    )
