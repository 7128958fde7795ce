"""行政处罚决定 in versions: what stands on the paper, entered by one person and checked by another."""

import uuid

from django.db import models
from django.db.models import F, Q

from mingcha.accounts.models import Office, Person, Section
from mingcha.common.sealing import mask_name, seal, unseal
from mingcha.disclosure.rules.penalties import MASKED, PARTY_KINDS
from mingcha.disclosure.states import CHECKED, ENTERED, OPEN_PENALTY, PENALTY, SUPERSEDED
from mingcha.inspections.models import FollowUp, Inspection
from mingcha.intake.models import ProofFile
from mingcha.ledger.models import Record

TABLE = "disclosure_penalty"


class Penalty(Record):
    """One version of one decision; `decision` is the same for all its versions and the key of what is public
    of it. A version that was checked is edited no more: a correction is the next one, with its reason.

    Names of natural persons and sole traders stand masked, whole ones sealed; numbers of their papers are not
    kept at all. Amounts are in fen."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="penalties")
    decision = models.UUIDField("决定标识", default=uuid.uuid4)
    number = models.PositiveSmallIntegerField("第几版")
    state = models.CharField("状态", max_length=16, choices=PENALTY.choices(), default=ENTERED)
    revision = models.PositiveIntegerField("保存次数", default=0)
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="penalties")
    inspection = models.ForeignKey(
        Inspection, models.PROTECT, null=True, blank=True, related_name="penalties"
    )
    follow_up = models.ForeignKey(FollowUp, models.PROTECT, null=True, blank=True, related_name="penalties")

    document_no = models.CharField("行政处罚决定书文号", max_length=60)
    party_kind = models.CharField("行政相对人类别", max_length=8, choices=list(PARTY_KINDS.items()))
    party = models.CharField("行政相对人名称", max_length=120)
    party_sealed = models.TextField(blank=True, editable=False)
    uscc = models.CharField("统一社会信用代码", max_length=18, blank=True)
    register_no = models.CharField("工商注册号", max_length=32, blank=True)
    organisation_no = models.CharField("组织机构代码", max_length=32, blank=True)
    tax_no = models.CharField("税务登记号", max_length=32, blank=True)
    institution_no = models.CharField("事业单位证书号", max_length=32, blank=True)
    society_no = models.CharField("社会组织登记证号", max_length=32, blank=True)
    representative_sealed = models.TextField(blank=True, editable=False)
    holder_code = models.CharField("主体编码", max_length=32, blank=True)
    breach = models.TextField("违法行为类型")
    facts = models.TextField("违法事实")
    basis = models.TextField("处罚依据")
    categories = models.JSONField("处罚类别")
    content = models.TextField("处罚内容")
    fine = models.PositiveBigIntegerField("罚款金额", default=0, help_text="in fen")
    confiscated = models.PositiveBigIntegerField("没收金额", default=0, help_text="in fen")
    licences = models.CharField("暂扣或吊销证照名称及编号", max_length=200, blank=True)
    decided_on = models.DateField("处罚决定日期")
    valid_until = models.DateField("处罚有效期", null=True, blank=True)
    public_until = models.DateField("公示截止期", null=True, blank=True)
    authority_code = models.CharField("处罚机关统一社会信用代码", max_length=18, blank=True)
    remarks = models.CharField("备注", max_length=200, blank=True)
    paper = models.ForeignKey(ProofFile, models.PROTECT, related_name="+")

    reason = models.CharField("更正理由", max_length=200, blank=True)
    hands = models.JSONField("经手人", default=list, help_text="ids of all who wrote in it")
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="penalties_entered")
    entered_at = models.DateTimeField("录入时间")
    checked_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="penalties_checked"
    )
    checked_at = models.DateTimeField("核对时间", null=True, blank=True)
    words = models.CharField("退回或者作废的意见", max_length=200, blank=True)

    class Meta:
        verbose_name = "行政处罚决定"
        ordering = ("-decided_on", "-number")
        constraints = [
            models.UniqueConstraint(fields=["decision", "number"], name="penalty_version_once"),
            models.UniqueConstraint(
                fields=["decision"], condition=Q(state__in=OPEN_PENALTY), name="one_open_penalty"
            ),
            models.UniqueConstraint(
                fields=["decision"], condition=Q(state=CHECKED), name="one_checked_penalty"
            ),
            models.UniqueConstraint(
                fields=["office", "document_no"], condition=Q(state=CHECKED), name="penalty_number_once"
            ),
            models.CheckConstraint(
                condition=Q(number=1, reason="") | Q(number__gt=1) & ~Q(reason=""),
                name="later_penalty_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=F("entered_by")),
                name="penalty_checked_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[CHECKED, SUPERSEDED])
                | Q(checked_by__isnull=False, checked_at__isnull=False),
                name="penalty_checked_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["office", "state"], name="penalties_by_state")]

    def __str__(self) -> str:
        return self.document_no

    @property
    def is_masked(self) -> bool:
        return self.party_kind in MASKED

    @property
    def whole_party(self) -> str:
        """The whole name, for who compares it with a text."""
        if not self.is_masked:
            return self.party
        return unseal(self.party_sealed, table=TABLE, column="party", row=self.pk)

    @property
    def natural_names(self) -> tuple[str, ...]:
        """Whole names of natural persons and sole traders, for who compares them with a text."""
        party = self.whole_party if self.is_masked else ""
        return tuple(filter(None, (party, self.representative)))

    @property
    def representative(self) -> str:
        return unseal(self.representative_sealed, table=TABLE, column="representative", row=self.pk)

    @property
    def representative_masked(self) -> str:
        return mask_name(self.representative)

    def give_names(self, party: str, representative: str) -> None:
        """As the kind of party demands: in clear for a body, masked and sealed for everybody else."""
        self.party = mask_name(party) if self.is_masked else party
        self.party_sealed = seal(party, table=TABLE, column="party", row=self.pk) if self.is_masked else ""
        self.representative_sealed = seal(representative, table=TABLE, column="representative", row=self.pk)
