"""Writes `0001_whole` of every app anew from its models: `.venv/bin/python -m tests.manual.whole`, with
MINGCHA_DATA naming a folder that may be written to.

A new database then takes one step per app. The steps stay, named in `replaces`: a folder made with an
older checkout takes those it lacks. A whole depends on what its steps depended on, not on the whole of
another app, which a folder in the middle of its steps has not. Once something is released, only steps are
added."""

import os
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2] / "mingcha"
WHOLE = "0001_whole"
FIRST = "__first__"
EMPTY = ("indexes", "constraints")
TOP = """# All tables of this app in one step, for a new database; an older one takes the steps named in
# `replaces`. Printed by tests/manual/whole.py.
"""
PLAIN = ("import migrations, models\n", "class Migration(migrations.Migration)")
OURS = (
    "import migrations, models\n\nfrom mingcha.common.whole_app import WholeApp\n",
    "class Migration(WholeApp)",
)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingcha.config.settings")
    import django
    from django.utils import translation

    django.setup()
    with translation.override(None):
        for app in folded_apps():
            path = ROOT / app / "migrations" / f"{WHOLE}.py"
            path.write_text(whole_of(app), encoding="utf-8")
            sys.stdout.write(f"{path}\n")


def whole_apps() -> list[str]:
    return sorted(path.parents[1].name for path in ROOT.glob(f"*/migrations/{WHOLE}.py"))


def folded_apps() -> list[str]:
    """Those whose whole stands for their first steps. An app that began with its whole goes on from it by
    steps: folders have taken it under that name, and it is printed no more."""
    return [app for app in whole_apps() if _replaced(app)]


def _replaced(app: str) -> list[tuple[str, str]]:
    whole: Any = import_module(f"mingcha.{app}.migrations.{WHOLE}")
    return list(whole.Migration.replaces)


def steps_of(app: str) -> list[str]:
    """Names of the steps, in order."""
    folder = ROOT / app / "migrations"
    return sorted(path.stem for path in folder.glob("[0-9]*.py") if path.stem != WHOLE)


def whole_of(app: str) -> str:
    from django.db.migrations import Migration
    from django.db.migrations.writer import MigrationWriter

    steps = steps_of(app)
    content = {
        "initial": True,
        "replaces": [(app, step) for step in steps],
        "dependencies": _dependencies(app, steps),
        "operations": list(_tables(app)),
    }
    text = MigrationWriter(
        type("Migration", (Migration,), content)(WHOLE, app), include_header=False
    ).as_string()
    for plain, ours in zip(PLAIN, OURS, strict=True):
        text = text.replace(plain, ours)
    return TOP + text


def _dependencies(app: str, steps: list[str]) -> list[tuple[str, str]]:
    """The last step of each other app that a step of this one needs."""
    named = {
        (str(other), str(name))
        for step in steps
        for other, name in import_module(f"mingcha.{app}.migrations.{step}").Migration.dependencies
        if other != app
    }
    return sorted(dict(sorted(named, key=lambda each: (each[1] != FIRST, each[1]))).items())


def _tables(app: str) -> Iterator[Any]:
    """Each table after those it refers to."""
    from django.apps import apps
    from django.db.migrations.operations import CreateModel
    from django.db.migrations.state import ModelState

    states = {
        model._meta.label_lower: ModelState.from_model(model)
        for model in apps.get_app_config(app).get_models()
    }
    for label in _ordered({label: _named(state, states) for label, state in states.items()}):
        state = states[label]
        options = {key: value for key, value in state.options.items() if value or key not in EMPTY}
        yield CreateModel(state.name, list(state.fields.items()), options, state.bases, state.managers)


def _named(state: Any, states: dict[str, Any]) -> list[str]:
    """Tables of the same app that a table refers to."""
    relations = [field.remote_field.model for field in state.fields.values() if field.remote_field]
    labels = {str(model if isinstance(model, str) else model._meta.label).lower() for model in relations}
    return [label for label in states if label in labels and label != f"{state.app_label}.{state.name_lower}"]


def _ordered(named: dict[str, list[str]]) -> list[str]:
    done: list[str] = []
    while len(done) < len(named):
        ready = [label for label in named if label not in done and set(named[label]) <= set(done)]
        if not ready:
            raise SystemExit(f"these refer to each other: {sorted(set(named) - set(done))}")
        done.append(ready[0])
    return done


if __name__ == "__main__":
    main()
