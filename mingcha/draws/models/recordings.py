"""What is filmed of a sitting: segments from a browser and files of other cameras, and the chunks of both."""

from django.db import models
from django.db.models import Q

from mingcha.accounts.models import Person
from mingcha.draws.models.own import Sitting
from mingcha.draws.rules.recordings import ENDINGS, FILE, FILMED, SOURCES
from mingcha.ledger.models import Record


class Recording(Record):
    """One segment that a browser filmed without a break, or one file of another camera. What was filmed has
    its size and heads once it has ended; `head` is that of the sitting's whole chain at that moment
    (drawproof/1 section 7), `segment_head` that of the segment's own (`rules.recordings`)."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="recordings")
    number = models.PositiveSmallIntegerField("第几份")
    source = models.CharField("来源", max_length=8, choices=list(SOURCES.items()), default=FILE)
    file_name = models.CharField("原文件名", max_length=120, blank=True)
    sha256 = models.CharField("摘要", max_length=64, blank=True)
    size = models.PositiveBigIntegerField("字节", default=0)
    head = models.CharField("链首", max_length=64, blank=True)
    segment_head = models.CharField("本段链首", max_length=64, blank=True)
    attached_by = models.ForeignKey(Person, models.PROTECT, related_name="recordings_attached")
    attached_at = models.DateTimeField("附上时间")
    ended_at = models.DateTimeField("录到时间", null=True, blank=True)
    ended_for = models.CharField("怎样结束", max_length=8, choices=list(ENDINGS.items()), blank=True)

    class Meta:
        verbose_name = "录音录像"
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["sitting", "number"], name="recording_number_once"),
            models.UniqueConstraint(
                fields=["sitting", "sha256"], condition=~Q(sha256=""), name="recording_file_once"
            ),
            models.CheckConstraint(
                condition=Q(source=FILE, ended_at=None) & ~Q(sha256="") | Q(source__in=FILMED, sha256=""),
                name="recording_filmed_or_attached",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_for="") | Q(ended_at__isnull=False) & ~Q(ended_for=""),
                name="recording_ended_somehow",
            ),
        ]

    def __str__(self) -> str:
        """Without the name of the file: that may tell what is not public."""
        part = "份" if self.is_file else "段"
        return f"第{self.number}{part}（{self.get_source_display()}）"

    @property
    def download_name(self) -> str:
        return self.file_name or f"{self}.webm"

    @property
    def is_file(self) -> bool:
        return self.source == FILE

    @property
    def is_open(self) -> bool:
        """It is being filmed, or was left without an end."""
        return not self.is_file and self.ended_at is None


class RecordingChunk(models.Model):
    """A few seconds that a browser sent, or 2^24 bytes of a file. No record of its own: the chains bind it,
    and their heads stand in the ledger at the start, at each step and at the end. `place` counts through the
    whole sitting in the order in which chunks arrived."""

    append_only = True

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="recording_chunks")
    recording = models.ForeignKey(Recording, models.PROTECT, related_name="chunks")
    place = models.PositiveIntegerField("会中次序")
    number = models.PositiveIntegerField("第几块")
    size = models.PositiveIntegerField("字节")
    sha256 = models.CharField("摘要", max_length=64)
    start_ms = models.PositiveBigIntegerField("起（毫秒）", default=0)
    end_ms = models.PositiveBigIntegerField("止（毫秒）", default=0)
    received_at = models.DateTimeField("收到时间")
    head = models.CharField("本段链首", max_length=64, blank=True)

    class Meta:
        verbose_name = "录像块"
        ordering = ("place",)
        constraints = [
            models.UniqueConstraint(fields=["sitting", "place"], name="recording_chunk_placed_once"),
            models.UniqueConstraint(fields=["recording", "number"], name="recording_chunk_once"),
        ]
