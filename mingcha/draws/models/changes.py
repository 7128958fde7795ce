"""What happens to a draw after it: who looked at its names, seats redrawn, units withdrawn and replaced."""

from django.db import models
from django.db.models import F, Q

from mingcha.accounts.models import Person
from mingcha.common.sealing import seal, unseal
from mingcha.draws.models.own import Draw
from mingcha.draws.rules.changes import ALL, LOOKS, VACANCY_WORDS, WITHDRAWAL_WORDS
from mingcha.draws.states import DECLINED, LEAVING, PROPOSED, WITHDRAWAL
from mingcha.intake.models import ProofFile
from mingcha.ledger.models import Record
from mingcha.plans.models import Campaign
from mingcha.registers.models import ConflictOfInterest


class NameLook(Record):
    """One person opened the names of a campaign that are not public, for one login and until `until`."""

    append_only = True

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="looks")
    person = models.ForeignKey(Person, models.PROTECT, related_name="looks")
    scope = models.CharField("查看范围", max_length=8, choices=list(LOOKS.items()), default=ALL)
    rows = models.PositiveIntegerField("查看户次数")
    looked_at = models.DateTimeField("查看时间")
    until = models.DateTimeField("查看有效至")

    class Meta:
        verbose_name = "名单查看"
        ordering = ("-looked_at",)


class Grounded(Record):
    """A row that keeps why somebody cannot go sealed: the words may tell of an illness."""

    ground_sealed = models.TextField(blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def ground(self) -> str:
        return unseal(self.ground_sealed, table=self._meta.db_table, column="ground", row=self.pk)

    @ground.setter
    def ground(self, value: str) -> None:
        self.ground_sealed = seal(value, table=self._meta.db_table, column="ground", row=self.pk)


class Proposal(Record):
    """One person says something with proof, another confirms or declines it. Each kind has its own states and
    `by_two_people` among its constraints."""

    proof = models.ForeignKey(ProofFile, models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField("提出时间")
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    decision_words = models.CharField("决定理由", max_length=200, blank=True)

    class Meta:
        abstract = True
        ordering = ("proposed_at",)


def by_two_people(name: str) -> models.CheckConstraint:
    """Nobody decides on what he proposed himself."""
    return models.CheckConstraint(condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")), name=name)


class Vacancy(Grounded):
    """One row of substitutions.csv: a seat was left, and the secret drew who takes it. `inspector` is
    empty where nobody could; then the seat is open. Beside the row stand ground and proof,
    which stay with the office."""

    append_only = True

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="vacancies")
    n = models.PositiveSmallIntegerField("变动序号")
    visit = models.CharField("户次", max_length=47)
    group = models.CharField("检查组成员类别", max_length=47)
    seat = models.PositiveSmallIntegerField("席位")
    event = models.PositiveSmallIntegerField("席位第几次变动")
    left = models.CharField("退出人员", max_length=47)
    reason = models.CharField("退出原因", max_length=16, choices=list(VACANCY_WORDS.items()))
    inspector = models.CharField("替补人员", max_length=47, blank=True)
    conflict = models.ForeignKey(
        ConflictOfInterest, models.PROTECT, null=True, blank=True, related_name="vacancies"
    )
    proof = models.ForeignKey(ProofFile, models.PROTECT, null=True, blank=True, related_name="+")
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="vacancies_entered")
    entered_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "席位变动"
        ordering = ("n",)
        constraints = [
            models.UniqueConstraint(fields=["draw", "n"], name="vacancy_number_once"),
            models.UniqueConstraint(fields=["draw", "visit", "group", "seat", "event"], name="vacancy_once"),
        ]


class VacancyProposal(Grounded, Proposal):
    """One person says, with proof, that whoever holds a seat cannot go; another confirms it, and then the
    seat is redrawn, or declines."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="vacancy_proposals")
    visit = models.CharField("户次", max_length=47)
    group = models.CharField("检查组成员类别", max_length=47)
    seat = models.PositiveSmallIntegerField("席位")
    left = models.CharField("退出人员", max_length=47)
    reason = models.CharField("退出原因", max_length=16, choices=list(VACANCY_WORDS.items()))
    state = models.CharField("状态", max_length=16, choices=LEAVING.choices(), default=PROPOSED)

    class Meta(Proposal.Meta):
        verbose_name = "席位变动申请"
        constraints = [
            models.UniqueConstraint(
                fields=["draw", "visit", "group", "seat"],
                condition=Q(state=PROPOSED),
                name="one_open_vacancy_proposal",
            ),
            by_two_people("vacancy_by_two_people"),
        ]

    @property
    def place(self) -> tuple[str, str, int]:
        return self.visit, self.group, self.seat


class UnitWithdrawal(Proposal):
    """One person says, with proof, that a unit cannot be visited; another confirms or declines it. Of a unit
    that was not drawn it changes nothing."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="withdrawals")
    unit = models.CharField("抽取单位", max_length=47)
    reason = models.CharField("退出原因", max_length=24, choices=list(WITHDRAWAL_WORDS.items()))
    words = models.CharField("情况说明", max_length=200)
    state = models.CharField("状态", max_length=16, choices=WITHDRAWAL.choices(), default=PROPOSED)

    class Meta(Proposal.Meta):
        verbose_name = "对象退出"
        constraints = [
            models.UniqueConstraint(
                fields=["draw", "unit"], condition=~Q(state=DECLINED), name="unit_withdrawn_once"
            ),
            by_two_people("unit_withdrawn_by_two_people"),
        ]


class Replacement(Record):
    """One row of replacements.csv: a unit of a visit withdrawn, and the reserve that takes its place;
    `substitute` is empty once the reserves of the stratum are used up."""

    append_only = True

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="replacements")
    n = models.PositiveSmallIntegerField("变动序号")
    visit = models.CharField("户次", max_length=47)
    unit = models.CharField("退出单位", max_length=47)
    reason = models.CharField("退出原因", max_length=24, choices=list(WITHDRAWAL_WORDS.items()))
    substitute = models.CharField("递补单位", max_length=47, blank=True)
    withdrawal = models.OneToOneField(UnitWithdrawal, models.PROTECT, related_name="replacement")
    entered_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "对象递补"
        ordering = ("n",)
        constraints = [models.UniqueConstraint(fields=["draw", "n"], name="replacement_number_once")]
