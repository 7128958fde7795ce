"""公示异议: what an inspected business says against its published result, and what it was answered."""

from django.db import models
from django.db.models import F, Q

from mingcha.accounts.models import Office, Person
from mingcha.common.sealing import seal, unseal
from mingcha.disclosure.models.published import Disclosure
from mingcha.disclosure.rules.objections import ANSWER_LIMIT, LETTER, ONLINE, VERDICTS, WAYS
from mingcha.disclosure.states import (
    ANSWERED,
    DISMISSED,
    OBJECTION,
    RECEIVED,
    SETTLED,
    UPHELD,
    WITHDRAWN,
)
from mingcha.inspections.models import Inspection
from mingcha.intake.models import ProofFile
from mingcha.ledger.models import Record

TABLE = "disclosure_objection"


class Objection(Record):
    """One objection to the public version `disclosure` of the result of a visit. Who objects, how to reach
    them and what they say are sealed; `outcome` is the correction or withdrawal that followed."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="objections")
    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="objections")
    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="objections")
    number = models.PositiveSmallIntegerField("第几件")
    state = models.CharField("状态", max_length=16, choices=OBJECTION.choices(), default=RECEIVED)
    way = models.CharField("提出方式", max_length=8, choices=list(WAYS.items()))
    received_on = models.DateField("收到日期")
    objector_sealed = models.TextField(editable=False)
    contact_sealed = models.TextField(editable=False, blank=True)
    ground_sealed = models.TextField(editable=False)
    proof = models.ForeignKey(ProofFile, models.PROTECT, null=True, blank=True, related_name="+")
    entered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="objections_entered"
    )
    entered_at = models.DateTimeField("登记时间")
    verdict = models.CharField("答复", max_length=8, choices=list(VERDICTS.items()), blank=True)
    answer = models.CharField("答复内容", max_length=ANSWER_LIMIT, blank=True)
    answered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="objections_answered"
    )
    answered_at = models.DateTimeField("提出答复时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="objections_decided"
    )
    decided_at = models.DateTimeField("批准时间", null=True, blank=True)
    decision_words = models.CharField("审批意见", max_length=200, blank=True)
    outcome = models.ForeignKey(
        Disclosure, models.PROTECT, null=True, blank=True, related_name="objections_met"
    )
    settled_at = models.DateTimeField("更正或者撤回时间", null=True, blank=True)
    withdrawn_at = models.DateTimeField("撤回异议时间", null=True, blank=True)

    class Meta:
        verbose_name = "公示异议"
        ordering = ("-received_on", "-number")
        constraints = [
            models.UniqueConstraint(fields=["inspection", "number"], name="objection_number_once"),
            models.CheckConstraint(
                condition=Q(way=ONLINE, entered_by=None)
                | Q(way=LETTER, entered_by__isnull=False, proof__isnull=False),
                name="letter_entered_by_somebody_with_its_paper",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[RECEIVED, WITHDRAWN])
                | Q(answered_by__isnull=False) & ~Q(verdict="") & ~Q(answer=""),
                name="objection_answered_in_words",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[RECEIVED, ANSWERED, WITHDRAWN], decided_by=None)
                | Q(state__in=[UPHELD, DISMISSED, SETTLED], decided_by__isnull=False),
                name="objection_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("answered_by")),
                name="objection_answer_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state=SETTLED, outcome__isnull=False) | ~Q(state=SETTLED) & Q(outcome=None),
                name="objection_settled_by_what_followed",
            ),
            models.CheckConstraint(
                condition=Q(state=WITHDRAWN, withdrawn_at__isnull=False)
                | ~Q(state=WITHDRAWN) & Q(withdrawn_at=None),
                name="objection_withdrawn_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"第{self.number}件异议"

    @property
    def holder(self) -> str:
        """Whose result it is, as everybody was told."""
        return str(self.disclosure.values.get("holder", ""))

    @property
    def objector(self) -> str:
        return unseal(self.objector_sealed, table=TABLE, column="objector", row=self.pk)

    @objector.setter
    def objector(self, value: str) -> None:
        self.objector_sealed = seal(value, table=TABLE, column="objector", row=self.pk)

    @property
    def contact(self) -> str:
        return unseal(self.contact_sealed, table=TABLE, column="contact", row=self.pk)

    @contact.setter
    def contact(self, value: str) -> None:
        self.contact_sealed = seal(value, table=TABLE, column="contact", row=self.pk)

    @property
    def ground(self) -> str:
        return unseal(self.ground_sealed, table=TABLE, column="ground", row=self.pk)

    @ground.setter
    def ground(self, value: str) -> None:
        self.ground_sealed = seal(value, table=TABLE, column="ground", row=self.pk)
