"""The files of a draw together: which must be there, and the rules across them (protocol section 3).

Units of a selection's two files are disjoint; every stratum has a rule; bars and clusters name known visits
and inspectors; a unit stands once in clusters and withdrawals together; a substitute is one of them; a plan
that cannot be staffed is refused with its certificate.

>>> rule = {"strata": {"s1": {"ratio": "1", "at_least": 1, "reserve": 0}}}
>>> both = {"frame.csv": b"unit,stratum\\nU1,s1\\n", "excluded.csv": b"unit,reason\\nU1,cap\\n"}
>>> try:
...     check_files("selection", rule, both, both)
... except DrawproofError as refused:
...     refused.code, refused.file, refused.line
('unit-in-both', 'excluded.csv', 2)
"""

from collections.abc import Callable, Iterable, Mapping

from drawproof import selection
from drawproof.assignment.certificate import check_feasible
from drawproof.assignment.plan import Plan, build_plan
from drawproof.canonical import tables
from drawproof.canonical.csv_form import Row
from drawproof.digest import salted_digest
from drawproof.errors import DrawproofError

Rows = Mapping[str, list[Row]]


def check_names(kind: str, announced: Iterable[str], given: Iterable[str]) -> None:
    """Each file of the kind is given; a given file was announced. Files of the office may stay away."""
    known = set(given)
    for name in tables.COMMITTED[kind]:
        if name not in known:
            raise DrawproofError("file-missing", name=name)
    for name in sorted(known - set(announced)):
        raise DrawproofError("file-unknown", name=name)


def check_files(
    kind: str, rule: Mapping[str, object], announced: Iterable[str], files: Mapping[str, bytes]
) -> None:
    """Read every file strictly and check the rules across them."""
    check_names(kind, announced, files)
    for name in sorted(set(files) - set(tables.COMMITTED[kind])):
        if not files[name].endswith(b"\n"):
            raise DrawproofError("csv-line-end", file=name, line=files[name].count(b"\n") + 1)
    CROSS_RULES[kind](rule, read_files(kind, files))


def check_digests(
    suite: str, secret: str, announced: Mapping[str, tuple[int, str]], files: Mapping[str, bytes]
) -> None:
    """Each given file has the rows and the salted digest that were announced."""
    for name in sorted(files):
        rows, digest = announced[name]
        if salted_digest(suite, secret, name, files[name]) != digest:
            raise DrawproofError("file-changed", file=name)
        if max(0, files[name].count(b"\n") - 1) != rows:
            raise DrawproofError("file-rows", file=name, rows=rows)


def read_files(kind: str, files: Mapping[str, bytes]) -> dict[str, list[Row]]:
    """The rows of every file of the kind."""
    return {name: tables.read(name, files[name]) for name in tables.COMMITTED[kind]}


def _check_selection(rule: Mapping[str, object], rows: Rows) -> None:
    rules = selection.parse_rule(rule)
    for line, (_, stratum) in enumerate(rows["frame.csv"], start=2):
        if stratum not in rules:
            raise DrawproofError("stratum-without-rule", file="frame.csv", line=line, stratum=stratum)
    frame = {unit for unit, _ in rows["frame.csv"]}
    for line, (unit, _) in enumerate(rows["excluded.csv"], start=2):
        if unit in frame:
            raise DrawproofError("unit-in-both", file="excluded.csv", line=line, unit=unit)


def _check_assignment(_: Mapping[str, object], rows: Rows) -> None:
    visits = {row[0] for row in rows["visits.csv"]}
    inspectors = {row[0] for row in rows["inspectors.csv"]}
    _check_known("barred.csv", rows, 0, visits)
    _check_known("barred.csv", rows, 1, inspectors)
    _check_known("clusters.csv", rows, 0, visits)
    _check_units(rows)
    check_feasible(plan_of(rows))


def _check_known(name: str, rows: Rows, at: int, known: set[str]) -> None:
    for line, row in enumerate(rows[name], start=2):
        if row[at] not in known:
            raise DrawproofError("id-not-listed", file=name, line=line, value=row[at])


def _check_units(rows: Rows) -> None:
    clustered = {unit for _, unit in rows["clusters.csv"]}
    known = clustered | {row[0] for row in rows["withdrawn.csv"]}
    for line, (unit, _, substitute) in enumerate(rows["withdrawn.csv"], start=2):
        if unit in clustered:
            raise DrawproofError("unit-in-both", file="withdrawn.csv", line=line, unit=unit)
        if substitute and (substitute == unit or substitute not in known):
            raise DrawproofError("id-not-listed", file="withdrawn.csv", line=line, value=substitute)


def plan_of(rows: Rows) -> Plan:
    """The plan of an assignment's files."""
    return build_plan(rows["inspectors.csv"], rows["visits.csv"], rows["barred.csv"])


CROSS_RULES: dict[str, Callable[[Mapping[str, object], Rows], None]] = {
    "selection": _check_selection,
    "assignment": _check_assignment,
}
