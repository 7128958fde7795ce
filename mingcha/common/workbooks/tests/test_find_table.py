"""Finding the heading and the rows under it, whatever stands around them."""

import pytest

from mingcha.common.workbooks import Book, Column, Kind, Sheet, WorkbookRefused, find_table, with_learned
from mingcha.common.workbooks.columns import heading_forms
from mingcha.common.workbooks.tests.kinds import INSPECTORS, KINDS, TARGETS
from mingcha.common.workbooks.tests.making import sheet

COLUMNS = (
    Column("name", "姓名", required=True),
    Column("unit", "工作单位", ("单位",)),
    Column("licence", "执法证编号", ("证件编号",)),
    Column("until", "有效期至"),
    Column("line_licence", "部颁证编号", ("部颁证证件编号",)),
)
HEAD = ["姓名", "单位", "证件编号", "有效期至"]
ROW = ["赵试禾", "甲所", "01", "2030.1.1"]


def test_titles_above_the_heading_are_passed_over() -> None:
    table = find_table(sheet(["名录库"], [], ["填报单位：甲所", "", "2026年"], HEAD, ROW), COLUMNS)
    assert table.header_rows == (4,)
    assert [row.number for row in table.rows] == [5]
    assert table.rows[0].cells == dict(zip(("name", "unit", "licence", "until"), ROW, strict=True))


@pytest.mark.parametrize(
    "heading",
    [
        "姓 名",
        "姓\n名",
        "＊姓名",
        "*姓名：",
        "姓名（必填）",
        "人员（姓名）",
        "姓名/名称",
        "　姓名　",
        "(姓名)",
    ],
)
def test_a_heading_is_recognised_by_meaning(heading: str) -> None:
    table = find_table(sheet([heading, "单位"], ["赵试禾", "甲所"]), COLUMNS)
    assert table.mapping["name"].index == 0
    assert table.unrecognised == ()


def test_the_nearest_meaning_wins_over_the_leftmost_heading() -> None:
    table = find_table(sheet(["人员（姓名）", "姓名", "单位"], ["x", "赵试禾", "甲所"]), COLUMNS)
    assert table.mapping["name"].index == 1
    assert table.unrecognised == ("人员（姓名）",)


def test_two_lines_tell_equal_headings_apart_by_their_group() -> None:
    head = (
        ["序号", "姓名", "行政执法证", "", "部颁证", ""],
        ["", "", "证件编号", "有效期至", "证件编号", "有效期至"],
    )
    merged = ((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 5))
    row = [1, "赵试禾", "01", "2030.1.1", "ZR1", "2031.1.1"]
    for areas in (merged, ()):
        table = find_table(sheet(*head, row, merged=areas), COLUMNS)
        assert table.header_rows == (1, 2)
        assert table.rows[0]["licence"] == "01"
        assert table.rows[0]["line_licence"] == "ZR1"
        assert table.unrecognised == ("部颁证 有效期至",)


def test_a_second_line_of_unknown_headings_still_belongs_to_the_heading() -> None:
    head = ["姓名", "单位", "专业", ""], ["", "", "学历", "特长"]
    table = find_table(sheet(*head, ["赵试禾", "甲所", "大专", "土地"], merged=[(0, 2, 0, 3)]), COLUMNS)
    assert table.header_rows == (1, 2)
    assert len(table.rows) == 1
    assert table.unrecognised == ("专业 学历", "专业 特长")


def test_a_heading_never_swallows_the_first_data_row() -> None:
    assert find_table(sheet(HEAD, ROW, ROW), COLUMNS).header_rows == (1,)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ([], "空行"),
        (["", " ", "　"], "空行"),
        (["合计", "", "2人"], "合计行"),
        (["", "小　计", "", 2], "合计行"),
        (["阜平镇小计", "2"], "合计行"),
        (["总计：25人"], "合计行"),
        (["一、机关"], "分组标题"),
        (["（二）基层所"], "分组标题"),
        (HEAD, "重复的表头"),
        (["注：1. 有效期至填到日。"], "表下说明"),
        (["填表人：试填人", "", "审核人：试审人"], "表下说明"),
    ],
)
def test_what_is_no_data_row_is_skipped_with_its_reason(row: list[object], why: str) -> None:
    table = find_table(sheet(HEAD, ROW, row, ROW), COLUMNS)
    assert [one.number for one in table.rows] == [2, 4]
    assert table.skipped == ((3, why),)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["单位：公顷"], "单位行"),
        (["", "", "（%）", "（年月日）"], "单位行"),
        ([1, 2, 3, 4], "栏次行"),
        (["甲", "乙", 1, 2], "栏次行"),
    ],
)
def test_lines_of_units_and_of_column_numbers_under_the_heading_are_skipped(
    row: list[object], why: str
) -> None:
    table = find_table(sheet(HEAD, row, ROW), COLUMNS)
    assert table.skipped == ((2, why),)
    assert len(table.rows) == 1


