"""What stands beside an inspector: qualifications, trainings, absences; who decides on conflicts, the yearly
declarations; partner bureaus and what is borrowed from them."""

import datetime

from django.db import models
from django.db.models import F, Q

from mingcha.accounts.models import Office, Person
from mingcha.intake.models import ProofFile
from mingcha.ledger.models import Record
from mingcha.registers.models.people import ConflictOfInterest, Inspector
from mingcha.registers.rules.staff import ABSENCES, DELEGATED, ON_INTERESTS, PARTNER_TITLES
from mingcha.registers.states import BORROWING, DISMISSED, OPEN_ROUND, PROPOSED, ROUND, UPHELD


class Qualification(Record):
    """A certificate of special knowledge (注册测绘师), with its number, end and scan. The assignment compares
    the tags of its name while it is valid."""

    inspector = models.ForeignKey(Inspector, models.PROTECT, related_name="certificates")
    name = models.CharField("资格名称", max_length=64)
    certificate_no = models.CharField("证书编号", max_length=64, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True)
    is_permanent = models.BooleanField("长期有效", default=False)
    ended_on = models.DateField("注销日期", null=True, blank=True)
    proof = models.ForeignKey(ProofFile, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "岗位资格"
        ordering = ("name", "certificate_no")
        constraints = [
            models.UniqueConstraint(
                fields=["inspector", "name", "certificate_no"],
                condition=Q(ended_on=None),
                name="qualification_once",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def is_valid(self, on: datetime.date) -> bool:
        """As with a licence: an empty end proves nothing, 长期 must be said."""
        if self.ended_on is not None and self.ended_on <= on:
            return False
        return self.is_permanent or (self.valid_until is not None and self.valid_until >= on)


class Training(Record):
    """One training of one inspector: what, how many hours, when passed, until when it holds."""

    inspector = models.ForeignKey(Inspector, models.PROTECT, related_name="trainings")
    course = models.CharField("培训内容", max_length=120)
    hours = models.PositiveSmallIntegerField("学时", default=0)
    completed_on = models.DateField("合格日期", null=True, blank=True)
    valid_until = models.DateField("有效期至")
    certificate_no = models.CharField("培训证书", max_length=64, blank=True)
    proof = models.ForeignKey(ProofFile, models.PROTECT, null=True, blank=True, related_name="+")
    is_void = models.BooleanField("已更正作废", default=False)

    class Meta:
        verbose_name = "培训"
        ordering = ("-valid_until", "course")
        constraints = [
            models.CheckConstraint(
                condition=Q(completed_on=None) | Q(valid_until__gte=F("completed_on")),
                name="training_holds_after_it_was_passed",
            )
        ]

    def __str__(self) -> str:
        return self.course

    def is_valid(self, on: datetime.date) -> bool:
        has_begun = self.completed_on is None or self.completed_on <= on
        return not self.is_void and has_begun and self.valid_until >= on


class Absence(Record):
    """Days on which a person on duty cannot be drawn: leave, posted away, suspended. Without an end it lasts
    until one is entered."""

    inspector = models.ForeignKey(Inspector, models.PROTECT, related_name="absences")
    kind = models.CharField("事由", max_length=16, choices=list(ABSENCES.items()))
    from_on = models.DateField("起")
    until_on = models.DateField("止", null=True, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    is_void = models.BooleanField("已撤销", default=False)
    proof = models.ForeignKey(ProofFile, models.PROTECT, null=True, blank=True, related_name="+")
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    entered_at = models.DateTimeField("登记时间", null=True, blank=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)

    class Meta:
        verbose_name = "暂离岗位"
        ordering = ("-from_on",)
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="absence_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False)
                & (Q(entered_by=None) | ~Q(entered_by=F("confirmed_by"))),
                name="absence_confirmed_by_another",
            ),
        ]

    def __str__(self) -> str:
        end = f"至{self.until_on}" if self.until_on else "未定止期"
        return f"{self.get_kind_display()}，{self.from_on}起，{end}"

    def covers(self, on: datetime.date) -> bool:
        return not self.is_void and self.from_on <= on and (self.until_on is None or self.until_on >= on)

    def is_sure(self, since: datetime.datetime) -> bool:
        """Confirmed by a second person, or entered before the moment from which it could serve somebody."""
        return self.confirmed_at is not None or self.entered_at is None or self.entered_at < since


class Delegation(Record):
    """The head lets somebody decide for a span of days, in writing: on conflicts of interest, or that a clue
    cannot wait for a draw."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="delegations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="delegations")
    matter = models.CharField(
        "授权事项", max_length=16, choices=list(DELEGATED.items()), default=ON_INTERESTS
    )
    document_no = models.CharField("授权文号", max_length=64)
    from_on = models.DateField("起")
    until_on = models.DateField("止")
    given_by = models.CharField("授权人", max_length=64)

    class Meta:
        verbose_name = "决定授权"
        ordering = ("-from_on",)
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="delegation_ends_after_it_starts"
            )
        ]


class ConflictDecision(Record):
    """What was decided on a declared interest, by whom, on what ground. `deciders` and `minutes_no` are those
    of a collective decision (on the head's own interest)."""

    append_only = True

    conflict = models.OneToOneField(ConflictOfInterest, models.PROTECT, related_name="decision")
    outcome = models.CharField("决定", max_length=16, choices=[(UPHELD, "成立"), (DISMISSED, "不成立")])
    decided_on = models.DateField("决定日期")
    decided_by = models.CharField("决定人", max_length=64)
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    deciders = models.JSONField("集体决定人员", default=list, blank=True)
    minutes_no = models.CharField("会议纪要号", max_length=64, blank=True)
    ground = models.CharField("理由", max_length=200)
    proof = models.ForeignKey(ProofFile, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "回避决定"


class DeclarationRound(Record):
    """The yearly question to every inspector whether there are interests to declare."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="declaration_rounds")
    year = models.PositiveSmallIntegerField("年度")
    opened_on = models.DateField("发起日期")
    due_on = models.DateField("截止日期")
    opened_by = models.CharField("发起人", max_length=64)
    state = models.CharField("状态", max_length=8, choices=ROUND.choices(), default=OPEN_ROUND)

    class Meta:
        verbose_name = "年度申报"
        ordering = ("-year",)
        constraints = [
            models.UniqueConstraint(fields=["office", "year"], name="declaration_round_once_a_year"),
            models.UniqueConstraint(
                fields=["office"], condition=Q(state=OPEN_ROUND), name="one_open_declaration_round"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年度利害关系申报"


class Declaration(Record):
    """One inspector's answer in a round; the interests themselves are `ConflictOfInterest`s."""

    append_only = True

    round = models.ForeignKey(DeclarationRound, models.PROTECT, related_name="declarations")
    inspector = models.ForeignKey(Inspector, models.PROTECT, related_name="declarations")
    declared = models.PositiveSmallIntegerField("申报项数")
    answered_on = models.DateField("答复日期")
    entered_by = models.CharField("录入人", max_length=64)
    on_paper = models.BooleanField("书面答复", default=False)
    proof = models.ForeignKey(ProofFile, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "申报答复"
        constraints = [
            models.UniqueConstraint(fields=["round", "inspector"], name="one_answer_a_round"),
        ]


class Partner(Record):
    """Another bureau of the county whose inspectors may be borrowed as a whole."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="partners")
    name = models.CharField("部门名称", max_length=64)
    tag = models.CharField("部门标签", max_length=24)

    class Meta:
        verbose_name = "联合部门"
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(fields=["office", "name"], name="partner_once"),
            models.UniqueConstraint(fields=["office", "tag"], name="partner_tag_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def tag_word(self) -> str:
        """The line of business, as the form that enters a partner offers it."""
        return PARTNER_TITLES.get(self.tag, self.tag)


class Borrowing(Record):
    """A whole bureau, or a whole section of one, joins the pool for a span of days. Who comes is drawn."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="borrowings")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="borrowings")
    section_name = models.CharField("股所室队", max_length=32, blank=True)
    purpose = models.CharField("用途", max_length=120)
    from_on = models.DateField("起")
    until_on = models.DateField("止")
    state = models.CharField("状态", max_length=16, choices=BORROWING.choices(), default=PROPOSED)
    proposed_by = models.CharField("提出人", max_length=64)
    decided_by = models.CharField("批准人", max_length=64, blank=True)
    proof = models.ForeignKey(ProofFile, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "抽调"
        ordering = ("-from_on",)
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="borrowing_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return self.unit_words

    @property
    def unit_words(self) -> str:
        """The bureau, with the section when only that is borrowed."""
        return f"{self.partner.name}{self.section_name}" if self.section_name else f"{self.partner.name}全局"
