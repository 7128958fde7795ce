"""A plan's workbook examined: by its own columns where the list knows nothing, else by register and list."""

import datetime
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from mingcha.accounts.rules import BUSINESS, LEGAL
from mingcha.common.workbooks import WorkbookRefused, write_sheet
from mingcha.items.tests import cast as items
from mingcha.law.models import LegalText
from mingcha.law.services import repeal_text
from mingcha.law.tests.cast import Bureau, found
from mingcha.ledger.models import Entry
from mingcha.plans.queries import campaign_findings
from mingcha.plans.queries.plan_sheets import check_plan_file
from mingcha.plans.tests import cast

pytestmark = pytest.mark.django_db
LAW = "《中华人民共和国矿产资源法》第五十七条"
SOUND: dict[str, object] = {
    "抽查领域": "矿产资源",
    "抽查事项": "采矿权人履行法定义务",
    "事项类别": "一般",
    "责任股室": "矿产股",
    "检查对象范围": "采矿权人",
    "抽查基数": 400,
    "抽查比例": "5%",
    "抽查数量": 20,
    "抽查频次": "2次/年",
    "计划起止时间": "3月至5月",
    "检查依据": LAW,
    "频次依据": "",
    "备注": "",
}


@pytest.fixture
def bureau() -> Bureau:
    return found()


def row(number: int, **cells: object) -> dict[str, object]:
    """A sound row of a field, items and holders of its own, except as told."""
    own = {"抽查领域": f"领域{number}", "抽查事项": f"事项{number}", "检查对象范围": f"范围{number}"}
    return SOUND | own | cells


def written(folder: Path, rows: Sequence[dict[str, object]], *, name: str = "plan.xlsx") -> Path:
    headings = list(rows[0])
    path = folder / name
    lines = [[one[heading] for heading in headings] for one in rows]
    write_sheet(path, "年度抽查计划", headings, lines)  # type: ignore[arg-type]
    return path


def written_csv(path: Path, lines: Sequence[Sequence[object]], *, encoding: str = "utf-8") -> Path:
    """As somebody else's program writes it."""
    path.write_bytes("\r\n".join(",".join(map(str, line)) for line in lines).encode(encoding))
    return path


def check(bureau: Bureau, path: Path) -> list[tuple[int, str]]:
    """(row of the sheet, rule) of every finding."""
    return [(int(one.rows[0]), one.rule) for one in check_plan_file(bureau.actor(BUSINESS), path)]


def first_row(bureau: Bureau, folder: Path) -> int:
    """Where the data begin in a written sheet: the first row, made unreadable, says it."""
    ((number, _),) = check(bureau, written(folder, [row(1, 抽查比例="按实际", 抽查数量="")]))
    return number


BROKEN: dict[str, dict[str, object]] = {
    "item": {"抽查事项": ""},
    "basis": {"检查依据": "《关于加强监管的通知》（国土资规〔2015〕6号）"},
    "floor": {"抽查比例": "3%", "抽查数量": 12},
    "rounds": {"抽查频次": "1次/年"},
    "raised": {"抽查比例": "A、B 20%，C 10%，D 50%", "抽查数量": 80},
    "general-cap": {"抽查频次": "每季度1次"},
    "cap": {"抽查比例": "100%", "抽查数量": 400, "抽查频次": "4次/年", "事项类别": ""},
    "strata": {"抽查基数": 15, "抽查数量": 1},
    "unreadable": {"抽查比例": "按实际", "抽查数量": ""},
}


def test_a_workbook_that_breaks_each_rule_once_gets_exactly_those_findings(
    bureau: Bureau, tmp_path: Path
) -> None:
    start = first_row(bureau, tmp_path)
    rows = [row(0), *(row(at, **cells) for at, cells in enumerate(BROKEN.values(), start=1)), row(99)]
    findings = check_plan_file(bureau.actor(BUSINESS), written(tmp_path, rows))
    assert [(int(one.rows[0]), one.rule) for one in findings] == [
        (start + at, rule) for at, rule in enumerate(BROKEN, start=1)
    ]
    assert all(one.clause and one.found and one.required and one.remedy for one in findings)


SOUND_ROWS: dict[str, dict[str, object]] = {
    "plain": {},
    "by class": {"抽查基数": 964, "抽查比例": "A、B 5%，C 20%，D 50%", "抽查数量": 74},
    "by stratum": {"抽查比例": "一般5%，加强10%", "抽查频次": "一般2次/年，加强3次/年", "抽查数量": 25},
    "at the bounds": {"抽查基数": 20, "抽查数量": 1, "抽查频次": ">=2"},
    "two over": {"抽查数量": 22},
    "key, often": {"事项类别": "重点", "抽查频次": "每季度1次"},
    "all of them thrice": {"抽查比例": "全覆盖", "抽查数量": 400, "抽查频次": "3次"},
    "its own frequency": {"抽查频次": "每年1次", "频次依据": "《某某条例》第五条：每年1次"},
    "no number": {"抽查数量": ""},
    "no base": {"抽查基数": "", "抽查数量": ""},
    "nobody": {"抽查基数": 0, "抽查数量": 0},
    "a law without its article": {"检查依据": "《中华人民共和国测绘法》"},
    "a registered law without 《》": {"检查依据": "土地管理法第六十七条"},
    "a registered rule": {"检查依据": "《闲置土地处置办法》第四条"},
}


