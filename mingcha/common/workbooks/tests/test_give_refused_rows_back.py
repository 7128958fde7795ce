"""Refused rows come back as the same kind of file with the reason, and can be brought in again."""

from pathlib import Path

import pytest
import yaml

from mingcha.common.workbooks import Layout, find_table, read_file, refused_rows_file, write_refused
from mingcha.common.workbooks.tests.kinds import KINDS
from mingcha.common.workbooks.tests.test_read_the_six import COUNTS, table_of

every_workbook = pytest.mark.parametrize("name", COUNTS)


@every_workbook
def test_refused_rows_come_back_in_the_form_they_had(name: str, tmp_path: Path) -> None:
    table = table_of(name)
    reasons = {r["row"]: f"第{r['row']}行：{r['reason']}。" for r in COUNTS[name]["refused"]}
    path = tmp_path / f"back{Path(name).suffix}"
    path.write_bytes(refused_rows_file(name, table, reasons))
    book = read_file(path)
    again = find_table(book, KINDS[COUNTS[name]["kind"]], others=list(KINDS.values()))
    assert book.kind == Path(name).suffix[1:]
    assert {key: one.index for key, one in again.mapping.items()} == {
        key: one.index for key, one in table.mapping.items()
    }
    assert again.headings == (*table.headings, "原因")
    assert again.unrecognised == table.unrecognised
    kept = [row for row in table.rows if row.number in reasons]
    assert [str(row.values[-1]) for row in again.rows] == [reasons[row.number] for row in kept]
    for before, after in zip(kept, again.rows, strict=True):
        assert before["name"] == after["name"]


def test_a_row_that_said_ditto_comes_back_with_what_it_meant(tmp_path: Path) -> None:
    name = "01检查对象名录库（矿产和用地）.xlsx"
    path = tmp_path / "back.xlsx"
    path.write_bytes(refused_rows_file(name, table_of(name), {17: "原因一"}))
    again = find_table(read_file(path), KINDS["targets"])
    assert again.rows[0]["name"] == "阜平县砾原矿业有限公司"


def test_a_layout_kept_with_an_import_writes_the_same_file_later(tmp_path: Path) -> None:
    table = table_of("03执法检查人员名录库.xlsx")
    stored = yaml.safe_load(yaml.safe_dump(table.layout.as_json()))
    layout = Layout.from_json(stored)
    assert layout == table.layout
    path = tmp_path / "back.xlsx"
    path.write_bytes(write_refused(layout, [(["1", "=1+1"], "原因"), ([], "缺内容")]))
    rows = read_file(path).sheets[0].rows
    assert rows[2][:2] == ["1", "=1+1"] and rows[2][-1] == "原因" and rows[3][-1] == "缺内容"
    with pytest.raises(TypeError):
        Layout.from_json({"lines": 1, "merged": [], "kind": "csv"})
