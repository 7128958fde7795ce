"""Our own draws: sittings, attempts with their bytes, what two people entered, annulments."""

import datetime
import hashlib
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q

from mingcha.accounts.models import Office, Person
from mingcha.common.sealing import seal, unseal
from mingcha.draws.rules.events import EVENTS, Source, from_stored, issues_of, numbers_of
from mingcha.draws.rules.words import ANNULMENT_WORDS
from mingcha.draws.states import ANNULLED, DRAW, FINAL, FROZEN, OPEN, THAWED
from mingcha.ledger.models import Record
from mingcha.plans.models import Campaign

if TYPE_CHECKING:
    from mingcha.draws.models.witness import WitnessStatement

SELECTION, ASSIGNMENT = "selection", "assignment"
KINDS = [(SELECTION, "检查对象抽取"), (ASSIGNMENT, "检查人员匹配")]
COMMITTED, OFFICE_FILE, RESULT, BUNDLE = "committed", "office", "result", "bundle"


class Sitting(Record):
    """一次会: three people, selection and assignment one after the other, before a camera."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="sittings")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="sittings")
    number = models.PositiveSmallIntegerField("第几次会")
    operator = models.ForeignKey(Person, models.PROTECT, related_name="sittings_operated")
    caller = models.ForeignKey(Person, models.PROTECT, related_name="sittings_called")
    witness = models.ForeignKey(Person, models.PROTECT, related_name="sittings_witnessed")
    place = models.CharField("地点", max_length=64)
    document_no = models.CharField("文号", max_length=40, blank=True)
    opened_at = models.DateTimeField("开始时间")
    # Where there is no recording, or one came late: why, in a leader's words.
    recording_reason = models.CharField("录音录像情况说明", max_length=200, blank=True)
    recording_reason_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="recordings_explained"
    )
    recording_reason_at = models.DateTimeField("说明时间", null=True, blank=True)
    # A sitting that came to nothing: why, and who says so.
    closed_at = models.DateTimeField("结束时间", null=True, blank=True)
    closed_reason = models.CharField("没有抽成的理由", max_length=200, blank=True)
    closed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="sittings_closed"
    )

    class Meta:
        verbose_name = "抽取会"
        ordering = ("-opened_at",)
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="sitting_number_once"),
            models.CheckConstraint(
                condition=~Q(operator=F("caller")) & ~Q(operator=F("witness")) & ~Q(caller=F("witness")),
                name="sitting_of_three_people",
            ),
            models.CheckConstraint(
                condition=Q(recording_reason="", recording_reason_by=None)
                | ~Q(recording_reason="") & Q(recording_reason_by__isnull=False),
                name="recording_reason_of_a_person",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None, closed_reason="")
                | Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(closed_reason=""),
                name="sitting_closed_with_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.document_no or f"{self.campaign.title}（第{self.number}次会）"

    @property
    def callers(self) -> tuple[Person, Person]:
        """The two people who enter, the witness-caller second."""
        return self.caller, self.witness

    @property
    def filmed_parts(self) -> int:
        """How many recordings of it hold anything."""
        return self.recordings.filter(chunks__isnull=False).distinct().count()


class Draw(Record):
    """One attempt of a selection or an assignment: what was announced, seen and computed."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="draws")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="draws")
    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="draws")
    kind = models.CharField("种类", max_length=16, choices=KINDS)
    state = models.CharField("状态", max_length=16, choices=DRAW.choices(), default=FROZEN)
    rule = models.JSONField("规则")
    frozen_at = models.DateTimeField("封存时间")
    over_age = models.JSONField(
        "封存时超期未更新", default=list, blank=True, help_text="a sentence for each register over its age"
    )
    # From here on empty until announced.
    attempt = models.PositiveSmallIntegerField("第几次", null=True, blank=True)
    draw_id = models.CharField("抽取编号", max_length=47, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    builds_on = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="built_upon")
    event = models.CharField("公开事件", max_length=16, blank=True)
    sources = models.JSONField("公开事件来源", default=list)
    announcement = models.BinaryField("公告", default=b"")
    digest = models.CharField("公告摘要", max_length=64, blank=True)
    check_number = models.CharField("核对号", max_length=49, blank=True)
    commitment = models.CharField("承诺", max_length=64, blank=True)
    announced_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="draws_announced"
    )
    announced_at = models.DateTimeField("公告时间", null=True, blank=True)
    event_at = models.DateTimeField("公开事件时间", null=True, blank=True)
    draw_by = models.DateTimeField("最迟抽取时间", null=True, blank=True)
    # From here on empty until the event was entered, computed, disclosed or the attempt annulled.
    entropy = models.BinaryField("公开事件记录", default=b"")
    observed_at = models.DateTimeField("记录公开事件时间", null=True, blank=True)
    drawn_at = models.DateTimeField("抽取时间", null=True, blank=True)
    disclosed_at = models.DateTimeField("公开时间", null=True, blank=True)
    annulled_at = models.DateTimeField("作废时间", null=True, blank=True)
    annulled_for = models.CharField(
        "作废原因", max_length=16, blank=True, choices=list(ANNULMENT_WORDS.items())
    )
    event_happened = models.BooleanField("作废前公开事件已发生", default=False)

    class Meta:
        verbose_name = "抽取"
        ordering = ("frozen_at",)
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "kind"], condition=Q(state__in=OPEN), name="one_open_attempt"
            ),
            models.UniqueConstraint(
                fields=["campaign", "kind"], condition=Q(state__in=FINAL), name="a_drawn_attempt_is_final"
            ),
            models.UniqueConstraint(fields=["campaign", "kind", "attempt"], name="attempt_once"),
            models.UniqueConstraint(fields=["draw_id"], condition=~Q(draw_id=""), name="draw_id_once"),
            models.UniqueConstraint(
                fields=["commitment"], condition=~Q(commitment=""), name="commitment_once"
            ),
            models.CheckConstraint(
                condition=Q(annulled_at=None, annulled_for="") & ~Q(state=ANNULLED)
                | Q(annulled_at__isnull=False, state=ANNULLED) & ~Q(annulled_for=""),
                name="annulled_with_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[FROZEN, THAWED], attempt=None)
                | Q(attempt__gte=1, announced_at__isnull=False),
                name="announced_with_its_number",
            ),
        ]

    def __str__(self) -> str:
        return self.draw_id or self.get_kind_display()

    @property
    def event_sources(self) -> tuple[Source, ...]:
        return from_stored(self.sources)

    @property
    def issues(self) -> list[tuple[str, datetime.datetime]]:
        """The drawings of lotteries it waits for, with their times; none where the event is held here."""
        return [(name, datetime.datetime.fromisoformat(at)) for name, at in issues_of(self.event_sources)]

    @property
    def event_title(self) -> str:
        """The public event as it was announced; that of a lottery goes on with its `drawings`."""
        return EVENTS[self.event].title if self.event else ""

    @property
    def drawings(self) -> list[tuple[str, datetime.datetime, str]]:
        """Issue, time and numbers taken of each drawing of a lottery, as announced."""
        return [(name, at, numbers_of(self.event_sources, name)) for name, at in self.issues]

    def has_passed(self, moment: datetime.datetime) -> bool:
        """Whether by then the time of an event held elsewhere had come, which waits for nobody."""
        return any(at <= moment for _, at in self.issues)

    @property
    def was_not_held(self) -> bool:
        """Two people say that a lottery was not drawn at its time: no result, and anybody can check it."""
        annulled_at = None if self.event_happened else self.annulled_at
        return annulled_at is not None and (self.has_passed(annulled_at) or bool(self.corrected))

    @property
    def corrected(self) -> "list[EventCorrection]":
        """How what was said of its lotteries was put right, the first time first."""
        return [one for one in self.corrections.all() if one.confirmed_at]

    @property
    def may_be_corrected(self) -> bool:
        """Something was said of its lotteries when it was annulled, and no numbers settle it yet."""
        said = self.event_happened or self.was_not_held
        return bool(self.is_annulled and self.issues and said and self.observed_at is None)

    @property
    def check_groups(self) -> list[str]:
        """The check number as it is read out: ten groups of four digits."""
        return self.check_number.split()

    @property
    def is_selection(self) -> bool:
        return self.kind == SELECTION

    @property
    def is_final(self) -> bool:
        """The attempt that counts."""
        return self.state in FINAL

    @property
    def is_annulled(self) -> bool:
        return self.state == ANNULLED

    @property
    def statement(self) -> "WitnessStatement | None":
        """What the witness says of the result, the last word."""
        return max(self.statements.all(), key=lambda one: one.number, default=None)

    @property
    def is_computed(self) -> bool:
        """A result exists, be it final or what an annulled attempt would have drawn."""
        return self.drawn_at is not None