def test_sound_rows_have_no_finding(bureau: Bureau, tmp_path: Path) -> None:
    rows = [row(at, **cells) for at, cells in enumerate(SOUND_ROWS.values())]
    assert check(bureau, written(tmp_path, rows)) == []


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ({"抽查数量": 19}, "floor"),
        ({"抽查数量": 23}, "strata"),
        ({"抽查比例": "10%", "抽查数量": 20}, "unreadable"),
        ({"抽查基数": 0, "抽查数量": 5}, "unreadable"),
        ({"抽查比例": "100%", "抽查数量": 500}, "unreadable"),
        ({"抽查基数": 19, "抽查数量": 1}, "strata"),
        ({"抽查基数": "", "抽查数量": "", "抽查比例": "4.9%"}, "floor"),
        ({"检查依据": ""}, "basis"),
        ({"检查依据": "按规定"}, "basis"),
        ({"检查依据": "《河北省双随机抽查工作细则》"}, "basis"),
        ({"检查依据": "《某县随机抽查管理办法》第三条"}, "basis"),
        ({"备注": "该事项未公布"}, "item"),
        ({"抽查比例": "一般5%，加强5%"}, "raised"),
        ({"抽查频次": "一般2次，加强2次"}, "raised"),
        ({"抽查频次": "每年1次", "频次依据": "工作需要"}, "rounds"),
        ({"抽查频次": "每年1次", "频次依据": "《某某条例》第五条：每年2次"}, "rounds"),
        ({"抽查频次": "按实际"}, "unreadable"),
        ({"计划起止时间": "12月底前"}, "unreadable"),
        ({"抽查基数": "若干"}, "unreadable"),
        ({"事项类别": "特别"}, "unreadable"),
        ({"事项类别": "重点", "抽查比例": "100%", "抽查数量": 400, "抽查频次": "4次"}, "cap"),
    ],
)
def test_one_step_beyond_is_found(
    bureau: Bureau, tmp_path: Path, cells: dict[str, object], rule: str
) -> None:
    assert [found_rule for _, found_rule in check(bureau, written(tmp_path, [row(1, **cells)]))] == [rule]


def test_what_contradicts_is_named(bureau: Bureau, tmp_path: Path) -> None:
    path = written(tmp_path, [row(1, 抽查比例="10%", 抽查数量=20)])
    (finding,) = check_plan_file(bureau.actor(BUSINESS), path)
    assert finding.found == "抽查基数400的10%是40，抽查数量写的是20，以哪个为准？"


def test_rows_of_one_section_and_field_in_two_periods_are_two_rounds(bureau: Bureau, tmp_path: Path) -> None:
    once = {"抽查领域": "矿产", "抽查频次": "1次/年"}
    halves = [row(1, **once), row(2, **once, 计划起止时间="9月至11月")]
    assert check(bureau, written(tmp_path, halves)) == []
    halves[1]["责任股室"] = "用途管制股"
    assert [rule for _, rule in check(bureau, written(tmp_path, halves))] == ["rounds", "rounds"]


def test_rows_of_one_period_are_one_round_however_many_towns(bureau: Bureau, tmp_path: Path) -> None:
    once = {"抽查领域": "矿产", "抽查频次": "1次/年"}
    towns = [row(1, **once, 检查对象范围="平阳镇"), row(2, **once, 检查对象范围="阜平镇", 计划起止时间="4月")]
    assert [rule for _, rule in check(bureau, written(tmp_path, towns))] == ["rounds"]
    for number, one in enumerate(towns, start=1):
        one["备注"] = f"第{number}轮"
    assert check(bureau, written(tmp_path, towns)) == []


def test_rows_without_a_period_are_one_round_unless_they_repeat_each_other(
    bureau: Bureau, tmp_path: Path
) -> None:
    once = {"抽查领域": "矿产", "抽查频次": "1次/年", "计划起止时间": ""}
    rows = [row(1, **once), row(2, **once)]
    assert [rule for _, rule in check(bureau, written(tmp_path, rows))] == ["rounds"]
    assert check(bureau, written(tmp_path, [rows[0], rows[0]])) == []


