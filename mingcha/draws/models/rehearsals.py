"""Rehearsals of a sitting."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from mingcha.accounts.models import Office, Person
from mingcha.plans.models import Campaign


class Rehearsal(models.Model):
    """演练: three people play a sitting through on their own devices. No record: it decides nothing, can
    never become a draw, holds nobody's name and is deleted at its end; the ledger keeps that it was held."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    office = models.ForeignKey(Office, models.CASCADE, related_name="rehearsals")
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="rehearsals")
    operator = models.ForeignKey(Person, models.CASCADE, related_name="rehearsals_operated")
    caller = models.ForeignKey(Person, models.CASCADE, related_name="rehearsals_called")
    witness = models.ForeignKey(Person, models.CASCADE, related_name="rehearsals_witnessed")
    event = models.CharField("公开事件", max_length=16)
    step = models.CharField("进行到", max_length=16)
    number = models.CharField("演练号", max_length=49)
    frame = models.JSONField("抽取范围", help_text="strata and exclusions as counts")
    played = models.JSONField("演练结果", help_text="see rules.rehearsals.play")
    entries = models.JSONField(
        "演练录入", default=list, help_text="[event, throw, 0 caller 1 witness, values]"
    )
    begun_at = models.DateTimeField("开始时间")

    class Meta:
        verbose_name = "演练"
        ordering = ("-begun_at",)
        constraints = [
            models.UniqueConstraint(fields=["operator"], name="one_rehearsal_of_an_operator"),
            models.CheckConstraint(
                condition=~Q(operator=F("caller")) & ~Q(operator=F("witness")) & ~Q(caller=F("witness")),
                name="rehearsal_of_three_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign.title}（演练）"

    @property
    def callers(self) -> tuple[Person, Person]:
        """The two people who enter, the witness-caller second."""
        return self.caller, self.witness
