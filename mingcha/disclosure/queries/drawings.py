"""Public rows of draws: every announced attempt, what platforms drew, and once disclosed, who was drawn."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from mingcha.common import moments
from mingcha.disclosure.rules.fields import Row
from mingcha.draws.models import SELECTION, Draw, ExternalDraw
from mingcha.draws.queries.external.outcome import external_rows
from mingcha.draws.queries.public import PublicAttempt, public_attempts
from mingcha.draws.queries.results import DrawnRow, drawn_rows, unit_names
from mingcha.draws.rules.committed import holder_of
from mingcha.draws.states import DISCLOSED, EXTERNAL_PUBLIC, WITHDRAWN

NOT_YET, NO_EVENT, NEVER = "检查结束后公开", "没有摇号，没有文件", "推算不出结果，没有文件"
OWN, ELSEWHERE = "本局抽取", "上级平台抽取，不可复算"


def attempts() -> Iterator[Row]:
    """Every announced attempt, annulled ones too, the latest first, as the page of draws lists them."""
    found = Draw.objects.filter(attempt__isnull=False).select_related("campaign", "office", "sitting")
    for one in public_attempts(list(found.order_by("-announced_at"))):
        yield _attempt(one)


def _attempt(one: PublicAttempt) -> Row:
    draw = one.draw
    return {
        "year": moments.local_day(draw.announced_at).year if draw.announced_at else draw.campaign.year,
        "office": draw.office.name,
        "campaign": draw.campaign.title,
        "campaign_no": draw.campaign.number,
        "draw_id": draw.draw_id,
        "kind": draw.get_kind_display(),
        "attempt": draw.attempt,
        "of": one.of,
        "announced_at": draw.announced_at,
        "check_number": draw.check_number,
        "standing": draw.get_state_display(),
        "drawn": one.drawn if draw.is_selection and draw.is_computed else None,
        "reserve": one.reserve if draw.is_selection and draw.is_computed else None,
        "bundle": one.bundle_name if one.size else _no_bundle(one),
        "page": f"draws/{draw.sitting_id}/",
    }


def _no_bundle(one: PublicAttempt) -> str:
    if one.computing and one.computing.is_never:
        return NEVER
    return NO_EVENT if one.has_no_result else NOT_YET


def platform_draws() -> Iterator[Row]:
    """What platforms drew and this office took in, withdrawn ones too."""
    found = ExternalDraw.objects.filter(state__in=EXTERNAL_PUBLIC).select_related("campaign", "office")
    for one in found.order_by("-decided_at"):
        is_off = one.state == WITHDRAWN
        yield {
            "year": one.drawn_on.year,
            "office": one.office.name,
            "campaign": one.campaign.title,
            "campaign_no": one.campaign.number,
            "draw_id": one.draw_id,
            "platform": one.platform,
            "batch_no": one.batch_no,
            "drawn_on": one.drawn_on,
            "standing": one.get_state_display(),
            "drawn": None if is_off else one.drawn,
            "page": f"draws/external/{one.pk}/",
        }


def drawn_units() -> Iterator[Row]:
    """Who was drawn or stands in reserve, of every disclosed draw that counts, not of what was annulled or
    withdrawn. A natural person's name stands masked in the register and is not known here in full."""
    own = Draw.objects.filter(kind=SELECTION, state=DISCLOSED).select_related("campaign", "office")
    for draw in own.order_by("-announced_at"):
        year = moments.local_day(draw.announced_at).year if draw.announced_at else draw.campaign.year
        told: Row = {
            "year": year,
            "draw_id": draw.draw_id,
            "source": OWN,
            "page": f"draws/{draw.sitting_id}/",
        }
        yield from _units(draw, list(drawn_rows(draw)), told)
    elsewhere = ExternalDraw.objects.filter(state=DISCLOSED).select_related("campaign", "office")
    for one in elsewhere.order_by("-decided_at"):
        page = f"draws/external/{one.pk}/"
        told = {"year": one.drawn_on.year, "draw_id": one.draw_id, "source": ELSEWHERE, "page": page}
        yield from _units(one, list(external_rows(one)), told)


def _units(draw: Draw | ExternalDraw, rows: Sequence[DrawnRow], told: Row) -> Iterator[Row]:
    names = _holder_names(draw.office_id, rows)
    for row in rows:
        code = holder_of(row.unit.code)
        yield {
            **told,
            "campaign": draw.campaign.title,
            "holder": names[code],
            "holder_code": code,
            "unit": row.unit.name,
            "unit_code": row.unit.code,
            "town": row.unit.town,
            "stratum": row.stratum,
            "standing": row.word,
        }


def _holder_names(office_id: UUID, rows: Sequence[DrawnRow]) -> dict[str, str]:
    found = unit_names(office_id, {holder_of(row.unit.code) for row in rows})
    return {code: one.name for code, one in found.items()}