def test_rows_of_one_round_meet_the_floor_together(bureau: Bureau, tmp_path: Path) -> None:
    part = {"抽查领域": "矿产", "抽查基数": 200}
    rows = [row(1, **part, 抽查数量=9), row(2, **part, 抽查数量=11)]
    assert check(bureau, written(tmp_path, rows)) == []
    rows[1]["抽查数量"] = 10
    (finding,) = check_plan_file(bureau.actor(BUSINESS), written(tmp_path, rows))
    assert (finding.rule, len(finding.rows), "400家" in finding.found) == ("floor", 2, True)
    rows = [row(1, **part, 抽查数量=9), row(2, **part, 抽查数量=11, 计划起止时间="9月")]
    assert [rule for _, rule in check(bureau, written(tmp_path, rows))] == ["floor"]


@pytest.mark.parametrize(
    ("ordinary", "raised"),
    [
        ({"检查对象范围": "一般风险企业"}, {"检查对象范围": "高风险企业"}),
        ({"检查对象范围": "A、B类矿山"}, {"检查对象范围": "C、D类矿山"}),
        ({"抽查类型": "一般"}, {"抽查类型": "加强抽查"}),
    ],
)
def test_a_row_for_the_raised_below_that_for_the_others_is_found(
    bureau: Bureau, tmp_path: Path, ordinary: dict[str, object], raised: dict[str, object]
) -> None:
    usual = {"抽查领域": "矿产", "检查对象范围": "采矿权人", "抽查类型": "", "抽查基数": 200}
    rows = [
        row(1, **(usual | ordinary | {"抽查比例": "10%", "抽查数量": 20})),
        row(2, **(usual | raised | {"抽查比例": "5%", "抽查数量": 10})),
    ]
    start = first_row(bureau, tmp_path)
    assert check(bureau, written(tmp_path, rows)) == [(start + 1, "raised")]
    rows[1] |= {"抽查比例": "20%", "抽查数量": 40}
    assert check(bureau, written(tmp_path, rows)) == []


def test_rows_that_inspect_all_of_the_same_holders_add_up_to_the_cap(bureau: Bureau, tmp_path: Path) -> None:
    start = first_row(bureau, tmp_path)
    whole = {"抽查比例": "100%", "抽查数量": 400, "检查对象范围": "采矿权人"}
    rows = [row(1, **whole), row(2), row(3, **whole)]
    assert check(bureau, written(tmp_path, rows)) == [(start + 2, "cap")]
    rows[2]["检查对象范围"] = "探矿权人"
    assert check(bureau, written(tmp_path, rows)) == []


def test_untidy_plans_are_read(bureau: Bureau, tmp_path: Path) -> None:
    """As Shanggao and Huangshi publish theirs: other names, a title above, notes below, GBK."""
    shanggao: list[list[object]] = [
        ["2026年度双随机抽查计划", *[""] * 7],
        ["检查主体", "年度计划名称", "检查内容", "计划开展时间", "股室", "比例", "频次", "数量"],
        ["县局", "矿产计划", "开采情况", "６－１２月", "矿产股", "５％", "＝２", "20"],
        ["县局", "测绘计划", "测绘资质", "全年", "测绘股", "3%", ">=2", ""],
        ["注：本表由执法监察股填报", *[""] * 7],
    ]
    assert check(bureau, written_csv(tmp_path / "s.csv", shanggao, encoding="gb18030")) == [(4, "floor")]
    huangshi: list[list[object]] = [
        ["序号", "抽查领域", "抽查事项", "检查对象", "发起部门", "抽查比例（%）", "抽查频次", "任务实施时段"],
        [1, "测绘", "资质", "乙级单位", "自然资源局", 20, "每半年一次", "2026.3—2026.5"],
        [2, "土地", "批后", "用地单位", "自然资源局", 4, "2次/年", "第二季度"],
    ]
    assert check(bureau, written_csv(tmp_path / "h.csv", huangshi)) == [(3, "floor")]


def test_known_items_are_held_against_register_and_list(bureau: Bureau, tmp_path: Path) -> None:
    """410 mines in the register although the row says 400, of which 20 stand in the raised stratum."""
    cast.mines(bureau, 390)
    cast.mines(bureau, 20, risk_class="D")
    cast.inspectors(bureau, 2)
    (item,) = cast.published(bureau, {"frequency_basis": "《某某条例》第五条：每年1次"})
    named = {"抽查事项": item.name, "抽查频次": "一般1次，加强2次", "抽查数量": ""}
    assert check(bureau, written(tmp_path, [row(1, **named, 抽查比例="一般5%，加强20%")])) == []
    assert [rule for _, rule in check(bureau, written(tmp_path, [row(1, **named)]))] == ["raised"]
    few = row(1, **named | {"抽查数量": 20}, 抽查比例="一般5%，加强20%")
    (finding,) = check_plan_file(bureau.actor(BUSINESS), written(tmp_path, [few]))
    assert (finding.rule, "410家" in finding.found, "21家" in finding.required) == ("floor", True, True)