class DrawFile(Record):
    """The bytes of one file of an attempt, written once."""

    append_only = True

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="files")
    name = models.CharField("文件名", max_length=64)
    role = models.CharField(
        "用途",
        max_length=16,
        choices=[
            (COMMITTED, "封存"),
            (OFFICE_FILE, "封存，留存本局"),
            (RESULT, "结果"),
            (BUNDLE, "抽取文件"),
        ],
    )
    content = models.BinaryField("内容")

    class Meta:
        verbose_name = "抽取的文件"
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=["draw", "name"], name="draw_file_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def sha256(self) -> str:
        return hashlib.sha256(bytes(self.content)).hexdigest()


class DrawSecret(Record):
    """The office's share of the seed, sealed with the data key and shown to nobody before disclosure."""

    append_only = True

    draw = models.OneToOneField(Draw, models.PROTECT, related_name="secret")
    sealed = models.TextField(editable=False)

    class Meta:
        verbose_name = "秘密数"

    def keep(self, secret: str) -> None:
        self.sealed = seal(secret, table="draws_drawsecret", column="sealed", row=self.pk)

    def open(self) -> str:
        """The 64 hex digits. Whoever calls this writes the use into the ledger."""
        return unseal(self.sealed, table="draws_drawsecret", column="sealed", row=self.pk)


