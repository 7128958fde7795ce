"""What a verification has in hand: the given bytes and keys, and what earlier steps made of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from drawproof.announcement import Announcement
from drawproof.assignment.draw import Assignment
from drawproof.canonical import tables
from drawproof.entries import Entry
from drawproof.entropy import Observation
from drawproof.errors import DrawproofError
from drawproof.logtext import Line, LogText
from drawproof.notes import LOG, WITNESS, Checkpoint, VerifierKey
from drawproof.selection import Selection

ALWAYS = ("announcement.json", "checkpoint.txt", "entropy.json", "log.txt", "secret.txt")
SOMETIMES = ("checkpoint-announced.txt", "recordings.csv")


@dataclass
class Examination:
    """One bundle under examination; the fields after ``whole_log`` are filled in by the steps."""

    data: bytes
    keys: tuple[VerifierKey, ...]
    others: "tuple[Examination, ...]"
    whole_log: Sequence[bytes] | None
    sound: bool = False
    files: dict[str, bytes] = field(default_factory=dict)
    known_announcement: Announcement | None = None
    secret: str = ""
    observation: Observation | None = None
    seed: str = ""
    outcome: Selection | Assignment | None = None
    log_text: LogText | None = None
    checkpoint: Checkpoint | None = None
    attempts: list[dict[str, object]] = field(default_factory=list)
    attempts_known: int | None = None

    @property
    def announcement(self) -> Announcement:
        """The announcement, once its step has passed."""
        if self.known_announcement is None:
            raise DrawproofError("not-reached")
        return self.known_announcement

    def file(self, name: str) -> bytes:
        """A file that must be in the bundle."""
        if name not in self.files:
            raise DrawproofError("file-missing", name=name)
        return self.files[name]

    def committed(self) -> dict[str, bytes]:
        """The committed files that are in the bundle."""
        return {name: self.file(name) for name in tables.COMMITTED[self.announcement.kind]}

    def log_keys(self) -> list[VerifierKey]:
        """The given keys of logs."""
        return [key for key in self.keys if key.kind == LOG]

    def witness_keys(self) -> list[VerifierKey]:
        """The given keys of witnesses."""
        return [key for key in self.keys if key.kind == WITNESS]

    def story(self, draw: str) -> list[Line]:
        """Every entry of a draw, ascending by index."""
        lines = self.log_text.lines if self.log_text else ()
        return [line for line in lines if line.entry.draw == draw]

    def lines(self, kind: str, draw: str | None = None) -> list[Line]:
        """The entries of one type of a draw (this bundle's own unless named), ascending by index."""
        own = self.story(self.announcement.draw if draw is None else draw)
        return [line for line in own if line.entry.type == kind]

    def one(self, kind: str, draw: str | None = None) -> Line:
        """The only entry of its type."""
        lines = self.lines(kind, draw)
        if len(lines) != 1:
            raise DrawproofError("log-not-one", type=kind, count=len(lines))
        return lines[0]

    def annulment(self) -> Entry | None:
        """The entry that annulled this attempt, if any."""
        lines = self.lines("annulled")
        return lines[0].entry if lines else None
