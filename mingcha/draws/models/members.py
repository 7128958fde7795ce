"""Changes of who goes on a visit whose team was not drawn here, where no protocol can draw a seat anew."""

from django.db import models
from django.db.models import F, Q

from mingcha.draws.models.changes import Grounded, Proposal, by_two_people
from mingcha.draws.models.external import ExternalDraw
from mingcha.draws.rules.changes import PUBLIC_VACANCY_WORDS, VACANCY_WORDS
from mingcha.draws.states import CONFIRMED, MEMBER_CHANGE, PROPOSED
from mingcha.plans.models import Campaign


class MemberChange(Grounded, Proposal):
    """检查人员更换: one seat of one visit goes from `left` to `inspector`. What a platform drew (`external`)
    the platform draws anew, and the change says by which receipt; whom a leader sent, the leader replaces.
    One person says so with proof, another confirms. Written by the inspections, which know the visits."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="member_changes")
    external = models.ForeignKey(
        ExternalDraw, models.PROTECT, null=True, blank=True, related_name="member_changes"
    )
    visit = models.CharField("户次", max_length=47)
    group = models.CharField("检查组成员类别", max_length=47)
    seat = models.PositiveSmallIntegerField("席位")
    left = models.CharField("退出人员", max_length=47)
    inspector = models.CharField("接替人员", max_length=47)
    reason = models.CharField("更换原因", max_length=16, choices=list(VACANCY_WORDS.items()))
    made_on = models.DateField("平台重抽或者另行派出的日期")
    receipt_no = models.CharField("平台回执号或者文号", max_length=64, blank=True)
    state = models.CharField("状态", max_length=16, choices=MEMBER_CHANGE.choices(), default=PROPOSED)

    class Meta(Proposal.Meta):
        verbose_name = "检查人员更换"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "visit"], condition=Q(state=PROPOSED), name="one_open_member_change"
            ),
            by_two_people("member_changed_by_two_people"),
            models.CheckConstraint(
                condition=Q(external=None) | ~Q(receipt_no=""), name="platforms_change_with_receipt"
            ),
            models.CheckConstraint(condition=~Q(left=F("inspector")), name="member_changed_for_another"),
            models.CheckConstraint(
                condition=Q(state=PROPOSED, decided_by=None, decided_at=None)
                | ~Q(state=PROPOSED) & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="member_change_decided_by_a_person",
            ),
        ]

    @property
    def place(self) -> tuple[str, str, int]:
        return self.visit, self.group, self.seat

    @property
    def is_confirmed(self) -> bool:
        return self.state == CONFIRMED

    @property
    def public_reason(self) -> str:
        return PUBLIC_VACANCY_WORDS[self.reason]
