"""Decisions of `docs/decisions` that no tool checks."""

import ast
import re

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model

from mingcha.ledger.models import Record
from tests.architecture.source import python_files, shown


def test_no_admin_site_is_installed_and_nobody_is_superuser() -> None:
    if not apps.is_installed("django.contrib.admin"):
        assert not hasattr(get_user_model(), "is_superuser")
        return
    from django.contrib import admin

    for model, page in admin.site._registry.items():
        methods = ("has_add_permission", "has_change_permission", "has_delete_permission")
        writing = [name for name in methods if name not in vars(type(page))]
        assert writing == [], f"{model._meta.label} can be edited in the admin"


def test_signals_serve_the_triggers_and_nothing_else() -> None:
    using = {
        shown(path)
        for path in python_files("mingcha")
        if "tests" not in path.parts
        and re.search(r"django\.(db\.models|dispatch|core|contrib\.auth)[.\w]* import .*(signal|receiver)|"
                      r"\bsignals? import|@receiver", path.read_text(encoding="utf-8"))
    }  # fmt: skip
    assert using == {"mingcha/ledger/apps.py"}


def test_nothing_is_swallowed() -> None:
    broad = [
        f"{shown(path)}:{node.lineno}"
        for path in python_files("mingcha", "drawproof/src")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
    ]
    assert broad == []


def test_every_record_has_a_random_key_that_can_be_named_before_it_is_saved() -> None:
    records = [model for model in apps.get_models() if issubclass(model, Record)]
    assert len(records) >= 10
    assert {model._meta.pk.get_internal_type() for model in records} == {"UUIDField"}


def test_the_hashers_of_production_are_argon2_alone() -> None:
    from mingcha.config import settings as production

    assert production.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert settings.PASSWORD_HASHERS != production.PASSWORD_HASHERS


def test_only_the_module_of_moments_and_the_command_of_the_library_read_the_clock() -> None:
    reading = re.compile(r"datetime\.now\(|date\.today\(|timezone\.now\(|time\.time\(")
    found = {
        shown(path)
        for path in python_files("mingcha", "drawproof/src")
        if "tests" not in path.parts and reading.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"mingcha/common/moments.py", "drawproof/src/drawproof/cli.py"}
