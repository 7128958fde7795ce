"""What goes to the party: notices, what was handed over and how, what the party says of the visit."""

from django.db import models
from django.db.models import Q

from mingcha.accounts.models import Office, Person
from mingcha.common.sealing import seal, unseal
from mingcha.inspections.models.visits import Inspection
from mingcha.inspections.rules.deliveries import DELIVERIES
from mingcha.inspections.rules.feedback import ANSWERS, KINDS
from mingcha.intake.models import ProofFile
from mingcha.ledger.models import Record
from mingcha.papers.models import Paper


class Notice(Record):
    """检查通知书: one edition. The latest counts; a former one stays, and its public page names the latest.

    `token` is the address of its public page, `signed` the text that its QR code bears, signed with the
    office's key; `team` and `units` are roster numbers and unit codes as they stand on it."""

    append_only = True

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="notices")
    edition = models.PositiveSmallIntegerField("第几版")
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="notice")
    token = models.CharField("公开页编号", max_length=32, unique=True)
    signed = models.CharField("签名文本", max_length=300)
    visit_on = models.DateField("检查日期")
    team = models.JSONField("检查人员", default=list)
    units = models.JSONField("检查对象", default=list)
    issued_by = models.ForeignKey(Person, models.PROTECT, related_name="notices_issued")
    issued_at = models.DateTimeField("制作时间")

    class Meta:
        verbose_name = "检查通知书"
        ordering = ("-edition",)
        constraints = [
            models.UniqueConstraint(fields=["inspection", "edition"], name="notice_edition_once"),
        ]

    def __str__(self) -> str:
        return self.paper.document_no or str(self.paper)


class Delivery(Record):
    """A paper was handed to the party: when, how, who took it."""

    append_only = True

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="deliveries")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="deliveries")
    manner = models.CharField("送达方式", max_length=16, choices=list(DELIVERIES.items()))
    delivered_on = models.DateField("送达日期")
    words = models.CharField("送达情况", max_length=200, blank=True)
    proof = models.ForeignKey(ProofFile, models.PROTECT, null=True, blank=True, related_name="+")
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="deliveries_entered")
    entered_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "文书送达"
        ordering = ("entered_at",)


class Feedback(Record):
    """What a party says of a visit by the public page of its notice: a rating, or a complaint. Words and
    contact are sealed; only discipline people read them."""

    append_only = True

    office = models.ForeignKey(Office, models.PROTECT, related_name="feedback")
    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="feedback")
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="feedback")
    kind = models.CharField("种类", max_length=16, choices=list(KINDS.items()))
    hindered = models.CharField("是否妨碍经营", max_length=8, choices=list(ANSWERS.items()), blank=True)
    asked_for = models.CharField("是否索取财物", max_length=8, choices=list(ANSWERS.items()), blank=True)
    words_sealed = models.TextField(blank=True, editable=False)
    contact_sealed = models.TextField(blank=True, editable=False)
    given_at = models.DateTimeField("提交时间")

    class Meta:
        verbose_name = "企业评价和投诉"
        ordering = ("-given_at",)
        constraints = [
            models.UniqueConstraint(
                fields=["notice"], condition=Q(kind="rating"), name="one_rating_of_a_notice"
            ),
        ]

    @property
    def words(self) -> str:
        return unseal(self.words_sealed, table="inspections_feedback", column="words", row=self.pk)

    @words.setter
    def words(self, value: str) -> None:
        self.words_sealed = seal(value, table="inspections_feedback", column="words", row=self.pk)

    @property
    def contact(self) -> str:
        return unseal(self.contact_sealed, table="inspections_feedback", column="contact", row=self.pk)

    @contact.setter
    def contact(self, value: str) -> None:
        self.contact_sealed = seal(value, table="inspections_feedback", column="contact", row=self.pk)


class FeedbackReply(Record):
    """What the discipline people did about a complaint."""

    append_only = True

    feedback = models.ForeignKey(Feedback, models.PROTECT, related_name="replies")
    words_sealed = models.TextField(editable=False)
    closes = models.BooleanField("办结", default=False)
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="feedback_replies")
    entered_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "投诉办理"
        ordering = ("entered_at",)

    @property
    def words(self) -> str:
        return unseal(self.words_sealed, table="inspections_feedbackreply", column="words", row=self.pk)

    @words.setter
    def words(self, value: str) -> None:
        self.words_sealed = seal(value, table="inspections_feedbackreply", column="words", row=self.pk)
