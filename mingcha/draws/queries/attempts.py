"""Finding sittings and attempts, their files and their throws."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Person
from mingcha.common import moments
from mingcha.common.errors import Unknown
from mingcha.draws.models import (
    ASSIGNMENT,
    COMMITTED,
    OFFICE_FILE,
    SELECTION,
    AnnulmentProposal,
    Draw,
    DrawFile,
    EventCorrection,
    Sitting,
    ThrowEntry,
)
from mingcha.draws.rules.compared import Compared, differences
from mingcha.draws.rules.events import ThrowState, judge, throws_of
from mingcha.draws.states import FINAL, OPEN, THAWED

PEOPLE = ("operator__section", "caller__section", "witness__section", "campaign", "office")


def sittings(scope: Actor) -> "QuerySet[Sitting]":
    """Every sitting of the viewer's office, the latest first."""
    return Sitting.objects.filter(office_id=scope.office_id).select_related(*PEOPLE)


def find_sitting(scope: Actor, pk: UUID) -> Sitting:
    """The sitting, or `Unknown` when there is none in the viewer's office."""
    sitting = sittings(scope).filter(pk=pk).first()
    if sitting is None:
        raise Unknown("no-such-sitting", "本机构没有这次抽取会。", title="没有找到")
    return sitting


def draws(scope: Actor) -> "QuerySet[Draw]":
    """Every attempt of the viewer's office except those taken back before they were announced."""
    found = Draw.objects.filter(office_id=scope.office_id).exclude(state=THAWED)
    return found.select_related(
        "sitting__operator", "sitting__caller", "sitting__witness", "campaign", "office"
    )


def find_draw(scope: Actor, pk: UUID) -> Draw:
    """The attempt, or `Unknown` when there is none in the viewer's office."""
    draw = draws(scope).filter(pk=pk).first()
    if draw is None:
        raise Unknown("no-such-draw", "本机构没有这次抽取。", title="没有找到")
    return draw


def attempts(campaign_id: UUID, kind: str) -> list[Draw]:
    """The announced attempts of a campaign and kind, the first one first."""
    found = Draw.objects.filter(campaign_id=campaign_id, kind=kind, attempt__isnull=False)
    found = found.select_related("sitting__witness", "announced_by").prefetch_related("statements")
    return list(found.order_by("attempt"))


def open_attempt(campaign_id: UUID, kind: str) -> Draw | None:
    return Draw.objects.filter(campaign_id=campaign_id, kind=kind, state__in=OPEN).first()


def final_draw(campaign_id: UUID, kind: str) -> Draw | None:
    """The attempt that counts, once drawn."""
    return Draw.objects.filter(campaign_id=campaign_id, kind=kind, state__in=FINAL).first()


def current_draw(sitting: Sitting) -> Draw | None:
    """What the sitting is about now: its last attempt, an assignment before a selection."""
    found = sitting.draws.exclude(state=THAWED).select_related("campaign", "office", "sitting__operator")
    rows = sorted(found, key=lambda draw: (draw.kind == ASSIGNMENT, draw.frozen_at, draw.attempt or 0))
    return rows[-1] if rows else None


def committed_files(draw: Draw) -> dict[str, bytes]:
    """The bytes of every committed file, those of the office included."""
    return _contents(draw, COMMITTED, OFFICE_FILE)


def compared_with(draw: Draw, before: Draw | None) -> Compared | None:
    """What is different from the attempt before; None where there was none."""
    if before is None or before.attempt is None:
        return None
    is_public = draw.is_selection or draw.disclosed_at is not None or _is_disclosed(draw)
    found = differences(
        committed_files(draw),
        committed_files(before),
        rules=(draw.rule, before.rule),
        titles={group.code: group.title for group in draw.campaign.team_groups.all()},
        is_public=is_public,
        is_named=draw.disclosed_at is not None,
    )
    return Compared(before.attempt, tuple(found), not is_public)


def _is_disclosed(draw: Draw) -> bool:
    """The draw that counts is public; an attempt without a result never is."""
    return Draw.objects.filter(
        campaign_id=draw.campaign_id, kind=draw.kind, disclosed_at__isnull=False
    ).exists()


