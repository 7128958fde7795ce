"""Every office has categories with their fields; one founded before there were any keeps all it has."""

from pathlib import Path

import pytest

from mingcha.accounts.tests.cast import Bureau
from mingcha.ledger.models import Opening
from mingcha.ledger.services import examine_ledger
from mingcha.registers.models import CategoryField, Target, TargetCategory
from mingcha.registers.queries import definitions_of
from mingcha.registers.queries.details import shown_details
from mingcha.registers.rules.default_categories import DEFAULT_DEFINITIONS
from mingcha.registers.services import adopt_new_categories
from mingcha.registers.tests.cast import import_targets, target_row

pytestmark = pytest.mark.django_db


def test_the_default_categories_are_adopted_with_their_fields_in_one_act(fuping: Bureau) -> None:
    adopted = adopt_new_categories(office=fuping.office)
    assert len(adopted) == TargetCategory.objects.count() + CategoryField.objects.count()
    assert definitions_of(fuping.actor("enforcement")) == DEFAULT_DEFINITIONS
    assert Opening.objects.get(act="registers.adopt_categories").actor_name == "命令行"


def test_an_office_that_has_categories_adopts_nothing(fuping: Bureau) -> None:
    adopt_new_categories(office=fuping.office)
    assert adopt_new_categories(office=fuping.office) == []


def test_a_word_that_targets_stand_under_becomes_a_category_of_its_own(
    fuping: Bureau, tmp_path: Path
) -> None:
    import_targets(fuping, tmp_path, target_row())
    Target.objects.update(category="测绘资质")
    adopt_new_categories(office=fuping.office)
    found = definitions_of(fuping.actor("enforcement")).find("测绘资质")
    assert found is not None
    assert found.name == "测绘资质"


def test_what_targets_kept_before_is_read_by_the_new_fields_and_no_row_is_touched(
    fuping: Bureau, tmp_path: Path
) -> None:
    import_targets(fuping, tmp_path, target_row(矿种="铁矿", 行业="黑色金属矿采选业"))
    adopt_new_categories(office=fuping.office)
    target = Target.objects.get()
    details = shown_details(target, definitions_of(fuping.actor("enforcement")))
    shown = {detail.title: detail.value for detail in details}
    assert (shown["矿种"], shown["行业类型"]) == ("铁矿", "黑色金属矿采选业")
    assert list(examine_ledger()) == []
