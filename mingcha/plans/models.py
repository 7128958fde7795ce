"""抽查任务: which published items, from whom, in which unit and ratio, with what team."""

from django.db import models

from mingcha.accounts.models import Office
from mingcha.items.models import InspectionItem
from mingcha.ledger.models import Record
from mingcha.plans.states import CAMPAIGN, DRAFT

HOLDER_UNIT, TARGET_UNIT = "holder", "target"
UNITS = [(HOLDER_UNIT, "市场主体"), (TARGET_UNIT, "检查对象")]
EVEN, CAP = "even", "cap"
BALANCES = [(EVEN, "均衡"), (CAP, "只限上限")]
ORDINARY, RAISED = "ordinary", "raised"


class Campaign(Record):
    """One round of draws. `number` is the campaign id of drawproof/1 (the published plan line)."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="campaigns")
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
    starts_on = models.DateField("检查开始", null=True, blank=True)
    ends_on = models.DateField("检查结束", null=True, blank=True)
    balance = models.CharField("人员分配", max_length=8, choices=BALANCES, default=EVEN)
    state = models.CharField("状态", max_length=16, choices=CAMPAIGN.choices(), default=DRAFT)
    held_by = models.CharField("公告中的抽取", max_length=47, blank=True, help_text="written by the draws")

    class Meta:
        verbose_name = "抽查任务"
        ordering = ("-year", "number")
        constraints = [models.UniqueConstraint(fields=["office", "number"], name="campaign_number_once")]

    def __str__(self) -> str:
        return self.title


class CampaignItem(Record):
    """A published item that a campaign inspects."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="campaign_items")
    item = models.ForeignKey(InspectionItem, models.PROTECT, related_name="campaign_items")

    class Meta:
        verbose_name = "任务事项"
        constraints = [models.UniqueConstraint(fields=["campaign", "item"], name="item_once_in_a_campaign")]


class Stratum(Record):
    """A layer of the draw with its own ratio. `code` (`s1`, `s2`) is all the public file shows."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="strata")
    code = models.CharField("层", max_length=8)
    kind = models.CharField("性质", max_length=16, choices=[(ORDINARY, "一般"), (RAISED, "加强")])
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
