"""股、所、室、队: a tree without loops, in which nothing that is in use disappears."""

import pytest

from mingcha.accounts.models import Section
from mingcha.accounts.queries import section_tree
from mingcha.accounts.rules import SECURITY_ADMIN, SYSTEM_ADMIN
from mingcha.accounts.services import add_section, change_section, remove_section
from mingcha.accounts.tests.cast import Bureau
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.ledger.services import examine_ledger


def test_a_section_stands_below_its_parent_in_the_tree(fuping: Bureau) -> None:
    system = fuping.actor(SYSTEM_ADMIN)
    add_section(actor=system, name="执法监察 一队", parent=fuping.sections[0])
    tree = [(branch.section.name, branch.depth) for branch in section_tree(system)]
    assert ("执法监察一队", 1) in tree
    assert tree.index(("执法监察一队", 1)) == tree.index((fuping.sections[0].name, 0)) + 1


def test_people_in_office_are_counted_where_they_sit(fuping: Bureau) -> None:
    counts = {branch.section.pk: branch.people for branch in section_tree(fuping.actor(SYSTEM_ADMIN))}
    assert counts[fuping.sections[0].pk] == 10  # the witness is from outside


def test_no_section_lies_below_itself(fuping: Bureau) -> None:
    system, top = fuping.actor(SYSTEM_ADMIN), fuping.sections[0]
    middle = add_section(actor=system, name="一队", parent=top)
    low = add_section(actor=system, name="一组", parent=middle)
    for parent in (top, middle, low):
        with pytest.raises(Refusal) as refused:
            change_section(actor=system, section=top, name=top.name, parent=parent)
        assert refused.value.code == "section-loop"


def test_a_name_stands_once_in_an_office_and_again_in_another(fuping: Bureau, tang: Bureau) -> None:
    add_section(actor=fuping.actor(SYSTEM_ADMIN), name="一队")
    with pytest.raises(Conflict):
        add_section(actor=fuping.actor(SYSTEM_ADMIN), name=" 一 队 ")
    assert add_section(actor=tang.actor(SYSTEM_ADMIN), name="一队")


def test_a_section_with_people_stays_and_an_empty_one_goes(fuping: Bureau) -> None:
    system = fuping.actor(SYSTEM_ADMIN)
    with pytest.raises(Refusal):
        remove_section(actor=system, section=fuping.sections[0])
    remove_section(actor=system, section=fuping.sections[2])
    assert not Section.objects.filter(pk=fuping.sections[2].pk).exists()
    assert list(examine_ledger()) == []


def test_sections_are_arranged_by_the_system_administrator_within_the_office(
    fuping: Bureau, tang: Bureau
) -> None:
    with pytest.raises(Forbidden):
        add_section(actor=fuping.actor(SECURITY_ADMIN), name="一队")
    with pytest.raises(Refusal):
        add_section(actor=fuping.actor(SYSTEM_ADMIN), name="一队", parent=tang.sections[0])
    with pytest.raises(Unknown):
        remove_section(actor=fuping.actor(SYSTEM_ADMIN), section=tang.sections[2])
