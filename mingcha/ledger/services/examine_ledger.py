"""Re-verify log, triggers, openings and every record; name each wrong place (threats.md T10, T11)."""

from collections.abc import Iterator
from typing import TypeVar

from django.db import models

from drawproof import entries, merkle, notes
from drawproof.errors import DrawproofError
from mingcha.ledger.log_end import remembered_end
from mingcha.ledger.models import Checkpoint, Entry, Node, Opening, Version
from mingcha.ledger.office_key import office_key
from mingcha.ledger.readable import readable_rows
from mingcha.ledger.sealed_state import digest_act, digest_state
from mingcha.ledger.services.examine_records import examine_records
from mingcha.ledger.services.finding import Finding
from mingcha.ledger.services.record_act import act_facts
from mingcha.ledger.triggers import missing_triggers

UNREADABLE = "这一行的内容读不出来。"
Nodes = dict[tuple[int, int], bytes]
M = TypeVar("M", bound=models.Model)


def examine_ledger() -> Iterator[Finding]:
    """Every finding, the log's first. Reads only."""
    yield from (Finding(name, "防改触发器不在或已停用。") for name in sorted(missing_triggers()))
    leaves = [bytes(leaf) for leaf in Entry.objects.order_by("index").values_list("leaf_hash", flat=True)]
    nodes = _nodes_over(leaves)
    yield from _examine_end(leaves)
    yield from _examine_entries()
    yield from _examine_nodes(nodes)
    yield from _examine_checkpoints(nodes, len(leaves))
    digests: dict[int, list[str]] = {}
    yield from _examine_versions(digests)
    yield from _examine_openings(digests)
    yield from examine_records()


def _read(model: type[M], findings: list[Finding]) -> Iterator[tuple[str, M]]:
    """Readable rows with the place to name; the others go to `findings`."""
    for key, row in readable_rows(model):
        place = f"{model._meta.db_table} {key}"
        if row is None:
            findings.append(Finding(place, UNREADABLE))
        else:
            yield place, row


def _nodes_over(leaves: list[bytes]) -> Nodes:
    nodes: Nodes = {}
    for index, leaf in enumerate(leaves):
        for level, at, value in merkle.completed(index, leaf, lambda level, at: nodes[level, at]):
            nodes[level, at] = value
    return nodes


def _examine_end(leaves: list[bytes]) -> Iterator[Finding]:
    end = remembered_end()
    if end is None:
        return
    if end.size > len(leaves):
        yield Finding(
            "ledger_entry",
            f"日志曾有{end.size}条，现在只有{len(leaves)}条：数据库被换成了旧备份，或日志被删。",
        )
    elif leaves[end.size - 1] != end.leaf_hash:
        yield Finding(f"ledger_entry {end.size - 1}", "这一条与数据目录中记下的不同：日志被换过。")


def _examine_entries() -> Iterator[Finding]:
    findings: list[Finding] = []
    expected = 0
    for place, entry in _read(Entry, findings):
        if entry.index != expected:
            yield Finding(place, f"日志编号不连续，应为第{expected}条。")
        if not _entry_agrees(entry):
            yield Finding(place, "日志条目的内容与其摘要不符。")
        expected = entry.index + 1
    yield from findings


def _entry_agrees(entry: Entry) -> bool:
    body = bytes(entry.body)
    try:
        facts = entries.parse(body)
    except DrawproofError:
        return False
    columns = (entry.kind, entry.draw, entry.at, bytes(entry.leaf_hash))
    return columns == (facts.type, facts.draw, facts.at, merkle.leaf_hash(body))


def _examine_nodes(nodes: Nodes) -> Iterator[Finding]:
    findings: list[Finding] = []
    missing = set(nodes)
    for place, node in _read(Node, findings):
        missing.discard((node.level, node.index))
        if nodes.get((node.level, node.index)) != bytes(node.hash):
            yield Finding(place, "日志树节点与条目算出的不符。")
    yield from findings
    yield from (Finding(f"ledger_node {level}/{at}", "日志树节点不见了。") for level, at in sorted(missing))


def _examine_checkpoints(nodes: Nodes, size: int) -> Iterator[Finding]:
    findings: list[Finding] = []
    for place, checkpoint in _read(Checkpoint, findings):
        try:
            signed = _open(checkpoint)
        except DrawproofError:
            yield Finding(place, "签名不是本机构的，或签名文本被改过。")
            continue
        if signed.size != checkpoint.size:
            yield Finding(place, "签名文本说的条数与这一行不同。")
        elif signed.size > size:
            yield Finding(
                place, f"签名时有{signed.size}条日志，现在只有{size}条：数据库被换成了旧备份，或日志被删。"
            )
        elif merkle.root(signed.size, lambda level, at: nodes[level, at]) != signed.root:
            yield Finding(place, "签过名的日志与现在的日志不同。")
    yield from findings


def _open(checkpoint: Checkpoint) -> notes.Checkpoint:
    origin = checkpoint.note.partition("\n")[0]
    key = notes.parse_vkey(notes.format_vkey(origin, office_key()))
    return notes.parse_checkpoint(notes.open_note(checkpoint.note, [key]).text)


def _examine_versions(digests: dict[int, list[str]]) -> Iterator[Finding]:
    """Fills `digests`: those of each entry in the order they were written."""
    findings: list[Finding] = []
    for place, version in _read(Version, findings):
        digests.setdefault(version.entry_id, []).append(version.digest)
        if digest_state(version) != version.digest:
            yield Finding(place, "记录版本与其摘要不符。")
    yield from findings


def _examine_openings(digests: dict[int, list[str]]) -> Iterator[Finding]:
    findings: list[Finding] = []
    bodies = dict(Entry.objects.filter(kind="act").values_list("index", "body"))
    for place, opening in _read(Opening, findings):
        body = bodies.pop(opening.pk, None)
        if body is None or not _opens(bytes(body), opening, digests.get(opening.pk, [])):
            yield Finding(place, "留痕内容与日志条目不符。")
    yield from findings
    yield from (Finding(f"ledger_entry {index}", "日志条目没有留痕内容。") for index in sorted(bodies))


def _opens(body: bytes, opening: Opening, digests: list[str]) -> bool:
    try:
        facts = entries.parse(body).fields
    except DrawproofError:
        return False
    found = digest_act(bytes(opening.salt), act_facts(opening, str(facts["at"])), digests)
    return facts.get("digest") == found