def test_a_preprinted_number_without_content_is_no_row() -> None:
    table = find_table(sheet(["序号", *HEAD], [1, *ROW], [2], [3]), COLUMNS)
    assert [row.number for row in table.rows] == [2]
    assert table.skipped == ((3, "没有登记内容"), (4, "没有登记内容"))


@pytest.mark.parametrize("name", ["合计划策公司", "总计工程有限公司", "注册测绘师事务所", "说明书印务公司"])
def test_a_name_that_only_resembles_a_total_or_a_note_is_data(name: str) -> None:
    assert len(find_table(sheet(HEAD, [name, "甲所"], ROW), COLUMNS).rows) == 2


def test_a_row_without_its_name_is_still_a_data_row() -> None:
    assert len(find_table(sheet(HEAD, ["", "甲所", "01"], ROW), COLUMNS).rows) == 2


def test_ditto_means_the_cell_above_even_across_blank_rows_and_totals() -> None:
    rows = find_table(sheet(HEAD, ROW, [], ["小计", "1"], ["钱试松", "同上", "〃", "同 上"]), COLUMNS).rows
    assert rows[1].cells == {"name": "钱试松", "unit": "甲所", "licence": "01", "until": "2030.1.1"}


def test_ditto_with_nothing_above_stays_as_written() -> None:
    assert find_table(sheet(HEAD, ["赵试禾", "同上"]), COLUMNS).rows[0]["unit"] == "同上"


def test_a_cell_merged_over_rows_holds_for_each_of_them() -> None:
    table = find_table(
        sheet(HEAD, ROW, ["钱试松", "", "02"], ["孙试柏", "", "03"], merged=[(1, 1, 3, 1)]), COLUMNS
    )
    assert [row["unit"] for row in table.rows] == ["甲所", "甲所", "甲所"]


def test_a_table_of_another_kind_is_named() -> None:
    with pytest.raises(WorkbookRefused) as refused:
        find_table(
            sheet(["姓名", "所属股室", "证件编号"], ["赵试禾", "甲所", "01"]),
            TARGETS,
            others=[*KINDS.values()],
        )
    assert refused.value.sentence.startswith("这是“执法检查人员名录库”，这里需要“检查对象名录库”。")


def test_a_table_that_could_be_two_kinds_is_the_wanted_one_when_it_answers_it_better() -> None:
    other = Kind("通讯录", (Column("name", "姓名", required=True), Column("unit", "单位")))
    wanted = Kind("名录库", COLUMNS)
    assert find_table(sheet(HEAD, ROW), wanted, others=[wanted, other]).rows
    with pytest.raises(WorkbookRefused, match="这是“名录库”，这里需要“通讯录”"):
        find_table(sheet(HEAD, ROW), other, others=[wanted, other])


def test_a_list_of_telephones_is_no_table_of_any_kind() -> None:
    with pytest.raises(WorkbookRefused) as refused:
        find_table(sheet(["日期", "天气"], ["1日", "晴"]), INSPECTORS, others=[*KINDS.values()])
    assert refused.value.code == "no_header"
    assert "执法证编号" in refused.value.sentence


def test_a_missing_required_column_is_named_or_left_to_the_user() -> None:
    page = sheet(["单位", "证件编号"], ["甲所", "01"])
    with pytest.raises(WorkbookRefused, match="缺少必需的栏目：姓名"):
        find_table(page, COLUMNS)
    assert find_table(page, COLUMNS, strict=False).missing == ("姓名",)


def test_a_heading_without_rows_is_refused() -> None:
    with pytest.raises(WorkbookRefused, match="第2行"):
        find_table(sheet(["标题"], HEAD, ["合计"]), COLUMNS)


