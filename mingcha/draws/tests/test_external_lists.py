"""The three lists of a platform: each wrong row named with rule and clause, what differs told and kept."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from mingcha.draws.models import ExternalDraw, ExternalList
from mingcha.draws.queries.external.outcome import base_of, drawn_of, seats_of
from mingcha.draws.rules.external.findings import Facts, Least, ListsRefused, examine
from mingcha.draws.rules.external.lists import Listed
from mingcha.draws.rules.external.words import BASE, DRAWN, TEAMS
from mingcha.draws.tests.platform import DAY, Platform, credit_code
from mingcha.intake.models import ProofFile
from mingcha.plans.models import Campaign
from mingcha.registers.models import ConflictOfInterest, InspectorLicence


def spoil(platform: Platform, kind: str, row: int, **cells: str) -> None:
    """Another cell in that row of the list, by its heading; rows count from 0."""
    headings = {"code": 0, "name": 1, "leader": 2, "people": 3}
    line = list(platform.rows[kind][row])
    for name, value in cells.items():
        line[headings[name]] = value
    platform.rows[kind][row] = line


def refused(platform: Platform) -> ListsRefused:
    with pytest.raises(ListsRefused) as error:
        platform.take_in()
    assert not ExternalDraw.objects.exists()
    assert not ExternalList.objects.exists()
    assert not ProofFile.objects.exists()
    assert Campaign.objects.get(pk=platform.county.campaign.pk).held_by == ""
    return error.value


def drawn_unknown(platform: Platform) -> None:
    spoil(platform, DRAWN, 2, code=credit_code(99999), name="外县矿业有限公司")


def drawn_not_in_base(platform: Platform) -> None:
    del platform.rows[BASE][7]


def drawn_twice(platform: Platform) -> None:
    platform.rows[DRAWN].append(platform.rows[DRAWN][0])


def drawn_without_party(platform: Platform) -> None:
    spoil(platform, DRAWN, 2, code="", name="张*三")


def stranger_in_team(platform: Platform) -> None:
    spoil(platform, TEAMS, 1, people="检查员2、不认识")


def too_few(platform: Platform) -> None:
    spoil(platform, TEAMS, 1, people="检查员2")


def no_team(platform: Platform) -> None:
    del platform.rows[TEAMS][1]


def team_of_undrawn(platform: Platform) -> None:
    platform.rows[TEAMS].append((*platform.rows[BASE][0], "检查员2", "检查员3"))


def named_twice(platform: Platform) -> None:
    platform.rows[TEAMS].append(platform.rows[TEAMS][0])


def without_licence(platform: Platform) -> None:
    InspectorLicence.objects.filter(inspector__roster_no="J003").delete()


def must_stand_aside(platform: Platform) -> None:
    holder = platform.county.holders[1]
    ConflictOfInterest.objects.create(
        office=platform.county.bureau.office,
        inspector=platform.county.inspectors[2],
        holder_code=holder.code,
        relation="近亲属",
        declared_on=DAY,
    )


@pytest.mark.parametrize(
    ("wrong", "kind", "row", "rule", "words"),
    [
        (drawn_unknown, DRAWN, 5, "party", "没有代码为91130624MA0X99999"),
        (drawn_not_in_base, DRAWN, 5, "base", "不在抽取基数名单"),
        (drawn_twice, DRAWN, 9, "duplicate", "与第3行是同一个对象"),
        (drawn_without_party, DRAWN, 5, "unreadable", "无法确定是谁"),
        (stranger_in_team, TEAMS, 4, "person", "“不认识”不在执法检查人员名录库"),
        (too_few, TEAMS, 4, "officers", "只有1人，不少于2人"),
        (no_team, TEAMS, 0, "team", "没有检查组"),
        (team_of_undrawn, TEAMS, 9, "team", "不在抽中名单中"),
        (named_twice, TEAMS, 9, "duplicate", "已列在第3行"),
        (without_licence, TEAMS, 3, "eligible", "2026年6月15日不能参加检查"),
        (must_stand_aside, TEAMS, 3, "stand-aside", "应当回避"),
    ],
)
def test_one_wrong_row_refuses_everything_and_is_named(
    platform: Platform, wrong: Callable[[Platform], None], kind: str, row: int, rule: str, words: str
) -> None:
    wrong(platform)
    first = refused(platform).findings[0]
    assert (first.list, first.row, first.rule) == (kind, row, rule)
    assert words in first.sentence
    assert first.clause
    assert first.todo


def test_every_wrong_row_is_named_at_once(platform: Platform) -> None:
    drawn_twice(platform)
    stranger_in_team(platform)
    assert {one.rule for one in refused(platform).findings} >= {"duplicate", "person"}


def test_the_law_is_cited_where_it_is_the_law(platform: Platform) -> None:
    too_few(platform)
    assert "行政处罚法" in refused(platform).clause


def findings(platform: Platform) -> list[tuple[str, int, str]]:
    return [(one["list"], one["row"], one["rule"]) for one in platform.take_in().findings]


def test_a_base_list_that_differs_from_the_register_is_taken_in_and_told(platform: Platform) -> None:
    del platform.rows[BASE][0]
    platform.rows[BASE] += [
        (platform.county.holders[-1].uscc, "某公司"),
        (credit_code(99999), "外县矿业有限公司"),
    ]
    draw = platform.take_in()
    one = next(one for one in draw.findings if one["rule"] == "difference")
    assert (one["list"], one["rule"], one["blocks"]) == (BASE, "difference", False)
    assert "少列1家，平台多列2家，其中名录库没有的1家" in one["sentence"]
    standings = {line.unit: line.standing for line in base_of(draw) if line.standing}
    assert standings == {
        platform.county.holders[0].code: "missing",
        platform.county.holders[-1].code: "extra",
        "?26": "unknown",
    }
    assert draw.members == 24


def test_a_party_listed_twice_in_the_base_is_told(platform: Platform) -> None:
    platform.rows[BASE].append(platform.rows[BASE][3])
    assert findings(platform) == [(BASE, 26, "duplicate")]


def test_what_differs_alike_in_many_rows_is_told_twenty_times_and_counted(platform: Platform) -> None:
    platform.rows[BASE] = [(code, f"{name}旧名") for code, name in platform.rows[BASE]]
    told = platform.take_in().findings
    assert [one["rule"] for one in told] == ["party"] * 21
    assert told[-1]["sentence"] == "另有3行是同样的情况，最后一处在第25行。"


def test_a_drawn_party_that_should_have_been_left_out_is_told(platform: Platform) -> None:
    gone = platform.county.holders[-1]
    for kind in (BASE, DRAWN):
        platform.rows[kind].append((gone.uscc, gone.name))
    platform.rows[TEAMS].append((gone.uscc, gone.name, "检查员4", "检查员5"))
    assert (DRAWN, 9, "left-out") in findings(platform)


def test_fewer_than_the_campaign_owes_is_told(platform: Platform) -> None:
    for kind in (DRAWN, TEAMS):
        platform.rows[kind] = platform.rows[kind][:3]
    assert findings(platform) == [(DRAWN, 0, "quota")]


def test_fewer_than_the_floor_is_told_with_its_clause(platform: Platform) -> None:
    for kind in (DRAWN, TEAMS):
        platform.rows[kind] = platform.rows[kind][:1]
    (one,) = platform.take_in().findings
    assert (one["rule"], one["sentence"]) == ("floor", "抽中1家，不到下限2家。")
    assert "二（四）" in one["clause"] or "方案" in one["clause"]


def test_who_only_partners_inspect_counts_towards_no_floor_of_ours() -> None:
    rows = [Listed(number, f"第{number}号", unit=f"H{number}", holder=f"H{number}") for number in range(3)]
    facts = Facts(
        base=rows,
        drawn=rows,
        seats=(),
        strata={"H0": "s1", "H1": "s2", "H2": "s2"},
        left_out={},
        people={},
        barred=frozenset(),
        groups=(),
        officers=Least(2, "行政处罚法第四十二条"),
        quota=3,
        floor=Least(2, "方案"),
        partner_strata=frozenset({"s2"}),
    )
    assert [one.sentence for one in examine(facts) if one.rule == "floor"] == [
        "抽中3家，其中本机关事项的1家，不到下限2家。"
    ]
    assert not [one for one in examine(replace(facts, floor=Least(1, "方案"))) if one.rule == "floor"]


def test_a_team_without_a_leader_is_told(platform: Platform) -> None:
    spoil(platform, TEAMS, 0, leader="")
    assert findings(platform) == [(TEAMS, 3, "seats")]


def test_a_leader_who_may_not_lead_is_told(platform: Platform) -> None:
    spoil(platform, TEAMS, 0, leader="检查员3")
    assert findings(platform) == [(TEAMS, 3, "seats")]


def test_a_code_of_another_name_is_told_and_the_code_counts(platform: Platform) -> None:
    spoil(platform, DRAWN, 0, name="改了名的公司")
    draw = platform.take_in()
    assert [one["rule"] for one in draw.findings] == ["party"]
    assert drawn_of(draw)[0].unit == platform.county.holders[1].code


def test_people_are_known_by_licence_in_brackets_or_by_a_row_each(platform: Platform) -> None:
    first = platform.rows[TEAMS][0]
    spoil(platform, TEAMS, 0, leader="", people="检查员2（13062410002，组长）")
    platform.rows[TEAMS].append((*first[:2], "", "检查员3（13062410003）"))
    draw = platform.take_in()
    assert draw.findings == []
    assert [seat.inspector for seat in seats_of(draw)][:2] == ["J002", "J003"]


def test_two_of_one_name_need_their_licence(platform: Platform) -> None:
    other = platform.county.inspectors[4]
    other.name = "检查员3"
    other.save()
    assert "分不清是哪一名" in refused(platform).findings[0].sentence
