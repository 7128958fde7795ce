"""The generator: the same county everywhere, whole and right in its codes, and nobody in it exists."""

import datetime
import hashlib
import re
from collections import Counter

from stdnum.cn import uscc

from mingcha.common.workbooks.values import read_holder_code
from mingcha.config.demo.categories import CATEGORIES, HOLDERS
from mingcha.config.demo.chooser import Chooser
from mingcha.config.demo.county import county
from mingcha.config.demo.item_list import ITEMS
from mingcha.config.demo.places import TOWNS
from mingcha.config.demo.staff import AWAY, CONFLICTED, FIELD_SECTIONS, inspectors, partner_inspectors
from mingcha.registers.rules.code_forms import form_remark
from mingcha.registers.rules.default_categories import DEFAULT_DEFINITIONS
from mingcha.registers.rules.field_values import read_field

TODAY = datetime.date(2026, 6, 15)
REGISTER = county(TODAY)
DIGEST = "8ab4b9bc27ff4169"


def test_the_county_is_the_same_on_every_machine() -> None:
    assert hashlib.sha256(repr(REGISTER).encode()).hexdigest()[:16] == DIGEST


def test_another_seed_gives_another_county() -> None:
    assert county(TODAY, "elsewhere") != REGISTER


def test_three_thousand_targets_are_held_by_eighteen_hundred_holders() -> None:
    assert len(REGISTER) == sum(category.count for category in CATEGORIES) == 3000
    held = {entry.holder.code for entry in REGISTER}
    assert len(held) == sum(HOLDERS.values()) == 1800


def test_no_two_holders_share_a_name_and_no_two_targets_a_licence() -> None:
    names = {entry.holder.code: entry.holder.name for entry in REGISTER}
    assert len(set(names.values())) == len(names)
    licences = Counter((entry.category, entry.licence_no) for entry in REGISTER if entry.licence_no)
    assert max(licences.values()) == 1


def test_every_credit_code_has_the_right_check_digits_and_a_serial_no_register_gave_out() -> None:
    codes = {entry.holder.code for entry in REGISTER if len(entry.holder.code) == 18}
    assert len(codes) == 1740
    assert all(uscc.is_valid(code) for code in codes)
    assert all(re.match(r"9[123]130624MA0X", code) for code in codes)


def test_older_register_numbers_are_taken_as_such() -> None:
    numbers = {entry.holder.code for entry in REGISTER if len(entry.holder.code) == 15}
    assert len(numbers) == 60
    for number in numbers:
        found = read_holder_code(number)
        assert found is not None
        assert found.value == number


def test_every_name_says_that_it_is_invented() -> None:
    assert all("演示" in entry.holder.name or "试" in entry.holder.name for entry in REGISTER)
    assert all("试" in entry.holder.representative for entry in REGISTER)
    assert all(entry.holder.phone.startswith("138000") for entry in REGISTER)


def test_every_category_fills_its_own_fields_and_every_value_is_in_order() -> None:
    for category in DEFAULT_DEFINITIONS.categories:
        entries = [entry for entry in REGISTER if entry.category == category.name]
        rules = {rule.title: rule for rule in category.fields}
        filled = {title for entry in entries for title, _ in entry.details}
        assert not entries or filled == set(rules)
        for entry in entries:
            assert form_remark(category.licence_form, entry.licence_no, "许可证号") == ""
            assert [read_field(rules[title], value)[1] for title, value in entry.details if value] == [
                *([""] * len(entry.details))
            ]


def test_all_thirteen_towns_and_all_four_classes_occur() -> None:
    assert {entry.town for entry in REGISTER} == set(TOWNS)
    assert set(Counter(entry.risk_class for entry in REGISTER)) == set("ABCD")


def test_some_permits_have_run_out_and_most_have_not() -> None:
    ended = sum(1 for entry in REGISTER if entry.valid_until and entry.valid_until < TODAY)
    assert 30 < ended < 200


def test_forty_inspectors_sit_in_four_sections_and_some_cannot_be_drawn() -> None:
    staff = inspectors(TODAY)
    assert Counter(entry.section for entry in staff) == dict.fromkeys(FIELD_SECTIONS, 10)
    expired = [entry for entry in staff if all(end < TODAY for _, _, end in entry.licences)]
    assert 3 <= len(expired) <= 5
    assert sum(1 for entry in staff if entry.state == "离岗") == len(AWAY)
    assert sum(len(entry.barred) for entry in staff) == len(CONFLICTED)


def test_people_stand_aside_from_holders_that_exist() -> None:
    codes = {entry.holder.code for entry in REGISTER}
    assert {code for entry in inspectors(TODAY) for code, _ in entry.barred} <= codes


def test_names_of_inspectors_are_told_apart() -> None:
    for staff in (inspectors(TODAY), partner_inspectors(TODAY)):
        assert len({entry.name for entry in staff}) == len(staff)


def test_each_of_the_twelve_items_cites_a_law_regulation_or_rule_and_an_article() -> None:
    assert len(ITEMS) == 12
    assert all(re.search(r"《[^》]+(法|条例|办法)》.*第.+条", item.basis) for item in ITEMS)
    categories = {category.name for category in CATEGORIES}
    assert {name for item in ITEMS for name in item.targets} <= categories


def test_a_choice_depends_on_its_question_alone() -> None:
    chooser = Chooser("x")
    first = chooser.number(1, 10**6, "a")
    chooser.number(1, 10**6, "b")
    assert chooser.number(1, 10**6, "a") == first
    assert {chooser.number(0, 2, n) for n in range(50)} == {0, 1, 2}
