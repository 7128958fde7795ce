"""年度抽查计划 and its lines, the 抽查任务: which published items, from whom, in which unit and ratio."""

from django.db import models

from mingcha.accounts.models import Office, Section
from mingcha.intake.models import ProofFile
from mingcha.items.models import InspectionItem
from mingcha.items.rules.fields import GENERAL, KINDS
from mingcha.ledger.models import Record
from mingcha.plans.rules.clues import SOURCES, STANDINGS
from mingcha.plans.rules.division import DIVISIONS, WHOLE
from mingcha.plans.states import CAMPAIGN, DRAFT, INVITED, PARTICIPATION, PLAN
from mingcha.registers.models import VisitFact

HOLDER_UNIT, TARGET_UNIT = "holder", "target"
UNITS = [(HOLDER_UNIT, "市场主体"), (TARGET_UNIT, "检查对象")]
EVEN, CAP = "even", "cap"
BALANCES = [(EVEN, "均衡"), (CAP, "只限上限")]
ORDINARY, RAISED, COOLED = "ordinary", "raised", "cooled"
STRATUM_KINDS = [(ORDINARY, "一般"), (RAISED, "加强"), (COOLED, "冷却")]
# How the number of an external draw begins; that of an own one begins with the office's code.
EXTERNAL_PREFIX = "外-"
SUPERIOR, JUSTICE, OTHER_BODY = "superior", "justice", "other"
ADDRESSEES = [(SUPERIOR, "上级主管部门"), (JUSTICE, "司法局"), (OTHER_BODY, "其他")]


