"""What may not stand in any file of the repository."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, shown, tracked_files

# Where packages come from is the business of the machine that installs them.
REGISTRY = re.compile(
    rb"pypi[.]org|python[h]osted|npmjs[.](?:org|com)|npm[m]irror|deb[.]debian|tuna[.]tsinghua|mirrors?[.](?:aliyun|ustc)"
    rb"|^\s*--?(?:extra-)?index-url|^\s*--find-links",
    re.MULTILINE,
)
KEYS = re.compile(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----")
GENERATED = {".pyc", ".sqlite3", ".log"}


def text_files() -> list[Path]:
    return [path for path in tracked_files() if path.suffix not in {".png", ".xlsx", ".draw", ".woff2"}]


def test_the_repository_is_not_empty() -> None:
    assert len(text_files()) > 100


def test_no_file_names_a_registry() -> None:
    assert [shown(path) for path in text_files() if REGISTRY.search(path.read_bytes())] == []


@pytest.mark.parametrize(
    "line", [b"see https://pypi" + b".org/simple", b"--index" + b"-url x", b"registry.npmjs" + b".org"]
)
def test_a_registry_would_be_found(line: bytes) -> None:
    assert REGISTRY.search(line)


def test_no_file_holds_a_private_key_or_something_generated() -> None:
    files = tracked_files()
    assert [shown(path) for path in files if path.suffix in GENERATED] == []
    assert [shown(path) for path in text_files() if KEYS.search(path.read_bytes())] == []


def test_every_package_of_the_locks_is_bound_to_its_hashes() -> None:
    for name in ("requirements.lock", "requirements-test.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        packages = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)
        pinned = [package for package in packages if re.match(r"[a-z0-9._-]+(\[.*\])?==", package)]
        assert len(pinned) > 10
        assert [package.split()[0] for package in pinned if "--hash=sha256:" not in package] == []
