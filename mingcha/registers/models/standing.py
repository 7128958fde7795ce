"""What is known of a holder or target over time: changes of its standing facts, and past visits."""

from django.db import models
from django.db.models import Q

from mingcha.accounts.models import Office, Person
from mingcha.intake.models import ImportBatch, ProofFile
from mingcha.ledger.models import Record
from mingcha.registers.rules.standing import KINDS, value_words

KIND_CHOICES = [(kind, fact.title) for kind, fact in KINDS.items()]
RANDOM, SPECIAL, CLUE, OTHER = "random", "special", "clue", "other"
MANNERS = [(RANDOM, "双随机抽查"), (SPECIAL, "专项检查"), (CLUE, "线索核查"), (OTHER, "其他检查")]
TOLD_IN_PUBLIC = "以公示为准"


class StandingEvent(Record):
    """One change of one standing fact: who set or cleared it, on what evidence. Rows are only added; the
    value in force stands on the holder or target, written in the same act.

    Without `target` it concerns the holder and with it all its targets. `value` is a class, a number of
    complaints, or listed / cleared. It rests on a document number, a kept file or an imported workbook."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="standing_events")
    holder = models.ForeignKey("registers.Holder", models.PROTECT, related_name="standing_events")
    target = models.ForeignKey(
        "registers.Target", models.PROTECT, null=True, blank=True, related_name="standing_events"
    )
    kind = models.CharField("种类", max_length=16, choices=KIND_CHOICES)
    value = models.CharField("结果", max_length=8)
    former = models.CharField("原结果", max_length=8, blank=True)
    stands_on = models.DateField("日期", help_text="day of the classification, the count or the listing")
    source = models.CharField("来源", max_length=64)
    document_no = models.CharField("文号", max_length=64, blank=True)
    proof = models.ForeignKey(ProofFile, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField("理由", max_length=200, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    person_name = models.CharField("登记人", max_length=64)
    batch = models.ForeignKey(ImportBatch, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "风险和信用变动"
        ordering = ("-recorded_at", "-stands_on")
        constraints = [
            models.CheckConstraint(
                condition=~Q(document_no="") | Q(proof__isnull=False) | Q(batch__isnull=False),
                name="standing_event_has_evidence",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="standing_event_has_a_source"),
        ]
        indexes = [
            models.Index(fields=["holder", "recorded_at"]),
            models.Index(fields=["office", "kind", "stands_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.stands_on}"

    @property
    def value_words(self) -> str:
        return value_words(self.kind, self.value)

    @property
    def former_words(self) -> str:
        return value_words(self.kind, self.former)


class VisitFact(Record):
    """That a body inspected a holder on a day, on one item: this office or another. Written from above once a
    visit is over, or brought in. What counts against caps is read from here; what was entered by mistake is
    void, stays on record and counts no more."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="visit_facts")
    holder = models.ForeignKey("registers.Holder", models.PROTECT, related_name="visit_facts")
    target = models.ForeignKey(
        "registers.Target", models.PROTECT, null=True, blank=True, related_name="visit_facts"
    )
    body = models.CharField("检查机关", max_length=64)
    visited_on = models.DateField("检查日期")
    item = models.CharField("检查事项", max_length=120)
    manner = models.CharField("检查类型", max_length=8, choices=MANNERS, default=OTHER)
    result = models.CharField("检查结果", max_length=120, blank=True)
    source = models.CharField("来源", max_length=64)
    batch = models.ForeignKey(ImportBatch, models.PROTECT, null=True, blank=True, related_name="+")
    is_void = models.BooleanField("已作废", default=False)

    class Meta:
        verbose_name = "检查经历"
        ordering = ("-visited_on", "body", "item")
        constraints = [
            models.UniqueConstraint(
                fields=["holder", "body", "visited_on", "item"],
                condition=Q(target=None),
                name="visit_of_a_holder_once",
            ),
            models.UniqueConstraint(
                fields=["target", "body", "visited_on", "item"],
                condition=Q(target__isnull=False),
                name="visit_of_a_target_once",
            ),
            models.CheckConstraint(condition=~Q(body="") & ~Q(source=""), name="visit_has_body_and_source"),
        ]
        indexes = [models.Index(fields=["office", "visited_on"])]

    def __str__(self) -> str:
        return f"{self.body} {self.visited_on}"

    @property
    def told_result(self) -> str:
        """As lists show it: a visit of this office says its result once that is public."""
        waits = not self.result and self.batch_id is None and not self.is_void
        return TOLD_IN_PUBLIC if waits else self.result
