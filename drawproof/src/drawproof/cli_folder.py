"""The folders of the command line: one of a draw with plain files, one of a log.

Clock and chance come from :mod:`drawproof.cli`.

A folder of a draw holds ``draft.json`` (the announcement without ``protocol``, ``suite``, ``files``,
``commitment`` and ``announced_at``; white space is free), the committed tables, and then what the commands
write: ``announcement.json``, ``secret.txt``, ``checkpoint-announced.txt`` (to be cosigned by a witness),
``entropy.json``, the result files, ``DRAW.draw``. A folder of a log holds ``entries.txt`` (one leaf a line),
``log.key`` (the private key, hex) and ``log.vkey``.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from drawproof import entries, merkle, notes
from drawproof.announcement import Announcement, announce, is_office_file, parse
from drawproof.canonical import json_form, tables
from drawproof.canonical.instant import format_time
from drawproof.canonical.shape import array, mapping, record
from drawproof.canonical.text import check_hex64
from drawproof.ceremony import conduct, observe
from drawproof.composing import bundle
from drawproof.errors import DrawproofError, reading

DRAFT = "draft.json"
DRAFT_KEYS = (
    *("attempt", "builds_on", "campaign", "draw", "draw_by", "entropy"),
    *("kind", "notes", "office", "replaces", "rule", "title"),
)
EARLY = "checkpoint-announced.txt"


class LogFolder:
    """An append-only log in a folder; ``random`` makes its key when there is none yet."""

    def __init__(self, folder: Path, origin: str, random: bytes):
        self._entries = folder / "entries.txt"
        self._key_file = folder / "log.key"
        if not self._key_file.exists():
            folder.mkdir(parents=True, exist_ok=True)
            self._key_file.touch(mode=0o600)
            self._key_file.write_text(random.hex())
            key = notes.generate_key(random)
            (folder / "log.vkey").write_text(notes.format_vkey(origin, key) + "\n")
            self._entries.touch()
        with reading("log.key"):
            self._key = notes.generate_key(bytes.fromhex(check_hex64(read_text(self._key_file), "key")))
        with reading("log.vkey"):
            self._origin = notes.parse_vkey(read_text(folder / "log.vkey").strip()).name
        self.leaves = read_leaves(folder)

    def append(self, leaf: bytes) -> None:
        """Add one entry."""
        with self._entries.open("ab") as stream:
            stream.write(leaf + b"\n")
        self.leaves.append(leaf)

    def read(self, level: int, index: int) -> bytes:
        """The hash of a complete subtree."""
        start, width = index << level, 1 << level
        return merkle.root_of([merkle.leaf_hash(leaf) for leaf in self.leaves[start : start + width]])

    def checkpoint(self) -> str:
        """The present state, signed."""
        size = len(self.leaves)
        return notes.sign_checkpoint(self._origin, size, merkle.root(size, self.read), self._key)

    def of(self, announced: Announcement) -> list[tuple[int, bytes]]:
        """The entries of a draw and of all earlier attempts of its campaign and kind."""
        found: list[tuple[int, bytes]] = []
        draws = {announced.draw}
        for index, leaf in enumerate(self.leaves):
            entry = entries.parse(leaf)
            fields = entry.fields
            if entry.type == "announced" and (fields["campaign"], fields["kind"]) == (
                announced.campaign,
                announced.kind,
            ):
                draws.add(entry.draw)
            if entry.draw in draws and not (entry.type == "disclosed" and entry.draw == announced.draw):
                found.append((index, leaf))
        return found

    def has(self, kind: str, draw: str) -> bool:
        """Whether an entry of a type stands for a draw."""
        parsed = map(entries.parse, self.leaves)
        return any(entry.type == kind and entry.draw == draw for entry in parsed)

    def moment(self, now: datetime) -> str:
        """The time of the next entry: now, but a second after the last entry at least."""
        last = [entries.parse(self.leaves[-1]).at] if self.leaves else []
        return format_time(max([now, *(at.astimezone(now.tzinfo) + timedelta(seconds=1) for at in last)]))


def read_leaves(folder: Path) -> list[bytes]:
    """All leaves of a log folder, from index 0."""
    content = (folder / "entries.txt").read_bytes()
    if content and not content.endswith(b"\n"):
        raise DrawproofError("log-form", file="entries.txt", line=content.count(b"\n") + 1)
    return content.split(b"\n")[:-1]


def announce_folder(folder: Path, log: LogFolder, secret: str, now: datetime) -> Announcement:
    """Announce what stands in the folder; writes announcement, secret and the early checkpoint."""
    with reading(DRAFT):
        draft = record(json_form.decode_loosely((folder / DRAFT).read_bytes()), DRAFT_KEYS, "draft")
        office = record(draft["office"], ("code", "name"), "office")
    announced = announce(
        kind=str(draft["kind"]),
        office=(str(office["code"]), str(office["name"])),
        campaign=str(draft["campaign"]),
        draw=str(draft["draw"]),
        attempt=_integer(draft["attempt"]),
        title=str(draft["title"]),
        notes={key: str(value) for key, value in mapping(draft["notes"], "notes").items()},
        announced_at=format_time(now),
        draw_by=str(draft["draw_by"]),
        entropy=[mapping(source, "entropy") for source in array(draft["entropy"], "entropy")],
        rule=mapping(draft["rule"], "rule"),
        files=_tables(folder, str(draft["kind"])),
        secret=secret,
        replaces=_text_or_none(draft["replaces"]),
        builds_on=_text_or_none(draft["builds_on"]),
    )
    _check_attempt(announced, log)
    secret_file = folder / "secret.txt"
    secret_file.touch(mode=0o600)
    secret_file.write_text(secret)
    (folder / "announcement.json").write_bytes(announced.data)
    log.append(entries.announced(announced.data, log.moment(now)))
    (folder / EARLY).write_text(log.checkpoint())
    return announced


def _check_attempt(announced: Announcement, log: LogFolder) -> None:
    """The draw id is new, and every earlier attempt of the campaign and kind has been annulled."""
    if log.has("announced", announced.draw):
        raise DrawproofError("attempts-reused", draw=announced.draw)
    before = [entry for _, leaf in log.of(announced) if (entry := entries.parse(leaf)).type == "announced"]
    if announced.attempt != len(before) + 1:
        raise DrawproofError("attempts-gap", attempt=announced.attempt)
    if any(not log.has("annulled", entry.draw) for entry in before):
        raise DrawproofError("attempts-open", attempt=announced.attempt)


def observe_folder(folder: Path, log: LogFolder, values: Sequence[Sequence[int]], now: datetime) -> str:
    """Write down the event, one list of values a source in the announced order; returns its text E."""
    data = (folder / "announcement.json").read_bytes()
    announced = parse(data)
    if now < max(source.at for source in announced.entropy):
        raise DrawproofError("observed-early")
    if len(values) != len(announced.entropy):
        raise DrawproofError("entropy-sources", expected=len(announced.entropy))
    if log.has("observed", announced.draw):
        raise DrawproofError("log-not-one", type="observed", count=2)
    seen = [(source.source, tuple(given)) for source, given in zip(announced.entropy, values, strict=True)]
    observation = observe(data, seen)
    (folder / "entropy.json").write_bytes(observation.data)
    log.append(entries.observed(announced.draw, observation.digest, log.moment(now)))
    return observation.text


def conduct_folder(folder: Path, log: LogFolder, now: datetime) -> Path:
    """Draw, log the result and write the bundle; run again, it ends in the same draw."""
    data = (folder / "announcement.json").read_bytes()
    announced = parse(data)
    files = _tables(folder, announced.kind)
    secret, entropy = read_text(folder / "secret.txt"), (folder / "entropy.json").read_bytes()
    drawn = conduct(data, files, secret, entropy)
    if not log.has("drawn", announced.draw):
        log.append(entries.drawn(announced.draw, drawn.digests, log.moment(now)))
    for name, content in drawn.files.items():
        (folder / name).write_bytes(content)
    early = read_text(folder / EARLY)
    packed = bundle(
        announcement=data,
        files=files,
        secret=secret,
        entropy=entropy,
        entries=log.of(announced),
        checkpoint=log.checkpoint(),
        read=log.read,
        early_checkpoint=early if len(notes.read_note(early).signatures) > 1 else None,
    )
    target = folder / f"{announced.draw}.draw"
    target.write_bytes(packed)
    return target


def _tables(folder: Path, kind: str) -> dict[str, bytes]:
    names = [
        *tables.COMMITTED.get(kind, ()),
        *filter(is_office_file, (path.name for path in folder.iterdir())),
    ]
    return {name: (folder / name).read_bytes() for name in names if (folder / name).exists()}


def _integer(value: object) -> int:
    if not isinstance(value, int):
        raise DrawproofError("json-type", file=DRAFT, where="attempt", expected="an integer")
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else str(value)


def read_rule(path: Path, check: Callable[[object], object]) -> Mapping[str, object]:
    """A rule from a file in which white space is free; a breach of its form names the file."""
    with reading(path.name):
        rule = mapping(json_form.decode_loosely(path.read_bytes()), "rule")
        check(rule)
    return rule


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, to the byte."""
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError as error:
        raise DrawproofError("text-utf8", file=path.name) from error
