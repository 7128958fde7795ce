"""检查记录 in versions, what was found as rows to count, and what follows from it."""

from django.db import models
from django.db.models import F, Q

from mingcha.accounts.models import Office, Person
from mingcha.common.sealing import seal, unseal
from mingcha.inspections.models.visits import Inspection
from mingcha.inspections.rules.outcomes import FAMILIES, NATIONAL
from mingcha.inspections.rules.signing import SIGNINGS
from mingcha.inspections.states import CONFIRMED, DRAFT, FOLLOW_UP, GIVEN_UP, OPEN, OPEN_RECORD, RECORD
from mingcha.intake.models import ProofFile
from mingcha.ledger.models import Record


class InspectionRecord(Record):
    """One version of what was seen on a visit: typed in by one officer, confirmed by another. Handed in it is
    edited no more; what has to be put right is the next version, with who and why.

    `answers` is {unit: {question: {answer, note}}}, `outcomes` [{unit, item, code, words, measures, due_on}].
    `team`, `units` and `files` are as they were when it was handed in. `revision` counts the savings of a
    draft, so that nobody saves over another. `digest` is that of `queries.contents.record_facts`, `token` the
    address of the receipt."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="records")
    n = models.PositiveSmallIntegerField("第几版")
    state = models.CharField("状态", max_length=16, choices=RECORD.choices(), default=DRAFT)
    revision = models.PositiveIntegerField("保存次数", default=0)
    typed_by = models.ForeignKey(Person, models.PROTECT, related_name="records_typed")
    began_at = models.DateTimeField("检查开始", null=True, blank=True)
    ended_at = models.DateTimeField("检查结束", null=True, blank=True)
    hours_reason = models.CharField("时间说明", max_length=200, blank=True)
    place = models.CharField("检查地点", max_length=120, blank=True)
    attended = models.JSONField("到场检查人员", default=list, blank=True, help_text="roster numbers")
    answers = models.JSONField("检查单答题", default=dict, blank=True)
    outcomes = models.JSONField("检查结果", default=list, blank=True)
    situation = models.TextField("检查情况", blank=True)
    party_sealed = models.TextField(blank=True, editable=False)
    party_post = models.CharField("在场人职务", max_length=32, blank=True)
    party_words = models.CharField("当事人意见", max_length=500, blank=True)
    signing = models.CharField("签字情况", max_length=16, choices=list(SIGNINGS.items()), blank=True)
    refusal_reason = models.CharField("未签字原因", max_length=200, blank=True)
    refusal_witness_sealed = models.TextField(blank=True, editable=False)
    team = models.JSONField("检查组", default=list, blank=True)
    units = models.JSONField("检查对象", default=list, blank=True)
    files = models.JSONField("附件摘要", default=list, blank=True, help_text="[kind, unit, sha256], …")
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    digest = models.CharField("摘要", max_length=64, blank=True)
    token = models.CharField("回执编号", max_length=32, blank=True)
    confirmed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="records_confirmed"
    )
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)
    returned_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="records_returned"
    )
    returned_for = models.CharField("退回原因", max_length=200, blank=True)
    given_up_for = models.CharField("放弃原因", max_length=200, blank=True)
    reason = models.CharField("更正原因", max_length=200, blank=True, help_text="from version 2 on")
    asked_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="record_changes_asked"
    )
    asked_at = models.DateTimeField("申请更正时间", null=True, blank=True)
    allowed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="record_changes_decided"
    )
    allowed_words = models.CharField("更正审批意见", max_length=200, blank=True)

    class Meta:
        verbose_name = "检查记录"
        ordering = ("-n",)
        constraints = [
            models.UniqueConstraint(fields=["inspection", "n"], name="record_version_once"),
            models.UniqueConstraint(
                fields=["inspection"], condition=Q(state__in=OPEN_RECORD), name="one_open_record"
            ),
            models.UniqueConstraint(
                fields=["inspection"], condition=Q(state=CONFIRMED), name="one_confirmed_record"
            ),
            models.UniqueConstraint(fields=["token"], condition=~Q(token=""), name="record_token_once"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("typed_by")),
                name="record_by_two_officers",
            ),
            models.CheckConstraint(
                condition=Q(n=1, reason="") | Q(n__gt=1) & ~Q(reason=""), name="later_record_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(allowed_by=None) | ~Q(allowed_by=F("asked_by")),
                name="record_change_allowed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state=GIVEN_UP) & ~Q(given_up_for="") | ~Q(state=GIVEN_UP) & Q(given_up_for=""),
                name="record_given_up_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"检查记录第{self.n}版"

    @property
    def party(self) -> str:
        """Who was there for the party: a natural person."""
        return unseal(self.party_sealed, table="inspections_inspectionrecord", column="party", row=self.pk)

    @party.setter
    def party(self, value: str) -> None:
        self.party_sealed = seal(value, table="inspections_inspectionrecord", column="party", row=self.pk)

    @property
    def refusal_witness(self) -> str:
        return unseal(
            self.refusal_witness_sealed,
            table="inspections_inspectionrecord",
            column="refusal_witness",
            row=self.pk,
        )

    @refusal_witness.setter
    def refusal_witness(self, value: str) -> None:
        self.refusal_witness_sealed = seal(
            value, table="inspections_inspectionrecord", column="refusal_witness", row=self.pk
        )


class Outcome(Record):
    """检查结果: one of a confirmed record, as a row that can be counted and published. Those of a record that
    was superseded count no more; `Outcome.standing` leaves them out. `item` is the item's code, empty where
    the unit could not be checked at all."""

    append_only = True

    record = models.ForeignKey(InspectionRecord, models.PROTECT, related_name="outcome_rows")
    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="outcome_rows")
    unit = models.CharField("检查对象", max_length=47)
    item = models.CharField("事项编码", max_length=32, blank=True)
    item_name = models.CharField("抽查事项", max_length=120, blank=True)
    code = models.CharField("结果", max_length=32)
    title = models.CharField("结果名称", max_length=60)
    family = models.CharField("结果类别", max_length=16, choices=list(FAMILIES.items()))
    national = models.CharField("国家分类", max_length=2, choices=list(NATIONAL.items()), blank=True)
    words = models.CharField("发现的问题", max_length=500, blank=True)
    measures = models.CharField("处理措施", max_length=200, blank=True)
    due_on = models.DateField("改正期限", null=True, blank=True)

    objects = models.Manager()

    class Meta:
        verbose_name = "检查结果"
        ordering = ("unit", "item", "code")
        constraints = [
            models.UniqueConstraint(fields=["record", "unit", "item", "code"], name="outcome_once"),
        ]
        indexes = [models.Index(fields=["inspection", "family"])]


class ItemOutcome(Record):
    """A result that an office adds for one item (批合格), with the national class it stands for. One that was
    retired is offered no more and stays for the records that have it."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="item_outcomes")
    item_code = models.CharField("事项编码", max_length=32)
    code = models.CharField("结果", max_length=32)
    title = models.CharField("结果名称", max_length=60)
    family = models.CharField("结果类别", max_length=16, choices=list(FAMILIES.items()))
    is_problem = models.BooleanField("属于发现问题", default=False)
    national = models.CharField("国家分类", max_length=2, choices=list(NATIONAL.items()))
    is_retired = models.BooleanField("已停用", default=False)
    added_by = models.CharField("登记人", max_length=64)
    added_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "事项专用结果"
        ordering = ("item_code", "code")
        constraints = [
            models.UniqueConstraint(fields=["office", "code"], name="item_outcome_code_once"),
            models.UniqueConstraint(fields=["office", "item_code", "title"], name="item_outcome_title_once"),
        ]

    def __str__(self) -> str:
        return self.title


class FollowUp(Record):
    """后续办理: what an outcome asks to be done afterwards (hand over, report, put the register right), until
    when, and that it was done."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="follow_ups")
    record = models.ForeignKey(InspectionRecord, models.PROTECT, related_name="follow_ups")
    unit = models.CharField("检查对象", max_length=47)
    outcome = models.CharField("因何结果", max_length=60)
    words = models.CharField("要办的事", max_length=200)
    due_on = models.DateField("期限", null=True, blank=True)
    state = models.CharField("状态", max_length=16, choices=FOLLOW_UP.choices(), default=OPEN)
    done_on = models.DateField("办结日期", null=True, blank=True)
    done_words = models.CharField("办理情况", max_length=200, blank=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="follow_ups_done")
    proof = models.ForeignKey(ProofFile, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "后续办理"
        ordering = ("due_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=OPEN, done_on=None, done_by=None)
                | ~Q(state=OPEN) & Q(done_on__isnull=False, done_by__isnull=False) & ~Q(done_words=""),
                name="follow_up_done_by_a_person",
            ),
        ]