class Plan(Record):
    """What an office will inspect in a year. Campaigns are its lines; what was published are its versions."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField("计划年度")
    number = models.CharField("计划编号", max_length=32)
    state = models.CharField("状态", max_length=16, choices=PLAN.choices(), default=DRAFT)
    amendment = models.PositiveSmallIntegerField("修订号", default=0, help_text="0: as first published")
    amendment_reason = models.CharField("修订理由", max_length=200, blank=True)
    complete_from = models.DateField("数据完整自", null=True, blank=True)
    created_at = models.DateTimeField("编制时间")
    submitted_at = models.DateTimeField("送审时间", null=True, blank=True)
    submitted_by = models.CharField("送审人", max_length=64, blank=True)
    submitter = models.UUIDField(
        "送审人编号", null=True, blank=True, help_text="whoever submits does not approve"
    )
    approved_at = models.DateTimeField("批准时间", null=True, blank=True)
    approved_by = models.CharField("批准人", max_length=64, blank=True)
    published_at = models.DateTimeField("公布时间", null=True, blank=True)
    published_by = models.CharField("公布人", max_length=64, blank=True)

    class Meta:
        verbose_name = "年度抽查计划"
        ordering = ("-year",)
        constraints = [models.UniqueConstraint(fields=["office", "year"], name="one_plan_of_a_year")]

    def __str__(self) -> str:
        return f"{self.year}年度抽查计划"


class PlanVersion(Record):
    """A plan as it was published: 0 the first, then each amendment. Every column of every line as it read and
    counted on that day, so that later changes of registers and figures leave it as it was."""

    append_only = True

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("修订号")
    reason = models.CharField("修订理由", max_length=200, blank=True)
    lines = models.JSONField("计划内容")
    complete_from = models.DateField("数据完整自")
    document_no = models.CharField("发文文号", max_length=40, blank=True)
    approved_at = models.DateTimeField("批准时间")
    approved_by = models.CharField("批准人", max_length=64)
    published_at = models.DateTimeField("公布时间")
    published_by = models.CharField("公布人", max_length=64)

    class Meta:
        verbose_name = "计划公布稿"
        ordering = ("-number",)
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once")]

    def __str__(self) -> str:
        return f"第{self.number}次修订" if self.number else "首次公布"


class PlanPaper(Record):
    """The paper of a published version, kept as it was typeset."""

    append_only = True

    version = models.OneToOneField(PlanVersion, models.PROTECT, related_name="paper")
    content = models.BinaryField("内容")
    sha256 = models.CharField("摘要", max_length=64)
    made_at = models.DateTimeField("生成时间")

    class Meta:
        verbose_name = "计划打印稿"


class PlanFiling(Record):
    """A published version was sent to the superior or the justice bureau, and this is the receipt."""

    append_only = True

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="filings")
    addressee = models.CharField("报送对象", max_length=16, choices=ADDRESSEES)
    body = models.CharField("报送机关", max_length=64)
    filed_on = models.DateField("报送日期")
    filed_by = models.CharField("报送人", max_length=64)
    document_no = models.CharField("报送文号", max_length=40, blank=True)
    receipt = models.ForeignKey(ProofFile, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "计划备案"
        ordering = ("filed_on", "body")


class Campaign(Record):
    """One round of draws, a line of its plan. `number` is the campaign id of drawproof/1."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="campaigns")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="campaigns")
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="campaigns")
    number = models.CharField("任务编号", max_length=32)
    title = models.CharField("任务名称", max_length=80)
    year = models.PositiveSmallIntegerField("年度")
    unit = models.CharField(
        "抽取单位",
        max_length=8,
        choices=UNITS,
        default=HOLDER_UNIT,
    )
    towns = models.JSONField("限定乡镇", default=list, blank=True, help_text="empty: the whole county")
    categories = models.JSONField("限定类别", default=list, blank=True, help_text="empty: as the items say")
    division = models.CharField(
        "分层方式", max_length=8, choices=list(DIVISIONS.items()), default=WHOLE, blank=True
    )
    merged_parts = models.JSONField(
        "合并的层", default=list, blank=True, help_text="lists of parts drawn together"
    )
    leaves_out_drawn = models.BooleanField("一般层不重复抽取", default=True)
    cooling_months = models.PositiveSmallIntegerField(
        "冷却期（月）", null=True, blank=True, help_text="inspected since: drawn from the cooled stratum"
    )
    starts_on = models.DateField("检查开始", null=True, blank=True)
    ends_on = models.DateField("检查结束", null=True, blank=True)
    balance = models.CharField("人员分配", max_length=8, choices=BALANCES, default=EVEN)
    state = models.CharField("状态", max_length=16, choices=CAMPAIGN.choices(), default=DRAFT)
    held_by = models.CharField("公告中的抽取", max_length=47, blank=True, help_text="written by the draws")
    category = models.CharField("抽查类别", max_length=64, blank=True)
    round = models.PositiveSmallIntegerField("轮次", default=1)
    frequency = models.CharField("抽查频次", max_length=32, blank=True, help_text="as the plan says it")
    methods = models.JSONField("检查方式", default=list, blank=True)
    lead_department = models.CharField("牵头部门", max_length=64, blank=True, help_text="empty: the office")
    partner_departments = models.JSONField("配合部门", default=list, blank=True)
    only_raised = models.BooleanField("只抽加强层", default=False)
    draw_on = models.DateField("计划抽取日期", null=True, blank=True)
    plan_note = models.CharField("计划备注", max_length=200, blank=True)
    outside_body = models.CharField("计划外批准机关", max_length=64, blank=True)
    outside_document = models.CharField("计划外批准文号", max_length=40, blank=True)
    outside_reason = models.CharField("计划外理由", max_length=200, blank=True)
    drawing_platform = models.CharField(
        "抽取平台", max_length=64, blank=True, help_text="empty: this system draws"
    )
    drawing_basis = models.CharField("由平台抽取的依据", max_length=200, blank=True)
    drawn_as = models.CharField(
        "抽取结果编号", max_length=47, blank=True, help_text="whose units count; written by the draws"
    )

    class Meta:
        verbose_name = "抽查任务"
        ordering = ("-year", "number")
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="campaign_number_once"),
            models.CheckConstraint(condition=models.Q(round__gte=1), name="campaign_round_from_one"),
            models.CheckConstraint(
                condition=models.Q(drawing_platform="", drawing_basis="")
                | ~models.Q(drawing_platform="") & ~models.Q(drawing_basis=""),
                name="campaign_drawn_elsewhere_on_a_basis",
            ),
            # Drawn by one of the two and never by both: what holds a campaign and by which it stands as drawn
            # is of that one.
            models.CheckConstraint(
                condition=models.Q(drawing_platform="")
                & ~models.Q(held_by__startswith=EXTERNAL_PREFIX)
                & ~models.Q(drawn_as__startswith=EXTERNAL_PREFIX)
                | ~models.Q(drawing_platform="")
                & (models.Q(held_by="") | models.Q(held_by__startswith=EXTERNAL_PREFIX))
                & (models.Q(drawn_as="") | models.Q(drawn_as__startswith=EXTERNAL_PREFIX)),
                name="campaign_drawn_by_one_alone",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CampaignItem(Record):
    """A published item that a campaign inspects; in a joint campaign perhaps at a ratio of its own."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="campaign_items")
    item = models.ForeignKey(InspectionItem, models.PROTECT, related_name="campaign_items")
    ratio = models.CharField("一般层比例", max_length=24, blank=True, help_text="p/q; empty: the campaign's")
    raised_ratio = models.CharField("加强层比例", max_length=24, blank=True, help_text="likewise")

    class Meta:
        verbose_name = "任务事项"
        constraints = [models.UniqueConstraint(fields=["campaign", "item"], name="item_once_in_a_campaign")]


class Stratum(Record):
    """A layer of the draw with its own ratio. `code` (`s1`, `s2`) is all the public file shows."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="strata")
    code = models.CharField("层", max_length=8)
    kind = models.CharField("性质", max_length=16, choices=STRATUM_KINDS)
    ratio = models.CharField("比例", max_length=24)
    at_least = models.PositiveIntegerField("至少", default=1, help_text="1 or more (drawproof/1, section 5)")
    reserve = models.PositiveIntegerField("递补", default=0, help_text="substitutes after the drawn")

    class Meta:
        verbose_name = "抽取层"
        ordering = ("code",)
        constraints = [
            models.UniqueConstraint(fields=["campaign", "code"], name="stratum_once"),
            models.CheckConstraint(condition=models.Q(at_least__gte=1), name="stratum_at_least_one"),
        ]


class TeamGroup(Record):
    """Seats of each visit that share requirements, in the committed order. `requires` are protocol tags."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="team_groups")
    order = models.PositiveSmallIntegerField("次序")
    code = models.CharField("组", max_length=16)
    title = models.CharField("名称", max_length=32)
    count = models.PositiveSmallIntegerField("人数")
    requires = models.JSONField("资格标签", default=list, blank=True)

    class Meta:
        verbose_name = "检查组席位"
        ordering = ("order",)
        constraints = [
            models.UniqueConstraint(fields=["campaign", "code"], name="group_once"),
            models.CheckConstraint(condition=models.Q(count__gte=1), name="group_has_a_seat"),
        ]


class StandingUnits(models.Manager["DrawnUnit"]):
    """Those of the draw by which their campaign stands as drawn: a withdrawn external draw counts for
    nothing."""

    def get_queryset(self) -> "models.QuerySet[DrawnUnit]":
        return super().get_queryset().filter(draw=models.F("campaign__drawn_as"))


class DrawnUnit(Record):
    """A unit that a campaign drew, written by the draws: later campaigns leave it out, and it counts against
    the cap until its visit is on record. `unit` and `holder_code` are codes of the committed frame."""

    append_only = True

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="drawn_units")
    unit = models.CharField("抽取单位", max_length=47)
    holder_code = models.CharField("市场主体编码", max_length=47)
    drawn_on = models.DateField("抽取日期")
    draw = models.CharField("抽取编号", max_length=47, blank=True, help_text="the campaign's `drawn_as`")
    team = models.JSONField(
        "抽中的检查人员",
        null=True,
        help_text="roster numbers of its visit; None in a row older than this column",
    )

    objects = models.Manager()
    standing = StandingUnits()

    class Meta:
        verbose_name = "抽中的单位"
        ordering = ("unit",)
        constraints = [models.UniqueConstraint(fields=["campaign", "draw", "unit"], name="unit_drawn_once")]
        indexes = [models.Index(fields=["holder_code"])]

    def __str__(self) -> str:
        return self.unit


class Participation(Record):
    """A partner bureau takes part in a joint campaign by file: invited, it answers with people and items, is
    handed its sheets, and returns results. `owed` are the pairs [unit, item] that the sheets ask, as they
    were handed out; None before, and of sheets that were handed out before pairs were kept."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="participations")
    partner = models.ForeignKey("registers.Partner", models.PROTECT, related_name="participations")
    state = models.CharField("状态", max_length=16, choices=PARTICIPATION.choices(), default=INVITED)
    invited_on = models.DateField("邀请日期")
    answered_on = models.DateField("回执日期", null=True, blank=True)
    handed_on = models.DateField("交任务单日期", null=True, blank=True)
    handed_to = models.CharField("接收人", max_length=64, blank=True)
    owed = models.JSONField("应交结果", null=True, blank=True, help_text="[unit, item], …")
    returned_on = models.DateField("交齐结果日期", null=True, blank=True)

    class Meta:
        verbose_name = "协同部门"
        ordering = ("invited_on", "pk")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "partner"], name="partner_takes_part_once")
        ]

    def __str__(self) -> str:
        return self.partner.name


