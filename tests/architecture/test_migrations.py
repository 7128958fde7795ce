"""A new database takes one step per app, an older one the steps it lacks, and both have the same tables."""

from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ModelState, ProjectState

from tests.manual.whole import ROOT, WHOLE, folded_apps, steps_of

APPS = folded_apps()


def test_an_app_with_several_steps_has_a_whole() -> None:
    several = {path.parents[1].name for path in ROOT.glob("*/migrations/0002_*.py")}
    assert several <= {path.parents[1].name for path in ROOT.glob(f"*/migrations/{WHOLE}.py")}
    assert len(APPS) >= 9


def test_the_steps_lead_where_the_whole_leads() -> None:
    steps = MigrationLoader(None, replace_migrations=False)
    taken = steps.graph.make_state(nodes=_last_steps(), at_end=True, real_apps=steps.unmigrated_apps)
    assert _tables(taken) == _tables(MigrationLoader(None).project_state())


def _last_steps() -> list[tuple[str, str]]:
    return [(app, steps_of(app)[-1]) for app in APPS]


def _tables(state: ProjectState) -> dict[str, Any]:
    return {f"{app}.{name}": _contents(model) for (app, name), model in state.models.items() if app in APPS}


def _contents(model: ModelState) -> dict[str, Any]:
    """Everything of a model that reaches the database; the order of its columns does not."""
    always = {
        kind: sorted(repr(each.deconstruct()) for each in model.options.get(kind, []))
        for kind in ("indexes", "constraints")
    }
    fields = {name: repr(field.deconstruct()[1:]) for name, field in model.fields.items()}
    return always | {"fields": fields}


@pytest.mark.django_db
def test_a_folder_that_took_some_of_the_steps_can_take_the_others() -> None:
    """After each of them, in the order in which they would be taken."""
    order = _order_of_steps()
    assert len(order) >= 40
    recorder = MigrationRecorder(connection)
    recorder.migration_qs.all().delete()
    for app, name in order:
        recorder.record_applied(app, name)
        loader = MigrationLoader(connection)
        loader.check_consistent_history(connection)
        assert _is_whole_or_untouched(loader, app, name)


def _order_of_steps() -> list[tuple[str, str]]:
    graph = MigrationLoader(None, replace_migrations=False).graph
    plan: list[tuple[str, str]] = []
    for last in _last_steps():
        plan += [key for key in graph.forwards_plan(last) if key not in plan]
    return plan


def _is_whole_or_untouched(loader: MigrationLoader, app: str, name: str) -> bool:
    """The step just taken counts by itself, or as the last of the whole."""
    return (app, name) in loader.graph.nodes or (app, WHOLE) in loader.applied_migrations


@pytest.mark.parametrize("app", APPS)
def test_the_whole_makes_nothing_but_tables_and_stands_for_the_first_steps(app: str) -> None:
    migration = import_module(f"mingcha.{app}.migrations.{WHOLE}").Migration
    assert {type(operation).__name__ for operation in migration.operations} == {"CreateModel"}
    names = steps_of(app)
    assert [name[:4] for name in names] == [f"{number:04d}" for number in range(1, len(names) + 1)]
    for name in [WHOLE, *names]:
        needed = import_module(f"mingcha.{app}.migrations.{name}").Migration.dependencies
        assert [other for other, step in needed if step == WHOLE and other in APPS] == [], name
    steps = names[: len(migration.replaces)]
    assert migration.replaces == [(app, step) for step in steps] != []
