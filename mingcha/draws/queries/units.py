"""In which draws a unit was: among those that could be drawn, left out, drawn or in reserve. Told only to
who may see the names of that draw; before that nothing of it, not even that the unit could be drawn."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BinaryField, F, Func, IntegerField, QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler

from mingcha.accounts.actors import Actor
from mingcha.draws.models import ASSIGNMENT, SELECTION, Draw, DrawFile
from mingcha.draws.policies import can_see_names
from mingcha.draws.queries.attempts import draws, file_content, final_draw
from mingcha.draws.rules.committed import read_excluded, read_result
from mingcha.plans.rules.exclusions import EXCLUSION_WORDS

IN_FRAME, LEFT_OUT, DRAWN, RESERVE = "frame", "excluded", "drawn", "reserve"
STANDING_WORDS = {
    IN_FRAME: ("is-off", "未抽中"),
    LEFT_OUT: ("is-off", "未参加抽取"),
    DRAWN: ("is-done", "抽中"),
    RESERVE: ("is-next", "递补"),
}


@dataclass(frozen=True)
class UnitDraw:
    """One selection and how the unit stands in it; `reason` is the public one where it was left out."""

    draw: Draw
    unit: str
    standing: str
    reason: str = ""

    @property
    def status_class(self) -> str:
        return STANDING_WORDS[self.standing][0]

    @property
    def word(self) -> str:
        return STANDING_WORDS[self.standing][1]


def draws_of_unit(scope: Actor, codes: Mapping[str, str]) -> list[UnitDraw]:
    """The computed selections, the latest first, that concern this target: `codes` gives its code for each
    unit of draw. A draw that the viewer may not see the names of is left out as if it had not been."""
    computed = draws(scope).filter(kind=SELECTION, drawn_at__isnull=False).order_by("-drawn_at")
    shown = [draw for draw in computed if _may_see(scope, draw)]
    return [found for draw in shown for found in _standing(draw, codes.get(draw.campaign.unit, ""))]


def _may_see(scope: Actor, draw: Draw) -> bool:
    has_teams = final_draw(draw.campaign_id, ASSIGNMENT) is not None
    is_disclosed = draw.disclosed_at is not None
    return can_see_names(scope, draw.sitting, is_disclosed=is_disclosed, has_teams=has_teams).allowed


def _standing(draw: Draw, unit: str) -> Iterator[UnitDraw]:
    if not unit:
        return
    if _has_line(draw, "result.csv", f",{unit},"):
        rows = read_result(file_content(draw, "result.csv"))
        is_drawn = next(row.is_drawn for row in rows if row.unit == unit)
        yield UnitDraw(draw, unit, DRAWN if is_drawn else RESERVE)
    elif _has_line(draw, "frame.csv", f"\n{unit},"):
        yield UnitDraw(draw, unit, IN_FRAME)
    elif _has_line(draw, "excluded.csv", f"\n{unit},"):
        reason = read_excluded(file_content(draw, "excluded.csv"))[unit]
        yield UnitDraw(draw, unit, LEFT_OUT, EXCLUSION_WORDS.get(reason, reason))


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
