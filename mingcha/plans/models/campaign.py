"""抽查任务, a line of its plan: which published items, from whom, in which unit and ratio, by what team."""

from django.db import models

from mingcha.accounts.models import Office, Section
from mingcha.items.models import InspectionItem
from mingcha.ledger.models import Record
from mingcha.plans.models.plan import Plan
from mingcha.plans.rules.division import DIVISIONS, WHOLE
from mingcha.plans.states import CAMPAIGN, DRAFT

HOLDER_UNIT, TARGET_UNIT = "holder", "target"
UNITS = [(HOLDER_UNIT, "市场主体"), (TARGET_UNIT, "检查对象")]
EVEN, CAP = "even", "cap"
BALANCES = [(EVEN, "均衡"), (CAP, "只限上限")]
AFTER_VISITS, ON_THE_SPOT = "after_visits", "on_the_spot"
SHOWINGS = [(AFTER_VISITS, "检查后公开"), (ON_THE_SPOT, "当场公开")]
ORDINARY, RAISED, COOLED = "ordinary", "raised", "cooled"
STRATUM_KINDS = [(ORDINARY, "一般"), (RAISED, "加强"), (COOLED, "冷却")]
# How the number of an external draw begins; that of an own one begins with the office's code.
EXTERNAL_PREFIX = "外-"


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
    showing = models.CharField("名单公开", max_length=16, choices=SHOWINGS, default=AFTER_VISITS)
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
    visits_begun = models.BooleanField(
        "检查已批准", default=False, help_text="visits stand on what was drawn; written by the inspections"
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

    @property
    def is_read_out(self) -> bool:
        """Names are read out in the hall; else it sees counts and digests alone until the visits are over."""
        return self.showing == ON_THE_SPOT


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
