"""Where targets are drawn and not holders: which of a holder's targets a row means."""

from pathlib import Path

import pytest

from mingcha.accounts.tests.cast import make_bureau
from mingcha.draws.queries.external.outcome import drawn_of
from mingcha.draws.queries.outcomes import outcome_of
from mingcha.draws.rules.external.findings import ListsRefused
from mingcha.draws.rules.external.words import BASE, DRAWN, TEAMS
from mingcha.draws.tests.county import Clock, make_county
from mingcha.draws.tests.platform import HEADINGS, Platform
from mingcha.plans.models import DrawnUnit

NAMED = ("统一社会信用代码", "检查对象名称", "对象编码")


@pytest.fixture
def platform(db: None, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Platform:
    """Every target of a small county in the base list; the holder with two of them is drawn with both."""
    found = Platform(make_county(make_bureau("fuping", "阜平试"), holders=8, unit="target"), clock, tmp_path)
    holders = found.county.holders
    targets = [one for holder in holders[:-1] for one in holder.targets.order_by("code")]
    found.rows[BASE] = [(one.holder.uscc, one.holder.name, one.code) for one in targets]
    found.rows[DRAWN] = [(holders[5].uscc, holders[5].name, f"{holders[5].code}#0{n}") for n in (1, 2)]
    found.rows[TEAMS] = [(holders[5].uscc, holders[5].name, "检查员2", "检查员3")]
    for kind in (BASE, DRAWN):
        monkeypatch.setitem(HEADINGS, kind, NAMED)
    found.explanation = "平台只抽一家"
    return found


def test_two_targets_of_one_holder_are_one_visit(platform: Platform) -> None:
    draw = platform.confirmed()
    holder = platform.county.holders[5]
    assert [row.unit for row in drawn_of(draw)] == [f"{holder.code}#01", f"{holder.code}#02"]
    assert (draw.members, draw.drawn, draw.visits) == (8, 2, 1)
    assert set(DrawnUnit.standing.values_list("holder_code", flat=True)) == {holder.code}
    outcome = outcome_of(draw.campaign)
    assert outcome is not None
    assert [unit.name for unit in outcome.visits[0].units] == [
        f"{holder.name}（试验6号矿1）",
        f"{holder.name}（试验6号矿2）",
    ]


@pytest.mark.parametrize(
    ("said", "words"), [("", "没有写明是哪一个"), ("别的矿", "名称为“别的矿”的检查对象")]
)
def test_a_row_that_fits_several_targets_or_none_is_refused(
    platform: Platform, said: str, words: str
) -> None:
    platform.rows[DRAWN][0] = (*platform.rows[DRAWN][0][:2], said)
    with pytest.raises(ListsRefused) as error:
        platform.take_in()
    assert words in error.value.findings[0].sentence


def test_the_only_target_of_a_holder_needs_no_code_and_a_name_will_do(platform: Platform) -> None:
    platform.rows[BASE][0] = (*platform.rows[BASE][0][:2], "")
    platform.rows[DRAWN][1] = (*platform.rows[DRAWN][1][:2], "试验6号矿2")
    draw = platform.take_in()
    assert (draw.members, drawn_of(draw)[1].unit[-3:]) == (8, "#02")
