"""A browser that films, for tests: chunks of four seconds, one after the other, on the clock of the test."""

import hashlib
from dataclasses import dataclass
from uuid import UUID, uuid4

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.draws.models import Recording, RecordingChunk
from mingcha.draws.queries.recordings import beginning_of
from mingcha.draws.rules.recordings import CAMERA
from mingcha.draws.services import Chunk, end_recording, keep_chunk, start_recording
from mingcha.draws.tests.county import Ceremony

CHUNK = 4000


@dataclass
class Filming:
    """One segment as its browser knows it."""

    ceremony: Ceremony
    actor: Actor
    recording: Recording
    number: int = 0
    at: int = 0
    head: str = ""

    @classmethod
    def begin(
        cls, ceremony: Ceremony, *, actor: Actor | None = None, source: str = CAMERA, key: UUID | None = None
    ) -> "Filming":
        who = actor or ceremony.operator
        recording = start_recording(actor=who, sitting=ceremony.sitting, key=key or uuid4(), source=source)
        return cls(ceremony, who, recording, head=beginning_of(recording))

    def next(self, content: bytes | None = None, *, skip: int = 0) -> Chunk:
        """What comes next, not sent yet; `skip` milliseconds were not filmed."""
        film = content if content is not None else f"{self.recording.pk} {self.number + 1}".encode()
        start = self.at + skip
        digest = hashlib.sha256(film).hexdigest()
        return Chunk(self.number + 1, self.head, digest, start, start + CHUNK, film)

    def send(self, chunk: Chunk) -> RecordingChunk:
        kept = keep_chunk(actor=self.actor, recording=self.recording, chunk=chunk)
        self.number, self.at, self.head = kept.number, kept.end_ms, kept.head
        return kept

    def film(self, chunks: int = 1) -> "Filming":
        """So many chunks, each sent when it is complete."""
        for _ in range(chunks):
            self.ceremony.clock.advance(milliseconds=CHUNK)
            self.send(self.next())
        return self

    def film_until_now(self) -> "Filming":
        """What was filmed while the sitting went on, sent now, and the chunk that is not complete."""
        self.ceremony.clock.advance(milliseconds=CHUNK)
        elapsed = (moments.now() - self.recording.attached_at).total_seconds() * 1000
        while self.at + CHUNK <= elapsed:
            self.send(self.next())
        return self

    def end(self) -> Recording:
        self.recording = end_recording(actor=self.actor, recording=self.recording)
        return self.recording