class ThrowEntry(Record):
    """What one person entered for one throw. Entering again is a new row with the next number."""

    append_only = True

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="throw_entries")
    throw = models.PositiveSmallIntegerField("第几次摇")
    person = models.ForeignKey(Person, models.PROTECT, related_name="throw_entries")
    number = models.PositiveSmallIntegerField("第几遍录入")
    values = models.JSONField("所录")
    entered_at = models.DateTimeField("录入时间")

    class Meta:
        verbose_name = "公开事件录入"
        ordering = ("throw", "number")
        constraints = [
            models.UniqueConstraint(fields=["draw", "throw", "person", "number"], name="throw_entry_once")
        ]


def _of_two_people(one_open: str, two_people: str) -> list[models.BaseConstraint]:
    """Of a draw one waits at a time, and whoever proposed it does not confirm it; the names of both rules."""
    return [
        models.UniqueConstraint(fields=["draw"], condition=Q(confirmed_at=None), name=one_open),
        models.CheckConstraint(
            condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("proposed_by")), name=two_people
        ),
    ]


class AnnulmentProposal(Record):
    """One person asks for an annulment, another confirms it; neither announced the draw."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="annulments")
    reason = models.CharField("原因", max_length=16, choices=list(ANNULMENT_WORDS.items()))
    words = models.CharField("情况说明", max_length=200)
    event_happened = models.BooleanField("公开事件已发生", default=False)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="annulments_proposed")
    proposed_at = models.DateTimeField("提出时间")
    confirmed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="annulments_confirmed"
    )
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)

    class Meta:
        verbose_name = "作废"
        ordering = ("proposed_at",)
        constraints = _of_two_people("one_open_annulment", "annulled_by_two_people")

    @property
    def says_not_held(self) -> bool:
        """Said after the time at which the lottery is drawn: that it was not."""
        return not self.event_happened and self.draw.has_passed(self.proposed_at)

    def plain(self) -> dict[str, Any]:
        """What the ledger's act says of it."""
        return {"draw": self.draw.draw_id, "reason": self.reason, "event_happened": self.event_happened}


class EventCorrection(Record):
    """What was said of the lotteries of an annulled attempt was wrong: one person says so, another confirms
    it, neither announced the draw. `event_happened` is what is said instead."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="corrections")
    event_happened = models.BooleanField("已经开奖")
    words = models.CharField("更正说明", max_length=200)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField("提出时间")
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)

    class Meta:
        verbose_name = "开奖情况更正"
        ordering = ("proposed_at",)
        constraints = _of_two_people("one_open_correction", "corrected_by_two_people")

    def plain(self) -> dict[str, Any]:
        """What the ledger's act says of it; before, the opposite was said."""
        return {"draw": self.draw.draw_id, "event_happened": self.event_happened}


class LoadSimulation(models.Model):
    """A year of draws played through again and again with rehearsal seeds. No record: it decides nothing, can
    never become a draw, and starts anew when `digest`, what it was played with, no longer fits. `stamp` is
    the last entry of the log about what a played year rests on: while none is later, and on the day of
    `played_on`, the digest fits unasked."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="load_simulations")
    year = models.PositiveSmallIntegerField("年度")
    digest = models.CharField("所据内容摘要", max_length=64)
    stamp = models.BigIntegerField("所据日志序号", default=-1)
    played_on = models.DateField("试抽日期", null=True)
    runs = models.PositiveSmallIntegerField("次数", default=0)
    loads = models.JSONField("户次分布", default=dict, help_text="inspector: {visits: runs}")
    short = models.JSONField("配不齐的任务", default=dict, help_text="campaign: runs")

    class Meta:
        verbose_name = "人员负担模拟"
        constraints = [models.UniqueConstraint(fields=["office", "year"], name="one_simulation_of_a_year")]
