"""An office that breaks one rule and makes everything else fit: composes bundles without any check."""

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from drawproof_cast import (
    DICE,
    EVENT_SECONDS,
    LOG_KEY,
    ORIGIN,
    SELECTION_RULE,
    THROW,
    WITNESS,
    WITNESS_KEY,
    clock,
    register,
)

from drawproof import digest, merkle, notes, pack
from drawproof.assignment.draw import TEAMS_HEADER
from drawproof.canonical import json_form
from drawproof.entropy import event_text
from drawproof.selection import draw, parse_rule

Leaves = list[dict[str, Any]]
SECRET = sha256(b"secret of the forger").hexdigest()


def commit(name: str, content: bytes) -> dict[str, object]:
    rows = max(0, content.count(b"\n") - 1)
    return {"rows": rows, "digest": digest.salted_digest("sha256", SECRET, name, content)}


def fields_of(files: Mapping[str, bytes], **changed: Any) -> dict[str, Any]:
    """An announcement of a selection that keeps every rule but those of ``changed``."""
    fields: dict[str, Any] = {
        "protocol": "drawproof/1",
        "suite": "sha256",
        "kind": "selection",
        "office": {"code": "11130624", "name": "阜平县自然资源和规划局"},
        "campaign": "2026-01",
        "draw": "d1",
        "attempt": 1,
        "title": "2026年第1次抽取",
        "notes": {},
        "announced_at": clock(0),
        "draw_by": clock(180),
        "entropy": [DICE],
        "rule": SELECTION_RULE,
        "files": {name: commit(name, content) for name, content in files.items()},
        "commitment": digest.commitment("sha256", SECRET),
        "replaces": None,
        "builds_on": None,
    }
    return {**fields, **changed}


def _results(files: Mapping[str, bytes], rule: Mapping[str, Any], seed: str) -> dict[str, bytes]:
    if "balance" in rule:
        return {"teams.csv": TEAMS_HEADER.encode() + b"\n", "levels.csv": b"inspector,level,load\n"}
    rows = [line.split(",") for line in files["frame.csv"].decode().splitlines()[1:]]
    known = [(row[0].strip('"'), row[1]) for row in rows if row[1] in rule["strata"]]
    units, strata = [unit.encode() for unit, _ in known], [stratum for _, stratum in known]
    drawn = draw(units, strata, parse_rule(rule), seed).rows
    lines = [",".join(map(str, row)) + "\n" for row in drawn]
    return {"result.csv": "".join(["stratum,rank,unit,ticket,role\n", *lines]).encode()}


def forge(
    *,
    files: Mapping[str, bytes] | None = None,
    fields: Mapping[str, Any] | None = None,
    announcement: Callable[[bytes], bytes] = bytes,
    values: list[list[int]] | None = None,
    entropy: Callable[[bytes], bytes] = bytes,
    results: Callable[[dict[str, bytes]], dict[str, bytes]] = dict,
    leaves: Callable[[Leaves], Leaves] = list,
    log: Callable[[bytes], bytes] = bytes,
    early: Callable[[str], str] = str,
    add: Mapping[str, bytes] | None = None,
    witness_seconds: int = EVENT_SECONDS - 60,
) -> bytes:
    """A bundle in which each argument bends one thing and the rest follows."""
    own = {**({} if fields and "kind" in fields else register()), **(files or {})}
    described = fields_of(own, **(fields or {}))
    data = announcement(json_form.encode(described))
    seen = values or [list(THROW) for _ in described["entropy"]]
    sources = [source["source"] for source in described["entropy"]]
    event = entropy(
        json_form.encode([{"source": s, "values": v} for s, v in zip(sources, seen, strict=True)])
    )
    digest_a = digest.digest_of("sha256", data)
    seed = digest.seed("sha256", digest_a, SECRET, event_text(seen))
    made = results(_results(own, described["rule"], seed))
    entries = leaves(_leaves(described, digest_a, event, made))
    return _compose(own, data, event, made, entries, log, early, add or {}, witness_seconds)


def _leaves(fields: Mapping[str, Any], digest_a: str, event: bytes, made: Mapping[str, bytes]) -> Leaves:
    names = ("campaign", "kind", "attempt", "commitment", "replaces", "builds_on", "draw")
    announced = {name: fields[name] for name in names}
    announced |= {"type": "announced", "at": clock(1), "office": fields["office"]["code"]}
    announced["announcement"] = digest_a
    observed = {"type": "observed", "at": clock(60), "draw": fields["draw"]}
    drawn = {"type": "drawn", "at": clock(62), "draw": fields["draw"]}
    return [
        announced,
        {**observed, "entropy": digest.digest_of("sha256", event)},
        {**drawn, "files": {n: digest.salted_digest("sha256", SECRET, n, c) for n, c in made.items()}},
    ]


def _compose(
    files: Mapping[str, bytes],
    data: bytes,
    event: bytes,
    made: Mapping[str, bytes],
    entries: Leaves,
    log: Callable[[bytes], bytes],
    early: Callable[[str], str],
    add: Mapping[str, bytes],
    witness_seconds: int,
) -> bytes:
    leaves = [json_form.encode(entry) for entry in entries]
    first = next(n for n, entry in enumerate(entries) if entry["type"] == "announced")
    tree = _Tree(leaves)
    note = notes.cosign(tree.checkpoint(first + 1), WITNESS, witness_seconds, WITNESS_KEY)
    lines = [
        f"entry {n} {leaf.decode()}\npath{_hex(merkle.inclusion(n, len(leaves), tree.read))}\n"
        for n, leaf in enumerate(leaves)
    ]
    lines.append(f"announced {first}{_hex(merkle.inclusion(first, first + 1, tree.read))}\n")
    lines.append(f"consistency{_hex(merkle.consistency(first + 1, len(leaves), tree.read))}\n")
    text = "".join(lines).encode()
    public = {name: content for name, content in files.items() if not name.startswith("office-")}
    return pack(
        {
            **public,
            **made,
            "announcement.json": data,
            "entropy.json": event,
            "secret.txt": SECRET.encode(),
            "log.txt": log(text),
            "checkpoint.txt": tree.checkpoint(len(leaves)).encode(),
            "checkpoint-announced.txt": early(note).encode(),
            **add,
        }
    )


def _hex(hashes: list[bytes]) -> str:
    return "".join(f" {one.hex()}" for one in hashes)


class _Tree:
    def __init__(self, leaves: list[bytes]):
        self._leaves = [merkle.leaf_hash(leaf) for leaf in leaves]

    def read(self, level: int, index: int) -> bytes:
        return merkle.root_of(self._leaves[index << level : (index + 1) << level])

    def checkpoint(self, size: int) -> str:
        return notes.sign_checkpoint(ORIGIN, size, merkle.root(size, self.read), LOG_KEY)
