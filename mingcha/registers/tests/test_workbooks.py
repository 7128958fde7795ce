"""The workbooks of the registers, as offices keep them, against the counts a clerk made by hand."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.intake.services import import_file
from mingcha.intake.subjects import registered
from mingcha.ledger.models import Entry
from mingcha.ledger.services import examine_ledger
from mingcha.registers.models import NATURAL_PERSON, Holder, Inspector, Target
from mingcha.registers.queries import conflicts_in_force, declared_conflicts, eligible_inspectors
from mingcha.registers.services.staff import TrainingFacts, record_training
from mingcha.registers.states import ACTIVE

FOLDER = Path(__file__).resolve().parents[3] / "tests" / "workbooks"
COUNTS: dict[str, dict[str, Any]] = yaml.safe_load((FOLDER / "counts.yml").read_text(encoding="utf-8"))
TARGET_FILES = [name for name, facts in COUNTS.items() if facts["kind"] == "targets"]
PEOPLE_FILES = [name for name, facts in COUNTS.items() if facts["kind"] == "inspectors"]
ROLE = {"targets": "enforcement", "inspectors": "legal"}


def bring_in(bureau: Bureau, name: str) -> Any:
    kind = COUNTS[name]["kind"]
    return import_file(actor=bureau.actor(ROLE[kind]), subject=registered()[kind], path=FOLDER / name)


@pytest.mark.parametrize("name", TARGET_FILES + PEOPLE_FILES)
def test_a_workbook_imports_with_exactly_the_clerks_counts(name: str, fuping: Bureau) -> None:
    facts = COUNTS[name]
    outcome = bring_in(fuping, name)
    found = (outcome.rows, outcome.new, outcome.changed, outcome.unchanged)
    assert found == (facts["rows"], facts["new"], facts["changed"], facts["unchanged"])
    assert [number for number, _ in outcome.refused] == [one["row"] for one in facts["refused"]]
    for (_, reason), expected in zip(outcome.refused, facts["refused"], strict=True):
        assert expected["reason"] in reason


@pytest.mark.parametrize("name", TARGET_FILES + PEOPLE_FILES)
def test_the_same_file_twice_changes_nothing(name: str, fuping: Bureau) -> None:
    first = bring_in(fuping, name)
    size = Entry.objects.count()
    again = bring_in(fuping, name)
    assert (again.new, again.changed, again.unchanged) == (0, 0, first.new + first.unchanged)
    assert again.refused == first.refused
    assert Entry.objects.count() == size


@pytest.mark.parametrize("name", TARGET_FILES)
def test_the_register_of_targets_holds_what_the_clerk_counted(name: str, fuping: Bureau) -> None:
    facts = COUNTS[name]
    bring_in(fuping, name)
    assert Holder.objects.count() == facts["holders"]
    assert Target.objects.filter(holder__uscc="", holder__register_no="").count() == facts["without_code"]
    assert Target.objects.exclude(holder__register_no="").count() == facts["register_numbers"]
    assert Target.objects.exclude(state=ACTIVE).count() == facts["inactive"]
    assert Target.objects.filter(risk_class__in="CD").count() == facts["raised"]
    natural = list(Holder.objects.filter(kind=NATURAL_PERSON).values_list("entity_type", flat=True))
    assert natural.count("个体工商户") == facts["natural"]["个体户"]
    assert natural.count("自然人") == facts["natural"]["自然人"]


@pytest.mark.parametrize("name", PEOPLE_FILES)
def test_the_register_of_inspectors_knows_who_may_not_be_assigned(name: str, fuping: Bureau) -> None:
    facts = COUNTS[name]
    bring_in(fuping, name)
    assert Inspector.objects.count() == facts["people"]
    actor = fuping.actor("legal")
    everybody = list(Inspector.objects.values_list("pk", flat=True))
    trained = TrainingFacts(course="执法轮训", completed_on=moments.today())
    record_training(actor=actor, inspectors=everybody, facts=trained)
    barred = [one for one in eligible_inspectors(actor, moments.today()) if one.reasons]
    assert len(barred) == facts["not_eligible"]["total"]
    reasons = [reason for one in barred for reason in one.reasons]
    assert sum("过期" in reason for reason in reasons) == len(facts["not_eligible"]["expired"])
    assert sum("没有登记执法证" in reason for reason in reasons) == len(facts["not_eligible"]["no_licence"])
    assert declared_conflicts(actor).count() == facts.get("conflicts", 0)


def test_companies_named_before_they_stood_in_the_register_are_found_later(fuping: Bureau) -> None:
    bring_in(fuping, PEOPLE_FILES[0])
    actor = fuping.actor("legal")
    named = [c.holder_code for c in conflicts_in_force(actor, moments.today())]
    bring_in(fuping, TARGET_FILES[0])
    found = [c.holder_code for c in conflicts_in_force(actor, moments.today())]
    assert len(named) == 2
    assert len(found) == COUNTS[PEOPLE_FILES[0]]["conflicts"]
    assert set(found) <= set(Holder.objects.values_list("code", flat=True))


def test_every_imported_row_is_bound_by_the_ledger(fuping: Bureau) -> None:
    for name in TARGET_FILES + PEOPLE_FILES:
        bring_in(fuping, name)
    assert list(examine_ledger()) == []