class PartnerItem(Record):
    """An item that a partner inspects on the joint visit, as it sent it. It stands in no list of ours: the
    partner answers for it. `code` names it among the items of the campaign."""

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="items")
    code = models.CharField("事项编码", max_length=32)
    name = models.CharField("抽查事项", max_length=120)
    contents = models.TextField("抽查内容")
    target_categories = models.JSONField("检查对象类别")
    kind = models.CharField("事项类别", max_length=8, choices=list(KINDS.items()), default=GENERAL)
    methods = models.JSONField("检查方式")
    ratio = models.CharField("一般层比例", max_length=24, blank=True, help_text="p/q; empty: the campaign's")
    raised_ratio = models.CharField("加强层比例", max_length=24, blank=True, help_text="likewise")
    basis = models.TextField("检查依据")

    class Meta:
        verbose_name = "协同事项"
        ordering = ("code",)
        constraints = [
            models.UniqueConstraint(fields=["participation", "code"], name="partner_item_code_once"),
            models.UniqueConstraint(fields=["participation", "name"], name="partner_item_once"),
        ]

    def __str__(self) -> str:
        return self.name


class PartnerResult(Record):
    """What a partner reports of one of its items at a drawn unit, signed by its people and published by it.
    `unit` is that of the drawn unit; `visit` is the fact that counts."""

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="results")
    unit = models.CharField("抽取单位", max_length=47)
    item = models.CharField("抽查事项", max_length=120)
    visited_on = models.DateField("检查日期")
    result = models.CharField("检查结果", max_length=120)
    found = models.CharField("发现问题", max_length=500, blank=True)
    signed_by = models.JSONField("检查实施人员")
    published_at = models.CharField("公示位置", max_length=200, blank=True)
    published_on = models.DateField("公示日期", null=True, blank=True)
    visit = models.ForeignKey(VisitFact, models.PROTECT, related_name="partner_results")

    class Meta:
        verbose_name = "协同检查结果"
        ordering = ("unit", "item")
        constraints = [
            models.UniqueConstraint(fields=["participation", "unit", "item"], name="partner_result_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.item}"


class ClueCheck(Record):
    """A check of one party that evidence calls for: the only way outside the draw. Its campaign draws the
    team; `sent_team` are roster numbers of those a leader sent without a draw, for `urgent_reason`."""

    campaign = models.OneToOneField(Campaign, models.PROTECT, related_name="clue_check")
    source = models.CharField("线索来源", max_length=16, choices=list(SOURCES.items()))
    source_no = models.CharField("来源编号", max_length=64, blank=True)
    received_on = models.DateField("收到日期")
    summary = models.CharField("反映的问题", max_length=500)
    evidence = models.ForeignKey(ProofFile, models.PROTECT, related_name="+")
    holder = models.ForeignKey("registers.Holder", models.PROTECT, related_name="clue_checks")
    target = models.ForeignKey(
        "registers.Target", models.PROTECT, null=True, blank=True, related_name="clue_checks"
    )
    proposer = models.UUIDField("提出人编号")
    proposed_by = models.CharField("提出人", max_length=64)
    proposed_at = models.DateTimeField("提出时间")
    decider = models.UUIDField("决定人编号", null=True, blank=True)
    decided_by = models.CharField("决定人", max_length=64, blank=True)
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    remark = models.CharField("决定意见", max_length=200, blank=True)
    urgent_reason = models.CharField("未经抽取的理由", max_length=200, blank=True)
    sent_team = models.JSONField("派出人员", default=list, blank=True)
    visited_on = models.DateField("核查日期", null=True, blank=True)
    result = models.CharField("核查结果", max_length=120, blank=True)
    recorded_by = models.CharField("登记人", max_length=64, blank=True)

    class Meta:
        verbose_name = "线索核查"
        ordering = ("-proposed_at",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decider=None) | ~models.Q(decider=models.F("proposer")),
                name="clue_decided_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(visited_on=None, result="")
                | models.Q(visited_on__isnull=False) & ~models.Q(result=""),
                name="clue_visited_with_a_result",
            ),
        ]

    def __str__(self) -> str:
        return self.campaign.title

    @property
    def standing(self) -> tuple[str, str]:
        """Class and word of its status."""
        return STANDINGS[self.campaign.state]