def test_an_item_that_only_a_draft_of_the_list_has_is_not_published(bureau: Bureau, tmp_path: Path) -> None:
    drafted = items.item(bureau, items.draft(bureau), name="新设事项")
    assert [rule for _, rule in check(bureau, written(tmp_path, [row(1, 抽查事项=drafted.name)]))] == ["item"]


def test_a_basis_that_has_lapsed_by_the_legal_texts_is_found(bureau: Bureau, tmp_path: Path) -> None:
    text = LegalText.objects.filter(office=bureau.office, title="中华人民共和国矿产资源法")[0]
    repeal_text(actor=bureau.actor(LEGAL), text=text, from_on=cast.DAY, reason="废止决定")
    for period, rules in (("3月至5月", []), ("6月至9月", ["basis"])):
        path = written(tmp_path, [row(1, 计划起止时间=period)])
        assert [rule for _, rule in check(bureau, path)] == rules


def test_a_basis_that_may_be_a_rule_is_asked_to_be_registered(bureau: Bureau, tmp_path: Path) -> None:
    path = written(tmp_path, [row(1, 检查依据="《某省矿山监测办法》第五条")])
    (finding,) = check_plan_file(bureau.actor(BUSINESS), path)
    assert (finding.rule, "请在法律文本中登记" in finding.found) == ("basis", True)


def test_too_few_inspectors_are_found_where_there_is_a_roster(bureau: Bureau, tmp_path: Path) -> None:
    assert check(bureau, written(tmp_path, [row(1)])) == []
    cast.inspectors(bureau, 1)
    assert [rule for _, rule in check(bureau, written(tmp_path, [row(1)]))] == ["people"]


def test_more_visits_than_the_people_can_make_in_the_period_are_asked_about(
    bureau: Bureau, tmp_path: Path
) -> None:
    """4,000 visits of two are 8,000 seats; 47 people have less than 3,100 working days from March to May."""
    many = {"抽查基数": 4000, "抽查比例": "100%", "抽查数量": 4000, "抽查频次": "2次/年"}
    assert check(bureau, written(tmp_path, [row(1, **many)])) == []
    cast.inspectors(bureau, 47)
    (finding,) = check_plan_file(bureau.actor(BUSINESS), written(tmp_path, [row(1, **many)]))
    assert (finding.rule, finding.blocks) == ("people", False)
    assert "共8,000人次；可派47名" in finding.found
    many |= {"抽查比例": "5%", "抽查数量": 200}
    assert check(bureau, written(tmp_path, [row(1, **many)])) == []


def test_a_campaign_asks_the_same(bureau: Bureau) -> None:
    """40 holders drawn whole by two people within one week, or by the end of September."""
    cast.mines(bureau, 40)
    cast.inspectors(bureau, 2)
    (item,) = cast.published(bureau)
    whole = cast.settings(item, layers=cast.layers("1", "1"))
    for last_day, asked in ((datetime.date(2026, 6, 5), True), (datetime.date(2026, 9, 30), False)):
        campaign = cast.campaign(bureau, replace(whole, ends_on=last_day, number=f"2026-{last_day.month}"))
        found = [one.code for one in campaign_findings(bureau.actor(BUSINESS), campaign)]
        assert ("more-visits-than-days" in found) == asked


def test_nothing_is_written(bureau: Bureau, tmp_path: Path) -> None:
    before = Entry.objects.count()
    check(bureau, written(tmp_path, [row(1)]))
    assert Entry.objects.count() == before


def test_a_file_that_is_no_plan_is_refused_as_a_whole(bureau: Bureau, tmp_path: Path) -> None:
    path = written_csv(tmp_path / "people.csv", [["姓名", "执法证编号"], ["试一", "1300"]])
    with pytest.raises(WorkbookRefused):
        check(bureau, path)
    (tmp_path / "none.xlsx").write_bytes(b"%PDF-1.7")
    with pytest.raises(WorkbookRefused) as refused:
        check(bureau, tmp_path / "none.xlsx")
    assert "年度抽查计划" in refused.value.sentence


def test_the_year_of_the_plan_is_that_of_its_column(bureau: Bureau, tmp_path: Path) -> None:
    """An item of the list that ends with 2026 is not in force in a plan for 2027."""
    cast.mines(bureau, 20)
    (item,) = cast.published(bureau, {"in_force_until": datetime.date(2026, 12, 31)})
    for year, rules in ((2026, []), ("2027年度", ["item"])):
        one = row(1, 抽查事项=item.name, 计划年度=year, 抽查数量="")
        assert [rule for _, rule in check(bureau, written(tmp_path, [one]))] == rules
