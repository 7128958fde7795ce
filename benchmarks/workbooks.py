"""How fast and in how much memory a register is read, beside openpyxl's read-only mode.

    .venv/bin/python benchmarks/workbooks.py [--rows 100000] [--peer-rows 10000]

Prints seconds and peak memory (of this process and of the reading process) for the large size, and the
ratio to the peer on the smaller one. The promise: 100,000 rows in 60 s and 500 MB."""

import argparse
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
from stdnum.cn import uscc

from mingcha.common.workbooks import CellRefused, Column, Kind, find_table, read_file, write_sheet
from mingcha.common.workbooks.values import read_date, read_holder_code, read_text

HEADINGS = (
    *("序号", "统一社会信用代码", "单位名称", "主体类型", "法定代表人", "联系人", "联系电话", "对象类别"),
    *("项目名称", "许可证号", "矿种", "面积", "有效期起", "有效期止", "所在乡镇", "信用风险类别", "登记状态"),
    *("登记机关", "上次抽查日期", "备注"),
)
TARGETS = Kind(
    "检查对象名录库",
    tuple(Column(f"c{place}", heading, required=place < 3) for place, heading in enumerate(HEADINGS)),
)


def _row(number: int) -> list[str | int]:
    code = f"91130624MA{number:07d}"
    code += uscc.calc_check_digit(code)
    name, day = f"阜平县第{number}矿业有限公司", f"20{number % 20 + 10}.{number % 12 + 1}.{number % 28 + 1}"
    texts = [code, name, "企业", f"试{number}", f"试{number}", f"138{number:08d}", "采矿权", f"第{number}矿"]
    more = [f"C130624{number:016d}", "铁矿", "16.70", day, "长期", "阜平镇某村", "B", "存续", "某局", day, ""]
    return [number, *texts, *more]


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _peak() -> float:
    """Most memory this process ever held, MB (getrusage would also count its ancestor before exec)."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(status["VmHWM"].split()[0]) / 1024


def _peak_of_children() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def _read_all(path: Path) -> int:
    """What an import does before it asks the register: file, table, every cell of three kinds."""
    refused = 0
    for row in find_table(read_file(path), TARGETS).rows:
        try:
            read_holder_code(row["c1"])
            read_text(row["c2"])
            read_date(row["c12"])
        except CellRefused:
            refused += 1
    return refused


def _read_peer(path: Path) -> int:
    book = openpyxl.load_workbook(path, read_only=True)
    return sum(1 for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) if row)


def _show_large(path: Path, rows: int) -> None:
    before = _peak()
    print(f"{rows:,} rows × {len(HEADINGS)} columns, {path.stat().st_size / 1e6:.1f} MB")
    reading = _timed(lambda: read_file(path))
    print(f"  read_file            {reading:6.1f} s   reading process {_peak_of_children():.0f} MB")
    whole = _timed(lambda: _read_all(path))
    print(f"  file, table, cells   {whole:6.1f} s   this process {_peak():.0f} MB", end="")
    print(f" (before {before:.0f} MB)   promise 60 s, 500 MB")


def _in_fresh_process(folder: Path, rows: int) -> None:
    """Writing takes memory too, so the reading is measured in a process that never wrote."""
    path = folder / "large.xlsx"
    write_sheet(path, "名录库", HEADINGS, map(_row, range(rows)))
    reader = multiprocessing.get_context("spawn").Process(target=_show_large, args=(path, rows))
    reader.start()
    reader.join()


def _show_ratio(folder: Path, rows: int) -> None:
    path = folder / "small.xlsx"
    write_sheet(path, "名录库", HEADINGS, map(_row, range(rows)))
    ours, peer = _timed(lambda: read_file(path)), _timed(lambda: _read_peer(path))
    print(f"{rows:,} rows: read_file {ours:.2f} s, openpyxl read-only {peer:.2f} s, ratio {peer / ours:.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description="reading of workbooks")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--peer-rows", type=int, default=10_000)
    sizes = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _in_fresh_process(Path(folder), sizes.rows)
        _show_ratio(Path(folder), sizes.peer_rows)


if __name__ == "__main__":
    main()