def file_content(draw: Draw, name: str) -> bytes:
    """The bytes of one file of the attempt; a missing one raises `DrawFile.DoesNotExist`."""
    return bytes(DrawFile.objects.values_list("content", flat=True).get(draw=draw, name=name))


def files_of(draw: Draw, role: str) -> dict[str, bytes]:
    return _contents(draw, role)


def throw_states(draw: Draw) -> list[ThrowState]:
    """How each throw of the announced event stands."""
    entries: dict[tuple[int, UUID], list[Sequence[int]]] = {}
    for entry in ThrowEntry.objects.filter(draw=draw).order_by("number"):
        entries.setdefault((entry.throw, entry.person_id), []).append(entry.values)
    sitting = draw.sitting
    return [
        judge(
            throw,
            entries.get((throw.number, sitting.caller_id), []),
            entries.get((throw.number, sitting.witness_id), []),
        )
        for throw in throws_of(draw.event_sources)
    ]


def awaiting_witness(sitting: Sitting) -> list[Draw]:
    """The computed attempts of the sitting of which its witness has said nothing yet."""
    found = sitting.draws.filter(drawn_at__isnull=False, disclosed_at=None, statements=None)
    return list(found.order_by("drawn_at"))


def computed_with_statements(sitting: Sitting) -> list[Draw]:
    """The computed attempts of the sitting in their order, each with what its witness said of it."""
    found = sitting.draws.filter(drawn_at__isnull=False).prefetch_related("statements")
    return list(found.order_by("drawn_at"))


def own_entries(draw: Draw, person_id: UUID) -> dict[int, list[list[int]]]:
    """What this person entered, by throw; nobody is shown the entries of another."""
    entries: dict[int, list[list[int]]] = {}
    for entry in ThrowEntry.objects.filter(draw=draw, person_id=person_id).order_by("throw", "number"):
        entries.setdefault(entry.throw, []).append(list(entry.values))
    return entries


def open_annulment(draw: Draw) -> AnnulmentProposal | None:
    """The proposal that waits for a second person."""
    found = draw.annulments.filter(confirmed_at=None).select_related("proposed_by", "draw__sitting")
    return found.first()


def open_correction(draw: Draw) -> EventCorrection | None:
    """The correction that waits for a second person."""
    found = draw.corrections.filter(confirmed_at=None).select_related("proposed_by", "draw__sitting")
    return found.first()


def event_sayings(draw: Draw) -> list[str]:
    """What two people said of its lotteries, where they said something else later: first the annulment, then
    each correction with its words, its people and its time."""
    corrected = draw.corrected
    if not corrected:
        return []
    first = f"作废时说{_drawn(not corrected[0].event_happened)}"
    return [first, *(_corrected(one) for one in corrected)]


def _corrected(one: EventCorrection) -> str:
    at, second = one.confirmed_at, one.confirmed_by
    when = moments.wall_time(at) if at else ""
    people = f"{one.proposed_by.name}提出、{second.name if second else ''}确认"
    return f"{when}更正为{_drawn(one.event_happened)}，{people}：{one.words.rstrip('。')}"


def _drawn(event_happened: bool) -> str:
    return "已经开奖" if event_happened else "没有开奖"


def people_with(scope: Actor, roles: Sequence[str]) -> "QuerySet[Person]":
    """People in office who hold one of the roles at this moment."""
    found = Person.objects.filter(
        office_id=scope.office_id, is_active=True, grants__role__in=roles, grants__ended_at=None
    )
    return found.select_related("section").distinct().order_by("name")


def selection_of(draw: Draw) -> Draw:
    """The selection an assignment builds on; a selection itself."""
    return draw.builds_on if draw.kind == ASSIGNMENT and draw.builds_on else draw


def is_settled(campaign_id: UUID) -> bool:
    """True when both the selection and the assignment of the campaign are drawn."""
    return all(final_draw(campaign_id, kind) for kind in (SELECTION, ASSIGNMENT))


def _contents(draw: Draw, *roles: str) -> dict[str, bytes]:
    rows = DrawFile.objects.filter(draw=draw, role__in=roles).order_by("name")
    return {name: bytes(content) for name, content in rows.values_list("name", "content")}