def test_the_users_mapping_wins() -> None:
    page = sheet(["人员", "单位", "证件编号"], ["赵试禾", "甲所", "01"])
    table = find_table(page, COLUMNS, mapping={"name": 0, "unit": None, "until": 2})
    assert table.rows[0].cells == {"name": "赵试禾", "until": "01"}
    assert table.mapping["name"].heading == "人员"
    assert table.unrecognised == ("单位",)


def test_a_mapping_outside_the_table_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="no column 9"):
        find_table(sheet(HEAD, ROW), COLUMNS, mapping={"name": 9})


def test_a_heading_once_assigned_by_hand_is_known_next_time() -> None:
    columns = with_learned(COLUMNS, {"责任人": "name"})
    assert find_table(sheet(["责 任 人", "单位"], ["赵试禾", "甲所"]), columns).mapping["name"].index == 0


def book(*sheets: Sheet) -> Book:
    return Book("xlsx", list(sheets))


def test_the_sheet_that_answers_is_found_among_others_and_hidden_ones_are_left() -> None:
    intro = Sheet("说明", [["姓名不得空缺"]])
    hidden = Sheet("旧", [HEAD, ROW, ROW], hidden=True)  # type: ignore[list-item]  # lists of texts
    right = Sheet("人员", [HEAD, ROW])  # type: ignore[list-item]  # lists of texts
    table = find_table(book(intro, hidden, right), COLUMNS)
    assert (table.sheet_name, table.other_sheets) == ("人员", ())


def test_other_sheets_with_such_a_table_are_named_and_can_be_chosen() -> None:
    first, second = Sheet("甲镇", [HEAD, ROW]), Sheet("乙镇", [HEAD, ROW, ROW])  # type: ignore[list-item]
    table = find_table(book(first, second), COLUMNS)
    assert (table.sheet_name, table.other_sheets) == ("甲镇", ("乙镇",))
    assert len(find_table(book(first, second), COLUMNS, sheet_name="乙镇").rows) == 2
    with pytest.raises(WorkbookRefused, match="丙镇"):
        find_table(book(first), COLUMNS, sheet_name="丙镇")


def test_a_unit_is_read_from_the_heading_too() -> None:
    kind = Kind("x", (Column("name", "姓名"), Column("area", "面积")))
    assert find_table(sheet(["姓名", "面积（公顷）"], ["甲", 1]), kind).mapping["area"].unit == "公顷"


def test_a_unit_line_inside_a_merged_heading_is_no_part_of_its_name() -> None:
    kind = Kind("x", (Column("name", "姓名"), Column("area", "面积")))
    table = find_table(sheet(["姓名", "面积"], ["", "单位：亩"], ["甲", 1], merged=[(0, 0, 1, 0)]), kind)
    assert (table.header_rows, table.mapping["area"].unit) == ((1, 2), "亩")
    assert table.headings == ("姓名", "面积")


def test_forms_of_a_heading_go_from_whole_to_part() -> None:
    assert heading_forms("企业（单位）名称")[:3] == ("企业(单位)名称", "企业名称", "企业单位名称")
    assert "注册号" in heading_forms("统一社会信用代码/注册号")


TELLING = Kind(
    "检查对象名录库",
    (
        Column("name", "单位名称", ("名称",), required=True),
        Column("code", "统一社会信用代码", telling=True),
        Column("category", "对象类别", telling=True),
        Column("note", "备注"),
    ),
)


@pytest.mark.parametrize("telling", ["统一社会信用代码", "对象类别"])
def test_a_name_with_one_telling_column_is_a_list_of_its_kind(telling: str) -> None:
    assert find_table(sheet(["名称", telling], ["甲矿", "乙"]), TELLING).missing == ()


def test_a_name_without_any_telling_column_is_no_list_of_any_kind() -> None:
    with pytest.raises(WorkbookRefused, match="统一社会信用代码、对象类别中的至少一项"):
        find_table(sheet(["名称", "备注"], ["桌子", "两张"]), TELLING)


def test_a_sheet_most_of_whose_columns_are_another_kinds_is_that_kind() -> None:
    head = ["名称", "抽查内容", "对象类别", "检查依据", "检查方式"]
    with pytest.raises(WorkbookRefused, match="这是“随机抽查事项清单”"):
        find_table(sheet(head, ["甲", "乙", "丙", "丁", "戊"]), TELLING, others=[KINDS["items"]])
