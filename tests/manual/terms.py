"""Prints `docs/manual/terms.md`, the manual's list of words: `.venv/bin/python -m tests.manual.terms`.

Nouns come from `docs/glossary.yml`; roles, states and fields with their explanations from
`docs/glossary-words.yml`. `test_terms` holds both files against the code, and the page against both."""

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import yaml

import mingcha

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = DOCS / "manual" / "terms.md"
EVERYWHERE = "everywhere"
TOP = """# 词语表

屏幕上出现的岗位、状态和栏目，各是什么意思。同一个词在各处意思相同。

<!-- Printed from docs/glossary.yml and docs/glossary-words.yml; not to be edited by hand. -->
"""


@cache
def glossary() -> list[dict[str, Any]]:
    """The nouns."""
    entries: list[dict[str, Any]] = yaml.safe_load((DOCS / "glossary.yml").read_text(encoding="utf-8"))
    return entries


@cache
def words() -> dict[str, dict[str, Any]]:
    """`roles` (role → meaning), `statuses` (noun → word → meaning), `fields` (record → label → meaning),
    `forms` (label of a form that no record has → meaning), `category_fields` (title of a field of the
    categories that come along → meaning)."""
    found: dict[str, dict[str, Any]] = yaml.safe_load(
        (DOCS / "glossary-words.yml").read_text(encoding="utf-8")
    )
    return found


def page(labels: dict[str, list[str]]) -> str:
    """The whole page. `labels` are the fields of each record, by code name, in the order of the record."""
    return "\n".join([TOP, *_roles(), *_statuses(), *_fields(labels), *_others()])


def meaning(record: str, label: str) -> str:
    """What a field means: said for its record, else for all; empty when nobody has said it."""
    fields = words()["fields"]
    return str(fields.get(record, {}).get(label) or fields[EVERYWHERE].get(label) or "")


def our_labels() -> dict[str, list[str]]:
    """The Chinese labels of every record's fields, once Django is set up."""
    from django.apps import apps

    ours = [model for model in apps.get_models() if model.__module__.startswith("mingcha.")]
    return {model.__name__: _labels_of(model) for model in ours}


def form_labels() -> set[str]:
    """The Chinese labels of every form that are not those of a record's field, once Django is set up."""
    from django import forms

    for module in walk_packages(mingcha.__path__, "mingcha."):
        if "forms" in module.name and ".tests" not in module.name:
            import_module(module.name)
    import_module("mingcha.config.urls")  # forms that stand beside their view
    below = _below(forms.BaseForm)
    ours = [form for form in below if re.match(r"mingcha\.(?!.*\.tests\.)", form.__module__)]
    labels = {str(field.label) for form in ours for field in form.base_fields.values() if field.label}
    of_records = {label for labels in our_labels().values() for label in labels}
    return {label for label in labels if re.search("[一-鿿]", label)} - of_records


def category_fields() -> set[str]:
    """The titles of the fields of the categories that come with the program."""
    from mingcha.registers.rules.default_categories import DEFAULT_DEFINITIONS

    return {
        field.title for name in DEFAULT_DEFINITIONS.names for field in DEFAULT_DEFINITIONS.fields_of(name)
    }


def _below(parent: Any) -> Iterator[Any]:
    for child in parent.__subclasses__():
        yield child
        yield from _below(child)


def _labels_of(model: Any) -> list[str]:
    titles = (str(field.verbose_name) for field in model._meta.fields)
    return [title for title in titles if re.search("[一-鿿]", title)]


def _roles() -> Iterator[str]:
    yield "## 岗位\n"
    yield from _table("岗位", words()["roles"])


def _statuses() -> Iterator[str]:
    yield "## 状态\n"
    for noun, meanings in words()["statuses"].items():
        yield f"### {re.sub('^(本|这)次', '', noun)}\n"
        yield from _table("状态", meanings)


def _fields(labels: dict[str, list[str]]) -> Iterator[str]:
    yield "## 栏目\n"
    terms = {entry["code"]: entry["term"] for entry in glossary()}
    for record, titles in labels.items():
        if titles:
            yield f"### {terms[record]}\n"
            yield from _table("栏目", {title: meaning(record, title) for title in titles})


def _others() -> Iterator[str]:
    yield "## 办理时填写的栏目\n"
    yield from _table("栏目", words()["forms"])
    yield "## 对象类别的栏目\n"
    yield from _table("栏目", words()["category_fields"])


def _table(head: str, rows: dict[str, str]) -> Iterator[str]:
    yield f"| {head} | 意思 |\n|---|---|"
    yield from (f"| {word} | {says} |" for word, says in rows.items())
    yield ""


def main() -> None:
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingcha.config.settings")
    import django

    django.setup()
    PAGE.write_text(page(our_labels()), encoding="utf-8")


if __name__ == "__main__":
    main()
