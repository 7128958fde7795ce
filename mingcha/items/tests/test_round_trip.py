"""A list taken away as a workbook and brought in again is the same list, whatever stands in it."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import ENFORCEMENT
from mingcha.intake.services import preview_import
from mingcha.items.forms import ItemForm
from mingcha.items.subjects import ITEMS
from mingcha.items.tests import cast
from mingcha.law.tests.cast import Bureau, found

pytestmark = pytest.mark.django_db
UGLY = '=SUM(A1:A9)，“引号”，"quotes",逗号；分号\n\n2.第二行(半角)，３,５%\t制表'
CASES: dict[str, dict[str, Any]] = {
    "ugly words in every text": {
        **dict.fromkeys(("contents", "basis", "ratio_basis", "standard"), UGLY * 20),
        **dict.fromkeys(("name", "section_name", "body", "level", "note"), UGLY[:30]),
        "code": "=a-1",
        "power_code": "0012345",
    },
    "nothing beyond its name": dict.fromkeys(
        ("contents", "basis", "body", "methods", "ratio", "frequency", "note"), ""
    )
    | {"methods": [], "target_categories": [], "requires": []},
    "lists of several": {
        "target_categories": ["采矿权", "探矿权"],
        "methods": ["现场", "书面检查", "委托第三方"],
        "requires": ["矿山监管（露天、地下）", "测绘"],
    },
    "every kind and number": {
        "kind": "key",
        "concerns_enterprises": False,
        "ratio": "1/3",
        "frequency": "每半年1次",
        "frequency_basis": "按需",
        "in_force_from": datetime.date(2026, 1, 1),
        "in_force_until": datetime.date(2028, 12, 31),
    },
    "a category that the register does not have": {"target_categories": ["海域使用权"]},
}

TYPED = {"name": "某事项", "kind": "general", "concerns_enterprises": "yes"}


@pytest.fixture
def bureau() -> Bureau:
    return found()


@pytest.mark.parametrize("case", CASES)
def test_an_item_comes_back_as_it_was(case: str, bureau: Bureau, tmp_path: Path) -> None:
    draft = cast.draft(bureau)
    cast.item(bureau, draft, **CASES[case])
    cast.item(bureau, draft, name="另一个事项")
    actor, client = bureau.actor(ENFORCEMENT), Client()
    client.force_login(bureau.person(ENFORCEMENT))
    path = tmp_path / "清单.xlsx"
    page = reverse("item_list_detail", args=[draft.pk])
    path.write_bytes(client.get(page, {"export": "1"}).content)
    batch = preview_import(actor=actor, subject=ITEMS, path=path, file_name=path.name)
    rest = [row.content for row in batch.staged.exclude(verdict="unchanged")]
    assert [(row["refused"], row["differences"]) for row in rest] == []
    assert batch.counts["unchanged"] == 2


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("frequency", "每半年一次", "每年2次"),
        ("code", "ａ-1", "A-1"),
        ("methods", "现场；实地检查", ["现场检查"]),
    ],
)
def test_what_is_typed_is_kept_as_a_workbook_gives_it(field: str, typed: str, kept: Any) -> None:
    form = ItemForm([], TYPED | {field: typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data[field] == kept


def test_a_frequency_that_says_none_is_refused_where_it_is_typed() -> None:
    form = ItemForm(
        [], {"name": "某事项", "kind": "general", "concerns_enterprises": "yes", "frequency": "经常"}
    )
    assert not form.is_valid()
    assert "认不出一年几次" in form.errors["frequency"][0]
