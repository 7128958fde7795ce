"""The cast of these tests: an office that draws in one sitting, its log, a witness. Everything is fixed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

import drawproof
from drawproof import entries, merkle, notes
from drawproof.announcement import Announcement
from drawproof.canonical import tables

ORIGIN, WITNESS = "office.example/log", "witness.example/w1"
LOG_KEY = notes.generate_key(sha256(b"log key of the tests").digest())
WITNESS_KEY = notes.generate_key(sha256(b"witness key of the tests").digest())
LOG_VKEY = notes.format_vkey(ORIGIN, LOG_KEY)
WITNESS_VKEY = notes.format_vkey(WITNESS, WITNESS_KEY, notes.WITNESS)
KEYS = (LOG_VKEY, WITNESS_VKEY)

EVENT_AT = "2026-03-02T10:00:00+08:00"
EVENT_SECONDS = 1772416800
DICE: dict[str, Any] = {
    "source": "20枚骰子",
    "kind": "digits",
    "count": 20,
    "min": 1,
    "max": 6,
    "at": EVENT_AT,
}
THROW = (3, 1, 6, 6, 2, 5, 4, 1, 3, 3, 2, 6, 5, 1, 4, 4, 2, 6, 1, 5)
SELECTION_RULE: dict[str, Any] = {
    "strata": {
        "s1": {"ratio": "0.05", "at_least": 2, "reserve": 2},
        "s2": {"ratio": "1/4", "at_least": 1, "reserve": 1},
    }
}
EVEN: dict[str, Any] = {"balance": "even"}


def clock(minutes: int) -> str:
    """The time so many minutes after nine."""
    return f"2026-03-02T{9 + minutes // 60:02d}:{minutes % 60:02d}:00+08:00"


def register() -> dict[str, bytes]:
    """Twelve units of two strata, one left out, and the office's own files."""
    return {
        "frame.csv": drawproof.write_table("frame.csv", [(f"U{n:02d}", f"s{1 + n % 2}") for n in range(12)]),
        "excluded.csv": drawproof.write_table("excluded.csv", [("U90", "cap")]),
        "office-conflicts.csv": "对象,人员,关系\nU01,甲,亲属\n".encode(),
        "office-inspectors.csv": "编号,执法证\nI1,冀01\n".encode(),
    }


def staff(clusters: Sequence[tuple[str, str]], withdrawn: Sequence[tuple[str, ...]] = ()) -> dict[str, bytes]:
    """Five inspectors for the visits of the clusters, a qualified lead and a member each."""
    visits = sorted({visit for visit, _ in clusters})
    rows = [row for v in visits for row in ((v, "lead", 1, "qual:mining"), (v, "member", 1, ""))]
    people = [(f"I{n}", "qual:mining" if n < 4 else "", "") for n in range(1, 6)]
    return {
        "inspectors.csv": drawproof.write_table("inspectors.csv", people),
        "visits.csv": drawproof.write_table("visits.csv", rows),
        "barred.csv": drawproof.write_table("barred.csv", [(visits[0], "I1", "barred")]),
        "clusters.csv": drawproof.write_table("clusters.csv", clusters),
        "withdrawn.csv": drawproof.write_table("withdrawn.csv", withdrawn),
    }


@dataclass(frozen=True)
class Held:
    """A draw that was held: everything its bundle is made of."""

    announced: Announcement
    files: Mapping[str, bytes]
    secret: str
    entropy: bytes
    drawn: drawproof.Conducted
    early: str | None = None
    changes: Mapping[str, bytes] = field(default_factory=dict)


