"""Every role, state and field of the product is explained, and the manual prints what the glossary says."""

import pytest

from mingcha.accounts.rules import ROLES
from tests.architecture.test_words import lives
from tests.manual import terms

LABELS = terms.our_labels()
WORDS = terms.words()


def test_every_role_is_explained_and_no_other() -> None:
    assert list(WORDS["roles"]) == list(ROLES.values())


def test_every_state_is_explained_and_no_other() -> None:
    spoken = {life.noun: {word for word, _ in life.words.values()} for _, life in lives()}
    assert {noun: set(meanings) for noun, meanings in WORDS["statuses"].items()} == spoken


@pytest.mark.parametrize("record", [record for record, labels in LABELS.items() if labels])
def test_every_field_of_a_record_is_explained(record: str) -> None:
    assert [label for label in LABELS[record] if not terms.meaning(record, label)] == []


def test_nothing_is_explained_that_is_nowhere() -> None:
    own = {
        record: set(meanings) for record, meanings in WORDS["fields"].items() if record != terms.EVERYWHERE
    }
    gone = {record: sorted(labels - set(LABELS.get(record, ()))) for record, labels in own.items()}
    assert {record: labels for record, labels in gone.items() if labels} == {}
    used = {label for labels in LABELS.values() for label in labels}
    assert sorted(set(WORDS["fields"][terms.EVERYWHERE]) - used) == []


def test_every_label_of_a_form_is_explained_and_no_other() -> None:
    assert set(WORDS["forms"]) == terms.form_labels()


def test_every_field_of_the_categories_that_come_along_is_explained_and_no_other() -> None:
    assert set(WORDS["category_fields"]) == terms.category_fields()


def test_the_manual_prints_what_the_glossary_says() -> None:
    assert terms.PAGE.read_text(encoding="utf-8") == terms.page(LABELS)
