"""权责清单: taken in, compared with the item list both ways, struck off with a reason."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import BUSINESS, LEGAL
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.common.workbooks import write_sheet
from mingcha.intake.models import ImportBatch
from mingcha.intake.services import import_file, take_back_import
from mingcha.items import services
from mingcha.items.models import Power
from mingcha.items.queries import compare_powers
from mingcha.items.subjects import POWERS
from mingcha.items.tests import cast
from mingcha.law.tests.cast import Bureau, found
from mingcha.ledger.services import examine_ledger

pytestmark = pytest.mark.django_db
HEADINGS = ["序号", "职权编码", "职权名称", "职权类型", "实施依据", "承办机构"]
ROWS = [
    ["1", "1306-JC-01", "对采矿权的监督检查", "行政检查", "《矿产资源法》第五十七条", "矿产股"],
    ["2", "1306-JC-02", "对测绘资质的监督检查", "行政检查", "《测绘法》第四十九条", "测绘股"],
    ["3", "1306-CF-01", "对越界开采的处罚", "行政处罚", "《矿产资源法》第六十四条", "执法队"],
]


@pytest.fixture
def bureau() -> Bureau:
    return found()


def taken_in(bureau: Bureau, folder: Path, rows: list[list[str]] = ROWS) -> tuple[int, int, int]:
    path = folder / "权责清单.xlsx"
    write_sheet(path, "权责清单", HEADINGS, rows)
    outcome = import_file(actor=bureau.actor(LEGAL), subject=POWERS, path=path)
    return outcome.new, outcome.changed, len(outcome.refused)


def test_a_list_of_powers_is_taken_in_and_once_more_changes_nothing(bureau: Bureau, tmp_path: Path) -> None:
    assert taken_in(bureau, tmp_path) == (3, 0, 0)
    assert taken_in(bureau, tmp_path) == (0, 0, 0)
    renamed = [[*ROWS[0][:2], "对矿山的监督检查", *ROWS[0][3:]]]
    assert taken_in(bureau, tmp_path, renamed) == (0, 1, 0)
    assert Power.objects.get(code="1306-JC-01").name == "对矿山的监督检查"


def test_an_import_of_powers_is_taken_back_whole(bureau: Bureau, tmp_path: Path) -> None:
    taken_in(bureau, tmp_path)
    batch = ImportBatch.objects.get()
    take_back_import(actor=bureau.actor(LEGAL), subject=POWERS, batch=batch.pk, reason="传错文件")
    assert not Power.objects.exists()
    assert [one.place for one in examine_ledger() if one.place.startswith("items_")] == []


def test_one_code_twice_with_other_words_is_refused(bureau: Bureau, tmp_path: Path) -> None:
    assert taken_in(bureau, tmp_path, [ROWS[0], [*ROWS[0][:2], "另一个名称", *ROWS[0][3:]]]) == (1, 0, 1)


def test_items_without_a_power_and_powers_without_an_item_are_listed(bureau: Bureau, tmp_path: Path) -> None:
    taken_in(bureau, tmp_path)
    draft = cast.draft(bureau)
    cast.item(bureau, draft, power_code="１３０６－JC－01")
    unnamed = cast.item(bureau, draft, contents="没有写")
    stranger = cast.item(bureau, draft, contents="写错", power_code="9999")
    compared = compare_powers(bureau.actor(LEGAL))
    assert [(one.item, one.why) for one in compared.items] == [
        (unnamed, "没有写明权责清单事项"),
        (stranger, "权责清单中没有有效的“9999”"),
    ]
    assert [power.code for power in compared.powers] == ["1306-JC-02"]


def test_a_power_that_is_struck_off_no_longer_carries_an_item(bureau: Bureau, tmp_path: Path) -> None:
    taken_in(bureau, tmp_path)
    cast.item(bureau, cast.draft(bureau), power_code="对采矿权的监督检查")
    power = Power.objects.get(code="1306-JC-01")
    with pytest.raises(Refusal, match="依据哪个文件"):
        services.strike_off_power(actor=bureau.actor(LEGAL), power=power, reason=" ")
    with pytest.raises(Forbidden):
        services.strike_off_power(actor=bureau.actor(BUSINESS), power=power, reason="取消")
    services.strike_off_power(actor=bureau.actor(LEGAL), power=power, reason="国务院决定取消")
    assert len(compare_powers(bureau.actor(LEGAL)).items) == 1
    with pytest.raises(Conflict):
        services.strike_off_power(actor=bureau.actor(LEGAL), power=power, reason="再次")
    assert taken_in(bureau, tmp_path, ROWS[:1]) == (0, 1, 0)
    assert compare_powers(bureau.actor(LEGAL)).items == []


def test_the_pages_list_compare_and_export(bureau: Bureau, tmp_path: Path) -> None:
    client = Client()
    client.force_login(bureau.person(LEGAL))
    assert "还没有权责清单" in client.get(reverse("power_list")).content.decode()
    taken_in(bureau, tmp_path)
    cast.item(bureau, cast.draft(bureau))
    shown = client.get(reverse("power_list"), {"kind": "行政处罚"}).content.decode()
    assert "对越界开采的处罚" in shown and "对测绘资质的监督检查" not in shown
    gaps = client.get(reverse("power_gaps")).content.decode()
    assert "没有写明权责清单事项" in gaps and "对测绘资质的监督检查" not in gaps
    other = client.get(reverse("power_gaps"), {"side": "powers"}).content.decode()
    assert "没有写明权责清单事项" not in other and "对测绘资质的监督检查" in other
    for name in ("power_list", "power_gaps"):
        assert client.get(reverse(name), {"export": 1})["Content-Type"].endswith("sheet")
