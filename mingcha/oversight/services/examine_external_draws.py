"""What platforms drew is held against itself: nothing of it can be recomputed, but its lists, its counts, its
drawn units and its screenshots must agree with one another."""

from collections.abc import Iterator

from mingcha.common.errors import Refusal
from mingcha.draws.models import ExternalDraw
from mingcha.draws.queries.external.outcome import base_of, drawn_of, external_teams, seats_of
from mingcha.draws.rules.committed import visits_of
from mingcha.draws.rules.external.lists import strata_counts
from mingcha.draws.rules.external.words import LISTS
from mingcha.draws.states import EXTERNAL_FINAL, EXTERNAL_PUBLIC
from mingcha.intake.queries import proof_content
from mingcha.ledger.readable import readable_rows
from mingcha.ledger.services import Finding


def examine_external_draws() -> Iterator[Finding]:
    """Every wrong place. Reads only; rows that cannot be read are named by the examination of the records."""
    for _, draw in readable_rows(ExternalDraw):
        if draw is not None:
            yield from _examine_draw(draw)


def _examine_draw(draw: ExternalDraw) -> Iterator[Finding]:
    if draw.lists.count() == len(LISTS):
        yield from _examine_lists(draw)
        yield from _examine_units(draw)
    else:
        yield _finding(draw, "名单", "三份名单不全。")
    if (draw.campaign.drawn_as == draw.draw_id) != (draw.state in EXTERNAL_FINAL):
        yield _finding(draw, "抽查任务", "抽查任务登记的抽取结果与这次抽取的状态不符。")
    yield from _examine_screenshots(draw)


def _examine_lists(draw: ExternalDraw) -> Iterator[Finding]:
    base = base_of(draw)
    members = {line.unit for line in base if line.is_member}
    drawn, seats = drawn_of(draw), seats_of(draw)
    if not {row.unit for row in drawn} <= members:
        yield _finding(draw, "抽中名单", "有不在抽取基数名单中的对象。")
    visits = {visit.code for visit in visits_of(drawn)}
    if {seat.visit for seat in seats} != visits:
        yield _finding(draw, "检查组名单", "检查组与抽中的户次不对应。")
    counted = (len(members), len(drawn), len(visits), len(seats))
    if counted != (draw.members, draw.drawn, draw.visits, draw.seats):
        yield _finding(draw, "计数", "登记的基数、抽中数、户次、席位与名单不同。")
    # Empty in a row older than its column.
    if draw.strata and draw.strata != strata_counts(base, drawn):
        yield _finding(draw, "各层个数", "登记的各层列入数、抽中数与名单不同。")


def _examine_units(draw: ExternalDraw) -> Iterator[Finding]:
    kept = dict(draw.campaign.drawn_units.filter(draw=draw.draw_id).values_list("unit", "team"))
    teams = external_teams(draw) if draw.state in EXTERNAL_PUBLIC else {}
    if kept.keys() != teams.keys():
        yield _finding(draw, "抽中的单位", "计入检查次数和轮次的单位与抽中名单不同。")
    elif any(team not in (None, teams[unit]) for unit, team in kept.items()):
        yield _finding(draw, "抽中的检查人员", "登记的检查人员与检查组名单不同。")


def _examine_screenshots(draw: ExternalDraw) -> Iterator[Finding]:
    for one in draw.screenshots.select_related("proof"):
        try:
            proof_content(one.proof)
        except Refusal as refusal:
            yield _finding(draw, f"截图{one.number}", refusal.sentence)


def _finding(draw: ExternalDraw, name: str, sentence: str) -> Finding:
    return Finding(f"平台抽取 {draw.draw_id} {name}", sentence)
