"""Re-verify log, triggers, openings and every record; name each wrong place (threats.md T10)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Max, OuterRef, Subquery

from drawproof import entries, merkle, notes
from mingcha.ledger.models import Checkpoint, Entry, Node, Opening, Record, Version
from mingcha.ledger.sealed_state import digest_act, digest_state, state_of
from mingcha.ledger.services.record_act import act_facts
from mingcha.ledger.triggers import missing_triggers


@dataclass(frozen=True)
class Finding:
    """One wrong place: where it lies and what is wrong, in Chinese."""

    place: str
    sentence: str


def examine_ledger() -> Iterator[Finding]:
    """Every finding, the log's first. Reads only."""
    yield from (Finding(name, "防改触发器不在或已停用。") for name in sorted(missing_triggers()))
    yield from _examine_tree()
    yield from _examine_openings()
    yield from _examine_versions()
    yield from _examine_records()


def _examine_tree() -> Iterator[Finding]:
    nodes: dict[tuple[int, int], bytes] = {}
    expected = 0
    for entry in Entry.objects.order_by("index").iterator():
        place = f"ledger_entry {entry.index}"
        if entry.index != expected:
            yield Finding(place, f"日志编号不连续，应为第{expected}条。")
            return
        if merkle.leaf_hash(bytes(entry.body)) != bytes(entry.leaf_hash) or not _columns_agree(entry):
            yield Finding(place, "日志条目的内容与其摘要不符。")
        for level, index, value in merkle.completed(
            entry.index, bytes(entry.leaf_hash), lambda level, index: nodes[level, index]
        ):
            nodes[level, index] = value
        expected += 1
    yield from _examine_nodes(nodes)
    yield from _examine_checkpoints(nodes, expected)


def _columns_agree(entry: Entry) -> bool:
    facts = entries.read(bytes(entry.body))
    return (facts["type"], facts.get("draw", "")) == (entry.kind, entry.draw) and (
        entry.at == Entry._meta.get_field("at").to_python(facts["at"])
    )


def _examine_nodes(nodes: dict[tuple[int, int], bytes]) -> Iterator[Finding]:
    stored = {(n.level, n.index): bytes(n.hash) for n in Node.objects.iterator()}
    for place in sorted(stored.keys() | nodes.keys()):
        if stored.get(place) != nodes.get(place):
            yield Finding(f"ledger_node {place[0]}/{place[1]}", "日志树节点与条目算出的不符。")


def _examine_checkpoints(nodes: dict[tuple[int, int], bytes], size: int) -> Iterator[Finding]:
    for checkpoint in Checkpoint.objects.order_by("size"):
        place = f"ledger_checkpoint {checkpoint.size}"
        if checkpoint.size > size:
            yield Finding(place, f"签名时有{checkpoint.size}条日志，现在只有{size}条：数据库被换成了旧备份，或日志被删。")
            continue
        root = merkle.root(checkpoint.size, lambda level, index: nodes[level, index])
        if notes.read_checkpoint(checkpoint.note).root != root:
            yield Finding(place, "签过名的日志与现在的日志不同。")


def _examine_openings() -> Iterator[Finding]:
    digests: dict[int, list[str]] = {}
    for entry_id, digest in Version.objects.order_by("pk").values_list("entry_id", "digest").iterator():
        digests.setdefault(entry_id, []).append(digest)
    openings = Opening.objects.select_related("entry").order_by("entry")
    for opening in openings.iterator():
        facts = entries.read(bytes(opening.entry.body))
        found = digest_act(bytes(opening.salt), act_facts(opening, facts["at"]), digests.get(opening.pk, []))
        if facts.get("digest") != found:
            yield Finding(f"ledger_opening {opening.pk}", "留痕内容与日志条目不符。")
    for index in Entry.objects.filter(kind="act", opening=None).values_list("index", flat=True):
        yield Finding(f"ledger_entry {index}", "日志条目没有留痕内容。")


def _examine_versions() -> Iterator[Finding]:
    for version in Version.objects.order_by("pk").iterator():
        if digest_state(bytes(version.salt), version.table, version.row, version.state) != version.digest:
            yield Finding(f"ledger_version {version.pk}", "记录版本与其摘要不符。")


def _examine_records() -> Iterator[Finding]:
    for model in apps.get_models():
        if issubclass(model, Record):
            yield from _examine_table(model)


def _examine_table(model: type[Record]) -> Iterator[Finding]:
    table = model._meta.db_table
    latest = Version.objects.filter(row=OuterRef("row")).values("row").annotate(last=Max("entry")).values("last")
    states: dict[UUID, str] = dict(
        Version.objects.filter(table=table, entry=Subquery(latest)).values_list("row", "state").iterator()
    )
    for pk in model._default_manager.order_by("pk").values_list("pk", flat=True).iterator():
        yield from _compare(model, pk, states.pop(pk, ""))
    for row in sorted(row for row, state in states.items() if state):
        yield Finding(f"{table} {row}", "记录不见了，日志中没有删除。")


def _compare(model: type[Record], pk: UUID, bound: str) -> Iterator[Finding]:
    place = f"{model._meta.db_table} {pk}"
    if not bound:
        yield Finding(place, "日志中没有这条记录，不是经本系统写入的。")
        return
    try:
        present = state_of(model._default_manager.get(pk=pk))
    except (ValueError, TypeError, ValidationError):
        yield Finding(place, "记录的内容读不出来。")
        return
    if present == bound:
        return
    before, after = json.loads(bound), json.loads(present)
    columns = "、".join(sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key)))
    yield Finding(place, f"与日志所记不同的列：{columns}。")
