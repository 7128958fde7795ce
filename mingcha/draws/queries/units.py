"""In which draws a unit was: among those that could be drawn, left out, drawn or in reserve. Told only to
who may see the names of that draw; before that nothing of it, not even that the unit could be drawn."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BinaryField, F, Func, IntegerField, QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.draws.models import ASSIGNMENT, SELECTION, Draw, DrawFile, ExternalDraw
from mingcha.draws.policies import can_see_external_names, can_see_names
from mingcha.draws.queries.attempts import draws, file_content, final_draw
from mingcha.draws.queries.changes import became
from mingcha.draws.queries.external.outcome import base_of, drawn_of
from mingcha.draws.queries.external.standing import external_draws
from mingcha.draws.rules.committed import read_excluded, read_result
from mingcha.draws.rules.external.lists import STANDINGS
from mingcha.draws.rules.external.words import MARK
from mingcha.draws.states import EXTERNAL_PUBLIC, WITHDRAWN
from mingcha.plans.models import Campaign
from mingcha.plans.rules.exclusions import EXCLUSION_WORDS

IN_FRAME, LEFT_OUT, DRAWN, RESERVE = "frame", "excluded", "drawn", "reserve"
GONE, TOOK_PLACE = "gone", "substitute"
STANDING_WORDS = {
    IN_FRAME: ("is-off", "未抽中"),
    LEFT_OUT: ("is-off", "未参加抽取"),
    DRAWN: ("is-done", "抽中"),
    RESERVE: ("is-next", "递补"),
    GONE: ("is-off", "抽中后退出"),
    TOOK_PLACE: ("is-done", "递补启用"),
}


@dataclass(frozen=True)
class UnitDraw:
    """One selection and how the unit stands in it; `reason` is the public one where it was left out, `remark`
    what is to be known of the draw."""

    campaign: Campaign
    draw_id: str
    url: str
    drawn_on: datetime.date
    unit: str
    standing: str
    reason: str = ""
    remark: str = ""

    @property
    def status_class(self) -> str:
        return STANDING_WORDS[self.standing][0]

    @property
    def word(self) -> str:
        return STANDING_WORDS[self.standing][1]


def draws_of_unit(scope: Actor, codes: Mapping[str, str]) -> list[UnitDraw]:
    """The computed selections, the latest first, that concern this target: `codes` gives its code for each
    unit of draw. A draw that the viewer may not see the names of is left out as if it had not been."""
    computed = draws(scope).filter(kind=SELECTION, drawn_at__isnull=False)
    elsewhere = external_draws(scope).filter(state__in=EXTERNAL_PUBLIC)
    found = [
        *(one for draw in computed if _may_see(scope, draw) for one in _standing(draw, codes)),
        *(
            one
            for draw in elsewhere
            if can_see_external_names(scope, draw)
            for one in _standing_elsewhere(draw, codes)
        ),
    ]
    return sorted(found, key=lambda one: (one.drawn_on, one.draw_id), reverse=True)


def _may_see(scope: Actor, draw: Draw) -> bool:
    has_teams = final_draw(draw.campaign_id, ASSIGNMENT) is not None
    is_disclosed = draw.disclosed_at is not None
    return can_see_names(scope, draw.campaign_id, is_disclosed=is_disclosed, has_teams=has_teams).allowed


def _standing(draw: Draw, codes: Mapping[str, str]) -> Iterator[UnitDraw]:
    unit = codes.get(draw.campaign.unit, "")
    standing, reason = _standing_of(draw, unit) if unit else ("", "")
    if standing and draw.drawn_at:
        url = reverse("draw_record", args=[draw.sitting_id])
        day = moments.local_day(draw.drawn_at)
        remark = "这一次已作废，结果不采用" if draw.is_annulled else ""
        yield UnitDraw(draw.campaign, draw.draw_id, url, day, unit, standing, reason, remark)


def _standing_of(draw: Draw, unit: str) -> tuple[str, str]:
    """How the unit stands in the files of the draw, and the public reason where it was left out."""
    if _has_line(draw, "result.csv", f",{unit},"):
        rows = read_result(file_content(draw, "result.csv"))
        is_drawn = next(row.is_drawn for row in rows if row.unit == unit)
        return _changed(draw, unit) or (DRAWN if is_drawn else RESERVE), ""
    if _has_line(draw, "frame.csv", f"\n{unit},"):
        return IN_FRAME, ""
    if _has_line(draw, "excluded.csv", f"\n{unit},"):
        reason = read_excluded(file_content(draw, "excluded.csv"))[unit]
        return LEFT_OUT, EXCLUSION_WORDS.get(reason, reason)
    return "", ""


def _changed(draw: Draw, unit: str) -> str:
    """What became of the unit after the selection; "" when nothing did."""
    return {"已退出": GONE, "递补启用": TOOK_PLACE}.get(became(draw).get(unit, ""), "")


def _standing_elsewhere(draw: ExternalDraw, codes: Mapping[str, str]) -> Iterator[UnitDraw]:
    unit = codes.get(draw.campaign.unit, "")
    if not unit or not draw.lists.filter(content__contains=unit).exists():
        return
    listed = {line.unit: line for line in base_of(draw)}
    url = reverse("external_draw", args=[draw.pk])
    remark = f"{MARK}；已撤回，结果不采用" if draw.state == WITHDRAWN else MARK
    if any(row.unit == unit for row in drawn_of(draw)):
        standing, reason = DRAWN, ""
    elif unit in listed and listed[unit].is_member:
        standing, reason = IN_FRAME, ""
    elif unit in listed:
        standing, reason = LEFT_OUT, STANDINGS[listed[unit].standing]
    else:
        return
    yield UnitDraw(draw.campaign, draw.draw_id, url, draw.drawn_on, unit, standing, reason, remark)


def _has_line(draw: Draw, name: str, words: str) -> bool:
    """Whether the file holds these bytes, asked of the database: a frame of a hundred thousand stays."""
    needle = Value(words.encode("ascii"), output_field=BinaryField())
    files: QuerySet[DrawFile] = DrawFile.objects.filter(draw=draw, name=name)
    return files.annotate(at=_Place(F("content"), needle)).filter(at__gt=0).exists()


class _Place(Func):
    """The place of bytes in bytes, 0 for none."""

    function = "INSTR"
    output_field = IntegerField()

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, Any]:
        turned = self.copy()
        turned.set_source_expressions(list(reversed(self.get_source_expressions())))
        return turned.as_sql(compiler, connection, template="POSITION(%(expressions)s)", arg_joiner=" IN ")
