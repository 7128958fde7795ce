"""What the witness of a sitting says of each result, on the own device."""

from django.db import models
from django.db.models import Q

from mingcha.accounts.models import Person
from mingcha.draws.models.own import Draw
from mingcha.ledger.models import Record


class WitnessStatement(Record):
    """The witness confirms what was seen of an attempt, or objects in words. Saying more is a new row with
    the next number; the last one counts, all stay."""

    append_only = True

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="statements")
    number = models.PositiveSmallIntegerField("第几次意见")
    person = models.ForeignKey(Person, models.PROTECT, related_name="witness_statements")
    agrees = models.BooleanField("与所见相符")
    words = models.CharField("见证意见", max_length=200, blank=True)
    stated_at = models.DateTimeField("表示时间")

    class Meta:
        verbose_name = "见证意见"
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["draw", "number"], name="witness_statement_once"),
            models.CheckConstraint(condition=Q(agrees=True) | ~Q(words=""), name="objection_in_words"),
        ]