class Office:
    """An office with its log; ``witnessed`` says whether a witness cosigns before the event."""

    def __init__(
        self, *, witnessed: bool = True, witness_seconds: int = EVENT_SECONDS - 60, origin: str = ORIGIN
    ):
        self.leaves: list[bytes] = []
        self.origin = origin
        self.witnessed = witnessed
        self.witness_seconds = witness_seconds

    def log(self, leaf: bytes) -> int:
        self.leaves.append(leaf)
        return len(self.leaves) - 1

    def read(self, level: int, index: int) -> bytes:
        leaves = self.leaves[index << level : (index + 1) << level]
        return merkle.root_of([merkle.leaf_hash(leaf) for leaf in leaves])

    def checkpoint(self) -> str:
        size = len(self.leaves)
        return notes.sign_checkpoint(self.origin, size, merkle.root(size, self.read), LOG_KEY)

    def announce(self, files: Mapping[str, bytes], **changed: Any) -> tuple[Announcement, str]:
        draw = changed.get("draw", "d1")
        kind = changed.get("kind", "selection")
        secret = sha256(f"secret of {draw}".encode()).hexdigest()
        fields: dict[str, Any] = {
            "kind": kind,
            "office": ("11130624", "阜平县自然资源和规划局"),
            "campaign": "2026-01",
            "draw": draw,
            "attempt": 1,
            "title": "2026年第1次抽取",
            "notes": {"s1": "一般对象", "s2": "重点对象"},
            "announced_at": clock(0),
            "draw_by": clock(180),
            "entropy": [DICE],
            "rule": SELECTION_RULE if kind == "selection" else EVEN,
            "files": files,
            "secret": secret,
            "replaces": None,
            "builds_on": None,
        }
        return drawproof.announce(**fields | changed), changed.get("secret", secret)

    def hold(
        self,
        files: Mapping[str, bytes],
        *,
        start: int = 0,
        annulled: str | None = None,
        announced_entry: int | None = None,
        throw: Sequence[int] = THROW,
        **changed: Any,
    ) -> Held:
        """Announce, have it witnessed, observe, draw; ``start`` shifts the log's times by minutes."""
        announced, secret = self.announce(files, **changed)
        first = 1 + start if announced_entry is None else announced_entry
        self.log(entries.announced(announced.data, clock(first)))
        early = None
        if self.witnessed:
            early = notes.cosign(self.checkpoint(), WITNESS, self.witness_seconds, WITNESS_KEY)
        values = [(source.source, throw) for source in announced.entropy]
        observation = drawproof.observe(announced.data, values)
        self.log(entries.observed(announced.draw, observation.digest, clock(60 + start)))
        if annulled:
            self.log(entries.annulled(announced.draw, announced.digest, annulled, clock(61 + start)))
        drawn = drawproof.conduct(announced.data, files, secret, observation.data)
        self.log(entries.drawn(announced.draw, drawn.digests, clock(62 + start)))
        return Held(announced, files, secret, observation.data, drawn, early)

    def assign(self, selection: Held, *, clusters: Sequence[tuple[str, str]] = (), **changed: Any) -> Held:
        """The assignment of a selection, every drawn unit a visit of its own unless said otherwise."""
        outcome = selection.drawn.outcome
        assert isinstance(outcome, drawproof.Selection)
        own = clusters or [(f"V{n}", unit) for n, unit in enumerate(outcome.units("drawn"), 1)]
        files = changed.pop("files", None) or staff(own, changed.pop("withdrawn", ()))
        fields: dict[str, Any] = {
            "kind": "assignment",
            "draw": "d2",
            "builds_on": selection.announced.digest,
            "start": 3,
            "rule": EVEN,
        }
        return self.hold(files, **fields | changed)

    def record(self, held: Held, chunks: Sequence[bytes]) -> Held:
        """Attach a recording."""
        rows = [(n, len(chunk), sha256(chunk).hexdigest()) for n, chunk in enumerate(chunks, 1)]
        head = drawproof.recording_head((size, digest) for _, size, digest in rows)
        self.log(entries.recording(held.announced.draw, head, clock(90)))
        content = drawproof.write_table("recordings.csv", rows)
        return replace(held, changes={**held.changes, "recordings.csv": content})

    def change(self, held: Held, name: str, content: bytes, minutes: int) -> Held:
        """Log a changed file of changes and take it over."""
        digest = drawproof.salted_digest("sha256", held.secret, name, content)
        self.log(entries.substituted(held.announced.draw, {name: digest}, clock(minutes)))
        return replace(held, changes={**held.changes, name: content})

    def of(self, held: Held) -> list[tuple[int, bytes]]:
        """The entries of a draw and of the attempts before it."""
        draws: set[str] = set()
        found = []
        for index, leaf in enumerate(self.leaves):
            entry = entries.parse(leaf)
            same = (entry.fields.get("campaign"), entry.fields.get("kind"))
            if same == (held.announced.campaign, held.announced.kind):
                draws.add(entry.draw)
            if entry.draw in draws and entry.type != "disclosed":
                found.append((index, leaf))
        return found

    def bundle(self, held: Held, **changed: Any) -> bytes:
        """The bundle of a draw."""
        fields: dict[str, Any] = {
            "announcement": held.announced.data,
            "files": held.files,
            "secret": held.secret,
            "entropy": held.entropy,
            "entries": self.of(held),
            "checkpoint": self.checkpoint(),
            "read": self.read,
            "early_checkpoint": held.early,
            "changes": held.changes,
        }
        return drawproof.bundle(**fields | changed)


def substitutions(held: Held, leavers: Sequence[tuple[str, str, int, str]]) -> bytes:
    """The canonical file of these vacancies, in time."""
    outcome = held.drawn.outcome
    assert isinstance(outcome, drawproof.Assignment)
    plan = drawproof.build_plan(
        *(tables.read(name, held.files[name]) for name in ("inspectors.csv", "visits.csv", "barred.csv"))
    )
    roster = drawproof.Roster.after(plan, outcome.seats)
    for visit, group, seat, reason in leavers:
        roster.record(
            drawproof.vacancy(roster, held.drawn.seed, visit=visit, group=group, seat=seat, reason=reason)
        )
    return drawproof.substitutions_csv(roster.rows)


def repack(data: bytes, **files: bytes | None) -> bytes:
    """The bundle with files changed, added or (None) left out; ``_`` stands for ``-``, ``__`` for ``.``."""
    contents = drawproof.unpack(data)
    for key, content in files.items():
        name = key.replace("__", ".").replace("_", "-")
        contents.pop(name, None)
        if content is not None:
            contents[name] = content
    return drawproof.pack(contents)


def statuses(report: drawproof.Report) -> dict[str, str]:
    """The status of every step."""
    return {step.step: step.status for step in report.steps}


def failures(report: drawproof.Report) -> dict[str, str]:
    """The code of every failed step."""
    return {step.step: step.code for step in report.steps if step.status == "fail"}
