"""One Chinese term, one name in the code: `docs/glossary.yml` against models, states and file names."""

import importlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.apps import apps
from django.db import models

from mingcha.common.states import Life

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY: list[dict[str, Any]] = yaml.safe_load((ROOT / "docs" / "glossary.yml").read_text(encoding="utf-8"))
TERM_OF = {entry["code"]: entry["term"] for entry in GLOSSARY}
ON_SCREEN = {word for entry in GLOSSARY for word in (entry["term"], *entry.get("short", ()))}

# Words that name nothing: whatever bears one of them has not been understood yet.
EMPTY_WORDS = {"task", "object", "data", "info", "manager", "helper", "helpers", "utils", "util", "misc"}
PINYIN = {"duixiang", "renyuan", "jiancha", "choucha", "chouqu", "jihua", "renwu", "qingdan", "shixiang",
          "jieguo", "gongshi", "zhifa", "danwei", "bumen", "shenpi", "baobiao"}  # fmt: skip


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("mingcha.")]


def lives() -> Iterator[tuple[str, Life]]:
    for path in sorted((ROOT / "mingcha").glob("*/states.py")):
        module = importlib.import_module(f"mingcha.{path.parent.name}.states")
        yield from ((path.parent.name, value) for value in vars(module).values() if isinstance(value, Life))


def parts_of(name: str) -> set[str]:
    """`OpenWork` and `open_work` are both {open, work}."""
    return {part.lower() for part in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def test_no_term_and_no_code_name_stands_twice() -> None:
    for key in ("term", "code"):
        counts = Counter(entry[key] for entry in GLOSSARY)
        assert [name for name, count in counts.items() if count > 1] == []


def test_every_entry_says_what_it_means() -> None:
    assert all(entry.keys() >= {"term", "code", "means"} and entry["means"].strip() for entry in GLOSSARY)


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_a_model_bears_its_term_of_the_glossary(model: type[models.Model]) -> None:
    assert TERM_OF.get(model.__name__) == model._meta.verbose_name


def test_lives_name_nouns_of_the_glossary() -> None:
    found = list(lives())
    assert len(found) >= 5
    strangers = [
        (app, life.noun) for app, life in found if re.sub("^(本|这)次", "", life.noun) not in ON_SCREEN
    ]
    assert strangers == []


def test_every_app_has_a_chinese_name() -> None:
    ours = [config for config in apps.get_app_configs() if config.name.startswith("mingcha.")]
    assert [config.name for config in ours if not re.search("[一-鿿]", str(config.verbose_name))] == []


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_no_model_or_field_bears_an_empty_word_or_pinyin(model: type[models.Model]) -> None:
    names = [model.__name__, *(field.name for field in model._meta.get_fields())]
    assert [name for name in names if parts_of(name) & (EMPTY_WORDS | PINYIN)] == []


def test_no_file_bears_an_empty_word_or_pinyin() -> None:
    files = [*(ROOT / "mingcha").rglob("*.py"), *(ROOT / "drawproof" / "src").rglob("*.py")]
    # `data_folder.py` is the folder of an office's own files, and is called so in every document.
    assert [
        str(f)
        for f in files
        if not f.stem.endswith("data_folder") and parts_of(f.stem) & (EMPTY_WORDS | PINYIN)
    ] == []
