"""Prints `docs/law/obligations.yml`, the law as data: `.venv/bin/python -m tests.manual.obligations`.

The table it prints is `mingcha.law.rules.OBLIGATIONS`; `test_obligations` holds file, table and code against
each other."""

from pathlib import Path
from typing import Any

import yaml

from mingcha.accounts.rules import ROLES
from mingcha.law.rules import OBLIGATIONS, DefaultObligation, words_of

PAGE = Path(__file__).resolve().parents[2] / "docs" / "law" / "obligations.yml"
TOP = """\
# The law this program works by, as data: what a new office starts with. Printed from the table
# mingcha/law/rules/obligations, not to be edited by hand; an office changes its own
# rows by approved, dated rows on the page 法定义务.
#   figure      absent where the rule has no number; `value` is a whole number, a letter or p/q
#   confidence  S sure, P probable (in force, the office checks it), C in doubt (never in force until checked)
#   owner       the role that answers for it
#   on          whether a new office works by it; `off_because` says why not
#   enforced_by where the code holds to it; while that is empty, `not_yet` says why
"""


class _Plain(yaml.SafeDumper):
    """No anchors: a day that stands twice is written twice."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def page() -> str:
    """The whole file."""
    rows = [_row(rule) for rule in OBLIGATIONS]
    return TOP + yaml.dump(rows, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=120)


def _row(rule: DefaultObligation) -> dict[str, Any]:
    figure = {"value": rule.value, "unit": rule.unit, "words": words_of(rule.value, rule.unit)}
    said: dict[str, Any] = {
        "id": rule.key,
        "title": rule.title,
        "text": rule.text,
        "clause": rule.clause,
        "quote": rule.quote,
        "figure": figure if rule.value else None,
        "scope": rule.scope,
        "in_force_from": rule.in_force_from,
        "in_force_until": rule.in_force_until,
        "confidence": rule.confidence,
        "owner": ROLES[rule.owner],
        "on": rule.is_on,
        "off_because": rule.off_because,
        "enforced_by": dict(rule.enforced_by),
        "not_yet": rule.not_yet,
    }
    return {name: value for name, value in said.items() if value not in ("", None, {})}


def main() -> None:
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
